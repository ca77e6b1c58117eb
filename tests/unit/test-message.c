/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "baolan/base/mem.h"
#include "baolan/net/message.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

static void fill(struct request *r)
{
	request_init(r, "http://a.cn/x?y");
	r->method = mem_strdup("POST");
	r->referer = mem_strdup("http://a.cn/");
	request_add_header(r, "X-One", "1");
	request_add_header(r, "X-Two", "");
	buf_add(&r->body, "a=1\0b", 5);
	r->no_redirect = true;
	r->max_body = 1000;
	r->total_ms = 5;
}

static void test_request_there_and_back(void **state)
{
	(void)state;
	struct request r, back;
	struct error err;
	auto_buf packed = BUF_INIT(FETCH_MAX_FRAME);
	fill(&r);
	request_pack(&r, &packed);
	request_done(&r);
	assert_int_equal(request_unpack(buf_str(&packed), &back, &err), ERR_OK);
	assert_string_equal(back.method, "POST");
	assert_string_equal(back.url, "http://a.cn/x?y");
	assert_string_equal(back.referer, "http://a.cn/");
	assert_null(back.user_agent);
	assert_int_equal(back.headers.len, 2);
	assert_string_equal(back.headers.at[1].name, "X-Two");
	assert_string_equal(back.headers.at[1].value, "");
	assert_int_equal(back.body.len, 5);
	assert_memory_equal(back.body.at, "a=1\0b", 5);
	assert_true(back.no_redirect);
	assert_int_equal(back.max_body, 1000);
	assert_int_equal(back.total_ms, 5);
	assert_int_equal(back.connect_ms, REQUEST_CONNECT_MS);
	assert_int_equal(back.low_speed_ms, REQUEST_LOW_SPEED_MS);
	request_done(&back);
}

/* Every cut of a message is refused, and nothing is leaked or touched. */
static void test_request_cut_anywhere(void **state)
{
	(void)state;
	struct request r, back = { .total_ms = 77 };
	struct error err;
	auto_buf packed = BUF_INIT(FETCH_MAX_FRAME);
	fill(&r);
	request_pack(&r, &packed);
	request_done(&r);
	for (size_t len = 0; len < packed.len; len++) {
		/* A block of exactly this length: the sanitizer sees a read past it. */
		auto_free char *copy = mem_strndup(packed.at, len);
		assert_int_equal(request_unpack(str_make(copy, len), &back, &err),
		                 ERR_FORMAT);
	}
	buf_add_char(&packed, 'x');
	assert_int_equal(request_unpack(buf_str(&packed), &back, &err), ERR_FORMAT);
	assert_int_equal(back.total_ms, 77);
}

static enum err unpack_changed(void (*change)(struct request *r))
{
	struct request r, back;
	struct error err;
	auto_buf packed = BUF_INIT(FETCH_MAX_FRAME);
	fill(&r);
	change(&r);
	request_pack(&r, &packed);
	request_done(&r);
	enum err code = request_unpack(buf_str(&packed), &back, &err);
	if (!code)
		request_done(&back);
	return code;
}

static void nothing(struct request *r)
{
	(void)r;
}

static void split_header(struct request *r)
{
	request_add_header(r, "X", "1\r\nCookie: stolen");
}

static void split_name(struct request *r)
{
	request_add_header(r, "X: 1\nY", "1");
}

static void no_name(struct request *r)
{
	request_add_header(r, "", "1");
}

static void split_url(struct request *r)
{
	free(r->url);
	r->url = mem_strdup("http://a.cn/ HTTP/1.1\r\nX: 1");
}

static void split_method(struct request *r)
{
	free(r->method);
	r->method = mem_strdup("GET /other");
}

static void split_referer(struct request *r)
{
	free(r->referer);
	r->referer = mem_strdup("http://a.cn/\r\nX: 1");
}

static void test_smuggled_lines_are_refused(void **state)
{
	(void)state;
	assert_int_equal(unpack_changed(nothing), ERR_OK);
	assert_int_equal(unpack_changed(split_header), ERR_FORMAT);
	assert_int_equal(unpack_changed(split_name), ERR_FORMAT);
	assert_int_equal(unpack_changed(no_name), ERR_FORMAT);
	assert_int_equal(unpack_changed(split_url), ERR_FORMAT);
	assert_int_equal(unpack_changed(split_method), ERR_FORMAT);
	assert_int_equal(unpack_changed(split_referer), ERR_FORMAT);
}

static struct response response_of(const char *head)
{
	struct response r = { .status = 200, .url = mem_strdup("http://a.cn/") };
	r.head = BUF_INIT(REQUEST_MAX_HEAD);
	r.body = BUF_INIT(REQUEST_MAX_BODY);
	buf_add_text(&r.head, head);
	return r;
}

static void test_response_there_and_back(void **state)
{
	(void)state;
	struct response back, r = response_of("HTTP/1.1 200 OK\r\nA: b\r\n\r\n");
	struct error err;
	auto_buf packed = BUF_INIT(FETCH_MAX_FRAME);
	r.wire = 12345;
	response_pack(&r, &packed);
	assert_int_equal(response_unpack(buf_str(&packed), &back, &err), ERR_OK);
	assert_int_equal(back.status, 200);
	assert_string_equal(back.url, "http://a.cn/");
	assert_string_equal(buf_text(&back.head), buf_text(&r.head));
	assert_int_equal(back.wire, 12345);
	response_done(&back);
	for (size_t len = 0; len < packed.len; len++)
		assert_int_equal(response_unpack(str_head(buf_str(&packed), len), &back,
		                                 &err),
		                 ERR_FORMAT);
	response_done(&r);
}

static void test_headers(void **state)
{
	(void)state;
	struct response r = response_of("HTTP/1.1 200 OK: not: a header\r\n"
	                                "content-type:text/html\r\n"
	                                "X-A: first\r\n"
	                                "x-a:  last one \r\n"
	                                "Empty:\r\n"
	                                "no colon here\r\n"
	                                "\r\n");
	assert_true(str_eq(response_header(&r, "Content-Type"), STR("text/html")));
	assert_true(str_eq(response_header(&r, "X-A"), STR("last one")));
	assert_non_null(response_header(&r, "Empty").at);
	assert_int_equal(response_header(&r, "Empty").len, 0);
	assert_null(response_header(&r, "X").at);
	assert_null(response_header(&r, "HTTP/1.1 200 OK").at);
	assert_null(response_header(&r, "no colon here").at);
	response_done(&r);
}

static void test_charset(void **state)
{
	(void)state;
	static const struct {
		const char *type, *expected;
	} rows[] = {
		{ "text/html; charset=GB2312", "GB2312" },
		{ "text/html;charset=\"utf-8\"", "utf-8" },
		{ "text/html; charset='gbk'", "gbk" },
		{ "text/html; level=1; CharSet = big5 ; x", "big5" },
		{ "text/html", NULL },
		{ "text/html; charset=", NULL },
		{ "text/html; xcharset=a", NULL },
		{ "text/html; charset=a\r\nContent-Type: text/html; charset=b", "b" },
	};
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		auto_free char *head =
		        mem_printf("HTTP/1.1 200 OK\r\nContent-Type: %s\r\n\r\n",
		                   rows[i].type);
		struct response r = response_of(head);
		struct str charset = response_charset(&r);
		if (!str_eq(charset, str_of(rows[i].expected)))
			fail_msg("%s: %.*s", rows[i].type, STR_ARG(charset));
		response_done(&r);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_request_there_and_back),
		cmocka_unit_test(test_request_cut_anywhere),
		cmocka_unit_test(test_smuggled_lines_are_refused),
		cmocka_unit_test(test_response_there_and_back),
		cmocka_unit_test(test_headers),
		cmocka_unit_test(test_charset),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
