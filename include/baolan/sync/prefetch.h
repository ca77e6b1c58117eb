/* SPDX-License-Identifier: GPL-3.0-or-later */
/* prefetch.h - the articles a reader is likely to open next, fetched while the
 * line is idle and kept in the store. */
#ifndef BAOLAN_SYNC_PREFETCH_H
#define BAOLAN_SYNC_PREFETCH_H

#include "baolan/store/store.h"
#include "baolan/sync/load.h"
#include "baolan/sync/papers.h"

struct prefetch;

struct prefetch_ops {
	/* The last call: so many articles were kept, so many could not be had. */
	void (*done)(void *data, unsigned kept, unsigned failed);
};
/* For each paper the newest unread stories whose text is not here yet, as many as
 * the paper's `prefetch` says, else `usual`; one after the other, and none when
 * the byte budget says no.  The store outlives it; papers are copied.  Events
 * come later, never from inside. */
struct prefetch *prefetch_start(struct sync *sync, struct store *store,
                                const struct papers *papers, int usual,
                                const struct prefetch_ops *ops, void *data);
/* What came so far is kept; no more events. */
void prefetch_cancel(struct prefetch *prefetch);

#endif
