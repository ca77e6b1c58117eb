/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Nearly all of a Chinese text are Han characters and marks, which a table and a few
 * comparisons fold; only what is left asks ICU. */
#include "fold.h"

#include "baolan/base/mem.h"
#include "baolan/text/utf8.h"
#include "han-table.h"

#include <stdlib.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>

enum { HAN_FIRST = 0x3400, HAN_END = 0xA000 };

struct fold {
	uint16_t han[HAN_END - HAN_FIRST]; /* each character's Simplified form */
	const UNormalizer2 *normal;        /* NFKC with case folding; ICU's own */
};

struct fold *fold_new(void)
{
	struct fold *fold = mem_new(struct fold);
	UErrorCode status = U_ZERO_ERROR;
	for (unsigned c = HAN_FIRST; c < HAN_END; c++)
		fold->han[c - HAN_FIRST] = (uint16_t)c;
	for (size_t i = 0; i < ARRAY_SIZE(han_pairs); i++)
		fold->han[han_pairs[i][0] - HAN_FIRST] = han_pairs[i][1];
	fold->normal = unorm2_getNFKCCasefoldInstance(&status);
	if (U_FAILURE(status))
		fold->normal = NULL;
	return fold;
}

void fold_free(struct fold *fold)
{
	free(fold);
}

/* --- a character --- */

static bool is_han_block(uint32_t c)
{
	return c >= HAN_FIRST && c < HAN_END;
}

static uint32_t simplified(const struct fold *fold, uint32_t c)
{
	return is_han_block(c) ? fold->han[c - HAN_FIRST] : c;
}

static bool is_mark(UChar32 c)
{
	return U_GET_GC_MASK(c) & (U_GC_MN_MASK | U_GC_ME_MASK);
}

/* The first of what a letter is made of; c itself when it is made of nothing. */
static UChar32 first_part(const struct fold *fold, UChar32 c)
{
	UChar parts[32];
	UErrorCode status = U_ZERO_ERROR;
	int32_t at = 0;
	int32_t len = unorm2_getRawDecomposition(fold->normal, c, parts, 32, &status);
	if (U_FAILURE(status) || len <= 0 || (c >= 0xAC00 && c <= 0xD7A3))
		return c;
	U16_NEXT(parts, at, len, c);
	return c;
}

/* Accents go. */
static UChar32 base_letter(const struct fold *fold, UChar32 c)
{
	for (UChar32 part; (part = first_part(fold, c)) != c;)
		c = part;
	return c;
}

static void fold_rare(const struct fold *fold, uint32_t c, struct folded *ret_folded)
{
	UChar from[2], to[FOLD_MAX];
	int32_t n = 0, len, at = 0;
	UErrorCode status = U_ZERO_ERROR;
	U16_APPEND_UNSAFE(from, n, c);
	len = fold->normal
	              ? unorm2_normalize(fold->normal, from, n, to, FOLD_MAX, &status)
	              : 0;
	if (!fold->normal || U_FAILURE(status)) {
		ret_folded->chars[ret_folded->n++] = c;
		return;
	}
	while (at < len && ret_folded->n < FOLD_MAX) {
		UChar32 part;
		U16_NEXT(to, at, len, part);
		if (is_mark(part))
			continue;
		ret_folded->chars[ret_folded->n++] =
		        simplified(fold, (uint32_t)base_letter(fold, part));
	}
}

size_t fold_next(const struct fold *fold, struct str s, struct folded *ret_folded)
{
	uint32_t c;
	size_t len = utf8_next(s, &c);
	ret_folded->n = 0;
	if (!len)
		return 0;
	if (is_han_block(c) || c < 0x80) {
		bool is_capital = c >= 'A' && c <= 'Z';
		ret_folded->chars[0] = is_capital ? c + 32 : simplified(fold, c);
		ret_folded->n = 1;
	} else if (utf8_is_space(c)) {
		ret_folded->chars[0] = ' ';
		ret_folded->n = 1;
	} else if ((c >= 0x2010 && c < 0x2024) || (c > 0x3000 && c < 0x3030)) {
		ret_folded->chars[0] = c;
		ret_folded->n = 1;
	} else {
		fold_rare(fold, c, ret_folded);
	}
	return len;
}

enum fold_kind fold_kind(uint32_t c)
{
	if (is_han_block(c))
		return FOLD_HAN;
	if (c < 0x80)
		return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ? FOLD_WORD
		                                                        : FOLD_OTHER;
	if (utf8_is_han(c) || (c >= 0x3040 && c < 0x3400 && u_isalnum((UChar32)c)) ||
	    (c >= 0xAC00 && c <= 0xD7A3))
		return FOLD_HAN;
	return u_isalnum((UChar32)c) ? FOLD_WORD : FOLD_OTHER;
}

/* More forms than there is room for: as if there were none to be told. */
size_t fold_forms(uint32_t c, uint32_t ret_forms[FOLD_FORMS])
{
	size_t n = 0;
	if (!is_han_block(c))
		return 0;
	ret_forms[n++] = c;
	for (size_t i = 0; i < ARRAY_SIZE(han_pairs); i++) {
		if (han_pairs[i][1] != c)
			continue;
		if (n == FOLD_FORMS)
			return 0;
		ret_forms[n++] = han_pairs[i][0];
	}
	return n;
}

/* --- a text --- */

static void add_char(struct fold_text *text, uint32_t c, size_t at)
{
	bool is_blank = c == ' ' || c == '\n' || c == '\t' || c == '\r';
	if (is_blank && text->len && text->chars[text->len - 1] == ' ')
		return;
	text->chars[text->len] = is_blank ? ' ' : c;
	text->at[text->len++] = (uint32_t)at;
}

/* For what one character may become, and the end. */
static void make_room(struct fold_text *text)
{
	if (text->len + FOLD_MAX + 1 <= text->size)
		return;
	text->size = 2 * text->size + 256;
	text->chars = mem_resize(text->chars, text->size, sizeof(*text->chars));
	text->at = mem_resize(text->at, text->size, sizeof(*text->at));
}

void fold_text_add(const struct fold *fold, struct str s, struct fold_text *ret_text)
{
	struct folded folded;
	size_t at = 0, len;
	make_room(ret_text);
	for (; (len = fold_next(fold, str_from(s, at), &folded)) > 0; at += len) {
		make_room(ret_text);
		for (size_t i = 0; i < folded.n; i++)
			add_char(ret_text, folded.chars[i], at);
	}
	ret_text->at[ret_text->len] = (uint32_t)at;
}

void fold_text_clear(struct fold_text *text)
{
	text->len = 0;
}

void fold_text_done(struct fold_text *text)
{
	free(text->chars);
	free(text->at);
	*text = (struct fold_text){ 0 };
}

static bool is_word_at(const struct fold_text *text, size_t i)
{
	return fold_kind(text->chars[i]) == FOLD_WORD;
}

size_t fold_text_find(const struct fold_text *text, const uint32_t *needle, size_t n,
                      size_t from)
{
	const uint32_t *chars = text->chars;
	bool begins_word = n && fold_kind(needle[0]) == FOLD_WORD;
	for (size_t i = from; n && i + n <= text->len; i++) {
		if (chars[i] != needle[0] ||
		    memcmp(chars + i, needle, n * sizeof(*needle)) != 0)
			continue;
		if (!begins_word || i == 0 || !is_word_at(text, i - 1))
			return i;
	}
	return SIZE_MAX;
}
