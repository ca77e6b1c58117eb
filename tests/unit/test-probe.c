/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka needs the above first */
#include <cmocka.h>

#include "baolan/base/mem.h"
#include "baolan/term/probe.h"
#include "baolan/text/utf8.h"

#include <stdio.h>

static unsigned width(struct str at, int quote, int control, size_t *ret_len)
{
	uint32_t c;

	*ret_len = utf8_next(at, &c);
	return c == 0x201C ? (unsigned)quote : c == 0x4E2D ? (unsigned)control : 1;
}

/* What a terminal answers to the query that draws “ and 中 as wide as said, and all
 * else narrow. */
static void answer(struct str query, int quote, int control, struct buf *ret_answers)
{
	unsigned row = 0, column = 0;

	for (size_t len; query.len; query = str_from(query, len)) {
		auto_free char *head = str_dup(str_head(query, 16));
		len = str_find(query, STR("H")) + 1;
		if (*head != '\033') {
			column += width(query, quote, control, &len);
		} else if (str_starts(query, STR("\033[6n"))) {
			buf_printf(ret_answers, "\033[%u;%uR", row, column);
			len = 4;
		} else if (str_starts(query, STR("\033[c"))) {
			buf_add_text(ret_answers, "\033[?1;2c");
			len = 3;
		} else if (str_starts(query, STR("\033[K"))) {
			len = 3;
		} else {
			assert_int_equal(sscanf(head, "\033[%u;%uH", &row, &column), 2);
		}
	}
}

/* The keys that come of it are counted. */
static size_t feed(struct probe *p, struct input *in, struct str bytes)
{
	uint32_t key;
	size_t keys = 0;

	input_feed(in, bytes);
	while (input_next(in, false, &key))
		keys++;
	vec_each (each, &in->answers)
		probe_take(p, each);
	vec_clear(&in->answers);
	return keys;
}

struct fixture {
	struct probe probe;
	struct input input;
	struct buf answers;
};

static int set_up(void **state)
{
	static struct fixture f;
	auto_buf query = BUF_INIT(4096);

	f = (struct fixture){ .answers = BUF_INIT(4096) };
	input_init(&f.input);
	probe_add_query(&query);
	answer(buf_str(&query), 2, 2, &f.answers);
	*state = &f;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;

	input_done(&f->input);
	buf_done(&f->answers);
	return 0;
}

static void expect_wide_quotes(const struct probe *p)
{
	struct widths widths = { .sure = { false } };

	assert_true(probe_widths(p, &widths));
	for (int class = 0; class < WIDTH_CLASSES; class ++) {
		assert_true(widths.sure[class]);
		assert_int_equal(widths.cells[class], class == WIDTH_QUOTES ? 2 : 1);
	}
}

static void test_asks_below_row_one_in_one_piece(void **state)
{
	auto_buf query = BUF_INIT(4096);

	(void)state;
	probe_add_query(&query);
	assert_false(str_has(buf_str(&query), STR("\033[1;")));
	assert_true(str_has(buf_str(&query), STR("中\033[6n")));
	assert_memory_equal(query.at + query.len - 3, "\033[c", 3);
}

static void test_classes_are_measured_apart(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(feed(&f->probe, &f->input, buf_str(&f->answers)), 0);
	assert_true(f->probe.over);
	expect_wide_quotes(&f->probe);
}

static void test_answers_in_pieces_between_keys(void **state)
{
	struct fixture *f = *state;
	size_t keys = feed(&f->probe, &f->input, STR("j"));

	for (size_t i = 0; i < f->answers.len; i++)
		keys += feed(&f->probe, &f->input, str_make(f->answers.at + i, 1));
	keys += feed(&f->probe, &f->input, STR("k"));
	assert_int_equal(keys, 2);
	expect_wide_quotes(&f->probe);
}

/* A sequence that was begun is waited for long; an Esc only when no answer is
 * expected. */
static void test_patience(void **state)
{
	struct fixture *f = *state;

	input_feed(&f->input, STR("\033"));
	assert_int_equal(input_patience(&f->input), INPUT_ESC_MS);
	f->input.expecting = true;
	assert_int_equal(input_patience(&f->input), INPUT_EXPECT_MS);
	f->input.expecting = false;
	input_feed(&f->input, STR("[3;"));
	assert_int_equal(input_patience(&f->input), INPUT_TORN_MS);
}

static void test_lost_answers_leave_a_class_unsure(void **state)
{
	struct fixture *f = *state;
	struct widths widths = { .sure = { false } };
	struct str all = buf_str(&f->answers);
	size_t first = str_find(all, STR("R")) + 1;

	feed(&f->probe, &f->input, str_from(all, first)); /* without that of “ */
	assert_true(f->probe.over);
	assert_true(probe_widths(&f->probe, &widths));
	assert_false(widths.sure[WIDTH_QUOTES]);
	assert_true(widths.sure[WIDTH_DASHES]);
	/* It comes after all. */
	feed(&f->probe, &f->input, str_head(all, first));
	expect_wide_quotes(&f->probe);
}

static void test_all_answers_need_no_fence(void **state)
{
	struct fixture *f = *state;

	feed(&f->probe, &f->input, str_head(buf_str(&f->answers), f->answers.len - 7));
	assert_true(f->probe.over);
	expect_wide_quotes(&f->probe);
}

static void test_a_bad_control_counts_nothing(void **state)
{
	struct fixture *f = *state;
	struct widths widths = { .cells = { 1 } };
	auto_buf query = BUF_INIT(4096);

	probe_add_query(&query);
	buf_clear(&f->answers);
	answer(buf_str(&query), 2, 1, &f->answers); /* 中 in one cell */
	feed(&f->probe, &f->input, buf_str(&f->answers));
	assert_true(f->probe.over);
	assert_false(probe_widths(&f->probe, &widths));
	assert_int_equal(widths.cells[WIDTH_QUOTES], 1);
}

static void test_foreign_answers_do_no_harm(void **state)
{
	static const char *const foreign[] = {
		"\033[1;2R",  "\033[1;5R",   "\033[99;99R",   "\033[3;1R",
		"\033[4;16R", "\033[3;16R",  "\033[9999;99R", "\033[3R",
		"\033[R",     "\033[3;4;5R", "\033[>0;1c",    "\033[?6c",
		"\033[0n",    "\033[?3;4R"
	};
	struct fixture *f = *state;
	struct probe blank = { 0 };

	for (size_t i = 0; i < ARRAY_SIZE(foreign); i++)
		assert_int_equal(feed(&f->probe, &f->input, str_of(foreign[i])), 0);
	assert_memory_equal(f->probe.cells, blank.cells, sizeof(blank.cells));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_asks_below_row_one_in_one_piece),
		cmocka_unit_test_setup_teardown(test_classes_are_measured_apart, set_up,
		                                tear_down),
		cmocka_unit_test_setup_teardown(test_answers_in_pieces_between_keys,
		                                set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_patience, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_lost_answers_leave_a_class_unsure,
		                                set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_all_answers_need_no_fence, set_up,
		                                tear_down),
		cmocka_unit_test_setup_teardown(test_a_bad_control_counts_nothing,
		                                set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_foreign_answers_do_no_harm, set_up,
		                                tear_down),
	};
	return cmocka_run_group_tests_name("probe", tests, NULL, NULL);
}
