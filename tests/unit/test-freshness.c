/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rules of the cache, each as rows: what a server said, what was asked, and
 * what follows from it. */
#include "baolan/base/mem.h"
#include "baolan/net/fields.h"
#include "baolan/net/freshness.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

/* Mon, 06 Jun 2016 08:00:00 GMT. */
enum { NOW = 1465200000 };
#define NOW_TEXT "Mon, 06 Jun 2016 08:00:00 GMT"

#define auto_request __attribute__((cleanup(request_done))) struct request

static struct request request_with(const char *lines)
{
	struct request r;
	struct str rest = str_of(lines);
	request_init(&r, "http://news.example/");
	while (rest.len) {
		struct str value = str_cut(&rest, '\n'), name = str_cut(&value, ':');
		auto_free char *name_text = str_dup(name);
		auto_free char *value_text = str_dup(value);
		request_add_header(&r, name_text, value_text);
	}
	return r;
}

static char *head_of(int status, const char *lines)
{
	auto_buf head = BUF_INIT(1 << 16);
	struct str rest = str_of(lines);
	buf_printf(&head, "HTTP/1.1 %d Whatever\r\n", status);
	while (rest.len) {
		buf_add_str(&head, str_cut(&rest, '\n'));
		buf_add_text(&head, "\r\n");
	}
	buf_add_text(&head, "\r\n");
	return buf_take(&head);
}

/* --- dates and lists --- */

static void dates(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		int64_t time; /* -1: none */
	} rows[] = {
		{ "Sun, 06 Nov 1994 08:49:37 GMT", 784111777 },
		{ "Sunday, 06-Nov-94 08:49:37 GMT", 784111777 },
		{ "Sun Nov  6 08:49:37 1994", 784111777 },
		{ "SUN, 06 nov 1994 08:49:37 gmt", 784111777 },
		{ " " NOW_TEXT " ", NOW },
		{ "Thu, 01 Jan 1970 00:00:00 GMT", 0 },
		{ "0", -1 },
		{ "", -1 },
		{ "Sun, 06 Nov 1994 08:49:37 CST", -1 },
		{ "Sun, 06 Nov 1994 08:49:37", -1 },
		{ "Sun, 06 Nov 1994 25:49:37 GMT", -1 },
		{ "Sun, 00 Nov 1994 08:49:37 GMT", -1 },
		{ "Sun, 06 Nov 1994 08:49:37 GMT and more", -1 },
		{ "2016-06-06T08:00:00Z", -1 },
	};
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		int64_t time = -1;
		bool is_date = http_date_parse(str_of(rows[i].text), &time);
		if (is_date != (rows[i].time >= 0) || time != rows[i].time)
			fail_msg("%s: %lld", rows[i].text, (long long)time);
	}
}

static void dates_are_written_as_they_are_read(void **state)
{
	(void)state;
	char text[HTTP_DATE_SIZE];
	http_date_format(NOW, text);
	assert_string_equal(text, NOW_TEXT);
}

static void lists(void **state)
{
	(void)state;
	struct str value;
	struct str list = STR("foo, max-age=3600 ,x=\"a, no-store=1\",, s=\"7\"");
	assert_true(list_directive(list, STR("MAX-AGE"), &value));
	assert_true(str_eq(value, STR("3600")));
	assert_true(list_directive(list, STR("s"), &value));
	assert_true(str_eq(value, STR("7")));
	assert_true(list_directive(list, STR("foo"), &value));
	assert_null(value.at);
	assert_false(list_directive(list, STR("no-store"), &value));
	assert_false(list_directive(STR("a=\"open, b"), STR("b"), &value));
}

/* --- what may be kept --- */

static void storing(void **state)
{
	(void)state;
	static const struct {
		int status;
		const char *request, *response;
		bool may;
	} rows[] = {
		{ 200, "", "", true },
		{ 200, "", "Cache-Control: no-store", false },
		{ 200, "", "Cache-Control: max-age=9\nCache-Control: No-Store", false },
		{ 200, "", "Cache-Control: x=\"no-store\"", true },
		{ 200, "Cache-Control: no-store", "", false },
		{ 200, "", "Cache-Control: no-cache", true },
		{ 200, "", "Vary: Accept, *", false },
		{ 200, "", "Vary: Accept", true },
		{ 201, "", "", false },
		{ 201, "", "Cache-Control: max-age=10", true },
		{ 206, "", "Cache-Control: max-age=10", false },
		{ 302, "", "", false },
		{ 302, "", "Expires: " NOW_TEXT, true },
		{ 304, "", "Cache-Control: max-age=10", false },
		{ 404, "", "", true },
		{ 503, "", "", false },
		{ 503, "", "Cache-Control: max-age=10", true },
		{ 599, "", "Cache-Control: public", true },
		{ 599, "", "Cache-Control: max-age=9, must-understand", false },
		{ 200, "", "Cache-Control: no-store, must-understand", true },
	};
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		auto_request r = request_with(rows[i].request);
		auto_free char *head = head_of(rows[i].status, rows[i].response);
		if (fresh_may_store(&r, rows[i].status, str_of(head)) != rows[i].may)
			fail_msg("row %zu: %d %s", i, rows[i].status, rows[i].response);
	}
}

static void only_plain_gets_are_answered(void **state)
{
	(void)state;
	auto_request get = request_with("Accept: text/html");
	auto_request part = request_with("range: bytes=0-1");
	auto_request own = request_with("If-None-Match: \"a\"");
	auto_request post = request_with("");
	post.method = mem_strdup("POST");
	assert_false(fresh_bypasses(&get));
	assert_true(fresh_bypasses(&part));
	assert_true(fresh_bypasses(&own));
	assert_true(fresh_bypasses(&post));
	assert_false(fresh_may_store(&post, 200, STR("HTTP/1.1 200 OK\r\n\r\n")));
}

/* --- age and lifetime --- */

static void lifetimes(void **state)
{
	(void)state;
	static const struct {
		int status;
		const char *response;
		int64_t lifetime;
	} rows[] = {
		{ 200, "Cache-Control: max-age=60", 60 },
		{ 200, "Cache-Control: max-age=\"60\"", 60 },
		{ 200, "Cache-Control: foo, MaX-aGe=60", 60 },
		{ 200, "Cache-Control: x=\"max-age=9\", max-age=60", 60 },
		{ 200, "Cache-Control: max-age=60, max-age=9", 60 },
		{ 200, "Cache-Control: max-age='60'", 0 },
		{ 200, "Cache-Control: max-age=-60", 0 },
		{ 200, "Cache-Control: max-age=", 0 },
		{ 200, "Cache-Control: max-age=99999999999999999999", 2147483647 },
		{ 200, "Cache-Control: s-maxage=9, max-age=60", 60 },
		{ 200, "Cache-Control: max-age=60\nExpires: 0", 60 },
		{ 200, "Expires: Mon, 06 Jun 2016 08:10:00 GMT", 600 },
		{ 200,
		  "Expires: Mon, 06 Jun 2016 08:10:00 GMT\n"
		  "Date: Mon, 06 Jun 2016 08:09:00 GMT",
		  60 },
		{ 200, "Expires: Mon, 06 Jun 2016 07:00:00 GMT", 0 },
		{ 200, "Expires: 0", 0 },
		{ 200, "Expires: -1\nLast-Modified: Mon, 06 Jun 2016 07:00:00 GMT", 0 },
		{ 200, "Last-Modified: Mon, 06 Jun 2016 07:00:00 GMT", 360 },
		{ 200, "Last-Modified: Mon, 06 Jun 2011 07:00:00 GMT", 86400 },
		{ 200, "Last-Modified: Mon, 06 Jun 2016 09:00:00 GMT", 0 },
		{ 403, "Last-Modified: Mon, 06 Jun 2016 07:00:00 GMT", 0 },
		{ 403,
		  "Cache-Control: public\nLast-Modified: Mon, 06 Jun 2016 07:00:00 GMT",
		  360 },
		{ 200, "", 0 },
	};
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		auto_free char *head = head_of(rows[i].status, rows[i].response);
		struct stored stored = { rows[i].status, str_of(head), STR_NONE, NOW,
			                 NOW };
		int64_t got = fresh_lifetime(&stored);
		if (got != rows[i].lifetime)
			fail_msg("%s: %lld", rows[i].response, (long long)got);
	}
}

static void ages(void **state)
{
	(void)state;
	static const struct {
		const char *response;
		int delay, later;
		int64_t age;
	} rows[] = {
		{ "", 0, 0, 0 },
		{ "", 0, 30, 30 },
		{ "Age: 100", 0, 30, 130 },
		{ "Age: 100", 5, 30, 135 },
		{ "Date: Mon, 06 Jun 2016 07:59:00 GMT", 0, 30, 90 },
		{ "Date: Mon, 06 Jun 2016 07:59:00 GMT\nAge: 10", 0, 0, 60 },
		{ "Date: Mon, 06 Jun 2016 08:01:00 GMT\nAge: 10", 0, 0, 10 },
		{ "Date: nonsense", 0, 3, 3 },
		{ "Age: 0, 7200", 0, 0, 0 },
		{ "Age: 7200, 0", 0, 0, 7200 },
		{ "Age: old", 0, 0, 2147483647 },
		{ "Age: -5", 0, 0, 2147483647 },
		{ "Age: 0\nAge: 0", 0, 0, 2147483647 },
	};
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		auto_free char *head = head_of(200, rows[i].response);
		struct stored stored = { 200, str_of(head), STR_NONE,
			                 NOW - rows[i].delay, NOW };
		int64_t got = fresh_age(&stored, NOW + rows[i].later);
		if (got != rows[i].age)
			fail_msg("%s: %lld", rows[i].response, (long long)got);
	}
}

/* --- using --- */

static void judging(void **state)
{
	(void)state;
	static const struct {
		const char *request, *response;
		int later;
		enum fresh_use use;
	} rows[] = {
		{ "", "Cache-Control: max-age=60", 59, FRESH_USE },
		{ "", "Cache-Control: max-age=60", 60, FRESH_VALIDATE },
		{ "", "Cache-Control: max-age=60, no-cache", 1, FRESH_VALIDATE },
		{ "", "Cache-Control: max-age=60, must-revalidate", 1, FRESH_USE },
		{ "", "Cache-Control: private, max-age=60", 1, FRESH_USE },
		{ "", "Cache-Control: max-age=60\nVary: Cookie", 1, FRESH_VALIDATE },
		{ "Cache-Control: no-cache", "Cache-Control: max-age=60", 1,
		  FRESH_VALIDATE },
		{ "Cache-Control: no-store", "Cache-Control: max-age=60", 1,
		  FRESH_VALIDATE },
		{ "Cache-Control: max-age=0", "Cache-Control: max-age=60", 1,
		  FRESH_VALIDATE },
		{ "Cache-Control: max-age=10", "Cache-Control: max-age=60", 9,
		  FRESH_USE },
		{ "Cache-Control: max-age=10", "Cache-Control: max-age=60", 10,
		  FRESH_VALIDATE },
		{ "Cache-Control: max-age=0", "Cache-Control: max-age=60, immutable", 1,
		  FRESH_USE },
		{ "Cache-Control: max-age=0", "Cache-Control: max-age=60, immutable",
		  61, FRESH_VALIDATE },
		{ "Cache-Control: min-fresh=30", "Cache-Control: max-age=60", 20,
		  FRESH_USE },
		{ "Cache-Control: min-fresh=30", "Cache-Control: max-age=60", 40,
		  FRESH_VALIDATE },
		{ "Cache-Control: max-stale=30", "Cache-Control: max-age=60", 80,
		  FRESH_USE },
		{ "Cache-Control: max-stale=30", "Cache-Control: max-age=60", 95,
		  FRESH_VALIDATE },
		{ "Cache-Control: max-stale", "Cache-Control: max-age=60", 9999,
		  FRESH_USE },
		{ "Cache-Control: max-stale",
		  "Cache-Control: max-age=60, must-revalidate", 61, FRESH_VALIDATE },
	};
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		auto_request r = request_with(rows[i].request);
		auto_free char *head = head_of(200, rows[i].response);
		struct stored stored = { 200, str_of(head), STR_NONE, NOW, NOW };
		if (fresh_judge(&r, &stored, NOW + rows[i].later) != rows[i].use)
			fail_msg("row %zu: %s | %s + %d", i, rows[i].request,
			         rows[i].response, rows[i].later);
	}
}

static void standing_in(void **state)
{
	(void)state;
	static const struct {
		const char *request, *response;
		int later;
		bool unreachable, error;
	} rows[] = {
		{ "", "Cache-Control: max-age=60", 99, true, false },
		{ "", "Cache-Control: max-age=60, stale-if-error=50", 99, true, true },
		{ "", "Cache-Control: max-age=60, stale-if-error=50", 111, true,
		  false },
		{ "Cache-Control: stale-if-error=50", "Cache-Control: max-age=60", 99,
		  true, true },
		{ "", "Cache-Control: max-age=60, must-revalidate", 99, false, false },
		{ "", "Cache-Control: max-age=60, no-cache, stale-if-error=50", 99,
		  false, false },
		{ "", "Cache-Control: max-age=60, proxy-revalidate", 99, false, false },
		{ "Cache-Control: no-cache", "Cache-Control: max-age=60", 99, false,
		  false },
	};
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		auto_request r = request_with(rows[i].request);
		auto_free char *head = head_of(200, rows[i].response);
		struct stored stored = { 200, str_of(head), STR_NONE, NOW, NOW };
		int64_t now = NOW + rows[i].later;
		if (fresh_may_stand_in(&r, &stored, FRESH_UNREACHABLE, now) !=
		            rows[i].unreachable ||
		    fresh_may_stand_in(&r, &stored, FRESH_SERVER_ERROR, now) !=
		            rows[i].error)
			fail_msg("row %zu: %s", i, rows[i].response);
	}
}

static void varying(void **state)
{
	(void)state;
	static const struct {
		const char *vary, *first, *second;
		bool same;
	} rows[] = {
		{ "", "Foo: 1", "Foo: 2", true },
		{ "Vary: Foo", "Foo: 1", "foo: 1", true },
		{ "Vary: Foo", "Foo: 1", "Foo: 2", false },
		{ "Vary: Foo", "Foo: 1", "", false },
		{ "Vary: Foo", "", "Foo:", false },
		{ "Vary: Foo", "", "Other: 2", true },
		{ "Vary: foo, Bar", "Foo: 1\nBar: 2", "Bar: 2\nFoo: 1", true },
		{ "Vary: foo\nVary: Bar", "Foo: 1\nBar: 2", "Bar: 3\nFoo: 1", false },
		{ "Vary: Foo", "Foo: 1, 2", "Foo: 1\nFoo: 2", true },
		{ "Vary: Foo", "Foo: a,b", "Foo:  a ,  b ", true },
		{ "Vary: Foo", "Foo: a,b", "Foo: b,a", false },
		{ "Vary: Accept-Language", "Accept-Language: zh, en",
		  "Accept-Language: EN,zh", true },
		{ "Vary: Accept-Language", "Accept-Language: zh, en",
		  "Accept-Language: zh", false },
	};
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		auto_request a = request_with(rows[i].first);
		auto_request b = request_with(rows[i].second);
		auto_free char *head = head_of(200, rows[i].vary);
		auto_buf key = BUF_INIT(1 << 16);
		assert_true(fresh_vary_key(&a, str_of(head), &key));
		struct stored stored = { 200, str_of(head), buf_str(&key), NOW, NOW };
		if (fresh_matches(&b, &stored) != rows[i].same)
			fail_msg("row %zu: %s | %s", i, rows[i].first, rows[i].second);
	}
}

static void varying_by_what_is_sent_unasked(void **state)
{
	(void)state;
	auto_request a = request_with(""), b = request_with("");
	auto_free char *head = head_of(200, "Vary: User-Agent, Accept-Encoding");
	auto_buf key = BUF_INIT(1 << 16), none = BUF_INIT(1 << 16);
	a.user_agent = mem_strdup("one");
	b.user_agent = mem_strdup("another");
	assert_true(fresh_vary_key(&a, str_of(head), &key));
	struct stored stored = { 200, str_of(head), buf_str(&key), NOW, NOW };
	assert_true(fresh_matches(&a, &stored));
	assert_false(fresh_matches(&b, &stored));
	assert_false(
	        fresh_vary_key(&a, STR("HTTP/1.1 200 OK\r\nVary: *\r\n\r\n"), &none));
}

/* --- heads --- */

static void conditions(void **state)
{
	(void)state;
	auto_request both = request_with(""), none = request_with("");
	auto_free char *with = head_of(200, "ETag: W/\"a\"\nLast-Modified: " NOW_TEXT);
	auto_free char *without = head_of(200, "ETag:");
	assert_true(fresh_has_validator(str_of(with)));
	assert_false(fresh_has_validator(str_of(without)));
	fresh_add_validators(&both, str_of(with));
	fresh_add_validators(&none, str_of(without));
	assert_int_equal(both.headers.len, 2);
	assert_string_equal(both.headers.at[0].name, "If-None-Match");
	assert_string_equal(both.headers.at[0].value, "W/\"a\"");
	assert_string_equal(both.headers.at[1].name, "If-Modified-Since");
	assert_string_equal(both.headers.at[1].value, NOW_TEXT);
	assert_int_equal(none.headers.len, 0);
}

/* Else no request would ever leave again. */
static void what_can_not_be_sent_back_is_no_condition(void **state)
{
	(void)state;
	auto_request r = request_with("");
	auto_free char *head = head_of(200, "ETag: \"a\001b\"");
	assert_false(fresh_has_validator(str_of(head)));
	fresh_add_validators(&r, str_of(head));
	assert_int_equal(r.headers.len, 0);
}

static void heads_without_end_are_not_looked_through(void **state)
{
	(void)state;
	auto_request r = request_with("");
	auto_buf many = BUF_INIT(1 << 20), merged = BUF_INIT(1 << 20);
	auto_free char *old = head_of(200, "Date: old\nA: 1");
	buf_add_text(&many, "HTTP/1.1 200 OK\r\n");
	buf_add_repeat(&many, STR("A: 2\r\n"), 10000);
	assert_false(fresh_may_store(&r, 200, buf_str(&many)));
	fresh_merge(str_of(old), buf_str(&many), &merged);
	assert_string_equal(buf_text(&merged), "HTTP/1.1 200 Whatever\r\nA: 1\r\n\r\n");
}

static void what_is_about_a_connection_is_not_kept(void **state)
{
	(void)state;
	auto_free char *head =
	        head_of(200, "A: 1\nConnection: b, close\nB: 2\n"
	                     "Keep-Alive: 5\nTransfer-Encoding: chunked\n"
	                     "Set-Cookie: c=1\nSet-Cookie: d=1");
	auto_buf kept = BUF_INIT(1 << 16);
	fresh_storable_head(str_of(head), &kept);
	assert_string_equal(buf_text(&kept),
	                    "HTTP/1.1 200 Whatever\r\nA: 1\r\nSet-Cookie: c=1\r\n"
	                    "Set-Cookie: d=1\r\n\r\n");
}

static void a_304_brings_up_to_date(void **state)
{
	(void)state;
	auto_free char *old =
	        head_of(200, "Date: old\nETag: \"a\"\nAge: 5\nX: 1\nX: 2\n"
	                     "Content-Length: 9\nContent-Type: a/b\nY: 1");
	auto_free char *new = head_of(304, "Date: new\nETag: \"b\"\nX: 3\nZ: 4\n"
	                                   "Content-Length: 0\nContent-Type: c/d");
	auto_buf merged = BUF_INIT(1 << 16);
	fresh_merge(str_of(old), str_of(new), &merged);
	assert_string_equal(buf_text(&merged),
	                    "HTTP/1.1 200 Whatever\r\nETag: \"a\"\r\n"
	                    "Content-Length: 9\r\nY: 1\r\nDate: new\r\nX: 3\r\n"
	                    "Z: 4\r\nContent-Type: c/d\r\n\r\n");
}

/* A date that is older than the confirmation would make it old at once. */
static void a_304_without_a_date_takes_the_old_one_away(void **state)
{
	(void)state;
	auto_free char *old = head_of(200, "Date: old\nCache-Control: max-age=5");
	auto_free char *new = head_of(304, "");
	auto_buf merged = BUF_INIT(1 << 16);
	fresh_merge(str_of(old), str_of(new), &merged);
	assert_null(field_first(buf_str(&merged), STR("Date")).at);
}

static void the_age_is_told(void **state)
{
	(void)state;
	auto_free char *head = head_of(200, "Age: 5\nA: 1");
	auto_buf out = BUF_INIT(1 << 16);
	fresh_add_age(str_of(head), 77, &out);
	assert_string_equal(buf_text(&out),
	                    "HTTP/1.1 200 Whatever\r\nA: 1\r\nAge: 77\r\n\r\n");
}

/* --- the rest --- */

static void invalidation(void **state)
{
	(void)state;
	assert_true(fresh_invalidates("POST", 200));
	assert_true(fresh_invalidates("POST", 302));
	assert_true(fresh_invalidates("M-SEARCH", 204));
	assert_false(fresh_invalidates("POST", 404));
	assert_false(fresh_invalidates("GET", 200));
	assert_false(fresh_invalidates("HEAD", 200));
	assert_false(fresh_invalidates(NULL, 200));
}

static void coming_again(void **state)
{
	(void)state;
	static const struct {
		int status;
		const char *response;
		int64_t when;
	} rows[] = {
		{ 503, "Retry-After: 120", NOW + 120 },
		{ 429, "Retry-After: Mon, 06 Jun 2016 08:00:00 GMT", NOW },
		{ 429, "Retry-After: soon", 0 },
		{ 503, "", 0 },
		{ 200, "Retry-After: 120", 0 },
	};
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		auto_free char *head = head_of(rows[i].status, rows[i].response);
		assert_int_equal(fresh_retry_after(rows[i].status, str_of(head), NOW),
		                 rows[i].when);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(dates),
		cmocka_unit_test(dates_are_written_as_they_are_read),
		cmocka_unit_test(lists),
		cmocka_unit_test(storing),
		cmocka_unit_test(only_plain_gets_are_answered),
		cmocka_unit_test(lifetimes),
		cmocka_unit_test(ages),
		cmocka_unit_test(judging),
		cmocka_unit_test(standing_in),
		cmocka_unit_test(varying),
		cmocka_unit_test(varying_by_what_is_sent_unasked),
		cmocka_unit_test(conditions),
		cmocka_unit_test(what_can_not_be_sent_back_is_no_condition),
		cmocka_unit_test(heads_without_end_are_not_looked_through),
		cmocka_unit_test(what_is_about_a_connection_is_not_kept),
		cmocka_unit_test(a_304_brings_up_to_date),
		cmocka_unit_test(a_304_without_a_date_takes_the_old_one_away),
		cmocka_unit_test(the_age_is_told),
		cmocka_unit_test(invalidation),
		cmocka_unit_test(coming_again),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
