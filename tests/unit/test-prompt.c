/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka needs the above first */
#include <cmocka.h>

#include "baolan/base/mem.h"
#include "baolan/term/term.h"
#include "baolan/text/utf8.h"
#include "baolan/view/prompt.h"

/* Keys by name, separated by blanks; returns what the last one did. */
static enum prompt_state press(struct prompt *p, const char *names)
{
	struct str rest = str_of(names);
	enum prompt_state state = PROMPT_EDITING;

	while (rest.len) {
		uint32_t key;
		assert_true(key_parse(str_cut(&rest, ' '), &key));
		state = prompt_key(p, key);
	}
	return state;
}

static void type(struct prompt *p, const char *text)
{
	struct str rest = str_of(text);
	uint32_t c;

	while (rest.len) {
		rest = str_from(rest, utf8_next(rest, &c));
		assert_int_equal(prompt_key(p, c), PROMPT_EDITING);
	}
}

static void expect(const struct prompt *p, const char *text, size_t cursor)
{
	assert_string_equal(buf_text(&p->text), text);
	assert_int_equal(p->cursor, cursor);
}

static void test_editing(void **state)
{
	struct prompt p;

	(void)state;
	prompt_init(&p, "/");
	type(&p, "报纸栏");
	press(&p, "Left Backspace");
	expect(&p, "报栏", 3);
	press(&p, "Home");
	type(&p, "a");
	press(&p, "Delete End");
	expect(&p, "a栏", 4);
	press(&p, "C-u");
	expect(&p, "", 0);
	prompt_done(&p);
}

static void test_clusters_are_one_step(void **state)
{
	struct prompt p;

	(void)state;
	prompt_init(&p, "");
	type(&p, "xe\u0301");
	press(&p, "Left");
	expect(&p, "xe\u0301", 1);
	press(&p, "Right Backspace");
	expect(&p, "x", 1);
	prompt_done(&p);
}

static void test_words_and_line_ends(void **state)
{
	struct prompt p;

	(void)state;
	prompt_init(&p, "");
	type(&p, "one two  ");
	press(&p, "C-w");
	expect(&p, "one ", 4);
	press(&p, "C-a C-f C-k");
	expect(&p, "o", 1);
	prompt_done(&p);
}

static void test_leaving(void **state)
{
	struct prompt p;

	(void)state;
	prompt_init(&p, "");
	type(&p, "x");
	assert_int_equal(press(&p, "Esc"), PROMPT_LEFT);
	assert_int_equal(press(&p, "C-g"), PROMPT_LEFT);
	assert_int_equal(press(&p, "Backspace"), PROMPT_EDITING);
	assert_int_equal(press(&p, "Backspace"), PROMPT_LEFT);
	assert_int_equal(press(&p, "Enter"), PROMPT_ENTERED);
	prompt_done(&p);
}

static void test_paste_is_text_and_never_acts(void **state)
{
	struct prompt p;

	(void)state;
	prompt_init(&p, "");
	prompt_key(&p, KEY_MOD_PASTE | 'q');
	assert_int_equal(prompt_key(&p, KEY_MOD_PASTE | ' '), PROMPT_EDITING);
	prompt_key(&p, KEY_MOD_PASTE | 0x62A5);
	expect(&p, "q 报", 5);
	p.one_key = true; /* a paste is no answer to yes or no */
	assert_int_equal(prompt_key(&p, KEY_MOD_PASTE | 'y'), PROMPT_EDITING);
	assert_int_equal(prompt_key(&p, 'y'), PROMPT_ENTERED);
	prompt_done(&p);
}

static void test_unknown_keys_do_nothing(void **state)
{
	struct prompt p;

	(void)state;
	prompt_init(&p, "");
	assert_int_equal(press(&p, "F5 A-x C-t PageUp"), PROMPT_EDITING);
	expect(&p, "", 0);
	prompt_done(&p);
}

static void enter(struct prompt_history *history, const char *text)
{
	struct prompt p;

	prompt_init(&p, "");
	p.history = history;
	type(&p, text);
	assert_int_equal(press(&p, "Enter"), PROMPT_ENTERED);
	prompt_done(&p);
}

static void test_history(void **state)
{
	struct prompt_history history = { 0 };
	struct prompt p;

	(void)state;
	enter(&history, "first");
	enter(&history, "second");
	enter(&history, "second"); /* once is enough */
	prompt_init(&p, "");
	p.history = &history;
	type(&p, "dra");
	press(&p, "Up");
	expect(&p, "second", 6);
	press(&p, "Up Up Up");
	expect(&p, "first", 5);
	press(&p, "Down Down Down");
	expect(&p, "dra", 3);
	prompt_done(&p);
	prompt_history_done(&history);
}

static const char *complete(struct str typed, unsigned n)
{
	static const char *const words[] = { "back", "bottom", "browser" };

	for (size_t i = 0; i < ARRAY_SIZE(words); i++)
		if (str_starts(str_of(words[i]), typed) && n-- == 0)
			return words[i];
	return NULL;
}

static void test_completion_goes_around(void **state)
{
	struct prompt p;

	(void)state;
	prompt_init(&p, ":");
	p.complete = complete;
	type(&p, "b");
	press(&p, "Tab");
	expect(&p, "back", 4);
	press(&p, "Tab Tab");
	expect(&p, "browser", 7);
	press(&p, "Tab");
	expect(&p, "b", 1);
	type(&p, "o");
	press(&p, "Tab");
	expect(&p, "bottom", 6);
	prompt_done(&p);
}

static void test_painting_scrolls_with_the_cursor(void **state)
{
	struct canvas c;
	struct prompt p;
	auto_buf text = BUF_INIT(4096);

	(void)state;
	canvas_init(&c, 1, 12);
	prompt_init(&p, "/");
	prompt_set(&p, STR("一二三四五六七八"));
	prompt_paint(&p, &c, 0);
	canvas_text(&c, &text);
	assert_string_equal(buf_text(&text), "/五六七八\n");
	assert_int_equal(c.cursor_col, 9);
	press(&p, "Home");
	canvas_clear(&c);
	prompt_paint(&p, &c, 0);
	buf_clear(&text);
	canvas_text(&c, &text);
	assert_string_equal(buf_text(&text), "/一二三四五\n");
	assert_int_equal(c.cursor_col, 1);
	assert_true(c.cursor_visible);
	prompt_done(&p);
	canvas_done(&c);
}

static void test_controls_never_get_in(void **state)
{
	struct prompt p;

	(void)state;
	prompt_init(&p, "");
	prompt_set(&p, STR("a\033[31mb\nc"));
	assert_null(strchr(buf_text(&p.text), '\033'));
	assert_null(strchr(buf_text(&p.text), '\n'));
	prompt_done(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_editing),
		cmocka_unit_test(test_clusters_are_one_step),
		cmocka_unit_test(test_words_and_line_ends),
		cmocka_unit_test(test_leaving),
		cmocka_unit_test(test_paste_is_text_and_never_acts),
		cmocka_unit_test(test_unknown_keys_do_nothing),
		cmocka_unit_test(test_history),
		cmocka_unit_test(test_completion_goes_around),
		cmocka_unit_test(test_painting_scrolls_with_the_cursor),
		cmocka_unit_test(test_controls_never_get_in),
	};
	return cmocka_run_group_tests_name("prompt", tests, NULL, NULL);
}
