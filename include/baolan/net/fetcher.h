/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fetcher.h - baolan's side of baolan-fetch.
 *
 * The program is started with the first request and again after a crash, which
 * costs the transfers then under way and nothing else. */
#ifndef BAOLAN_NET_FETCHER_H
#define BAOLAN_NET_FETCHER_H

#include "baolan/net/message.h"

#include <sys/types.h>

struct loop;
struct fetcher;

/* `program` is the path of baolan-fetch; copied. */
struct fetcher *fetcher_new(struct loop *loop, const char *program);
/* Ends baolan-fetch; no callback is called. */
void fetcher_free(struct fetcher *fetcher);

struct fetch_ops {
	/* May be NULL.  At most once, before `done`: the request is about to leave
	 * (connected, TLS agreed), or nobody can say because baolan-fetch crashed.
	 * A failure without this call before it means that the server never saw
	 * the request: name resolution, connection or certificate failed. */
	void (*sent)(void *data);
	/* May be NULL.  expected 0: not known. */
	void (*progress)(void *data, uint64_t wire, uint64_t expected);
	/* May be NULL.  More of the body is there; what came so far is borrowed for
	 * the length of the call. */
	void (*piece)(void *data, const struct response *so_far);
	/* The last call: a response (the callee may take parts of it; what is left
	 * is freed afterwards) and why NULL, or NULL and why.  Any HTTP status is
	 * a response.  A body that was cut is a failure, as far as it can be
	 * known: without a length, chunks or HTTP/2 the end of the connection is
	 * the end of the body, compressed or not. */
	void (*done)(void *data, struct response *response, const struct error *why);
};
/* The process that runs now, 0 when none does; for tests. */
pid_t fetcher_pid(const struct fetcher *fetcher);
/* The request is read, not kept.  Returns a handle, never 0.  Callbacks come
 * later, never from inside. */
unsigned fetcher_start(struct fetcher *fetcher, const struct request *request,
                       const struct fetch_ops *ops, void *data);
/* No callback is called any more.  Spent handles: nothing. */
void fetcher_cancel(struct fetcher *fetcher, unsigned transfer);
/* What came so far, borrowed until the next turn of the loop; NULL before the
 * head and for spent handles. */
const struct response *fetcher_so_far(const struct fetcher *fetcher, unsigned transfer);
/* Bytes over the wire since the start. */
uint64_t fetcher_wire_bytes(const struct fetcher *fetcher);

#endif
