/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "baolan/base/clock.h"
#include "baolan/base/mem.h"
#include "baolan/loop/loop.h"

#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

struct fixture {
	struct loop *loop;
	int ends[2][2]; /* two pipes */
	int calls, other_calls, last;
	unsigned timer;
	char order[64];
};

static int set_up(void **state)
{
	struct fixture *f = mem_new(struct fixture);
	f->loop = loop_new();
	*state = f;
	return pipe(f->ends[0]) || pipe(f->ends[1]);
}

static int tear_down(void **state)
{
	struct fixture *f = *state;
	loop_free(f->loop);
	for (int i = 0; i < 4; i++)
		if (f->ends[i / 2][i % 2] >= 0)
			close(f->ends[i / 2][i % 2]);
	free(f);
	return 0;
}

static void make_readable(struct fixture *f, int pipe_number)
{
	assert_int_equal(write(f->ends[pipe_number][1], "x", 1), 1);
}

static void stop(void *data)
{
	struct fixture *f = data;
	loop_stop(f->loop);
}

static void count(void *data)
{
	struct fixture *f = data;
	f->calls++;
}

static void count_event(void *data, short revents)
{
	struct fixture *f = data;
	f->calls++;
	f->last = revents;
}

static void drain_first(void *data, short revents)
{
	struct fixture *f = data;
	char c;
	assert_true(revents & POLLIN);
	assert_int_equal(read(f->ends[0][0], &c, 1), 1);
	f->calls++;
}

static void readable_is_told(void **state)
{
	struct fixture *f = *state;
	loop_watch(f->loop, f->ends[0][0], POLLIN, drain_first, f);
	loop_turn(f->loop, 0);
	assert_int_equal(f->calls, 0);
	make_readable(f, 0);
	loop_turn(f->loop, -1);
	loop_turn(f->loop, 0);
	assert_int_equal(f->calls, 1);
}

static void hang_up_is_told(void **state)
{
	struct fixture *f = *state;
	loop_watch(f->loop, f->ends[0][0], POLLIN, count_event, f);
	close(take_fd(&f->ends[0][1]));
	loop_turn(f->loop, -1);
	assert_true(f->last & POLLHUP);
}

static void no_descriptor_is_ignored(void **state)
{
	struct fixture *f = *state;
	loop_watch(f->loop, -1, POLLIN, count_event, f);
	loop_unwatch(f->loop, -1);
	loop_turn(f->loop, 0);
	assert_int_equal(f->calls, 0);
}

static void second_watch_replaces(void **state)
{
	struct fixture *f = *state;
	loop_watch(f->loop, f->ends[0][0], POLLIN, count_event, f);
	loop_watch(f->loop, f->ends[0][0], POLLIN, drain_first, f);
	make_readable(f, 0);
	loop_turn(f->loop, -1);
	loop_turn(f->loop, 0);
	assert_int_equal(f->calls, 1);
}

static void unwatch_both(void *data, short revents)
{
	struct fixture *f = data;
	(void)revents;
	f->calls++;
	loop_unwatch(f->loop, f->ends[0][0]);
	loop_unwatch(f->loop, f->ends[1][0]);
}

static void watch_removed_in_a_call_stays_silent(void **state)
{
	struct fixture *f = *state;
	for (int i = 0; i < 2; i++) {
		loop_watch(f->loop, f->ends[i][0], POLLIN, unwatch_both, f);
		make_readable(f, i);
	}
	loop_turn(f->loop, -1);
	loop_turn(f->loop, 0);
	assert_int_equal(f->calls, 1);
}

/* The descriptor is watched again in the same turn, as one just reused: what
 * poll said before is not about the new watch. */
static void rewatch_other(void *data, short revents)
{
	struct fixture *f = data;
	(void)revents;
	loop_unwatch(f->loop, f->ends[0][0]);
	loop_unwatch(f->loop, f->ends[1][0]);
	loop_watch(f->loop, f->ends[1][0], POLLIN, count_event, f);
	f->other_calls++;
}

static void watch_made_in_a_call_waits_for_the_next_turn(void **state)
{
	struct fixture *f = *state;
	make_readable(f, 0);
	make_readable(f, 1);
	loop_watch(f->loop, f->ends[0][0], POLLIN, rewatch_other, f);
	loop_watch(f->loop, f->ends[1][0], POLLIN, rewatch_other, f);
	loop_turn(f->loop, -1);
	assert_int_equal(f->other_calls, 1);
	assert_int_equal(f->calls, 0);
	loop_turn(f->loop, -1);
	assert_int_equal(f->calls, 1);
}

static void closed_descriptor_does_not_spin(void **state)
{
	struct fixture *f = *state;
	loop_watch(f->loop, f->ends[0][0], POLLIN, count_event, f);
	close(take_fd(&f->ends[0][0]));
	loop_turn(f->loop, 0);
	loop_turn(f->loop, 0);
	assert_int_equal(f->calls, 1);
	assert_true(f->last & POLLNVAL);
}

static void note_letter(struct fixture *f, char letter)
{
	f->order[f->calls++] = letter;
}

static void note_a(void *data)
{
	note_letter(data, 'a');
}

static void note_b(void *data)
{
	note_letter(data, 'b');
}

static void note_c(void *data)
{
	note_letter(data, 'c');
}

static void timers_run_in_order(void **state)
{
	struct fixture *f = *state;
	loop_after(f->loop, 20, note_c, f);
	loop_after(f->loop, 1, note_a, f);
	loop_after(f->loop, 1, note_b, f);
	loop_after(f->loop, 30, stop, f);
	loop_run(f->loop);
	assert_string_equal(f->order, "abc");
}

static void timer_keeps_its_time(void **state)
{
	struct fixture *f = *state;
	int64_t start = clock_ms();
	loop_after(f->loop, 30, stop, f);
	loop_run(f->loop);
	assert_true(clock_ms() - start >= 30);
}

static void cancelled_timer_stays_silent(void **state)
{
	struct fixture *f = *state;
	unsigned timer = loop_after(f->loop, 0, count, f);
	assert_int_not_equal(timer, 0);
	loop_cancel(f->loop, timer);
	loop_cancel(f->loop, timer);
	loop_cancel(f->loop, 0);
	loop_turn(f->loop, 5);
	assert_int_equal(f->calls, 0);
}

static void cancel_other(void *data)
{
	struct fixture *f = data;
	f->other_calls++;
	loop_cancel(f->loop, f->timer);
}

static void timer_cancelled_in_a_call_stays_silent(void **state)
{
	struct fixture *f = *state;
	loop_after(f->loop, 0, cancel_other, f);
	f->timer = loop_after(f->loop, 0, count, f);
	loop_turn(f->loop, 0);
	loop_turn(f->loop, 0);
	assert_int_equal(f->other_calls, 1);
	assert_int_equal(f->calls, 0);
}

static void renew(void *data)
{
	struct fixture *f = data;
	f->calls++;
	loop_after(f->loop, 0, renew, f);
}

static void timer_renewed_at_once_waits_a_turn(void **state)
{
	struct fixture *f = *state;
	loop_after(f->loop, 0, renew, f);
	loop_turn(f->loop, -1);
	assert_int_equal(f->calls, 1);
	loop_turn(f->loop, -1);
	assert_int_equal(f->calls, 2);
}

static void thousands_of_timers(void **state)
{
	struct fixture *f = *state;
	enum { TIMERS = 6000 };
	static unsigned handles[TIMERS];
	for (int i = 0; i < TIMERS; i++)
		handles[i] = loop_after(f->loop, (i * 7919) % 20, count, f);
	for (int i = 0; i < TIMERS; i += 3)
		loop_cancel(f->loop, handles[i]);
	loop_after(f->loop, 20, stop, f);
	loop_run(f->loop);
	assert_int_equal(f->calls, TIMERS - TIMERS / 3);
}

static void note_signal(void *data, int signo)
{
	struct fixture *f = data;
	f->calls++;
	f->last = signo;
}

static void signal_is_told(void **state)
{
	struct fixture *f = *state;
	loop_on_signal(f->loop, SIGUSR1, note_signal, f);
	loop_on_signal(f->loop, SIGUSR2, note_signal, f);
	raise(SIGUSR2);
	loop_turn(f->loop, -1);
	assert_int_equal(f->calls, 1);
	assert_int_equal(f->last, SIGUSR2);
}

static void mask_comes_back(void **state)
{
	(void)state;
	sigset_t before, after;
	sigprocmask(SIG_BLOCK, NULL, &before);
	struct loop *loop = loop_new();
	loop_on_signal(loop, SIGUSR1, note_signal, NULL);
	sigprocmask(SIG_BLOCK, NULL, &after);
	assert_true(sigismember(&after, SIGUSR1));
	loop_free(loop);
	sigprocmask(SIG_BLOCK, NULL, &after);
	for (int signo = 1; signo < NSIG; signo++)
		assert_int_equal(sigismember(&before, signo),
		                 sigismember(&after, signo));
}

static void note_child(void *data, int status)
{
	struct fixture *f = data;
	f->last = status;
	f->calls++;
	loop_stop(f->loop);
}

static pid_t fork_exiting(int status)
{
	pid_t pid = fork();
	if (pid == 0)
		_exit(status);
	return pid;
}

static void child_is_reaped(void **state)
{
	struct fixture *f = *state;
	loop_on_child(f->loop, fork_exiting(7), note_child, f);
	loop_run(f->loop);
	assert_true(WIFEXITED(f->last));
	assert_int_equal(WEXITSTATUS(f->last), 7);
}

static void child_that_ended_before_is_reaped(void **state)
{
	struct fixture *f = *state;
	pid_t pid = fork_exiting(3);
	siginfo_t info;
	assert_int_equal(waitid(P_PID, (id_t)pid, &info, WEXITED | WNOWAIT), 0);
	loop_on_child(f->loop, pid, note_child, f);
	loop_run(f->loop);
	assert_int_equal(WEXITSTATUS(f->last), 3);
}

static void two_children_one_signal(void **state)
{
	struct fixture *f = *state;
	pid_t pids[2] = { fork_exiting(0), fork_exiting(0) };
	loop_on_child(f->loop, pids[0], note_child, f);
	loop_on_child(f->loop, pids[1], note_child, f);
	while (f->calls < 2)
		loop_run(f->loop);
	assert_int_equal(f->calls, 2);
}

static void forgotten_child_is_left_to_others(void **state)
{
	struct fixture *f = *state;
	pid_t pid = fork_exiting(0);
	loop_on_child(f->loop, pid, note_child, f);
	loop_forget_child(f->loop, pid);
	loop_turn(f->loop, 0);
	assert_int_equal(waitpid(pid, NULL, 0), pid);
	assert_int_equal(f->calls, 0);
}

static void hook_runs_before_each_sleep(void **state)
{
	struct fixture *f = *state;
	loop_before_sleep(f->loop, count, f);
	loop_turn(f->loop, 0);
	loop_turn(f->loop, 0);
	assert_int_equal(f->calls, 2);
}

static void stop_in_the_hook_does_not_sleep(void **state)
{
	struct fixture *f = *state;
	loop_before_sleep(f->loop, stop, f);
	loop_run(f->loop);
	loop_before_sleep(f->loop, NULL, NULL);
	loop_after(f->loop, 0, stop, f);
	loop_run(f->loop);
}

/* Works until the turn has taken long enough, and leaves the rest. */
static void use_up(struct fixture *f, char who)
{
	while (!loop_is_late(f->loop))
		;
	size_t len = strlen(f->order);
	f->order[len] = who;
}

static void use_up_first(void *data, short revents)
{
	(void)revents;
	use_up(data, 'a');
}

static void use_up_second(void *data, short revents)
{
	(void)revents;
	use_up(data, 'b');
}

static void a_late_turn_leaves_the_rest_to_the_next(void **state)
{
	struct fixture *f = *state;
	make_readable(f, 0);
	make_readable(f, 1);
	loop_watch(f->loop, f->ends[0][0], POLLIN, use_up_first, f);
	loop_watch(f->loop, f->ends[1][0], POLLIN, use_up_second, f);
	for (int i = 0; i < 4; i++)
		loop_turn(f->loop, 5000);
	assert_string_equal(f->order, "abab");
}

static void the_preferred_one_goes_first(void **state)
{
	struct fixture *f = *state;
	make_readable(f, 0);
	make_readable(f, 1);
	loop_watch(f->loop, f->ends[0][0], POLLIN, use_up_first, f);
	loop_watch(f->loop, f->ends[1][0], POLLIN, count_event, f);
	loop_prefer(f->loop, f->ends[1][0]);
	for (int i = 1; i <= 4; i++) {
		loop_turn(f->loop, 5000);
		assert_int_equal(f->calls, i);
	}
	assert_true(strlen(f->order) > 0);
}

static void ignore_alarm(int signo)
{
	(void)signo;
}

static void interrupted_poll_is_a_turn(void **state)
{
	struct fixture *f = *state;
	struct sigaction action = { .sa_handler = ignore_alarm };
	sigaction(SIGALRM, &action, NULL);
	loop_watch(f->loop, f->ends[0][0], POLLIN, count_event, f);
	ualarm(1000, 0);
	loop_turn(f->loop, 5000);
	assert_int_equal(f->calls, 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(readable_is_told),
		TEST(hang_up_is_told),
		TEST(no_descriptor_is_ignored),
		TEST(second_watch_replaces),
		TEST(watch_removed_in_a_call_stays_silent),
		TEST(watch_made_in_a_call_waits_for_the_next_turn),
		TEST(closed_descriptor_does_not_spin),
		TEST(timers_run_in_order),
		TEST(timer_keeps_its_time),
		TEST(cancelled_timer_stays_silent),
		TEST(timer_cancelled_in_a_call_stays_silent),
		TEST(timer_renewed_at_once_waits_a_turn),
		TEST(thousands_of_timers),
		TEST(signal_is_told),
		TEST(mask_comes_back),
		TEST(child_is_reaped),
		TEST(child_that_ended_before_is_reaped),
		TEST(two_children_one_signal),
		TEST(forgotten_child_is_left_to_others),
		TEST(hook_runs_before_each_sleep),
		TEST(stop_in_the_hook_does_not_sleep),
		TEST(interrupted_poll_is_a_turn),
		TEST(a_late_turn_leaves_the_rest_to_the_next),
		TEST(the_preferred_one_goes_first),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
