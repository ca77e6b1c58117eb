/* SPDX-License-Identifier: GPL-3.0-or-later */
/* marks.h - marks as they are journalled, for src/store only. */
#ifndef BAOLAN_SRC_STORE_MARKS_H
#define BAOLAN_SRC_STORE_MARKS_H

#include "store-own.h"

/* Do a step's marks again, or take them back; *ret_what says what was done. */
enum err marks_replay(struct store *store, struct str step, bool again,
                      struct buf *ret_what, struct error *err);
/* The same for tags and notes (tags.c). */
enum err tag_replay(struct store *store, struct str step, bool again,
                    struct buf *ret_what, struct error *err);
enum err note_replay(struct store *store, struct str step, bool again,
                     struct buf *ret_what, struct error *err);
/* Append a story's title, or its number when it has none (any more). */
void marks_add_title(struct store *store, int64_t story, struct buf *b);

#endif
