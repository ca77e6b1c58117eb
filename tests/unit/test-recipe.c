/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "baolan/extract/recipe-parts.h"

#include "baolan/base/mem.h"
#include "baolan/extract/job.h"
#include "parsed-recipe.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

/* --- mistakes --- */

#define REACTION "[reaction]\nname = r\n"
#define MOODS "[moods]\ntokens = 1,2\n[load]\nsplit = ,\n"
#define VOTE "[vote]\nurl = /v?k={mood}\n"

static const struct {
	const char *ini, *error;
} mistakes[] = {
	{ "[article]\ntitel = //h1\n", "test.ini:2: [article] has no key \"titel\"" },
	{ "\n[artikel]\ntitle = //h1\n", "test.ini:3: there is no section [artikel]" },
	{ "title = //h1\n", "test.ini:1: there is no section []" },
	{ "[article]\ntitle = //h1[\n", "test.ini:2: " },
	{ "[article]\ntitle = xpath:foo()\n", "test.ini:2: " },
	{ "[article]\ntitle = //h1\n\ntitle = //h2\n",
	  "test.ini:4: \"title\" is given twice" },
	{ "[article]\ntitle =\n", "test.ini:2: \"title\" has no value" },
	{ "[article]\n\nno equals sign\n", "test.ini:3: neither a [section]" },
	{ "[article\ntitle = //h1\n", "test.ini:1: neither a [section]" },
	{ "[article]\ndate = //p | regex:([0-9\n",
	  "test.ini:2: not a regular expression" },
	{ "[article]\nbody = //p | regex:x\n", "test.ini:2: an XPath without filter" },
	{ "[site]\nname = x\ncharset = klingon\n",
	  "test.ini:3: \"klingon\" is no known" },
	{ "[site]\nmatch = x\n", "test.ini:2: [site] needs a name" },
	{ "[site]\nname = x\n[detect]\nwords = y\n", "test.ini:4: [detect] words are" },
	{ "[vars]\nid = regex:(\n", "test.ini:2: not a regular expression" },
	{ "[vote]\nok = body:(\n", "test.ini:2: not a regular expression" },
	{ "[vote]\nalready = (\n", "test.ini:2: not a regular expression" },
	{ "[list]\ntitle = .\n", "test.ini:2: the section has no items" },
	{ "[rank.day]\nheat = .\n", "test.ini:2: the section has no items" },
	{ "[load]\nkind = jsob\n", "test.ini:2: \"jsob\" is no kind of reply" },
	{ "[load]\ninner = data\n", "test.ini:2: \"html\" or \"PATH:html\"" },
	{ "[load]\nmethod = PUT\n",
	  "test.ini:2: \"PUT\" can't stand here; \"GET\" could" },
	{ "[vote]\nok = state:1\n", "test.ini:2: \"state:1\" is no condition" },
	{ "[vote]\nok = redirect && status:abc\n",
	  "test.ini:2: \"abc\" is no HTTP status" },
	{ "[guard]\nwindow = long\n", "test.ini:2: \"forever\" or a number" },
	{ "[vars]\na b = x\n", "test.ini:2: a name has only letters" },
	{ "[vars]\na = x\na = y\n", "test.ini:3: \"a\" is given twice" },
	{ VOTE, "test.ini:2: [reaction] needs a name" },
	{ REACTION, "test.ini:2: [vote] needs a url" },
	{ REACTION VOTE, "test.ini:2: [load] needs items, path or split" },
	{ REACTION "[load]\nitems = //li\n" VOTE,
	  "test.ini:4: [load] items need a count" },
	{ REACTION "[load]\nitems = //li\ncount = .\n" VOTE,
	  "test.ini:2: the moods need tokens" },
	{ REACTION "[load]\nurl = /x\nsplit = ,\n" VOTE,
	  "test.ini:4: [load] needs a kind" },
	{ REACTION "[load]\nurl = /x\nkind = text\nsplit = ,\n" VOTE,
	  "test.ini:2: the moods need tokens" },
	{ REACTION "[load]\nitems = //li\ntoken = .\ncount = .\n" VOTE
	           "[moods]\nitems = //a\n",
	  "test.ini:10: [moods] items need a token" },
	{ REACTION MOODS VOTE "[undo]\nbody = x\n", "test.ini:10: [undo] needs a url" },
	{ REACTION MOODS VOTE "[undo]\nurl = {mood}x\n",
	  "test.ini:10: an address begins with" },
	{ REACTION MOODS VOTE "[session]\npreflight = {title}\n",
	  "test.ini:10: an address begins with" },
	{ REACTION MOODS VOTE "[session]\nheaders = none\n",
	  "test.ini:10: \"none\" is no header" },
	{ REACTION MOODS "[vote]\nurl = /v?k={mood|nobody}\n",
	  "test.ini:8: nothing is named {nobody}" },
	{ REACTION MOODS "[vote]\nurl = /v?k={nobody}\n",
	  "test.ini:8: nothing is named {nobody}" },
	{ REACTION MOODS "[vote]\nurl = /v?k={+mood}\n",
	  "test.ini:8: {+mood} must be a constant" },
	{ REACTION MOODS "[vars]\na = regex:x\n[vote]\nurl = /v?k={+a}\n",
	  "test.ini:10: {+a} must be a constant" },
	{ REACTION MOODS "[vote]\nurl = //evil.example/\n",
	  "test.ini:8: an address begins" },
	{ REACTION MOODS "[vote]\nurl = http://{mood}/\n",
	  "test.ini:8: an address begins" },
	{ REACTION MOODS "[vote]\nurl = http://x.{mood}/\n",
	  "test.ini:8: an address begins" },
	{ REACTION MOODS "[vote]\nurl = {mood}.example/\n",
	  "test.ini:8: an address begins" },
	{ REACTION MOODS "[vote]\nurl = {url}{mood}\n",
	  "test.ini:8: an address begins" },
	{ REACTION MOODS "[vote]\nurl = javascript:1/\n",
	  "test.ini:8: an address begins" },
};

static void mistakes_have_file_line_and_reason(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(mistakes); i++) {
		struct recipe *recipe = NULL;
		struct error err = { 0 };
		enum err failed = recipe_parse(STR("test.ini"), str_of(mistakes[i].ini),
		                               &recipe, &err);
		if (failed != ERR_FORMAT || err.code != ERR_FORMAT)
			fail_msg("was accepted: %s", mistakes[i].ini);
		if (strncmp(err.text, mistakes[i].error, strlen(mistakes[i].error)) !=
		    0)
			fail_msg("\"%s\" instead of \"%s\"", err.text,
			         mistakes[i].error);
		assert_null(recipe);
	}
}

static void a_line_too_long_is_no_silent_cut(void **state)
{
	(void)state;
	auto_buf ini = BUF_INIT(10000);
	struct recipe *recipe = NULL;
	struct error err = { 0 };
	buf_add_text(&ini, "[article]\ntitle = //h1");
	buf_add_repeat(&ini, STR(" | //h2"), 40);
	assert_int_equal(recipe_parse(STR("test.ini"), buf_str(&ini), &recipe, &err),
	                 ERR_FORMAT);
	assert_true(
	        str_starts(str_of(err.text), STR("test.ini:2: the line is too long")));
}

/* --- reading pages --- */

struct fixture {
	xmlDocPtr tree;
	struct recipe_page page;
};

static struct fixture open_page(const char *html)
{
	struct fixture f = { 0 };
	struct error err = { 0 };
	if (html_parse(str_of(html), &f.tree, &err) != ERR_OK)
		fail_msg("%s", err.text);
	f.page.xpath = xpath_context_new(f.tree);
	f.page.root = (xmlNode *)f.tree;
	f.page.source = str_of(html);
	f.page.url = STR("http://www.rongwan.example:8080/a/b.html");
	return f;
}

static void close_page(struct fixture *f)
{
	xpath_context_free(f->page.xpath);
	html_free(f->tree);
}

/* Of a trusted one only XPaths and regexes are believed; bad ones find nothing. */
static void trusted_recipes_are_not_checked_in_depth(void **state)
{
	(void)state;
	struct recipe *recipe = NULL;
	struct error err = { 0 };
	assert_int_equal(recipe_parse_trusted(STR("t.ini"),
	                                      STR("[artikel]\ntitle = //h1\n"), &recipe,
	                                      &err),
	                 ERR_FORMAT);
	struct fixture f = open_page("<h1>x</h1>");
	auto_buf text = BUF_INIT(100);
	const char *ini = "[article]\ntitle = //h1[\ndate = //h1 | regex:(\n"
	                  "source = foo()\nbody = //h1[\n";
	assert_int_equal(recipe_parse_trusted(STR("t.ini"), str_of(ini), &recipe, &err),
	                 ERR_OK);
	for (int key = RECIPE_TITLE; key <= RECIPE_SOURCE; key++)
		for (int again = 0; again < 2; again++)
			assert_false(
			        pick_text(recipe_pick(recipe, (enum recipe_key)key),
			                  &f.page, NULL, &text));
	assert_null(pick_nodes(recipe_pick(recipe, RECIPE_BODY), &f.page, NULL));
	recipe_free(recipe);
	close_page(&f);
}

static const char article[] =
        "<div class=con><h1>台风登陆</h1><div class=laiyuan>2016-06-06 08:49:54 "
        "来源:榕湾晚报&nbsp;&nbsp;作者:陈一</div><div class=text><p>正文</div>"
        "<ul><li><a href='/1.html'>一</a><i>3万</i><li><b>无链接</b></ul>"
        "<script src='//img.example/js/w.js?appid=ab12&x=1'></script>"
        "<script>var contentid = '123';</script></div>";

static void assert_pick(const char *line, const char *expected)
{
	auto_free char *ini = mem_printf("[article]\ntitle = %s\n", line);
	struct recipe *recipe = parse(ini);
	struct fixture f = open_page(article);
	auto_buf value = BUF_INIT(1000);
	bool found =
	        pick_text(recipe_pick(recipe, RECIPE_TITLE), &f.page, NULL, &value);
	assert_string_equal(buf_text(&value), expected);
	assert_int_equal(found, expected[0] != '\0');
	close_page(&f);
	recipe_free(recipe);
}

static void picks(void **state)
{
	(void)state;
	assert_pick("//h1", "台风登陆");
	assert_pick("xpath://h1", "台风登陆");
	assert_pick("//h9 | //h1", "台风登陆");
	assert_pick("//h9", "");
	assert_pick("//h1\n  | //h2", "台风登陆");
	assert_pick("//div[@class='laiyuan'] | regex:来源[:：](.+?)\\s*(?:作者|$)",
	            "榕湾晚报");
	assert_pick("//div[@class='laiyuan']\n | regex:作者[:：]\\s*(.+)$", "陈一");
	assert_pick("//div[@class='laiyuan'] | regex:\\d{4}-\\d\\d-\\d\\d",
	            "2016-06-06");
	assert_pick("//div[@class='laiyuan'] | regex:编辑(.*)", "");
	assert_pick("regex:contentid\\s*=\\s*'(\\d+)'", "123");
	assert_pick("regex:nowhere", "");
	assert_pick("//script/@src | origin", "http://img.example");
	assert_pick("//script/@src | regex:appid=(\\w+)", "ab12");
	assert_pick("//a/@href | origin", "http://www.rongwan.example:8080");
	assert_pick("count(//li)", "2");
}

static void lists_have_titles_and_links_of_their_own(void **state)
{
	(void)state;
	struct recipe *recipe =
	        parse("[rank.week]\nitems = //li\nheat = i\nname = //h1\n");
	struct fixture f = open_page(article);
	auto_buf text = BUF_INIT(1000);
	xmlNodeSetPtr items =
	        pick_nodes(recipe_list_pick(recipe, RECIPE_RANK_WEEK, RECIPE_ITEMS),
	                   &f.page, NULL);
	assert_non_null(items);
	assert_int_equal(items->nodeNr, 2);
	static const enum recipe_list_key keys[] = { RECIPE_ITEM_TITLE, RECIPE_ITEM_URL,
		                                     RECIPE_ITEM_HEAT };
	for (size_t i = 0; i < ARRAY_SIZE(keys); i++) {
		const struct pick *pick =
		        recipe_list_pick(recipe, RECIPE_RANK_WEEK, keys[i]);
		assert_true(pick_text(pick, &f.page, items->nodeTab[0], &text));
		assert_false(pick_text(pick, &f.page, items->nodeTab[1], &text));
	}
	assert_string_equal(buf_text(&text), "一/1.html3万");
	assert_null(recipe_list_pick(recipe, RECIPE_RANK_DAY, RECIPE_ITEMS));
	assert_null(recipe_list_pick(recipe, RECIPE_RANK_DAY, RECIPE_ITEM_TITLE));
	xmlXPathFreeNodeSet(items);
	close_page(&f);
	recipe_free(recipe);
}

static void pages_are_recognised(void **state)
{
	(void)state;
	struct recipe *yes = parse("[site]\ndetect = //div[@class='laiyuan']\n");
	struct recipe *no = parse("[site]\ndetect = //div[@class='other']\n");
	struct recipe *never = parse("[site]\nname = x\nmatch = x.example/*\n");
	struct fixture f = open_page(article);
	assert_true(recipe_detects_page(yes, &f.page));
	assert_false(recipe_detects_page(no, &f.page));
	assert_false(recipe_detects_page(never, &f.page));
	close_page(&f);
	recipe_free(yes);
	recipe_free(no);
	recipe_free(never);
}

/* The recipe a page's job chooses from one that detects every page. */
static void assert_detected(const char *words, const char *html, const char *expected)
{
	auto_free char *ini = mem_printf("[site]\nname = s\ndetect = //p\n%s", words);
	struct recipe *recipe = parse(ini);
	struct recipes all = { 0 };
	*vec_push(&all.list) = recipe;
	struct page_job job = { .url = STR("http://a.example/"),
		                .bytes = str_of(html),
		                .all = &all };
	auto_buf input = BUF_INIT(BUF_MAX_TEXT), output = BUF_INIT(BUF_MAX_TEXT);
	page_input(&job, &input);
	assert_int_equal(page_run(buf_str(&input), &output, NULL), ERR_OK);
	const struct doc *doc = doc_check(buf_str(&output), NULL);
	assert_non_null(doc);
	assert_true(str_eq(doc_field(doc, DOC_RECIPE), str_of(expected)));
	recipes_done(&all);
}

static void recipes_are_tried_where_their_words_are(void **state)
{
	(void)state;
	const char *words = "[detect]\nwords = alpha\n beta\n";
	assert_detected("", "<p>gamma", "test.ini");
	assert_detected(words, "<p class=beta>gamma", "test.ini");
	assert_detected(words, "<p>gamma", "");
	/* words are looked for in the decoded text */
	assert_detected("[detect]\nwords = 日报\n",
	                "<meta charset=gbk><p>\xc8\xd5\xb1\xa8", "test.ini");
}

static void addresses_match(void **state)
{
	(void)state;
	struct recipe *recipe = parse(
	        "[site]\nname = x\nmatch = *.rongwan.example/*  rongwan.example/*\n"
	        "  http://127.0.0.1:*/rw/*\n");
	assert_true(recipe_matches(recipe, STR("http://www.rongwan.example/a.html")));
	assert_true(recipe_matches(recipe, STR("https://rongwan.example/a.html")));
	assert_true(recipe_matches(recipe, STR("http://127.0.0.1:8080/rw/1")));
	assert_false(recipe_matches(recipe, STR("http://127.0.0.1:8080/x/1")));
	assert_false(recipe_matches(recipe, STR("http://www.other.example/")));
	recipe_free(recipe);
}

/* --- folders --- */

static void write_file(const char *folder, const char *name, const char *text)
{
	auto_free char *path = mem_printf("%s/%s", folder, name);
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
}

static void remove_file(const char *folder, const char *name)
{
	auto_free char *path = mem_printf("%s/%s", folder, name);
	unlink(path);
}

static void a_folder_is_loaded_by_name_and_past_mistakes(void **state)
{
	(void)state;
	char folder[] = "/tmp/baolan-recipes-XXXXXX";
	assert_non_null(mkdtemp(folder));
	write_file(folder, "b.ini", "[site]\nname = B\nmatch = x.example/*\n");
	write_file(folder, "a.ini", "[site]\nname = A\nmatch = x.example/a*\n");
	write_file(folder, "bad.ini", "[site]\nnmae = C\n");
	write_file(folder, "notes.txt", "[nothing]\n");
	write_file(folder, "r.ini", REACTION MOODS VOTE);

	struct recipes recipes = { 0 };
	recipes_load(&recipes, folder);
	recipes_load(&recipes, "/nowhere/at/all");
	assert_int_equal(recipes.list.len, 3);
	assert_int_equal(recipes.mistakes.len, 1);
	assert_string_equal(recipes.mistakes.at[0].text,
	                    "bad.ini:2: [site] has no key \"nmae\"");
	const struct recipe *a = recipes_find(&recipes, STR("http://x.example/a1"));
	const struct recipe *b = recipes_find(&recipes, STR("http://x.example/b1"));
	assert_true(str_eq(recipe_name(a), STR("a.ini")));
	assert_true(str_eq(recipe_name(b), STR("b.ini")));
	assert_true(str_starts(recipe_ini(b), STR("[site]\nname = B")));
	assert_null(recipes_find(&recipes, STR("http://y.example/a1")));
	assert_ptr_equal(recipes_reaction(&recipes, STR("r")), recipes.list.at[2]);
	assert_null(recipes_reaction(&recipes, STR("s")));
	assert_null(recipes_reaction(&recipes, STR_NONE));
	recipes_done(&recipes);

	static const char *const names[] = { "a.ini", "b.ini", "bad.ini", "notes.txt",
		                             "r.ini" };
	for (size_t i = 0; i < ARRAY_SIZE(names); i++)
		remove_file(folder, names[i]);
	rmdir(folder);
}

static void shipped_recipes_have_no_mistakes(void **state)
{
	(void)state;
	struct recipes recipes = { 0 };
	recipes_load(&recipes, SRCDIR "/recipes");
	vec_each (mistake, &recipes.mistakes)
		fail_msg("%s", mistake->text);
	assert_int_equal(recipes.list.len, 21);
	recipes_done(&recipes);
}

/* --- the shipped recipes on pages of their make --- */

static const struct recipe *shipped(const struct recipes *recipes, struct str name)
{
	vec_each (recipe, &recipes->list)
		if (str_eq(recipe_name(*recipe), name))
			return *recipe;
	fail_msg("no recipe %.*s", STR_ARG(name));
	return NULL;
}

struct part {
	enum recipe_key key;
	const char *expected;
};

static void assert_parts(const struct recipe *recipe, const char *html,
                         const struct part *parts, size_t count)
{
	struct fixture f = open_page(html);
	for (size_t i = 0; i < count; i++) {
		auto_buf value = BUF_INIT(10000);
		pick_text(recipe_pick(recipe, parts[i].key), &f.page, NULL, &value);
		assert_string_equal(buf_text(&value), parts[i].expected);
	}
	close_page(&f);
}

static void assert_item(const struct recipe *recipe, const char *html,
                        enum recipe_list list, const char *expected)
{
	static const enum recipe_list_key keys[] = {
		RECIPE_ITEM_TITLE, RECIPE_ITEM_URL,  RECIPE_ITEM_SUMMARY,
		RECIPE_ITEM_IMAGE, RECIPE_ITEM_DATE, RECIPE_ITEM_HEAT
	};
	struct fixture f = open_page(html);
	auto_buf text = BUF_INIT(10000);
	xmlNodeSetPtr items =
	        pick_nodes(recipe_list_pick(recipe, list, RECIPE_ITEMS), &f.page, NULL);
	assert_non_null(items);
	buf_printf(&text, "%d: ", items->nodeNr);
	for (size_t i = 0; i < ARRAY_SIZE(keys); i++)
		if (pick_text(recipe_list_pick(recipe, list, keys[i]), &f.page,
		              items->nodeTab[0], &text))
			buf_add_char(&text, '|');
	pick_text(recipe_list_pick(recipe, list, RECIPE_LIST_NAME), &f.page, NULL,
	          &text);
	assert_string_equal(buf_text(&text), expected);
	xmlXPathFreeNodeSet(items);
	close_page(&f);
}

static const char phpcms_page[] =
        "<div id=Article><h1>标题在此<br /><span>2016-06-06 08:49:54&nbsp;&nbsp;来源："
        "<a>榕湾晚报</a>&nbsp;&nbsp;评论：<a>0</a> 点击：</span><span "
        "id=hits></span></h1>"
        "<div class=summary>摘要</div><div class=content><p>正文</p><div id=pages><a "
        "class=a1 "
        "href=/1>上一页</a><a href=/1>1</a><a href=/2>2</a><a class=a1 "
        "href=/2>下一页</a></div>"
        "</div><p>作者：陈一 （责任编辑：林二）</p><div "
        "class=related><h5>延伸阅读</h5><ul>"
        "<li>·<a href=/r.html>相关</a><span>(2016-06-05)</span></li></ul></div></div>"
        "<div><h5>频道总排行</h5><ul><li><a href=/t.html>总</a></ul></div>"
        "<div><h5>频道本月排行</h5><ul><li><span>1.2万</span><a "
        "href=/m.html>月</a></ul></div>";

static void phpcms_parts(void **state)
{
	(void)state;
	struct recipes recipes = { 0 };
	recipes_load(&recipes, SRCDIR "/recipes");
	const struct recipe *recipe = shipped(&recipes, STR("phpcms.ini"));
	static const struct part parts[] = {
		{ RECIPE_TITLE, "标题在此" },  { RECIPE_DATE, "2016-06-06 08:49:54" },
		{ RECIPE_SOURCE, "榕湾晚报" }, { RECIPE_AUTHOR, "陈一" },
		{ RECIPE_EDITOR, "林二" },     { RECIPE_SUMMARY, "摘要" },
		{ RECIPE_NEXT_PAGE, "/2" },
	};
	assert_parts(recipe, phpcms_page, parts, ARRAY_SIZE(parts));
	assert_item(recipe, phpcms_page, RECIPE_RELATED,
	            "1: 相关|/r.html|(2016-06-05)|");
	assert_item(recipe, phpcms_page, RECIPE_RANK_MONTH,
	            "1: 月|/m.html|1.2万|频道本月排行");
	assert_item(recipe, phpcms_page, RECIPE_RANK_OTHER, "1: 总|/t.html|频道总排行");
	recipes_done(&recipes);
}

static const char rongwan_page[] =
        "<link href='/css/rw_content2014.css'><meta name=description content='摘要'>"
        "<div class=con><div class=yinti>引题</div><div "
        "class=con_tit><h1>标题</h1></div>"
        "<div class=futi>——副题</div><div class=laiyuan><div class=left>2016-06-06 "
        "08:49:54 "
        "来源:榕湾晚报&nbsp;&nbsp;作者:陈一 林二</div><div "
        "class=right>分享到：</div></div>"
        "<div class=zhengwen><p>正文</p></div><div class=fenye><a class=num "
        "href=a_1>1</a>"
        "<a class=num href=a_2>2</a><a href=a_2>下一页</a></div>"
        "<div class=bianji>【责任编辑:王三】</div><div class=xgxw><ul><li "
        "class=clearfix>"
        "<a class=pic href=/r><img src=/p.jpg></a><h4><a href=/r>相关</a></h4>"
        "<p class=zy>提要</p><span class=sj>06-05</span></li></ul></div></div>"
        "<div id=phb><div class=tab><a>日排行榜</a><a>周排行榜</a></div><ul "
        "id=ph1></ul>"
        "<ul id=ph2><li><em>1</em><a href=/w>周</a><span "
        "class=dj>88</span></li></ul></div>";

static void rongwan_parts(void **state)
{
	(void)state;
	struct recipes recipes = { 0 };
	recipes_load(&recipes, SRCDIR "/recipes");
	const struct recipe *recipe = shipped(&recipes, STR("rongwan.ini"));
	static const struct part parts[] = {
		{ RECIPE_KICKER, "引题" },     { RECIPE_TITLE, "标题" },
		{ RECIPE_SUBTITLE, "副题" },   { RECIPE_DATE, "2016-06-06 08:49:54" },
		{ RECIPE_SOURCE, "榕湾晚报" }, { RECIPE_AUTHOR, "陈一 林二" },
		{ RECIPE_EDITOR, "王三" },     { RECIPE_SUMMARY, "摘要" },
		{ RECIPE_NEXT_PAGE, "a_2" },
	};
	assert_parts(recipe, rongwan_page, parts, ARRAY_SIZE(parts));
	assert_item(recipe, rongwan_page, RECIPE_RELATED,
	            "1: 相关|/r|提要|/p.jpg|06-05|");
	assert_item(recipe, rongwan_page, RECIPE_RANK_WEEK, "1: 周|/w|88|周排行榜");
	assert_item(recipe,
	            "<ul class='li-h32f14'><li><span class=fr>2016-06-06</span><a "
	            "href=/l>条</a>"
	            "<p class=zy>提要</p></li><li class=clearfix></li></ul>",
	            RECIPE_STORIES, "1: 条|/l|提要|2016-06-06|");
	recipes_done(&recipes);
}

static void fznews_parts(void **state)
{
	(void)state;
	struct recipes recipes = { 0 };
	recipes_load(&recipes, SRCDIR "/recipes");
	const struct recipe *recipe =
	        recipes_find(&recipes,
	                     STR("http://news.fznews.com.cn/fzxw/20160606/a.shtml"));
	assert_ptr_equal(recipe, shipped(&recipes, STR("fznews.ini")));
	static const struct part parts[] = {
		{ RECIPE_DATE, "2016-06-06 08:49:54" },
		{ RECIPE_SOURCE, "榕湾晚报" },
		{ RECIPE_AUTHOR, "陈一" },
	};
	const char *html =
	        "<div class='laiyuan clearfix'><div class=left>2016-06-06 08:49:54 "
	        "来源：榕湾晚报 作者：陈一</div>分享到：</div><div class='zhengwen "
	        "f14'>"
	        "<p>正文</div><div class=li-h32f14><ul><li><a href=/l>条</a><li "
	        "class=clearfix></ul></div>";
	assert_parts(recipe, html, parts, ARRAY_SIZE(parts));
	assert_item(recipe, html, RECIPE_STORIES, "1: 条|/l|");
	recipes_done(&recipes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(mistakes_have_file_line_and_reason),
		cmocka_unit_test(a_line_too_long_is_no_silent_cut),
		cmocka_unit_test(trusted_recipes_are_not_checked_in_depth),
		cmocka_unit_test(picks),
		cmocka_unit_test(lists_have_titles_and_links_of_their_own),
		cmocka_unit_test(pages_are_recognised),
		cmocka_unit_test(recipes_are_tried_where_their_words_are),
		cmocka_unit_test(addresses_match),
		cmocka_unit_test(a_folder_is_loaded_by_name_and_past_mistakes),
		cmocka_unit_test(shipped_recipes_have_no_mistakes),
		cmocka_unit_test(phpcms_parts),
		cmocka_unit_test(rongwan_parts),
		cmocka_unit_test(fznews_parts),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
