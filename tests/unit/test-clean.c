/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "baolan/base/mem.h"
#include "baolan/text/clean.h"
#include "baolan/text/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

static void check(const char *in, const char *out, bool keep_lines)
{
	auto_buf b = BUF_INIT(BUF_MAX_TEXT);
	clean_add(&b, str_of(in), keep_lines);
	assert_string_equal(buf_text(&b), out);
}

static void clean_text_stays(void **state)
{
	(void)state;
	check("", "", false);
	check("新华社北京6月6日电（记者 张三）“你好”……",
	      "新华社北京6月6日电（记者 张三）“你好”……", false);
	check("𠮷野家 🙂 Grüße e\xCC\x81", "𠮷野家 🙂 Grüße e\xCC\x81",
	      false);
	assert_true(clean_is(STR("报栏 baolan\xEF\xBF\xBD")));
}

/* Long text is looked at sixteen bytes at a time. */
static void a_character_is_as_clean_in_long_text(void **state)
{
	(void)state;
	for (uint32_t c = 0; c <= 0x10FFFF; c++) {
		char alone[4];
		struct str s = str_make(alone, utf8_put(c, alone));
		auto_buf text = BUF_INIT(100);
		buf_add_str(&text, str_from(STR("    “新华社北京6月6日电”……"), c % 4));
		buf_add_str(&text, s);
		buf_add_text(&text, "（记者 张三）“你好”……");
		assert_int_equal(clean_is(buf_str(&text)), clean_is(s));
	}
}

static void controls_go(void **state)
{
	(void)state;
	check("\x1B[31m红\x1B]0;x\x07\x7F", "[31m红]0;x", false);
	check("\xC2\x9B"
	      "31m\xC2\x85。",
	      "31m 。", false);
	check("a\tb\nc\r\nd\re", "a b c d e", false);
	check("a\tb\nc\r\nd\re\xE2\x80\xA8"
	      "f",
	      "a b\nc\nd\ne\nf", true);
	assert_false(clean_is(STR("a\nb")));
	assert_false(clean_is(STR("a\tb")));
}

static void invisible_characters_go(void **state)
{
	(void)state;
	static const uint32_t gone[] = { 0xAD,    0x200B,   0x200D,  0x200E,  0x202A,
		                         0x202E,  0x2060,   0x2066,  0x2069,  0xFE00,
		                         0xFE0F,  0xFEFF,   0xFDD0,  0xFFF9,  0xFFFE,
		                         0x1FFFE, 0x10FFFF, 0xE0001, 0xE0100, 0x61C,
		                         0x180E,  0x3164 };
	for (size_t i = 0; i < ARRAY_SIZE(gone); i++) {
		auto_buf in = BUF_INIT(64);
		buf_add_text(&in, "中");
		utf8_add(&in, gone[i]);
		buf_add_text(&in, "文");
		check(buf_text(&in), "中文", false);
		assert_false(clean_is(buf_str(&in)));
	}
}

static void ill_formed_bytes_show(void **state)
{
	(void)state;
	check("\xD6\xD0 ok", "\xEF\xBF\xBD\xEF\xBF\xBD ok", false);
	check("\xE4\xB8x", "\xEF\xBF\xBDx", false);
	check("\xED\xA0\x80", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD", false);
	assert_false(clean_is(STR("\xE4\xB8")));
}

static void check_collapsed(const char *in, const char *out)
{
	auto_buf b = BUF_INIT(BUF_MAX_TEXT);
	clean_add_collapsed(&b, str_of(in));
	assert_string_equal(buf_text(&b), out);
}

static void white_space_collapses(void **state)
{
	(void)state;
	check_collapsed("　　今年  上半年\t经济　 \n", "今年 上半年 经济");
	check_collapsed("今年\n  上半年", "今年上半年");
	check_collapsed("他说：\r\n“好”\n，", "他说：“好”，");
	check_collapsed("one\n two", "one two");
	check_collapsed("第\nA", "第 A");
	check_collapsed("\xC2\xA0 \xE2\x80\x8B", "");
	check_collapsed("北\xE2\x80\x8B京", "北京");
}

/* What clean_add makes is clean, valid, and clean_is knows it. */
static void cleaning_is_final(void **state)
{
	(void)state;
	srand(2);
	for (int round = 0; round < 20000; round++) {
		char bytes[24];
		for (size_t i = 0; i < sizeof bytes; i++)
			bytes[i] =
			        (char)(rand() % 3
			                       ? rand()
			                       : "\r\n\xE4\xB8\xAD\xEF\xBB\xBF"[rand() %
			                                                        8]);
		struct str s = str_make(bytes, sizeof bytes);
		auto_buf once = BUF_INIT(1024), twice = BUF_INIT(1024),
		         collapsed = BUF_INIT(1024);
		clean_add(&once, s, false);
		clean_add(&twice, buf_str(&once), false);
		clean_add_collapsed(&collapsed, s);
		assert_true(utf8_valid(buf_str(&once)));
		assert_true(clean_is(buf_str(&once)));
		assert_true(clean_is(buf_str(&collapsed)));
		assert_true(str_eq(buf_str(&once), buf_str(&twice)));
		assert_int_equal(clean_is(s), str_eq(s, buf_str(&once)));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(clean_text_stays),
		cmocka_unit_test(a_character_is_as_clean_in_long_text),
		cmocka_unit_test(controls_go),
		cmocka_unit_test(invisible_characters_go),
		cmocka_unit_test(ill_formed_bytes_show),
		cmocka_unit_test(white_space_collapses),
		cmocka_unit_test(cleaning_is_final),
	};
	return cmocka_run_group_tests_name("clean", tests, NULL, NULL);
}
