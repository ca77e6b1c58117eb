/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page job with feeds, the feeds that pages name, and the text that came with a
 * feed. */
#include "checked-doc.h"

#include "baolan/base/mem.h"
#include "baolan/extract/job.h"
#include "baolan/text/charset.h"

#define MAX_SIZE ((size_t)64 << 20)

static struct buf run_page(struct str bytes, struct str charset)
{
	struct page_job job = { .url = STR("http://a.test/dir/x"),
		                .http_charset = charset,
		                .bytes = bytes,
		                .now = 1465203600 };
	auto_buf input = BUF_INIT(MAX_SIZE);
	struct buf output = BUF_INIT(MAX_SIZE);
	struct error err = { 0 };
	page_input(&job, &input);
	if (page_run(buf_str(&input), &output, &err))
		fail_msg("%s", err.text);
	return output;
}

static void assert_str(struct str got, const char *wanted)
{
	auto_free char *text = str_dup(got);
	assert_string_equal(text, wanted);
}

static const struct doc_story *first_story(const struct doc *doc)
{
	const struct doc_list *list = doc_list_of(doc, LIST_STORIES, PERIOD_OTHER);
	assert_non_null(list);
	return doc_stories(doc, list);
}

static const char feed[] =
        "<?xml version='1.0' encoding='gb2312'?><rss version='2.0'><channel>"
        "<title>榕湾晚报</title><link>http://a.test/</link><ttl>5</ttl>"
        "<item><title>早班船 &amp; 晚班船</title><link>1.html</link>"
        "<author>周渡</author><description>&lt;p&gt;江上\n有雾。&lt;/p&gt;"
        "</description></item></channel></rss>";

static void a_feed_is_a_listing(void **state)
{
	(void)state;
	auto_buf gbk = BUF_INIT(MAX_SIZE);
	assert_true(charset_encode(str_of(feed), "gb18030", &gbk));
	auto_buf block = run_page(buf_str(&gbk), STR_NONE);
	const struct doc *doc = checked(&block);
	assert_int_equal(doc_kind(doc), DOC_LISTING);
	assert_str(doc_field(doc, DOC_FORMAT), "rss");
	assert_str(doc_field(doc, DOC_TITLE), "榕湾晚报");
	assert_str(doc_field(doc, DOC_HOME), "http://a.test/");
	assert_str(doc_field(doc, DOC_FEED), "http://a.test/dir/x");
	assert_str(doc_field(doc, DOC_TTL), "300");
	assert_str(doc_field(doc, DOC_CHARSET), "gb18030");
	assert_int_equal(doc_n_repairs(doc), 0);
	const struct doc_story *story = first_story(doc);
	assert_str(doc_str(doc, story->title), "早班船 & 晚班船");
	assert_str(doc_str(doc, story->url), "http://a.test/dir/1.html");
	assert_str(doc_str(doc, story->authors), "周渡");
	assert_str(doc_str(doc, story->summary), "江上有雾。");
	assert_str(doc_str(doc, story->content), "<p>江上\n有雾。</p>");
	assert_str(doc_str(doc, story->base), "http://a.test/dir/1.html");
}

static void a_wrong_charset_is_told(void **state)
{
	(void)state;
	auto_buf block = run_page(str_of(feed), STR_NONE); /* UTF-8 that says gb2312 */
	const struct doc *doc = checked(&block);
	assert_str(doc_field(doc, DOC_TITLE), "榕湾晚报");
	assert_int_equal(doc_n_repairs(doc), 1);
	assert_str(doc_repair(doc, 0), "it claims to be gb2312, but is utf-8");
}

/* --- discovery --- */

static void assert_feeds(const char *page, const char *const *urls, size_t n)
{
	auto_buf block = run_page(str_of(page), STR_NONE);
	const struct doc *doc = checked(&block);
	const struct doc_list *list = doc_list_of(doc, LIST_FEEDS, PERIOD_OTHER);
	assert_int_equal(list ? list->count : 0, n);
	assert_str(doc_field(doc, DOC_FEED), n ? urls[0] : "");
	for (size_t i = 0; i < n; i++)
		assert_str(doc_str(doc, doc_stories(doc, list)[i].url), urls[i]);
}

static void feeds_that_pages_name(void **state)
{
	(void)state;
	static const char *const by_link[] = { "http://a.test/all.xml",
		                               "http://a.test/dir/j" };
	static const char *const by_anchor[] = { "http://a.test/feed/",
		                                 "http://a.test/subscribe?x=1" };
	assert_feeds("<html><head><link rel='alternate stylesheet' href='/c.css'>"
	             "<link rel=ALTERNATE type='application/rss+xml' href='/all.xml'>"
	             "<link rel='alternate' type='application/feed+json' href='j'>"
	             "<link rel='alternate' type='application/rss+xml' href='/all.xml'>"
	             "<link rel='alternate' type='application/json' href='/wp-json/1'>"
	             "<link rel='alternate' hreflang='en' href='/en/'>"
	             "</head><body><a href='/rss.xml'>RSS</a><p>字</p></body></html>",
	             by_link, 2);
	assert_feeds("<body><p>字</p><a href='/feed/'>订阅</a>"
	             "<a href='/subscribe?x=1'>RSS</a><a href='/rss-news.html'>关于</a>"
	             "<a href='javascript:void(0)'>RSS</a></body>",
	             by_anchor, 2);
	assert_feeds("<body><p>没有</p><a href='/rssabc'>新闻</a></body>", NULL, 0);
}

static void a_page_says_so(void **state)
{
	(void)state;
	auto_buf page = BUF_INIT(MAX_SIZE);
	buf_add_text(&page, "<title>民生</title><body><ul>");
	for (int i = 0; i < 12; i++)
		buf_printf(
		        &page,
		        "<li><a href='/ms/20160606/%d.shtml'>第%d条渡口旁的新消息来了"
		        "</a> 2016-06-06</li>",
		        i, i);
	auto_buf block = run_page(buf_str(&page), STR_NONE);
	const struct doc *doc = checked(&block);
	assert_int_equal(doc_kind(doc), DOC_LISTING);
	assert_str(doc_field(doc, DOC_FORMAT), "page");
	assert_str(doc_str(doc, first_story(doc)->url),
	           "http://a.test/ms/20160606/0.shtml");
}

/* --- contents --- */

static void the_text_that_came_with_a_feed(void **state)
{
	(void)state;
	struct content_job job = {
		.html = STR(
		        "<p>江上<a href='../n'>有雾</a>。</p><img src='1.jpg' alt='雾'>"
		        "<div style='display:none'>藏</div><ul><li>一</li></ul>"
		        "<p>责任编辑：某</p>"),
		.base = STR("http://a.test/x/y"),
		.url = STR("http://a.test/1"),
		.title = STR("夜航"),
		.published = STR("2016-06-06"),
		.authors = STR("周渡\n林桥"),
	};
	auto_buf input = BUF_INIT(MAX_SIZE), block = BUF_INIT(MAX_SIZE);
	content_input(&job, &input);
	assert_int_equal(content_run(buf_str(&input), &block, NULL), ERR_OK);
	const struct doc *doc = checked(&block);
	uint32_t n;
	const struct doc_block *blocks = doc_blocks(doc, &n);
	assert_int_equal(doc_kind(doc), DOC_ARTICLE);
	assert_str(doc_field(doc, DOC_TITLE), "夜航");
	assert_str(doc_field(doc, DOC_URL), "http://a.test/1");
	assert_int_equal(doc_n_authors(doc), 2);
	assert_int_equal(n, 4);
	assert_str(doc_str(doc, doc_spans(doc, &blocks[0])[1].url), "http://a.test/n");
	assert_int_equal(blocks[1].type, BLOCK_IMAGE);
	assert_str(doc_str(doc, blocks[1].url), "http://a.test/x/1.jpg");
	assert_int_equal(blocks[2].type, BLOCK_ITEM);
}

static void nothing_came(void **state)
{
	(void)state;
	static const char *const empty[] = { "", "  ", "<p> </p><!-- -->" };
	for (size_t i = 0; i < ARRAY_SIZE(empty); i++) {
		struct content_job job = { .html = str_of(empty[i]) };
		auto_buf input = BUF_INIT(MAX_SIZE), block = BUF_INIT(MAX_SIZE);
		content_input(&job, &input);
		assert_int_equal(content_run(buf_str(&input), &block, NULL), ERR_EMPTY);
	}
}

static void texts_for_the_index(void **state)
{
	(void)state;
	auto_buf input = BUF_INIT(MAX_SIZE), output = BUF_INIT(MAX_SIZE);
	texts_add_input(STR("<p>江上\n  有雾 </p><p>a\tb &amp; c</p>"), &input);
	texts_add_input(STR_NONE, &input);
	texts_add_input(STR("<script>no()</script>灯\x1b[m亮"), &input);
	assert_int_equal(texts_run(buf_str(&input), &output, NULL), ERR_OK);
	struct str rest = buf_str(&output);
	assert_str(texts_next(&rest), "江上有雾 a b & c");
	assert_str(texts_next(&rest), "");
	assert_str(texts_next(&rest), "灯[m亮");
	assert_null(texts_next(&rest).at);
	buf_clear(&output);
	assert_int_equal(texts_run(STR("abc"), &output, NULL), ERR_FORMAT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_feed_is_a_listing),
		cmocka_unit_test(a_wrong_charset_is_told),
		cmocka_unit_test(feeds_that_pages_name),
		cmocka_unit_test(a_page_says_so),
		cmocka_unit_test(the_text_that_came_with_a_feed),
		cmocka_unit_test(nothing_came),
		cmocka_unit_test(texts_for_the_index),
	};
	return cmocka_run_group_tests_name("listing", tests, NULL, NULL);
}
