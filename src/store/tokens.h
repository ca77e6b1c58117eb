/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tokens.h - how FTS5 is told what the words of a text are, for src/store only.
 *
 * Of a run of Han characters each pair of neighbours is a token, and the last
 * character: so each character begins one.  Two characters are found exactly, one by
 * the tokens that it begins, and more are where their pairs are, which is then checked
 * in the text.  The index keeps no positions (detail=none), which makes it a quarter of
 * what it would be. */
#ifndef BAOLAN_SRC_STORE_TOKENS_H
#define BAOLAN_SRC_STORE_TOKENS_H

#include "baolan/base/buf.h"
#include "baolan/base/err.h"
#include "fold.h"

#include <sqlite3.h>

/* Register the tokenizer "baolan"; `fold` must outlive the connection. */
enum err tokens_register(sqlite3 *sqlite, struct fold *fold, struct error *err);
/* Append the FTS5 expression that every text with `needle` (folded) matches; false when
 * there is nothing in it to look up.  *ret_exact: what matches has the needle. */
bool tokens_add_query(const uint32_t *needle, size_t n, struct buf *expression,
                      bool *ret_exact);

#endif
