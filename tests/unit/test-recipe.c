/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "baolan/extract/recipe-parts.h"

#include "baolan/base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static struct recipe *parse(const char *ini)
{
	struct recipe *recipe = NULL;
	struct error err = { 0 };
	if (recipe_parse(STR("test.ini"), str_of(ini), &recipe, &err) != ERR_OK)
		fail_msg("%s", err.text);
	return recipe;
}

/* --- mistakes --- */

#define REACTION "[reaction]\nname = r\n"
#define MOODS "[moods]\ntokens = 1,2\n[load]\nsplit = ,\n"
#define VOTE "[vote]\nurl = /v?k={mood}\n"

static const struct {
	const char *ini, *error;
} mistakes[] = {
	{ "[article]\ntitel = //h1\n", "test.ini:2: [article] has no key “titel”" },
	{ "\n[artikel]\ntitle = //h1\n", "test.ini:3: there is no section [artikel]" },
	{ "title = //h1\n", "test.ini:1: there is no section []" },
	{ "[article]\ntitle = //h1[\n", "test.ini:2: " },
	{ "[article]\ntitle = xpath:foo()\n", "test.ini:2: " },
	{ "[article]\ntitle = //h1\n\ntitle = //h2\n",
	  "test.ini:4: “title” is given twice" },
	{ "[article]\ntitle =\n", "test.ini:2: “title” has no value" },
	{ "[article]\n\nno equals sign\n", "test.ini:3: neither a [section]" },
	{ "[article\ntitle = //h1\n", "test.ini:1: neither a [section]" },
	{ "[article]\ndate = //p | regex:([0-9\n",
	  "test.ini:2: not a regular expression" },
	{ "[article]\nbody = //p | regex:x\n", "test.ini:2: an XPath without filter" },
	{ "[site]\nname = x\ncharset = klingon\n",
	  "test.ini:3: “klingon” is no known" },
	{ "[site]\nmatch = x\n", "test.ini:2: [site] needs a name" },
	{ "[list]\ntitle = .\n", "test.ini:2: the section has no items" },
	{ "[rank.day]\nheat = .\n", "test.ini:2: the section has no items" },
	{ "[load]\nkind = jsob\n", "test.ini:2: “jsob” is no kind of reply" },
	{ "[load]\ninner = data\n", "test.ini:2: “html” or “PATH:html”" },
	{ "[load]\nmethod = PUT\n", "test.ini:2: “PUT” can't stand here; “GET” could" },
	{ "[vote]\nok = state:1\n", "test.ini:2: “state:1” is no condition" },
	{ "[vote]\nok = redirect && status:abc\n",
	  "test.ini:2: “abc” is no HTTP status" },
	{ "[guard]\nwindow = long\n", "test.ini:2: “forever” or a number" },
	{ "[vars]\na b = x\n", "test.ini:2: a name has only letters" },
	{ "[vars]\na = x\na = y\n", "test.ini:3: “a” is given twice" },
	{ VOTE, "test.ini:2: [reaction] needs a name" },
	{ REACTION, "test.ini:2: [vote] needs a url" },
	{ REACTION VOTE, "test.ini:2: [load] needs items, path or split" },
	{ REACTION "[load]\nitems = //li\n" VOTE,
	  "test.ini:4: [load] items need a count" },
	{ REACTION "[load]\nitems = //li\ncount = .\n" VOTE,
	  "test.ini:2: the moods need tokens" },
	{ REACTION "[load]\nurl = /x\nsplit = ,\n" VOTE,
	  "test.ini:4: [load] needs a kind" },
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
			fail_msg("“%s” instead of “%s”", err.text, mistakes[i].error);
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
	xmlFreeDoc(f->tree);
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
	assert_false(recipe_reads_lists(recipe));
	assert_false(recipe_reads_articles(recipe));
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
	assert_true(recipe_may_detect_page(no));
	assert_false(recipe_may_detect_page(never));
	close_page(&f);
	recipe_free(yes);
	recipe_free(no);
	recipe_free(never);
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
	                    "bad.ini:2: [site] has no key “nmae”");
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
	assert_int_equal(recipes.list.len, 5);
	recipes_done(&recipes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(mistakes_have_file_line_and_reason),
		cmocka_unit_test(a_line_too_long_is_no_silent_cut),
		cmocka_unit_test(picks),
		cmocka_unit_test(lists_have_titles_and_links_of_their_own),
		cmocka_unit_test(pages_are_recognised),
		cmocka_unit_test(addresses_match),
		cmocka_unit_test(a_folder_is_loaded_by_name_and_past_mistakes),
		cmocka_unit_test(shipped_recipes_have_no_mistakes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
