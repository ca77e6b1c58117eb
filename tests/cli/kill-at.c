/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kill-at N FILE PROGRAM ARG... - kill -9 at the Nth step.
 *
 * Steps are the system calls by which the program changes files or tells other
 * processes something, counted from the first time that it opens FILE; the Nth does
 * not happen any more.  Ends when all that the program started has ended: with 0 when
 * it was killed, 3 when it came to its end before, 77 where processes can't be
 * traced. */
#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include <linux/ptrace.h>

enum { KILLED = 0, ENDED = 3, CANT = 77, PATH_SIZE = 512 };

static pid_t start(char **argv)
{
	pid_t pid = fork();
	if (pid != 0)
		return pid;
	ptrace(PTRACE_TRACEME, 0, NULL, NULL);
	raise(SIGSTOP);
	execv(argv[0], argv);
	_exit(CANT);
}

static void read_path(pid_t pid, unsigned long at, char path[PATH_SIZE])
{
	size_t n = 0;
	while (n + sizeof(long) < PATH_SIZE) {
		errno = 0;
		long word = ptrace(PTRACE_PEEKDATA, pid, (void *)(at + n), NULL);
		if (errno)
			break;
		memcpy(path + n, &word, sizeof(word));
		n += sizeof(word);
		if (memchr(&word, '\0', sizeof(word)))
			break;
	}
	path[n] = '\0';
}

static int opens(pid_t pid, const struct ptrace_syscall_info *call, const char *file)
{
	char path[PATH_SIZE];
	if (call->entry.nr != SYS_openat)
		return 0;
	read_path(pid, (unsigned long)call->entry.args[1], path);
	size_t len = strlen(path), tail = strlen(file);
	return len >= tail && strcmp(path + len - tail, file) == 0;
}

static int is_step(const struct ptrace_syscall_info *call)
{
	static const long steps[] = { SYS_write,  SYS_pwrite64,  SYS_writev,
		                      SYS_fsync,  SYS_fdatasync, SYS_ftruncate,
		                      SYS_unlink, SYS_sendto,    SYS_sendmsg };
	for (size_t i = 0; i < sizeof(steps) / sizeof(*steps); i++)
		if ((long)call->entry.nr == steps[i])
			return 1;
	return 0;
}

/* Its threads run on untraced. */
static int trace(pid_t pid, int n, const char *file)
{
	int status, seen = 0, opened = 0, signo = 0;
	for (;;) {
		struct ptrace_syscall_info call;
		ptrace(PTRACE_SYSCALL, pid, NULL, (void *)(long)signo);
		if (waitpid(pid, &status, 0) < 0 || !WIFSTOPPED(status))
			return ENDED;
		bool is_call = WSTOPSIG(status) == (SIGTRAP | 0x80);
		/* That of execve is not for the program. */
		signo = is_call || WSTOPSIG(status) == SIGTRAP ? 0 : WSTOPSIG(status);
		if (!is_call)
			continue;
		if (ptrace(PTRACE_GET_SYSCALL_INFO, pid, (void *)sizeof(call), &call) <
		            0 ||
		    call.op != PTRACE_SYSCALL_INFO_ENTRY)
			continue;
		opened = opened || opens(pid, &call, file);
		if (!opened || !is_step(&call) || ++seen < n)
			continue;
		kill(pid, SIGKILL);
		return KILLED;
	}
}

int main(int argc, char **argv)
{
	int status;
	if (argc < 4)
		return 2;
	prctl(PR_SET_CHILD_SUBREAPER, 1);
	pid_t pid = start(argv + 3);
	if (waitpid(pid, &status, 0) < 0 || !WIFSTOPPED(status) ||
	    ptrace(PTRACE_SETOPTIONS, pid, NULL,
	           (void *)(long)(PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL)) < 0) {
		kill(pid, SIGKILL);
		return CANT;
	}
	int result = trace(pid, (int)strtol(argv[1], NULL, 10), argv[2]);
	while (wait(&status) > 0 || errno == EINTR)
		;
	return result;
}
