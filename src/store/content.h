/* SPDX-License-Identifier: GPL-3.0-or-later */
/* content.h - a story's own text, for src/store only. */
#ifndef BAOLAN_SRC_STORE_CONTENT_H
#define BAOLAN_SRC_STORE_CONTENT_H

#include "store-own.h"

/* Append what is searched: the title, and the text of the kept article, else of what
 * the feed brought, else its summary.  False when there is no such story. */
bool content_title(struct store *store, int64_t story, struct buf *ret_title);
bool content_text(struct store *store, int64_t story, struct buf *ret_text);
/* Deflate what a feed brought. */
enum err content_pack(struct store *store, int64_t story, struct error *err);

#endif
