/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "baolan/markup/html.h"

#include "baolan/base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

static xmlDocPtr parse(struct str html)
{
	xmlDocPtr tree = NULL;
	struct error err = { 0 };
	if (html_parse(html, &tree, &err) != ERR_OK)
		fail_msg("%s", err.text);
	return tree;
}

static const xmlNode *find(const xmlDoc *tree, const char *element)
{
	const xmlNode *root = (const xmlNode *)tree;
	for (const xmlNode *node = root; node; node = html_next(node, root, false))
		if (html_is(node, element))
			return node;
	return NULL;
}

static void assert_text(struct str html, const char *expected)
{
	xmlDocPtr tree = parse(html);
	auto_buf text = BUF_INIT(BUF_MAX_TEXT);
	html_text((xmlNode *)tree, &text);
	assert_string_equal(buf_text(&text), expected);
	html_free(tree);
}

static void meta_charset_does_not_decode_again(void **state)
{
	(void)state;
	assert_text(STR("<html><head><meta charset=gbk><meta http-equiv=Content-Type "
	                "content='text/html; charset=gb2312'></head><p>榕湾晚报"),
	            "榕湾晚报");
}

static void a_stray_html_end_keeps_the_rest(void **state)
{
	(void)state;
	assert_text(STR("<html><body><p>前</p></body></html><div>中</div></html><p>后"),
	            "前 中 后");
}

static void nul_bytes_do_not_end_the_page(void **state)
{
	(void)state;
	assert_text(STR("<p>前\0后</p><p\0>末"), "前 后 末");
}

static void unclosed_and_misnested_tags_keep_their_text(void **state)
{
	(void)state;
	assert_text(STR("<ul><li>一<li><b><i>二</b></i><table><td>三</div><p>四"),
	            "一 二 三 四");
}

static void silent_elements_are_left_out(void **state)
{
	(void)state;
	assert_text(
	        STR("<title>题</title><p>见<script>var a='<b>';</script><style>p{}"
	            "</style><!-- 注 --><noscript>无</noscript><template>样</template>"
	            "到</p>"),
	        "见到");
}

static void blocks_are_parted_by_a_space(void **state)
{
	(void)state;
	assert_text(STR("<h1>主题<br>副题</h1><p>第<b>一</b>段</p><p>第二段</p>尾"),
	            "主题 副题 第一段 第二段 尾");
}

static void nothing_is_empty(void **state)
{
	(void)state;
	xmlDocPtr tree = NULL;
	struct error err = { 0 };
	assert_int_equal(html_parse(STR(""), &tree, &err), ERR_EMPTY);
	assert_int_equal(html_parse(STR(" \n\xE3\x80\x80\t"), &tree, &err), ERR_EMPTY);
	assert_int_equal(html_parse(STR_NONE, &tree, &err), ERR_EMPTY);
	assert_null(tree);
}

static void deep_nesting_overflows_nothing(void **state)
{
	(void)state;
	enum { DEPTH = 200000 };
	auto_buf html = BUF_INIT(BUF_MAX_TEXT);
	buf_add_repeat(&html, STR("<div>"), DEPTH);
	buf_add_text(&html, "深处");
	xmlDocPtr tree = parse(buf_str(&html));
	auto_buf text = BUF_INIT(BUF_MAX_TEXT);
	html_text((xmlNode *)tree, &text);
	assert_string_equal(buf_text(&text), "深处");

	struct xpath *xpath = NULL;
	struct xpath_context *context = xpath_context_new(tree);
	assert_int_equal(xpath_compile(STR("//div[not(div)]"), &xpath, NULL), ERR_OK);
	buf_clear(&text);
	assert_true(xpath_text(context, xpath, NULL, &text));
	assert_string_equal(buf_text(&text), "深处");
	xpath_free(xpath);
	xpath_context_free(context);
	html_free(tree);
}

static void a_large_page_is_read_whole(void **state)
{
	(void)state;
	auto_buf html = BUF_INIT(BUF_MAX_TEXT);
	buf_add_text(&html, "<body>");
	buf_add_repeat(&html, STR("<p>榕湾晚报的一段话。</p>\n"), 300000);
	buf_add_text(&html, "<h6>末</h6>");
	xmlDocPtr tree = parse(buf_str(&html));
	assert_non_null(find(tree, "h6"));
	html_free(tree);
}

static void one_huge_text_is_read_whole(void **state)
{
	(void)state;
	auto_buf html = BUF_INIT(BUF_MAX_TEXT);
	buf_add_text(&html, "<p>");
	buf_add_repeat(&html, STR("榕湾晚报"), 1000000);
	buf_add_text(&html, "</p><h6>末</h6>");
	xmlDocPtr tree = parse(buf_str(&html));
	assert_non_null(find(tree, "h6"));
	html_free(tree);
}

#define LONG                                                                                         \
	"榕湾晚报的一段长话，说的是轨道交通三号线，第3站叫BIM站，占12.5%" \
	"。车站附近增设了无障碍通道"

/* All places where a run may stand, and what may stand around it. */
static const char long_runs[] =
        "<p title='" LONG "' lang=" LONG ">" LONG "<b>" LONG "</b>“" LONG "”\n" LONG
        "&amp;" LONG "\xEF\xBF\xBE" LONG "\xF0\xA0\x80\x80" LONG "<!--" LONG
        "--><script>say('" LONG "</p>" LONG
        "')</script>" LONG LONG LONG LONG LONG LONG LONG LONG LONG LONG LONG
        " x\u3000<" LONG "<i" LONG " x=y>" LONG "<html title=" LONG "><body class=" LONG
        ">" LONG LONG;

/* The tree behind the first element, as XML. */
static void dump_rest(const char *first, struct buf *b)
{
	auto_buf html = BUF_INIT(BUF_MAX_TEXT);
	buf_printf(&html, "<u>%s</u>%s", first, long_runs);
	xmlDocPtr tree = parse(buf_str(&html));
	xmlBufferPtr xml = xmlBufferCreate();
	xmlNodeDump(xml, tree, xmlDocGetRootElement(tree), 0, 0);
	const char *rest = strstr((const char *)xmlBufferContent(xml), "</u>");
	assert_non_null(rest);
	buf_add_text(b, rest);
	xmlBufferFree(xml);
	html_free(tree);
}

/* A page with private characters of its own is read as it is. */
static void long_runs_stand_where_they_stood(void **state)
{
	(void)state;
	static const char *const own[] = { "\xF3\xB0\x80\x80", "&#xF0000;",
		                           "&#983041" };
	auto_buf quick = BUF_INIT(BUF_MAX_TEXT);
	dump_rest("x", &quick);
	assert_non_null(strstr(buf_text(&quick), "<b>" LONG "</b>"));
	assert_null(strstr(buf_text(&quick), "\xF3\xB0"));
	for (size_t i = 0; i < ARRAY_SIZE(own); i++) {
		auto_buf slow = BUF_INIT(BUF_MAX_TEXT);
		dump_rest(own[i], &slow);
		assert_string_equal(buf_text(&quick), buf_text(&slow));
	}
}

static void a_page_keeps_its_private_characters(void **state)
{
	(void)state;
	auto_buf html = BUF_INIT(BUF_MAX_TEXT), text = BUF_INIT(BUF_MAX_TEXT);
	buf_printf(&html, "%s<h6>&#xF0000;</h6>", long_runs);
	xmlDocPtr tree = parse(buf_str(&html));
	html_text(find(tree, "h6"), &text);
	assert_string_equal(buf_text(&text), "\xF3\xB0\x80\x80");
	html_free(tree);
}

static void attributes(void **state)
{
	(void)state;
	xmlDocPtr tree =
	        parse(STR("<a href='/a?b=1&amp;c=2' hidden class=' left  on\tx'>"));
	const xmlNode *a = find(tree, "a");
	assert_true(str_eq(html_attr(a, "href"), STR("/a?b=1&c=2")));
	assert_non_null(html_attr(a, "hidden").at);
	assert_int_equal(html_attr(a, "hidden").len, 0);
	assert_null(html_attr(a, "title").at);
	assert_true(html_has_class(a, STR("left")));
	assert_true(html_has_class(a, STR("on")));
	assert_true(html_has_class(a, STR("x")));
	assert_false(html_has_class(a, STR("lef")));
	assert_false(html_has_class(a, STR("")));
	html_free(tree);
}

static void walking(void **state)
{
	(void)state;
	xmlDocPtr tree = parse(STR("<div><p><b>x</b></p><i>y</i></div><u>z</u>"));
	const xmlNode *div = find(tree, "div");
	auto_buf names = BUF_INIT(1000);
	for (const xmlNode *node = div; node;
	     node = html_next(node, div, html_is(node, "p")))
		buf_printf(&names, "%s ", (const char *)node->name);
	assert_string_equal(buf_text(&names), "div p i text ");
	html_free(tree);
}

static void assert_base(struct str html, const char *expected)
{
	xmlDocPtr tree = parse(html);
	struct str base = html_base(tree, STR("http://www.rongwan.example/a/b.html"));
	assert_true(str_eq(base, str_of(expected)));
	html_free(tree);
}

static void base(void **state)
{
	(void)state;
	const char *page = "http://www.rongwan.example/a/b.html";
	assert_base(STR("<head><title>t</title></head><p>x"), page);
	assert_base(STR("<head><base href=' https://img.example/x/ '></head><p>x"),
	            "https://img.example/x/");
	assert_base(
	        STR("<head><base target=_blank><base href='http://b.example/'></head>"),
	        "http://b.example/");
	assert_base(STR("<head><base href='javascript:1'></head><p>x"), page);
}

static struct xpath *compile(struct str expression)
{
	struct xpath *xpath = NULL;
	struct error err = { 0 };
	if (xpath_compile(expression, &xpath, &err) != ERR_OK)
		fail_msg("%s", err.text);
	return xpath;
}

static void assert_value(struct str html, struct str expression, const char *expected)
{
	xmlDocPtr tree = parse(html);
	struct xpath *xpath = compile(expression);
	struct xpath_context *context = xpath_context_new(tree);
	auto_buf text = BUF_INIT(10000);
	bool found = xpath_text(context, xpath, NULL, &text);
	assert_int_equal(found, expected[0] != '\0');
	assert_string_equal(buf_text(&text), expected);
	xpath_context_free(context);
	xpath_free(xpath);
	html_free(tree);
}

static void xpath_values(void **state)
{
	(void)state;
	struct str page = STR("<h1> 主  题<script>x</script></h1><a href=' /x '></a>"
	                      "<a href=/y>文</a><p></p>");
	assert_value(page, STR("//h1"), "主 题");
	assert_value(page, STR("//a/@href"), "/x");
	assert_value(page, STR("//a"), "文");
	assert_value(page, STR("count(//a)"), "2");
	assert_value(page, STR("string(//a[2]/@href)"), "/y");
	assert_value(page, STR("//p"), "");
	assert_value(page, STR("//video"), "");
	assert_value(page, STR("//h1/text()[1]"), "主 题");
}

static void xpath_nodes_are_in_document_order(void **state)
{
	(void)state;
	xmlDocPtr tree = parse(STR("<ul><li id=1><li id=2><li id=3></ul><p id=4>"));
	struct xpath *xpath = compile(STR("//p | //li[position() != 2]"));
	struct xpath *relative = compile(STR("./@id"));
	struct xpath_context *context = xpath_context_new(tree);
	xmlNodeSetPtr nodes = xpath_nodes(context, xpath, NULL);
	auto_buf ids = BUF_INIT(100);
	for (int i = 0; i < nodes->nodeNr; i++)
		assert_true(xpath_text(context, relative, nodes->nodeTab[i], &ids));
	assert_string_equal(buf_text(&ids), "134");
	xmlXPathFreeNodeSet(nodes);
	xpath_context_free(context);
	xpath_free(relative);
	xpath_free(xpath);
	html_free(tree);
}

static void bad_xpaths_are_refused(void **state)
{
	(void)state;
	static const char *const bad[] = { "//div[", "", "//*[foo(.)]", "//x:div",
		                           "$a" };
	for (size_t i = 0; i < ARRAY_SIZE(bad); i++) {
		struct xpath *xpath = NULL;
		struct error err = { 0 };
		assert_int_equal(xpath_compile(str_of(bad[i]), &xpath, &err),
		                 ERR_FORMAT);
		assert_true(strlen(err.text) > 0);
		assert_null(xpath);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(meta_charset_does_not_decode_again),
		cmocka_unit_test(a_stray_html_end_keeps_the_rest),
		cmocka_unit_test(nul_bytes_do_not_end_the_page),
		cmocka_unit_test(unclosed_and_misnested_tags_keep_their_text),
		cmocka_unit_test(silent_elements_are_left_out),
		cmocka_unit_test(blocks_are_parted_by_a_space),
		cmocka_unit_test(nothing_is_empty),
		cmocka_unit_test(deep_nesting_overflows_nothing),
		cmocka_unit_test(a_large_page_is_read_whole),
		cmocka_unit_test(one_huge_text_is_read_whole),
		cmocka_unit_test(long_runs_stand_where_they_stood),
		cmocka_unit_test(a_page_keeps_its_private_characters),
		cmocka_unit_test(attributes),
		cmocka_unit_test(walking),
		cmocka_unit_test(base),
		cmocka_unit_test(xpath_values),
		cmocka_unit_test(xpath_nodes_are_in_document_order),
		cmocka_unit_test(bad_xpaths_are_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
