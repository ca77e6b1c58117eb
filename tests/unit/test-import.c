/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka needs the above first */
#include <cmocka.h>

#include "baolan/extract/import.h"

#include <stdlib.h>

/* The entries as "line|url|name|folder|tags;" in a row. */
static void expect_bytes(struct str bytes, const char *entries)
{
	struct error why = { 0 };
	struct import_entry entry;
	auto_buf output = BUF_INIT(BUF_MAX_TEXT), text = BUF_INIT(BUF_MAX_TEXT);
	if (import_run(bytes, &output, &why) != ERR_OK)
		fail_msg("%s", why.text);
	struct unpack unpack = unpack_from(buf_str(&output));
	while (import_next(&unpack, &entry))
		buf_printf(&text, "%u|%.*s|%.*s|%.*s|%.*s;", entry.line,
		           STR_ARG(entry.url), STR_ARG(entry.name),
		           STR_ARG(entry.folder), STR_ARG(entry.tags));
	assert_false(unpack.bad);
	assert_string_equal(buf_text(&text), entries);
}

static void expect(const char *bytes, const char *entries)
{
	expect_bytes(str_of(bytes), entries);
}

#define OPML \
	"<?xml version=\"1.0\"?><opml version=\"2.0\"><head><title>t</title></head><body>"

static void test_opml(void **state)
{
	(void)state;
	expect(OPML "<outline text=\"a\" xmlUrl=\"http://a.example/\"/></body></opml>",
	       "1|http://a.example/|a||;");
	expect(OPML "<outline text='甲'><outline text='乙' title='丙'>"
	            "<outline text='x' title='y' xmlUrl='http://a.example/'/></outline>"
	            "<outline xmlUrl='http://b.example/'/></outline>"
	            "<outline xmlUrl='http://c.example/' category='/a/b, c d'/>",
	       "1|http://a.example/|y|甲/丙|;2|http://b.example/||甲|;"
	       "3|http://c.example/|||a/b c-d;");
}

static void test_broken_opml(void **state)
{
	(void)state;
	expect("junk <opml><outline xmlUrl=http://a.example/?x=1&y=2 text='a&b'>"
	       "<OUTLINE XMLURL='http://b.example/' TEXT=\"&lt;b&gt;&nbsp;\x01 c\"",
	       "1|http://a.example/?x=1&y=2|a&b||;2|http://b.example/|<b> c||;");
	expect(OPML "<outline text='f'><outline text='cut' xmlUrl='http://a.example/'>",
	       "1|http://a.example/|cut|f|;");
	expect(OPML
	       "<outline type='link' url=' http://a.example/ ' text='&#10;n&#10;m'/>",
	       "1|http://a.example/|n m||;");
}

static void test_encodings(void **state)
{
	(void)state;
	const char *gbk =
	        "<?xml version=\"1.0\" encoding=\"GBK\"?><opml><body>"
	        "<outline text=\"\xb1\xa8\xc0\xb8\" xmlUrl=\"http://a.example/\"/>";
	expect(gbk, "1|http://a.example/|报栏||;");
	expect("\xEF\xBB\xBFhttp://a.example/\n", "1|http://a.example/|||;");
}

static void test_lists(void **state)
{
	(void)state;
	expect("# mine\n\nhttp://a.example/\r\n  http://b.example/ tag \"two words\" "
	       "\"~a \\\"b\\\"\" \"!\"\n\"query:x:y = \\\"z\\\"\"\n\"exec:~/f\"\nfilter:x",
	       "3|http://a.example/|||;4|http://b.example/|a \"b\"||tag two-words;"
	       "5|query:x:y = \"z\"|||;6|exec:~/f|||;7|filter:x|||;");
}

static void test_nothing(void **state)
{
	(void)state;
	struct error why;
	auto_buf output = BUF_INIT(BUF_MAX_TEXT);
	static const char *const empty[] = { "", "\n# x\n", OPML "</body></opml>",
		                             "<html><p>no</p></html>" };
	for (size_t i = 0; i < sizeof(empty) / sizeof(*empty); i++)
		assert_int_equal(import_run(str_of(empty[i]), &output, &why),
		                 ERR_EMPTY);
}

static void test_a_damaged_answer(void **state)
{
	(void)state;
	struct import_entry entry;
	struct unpack unpack = unpack_from(STR("\1\0\0\0\xff\xff\xff\xff"));
	assert_false(import_next(&unpack, &entry));
	assert_true(unpack.bad);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_opml),
		cmocka_unit_test(test_broken_opml),
		cmocka_unit_test(test_encodings),
		cmocka_unit_test(test_lists),
		cmocka_unit_test(test_nothing),
		cmocka_unit_test(test_a_damaged_answer),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
