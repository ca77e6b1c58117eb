/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sync-harness.h - what the tests of loads and casts share: the sample paper as
 * the proxy of its own names, the real pool, the real baolan-fetch, and a record
 * of the events.  One harness a program, kept in `h`. */
#ifndef SYNC_HARNESS_H
#define SYNC_HARNESS_H

#include "baolan/base/mem.h"
#include "baolan/loop/loop.h"
#include "baolan/sync/load.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include <cmocka.h>

#define PAPER "http://www.rongwan.example"
#define EMOJI PAPER "/fzxw/20160606/ping-an-xun-fang.shtml"
#define PHPCMS PAPER "/ms/20160604/hai-xian-shi-chang.shtml"
#define PLAIN PAPER "/wh/20160603/lao-jie-mu-ou-xi.shtml"
#define TWO_PAGES PAPER "/rwxw/20160605/di-tie-er-hao-xian.shtml"
#define THREE_PAGES PAPER "/ms/20160530/lao-lou-dian-ti.shtml"

struct harness {
	char dir[64]; /* for the log and the tests' files */
	struct zygote *zygote;
	struct loop *loop;
	struct pool *pool; /* of one worker */
	struct fetcher *fetcher;
	struct web *web; /* without a cache */
	struct recipes recipes;
	struct sync *sync;
};
extern struct harness h;

/* First thing in main(); false when it can't be. */
bool harness_start(void);
void harness_stop(void);
/* A new baolan-fetch and sync, as after a new start of baolan: no cookies, no
 * casts remembered.  `program` NULL: the real one; proxy NULL: the paper. */
void harness_renew(const char *program, const char *proxy);

/* No casts remembered, but the cookies stay. */
void harness_forget(void);
/* The same with a cache.db of that path. */
void harness_renew_cached(const char *cache);

/* How many requests the paper's log has with these words in them. */
int paper_requests(const char *words);
/* The same, with both words. */
int paper_requests_of(const char *host, const char *words);
/* Turn one of the paper's switches ("reset"); returns how many casts it has
 * counted. */
int paper_control(const char *query);

/* The worker of the pool; it is running. */
pid_t harness_worker(void);

/* --- events --- */

enum { STEPS = LOAD_MOODS + 1, MAX_DOCS = 40, MAX_TRACE = 200 };

struct seen {
	struct load *load; /* NULL after done */
	int n_docs;
	struct loaded docs[MAX_DOCS];
	bool done;
	struct error why; /* ERR_OK: all done */
	/* The steps as they came, each once in a row. */
	enum load_step trace[MAX_TRACE];
	int n_trace;
	bool moved; /* bytes came */

	/* Cancel from inside an event: the nth progress event of a step, or the
	 * nth document (from 1; 0: don't). */
	enum load_step cancel_step;
	int cancel_progress, cancel_doc;
	bool cancelled;
};
/* Start anew; what it held is freed. */
void seen_clear(struct seen *seen);
void seen_load(struct seen *seen, const char *address,
               const struct load_options *options);
void seen_cast(struct seen *seen, const struct doc *doc, struct str mood);
void seen_undo(struct seen *seen, const struct doc *doc);
void seen_cancel(struct seen *seen);
/* Turn the loop until it is done. */
void seen_finish(struct seen *seen);
/* Until an event of this step, and with `moved` until bytes came. */
void seen_reach(struct seen *seen, enum load_step step, bool moved);
/* seen_load and seen_finish. */
void seen_whole(struct seen *seen, const char *address,
                const struct load_options *options);
/* The last document, which must be there. */
const struct doc *seen_doc(const struct seen *seen);
void expect_done(const struct seen *seen);
void expect_why(const struct seen *seen, enum err code, const char *words);
/* It was cancelled and nothing came since, nor comes while another load runs. */
void expect_silence(struct seen *seen);
#define auto_seen __attribute__((cleanup(seen_clear))) struct seen

/* All of a document's text, a block a line; freed by the caller. */
char *text_of(const struct doc *doc);

#endif
