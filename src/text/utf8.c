/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Decoding follows table 3-7 of the Unicode Standard: the lead byte fixes the
 * length and the range of the second byte, and all that follow are 80..BF. */
#include "baolan/text/utf8.h"

#include "baolan/base/mem.h"
#include "utf8-lanes.h"

typedef unsigned char byte;

/* What may follow a lead byte: how many bytes in all, and the second one's range. */
struct lead {
	byte first, last;
	byte len;
	byte low, high;
};

/* clang-format off */
static const struct lead leads[] = {
	{ 0xE4, 0xEC, 3, 0x80, 0xBF }, /* most Han first */
	{ 0xE1, 0xE3, 3, 0x80, 0xBF },
	{ 0xEE, 0xEF, 3, 0x80, 0xBF },
	{ 0xC2, 0xDF, 2, 0x80, 0xBF },
	{ 0xE0, 0xE0, 3, 0xA0, 0xBF }, /* no overlong forms */
	{ 0xED, 0xED, 3, 0x80, 0x9F }, /* no surrogates */
	{ 0xF0, 0xF0, 4, 0x90, 0xBF },
	{ 0xF1, 0xF3, 4, 0x80, 0xBF },
	{ 0xF4, 0xF4, 4, 0x80, 0x8F }, /* nothing past U+10FFFF */
};
/* clang-format on */

static const struct lead *lead_of(byte b)
{
	for (size_t i = 0; i < ARRAY_SIZE(leads); i++)
		if (b >= leads[i].first && b <= leads[i].last)
			return &leads[i];
	return NULL;
}

static bool is_trail(byte b)
{
	return (b & 0xC0) == 0x80;
}

static size_t bad(size_t len, uint32_t *ret_char)
{
	*ret_char = UTF8_BAD;
	return len;
}

static size_t next_long(const byte *at, size_t len, uint32_t *ret_char)
{
	if (at[0] >= 0xE1 && at[0] <= 0xEC && len >= 3 && is_trail(at[1]) &&
	    is_trail(at[2])) { /* most of what there is in Chinese text */
		*ret_char =
		        (at[0] & 0xFu) << 12 | (at[1] & 0x3Fu) << 6 | (at[2] & 0x3Fu);
		return 3;
	}
	const struct lead *lead = lead_of(at[0]);
	if (!lead || len < 2 || at[1] < lead->low || at[1] > lead->high)
		return bad(1, ret_char);
	uint32_t c = at[0] & (0x7Fu >> lead->len);
	c = c << 6 | (at[1] & 0x3F);
	for (size_t i = 2; i < lead->len; i++) {
		if (i >= len || !is_trail(at[i]))
			return bad(i, ret_char);
		c = c << 6 | (at[i] & 0x3F);
	}
	*ret_char = c;
	return lead->len;
}

size_t utf8_next(struct str s, uint32_t *ret_char)
{
	if (!s.len)
		return 0;
	const byte *at = (const byte *)s.at;
	if (at[0] < 0x80) {
		*ret_char = at[0];
		return 1;
	}
	return next_long(at, s.len, ret_char);
}

size_t utf8_previous(struct str s, uint32_t *ret_char)
{
	if (!s.len)
		return 0;
	for (size_t back = 1; back <= MIN(s.len, 4); back++) {
		struct str tail = str_from(s, s.len - back);
		if (is_trail((byte)tail.at[0]))
			continue;
		if (utf8_next(tail, ret_char) == back)
			return back;
		break;
	}
	return bad(1, ret_char);
}

size_t utf8_put(uint32_t c, char out[4])
{
	if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
		c = UTF8_BAD;
	if (c < 0x80) {
		out[0] = (char)c;
		return 1;
	}
	size_t len = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
	for (size_t i = len - 1; i > 0; i--, c >>= 6)
		out[i] = (char)(0x80 | (c & 0x3F));
	out[0] = (char)(c | (0xF00u >> len & 0xFF));
	return len;
}

void utf8_add(struct buf *b, uint32_t c)
{
	char out[4];
	buf_add(b, out, utf8_put(c, out));
}

/* How far whole blocks from `from` on, a character's start, are well-formed. */
static size_t valid_blocks(struct str s, size_t from)
{
	size_t i = from;
	if (from < LANES_BEFORE)
		return from;
	while (i + LANES <= s.len && !lanes_any(utf8_misfits(s.at + i)))
		i += LANES;
	return i > from ? utf8_back_to_start(s.at, i) : from;
}

bool utf8_valid(struct str s)
{
	size_t i = 0, next = 0;
	while (i < s.len) {
		uint32_t c = 0;
		size_t len = utf8_next(str_from(s, i), &c);
		if (c == UTF8_BAD &&
		    (len != 3 || memcmp(s.at + i, "\xEF\xBF\xBD", 3) != 0))
			return false;
		i += len;
		if (i < next)
			continue;
		i = valid_blocks(s, i);
		next = i + LANES; /* what stopped there is within */
	}
	return true;
}

size_t utf8_count(struct str s)
{
	size_t count = 0;
	uint32_t c;
	for (size_t i = 0; i < s.len; count++)
		i += utf8_next(str_from(s, i), &c);
	return count;
}

struct str utf8_head(struct str s, size_t len)
{
	if (len >= s.len)
		return s;
	/* A character that straddles the cut began at most three bytes before. */
	for (size_t back = 1; back <= MIN(len, 3); back++) {
		uint32_t c;
		struct str tail = str_from(s, len - back);
		if (is_trail((byte)tail.at[0]))
			continue;
		if (utf8_next(tail, &c) > back)
			return str_head(s, len - back);
		break;
	}
	return str_head(s, len);
}

bool utf8_is_han(uint32_t c)
{
	if (c < 0x3400)
		return c >= 0x3005 &&
		       c <= 0x3007; /* the repetition mark, closing mark, zero */
	return c <= 0x4DBF || (c >= 0x4E00 && c <= 0x9FFF) ||
	       (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFD);
}

bool utf8_is_space(uint32_t c)
{
	if (c < 0x80)
		return c == ' ' || (c >= '\t' && c <= '\r');
	return c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200B) ||
	       c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F ||
	       c == 0x3000 || c == 0xFEFF;
}
