/* SPDX-License-Identifier: GPL-3.0-or-later */
/* refresh.h - all papers at once: what is due is fetched, read and stored.
 *
 * Fetching is polite: few transfers a host, conditional requests, the source's
 * own interval, back-off for the failing, Retry-After.  Nothing blocks; events
 * say what came.  The order of stories already shown never changes by it. */
#ifndef BAOLAN_SYNC_REFRESH_H
#define BAOLAN_SYNC_REFRESH_H

#include "baolan/store/store.h"
#include "baolan/sync/load.h"
#include "baolan/sync/papers.h"
#include "baolan/sync/rules.h"

struct refresh;

struct refresh_count {
	uint32_t papers, done; /* to be asked in this run, and finished */
	uint32_t unchanged, failed, new_stories;
	uint64_t wire; /* bytes */
};
struct refresh_ops {
	/* May be NULL.  A paper is done; why NULL: well, then result is filled.
	 * count is the whole run's. */
	void (*paper)(void *data, int64_t paper, const char *url,
	              const struct refresh_result *result, const struct error *why,
	              const struct refresh_count *count);
	/* The last call.  why: nothing could be asked, since the store is in
	 * trouble; NULL otherwise. */
	void (*done)(void *data, const struct refresh_count *count,
	             const struct error *why);
};
struct refresh_options {
	bool all;        /* also what is not due */
	const char *url; /* only this paper, due or not; NULL: all */
	int usual_s;     /* between two refreshes, where nobody says; 0: an hour */
	/* How many papers are committed together, for some milliseconds at most: a
	 * third of the writing, but marks made meanwhile wait for it.  0: each by
	 * itself. */
	unsigned batch;
	/* What is killed on arrival; outlives the refresh.  NULL: nothing. */
	const struct rules *rules;
};
/* The store outlives it; papers are copied.  Their rows must be in the store
 * (store_set_papers).  Events come later, never from inside. */
struct refresh *refresh_start(struct sync *sync, struct store *store,
                              const struct papers *papers,
                              const struct refresh_options *options,
                              const struct refresh_ops *ops, void *data);
/* What came so far is kept; no more events. */
void refresh_cancel(struct refresh *refresh);

#endif
