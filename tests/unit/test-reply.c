/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "baolan/markup/reply.h"

#include "baolan/base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

static void assert_json(enum reply_kind kind, struct str text, const char *expected)
{
	json_t *json = NULL;
	struct error err = { 0 };
	if (reply_json(kind, text, &json, &err) != ERR_OK)
		fail_msg("%.*s: %s", STR_ARG(text), err.text);
	char *dumped = json_dumps(json, JSON_COMPACT | JSON_ENCODE_ANY);
	assert_string_equal(dumped, expected);
	free(dumped);
	json_decref(json);
}

static void assert_garbled(enum reply_kind kind, struct str text, const char *quoted)
{
	json_t *json = NULL;
	auto_buf inside = BUF_INIT(1000);
	struct error err = { 0 };
	enum err failed = reply_is_json(kind) ? reply_json(kind, text, &json, &err)
	                                      : reply_text(kind, text, &inside, &err);
	assert_int_equal(failed, ERR_FORMAT);
	assert_int_equal(err.code, ERR_FORMAT);
	assert_null(json);
	assert_int_equal(inside.len, 0);
	if (!strstr(err.text, quoted))
		fail_msg("\"%s\" does not quote \"%s\"", err.text, quoted);
}

static void assert_inside(enum reply_kind kind, struct str text, const char *expected)
{
	auto_buf inside = BUF_INIT(10000);
	struct error err = { 0 };
	if (reply_text(kind, text, &inside, &err) != ERR_OK)
		fail_msg("%.*s: %s", STR_ARG(text), err.text);
	assert_string_equal(buf_text(&inside), expected);
}

static void kinds_have_names(void **state)
{
	(void)state;
	enum reply_kind kind;
	assert_true(reply_kind_of(STR("xml-cdata"), &kind));
	assert_int_equal(kind, REPLY_XML_CDATA);
	assert_true(reply_kind_of(STR("json"), &kind));
	assert_int_equal(kind, REPLY_JSON);
	assert_false(reply_kind_of(STR("jso"), &kind));
	assert_false(reply_kind_of(STR_NONE, &kind));
}

static void json(void **state)
{
	(void)state;
	assert_json(REPLY_JSON, STR(" {\"a\":[1,2]}\n"), "{\"a\":[1,2]}");
	assert_json(REPLY_JSON, STR("true"), "true");
	assert_json(REPLY_JSON,
	            STR("\xEF\xBB\xBF"
	                "17"),
	            "17");
	assert_garbled(REPLY_JSON, STR("{\"a\":1"), "{\"a\":1");
	assert_garbled(REPLY_JSON, STR("{} {}"), "{} {}");
	assert_garbled(REPLY_JSON, STR(""), "empty");
	assert_garbled(REPLY_JSON, STR(" \n"), "empty");
	assert_garbled(REPLY_HTML, STR(""), "empty");
}

static void jsonp(void **state)
{
	(void)state;
	assert_json(REPLY_JSONP, STR("cb({\"status\":1});"), "{\"status\":1}");
	assert_json(REPLY_JSONP, STR("({\"status\":1})"), "{\"status\":1}");
	assert_json(REPLY_JSONP, STR("jQuery17_1.cb ( 17 ) ;\r\n"), "17");
	assert_json(REPLY_JSONP, STR("/**/ cb([\"(\", \")\"])"), "[\"(\",\")\"]");
	assert_json(REPLY_JSONP, STR("{\"a\":\"(b)\"}"), "{\"a\":\"(b)\"}");
	assert_json(REPLY_JSONP, STR("cb({\"d\":\"\\u5fc3\\/\"})"), "{\"d\":\"心/\"}");
	assert_garbled(REPLY_JSONP, STR("cb({\"status\":1"), "cb(");
	assert_garbled(REPLY_JSONP, STR("cb({\"status\":1)"), "cb(");
	assert_garbled(REPLY_JSONP, STR("cb()"), "cb()");
	assert_garbled(REPLY_JSONP, STR(")("), ")(");
	assert_garbled(REPLY_JSONP, STR(""), "empty");
}

static void an_error_page_is_quoted_by_its_words(void **state)
{
	(void)state;
	assert_garbled(REPLY_JSONP,
	               STR("<html><head><title>提示信息</title></head><body><div "
	                   "class=showMsg>服务器\x1b[31m繁忙</div>"),
	               "\"提示信息 服务器[31m繁忙\"");
	assert_garbled(
	        REPLY_JSON,
	        STR("一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十"
	            "一二三四五六七八九十尾"),
	        "九十…\"");
}

static void jsvar(void **state)
{
	(void)state;
	assert_json(REPLY_JSVAR,
	            STR("var data = {\"n\":[{\"top_num\":\"1,234\"}]};show(data);"),
	            "{\"n\":[{\"top_num\":\"1,234\"}]}");
	assert_json(REPLY_JSVAR, STR("x=5"), "5");
	assert_garbled(REPLY_JSVAR, STR("var data = {\"n\":"), "var data");
	assert_garbled(REPLY_JSVAR, STR("alert(1)"), "alert(1)");
}

static void jswrite(void **state)
{
	(void)state;
	assert_inside(
	        REPLY_JSWRITE,
	        STR("document.write(\"<div id=\\\"mood\\\">it\\'s \\\\ <\\/div>\");"),
	        "<div id=\"mood\">it's \\ </div>");
	assert_inside(
	        REPLY_JSWRITE,
	        STR("document.writeln('<p>');\r\nvar a = 1; document.write ( 'x' );"),
	        "<p>\nx");
	assert_inside(REPLY_JSWRITE, STR("document.write('a' + (b(')')) + \"c\", 'd')"),
	              "a)cd");
	assert_inside(REPLY_JSWRITE,
	              STR("document.write('\\u5fc3\\x41\\uD83D\\uDE00\\u{1F600}')"),
	              "心A😀😀");
	assert_inside(REPLY_JSWRITE, STR("document.write('a\\\nb\\\r\nc\\n\\t')"),
	              "abc\n\t");
	assert_inside(REPLY_JSWRITE, STR("document.write('\\uD83Dx\\u00')"),
	              "\xEF\xBF\xBDxu00");
	assert_inside(REPLY_JSWRITE, STR("document.written(1);document.write('y')"),
	              "y");
	assert_garbled(REPLY_JSWRITE, STR("document.write('cut"), "document.write");
	assert_garbled(REPLY_JSWRITE, STR("document.write('cut\\"), "document.write");
	assert_garbled(REPLY_JSWRITE, STR("document.write("), "document.write");
	assert_garbled(REPLY_JSWRITE, STR("document.write('a'"), "document.write");
	assert_garbled(REPLY_JSWRITE, STR("standoff"), "standoff");
}

static void jsset(void **state)
{
	(void)state;
	assert_json(REPLY_JSSET,
	            STR("$('#todaydowns').html('4');$('#hits').html(\"1,20\");"),
	            "{\"todaydowns\":\"4\",\"hits\":\"1,20\"}");
	assert_json(REPLY_JSSET,
	            STR("document.getElementById(\"a\").innerHTML=\"12\";\r\n"
	                "document.getElementById('b').innerHTML = '3';"),
	            "{\"a\":\"12\",\"b\":\"3\"}");
	assert_json(REPLY_JSSET, STR("document.write('12');\r\n"), "{\"\":\"12\"}");
	assert_garbled(REPLY_JSSET, STR("$('#a').hide();"), "hide");
	assert_garbled(REPLY_JSSET, STR("$('#a').html('cut"), "html");
	assert_garbled(REPLY_JSSET, STR("$("), "$(");
	assert_garbled(REPLY_JSSET, STR(""), "empty");
}

static void xml_cdata(void **state)
{
	(void)state;
	assert_inside(
	        REPLY_XML_CDATA,
	        STR("<?xml "
	            "version=\"1.0\"?><root><![CDATA[<table>]]><![CDATA[x]]></root>"),
	        "<table>x");
	assert_garbled(REPLY_XML_CDATA, STR("<root><![CDATA[<table></root>"), "");
	assert_garbled(REPLY_XML_CDATA, STR("<root>没有</root>"), "没有");
}

static void text(void **state)
{
	(void)state;
	assert_inside(REPLY_TEXT, STR("\xEF\xBB\xBF 3,0,0 \r\n"), "3,0,0");
	assert_garbled(REPLY_TEXT, STR("\n"), "empty");
}

static void assert_at(const char *json_text, struct str path, const char *expected)
{
	json_t *json = json_loads(json_text, JSON_DECODE_ANY, NULL);
	const json_t *found = json_at(json, path);
	char *dumped = found ? json_dumps(found, JSON_ENCODE_ANY | JSON_COMPACT) : NULL;
	assert_string_equal(dumped ? dumped : "nothing", expected);
	free(dumped);
	json_decref(json);
}

static void json_paths(void **state)
{
	(void)state;
	const char *json_text =
	        "{\"data\":[{\"mood1\":5,\"m\":{\"n\":[[7]]}}],\"a-b\":null}";
	assert_at(json_text, STR("data[0].mood1"), "5");
	assert_at(json_text, STR("data[0].m.n[0][0]"), "7");
	assert_at(json_text, STR("a-b"), "null");
	assert_at(json_text, STR("data[1]"), "nothing");
	assert_at(json_text, STR("data.mood1"), "nothing");
	assert_at(json_text, STR("data[x]"), "nothing");
	assert_at(json_text, STR("data[0"), "nothing");
	assert_at(json_text, STR("data[0]x"), "nothing");
	assert_at(json_text, STR("data..x"), "nothing");
	assert_at("[4]", STR("[0]"), "4");
	assert_at("17", STR(""), "17");
}

static void counts(void **state)
{
	(void)state;
	assert_int_equal(reply_count(STR("12")), 12);
	assert_int_equal(reply_count(STR("(3)")), 3);
	assert_int_equal(reply_count(STR("12人")), 12);
	assert_int_equal(reply_count(STR("1,234")), 1234);
	assert_int_equal(reply_count(STR("1.2万")), 12000);
	assert_int_equal(reply_count(STR("3.14 萬次")), 31400);
	assert_int_equal(reply_count(STR("1亿")), 100000000);
	assert_int_equal(reply_count(STR("0")), 0);
	assert_int_equal(reply_count(STR("12, 3")), 12);
	assert_int_equal(reply_count(STR("人")), -1);
	assert_int_equal(reply_count(STR("")), -1);
	assert_int_equal(reply_count(STR_NONE), -1);
	assert_int_equal(reply_count(STR("99999999999999999999999")), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(kinds_have_names),
		cmocka_unit_test(json),
		cmocka_unit_test(jsonp),
		cmocka_unit_test(an_error_page_is_quoted_by_its_words),
		cmocka_unit_test(jsvar),
		cmocka_unit_test(jswrite),
		cmocka_unit_test(jsset),
		cmocka_unit_test(xml_cdata),
		cmocka_unit_test(text),
		cmocka_unit_test(json_paths),
		cmocka_unit_test(counts),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
