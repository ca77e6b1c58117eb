/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "baolan/base/mem.h"
#include "baolan/text/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

static void every_character_survives(void **state)
{
	(void)state;
	for (uint32_t c = 0; c <= 0x10FFFF; c++) {
		char bytes[4];
		uint32_t back = 0, last = 0;
		size_t len = utf8_put(c, bytes);
		struct str s = str_make(bytes, len);
		bool surrogate = c >= 0xD800 && c <= 0xDFFF;
		assert_int_equal(utf8_next(s, &back), len);
		assert_int_equal(back, surrogate ? UTF8_BAD : c);
		assert_int_equal(utf8_previous(s, &last), len);
		assert_int_equal(last, back);
		assert_true(utf8_valid(s));
	}
}

static void ill_formed_sequences(void **state)
{
	(void)state;
	static const struct {
		struct str bytes;
		size_t len;
	} cases[] = {
		{ { "\x80", 1 }, 1 },         { { "\xC0\xAF", 2 }, 1 },
		{ { "\xE0\x80\x80", 3 }, 1 }, { { "\xED\xA0\x80", 3 }, 1 },
		{ { "\xE4\xB8", 2 }, 2 },     { { "\xE4\xB8x", 3 }, 2 },
		{ { "\xF0\x9F\x98", 3 }, 3 }, { { "\xF4\x90\x80\x80", 4 }, 1 },
		{ { "\xFF", 1 }, 1 },         { { "\xF5\x80", 2 }, 1 },
	};
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		uint32_t c = 0;
		assert_int_equal(utf8_next(cases[i].bytes, &c), cases[i].len);
		assert_int_equal(c, UTF8_BAD);
		assert_false(utf8_valid(cases[i].bytes));
	}
	assert_true(utf8_valid(STR("\xEF\xBF\xBD"))); /* U+FFFD itself is a character */
	assert_true(
	        utf8_valid(STR("ascii that is longer than a word, 中文, é, 🙂")));
	assert_false(utf8_valid(STR("ascii that is longer than a word, \xD6\xD0")));
}

static bool is_valid_by_steps(struct str s)
{
	while (s.len) {
		uint32_t c;
		size_t len = utf8_next(s, &c);
		if (c == UTF8_BAD && (len != 3 || memcmp(s.at, "\xEF\xBF\xBD", 3) != 0))
			return false;
		s = str_from(s, len);
	}
	return true;
}

/* Long text is checked sixteen bytes at a time. */
static void long_text_is_as_valid_as_its_characters(void **state)
{
	(void)state;
	static const unsigned char later[] = { 'x',  0x7F, 0x80, 0x8F,
		                               0x90, 0xA0, 0xBF, 0xC2 };
	enum { LATER = ARRAY_SIZE(later) };
	char bytes[] = "中文中文中文中文，新闻----中文中文中文中文，新闻";
	for (unsigned i = 0; i < 256 * LATER * LATER * LATER; i++) {
		size_t at = 26 + i % 3;
		char saved[4];
		memcpy(saved, bytes + at, sizeof(saved));
		bytes[at] = (char)(i / (LATER * LATER * LATER));
		bytes[at + 1] = (char)later[i / (LATER * LATER) % LATER];
		bytes[at + 2] = (char)later[i / LATER % LATER];
		bytes[at + 3] = (char)later[i % LATER];
		struct str s = str_make(bytes, sizeof(bytes) - 1);
		assert_int_equal(utf8_valid(s), is_valid_by_steps(s));
		memcpy(bytes + at, saved, sizeof(saved));
	}
}

static void previous_and_next_agree(void **state)
{
	(void)state;
	srand(1);
	for (int round = 0; round < 20000; round++) {
		static const unsigned char some[] = { 'a',  0x80, 0xBF, 0xC3, 0xE4,
			                              0xED, 0xF0, 0x9F, 0x98, 0xFF };
		char bytes[12];
		for (size_t i = 0; i < sizeof bytes; i++)
			bytes[i] = (char)some[(size_t)rand() % sizeof some];
		struct str s = str_make(bytes, sizeof bytes);
		size_t ends[13], count = 0, at = 0;
		for (uint32_t c; at < s.len; ends[count++] = at)
			at += utf8_next(str_from(s, at), &c);
		assert_int_equal(utf8_count(s), count);
		uint32_t last;
		while (count-- > 0) {
			size_t start = count ? ends[count - 1] : 0;
			assert_int_equal(utf8_previous(str_head(s, ends[count]), &last),
			                 ends[count] - start);
		}
	}
}

static void head_tears_nothing(void **state)
{
	(void)state;
	struct str s = STR("a中🙂");
	static const size_t whole[] = { 0, 1, 1, 1, 4, 4, 4, 4, 8, 8 };
	for (size_t len = 0; len < ARRAY_SIZE(whole); len++)
		assert_int_equal(utf8_head(s, len).len, whole[len]);
	assert_int_equal(utf8_head(STR("\x80\x80\x80\x80\x80"), 3).len, 3);
}

static void classes(void **state)
{
	(void)state;
	static const uint32_t han[] = { 0x3007, 0x3400,  0x4E00, 0x9FFF,
		                        0xF900, 0x20000, 0x30000 };
	static const uint32_t spaces[] = { ' ',    '\t',   0xA0,  0x3000,
		                           0x200B, 0xFEFF, 0x2003 };
	static const uint32_t neither[] = {
		'a', 0x3001, 0xFF0C, 0xAC00, 0x3042, 0x1F600
	};
	for (size_t i = 0; i < ARRAY_SIZE(han); i++)
		assert_true(utf8_is_han(han[i]) && !utf8_is_space(han[i]));
	for (size_t i = 0; i < ARRAY_SIZE(spaces); i++)
		assert_true(utf8_is_space(spaces[i]) && !utf8_is_han(spaces[i]));
	for (size_t i = 0; i < ARRAY_SIZE(neither); i++)
		assert_true(!utf8_is_han(neither[i]) && !utf8_is_space(neither[i]));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_character_survives),
		cmocka_unit_test(ill_formed_sequences),
		cmocka_unit_test(long_text_is_as_valid_as_its_characters),
		cmocka_unit_test(previous_and_next_agree),
		cmocka_unit_test(head_tears_nothing),
		cmocka_unit_test(classes),
	};
	return cmocka_run_group_tests_name("utf8", tests, NULL, NULL);
}
