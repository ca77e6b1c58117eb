/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka needs the above first */
#include <cmocka.h>

#include "baolan/base/mem.h"
#include "baolan/term/input.h"
#include "baolan/term/term.h"

#include <stdio.h>

/* The keys that `bytes` gives, by name; pasted ones in parentheses. */
static void type(struct input *in, struct str bytes, bool final, struct buf *names)
{
	uint32_t key;
	char name[24];

	input_feed(in, bytes);
	while (input_next(in, final, &key)) {
		key_text(key, name);
		buf_printf(names, key & KEY_MOD_PASTE ? "%s(%s)" : "%s%s",
		           names->len ? " " : "", name);
	}
}

static void expect_keys(struct str bytes, bool final, const char *expected)
{
	struct input in;
	auto_buf names = BUF_INIT(1 << 16);

	input_init(&in);
	type(&in, bytes, final, &names);
	assert_string_equal(buf_text(&names), expected);
	input_done(&in);
}

static void test_names_both_ways(void **state)
{
	static const char *const names[] = { "j",  "Enter", "C-n",      "Space", "A-x",
		                             "F1", "F12",   "C-Up",     "C--",   "-",
		                             "?",  "报",    "C-A-Space" };
	char back[24];
	uint32_t key;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		assert_true(key_parse(str_of(names[i]), &key));
		key_text(key, back);
		assert_string_equal(back, names[i]);
	}
}

static void test_bad_names(void **state)
{
	static const char *const names[] = {
		"", "jj", "C-", "X-a", "enter", " ", "F13"
	};
	uint32_t key = 7;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(names); i++)
		assert_false(key_parse(str_of(names[i]), &key));
	assert_int_equal(key, 7);
}

static void test_text_and_controls(void **state)
{
	(void)state;
	expect_keys(STR("j报 \r\t\x7f\x01\x1a"), false,
	            "j 报 Space Enter Tab Backspace C-a C-z");
}

static void test_sequences(void **state)
{
	(void)state;
	expect_keys(STR("\033[A\033OB\033[5~\033[6~\033[Z\033[1~\033[4~"), false,
	            "Up Down PageUp PageDown BackTab Home End");
	expect_keys(STR("\033[1;5C\033[1;3D\033OP\033[24~\033[[C\033[27u"), false,
	            "C-Right A-Left F1 F12 F3 Esc");
	expect_keys(STR("\033x\033报"), false, "A-x A-报");
}

static void test_unknown_sequences_are_swallowed_whole(void **state)
{
	(void)state;
	expect_keys(STR("a\033[99;99;99xb\033[I\033[O\033[?1;2cc"), false, "a b c");
	expect_keys(STR("a\033]11;rgb:0000/0000/0000\033\\b\033P>|term 1\033\\c"),
	            false, "a b c");
}

static void test_terminal_answers_are_no_keys(void **state)
{
	(void)state;
	expect_keys(STR("\033[12;40Rq\033[?62;22c\033[>0;276;0cq\033[3;3R"), false,
	            "q q");
}

static void test_lone_escape_waits(void **state)
{
	(void)state;
	expect_keys(STR("\033"), false, "");
	expect_keys(STR("\033"), true, "Esc");
	expect_keys(STR("\033\033[A"), false, "Esc Up");
	expect_keys(STR("\033["), true, "A-[");
	expect_keys(STR("\033[1;"), true, "");
}

static void test_sequence_in_pieces(void **state)
{
	struct input in;
	auto_buf names = BUF_INIT(1 << 16);

	(void)state;
	input_init(&in);
	type(&in, STR("\033"), false, &names);
	type(&in, STR("["), false, &names);
	assert_true(input_waits(&in));
	type(&in, STR("5~\xe6\x8a"), false, &names);
	type(&in, STR("\xa5"), false, &names);
	assert_false(input_waits(&in));
	assert_string_equal(buf_text(&names), "PageUp 报");
	input_done(&in);
}

static void test_paste_is_marked(void **state)
{
	(void)state;
	expect_keys(STR("q\033[200~qQ\r\033[A报\x03\033[201~q"), false,
	            "q (q) (Q) (Space) (报) q");
}

static void test_bad_utf8_is_dropped(void **state)
{
	(void)state;
	expect_keys(STR("a\xff\x80\xe6z\xc0\xaf"), false, "a z");
	expect_keys(STR("\xe6\x8a"), true, "");
}

static void test_learned_sequence_comes_first(void **state)
{
	struct input in;
	auto_buf names = BUF_INIT(1 << 16);

	(void)state;
	input_init(&in);
	input_learn(&in, STR("\033K"), KEYS_END);
	input_learn(&in, STR("k"), KEYS_UP); /* no escape sequence: not taken */
	type(&in, STR("\033Kk"), false, &names);
	assert_string_equal(buf_text(&names), "End k");
	input_done(&in);
}

/* Whatever comes, it ends, and nothing waits after the final look. */
static void test_any_bytes(void **state)
{
	uint32_t seed = 12345;

	(void)state;
	for (int round = 0; round < 2000; round++) {
		struct input in;
		char bytes[48];
		uint32_t key;

		input_init(&in);
		for (size_t i = 0; i < sizeof(bytes); i++) {
			seed = seed * 1103515245 + 12345;
			bytes[i] = seed >> 28 < 6 ? "\033[O]~;"[seed >> 28]
			                          : (char)(seed >> 16);
		}
		input_feed(&in, str_make(bytes, sizeof(bytes)));
		while (input_next(&in, true, &key))
			assert_int_not_equal(key, 0);
		assert_false(input_waits(&in));
		input_done(&in);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_names_both_ways),
		cmocka_unit_test(test_bad_names),
		cmocka_unit_test(test_text_and_controls),
		cmocka_unit_test(test_sequences),
		cmocka_unit_test(test_unknown_sequences_are_swallowed_whole),
		cmocka_unit_test(test_terminal_answers_are_no_keys),
		cmocka_unit_test(test_lone_escape_waits),
		cmocka_unit_test(test_sequence_in_pieces),
		cmocka_unit_test(test_paste_is_marked),
		cmocka_unit_test(test_bad_utf8_is_dropped),
		cmocka_unit_test(test_learned_sequence_comes_first),
		cmocka_unit_test(test_any_bytes),
	};
	return cmocka_run_group_tests_name("keys", tests, NULL, NULL);
}
