/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sync.h - what the files of this module share. */
#ifndef BAOLAN_SRC_SYNC_SYNC_H
#define BAOLAN_SRC_SYNC_SYNC_H

#include "baolan/base/vec.h"
#include "baolan/loop/loop.h"
#include "baolan/sync/load.h"

enum { JOB_PAGE, JOB_REACTION, JOB_CONTENT, JOB_TEXTS, JOB_IMPORT };

struct cast_record {
	char *url, *mood;
};

struct sync {
	struct loop *loop;
	struct web *web;
	struct pool *pool;
	const struct recipes *recipes;
	struct load *loads; /* all under way */
	struct cast_journal journal;
	VEC(struct cast_record) casts; /* what was counted in this run */
};

/* A step's result arrives here; why as everywhere. */
typedef void load_bytes_fn(struct load *load, struct response *response);
typedef void load_doc_fn(struct load *load, struct loaded *loaded);

/* Documents of a page that is still arriving. */
struct early {
	unsigned timer, job;
	bool due;    /* it has taken long enough */
	size_t next; /* bytes that make another one worth it */
};

/* One load or cast.  It waits for at most one thing at a time: a timer, a
 * transfer or a job; `next_*` says what its result is for. */
struct load {
	struct sync *sync;
	struct load *next_load;
	const struct load_ops *ops;
	void *data;

	char *address, *base, *referer;
	bool no_moods, no_next_pages, as_it_comes;
	unsigned web_flags; /* for its pages */
	bool local;         /* read from a file: makes no request */
	bool sent;          /* a request of this load reached its server */
	bool emitting, cancelled;

	unsigned timer, transfer, job;
	struct early early; /* runs beside the transfer */
	enum load_step step;
	load_bytes_fn *next_bytes;
	load_doc_fn *next_doc;
	/* A failure of this step ends the load, or only the part it is about. */
	void (*failed)(struct load *load, const struct error *why);

	struct loaded article; /* what is known so far */
	VEC(char *) pages;     /* addresses of the pages joined so far */
	struct error missing;  /* what the article lacks; told at the end */
	int64_t saved;         /* of struct loaded */
	char *mood;            /* of a cast: the token */
	bool undo;             /* of a cast: it is to be taken back */
	bool journalled;       /* it is written down as sent */
};

struct load *load_new(struct sync *sync, const struct load_ops *ops, void *data);
/* Emit a progress event of the present step.  The callee may cancel: let it be
 * the last thing done to the load. */
void load_tell(struct load *load, uint64_t bytes, uint64_t expected);
/* The last event; frees the load.  What is missing from the article goes before
 * why. */
void load_finish(struct load *load, const struct error *why);
/* Start a transfer; the response goes to then().  `flags` are web_start's. */
void load_fetch(struct load *load, const struct request *request, unsigned flags,
                load_bytes_fn *then);
/* Whether there is a page in it; else what to tell the reader. */
enum err load_check_status(const struct response *response, struct error *err);
/* Start a job; its document goes to then(). */
void load_job(struct load *load, unsigned kind, struct str input, load_doc_fn *then);
/* Run begin(load) with the loop's next turn. */
void load_later(struct load *load, loop_fn *begin);
/* Emit a document as it is; false when the callee cancelled the load. */
bool load_hand_out(struct load *load, struct loaded *loaded) MUST_CHECK;
/* The input of the page job for a response, or for what is there of it. */
void load_page_input(const struct load *load, const struct response *response,
                     struct buf *ret_input);
/* Emit a copy of the article; false when the callee cancelled the load. */
bool load_emit(struct load *load) MUST_CHECK;
/* Replace the article by what a builder made, and free that; false after
 * load_finish(why). */
bool load_rebuild(struct load *load, struct doc_builder *builder);

/* While load->transfer fetches a page: hand out what is there, if it takes long. */
void early_begin(struct load *load);
void early_piece(void *data, const struct response *so_far);
void early_end(struct load *load);

/* The moods of load->article, asked from the site, then load_finish. */
void moods_load(struct load *load);

/* Write down that the choice leaves; else it must not, and *err tells why. */
enum err casts_send(struct load *load, struct error *err);
/* What became of it: an enum cast_state of store/casts.h; `message` may be NULL. */
void casts_settle(struct load *load, int state, const char *message);
/* The site has taken it back. */
void casts_forget(struct load *load);
/* Mark in load->article what this reader cast; false when that ended the load. */
bool casts_recall(struct load *load);
/* Keep the counts that are shown. */
void casts_see(const struct load *load);

#endif
