/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "baolan/text/width.h"

#include "baolan/base/mem.h"
#include "baolan/text/grapheme.h"
#include "width-table.h"

enum { AMBIGUOUS = 3 };

static struct widths widths = { { 1, 1, 1, 1, 1, 1, 1, 1, 1 }, { false } };

void width_set(const struct widths *new)
{
	widths = *new;
}

const struct widths *width_get(void)
{
	return &widths;
}

void width_set_ambiguous(int cells)
{
	for (int class = 0; class < WIDTH_CLASSES; class ++) {
		widths.cells[class] = cells == 2 ? 2 : 1;
		widths.sure[class] = true;
	}
}

int width_ambiguous(void)
{
	return widths.cells[WIDTH_QUOTES];
}

struct range {
	uint32_t first, last;
	uint8_t class;
};

/* In order; the ambiguous characters between them are WIDTH_SYMBOLS. */
/* clang-format off */
static const struct range classes[] = {
	{ 0xB7,     0xB7,     WIDTH_DOTS },     { 0xC0,     0xD6,     WIDTH_LETTERS },
	{ 0xD8,     0xF6,     WIDTH_LETTERS },  { 0xF8,     0x2AF,    WIDTH_LETTERS },
	{ 0x370,    0x52F,    WIDTH_LETTERS },  { 0x2010,   0x2016,   WIDTH_DASHES },
	{ 0x2018,   0x201D,   WIDTH_QUOTES },   { 0x2022,   0x2022,   WIDTH_DOTS },
	{ 0x2024,   0x2026,   WIDTH_ELLIPSIS }, { 0x2027,   0x2027,   WIDTH_DOTS },
	{ 0x2160,   0x2188,   WIDTH_ENCLOSED }, { 0x2460,   0x24FF,   WIDTH_ENCLOSED },
	{ 0x2500,   0x259F,   WIDTH_LINES },    { 0x2776,   0x277F,   WIDTH_ENCLOSED },
	{ 0x3248,   0x324F,   WIDTH_ENCLOSED }, { 0xE000,   0xF8FF,   WIDTH_PRIVATE },
	{ 0x1F100,  0x1F1AC,  WIDTH_ENCLOSED }, { 0xF0000,  0x10FFFF, WIDTH_PRIVATE },
};
/* clang-format on */

static enum width_class look_up_class(uint32_t c)
{
	for (size_t i = 0; i < ARRAY_SIZE(classes) && c >= classes[i].first; i++)
		if (c <= classes[i].last)
			return classes[i].class;
	return WIDTH_SYMBOLS;
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

/* 0, 1, 2 or AMBIGUOUS, of what is no control. */
static int entry_of(uint32_t c)
{
	if (c < WIDTH_TOP)
		return in_table(c);
	if (c >= 0xE0000 && c <= 0xE0FFF)
		return 0;
	return c >= 0xF0000 ? AMBIGUOUS : 1;
}

bool width_is_ambiguous(uint32_t c)
{
	return width_class_of(c) < WIDTH_CLASSES;
}

int width_of(uint32_t c)
{
	if (c >= 0x20 && c < 0x7F)
		return 1;
	if (c >= 0x4E00 && c <= 0x9FFF)
		return 2;
	if (is_control(c))
		return -1;
	int cells = entry_of(c);
	return cells == AMBIGUOUS ? widths.cells[look_up_class(c)] : cells;
}

enum width_class width_class_of(uint32_t c)
{
	if (is_control(c) || entry_of(c) != AMBIGUOUS)
		return WIDTH_CLASSES;
	return look_up_class(c);
}

/* Wide in the older versions of Unicode that terminals know, or not at all: the
 * emoji are what came later. */
static bool is_late_wide(uint32_t c)
{
	return c < 0x2E80 || (c >= 0x16000 && c < 0x20000);
}

bool width_is_sure(uint32_t c)
{
	if (is_control(c))
		return false;
	int cells = entry_of(c);
	if (cells == AMBIGUOUS)
		return widths.sure[look_up_class(c)];
	return cells == 1 || (cells == 2 && !is_late_wide(c));
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
