/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "../../src/worker/zygote.h"
#include "baolan/base/mem.h"
#include "baolan/loop/loop.h"
#include "baolan/worker/worker.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

/* The jobs */

static char warmed[] = "cold";

static volatile bool for_ever = true;

static void warm(void)
{
	memcpy(warmed, "warm", 4);
}

static enum err echo(struct str input, struct buf *ret_output, struct error *err)
{
	(void)err;
	buf_add_text(ret_output, warmed);
	buf_add_str(ret_output, input);
	return ERR_OK;
}

static enum err complain(struct str input, struct buf *ret_output, struct error *err)
{
	buf_add_text(ret_output, "half a result");
	return err_set(err, ERR_FORMAT, "not a page: %.*s", STR_ARG(input));
}

static enum err crash(struct str input, struct buf *ret_output, struct error *err)
{
	(void)err;
	/* A place nobody has: the first page. */
	*(volatile char *)(uintptr_t)input.len = 1;
	buf_add_text(ret_output, "still alive");
	return ERR_OK;
}

static enum err give_up(struct str input, struct buf *ret_output, struct error *err)
{
	(void)input, (void)ret_output, (void)err;
	abort();
}

static enum err leave(struct str input, struct buf *ret_output, struct error *err)
{
	(void)input, (void)ret_output, (void)err;
	_exit(0);
}

static enum err spin(struct str input, struct buf *ret_output, struct error *err)
{
	(void)input, (void)ret_output, (void)err;
	while (for_ever)
		;
	return ERR_OK;
}

static enum err hog(struct str input, struct buf *ret_output, struct error *err)
{
	(void)input, (void)ret_output, (void)err;
	while (for_ever)
		memset(mem_alloc((size_t)1 << 20), 1, (size_t)1 << 20);
	return ERR_OK;
}

static enum err bloat(struct str input, struct buf *ret_output, struct error *err)
{
	(void)input, (void)err;
	for (int i = 0; i < 1000; i++)
		buf_add_repeat(ret_output, STR("0123456789"), 1000);
	return ERR_OK;
}

static enum err tell_pid(struct str input, struct buf *ret_output, struct error *err)
{
	(void)input, (void)err;
	buf_printf(ret_output, "%d", (int)getpid());
	return ERR_OK;
}

/* A worker in a stranger's hands speaks for itself on its socket, which is the
 * only descriptor beside 2. */
static enum err forge(struct str input, struct buf *ret_output, struct error *err)
{
	(void)ret_output, (void)err;
	for (int fd = 0; fd < 1000; fd++)
		if (fd != STDERR_FILENO && write(fd, input.at, input.len) > 0)
			return ERR_OK;
	return ERR_OK;
}

static enum err insult(struct str input, struct buf *ret_output, struct error *err)
{
	(void)input, (void)ret_output;
	return err_set(err, ERR_FORMAT, "%s",
	               "red \033[31m\xC2\x9B"
	               "1m\nbell \a\x7F!");
}

enum {
	ECHO,
	COMPLAIN,
	CRASH,
	GIVE_UP,
	LEAVE,
	SPIN,
	HOG,
	BLOAT,
	TELL_PID,
	FORGE,
	INSULT
};
static const struct job_kind kinds[] = {
	[ECHO] = { "echo", echo },        [COMPLAIN] = { "complain", complain },
	[CRASH] = { "crash", crash },     [GIVE_UP] = { "give up", give_up },
	[LEAVE] = { "leave", leave },     [SPIN] = { "spin", spin },
	[HOG] = { "hog", hog },           [BLOAT] = { "bloat", bloat },
	[TELL_PID] = { "pid", tell_pid }, [FORGE] = { "forge", forge },
	[INSULT] = { "insult", insult },
};

/* What became of one job. */
struct result {
	struct fixture *f;
	bool done;
	int place; /* among all, in the order they came */
	struct error why;
	size_t len;
	char output[100];
};

struct fixture {
	struct zygote *zygote;
	struct loop *loop;
	struct pool *pool;
	int finished, awaited;
};

static const struct worker_limits limits = {
	.wall_ms = 20000,
	.memory = (size_t)256 << 20,
	.input = (size_t)12 << 20,
	.output = (size_t)1 << 20,
};

static int set_up_with(void **state, const struct worker_limits *with, int max_workers)
{
	struct fixture *f = mem_new(struct fixture);
	*state = f;
	if (zygote_start(kinds, ARRAY_SIZE(kinds), warm, with, &f->zygote, NULL))
		return -1;
	f->loop = loop_new();
	f->pool = pool_new(f->loop, f->zygote, max_workers);
	return 0;
}

static int set_up(void **state)
{
	return set_up_with(state, &limits, 1);
}

static int set_up_two(void **state)
{
	return set_up_with(state, &limits, 2);
}

static int set_up_hasty(void **state)
{
	struct worker_limits hasty = limits;
	hasty.wall_ms = 500;
	return set_up_with(state, &hasty, 1);
}

static int tear_down(void **state)
{
	struct fixture *f = *state;
	pool_free(f->pool);
	loop_free(f->loop);
	zygote_free(f->zygote);
	free(f);
	return 0;
}

static void note_done(void *data, const struct error *why, struct str output)
{
	struct result *r = data;
	assert_false(r->done);
	r->done = true;
	r->place = r->f->finished++;
	if (why)
		r->why = *why;
	r->len = output.len;
	snprintf(r->output, sizeof(r->output), "%.*s", STR_ARG(output));
	if (r->f->finished == r->f->awaited)
		loop_stop(r->f->loop);
}

static unsigned submit(struct fixture *f, struct result *r, unsigned kind,
                       struct str input)
{
	*r = (struct result){ .f = f };
	f->awaited++;
	return pool_submit(f->pool, kind, input, note_done, r);
}

static struct result run_job(struct fixture *f, unsigned kind, struct str input)
{
	struct result r;
	submit(f, &r, kind, input);
	assert_false(r.done);
	loop_run(f->loop);
	return r;
}

static void assert_next_job_works(struct fixture *f)
{
	struct result r = run_job(f, ECHO, STR(" again"));
	assert_int_equal(r.why.code, ERR_OK);
	assert_string_equal(r.output, "warm again");
}

static void assert_error(const struct result *r, enum err code, const char *part)
{
	assert_int_equal(r->why.code, code);
	if (!strstr(r->why.text, part))
		fail_msg("\"%s\" lacks \"%s\"", r->why.text, part);
	assert_int_equal(r->len, 0);
}

static pid_t zygote_of(const struct fixture *f)
{
	return f->zygote->pid;
}

static void result_comes_back(void **state)
{
	struct fixture *f = *state;
	struct result r = run_job(f, ECHO, STR(" and ready"));
	assert_int_equal(r.why.code, ERR_OK);
	assert_string_equal(r.output, "warm and ready");
}

static void error_comes_back(void **state)
{
	struct fixture *f = *state;
	struct result r = run_job(f, COMPLAIN, STR("报栏"));
	assert_error(&r, ERR_FORMAT, "not a page: 报栏");
	assert_next_job_works(f);
}

static void worker_is_used_again(void **state)
{
	struct fixture *f = *state;
	struct result first = run_job(f, TELL_PID, STR_NONE);
	struct result second = run_job(f, TELL_PID, STR_NONE);
	assert_string_equal(first.output, second.output);
}

static void worker_is_not_used_for_ever(void **state)
{
	struct fixture *f = *state;
	struct result first = run_job(f, TELL_PID, STR_NONE), last;
	for (int i = 0; i < 120; i++)
		last = run_job(f, TELL_PID, STR_NONE);
	assert_int_equal(last.why.code, ERR_OK);
	assert_string_not_equal(first.output, last.output);
}

static void crash_costs_one_job(void **state)
{
	struct fixture *f = *state;
	struct result r = run_job(f, CRASH, STR("x"));
	assert_error(&r, ERR_WORKER, "segmentation fault");
	assert_next_job_works(f);
}

static void abort_costs_one_job(void **state)
{
	struct fixture *f = *state;
	struct result r = run_job(f, GIVE_UP, STR_NONE);
	assert_error(&r, ERR_WORKER, "fault in itself");
	assert_next_job_works(f);
}

static void leaving_costs_one_job(void **state)
{
	struct fixture *f = *state;
	struct result r = run_job(f, LEAVE, STR_NONE);
	assert_error(&r, ERR_WORKER, "without an answer");
	assert_next_job_works(f);
}

static void endless_job_is_given_up(void **state)
{
	struct fixture *f = *state;
	struct result r = run_job(f, SPIN, STR_NONE);
	assert_error(&r, ERR_LIMIT, "longer than 1 s ");
	assert_next_job_works(f);
}

static void endless_memory_is_refused(void **state)
{
	struct fixture *f = *state;
	struct result r = run_job(f, HOG, STR_NONE);
	assert_error(&r, ERR_LIMIT, "256 MB of memory");
	assert_next_job_works(f);
}

static void oversized_output_is_refused(void **state)
{
	struct fixture *f = *state;
	struct result r = run_job(f, BLOAT, STR_NONE);
	assert_error(&r, ERR_LIMIT, "1 MB");
	assert_next_job_works(f);
}

static void oversized_input_is_refused(void **state)
{
	struct fixture *f = *state;
	size_t len = limits.input + 1;
	auto_free char *input = mem_zalloc(len);
	struct result r = run_job(f, ECHO, str_make(input, len));
	assert_error(&r, ERR_LIMIT, "larger than 12 MB");
	assert_next_job_works(f);
}

/* Its output is too large, its input is not: all of it must have been read. */
static void large_input_goes_through(void **state)
{
	struct fixture *f = *state;
	size_t len = limits.input;
	auto_free char *input = mem_zalloc(len);
	struct result r = run_job(f, TELL_PID, str_make(input, len));
	assert_int_equal(r.why.code, ERR_OK);
	assert_next_job_works(f);
}

/* Frames nobody asked for: another job's answer, one of no kind, one of
 * 4 GB. */
static void forged_answers_are_refused(void **state)
{
	struct fixture *f = *state;
	static const uint32_t forged[][3] = { { 0, 77, 0 },
		                              { 77, 0, 0 },
		                              { 0, 1, UINT32_MAX } };
	for (size_t i = 0; i < ARRAY_SIZE(forged); i++) {
		struct str frame = str_make((const char *)forged[i], sizeof(forged[i]));
		struct result r = run_job(f, FORGE, frame);
		assert_error(&r, ERR_WORKER, "senseless");
		assert_next_job_works(f);
	}
}

static void errors_carry_no_controls(void **state)
{
	struct fixture *f = *state;
	struct result r = run_job(f, INSULT, STR_NONE);
	assert_string_equal(r.why.text, "red  [31m  1m bell   !");
}

static void jobs_wait_in_order(void **state)
{
	struct fixture *f = *state;
	struct result r[5];
	for (int i = 0; i < 5; i++)
		submit(f, &r[i], ECHO, STR_NONE);
	loop_run(f->loop);
	for (int i = 0; i < 5; i++)
		assert_int_equal(r[i].place, i);
}

static void many_jobs_over_two_workers(void **state)
{
	struct fixture *f = *state;
	enum { JOBS = 200 };
	static struct result r[JOBS];
	for (int i = 0; i < JOBS; i++) {
		char number[16];
		snprintf(number, sizeof(number), " %d", i);
		submit(f, &r[i], ECHO, str_of(number));
	}
	loop_run(f->loop);
	for (int i = 0; i < JOBS; i++) {
		assert_int_equal(r[i].why.code, ERR_OK);
		assert_int_equal((int)strtol(r[i].output + 5, NULL, 10), i);
	}
}

/* One worker is held up; the jobs behind it go on with the other. */
static void slow_job_holds_up_nobody(void **state)
{
	struct fixture *f = *state;
	struct result slow, r[4];
	unsigned handle = submit(f, &slow, SPIN, STR_NONE);
	for (int i = 0; i < 4; i++)
		submit(f, &r[i], ECHO, STR_NONE);
	f->awaited = 4;
	loop_run(f->loop);
	for (int i = 0; i < 4; i++)
		assert_int_equal(r[i].why.code, ERR_OK);
	assert_false(slow.done);
	pool_cancel(f->pool, handle);
}

static void waiting_job_is_cancelled(void **state)
{
	struct fixture *f = *state;
	struct result first, second, third;
	submit(f, &first, ECHO, STR_NONE);
	unsigned handle = submit(f, &second, ECHO, STR_NONE);
	submit(f, &third, ECHO, STR_NONE);
	pool_cancel(f->pool, handle);
	pool_cancel(f->pool, handle);
	f->awaited = 2;
	loop_run(f->loop);
	assert_true(first.done && third.done);
	assert_false(second.done);
}

static void running_job_is_cancelled(void **state)
{
	struct fixture *f = *state;
	struct result spinning;
	pool_cancel(f->pool, submit(f, &spinning, SPIN, STR_NONE));
	f->awaited = 0;
	assert_next_job_works(f);
	assert_false(spinning.done);
}

static void refused_job_is_cancelled(void **state)
{
	struct fixture *f = *state;
	struct result refused;
	auto_free char *input = mem_zalloc(limits.input + 1);
	pool_cancel(f->pool,
	            submit(f, &refused, ECHO, str_make(input, limits.input + 1)));
	f->awaited = 0;
	assert_next_job_works(f);
	assert_false(refused.done);
}

static void free_pool(void *data, const struct error *why, struct str output)
{
	struct fixture *f = data;
	assert_null(why);
	pool_free(take(f->pool));
	assert_true(str_eq(output, STR("warmlast")));
	loop_stop(f->loop);
}

static void pool_freed_in_its_own_call(void **state)
{
	struct fixture *f = *state;
	struct result never;
	pool_submit(f->pool, ECHO, STR("last"), free_pool, f);
	submit(f, &never, ECHO, STR_NONE);
	loop_run(f->loop);
	loop_turn(f->loop, 0);
	assert_false(never.done);
}

static void second_pool_of_one_zygote(void **state)
{
	struct fixture *f = *state;
	struct result never;
	submit(f, &never, SPIN, STR_NONE);
	pool_free(f->pool);
	f->pool = pool_new(f->loop, f->zygote, 1);
	f->awaited = 0;
	assert_next_job_works(f);
	assert_false(never.done);
}

/* Starts a zygote and two workers, one of them busy for ever. */
_Noreturn static void keep_busy_for_ever(int ready)
{
	void *state;
	struct result busy, second;
	if (set_up_with(&state, &limits, 2))
		_exit(1);
	struct fixture *f = state;
	submit(f, &busy, SPIN, STR_NONE);
	submit(f, &second, ECHO, STR_NONE);
	while (!second.done)
		loop_turn(f->loop, -1);
	if (write(ready, "x", 1) == 1)
		pause();
	_exit(1);
}

/* As a subreaper we inherit whatever outlives a killed caller of zygote_start,
 * and wait until nothing does: the caller, its zygote and the workers, but for
 * an idle one that the zygote may bury before its own end.  What goes on for ever
 * ends in the alarm. */
static void all_end_with_their_parent(void **state)
{
	(void)state;
	int ends[2], ended = 0;
	char c;
	prctl(PR_SET_CHILD_SUBREAPER, 1);
	assert_int_equal(pipe(ends), 0);
	pid_t pid = fork();
	if (pid == 0)
		keep_busy_for_ever(ends[1]);
	assert_int_equal(read(ends[0], &c, 1), 1);
	kill(pid, SIGKILL);
	alarm(30);
	while (waitpid(-1, NULL, 0) > 0)
		ended++;
	alarm(0);
	assert_in_range(ended, 2, 4);
	close(ends[0]);
	close(ends[1]);
}

/* A killed zygote is an error of each job, and of those to come. */
static void gone_zygote_is_told(void **state)
{
	struct fixture *f = *state;
	struct result running, waiting;
	submit(f, &running, SPIN, STR_NONE);
	submit(f, &waiting, ECHO, STR_NONE);
	kill(zygote_of(f), SIGKILL);
	loop_run(f->loop);
	assert_error(&running, ERR_WORKER, "start baolan again");
	assert_error(&waiting, ERR_WORKER, "start baolan again");
	struct result later = run_job(f, ECHO, STR_NONE);
	assert_error(&later, ERR_WORKER, "start baolan again");
}

/* ^C and ^Z go to the terminal's process group, in which no worker is. */
static void terminal_signals_pass_workers_by(void **state)
{
	struct fixture *f = *state;
	struct result r = run_job(f, TELL_PID, STR_NONE);
	assert_int_not_equal(getsid(zygote_of(f)), getsid(0));
	assert_int_not_equal(getpgid((pid_t)strtol(r.output, NULL, 10)), getpgrp());
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
#define TEST_WITH(name, how) cmocka_unit_test_setup_teardown(name, how, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(result_comes_back),
		TEST(error_comes_back),
		TEST(worker_is_used_again),
		TEST(worker_is_not_used_for_ever),
		TEST(crash_costs_one_job),
		TEST(abort_costs_one_job),
		TEST(leaving_costs_one_job),
		TEST_WITH(endless_job_is_given_up, set_up_hasty),
		TEST(endless_memory_is_refused),
		TEST(oversized_output_is_refused),
		TEST(oversized_input_is_refused),
		TEST(large_input_goes_through),
		TEST(forged_answers_are_refused),
		TEST(errors_carry_no_controls),
		TEST(jobs_wait_in_order),
		TEST_WITH(many_jobs_over_two_workers, set_up_two),
		TEST_WITH(slow_job_holds_up_nobody, set_up_two),
		TEST(waiting_job_is_cancelled),
		TEST(running_job_is_cancelled),
		TEST(refused_job_is_cancelled),
		TEST(pool_freed_in_its_own_call),
		TEST(second_pool_of_one_zygote),
		TEST(gone_zygote_is_told),
		TEST(terminal_signals_pass_workers_by),
		cmocka_unit_test(all_end_with_their_parent),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
