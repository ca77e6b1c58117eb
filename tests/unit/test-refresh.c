/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Refreshes of the sample paper's feeds and channel pages, with a cache and a
 * store of their own. */
#include "sync-harness.h"

#include "baolan/base/clock.h"
#include "baolan/base/file.h"
#include "baolan/sync/prefetch.h"
#include "baolan/sync/refresh.h"
#include "baolan/sync/web.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { MAX_SEEN = 32 };

struct fixture {
	char *folder;
	struct web *web;
	struct sync *sync;
	struct store *store;
	struct papers papers;
};

/* What a run told. */
struct run {
	struct refresh *refresh;
	struct refresh_count count;
	int events;
	char *failed[MAX_SEEN]; /* "URL: why" */
	int n_failed;
	int cancel_at; /* the event from inside which it is cancelled; 0: none */
	bool done;
};

static void on_paper(void *data, int64_t paper, const char *url,
                     const struct refresh_result *result, const struct error *why,
                     const struct refresh_count *count)
{
	struct run *run = data;
	assert_true(paper > 0);
	assert_true((result != NULL) != (why != NULL));
	assert_false(run->done);
	run->events++;
	run->count = *count;
	if (why && run->n_failed < MAX_SEEN)
		run->failed[run->n_failed++] = mem_printf("%s: %s", url, why->text);
	if (run->events == run->cancel_at)
		refresh_cancel(take(run->refresh));
}

static void on_done(void *data, const struct refresh_count *count,
                    const struct error *why)
{
	struct run *run = data;
	assert_null(why);
	run->count = *count;
	run->done = true;
}

static const struct refresh_ops run_ops = { on_paper, on_done };

static void run_clear(struct run *run)
{
	for (int i = 0; i < run->n_failed; i++)
		free(run->failed[i]);
	*run = (struct run){ 0 };
}
#define auto_run __attribute__((cleanup(run_clear))) struct run

/* --- a home --- */

static void follow(struct fixture *f, const char *lines)
{
	auto_free char *path = mem_printf("%s/papers", f->folder);
	struct error err = { 0 };
	int64_t ids[MAX_SEEN];
	const char *urls[MAX_SEEN];
	size_t n = 0;
	assert_int_equal(file_store(path, str_of(lines), NULL), ERR_OK);
	if (papers_load(&f->papers, path, &err) != ERR_OK)
		fail_msg("%s", err.text);
	vec_each (paper, &f->papers.list)
		urls[n++] = paper->url;
	assert_int_equal(store_set_papers(f->store, urls, n, ids, NULL), ERR_OK);
}

static int set_up(void **state)
{
	struct fixture *f = mem_new(struct fixture);
	struct error err, notice;
	f->folder = mem_printf("%s/home.XXXXXX", h.dir);
	if (!mkdtemp(f->folder))
		return -1;
	auto_free char *cache = mem_printf("%s/cache.db", f->folder);
	auto_free char *news = mem_printf("%s/news.db", f->folder);
	paper_control("reset");
	f->web = web_new(h.loop, h.fetcher,
	                 &(struct web_options){ .cache_path = cache,
	                                        .cache_size = 1 << 20 });
	f->sync = sync_new(h.loop, f->web, h.pool, &h.recipes);
	if (store_open(news, &f->store, &notice, &err) != ERR_OK) {
		print_error("%s\n", err.text);
		return -1;
	}
	*state = f;
	return 0;
}

static void remove_folder(const char *path)
{
	DIR *folder = opendir(path);
	const struct dirent *entry;
	while (folder && (entry = readdir(folder)))
		unlinkat(dirfd(folder), entry->d_name, 0);
	if (folder)
		closedir(folder);
	rmdir(path);
}

static int tear_down(void **state)
{
	struct fixture *f = *state;
	sync_free(f->sync);
	web_free(f->web);
	store_close(f->store);
	papers_done(&f->papers);
	remove_folder(f->folder);
	free(f->folder);
	free(f);
	return 0;
}

static void refresh(struct fixture *f, struct run *run,
                    const struct refresh_options *options)
{
	run->refresh =
	        refresh_start(f->sync, f->store, &f->papers, options, &run_ops, run);
	for (int turns = 0; !run->done && run->refresh && turns < 20000; turns++)
		loop_turn(h.loop, 1000);
}

static void refresh_all(struct fixture *f, struct run *run)
{
	refresh(f, run, &(struct refresh_options){ .all = true });
	assert_true(run->done);
}

static struct paper_state state_of(struct fixture *f, const char *url)
{
	struct paper_states states = { 0 };
	struct paper_state found = { 0 };
	assert_int_equal(store_papers(f->store, &states, NULL), ERR_OK);
	vec_each (state, &states.list)
		if (strcmp(state->url, url) == 0)
			found = *state;
	assert_true(found.id > 0);
	paper_states_done(&states);
	found.url = found.title = found.home = found.moved = found.trouble = NULL;
	return found;
}

static size_t n_stories(struct fixture *f, unsigned with, unsigned without)
{
	struct story_query query = { .with = with, .without = without };
	struct story_list *list;
	assert_int_equal(story_list_open(f->store, &query, &list, NULL), ERR_OK);
	size_t n = story_list_count(list);
	story_list_free(list);
	return n;
}

/* --- tests --- */

#define RSS PAPER "/rss/ms.xml"
#define LIST PAPER "/list/fzxw.html"

static void test_brings_what_is_new(void **state)
{
	struct fixture *f = *state;
	auto_run first = { 0 }, again = { 0 };
	follow(f, RSS "\n" PAPER "/atom/wh.xml\n" PAPER "/json/pc.json\n" LIST "\n");
	refresh_all(f, &first);
	assert_int_equal(first.n_failed, 0);
	assert_int_equal(first.count.papers, 4);
	assert_int_equal(first.count.done, 4);
	assert_true(first.count.wire > 0);
	assert_true(first.count.new_stories > 8);
	assert_int_equal(n_stories(f, 0, 0), first.count.new_stories);

	refresh_all(f, &again);
	assert_int_equal(again.count.new_stories, 0);
	assert_int_equal(again.count.unchanged, 4);
	assert_int_equal(again.count.failed, 0);
	assert_true(again.count.wire < first.count.wire / 4);
	assert_int_equal(n_stories(f, 0, 0), first.count.new_stories);
}

static void test_nothing_is_due(void **state)
{
	struct fixture *f = *state;
	auto_run first = { 0 }, soon = { 0 }, one = { 0 };
	follow(f, RSS "\n" PAPER "/full/wh.xml interval=5h\n");
	refresh(f, &first, &(struct refresh_options){ 0 });
	assert_int_equal(first.count.done, 2);
	/* ttl 10 minutes loses to the usual hour; the reader's interval wins. */
	assert_in_range(state_of(f, RSS).due, clock_now() + 3500, clock_now() + 4100);
	assert_in_range(state_of(f, PAPER "/full/wh.xml").due, clock_now() + 17900,
	                clock_now() + 20300);
	refresh(f, &soon, &(struct refresh_options){ 0 });
	assert_true(soon.done);
	assert_int_equal(soon.count.papers, 0);
	refresh(f, &one, &(struct refresh_options){ .url = RSS });
	assert_int_equal(one.count.done, 1);
}

#define LOST PAPER "/rss/ms.xml?fault=status&code=404"
#define GONE PAPER "/rss/ms.xml?fault=status&code=410"
#define BUSY PAPER "/rss/ms.xml?fault=status&code=503"

static void test_failures(void **state)
{
	struct fixture *f = *state;
	auto_run run = { 0 }, again = { 0 };
	follow(f, LOST "\n" GONE "\n" BUSY "\n" RSS "\n");
	refresh_all(f, &run);
	assert_int_equal(run.count.failed, 3);
	assert_int_equal(run.n_failed, 3);
	for (int i = 0; i < run.n_failed; i++)
		if (!strstr(run.failed[i], "rongwan.example"))
			fail_msg("%s", run.failed[i]);
	assert_int_equal(state_of(f, LOST).failures, 1);
	assert_int_equal(state_of(f, LOST).refreshed, 0);
	assert_true(state_of(f, LOST).due >= clock_now() + 7000);
	assert_false(state_of(f, LOST).gone);
	assert_true(state_of(f, GONE).gone);
	assert_int_equal(state_of(f, RSS).failures, 0);
	assert_true(state_of(f, RSS).total > 0);

	refresh_all(f, &again);
	assert_int_equal(again.count.papers, 3);
	assert_int_equal(state_of(f, LOST).failures, 2);
}

/* The cache knows the feed, but the store does not (any more): it comes anew. */
static void test_a_lost_store(void **state)
{
	struct fixture *f = *state;
	auto_run first = { 0 }, again = { 0 };
	auto_free char *path = mem_printf("%s/other.db", f->folder);
	struct error notice;
	follow(f, RSS "\n");
	refresh_all(f, &first);
	store_close(f->store);
	assert_int_equal(store_open(path, &f->store, &notice, NULL), ERR_OK);
	follow(f, RSS "\n");
	refresh_all(f, &again);
	assert_int_equal(again.count.new_stories, first.count.new_stories);
}

static void test_cancel(void **state)
{
	struct fixture *f = *state;
	auto_run run = { .cancel_at = 1 }, whole = { 0 };
	follow(f, RSS "\n" PAPER "/rss/wh.xml\n" PAPER "/rss/pc.xml\n");
	refresh(f, &run, &(struct refresh_options){ .all = true });
	assert_false(run.done);
	assert_int_equal(run.events, 1);
	size_t kept = n_stories(f, 0, 0);
	assert_int_equal(kept, run.count.new_stories);
	refresh_all(f, &whole);
	assert_int_equal(run.events, 1);
	assert_true(n_stories(f, 0, 0) > kept);

	struct run idle = { 0 };
	idle.refresh = refresh_start(f->sync, f->store, &f->papers,
	                             &(struct refresh_options){ .all = true }, &run_ops,
	                             &idle);
	refresh_cancel(idle.refresh);
	loop_turn(h.loop, 0);
	assert_int_equal(idle.events, 0);
}

/* The last commit is made before the end is told, and before a cancel. */
static void test_batches(void **state)
{
	struct fixture *f = *state;
	auto_run run = { 0 }, again = { .cancel_at = 2 };
	struct refresh_options options = { .all = true, .batch = 16 };
	follow(f, RSS "\n" PAPER "/rss/wh.xml\n" PAPER "/rss/pc.xml\n" LOST "\n");
	refresh(f, &run, &options);
	assert_true(run.done);
	assert_int_equal(run.count.failed, 1);
	assert_int_equal(n_stories(f, 0, 0), run.count.new_stories);

	auto_free char *path = mem_printf("%s/news.db", f->folder);
	struct store *other;
	struct error notice;
	assert_int_equal(store_open(path, &other, &notice, NULL), ERR_OK);
	struct paper_states states = { 0 };
	assert_int_equal(store_papers(other, &states, NULL), ERR_OK);
	vec_each (paper, &states.list)
		assert_int_equal(paper->failures, strcmp(paper->url, LOST) == 0);
	paper_states_done(&states);

	refresh(f, &again, &options);
	assert_false(again.done);
	int64_t id = 1;
	assert_int_equal(store_mark(other, &id, 1, STORY_READ, 0, NULL), ERR_OK);
	store_close(other);
}

static void test_rules(void **state)
{
	struct fixture *f = *state;
	auto_run run = { 0 };
	follow(f, RSS " kill=/./\n" PAPER "/rss/wh.xml\n");
	struct rules *rules = rules_new();
	rules_add_papers(rules, &f->papers);
	refresh(f, &run, &(struct refresh_options){ .all = true, .rules = rules });
	rules_free(rules);
	size_t killed = n_stories(f, STORY_KILLED, 0);
	assert_true(killed > 0);
	assert_int_equal(n_stories(f, 0, STORY_KILLED), run.count.new_stories);
	assert_true(n_stories(f, 0, STORY_KILLED) > 0);
	assert_int_equal(state_of(f, RSS).total, 0);
}

struct prefetched {
	bool done;
	unsigned kept, failed;
};

static void on_prefetched(void *data, unsigned kept, unsigned failed)
{
	*(struct prefetched *)data = (struct prefetched){ true, kept, failed };
}

static const struct prefetch_ops prefetch_ops = { on_prefetched };

static void await_prefetch(const struct prefetched *seen)
{
	for (int turns = 0; !seen->done && turns < 20000; turns++)
		loop_turn(h.loop, 1000);
	assert_true(seen->done);
}

static void prefetch_all(struct fixture *f, struct prefetched *seen)
{
	*seen = (struct prefetched){ 0 };
	prefetch_papers(f->sync, f->store, &f->papers, &prefetch_ops, seen);
	await_prefetch(seen);
}

static void test_papers_prefetch_what_they_ask_for(void **state)
{
	struct fixture *f = *state;
	auto_run run = { 0 };
	struct prefetched seen;
	follow(f, RSS " prefetch=2\n" PAPER "/rss/wh.xml\n" PAPER
	              "/full/pc.xml prefetch=4\n");
	refresh_all(f, &run);
	prefetch_all(f, &seen);
	/* Two, none, and none: the last feed brings the text. */
	assert_int_equal(seen.kept, 2);
	assert_int_equal(seen.failed, 0);
	prefetch_all(f, &seen);
	assert_int_equal(seen.kept, 0);
}

static void test_prefetch(void **state)
{
	static const char *const urls[] = { PLAIN, PAPER "/nothing.shtml", EMOJI };
	struct fixture *f = *state;
	auto_buf block = BUF_INIT(BUF_MAX_TEXT);
	struct prefetched seen = { 0 };
	int64_t kept;
	prefetch_start(f->sync, f->store, urls, 3, &prefetch_ops, &seen);
	await_prefetch(&seen);
	assert_int_equal(seen.kept, 2);
	assert_int_equal(seen.failed, 1);
	assert_int_equal(store_document(f->store, STR(PLAIN), &block, &kept, NULL),
	                 ERR_OK);
	assert_int_equal(paper_requests("mood"), 0);

	struct prefetch *stopped =
	        prefetch_start(f->sync, f->store, urls, 3, &prefetch_ops, &seen);
	seen.done = false;
	prefetch_cancel(stopped);
	loop_turn(h.loop, 0);
	assert_false(seen.done);
}

static void test_no_prefetch_on_a_budget(void **state)
{
	static const char *const urls[] = { PLAIN };
	struct fixture *f = *state;
	struct prefetched seen = { 0 };
	sync_free(f->sync);
	web_free(f->web);
	f->web = web_new(h.loop, h.fetcher, &(struct web_options){ .budget = 1000000 });
	f->sync = sync_new(h.loop, f->web, h.pool, &h.recipes);
	int before = paper_requests("GET");
	prefetch_start(f->sync, f->store, urls, 1, &prefetch_ops, &seen);
	await_prefetch(&seen);
	assert_int_equal(seen.kept, 0);
	assert_int_equal(paper_requests("GET"), before);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(test_brings_what_is_new),
		TEST(test_nothing_is_due),
		TEST(test_failures),
		TEST(test_a_lost_store),
		TEST(test_cancel),
		TEST(test_batches),
		TEST(test_rules),
		TEST(test_prefetch),
		TEST(test_papers_prefetch_what_they_ask_for),
		TEST(test_no_prefetch_on_a_budget),
	};
	if (!harness_start())
		return 1;
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	harness_stop();
	return failed;
}
