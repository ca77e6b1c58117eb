/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fold.h - texts as they are compared in a search, for src/store only.
 *
 * Compatibility forms, case, accents and script do not count: ＡＢＣ is abc, É is e, ①
 * is 1, 規劃 is 规划.  Runs of blanks are one blank.  What a character becomes depends
 * on nothing around it, so that a piece of a text folds to a piece of the folded text.
 */
#ifndef BAOLAN_SRC_STORE_FOLD_H
#define BAOLAN_SRC_STORE_FOLD_H

#include "baolan/base/str.h"

#include <stdint.h>

/* Words are told apart by what is not in them; characters of scripts that write without
 * blanks are found in runs of any length. */
enum fold_kind { FOLD_OTHER, FOLD_WORD, FOLD_HAN };

struct fold;
struct fold *fold_new(void);
void fold_free(struct fold *fold);

#define FOLD_MAX 20
struct folded { /* what one character becomes */
	uint32_t chars[FOLD_MAX];
	uint8_t n;
};
/* Fold the character at s.at; returns its length, 0 when s is empty. */
size_t fold_next(const struct fold *fold, struct str s, struct folded *ret_folded);
/* Of a folded character. */
enum fold_kind fold_kind(uint32_t c);
/* The characters of the common Han blocks that become c, itself first; returns how
 * many, 0 when c is not of them (others may become it then). */
#define FOLD_FORMS 12
size_t fold_forms(uint32_t c, uint32_t ret_forms[FOLD_FORMS]);

struct fold_text { /* zero bytes: empty */
	uint32_t *chars;
	uint32_t *at; /* where each came from, in bytes; one more: the end */
	size_t len, size;
};
/* Append a text; places count from the beginning of this one. */
void fold_text_add(const struct fold *fold, struct str s, struct fold_text *ret_text);
void fold_text_clear(struct fold_text *text);
void fold_text_done(struct fold_text *text);
/* The index of the first `needle` from `from` on, SIZE_MAX when there is none.  Where
 * the needle begins with a word's character it is found at the beginning of words only.
 */
size_t fold_text_find(const struct fold_text *text, const uint32_t *needle, size_t n,
                      size_t from);

#endif
