/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session.h"

#include "baolan/base/vec.h"

#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

/* The first says only who the program is. */
struct news {
	pid_t program;
	bool started;
	int status;
};

/* The leader */

static void reset_signals(void)
{
	sigset_t none;
	sigemptyset(&none);
	for (int signo = 1; signo < NSIG; signo++)
		signal(signo, SIG_DFL);
	sigprocmask(SIG_SETMASK, &none, NULL);
}

/* Called with SIGTTOU ignored. */
static void take_foreground(int slave, pid_t group)
{
	tcsetpgrp(slave, group);
}

_Noreturn static void become_program(char *const argv[], int slave)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	setpgid(0, 0);
	take_foreground(slave, getpid());
	reset_signals();
	for (int fd = 0; fd < 3; fd++)
		dup2(slave, fd);
	close_range(3, ~0U, 0);
	execvp(argv[0], argv);
	fprintf(stderr, "%s: %s\n", argv[0], strerror(errno));
	_exit(127);
}

static void tell(int control, struct news news)
{
	if (send(control, &news, sizeof(news), MSG_NOSIGNAL) < 0)
		_exit(1);
}

/* Like a shell after ^Z: take the terminal, and give it back when told to. */
static void wait_to_continue(int control, int slave, pid_t program)
{
	char c;
	take_foreground(slave, getpid());
	if (read(control, &c, 1) != 1)
		_exit(0);
	take_foreground(slave, program);
	kill(-program, SIGCONT);
}

_Noreturn static void lead(char *const argv[], int slave, int control)
{
	int status;
	char c;
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	setsid();
	ioctl(slave, TIOCSCTTY, 0);
	signal(SIGTTOU, SIG_IGN);
	pid_t program = fork();
	if (program == 0)
		become_program(argv, slave);
	setpgid(program, program);
	tell(control, (struct news){ program, true, 0 });
	while (waitpid(program, &status, WUNTRACED) == program) {
		tell(control, (struct news){ program, false, status });
		if (!WIFSTOPPED(status))
			break;
		wait_to_continue(control, slave, program);
	}
	while (read(control, &c, 1) > 0)
		;
	_exit(0);
}

/* The harness's side */

bool session_start(struct session *s, char *const argv[], int slave)
{
	int fds[2];
	*s = (struct session){ 0 };
	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, fds) < 0)
		return false;
	fflush(stdout);
	s->leader = fork();
	if (s->leader == 0) {
		close(fds[0]);
		lead(argv, slave, fds[1]);
	}
	close(fds[1]);
	s->control = fds[0];
	struct news news;
	if (s->leader < 0 || recv(s->control, &news, sizeof(news), 0) != sizeof(news))
		return false;
	s->program = news.program;
	return true;
}

void session_read(struct session *s)
{
	struct news news;
	if (recv(s->control, &news, sizeof(news), MSG_DONTWAIT) != sizeof(news))
		return;
	s->status = news.status;
	s->stopped = WIFSTOPPED(news.status);
	s->ended = !s->stopped;
}

void session_signal(const struct session *s, int signo)
{
	if (s->program > 0 && !s->ended)
		kill(s->program, signo);
}

void session_continue(struct session *s)
{
	s->stopped = false;
	if (write(s->control, "c", 1) < 0)
		s->ended = true;
}

void session_end(struct session *s)
{
	if (!s->leader)
		return;
	kill(s->leader, SIGKILL);
	waitpid(s->leader, NULL, 0);
	close(s->control);
	*s = (struct session){ 0 };
}

/* Who sleeps: the family of the program, as /proc has it */

struct process {
	pid_t pid, parent;
	char state;
	bool of_family;
};

struct processes {
	struct process *at;
	size_t len, size;
};

static bool read_process(const char *pid, struct process *ret_process)
{
	char path[64], line[512];
	snprintf(path, sizeof(path), "/proc/%.20s/stat", pid);
	FILE *file = fopen(path, "re");
	if (!file)
		return false;
	bool got = fgets(line, sizeof(line), file) != NULL;
	fclose(file);
	/* The name, in parentheses, may hold anything. */
	const char *after = got ? strrchr(line, ')') : NULL;
	ret_process->pid = (pid_t)strtol(pid, NULL, 10);
	return after &&
	       sscanf(after, ") %c %d", &ret_process->state, &ret_process->parent) == 2;
}

static void list_processes(struct processes *list)
{
	DIR *proc = opendir("/proc");
	for (struct dirent *entry; proc && (entry = readdir(proc));) {
		struct process process = { 0 };
		if (entry->d_name[0] >= '1' && entry->d_name[0] <= '9' &&
		    read_process(entry->d_name, &process))
			*vec_push(list) = process;
	}
	if (proc)
		closedir(proc);
}

static bool is_in_family(const struct processes *list, pid_t pid)
{
	for (size_t i = 0; i < list->len; i++)
		if (list->at[i].pid == pid)
			return list->at[i].of_family;
	return false;
}

/* Again and again, for a child may stand before its parent. */
static void mark_family(struct processes *list, pid_t first)
{
	for (bool grown = true; grown;) {
		grown = false;
		vec_each (p, list) {
			if (p->of_family)
				continue;
			p->of_family = p->pid == first || is_in_family(list, p->parent);
			grown |= p->of_family;
		}
	}
}

bool session_is_asleep(const struct session *s)
{
	struct processes list = { 0 };
	bool asleep = true;
	list_processes(&list);
	mark_family(&list, s->program);
	vec_each (p, &list)
		if (p->of_family && (p->state == 'R' || p->state == 'D'))
			asleep = false;
	vec_done(&list);
	return asleep;
}
