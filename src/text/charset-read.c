/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The decoders.  gb18030 and Big5 follow the WHATWG's state machines, so that a
 * torn or wrong sequence costs one U+FFFD and never the ASCII behind it (ICU's
 * own recovery differs); their tables are filled from ICU's converters when the
 * first such page comes (a millisecond).  All other charsets go through ICU. */
#include "baolan/base/ascii.h"
#include "baolan/base/mem.h"
#include "baolan/text/charset.h"
#include "baolan/text/utf8.h"
#include "big5-table.h"
#include "charset-parts.h"

#include <unicode/ucnv.h>

typedef unsigned char byte;

/* Decoded characters on their way to a buffer. */
struct sink {
	struct buf *out;
	unsigned replaced;
	size_t len;
	char chunk[4096];
};

static void flush(struct sink *sink)
{
	buf_add(sink->out, sink->chunk, sink->len);
	sink->len = 0;
}

static void put(struct sink *sink, uint32_t c)
{
	if (sink->len + 4 > sizeof sink->chunk)
		flush(sink);
	sink->len += utf8_put(c, sink->chunk + sink->len);
}

static void put_bad(struct sink *sink)
{
	put(sink, UTF8_BAD);
	sink->replaced++;
}

/* Add the ASCII at the head of s; returns its length. */
static size_t put_ascii(struct sink *sink, struct str s)
{
	size_t len = 0;
	while (len < s.len && (byte)s.at[len] < 0x80)
		len++;
	if (len < 64) {
		for (size_t i = 0; i < len; i++)
			put(sink, (byte)s.at[i]);
		return len;
	}
	flush(sink);
	buf_add(sink->out, s.at, len);
	return len;
}

/* ---- tables of two-byte characters ---- */

#define LEADS 126       /* 81..FE */
#define GB_TRAILS 190   /* 40..7E, 80..FE */
#define BIG5_TRAILS 157 /* 40..7E, A1..FE */

/* 0 where no character is.  Filled once a process, and the same ever after. */
static uint32_t gb_table[LEADS * GB_TRAILS];
static uint32_t big5_table[LEADS * BIG5_TRAILS];
static UConverter *gb_converter, *big5_converter;

static int gb_trail(byte b)
{
	return b < 0x40 || b == 0x7F || b == 0xFF ? -1 : b < 0x7F ? b - 0x40 : b - 0x41;
}

static int big5_trail(byte b)
{
	if (b >= 0x40 && b <= 0x7E)
		return b - 0x40;
	return b >= 0xA1 && b <= 0xFE ? b - 0x62 : -1;
}

static UConverter *open_converter(const char *name)
{
	UErrorCode status = U_ZERO_ERROR;
	UConverter *converter = ucnv_open(name, &status);
	if (U_FAILURE(status))
		return NULL;
	return converter;
}

/* The one character of `bytes`, 0 when it is none. */
static uint32_t convert_one(UConverter *converter, const char *bytes, int len)
{
	UErrorCode status = U_ZERO_ERROR;
	UChar units[4];
	int32_t count =
	        ucnv_toUChars(converter, units, ARRAY_SIZE(units), bytes, len, &status);
	if (U_FAILURE(status) || count < 1)
		return 0;
	uint32_t c;
	int32_t at = 0;
	U16_NEXT(units, at, count, c);
	return at == count && c != UTF8_BAD ? c : 0;
}

/* Every pair of one lead, each with a newline behind it, so that whatever the
 * converter makes of a bad one ends there. */
static int put_pairs(int lead, int (*trail_of)(byte), char *to)
{
	char *start = to;
	for (int b = 0x40; b <= 0xFE; b++) {
		if (trail_of((byte)b) < 0)
			continue;
		*to++ = (char)lead;
		*to++ = (char)b;
		*to++ = '\n';
	}
	return (int)(to - start);
}

/* The one character of the line that starts at *at, 0 when it is none; *at
 * becomes the next line's. */
static uint32_t take_line(const UChar *units, int32_t count, int32_t *at)
{
	int32_t end = *at;
	uint32_t c = 0;
	while (end < count && units[end] != '\n')
		end++;
	if (*at < end)
		U16_NEXT(units, *at, end, c);
	bool one = *at == end && c != UTF8_BAD;
	*at = end + 1;
	return one ? c : 0;
}

/* The trails of a lead go through the converter in one call: one call a pair
 * would take ten times as long. */
static void fill(uint32_t *table, UConverter *converter, int first_lead, int trails,
                 int (*trail_of)(byte))
{
	char pairs[GB_TRAILS * 3];
	UChar units[GB_TRAILS * 4];
	for (int lead = first_lead; lead <= 0xFE; lead++) {
		UErrorCode status = U_ZERO_ERROR;
		int len = put_pairs(lead, trail_of, pairs);
		int32_t at = 0,
		        count = ucnv_toUChars(converter, units, ARRAY_SIZE(units),
		                              pairs, len, &status);
		for (int trail = 0; trail < trails && U_SUCCESS(status); trail++)
			table[(lead - 0x81) * trails + trail] =
			        take_line(units, count, &at);
	}
}

static void fix_big5(const struct big5_fix *fix)
{
	int at = ((fix->code >> 8) - 0x81) * BIG5_TRAILS + big5_trail(fix->code & 0xFF);
	for (int i = 0; i < fix->count; i++)
		big5_table[at + i] = fix->first + (uint32_t)i;
}

void charset_read_warm(void)
{
	if (!gb_converter)
		gb_converter = open_converter("gb18030");
	if (!big5_converter)
		big5_converter = open_converter("Big5-HKSCS");
}

static const uint32_t *gb_ready(void)
{
	charset_read_warm();
	if (!gb_converter || gb_table[0])
		return gb_table;
	fill(gb_table, gb_converter, 0x81, GB_TRAILS, gb_trail);
	/* A second ideographic space, which old pages are full of. */
	gb_table[(0xA3 - 0x81) * GB_TRAILS + gb_trail(0xA0)] = 0x3000;
	return gb_table;
}

static const uint32_t *big5_ready(void)
{
	charset_read_warm();
	if (!big5_converter || big5_table[LEADS * BIG5_TRAILS - 1])
		return big5_table;
	/* Below 0x87 is private use, which the standard doesn't read. */
	fill(big5_table, big5_converter, 0x87, BIG5_TRAILS, big5_trail);
	for (size_t i = 0; i < ARRAY_SIZE(big5_fixes); i++)
		fix_big5(&big5_fixes[i]);
	return big5_table;
}

/* ---- gb18030 ---- */

static bool is_gb_lead(byte b)
{
	return b >= 0x81 && b <= 0xFE;
}

static uint32_t gb_four(const byte *at)
{
	uint32_t linear = ((at[0] - 0x81u) * 10 + at[1] - '0') * 1260 +
	                  (at[2] - 0x81u) * 10 + at[3] - '0';
	if (linear >= 189000 && linear < 189000 + 0x100000)
		return 0x10000 + linear - 189000;
	return linear < 39420 && gb_converter
	               ? convert_one(gb_converter, (const char *)at, 4)
	               : 0;
}

/* Read the sequence at the head of s, which is not ASCII; returns its length. */
static size_t gb_next(const uint32_t *table, struct str s, uint32_t *ret_char)
{
	const byte *at = (const byte *)s.at;
	*ret_char = 0;
	if (!is_gb_lead(at[0])) {
		*ret_char = at[0] == 0x80 ? 0x20AC : 0;
		return 1;
	}
	if (s.len < 2)
		return 1;
	if (!ascii_is_digit(at[1])) {
		int trail = gb_trail(at[1]);
		*ret_char = trail < 0 ? 0 : table[(at[0] - 0x81) * GB_TRAILS + trail];
		return *ret_char || at[1] >= 0x80 ? 2 : 1;
	}
	if (s.len == 2)
		return 2; /* torn at the end: one U+FFFD for all of it */
	if (!is_gb_lead(at[2]))
		return 1;
	if (s.len == 3)
		return 3;
	if (!ascii_is_digit(at[3]))
		return 1;
	*ret_char = gb_four(at);
	return 4;
}

static void read_gb(struct str s, struct sink *sink)
{
	const uint32_t *table = gb_ready();
	while (s.len) {
		s = str_from(s, put_ascii(sink, s));
		if (!s.len)
			return;
		uint32_t c;
		s = str_from(s, gb_next(table, s, &c));
		if (c)
			put(sink, c);
		else
			put_bad(sink);
	}
}

/* ---- Big5 ---- */

/* The four that are a letter and a combining mark (HKSCS). */
static const struct {
	byte lead, trail;
	uint16_t letter, mark;
} big5_pairs[] = {
	{ 0x88, 0x62, 0xCA, 0x304 },
	{ 0x88, 0x64, 0xCA, 0x30C },
	{ 0x88, 0xA3, 0xEA, 0x304 },
	{ 0x88, 0xA5, 0xEA, 0x30C },
};

static bool put_big5_pair(struct sink *sink, const byte *at)
{
	for (size_t i = 0; i < ARRAY_SIZE(big5_pairs); i++)
		if (at[0] == big5_pairs[i].lead && at[1] == big5_pairs[i].trail) {
			put(sink, big5_pairs[i].letter);
			put(sink, big5_pairs[i].mark);
			return true;
		}
	return false;
}

static size_t put_big5(struct sink *sink, const uint32_t *table, struct str s)
{
	const byte *at = (const byte *)s.at;
	int trail = s.len > 1 ? big5_trail(at[1]) : -1;
	bool lead = at[0] >= 0x81 && at[0] <= 0xFE;
	if (lead && s.len > 1 && put_big5_pair(sink, at))
		return 2;
	uint32_t c =
	        lead && trail >= 0 ? table[(at[0] - 0x81) * BIG5_TRAILS + trail] : 0;
	if (c)
		put(sink, c);
	else
		put_bad(sink);
	return c || (lead && s.len > 1 && at[1] >= 0x80) ? 2 : 1;
}

static void read_big5(struct str s, struct sink *sink)
{
	const uint32_t *table = big5_ready();
	while (s.len) {
		s = str_from(s, put_ascii(sink, s));
		if (s.len)
			s = str_from(s, put_big5(sink, table, s));
	}
}

/* ---- UTF-8 and the rest ---- */

static bool is_ill_formed(struct str s, uint32_t c, size_t len)
{
	return c == UTF8_BAD && (len != 3 || memcmp(s.at, "\xEF\xBF\xBD", 3) != 0);
}

static void read_utf8(struct str s, struct sink *sink)
{
	while (s.len) {
		s = str_from(s, put_ascii(sink, s));
		if (!s.len)
			return;
		uint32_t c;
		size_t len = utf8_next(s, &c);
		if (is_ill_formed(s, c, len))
			put_bad(sink);
		else
			put(sink, c);
		s = str_from(s, len);
	}
}

struct utf8_share charset_utf8_share(struct str s)
{
	struct utf8_share share = { 0 };
	uint32_t c;
	for (size_t len; s.len; s = str_from(s, len)) {
		len = utf8_next(s, &c);
		if (c < 0x80)
			continue;
		bool bad = is_ill_formed(s, c, len);
		share.bad += bad;
		share.good += !bad;
		share.long_ones += !bad && len > 2;
	}
	return share;
}

/* One byte beyond ASCII is no character of a charset of several, but for Shift_JIS'
 * half-width katakana; ICU has private ones for some. */
static bool is_stray(const char *from, const char *to, UChar32 c, bool single_byte)
{
	return !single_byte && to == from + 1 && (byte)*from >= 0x80 &&
	       (c < 0xFF61 || c > 0xFF9F);
}

static void read_with_icu(struct str s, const char *canonical, struct sink *sink)
{
	UErrorCode status = U_ZERO_ERROR;
	UConverter *converter = ucnv_open(charset_icu_name(canonical), &status);
	const char *at = s.at, *end = s.at + s.len;
	/* Left to itself ICU makes U+001A of some bad bytes. */
	ucnv_setToUCallBack(converter, UCNV_TO_U_CALLBACK_STOP, NULL, NULL, NULL,
	                    &status);
	bool single_byte = charset_is_single_byte(canonical);
	while (U_SUCCESS(status) && at < end && !sink->out->over) {
		const char *from = at;
		UChar32 c = ucnv_getNextUChar(converter, &at, end, &status);
		if (status == U_INDEX_OUTOFBOUNDS_ERROR)
			break; /* only shifts and marks were left */
		if (U_SUCCESS(status) && c != (UChar32)UTF8_BAD &&
		    !is_stray(from, at, c, single_byte))
			put(sink, (uint32_t)c);
		else
			put_bad(sink);
		if (status == U_TRUNCATED_CHAR_FOUND ||
		    status == U_ILLEGAL_CHAR_FOUND || status == U_INVALID_CHAR_FOUND)
			status = U_ZERO_ERROR;
	}
	ucnv_close(converter);
}

unsigned charset_read(struct str bytes, const char *canonical, struct buf *out)
{
	struct sink sink = { .out = out };
	if (strcmp(canonical, "gb18030") == 0)
		read_gb(bytes, &sink);
	else if (strcmp(canonical, "big5") == 0)
		read_big5(bytes, &sink);
	else if (strcmp(canonical, "utf-8") == 0)
		read_utf8(bytes, &sink);
	else
		read_with_icu(bytes, canonical, &sink);
	flush(&sink);
	return sink.replaced;
}
