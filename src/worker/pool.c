/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The queue and who gets the next job; see pool.h for how it goes. */
#include "pool.h"

#include "baolan/base/i18n.h"
#include "baolan/base/log.h"
#include "baolan/base/mem.h"
#include "baolan/loop/loop.h"

#include <assert.h>
#include <poll.h>
#include <stdlib.h>
#include <unistd.h>

#define MEGABYTE ((size_t)1 << 20)

/* Jobs */

void pool_free_job(struct job *job)
{
	free(job->input);
	free(job);
}

static void remove_job(struct job **jobs, size_t *len, size_t i)
{
	memmove(&jobs[i], &jobs[i + 1], (--*len - i) * sizeof(*jobs));
}

void pool_finish_job(struct job *job, const struct error *why, struct str output)
{
	job_done_fn *done = job->done;
	void *data = job->data;
	pool_free_job(job);
	done(data, why, output);
}

/* One at a time: the pool may be gone after it. */
static void tell_refused(void *data)
{
	struct pool *pool = data;
	struct job *job = pool->refused.at[0];
	remove_job(pool->refused.at, &pool->refused.len, 0);
	pool->refusing = 0;
	if (pool->refused.len)
		pool->refusing = loop_after(pool->loop, 0, tell_refused, pool);
	struct error why = job->why;
	pool_finish_job(job, &why, STR_NONE);
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

/* Who works */

static struct worker *find_idle(struct pool *pool)
{
	vec_each (w, &pool->workers)
		if (!(*w)->job && (*w)->fate == ALIVE && (*w)->channel && !(*w)->ended)
			return *w;
	return NULL;
}

/* NULL when the job has to wait. */
static struct worker *find_worker(struct pool *pool, struct error *err)
{
	struct worker *idle = find_idle(pool);
	if (idle || pool->workers.len >= pool->max_workers)
		return idle;
	return crew_start(pool, err);
}

void pool_dispatch(struct pool *pool)
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
		crew_give_job(w, job);
	}
}

/* The zygote's reports */

static void worker_ended(struct pool *pool, const struct worker_end *end)
{
	vec_each (slot, &pool->workers) {
		struct worker *w = *slot;
		if (w->token != end->token)
			continue;
		crew_ended(w, end);
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
		crew_remove(w);
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

void pool_on_control(void *data, short revents)
{
	struct pool *pool = data;
	struct worker_end end;
	if (revents & POLLOUT)
		crew_send_requests(pool);
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
		crew_add(pool, zygote->spare_token, take_fd(&zygote->spare_fd));
}

struct pool *pool_new(struct loop *loop, struct zygote *zygote, int max_workers)
{
	assert(max_workers > 0);
	struct pool *pool = mem_new(struct pool);
	pool->loop = loop;
	pool->zygote = zygote;
	pool->max_workers = (size_t)max_workers;
	crew_send_requests(pool);
	adopt_spare(pool);
	return pool;
}

static void drop_jobs(struct job **jobs, size_t len)
{
	for (size_t i = 0; i < len; i++)
		pool_free_job(jobs[i]);
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
	while (pool->workers.len) {
		struct worker *w = *vec_last(&pool->workers);
		if (w->job && w->fate == ALIVE)
			crew_kill(w, CANCELLED);
		crew_remove(w);
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
	pool_dispatch(pool);
	return handle;
}

static bool cancel_in(struct job **jobs, size_t *len, unsigned handle)
{
	for (size_t i = 0; i < *len; i++) {
		if (jobs[i]->handle == handle) {
			pool_free_job(jobs[i]);
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
		pool_free_job(crew_take_job(*w));
		if ((*w)->fate == ALIVE)
			crew_kill(*w, CANCELLED);
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
