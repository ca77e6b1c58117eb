/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Loads against the sample paper: what comes, in which order, and what is left
 * when a step fails, is cancelled or loses its process. */
#include "odd-site.h"
#include "scripted-site.h"
#include "sync-harness.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static int odd_port, scripted_port;

static char *odd_url(const char *path)
{
	return mem_printf("http://127.0.0.1:%d%s", odd_port, path);
}

static int count_in(const char *text, const char *words)
{
	int count = 0;
	for (const char *at = text; (at = strstr(at, words)); at += strlen(words))
		count++;
	return count;
}

static int64_t first_count(const struct doc *doc)
{
	uint32_t n;
	const struct doc_mood *all = doc_moods(doc, &n);
	return n ? all[0].count : -1;
}

/* --- what comes --- */

static void test_article_then_pages_then_moods(void **state)
{
	(void)state;
	static const enum load_step steps[] = {
		LOAD_FETCHING, LOAD_READING, LOAD_PAGES, LOAD_READING,
		LOAD_PAGES,    LOAD_READING, LOAD_MOODS,
	};
	auto_seen seen = { 0 };
	seen_whole(&seen, THREE_PAGES, NULL);
	expect_done(&seen);
	assert_int_equal(seen.n_docs, 4);
	assert_int_equal(seen.n_trace, ARRAY_SIZE(steps));
	for (size_t i = 0; i < ARRAY_SIZE(steps); i++)
		assert_int_equal(seen.trace[i], steps[i]);
	for (int i = 0; i < 4; i++) {
		uint32_t before, now;
		const struct doc *doc = seen.docs[i].doc;
		doc_blocks(seen.docs[MAX(i, 1) - 1].doc, &before);
		doc_blocks(doc, &now);
		assert_int_equal(doc_kind(doc), DOC_ARTICLE);
		assert_true(str_eq(doc_field(doc, DOC_URL), STR(THREE_PAGES)));
		assert_true(i == 0 || i == 3 ? now == before : now > before);
		assert_int_equal(first_count(doc), i == 3 ? 388 : -1);
	}
}

static void test_page_without_more_comes_once(void **state)
{
	(void)state;
	auto_seen seen = { 0 };
	seen_whole(&seen, PLAIN, NULL);
	expect_done(&seen);
	assert_int_equal(seen.n_docs, 1);
	assert_int_equal(seen.n_trace, 2);
}

/* The text of a page alone, added to *text. */
static void add_single_page(const char *url, struct buf *text)
{
	static const struct load_options alone = { .no_moods = true,
		                                   .no_next_pages = true };
	auto_seen seen = { 0 };
	seen_whole(&seen, url, &alone);
	expect_done(&seen);
	assert_int_equal(seen.n_docs, 1);
	auto_free char *page = text_of(seen_doc(&seen));
	assert_true(*page != '\0');
	buf_add_text(text, page);
}

static void test_pages_are_joined_in_order_and_once(void **state)
{
	(void)state;
	static const char *const pages[] = {
		THREE_PAGES,
		PAPER "/ms/20160530/lao-lou-dian-ti_2.shtml",
		PAPER "/ms/20160530/lao-lou-dian-ti_3.shtml",
	};
	auto_seen seen = { 0 };
	auto_buf text = BUF_INIT(BUF_MAX_TEXT);
	for (size_t i = 0; i < ARRAY_SIZE(pages); i++)
		add_single_page(pages[i], &text);
	seen_whole(&seen, THREE_PAGES, NULL);
	expect_done(&seen);
	const struct doc *doc = seen_doc(&seen);
	auto_free char *joined = text_of(doc);
	assert_string_equal(joined, buf_text(&text));
	assert_int_equal(doc_n_pages(doc), ARRAY_SIZE(pages));
	for (uint32_t i = 0; i < ARRAY_SIZE(pages); i++)
		assert_true(str_eq(doc_page(doc, i), str_of(pages[i])));
	assert_int_equal(doc_field(doc, DOC_NEXT_PAGE).len, 0);
}

static void test_options(void **state)
{
	(void)state;
	static const struct load_options options = {
		.no_moods = true,
		.no_next_pages = true,
		.referer = PAPER "/rwxw/",
	};
	auto_seen seen = { 0 };
	int pages = paper_requests("di-tie-er-hao-xian");
	int moods = paper_requests("/api/labs/emoji/");
	seen_whole(&seen, TWO_PAGES "?options", &options);
	expect_done(&seen);
	assert_int_equal(seen.n_docs, 1);
	assert_int_equal(paper_requests("di-tie-er-hao-xian"), pages + 1);
	assert_int_equal(paper_requests("/api/labs/emoji/"), moods);
	assert_int_equal(paper_requests("?options referer=" PAPER "/rwxw/"), 1);
	assert_true(doc_field(seen_doc(&seen), DOC_NEXT_PAGE).len > 0);
}

/* --- split articles as they should not be --- */

static void load_odd(const char *path, struct seen *seen)
{
	auto_free char *url = odd_url(path);
	seen_whole(seen, url, NULL);
}

static void expect_pages(const struct seen *seen, int pages)
{
	auto_free char *text = text_of(seen_doc(seen));
	assert_int_equal(count_in(text, "page "), pages * 4);
	assert_int_equal(count_in(text, "page 1："), 4);
}

static void test_missing_page_costs_no_moods(void **state)
{
	(void)state;
	auto_seen seen = { 0 };
	load_odd("/gone/1.html", &seen);
	expect_why(&seen, ERR_HTTP, "Page 2 is missing: 127.0.0.1");
	expect_pages(&seen, 1);
	assert_true(first_count(seen_doc(&seen)) > 0);
}

static void test_pages_in_a_circle(void **state)
{
	(void)state;
	auto_seen seen = { 0 };
	load_odd("/back/1.html", &seen);
	expect_done(&seen);
	expect_pages(&seen, 2);
	assert_int_equal(doc_n_pages(seen_doc(&seen)), 2);
	assert_int_equal(doc_field(seen_doc(&seen), DOC_NEXT_PAGE).len, 0);
}

static void test_list_in_the_place_of_a_page(void **state)
{
	(void)state;
	auto_seen seen = { 0 };
	load_odd("/list/1.html", &seen);
	expect_why(&seen, ERR_EMPTY, "Page 2 is missing");
	expect_pages(&seen, 1);
}

static void test_endless_article(void **state)
{
	(void)state;
	auto_seen seen = { 0 };
	load_odd("/endless/1.html", &seen);
	expect_why(&seen, ERR_LIMIT, "Page 31 is missing");
	expect_pages(&seen, 30);
}

/* --- failures --- */

static void test_statuses(void **state)
{
	(void)state;
	static const struct {
		const char *url;
		enum err code;
		const char *words;
	} cases[] = {
		{ PAPER "/no/such.shtml", ERR_HTTP, "has no such page (404)" },
		{ PLAIN "?fault=status&code=410", ERR_HTTP, "has no such page (410)" },
		{ PLAIN "?fault=status&code=403", ERR_HTTP, "does not let us read" },
		{ PLAIN "?fault=status&code=503", ERR_HTTP, "is in trouble (503)" },
		{ PLAIN "?fault=status&code=418", ERR_HTTP, "answered 418" },
		{ PLAIN "?fault=status&code=304", ERR_HTTP, "answered 304" },
		{ PLAIN "?fault=redirect-loop", ERR_HTTP, "redirects in circles" },
		{ PLAIN "?fault=drop", ERR_NETWORK, "www.rongwan.example" },
		{ PLAIN "?fault=cut", ERR_NETWORK, "www.rongwan.example" },
		{ PLAIN "?fault=bad-gzip", ERR_FORMAT, "compression is damaged" },
		{ PLAIN "?fault=empty", ERR_EMPTY, "" },
		{ PLAIN "?fault=huge", ERR_LIMIT, "32 MiB" },
		{ "http://", ERR_FORMAT, "is not an address" },
	};
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		auto_seen seen = { 0 };
		seen_whole(&seen, cases[i].url, NULL);
		assert_int_equal(seen.n_docs, 0);
		expect_why(&seen, cases[i].code, cases[i].words);
	}
}

static void test_moods_that_do_not_come(void **state)
{
	(void)state;
	auto_seen seen = { 0 };
	paper_control("mood-fault=drop&on=load");
	seen_whole(&seen, EMOJI, NULL);
	paper_control("reset");
	expect_why(&seen, ERR_NETWORK, "The moods could not be loaded: ");
	assert_int_equal(seen.n_docs, 1);
}

/* A worker that stands still is surely at its job when it dies. */
static void load_to_reading(struct seen *seen, pid_t *ret_worker)
{
	auto_seen first = { 0 };
	seen_whole(&first, PLAIN, NULL);
	*ret_worker = harness_worker();
	kill(*ret_worker, SIGSTOP);
	seen_load(seen, PLAIN, NULL);
	seen_reach(seen, LOAD_READING, false);
}

static void end_worker(pid_t worker, int signo)
{
	kill(worker, signo);
	kill(worker, SIGCONT);
}

static void test_worker_that_dies(void **state)
{
	(void)state;
	static const int signals[] = { SIGSEGV, SIGKILL, SIGABRT };
	for (size_t i = 0; i < ARRAY_SIZE(signals); i++) {
		pid_t worker;
		auto_seen seen = { 0 }, next = { 0 };
		load_to_reading(&seen, &worker);
		end_worker(worker, signals[i]);
		seen_finish(&seen);
		assert_int_equal(seen.n_docs, 0);
		expect_why(&seen, ERR_WORKER, "the page's reader");
		seen_whole(&next, EMOJI, NULL);
		expect_done(&next);
		assert_int_not_equal(harness_worker(), worker);
	}
}

static void test_baolan_fetch_that_dies(void **state)
{
	(void)state;
	auto_seen seen = { 0 }, next = { 0 };
	seen_load(&seen, PLAIN "?fault=stall", NULL);
	seen_reach(&seen, LOAD_FETCHING, true);
	kill(fetcher_pid(h.fetcher), SIGKILL);
	seen_finish(&seen);
	assert_int_equal(seen.n_docs, 0);
	expect_why(&seen, ERR_NETWORK, "ended unexpectedly");
	seen_whole(&next, EMOJI, NULL);
	expect_done(&next);
	assert_int_equal(next.n_docs, 2);
}

/* --- cancelling --- */

static void test_cancel_before_it_begins(void **state)
{
	(void)state;
	auto_seen seen = { 0 };
	seen_load(&seen, EMOJI "?never-asked", NULL);
	seen_cancel(&seen);
	expect_silence(&seen);
	assert_int_equal(paper_requests("?never-asked"), 0);
}

static void test_cancel_while_fetching(void **state)
{
	(void)state;
	auto_seen seen = { 0 };
	seen_load(&seen, PLAIN "?fault=stall", NULL);
	seen_reach(&seen, LOAD_FETCHING, true);
	seen_cancel(&seen);
	expect_silence(&seen);
}

static void test_cancel_while_reading(void **state)
{
	(void)state;
	pid_t worker;
	auto_seen seen = { 0 };
	load_to_reading(&seen, &worker);
	seen_cancel(&seen);
	expect_silence(&seen);
	assert_int_not_equal(harness_worker(), worker);
}

static void test_cancel_at_each_step(void **state)
{
	(void)state;
	static const enum load_step steps[] = { LOAD_FETCHING, LOAD_READING, LOAD_PAGES,
		                                LOAD_MOODS };
	for (size_t i = 0; i < ARRAY_SIZE(steps); i++) {
		auto_seen seen = { 0 };
		seen_load(&seen, THREE_PAGES, NULL);
		seen_reach(&seen, steps[i], false);
		seen_cancel(&seen);
		expect_silence(&seen);
	}
}

/* Twice a step: the first time for the first page, then for the second. */
static void test_cancel_inside_progress(void **state)
{
	(void)state;
	static const enum load_step steps[] = { LOAD_FETCHING, LOAD_READING, LOAD_PAGES,
		                                LOAD_MOODS };
	for (size_t i = 0; i < ARRAY_SIZE(steps); i++) {
		bool repeats = steps[i] == LOAD_READING || steps[i] == LOAD_PAGES;
		for (int nth = 1; nth <= 1 + repeats; nth++) {
			auto_seen seen = { 0 };
			seen.cancel_step = steps[i];
			seen.cancel_progress = nth;
			seen_whole(&seen, THREE_PAGES, NULL);
			expect_silence(&seen);
		}
	}
}

static void test_cancel_inside_a_document(void **state)
{
	(void)state;
	for (int nth = 1; nth <= 4; nth++) {
		auto_seen seen = { 0 };
		seen.cancel_doc = nth;
		seen_whole(&seen, THREE_PAGES, NULL);
		assert_int_equal(seen.n_docs, nth);
		expect_silence(&seen);
	}
}

static void test_loads_do_not_mind_each_other(void **state)
{
	(void)state;
	auto_seen a = { 0 }, b = { 0 }, c = { 0 };
	seen_load(&a, THREE_PAGES, NULL);
	seen_load(&b, EMOJI, NULL);
	seen_load(&c, TWO_PAGES, NULL);
	seen_reach(&b, LOAD_READING, false);
	seen_cancel(&b);
	seen_finish(&a);
	seen_finish(&c);
	expect_done(&a);
	expect_done(&c);
	assert_int_equal(a.n_docs, 4);
	assert_int_equal(c.n_docs, 3);
	expect_silence(&b);
}

static void test_the_end_of_sync_cancels_all(void **state)
{
	(void)state;
	auto_seen a = { 0 }, b = { 0 };
	seen_load(&a, PLAIN "?fault=stall", NULL);
	seen_reach(&a, LOAD_FETCHING, true);
	seen_load(&b, EMOJI, NULL);
	harness_renew(NULL, NULL);
	a.load = b.load = NULL;
	a.cancelled = b.cancelled = true;
	expect_silence(&a);
	expect_silence(&b);
}

/* --- local files --- */

static void on_saved(void *data, struct response *response, const struct error *why)
{
	FILE **file = data;
	assert_null(why);
	fwrite(buf_text(&response->body), 1, response->body.len, *file);
	fclose(take(*file));
}

static char *save_page(const char *url, const char *name)
{
	static const struct fetch_ops saving = { .done = on_saved };
	struct request request;
	char *path = mem_printf("%s/%s", h.dir, name);
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	request_init(&request, url);
	fetcher_start(h.fetcher, &request, &saving, &file);
	request_done(&request);
	while (file)
		loop_turn(h.loop, -1);
	return path;
}

static void expect_local(const char *address, const char *base, const char *url)
{
	auto_seen seen = { 0 };
	const struct load_options options = { .base = base };
	int requests = paper_requests("GET ");
	seen_whole(&seen, address, &options);
	expect_done(&seen);
	assert_int_equal(seen.n_docs, 1);
	assert_int_equal(paper_requests("GET "), requests);
	const struct doc *doc = seen_doc(&seen);
	assert_true(str_eq(doc_field(doc, DOC_URL), str_of(url)));
	assert_true(str_has(doc_field(doc, DOC_TITLE), STR("一部电梯")));
	assert_int_equal(first_count(doc), -1);
}

static void test_local_files_make_no_request(void **state)
{
	(void)state;
	auto_free char *path = save_page(THREE_PAGES, "一页.html");
	auto_free char *url =
	        mem_printf("file://%s/%%E4%%B8%%80%%E9%%A1%%B5.html", h.dir);
	expect_local(path, THREE_PAGES, THREE_PAGES);
	expect_local(path, NULL, url);
	expect_local(url, NULL, url);
	unlink(path);
}

static void test_standard_input(void **state)
{
	(void)state;
	auto_free char *path = save_page(THREE_PAGES, "in.html");
	int own = dup(STDIN_FILENO);
	assert_non_null(freopen(path, "r", stdin));
	expect_local("-", NULL, "file:///dev/stdin");
	dup2(own, STDIN_FILENO);
	close(own);
	unlink(path);
}

static void test_files_that_cannot_be_read(void **state)
{
	(void)state;
	auto_seen missing = { 0 }, folder = { 0 };
	auto_free char *path = mem_printf("%s/missing.html", h.dir);
	seen_whole(&missing, path, NULL);
	expect_why(&missing, ERR_SYSTEM, "missing.html");
	seen_whole(&folder, h.dir, NULL);
	expect_why(&folder, ERR_FORMAT, "is not a file");
}

static char *scripted_url(const char *path)
{
	return mem_printf("http://127.0.0.1:%d%s", scripted_port, path);
}

static void test_first_paragraphs_before_the_last(void **state)
{
	(void)state;
	auto_seen seen = { 0 };
	auto_free char *url = scripted_url("/story/early");
	site_reset();
	seen_load(&seen, url, &(struct load_options){ .as_it_comes = true });
	while (!seen.n_docs)
		loop_turn(h.loop, -1);
	assert_true(seen.docs[0].partial);
	auto_free char *early = text_of(seen.docs[0].doc);
	assert_non_null(strstr(early, "第 1 段"));
	assert_null(strstr(early, "第 60 段"));
	atomic_store(&site->open, 1);
	seen_finish(&seen);
	expect_done(&seen);
	assert_false(seen.docs[seen.n_docs - 1].partial);
	auto_free char *whole = text_of(seen_doc(&seen));
	assert_non_null(strstr(whole, "第 60 段"));
}

static void test_early_documents_can_be_cancelled(void **state)
{
	(void)state;
	auto_seen seen = { .cancel_doc = 1 };
	auto_free char *url = scripted_url("/story/cancelled");
	site_reset();
	seen_load(&seen, url, &(struct load_options){ .as_it_comes = true });
	while (!seen.cancelled)
		loop_turn(h.loop, -1);
	expect_silence(&seen);
}

static void test_old_copy_is_told(void **state)
{
	(void)state;
	auto_seen first = { 0 }, second = { 0 };
	auto_free char *url = scripted_url("/story/old");
	auto_free char *cache = mem_printf("%s/cache.db", h.dir);
	site_reset();
	atomic_store(&site->open, 1);
	harness_renew_cached(cache);
	seen_whole(&first, url, NULL);
	expect_done(&first);
	assert_int_equal(first.docs[0].saved, 0);
	site_stop();
	seen_whole(&second, url, NULL);
	expect_why(&second, ERR_NETWORK, "This is the copy of 20");
	assert_true(second.docs[0].saved > 0);
	scripted_port = site_start();
	harness_renew(NULL, NULL);
	unlink(cache);
}

static int set_up(void **state)
{
	(void)state;
	odd_port = odd_site_start();
	scripted_port = site_start();
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	odd_site_stop();
	site_stop();
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_article_then_pages_then_moods),
		cmocka_unit_test(test_page_without_more_comes_once),
		cmocka_unit_test(test_pages_are_joined_in_order_and_once),
		cmocka_unit_test(test_options),
		cmocka_unit_test(test_missing_page_costs_no_moods),
		cmocka_unit_test(test_pages_in_a_circle),
		cmocka_unit_test(test_list_in_the_place_of_a_page),
		cmocka_unit_test(test_endless_article),
		cmocka_unit_test(test_statuses),
		cmocka_unit_test(test_moods_that_do_not_come),
		cmocka_unit_test(test_worker_that_dies),
		cmocka_unit_test(test_baolan_fetch_that_dies),
		cmocka_unit_test(test_cancel_before_it_begins),
		cmocka_unit_test(test_cancel_while_fetching),
		cmocka_unit_test(test_cancel_while_reading),
		cmocka_unit_test(test_cancel_at_each_step),
		cmocka_unit_test(test_cancel_inside_progress),
		cmocka_unit_test(test_cancel_inside_a_document),
		cmocka_unit_test(test_loads_do_not_mind_each_other),
		cmocka_unit_test(test_first_paragraphs_before_the_last),
		cmocka_unit_test(test_early_documents_can_be_cancelled),
		cmocka_unit_test(test_old_copy_is_told),
		cmocka_unit_test(test_the_end_of_sync_cancels_all),
		cmocka_unit_test(test_local_files_make_no_request),
		cmocka_unit_test(test_standard_input),
		cmocka_unit_test(test_files_that_cannot_be_read),
	};
	if (!harness_start())
		return 1;
	int failed = cmocka_run_group_tests(tests, set_up, tear_down);
	harness_stop();
	return failed;
}
