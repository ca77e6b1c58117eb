/* SPDX-License-Identifier: GPL-3.0-or-later */
/* worker.h - strangers' bytes are decoded in processes that hold nothing.
 *
 * main() calls zygote_start() first thing, before anything is open (but after
 * setlocale and textdomain: workers say their errors in those).  The
 * zygote forks workers on request.  A worker has no file, no socket but its
 * own, and a seccomp allow-list under which any other call kills it; memory,
 * CPU and core size are limited.  A job is a pure function from bytes to
 * bytes, named by its index in a table both sides share since the fork. */
#ifndef BAOLAN_WORKER_WORKER_H
#define BAOLAN_WORKER_WORKER_H

#include "baolan/base/buf.h"
#include "baolan/base/err.h"

struct loop;
struct zygote;
struct pool;

struct job_kind {
	const char *name; /* for the log */
	/* Runs in the worker.  `input` is borrowed.  On success adds to
	 * *ret_output, which has the ceiling of the limits. */
	enum err (*run)(struct str input, struct buf *ret_output, struct error *err);
};

struct worker_limits {
	int wall_ms;          /* for one job, from being given to a worker */
	size_t memory;        /* bytes of address space beyond the start */
	size_t input, output; /* bytes of one job */
};
extern const struct worker_limits worker_default_limits;

/* Forks the zygote, which has a session of its own: ^C and ^Z reach the caller
 * alone.  It and all workers die when the caller does.  A first worker is
 * started ahead.  `kinds` lives as long as the program.  `warm` runs once
 * in the zygote, before any sandbox: it loads what jobs will need (converters,
 * break rules, catalogues). */
enum err zygote_start(const struct job_kind *kinds, size_t n_kinds, void (*warm)(void),
                      const struct worker_limits *limits, struct zygote **ret_zygote,
                      struct error *err);
/* Ends it and its workers, and waits for its end. */
void zygote_free(struct zygote *zygote);
/* There will be no more jobs: it begins to end now, so that zygote_free need not
 * wait for it. */
void zygote_dismiss(struct zygote *zygote);

/* The jobs of one zygote, which has one pool at a time and outlives it: at most
 * max_workers run at once, the rest wait in order.  Workers are started when
 * needed and used again, though not for ever. */
struct pool *pool_new(struct loop *loop, struct zygote *zygote, int max_workers);
/* Cancels all; no callback is called.  May be called from inside one. */
void pool_free(struct pool *pool);

/* `why` is NULL on success, then `output` (borrowed) is the job's.  A worker
 * that died gives ERR_WORKER, one out of time or memory ERR_LIMIT, with a text
 * that says which. */
typedef void job_done_fn(void *data, const struct error *why, struct str output);
/* `input` is copied.  Returns a handle, never 0.  `done` is called later, never
 * from inside, unless the job is cancelled first. */
unsigned pool_submit(struct pool *pool, unsigned kind, struct str input,
                     job_done_fn *done, void *data);
/* A running job's worker is killed.  Spent handles: nothing. */
void pool_cancel(struct pool *pool, unsigned job);

#endif
