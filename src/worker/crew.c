/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A worker's life as baolan sees it; see pool.h. */
#include "baolan/base/clock.h"
#include "baolan/base/i18n.h"
#include "baolan/base/log.h"
#include "baolan/base/mem.h"
#include "baolan/loop/channel.h"
#include "baolan/loop/child.h"
#include "baolan/loop/loop.h"
#include "baolan/worker/sandbox.h"
#include "death.h"
#include "pool.h"

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

/* Requests to the zygote */

static void watch_control(struct pool *pool)
{
	short events = pool->requests.len ? POLLIN | POLLOUT : POLLIN;
	if (!pool->zygote_gone)
		loop_watch(pool->loop, pool->zygote->control, events, pool_on_control,
		           pool);
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

void crew_send_requests(struct pool *pool)
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
	crew_send_requests(pool);
}

/* Workers */

static void leave_pool(struct worker *w)
{
	vec_each (slot, &w->pool->workers) {
		if (*slot == w) {
			*slot = *vec_last(&w->pool->workers);
			w->pool->workers.len--;
			return;
		}
	}
}

void crew_remove(struct worker *w)
{
	leave_pool(w);
	loop_cancel(w->pool->loop, w->timer);
	channel_free(w->channel);
	if (w->job)
		pool_free_job(w->job);
	free(w);
}

void crew_kill(struct worker *w, enum fate fate)
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

/* When its socket has ended and the zygote has reported: it is over. */
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
	crew_remove(w);
	pool_dispatch(pool);
	if (job)
		pool_finish_job(job, &why, STR_NONE);
}

static void stop_timer(struct worker *w)
{
	loop_cancel(w->pool->loop, w->timer);
	w->timer = 0;
}

void crew_ended(struct worker *w, const struct worker_end *end)
{
	w->end = *end;
	w->ended = true;
	finish_worker(w);
}

static void out_of_time(void *data)
{
	struct worker *w = data;
	w->timer = 0;
	if (w->in_grace) {
		crew_kill(w, TIMED_OUT);
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

void crew_give_job(struct worker *w, struct job *job)
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

struct job *crew_take_job(struct worker *w)
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
	finish_worker(w);
}

static void misbehaved(struct worker *w)
{
	channel_free(take(w->channel));
	crew_kill(w, MISBEHAVED);
	finish_worker(w);
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
	struct job *job = crew_take_job(w);
	if (w->worn_out)
		retire(w);
	pool_dispatch(pool);
	if (type == ERR_OK) {
		pool_finish_job(job, NULL, body);
		return;
	}
	struct error why;
	char text[sizeof(why.text)];
	death_clean_text(body, text, sizeof(text));
	err_set(&why, (enum err)type, "%s", text);
	pool_finish_job(job, &why, STR_NONE);
}

static void on_closed(void *data, const struct error *why)
{
	struct worker *w = data;
	channel_free(take(w->channel));
	stop_timer(w);
	if (w->fate == ALIVE && why->code == ERR_LIMIT)
		crew_kill(w, MISBEHAVED);
	if (w->pool->zygote_gone)
		w->ended = true;
	finish_worker(w);
}

static const struct channel_ops worker_ops = { on_answer, on_closed };

struct worker *crew_add(struct pool *pool, uint32_t token, int fd)
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

struct worker *crew_start(struct pool *pool, struct error *err)
{
	int fds[2];
	if (child_socketpair(fds, err) != ERR_OK)
		return NULL;
	uint32_t token = zygote_new_token(pool->zygote);
	ask_zygote(pool, ZYGOTE_START, token, fds[1]);
	return crew_add(pool, token, fds[0]);
}
