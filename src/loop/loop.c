/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a turn survives its own callbacks: what poll(2) said is kept beside the
 * table of watches, not in it.  Before each call the watch is looked up again,
 * and skipped when it is gone or was made anew since (its `born` differs). */
#include "baolan/loop/loop.h"

#include "baolan/base/clock.h"
#include "baolan/base/mem.h"
#include "baolan/base/vec.h"
#include "timers.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#define SIGNALS 65 /* 1 to 64 on Linux */
#define LATE_MS 1  /* a reader's key and its paint must fit into a frame too */

struct watch {
	int fd;
	short events;
	loop_fd_fn *fn;
	void *data;
	uint64_t born;
};

struct child {
	pid_t pid;
	loop_child_fn *fn;
	void *data;
};

struct loop {
	VEC(struct watch) watches;
	uint64_t births;
	/* What is polled this turn, and the watches' birth numbers. */
	VEC(struct pollfd) polled;
	VEC(uint64_t) polled_born;
	int first_fd;    /* called before all others; -1: none */
	size_t turns;    /* so far: where the round of the others begins */
	int64_t late_at; /* when this turn has taken long enough */

	struct timers timers;
	VEC(struct child) children;
	bool must_reap; /* a child may have ended before it was registered */

	struct {
		loop_signal_fn *fn;
		void *data;
	} signals[SIGNALS];
	sigset_t caught, mask_before;
	int signal_fd; /* -1 until the first signal is asked for */

	loop_fn *before_sleep;
	void *before_sleep_data;
	bool stopped;
};

struct loop *loop_new(void)
{
	struct loop *loop = mem_new(struct loop);
	loop->signal_fd = -1;
	loop->first_fd = -1;
	sigemptyset(&loop->caught);
	sigprocmask(SIG_BLOCK, NULL, &loop->mask_before);
	return loop;
}

void loop_free(struct loop *loop)
{
	if (!loop)
		return;
	if (loop->signal_fd >= 0) {
		close(loop->signal_fd);
		sigprocmask(SIG_SETMASK, &loop->mask_before, NULL);
	}
	vec_done(&loop->watches);
	vec_done(&loop->polled);
	vec_done(&loop->polled_born);
	vec_done(&loop->children);
	timers_done(&loop->timers);
	free(loop);
}

/* Watches */

static struct watch *find_watch(struct loop *loop, int fd)
{
	vec_each (w, &loop->watches)
		if (w->fd == fd)
			return w;
	return NULL;
}

void loop_watch(struct loop *loop, int fd, short events, loop_fd_fn *fn, void *data)
{
	if (fd < 0)
		return;
	struct watch *w = find_watch(loop, fd);
	if (w && w->fn == fn && w->data == data) {
		w->events = events;
		return;
	}
	if (!w)
		w = vec_push(&loop->watches);
	*w = (struct watch){ fd, events, fn, data, ++loop->births };
}

void loop_unwatch(struct loop *loop, int fd)
{
	struct watch *w = find_watch(loop, fd);
	if (!w)
		return;
	*w = *vec_last(&loop->watches);
	loop->watches.len--;
}

static void add_polled(struct loop *loop, int fd, short events, uint64_t born)
{
	*vec_push(&loop->polled) = (struct pollfd){ .fd = fd, .events = events };
	*vec_push(&loop->polled_born) = born;
}

/* The signal descriptor stands first (poll skips it while it is -1). */
static void list_polled(struct loop *loop)
{
	vec_clear(&loop->polled);
	vec_clear(&loop->polled_born);
	add_polled(loop, loop->signal_fd, POLLIN, 0);
	vec_each (w, &loop->watches)
		add_polled(loop, w->fd, w->events, w->born);
}

static void call_watch(struct loop *loop, const struct pollfd *polled, uint64_t born)
{
	const struct watch *w = find_watch(loop, polled->fd);
	if (!w || w->born != born)
		return;
	short revents = polled->revents & (w->events | POLLERR | POLLHUP | POLLNVAL);
	if (!revents)
		return;
	loop_fd_fn *fn = w->fn;
	void *data = w->data;
	/* Closed behind our back: told once, or the loop would spin on it. */
	if (revents & POLLNVAL)
		loop_unwatch(loop, polled->fd);
	fn(data, revents);
}

static void call_polled(struct loop *loop, size_t i)
{
	struct pollfd polled = loop->polled.at[i];
	if (polled.revents)
		call_watch(loop, &polled, loop->polled_born.at[i]);
}

static void call_first(struct loop *loop)
{
	for (size_t i = 1; i < loop->polled.len; i++) {
		if (loop->polled.at[i].fd != loop->first_fd)
			continue;
		call_polled(loop, i);
		loop->polled.at[i].revents = 0;
	}
}

/* Each turn another one begins, so that all have their turn though the first ones
 * use it up. */
static void call_watches(struct loop *loop)
{
	size_t n = loop->polled.len - 1;
	call_first(loop);
	for (size_t i = 0; i < n && !loop_is_late(loop); i++)
		call_polled(loop, 1 + (loop->turns + i) % n);
	loop->turns++;
}

/* Signals and children */

static void catch_signal(struct loop *loop, int signo)
{
	sigset_t one;
	sigemptyset(&one);
	sigaddset(&one, signo);
	sigprocmask(SIG_BLOCK, &one, NULL);
	sigaddset(&loop->caught, signo);
	int fd = signalfd(loop->signal_fd, &loop->caught, SFD_CLOEXEC | SFD_NONBLOCK);
	if (fd >= 0)
		loop->signal_fd = fd;
}

void loop_on_signal(struct loop *loop, int signo, loop_signal_fn *fn, void *data)
{
	if (signo < 1 || signo >= SIGNALS)
		return;
	loop->signals[signo].fn = fn;
	loop->signals[signo].data = data;
	catch_signal(loop, signo);
}

/* A parent that ignored SIGCHLD left us with children that vanish unseen. */
static void stop_ignoring_children(void)
{
	struct sigaction now;
	if (sigaction(SIGCHLD, NULL, &now) == 0 && now.sa_handler == SIG_IGN)
		signal(SIGCHLD, SIG_DFL);
}

void loop_on_child(struct loop *loop, pid_t pid, loop_child_fn *fn, void *data)
{
	stop_ignoring_children();
	if (!sigismember(&loop->caught, SIGCHLD))
		catch_signal(loop, SIGCHLD);
	loop_forget_child(loop, pid);
	*vec_push(&loop->children) = (struct child){ pid, fn, data };
	loop->must_reap = true;
}

void loop_forget_child(struct loop *loop, pid_t pid)
{
	vec_each (child, &loop->children) {
		if (child->pid == pid) {
			*child = *vec_last(&loop->children);
			loop->children.len--;
			return;
		}
	}
}

/* True when one ended; its function may have changed the table. */
static bool reap_one(struct loop *loop)
{
	vec_each (c, &loop->children) {
		int status = 0;
		pid_t got = waitpid(c->pid, &status, WNOHANG);
		if (got == 0 || (got < 0 && errno != ECHILD))
			continue;
		struct child ended = *c;
		loop_forget_child(loop, ended.pid);
		ended.fn(ended.data, status);
		return true;
	}
	return false;
}

static void reap(struct loop *loop)
{
	if (!loop->must_reap)
		return;
	loop->must_reap = false;
	while (reap_one(loop))
		;
}

static void call_signals(struct loop *loop)
{
	if (loop->polled.at[0].revents & POLLIN) {
		struct signalfd_siginfo info;
		while (read(loop->signal_fd, &info, sizeof(info)) ==
		       (ssize_t)sizeof(info)) {
			int signo = (int)info.ssi_signo;
			if (signo == SIGCHLD)
				loop->must_reap = true;
			if (signo < SIGNALS && loop->signals[signo].fn)
				loop->signals[signo].fn(loop->signals[signo].data,
				                        signo);
		}
	}
	reap(loop);
}

/* Timers */

unsigned loop_after(struct loop *loop, int ms, loop_fn *fn, void *data)
{
	return timers_add(&loop->timers, clock_ms() + MAX(ms, 0), fn, data);
}

void loop_cancel(struct loop *loop, unsigned timer)
{
	timers_cancel(&loop->timers, timer);
}

/* Timers added by these calls wait for the next turn, so that a timer that
 * renews itself at once starves nobody. */
static void call_timers(struct loop *loop)
{
	int64_t now = clock_ms();
	uint64_t added_now = loop->timers.next_age;
	for (;;) {
		const struct timer *first = timers_first(&loop->timers);
		if (!first || first->due > now || first->age >= added_now)
			return;
		struct timer timer = timers_pop(&loop->timers);
		timer.fn(timer.data);
	}
}

/* Turns */

void loop_before_sleep(struct loop *loop, loop_fn *fn, void *data)
{
	loop->before_sleep = fn;
	loop->before_sleep_data = data;
}

void loop_prefer(struct loop *loop, int fd)
{
	loop->first_fd = fd;
}

bool loop_is_late(const struct loop *loop)
{
	return clock_ms() >= loop->late_at;
}

static int sleep_ms(const struct loop *loop, int max_ms)
{
	if (loop->stopped || loop->must_reap)
		return 0;
	const struct timer *first = timers_first(&loop->timers);
	if (!first)
		return max_ms;
	int64_t wait = MIN(MAX(first->due - clock_ms(), 0), INT_MAX);
	return max_ms < 0 ? (int)wait : (int)MIN(wait, max_ms);
}

void loop_turn(struct loop *loop, int max_ms)
{
	if (loop->before_sleep)
		loop->before_sleep(loop->before_sleep_data);
	list_polled(loop);
	if (poll(loop->polled.at, loop->polled.len, sleep_ms(loop, max_ms)) < 0)
		vec_each (polled, &loop->polled)
			polled->revents = 0;
	loop->late_at = clock_ms() + LATE_MS;
	call_watches(loop);
	call_signals(loop);
	call_timers(loop);
}

void loop_run(struct loop *loop)
{
	while (!loop->stopped)
		loop_turn(loop, -1);
	loop->stopped = false;
}

void loop_stop(struct loop *loop)
{
	loop->stopped = true;
}
