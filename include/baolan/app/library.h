/* SPDX-License-Identifier: GPL-3.0-or-later */
/* library.h - what is followed, as the file `papers` and the store have it
 * together. */
#ifndef BAOLAN_APP_LIBRARY_H
#define BAOLAN_APP_LIBRARY_H

#include "baolan/app/app.h"

struct library {
	struct store *store;   /* the app's */
	struct papers *papers; /* the app's */
	struct rules *rules;   /* the app's; NULL: they can't be read */
	int64_t *ids; /* in the store, of papers->list in its order; 0: a saved query */
};

enum err library_open(struct app *app, struct library **ret_library, struct error *err);
void library_free(struct library *library); /* NULL is fine */
/* After the papers have changed: tell the store, and take over the ids. */
enum err library_update(struct library *library, struct error *err);
/* Let go of what is older or more than the settings keep; after a refresh. */
void library_tidy(struct store *store, const struct config *config);
/* The paper with this id in the store; NULL: it is not followed.  Borrowed until
 * the papers change. */
const struct paper *library_paper(const struct library *library, int64_t id);
/* Does the reader follow anything?  Asks the file only. */
bool library_is_followed(struct app *app);

#endif
