/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka needs the above first */
#include <cmocka.h>

#include "baolan/base/file.h"
#include "baolan/base/mem.h"
#include "baolan/sync/papers.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

struct fixture {
	char folder[64];
	char *path;
	struct papers papers;
};

static int set_up(void **state)
{
	struct fixture *f = mem_new(struct fixture);
	const char *template = "/tmp/test-papers.XXXXXX";
	memcpy(f->folder, template, strlen(template) + 1);
	if (!mkdtemp(f->folder))
		return -1;
	f->path = mem_printf("%s/papers", f->folder);
	*state = f;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;
	papers_done(&f->papers);
	unlink(f->path);
	rmdir(f->folder);
	free(f->path);
	free(f);
	return 0;
}

static void write_file(struct fixture *f, const char *text)
{
	assert_int_equal(file_store(f->path, str_of(text), NULL), ERR_OK);
}

static void load(struct fixture *f, const char *text)
{
	struct error why = { 0 };
	write_file(f, text);
	if (papers_load(&f->papers, f->path, &why) != ERR_OK)
		fail_msg("%s", why.text);
}

static void expect_file(const struct fixture *f, const char *text)
{
	auto_buf bytes = BUF_INIT(BUF_MAX_TEXT);
	assert_int_equal(file_load(f->path, &bytes, NULL), ERR_OK);
	assert_string_equal(buf_text(&bytes), text);
}

static void expect_ok(enum err code, const struct error *why)
{
	if (code != ERR_OK)
		fail_msg("%s", why->text);
}

static void add(struct fixture *f, const char *url, const char *name,
                const char *folder)
{
	struct paper paper;
	struct error why;
	paper_init(&paper);
	paper.url = mem_strdup(url);
	paper.name = name ? mem_strdup(name) : NULL;
	paper.folder = folder ? mem_strdup(folder) : NULL;
	enum err code = papers_add(&f->papers, &paper, &why);
	paper_done(&paper);
	expect_ok(code, &why);
}

static void test_missing_file_is_empty(void **state)
{
	struct fixture *f = *state;
	struct error why = { 0 };
	expect_ok(papers_load(&f->papers, f->path, &why), &why);
	assert_int_equal(f->papers.list.len, 0);
	add(f, "https://a.example/x", "甲", NULL);
	expect_file(f, "https://a.example/x \"甲\"\n");
	assert_int_equal(f->papers.list.len, 1);
}

static void test_everything_a_line_says(void **state)
{
	struct fixture *f = *state;
	load(f,
	     "# 早上\n"
	     "HTTPS://News.Example.cn/rss.xml  \"榕湾 \\\"晚报\\\"\" tags=city,local "
	     "interval=30m full=yes prefetch=5 recipe=fznews "
	     "proxy=socks5h://localhost:9050 user-agent=\"a b\" kill=\"广告, /x y/\" "
	     "highlight=台风 # 每天\n");
	assert_int_equal(f->papers.mistakes.len, 0);
	assert_int_equal(f->papers.list.len, 1);
	const struct paper *paper = &f->papers.list.at[0];
	assert_string_equal(paper->url, "https://news.example.cn/rss.xml");
	assert_string_equal(paper->address, paper->url);
	assert_string_equal(paper->name, "榕湾 \"晚报\"");
	assert_string_equal(paper->tags, "city local");
	assert_int_equal(paper->interval_s, 1800);
	assert_int_equal(paper->full, 1);
	assert_int_equal(paper->prefetch, 5);
	assert_string_equal(paper->recipe, "fznews");
	assert_string_equal(paper->proxy, "socks5h://localhost:9050");
	assert_string_equal(paper->user_agent, "a b");
	assert_string_equal(paper->kill, "广告, /x y/");
	assert_string_equal(paper->highlight, "台风");
	assert_null(paper->folder);
	assert_int_equal(paper->line, 2);
}

static void test_nothing_said(void **state)
{
	struct fixture *f = *state;
	load(f, "https://a.example/");
	const struct paper *paper = &f->papers.list.at[0];
	assert_null(paper->name);
	assert_int_equal(paper->interval_s, 0);
	assert_int_equal(paper->full, -1);
	assert_int_equal(paper->prefetch, -1);
}

static void test_folders_and_queries(void **state)
{
	struct fixture *f = *state;
	load(f, "https://a.example/\n[国际]\nhttps://b.example/\n"
	        "query:unread since=1d \"两会 代表\" \"今天\"\n"
	        "query:\"only a phrase\"\n[]\nhttps://c.example/\n");
	assert_int_equal(f->papers.mistakes.len, 0);
	assert_int_equal(f->papers.list.len, 5);
	assert_string_equal(f->papers.list.at[1].folder, "国际");
	assert_string_equal(f->papers.list.at[2].query,
	                    "unread since=1d \"两会 代表\"");
	assert_string_equal(f->papers.list.at[2].name, "今天");
	assert_null(f->papers.list.at[2].url);
	assert_string_equal(f->papers.list.at[3].query, "\"only a phrase\"");
	assert_null(f->papers.list.at[4].folder);
	assert_ptr_equal(papers_find(&f->papers, "https://b.example"),
	                 &f->papers.list.at[1]);
	assert_ptr_equal(papers_find(&f->papers, "query:\"only a phrase\""),
	                 &f->papers.list.at[3]);
	assert_null(papers_find(&f->papers, "https://d.example/"));
}

static void test_shorthands(void **state)
{
	struct fixture *f = *state;
	papers_set_hosts(&f->papers, "https://hub.example/", NULL);
	load(f, "rsshub:/thepaper/featured\ndailyhot:weibo\nfile:///tmp/a.xml\n"
	        "rsshub:/a?x=1\nrsshub://evil.example/\n");
	assert_int_equal(f->papers.list.len, 4);
	assert_string_equal(f->papers.list.at[0].url, "rsshub:/thepaper/featured");
	assert_string_equal(f->papers.list.at[0].address,
	                    "https://hub.example/thepaper/featured");
	assert_null(f->papers.list.at[1].address);
	assert_string_equal(f->papers.list.at[2].address, "file:///tmp/a.xml");
	papers_set_hosts(&f->papers, NULL, "http://localhost:6688");
	load(f, "dailyhot:weibo\n");
	assert_string_equal(f->papers.list.at[0].address,
	                    "http://localhost:6688/weibo?rss=true");
}

static void expect_mistake(const struct fixture *f, size_t i, int line,
                           const char *words)
{
	auto_free char *place = mem_printf("%s:%d: ", f->path, line);
	assert_true(i < f->papers.mistakes.len);
	const char *text = f->papers.mistakes.at[i].text;
	if (!str_starts(str_of(text), str_of(place)) || !strstr(text, words))
		fail_msg("%s", text);
}

static void test_mistakes_are_told_and_the_rest_loads(void **state)
{
	struct fixture *f = *state;
	load(f, "news.example.cn\n"
	        "https://a.example/ colour=red interval=5 oops\n"
	        "https://a.example/\n"
	        "javascript:alert(1)\n"
	        "\xff\xfe\n"
	        "[open\n"
	        "https://b.example/ kill=/(/ full=\"maybe\n"
	        "https://c.example/ proxy=gopher://x\n");
	expect_mistake(f, 0, 1, "no address");
	expect_mistake(f, 1, 2, "no setting colour");
	expect_mistake(f, 2, 2, "interval takes a time such as 30m");
	expect_mistake(f, 3, 2, "oops");
	expect_mistake(f, 4, 3, "in line 2 already");
	expect_mistake(f, 5, 4, "no address");
	expect_mistake(f, 6, 5, "UTF-8");
	expect_mistake(f, 7, 6, "]");
	expect_mistake(f, 8, 7, "full takes yes or no");
	expect_mistake(f, 9, 7, "quote");
	expect_mistake(f, 10, 7, "regular expression");
	expect_mistake(f, 11, 8, "proxy takes an address");
	assert_int_equal(f->papers.mistakes.len, 12);
	assert_int_equal(f->papers.list.len, 3);
	assert_string_equal(f->papers.list.at[1].folder, "open");
}

static void test_adding_keeps_the_rest(void **state)
{
	struct fixture *f = *state;
	load(f, "# top\nhttps://a.example/   \"甲\"  # mine\n\n# abroad\n[国际]\n"
	        "oops\nhttps://b.example/\n\n");
	add(f, "https://c.example/", NULL, NULL);
	add(f, "https://d.example/", "a \"b\" \\", "国际");
	add(f, "https://e.example/", NULL, "新 ]");
	expect_file(f,
	            "# top\nhttps://a.example/   \"甲\"  # mine\nhttps://c.example/\n\n"
	            "# abroad\n[国际]\noops\nhttps://b.example/\n"
	            "https://d.example/ \"a \\\"b\\\" \\\\\"\n\n\n"
	            "[新 ]]\nhttps://e.example/\n");
	assert_string_equal(papers_find(&f->papers, "https://d.example/")->name,
	                    "a \"b\" \\");
	assert_string_equal(papers_find(&f->papers, "https://e.example/")->folder,
	                    "新 ]");
}

static void test_line_ends_are_kept(void **state)
{
	struct fixture *f = *state;
	load(f, "\xEF\xBB\xBFhttps://a.example/\r\nhttps://b.example/");
	add(f, "https://c.example/", NULL, NULL);
	expect_file(f, "\xEF\xBB\xBFhttps://a.example/\r\nhttps://b.example/\r\n"
	               "https://c.example/\r\n");
	papers_remove(&f->papers, "https://a.example/", NULL);
	expect_file(f, "\xEF\xBB\xBFhttps://b.example/\r\nhttps://c.example/\r\n");
}

static void test_what_can_not_be_added(void **state)
{
	struct fixture *f = *state;
	struct paper paper;
	struct error why;
	load(f, "https://a.example/\n");
	paper_init(&paper);
	assert_int_equal(papers_add(&f->papers, &paper, &why), ERR_FORMAT);
	static const char *const urls[] = { "https://A.example", "exec:rm", "# no",
		                            "https://b.example/ x", "" };
	for (size_t i = 0; i < ARRAY_SIZE(urls); i++) {
		paper.url = mem_strdup(urls[i]);
		enum err code = papers_add(&f->papers, &paper, &why);
		paper_done(&paper);
		if (i == 3) /* the blank is encoded */
			assert_int_equal(code, ERR_OK);
		else
			assert_int_equal(code, ERR_FORMAT);
	}
	expect_file(f, "https://a.example/\nhttps://b.example/%20x\n");
}

static void test_adding_many(void **state)
{
	struct fixture *f = *state;
	struct error why;
	struct paper list[5];
	static const char *const urls[] = { "https://a.example/", "https://b.example/",
		                            "exec:x", "https://b.example",
		                            "https://c.example/" };
	size_t added = 0;
	load(f, "https://a.example/\n");
	for (size_t i = 0; i < ARRAY_SIZE(list); i++) {
		paper_init(&list[i]);
		list[i].url = mem_strdup(urls[i]);
		list[i].folder = i == 1 ? mem_strdup("夹") : NULL;
	}
	expect_ok(papers_add_all(&f->papers, list, ARRAY_SIZE(list), &added, &why),
	          &why);
	for (size_t i = 0; i < ARRAY_SIZE(list); i++)
		paper_done(&list[i]);
	assert_int_equal(added, 2);
	expect_file(f, "https://a.example/\nhttps://c.example/\n\n[夹]\n"
	               "https://b.example/\n");
}

static void test_changing_one_part(void **state)
{
	struct fixture *f = *state;
	struct paper to;
	struct error why;
	load(f, "https://a.example/   tags=x   interval=30m odd=1  \"甲\" # c\n"
	        "https://b.example/\n");
	paper_copy(&to, &f->papers.list.at[0]);
	free(to.tags);
	to.tags = mem_strdup("y z");
	to.prefetch = 3;
	expect_ok(papers_change(&f->papers, "https://a.example/", &to, &why), &why);
	expect_file(f, "https://a.example/   tags=y,z   interval=30m odd=1  \"甲\" "
	               "prefetch=3 # c\nhttps://b.example/\n");
	free(to.name);
	to.name = NULL;
	to.interval_s = 0;
	expect_ok(papers_change(&f->papers, "https://a.example/", &to, &why), &why);
	expect_file(f, "https://a.example/   tags=y,z odd=1 prefetch=3 # c\n"
	               "https://b.example/\n");
	paper_done(&to);
}

static void test_changing_folder_and_address(void **state)
{
	struct fixture *f = *state;
	struct paper to;
	struct error why;
	load(f, "https://a.example/ \"甲\"\n[x]\nhttps://b.example/\n");
	paper_copy(&to, &f->papers.list.at[0]);
	free(to.url);
	to.url = mem_strdup("https://moved.example/feed");
	to.folder = mem_strdup("x");
	expect_ok(papers_change(&f->papers, "https://a.example/", &to, &why), &why);
	expect_file(f, "[x]\nhttps://b.example/\nhttps://moved.example/feed \"甲\"\n");
	free(to.url);
	to.url = mem_strdup("https://b.example/");
	assert_int_equal(papers_change(&f->papers, "https://moved.example/feed", &to,
	                               &why),
	                 ERR_FORMAT);
	assert_int_equal(papers_change(&f->papers, "https://no.example/", &to, &why),
	                 ERR_EMPTY);
	paper_done(&to);
}

static void test_queries_are_added_and_renamed(void **state)
{
	struct fixture *f = *state;
	struct paper query;
	struct error why;
	load(f, "");
	paper_init(&query);
	query.query = mem_strdup("unread \"两会\"");
	expect_ok(papers_add(&f->papers, &query, &why), &why);
	expect_file(f, "query:unread \"两会\" \"\"\n");
	query.name = mem_strdup("会");
	expect_ok(papers_change(&f->papers, "query:unread \"两会\"", &query, &why),
	          &why);
	expect_file(f, "query:unread \"两会\" \"会\"\n");
	assert_string_equal(f->papers.list.at[0].query, "unread \"两会\"");
	free(query.query);
	query.query = mem_strdup("open \"quote");
	assert_int_equal(papers_add(&f->papers, &query, &why), ERR_FORMAT);
	paper_done(&query);
}

static void test_moving(void **state)
{
	struct fixture *f = *state;
	struct error why;
	load(f, "https://a.example/ # 1\n# note\nhttps://b.example/\n\n[x]\n"
	        "https://c.example/");
	expect_ok(papers_move(&f->papers, "https://c.example/", "https://b.example/",
	                      &why),
	          &why);
	expect_file(f, "https://a.example/ # 1\n# note\nhttps://c.example/\n"
	               "https://b.example/\n\n[x]\n");
	expect_ok(papers_move(&f->papers, "https://a.example/", NULL, &why), &why);
	expect_file(f, "# note\nhttps://c.example/\nhttps://b.example/\n"
	               "https://a.example/ # 1\n\n[x]\n");
	assert_int_equal(papers_move(&f->papers, "https://a.example/",
	                             "https://z.example/", &why),
	                 ERR_EMPTY);
}

static void test_another_program_changed_it(void **state)
{
	struct fixture *f = *state;
	struct error why;
	load(f, "https://a.example/\nhttps://b.example/\n");
	assert_false(papers_changed(&f->papers));
	write_file(f, "# mine\nhttps://b.example/\nhttps://new.example/\n");
	assert_true(papers_changed(&f->papers));
	expect_ok(papers_remove(&f->papers, "https://b.example/", &why), &why);
	expect_file(f, "# mine\nhttps://new.example/\n");
	assert_int_equal(papers_remove(&f->papers, "https://a.example/", &why),
	                 ERR_EMPTY);
	assert_false(papers_changed(&f->papers));
}

/* A folder in its place can be neither read nor replaced, not even by root. */
static void test_a_file_that_can_not_be_written(void **state)
{
	struct fixture *f = *state;
	struct error why;
	load(f, "https://a.example/\n");
	unlink(f->path);
	assert_int_equal(mkdir(f->path, 0700), 0);
	assert_int_equal(papers_remove(&f->papers, "https://a.example/", &why),
	                 ERR_SYSTEM);
	assert_int_equal(f->papers.list.len, 1);
	rmdir(f->path);
}

static void test_every_setting_writes_what_it_reads(void **state)
{
	static const char *const values[] = { "a,b",  "2h", "no", "0", "r",
		                              "none", "u",  "k",  "h" };
	(void)state;
	assert_int_equal(n_paper_settings, ARRAY_SIZE(values));
	for (size_t i = 0; i < n_paper_settings; i++) {
		const struct paper_setting *setting = &paper_settings[i];
		struct paper paper;
		auto_buf written = BUF_INIT(BUF_MAX_TEXT);
		paper_init(&paper);
		void *place = (char *)&paper + setting->offset;
		setting->write(place, &written);
		assert_int_equal(written.len, 0);
		assert_true(setting->set(place, str_of(values[i])));
		setting->write(place, &written);
		assert_string_equal(buf_text(&written), values[i]);
		paper_done(&paper);
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_missing_file_is_empty),
		TEST(test_everything_a_line_says),
		TEST(test_nothing_said),
		TEST(test_folders_and_queries),
		TEST(test_shorthands),
		TEST(test_mistakes_are_told_and_the_rest_loads),
		TEST(test_adding_keeps_the_rest),
		TEST(test_line_ends_are_kept),
		TEST(test_what_can_not_be_added),
		TEST(test_adding_many),
		TEST(test_changing_one_part),
		TEST(test_changing_folder_and_address),
		TEST(test_queries_are_added_and_renamed),
		TEST(test_moving),
		TEST(test_another_program_changed_it),
		TEST(test_a_file_that_can_not_be_written),
		cmocka_unit_test(test_every_setting_writes_what_it_reads),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
