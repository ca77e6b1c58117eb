/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A job's way: waiting -> with a worker -> answered; or, when something fails
 * before it reaches a worker, -> refused, to be told with the next timer.
 *
 * A worker that has to go (out of time, cancelled, misbehaving) is given a
 * fate and killed through the zygote.  It is over when both are in: the end of
 * its socket, behind which no answer can hide, and the zygote's report, which
 * says why.  Its place is taken until then.
 *
 * `done` is the last thing a callback of ours calls: it may free the pool. */
#include "zygote.h"

#include "baolan/base/clock.h"
#include "baolan/base/i18n.h"
#include "baolan/base/log.h"
#include "baolan/base/mem.h"
#include "baolan/base/vec.h"
#include "baolan/loop/channel.h"
#include "baolan/loop/child.h"
#include "baolan/loop/loop.h"
#include "baolan/worker/sandbox.h"
#include "death.h"
#include "serve.h"

#include <assert.h>
#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <unistd.h>

/* A worker is replaced after so much use: what leaks or breaks up in its memory
 * does not add up for ever. */
#define JOBS_PER_WORKER 100
#define LARGE_INPUT ((size_t)4 << 20)
/* Past its time a job gets this much longer: when we were stopped (^Z) the
 * answer may be waiting already. */
#define GRACE_MS 100

#define MEGABYTE ((size_t)1 << 20)

struct job {
	unsigned handle;
	uint32_t kind;
	char *input; /* until it is sent */
	size_t len;
	job_done_fn *done;
	void *data;
	struct error why; /* when refused */
};

enum fate { ALIVE, TIMED_OUT, CANCELLED, MISBEHAVED, WORN_OUT };

struct worker {
	struct pool *pool;
	uint32_t token;
	struct channel *channel; /* NULL when closed */
	struct job *job;         /* NULL: idle */
	enum fate fate;
	bool ended; /* the zygote has reported `end` */
	struct worker_end end;
	unsigned timer;
	bool in_grace;
	bool worn_out; /* this job is its last */
	int64_t job_started, busy_ms;
	int jobs;
};

struct request {
	struct zygote_request request;
	int fd;
};

struct pool {
	struct loop *loop;
	struct zygote *zygote;
	size_t max_workers;
	bool zygote_gone;
	unsigned last_handle;
	VEC(struct worker *) workers;
	VEC(struct job *) waiting;
	VEC(struct job *) refused;
	unsigned refusing;            /* the timer that tells of refused jobs */
	VEC(struct request) requests; /* that the zygote did not take yet */
};

static void on_control(void *data, short revents);
static void dispatch(struct pool *pool);

/* Jobs */

static void free_job(struct job *job)
{
	free(job->input);
	free(job);
}

static void remove_job(struct job **jobs, size_t *len, size_t i)
{
	memmove(&jobs[i], &jobs[i + 1], (--*len - i) * sizeof(*jobs));
}

/* The last call of whoever calls it. */
static void finish_job(struct job *job, const struct error *why, struct str output)
{
	job_done_fn *done = job->done;
	void *data = job->data;
	free_job(job);
	done(data, why, output);
}

/* One a time: the pool may be gone after it. */
static void tell_refused(void *data)
{
	struct pool *pool = data;
	struct job *job = pool->refused.at[0];
	remove_job(pool->refused.at, &pool->refused.len, 0);
	pool->refusing = 0;
	if (pool->refused.len)
		pool->refusing = loop_after(pool->loop, 0, tell_refused, pool);
	struct error why = job->why;
	finish_job(job, &why, STR_NONE);
}

static void refuse(struct pool *pool, struct job *job, const struct error *why)
{
	job->why = *why;
	*vec_push(&pool->refused) = job;
	if (!pool->refusing)
		pool->refusing = loop_after(pool->loop, 0, tell_refused, pool);
}

static void refuse_waiting(struct pool *pool, const struct error *why)
{
	vec_each (job, &pool->waiting)
		refuse(pool, *job, why);
	vec_clear(&pool->waiting);
}

/* Requests to the zygote */

static void watch_control(struct pool *pool)
{
	short events = pool->requests.len ? POLLIN | POLLOUT : POLLIN;
	if (!pool->zygote_gone)
		loop_watch(pool->loop, pool->zygote->control, events, on_control, pool);
}

/* A zygote that is gone is found out by reading; the request dies with it. */
static bool try_request(struct pool *pool, const struct request *r)
{
	if (!zygote_send(pool->zygote, r->request, r->fd) && errno == EAGAIN)
		return false;
	if (r->fd >= 0)
		close(r->fd);
	return true;
}

static void send_requests(struct pool *pool)
{
	size_t sent = 0;
	while (sent < pool->requests.len && try_request(pool, &pool->requests.at[sent]))
		sent++;
	if (sent)
		memmove(pool->requests.at, pool->requests.at + sent,
		        (pool->requests.len - sent) * sizeof(*pool->requests.at));
	pool->requests.len -= sent;
	watch_control(pool);
}

static void ask_zygote(struct pool *pool, uint32_t what, uint32_t token, int fd)
{
	*vec_push(&pool->requests) = (struct request){ { what, token }, fd };
	send_requests(pool);
}

/* Workers */

static void free_worker(struct worker *w)
{
	loop_cancel(w->pool->loop, w->timer);
	channel_free(w->channel);
	if (w->job)
		free_job(w->job);
	free(w);
}

static void remove_worker(struct pool *pool, struct worker *w)
{
	vec_each (slot, &pool->workers) {
		if (*slot == w) {
			*slot = *vec_last(&pool->workers);
			pool->workers.len--;
			return;
		}
	}
}

static void kill_worker(struct worker *w, enum fate fate)
{
	w->fate = fate;
	ask_zygote(w->pool, ZYGOTE_KILL, w->token, -1);
}

static void explain_end(const struct worker *w, struct error *why)
{
	const struct worker_limits *limits = &w->pool->zygote->limits;
	if (w->fate == TIMED_OUT)
		err_set(why, ERR_LIMIT,
		        _("the page took longer than %d s to read and was given "
		          "up"),
		        (limits->wall_ms + 999) / 1000);
	else if (w->fate == MISBEHAVED)
		err_set(why, ERR_WORKER,
		        _("the page's reader gave a senseless answer; nothing else was "
		          "lost"));
	else if (w->pool->zygote_gone)
		err_set(why, ERR_WORKER,
		        _("the processes that read pages have ended; start baolan "
		          "again"));
	else
		death_explain(&w->end, limits, why);
}

static void finish_worker(struct worker *w)
{
	if (w->channel || !w->ended)
		return;
	struct pool *pool = w->pool;
	struct job *job = take(w->job);
	struct error why = { 0 };
	explain_end(w, &why);
	log_line("worker %u ended: status %d, job %u, %s", w->token, w->end.status,
	         job ? job->handle : 0, w->end.words);
	remove_worker(pool, w);
	free_worker(w);
	dispatch(pool);
	if (job)
		finish_job(job, &why, STR_NONE);
}

static void stop_timer(struct worker *w)
{
	loop_cancel(w->pool->loop, w->timer);
	w->timer = 0;
}

static void out_of_time(void *data)
{
	struct worker *w = data;
	w->timer = 0;
	if (w->in_grace) {
		kill_worker(w, TIMED_OUT);
		return;
	}
	w->in_grace = true;
	w->timer = loop_after(w->pool->loop, GRACE_MS, out_of_time, w);
}

/* Counting the time it was busy, which is at least its processor time: no job
 * shall find the limit nearly used up by those before. */
static bool is_last_job(const struct worker *w, size_t input)
{
	int64_t after = w->busy_ms + w->pool->zygote->limits.wall_ms;
	return w->jobs + 1 >= JOBS_PER_WORKER || input > LARGE_INPUT ||
	       after > SANDBOX_CPU_SECONDS * 1000 / 2;
}

static void give_job(struct worker *w, struct job *job)
{
	w->job = job;
	w->worn_out = is_last_job(w, job->len);
	w->jobs++;
	w->job_started = clock_ms();
	w->in_grace = false;
	w->timer = loop_after(w->pool->loop, w->pool->zygote->limits.wall_ms,
	                      out_of_time, w);
	/* When it can't be sent the worker is dying, and its end is told. */
	channel_send_taken(w->channel, job->kind, job->handle, take(job->input),
	                   job->len);
}

/* The job is done with, whatever came of it: the worker is idle, or goes. */
static struct job *take_job(struct worker *w)
{
	stop_timer(w);
	w->busy_ms += clock_ms() - w->job_started;
	return take(w->job);
}

/* A worker that reads the end of its socket leaves by itself. */
static void retire(struct worker *w)
{
	w->fate = WORN_OUT;
	channel_free(take(w->channel));
}

static void misbehaved(struct worker *w)
{
	channel_free(take(w->channel));
	kill_worker(w, MISBEHAVED);
}

static void on_answer(void *data, uint32_t type, uint32_t id, struct str body)
{
	struct worker *w = data;
	if (w->fate != ALIVE)
		return;
	if (!w->job || id != w->job->handle || type > ERR_SYSTEM) {
		misbehaved(w);
		return;
	}
	struct pool *pool = w->pool;
	struct job *job = take_job(w);
	if (w->worn_out)
		retire(w);
	dispatch(pool);
	if (type == ERR_OK) {
		finish_job(job, NULL, body);
		return;
	}
	struct error why;
	char text[sizeof(why.text)];
	death_clean_text(body, text, sizeof(text));
	err_set(&why, (enum err)type, "%s", text);
	finish_job(job, &why, STR_NONE);
}

static void on_closed(void *data, const struct error *why)
{
	struct worker *w = data;
	channel_free(take(w->channel));
	stop_timer(w);
	if (w->fate == ALIVE && why->code == ERR_LIMIT)
		kill_worker(w, MISBEHAVED);
	if (w->pool->zygote_gone)
		w->ended = true;
	finish_worker(w);
}

static const struct channel_ops worker_ops = { on_answer, on_closed };

static struct worker *add_worker(struct pool *pool, uint32_t token, int fd)
{
	const struct worker_limits *limits = &pool->zygote->limits;
	struct worker *w = mem_new(struct worker);
	w->pool = pool;
	w->token = token;
	w->channel = channel_new(pool->loop, fd, MAX(limits->input, limits->output),
	                         &worker_ops, w);
	*vec_push(&pool->workers) = w;
	return w;
}

static struct worker *start_worker(struct pool *pool, struct error *err)
{
	int fds[2];
	if (child_socketpair(fds, err) != ERR_OK)
		return NULL;
	uint32_t token = zygote_new_token(pool->zygote);
	ask_zygote(pool, ZYGOTE_START, token, fds[1]);
	return add_worker(pool, token, fds[0]);
}

static struct worker *find_idle(struct pool *pool)
{
	vec_each (w, &pool->workers)
		if (!(*w)->job && (*w)->fate == ALIVE && (*w)->channel)
			return *w;
	return NULL;
}

/* NULL when the job has to wait. */
static struct worker *find_worker(struct pool *pool, struct error *err)
{
	struct worker *idle = find_idle(pool);
	if (idle || pool->workers.len >= pool->max_workers)
		return idle;
	return start_worker(pool, err);
}

static void dispatch(struct pool *pool)
{
	while (pool->waiting.len) {
		struct error err = { 0 };
		struct worker *w = find_worker(pool, &err);
		if (!w && err.code && !pool->workers.len)
			refuse_waiting(pool, &err);
		if (!w)
			return;
		struct job *job = pool->waiting.at[0];
		remove_job(pool->waiting.at, &pool->waiting.len, 0);
		give_job(w, job);
	}
}

/* The zygote's reports */

static void worker_ended(struct pool *pool, const struct worker_end *end)
{
	vec_each (slot, &pool->workers) {
		struct worker *w = *slot;
		if (w->token != end->token)
			continue;
		w->end = *end;
		w->ended = true;
		finish_worker(w);
		return;
	}
}

/* The workers die with the zygote: the end of their sockets is all that will be
 * told of them, and these were told before. */
static void drop_ended(struct pool *pool, const struct error *why)
{
	for (size_t i = pool->workers.len; i-- > 0;) {
		struct worker *w = pool->workers.at[i];
		if (w->channel)
			continue;
		if (w->job)
			refuse(pool, take(w->job), why);
		remove_worker(pool, w);
		free_worker(w);
	}
}

static void zygote_gone(struct pool *pool)
{
	struct error why;
	log_line("the zygote is gone");
	pool->zygote_gone = true;
	loop_unwatch(pool->loop, pool->zygote->control);
	err_set(&why, ERR_WORKER,
	        _("the processes that read pages have ended; start baolan again"));
	refuse_waiting(pool, &why);
	vec_each (w, &pool->workers)
		(*w)->ended = true;
	drop_ended(pool, &why);
}

static void on_control(void *data, short revents)
{
	struct pool *pool = data;
	struct worker_end end;
	if (revents & POLLOUT)
		send_requests(pool);
	int got = zygote_receive(pool->zygote, &end);
	if (got > 0)
		worker_ended(pool, &end);
	if (got < 0)
		zygote_gone(pool);
}

/* The pool */

static void adopt_spare(struct pool *pool)
{
	struct zygote *zygote = pool->zygote;
	if (zygote->spare_fd >= 0)
		add_worker(pool, zygote->spare_token, take_fd(&zygote->spare_fd));
}

struct pool *pool_new(struct loop *loop, struct zygote *zygote, int max_workers)
{
	assert(max_workers > 0);
	struct pool *pool = mem_new(struct pool);
	pool->loop = loop;
	pool->zygote = zygote;
	pool->max_workers = (size_t)max_workers;
	watch_control(pool);
	adopt_spare(pool);
	return pool;
}

static void drop_jobs(struct job **jobs, size_t len)
{
	for (size_t i = 0; i < len; i++)
		free_job(jobs[i]);
}

static void drop_requests(struct pool *pool)
{
	vec_each (r, &pool->requests)
		if (r->fd >= 0)
			close(r->fd);
	vec_done(&pool->requests);
}

void pool_free(struct pool *pool)
{
	if (!pool)
		return;
	vec_each (w, &pool->workers) {
		if ((*w)->job && (*w)->fate == ALIVE)
			kill_worker(*w, CANCELLED);
		free_worker(*w);
	}
	drop_jobs(pool->waiting.at, pool->waiting.len);
	drop_jobs(pool->refused.at, pool->refused.len);
	drop_requests(pool);
	loop_cancel(pool->loop, pool->refusing);
	loop_unwatch(pool->loop, pool->zygote->control);
	vec_done(&pool->workers);
	vec_done(&pool->waiting);
	vec_done(&pool->refused);
	free(pool);
}

static struct job *new_job(struct pool *pool, unsigned kind, job_done_fn *done,
                           void *data)
{
	struct job *job = mem_new(struct job);
	if (++pool->last_handle == 0)
		pool->last_handle = 1;
	job->handle = pool->last_handle;
	job->kind = kind;
	job->done = done;
	job->data = data;
	return job;
}

static bool is_acceptable(const struct pool *pool, struct str input, struct error *why)
{
	size_t ceiling = pool->zygote->limits.input;
	if (pool->zygote_gone)
		err_set(why, ERR_WORKER,
		        _("the processes that read pages have ended; start baolan "
		          "again"));
	else if (input.len > ceiling)
		err_set(why, ERR_LIMIT, _("the page is larger than %zu MB"),
		        ceiling / MEGABYTE);
	return !why->code;
}

unsigned pool_submit(struct pool *pool, unsigned kind, struct str input,
                     job_done_fn *done, void *data)
{
	assert(kind < pool->zygote->n_kinds);
	struct error why = { 0 };
	struct job *job = new_job(pool, kind, done, data);
	unsigned handle = job->handle;
	if (!is_acceptable(pool, input, &why)) {
		refuse(pool, job, &why);
		return handle;
	}
	job->input = mem_strndup(input.at, input.len);
	job->len = input.len;
	*vec_push(&pool->waiting) = job;
	dispatch(pool);
	return handle;
}

static bool cancel_in(struct job **jobs, size_t *len, unsigned handle)
{
	for (size_t i = 0; i < *len; i++) {
		if (jobs[i]->handle == handle) {
			free_job(jobs[i]);
			remove_job(jobs, len, i);
			return true;
		}
	}
	return false;
}

static void cancel_running(struct pool *pool, unsigned handle)
{
	vec_each (w, &pool->workers) {
		if (!(*w)->job || (*w)->job->handle != handle)
			continue;
		free_job(take_job(*w));
		if ((*w)->fate == ALIVE)
			kill_worker(*w, CANCELLED);
		return;
	}
}

void pool_cancel(struct pool *pool, unsigned job)
{
	if (!job || cancel_in(pool->waiting.at, &pool->waiting.len, job))
		return;
	if (cancel_in(pool->refused.at, &pool->refused.len, job)) {
		if (!pool->refused.len) {
			loop_cancel(pool->loop, pool->refusing);
			pool->refusing = 0;
		}
		return;
	}
	cancel_running(pool, job);
}
