/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The zygote stands in a session of its own, so that ^C, ^Z and a closed
 * terminal reach baolan alone, which then decides.  It dies with baolan, and
 * its workers with it (PR_SET_PDEATHSIG). */
#include "zygote.h"

#include "baolan/base/i18n.h"
#include "baolan/base/log.h"
#include "baolan/base/mem.h"
#include "baolan/base/vec.h"
#include "baolan/loop/child.h"
#include "baolan/loop/loop.h"
#include "serve.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

const struct worker_limits worker_default_limits = {
	.wall_ms = 10000,
	.memory = (size_t)512 << 20,
	.input = (size_t)36 << 20,
	.output = (size_t)36 << 20,
};

/* The zygote's own side */

struct nursery;

struct running {
	struct nursery *nursery;
	uint32_t token;
	pid_t pid;
	int words; /* the reading end of its standard error */
};

struct nursery {
	struct loop *loop;
	int control;
	pid_t parent;
	const struct zygote *plan;
	VEC(struct running *) workers;
};

static void report(const struct nursery *n, const struct worker_end *end)
{
	while (send(n->control, end, sizeof(*end), MSG_NOSIGNAL) < 0 && errno == EINTR)
		;
}

static void report_not_started(const struct nursery *n, uint32_t token)
{
	struct worker_end end = { .token = token, .failed = errno };
	report(n, &end);
}

#ifdef __SANITIZE_ADDRESS__
/* Whoever runs the tests wants to see the sanitizer's whole report. */
static void repeat_words(const char *first, int fd)
{
	char more[4096];
	dprintf(STDERR_FILENO, "%s", first);
	for (ssize_t got; (got = read(fd, more, sizeof(more))) > 0;)
		dprintf(STDERR_FILENO, "%.*s", (int)got, more);
}
#else
static void repeat_words(const char *first, int fd)
{
	(void)first;
	(void)fd;
}
#endif

static void read_words(int fd, char *words, size_t size)
{
	ssize_t got = read(fd, words, size - 1);
	words[MAX(got, 0)] = '\0';
	if (got > 0)
		repeat_words(words, fd);
}

static void forget_running(struct nursery *n, const struct running *worker)
{
	vec_each (slot, &n->workers) {
		if (*slot == worker) {
			*slot = *vec_last(&n->workers);
			n->workers.len--;
			return;
		}
	}
}

static void worker_ended(void *data, int status)
{
	auto_free struct running *worker = data;
	struct worker_end end = { .token = worker->token, .status = status };
	read_words(worker->words, end.words, sizeof(end.words));
	close(worker->words);
	forget_running(worker->nursery, worker);
	report(worker->nursery, &end);
}

static void die_with_parent(pid_t parent)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(0);
}

static void reset_signals(void)
{
	sigset_t none;
	for (int signo = 1; signo < NSIG; signo++)
		signal(signo, SIG_DFL);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
}

/* What it writes to standard error must not spoil the terminal, and no longer
 * wait when the pipe is full. */
_Noreturn static void become_worker(const struct nursery *n, int fd, int words,
                                    pid_t zygote)
{
	die_with_parent(zygote);
	reset_signals();
	dup2(words, STDERR_FILENO);
	serve_jobs(fd, n->plan->kinds, n->plan->n_kinds, &n->plan->limits);
}

static void start_worker(struct nursery *n, uint32_t token, int fd)
{
	int words[2];
	if (pipe2(words, O_CLOEXEC | O_NONBLOCK) < 0) {
		report_not_started(n, token);
		return;
	}
	pid_t zygote = getpid(), pid = fork();
	if (pid == 0)
		become_worker(n, fd, words[1], zygote);
	close(words[1]);
	if (pid < 0) {
		report_not_started(n, token);
		close(words[0]);
		return;
	}
	struct running *worker = mem_new(struct running);
	*worker = (struct running){ n, token, pid, words[0] };
	*vec_push(&n->workers) = worker;
	loop_on_child(n->loop, pid, worker_ended, worker);
}

/* Its end is told as any other's. */
static void kill_worker(struct nursery *n, uint32_t token, int fd)
{
	(void)fd;
	vec_each (worker, &n->workers)
		if ((*worker)->token == token)
			kill((*worker)->pid, SIGKILL);
}

static int passed_fd(struct msghdr *message)
{
	int fd = -1;
	struct cmsghdr *c = CMSG_FIRSTHDR(message);
	if (c && c->cmsg_level == SOL_SOCKET && c->cmsg_type == SCM_RIGHTS)
		memcpy(&fd, CMSG_DATA(c), sizeof(fd));
	return fd;
}

/* The control socket's ancillary room for one descriptor. */
union one_fd {
	struct cmsghdr header;
	char room[CMSG_SPACE(sizeof(int))];
};

static void on_control(void *data, short revents)
{
	static void (*const handlers[])(struct nursery *, uint32_t, int) = {
		[ZYGOTE_START] = start_worker,
		[ZYGOTE_KILL] = kill_worker,
	};
	struct nursery *n = data;
	struct zygote_request request;
	union one_fd ancillary;
	struct iovec part = { &request, sizeof(request) };
	struct msghdr message = { .msg_iov = &part,
		                  .msg_iovlen = 1,
		                  .msg_control = &ancillary,
		                  .msg_controllen = sizeof(ancillary) };
	(void)revents;
	ssize_t got = recvmsg(n->control, &message, MSG_CMSG_CLOEXEC | MSG_DONTWAIT);
	if (got < 0 && (errno == EAGAIN || errno == EINTR))
		return;
	if (got <= 0)
		_exit(0);
	auto_close int fd = passed_fd(&message);
	if (got == (ssize_t)sizeof(request) && request.what < ARRAY_SIZE(handlers) &&
	    handlers[request.what])
		handlers[request.what](n, request.token, fd);
}

/* Standard error stays: a fault of the zygote itself should be seen. */
static void let_go_of_terminal(void)
{
	setsid();
	int null = open("/dev/null", O_RDWR | O_CLOEXEC);
	if (null < 0)
		return;
	dup2(null, STDIN_FILENO);
	dup2(null, STDOUT_FILENO);
	if (null > STDERR_FILENO)
		close(null);
}

/* What the C library reads from files when it is first asked. */
static void warm_libc(void)
{
	tzset();
	(void)_("out of memory");
	(void)strerror(ENOENT);
}

_Noreturn static void become_zygote(const struct zygote *plan, int control,
                                    void (*warm)(void), pid_t parent)
{
	die_with_parent(parent);
	reset_signals();
	let_go_of_terminal();
	warm_libc();
	if (warm)
		warm();
	struct nursery n = { .loop = loop_new(), .control = control, .plan = plan };
	loop_watch(n.loop, control, POLLIN, on_control, &n);
	loop_run(n.loop);
	_exit(0);
}

/* baolan's side */

uint32_t zygote_new_token(struct zygote *zygote)
{
	return ++zygote->last_token;
}

bool zygote_send(struct zygote *zygote, struct zygote_request request, int fd)
{
	union one_fd ancillary = { .header = { .cmsg_len = CMSG_LEN(sizeof(int)),
		                               .cmsg_level = SOL_SOCKET,
		                               .cmsg_type = SCM_RIGHTS } };
	struct iovec part = { &request, sizeof(request) };
	struct msghdr message = { .msg_iov = &part, .msg_iovlen = 1 };
	if (fd >= 0) {
		message.msg_control = &ancillary;
		message.msg_controllen = sizeof(ancillary);
		memcpy(CMSG_DATA(CMSG_FIRSTHDR(&message)), &fd, sizeof(fd));
	}
	return sendmsg(zygote->control, &message, MSG_NOSIGNAL | MSG_DONTWAIT) >= 0;
}

int zygote_receive(struct zygote *zygote, struct worker_end *ret_end)
{
	ssize_t got = recv(zygote->control, ret_end, sizeof(*ret_end), MSG_DONTWAIT);
	if (got < 0 && (errno == EAGAIN || errno == EINTR))
		return 0;
	return got == (ssize_t)sizeof(*ret_end) ? 1 : -1;
}

/* Without one, the first job starts its own worker. */
static void start_spare(struct zygote *zygote)
{
	int fds[2];
	if (child_socketpair(fds, NULL) != ERR_OK)
		return;
	uint32_t token = zygote_new_token(zygote);
	struct zygote_request request = { ZYGOTE_START, token };
	bool sent = zygote_send(zygote, request, fds[1]);
	close(fds[1]);
	if (!sent) {
		close(fds[0]);
		return;
	}
	zygote->spare_token = token;
	zygote->spare_fd = fds[0];
}

static enum err fork_zygote(struct zygote *zygote, void (*warm)(void),
                            struct error *err)
{
	int fds[2];
	pid_t parent = getpid();
	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, fds) < 0)
		return err_errno(err, _("no connection to a helper process"));
	zygote->pid = fork();
	if (zygote->pid == 0) {
		close(fds[0]);
		become_zygote(zygote, fds[1], warm, parent);
	}
	close(fds[1]);
	if (zygote->pid < 0) {
		err_errno(err, _("the processes that read pages can't be started"));
		close(fds[0]);
		return ERR_SYSTEM;
	}
	zygote->control = fds[0];
	return ERR_OK;
}

enum err zygote_start(const struct job_kind *kinds, size_t n_kinds, void (*warm)(void),
                      const struct worker_limits *limits, struct zygote **ret_zygote,
                      struct error *err)
{
	auto_free struct zygote *zygote = mem_new(struct zygote);
	zygote->kinds = kinds;
	zygote->n_kinds = n_kinds;
	zygote->limits = *limits;
	zygote->spare_fd = -1;
	enum err failed = fork_zygote(zygote, warm, err);
	if (failed)
		return failed;
	start_spare(zygote);
	*ret_zygote = take(zygote);
	return ERR_OK;
}

/* It may be deep in `warm`, so it is not asked politely; it is our child, not
 * yet waited for, so the process id is its own. */
void zygote_dismiss(struct zygote *zygote)
{
	kill(zygote->pid, SIGKILL);
}

void zygote_free(struct zygote *zygote)
{
	if (!zygote)
		return;
	if (zygote->spare_fd >= 0)
		close(zygote->spare_fd);
	close(zygote->control);
	zygote_dismiss(zygote);
	while (waitpid(zygote->pid, NULL, 0) < 0 && errno == EINTR)
		;
	free(zygote);
}
