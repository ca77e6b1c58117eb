/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka needs the above first */
#include <cmocka.h>

#include "baolan/term/canvas.h"

#include "baolan/base/mem.h"

static const struct cell *cell(const struct canvas *c, int row, int col)
{
	return &c->cells[row * c->cols + col];
}

static void expect_text(const struct canvas *c, const char *expected)
{
	auto_buf text = BUF_INIT(1 << 16);

	canvas_text(c, &text);
	assert_string_equal(buf_text(&text), expected);
}

static void test_put_returns_the_column_behind(void **state)
{
	struct canvas c;

	(void)state;
	canvas_init(&c, 2, 10);
	assert_int_equal(canvas_put(&c, 0, 1, 10, STYLE_TEXT, STR("a报b")), 5);
	assert_int_equal(cell(&c, 0, 2)->width, 2);
	assert_int_equal(cell(&c, 0, 3)->width, 0);
	expect_text(&c, " a报b\n\n");
	canvas_done(&c);
}

static void test_wide_character_is_not_split_at_the_limit(void **state)
{
	struct canvas c;

	(void)state;
	canvas_init(&c, 1, 5);
	assert_int_equal(canvas_put(&c, 0, 0, 5, STYLE_TEXT, STR("报栏报")), 4);
	expect_text(&c, "报栏\n");
	assert_int_equal(canvas_put(&c, 0, 0, 3, STYLE_TEXT, STR("新闻")), 2);
	expect_text(&c, "新栏\n");
	canvas_done(&c);
}

static void test_half_overwritten_wide_character_leaves_a_blank(void **state)
{
	struct canvas c;

	(void)state;
	canvas_init(&c, 1, 6);
	canvas_put(&c, 0, 0, 6, STYLE_TEXT, STR("报栏"));
	canvas_put(&c, 0, 1, 6, STYLE_TEXT, STR("x"));
	expect_text(&c, " x栏\n");
	canvas_put(&c, 0, 2, 6, STYLE_TEXT, STR("y"));
	expect_text(&c, " xy\n");
	canvas_put(&c, 0, 0, 6, STYLE_TEXT, STR("报栏"));
	canvas_put(&c, 0, 1, 6, STYLE_TEXT, STR("新"));
	expect_text(&c, " 新\n");
	for (int col = 0; col < 6; col++)
		assert_true(cell(&c, 0, col)->width > 0 ||
		            cell(&c, 0, col - 1)->width == 2);
	canvas_done(&c);
}

static void test_marks_stay_with_their_base(void **state)
{
	struct canvas c;

	(void)state;
	canvas_init(&c, 1, 4);
	canvas_put(&c, 0, 0, 4, STYLE_TEXT, STR("e\u0301x"));
	assert_string_equal(cell(&c, 0, 0)->text, "e\u0301");
	assert_string_equal(cell(&c, 0, 1)->text, "x");
	canvas_done(&c);
}

static void test_cluster_too_long_keeps_its_base(void **state)
{
	struct canvas c;

	(void)state;
	canvas_init(&c, 1, 4);
	canvas_put(&c, 0, 0, 4, STYLE_TEXT,
	           STR("a\u0301\u0302\u0303\u0304\u0305\u0306\u0307z"));
	expect_text(&c, "az\n");
	canvas_done(&c);
}

static void test_controls_are_never_drawn(void **state)
{
	struct canvas c;

	(void)state;
	canvas_init(&c, 1, 10);
	canvas_put(&c, 0, 0, 10, STYLE_TEXT,
	           STR("a\033[31mb\tc\n\xc2\x9b"
	               "1"));
	expect_text(&c, "a[31mbc1\n");
	canvas_done(&c);
}

static void test_outside_is_nothing(void **state)
{
	struct canvas c;

	(void)state;
	canvas_init(&c, 2, 4);
	canvas_put(&c, 2, 0, 4, STYLE_TEXT, STR("x"));
	canvas_put(&c, -1, 0, 4, STYLE_TEXT, STR("x"));
	canvas_put(&c, 0, 4, 9, STYLE_TEXT, STR("x"));
	canvas_fill(&c, 9, 0, 4, STYLE_TEXT, 'x');
	canvas_restyle(&c, 0, 2, 99, STYLE_LINK);
	expect_text(&c, "\n\n");
	assert_int_equal(cell(&c, 0, 3)->style, STYLE_LINK);
	canvas_done(&c);
}

static void test_no_cells_at_all(void **state)
{
	struct canvas c;

	(void)state;
	canvas_init(&c, 0, 0);
	canvas_put(&c, 0, 0, 10, STYLE_TEXT, STR("x"));
	canvas_resize(&c, 1, 1);
	canvas_put(&c, 0, 0, 10, STYLE_TEXT, STR("报"));
	expect_text(&c, "\n");
	canvas_done(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_put_returns_the_column_behind),
		cmocka_unit_test(test_wide_character_is_not_split_at_the_limit),
		cmocka_unit_test(test_half_overwritten_wide_character_leaves_a_blank),
		cmocka_unit_test(test_marks_stay_with_their_base),
		cmocka_unit_test(test_cluster_too_long_keeps_its_base),
		cmocka_unit_test(test_controls_are_never_drawn),
		cmocka_unit_test(test_outside_is_nothing),
		cmocka_unit_test(test_no_cells_at_all),
	};
	return cmocka_run_group_tests_name("canvas", tests, NULL, NULL);
}
