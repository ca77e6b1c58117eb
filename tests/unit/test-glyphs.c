/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is shown in the place of what can't be. */
#include "baolan/text/glyphs.h"

#include "baolan/base/mem.h"
#include "baolan/text/grapheme.h"
#include "baolan/text/utf8.h"
#include "baolan/text/width.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

struct example {
	const char *text, *shown;
};

static void check_examples(const struct glyphs *g, const struct example *examples,
                           size_t n)
{
	for (size_t i = 0; i < n; i++) {
		auto_buf b = BUF_INIT(BUF_MAX_TEXT);
		glyphs_add(g, &b, str_of(examples[i].text));
		assert_string_equal(buf_text(&b), examples[i].shown);
	}
}
#define check(g, examples) check_examples(g, examples, ARRAY_SIZE(examples))

static void with_encoder(struct glyphs *g, const char *codeset)
{
	g->encoder = encoder_new(codeset);
	if (!g->encoder) {
		print_message("iconv has no %s here\n", codeset);
		skip();
	}
}

static void nothing_is_replaced_unasked(void **state)
{
	static const struct example examples[] = {
		{ "“你好”——é①🙂", "“你好”——é①🙂" },
		{ "", "" },
	};
	(void)state;
	check(&(struct glyphs){ 0 }, examples);
	assert_true(glyphs_keep(&(struct glyphs){ 0 }, STR("“頭髮”")));
	assert_true(glyphs_keep(NULL, STR("“頭髮”")));
}

static void replace_leaves_no_doubtful_cell(void **state)
{
	static const struct example examples[] = {
		{ "他说：“走”", "他说：「走」" },
		{ "‘走’", "『走』" },
		{ "中国——上海", "中国－－上海" },
		{ "等等……然后", "等等......然后" },
		{ "列奥纳多·达·芬奇", "列奥纳多・达・芬奇" },
		{ "①②⑳", "(1)(2)(20)" },
		{ "※注→看", "＊注->看" },
		{ "25℃，30°", "25度，30度" },
		{ "3×4 № 5 第Ⅳ章", "3x4 No. 5 第IV章" },
		{ "café Ωмир", "cafe Omir" },
		{ "┌─┐│█", "+-+|#" },
		{ "★●■", "＊＊＊" },
		{ "don’t", "don』t" },
	};
	(void)state;
	check(&((struct glyphs){ .replace = true }), examples);
}

/* Whatever character it is, what stands for it is certain, and not nothing. */
static void replace_knows_every_character(void **state)
{
	struct glyphs g = { .replace = true };
	(void)state;
	for (uint32_t c = 0xA0; c < 0x20000; c++) {
		auto_buf text = BUF_INIT(64), shown = BUF_INIT(64);
		uint32_t each;
		if (!width_is_ambiguous(c) || width_of(c) <= 0)
			continue;
		utf8_add(&text, c);
		glyphs_add(&g, &shown, buf_str(&text));
		assert_true(shown.len > 0);
		for (struct str s = buf_str(&shown); s.len;) {
			s = str_from(s, utf8_next(s, &each));
			assert_false(width_is_ambiguous(each));
			assert_true(width_of(each) > 0);
		}
	}
}

static void scripts_are_changed_by_phrases(void **state)
{
	static const struct example traditional[] = {
		{ "头发发展，皇后", "頭髮發展，皇后" },
		{ "他说“好”", "他說「好」" },
	};
	static const struct example simplified[] = {
		{ "頭髮發展", "头发发展" },
		{ "他說「好」", "他说“好”" },
	};
	(void)state;
	check(&((struct glyphs){ .script = SCRIPT_TRADITIONAL }), traditional);
	check(&((struct glyphs){ .script = SCRIPT_SIMPLIFIED }), simplified);
}

static void pinyin_stands_apart(void **state)
{
	static const struct example instead[] = {
		{ "中国人民", "zhōng guó rén mín" },
		{ "银行，重庆", "yín háng, chóng qìng" },
		{ "2016年GDP增长5.2%。", "2016 nián GDP zēng zhǎng 5.2%." },
		{ "他说：“走。”然后", "tā shuō: “zǒu.” rán hòu" },
		{ "《人民日报》（北京）讯", "«rén mín rì bào» (běi jīng) xùn" },
		{ "plain text, as it is", "plain text, as it is" },
	};
	static const struct example plain[] = {
		{ "他说：“走。”然后", "ta shuo: \"zou.\" ran hou" },
		{ "旅客——女", "lu ke--nu" },
		{ "等等……然后", "deng deng...... ran hou" },
		{ "don’t ‘go’", "don't 'go'" },
		{ "全长１２３公里", "quan chang 123 gong li" },
		{ "🙂", "?" },
	};
	(void)state;
	check(&((struct glyphs){ .pinyin = PINYIN_INSTEAD }), instead);
	check(&((struct glyphs){ .pinyin = PINYIN_PLAIN }), plain);
}

static void pinyin_minds_the_piece_before(void **state)
{
	auto_buf b = BUF_INIT(BUF_MAX_TEXT);
	struct glyphs g = { .pinyin = PINYIN_INSTEAD };
	(void)state;
	glyphs_add(&g, &b, STR("中国"));
	glyphs_add(&g, &b, STR("人民"));
	assert_string_equal(buf_text(&b), "zhōng guó rén mín");
}

static void readings_are_one_a_character(void **state)
{
	static const struct example words[] = {
		{ "朱镕基", "zhū róng jī" },
		{ "银行行长", "yín háng xíng zhǎng" },
		{ "的", "de" },
	};
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(words); i++) {
		auto_buf b = BUF_INIT(BUF_MAX_TEXT);
		translit_pinyin(str_of(words[i].text), &b);
		assert_string_equal(buf_text(&b), words[i].shown);
	}
	for (uint32_t c = 0x4E00; c < 0xA000; c += 7) {
		auto_buf han = BUF_INIT(64), b = BUF_INIT(256);
		size_t blanks = 0;
		utf8_add(&han, c);
		utf8_add(&han, 0x4E2D);
		utf8_add(&han, c);
		translit_pinyin(buf_str(&han), &b);
		for (size_t i = 0; i < b.len; i++)
			blanks += b.at[i] == ' ';
		assert_int_equal(blanks, 2);
	}
}

static void gb2312_has_dashes_of_its_own(void **state)
{
	static const struct example examples[] = {
		{ "“中国”——上海·达", "“中国”――上海・达" },
		{ "頭髮", "头发" },
		{ "朱镕基说", "朱 róng 基说" },
		{ "é", "é" },
		{ "€5", "EUR5" },
	};
	struct glyphs g = { 0 };
	(void)state;
	with_encoder(&g, "GB2312");
	check(&g, examples);
	encoder_free(g.encoder);
}

static void big5_is_traditional(void **state)
{
	static const struct example examples[] = {
		{ "头发发展", "頭髮發展" },
		{ "皇后里面", "皇后里面" },
		{ "——……", "——……" },
	};
	struct glyphs g = { 0 };
	(void)state;
	with_encoder(&g, "BIG5");
	check(&g, examples);
	encoder_free(g.encoder);
}

static void ascii_is_spelled(void **state)
{
	static const struct example examples[] = {
		{ "榕湾晚报", "rong wan wan bao" },
		{ "“走”——看", "\"zou\"--kan" },
		{ "don’t “go”…", "don't \"go\"..." },
		{ "Zürich", "Zurich" },
	};
	struct glyphs g = { 0 };
	(void)state;
	with_encoder(&g, "ANSI_X3.4-1968");
	check(&g, examples);
	encoder_free(g.encoder);
}

/* Everything that is shown can be encoded, and comes back the same. */
static void what_is_shown_can_be_encoded(void **state)
{
	static const char *const codesets[] = { "GB2312",        "GBK",
		                                "GB18030",       "BIG5",
		                                "BIG5-HKSCS",    "EUC-TW",
		                                "ANSI_X3.4-1968" };
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(codesets); i++) {
		struct glyphs g = { 0 };
		with_encoder(&g, codesets[i]);
		for (uint32_t c = 0x20; c < 0x20000; c += c < 0x2E80 ? 1 : 13) {
			auto_buf text = BUF_INIT(64), shown = BUF_INIT(256);
			auto_buf bytes = BUF_INIT(256), back = BUF_INIT(256);
			if (width_of(c) <= 0)
				continue;
			utf8_add(&text, c);
			glyphs_add(&g, &shown, buf_str(&text));
			encoder_add(g.encoder, buf_str(&shown), &bytes);
			if (!shown.len)
				fail_msg("U+%04X became nothing in %s", c, codesets[i]);
			assert_int_equal(encoder_read(g.encoder, buf_str(&bytes),
			                              &back),
			                 bytes.len);
			assert_string_equal(buf_text(&back), buf_text(&shown));
		}
		encoder_free(g.encoder);
	}
}

/* Typed characters come torn. */
static void torn_characters_wait(void **state)
{
	struct glyphs g = { 0 };
	auto_buf b = BUF_INIT(64);
	(void)state;
	with_encoder(&g, "GB18030");
	assert_int_equal(encoder_read(g.encoder, STR("a\xD6"), &b), 1);
	assert_int_equal(encoder_read(g.encoder, STR("\xD6\xD0\x81\x30\x81"), &b), 2);
	assert_int_equal(encoder_read(g.encoder, STR("\xFFz"), &b), 2);
	assert_string_equal(buf_text(&b), "a中\xEF\xBF\xBDz");
	encoder_free(g.encoder);
	assert_null(encoder_new("UTF-8"));
	assert_null(encoder_new("no-such-codeset"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_is_replaced_unasked),
		cmocka_unit_test(replace_leaves_no_doubtful_cell),
		cmocka_unit_test(replace_knows_every_character),
		cmocka_unit_test(scripts_are_changed_by_phrases),
		cmocka_unit_test(pinyin_stands_apart),
		cmocka_unit_test(pinyin_minds_the_piece_before),
		cmocka_unit_test(readings_are_one_a_character),
		cmocka_unit_test(gb2312_has_dashes_of_its_own),
		cmocka_unit_test(big5_is_traditional),
		cmocka_unit_test(ascii_is_spelled),
		cmocka_unit_test(what_is_shown_can_be_encoded),
		cmocka_unit_test(torn_characters_wait),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
