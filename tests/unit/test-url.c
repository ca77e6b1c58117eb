/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "baolan/base/mem.h"
#include "baolan/text/url.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

/* NULL as the expected result: no address. */
struct resolve_row {
	const char *base, *reference, *expected;
};

static void check_rows(const struct resolve_row *rows, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		auto_buf url = BUF_INIT(1 << 17);
		bool found = url_resolve(str_of(rows[i].base),
		                         str_of(rows[i].reference), NULL, &url);
		if (found != (rows[i].expected != NULL))
			fail_msg("%s + %s: found %d, \"%s\"", rows[i].base,
			         rows[i].reference, found, buf_text(&url));
		if (found)
			assert_string_equal(buf_text(&url), rows[i].expected);
	}
}

#define RFC_BASE "http://a/b/c/d;p?q"

/* RFC 3986, 5.4.1 and 5.4.2; where browsers differ from it, theirs. */
static void test_rfc_3986_examples(void **state)
{
	(void)state;
	static const struct resolve_row rows[] = {
		{ RFC_BASE, "g:h", NULL },
		{ RFC_BASE, "g", "http://a/b/c/g" },
		{ RFC_BASE, "./g", "http://a/b/c/g" },
		{ RFC_BASE, "g/", "http://a/b/c/g/" },
		{ RFC_BASE, "/g", "http://a/g" },
		{ RFC_BASE, "//g", "http://g/" },
		{ RFC_BASE, "?y", "http://a/b/c/d;p?y" },
		{ RFC_BASE, "g?y", "http://a/b/c/g?y" },
		{ RFC_BASE, "#s", "http://a/b/c/d;p?q#s" },
		{ RFC_BASE, "g#s", "http://a/b/c/g#s" },
		{ RFC_BASE, "g?y#s", "http://a/b/c/g?y#s" },
		{ RFC_BASE, ";x", "http://a/b/c/;x" },
		{ RFC_BASE, "g;x", "http://a/b/c/g;x" },
		{ RFC_BASE, "g;x?y#s", "http://a/b/c/g;x?y#s" },
		{ RFC_BASE, "", NULL },
		{ RFC_BASE, ".", "http://a/b/c/" },
		{ RFC_BASE, "./", "http://a/b/c/" },
		{ RFC_BASE, "..", "http://a/b/" },
		{ RFC_BASE, "../", "http://a/b/" },
		{ RFC_BASE, "../g", "http://a/b/g" },
		{ RFC_BASE, "../..", "http://a/" },
		{ RFC_BASE, "../../", "http://a/" },
		{ RFC_BASE, "../../g", "http://a/g" },
		{ RFC_BASE, "../../../g", "http://a/g" },
		{ RFC_BASE, "../../../../g", "http://a/g" },
		{ RFC_BASE, "/./g", "http://a/g" },
		{ RFC_BASE, "/../g", "http://a/g" },
		{ RFC_BASE, "g.", "http://a/b/c/g." },
		{ RFC_BASE, ".g", "http://a/b/c/.g" },
		{ RFC_BASE, "g..", "http://a/b/c/g.." },
		{ RFC_BASE, "..g", "http://a/b/c/..g" },
		{ RFC_BASE, "./../g", "http://a/b/g" },
		{ RFC_BASE, "./g/.", "http://a/b/c/g/" },
		{ RFC_BASE, "g/./h", "http://a/b/c/g/h" },
		{ RFC_BASE, "g/../h", "http://a/b/c/h" },
		{ RFC_BASE, "g;x=1/./y", "http://a/b/c/g;x=1/y" },
		{ RFC_BASE, "g;x=1/../y", "http://a/b/c/y" },
		{ RFC_BASE, "g?y/./x", "http://a/b/c/g?y/./x" },
		{ RFC_BASE, "g?y/../x", "http://a/b/c/g?y/../x" },
		{ RFC_BASE, "g#s/./x", "http://a/b/c/g#s/./x" },
		{ RFC_BASE, "g#s/../x", "http://a/b/c/g#s/../x" },
		{ RFC_BASE, "http:g", "http://a/b/c/g" },
	};
	check_rows(rows, ARRAY_SIZE(rows));
}

#define PAGE "https://News.Example.COM:443/2016/06/a.html?from=index#top"

static void test_what_browsers_tolerate(void **state)
{
	(void)state;
	static const struct resolve_row rows[] = {
		{ PAGE, "  b.html \n", "https://news.example.com/2016/06/b.html" },
		{ PAGE, "b\n\t.html", "https://news.example.com/2016/06/b.html" },
		{ PAGE, "\\local\\b.html", "https://news.example.com/local/b.html" },
		{ PAGE, "\\\\cdn.example.com\\x", "https://cdn.example.com/x" },
		{ PAGE, "///cdn.example.com/x", "https://cdn.example.com/x" },
		{ PAGE, "http:/cdn.example.com/x", "http://cdn.example.com/x" },
		{ PAGE, "http:////cdn.example.com/x", "http://cdn.example.com/x" },
		{ PAGE, "http:cdn.example.com/x", "http://cdn.example.com/x" },
		{ PAGE, "HTTPS:x", "https://news.example.com/2016/06/x" },
		{ PAGE, "a b.html?q=c d",
		  "https://news.example.com/2016/06/a%20b.html?q=c%20d" },
		{ PAGE, "报.html?词=报#段",
		  "https://news.example.com/2016/06/%E6%8A%A5.html?%E8%AF%8D=%E6%8A%A5"
		  "#%E6%AE%B5" },
		{ PAGE, "%e6%8a%a5.html",
		  "https://news.example.com/2016/06/%e6%8a%a5.html" },
		{ PAGE, "100%.html", "https://news.example.com/2016/06/100%.html" },
		{ PAGE, "%2e%2E/x/%2e", "https://news.example.com/2016/x/" },
		{ PAGE, "<b>\"'", "https://news.example.com/2016/06/%3Cb%3E%22'" },
		{ PAGE, "?a='<>\"",
		  "https://news.example.com/2016/06/a.html?a=%27%3C%3E%22" },
		{ PAGE, "x//y", "https://news.example.com/2016/06/x//y" },
		{ PAGE, "x//..", "https://news.example.com/2016/06/x/" },
		{ PAGE, "?", "https://news.example.com/2016/06/a.html?" },
		{ PAGE, "#", "https://news.example.com/2016/06/a.html?from=index#" },
		{ PAGE, "http://user:secret@x.example/", "http://x.example/" },
		{ PAGE, "http://a@b@x.example/", "http://x.example/" },
		{ PAGE, "//u:p@x.example:8080", "https://x.example:8080/" },
	};
	check_rows(rows, ARRAY_SIZE(rows));
}

static void test_hosts_and_ports(void **state)
{
	(void)state;
	static const struct resolve_row rows[] = {
		{ NULL, "http://EXAMPLE.com", "http://example.com/" },
		{ NULL, "http://example.com:80/", "http://example.com/" },
		{ NULL, "http://example.com:0080/", "http://example.com/" },
		{ NULL, "http://example.com:443/", "http://example.com:443/" },
		{ NULL, "https://example.com:443/", "https://example.com/" },
		{ NULL, "http://example.com:/", "http://example.com/" },
		{ NULL, "http://example.com:65535/", "http://example.com:65535/" },
		{ NULL, "http://example.com:65536/", NULL },
		{ NULL, "http://example.com:x/", NULL },
		{ NULL, "http://[2001:DB8:0::1]:8080/x",
		  "http://[2001:db8::1]:8080/x" },
		{ NULL, "http://[::1", NULL },
		{ NULL, "http://[zz]/", NULL },
		{ NULL, "http://[]/", NULL },
		{ NULL, "http://新闻.中国/", "http://xn--efvy88h.xn--fiqs8s/" },
		{ NULL, "http://新闻。中国/", "http://xn--efvy88h.xn--fiqs8s/" },
		{ NULL, "http://ＮＥＷＳ.example/", "http://news.example/" },
		{ NULL, "http://%e6%96%b0%e9%97%bb.cn/", "http://xn--efvy88h.cn/" },
		{ NULL, "http://ex%61mple.com/", "http://example.com/" },
		{ NULL, "http://a_b.example.com/", "http://a_b.example.com/" },
		{ NULL, "http://exa mple.com/", NULL },
		{ NULL, "http://exa<mple.com/", NULL },
		{ NULL, "http://a%00b/", NULL },
		{ NULL, "http://a%2fb/", NULL },
		{ NULL, "http://\xFF\xFE.example/", NULL },
		{ NULL, "http://", NULL },
		{ NULL, "http:///", NULL },
		{ NULL, "http://:80/", NULL },
		{ NULL, "http://user@/", NULL },
	};
	check_rows(rows, ARRAY_SIZE(rows));
}

static void test_what_is_no_address(void **state)
{
	(void)state;
	static const struct resolve_row rows[] = {
		{ PAGE, "javascript:void(0)", NULL },
		{ PAGE, "JavaScript:x", NULL },
		{ PAGE, "java\nscript:x", NULL },
		{ PAGE, "data:text/html,x", NULL },
		{ PAGE, "mailto:a@example.com", NULL },
		{ PAGE, "tel:110", NULL },
		{ PAGE, "ftp://example.com/", NULL },
		{ PAGE, "about:blank", NULL },
		{ PAGE, " \t", NULL },
		{ PAGE, "file:///etc/passwd", NULL },
		{ "file:///tmp/a.html", "file:///tmp/b.html", "file:///tmp/b.html" },
		{ "file:///tmp/a.html", "b c.html", "file:///tmp/b%20c.html" },
		{ "file:///tmp/a.html", "//host/b.html", NULL },
		{ "file:///tmp/a.html", "http://example.com", "http://example.com/" },
		{ NULL, "file:///tmp/a\\b", "file:///tmp/a\\b" },
		{ NULL, "file:/tmp/a", "file:///tmp/a" },
		{ NULL, "file://localhost/tmp/a", "file:///tmp/a" },
		{ NULL, "file://other/tmp/a", NULL },
		{ NULL, "x.html", NULL },
		{ "", "x.html", NULL },
		{ "garbage", "x.html", NULL },
		{ "data:text/html,x", "x.html", NULL },
	};
	check_rows(rows, ARRAY_SIZE(rows));
}

static void test_query_in_the_pages_charset(void **state)
{
	(void)state;
	static const struct {
		const char *reference, *charset, *expected;
	} rows[] = {
		{ "/s?k=新闻&p=1", "gb18030", "http://a/s?k=%D0%C2%CE%C5&p=1" },
		{ "/新?k=新#新", "gb18030", "http://a/%E6%96%B0?k=%D0%C2#%E6%96%B0" },
		{ "/s?k=新聞", "big5", "http://a/s?k=%B7s%BBD" },
		{ "/s?k=新闻", "utf-8", "http://a/s?k=%E6%96%B0%E9%97%BB" },
		{ "/s?k=新", "no such charset", "http://a/s?k=%E6%96%B0" },
		{ "/s?k=%B0%A1&x=%26", "gb18030", "http://a/s?k=%B0%A1&x=%26" },
	};
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		auto_buf url = BUF_INIT(1 << 17);
		assert_true(url_resolve(STR("http://a/"), str_of(rows[i].reference),
		                        rows[i].charset, &url));
		assert_string_equal(buf_text(&url), rows[i].expected);
	}
}

/* What Big5 lacks is sent as browsers send it, and breaks no separator. */
static void test_query_that_the_charset_lacks(void **state)
{
	(void)state;
	auto_buf url = BUF_INIT(1 << 17);
	assert_true(url_resolve(STR("http://a/"), STR("?k=😀&p=1"), "big5", &url));
	assert_string_equal(buf_text(&url), "http://a/?k=%26%23128512%3B&p=1");
}

static void test_too_long(void **state)
{
	(void)state;
	auto_buf text = BUF_INIT(1 << 18), url = BUF_INIT(1 << 18);
	buf_add_text(&url, "before");
	buf_add_text(&text, "http://a/");
	buf_add_repeat(&text, STR("x"), 100000);
	assert_false(url_resolve(STR_NONE, buf_str(&text), NULL, &url));
	assert_string_equal(buf_text(&url), "before");
}

static void test_result_may_be_the_base(void **state)
{
	(void)state;
	auto_buf url = BUF_INIT(1 << 17);
	buf_add_text(&url, "http://a/b/c");
	assert_true(url_resolve(buf_str(&url), STR("d"), NULL, &url));
	assert_string_equal(buf_text(&url), "http://a/b/d");
}

/* xorshift: the same garbage every time. */
static uint32_t next_random(uint32_t *seed)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 17;
	*seed ^= *seed << 5;
	return *seed;
}

static void add_garbage(struct buf *b, uint32_t *seed)
{
	static const struct str pieces[] = {
		{ "http:", 5 }, { "https://", 8 }, { "file:", 5 },   { "/", 1 },
		{ "//", 2 },    { "\\", 1 },       { "..", 2 },      { ".", 1 },
		{ "%2e", 3 },   { "%", 1 },        { "?", 1 },       { "#", 1 },
		{ "@", 1 },     { ":", 1 },        { ":80", 3 },     { "[::1]", 5 },
		{ "报", 3 },    { "\xFF", 1 },     { "a", 1 },       { "b.cn", 4 },
		{ " ", 1 },     { "\n", 1 },       { "\0", 1 },      { "&", 1 },
		{ "<", 1 },     { "'", 1 },        { "example", 7 }, { "。", 3 },
	};
	for (uint32_t n = next_random(seed) % 10; n > 0; n--)
		buf_add_str(b, pieces[next_random(seed) % ARRAY_SIZE(pieces)]);
}

static void check_normal(struct str base, struct str url)
{
	auto_buf again = BUF_INIT(1 << 17);
	assert_true(url_resolve(base, url, NULL, &again));
	if (!str_eq(buf_str(&again), url))
		fail_msg("\"%.*s\" became \"%s\"", STR_ARG(url), buf_text(&again));
	for (size_t i = 0; i < url.len; i++)
		assert_in_range((unsigned char)url.at[i], '!', '~');
	assert_true(url_is_web(url));
	struct url parts;
	assert_true(url_split(url, &parts));
	assert_false(str_has(parts.path, STR("/../")));
	assert_false(str_has(parts.host, STR("@")));
}

/* A result is visible ASCII, names no user, and resolves to itself. */
static void test_results_are_normal(void **state)
{
	(void)state;
	uint32_t seed = 20160606, found = 0;
	for (int i = 0; i < 20000; i++) {
		auto_buf base = BUF_INIT(1 << 16), reference = BUF_INIT(1 << 16),
		         url = BUF_INIT(1 << 17);
		buf_add_text(&base, i % 3 ? "http://example.cn/a/b?c" : "");
		if (i % 3 == 2)
			add_garbage(&base, &seed);
		add_garbage(&reference, &seed);
		if (!url_resolve(buf_str(&base), buf_str(&reference), NULL, &url))
			continue;
		found++;
		check_normal(buf_str(&base), buf_str(&url));
	}
	assert_in_range(found, 4000, 20000);
}

static void test_split(void **state)
{
	(void)state;
	struct url url;
	assert_true(url_split(STR("HTTP://u@Host:81/p/q?x=1#f"), &url));
	assert_true(str_eq(url.scheme, STR("HTTP")));
	assert_true(str_eq(url.host, STR("Host")));
	assert_true(str_eq(url.port, STR("81")));
	assert_true(str_eq(url.path, STR("/p/q")));
	assert_true(str_eq(url.query, STR("x=1")));
	assert_true(str_eq(url.fragment, STR("f")));
	assert_true(url.has_authority);
	assert_true(url_split(STR("mailto:a@b"), &url));
	assert_false(url.has_authority);
	assert_null(url.query.at);
	assert_false(url_split(STR("no/scheme:here"), &url));
	assert_false(url_split(STR(":x"), &url));
	assert_false(url_split(STR(""), &url));
}

static void test_is_web(void **state)
{
	(void)state;
	assert_true(url_is_web(STR("http://a")));
	assert_true(url_is_web(STR("https://a/b")));
	assert_true(url_is_web(STR("file:///a")));
	assert_false(url_is_web(STR("http://")));
	assert_false(url_is_web(STR("ftp://a/")));
	assert_false(url_is_web(STR("a.html")));
	assert_false(url_is_web(STR_NONE));
}

static void test_host(void **state)
{
	(void)state;
	assert_true(str_eq(url_host(STR("http://u@a.cn:80/x")), STR("a.cn")));
	assert_true(str_eq(url_host(STR("https://a.cn:80/x")), STR("a.cn:80")));
	assert_true(str_eq(url_host(STR("http://[::1]:81/")), STR("[::1]:81")));
	assert_null(url_host(STR("file:///x")).at);
	assert_null(url_host(STR("x")).at);
}

static void test_typed(void **state)
{
	(void)state;
	static const struct {
		const char *typed, *expected;
	} rows[] = {
		{ "news.example.com", "http://news.example.com/" },
		{ " 　news.example.com/a 　", "http://news.example.com/a" },
		{ "HTTPS://news.example.com/a", "https://news.example.com/a" },
		{ "localhost:8080/x", "http://localhost:8080/x" },
		{ "localhost", "http://localhost/" },
		{ "news.example.com:8080", "http://news.example.com:8080/" },
		{ "//news.example.com/", "http://news.example.com/" },
		{ "新闻。中国", "http://xn--efvy88h.xn--fiqs8s/" },
		{ "[::1]/x", "http://[::1]/x" },
		{ "127.0.0.1:80", "http://127.0.0.1/" },
		{ "file:///tmp/a.html", "file:///tmp/a.html" },
		{ "hello", NULL },
		{ "two words", NULL },
		{ "javascript:alert(1)", NULL },
		{ "mailto:a@example.com", NULL },
		{ "a@example.com", NULL },
		{ "/tmp/a.html", NULL },
		{ "./a.html", NULL },
		{ "~/a.html", NULL },
		{ "", NULL },
		{ "　", NULL },
	};
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		auto_buf url = BUF_INIT(1 << 17);
		bool found = url_from_typed(str_of(rows[i].typed), &url);
		if (found != (rows[i].expected != NULL))
			fail_msg("\"%s\": found %d", rows[i].typed, found);
		if (found)
			assert_string_equal(buf_text(&url), rows[i].expected);
	}
}

static void test_encode_and_decode(void **state)
{
	(void)state;
	auto_buf encoded = BUF_INIT(1000), decoded = BUF_INIT(1000);
	struct str text = { "a-Z_.~ &=/+%\0报", 16 };
	url_encode(&encoded, text);
	assert_string_equal(buf_text(&encoded), "a-Z_.~%20%26%3D%2F%2B%25%00%E6%8A%A5");
	url_decode(&decoded, buf_str(&encoded));
	assert_true(str_eq(buf_str(&decoded), text));
	buf_clear(&decoded);
	url_decode(&decoded, STR("100%&%4&%zz%4"));
	assert_string_equal(buf_text(&decoded), "100%&%4&%zz%4");
}

static void test_matches(void **state)
{
	(void)state;
	static const struct {
		const char *text, *glob;
		bool expected;
	} rows[] = {
		{ "http://news.example.com/a/b", "news.example.com*", true },
		{ "https://news.example.com/a/b", "news.example.com/*/b", true },
		{ "https://news.example.com/a/b", "http://news.example.com/*", false },
		{ "http://news.example.com/a/b", "*.example.com/*", true },
		{ "http://news.example.com/a/b", "news.example.com/a", false },
		{ "http://x.cn/show-1-2.html", "x.cn/show-*-*.html", true },
		{ "http://x.cn/show-1.html", "x.cn/show-*-*.html", false },
		{ "http://x.cn/", "", false },
		{ "http://x.cn/", "*", true },
		{ "http://x.cn/aab", "x.cn/*ab", true },
		{ "http://x.cn/?u=http://y.cn/", "y.cn*", false },
	};
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++)
		if (url_matches(str_of(rows[i].text), str_of(rows[i].glob)) !=
		    rows[i].expected)
			fail_msg("%s and %s", rows[i].text, rows[i].glob);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rfc_3986_examples),
		cmocka_unit_test(test_what_browsers_tolerate),
		cmocka_unit_test(test_hosts_and_ports),
		cmocka_unit_test(test_what_is_no_address),
		cmocka_unit_test(test_query_in_the_pages_charset),
		cmocka_unit_test(test_query_that_the_charset_lacks),
		cmocka_unit_test(test_too_long),
		cmocka_unit_test(test_result_may_be_the_base),
		cmocka_unit_test(test_results_are_normal),
		cmocka_unit_test(test_split),
		cmocka_unit_test(test_is_web),
		cmocka_unit_test(test_host),
		cmocka_unit_test(test_typed),
		cmocka_unit_test(test_encode_and_decode),
		cmocka_unit_test(test_matches),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
