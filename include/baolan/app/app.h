/* SPDX-License-Identifier: GPL-3.0-or-later */
/* app.h - the parts of one run, put together. */
#ifndef BAOLAN_APP_APP_H
#define BAOLAN_APP_APP_H

#include "baolan/app/config.h"
#include "baolan/base/err.h"
#include "baolan/extract/recipe.h"
#include "baolan/sync/load.h"
#include "baolan/sync/papers.h"
#include "baolan/sync/rules.h"
#include "baolan/text/glyphs.h"

struct app {
	struct config config;
	struct glyphs glyphs; /* what is shown of any text */
	struct loop *loop;
	struct zygote *zygote;
	struct pool *pool;
	struct fetcher *fetcher;
	struct web *web;
	struct recipes recipes;
	struct sync *sync;

	/* NULL until asked for, by the functions below: reading a page needs none. */
	struct store *store;
	struct error store_notice; /* what the reader should know of its opening */
	struct papers *papers;
	struct rules *rules;
};

/* The zygote first, before anything is open; then the rest.  Nothing is
 * fetched and no helper program is started yet. */
enum err app_start(struct app *app, struct error *err);
void app_stop(struct app *app);
/* Nothing more will be loaded: what is printed now is printed while the workers
 * end. */
void app_loads_no_more(struct app *app);

/* Each opened when first asked for, and the app's; NULL when that fails.  Mistakes
 * in the files are in papers->mistakes and rules_mistakes. */
struct store *app_store(struct app *app, struct error *err);
struct papers *app_papers(struct app *app, struct error *err);
/* The file of rules and the papers' own. */
struct rules *app_rules(struct app *app, struct error *err);

/* Load an address and wait for it; progress goes to standard error when that
 * is a terminal, and SIGINT cancels.  On success *ret_loaded is the caller's
 * and *ret_missing tells what could not be added to it; it is left alone when
 * nothing is missing. */
enum err app_load(struct app *app, const char *address,
                  const struct load_options *options, struct loaded *ret_loaded,
                  struct error *ret_missing, struct error *err);
/* Cast a mood in the same way. */
enum err app_cast(struct app *app, const struct doc *doc, struct str mood,
                  struct loaded *ret_loaded, struct error *ret_missing,
                  struct error *err);
/* Take back what was cast, in the same way. */
enum err app_undo(struct app *app, const struct doc *doc, struct loaded *ret_loaded,
                  struct error *ret_missing, struct error *err);

#endif
