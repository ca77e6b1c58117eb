/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the store takes: stores of generated Chinese stories, small and large.
 *
 *   bench-store FOLDER [STORIES BYTES]...      full texts of so many bytes */
#include "baolan/base/arena.h"
#include "baolan/base/mem.h"
#include "baolan/store/rank.h"
#include "baolan/text/utf8.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>

enum { PER_LISTING = 30, SCREEN = 60, ROUNDS = 21, BATCH = 20 };
#define START INT64_C(1465171200)

static _Noreturn void die(const struct error *err)
{
	fprintf(stderr, "bench-store: %s\n", err->text);
	exit(1);
}

#define DO(call)                      \
	do {                          \
		struct error err;     \
		if ((call) != ERR_OK) \
			die(&err);    \
	} while (0)

static double now_ms(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static double cpu_ms(void)
{
	struct rusage used;
	getrusage(RUSAGE_SELF, &used);
	return (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1e3 +
	       (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e3;
}

static double megabytes(const char *path)
{
	struct stat at;
	return stat(path, &at) == 0 ? (double)at.st_size / 1e6 : 0;
}

/* --- generated news --- */

static uint64_t seed;

static uint32_t pick(uint32_t n)
{
	seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (uint32_t)((seed >> 33) % n);
}

/* Words as a language has them: few are frequent, most are rare. */
enum { WORDS = 20000 };
static char words[WORDS][10];

static void make_words(void)
{
	for (uint32_t i = 0; i < WORDS; i++) {
		size_t used = 0;
		uint32_t n = 1 + (i > 200) + (i > 200 && pick(4) == 0);
		for (uint32_t j = 0; j < n; j++)
			used += utf8_put(0x4E00 + pick(3500) * 3, words[i] + used);
		words[i][used] = '\0';
	}
}

static const char *word(void)
{
	uint32_t limit = 1 + pick(WORDS);
	return words[pick(1 + pick(limit))];
}

static struct str title_of(struct arena *arena)
{
	auto_buf b = BUF_INIT(BUF_MAX_TEXT);
	for (int i = 0; i < 11; i++)
		buf_add_text(&b, word());
	return arena_str(arena, buf_str(&b));
}

static struct str content_of(struct arena *arena, size_t bytes)
{
	auto_buf b = BUF_INIT(BUF_MAX_TEXT);
	for (int i = 1; b.len + 30 < bytes; i++) {
		if (i % 80 == 1)
			buf_add_text(&b, i > 1 ? "。</p>\n<p>" : "<p>");
		buf_add_text(&b, word());
		if (i % 9 == 0)
			buf_add_text(&b, "，");
	}
	buf_add_text(&b, "。</p>");
	return arena_str(arena, buf_str(&b));
}

static struct buf make_listing(size_t paper, size_t round, size_t bytes)
{
	auto_arena arena = { 0 };
	struct buf block = BUF_INIT(BUF_MAX_TEXT);
	struct doc_builder *b = doc_builder_new(DOC_LISTING, BUF_MAX_TEXT);
	doc_set(b, DOC_TITLE, title_of(&arena));
	doc_begin_list(b, LIST_STORIES, PERIOD_OTHER, STR_NONE);
	for (size_t i = 0; i < PER_LISTING; i++) {
		size_t number = round * PER_LISTING + i;
		/* A listing has the stories of four days. */
		uint32_t day = (uint32_t)round * 4 + pick(4);
		uint32_t month = 1 + day / 28 % 12;
		day = 1 + day % 28;
		doc_add_story(
		        b,
		        &(struct doc_story_text){
		                .id = str_of(arena_printf(&arena, "urn:%zu:%zu", paper,
		                                          number)),
		                .url = str_of(arena_printf(
		                        &arena,
		                        "http://news%zu.example.cn/2016/%02u%02u/%zu.html",
		                        paper, month, day, number)),
		                .published = str_of(arena_printf(
		                        &arena, "2016-%02u-%02uT%02u:%02u:%02uZ", month,
		                        day, pick(24), pick(60), pick(60))),
		                .title = title_of(&arena),
		                .content = content_of(&arena, bytes),
		        });
	}
	doc_end_list(b);
	DO(doc_build(b, &block, &err));
	doc_builder_free(b);
	return block;
}

/* --- filling --- */

struct filling {
	size_t stories, bytes;
	size_t papers; /* with PER_LISTING stories in a round each */
	double wall, cpu;
};

static void follow(struct store *store, size_t n, int64_t *ids)
{
	auto_arena arena = { 0 };
	const char **urls = mem_resize(NULL, n, sizeof(*urls));
	for (size_t i = 0; i < n; i++)
		urls[i] = arena_printf(&arena, "http://news%zu.example.cn/rss", i);
	DO(store_set_papers(store, urls, n, ids, &err));
	free(urls);
}

/* Only what the store does is measured, in batches as a refresh has them. */
static void fill(struct store *store, struct filling *filling)
{
	size_t listings = filling->stories / PER_LISTING;
	filling->papers = MIN(listings, 500);
	int64_t *ids = mem_resize(NULL, filling->papers, sizeof(*ids));
	follow(store, filling->papers, ids);
	for (size_t i = 0; i < listings; i += BATCH) {
		struct buf blocks[BATCH];
		size_t n = MIN(BATCH, listings - i);
		for (size_t j = 0; j < n; j++)
			blocks[j] =
			        make_listing((i + j) % filling->papers,
			                     (i + j) / filling->papers, filling->bytes);
		double wall = now_ms(), cpu = cpu_ms();
		DO(store_begin(store, &err));
		for (size_t j = 0; j < n; j++)
			DO(store_refreshed(store, ids[(i + j) % filling->papers],
			                   doc_check(buf_str(&blocks[j]), NULL),
			                   START + 200 * 86400, NULL, &err));
		DO(store_commit(store, &err));
		filling->wall += now_ms() - wall;
		filling->cpu += cpu_ms() - cpu;
		for (size_t j = 0; j < n; j++)
			buf_done(&blocks[j]);
	}
	free(ids);
}

/* --- what a reader does --- */

struct bench {
	const char *path;
	struct store *store;
	struct story_list *list; /* of all */
	size_t place;
	const char *search, *lead;
	int64_t now;
};

static void open_store(struct bench *b)
{
	DO(store_open(b->path, &b->store, NULL, &err));
}

static void show(struct story_list *list, size_t first)
{
	struct story rows[SCREEN];
	DO(story_list_stories(list, first, SCREEN, rows, &err));
	for (size_t i = 0; i < SCREEN; i++)
		story_done(&rows[i]);
}

static void show_query(struct bench *b, const struct story_query *query)
{
	struct story_list *list;
	DO(story_list_open(b->store, query, &list, &err));
	show(list, 0);
	story_list_free(list);
}

static void do_open(struct bench *b)
{
	store_close(b->store);
	b->store = NULL;
}

static void first_screen(struct bench *b)
{
	open_store(b);
	struct paper_states states;
	DO(store_papers(b->store, &states, &err));
	paper_states_done(&states);
	show_query(b, &(struct story_query){ 0 });
}

static void unread_screen(struct bench *b)
{
	show_query(b, &(struct story_query){ .without = STORY_READ | STORY_KILLED,
	                                     .fold = true });
}

static void by_paper_screen(struct bench *b)
{
	show_query(b, &(struct story_query){ .order = ORDER_PAPER });
}

static void next_page(struct bench *b)
{
	b->place += SCREEN;
	show(b->list, b->place);
}

static void jump_to_end(struct bench *b)
{
	struct story_list *list;
	DO(story_list_open(b->store, &(struct story_query){ 0 }, &list, &err));
	show(list, story_list_reach(list, SIZE_MAX) - SCREEN);
	story_list_free(list);
}

static void mark_one(struct bench *b)
{
	int64_t id = story_list_id(b->list, b->place++);
	DO(store_mark(b->store, &id, 1, STORY_READ, 0, &err));
}

static void undo(struct bench *b)
{
	DO(store_undo(b->store, NULL, &err));
}

/* Nothing to do again the first time. */
static void redo_it(struct bench *b)
{
	store_redo(b->store, NULL, NULL);
}

static void mark_10000(struct bench *b)
{
	int64_t until = 0;
	size_t n = story_list_reach(b->list, 10000);
	struct story story;
	int64_t id = story_list_id(b->list, n - 1);
	DO(store_stories(b->store, &id, 1, &story, &err));
	until = story.published;
	story_done(&story);
	struct story_query query = { .since = until, .without = STORY_READ };
	DO(store_mark_all(b->store, &query, STORY_READ, 0, NULL, &err));
}

static void search(struct bench *b)
{
	show_query(b, &(struct story_query){ .search = b->search });
}

static void search_by_relevance(struct bench *b)
{
	show_query(b, &(struct story_query){ .search = b->search,
	                                     .order = ORDER_RELEVANCE });
}

static int by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

static double measure(struct bench *b, void (*before)(struct bench *),
                      void (*act)(struct bench *))
{
	double times[ROUNDS];
	for (int i = 0; i < ROUNDS; i++) {
		if (before)
			before(b);
		double start = now_ms();
		act(b);
		times[i] = now_ms() - start;
	}
	qsort(times, ROUNDS, sizeof(*times), by_value);
	return times[ROUNDS / 2];
}

static void print_row(const char *what, double ms)
{
	printf("  %-44s %8.2f ms\n", what, ms);
}

static void index_all(struct bench *b)
{
	double wall = now_ms(), longest = 0;
	for (bool more = true; more;) {
		double start = now_ms();
		more = store_index_slice(b->store, 8);
		longest = MAX(longest, now_ms() - start);
	}
	printf("  %-44s %8.0f ms, longest slice %.1f ms\n", "indexed in slices of 8 ms",
	       now_ms() - wall, longest);
}

static size_t count(struct bench *b, const char *what)
{
	struct story_list *list;
	DO(story_list_open(b->store, &(struct story_query){ .search = what }, &list,
	                   &err));
	size_t n = story_list_count(list);
	story_list_free(list);
	return n;
}

static void measure_search(struct bench *b, const char *what, const char *kind)
{
	b->search = what;
	auto_free char *row = mem_printf("search, %s, found %zu", kind, count(b, what));
	print_row(row, measure(b, NULL, search));
}

static void measure_searches(struct bench *b)
{
	auto_free char *phrase = mem_printf("%s%s", words[300], words[301]);
	measure_search(b, words[250], "a frequent word of two");
	print_row("the same by relevance", measure(b, NULL, search_by_relevance));
	measure_search(b, words[9000], "a rare word of two");
	measure_search(b, words[1], "the most frequent character");
	measure_search(b, phrase, "four or more characters");
}

/* --- rankings and related stories --- */

/* The month that ends with the newest story. */
static int64_t newest_time(struct bench *b)
{
	struct story_list *list;
	struct story story;
	DO(story_list_open(b->store, &(struct story_query){ 0 }, &list, &err));
	int64_t id = story_list_id(list, 0);
	DO(store_stories(b->store, &id, 1, &story, &err));
	int64_t newest = story.published;
	story_done(&story);
	story_list_free(list);
	return newest;
}

static void rank(struct bench *b, enum doc_period period)
{
	struct ranking ranking = { 0 };
	DO(store_rank(b->store, period, b->now, &ranking, &err));
	ranking_done(&ranking);
}

static void rank_day(struct bench *b)
{
	rank(b, PERIOD_DAY);
}

static void rank_month(struct bench *b)
{
	rank(b, PERIOD_MONTH);
}

static void relate(struct bench *b)
{
	struct story story;
	struct relateds related = { 0 };
	int64_t id = story_list_id(b->list, b->place += 17);
	DO(store_stories(b->store, &id, 1, &story, &err));
	struct related_query query = { .title = str_of(story.title),
		                       .lead = str_of(b->lead),
		                       .url = str_of(story.url),
		                       .when = story.published };
	DO(store_related(b->store, &query, &related, &err));
	relateds_done(&related);
	story_done(&story);
}

/* All stories of the store are of the last month here. */
static void press_into_a_month(struct bench *b)
{
	auto_free char *sql =
	        mem_printf("UPDATE story SET published = %lld - id %% (29 * 86400)",
	                   (long long)b->now);
	sqlite3 *other;
	store_close(b->store);
	if (sqlite3_open(b->path, &other) != SQLITE_OK ||
	    sqlite3_exec(other, sql, NULL, NULL, NULL) != SQLITE_OK)
		exit(1);
	sqlite3_close(other);
	open_store(b);
}

static void measure_ranking(struct bench *b)
{
	auto_arena arena = { 0 };
	b->lead = content_of(&arena, 400).at + 3;
	b->now = newest_time(b);
	DO(story_list_open(b->store, &(struct story_query){ 0 }, &b->list, &err));
	b->place = 0;
	print_row("related stories", measure(b, NULL, relate));
	story_list_free(b->list);
	print_row("the ranking of the day", measure(b, NULL, rank_day));
	press_into_a_month(b);
	print_row("the ranking of the month, all stories in it",
	          measure(b, NULL, rank_month));
	DO(story_list_open(b->store, &(struct story_query){ 0 }, &b->list, &err));
	b->place = 0;
	print_row("related stories, all stories in the month",
	          measure(b, NULL, relate));
	story_list_free(b->list);
}

static void measure_reading(struct bench *b)
{
	print_row("open, papers, first screen of all",
	          measure(b, do_open, first_screen));
	print_row("first screen of unread, folded", measure(b, NULL, unread_screen));
	print_row("first screen by paper", measure(b, NULL, by_paper_screen));
	DO(story_list_open(b->store, &(struct story_query){ 0 }, &b->list, &err));
	print_row("next page", measure(b, NULL, next_page));
	print_row("the end of the list", measure(b, NULL, jump_to_end));
	b->place = 0;
	print_row("mark one", measure(b, NULL, mark_one));
	print_row("undo it", measure(b, NULL, undo));
	double start = now_ms();
	mark_10000(b);
	print_row("mark up to 10,000 read", now_ms() - start);
	print_row("undo that", measure(b, redo_it, undo));
	story_list_free(b->list);
}

static void run(const char *folder, struct filling filling)
{
	auto_free char *path = mem_printf("%s/bench-%zu.db", folder, filling.stories);
	struct bench b = { .path = path };
	seed = 1;
	make_words();
	open_store(&b);
	fill(b.store, &filling);
	printf(" %zu stories of %zu bytes\n", filling.stories, filling.bytes);
	printf("  %-44s %8.0f ms, %.0f ms of processor time\n",
	       "put in, 20 feeds a commit", filling.wall, filling.cpu);
	store_close(b.store);
	printf("  %-44s %8.1f MB\n", "file before indexing", megabytes(path));
	open_store(&b);
	index_all(&b);
	measure_reading(&b);
	measure_searches(&b);
	measure_ranking(&b);
	store_close(b.store);
	printf("  %-44s %8.1f MB\n", "file", megabytes(path));
}

int main(int argc, char **argv)
{
	if (argc < 2 || argc % 2) {
		fprintf(stderr, "usage: bench-store FOLDER [STORIES BYTES]...\n");
		return 2;
	}
	for (int i = 2; i + 1 < argc; i += 2) {
		struct filling filling = { .stories = strtoul(argv[i], NULL, 10),
			                   .bytes = strtoul(argv[i + 1], NULL, 10) };
		run(argv[1], filling);
	}
	return 0;
}
