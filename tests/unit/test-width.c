/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "baolan/base/mem.h"
#include "baolan/text/utf8.h"
#include "baolan/text/width.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static void narrow_and_wide(void **state)
{
	(void)state;
	static const struct {
		uint32_t c;
		int cells;
	} cases[] = {
		{ 'a', 1 },      { ' ', 1 },     { 0, -1 },        { 0x1B, -1 },
		{ 0x7F, -1 },    { 0x9B, -1 },   { 0x4E2D, 2 },    { 0x3000, 2 },
		{ 0xFF0C, 2 },   { 0x300A, 2 },  { 0x3007, 2 },    { 0x30FB, 2 },
		{ 0xFF08, 2 },   { 0xFFE5, 2 },  { 0x20000, 2 },   { 0x3FFFD, 2 },
		{ 0xAC00, 2 },   { 0x1F600, 2 }, { 0x1F1E8, 1 },   { 0x231A, 2 },
		{ 0x2600, 1 },   { 0x2E3A, 1 },  { 0x22EF, 1 },    { 0x4DC0, 1 },
		{ 0x300, 0 },    { 0x200D, 0 },  { 0xFE0F, 0 },    { 0x200B, 0 },
		{ 0xE0100, 0 },  { 0x1160, 0 },  { 0xE000, 1 },    { 0xF0000, 1 },
		{ 0x10FFFD, 1 }, { 0xD800, -1 }, { 0x110000, -1 }, { 0x302A, 0 },
		{ 0x3099, 0 },   { 0xFF61, 1 },  { 0x1D173, 0 },   { 0x2028, -1 },
	};
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++)
		assert_int_equal(width_of(cases[i].c), cases[i].cells);
}

static void ambiguous_follows_the_terminal(void **state)
{
	(void)state;
	static const uint32_t ambiguous[] = { 0x201C, 0x201D, 0x2018, 0x2014,
		                              0x2026, 0xB7,   0x2460, 0x203B,
		                              0x2192, 0x25CF, 0xB0,   0xE9,
		                              0x2500, 0x2588, 0xE000, 0x10FFFD };
	for (size_t i = 0; i < ARRAY_SIZE(ambiguous); i++)
		for (int cells = 1; cells <= 2; cells++) {
			width_set_ambiguous(cells);
			assert_int_equal(width_ambiguous(), cells);
			assert_int_equal(width_of(ambiguous[i]), cells);
		}
	assert_int_equal(width_str(STR("说：“好”——")), 4 + 2 + 2 + 2 + 4);
	width_set_ambiguous(1);
	assert_int_equal(width_str(STR("说：“好”——")), 4 + 1 + 2 + 1 + 2);
}

static void classes_stand_apart(void **state)
{
	(void)state;
	static const struct {
		enum width_class class;
		struct str of;
	} rows[] = {
		{ WIDTH_QUOTES, STR("‘’“”") },
		{ WIDTH_DASHES, STR("‐–—―‖") },
		{ WIDTH_ELLIPSIS, STR("‥…") },
		{ WIDTH_DOTS, STR("·•‧") },
		{ WIDTH_ENCLOSED, STR("①⑴⒈Ⅳ❶") },
		{ WIDTH_SYMBOLS, STR("※→●■★°×±§№℃�") },
		{ WIDTH_LETTERS, STR("éàαβдЯ") },
		{ WIDTH_LINES, STR("─│┌█") },
		{ WIDTH_PRIVATE, STR("\xEE\x80\x80\xF3\xB0\x80\x80") },
		{ WIDTH_CLASSES, STR("a中，。《〇・～🙂⸺⋯") },
	};
	uint32_t c;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct widths widths = { .sure = { false } };
		for (int class = 0; class < WIDTH_CLASSES; class ++)
			widths.cells[class] = class == (int)rows[i].class ? 2 : 1;
		width_set(&widths);
		for (struct str s = rows[i].of; s.len;) {
			s = str_from(s, utf8_next(s, &c));
			assert_int_equal(width_class_of(c), rows[i].class);
			if (rows[i].class < WIDTH_CLASSES)
				assert_int_equal(width_of(c), 2);
		}
	}
	width_set_ambiguous(1);
}

static void sure_and_not(void **state)
{
	(void)state;
	struct widths widths = *width_get();
	widths.sure[WIDTH_DASHES] = false;
	width_set(&widths);
	assert_true(width_is_sure(0x201C));
	assert_false(width_is_sure(0x2014));
	assert_true(width_is_sure('a') && width_is_sure(0x4E2D) &&
	            width_is_sure(0xFF0C) && width_is_sure(0x20000));
	assert_false(width_is_sure(0x1F600) || width_is_sure(0x231A) ||
	             width_is_sure(0x301) || width_is_sure(0xFE0F) ||
	             width_is_sure(0x1B));
	width_set_ambiguous(1);
	assert_true(width_is_sure(0x2014));
}

static void strings(void **state)
{
	(void)state;
	assert_int_equal(width_str(STR("")), 0);
	assert_int_equal(width_str(STR("GDP增长5.2%")), 11);
	assert_int_equal(width_str(STR("e\xCC\x81")), 1);
	assert_int_equal(width_str(STR("🇨🇳")), 2);
	assert_int_equal(width_str(STR("👍🏽")), 2);
	assert_int_equal(width_str(STR("a\x1B"
	                               "b")),
	                 2);
}

static void heads(void **state)
{
	(void)state;
	struct str s = STR("a中e\xCC\x81文");
	static const size_t ends[] = { 0, 1, 1, 4, 7, 7, 10, 10 };
	for (int cells = 0; cells < (int)ARRAY_SIZE(ends); cells++)
		assert_int_equal(width_head(s, cells).len, ends[cells]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(narrow_and_wide),
		cmocka_unit_test(ambiguous_follows_the_terminal),
		cmocka_unit_test(classes_stand_apart),
		cmocka_unit_test(sure_and_not),
		cmocka_unit_test(strings),
		cmocka_unit_test(heads),
	};
	return cmocka_run_group_tests_name("width", tests, NULL, NULL);
}
