/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sync/web with the real baolan-fetch and a scripted site: what reaches the site,
 * and what the caller gets. */
#include "../../src/sync/host.h"
#include "baolan/base/mem.h"
#include "baolan/loop/loop.h"
#include "baolan/sync/web.h"
#include "scripted-site.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#define PROGRAM BUILDDIR "/src/baolan-fetch"
enum { NOW = 1465200000 };

static char dir[] = "/tmp/baolan-web-XXXXXX";
static char *cache_path;
static int port;
static struct loop *loop;
static struct fetcher *fetcher;
static struct web *web;
static struct web_options options;

struct outcome {
	struct response response;
	struct error why;
	bool done;
	int sent, pieces;
	unsigned call;
};

static void outcome_done(struct outcome *o)
{
	response_done(&o->response);
}
#define auto_outcome __attribute__((cleanup(outcome_done))) struct outcome

static void on_sent(void *data)
{
	((struct outcome *)data)->sent++;
}

static void on_piece(void *data, const struct response *so_far)
{
	assert_true(so_far->body.len > 0);
	((struct outcome *)data)->pieces++;
}

static void on_done(void *data, struct response *response, const struct error *why)
{
	struct outcome *o = data;
	assert_false(o->done);
	o->done = true;
	if (why) {
		o->why = *why;
		return;
	}
	o->response = *response;
	*response = (struct response){ 0 };
}

static const struct fetch_ops ops = { .sent = on_sent,
	                              .piece = on_piece,
	                              .done = on_done };

static void set_now(int64_t now)
{
	auto_free char *text = mem_printf("%lld", (long long)now);
	setenv("BAOLAN_NOW", text, 1);
}

static void stop_web(void)
{
	web_free(web);
	fetcher_free(fetcher);
	web = NULL;
	fetcher = NULL;
}

static void start_web(void)
{
	stop_web();
	fetcher = fetcher_new(loop, PROGRAM);
	web = web_new(loop, fetcher, &options);
}

static struct request request_for(const char *path)
{
	struct request r;
	auto_free char *url = mem_printf("http://127.0.0.1:%d%s", port, path);
	request_init(&r, url);
	return r;
}

static void begin(const char *path, unsigned flags, struct outcome *o)
{
	struct request r = request_for(path);
	*o = (struct outcome){ 0 };
	o->call = web_start(web, &r, flags, &ops, o);
	request_done(&r);
	assert_false(o->done);
}

static void finish(const struct outcome *o)
{
	while (!o->done)
		loop_turn(loop, -1);
}

static void get(const char *path, unsigned flags, struct outcome *o)
{
	begin(path, flags, o);
	finish(o);
}

static void expect(const char *path, unsigned flags, enum response_origin origin,
                   const char *body)
{
	auto_outcome o;
	get(path, flags, &o);
	if (o.why.code)
		fail_msg("%s: %s", path, o.why.text);
	assert_string_equal(buf_text(&o.response.body), body);
	assert_int_equal(o.response.origin, origin);
}

static void expect_failure(const char *path, unsigned flags, enum err code,
                           const char *words)
{
	auto_outcome o;
	get(path, flags, &o);
	if (o.why.code != code || !strstr(o.why.text, words))
		fail_msg("%s: %d %s", path, o.why.code, o.why.text);
}

static int hits(void)
{
	return atomic_load(&site->hits);
}

/* --- answers from the cache --- */

static void a_fresh_copy_asks_nobody(void **state)
{
	(void)state;
	expect("/fresh/a", 0, RESPONSE_NETWORK, "a 1");
	set_now(NOW + 999);
	expect("/fresh/a", 0, RESPONSE_FRESH, "a 1");
	expect("/fresh/a#place", 0, RESPONSE_FRESH, "a 1");
	assert_int_equal(hits(), 1);
	start_web(); /* another run */
	auto_outcome o;
	get("/fresh/a", 0, &o);
	assert_int_equal(o.response.origin, RESPONSE_FRESH);
	assert_int_equal(o.response.saved, NOW);
	assert_non_null(strstr(buf_text(&o.response.head), "\r\nAge: 999\r\n"));
	assert_int_equal(o.sent, 0);
	assert_int_equal(hits(), 1);
	set_now(NOW + 1000);
	expect("/fresh/a", 0, RESPONSE_NETWORK, "a 2");
}

static void a_copy_is_confirmed(void **state)
{
	(void)state;
	expect("/etag/a", 0, RESPONSE_NETWORK, "a 1");
	expect("/etag/a", 0, RESPONSE_CONFIRMED, "a 1");
	atomic_fetch_add(&site->version, 1);
	expect("/etag/a", 0, RESPONSE_NETWORK, "a 3");
	expect("/etag/a", 0, RESPONSE_CONFIRMED, "a 3");
	assert_int_equal(hits(), 4);
}

static void a_date_is_good_for_a_while(void **state)
{
	(void)state;
	expect("/plain/a", 0, RESPONSE_NETWORK, "a 1");
	set_now(NOW + 80000);
	expect("/plain/a", 0, RESPONSE_FRESH, "a 1");
	set_now(NOW + 90000);
	expect("/plain/a", 0, RESPONSE_NETWORK, "a 2");
	assert_non_null(strstr(site->last, "If-Modified-Since: Mon, 06 Jun 2011"));
}

static void a_reload_asks(void **state)
{
	(void)state;
	expect("/fresh/a", 0, RESPONSE_NETWORK, "a 1");
	expect("/fresh/a", WEB_REVALIDATE, RESPONSE_NETWORK, "a 2");
	assert_non_null(strstr(site->last, "Cache-Control: max-age=0"));
	assert_non_null(strstr(site->last, "If-None-Match: \"f\""));
	expect("/fresh/a", 0, RESPONSE_FRESH, "a 2");
}

static void past_the_cache(void **state)
{
	(void)state;
	expect("/fresh/a", WEB_BYPASS, RESPONSE_NETWORK, "a 1");
	expect("/fresh/a", 0, RESPONSE_NETWORK, "a 2");
	expect("/fresh/a", WEB_BYPASS, RESPONSE_NETWORK, "a 3");
	expect("/fresh/a", 0, RESPONSE_FRESH, "a 2");
}

static void heads_alone_say_that_nothing_changed(void **state)
{
	(void)state;
	enum { FEED = WEB_KEEP_HEAD_ONLY };
	expect("/etag/a", FEED, RESPONSE_NETWORK, "a 1");
	auto_outcome o, p;
	get("/etag/a", FEED, &o);
	assert_true(o.response.not_modified);
	assert_int_equal(o.response.origin, RESPONSE_CONFIRMED);
	assert_int_equal(o.response.status, 200);
	assert_int_equal(o.response.body.len, 0);
	expect("/fresh/a", FEED, RESPONSE_NETWORK, "a 3");
	get("/fresh/a", FEED, &p);
	assert_true(p.response.not_modified);
	assert_int_equal(p.response.origin, RESPONSE_FRESH);
	/* Who wants the page itself must ask for it. */
	expect("/fresh/a", 0, RESPONSE_NETWORK, "a 4");
	assert_null(strstr(site->last, "If-None-Match"));
	/* And what it got is new to who keeps heads alone. */
	expect("/fresh/a", FEED, RESPONSE_FRESH, "a 4");
}

static void a_post_makes_copies_wrong(void **state)
{
	(void)state;
	expect("/fresh/a", 0, RESPONSE_NETWORK, "a 1");
	struct request r = request_for("/fresh/a");
	auto_outcome o = { 0 };
	r.method = mem_strdup("POST");
	r.no_redirect = true;
	buf_add_text(&r.body, "mood=1");
	web_start(web, &r, 0, &ops, &o);
	request_done(&r);
	finish(&o);
	assert_int_equal(o.response.status, 200);
	assert_int_equal(o.sent, 1);
	expect("/fresh/a", 0, RESPONSE_NETWORK, "a 3");
}

/* --- when the line is down --- */

static void a_copy_stands_in(void **state)
{
	(void)state;
	expect("/sie/a", 0, RESPONSE_NETWORK, "a 1");
	expect("/strict/a", 0, RESPONSE_NETWORK, "a 2");
	atomic_store(&site->trouble, 1);
	expect("/sie/a", 0, RESPONSE_STALE, "a 1");
	expect("/strict/a", 0, RESPONSE_NETWORK, "trouble");
	expect("/strict/a", WEB_SAVED_COPY, RESPONSE_STALE, "a 2");
	set_now(NOW + 200);
	expect("/sie/a", 0, RESPONSE_NETWORK, "trouble");
	site_stop();
	auto_outcome o;
	get("/sie/a", 0, &o);
	assert_int_equal(o.response.origin, RESPONSE_STALE);
	assert_int_equal(o.response.saved, NOW);
	assert_int_equal(o.response.why_stale.code, ERR_NETWORK);
	assert_non_null(strstr(o.response.why_stale.text, "could not be reached"));
	expect_failure("/strict/a", 0, ERR_NETWORK, "could not be reached");
	expect("/strict/a", WEB_SAVED_COPY, RESPONSE_STALE, "a 2");
	expect_failure("/sie/never", WEB_SAVED_COPY, ERR_NETWORK, "not be reached");
	port = site_start();
}

static void offline_asks_nobody(void **state)
{
	(void)state;
	expect("/strict/a", 0, RESPONSE_NETWORK, "a 1");
	expect("/strict/a", WEB_OFFLINE, RESPONSE_STALE, "a 1");
	expect_failure("/strict/b", WEB_OFFLINE, ERR_NETWORK, "offline");
	web_set_offline(web, true);
	expect("/strict/a", 0, RESPONSE_STALE, "a 1");
	assert_false(web_may_prefetch(web));
	web_set_offline(web, false);
	assert_true(web_may_prefetch(web));
	assert_int_equal(hits(), 1);
}

/* --- redirects --- */

static void redirects_are_followed_and_kept(void **state)
{
	(void)state;
	auto_outcome o, p;
	get("/to301/to302/fresh/a", 0, &o);
	assert_string_equal(buf_text(&o.response.body), "a 3");
	auto_free char *end = mem_printf("http://127.0.0.1:%d/fresh/a", port);
	auto_free char *moved = mem_printf("http://127.0.0.1:%d/to302/fresh/a", port);
	assert_string_equal(o.response.url, end);
	assert_string_equal(o.response.moved, moved);
	/* The permanent one and the page are kept, the one between is not. */
	get("/to301/to302/fresh/a", 0, &p);
	assert_int_equal(p.response.origin, RESPONSE_FRESH);
	assert_string_equal(p.response.url, end);
	assert_int_equal(hits(), 4);
	expect_failure("/loop/", 0, ERR_HTTP, "circles");
}

static void a_temporary_redirect_moves_nothing(void **state)
{
	(void)state;
	auto_outcome o, p;
	get("/to302/to301/fresh/a", 0, &o);
	assert_string_equal(buf_text(&o.response.body), "a 3");
	assert_null(o.response.moved);
	struct request r = request_for("/to302/fresh/a");
	r.stop_at_redirect = true;
	p = (struct outcome){ 0 };
	web_start(web, &r, 0, &ops, &p);
	request_done(&r);
	finish(&p);
	assert_int_equal(p.response.status, 302);
}

/* --- politeness --- */

static void who_says_later_is_asked_later(void **state)
{
	(void)state;
	expect("/busy/", WEB_BACKGROUND, RESPONSE_NETWORK, "busy");
	auto_free char *url = mem_printf("http://127.0.0.1:%d/x", port);
	assert_int_equal(web_host_waits(web, url), 100);
	assert_int_equal(web_host_waits(web, "http://other.example/"), 0);
	expect_failure("/fresh/a", WEB_BACKGROUND, ERR_HTTP, "left alone for 100 s");
	expect("/fresh/a", 0, RESPONSE_NETWORK, "a 2"); /* the reader himself may */
	set_now(NOW + 100);
	expect("/fresh/b", WEB_BACKGROUND, RESPONSE_NETWORK, "b 3");
}

struct waiting {
	struct turn turn;
	int nth; /* in which it came, from 1; 0: not yet */
};
static int n_came;

static void on_turn(void *data)
{
	((struct waiting *)data)->nth = ++n_came;
}

static void wait_for(struct waiting *w, struct host *host, bool background)
{
	*w = (struct waiting){
		.turn = { .background = background, .go = on_turn, .data = w }
	};
	turn_begin(&w->turn, host);
}

static void the_reader_goes_first(void **state)
{
	(void)state;
	struct hosts hosts = { 0 };
	struct host *host = hosts_get(&hosts, "http://news.example/a");
	struct waiting background[9], reader[4];
	n_came = 0;
	assert_ptr_equal(host, hosts_get(&hosts, "http://news.example/b"));
	assert_ptr_not_equal(host, hosts_get(&hosts, "http://news.example:81/b"));
	for (size_t i = 0; i < 9; i++)
		wait_for(&background[i], host, true);
	assert_int_equal(n_came, 5); /* one place is left for the reader */
	for (size_t i = 0; i < 4; i++)
		wait_for(&reader[i], host, false);
	assert_int_equal(reader[0].nth, 6);
	assert_int_equal(n_came, 6);
	turn_end(&reader[1].turn); /* gives up before its turn */
	turn_end(&background[0].turn);
	assert_int_equal(reader[2].nth, 7);
	turn_end(&reader[0].turn);
	assert_int_equal(reader[3].nth, 8);
	turn_end(&reader[2].turn);
	assert_int_equal(n_came, 8);
	turn_end(&reader[3].turn);
	assert_int_equal(background[5].nth, 9);
	for (size_t i = 0; i < 9; i++)
		turn_end(&background[i].turn);
	assert_int_equal(host->running, 0);
	assert_null(host->line);
	hosts_done(&hosts);
}

static void turn_until(const atomic_int *counter, int value)
{
	while (atomic_load(counter) < value)
		loop_turn(loop, 10);
}

/* This machine is asked for more at once, but not for everything. */
static void many_at_once(void **state)
{
	(void)state;
	enum { N = 90 };
	static struct outcome all[N];
	auto_outcome reader;
	for (int i = 0; i < N; i++)
		begin("/gate/x", WEB_BACKGROUND | WEB_BYPASS, &all[i]);
	turn_until(&site->running, 63);
	begin("/gate/reader", 0, &reader);
	turn_until(&site->running, 64);
	for (int i = 0; i < 20; i++)
		loop_turn(loop, 5);
	assert_int_equal(atomic_load(&site->most), 64);
	atomic_store(&site->open, 1);
	finish(&reader);
	for (int i = 0; i < N; i++) {
		finish(&all[i]);
		assert_int_equal(all[i].response.status, 200);
		outcome_done(&all[i]);
	}
}

static void connections_are_used_again(void **state)
{
	(void)state;
	char path[40], body[40];
	for (int i = 1; i <= 500; i++) {
		snprintf(path, sizeof(path), "/etag/%d", i);
		snprintf(body, sizeof(body), "%d %d", i, i);
		expect(path, WEB_BACKGROUND | WEB_KEEP_HEAD_ONLY, RESPONSE_NETWORK,
		       body);
	}
	assert_int_equal(hits(), 500);
	assert_int_equal(atomic_load(&site->connections), 1);
}

/* --- while it comes --- */

static void pieces_come_as_they_are_there(void **state)
{
	(void)state;
	auto_outcome o;
	begin("/parts/a", 0, &o);
	const struct response *so_far = NULL;
	while (!so_far || so_far->body.len < 10000) {
		loop_turn(loop, -1);
		so_far = web_so_far(web, o.call);
	}
	assert_int_equal(so_far->body.len, 10000);
	assert_true(o.pieces > 0);
	assert_false(o.done);
	atomic_store(&site->open, 1);
	finish(&o);
	assert_int_equal(o.response.body.len, 20000);
	assert_null(web_so_far(web, o.call));
}

static void nothing_comes_after_a_cancel(void **state)
{
	(void)state;
	auto_outcome o, p, q;
	begin("/parts/a", 0, &o);
	begin("/fresh/a", 0, &p);
	while (!o.pieces)
		loop_turn(loop, -1);
	web_cancel(web, o.call);
	finish(&p);
	begin("/fresh/a", 0, &q); /* would be answered from the cache */
	web_cancel(web, q.call);
	web_cancel(web, q.call);
	web_cancel(web, 0);
	expect("/fresh/b", 0, RESPONSE_NETWORK, "b 3");
	assert_false(o.done);
	assert_false(q.done);
	begin("/parts/a", 0, &o);
	begin("/fresh/a", 0, &q);
	start_web(); /* freed while busy */
	assert_false(o.done);
	assert_false(q.done);
}

/* --- bytes --- */

static void bytes_are_counted(void **state)
{
	(void)state;
	struct meter before, after, later;
	auto_outcome o, p;
	web_meter(web, &before);
	assert_int_equal(before.day, 0);
	get("/large/a", 0, &o);
	web_meter(web, &after);
	assert_in_range(after.session, 300000, 301000);
	assert_int_equal(after.day, after.session);
	assert_int_equal(after.saved_by_cache, 0);
	get("/large/a", 0, &p);
	web_meter(web, &later);
	assert_int_equal(later.day, after.day);
	assert_in_range(later.saved_by_cache, 300000, 301000);
	start_web();
	web_meter(web, &later);
	assert_int_equal(later.session, 0);
	assert_int_equal(later.day, after.day);
}

static void large_pages_are_asked_about(void **state)
{
	(void)state;
	options.ask_above = 200000;
	start_web();
	expect_failure("/large/a", WEB_ASK, ERR_ASK, "293 KB");
	auto_outcome o, p;
	get("/large/a", 0, &o);
	assert_int_equal(o.response.body.len, 300000);
	get("/large/a", WEB_ASK, &p); /* costs nothing now */
	assert_int_equal(p.response.body.len, 300000);
	options.ask_above = 0;
}

static void a_budget_makes_frugal(void **state)
{
	(void)state;
	options.budget = 250000;
	start_web();
	assert_false(web_may_prefetch(web));
	auto_outcome o, p;
	get("/large/a", WEB_ASK, &o);
	assert_int_equal(o.response.body.len, 300000);
	expect_failure("/large/b", WEB_ASK, ERR_ASK, "293 KB");
	expect("/fresh/a", WEB_ASK, RESPONSE_NETWORK, "a 3");
	start_web(); /* the day goes on */
	expect_failure("/large/b", WEB_ASK, ERR_ASK, "293 KB");
	set_now(NOW + 86400);
	get("/large/b", WEB_ASK, &p);
	assert_int_equal(p.response.body.len, 300000);
	options.budget = 0;
}

static int fresh_start(void **state)
{
	(void)state;
	static const char *const ends[] = { "", "-wal", "-shm" };
	stop_web();
	for (size_t i = 0; i < ARRAY_SIZE(ends); i++) {
		auto_free char *file = mem_printf("%s%s", cache_path, ends[i]);
		unlink(file);
	}
	set_now(NOW);
	site_reset();
	start_web();
	return 0;
}

int main(void)
{
#define TEST(fn) cmocka_unit_test_setup(fn, fresh_start)
	const struct CMUnitTest tests[] = {
		TEST(a_fresh_copy_asks_nobody),
		TEST(a_copy_is_confirmed),
		TEST(a_date_is_good_for_a_while),
		TEST(a_reload_asks),
		TEST(past_the_cache),
		TEST(heads_alone_say_that_nothing_changed),
		TEST(a_post_makes_copies_wrong),
		TEST(a_copy_stands_in),
		TEST(offline_asks_nobody),
		TEST(redirects_are_followed_and_kept),
		TEST(a_temporary_redirect_moves_nothing),
		TEST(who_says_later_is_asked_later),
		TEST(the_reader_goes_first),
		TEST(many_at_once),
		TEST(connections_are_used_again),
		TEST(pieces_come_as_they_are_there),
		TEST(nothing_comes_after_a_cancel),
		TEST(bytes_are_counted),
		TEST(large_pages_are_asked_about),
		TEST(a_budget_makes_frugal),
	};
	setenv("TZ", "UTC", 1);
	unsetenv("http_proxy");
	if (!mkdtemp(dir))
		return 1;
	cache_path = mem_printf("%s/cache.db", dir);
	options = (struct web_options){ .cache_path = cache_path,
		                        .cache_size = 10 << 20 };
	port = site_start();
	loop = loop_new();
	alarm(100); /* a test that waits for ever fails */
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	stop_web();
	fresh_start(NULL);
	stop_web();
	loop_free(loop);
	site_stop();
	unlink(cache_path);
	rmdir(dir);
	free(cache_path);
	return failed;
}
