/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kill -9 at random moments.  A child refreshes, marks, migrates, indexes, expires and
 * compacts, and says through a pipe what has been acknowledged; it is killed; then the
 * store must open, be sound, and have all of it.  BAOLAN_CRASH_ROUNDS says how often.
 */
#include "store-harness.h"

#include "baolan/base/mem.h"

#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { STORIES = 12, MAX_STORIES = 1200, DEFAULT_ROUNDS = 20, MAX_DELAY_MS = 150 };
enum { DEAR_STAR = 1, DEAR_NOTE = 2 };

/* What a child has been told that it is done; sent whole, in one write. */
struct told {
	int refreshed; /* the stories 1 to this one of papers 0 and 1 */
	int dear_at;   /* the last one that was starred and noted */
	unsigned char dear[MAX_STORIES + 1];
};

static void must(enum err code)
{
	if (code != ERR_OK)
		_exit(2);
}

static int64_t story_number(struct fixture *f, int i)
{
	auto_free char *url = mem_printf("http://a.example/%d.html", i);
	return store_story_at(f->store, str_of(url));
}

/* --- what the child does --- */

static void refresh_more(struct fixture *f, struct told *told)
{
	if (told->refreshed + STORIES > MAX_STORIES)
		return;
	must(store_begin(f->store, NULL));
	refresh(f, 0, told->refreshed + 1, told->refreshed + STORIES, "渡船停航");
	refresh(f, 1, told->refreshed + 1, told->refreshed + STORIES, "渡船停航了");
	must(store_commit(f->store, NULL));
	told->dear_at = told->refreshed;
	told->refreshed += STORIES;
}

static void star_next(struct fixture *f, struct told *told)
{
	if (told->dear_at == told->refreshed)
		return;
	int64_t id = story_number(f, ++told->dear_at);
	must(store_mark(f->store, &id, 1, STORY_STARRED, 0, NULL));
	told->dear[told->dear_at] |= DEAR_STAR;
}

static void note_it(struct fixture *f, struct told *told)
{
	if (!told->dear_at || !(told->dear[told->dear_at] & DEAR_STAR))
		return;
	must(store_note(f->store, story_number(f, told->dear_at), "记下", NULL));
	told->dear[told->dear_at] |= DEAR_NOTE;
}

static void mark_and_undo(struct fixture *f, struct told *told)
{
	struct story_query all = { .papers = &f->papers[1], .n_papers = 1 };
	uint32_t n;
	(void)told;
	must(store_mark_all(f->store, &all, STORY_READ, 0, &n, NULL));
	must(n ? store_undo(f->store, NULL, NULL) : ERR_OK);
}

static void slice(struct fixture *f, struct told *told)
{
	(void)told;
	store_index_slice(f->store, 5);
}

static void expire(struct fixture *f, struct told *told)
{
	struct retention retention = { .max_per_paper = 40 };
	(void)told;
	must(store_expire(f->store, &retention, NOW, NULL, NULL));
}

static void compact(struct fixture *f, struct told *told)
{
	(void)told;
	must(store_compact(f->store, NULL));
}

/* The store as its first version had it: without the index. */
static const char step_back[] =
        "PRAGMA writable_schema = 1; BEGIN IMMEDIATE;"
        "DELETE FROM sqlite_schema WHERE name IN ('words', 'title_words');"
        "DROP TABLE words_data; DROP TABLE words_idx; DROP TABLE words_config;"
        "DROP TABLE title_words_data; DROP TABLE title_words_idx;"
        "DROP TABLE title_words_config;"
        "DROP TABLE cast; DROP TABLE felt; DROP TABLE placed; DROP TABLE ranked;"
        "DELETE FROM again; DELETE FROM meta WHERE name = 'indexed';"
        "UPDATE story SET version = 0; PRAGMA user_version = 1; COMMIT;";

static void migrate(struct fixture *f, struct told *told)
{
	(void)told;
	store_close(f->store);
	f->store = NULL;
	sql_all(f, step_back);
	must(store_open(f->path, &f->store, NULL, NULL));
}

static void (*const steps[])(struct fixture *f, struct told *told) = {
	refresh_more, star_next, note_it,   slice,   star_next, mark_and_undo,
	refresh_more, slice,     star_next, note_it, slice,     expire,
	star_next,    compact,   note_it,   migrate,
};

static _Noreturn void work(struct fixture *f, int pipe, struct told told, size_t first)
{
	must(store_open(f->path, &f->store, NULL, NULL));
	for (size_t i = first;; i++) {
		steps[i % ARRAY_SIZE(steps)](f, &told);
		if (write(pipe, &told, sizeof(told)) != sizeof(told))
			_exit(3);
	}
}

/* --- killing it --- */

static int64_t now_ms(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * INT64_C(1000) + t.tv_nsec / 1000000;
}

/* The last report that came until `end`, or until the pipe is empty and closed. */
static void listen_until(int pipe, int64_t end, struct told *told)
{
	struct pollfd fd = { .fd = pipe, .events = POLLIN };
	struct told next;
	for (;;) {
		int64_t left = end ? MAX(end - now_ms(), 0) : -1;
		if (poll(&fd, 1, (int)left) <= 0)
			return;
		if (read(pipe, &next, sizeof(next)) != sizeof(next))
			return;
		*told = next;
	}
}

static void run_and_kill(struct fixture *f, struct told *told, int delay_ms,
                         size_t first)
{
	int ends[2], status;
	assert_int_equal(pipe(ends), 0);
	fflush(NULL);
	pid_t child = fork();
	if (child == 0)
		work(f, ends[1], *told, first);
	close(ends[1]);
	listen_until(ends[0], now_ms() + delay_ms, told);
	kill(child, SIGKILL);
	assert_int_equal(waitpid(child, &status, 0), child);
	if (!WIFSIGNALED(status))
		fail_msg("the child failed with %d", WEXITSTATUS(status));
	listen_until(ends[0], 0, told);
	close(ends[0]);
}

/* --- what must be there --- */

static void assert_story(struct fixture *f, int i, unsigned dear)
{
	struct story story;
	int64_t id = story_number(f, i);
	if (!id)
		fail_msg("story %d is lost", i);
	OK(store_stories(f->store, &id, 1, &story, &failure));
	assert_true(!(dear & DEAR_STAR) || (story.flags & STORY_STARRED));
	assert_true(!(dear & DEAR_NOTE) || story.note);
	story_done(&story);
}

static void assert_all_is_there(struct fixture *f, const struct told *told)
{
	auto_buf report = BUF_INIT(BUF_MAX_TEXT);
	struct error notice = { 0 };
	OK(store_open(f->path, &f->store, &notice, &failure));
	assert_string_equal(notice.text, "");
	if (store_check(f->store, &report, NULL) != ERR_OK)
		fail_msg("%s", buf_text(&report));
	for (int i = 1; i <= told->refreshed; i++)
		if (told->dear[i] || i > told->refreshed - STORIES)
			assert_story(f, i, told->dear[i]);
	store_close(f->store);
	f->store = NULL;
}

/* What the killed child did but could not say any more is taken up where it stands. */
static void take_up(struct fixture *f, struct told *told)
{
	OK(store_open(f->path, &f->store, NULL, &failure));
	while (told->refreshed + STORIES <= MAX_STORIES &&
	       story_number(f, told->refreshed + STORIES))
		told->refreshed += STORIES;
	told->dear_at = told->refreshed;
	store_close(f->store);
	f->store = NULL;
}

static unsigned long rounds(void)
{
	unsigned long n = DEFAULT_ROUNDS;
	const char *wanted = getenv("BAOLAN_CRASH_ROUNDS");
	if (wanted)
		str_number(str_of(wanted), 100000, &n);
	return n;
}

static void test_kill_at_any_moment(void **state)
{
	struct fixture *f = *state;
	struct told told = { 0 };
	uint32_t seed = 20160606;
	store_close(f->store);
	f->store = NULL;
	for (unsigned long i = 0; i < rounds(); i++) {
		seed = seed * 1664525 + 1013904223;
		run_and_kill(f, &told, (int)(1 + (seed >> 16) % MAX_DELAY_MS), i * 5);
		assert_all_is_there(f, &told);
		take_up(f, &told);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_kill_at_any_moment, fixture_setup,
		                                fixture_teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
