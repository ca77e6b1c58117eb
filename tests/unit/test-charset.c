/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "baolan/base/mem.h"
#include "baolan/text/charset.h"
#include "baolan/text/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#define PLENTY BUF_MAX_TEXT

static const char simplified[] =
        "<p>"
        "街角的报栏换上了新的玻璃，早起买菜的人停下来看一会儿。头版讲的是河边的步道，"
        "说今年秋天可以一直走到老桥；第二版登着几张旧照片，有人认出了自己的小学。"
        "玻璃上贴着一张纸条，写着“请勿张贴”，落款是街道办事处。</p>";
static const char traditional[] =
        "<p>"
        "街角的報欄換上了新的玻璃，早起買菜的人停下來看一會兒。頭版講的是河邊的步道，"
        "說今年秋天可以一直走到老橋；第二版登著幾張舊照片，有人認出了自己的小學。"
        "玻璃上貼著一張紙條，寫著「請勿張貼」，落款是區公所。</p>";

static void check_decoded(struct str bytes, const char *http, const char *charset,
                          const char *text)
{
	struct decoded d;
	assert_int_equal(charset_decode(bytes, str_of(http), PLENTY, &d, NULL), ERR_OK);
	assert_true(utf8_valid(d.text));
	auto_free char *got = str_dup(d.text);
	assert_string_equal(got, text);
	assert_string_equal(d.charset, charset);
	decoded_done(&d);
}

/* `text` in `charset`, decoded with the labels given. */
static void check_page(const char *text, const char *in, const char *http,
                       const char *charset)
{
	auto_buf bytes = BUF_INIT(PLENTY);
	assert_true(charset_encode(str_of(text), in, &bytes));
	check_decoded(buf_str(&bytes), http, charset, text);
}

static void labels(void **state)
{
	(void)state;
	static const char *const cases[][2] = {
		{ "gb2312", "gb18030" },      { " GBK ", "gb18030" },
		{ "cp936", "gb18030" },       { "gb_2312-80", "gb18030" },
		{ "x-gbk", "gb18030" },       { "Big5", "big5" },
		{ "big5-hkscs", "big5" },     { "x-x-big5", "big5" },
		{ "UTF-8", "utf-8" },         { "utf8", "utf-8" },
		{ "latin1", "windows-1252" }, { "ks_c_5601-1987", "euc-kr" },
		{ "utf-16", "utf-16le" },
	};
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++)
		assert_string_equal(charset_canonical(str_of(cases[i][0])),
		                    cases[i][1]);
	assert_null(charset_canonical(STR("")));
	assert_null(charset_canonical(STR("gb")));
	assert_null(charset_canonical(STR("gbk gb2312")));
}

static void declarations(void **state)
{
	(void)state;
	static const char *const cases[][2] = {
		{ "<html><meta charset=gb2312>", "gb2312" },
		{ "<META CharSet = 'GBK'/>", "GBK" },
		{ "<meta http-equiv=\"Content-Type\" content=\"text/html; "
		  "charset=gb2312\">",
		  "gb2312" },
		{ "<meta content='text/html;charset=big5' http-equiv=content-type>",
		  "big5" },
		{ "<?xml version=\"1.0\" encoding=\"GB2312\"?><rss/>", "GB2312" },
		{ "<!-- <meta charset=big5> --><meta charset=gbk>", "gbk" },
		{ "<meta name=x content=y><meta charset=\"utf-8\">", "utf-8" },
	};
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++)
		assert_true(str_eq(charset_declared(str_of(cases[i][0])),
		                   str_of(cases[i][1])));
	assert_null(charset_declared(STR("<p>charset=gbk</p>")).at);
	assert_null(charset_declared(STR("<meta charset=")).at);
	auto_buf late = BUF_INIT(PLENTY);
	buf_add_repeat(&late, STR(" "), 1024);
	buf_add_text(&late, "<meta charset=gbk>");
	assert_null(charset_declared(buf_str(&late)).at);
}

static void utf8_is_borrowed(void **state)
{
	(void)state;
	struct str pages[] = { STR("plain"), STR("报栏"), STR("\xEF\xBB\xBF报栏"),
		               STR("") };
	for (size_t i = 0; i < ARRAY_SIZE(pages); i++) {
		struct decoded d;
		assert_int_equal(charset_decode(pages[i], STR_NONE, 6, &d, NULL),
		                 ERR_OK);
		assert_null(d.own.at);
		assert_ptr_equal(d.text.at, pages[i].at + (i == 2 ? 3 : 0));
		assert_string_equal(d.charset, "utf-8");
		decoded_done(&d);
	}
}

static void precedence(void **state)
{
	(void)state;
	check_page(simplified, "gb18030", "gb2312", "gb18030");
	check_page(traditional, "big5", "Big5", "big5");
	check_page("<meta charset=gbk>短", "gb18030", NULL, "gb18030");
	/* HTTP before the page, the byte order mark before both */
	check_page("<meta charset=big5>短句", "gb18030", "gbk", "gb18030");
	check_decoded(STR("\xEF\xBB\xBF<meta charset=gbk>短句"), "gbk", "utf-8",
	              "<meta charset=gbk>短句");
	check_decoded(STR("\xFF\xFE\x2D\x4E\x87\x65"), NULL, "utf-16le", "中文");
	check_decoded(STR("\xFE\xFF\x4E\x2D\xD8\x3D\xDE\x00"), NULL, "utf-16be", "中😀");
	/* a page that can be read in ASCII is not UTF-16 */
	check_page("<meta charset=utf-16>短句", "utf-8", NULL, "utf-8");
	/* a label decides what the query of a form is sent in, even when all is ASCII
	 */
	check_page("ascii", "utf-8", "gbk", "gb18030");
}

static void wrong_labels_lose(void **state)
{
	(void)state;
	check_page(simplified, "utf-8", "gb2312", "utf-8");
	check_page(simplified, "utf-8", "iso-8859-1", "utf-8");
	check_page(simplified, "gb18030", "utf-8", "gb18030");
	check_page(traditional, "big5", "utf-8", "big5");
	check_page("新闻", "gb18030", "utf-8", "gb18030");
	check_page(simplified, "gb18030", "iso-8859-1", "gb18030");
	check_page(simplified, "gb18030", "no-such-charset", "gb18030");
	check_page("d\xC3\xA9j\xC3\xA0 vu, caf\xC3\xA9", "windows-1252", "iso-8859-1",
	           "windows-1252");
}

static void statistics(void **state)
{
	(void)state;
	check_page(simplified, "gb18030", NULL, "gb18030");
	check_page(traditional, "big5", NULL, "big5");
	check_page("新闻", "gb18030", NULL, "gb18030");
	check_page("朱镕基：五年规划", "gb18030", NULL, "gb18030");
}

/* A summary cut in the middle of a character is still UTF-8. */
static void torn_utf8(void **state)
{
	(void)state;
	check_decoded(STR("街角的报栏换上了新的\xE7\x8E"), NULL, "utf-8",
	              "街角的报栏换上了新的\xEF\xBF\xBD");
	check_decoded(STR("街角的报栏换上了新的\xE7\x8E"), "gbk", "utf-8",
	              "街角的报栏换上了新的\xEF\xBF\xBD");
}

/* The Encoding Standard's decoders: a bad sequence never takes its neighbours. */
static void bad_sequences(void **state)
{
	(void)state;
#define BAD "\xEF\xBF\xBD"
	static const struct {
		struct str bytes;
		const char *charset, *text;
	} cases[] = {
		{ { "\x80", 1 }, "gb18030", "€" },
		{ { "\xA3\xA0", 2 }, "gb18030", "　" },
		{ { "\x81\x7F", 2 }, "gb18030", BAD "\x7F" },
		{ { "\xD6<b>", 4 }, "gb18030", BAD "<b>" },
		{ { "\xD6\"x", 3 }, "gb18030", BAD "\"x" },
		{ { "\xFF@", 2 }, "gb18030", BAD "@" },
		{ { "\xD6", 1 }, "gb18030", BAD },
		{ { "\x81\x30\x81\x30", 4 }, "gb18030", "\xC2\x80" },
		{ { "\x94\x39\xDA\x33", 4 }, "gb18030", "💩" },
		{ { "\x81\x30x", 3 }, "gb18030", BAD "0x" },
		{ { "\xE3\x32\x9A\x36", 4 }, "gb18030", BAD },
		{ { "\xFE\x39", 2 }, "big5", BAD "9" },
		{ { "\x80"
		    "a",
		    2 },
		  "big5",
		  BAD "a" },
		{ { "\x88\x62", 2 }, "big5", "\xC3\x8A\xCC\x84" },
		{ { "\xA4\xA4\xA4", 3 }, "big5", "中" BAD },
		{ { "\x8E\x69", 2 }, "big5", "箸" },
		{ { "\x83\x41", 2 }, "shift_jis", "ア" },
	};
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++)
		check_decoded(cases[i].bytes, cases[i].charset, cases[i].charset,
		              cases[i].text);
}

static void replacements_are_counted(void **state)
{
	(void)state;
	auto_buf bytes = BUF_INIT(PLENTY);
	struct decoded d;
	charset_encode(str_of(simplified), "gb18030", &bytes);
	buf_add_text(&bytes, "\xFF!\xD6\"");
	assert_int_equal(charset_decode(buf_str(&bytes), STR("gbk"), PLENTY, &d, NULL),
	                 ERR_OK);
	assert_int_equal(d.replaced, 2);
	assert_true(str_ends(d.text, STR(BAD "!" BAD "\"")));
	decoded_done(&d);
}

static void every_character_there_and_back(void **state)
{
	(void)state;
	auto_buf text = BUF_INIT(PLENTY), bytes = BUF_INIT(PLENTY);
	for (uint32_t c = 0x80; c < 0x30000; c += c < 0x10000 ? 1 : 61) {
		bool skipped = (c >= 0xD800 && c < 0xF900) || (c & 0xFFFE) == 0xFFFE ||
		               c == UTF8_BAD || c == 0x20AC;
		if (!skipped)
			utf8_add(&text, c);
	}
	assert_true(charset_encode(buf_str(&text), "gb18030", &bytes));
	struct decoded d;
	assert_int_equal(charset_decode(buf_str(&bytes), STR("gb18030"), PLENTY, &d,
	                                NULL),
	                 ERR_OK);
	assert_true(str_eq(d.text, buf_str(&text)));
	decoded_done(&d);
}

static void limits(void **state)
{
	(void)state;
	struct decoded d = { .replaced = 77 };
	struct error err = { 0 };
	auto_buf bytes = BUF_INIT(PLENTY);
	charset_encode(STR("中文"), "gb18030", &bytes);
	assert_int_equal(charset_decode(buf_str(&bytes), STR("gbk"), 5, &d, &err),
	                 ERR_LIMIT);
	assert_int_equal(charset_decode(STR("中文"), STR_NONE, 5, &d, &err), ERR_LIMIT);
	assert_int_equal(err.code, ERR_LIMIT);
	assert_int_equal(d.replaced, 77);
	assert_int_equal(charset_decode(buf_str(&bytes), STR("gbk"), 6, &d, &err),
	                 ERR_OK);
	decoded_done(&d);
}

static void encoding(void **state)
{
	(void)state;
	static const struct {
		const char *text, *charset, *bytes;
	} cases[] = {
		{ "规划", "gb18030", "\xB9\xE6\xBB\xAE" },
		{ "規劃", "big5", "\xB3\x57\xB9\xBA" },
		{ "规划 a", "utf-8", "规划 a" },
		{ "a中é", "windows-1252", "a&#20013;\xE9" },
		{ "🙂", "big5", "&#128578;" },
	};
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		auto_buf b = BUF_INIT(64);
		assert_true(
		        charset_encode(str_of(cases[i].text), cases[i].charset, &b));
		assert_string_equal(buf_text(&b), cases[i].bytes);
	}
	auto_buf b = BUF_INIT(64);
	assert_false(charset_encode(STR("a"), "klingon", &b));
	assert_false(charset_encode(STR("a"), NULL, &b));
}

/* Texts in every charset of more bytes than one a character. */
static const struct {
	const char *charset, *text;
} multibyte[] = {
	{ "utf-8", "街角的报栏 and é, 𠀀, 🙂 end" },
	{ "utf-16le", "街角的报栏 and é, 𠀀, 🙂 end" },
	{ "utf-16be", "街角的报栏 and é, 𠀀, 🙂 end" },
	{ "gb18030", "街角的报栏 and é, 𠀀, 🙂 end" },
	{ "big5", "街角的報欄 and 舊照片，等 end" },
	{ "shift_jis", "街角の掲示板 and カタカナ、ｱｲｳ end" },
	{ "euc-jp", "街角の掲示板 and カタカナ、ｱｲｳ end" },
	{ "iso-2022-jp", "街角の掲示板 and カタカナ end" },
	{ "euc-kr", "길모퉁이의 게시판 and 新聞 end" },
};

/* UTF-16 as a query is UTF-8, so it is made here. */
static void encode_text(const char *text, const char *charset, struct buf *bytes)
{
	bool little = strcmp(charset, "utf-16le") == 0;
	uint32_t c;
	if (!little && strcmp(charset, "utf-16be") != 0) {
		assert_true(charset_encode(str_of(text), charset, bytes));
		return;
	}
	for (struct str rest = str_of(text); rest.len;) {
		rest = str_from(rest, utf8_next(rest, &c));
		uint32_t units[2] = { c, 0 };
		if (c >= 0x10000) {
			units[0] = 0xD7C0 + (c >> 10);
			units[1] = 0xDC00 | (c & 0x3FF);
		}
		for (int i = 0; i < (c >= 0x10000 ? 2 : 1); i++) {
			buf_add_char(bytes, (char)(little ? units[i] : units[i] >> 8));
			buf_add_char(bytes, (char)(little ? units[i] >> 8 : units[i]));
		}
	}
}

/* What is whole stays, and what is torn is one U+FFFD. */
static void cut_at_every_byte(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(multibyte); i++) {
		auto_buf bytes = BUF_INIT(PLENTY);
		encode_text(multibyte[i].text, multibyte[i].charset, &bytes);
		for (size_t len = 0; len <= bytes.len; len++) {
			/* Of its own size, so that a read past the end is seen. */
			auto_free char *cut = mem_alloc(len);
			struct decoded d;
			memcpy(cut, bytes.at, len);
			assert_int_equal(charset_decode(str_make(cut, len),
			                                str_of(multibyte[i].charset),
			                                PLENTY, &d, NULL),
			                 ERR_OK);
			struct str text = d.text;
			if (str_ends(text, STR("\xEF\xBF\xBD")))
				text = str_head(text, text.len - 3);
			if (!str_starts(str_of(multibyte[i].text), text))
				fail_msg("%s cut at %zu: %.*s", multibyte[i].charset,
				         len, STR_ARG(d.text));
			decoded_done(&d);
		}
	}
}

/* A byte that begins a character and goes on as none costs nothing behind it. */
static void neighbours_are_kept(void **state)
{
	static const struct {
		const char *charset, *bad;
	} cases[] = {
		{ "utf-8", "\xE8\xA1" },  { "utf-8", "\xFF" },
		{ "gb18030", "\xB1" },    { "gb18030", "\x81\x30" },
		{ "gb18030", "\xFF" },    { "big5", "\xB1" },
		{ "big5", "\xFF" },       { "shift_jis", "\x88" },
		{ "shift_jis", "\xFD" },  { "euc-jp", "\xA4" },
		{ "euc-jp", "\x8F\xA1" }, { "euc-jp", "\x8E" },
		{ "euc-kr", "\xB1" },     { "euc-kr", "\xFF" },
	};
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		auto_buf bytes = BUF_INIT(PLENTY);
		struct decoded d;
		buf_add_text(&bytes, "before ");
		buf_add_text(&bytes, cases[i].bad);
		buf_add_text(&bytes, "<p>behind");
		assert_int_equal(charset_decode(buf_str(&bytes),
		                                str_of(cases[i].charset), PLENTY, &d,
		                                NULL),
		                 ERR_OK);
		if (!str_starts(d.text, STR("before \xEF\xBF\xBD")) ||
		    !str_ends(d.text, STR("<p>behind")) || !d.replaced)
			fail_msg("%s case %zu: %.*s", cases[i].charset, i,
			         STR_ARG(d.text));
		decoded_done(&d);
	}
}

int main(void)
{
	charset_warm();
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(labels),
		cmocka_unit_test(declarations),
		cmocka_unit_test(utf8_is_borrowed),
		cmocka_unit_test(precedence),
		cmocka_unit_test(wrong_labels_lose),
		cmocka_unit_test(statistics),
		cmocka_unit_test(torn_utf8),
		cmocka_unit_test(cut_at_every_byte),
		cmocka_unit_test(neighbours_are_kept),
		cmocka_unit_test(bad_sequences),
		cmocka_unit_test(replacements_are_counted),
		cmocka_unit_test(every_character_there_and_back),
		cmocka_unit_test(limits),
		cmocka_unit_test(encoding),
	};
	return cmocka_run_group_tests_name("charset", tests, NULL, NULL);
}
