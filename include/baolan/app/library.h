/* SPDX-License-Identifier: GPL-3.0-or-later */
/* library.h - what is followed, as the file `papers` and the store have it
 * together. */
#ifndef BAOLAN_APP_LIBRARY_H
#define BAOLAN_APP_LIBRARY_H

#include "baolan/store/store.h"
#include "baolan/sync/papers.h"

struct library {
	struct store *store;
	struct papers papers;
	int64_t *ids; /* in the store, of papers.list in its order; 0: a saved query */
};

/* Open both.  *ret_notice is a line for the reader when the store had to be
 * repaired; it is left alone otherwise. */
enum err library_open(struct library **ret_library, struct error *ret_notice,
                      struct error *err);
void library_free(struct library *library); /* NULL is fine */
/* After the papers have changed: tell the store, and take over the ids. */
enum err library_update(struct library *library, struct error *err);
/* The paper with this id in the store; NULL: it is not followed.  Borrowed until
 * the papers change. */
const struct paper *library_paper(const struct library *library, int64_t id);
/* Does the reader follow anything?  Asks the file only. */
bool library_is_followed(void);

#endif
