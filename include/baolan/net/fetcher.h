/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fetcher.h - baolan's side of baolan-fetch.
 *
 * The program is started with the first request and again after a crash, which
 * costs the transfers then under way and nothing else. */
#ifndef BAOLAN_NET_FETCHER_H
#define BAOLAN_NET_FETCHER_H

#include "baolan/net/message.h"

struct loop;
struct fetcher;

/* `program` is the path of baolan-fetch; copied. */
struct fetcher *fetcher_new(struct loop *loop, const char *program);
void fetcher_free(struct fetcher *fetcher); /* no callback is called */

struct fetch_ops {
	/* May be NULL.  expected 0: not known. */
	void (*progress)(void *data, uint64_t wire, uint64_t expected);
	/* The last call: a response (the callee may take parts of it; what is left
	 * is freed afterwards) and why NULL, or NULL and why.  Any HTTP status is
	 * a response. */
	void (*done)(void *data, struct response *response, const struct error *why);
};
/* The request is read, not kept.  Returns a handle, never 0.  Callbacks come
 * later, never from inside. */
unsigned fetcher_start(struct fetcher *fetcher, const struct request *request,
                       const struct fetch_ops *ops, void *data);
/* No callback is called any more.  Spent handles: nothing. */
void fetcher_cancel(struct fetcher *fetcher, unsigned transfer);
/* Bytes over the wire since the start. */
uint64_t fetcher_wire_bytes(const struct fetcher *fetcher);

#endif
