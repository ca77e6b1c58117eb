/* SPDX-License-Identifier: GPL-3.0-or-later */
/* freshness.h - the rules of a private HTTP cache (RFC 9111, RFC 5861, RFC 8246).
 *
 * Pure: a request, a stored head and times go in, a judgement comes out.  Who
 * stores (store/cache) and who fetches (sync/web) is not known here.  Times are
 * seconds since 1970. */
#ifndef BAOLAN_NET_FRESHNESS_H
#define BAOLAN_NET_FRESHNESS_H

#include "baolan/net/message.h"

/* A stored response without its body; all borrowed. */
struct stored {
	int status;
	struct str head;     /* as fresh_storable_head made it */
	struct str vary;     /* as fresh_vary_key made it for its request */
	int64_t asked, came; /* when the request left, when the answer was there */
};

/* Looking through a head takes time by its length and its lines: what has more of
 * either is not worth it. */
bool fresh_is_reasonable(struct str head);
/* May what this request got be kept?  GET only; never 206 and 304, no-store, what
 * varies by everything, and unreasonable heads. */
bool fresh_may_store(const struct request *request, int status, struct str head);
/* Can't be answered from stored responses at all: another method than GET, a
 * request for a part, or a condition of the caller's own. */
bool fresh_bypasses(const struct request *request);

/* Seconds that a response is fresh from its Date on: max-age, else Expires, else
 * a tenth of the time since it was last modified, a day at most. */
int64_t fresh_lifetime(const struct stored *stored);
/* Seconds since the origin made or confirmed it (RFC 9111, 4.2.3). */
int64_t fresh_age(const struct stored *stored, int64_t now);
/* Did the request have the same headers as the stored one's, as far as Vary
 * names them? */
bool fresh_matches(const struct request *request, const struct stored *stored);

enum fresh_use {
	FRESH_USE,      /* answer with it */
	FRESH_VALIDATE, /* ask whether it is still right, when that can be asked */
};
/* For a stored response that matches. */
enum fresh_use fresh_judge(const struct request *request, const struct stored *stored,
                           int64_t now);
/* The request accepts nothing but a stored response; without one it gets 504. */
bool fresh_only_if_cached(const struct request *request);

enum fresh_trouble {
	FRESH_UNREACHABLE,  /* no answer came */
	FRESH_SERVER_ERROR, /* 500, 502, 503, 504 */
};
bool fresh_is_server_error(int status);
/* May a stale response stand in for the answer that did not come? */
bool fresh_may_stand_in(const struct request *request, const struct stored *stored,
                        enum fresh_trouble trouble, int64_t now);

/* Is there anything to ask for with If-None-Match or If-Modified-Since? */
bool fresh_has_validator(struct str head);
/* Make the request conditional. */
void fresh_add_validators(struct request *request, struct str head);

/* The request's headers that the response's Vary names, in one text; false for
 * "Vary: *". */
bool fresh_vary_key(const struct request *request, struct str head,
                    struct buf *ret_key);
/* A head without what is about one connection only (RFC 9111, 3.1). */
void fresh_storable_head(struct str head, struct buf *ret_head);
/* The stored head brought up to date by a 304's (RFC 9111, 3.2), if that is
 * reasonable; else only what is about the former moment goes. */
void fresh_merge(struct str stored, struct str not_modified, struct buf *ret_head);
/* The stored head as a cache hands it out, with its Age. */
void fresh_add_age(struct str head, int64_t age, struct buf *ret_head);

/* Does an answer with this status to that method make stored responses for the
 * address wrong?  (Those of Location and Content-Location of the same host too:
 * RFC 9111, 4.4.) */
bool fresh_invalidates(const char *method, int status);

/* When a 429 or 503 says to come again, in seconds since 1970; 0: it doesn't. */
int64_t fresh_retry_after(int status, struct str head, int64_t now);

#endif
