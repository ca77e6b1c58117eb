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
/* Fetch these addresses one after the other, behind all that a reader waits for, and
 * keep the articles; none when offline or on a budget of bytes.  The store outlives
 * it; the addresses are copied.  Events come later, never from inside. */
struct prefetch *prefetch_start(struct sync *sync, struct store *store,
                                const char *const *urls, size_t n,
                                const struct prefetch_ops *ops, void *data);
/* The same for the newest unread stories of each paper that asks for it
 * (prefetch=N), as far as their text is not here yet. */
struct prefetch *prefetch_papers(struct sync *sync, struct store *store,
                                 const struct papers *papers,
                                 const struct prefetch_ops *ops, void *data);
/* Has the text of a story to be fetched, so that it can be read without the line?
 * `paper` is the one it is in; NULL: not known. */
bool prefetch_wants(const struct story *story, const struct paper *paper);
/* What came so far is kept; no more events. */
void prefetch_cancel(struct prefetch *prefetch);

#endif
