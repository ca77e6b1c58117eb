/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Papers, stories, lists, marks and the way back. */
#include "store-harness.h"

#include "baolan/base/mem.h"

#include <sys/stat.h>

/* --- the file --- */

static void test_the_file_is_the_owners_alone(void **state)
{
	struct fixture *f = *state;
	struct stat at;
	assert_int_equal(stat(f->path, &at), 0);
	assert_int_equal(at.st_mode & 0777, 0600);
	auto_free char *folder = mem_printf("%s/data", f->folder);
	assert_int_equal(stat(folder, &at), 0);
	assert_int_equal(at.st_mode & 0777, 0700);
}

static void test_a_newer_schema_is_refused(void **state)
{
	struct fixture *f = *state;
	struct store *store;
	struct error failure = { 0 };
	sql(f, "PRAGMA user_version = 1000");
	assert_int_equal(store_open(f->path, &store, NULL, &failure), ERR_STORE);
	assert_non_null(strstr(failure.text, "newer"));
}

static void test_another_instance_is_seen(void **state)
{
	struct fixture *f = *state;
	struct store *other;
	OK(store_open(f->path, &other, NULL, &failure));
	assert_false(store_changed(f->store));
	refresh(f, 0, 1, 3, "题");
	assert_false(store_changed(f->store));
	assert_true(store_changed(other));
	assert_false(store_changed(other));
	store_close(other);
}

/* --- papers --- */

static void test_papers_follow_the_file(void **state)
{
	struct fixture *f = *state;
	static const char *const fewer[] = { "http://c.example/feed",
		                             "http://e.example/feed",
		                             "http://a.example/feed" };
	int64_t ids[3];
	struct paper_states states;
	refresh(f, 1, 1, 2, "题");
	OK(store_set_papers(f->store, fewer, 3, ids, &failure));
	assert_int_equal(ids[0], f->papers[2]);
	assert_int_equal(ids[2], f->papers[0]);
	OK(store_papers(f->store, &states, &failure));
	assert_int_equal(states.list.len, 3);
	for (size_t i = 0; i < 3; i++) {
		assert_int_equal(states.list.at[i].id, ids[i]);
		assert_string_equal(states.list.at[i].url, fewer[i]);
	}
	paper_states_done(&states);
	story_ids none = ids_of(f, &(struct story_query){ 0 });
	assert_int_equal(none.len, 0);
	vec_done(&none);
}

static void test_a_refresh_is_remembered(void **state)
{
	struct fixture *f = *state;
	struct refresh_outcome outcome = { .refreshed = 10,
		                           .due = 20,
		                           .failures = 3,
		                           .gone = true,
		                           .trouble = "no answer" };
	struct paper_states states;
	OK(store_set_outcome(f->store, f->papers[1], &outcome, &failure));
	fixture_reopen(f);
	OK(store_papers(f->store, &states, &failure));
	const struct paper_state *b = &states.list.at[1];
	assert_int_equal(b->refreshed, 10);
	assert_int_equal(b->due, 20);
	assert_int_equal(b->failures, 3);
	assert_true(b->gone);
	assert_null(b->moved);
	assert_string_equal(b->trouble, "no answer");
	paper_states_done(&states);
}

/* --- what a refresh brings --- */

static void test_stories_are_new_once(void **state)
{
	struct fixture *f = *state;
	struct refresh_result first = refresh(f, 0, 1, 30, "题"),
	                      again = refresh(f, 0, 1, 30, "题"),
	                      more = refresh(f, 0, 21, 40, "题");
	assert_int_equal(first.new_stories, 30);
	assert_int_equal(again.new_stories, 0);
	assert_int_equal(again.changed, 0);
	assert_int_equal(more.new_stories, 10);
	assert_int_equal(more.first_new, first.first_new + 30);
	assert_int_equal(state_of(f, 0).total, 40);
	assert_int_equal(state_of(f, 0).unread, 40);
}

static void test_a_changed_story_keeps_its_marks(void **state)
{
	struct fixture *f = *state;
	int64_t id = refresh(f, 0, 1, 1, "旧题").first_new;
	OK(store_mark(f->store, &id, 1, STORY_READ | STORY_STARRED, 0, &failure));
	struct refresh_result result = refresh(f, 0, 1, 1, "新题");
	struct story story;
	assert_int_equal(result.new_stories, 0);
	assert_int_equal(result.changed, 1);
	OK(store_stories(f->store, &id, 1, &story, &failure));
	assert_string_equal(story.title, "新题 1");
	assert_int_equal(story.flags, STORY_READ | STORY_STARRED);
	assert_int_equal(story.published, TODAY + 3600);
	assert_true(story.has_content);
	story_done(&story);
}

static void test_another_id_for_the_same_is_the_same(void **state)
{
	struct fixture *f = *state;
	struct doc_story_text story = { .id = STR("one"),
		                        .title = STR("雾散了"),
		                        .url = STR("http://a.example/x.html") };
	assert_int_equal(refresh_with(f, 0, &story, 1).new_stories, 1);
	story.id = STR("two");
	assert_int_equal(refresh_with(f, 0, &story, 1).new_stories, 0);
	assert_int_equal(refresh_with(f, 0, &story, 1).changed, 0);
	story.id = STR("three");
	story.title = STR("又起雾了");
	assert_int_equal(refresh_with(f, 0, &story, 1).new_stories, 1);
}

static void test_without_dates_the_listings_order_holds(void **state)
{
	struct fixture *f = *state;
	struct doc_story_text stories[3] = {
		{ .title = STR("一"), .url = STR("http://a.example/1") },
		{ .title = STR("二"),
		  .url = STR("http://a.example/2"),
		  .published = STR("2099-01-01T00:00:00Z") },
		{ .title = STR("三"), .url = STR("http://a.example/3") },
	};
	refresh_with(f, 0, stories, 3);
	story_ids ids = ids_of(f, &(struct story_query){ 0 });
	struct story rows[3];
	OK(store_stories(f->store, ids.at, 3, rows, &failure));
	for (size_t i = 0; i < 3; i++) {
		assert_true(str_eq(str_of(rows[i].title), stories[i].title));
		assert_int_equal(rows[i].published, NOW);
		story_done(&rows[i]);
	}
	vec_done(&ids);
}

static void test_content_comes_back(void **state)
{
	struct fixture *f = *state;
	int64_t id = refresh(f, 0, 7, 7, "题").first_new;
	auto_buf html = BUF_INIT(BUF_MAX_TEXT), base = BUF_INIT(BUF_MAX_TEXT);
	OK(store_content(f->store, id, &html, &base, &failure));
	assert_string_equal(buf_text(&html), "<p>渡船已经靠了岸，<b>第7次</b>。</p>");
	assert_string_equal(buf_text(&base), "http://a.example/7.html");
	assert_int_equal(store_story_at(f->store, STR("http://a.example/7.html")), id);
	assert_int_equal(store_story_at(f->store, STR("http://a.example/8.html")), 0);
	assert_int_equal(store_content(f->store, id + 1, &html, &base, NULL),
	                 ERR_EMPTY);
}

static void test_articles_are_kept(void **state)
{
	struct fixture *f = *state;
	auto_buf block = BUF_INIT(BUF_MAX_TEXT), kept = BUF_INIT(BUF_MAX_TEXT);
	struct doc_builder *b = doc_builder_new(DOC_ARTICLE, BUF_MAX_TEXT);
	int64_t when = 0, id = refresh(f, 0, 1, 1, "题").first_new;
	struct str url = STR("http://a.example/1.html");
	doc_set(b, DOC_TITLE, STR("雾"));
	OK(doc_build(b, &block, &failure));
	doc_builder_free(b);
	const struct doc *doc = doc_check(buf_str(&block), NULL);
	assert_int_equal(store_document(f->store, url, &kept, &when, NULL), ERR_EMPTY);
	OK(store_keep_document(f->store, url, doc, TODAY, &failure));
	OK(store_document(f->store, url, &kept, &when, &failure));
	assert_int_equal(when, TODAY);
	assert_true(str_eq(buf_str(&kept), buf_str(&block)));
	struct story story;
	OK(store_stories(f->store, &id, 1, &story, &failure));
	assert_true(story.has_document);
	story_done(&story);
}

/* --- lists --- */

/* Two papers, 200 stories each, published at the same times. */
static void two_papers(struct fixture *f)
{
	refresh(f, 0, 1, 200, "甲");
	refresh(f, 1, 1, 200, "乙");
}

static void test_newest_first_and_all_of_them(void **state)
{
	struct fixture *f = *state;
	two_papers(f);
	story_ids ids = ids_of(f, &(struct story_query){ 0 });
	assert_int_equal(ids.len, 400);
	for (size_t i = 0; i < 200; i++) {
		struct story pair[2];
		OK(store_stories(f->store, &ids.at[2 * i], 2, pair, &failure));
		assert_int_equal(pair[0].published, TODAY + 3600 * (200 - (int64_t)i));
		assert_int_equal(pair[1].published, pair[0].published);
		assert_true(pair[0].id > pair[1].id);
		story_done(&pair[0]);
		story_done(&pair[1]);
	}
	vec_done(&ids);
}

static void test_orders_and_papers(void **state)
{
	struct fixture *f = *state;
	two_papers(f);
	struct story_query query = { .order = ORDER_OLDEST };
	story_ids newest = ids_of(f, &(struct story_query){ 0 }),
	          oldest = ids_of(f, &query);
	for (size_t i = 0; i < 400; i++)
		assert_int_equal(newest.at[i], oldest.at[399 - i]);
	query = (struct story_query){ .papers = &f->papers[1], .n_papers = 1 };
	story_ids of_b = ids_of(f, &query);
	assert_int_equal(of_b.len, 200);
	query.order = ORDER_PAPER;
	query.n_papers = 0;
	story_ids by_paper = ids_of(f, &query);
	assert_int_equal(by_paper.len, 400);
	assert_memory_equal(by_paper.at + 200, of_b.at, 200 * sizeof(int64_t));
	vec_done(&newest);
	vec_done(&oldest);
	vec_done(&of_b);
	vec_done(&by_paper);
}

static void test_a_list_does_not_change_under_the_reader(void **state)
{
	struct fixture *f = *state;
	struct story_list *list;
	two_papers(f);
	OK(story_list_open(f->store, &(struct story_query){ 0 }, &list, &failure));
	int64_t first = story_list_id(list, 0);
	refresh(f, 2, 1, 250, "丙");
	assert_int_equal(story_list_id(list, 0), first);
	assert_int_equal(story_list_count(list), 400);
	assert_int_equal(story_list_find(list, story_list_id(list, 399)), 399);
	assert_int_equal(story_list_find(list, 12345), SIZE_MAX);
	assert_int_equal(story_list_id(list, 400), 0);
	assert_int_equal(story_list_id(list, SIZE_MAX), 0);
	story_list_free(list);
}

static void test_flags_times_and_filters(void **state)
{
	struct fixture *f = *state;
	refresh(f, 0, 1, 20, "渡船");
	refresh(f, 1, 21, 30, "新桥");
	story_ids all = ids_of(f, &(struct story_query){ 0 });
	OK(store_mark(f->store, all.at, 5, STORY_READ, 0, &failure));
	OK(store_mark(f->store, all.at + 4, 3, STORY_STARRED, 0, &failure));
	OK(store_tag(f->store, all.at[9], "江", true, &failure));
	OK(store_kill(f->store, all.at + 29, 1, true, &failure));
	static const struct {
		struct story_query query;
		size_t n;
	} rows[] = {
		{ { .without = STORY_READ }, 25 },
		{ { .with = STORY_READ }, 5 },
		{ { .with = STORY_STARRED }, 3 },
		{ { .with = STORY_STARRED, .without = STORY_READ }, 2 },
		{ { .without = STORY_READ | STORY_KILLED }, 24 },
		{ { .tag = "江" }, 1 },
		{ { .tag = "海" }, 0 },
		{ { .since = TODAY + 3600 * 29 }, 2 },
		{ { .until = TODAY + 3600 * 3 }, 2 },
		{ { .filter = "新桥" }, 10 },
		{ { .filter = "新桥", .with = STORY_READ }, 5 },
	};
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		story_ids ids = ids_of(f, &rows[i].query);
		if (ids.len != rows[i].n)
			fail_msg("row %zu: %zu stories", i, ids.len);
		vec_done(&ids);
	}
	vec_done(&all);
}

/* --- marks --- */

static void test_marks_count_and_come_back(void **state)
{
	struct fixture *f = *state;
	auto_buf what = BUF_INIT(BUF_MAX_TEXT);
	int64_t first = refresh(f, 0, 1, 10, "题").first_new;
	int64_t ids[] = { first + 3, first, first + 3, 999999 };
	OK(store_mark(f->store, ids, 4, STORY_READ, 0, &failure));
	assert_int_equal(state_of(f, 0).unread, 8);
	fixture_reopen(f);
	OK(store_undo(f->store, &what, &failure));
	assert_string_equal(buf_text(&what), "marked read: 2 stories");
	assert_int_equal(state_of(f, 0).unread, 10);
	assert_int_equal(store_undo(f->store, &what, NULL), ERR_EMPTY);
	OK(store_redo(f->store, &what, &failure));
	assert_int_equal(state_of(f, 0).unread, 8);
	assert_int_equal(store_redo(f->store, &what, NULL), ERR_EMPTY);
	OK(store_mark(f->store, ids, 1, STORY_READ, 0, &failure));
	OK(store_mark(f->store, ids, 1, STORY_STARRED, STORY_READ, &failure));
	assert_int_equal(state_of(f, 0).unread, 9);
	buf_clear(&what);
	OK(store_undo(f->store, &what, &failure));
	assert_int_equal(state_of(f, 0).unread, 8);
	OK(store_undo(f->store, &what, &failure));
	assert_int_equal(state_of(f, 0).unread, 10);
}

static void test_all_read_is_one_step(void **state)
{
	struct fixture *f = *state;
	uint32_t n;
	struct story_query query = { .without = STORY_READ };
	two_papers(f);
	story_ids some = ids_of(f, &query);
	for (size_t i = 0; i < some.len; i += 7)
		OK(store_mark(f->store, &some.at[i], 1, STORY_READ, 0, &failure));
	OK(store_mark_all(f->store, &query, STORY_READ, 0, &n, &failure));
	assert_int_equal(n, 400 - 58);
	assert_int_equal(state_of(f, 0).unread + state_of(f, 1).unread, 0);
	OK(store_undo(f->store, NULL, &failure));
	assert_int_equal(state_of(f, 0).unread + state_of(f, 1).unread, 400 - 58);
	assert_int_equal(sql(f, "SELECT count(*) FROM story WHERE flags & 1 = 0"), 342);
	vec_done(&some);
}

static void test_tags_and_notes_come_back(void **state)
{
	struct fixture *f = *state;
	struct story story;
	int64_t id = refresh(f, 0, 1, 1, "题").first_new;
	OK(store_tag(f->store, id, "江", true, &failure));
	OK(store_tag(f->store, id, "船", true, &failure));
	OK(store_tag(f->store, id, "船", true, &failure));
	OK(store_note(f->store, id, " 记下 ", &failure));
	OK(store_note(f->store, id, "另记", &failure));
	OK(store_undo(f->store, NULL, &failure));
	OK(store_stories(f->store, &id, 1, &story, &failure));
	assert_string_equal(story.note, "记下");
	story_done(&story);
	OK(store_undo(f->store, NULL, &failure));
	OK(store_undo(f->store, NULL, &failure));
	OK(store_stories(f->store, &id, 1, &story, &failure));
	assert_null(story.note);
	assert_string_equal(story.tags, "江");
	story_done(&story);
	assert_int_equal(store_tag(f->store, id, "two words", true, NULL), ERR_FORMAT);
}

static void test_a_batch_is_all_or_nothing(void **state)
{
	struct fixture *f = *state;
	struct store *other;
	OK(store_open(f->path, &other, NULL, &failure));
	OK(store_begin(f->store, &failure));
	refresh(f, 0, 1, 5, "题");
	assert_false(store_changed(other));
	refresh(f, 1, 1, 5, "题");
	OK(store_commit(f->store, &failure));
	assert_true(store_changed(other));
	store_close(other);
}

#define WITH_STORE(test) \
	cmocka_unit_test_setup_teardown(test, fixture_setup, fixture_teardown)

int main(void)
{
	static const struct CMUnitTest tests[] = {
		WITH_STORE(test_the_file_is_the_owners_alone),
		WITH_STORE(test_a_newer_schema_is_refused),
		WITH_STORE(test_another_instance_is_seen),
		WITH_STORE(test_papers_follow_the_file),
		WITH_STORE(test_a_refresh_is_remembered),
		WITH_STORE(test_stories_are_new_once),
		WITH_STORE(test_a_changed_story_keeps_its_marks),
		WITH_STORE(test_another_id_for_the_same_is_the_same),
		WITH_STORE(test_without_dates_the_listings_order_holds),
		WITH_STORE(test_content_comes_back),
		WITH_STORE(test_articles_are_kept),
		WITH_STORE(test_newest_first_and_all_of_them),
		WITH_STORE(test_orders_and_papers),
		WITH_STORE(test_a_list_does_not_change_under_the_reader),
		WITH_STORE(test_flags_times_and_filters),
		WITH_STORE(test_marks_count_and_come_back),
		WITH_STORE(test_all_read_is_one_step),
		WITH_STORE(test_tags_and_notes_come_back),
		WITH_STORE(test_a_batch_is_all_or_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
