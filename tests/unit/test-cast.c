/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Casts against the sample paper: one request for each, whatever the site does
 * to it, and a sentence that never claims more than is known. */
#include "sync-harness.h"

#include <signal.h>

#define MAYBE "may have been counted"
#define UNSENT "was not sent"

static const struct protocol {
	const char *article, *cast; /* words of a cast's line in the log */
} emoji = { EMOJI, "/api/labs/emoji/support?" }, phpcms = { PHPCMS, "c=index&a=post&" };

/* The token of the third mood, 开心. */
static struct str third(const struct doc *doc)
{
	uint32_t n;
	const struct doc_mood *moods = doc_moods(doc, &n);
	assert_int_equal(n, 8);
	assert_true(str_eq(doc_str(doc, moods[2].label), STR("开心")));
	return doc_str(doc, moods[2].token);
}

static int64_t count_of_third(const struct doc *doc)
{
	uint32_t n;
	third(doc);
	return doc_moods(doc, &n)[2].count;
}

static bool is_mine(const struct doc *doc)
{
	return str_eq(doc_field(doc, DOC_REACTION_MINE), third(doc));
}

static const struct doc *load_article(struct seen *seen, const char *url)
{
	seen_whole(seen, url, NULL);
	expect_done(seen);
	return seen_doc(seen);
}

static void cast_third(struct seen *article, const struct protocol *protocol,
                       struct seen *cast)
{
	const struct doc *doc = load_article(article, protocol->article);
	seen_cast(cast, doc, third(doc));
}

/* --- one request, one answer --- */

static void expect_taken(const struct protocol *protocol, const char *fault)
{
	auto_seen article = { 0 }, cast = { 0 };
	harness_renew(NULL, NULL);
	paper_control("reset");
	paper_control(fault);
	int requests = paper_requests(protocol->cast);
	cast_third(&article, protocol, &cast);
	seen_finish(&cast);
	expect_done(&cast);
	assert_int_equal(cast.n_docs, 1);
	assert_int_equal(paper_requests(protocol->cast), requests + 1);
	assert_int_equal(paper_control(""), 1);
	const struct doc *before = seen_doc(&article), *after = seen_doc(&cast);
	assert_int_equal(count_of_third(after), count_of_third(before) + 1);
	assert_true(is_mine(after));
	assert_false(is_mine(before));
	auto_free char *text = text_of(before), *same = text_of(after);
	assert_string_equal(text, same);
}

static void test_cast(void **state)
{
	(void)state;
	expect_taken(&emoji, "mood-fault=none");
	expect_taken(&phpcms, "mood-fault=none");
	expect_taken(&emoji, "mood-fault=delay&ms=50");
	expect_taken(&phpcms, "mood-fault=delay&ms=50");
}

static const struct failing {
	const char *fault;
	int counted; /* by the site, in truth */
	enum err code;
	const char *words;
} failing[] = {
	{ "garbled", 1, ERR_FORMAT, MAYBE },
	{ "empty", 1, ERR_FORMAT, MAYBE },
	{ "cut", 1, ERR_NETWORK, MAYBE },
	{ "drop", 1, ERR_NETWORK, MAYBE },
	{ "redirect", 1, ERR_HTTP, MAYBE },
	{ "lost", 0, ERR_NETWORK, MAYBE },
	{ "html", 0, ERR_FORMAT, MAYBE },
	{ "error", 0, ERR_HTTP, MAYBE },
	{ "closed", 0, ERR_REFUSED, "已关闭" },
	{ "once", 0, ERR_REFUSED, "已经表达过" },
	{ "login", 0, ERR_REFUSED, "请先登录" },
};

static void expect_failing(const struct protocol *protocol, const struct failing *c)
{
	auto_seen article = { 0 }, cast = { 0 }, later = { 0 };
	auto_free char *fault = mem_printf("mood-fault=%s", c->fault);
	harness_renew(NULL, NULL);
	paper_control("reset");
	paper_control(fault);
	int requests = paper_requests(protocol->cast);
	cast_third(&article, protocol, &cast);
	seen_finish(&cast);
	expect_why(&cast, c->code, c->words);
	assert_int_equal(cast.n_docs, 0);
	/* A later load neither casts again nor claims the choice. */
	assert_false(is_mine(load_article(&later, protocol->article)));
	assert_int_equal(paper_requests(protocol->cast), requests + 1);
	assert_int_equal(paper_control(""), c->counted);
}

static void test_faults(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(failing); i++) {
		expect_failing(&emoji, &failing[i]);
		expect_failing(&phpcms, &failing[i]);
	}
	paper_control("reset");
}

/* --- surely not sent --- */

static void expect_unsent(const char *program, const char *proxy, enum err code)
{
	auto_seen article = { 0 }, cast = { 0 };
	int requests = paper_requests(emoji.cast);
	const struct doc *doc = load_article(&article, EMOJI);
	harness_renew(program, proxy);
	seen_cast(&cast, doc, third(doc));
	seen_finish(&cast);
	harness_renew(NULL, NULL);
	expect_why(&cast, code, UNSENT);
	assert_null(strstr(cast.why.text, MAYBE));
	assert_int_equal(paper_requests(emoji.cast), requests);
}

static void test_never_sent(void **state)
{
	(void)state;
	expect_unsent(NULL, "http://127.0.0.1:1", ERR_NETWORK);
	expect_unsent("/nowhere/baolan-fetch", NULL, ERR_SYSTEM);
}

static void test_nothing_to_cast(void **state)
{
	(void)state;
	auto_seen article = { 0 }, other = { 0 }, cast = { 0 }, none = { 0 };
	int requests = paper_requests("GET ");
	const struct doc *doc = load_article(&article, EMOJI);
	const struct doc *plain = load_article(&other, PLAIN);
	seen_cast(&cast, doc, STR("no such mood"));
	seen_finish(&cast);
	expect_why(&cast, ERR_FORMAT, "no such mood");
	seen_cast(&none, plain, STR("1"));
	seen_finish(&none);
	expect_why(&none, ERR_EMPTY, "no moods");
	assert_int_equal(paper_requests("GET "), requests + 3);
}

/* --- processes that die on the way --- */

static void reach_request(const struct protocol *protocol, int requests)
{
	while (paper_requests(protocol->cast) == requests)
		loop_turn(h.loop, 10);
}

static void test_baolan_fetch_that_dies(void **state)
{
	(void)state;
	auto_seen article = { 0 }, cast = { 0 }, later = { 0 };
	int requests = paper_requests(emoji.cast);
	paper_control("mood-fault=delay&ms=60000&times=1");
	cast_third(&article, &emoji, &cast);
	reach_request(&emoji, requests);
	kill(fetcher_pid(h.fetcher), SIGKILL);
	seen_finish(&cast);
	expect_why(&cast, ERR_NETWORK, MAYBE);
	load_article(&later, EMOJI);
	assert_int_equal(paper_requests(emoji.cast), requests + 1);
}

/* A worker that stands still has the reply in hand when it dies: baolan-fetch has
 * told its bytes, and as long as it takes to start another one has passed. */
static void test_worker_that_dies(void **state)
{
	(void)state;
	auto_seen article = { 0 }, cast = { 0 }, later = { 0 };
	int requests = paper_requests(emoji.cast);
	cast_third(&article, &emoji, &cast);
	uint64_t wire = fetcher_wire_bytes(h.fetcher);
	pid_t worker = harness_worker();
	kill(worker, SIGSTOP);
	while (fetcher_wire_bytes(h.fetcher) == wire)
		loop_turn(h.loop, -1);
	paper_control("");
	kill(worker, SIGKILL);
	seen_finish(&cast);
	expect_why(&cast, ERR_WORKER, MAYBE);
	assert_false(is_mine(load_article(&later, EMOJI)));
	assert_int_equal(paper_requests(emoji.cast), requests + 1);
}

/* --- cancelling --- */

static void test_cancel_before_it_begins(void **state)
{
	(void)state;
	auto_seen article = { 0 }, cast = { 0 };
	int requests = paper_requests(emoji.cast);
	cast_third(&article, &emoji, &cast);
	seen_cancel(&cast);
	expect_silence(&cast);
	assert_int_equal(paper_requests(emoji.cast), requests);
}

static void test_cancel_under_way(void **state)
{
	(void)state;
	auto_seen article = { 0 }, cast = { 0 };
	int requests = paper_requests(emoji.cast);
	paper_control("mood-fault=delay&ms=100&times=1");
	cast_third(&article, &emoji, &cast);
	reach_request(&emoji, requests);
	seen_cancel(&cast);
	expect_silence(&cast);
	assert_int_equal(paper_requests(emoji.cast), requests + 1);
}

static void test_cancel_inside_its_document(void **state)
{
	(void)state;
	auto_seen article = { 0 }, cast = { .cancel_doc = 1 };
	cast_third(&article, &emoji, &cast);
	seen_finish(&cast);
	expect_silence(&cast);
	assert_true(is_mine(seen_doc(&cast)));
}

/* --- the own choice --- */

static void test_own_choice_is_shown_later(void **state)
{
	(void)state;
	auto_seen article = { 0 }, cast = { 0 }, again = { 0 }, place = { 0 };
	auto_seen other = { 0 }, renewed = { 0 };
	harness_renew(NULL, NULL);
	paper_control("reset");
	cast_third(&article, &emoji, &cast);
	seen_finish(&cast);
	expect_done(&cast);
	load_article(&again, EMOJI);
	assert_true(str_eq(doc_field(again.docs[0].doc, DOC_REACTION_MINE),
	                   third(seen_doc(&again))));
	assert_true(is_mine(seen_doc(&again)));
	assert_int_equal(count_of_third(seen_doc(&again)),
	                 count_of_third(seen_doc(&article)) + 1);
	assert_true(is_mine(load_article(&place, EMOJI "#moods")));
	assert_false(is_mine(load_article(&other, TWO_PAGES)));
	harness_renew(NULL, NULL);
	assert_false(is_mine(load_article(&renewed, EMOJI)));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cast),
		cmocka_unit_test(test_faults),
		cmocka_unit_test(test_never_sent),
		cmocka_unit_test(test_nothing_to_cast),
		cmocka_unit_test(test_baolan_fetch_that_dies),
		cmocka_unit_test(test_worker_that_dies),
		cmocka_unit_test(test_cancel_before_it_begins),
		cmocka_unit_test(test_cancel_under_way),
		cmocka_unit_test(test_cancel_inside_its_document),
		cmocka_unit_test(test_own_choice_is_shown_later),
	};
	if (!harness_start())
		return 1;
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	harness_stop();
	return failed;
}
