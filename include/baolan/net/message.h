/* SPDX-License-Identifier: GPL-3.0-or-later */
/* message.h - requests and responses, and how they cross to baolan-fetch. */
#ifndef BAOLAN_NET_MESSAGE_H
#define BAOLAN_NET_MESSAGE_H

#include "baolan/base/buf.h"
#include "baolan/base/err.h"
#include "baolan/base/pack.h"
#include "baolan/base/vec.h"

struct header { /* both owned by the request */
	char *name, *value;
};

struct request {
	char *method; /* NULL: GET */
	char *url;
	char *referer;    /* NULL: none */
	char *user_agent; /* NULL: baolan's own */
	char *proxy;      /* NULL: the environment's; "": none */
	/* Accept and Accept-Language (Chinese first) are sent unless named here. */
	VEC(struct header) headers;
	struct buf body;
	/* A 3xx is the answer, and the request leaves at most once: over a
	 * connection of its own, never repeated when that breaks (reactions). */
	bool no_redirect;
	bool stop_at_redirect; /* a 3xx is the answer, and no more than that */
	size_t max_body;       /* decompressed bytes; 0: the default, 32 MiB */
	int total_ms;          /* 0: the default, 60 s */
	int connect_ms;        /* 0: the default, 15 s */
	int low_speed_ms;      /* no byte for this long ends it; 0: the default, 20 s */
};

void request_init(struct request *r, const char *url);
void request_done(struct request *r);
void request_copy(struct request *ret_copy, const struct request *r);
void request_add_header(struct request *r, const char *name, const char *value);
/* Limits that are 0 are packed as their defaults. */
void request_pack(const struct request *r, struct buf *b);
/* ERR_FORMAT for what is no packed request, and for a method, an address or a
 * header that could smuggle another line into the request's head. */
enum err request_unpack(struct str body, struct request *ret_request,
                        struct error *err);

/* Where a response is from; all but the first is sync/web's to say. */
enum response_origin {
	RESPONSE_NETWORK,
	RESPONSE_FRESH,     /* kept, and still good by the rules */
	RESPONSE_CONFIRMED, /* kept, and the server says that it is still good */
	RESPONSE_STALE,     /* kept, maybe outdated: nothing better could be had */
};

struct response {
	int status;      /* of the last hop */
	char *url;       /* after redirects */
	struct buf head; /* the last hop's status line and header lines, CRLF each */
	struct buf body; /* decompressed */
	uint64_t wire;   /* bytes that crossed the network, head and body */

	enum response_origin origin;
	int64_t saved;          /* when it came, seconds since 1970; 0: just now */
	struct error why_stale; /* of RESPONSE_STALE: what went wrong */
	/* Only the head was kept (WEB_KEEP_HEAD_ONLY): the body is what the caller
	 * got last time. */
	bool not_modified;
	char *moved; /* where it is to be asked for from now on; NULL: as before */
};

void response_done(struct response *r);
void response_pack(const struct response *r, struct buf *b); /* all but the body */
enum err response_unpack(struct str body, struct response *ret_response,
                         struct error *err);
/* The value of a header, the last one when repeated, ASCII case ignored;
 * borrowed; absent when there is none. */
struct str response_header(const struct response *r, const char *name);
/* The charset parameter of Content-Type; absent when there is none. */
struct str response_charset(const struct response *r);

#define REQUEST_MAX_BODY ((size_t)32 << 20)
#define REQUEST_MAX_HEAD ((size_t)256 << 10)
#define REQUEST_TOTAL_MS 60000
#define REQUEST_CONNECT_MS 15000
#define REQUEST_LOW_SPEED_MS 20000
#define REQUEST_MAX_REDIRECTS 10

/* Frame types between baolan and baolan-fetch; the frame's id names the
 * transfer, chosen by baolan. */
enum {
	FETCH_START = 1, /* -> a packed request */
	FETCH_CANCEL,    /* -> */
	FETCH_SENT,     /* <- empty, once: from now on it may have reached the server */
	FETCH_PROGRESS, /* <- u64 wire bytes so far, u64 expected (0: not known) */
	FETCH_HEAD,     /* <- a packed response without body */
	FETCH_BODY,     /* <- a piece of the decompressed body */
	FETCH_DONE,     /* <- u64 wire bytes */
	FETCH_FAILED,   /* <- u32 enum err, the text, u64 wire bytes */
};
/* One of FETCH_DONE and FETCH_FAILED is the last frame of a transfer that was
 * not cancelled; FETCH_DONE never comes without FETCH_HEAD before it. */
#define FETCH_MAX_FRAME ((size_t)36 << 20)

#endif
