/* SPDX-License-Identifier: GPL-3.0-or-later */
/* web-inside.h - what the files of sync/web share. */
#ifndef BAOLAN_SRC_SYNC_WEB_INSIDE_H
#define BAOLAN_SRC_SYNC_WEB_INSIDE_H

#include "baolan/loop/loop.h"
#include "baolan/net/freshness.h"
#include "baolan/store/cache.h"
#include "baolan/sync/web.h"
#include "host.h"

struct web {
	struct loop *loop;
	struct fetcher *fetcher;
	struct cache *cache;
	struct hosts hosts;
	int64_t budget, ask_above;
	bool offline;
	unsigned last_id;
	struct call *calls;
	unsigned flush_timer;
	uint64_t counted; /* of the fetcher's bytes */
	int64_t day;      /* that `today` is about */
	struct cache_bytes today;
	bool knows_today;
};

/* One request of a caller's, through all its hops.  It waits for one of: its
 * turn, a timer, a transfer. */
struct call {
	struct web *web;
	struct call *next;
	unsigned id, flags;
	const struct fetch_ops *ops;
	void *data;
	struct request request; /* its url is this hop's */
	bool straight;          /* past the cache */
	bool keeps_redirects;   /* a 3xx is the caller's answer */

	struct turn turn;
	unsigned timer, transfer;
	struct cache_entry entry; /* the copy that may answer; id 0: none */
	bool conditional;         /* the request asks about that copy */
	int64_t asked;
	int hops;
	bool for_good; /* all hops so far were permanent */
	char *moved;
	uint64_t wire; /* of earlier hops */
	struct error why;
};

/* --- web-copy.c: the cache's part --- */

/* Take the copy that may answer this hop, if there is one. */
void copy_find(struct call *call);
void copy_forget(struct call *call);
bool copy_is_fresh(const struct call *call);
/* May it stand in for an answer that did not come? */
bool copy_may_stand_in(const struct call *call, enum fresh_trouble trouble);
/* The copy as a response; false when its body is gone. */
bool copy_response(struct call *call, enum response_origin origin,
                   struct response *ret_response);
/* What a 304 says about the copy, here and in the cache. */
void copy_confirm(struct call *call, const struct response *not_modified);
/* Keep what came, or forget what it made wrong. */
void copy_keep(struct call *call, const struct response *response);

/* --- web-meter.c --- */

void meter_count(struct web *web, uint64_t by_cache, uint64_t by_compression);
/* What is loaded unasked at most; 0: everything. */
int64_t meter_ask_above(struct web *web);
void web_flush_later(struct web *web);

#endif
