/* SPDX-License-Identifier: GPL-3.0-or-later */
/* loop.h - the one place where the program sleeps.
 *
 * One thread, one poll(2).  A turn is: before-sleep hook (the one place that
 * paints) -> poll -> readable descriptors -> signals -> timers.  A callback
 * must not block; work that takes more than a frame belongs in a worker.
 * Callbacks may add and remove watches and timers, their own too. */
#ifndef BAOLAN_LOOP_LOOP_H
#define BAOLAN_LOOP_LOOP_H

#include <stdbool.h>
#include <sys/types.h>

struct loop;
typedef void loop_fn(void *data);
typedef void loop_fd_fn(void *data, short revents); /* POLLIN, POLLOUT, POLLHUP … */
typedef void loop_signal_fn(void *data, int signo);
typedef void loop_child_fn(void *data, int wait_status);

struct loop *loop_new(void);
void loop_free(struct loop *loop);

/* Watch fd for `events`; a second call for the same fd replaces the first; -1
 * is ignored.  Errors and hang-ups are told unasked.  Unwatch before closing:
 * the loop never closes a descriptor. */
void loop_watch(struct loop *loop, int fd, short events, loop_fd_fn *fn, void *data);
void loop_unwatch(struct loop *loop, int fd);
/* What waits on this descriptor goes before all others in each turn: the
 * terminal. */
void loop_prefer(struct loop *loop, int fd);
/* This turn has taken long enough: a callback that has more to do leaves it for the
 * next one, in which its descriptor will still be ready. */
bool loop_is_late(const struct loop *loop);
/* Through signalfd: blocks signo in this process until loop_free. */
void loop_on_signal(struct loop *loop, int signo, loop_signal_fn *fn, void *data);
/* Called once, when the child has ended; the loop reaps it (only those it was
 * told of).  wait_status is waitpid's. */
void loop_on_child(struct loop *loop, pid_t pid, loop_child_fn *fn, void *data);
void loop_forget_child(struct loop *loop, pid_t pid);
/* Called before each sleep; one function, NULL for none. */
void loop_before_sleep(struct loop *loop, loop_fn *fn, void *data);
/* Run fn once after `ms`; the handle (never 0) is valid until it has run. */
unsigned loop_after(struct loop *loop, int ms, loop_fn *fn, void *data);
void loop_cancel(struct loop *loop, unsigned timer); /* 0 and spent handles: nothing */

/* Until loop_stop. */
void loop_run(struct loop *loop);
void loop_stop(struct loop *loop);
/* One turn, sleeping at most max_ms (-1: as long as it takes). */
void loop_turn(struct loop *loop, int max_ms);

#endif
