/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pool.h - a pool's jobs and its workers, as pool.c and crew.c share them.
 *
 * A job's way: waiting -> with a worker -> answered; or, when something fails
 * before it reaches a worker, -> refused, to be told with the next timer.
 *
 * A worker that has to go (out of time, cancelled, misbehaving) is given a
 * fate and killed through the zygote.  It is over when both are in: the end of
 * its socket, behind which no answer can hide, and the zygote's report, which
 * says why.  Its place is taken until then.
 *
 * `done` is the last thing a callback of ours calls: it may free the pool. */
#ifndef BAOLAN_WORKER_POOL_H
#define BAOLAN_WORKER_POOL_H

#include "baolan/base/vec.h"
#include "zygote.h"

#include <stdint.h>

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

/* pool.c: give waiting jobs to workers. */
void pool_dispatch(struct pool *pool);
/* Frees the job and tells its owner: the last call of whoever calls it. */
void pool_finish_job(struct job *job, const struct error *why, struct str output);
void pool_free_job(struct job *job);
/* pool.c: the zygote has something to say, or room for a request. */
void pool_on_control(void *data, short revents);

/* crew.c: send what the zygote has not taken yet, and listen to it. */
void crew_send_requests(struct pool *pool);
/* A worker at the other end of fd, which it takes over. */
struct worker *crew_add(struct pool *pool, uint32_t token, int fd);
/* Ask the zygote for one; NULL when there can't be a socket. */
struct worker *crew_start(struct pool *pool, struct error *err);
void crew_give_job(struct worker *w, struct job *job);
/* Takes the job back, whatever came of it: the worker is idle, or goes. */
struct job *crew_take_job(struct worker *w);
void crew_kill(struct worker *w, enum fate fate);
/* The zygote has reported its end. */
void crew_ended(struct worker *w, const struct worker_end *end);
/* Out of the pool, and freed with the job it still has. */
void crew_remove(struct worker *w);

#endif
