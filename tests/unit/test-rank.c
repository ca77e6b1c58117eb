/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rankings, related stories, clusters of own-written titles, the journal of casts. */
#include "store-harness.h"

#include "baolan/base/mem.h"
#include "baolan/store/casts.h"
#include "baolan/store/rank.h"

#include <string.h>

enum { HOUR = 3600, DAY = 86400 };
#define EVENING (TODAY + 20 * HOUR)

/* --- filling --- */

static void index_all(struct fixture *f)
{
	while (store_index_slice(f->store, 1000))
		;
}

static struct doc_story_text story(const char *title, const char *published)
{
	return (struct doc_story_text){ .title = str_of(title),
		                        .id = str_of(title),
		                        .url = str_of(title),
		                        .published = str_of(published) };
}

static void put(struct fixture *f, int paper, const char *title, const char *published)
{
	struct doc_story_text one = story(title, published);
	refresh_with(f, paper, &one, 1);
}

static char *title_of(struct fixture *f, int64_t id)
{
	struct story row;
	OK(store_stories(f->store, &id, 1, &row, &failure));
	char *title = mem_strdup(row.title);
	story_done(&row);
	return title;
}

static void expect_title(struct fixture *f, int64_t id, const char *title)
{
	auto_free char *is = title_of(f, id);
	assert_string_equal(is, title);
}

/* --- clusters of the labelled titles --- */

enum { MAX_TITLES = 400, PAPERS = 7 };

struct labelled {
	char *title;
	int block;
	int64_t name; /* of its cluster, or its own */
};

static size_t read_labelled(struct labelled *list)
{
	char line[512];
	size_t n = 0;
	int block = 0;
	FILE *file = fopen(SRCDIR "/tests/unit/clusters.txt", "r");
	assert_non_null(file);
	while (fgets(line, sizeof(line), file) && n < MAX_TITLES) {
		line[strcspn(line, "\n")] = '\0';
		if (!*line)
			block++;
		else if (*line != '#')
			list[n++] = (struct labelled){ mem_strdup(line), block, 0 };
	}
	fclose(file);
	return n;
}

/* No paper has two titles of a block; each has some of all. */
static void put_labelled(struct fixture *f, const struct labelled *list, size_t n)
{
	const char *urls[PAPERS] = { "http://1.example/", "http://2.example/",
		                     "http://3.example/", "http://4.example/",
		                     "http://5.example/", "http://6.example/",
		                     "http://7.example/" };
	int64_t ids[PAPERS];
	OK(store_set_papers(f->store, urls, PAPERS, ids, &failure));
	for (size_t paper = 0; paper < PAPERS; paper++) {
		struct doc_story_text stories[MAX_TITLES];
		size_t count = 0;
		f->papers[0] = ids[paper];
		for (size_t i = 0; i < n; i++)
			if (i % PAPERS == paper)
				stories[count++] =
				        story(list[i].title, "2016-06-06T08:00:00Z");
		refresh_with(f, 0, stories, count);
	}
}

static void name_labelled(struct fixture *f, struct labelled *list, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		story_ids members = { 0 };
		int64_t id = store_story_at(f->store, str_of(list[i].title));
		assert_true(id > 0);
		OK(store_cluster(f->store, id, &members, &failure));
		list[i].name = id;
		vec_each (member, &members)
			list[i].name = MIN(list[i].name, *member);
		vec_done(&members);
	}
}

struct pairs {
	int right, wrong, missed;
};

static void count_pairs(const struct labelled *list, size_t n, int part,
                        struct pairs *pairs)
{
	for (size_t i = 0; i < n; i++)
		for (size_t j = i + 1; j < n; j++) {
			bool same = list[i].block == list[j].block;
			bool found = list[i].name == list[j].name;
			if (part >= 0 && list[i].block % 2 != part)
				continue;
			pairs->right += same && found;
			pairs->wrong += !same && found;
			pairs->missed += same && !found;
			if (getenv("BAOLAN_SHOW_PAIRS") && same != found)
				print_message("# %s: %s | %s\n",
				              same ? "missed" : "wrong", list[i].title,
				              list[j].title);
		}
}

static void judge(const struct labelled *list, size_t n, int part, const char *what)
{
	struct pairs pairs = { 0 };
	count_pairs(list, n, part, &pairs);
	double precision = (double)pairs.right / (pairs.right + pairs.wrong);
	double recall = (double)pairs.right / (pairs.right + pairs.missed);
	print_message("# %s: pair precision %.3f, recall %.3f\n", what, precision,
	              recall);
	if (part >= 0)
		return;
	assert_true(precision >= 0.95);
	assert_true(recall >= 0.85);
}

static void test_clusters_of_labelled_titles(void **state)
{
	struct fixture *f = *state;
	static struct labelled list[MAX_TITLES];
	size_t n = read_labelled(list);
	print_message("# %zu titles\n", n);
	assert_true(n >= 200);
	put_labelled(f, list, n);
	index_all(f);
	name_labelled(f, list, n);
	judge(list, n, -1, "all blocks");
	judge(list, n, 0, "even blocks");
	judge(list, n, 1, "odd blocks");
	for (size_t i = 0; i < n; i++)
		free(list[i].title);
}

/* --- rankings --- */

static void put_day(struct fixture *f)
{
	put(f, 0, "榕湾新桥今天通车，市民步行过江", "2016-06-06T08:00:00Z");
	put(f, 1, "榕湾新桥今天通车 市民步行过江", "2016-06-06T09:00:00Z");
	put(f, 2, "【快讯】榕湾新桥今天通车 市民步行过江", "2016-06-06T10:00:00Z");
	put(f, 0, "渡船停航前的最后一班", "2016-06-06T18:00:00Z");
	put(f, 1, "昨天的旧闻没有别的报纸登", "2016-06-05T10:00:00Z");
	put(f, 3, "上个月的事谁也不记得了", "2016-05-10T10:00:00Z");
	index_all(f);
}

static void rank(struct fixture *f, enum doc_period period, int64_t now,
                 struct ranking *ranking)
{
	OK(store_rank(f->store, period, now, ranking, &failure));
}

static void test_what_many_papers_carry_ranks_high(void **state)
{
	struct fixture *f = *state;
	struct ranking day = { 0 }, week = { 0 }, month = { 0 };
	put_day(f);
	rank(f, PERIOD_DAY, TODAY + 11 * HOUR, &day);
	rank(f, PERIOD_WEEK, EVENING, &week);
	rank(f, PERIOD_MONTH, EVENING, &month);
	/* One paper and two hours before its time: as new as can be. */
	assert_int_equal(day.list.len, 2);
	assert_int_equal(day.list.at[0].papers, 3);
	expect_title(f, day.list.at[0].story, "榕湾新桥今天通车，市民步行过江");
	assert_true(day.list.at[0].score > 2.6 && day.list.at[0].score < 2.7);
	assert_int_equal(week.list.len, 3);
	assert_int_equal(month.list.len, 4);
	assert_int_equal(day.before, 0);
	ranking_done(&day);
	ranking_done(&week);
	ranking_done(&month);
}

static void test_a_high_place_counts(void **state)
{
	struct fixture *f = *state;
	struct ranking day = { 0 };
	/* Not by time: edited. */
	const struct doc_story_text page[] = {
		story("头条放在最上面的一篇", "2016-06-06T08:00:00Z"),
		story("第二条也还算靠前的一篇", "2016-06-06T08:30:00Z"),
		story("第三条排在后面的一篇", "2016-06-06T08:00:00Z"),
	};
	refresh_with(f, 0, page, ARRAY_SIZE(page));
	put(f, 1, "只有时间顺序的一篇报道", "2016-06-06T08:00:00Z");
	index_all(f);
	rank(f, PERIOD_DAY, EVENING, &day);
	assert_int_equal(day.list.len, 4);
	expect_title(f, day.list.at[0].story, "头条放在最上面的一篇");
	expect_title(f, day.list.at[3].story, "只有时间顺序的一篇报道");
	ranking_done(&day);
}

static void test_killed_and_unfollowed_do_not_count(void **state)
{
	struct fixture *f = *state;
	struct ranking day = { 0 };
	const char *urls[] = { "http://a.example/feed", "http://b.example/feed" };
	int64_t ids[2];
	put_day(f);
	int64_t killed = store_story_at(f->store, STR("渡船停航前的最后一班"));
	OK(store_kill(f->store, &killed, 1, true, &failure));
	OK(store_set_papers(f->store, urls, 2, ids, &failure));
	rank(f, PERIOD_DAY, EVENING, &day);
	assert_int_equal(day.list.len, 1);
	assert_int_equal(day.list.at[0].papers, 2);
	ranking_done(&day);
}

static void test_snapshots_tell_what_rose(void **state)
{
	struct fixture *f = *state;
	struct ranking first = { 0 }, second = { 0 };
	put_day(f);
	rank(f, PERIOD_WEEK, EVENING, &first);
	OK(store_rank_keep(f->store, PERIOD_WEEK, EVENING, &first, &failure));
	ranking_done(&first);
	first = (struct ranking){ 0 };
	put(f, 3, "夜里才发生的新鲜事情一件", "2016-06-06T19:30:00Z");
	rank(f, PERIOD_WEEK, EVENING, &first);
	assert_int_equal(first.before, 0); /* today's is not compared with */
	rank(f, PERIOD_WEEK, EVENING + DAY, &second);
	assert_int_equal(second.before, (EVENING + 8 * HOUR) / DAY);
	assert_int_equal(second.list.len, 4);
	assert_int_equal(second.list.at[0].was, 1);
	int new_ones = 0;
	vec_each (entry, &second.list)
		new_ones += entry->was == 0;
	assert_int_equal(new_ones, 1);
	ranking_done(&first);
	ranking_done(&second);
}

/* --- related --- */

static void test_related_stories(void **state)
{
	struct fixture *f = *state;
	struct relateds related = { 0 };
	put_day(f);
	put(f, 3, "新桥通车后榕湾渡船何去何从", "2016-06-06T12:00:00Z");
	put(f, 3, "新桥日出引市民清晨过江拍照", "2016-06-07T12:00:00Z");
	put(f, 3, "新桥通车旧闻：三个月以前的通车计划", "2016-03-01T12:00:00Z");
	put(f, 3, "端午节粽子抽检结果公布", "2016-06-06T12:00:00Z");
	for (int round = 0; round < 2; round++) { /* without, then with the index */
		struct related_query query = {
			.title = STR("榕湾新桥今天通车，市民步行过江"),
			.url = STR("榕湾新桥今天通车，市民步行过江"),
			.when = EVENING,
		};
		OK(store_related(f->store, &query, &related, &failure));
		assert_int_equal(related.list.len, 4);
		assert_true(related.list.at[0].same && related.list.at[1].same);
		assert_false(related.list.at[2].same || related.list.at[3].same);
		relateds_done(&related);
		index_all(f);
	}
}

/* --- the journal of casts --- */

static struct cast_choice choice(const char *mood)
{
	return (struct cast_choice){ .url = STR("http://a.example/1.html#moods"),
		                     .mood = str_of(mood),
		                     .label = STR("愤怒"),
		                     .title = STR("题目") };
}

static enum cast_state state_at(struct fixture *f)
{
	struct cast_row row;
	assert_true(store_cast_at(f->store, STR("http://a.example/1.html"), &row));
	enum cast_state state = row.state;
	cast_row_done(&row);
	return state;
}

static void settle(struct fixture *f, enum cast_state state)
{
	OK(store_cast_settle(f->store, choice("2").url, state, "说了什么", NOW,
	                     &failure));
}

static void test_one_cast_an_article(void **state)
{
	struct fixture *f = *state;
	struct cast_choice two = choice("2"), three = choice("3");
	struct error err;
	OK(store_cast_choose(f->store, &two, NOW, &failure));
	OK(store_cast_choose(f->store, &three, NOW, &failure)); /* a change of mind */
	OK(store_cast_send(f->store, &two, NOW, &failure));
	assert_int_equal(store_cast_send(f->store, &two, NOW, &err), ERR_REFUSED);
	settle(f, CAST_REFUSED);
	OK(store_cast_send(f->store, &two, NOW, &failure));
	settle(f, CAST_COUNTED);
	settle(f, CAST_REFUSED); /* comes too late to change it */
	assert_int_equal(state_at(f), CAST_COUNTED);
	assert_int_equal(store_cast_send(f->store, &three, NOW, &err), ERR_REFUSED);
	assert_non_null(strstr(err.text, "愤怒"));
	assert_int_equal(store_cast_choose(f->store, &three, NOW, &err), ERR_REFUSED);
	assert_int_equal(sql(f, "SELECT count(*) FROM cast"), 1);
}

static void test_what_was_sent_is_unknown_later(void **state)
{
	struct fixture *f = *state;
	struct cast_choice two = choice("2");
	struct error err;
	OK(store_cast_send(f->store, &two, NOW, &failure));
	assert_int_equal(state_at(f), CAST_SENT);
	fixture_reopen(f);
	assert_int_equal(state_at(f), CAST_UNKNOWN);
	assert_int_equal(store_cast_send(f->store, &two, NOW, &err), ERR_REFUSED);
	settle(f, CAST_COUNTED); /* the other instance got its answer */
	assert_int_equal(state_at(f), CAST_COUNTED);
}

static const struct doc *moods_doc(struct buf *block, const char *url, int64_t angry,
                                   int64_t glad)
{
	struct doc_builder *b = doc_builder_new(DOC_ARTICLE, BUF_MAX_TEXT);
	doc_set(b, DOC_URL, str_of(url));
	doc_set(b, DOC_TITLE, str_of(url));
	doc_add_mood(b, STR("1"), STR("愤怒"), angry);
	doc_add_mood(b, STR("2"), STR("高兴"), glad);
	OK(doc_build(b, block, &failure));
	doc_builder_free(b);
	return doc_check(buf_str(block), NULL);
}

static void see(struct fixture *f, const char *url, int64_t angry, int64_t glad,
                int64_t when)
{
	auto_buf block = BUF_INIT(BUF_MAX_TEXT);
	const struct doc *doc = moods_doc(&block, url, angry, glad);
	OK(store_see_moods(f->store, doc, when, &failure));
}

static void test_stories_by_mood(void **state)
{
	struct fixture *f = *state;
	struct felts felts = { 0 };
	see(f, "http://a.example/1", 5, 90, NOW);
	see(f, "http://a.example/2", 70, 3, NOW);
	see(f, "http://a.example/3", 999, 1, NOW - 2 * DAY);
	see(f, "http://a.example/4", -1, -1, NOW);
	see(f, "http://a.example/1", 6, 95, NOW); /* seen again */
	OK(store_felt(f->store, STR("愤怒"), NOW - DAY, 10, &felts, &failure));
	assert_int_equal(felts.list.len, 2);
	assert_string_equal(felts.list.at[0].url, "http://a.example/2");
	assert_int_equal(felts.list.at[1].count, 6);
	assert_int_equal(felts.list.at[1].total, 101);
	felts_done(&felts);
	OK(store_moods_seen(f->store, NOW - DAY, &felts, &failure));
	assert_int_equal(felts.list.len, 2);
	assert_string_equal(felts.list.at[0].label, "高兴");
	felts_done(&felts);
}

#define WITH_STORE(test) \
	cmocka_unit_test_setup_teardown(test, fixture_setup, fixture_teardown)

int main(void)
{
	static const struct CMUnitTest tests[] = {
		WITH_STORE(test_clusters_of_labelled_titles),
		WITH_STORE(test_what_many_papers_carry_ranks_high),
		WITH_STORE(test_a_high_place_counts),
		WITH_STORE(test_killed_and_unfollowed_do_not_count),
		WITH_STORE(test_snapshots_tell_what_rose),
		WITH_STORE(test_related_stories),
		WITH_STORE(test_one_cast_an_article),
		WITH_STORE(test_what_was_sent_is_unknown_later),
		WITH_STORE(test_stories_by_mood),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
