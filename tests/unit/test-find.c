/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Searching, the index behind it, and clusters. */
#include "store-harness.h"

#include "baolan/base/mem.h"

static const struct doc_story_text stories[] = {
	{ .id = STR("1"),
	  .title = STR("新桥规划公布"),
	  .url = STR("http://a.example/1"),
	  .content = STR("<p>榕湾市<b>规</b>划局昨天说，渡船还要走三年。</p>"),
	  .published = STR("2016-06-06T08:00:00+08:00") },
	{ .id = STR("2"),
	  .title = STR("江邊的豆漿攤"),
	  .url = STR("http://a.example/2"),
	  .content = STR("<p>挑著菜擔的人先下，LFP電池的新船後到。ＡＢＣ café</p>"),
	  .published = STR("2016-06-07T08:00:00+08:00") },
	{ .id = STR("3"),
	  .title = STR("渡船停航一天"),
	  .url = STR("http://a.example/3"),
	  .content = STR("<div>今天大雾。<script>规划</script>请改走新 桥。</div>"),
	  .published = STR("2016-06-08T08:00:00+08:00") },
	{ .id = STR("4"),
	  .title = STR("没有正文的一篇"),
	  .url = STR("http://a.example/4"),
	  .summary = STR("只有摘要：码头"),
	  .published = STR("2016-06-09T08:00:00+08:00") },
};

static void index_all(struct fixture *f)
{
	while (store_index_slice(f->store, 1000))
		;
}

/* Which of the stories are found, as "31": by their numbers, in the list's order. */
static void found(struct fixture *f, const char *search, enum story_order order,
                  char out[8])
{
	struct story_query query = { .search = search, .order = order };
	story_ids ids = ids_of(f, &query);
	size_t n = 0;
	for (size_t i = 0; i < ids.len && n < 7; i++) {
		struct story story;
		OK(store_stories(f->store, &ids.at[i], 1, &story, &failure));
		out[n++] = story.guid[0];
		story_done(&story);
	}
	out[n] = '\0';
	vec_done(&ids);
}

static const struct {
	const char *search, *found;
} searches[] = {
	{ "规", "1" },
	{ "规划", "1" },
	{ "規劃", "1" },
	{ "规划局", "1" },
	{ "规划局昨天说", "1" },
	{ "划规", "" },
	{ "渡船", "31" },
	{ "渡船 规划", "1" },
	{ "渡船 -规划", "3" },
	{ "渡船 -规划局昨天", "3" },
	{ "-渡船", "42" },
	{ "\"新 桥\"", "3" },
	{ "“新桥”", "1" },
	{ "title:渡船", "3" },
	{ "title：新桥 渡船", "1" },
	{ "-title:渡船 渡船", "1" },
	{ "江边豆浆", "" },
	{ "江边 豆浆", "2" },
	{ "江边的豆浆摊", "2" },
	{ "lfp", "2" },
	{ "LF", "2" },
	{ "fp", "" },
	{ "abc", "2" },
	{ "CAFE", "2" },
	{ "lfp电池的", "2" },
	{ "码头", "4" },
	{ "since:2016-06-08", "43" },
	{ "until:2016-06-07 渡船", "1" },
	{ "since:2016-06 until:2016-06-08 桥", "31" },
	{ "is:starred", "3" },
	{ "-is:starred 渡船", "1" },
	{ "is:unread", "431" },
	{ "is:read", "2" },
	{ "tag:江", "1" },
	{ "渡船 -tag:江", "3" },
	{ "paper:晚报 豆浆", "2" },
	{ "paper:a.example 豆浆", "2" },
	{ "-paper:晚报 豆浆", "" },
	{ "paper:日报 豆浆", "" },
	{ "。", "4321" },
	{ "'\"*()", "4321" },
};

static void prepare(struct fixture *f)
{
	refresh_with(f, 0, stories, ARRAY_SIZE(stories));
	story_ids ids = ids_of(f, &(struct story_query){ 0 });
	assert_int_equal(ids.len, 4);
	OK(store_mark(f->store, &ids.at[1], 1, STORY_STARRED, 0, &failure));
	OK(store_mark(f->store, &ids.at[2], 1, STORY_READ, 0, &failure));
	OK(store_tag(f->store, ids.at[3], "江", true, &failure));
	vec_done(&ids);
}

static void check_searches(struct fixture *f)
{
	char out[8];
	for (size_t i = 0; i < ARRAY_SIZE(searches); i++) {
		found(f, searches[i].search, ORDER_NEWEST, out);
		if (strcmp(out, searches[i].found) != 0)
			fail_msg("%s: found \"%s\", not \"%s\"", searches[i].search,
			         out, searches[i].found);
	}
}

static void test_before_indexing(void **state)
{
	prepare(*state);
	check_searches(*state);
}

static void test_after_indexing(void **state)
{
	prepare(*state);
	index_all(*state);
	assert_int_equal(sql(*state, "SELECT count(*) FROM fresh"), 0);
	check_searches(*state);
	assert_false(store_index_slice(((struct fixture *)*state)->store, 10));
}

static void test_half_indexed(void **state)
{
	struct fixture *f = *state;
	prepare(f);
	index_all(f);
	sql(f, "UPDATE meta SET number = number - 2 WHERE name = 'indexed'");
	check_searches(f);
}

static void test_a_changed_text_is_found_anew(void **state)
{
	struct fixture *f = *state;
	char out[8];
	struct doc_story_text changed = stories[0];
	prepare(f);
	index_all(f);
	changed.content = STR("<p>高架路通车</p>");
	refresh_with(f, 0, &changed, 1);
	for (int indexed = 0; indexed < 2; indexed++) {
		found(f, "高架路", ORDER_NEWEST, out);
		assert_string_equal(out, "1");
		found(f, "规划局", ORDER_NEWEST, out);
		assert_string_equal(out, "");
		found(f, "新桥", ORDER_NEWEST, out);
		assert_string_equal(out, "1");
		index_all(f);
	}
}

static void test_titles_come_first_by_relevance(void **state)
{
	struct fixture *f = *state;
	char out[8];
	prepare(f);
	for (int indexed = 0; indexed < 2; indexed++) {
		found(f, "新桥", ORDER_RELEVANCE, out);
		assert_string_equal(out, "1");
		found(f, "桥", ORDER_RELEVANCE, out);
		assert_string_equal(out, "13");
		found(f, "桥", ORDER_NEWEST, out);
		assert_string_equal(out, "31");
		index_all(f);
	}
}

static void test_snippets(void **state)
{
	struct fixture *f = *state;
	struct story_list *list;
	struct story rows[2];
	struct story_query query = { .search = "渡船 规划" };
	prepare(f);
	OK(story_list_open(f->store, &query, &list, &failure));
	OK(story_list_stories(list, 0, 2, rows, &failure));
	assert_string_equal(rows[0].snippet,
	                    "榕湾市\1规划\2局昨天说，\1渡船\2还要走三年。");
	assert_int_equal(rows[1].id, 0);
	story_done(&rows[0]);
	story_list_free(list);
}

static void test_what_cannot_be_read_is_told(void **state)
{
	struct fixture *f = *state;
	struct story_list *list;
	struct error failure = { 0 };
	static const char *const wrong[] = { "since:2016-13", "until:soon", "is:blue" };
	for (size_t i = 0; i < ARRAY_SIZE(wrong); i++) {
		struct story_query query = { .search = wrong[i] };
		assert_int_equal(story_list_open(f->store, &query, &list, &failure),
		                 ERR_FORMAT);
		assert_true(failure.text[0]);
	}
}

static void test_filters_find_in_titles(void **state)
{
	struct fixture *f = *state;
	prepare(f);
	for (int indexed = 0; indexed < 2; indexed++) {
		story_ids ids = ids_of(f, &(struct story_query){ .filter = "渡船停" });
		assert_int_equal(ids.len, 1);
		vec_done(&ids);
		ids = ids_of(f, &(struct story_query){ .filter = "規劃" });
		assert_int_equal(ids.len, 1);
		vec_done(&ids);
		index_all(f);
	}
}

static void test_all_found_are_marked(void **state)
{
	struct fixture *f = *state;
	uint32_t n;
	struct story_query query = { .search = "渡船" };
	prepare(f);
	OK(store_mark_all(f->store, &query, STORY_SAVED, 0, &n, &failure));
	assert_int_equal(n, 2);
	query.search = "is:starred";
	OK(store_mark_all(f->store, &query, STORY_SAVED, 0, &n, &failure));
	assert_int_equal(n, 0);
}

/* More candidates than are picked by their ids. */
static void test_many_candidates(void **state)
{
	struct fixture *f = *state;
	for (int i = 0; i < 4; i++)
		refresh(f, i, 1, 500, "渡船停航");
	refresh(f, 0, 501, 700, "新桥通车");
	for (int i = 1; i < 4; i++)
		refresh(f, i, 501, 1200, "渡船停航");
	index_all(f);
	story_ids all = ids_of(f, &(struct story_query){ .search = "停航" });
	assert_int_equal(all.len, 4100);
	vec_done(&all);
	all = ids_of(f, &(struct story_query){ .search = "新桥 通车" });
	assert_int_equal(all.len, 200);
	vec_done(&all);
	all = ids_of(f, &(struct story_query){ .search = "停航 \"停航 9\"",
	                                       .order = ORDER_RELEVANCE });
	assert_int_equal(all.len, 4 * 11 + 3 * 100);
	vec_done(&all);
}

/* --- clusters --- */

static void one(struct fixture *f, int paper, const char *title, const char *when)
{
	struct doc_story_text story = { .title = str_of(title),
		                        .id = str_of(title),
		                        .published = str_of(when) };
	refresh_with(f, paper, &story, 1);
}

static void test_the_same_story_is_one_line(void **state)
{
	struct fixture *f = *state;
	struct story story;
	story_ids members = { 0 };
	one(f, 0, "榕湾新桥今天通车，市民步行过江", "2016-06-06T08:00:00+08:00");
	one(f, 1, "榕灣新橋今天通車 市民步行過江", "2016-06-06T10:00:00+08:00");
	one(f, 2, "【快讯】榕湾新桥今天通车 市民步行过江", "2016-06-07T10:00:00+08:00");
	one(f, 3, "榕湾新桥今天通车，市民步行过江", "2016-06-20T08:00:00+08:00");
	one(f, 3, "榕湾渡船今天停航，市民绕道过江", "2016-06-06T08:00:00+08:00");
	one(f, 0, "早间新闻第3期：江边的豆浆摊", "2016-06-06T08:00:00+08:00");
	one(f, 1, "早间新闻第4期：江边的豆浆摊", "2016-06-06T08:00:00+08:00");
	one(f, 0, "快讯", "2016-06-06T08:00:00+08:00");
	one(f, 1, "快讯", "2016-06-06T08:00:00+08:00");
	index_all(f);
	story_ids all = ids_of(f, &(struct story_query){ 0 });
	struct story_query folded_query = { .fold = true };
	story_ids folded = ids_of(f, &folded_query);
	assert_int_equal(all.len, 9);
	assert_int_equal(folded.len, 7);
	int64_t id = folded.at[1];
	OK(store_stories(f->store, &id, 1, &story, &failure));
	assert_int_equal(story.papers, 3);
	assert_int_equal(story.paper, f->papers[2]);
	story_done(&story);
	OK(store_cluster(f->store, id, &members, &failure));
	assert_int_equal(members.len, 3);
	struct story_list *list;
	OK(story_list_open(f->store, &folded_query, &list, &failure));
	assert_int_equal(story_list_count(list), 7);
	story_list_free(list);
	vec_done(&all);
	vec_done(&folded);
	vec_done(&members);
}

#define WITH_STORE(test) \
	cmocka_unit_test_setup_teardown(test, fixture_setup, fixture_teardown)

/* Two papers have a story with one address: its article is the text of both. */
static void test_a_kept_article_is_found_in_each_paper(void **state)
{
	struct fixture *f = *state;
	const struct doc_story_text same = { .id = STR("5"),
		                             .title = STR("夜航船开了"),
		                             .url = STR("http://a.example/5") };
	refresh_with(f, 0, &same, 1);
	refresh_with(f, 1, &same, 1);
	index_all(f);
	auto_buf block = BUF_INIT(BUF_MAX_TEXT);
	struct doc_builder *builder = doc_builder_new(DOC_ARTICLE, BUF_MAX_TEXT);
	doc_begin_block(builder, (struct doc_block){ .type = BLOCK_PARAGRAPH });
	doc_add_span(builder, 0, STR("船上卖鱼丸。"), STR_NONE);
	doc_end_block(builder);
	OK(doc_build(builder, &block, &failure));
	doc_builder_free(builder);
	OK(store_keep_document(f->store, same.url, doc_check(buf_str(&block), NULL),
	                       TODAY, &failure));
	char out[8];
	found(f, "鱼丸", ORDER_NEWEST, out);
	assert_string_equal(out, "55");
	index_all(f);
	found(f, "鱼丸", ORDER_NEWEST, out);
	assert_string_equal(out, "55");
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		WITH_STORE(test_before_indexing),
		WITH_STORE(test_after_indexing),
		WITH_STORE(test_half_indexed),
		WITH_STORE(test_a_changed_text_is_found_anew),
		WITH_STORE(test_titles_come_first_by_relevance),
		WITH_STORE(test_snippets),
		WITH_STORE(test_what_cannot_be_read_is_told),
		WITH_STORE(test_filters_find_in_titles),
		WITH_STORE(test_all_found_are_marked),
		WITH_STORE(test_many_candidates),
		WITH_STORE(test_a_kept_article_is_found_in_each_paper),
		WITH_STORE(test_the_same_story_is_one_line),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
