/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Nearly all text is clean already, so clean_add looks for the next character
 * that is not, and adds the run before it in one piece. */
#include "baolan/text/clean.h"

#include "baolan/base/mem.h"
#include "baolan/text/utf8.h"
#include "utf8-lanes.h"

struct range {
	uint32_t first, last;
};

/* Default_Ignorable_Code_Point of Unicode 15.0, the annotation marks, the
 * controls and the noncharacters of plane 0.  In order. */
/* clang-format off */
static const struct range unwanted[] = {
	{ 0x0000, 0x001F }, { 0x007F, 0x009F }, /* C0, DEL, C1 */
	{ 0x00AD, 0x00AD },                     /* soft hyphen */
	{ 0x034F, 0x034F },                     /* combining grapheme joiner */
	{ 0x061C, 0x061C },                     /* Arabic letter mark */
	{ 0x115F, 0x1160 },                     /* Hangul fillers */
	{ 0x17B4, 0x17B5 },                     /* Khmer inherent vowels */
	{ 0x180B, 0x180F },                     /* Mongolian selectors */
	{ 0x200B, 0x200F },                     /* zero width, joiners, LRM, RLM */
	{ 0x2028, 0x202E },                     /* separators, bidi overrides */
	{ 0x2060, 0x206F },                     /* word joiner, bidi isolates */
	{ 0x3164, 0x3164 },                     /* Hangul filler */
	{ 0xFDD0, 0xFDEF },                     /* noncharacters */
	{ 0xFE00, 0xFE0F },                     /* variation selectors */
	{ 0xFEFF, 0xFEFF },                     /* byte order mark */
	{ 0xFFA0, 0xFFA0 },                     /* half-width Hangul filler */
	{ 0xFFF0, 0xFFFB },                     /* annotation */
	{ 0x1BCA0, 0x1BCA3 },                   /* shorthand format */
	{ 0x1D173, 0x1D17A },                   /* musical format */
	{ 0xE0000, 0xE0FFF },                   /* tags, more selectors */
};
/* clang-format on */

bool clean_is_unwanted(uint32_t c)
{
	if ((c & 0xFFFE) == 0xFFFE)
		return true; /* the two noncharacters that end each plane */
	for (size_t i = 0; i < ARRAY_SIZE(unwanted) && c >= unwanted[i].first; i++)
		if (c <= unwanted[i].last)
			return true;
	return false;
}

static bool is_newline(uint32_t c)
{
	return (c >= '\n' && c <= '\r') || c == 0x85 || c == 0x2028 || c == 0x2029;
}

/* The lanes where something unwanted or ill-formed may be.  Leads with few good
 * characters behind them are in doubt as such: C2, CD, D8, E0, E1, ED, F0 and up. */
static lanes doubts(const char *at)
{
	lanes c = lanes_at(at), b1 = lanes_at(at - 1), b2 = lanes_at(at - 2);
	lanes bad = (lanes_from(b1, 0xC0) | lanes_from(b2, 0xE0)) ^ lanes_trail(c);
	bad |= ~lanes_from(c, 0x20) | lanes_are(c, 0x7F) | lanes_from(c, 0xF0);
	bad |= lanes_within(c, 0xC0, 0xC2) | lanes_are(c, 0xCD) | lanes_are(c, 0xD8);
	bad |= lanes_within(c, 0xE0, 0xE1) | lanes_are(c, 0xED);
	bad |= lanes_are(b2, 0xE2) & lanes_within(b1, 0x80, 0x81) &
	       (lanes_are(b1, 0x81) | lanes_within(c, 0x8B, 0x8F) |
	        lanes_within(c, 0xA8, 0xAE));
	bad |= lanes_are(b1, 0xE3) & lanes_are(c, 0x85);
	bad |= lanes_are(b1, 0xEF) & ~lanes_within(c, 0xBC, 0xBD);
	return bad;
}

size_t clean_skip(struct str s, size_t from)
{
	size_t i = from;
	if (from < LANES_BEFORE)
		return from;
	while (i + LANES <= s.len && !lanes_any(doubts(s.at + i)))
		i += LANES;
	return i > from ? utf8_back_to_start(s.at, i) : from;
}

/* An ill-formed sequence reads as U+FFFD but is not those three bytes. */
static bool is_ill_formed(struct str at, uint32_t c, size_t len)
{
	return c == UTF8_BAD && (len != 3 || memcmp(at.at, "\xEF\xBF\xBD", 3) != 0);
}

static bool may_stay(struct str at, bool keep_lines, size_t *ret_len)
{
	uint32_t c;
	size_t len = utf8_next(at, &c);
	*ret_len = len;
	if (c >= 0x20 && c < 0x7F)
		return true;
	return ((keep_lines && c == '\n') || !clean_is_unwanted(c)) &&
	       !is_ill_formed(at, c, len);
}

/* The length of the head of s that may stay as it is. */
static size_t clean_run(struct str s, bool keep_lines)
{
	size_t i = 0, next = 0, len;
	while (i < s.len && may_stay(str_from(s, i), keep_lines, &len)) {
		i += len;
		if (i < next)
			continue;
		i = clean_skip(s, i);
		next = i + LANES; /* what is in doubt is within */
	}
	return i;
}

/* Add what stands for the unclean character at the head of s; returns its length. */
static size_t add_replaced(struct buf *b, struct str s, bool keep_lines)
{
	uint32_t c;
	size_t len = utf8_next(s, &c);
	if (c == UTF8_BAD)
		utf8_add(b, c);
	else if (c == '\r' && s.len > 1 && s.at[1] == '\n')
		return len; /* the newline speaks for both */
	else if (is_newline(c))
		buf_add_char(b, keep_lines ? '\n' : ' ');
	else if (c == '\t')
		buf_add_char(b, ' ');
	return len;
}

void clean_add(struct buf *b, struct str s, bool keep_lines)
{
	while (s.len) {
		size_t run = clean_run(s, keep_lines);
		if (run)
			buf_add(b, s.at, run);
		s = str_from(s, run);
		if (s.len)
			s = str_from(s, add_replaced(b, s, keep_lines));
	}
}

bool clean_is(struct str s)
{
	return clean_run(s, false) == s.len;
}

/* Characters that are written without spaces around them in Chinese. */
static bool is_cjk(uint32_t c)
{
	return utf8_is_han(c) || (c >= 0x3001 && c <= 0x30FF) ||
	       (c >= 0xFF01 && c <= 0xFF60);
}

/* Marks that Chinese shares with Western text. */
static bool is_shared_mark(uint32_t c)
{
	return (c >= 0x2018 && c <= 0x201D) || c == 0x2014 || c == 0x2026 || c == 0xB7;
}

static bool is_joined(uint32_t before, uint32_t after)
{
	if (is_cjk(before))
		return is_cjk(after) || is_shared_mark(after);
	return is_shared_mark(before) && is_cjk(after);
}

/* Neither white space nor unwanted: ASCII, ideographs and most marks. */
static bool is_plain(uint32_t c)
{
	return (c > ' ' && c < 0x7F) || (c >= 0x4E00 && c <= 0x9FFF) ||
	       (c > 0x3000 && c < 0x3100) || (c >= 0xFF01 && c < 0xFF60);
}

/* Add the head of s that is plain, in one piece; returns its length. */
static size_t add_plain(struct buf *b, struct str s, uint32_t *last)
{
	size_t i = 0;
	uint32_t c;
	for (size_t len; (len = utf8_next(str_from(s, i), &c)) && is_plain(c); i += len)
		*last = c;
	if (i)
		buf_add(b, s.at, i);
	return i;
}

void clean_add_collapsed(struct buf *b, struct str s)
{
	uint32_t last = 0; /* 0: nothing was added yet */
	bool spaced = false, newline = false;
	size_t len;
	for (; s.len; s = str_from(s, len)) {
		uint32_t c;
		len = spaced ? 0 : add_plain(b, s, &last);
		if (len)
			continue;
		len = utf8_next(s, &c);
		bool is_break = is_newline(c);
		if (is_break || c == '\t' ||
		    (utf8_is_space(c) && !clean_is_unwanted(c))) {
			spaced = true;
			newline |= is_break;
			continue;
		}
		if (clean_is_unwanted(c))
			continue;
		if (spaced && last && !(newline && is_joined(last, c)))
			buf_add_char(b, ' ');
		if (is_ill_formed(s, c, len))
			utf8_add(b, c);
		else
			buf_add(b, s.at, len);
		last = c;
		spaced = newline = false;
	}
}
