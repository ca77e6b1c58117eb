/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Feeds of every kind, as they should be and as they are. */
#include "../../src/markup/feed-date.h"
#include "../../src/markup/feed-inside.h"

#include "baolan/base/mem.h"
#include "baolan/markup/plain.h"
#include "baolan/markup/xml.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define NOW 1465203600 /* 2016-06-06 17:00 in China */

static struct feed read_feed(const char *text)
{
	struct feed_source source = { .text = str_of(text),
		                      .url = STR("http://a.test/feeds/1.xml"),
		                      .now = NOW };
	struct feed feed;
	struct error err = { 0 };
	if (feed_read(&source, &feed, &err))
		fail_msg("%s", err.text);
	return feed;
}

static void assert_str(struct str got, const char *wanted)
{
	auto_free char *text = str_dup(got);
	assert_string_equal(text, wanted);
}

static void assert_head(const struct feed *feed, enum feed_part part,
                        const char *wanted)
{
	assert_str(feed->head.part[part], wanted);
}

static void assert_item(const struct feed *feed, size_t i, enum feed_part part,
                        const char *wanted)
{
	assert_true(i < feed->items.len);
	assert_str(feed->items.at[i].part[part], wanted);
}

#define RSS(inside)                                                   \
	"<?xml version=\"1.0\"?><rss version=\"2.0\""                 \
	" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"" \
	" xmlns:dc=\"http://purl.org/dc/elements/1.1/\""              \
	" xmlns:m=\"http://search.yahoo.com/mrss/\"><channel>" inside \
	"</channel></rss>"
#define ITEM(inside) RSS("<item>" inside "</item>")

static void rss(void **state)
{
	(void)state;
	struct feed feed = read_feed(RSS(
	        "<title>榕湾晚报</title><link>http://a.test/</link><ttl>15</ttl>"
	        "<description>一城&lt;b&gt;大小&lt;/b&gt;事</description>"
	        "<lastBuildDate>Mon, 06 Jun 2016 08:49:54 +0800</lastBuildDate>"
	        "<image><url>/logo.png</url><title>标</title><link>/x</link></image>"
	        "<item><title>早班船</title><link>/1.html</link>"
	        "<guid isPermaLink=\"false\">a-1</guid>"
	        "<pubDate>Sun, 05 Jun 2016 22:00:00 GMT</pubDate>"
	        "<author>zhou@a.test (周渡)</author><dc:creator>林桥</dc:creator>"
	        "<category>民生</category><category>航运</category><category>民生</category>"
	        "<description>提前到五点半</description>"
	        "<content:encoded><![CDATA[<p>渡口的&nbsp;船</p>]]></content:encoded>"
	        "<enclosure url=\"/1.mp3\" type=\"audio/mpeg\" length=\"12\"/>"
	        "<m:group><m:thumbnail url=\"http://p.test/1.jpg\"/></m:group>"
	        "<source url=\"http://s.test/\">江城日报</source></item>"
	        "<item/><item><title>晚班船</title></item>"));
	assert_int_equal(feed.format, FEED_RSS);
	assert_int_equal(feed.flaws, 0);
	assert_head(&feed, FEED_TITLE, "榕湾晚报");
	assert_head(&feed, FEED_LINK, "http://a.test/");
	assert_head(&feed, FEED_SUMMARY, "一城大小事");
	assert_head(&feed, FEED_TTL, "900");
	assert_head(&feed, FEED_UPDATED, "2016-06-06T08:49:54+08:00");
	assert_head(&feed, FEED_IMAGE, "http://a.test/logo.png");
	assert_int_equal(feed.items.len, 3);
	assert_item(&feed, 0, FEED_TITLE, "早班船");
	assert_item(&feed, 0, FEED_LINK, "http://a.test/1.html");
	assert_item(&feed, 0, FEED_ID, "a-1");
	assert_item(&feed, 0, FEED_PUBLISHED, "2016-06-05T22:00:00+00:00");
	assert_item(&feed, 0, FEED_AUTHORS, "周渡\n林桥");
	assert_item(&feed, 0, FEED_CATEGORIES, "民生\n航运");
	assert_item(&feed, 0, FEED_SUMMARY, "提前到五点半");
	assert_item(&feed, 0, FEED_CONTENT, "<p>渡口的&nbsp;船</p>");
	assert_item(&feed, 0, FEED_ENCLOSURES, "http://a.test/1.mp3 audio/mpeg 12");
	assert_item(&feed, 0, FEED_IMAGE, "http://p.test/1.jpg");
	assert_item(&feed, 0, FEED_SOURCE, "江城日报");
	assert_item(&feed, 2, FEED_TITLE, "晚班船");
	feed_done(&feed);
}

static void atom(void **state)
{
	(void)state;
	struct feed feed = read_feed(
	        "<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='zh-CN'"
	        " xml:base='http://b.test/x/' xmlns:h='http://www.w3.org/1999/xhtml'>"
	        "<title type='html'>晚报 &amp;lt;本地&amp;gt; &lt;b&gt;版&lt;/b&gt;</title>"
	        "<link rel='self' href='/atom.xml'/>"
	        "<link rel='alternate' type='application/json' href='j'/>"
	        "<link rel='alternate' type='text/html' href='.'/>"
	        "<author><name>晚报</name><email>a@b.test</email></author>"
	        "<entry><title>甲 &lt; 乙</title><id>tag:b.test,2016:1</id>"
	        "<link href='1.html'/><link rel='enclosure' href='1.ogg' type='audio/ogg'/>"
	        "<published>2016-06-06T08:49:54+08:00</published>"
	        "<updated>2016-06-06T09:00:00Z</updated>"
	        "<author><name>周渡</name></author><author><name>林桥</name></author>"
	        "<category term='ms' label='民生'/>"
	        "<summary>水 &lt; 岸</summary>"
	        "<content type='xhtml' xml:base='deep/'><h:div><h:p>雾<h:br/>散</h:p>"
	        "</h:div></content></entry></feed>");
	assert_int_equal(feed.format, FEED_ATOM);
	assert_int_equal(feed.flaws, 0);
	assert_head(&feed, FEED_TITLE, "晚报 <本地> 版");
	assert_head(&feed, FEED_SELF, "http://b.test/atom.xml");
	assert_head(&feed, FEED_LINK, "http://b.test/x/");
	assert_head(&feed, FEED_LANGUAGE, "zh-CN");
	assert_head(&feed, FEED_AUTHORS, "晚报");
	assert_item(&feed, 0, FEED_TITLE, "甲 < 乙");
	assert_item(&feed, 0, FEED_LINK, "http://b.test/x/1.html");
	assert_item(&feed, 0, FEED_ENCLOSURES, "http://b.test/x/1.ogg audio/ogg -");
	assert_item(&feed, 0, FEED_PUBLISHED, "2016-06-06T08:49:54+08:00");
	assert_item(&feed, 0, FEED_UPDATED, "2016-06-06T09:00:00+00:00");
	assert_item(&feed, 0, FEED_AUTHORS, "周渡\n林桥");
	assert_item(&feed, 0, FEED_CATEGORIES, "民生");
	assert_item(&feed, 0, FEED_SUMMARY, "水 < 岸");
	assert_item(&feed, 0, FEED_CONTENT, "<div><p>雾<br/>散</p></div>");
	assert_item(&feed, 0, FEED_BASE, "http://b.test/x/deep/");
	feed_done(&feed);
}

static void rdf(void **state)
{
	(void)state;
	struct feed feed = read_feed(
	        "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'"
	        " xmlns='http://purl.org/rss/1.0/'>"
	        "<channel rdf:about='http://a.test/'><title>晚报</title>"
	        "<sy:updatePeriod>daily</sy:updatePeriod>"
	        "<sy:updateFrequency>4</sy:updateFrequency>"
	        "<items><rdf:Seq><rdf:li rdf:resource='/1'/></rdf:Seq></items></channel>"
	        "<image rdf:about='x'><title>标</title><url>/l.png</url></image>"
	        "<item rdf:about='http://a.test/1'><title>早班船</title>"
	        "<link>http://a.test/1</link><dc:date>2016-06-06</dc:date></item>"
	        "</rdf:RDF>");
	assert_int_equal(feed.format, FEED_RDF);
	assert_head(&feed, FEED_TITLE, "晚报");
	assert_head(&feed, FEED_TTL, "21600");
	assert_int_equal(feed.items.len, 1);
	assert_item(&feed, 0, FEED_TITLE, "早班船");
	assert_item(&feed, 0, FEED_ID, "http://a.test/1");
	assert_item(&feed, 0, FEED_PUBLISHED, "2016-06-06");
	feed_done(&feed);
}

static void json_feed(void **state)
{
	(void)state;
	struct feed feed = read_feed(
	        "\xEF\xBB\xBF{\"version\":\"https://jsonfeed.org/version/1.1\","
	        "\"title\":\"晚报\",\"home_page_url\":\"http://a.test/\","
	        "\"items\":[{\"id\":7,\"url\":\"http://a.test/7\",\"title\":\"早班船\","
	        "\"content_text\":\"甲<乙\",\"date_published\":\"2016-06-06T08:49:54Z\","
	        "\"authors\":[{\"name\":\"周渡\"},{\"name\":\"林桥\"}],\"tags\":[\"民生\"],"
	        "\"attachments\":[{\"url\":\"/7.mp3\",\"mime_type\":\"audio/mpeg\","
	        "\"size_in_bytes\":5}]}]}");
	assert_int_equal(feed.format, FEED_JSON);
	assert_head(&feed, FEED_TITLE, "晚报");
	assert_item(&feed, 0, FEED_ID, "7");
	assert_item(&feed, 0, FEED_CONTENT, "甲&lt;乙");
	assert_item(&feed, 0, FEED_AUTHORS, "周渡\n林桥");
	assert_item(&feed, 0, FEED_CATEGORIES, "民生");
	assert_item(&feed, 0, FEED_ENCLOSURES, "http://a.test/7.mp3 audio/mpeg 5");
	feed_done(&feed);
}

static void hot_list(void **state)
{
	(void)state;
	struct feed feed = read_feed(
	        "{\"code\":200,\"name\":\"rw\",\"title\":\"榕湾\",\"type\":\"热榜\","
	        "\"link\":\"http://a.test/\",\"data\":[{\"id\":3,\"title\":\"早班船\","
	        "\"desc\":\"五点半\",\"hot\":12345,\"timestamp\":1465174194000,"
	        "\"url\":\"http://a.test/3\",\"mobileUrl\":\"http://m.a.test/3\"}]}");
	assert_head(&feed, FEED_TITLE, "榕湾 · 热榜");
	assert_item(&feed, 0, FEED_LINK, "http://a.test/3");
	assert_item(&feed, 0, FEED_HEAT, "12345");
	assert_item(&feed, 0, FEED_SUMMARY, "五点半");
	assert_item(&feed, 0, FEED_PUBLISHED, "2016-06-06T08:49:54+08:00");
	feed_done(&feed);
}

static void json_that_ends_too_early(void **state)
{
	(void)state;
	struct feed feed = read_feed("{\"title\":\"晚报\",\"items\":["
	                             "{\"title\":\"一 } ]\",\"tags\":[\"a\"]},"
	                             "{\"title\":\"二\\\"\"},{\"title\":\"三");
	assert_int_equal(feed.flaws, FEED_CUT_JSON);
	assert_int_equal(feed.items.len, 2);
	assert_item(&feed, 1, FEED_TITLE, "二\"");
	feed_done(&feed);
}

/* --- mistakes --- */

static const struct {
	const char *text;
	uint32_t flaws;
	size_t items;
	enum feed_part part;
	const char *last; /* that part of the last item */
} mistakes[] = {
	{ "<b>Warning</b>: x on line 3" ITEM("<title>船</title>"), XML_LEADING_JUNK, 1,
	  FEED_TITLE, "船" },
	{ "  \n" ITEM("<title>船</title>"), 0, 1, FEED_TITLE, "船" },
	{ ITEM("<title>甲 & 乙</title><link>http://a.test/?a=1&b=2</link>"),
	  XML_BARE_AMPERSAND, 1, FEED_TITLE, "甲 & 乙" },
	{ ITEM("<link>http://a.test/?a=1&b=2</link>"), XML_BARE_AMPERSAND, 1, FEED_LINK,
	  "http://a.test/?a=1&b=2" },
	{ ITEM("<title>甲&nbsp;乙&hellip;</title>"), XML_UNKNOWN_ENTITY, 1, FEED_TITLE,
	  "甲\u00a0乙…" },
	{ ITEM("<title>甲&nosuch;乙</title>"), XML_UNKNOWN_ENTITY, 1, FEED_TITLE,
	  "甲&nosuch;乙" },
	{ ITEM("<title>甲 < 乙</title>"), XML_BARE_LESS, 1, FEED_TITLE, "甲 < 乙" },
	{ ITEM("<title>甲&#0;乙&#x4e59;</title>"), XML_BAD_REFERENCE, 1, FEED_TITLE,
	  "甲乙乙" },
	{ ITEM("<title>船<link>http://a.test/1</link>"), XML_UNCLOSED, 1, FEED_LINK,
	  "http://a.test/1" },
	{ ITEM("<title>船<link>http://a.test/1</link>"), XML_UNCLOSED, 1, FEED_TITLE,
	  "船" },
	{ RSS("<item><title>一</title><item><title>二</title></item>"), XML_UNCLOSED, 2,
	  FEED_TITLE, "二" },
	{ RSS("<item><title>一</title></item>") "<rss><channel><item><title>二",
	  XML_CUT, 2, FEED_TITLE, "二" },
	{ "<rss><channel><item><title>一</title><description><![CDATA[<p>江上有",
	  XML_CUT, 1, FEED_CONTENT, "<p>江上有" },
	{ "<rss><channel><item><title>一</title", XML_CUT, 1, FEED_TITLE, "一" },
	{ ITEM("<title>一</title><link href=\"x>y</link><guid>7</guid>"),
	  XML_BROKEN_TAG, 1, FEED_ID, "7" },
	{ ITEM("<pubDate>前几天</pubDate><title>一</title>"), FEED_BAD_DATE, 1,
	  FEED_TITLE, "一" },
	{ ITEM("<link>javascript:alert(1)</link>"), FEED_BAD_LINK, 1, FEED_LINK, "" },
	{ RSS("</item><item><title>一</title></wrong></item>"), 0, 1, FEED_TITLE,
	  "一" },
	{ "<RSS><Channel><Item><Title>一</Title><PUBDATE>2016-06-06</PUBDATE></Item>"
	  "</Channel></RSS>",
	  0, 1, FEED_PUBLISHED, "2016-06-06" },
	{ "<feed><entry><title>无名</title></entry></feed>", 0, 1, FEED_TITLE, "无名" },
	{ "<rss xmlns='http://unheard.test/'><channel><item><title>一</title></item>"
	  "</channel></rss>",
	  0, 1, FEED_TITLE, "一" },
};

static void what_can_be_read_is_read(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(mistakes); i++) {
		struct feed feed = read_feed(mistakes[i].text);
		if (feed.flaws != mistakes[i].flaws ||
		    feed.items.len != mistakes[i].items)
			print_message("%s\n", mistakes[i].text);
		assert_int_equal(feed.flaws, mistakes[i].flaws);
		assert_int_equal(feed.items.len, mistakes[i].items);
		assert_item(&feed, feed.items.len - 1, mistakes[i].part,
		            mistakes[i].last);
		for (uint32_t bit = 1; bit; bit <<= 1)
			assert_true(!(feed.flaws & bit) || feed_flaw_text(bit));
		feed_done(&feed);
	}
}

/* A feed may be cut anywhere. */
static void every_head_is_read(void **state)
{
	(void)state;
	static const char text[] = RSS(
	        "<title>晚报</title><item><title><![CDATA[一]]></title><link a='b'>"
	        "/1</link><description>甲&amp;乙</description></item><!-- 二 --><item>"
	        "<title>二</title></item>");
	for (size_t len = 1; len < sizeof(text); len++) {
		/* A copy of its own, so that a step past its end is seen. */
		auto_free char *copy = mem_alloc(len);
		memcpy(copy, text, len);
		struct feed_source source = { .text = { copy, len }, .now = NOW };
		struct feed feed;
		if (feed_read(&source, &feed, NULL) == ERR_OK)
			feed_done(&feed);
	}
}

/* --- entities --- */

#define DOCTYPE(entities) "<!DOCTYPE rss [" entities "]>"

static void own_entities(void **state)
{
	(void)state;
	struct feed feed = read_feed(
	        DOCTYPE("<!-- > --><!ENTITY paper \"榕湾\"><!ENTITY name '&paper;晚报'>"
	                "<!ENTITY % no \"x\"><!ENTITY file SYSTEM \"/etc/passwd\">")
	                ITEM("<title>&name;&file;</title>"));
	assert_item(&feed, 0, FEED_TITLE, "榕湾晚报&file;");
	feed_done(&feed);
}

static void assert_refused(const char *text, enum err wanted)
{
	struct feed_source source = { .text = str_of(text), .now = NOW };
	struct feed feed;
	struct error err = { 0 };
	assert_int_equal(feed_read(&source, &feed, &err), wanted);
	assert_true(err.text[0]);
}

static void entities_that_grow(void **state)
{
	(void)state;
	auto_buf text = BUF_INIT(1 << 20);
	buf_add_text(&text, "<!DOCTYPE rss [<!ENTITY e0 \"哈哈\">");
	for (int i = 1; i < 14; i++)
		buf_printf(&text, "<!ENTITY e%d \"&e%d;&e%d;&e%d;&e%d;&e%d;\">", i,
		           i - 1, i - 1, i - 1, i - 1, i - 1);
	size_t head = text.len;
	buf_add_text(&text, "]><rss><channel><title>&e13;</title></channel></rss>");
	assert_refused(buf_text(&text), ERR_LIMIT);
	buf_cut(&text, head);
	buf_add_text(&text, "]><other a=\"&e13;\"/>");
	assert_refused(buf_text(&text), ERR_LIMIT);
	assert_refused(DOCTYPE("<!ENTITY a \"&b;\"><!ENTITY b \"&a;\">")
	                       ITEM("<title>&a;</title>"),
	               ERR_LIMIT);
}

static void no_feeds(void **state)
{
	(void)state;
	assert_refused("<html><body><p>rss</p></body></html>", ERR_FORMAT);
	assert_refused("<opml version='2.0'><body/></opml>", ERR_FORMAT);
	assert_refused("<?xml version='1.0'?><other><rss2/></other>", ERR_FORMAT);
	assert_refused("{\"error\":\"no\"}", ERR_FORMAT);
	assert_refused("{\"items\":", ERR_FORMAT);
	assert_refused("", ERR_FORMAT);
}

/* --- time --- */

static void a_hundred_thousand_unclosed_titles(void **state)
{
	(void)state;
	auto_buf text = BUF_INIT(64 << 20);
	buf_add_text(&text, "<rss><channel><item>");
	buf_add_repeat(&text, STR("<title>x<b c='"), 100000);
	buf_add_text(&text, "</item></channel></rss>");
	struct feed feed = read_feed(buf_text(&text));
	assert_int_equal(feed.items.len, 1);
	feed_done(&feed);
}

static void deep_nesting(void **state)
{
	(void)state;
	auto_buf text = BUF_INIT(64 << 20);
	buf_add_text(&text, "<rss><channel>");
	buf_add_repeat(&text, STR("<x:a xmlns:x='y'>"), 100000);
	buf_add_text(&text, "<item>");
	struct feed feed = read_feed(buf_text(&text));
	feed_done(&feed);
}

/* --- values --- */

static void dates(void **state)
{
	(void)state;
	static const struct {
		const char *text, *wanted;
	} cases[] = {
		{ "Mon, 06 Jun 2016 08:49:54 +0800", "2016-06-06T08:49:54+08:00" },
		{ "Mon,06 Jun 16 08:49 GMT", "2016-06-06T08:49:00+00:00" },
		{ "Mon, 06 Jun 2016 08:49:54 JST", "2016-06-06T08:49:54+09:00" },
		{ "星期一, 06 六月 2016 08:49:54 +0800", "2016-06-06T08:49:54+08:00" },
		{ "周三, 07 12月 2016 08:49:54 GMT", "2016-12-07T08:49:54+00:00" },
		{ "06 十一月 2015 08:49", "2015-11-06T08:49:00+08:00" },
		{ "20160606084954", "2016-06-06T08:49:54+08:00" },
		{ "20160606", "2016-06-06" },
		{ "1465174194", "2016-06-06T08:49:54+08:00" },
		{ "1465174194000", "2016-06-06T08:49:54+08:00" },
		{ "6/30/2015 8:49:54", "2015-06-30T08:49:54+08:00" },
		{ "30/6/2015 8:49:54", "2015-06-30T08:49:54+08:00" },
		{ "30.6.2015", "2015-06-30" },
		{ "2016-06-06T08:49:54.5+0800", "2016-06-06T08:49:54+08:00" },
	};
	char out[DATE_TEXT_SIZE];
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		assert_true(feed_date(str_of(cases[i].text), NOW, out));
		assert_string_equal(out, cases[i].wanted);
	}
	static const char *const none[] = { "",           "前几天",
		                            "31/31/2016", "99999999999999",
		                            "月",         "13月 2016",
		                            "2016-13-01" };
	for (size_t i = 0; i < ARRAY_SIZE(none); i++)
		assert_false(feed_date(str_of(none[i]), NOW, out));
}

static void titles(void **state)
{
	(void)state;
	static const struct {
		const char *feed, *title;
	} cases[] = {
		{ ITEM("<title>A&amp;amp;B 公司</title>"), "A&B 公司" },
		{ ITEM("<title><![CDATA[<em>早</em>班船]]></title>"), "早班船" },
		{ ITEM("<title>vector&lt;int&gt; 怎么用</title>"),
		  "vector<int> 怎么用" },
		{ ITEM("<title>早<em>班</em>船</title>"), "早班船" },
		{ ITEM("<dc:title>二</dc:title><title>一</title>"), "一" },
		{ ITEM("<title></title><dc:title>二</dc:title>"), "二" },
	};
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct feed feed = read_feed(cases[i].feed);
		assert_item(&feed, 0, FEED_TITLE, cases[i].title);
		feed_done(&feed);
	}
}

/* HTML in the description is the content, its beginning the summary. */
static void a_description_with_the_whole_text(void **state)
{
	(void)state;
	struct feed feed = read_feed(
	        ITEM("<description>&lt;p&gt;江&lt;b&gt;上&lt;/b&gt;有雾。&lt;/p&gt;"
	             "&lt;script&gt;no()&lt;/script&gt;</description>"));
	assert_item(&feed, 0, FEED_CONTENT,
	            "<p>江<b>上</b>有雾。</p><script>no()</script>");
	assert_item(&feed, 0, FEED_SUMMARY, "\n江上有雾。\n\n");
	feed_done(&feed);
}

static void the_last_link_and_the_permalink(void **state)
{
	(void)state;
	struct feed feed = read_feed(RSS(
	        "<item><link>/1</link><link>/2</link><link rel='self' href='/3'/></item>"
	        "<item><guid>http://a.test/4</guid></item>"
	        "<item><guid isPermaLink='true'>http://a.test/5</guid><link>/6</link>"
	        "</item>"));
	assert_item(&feed, 0, FEED_LINK, "http://a.test/2");
	assert_item(&feed, 1, FEED_LINK, "http://a.test/4");
	assert_item(&feed, 2, FEED_LINK, "http://a.test/6");
	feed_done(&feed);
}

static void plain_text(void **state)
{
	(void)state;
	static const struct {
		const char *html, *plain;
	} cases[] = {
		{ "早<b>班</b>船", "早班船" },
		{ "<p>一</p><p>二</p>", "\n一\n\n二\n" },
		{ "一<br>二", "一\n二" },
		{ "a<!-- b -->c<style>d</style>e", "ac\ne" },
		{ "1 < 2 &amp; 3 &lt; 4 &unknown; &#20065;",
		  "1 < 2 & 3 < 4 &unknown; 乡" },
		{ "<a title=\"x>y\">一</a><script>if (a</b) c", "一\n" },
		{ "&#146;&#x200;", "’Ȁ" },
		{ "<", "<" },
		{ "", "" },
	};
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		auto_buf b = BUF_INIT(1000);
		plain_add(str_of(cases[i].html), 1000, &b);
		assert_string_equal(buf_text(&b), cases[i].plain);
	}
	auto_buf b = BUF_INIT(1000);
	plain_add(STR("江上有雾"), 7, &b);
	assert_string_equal(buf_text(&b), "江上");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rss),
		cmocka_unit_test(atom),
		cmocka_unit_test(rdf),
		cmocka_unit_test(json_feed),
		cmocka_unit_test(hot_list),
		cmocka_unit_test(json_that_ends_too_early),
		cmocka_unit_test(what_can_be_read_is_read),
		cmocka_unit_test(every_head_is_read),
		cmocka_unit_test(own_entities),
		cmocka_unit_test(entities_that_grow),
		cmocka_unit_test(no_feeds),
		cmocka_unit_test(a_hundred_thousand_unclosed_titles),
		cmocka_unit_test(deep_nesting),
		cmocka_unit_test(dates),
		cmocka_unit_test(titles),
		cmocka_unit_test(a_description_with_the_whole_text),
		cmocka_unit_test(the_last_link_and_the_permalink),
		cmocka_unit_test(plain_text),
	};
	return cmocka_run_group_tests_name("feed", tests, NULL, NULL);
}
