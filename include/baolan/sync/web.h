/* SPDX-License-Identifier: GPL-3.0-or-later */
/* web.h - requests by way of the cache: a fresh copy answers without the
 * network, a stale one is confirmed or replaced, and stands in while the line is
 * down.  Politeness, the meter of bytes and the budget are here too.
 *
 * Redirects are followed here, hop by hop, so that each can be kept. */
#ifndef BAOLAN_SYNC_WEB_H
#define BAOLAN_SYNC_WEB_H

#include "baolan/net/fetcher.h"

struct loop;
struct web;

struct web_options {
	const char *cache_path; /* NULL: nothing is kept */
	int64_t cache_size;     /* bytes */
	int64_t budget;         /* bytes a day; 0: no budget */
	int64_t ask_above;      /* bytes; 0: never ask */
};
/* Loop and fetcher are borrowed and outlive it; the options are copied. */
struct web *web_new(struct loop *loop, struct fetcher *fetcher,
                    const struct web_options *options);
/* Cancels all and flushes the cache; not from inside a callback. */
void web_free(struct web *web);

enum web_flags {
	/* What the reader asked for goes first; may wait for its host, and is
	 * refused while that has asked us to stay away. */
	WEB_BACKGROUND = 1 << 0,
	/* The caller keeps the contents itself: of the response only the head is
	 * kept, and later answers without a body say `not_modified`. */
	WEB_KEEP_HEAD_ONLY = 1 << 1,
	WEB_BYPASS = 1 << 2,     /* neither answered from the cache nor kept */
	WEB_REVALIDATE = 1 << 3, /* a reload: ask though the copy is fresh */
	/* For a reader who is told so: any copy is better than an error. */
	WEB_SAVED_COPY = 1 << 4,
	WEB_OFFLINE = 1 << 5, /* only from the cache, however old */
	/* ERR_ASK instead of a body that is larger than is loaded unasked. */
	WEB_ASK = 1 << 6,
	/* Keep what comes, use nothing that is kept: what was made of it is lost. */
	WEB_ANEW = 1 << 7,
};
/* As fetcher_start: the request is read, not kept; callbacks come later, never
 * from inside.  Other methods than GET go straight to the fetcher and make the
 * cache forget what they may have changed. */
unsigned web_start(struct web *web, const struct request *request, unsigned flags,
                   const struct fetch_ops *ops, void *data);
/* No callback is called any more; 0 and spent handles: nothing. */
void web_cancel(struct web *web, unsigned call);

/* What came so far of the answer that is on its way, borrowed until the next turn
 * of the loop; NULL when there is no page of it yet. */
const struct response *web_so_far(const struct web *web, unsigned call);

/* From now on all requests are as with WEB_OFFLINE. */
void web_set_offline(struct web *web, bool offline);
/* Seconds that the address's host wants to be left alone; 0: it may be asked. */
int64_t web_host_waits(const struct web *web, const char *url);

struct meter {                                         /* bytes */
	uint64_t session, day;                         /* over the wire */
	uint64_t saved_by_cache, saved_by_compression; /* today */
	uint64_t budget;                               /* a day; 0: none */
};
void web_meter(struct web *web, struct meter *ret_meter);
/* Nothing is fetched ahead while offline or on a budget. */
bool web_may_prefetch(struct web *web);

#endif
