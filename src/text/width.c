/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "baolan/text/width.h"

#include "baolan/text/grapheme.h"
#include "width-table.h"

enum { AMBIGUOUS = 3 };

/* A property of the terminal that this process draws on, so there is one. */
static int ambiguous_cells = 1;

void width_set_ambiguous(int cells)
{
	ambiguous_cells = cells == 2 ? 2 : 1;
}

int width_ambiguous(void)
{
	return ambiguous_cells;
}

static bool is_control(uint32_t c)
{
	return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029 ||
	       (c >= 0xD800 && c <= 0xDFFF) || c > 0x10FFFF;
}

static int in_table(uint32_t c)
{
	const unsigned char *block = width_blocks[width_index[c >> 8]];
	return block[(c & 0xFF) >> 2] >> (c & 3) * 2 & 3;
}

static int from_table(uint32_t c)
{
	int cells = in_table(c);
	return cells == AMBIGUOUS ? ambiguous_cells : cells;
}

bool width_is_ambiguous(uint32_t c)
{
	return c < WIDTH_TOP && in_table(c) == AMBIGUOUS;
}

int width_of(uint32_t c)
{
	if (c >= 0x20 && c < 0x7F)
		return 1;
	if (c >= 0x4E00 && c <= 0x9FFF)
		return 2;
	if (is_control(c))
		return -1;
	if (c < WIDTH_TOP)
		return from_table(c);
	return c >= 0xE0000 && c <= 0xE0FFF ? 0 : 1;
}

int width_str(struct str s)
{
	int sum = 0, cells;
	size_t len;
	for (; s.len; s = str_make(s.at + len, s.len - len)) {
		len = grapheme_next(s, &cells);
		sum += cells;
	}
	return sum;
}

struct str width_head(struct str s, int cells)
{
	size_t end = 0;
	while (end < s.len) {
		int more;
		size_t len = grapheme_next(str_make(s.at + end, s.len - end), &more);
		if (more > cells)
			break;
		cells -= more;
		end += len;
	}
	return str_head(s, end);
}
