/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-harness.h"

#include "baolan/base/arena.h"
#include "baolan/base/mem.h"

#include <ftw.h>
#include <sqlite3.h>
#include <unistd.h>

static const char *const urls[] = { "http://a.example/feed", "http://b.example/feed",
	                            "http://c.example/feed", "http://d.example/feed" };

int fixture_setup(void **state)
{
	struct fixture *f = mem_new(struct fixture);
	struct error failure;
	snprintf(f->folder, sizeof(f->folder), "/tmp/baolan-store-XXXXXX");
	if (!mkdtemp(f->folder))
		return -1;
	snprintf(f->path, sizeof(f->path), "%s/data/news.db", f->folder);
	if (store_open(f->path, &f->store, NULL, &failure) != ERR_OK ||
	    store_set_papers(f->store, urls, ARRAY_SIZE(urls), f->papers, &failure) !=
	            ERR_OK) {
		fprintf(stderr, "%s\n", failure.text);
		return -1;
	}
	*state = f;
	return 0;
}

static int remove_one(const char *path, const struct stat *at, int type,
                      struct FTW *ftw)
{
	(void)at;
	(void)type;
	(void)ftw;
	return remove(path);
}

int fixture_teardown(void **state)
{
	struct fixture *f = *state;
	store_close(f->store);
	int status = nftw(f->folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
	free(f);
	return status;
}

void fixture_reopen(struct fixture *f)
{
	store_close(f->store);
	f->store = NULL;
	OK(store_open(f->path, &f->store, NULL, &failure));
}

struct refresh_result refresh_with(struct fixture *f, int paper,
                                   const struct doc_story_text *stories, size_t n)
{
	auto_buf block = BUF_INIT(BUF_MAX_TEXT);
	struct doc_builder *b = doc_builder_new(DOC_LISTING, BUF_MAX_TEXT);
	struct refresh_result result = { 0 };
	doc_set(b, DOC_TITLE, STR("榕湾晚报"));
	doc_set(b, DOC_HOME, STR("http://a.example/"));
	doc_begin_list(b, LIST_STORIES, PERIOD_OTHER, STR_NONE);
	for (size_t i = 0; i < n; i++)
		doc_add_story(b, &stories[i]);
	doc_end_list(b);
	OK(doc_build(b, &block, &failure));
	doc_builder_free(b);
	OK(store_refreshed(f->store, f->papers[paper], doc_check(buf_str(&block), NULL),
	                   NOW, &result, &failure));
	return result;
}

static struct doc_story_text sample_story(struct arena *arena, int paper, int i,
                                          const char *title)
{
	int day = 6 + i / 24, hour = i % 24;
	char letter = (char)('a' + paper);
	return (struct doc_story_text){
		.id = str_of(arena_printf(arena, "g%d", i)),
		.title = str_of(arena_printf(arena, "%s %d", title, i)),
		.url = str_of(
		        arena_printf(arena, "http://%c.example/%d.html", letter, i)),
		.published = str_of(arena_printf(arena, "2016-06-%02dT%02d:00:00+00:00",
		                                 day, hour)),
		.summary = STR("江面上的雾还没有散"),
		.content = str_of(arena_printf(arena,
		                               "<p>渡船已经靠了岸，<b>第%d次</b>。</p>",
		                               i)),
	};
}

struct refresh_result refresh(struct fixture *f, int paper, int from, int to,
                              const char *title)
{
	auto_arena arena = { 0 };
	VEC(struct doc_story_text) stories = { 0 };
	for (int i = from; i <= to; i++)
		*vec_push(&stories) = sample_story(&arena, paper, i, title);
	struct refresh_result result = refresh_with(f, paper, stories.at, stories.len);
	vec_done(&stories);
	return result;
}

story_ids ids_of(struct fixture *f, const struct story_query *query)
{
	struct story_list *list;
	story_ids ids = { 0 };
	OK(story_list_open(f->store, query, &list, &failure));
	size_t n = story_list_reach(list, SIZE_MAX);
	for (size_t i = 0; i < n; i++)
		*vec_push(&ids) = story_list_id(list, i);
	story_list_free(list);
	return ids;
}

struct paper_state state_of(struct fixture *f, int paper)
{
	struct paper_states states;
	OK(store_papers(f->store, &states, &failure));
	assert_true((size_t)paper < states.list.len);
	struct paper_state state = states.list.at[paper];
	paper_states_done(&states);
	state.url = state.title = state.home = state.moved = state.trouble = NULL;
	return state;
}

int64_t sql(struct fixture *f, const char *text)
{
	sqlite3 *db;
	sqlite3_stmt *statement;
	assert_int_equal(sqlite3_open(f->path, &db), SQLITE_OK);
	sqlite3_busy_timeout(db, 5000);
	assert_int_equal(sqlite3_prepare_v2(db, text, -1, &statement, NULL), SQLITE_OK);
	int code = sqlite3_step(statement);
	assert_true(code == SQLITE_ROW || code == SQLITE_DONE);
	int64_t number = code == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : 0;
	sqlite3_finalize(statement);
	sqlite3_close(db);
	return number;
}

void sql_all(struct fixture *f, const char *text)
{
	sqlite3 *db;
	char *why = NULL;
	assert_int_equal(sqlite3_open(f->path, &db), SQLITE_OK);
	sqlite3_busy_timeout(db, 5000);
	if (sqlite3_exec(db, text, NULL, NULL, &why) != SQLITE_OK)
		fail_msg("%s", why);
	sqlite3_close(db);
}
