/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rules GB3..GB13 of UAX #29 over ICU's character properties.  ICU's own
 * iterator wants UTF-16 and a set-up per text; this walks the bytes in place.
 * A plain character before another plain one, which is nearly all of Chinese
 * text, is told by its bytes alone. */
#include "baolan/text/grapheme.h"

#include "baolan/base/mem.h"
#include "baolan/text/utf8.h"
#include "baolan/text/width.h"

#include <unicode/uchar.h>

/* Printable ASCII, or the lead byte of U+4000..U+9FFF: neither joins what
 * stands before nor what comes behind, unless that is a mark. */
static bool is_plain_byte(unsigned char b)
{
	return (b >= 0x20 && b < 0x7F) || (b >= 0xE4 && b <= 0xE9);
}

/* The marks of U+3000..U+3029 and U+FF01..U+FF60 are as plain as Han. */
static bool is_cjk_mark(const unsigned char *at)
{
	if (at[0] == 0xE3)
		return at[1] == 0x80 && at[2] >= 0x80 && at[2] < 0xAA;
	if (at[0] != 0xEF)
		return false;
	return (at[1] == 0xBC && at[2] >= 0x81) || (at[1] == 0xBD && at[2] <= 0xA0);
}

static bool is_plain(const unsigned char *at, size_t len)
{
	return is_plain_byte(at[0]) || (len >= 3 && is_cjk_mark(at));
}

/* The plain character at the head of s, when a plain one or the end follows;
 * 0 when the rules must be asked. */
static size_t plain_next(struct str s, int *ret_cells)
{
	const unsigned char *at = (const unsigned char *)s.at;
	if (!is_plain(at, s.len))
		return 0;
	size_t len = at[0] < 0x80 ? 1 : 3;
	if (len > s.len)
		return 0;
	if (len == 3 && ((at[1] & 0xC0) != 0x80 || (at[2] & 0xC0) != 0x80))
		return 0;
	if (at[0] == 0xE4 && at[1] == 0xB7)
		return 0; /* U+4DC0..U+4DFF are narrow */
	if (len < s.len && !is_plain(at + len, s.len - len))
		return 0;
	*ret_cells = len == 1 ? 1 : 2;
	return len;
}

static UGraphemeClusterBreak class_of(uint32_t c)
{
	return (UGraphemeClusterBreak)
	        u_getIntPropertyValue((UChar32)c, UCHAR_GRAPHEME_CLUSTER_BREAK);
}

static bool is_pictograph(uint32_t c)
{
	return u_hasBinaryProperty((UChar32)c, UCHAR_EXTENDED_PICTOGRAPHIC);
}

static bool is_control(UGraphemeClusterBreak class)
{
	return class == U_GCB_CONTROL || class == U_GCB_CR || class == U_GCB_LF;
}

/* GB6..GB8 */
static bool joins_hangul(UGraphemeClusterBreak before, UGraphemeClusterBreak after)
{
	if (before == U_GCB_L)
		return after == U_GCB_L || after == U_GCB_V || after == U_GCB_LV ||
		       after == U_GCB_LVT;
	if (before == U_GCB_LV || before == U_GCB_V)
		return after == U_GCB_V || after == U_GCB_T;
	return (before == U_GCB_LVT || before == U_GCB_T) && after == U_GCB_T;
}

/* What the rules must remember of a cluster. */
struct cluster {
	UGraphemeClusterBreak last;
	bool pictograph; /* a pictograph, then only Extend and ZWJ so far */
	bool odd_flag;   /* an odd number of regional indicators */
};

static bool joins(const struct cluster *cluster, uint32_t c,
                  UGraphemeClusterBreak class)
{
	UGraphemeClusterBreak last = cluster->last;
	if (last == U_GCB_CR)
		return class == U_GCB_LF;
	if (is_control(last) || is_control(class))
		return false;
	if (class == U_GCB_EXTEND || class == U_GCB_ZWJ ||
	    class == U_GCB_SPACING_MARK || last == U_GCB_PREPEND ||
	    joins_hangul(last, class))
		return true;
	if (last == U_GCB_ZWJ)
		return cluster->pictograph && is_pictograph(c);
	return class == U_GCB_REGIONAL_INDICATOR && last == class && cluster->odd_flag;
}

static void append(struct cluster *cluster, uint32_t c, UGraphemeClusterBreak class)
{
	bool extends = class == U_GCB_EXTEND || class == U_GCB_ZWJ;
	cluster->pictograph = extends ? cluster->pictograph : is_pictograph(c);
	cluster->odd_flag = class == U_GCB_REGIONAL_INDICATOR && !cluster->odd_flag;
	cluster->last = class;
}

static size_t ruled_next(struct str s, int *ret_cells)
{
	struct cluster cluster = { 0 };
	uint32_t c;
	size_t end = utf8_next(s, &c);
	UGraphemeClusterBreak class = class_of(c);
	int cells = MAX(width_of(c), 0);
	append(&cluster, c, class);
	while (end < s.len) {
		size_t len = utf8_next(str_from(s, end), &c);
		class = class_of(c);
		if (!joins(&cluster, c, class))
			break;
		bool flag = class == U_GCB_REGIONAL_INDICATOR && cluster.last == class;
		append(&cluster, c, class);
		cells = flag ? 2 : MAX(cells, width_of(c));
		end += len;
	}
	*ret_cells = cells;
	return end;
}

size_t grapheme_next(struct str s, int *ret_cells)
{
	if (!s.len) {
		*ret_cells = 0;
		return 0;
	}
	size_t len = plain_next(s, ret_cells);
	return len ? len : ruled_next(s, ret_cells);
}
