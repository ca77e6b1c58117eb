/* SPDX-License-Identifier: GPL-3.0-or-later */
/* paper.h - what the parts of the sample paper's server share.
 *
 * One thread a connection.  A request is answered in three steps: a page fills
 * a `struct reply` under the lock, faults change it, deliver.c sends it (and
 * may take its time there, without the lock). */
#ifndef PAPER_PAPER_H
#define PAPER_PAPER_H

#include "article.h"
#include "baolan/base/buf.h"

#include <pthread.h>
#include <stdint.h>
#include <stdio.h>

#define PAPER_DOMAIN ".rongwan.example"

struct mood_fault;
struct tally;
struct MHD_Connection;

/* A file of templates/; the name is the file's up to the first dot. */
struct template
{
	char *name, *text;
};
struct templates {
	VEC(struct template) list;
};

struct paper {
	struct articles articles;
	struct templates templates;
	unsigned rows; /* stories a channel page shows */
	FILE *log;     /* NULL: no log */
	int stop_fd;   /* an eventfd, readable once the server must end */

	pthread_mutex_t lock; /* for what follows and every article's `now` */
	const struct mood_fault *mood_fault;
	unsigned mood_fault_times; /* replies it still spoils; 0: every one */
	bool mood_fault_on_load;   /* spoils loads, not casts */
	unsigned mood_fault_ms;
	unsigned long casts;
	VEC(struct tally) tallies; /* of widgets (widget.h) */
	char refuse[16];           /* the name of the refusal every cast gets */
	bool member;               /* who asks is logged in */
};

struct request {
	struct MHD_Connection *connection;
	const char *method;
	const char *target; /* as it came, with query */
	struct str host;    /* "www.rongwan.example", "127.0.0.1:8080" */
	struct str path;    /* from '/' on, decoded */
	bool named;         /* for one of the paper's host names */
	struct str body;    /* of a POST */
};

/* A query parameter or header; NULL when it is not there. */
const char *request_arg(const struct request *request, const char *name);
const char *request_header(const struct request *request, const char *name);
/* A parameter of the query, a form or a flat JSON object, decoded and appended to
 * *out; false when it is not there. */
bool request_field(const struct request *request, const char *name, struct buf *out);
/* A number from the query, else `otherwise`. */
unsigned long request_number(const struct request *request, const char *name,
                             unsigned long otherwise);
/* "http://mood.rongwan.example" for site "mood", as the client can reach it. */
void request_site(const struct request *request, const char *site, struct buf *out);

struct header {
	char *name, *value;
};

/* How the bytes go out; all zero is: at once, whole. */
struct delivery {
	unsigned delay_ms;  /* before the status line */
	bool drop;          /* close without a word */
	long length_change; /* Content-Length is wrong by this */
	bool cut, stall;    /* after `after` bytes: close, or send nothing more */
	size_t after;       /* 0: half of the body */
	unsigned bytes_per_second;
	uint64_t gzip_zeros; /* instead of the body, compressed */
};

struct reply {
	unsigned status;
	const char *type;    /* "text/html" */
	const char *charset; /* named in Content-Type; NULL: none */
	struct buf body;     /* UTF-8 until reply_encode */
	VEC(struct header) headers;
	struct delivery how;
};

void reply_init(struct reply *reply);
void reply_done(struct reply *reply);
/* Copies both; replaces a header of the same name unless it is Set-Cookie. */
void reply_header(struct reply *reply, const char *name, const char *value);
/* Body, type and status in one; drops what was there. */
void reply_set(struct reply *reply, unsigned status, const char *type,
               const char *text);
/* Into the charset; what it can't say becomes &#NNNN;. */
void reply_encode(struct reply *reply, const char *charset);

typedef void page_fn(struct paper *paper, const struct request *request,
                     struct reply *reply);

/* routes.c: the page for a request. */
void route(struct paper *paper, const struct request *request, struct reply *reply);
/* faults.c: what the query's fault=NAME[,NAME] asks for. */
void faults_apply(const struct request *request, struct reply *reply);
/* deliver.c; the reply is emptied.  False: the connection must be closed. */
bool deliver(const struct paper *paper, struct MHD_Connection *connection,
             struct reply *reply);

/* pages.c */
page_fn page_front, page_story, page_rank;
void not_found(struct reply *reply);
/* feeds.c */
page_fn page_feed, page_atom;
/* An ETag made of the text. */
void tag_text(struct str text, struct reply *reply);
/* picture.c, control.c */
page_fn page_picture, page_control, page_script;
/* mood-phpcms.c, mood-changyan.c */
page_fn page_phpcms_mood, page_phpcms_count;
page_fn page_emoji_load, page_emoji_support, page_emoji_config;
/* widget.c: its pages; then its other requests, false when this is none. */
page_fn page_widget;
bool widget_answers(struct paper *paper, const struct request *request,
                    struct reply *reply);
void tallies_clear(struct paper *paper);

#endif
