/* SPDX-License-Identifier: GPL-3.0-or-later */
/* load.h - from an address to a document: fetch, job, next pages, moods.
 *
 * A load emits events on the loop; nothing here blocks.  It can be cancelled
 * at any time, after which no event comes. */
#ifndef BAOLAN_SYNC_LOAD_H
#define BAOLAN_SYNC_LOAD_H

#include "baolan/doc/doc.h"
#include "baolan/extract/job.h"
#include "baolan/extract/recipe.h"
#include "baolan/sync/web.h"
#include "baolan/worker/worker.h"

struct sync; /* what loads need: loop, web, pool, recipes */
struct load;

/* What the workers of a pool given to sync_new can do: for zygote_start. */
extern const struct job_kind sync_jobs[];
extern const size_t sync_n_jobs;
/* Runs in the zygote, before any sandbox. */
void sync_warm(void);

/* All are borrowed and outlive it. */
struct sync *sync_new(struct loop *loop, struct web *web, struct pool *pool,
                      const struct recipes *recipes);
/* Cancels all loads; not from inside an event. */
void sync_free(struct sync *sync);

/* Where casts are written down (store/casts.h).  A choice leaves only when that is on
 * the disk; without a journal casts are remembered for this run alone. */
struct store;
struct cast_journal {
	/* The store, opened if need be; NULL and why. */
	struct store *(*open)(void *data, struct error *err);
	/* The same when it is there already; NULL: nothing was ever kept. */
	struct store *(*look)(void *data);
	void *data;
};
void sync_set_journal(struct sync *sync, const struct cast_journal *journal);

/* A document on the heap, 8-aligned, checked. */
struct loaded {
	struct buf block;
	const struct doc *doc; /* in block */
	bool partial;          /* the page is still arriving */
	int64_t saved; /* an old copy, of that time (seconds since 1970); 0: it is not
	                */
};
void loaded_done(struct loaded *loaded);

enum load_step { LOAD_FETCHING, LOAD_READING, LOAD_PAGES, LOAD_MOODS };
struct load_ops {
	/* What is going on: the step, bytes so far and expected (0: not known). */
	void (*progress)(void *data, enum load_step step, uint64_t bytes,
	                 uint64_t expected);
	/* A document to show; may come more than once for one load: the article
	 * first, then with its further pages and its moods.  The callee may take
	 * the block (loaded->block); else it is freed after the call. */
	void (*document)(void *data, struct loaded *loaded);
	/* The last call.  ERR_ASK: only with options.ask; without it, it is loaded.
	 * why NULL: all done.  After a document, why tells what is
	 * missing from it (the moods could not be loaded, say). */
	void (*done)(void *data, const struct error *why);
};

struct load_options {
	const char *base;    /* the URL a local file stands for; NULL: its path */
	const char *referer; /* NULL: none */
	bool no_moods, no_next_pages;
	bool reload;      /* ask the server, though a fresh copy is there */
	bool no_cache;    /* neither use nor keep copies */
	bool background;  /* behind all that a reader waits for */
	bool offline;     /* use copies only, however old */
	bool ask;         /* ERR_ASK instead of a page that is larger than usual */
	bool as_it_comes; /* documents of what is there, while a page is slow */
};
/* `address` is a URL, or a path of a local file, or "-" for standard input.
 * `options` may be NULL.  A local file never causes a request: its next pages
 * and moods are not fetched.  Events come later, never from inside. */
struct load *load_start(struct sync *sync, const char *address,
                        const struct load_options *options, const struct load_ops *ops,
                        void *data);
/* The same for a story whose text came with its feed: no request, one document.
 * The job is copied. */
struct load *content_start(struct sync *sync, const struct content_job *job,
                           const struct load_ops *ops, void *data);
/* No event is emitted any more; may be called from inside an event.  The handle
 * is dead after this and after `done`; NULL: nothing. */
void load_cancel(struct load *load);

/* Cast a reaction: exactly one request that changes state, never repeated.
 * `doc` is the document whose moods are shown; it is copied.  The event is the
 * document again with the new counts and DOC_REACTION_MINE.  Or done
 * tells why not: ERR_REFUSED with the site's words, or since the journal has a cast
 * there already; that it was never sent, and waits in the journal when the site could
 * not be reached; or that it left without an answer and may have counted. */
struct load *cast_start(struct sync *sync, const struct doc *doc, struct str mood,
                        const struct load_ops *ops, void *data);
/* Take one's own cast back, where the protocol can: one request, as for a cast.
 * The document comes without DOC_REACTION_MINE.  ERR_REFUSED: the site has no way
 * to, or said no. */
struct load *undo_start(struct sync *sync, const struct doc *doc,
                        const struct load_ops *ops, void *data);
bool undo_is_possible(const struct sync *sync, const struct doc *doc);

#endif
