/* SPDX-License-Identifier: GPL-3.0-or-later */
/* words.h - a script line's words. */
#ifndef TESTS_SCREENS_WORDS_H
#define TESTS_SCREENS_WORDS_H

#include "baolan/base/buf.h"
#include "baolan/base/err.h"
#include "baolan/base/vec.h"

struct words {
	char **at; /* at[len] is NULL */
	size_t len, size;
};

/* Adds `text` with each ${NAME} replaced from the environment; ERR_FORMAT when
 * a name is not set. */
enum err words_expand(struct str text, struct buf *ret_text, struct error *err);
/* Splits at blanks.  '…' is taken as it stands, "…" may hold blanks; outside
 * '…' ${NAME} is expanded. */
enum err words_split(struct str line, struct words *ret_words, struct error *err);
void words_done(struct words *words);

#endif
