/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text is copied as long as it can be shown; a character that can't be is looked up:
 * in our own table, among letters, in Unicode's compatibility decompositions.  Han
 * goes by whole runs, for its reading depends on the word.
 *
 * Pinyin stands apart from its neighbours by blanks, and marks that were full-width
 * keep the blank that was drawn in them. */
#include "baolan/text/glyphs.h"

#include "baolan/base/ascii.h"
#include "baolan/base/mem.h"
#include "baolan/text/linebreak.h"
#include "baolan/text/utf8.h"
#include "baolan/text/width.h"
#include "glyphs-table.h"

#include <unicode/unorm2.h>
#include <unicode/utf16.h>

const char *const pinyin_names[] = { "off", "under", "instead", "plain", NULL };

/* --- what can be shown --- */

static bool is_in_place_of_han(const struct glyphs *g)
{
	return g->pinyin == PINYIN_INSTEAD || g->pinyin == PINYIN_PLAIN;
}

/* Full-width marks and letters, which a font without Han has not either. */
static bool is_full_width_mark(uint32_t c)
{
	return (c >= 0x3000 && c <= 0x303F) || (c >= 0xFE30 && c <= 0xFE4F) ||
	       (c >= 0xFF01 && c <= 0xFFEE) || c == 0x30FB;
}

static bool can_show(const struct glyphs *g, uint32_t c)
{
	if (c < 0x80)
		return true;
	if (g->pinyin == PINYIN_PLAIN)
		return false;
	if (g->pinyin == PINYIN_INSTEAD && (utf8_is_han(c) || is_full_width_mark(c)))
		return false;
	if (g->replace && width_is_ambiguous(c))
		return false;
	return encoder_has(g->encoder, c);
}

static bool can_show_all(const struct glyphs *g, struct str s)
{
	uint32_t c;
	for (; s.len; s = str_from(s, utf8_next(s, &c))) {
		utf8_next(s, &c);
		if (!can_show(g, c))
			return false;
	}
	return true;
}

bool glyphs_keep(const struct glyphs *g, struct str text)
{
	if (!g)
		return true;
	if (g->script == SCRIPT_AS_IS && !is_in_place_of_han(g) && !g->replace &&
	    !g->encoder)
		return true;
	return g->script == SCRIPT_AS_IS && can_show_all(g, text);
}

/* --- one character in the place of another --- */

static const struct substitute *substitute_of(uint32_t c)
{
	size_t low = 0, high = ARRAY_SIZE(substitutes);
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (substitutes[middle].c < c)
			low = middle + 1;
		else
			high = middle;
	}
	return low < ARRAY_SIZE(substitutes) && substitutes[low].c == c
	               ? &substitutes[low]
	               : NULL;
}

/* Always ends with an alternative in ASCII, or one that is made ASCII here. */
static bool add_substitute(const struct glyphs *g, struct buf *b, uint32_t c)
{
	const struct substitute *substitute = substitute_of(c);
	struct str rest = str_of(substitute ? substitute->alternatives : NULL);
	while (rest.at) {
		struct str alternative = str_cut(&rest, ' ');
		if (can_show_all(g, alternative))
			return buf_add_str(b, alternative), true;
	}
	return false;
}

static struct str nth_word(const char *words, uint32_t n)
{
	struct str rest = str_of(words);
	while (n-- && rest.at)
		str_cut(&rest, ' ');
	return str_cut(&rest, ' ');
}

static bool add_letter(struct buf *b, uint32_t c)
{
	if (c >= 0x410 && c <= 0x44F)
		return buf_add_str(b, nth_word(cyrillic, c - 0x410)), true;
	if (c >= 0x391 && c <= 0x3C9)
		return buf_add_str(b, nth_word(greek, c - 0x391)), true;
	return false;
}

/* ⑤ is no 5: "2016⑤" would be another number. */
static bool is_enclosed(uint32_t c)
{
	return (c >= 0x2460 && c <= 0x2473) || (c >= 0x24B6 && c <= 0x24FF) ||
	       (c >= 0x2776 && c <= 0x2793) || (c >= 0x3251 && c <= 0x325F) ||
	       (c >= 0x32B1 && c <= 0x32BF);
}

/* Black and white circled digits that Unicode doesn't decompose: ❶ ① ➀ ➊. */
static bool add_dingbat(struct buf *b, uint32_t c)
{
	if (c < 0x2776 || c > 0x2793)
		return false;
	return buf_printf(b, "(%u)", (unsigned)((c - 0x2776) % 10 + 1)), true;
}

static bool add_line(struct buf *b, uint32_t c)
{
	if (c < 0x2500 || c > 0x259F)
		return false;
	buf_add_char(b, c < 0x2580 ? lines[c - 0x2500] : '#');
	return true;
}

/* Itself or what we know for it; false: nothing. */
static bool add_plainly(const struct glyphs *g, struct buf *b, uint32_t c)
{
	if (can_show(g, c)) {
		utf8_add(b, c);
		return true;
	}
	return width_of(c) <= 0 || add_substitute(g, b, c) || add_letter(b, c) ||
	       add_line(b, c) || add_dingbat(b, c);
}

/* Without the marks: é is e. */
static bool add_decomposed(const struct glyphs *g, struct buf *b, uint32_t c)
{
	UErrorCode status = U_ZERO_ERROR;
	UChar units[32];
	int32_t n = unorm2_getDecomposition(unorm2_getNFKDInstance(&status), (UChar32)c,
	                                    units, ARRAY_SIZE(units), &status);
	if (U_FAILURE(status) || n <= 0)
		return false;
	size_t before = b->len;
	if (is_enclosed(c))
		buf_add_char(b, '(');
	for (int32_t i = 0; i < n;) {
		UChar32 part;
		U16_NEXT(units, i, n, part);
		if (width_of((uint32_t)part) && !add_plainly(g, b, (uint32_t)part))
			buf_add_char(b, '?');
	}
	if (is_enclosed(c))
		buf_add_char(b, ')');
	return b->len > before;
}

/* False: it can't be shown at all. */
static bool add_character(const struct glyphs *g, struct buf *b, uint32_t c)
{
	return add_plainly(g, b, c) || add_decomposed(g, b, c);
}

/* --- the text --- */

/* What stands before, for the blanks around pinyin. */
enum before {
	NOTHING, /* or a blank, an opening mark, a sign */
	LETTER,
	HAN,
	SYLLABLE, /* of pinyin */
	CLOSED,   /* a closing mark of half width */
	SHRUNK,   /* one that was of full width */
};

struct writer {
	const struct glyphs *g;
	struct buf *b;
	enum before before;
};

static bool is_connector(uint32_t c)
{
	static const uint32_t connectors[] = { '-',    '/',    '~',    0xB7,
		                               0x2013, 0x2014, 0x2022, 0x2027,
		                               0x30FB, 0xFF0F, 0xFF5E, 0x301C };
	for (size_t i = 0; i < ARRAY_SIZE(connectors); i++)
		if (connectors[i] == c)
			return true;
	return false;
}

static bool is_letter(uint32_t c)
{
	if (c >= 0xFF01 && c <= 0xFF5E) /* full-width ASCII */
		c -= 0xFF01 - '!';
	if (c < 0x80)
		return ascii_is_letter((char)c) || ascii_is_digit((char)c);
	return c >= 0xC0 && c < 0x2000;
}

static enum before left_by(uint32_t c)
{
	if (utf8_is_han(c))
		return HAN;
	if (is_letter(c))
		return LETTER;
	return !is_connector(c) && break_forbidden_start(BREAK_SET_BASIC, c) ? CLOSED
	                                                                     : NOTHING;
}

/* What pinyin was put before this text, in another piece of it? */
static enum before left_in(const struct glyphs *g, const struct buf *b)
{
	uint32_t c;
	if (!utf8_previous(buf_str(b), &c))
		return NOTHING;
	enum before before = left_by(c);
	return before == LETTER && !can_show(g, 0x4E2D) ? SYLLABLE : before;
}

static void keep_apart(struct writer *w)
{
	buf_add_char(w->b, ' ');
	w->before = NOTHING;
}

static void write_shown(struct writer *w, uint32_t c)
{
	enum before next = left_by(c);
	bool begins = next == LETTER || break_forbidden_end(BREAK_SET_BASIC, c);
	if ((w->before == SYLLABLE && (begins || next == HAN)) ||
	    (w->before == SHRUNK && begins))
		keep_apart(w);
	utf8_add(w->b, c);
	w->before = next;
}

/* Between Latin letters ’ is an apostrophe. */
static enum before left_by_replaced(const struct writer *w, uint32_t c)
{
	enum before left = left_by(c);
	bool apostrophe = c == 0x2019 && w->before == LETTER;
	return left == CLOSED && !apostrophe ? SHRUNK : left;
}

static void write_replaced(struct writer *w, uint32_t c)
{
	auto_buf out = BUF_INIT(256);
	if (!add_character(w->g, &out, c))
		buf_add_char(&out, '?');
	bool narrow = is_in_place_of_han(w->g) ||
	              (out.len && (unsigned char)out.at[0] < 0x80);
	bool opens = break_forbidden_end(BREAK_SET_BASIC, c) &&
	             (w->before == LETTER || w->before == SHRUNK);
	if (narrow && (opens || (w->before == SYLLABLE &&
	                         (break_forbidden_end(BREAK_SET_BASIC, c) ||
	                          left_by(c) == LETTER))))
		keep_apart(w);
	buf_add_str(w->b, buf_str(&out));
	if (out.len)
		w->before = narrow ? left_by_replaced(w, c) : left_by(c);
}

static void write_syllable(struct writer *w, struct str syllable)
{
	uint32_t c;
	if (w->before != NOTHING)
		buf_add_char(w->b, ' ');
	while (syllable.len) {
		syllable = str_from(syllable, utf8_next(syllable, &c));
		if (!add_character(w->g, w->b, c))
			buf_add_char(w->b, '?');
	}
	w->before = SYLLABLE;
}

/* The Han at the head of s that has to be spelled. */
static struct str han_run(const struct glyphs *g, struct str s)
{
	size_t end = 0, len;
	uint32_t c;
	while ((len = utf8_next(str_from(s, end), &c)) && utf8_is_han(c) &&
	       !can_show(g, c))
		end += len;
	return str_head(s, end);
}

static void write_pinyin(struct writer *w, struct str han)
{
	auto_buf readings = BUF_INIT(BUF_MAX_TEXT);
	translit_pinyin(han, &readings);
	for (struct str rest = buf_str(&readings); rest.at;)
		write_syllable(w, str_cut(&rest, ' '));
}

static void write_text(struct writer *w, struct str text)
{
	uint32_t c;
	while (text.len) {
		struct str han = han_run(w->g, text);
		if (han.len) {
			write_pinyin(w, han);
			text = str_from(text, han.len);
			continue;
		}
		text = str_from(text, utf8_next(text, &c));
		if (can_show(w->g, c))
			write_shown(w, c);
		else
			write_replaced(w, c);
	}
}

/* Has the text Han that the locale's encoding lacks, where another script's would be
 * there? */
static bool needs_script(const struct glyphs *g, struct str text)
{
	uint32_t c;
	if (is_in_place_of_han(g) || encoder_script(g->encoder) == SCRIPT_AS_IS)
		return false;
	for (; text.len; text = str_from(text, utf8_next(text, &c))) {
		utf8_next(text, &c);
		if (utf8_is_han(c) && !encoder_has(g->encoder, c))
			return true;
	}
	return false;
}

void glyphs_add(const struct glyphs *g, struct buf *b, struct str text)
{
	if (glyphs_keep(g, text)) {
		buf_add_str(b, text);
		return;
	}
	auto_buf converted = BUF_INIT(BUF_MAX_TEXT), fitting = BUF_INIT(BUF_MAX_TEXT);
	translit_script(g->script, text, &converted);
	text = buf_str(&converted);
	if (needs_script(g, text)) {
		translit_script(encoder_script(g->encoder), text, &fitting);
		text = buf_str(&fitting);
	}
	write_text(&(struct writer){ g, b, left_in(g, b) }, text);
}
