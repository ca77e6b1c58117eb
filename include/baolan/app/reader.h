/* SPDX-License-Identifier: GPL-3.0-or-later */
/* reader.h - reading in a terminal: views, keys, loads. */
#ifndef BAOLAN_APP_READER_H
#define BAOLAN_APP_READER_H

#include "baolan/app/ambiguous.h"
#include "baolan/app/app.h"
#include "baolan/app/config.h"
#include "baolan/extract/recipe.h"
#include "baolan/loop/loop.h"
#include "baolan/net/fetcher.h"
#include "baolan/sync/load.h"

/* All borrowed for the length of reader_run. */
struct reader_setup {
	struct app *app; /* for what is followed */
	struct loop *loop;
	struct sync *sync;
	struct fetcher *fetcher;       /* for its byte meter; may be NULL */
	struct web *web;               /* for the budget; may be NULL */
	const struct recipes *recipes; /* their mistakes are told once; may be NULL */
	const char *address;           /* to open; NULL: none */
	const struct glyphs *glyphs;   /* to begin with; copied */
	const struct config *config;
	enum ambiguous ambiguous; /* auto: the terminal is measured */
};

/* Until the reader leaves.  Returns the exit status; what went wrong has been
 * told on standard error. */
int reader_run(const struct reader_setup *setup);

#endif
