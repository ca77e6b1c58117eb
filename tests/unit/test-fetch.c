/* SPDX-License-Identifier: GPL-3.0-or-later */
/* baolan-fetch against a server of our own on the loopback, which answers byte by
 * byte what each path's function writes: so cuts, stalls, lies and floods are
 * exact.  A process per connection; what the tests want to know about it stands
 * in shared memory. */
#include "baolan/base/clock.h"
#include "baolan/base/mem.h"
#include "baolan/loop/child.h"
#include "baolan/loop/loop.h"
#include "baolan/net/fetcher.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include <zlib.h>

#include <cmocka.h>

#define PROGRAM BUILDDIR "/src/baolan-fetch"

/* ---- the server ---- */

static struct shared {
	atomic_int hits;   /* requests */
	atomic_int closed; /* connections that the client closed while we stalled */
} * shared;

struct exchange {
	int fd;
	char request[16384]; /* with its body, NUL-terminated */
	const char *rest;    /* of the path, behind the route's prefix */
	bool keep;           /* the connection, for another request */
};

static void put(struct exchange *x, const void *bytes, size_t len)
{
	for (size_t done = 0; done < len;) {
		ssize_t n = send(x->fd, (const char *)bytes + done, len - done,
		                 MSG_NOSIGNAL);
		if (n <= 0)
			_exit(0);
		done += (size_t)n;
	}
}

static void put_text(struct exchange *x, const char *text)
{
	put(x, text, strlen(text));
}

static void put_page(struct exchange *x, const char *status, const char *headers,
                     const char *body)
{
	auto_free char *head =
	        mem_printf("HTTP/1.1 %s\r\nContent-Length: %zu\r\n%s\r\n", status,
	                   strlen(body), headers);
	put_text(x, head);
	put_text(x, body);
	x->keep = true;
}

/* Until the client goes away. */
static void stall(struct exchange *x)
{
	char byte;
	while (recv(x->fd, &byte, 1, 0) > 0)
		;
	atomic_fetch_add(&shared->closed, 1);
}

static void pause_ms(int ms)
{
	poll(NULL, 0, ms);
}

static void serve_hello(struct exchange *x)
{
	put_page(x, "200 OK", "Content-Type: text/plain; charset=gbk\r\n", "hello");
}

static void serve_echo(struct exchange *x)
{
	put_page(x, "200 OK", "", x->request);
}

static void serve_status(struct exchange *x)
{
	auto_free char *status = mem_printf("%.3s Whatever", x->rest);
	put_page(x, status, "", "sorry");
}

static void serve_chain(struct exchange *x)
{
	int left = (int)strtol(x->rest, NULL, 10);
	auto_free char *headers = mem_printf("X-Hop: %d\r\nX-Hop-%d: yes\r\n"
	                                     "Location: /chain/%d\r\n",
	                                     left, left, left - 1);
	if (left)
		put_page(x, "302 Found", headers, "this hop's body is for nobody");
	else
		put_page(x, "200 OK", "X-Hop: 0\r\n", "arrived");
}

static void serve_location(struct exchange *x)
{
	auto_free char *headers =
	        mem_printf("Location: %.*s\r\n", (int)strcspn(x->rest, " "), x->rest);
	put_page(x, "302 Found", headers, "elsewhere");
}

static void serve_loop(struct exchange *x)
{
	put_page(x, "302 Found", "Location: /loop\r\n", "");
}

static void serve_cookie(struct exchange *x)
{
	put_page(x, "200 OK", "Set-Cookie: voted=1; Path=/\r\n", "");
}

static void serve_big(struct exchange *x)
{
	auto_buf body = BUF_INIT(4 << 20);
	buf_add_repeat(&body, STR("0123456789abcdef"), (3 << 20) / 16);
	put_page(x, "200 OK", "", buf_text(&body));
}

/* Zeros without end, a thousandth of their size on the wire; the client has to
 * stop it. */
static void serve_bomb(struct exchange *x)
{
	static unsigned char zeros[1 << 16], packed[1 << 16];
	z_stream z = { 0 };
	put_text(x, "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n");
	deflateInit2(&z, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
	for (int i = 0; i < 4096; i++) {
		z.next_in = zeros;
		z.avail_in = sizeof(zeros);
		z.next_out = packed;
		z.avail_out = sizeof(packed);
		deflate(&z, Z_SYNC_FLUSH);
		put(x, packed, sizeof(packed) - z.avail_out);
	}
}

static size_t gzip_digits(unsigned char *packed, size_t size)
{
	static unsigned char digits[100000];
	z_stream z = { .next_in = digits,
		       .avail_in = sizeof(digits),
		       .next_out = packed,
		       .avail_out = (uInt)size };
	for (size_t i = 0; i < sizeof(digits); i++)
		digits[i] = (unsigned char)('0' + i * i % 10);
	deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
	deflate(&z, Z_FINISH);
	deflateEnd(&z);
	return size - z.avail_out;
}

static void put_packed(struct exchange *x, const char *coding, const void *packed,
                       size_t len)
{
	auto_free char *head = mem_printf("HTTP/1.1 200 OK\r\nContent-Encoding: %s\r\n"
	                                  "Content-Length: %zu\r\n\r\n",
	                                  coding, len);
	put_text(x, head);
	put(x, packed, len);
	x->keep = true;
}

static void serve_gzip(struct exchange *x)
{
	static unsigned char packed[1 << 16];
	put_packed(x, "gzip", packed, gzip_digits(packed, sizeof(packed)));
}

/* "榕湾晚报" and a newline, 2000 times, as brotli(1) and zstd(1) pack it. */
/* clang-format off */
static const unsigned char packed_br[] = {
	0xf1, 0x78, 0x2c, 0xc3, 0x6f, 0xa4, 0x4c, 0xcd, 0xf5, 0x4a, 0xc1, 0xdc,
	0x03, 0x2e, 0xfe, 0xbd, 0xe0, 0x89, 0x37, 0xe2, 0xc0, 0x68, 0xe0, 0x9e,
	0x2e, 0x80, 0xe5, 0xbd, 0x1c, 0x01
};
static const unsigned char packed_zstd[] = {
	0x28, 0xb5, 0x2f, 0xfd, 0x60, 0x90, 0x64, 0xad, 0x00, 0x00, 0x68, 0xe6,
	0xa6, 0x95, 0xe6, 0xb9, 0xbe, 0xe6, 0x99, 0x9a, 0xe6, 0x8a, 0xa5, 0x0a,
	0x01, 0x00, 0x80, 0x25, 0xec, 0xf3, 0x0b
};
/* clang-format on */

static void serve_br(struct exchange *x)
{
	put_packed(x, "br", packed_br, sizeof(packed_br));
}

static void serve_zstd(struct exchange *x)
{
	put_packed(x, "zstd", packed_zstd, sizeof(packed_zstd));
}

static void serve_bad_br(struct exchange *x)
{
	put_packed(x, "br", "this is not brotli", 18);
}

static void serve_bad_zstd(struct exchange *x)
{
	put_packed(x, "zstd", "this is not zstd", 16);
}

static void serve_bad_gzip(struct exchange *x)
{
	put_page(x, "200 OK", "Content-Encoding: gzip\r\n", "this is no gzip at all");
}

static void serve_cut(struct exchange *x)
{
	put_text(x, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nonly this");
}

static void serve_cut_chunks(struct exchange *x)
{
	put_text(x, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
	            "5\r\nhello\r\n");
}

static void serve_trailer(struct exchange *x)
{
	put_text(x, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nX-A: head\r\n\r\n"
	            "5\r\nhello\r\n0\r\nX-A: trailer\r\n\r\n");
}

static void serve_no_length(struct exchange *x)
{
	put_text(x, "HTTP/1.1 200 OK\r\n\r\nuntil the end");
}

static void serve_stall(struct exchange *x)
{
	stall(x);
}

static void serve_stall_within(struct exchange *x)
{
	put_text(x, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nfirst words");
	stall(x);
}

static void serve_slow(struct exchange *x)
{
	put_text(x, "HTTP/1.1 200 OK\r\nContent-Length: 40\r\n\r\n");
	for (int i = 0; i < 40; i++) {
		put_text(x, "x");
		pause_ms(10);
	}
}

static void serve_nothing(struct exchange *x)
{
	(void)x;
}

static void serve_garbage(struct exchange *x)
{
	put_text(x, "SSH-2.0-something\r\nand more\r\n");
}

static void serve_head_flood(struct exchange *x)
{
	put_text(x, "HTTP/1.1 200 OK\r\n");
	for (int i = 0; i < 10000; i++)
		put_text(x, "X-Header: forty bytes that nobody wants\r\n");
	put_text(x, "\r\n");
}

static void serve_long_header(struct exchange *x)
{
	auto_buf line = BUF_INIT(1 << 20);
	buf_add_text(&line, "HTTP/1.1 200 OK\r\nX-Long: ");
	buf_add_repeat(&line, STR("long"), 100000);
	buf_add_text(&line, "\r\n\r\n");
	put_text(x, buf_text(&line));
}

/* A hundred bytes of which a connection brings so many at most. */
enum { RESUME_LEN = 100 };

static size_t range_begin(const struct exchange *x)
{
	const char *range = strstr(x->request, "\r\nRange: bytes=");
	return range ? strtoul(range + 15, NULL, 10) : 0;
}

static void put_rest(struct exchange *x, const char *etag, size_t begin, size_t most)
{
	static const char digits[] = "0123456789";
	size_t end = MIN(begin + most, (size_t)RESUME_LEN);
	auto_free char *range = mem_printf("HTTP/1.1 206 Partial Content\r\n"
	                                   "Content-Range: bytes %zu-%d/%d\r\n",
	                                   begin, RESUME_LEN - 1, RESUME_LEN);
	auto_free char *head = mem_printf("%sETag: %s\r\nAccept-Ranges: bytes\r\n"
	                                  "Content-Length: %zu\r\n\r\n",
	                                  begin ? range : "HTTP/1.1 200 OK\r\n", etag,
	                                  RESUME_LEN - begin);
	put_text(x, head);
	for (size_t i = begin; i < end; i++)
		put(x, &digits[i % 10], 1);
}

static void serve_resume_range(struct exchange *x)
{
	bool by_version = !range_begin(x) || strstr(x->request, "If-Range: \"r1\"");
	put_rest(x, "\"r1\"", by_version ? range_begin(x) : 0, 40);
}

static void serve_resume_never(struct exchange *x)
{
	put_rest(x, "\"r1\"", range_begin(x), 10);
}

static void serve_resume_weak(struct exchange *x)
{
	put_rest(x, "W/\"r1\"", range_begin(x), 40);
}

/* It takes no notice of the range. */
static void serve_resume_whole(struct exchange *x)
{
	put_rest(x, "\"r1\"", 0, 40 * (size_t)atomic_load(&shared->hits));
}

static void serve_resume_changed(struct exchange *x)
{
	auto_free char *etag = mem_printf("\"r%d\"", atomic_load(&shared->hits));
	put_rest(x, etag, 0, 40 * (size_t)atomic_load(&shared->hits));
}

static void serve_resume_stalled(struct exchange *x)
{
	put_rest(x, "\"r1\"", range_begin(x), range_begin(x) ? RESUME_LEN : 40);
	if (!range_begin(x))
		stall(x);
}

static void serve_resume_gzip(struct exchange *x)
{
	static unsigned char packed[1 << 16];
	size_t len = gzip_digits(packed, sizeof(packed));
	auto_free char *head =
	        mem_printf("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n"
	                   "ETag: \"g\"\r\nAccept-Ranges: bytes\r\n"
	                   "Content-Length: %zu\r\n\r\n",
	                   len);
	put_text(x, head);
	put(x, packed, atomic_load(&shared->hits) > 1 ? len : len / 2);
}

static const struct {
	const char *path;
	void (*serve)(struct exchange *x);
} routes[] = {
	{ "/hello", serve_hello },
	{ "/echo", serve_echo },
	{ "/status/", serve_status },
	{ "/chain/", serve_chain },
	{ "/location/", serve_location },
	{ "/loop", serve_loop },
	{ "/cookie", serve_cookie },
	{ "/big", serve_big },
	{ "/bomb", serve_bomb },
	{ "/gzip", serve_gzip },
	{ "/br", serve_br },
	{ "/zstd", serve_zstd },
	{ "/bad-gzip", serve_bad_gzip },
	{ "/bad-br", serve_bad_br },
	{ "/bad-zstd", serve_bad_zstd },
	{ "/cut-chunks", serve_cut_chunks },
	{ "/cut", serve_cut },
	{ "/resume-range", serve_resume_range },
	{ "/resume-never", serve_resume_never },
	{ "/resume-weak", serve_resume_weak },
	{ "/resume-whole", serve_resume_whole },
	{ "/resume-changed", serve_resume_changed },
	{ "/resume-stalled", serve_resume_stalled },
	{ "/resume-gzip", serve_resume_gzip },
	{ "/trailer", serve_trailer },
	{ "/no-length", serve_no_length },
	{ "/stall-within", serve_stall_within },
	{ "/stall", serve_stall },
	{ "/slow", serve_slow },
	{ "/nothing", serve_nothing },
	{ "/garbage", serve_garbage },
	{ "/head-flood", serve_head_flood },
	{ "/long-header", serve_long_header },
};

static size_t body_length(const char *head)
{
	const char *field = strcasestr(head, "\r\nContent-Length:");
	return field ? strtoul(field + 17, NULL, 10) : 0;
}

static bool read_request(struct exchange *x)
{
	size_t have = 0;
	for (;;) {
		x->request[have] = '\0';
		if (x->request[0] == 0x16) /* a TLS greeting */
			return true;
		const char *end = strstr(x->request, "\r\n\r\n");
		if (end &&
		    have >= (size_t)(end + 4 - x->request) + body_length(x->request))
			return true;
		ssize_t n = recv(x->fd, x->request + have,
		                 sizeof(x->request) - 1 - have, 0);
		if (n <= 0)
			return false;
		have += (size_t)n;
	}
}

/* The path of "GET /path HTTP/1.1", and of "GET http://host/path HTTP/1.1" as a
 * proxy gets it. */
static const char *path_of(const char *request)
{
	const char *target = strchr(request, ' ');
	if (!target)
		return "";
	const char *host = strstr(target, "://");
	const char *path = strchr(host && host - target < 8 ? host + 3 : target, '/');
	return path ? path : "";
}

static void answer(struct exchange *x)
{
	const char *path = path_of(x->request);
	atomic_fetch_add(&shared->hits, 1);
	x->keep = false;
	for (size_t i = 0; i < ARRAY_SIZE(routes); i++) {
		if (str_starts(str_of(path), str_of(routes[i].path))) {
			x->rest = path + strlen(routes[i].path);
			routes[i].serve(x);
			return;
		}
	}
	put_page(x, "404 Not Found", "", "no such route");
}

static void serve_connection(int fd)
{
	static struct exchange x;
	x.fd = fd;
	do {
		if (!read_request(&x))
			break;
		answer(&x);
	} while (x.keep);
}

static void serve_forever(int listener)
{
	signal(SIGCHLD, SIG_IGN);
	for (;;) {
		int fd = accept(listener, NULL, NULL);
		if (fd < 0)
			continue;
		setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &(int){ 1 }, sizeof(int));
		pid_t pid;
		while ((pid = fork()) < 0)
			pause_ms(10); /* a busy machine */
		if (pid == 0) {
			close(listener);
			serve_connection(fd);
			_exit(0);
		}
		close(fd);
	}
}

/* A listening socket on a port of the kernel's choice. */
static int listen_anywhere(int backlog, int *ret_port)
{
	struct sockaddr_in address = { .sin_family = AF_INET,
		                       .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t len = sizeof(address);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (fd < 0 || bind(fd, (struct sockaddr *)&address, len) < 0 ||
	    listen(fd, backlog) < 0 ||
	    getsockname(fd, (struct sockaddr *)&address, &len) < 0)
		abort();
	*ret_port = ntohs(address.sin_port);
	return fd;
}

static int server_port;
static pid_t server_pid;

static void start_server(void)
{
	int listener = listen_anywhere(128, &server_port);
	server_pid = fork();
	if (server_pid == 0) {
		setpgid(0, 0);
		serve_forever(listener);
	}
	setpgid(server_pid, server_pid);
	close(listener);
}

/* ---- the client's side ---- */

static struct loop *loop;
static struct fetcher *fetcher;

struct outcome {
	bool done;
	int sent, progressed;
	uint64_t last_wire;
	struct response response; /* taken */
	struct error why;         /* ERR_OK: a response */
	unsigned id;
};

static void on_sent(void *data)
{
	((struct outcome *)data)->sent++;
}

static void on_progress(void *data, uint64_t wire, uint64_t expected)
{
	struct outcome *o = data;
	(void)expected;
	assert_true(wire > o->last_wire);
	o->last_wire = wire;
	o->progressed++;
}

static void on_done(void *data, struct response *response, const struct error *why)
{
	struct outcome *o = data;
	assert_false(o->done);
	o->done = true;
	if (why)
		o->why = *why;
	if (!response)
		return;
	o->response = *response;
	*response = (struct response){ 0 };
}

static const struct fetch_ops ops = { .sent = on_sent,
	                              .progress = on_progress,
	                              .done = on_done };

static void outcome_done(struct outcome *o)
{
	response_done(&o->response);
}
#define auto_outcome __attribute__((cleanup(outcome_done))) struct outcome
#define auto_request __attribute__((cleanup(request_done))) struct request

static struct request request_for(const char *path)
{
	struct request r;
	auto_free char *url =
	        *path == '/' ? mem_printf("http://127.0.0.1:%d%s", server_port, path)
	                     : mem_strdup(path);
	request_init(&r, url);
	return r;
}

static void begin(const struct request *r, struct outcome *o)
{
	*o = (struct outcome){ 0 };
	o->id = fetcher_start(fetcher, r, &ops, o);
	assert_true(o->id != 0);
	assert_false(o->done);
}

static void finish(struct outcome *o)
{
	while (!o->done)
		loop_turn(loop, -1);
}

static void fetch(const struct request *r, struct outcome *o)
{
	begin(r, o);
	finish(o);
}

static void fetch_path(const char *path, struct outcome *o)
{
	auto_request r = request_for(path);
	fetch(&r, o);
}

static void expect_failure(const struct outcome *o, enum err code, const char *words)
{
	if (o->why.code != code || !strstr(o->why.text, words))
		fail_msg("got %d \"%s\", not %d \"%s\"", o->why.code, o->why.text, code,
		         words);
	assert_int_equal(o->response.status, 0);
}

static void expect_page(const struct outcome *o, int status, const char *body)
{
	if (o->why.code)
		fail_msg("%d %s", o->why.code, o->why.text);
	assert_int_equal(o->response.status, status);
	assert_string_equal(buf_text(&o->response.body), body);
}

static void expect_in_echo(const struct outcome *o, const char *words, bool expected)
{
	if (o->why.code)
		fail_msg("%d %s", o->why.code, o->why.text);
	assert_int_equal(o->response.status, 200);
	if ((strstr(buf_text(&o->response.body), words) != NULL) != expected)
		fail_msg("\"%s\" %s be in %s", words,
		         expected ? "should" : "should not",
		         buf_text(&o->response.body));
}

/* Without a connection that an earlier test left open. */
static void begin_anew(void)
{
	fetcher_free(fetcher);
	fetcher = fetcher_new(loop, PROGRAM);
}

/* ---- tests: answers ---- */

static void test_page(void **state)
{
	(void)state;
	auto_outcome o;
	fetch_path("/hello", &o);
	expect_page(&o, 200, "hello");
	assert_int_equal(o.sent, 1);
	assert_true(str_starts(buf_str(&o.response.head), STR("HTTP/1.1 200 OK\r\n")));
	assert_true(str_eq(response_charset(&o.response), STR("gbk")));
	assert_true(o.response.wire > 5 + 20 && o.response.wire < 200);
	auto_free char *url = mem_printf("http://127.0.0.1:%d/hello", server_port);
	assert_string_equal(o.response.url, url);
}

static void test_any_status_is_an_answer(void **state)
{
	(void)state;
	auto_outcome o, p;
	fetch_path("/status/404", &o);
	expect_page(&o, 404, "sorry");
	fetch_path("/status/503", &p);
	expect_page(&p, 503, "sorry");
}

static void test_body_that_ends_with_the_connection(void **state)
{
	(void)state;
	auto_outcome o;
	fetch_path("/no-length", &o);
	expect_page(&o, 200, "until the end");
}

static void test_what_a_request_carries(void **state)
{
	(void)state;
	auto_outcome o;
	auto_request r = request_for("/echo");
	r.referer = mem_strdup("http://a.cn/page#place");
	request_add_header(&r, "X-Mine", "yes");
	request_add_header(&r, "X-Empty", "");
	fetch(&r, &o);
	expect_in_echo(&o, "GET /echo HTTP/1.1\r\n", true);
	expect_in_echo(&o, "Referer: http://a.cn/page\r\n", true);
	expect_in_echo(&o, "X-Mine: yes\r\n", true);
	expect_in_echo(&o, "X-Empty:\r\n", true);
	expect_in_echo(&o, "baolan/", true);
	expect_in_echo(&o, "gzip", true);
	expect_in_echo(&o, "Accept: text/html,", true);
	expect_in_echo(&o, "Accept-Language: zh-CN,zh;q=0.9,en;q=0.5\r\n", true);
	expect_in_echo(&o, "Proxy", false);
}

static void test_usual_headers_give_way(void **state)
{
	(void)state;
	auto_outcome o;
	auto_request r = request_for("/echo");
	request_add_header(&r, "accept", "text/plain");
	request_add_header(&r, "Accept-Language", "en");
	fetch(&r, &o);
	expect_in_echo(&o, "accept: text/plain\r\n", true);
	expect_in_echo(&o, "Accept: ", false);
	expect_in_echo(&o, "Accept-Language: en\r\n", true);
	expect_in_echo(&o, "zh-CN", false);
}

static void test_user_agent_of_its_own(void **state)
{
	(void)state;
	auto_outcome o;
	auto_request r = request_for("/echo");
	r.user_agent = mem_strdup("Somebody/1");
	fetch(&r, &o);
	expect_in_echo(&o, "User-Agent: Somebody/1\r\n", true);
	expect_in_echo(&o, "baolan/", false);
}

static void test_post(void **state)
{
	(void)state;
	auto_outcome o;
	auto_request r = request_for("/echo");
	r.method = mem_strdup("POST");
	buf_add_text(&r.body, "mood=3&id=42");
	fetch(&r, &o);
	expect_in_echo(&o, "POST /echo HTTP/1.1\r\n", true);
	expect_in_echo(&o, "Content-Type: application/x-www-form-urlencoded\r\n", true);
	expect_in_echo(&o, "\r\n\r\nmood=3&id=42", true);
	expect_in_echo(&o, "Expect:", false);
}

static void test_other_methods(void **state)
{
	(void)state;
	auto_outcome o, p;
	auto_request r = request_for("/echo"), head = request_for("/hello");
	r.method = mem_strdup("PUT");
	buf_add_text(&r.body, "new");
	request_add_header(&r, "Content-Type", "text/plain");
	fetch(&r, &o);
	expect_in_echo(&o, "PUT /echo HTTP/1.1\r\n", true);
	expect_in_echo(&o, "Content-Type: text/plain\r\n", true);
	expect_in_echo(&o, "\r\n\r\nnew", true);
	head.method = mem_strdup("DELETE");
	fetch(&head, &p);
	expect_page(&p, 200, "hello");
}

static void test_user_name_stays_at_home(void **state)
{
	(void)state;
	auto_outcome o;
	auto_free char *url =
	        mem_printf("http://me:secret@127.0.0.1:%d/echo", server_port);
	fetch_path(url, &o);
	expect_in_echo(&o, "Authorization", false);
	assert_null(strstr(o.response.url, "secret"));
}

static void test_cookies_of_the_session(void **state)
{
	(void)state;
	auto_outcome o, p, q;
	fetch_path("/echo", &o);
	expect_in_echo(&o, "Cookie: voted=1", false);
	fetch_path("/cookie", &p);
	fetch_path("/echo", &q);
	expect_in_echo(&q, "Cookie: voted=1\r\n", true);
}

static void test_gzip(void **state)
{
	(void)state;
	auto_outcome o;
	fetch_path("/gzip", &o);
	assert_int_equal(o.response.status, 200);
	assert_int_equal(o.response.body.len, 100000);
	assert_true(o.response.wire < 10000);
	for (size_t i = 0; i < 100000; i++)
		assert_int_equal(o.response.body.at[i], '0' + i * i % 10);
}

/* Does this libcurl ask for it? */
static bool knows_coding(const char *coding)
{
	auto_outcome o;
	fetch_path("/echo", &o);
	const char *accepted = strstr(buf_text(&o.response.body), "Accept-Encoding:");
	struct str line = str_of(accepted);
	return str_has(str_cut(&line, '\r'), str_of(coding));
}

static void expect_unpacked(const char *coding, const char *good, const char *bad)
{
	auto_outcome o, p;
	if (!knows_coding(coding)) {
		print_message("# libcurl was built without %s\n", coding);
		skip();
	}
	fetch_path(good, &o);
	assert_int_equal(o.response.status, 200);
	assert_int_equal(o.response.body.len, 2000 * strlen("榕湾晚报\n"));
	assert_true(str_ends(buf_str(&o.response.body), STR("报\n榕湾晚报\n")));
	assert_true(o.response.wire < 200);
	fetch_path(bad, &p);
	expect_failure(&p, ERR_FORMAT, "compression is damaged");
}

static void test_br(void **state)
{
	(void)state;
	expect_unpacked("br", "/br", "/bad-br");
}

static void test_zstd(void **state)
{
	(void)state;
	expect_unpacked("zstd", "/zstd", "/bad-zstd");
}

static void test_large_page_and_wire_count(void **state)
{
	(void)state;
	auto_outcome o;
	uint64_t before = fetcher_wire_bytes(fetcher);
	fetch_path("/big", &o);
	assert_int_equal(o.response.body.len, 3 << 20);
	assert_true(str_ends(buf_str(&o.response.body), STR("0123456789abcdef")));
	assert_int_equal(fetcher_wire_bytes(fetcher) - before, o.response.wire);
	assert_true(o.response.wire > (3 << 20) && o.response.wire < (3 << 20) + 1000);
}

static void test_slow_page_tells_its_progress(void **state)
{
	(void)state;
	auto_outcome o;
	auto_request r = request_for("/slow");
	r.low_speed_ms = 5000;
	int64_t start = clock_ms();
	fetch(&r, &o);
	expect_page(&o, 200, "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx");
	assert_true(o.progressed >= 2);
	assert_true(o.progressed <= (clock_ms() - start) / 100 + 1);
}

static void test_fifty_at_once(void **state)
{
	(void)state;
	static struct outcome all[50];
	for (int i = 0; i < 50; i++) {
		auto_free char *path = mem_printf("/echo?number=%d", i);
		auto_request r = request_for(path);
		begin(&r, &all[i]);
	}
	for (int i = 0; i < 50; i++) {
		auto_free char *line = mem_printf("GET /echo?number=%d HTTP", i);
		finish(&all[i]);
		expect_in_echo(&all[i], line, true);
		outcome_done(&all[i]);
	}
}

/* ---- tests: redirects ---- */

static void test_redirects_are_followed(void **state)
{
	(void)state;
	auto_outcome o;
	fetch_path("/chain/10", &o);
	expect_page(&o, 200, "arrived");
	assert_true(str_ends(str_of(o.response.url), STR("/chain/0")));
	assert_true(str_eq(response_header(&o.response, "X-Hop"), STR("0")));
	assert_null(response_header(&o.response, "X-Hop-1").at);
	assert_int_equal(o.sent, 1);
}

static void test_too_many_redirects(void **state)
{
	(void)state;
	auto_outcome o, p;
	fetch_path("/chain/11", &o);
	expect_failure(&o, ERR_HTTP, "redirects in circles");
	fetch_path("/loop", &p);
	expect_failure(&p, ERR_HTTP, "127.0.0.1");
}

static void test_redirects_to_elsewhere(void **state)
{
	(void)state;
	auto_outcome o, p, q;
	fetch_path("/location/file:///etc/passwd", &o);
	expect_failure(&o, ERR_HTTP, "not http or https");
	fetch_path("/location/ftp://127.0.0.1/", &p);
	expect_failure(&p, ERR_HTTP, "not http or https");
	fetch_path("/location/http://me:secret@127.0.0.1:1/", &q);
	expect_failure(&q, ERR_HTTP, "user name");
}

static void test_no_redirect(void **state)
{
	(void)state;
	auto_outcome o;
	auto_request r = request_for("/chain/3");
	r.no_redirect = true;
	fetch(&r, &o);
	expect_page(&o, 302, "this hop's body is for nobody");
	assert_true(str_eq(response_header(&o.response, "Location"), STR("/chain/2")));
}

static void test_trailers_are_no_headers(void **state)
{
	(void)state;
	auto_outcome o;
	fetch_path("/trailer", &o);
	expect_page(&o, 200, "hello");
	assert_true(str_eq(response_header(&o.response, "X-A"), STR("head")));
}

/* ---- tests: failures ---- */

static void test_cut_bodies(void **state)
{
	(void)state;
	auto_outcome o, p;
	fetch_path("/cut", &o);
	expect_failure(&o, ERR_NETWORK, "less than it announced");
	assert_int_equal(o.sent, 1);
	fetch_path("/cut-chunks", &p);
	expect_failure(&p, ERR_NETWORK, "127.0.0.1");
}

static void expect_resumed(const char *path, int requests)
{
	auto_buf whole = BUF_INIT(1000);
	auto_outcome o;
	begin_anew();
	buf_add_repeat(&whole, STR("0123456789"), RESUME_LEN / 10);
	atomic_store(&shared->hits, 0);
	fetch_path(path, &o);
	expect_page(&o, 200, buf_text(&whole));
	assert_int_equal(atomic_load(&shared->hits), requests);
}

static void test_a_cut_body_is_gone_on_with(void **state)
{
	(void)state;
	expect_resumed("/resume-range", 3);
	expect_resumed("/resume-whole", 3);
	auto_outcome o;
	atomic_store(&shared->hits, 0);
	fetch_path("/resume-gzip", &o);
	assert_int_equal(o.why.code, ERR_OK);
	assert_int_equal(o.response.body.len, 100000);
	for (size_t i = 0; i < o.response.body.len; i++)
		assert_int_equal(o.response.body.at[i], '0' + (int)(i * i % 10));
	assert_int_equal(atomic_load(&shared->hits), 2);
}

static void test_a_silent_body_is_gone_on_with(void **state)
{
	(void)state;
	auto_outcome o;
	auto_request r = request_for("/resume-stalled");
	begin_anew();
	r.low_speed_ms = 600;
	atomic_store(&shared->hits, 0);
	fetch(&r, &o);
	assert_int_equal(o.why.code, ERR_OK);
	assert_int_equal(o.response.body.len, RESUME_LEN);
	assert_int_equal(atomic_load(&shared->hits), 2);
}

static void expect_not_resumed(const char *path, int requests)
{
	auto_outcome o;
	begin_anew();
	atomic_store(&shared->hits, 0);
	fetch_path(path, &o);
	expect_failure(&o, ERR_NETWORK, "less than it announced");
	assert_int_equal(atomic_load(&shared->hits), requests);
}

static void test_what_can_not_be_gone_on_with(void **state)
{
	(void)state;
	expect_not_resumed("/resume-never", 4);
	expect_not_resumed("/resume-weak", 1);
	expect_not_resumed("/resume-changed", 2);
}

/* What stalls elsewhere is no time to connect here. */
static void test_queue_of_a_busy_site(void **state)
{
	(void)state;
	struct outcome stalled[6];
	auto_outcome o;
	auto_request r = request_for("/stall"), waiting = request_for("/hello");
	r.total_ms = 300;
	waiting.connect_ms = 100;
	for (size_t i = 0; i < ARRAY_SIZE(stalled); i++)
		begin(&r, &stalled[i]);
	fetch(&waiting, &o);
	expect_page(&o, 200, "hello");
	for (size_t i = 0; i < ARRAY_SIZE(stalled); i++) {
		finish(&stalled[i]);
		expect_failure(&stalled[i], ERR_NETWORK, "did not answer");
	}
}

static void test_no_answer(void **state)
{
	(void)state;
	auto_outcome o, p;
	begin_anew();
	fetch_path("/nothing", &o);
	expect_failure(&o, ERR_NETWORK, "without an answer");
	assert_int_equal(o.sent, 1);
	fetch_path("/garbage", &p);
	expect_failure(&p, ERR_FORMAT, "does not answer in HTTP");
}

static void test_bad_compression(void **state)
{
	(void)state;
	auto_outcome o;
	fetch_path("/bad-gzip", &o);
	expect_failure(&o, ERR_FORMAT, "compression is damaged");
}

static void test_refused_connection_sends_nothing(void **state)
{
	(void)state;
	int port;
	auto_outcome o;
	close(listen_anywhere(1, &port));
	auto_free char *url = mem_printf("http://127.0.0.1:%d/", port);
	auto_free char *host = mem_printf("127.0.0.1:%d could not be reached: ", port);
	fetch_path(url, &o);
	expect_failure(&o, ERR_NETWORK, host);
	assert_non_null(strstr(o.why.text, strerror(ECONNREFUSED)));
	assert_int_equal(o.sent, 0);
}

/* With a full backlog the kernel answers no further connection. */
static void test_connect_limit(void **state)
{
	(void)state;
	int port, fillers[8];
	auto_outcome o;
	auto_close int listener = listen_anywhere(0, &port);
	struct sockaddr_in address = { .sin_family = AF_INET,
		                       .sin_port = htons((uint16_t)port),
		                       .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	for (size_t i = 0; i < ARRAY_SIZE(fillers); i++) {
		fillers[i] = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
		if (connect(fillers[i], (struct sockaddr *)&address, sizeof(address)) <
		    0)
			assert_int_equal(errno, EINPROGRESS);
	}
	auto_free char *url = mem_printf("http://127.0.0.1:%d/", port);
	auto_request r = request_for(url);
	r.connect_ms = 100;
	fetch(&r, &o);
	expect_failure(&o, ERR_NETWORK, "could not be reached within 1 s");
	assert_int_equal(o.sent, 0);
	for (size_t i = 0; i < ARRAY_SIZE(fillers); i++)
		close(fillers[i]);
	(void)listener;
}

static void test_total_limit(void **state)
{
	(void)state;
	auto_outcome o, p;
	auto_request r = request_for("/stall"), within = request_for("/stall-within");
	r.total_ms = within.total_ms = 100;
	fetch(&r, &o);
	expect_failure(&o, ERR_NETWORK, "did not answer within 1 s");
	assert_int_equal(o.sent, 1);
	fetch(&within, &p);
	expect_failure(&p, ERR_NETWORK, "did not finish its answer within 1 s");
}

static void test_silence_limit(void **state)
{
	(void)state;
	auto_outcome o, p, q;
	auto_request r = request_for("/stall"), within = request_for("/stall-within");
	auto_request slow = request_for("/slow");
	r.low_speed_ms = within.low_speed_ms = 100;
	fetch(&r, &o);
	expect_failure(&o, ERR_NETWORK, "sent nothing for 1 s");
	fetch(&within, &p);
	expect_failure(&p, ERR_NETWORK, "sent nothing for 1 s");
	/* 400 ms in all, but never that long without a byte. */
	slow.low_speed_ms = 300;
	fetch(&slow, &q);
	assert_int_equal(q.response.status, 200);
}

static void test_body_limit(void **state)
{
	(void)state;
	auto_outcome o, p, q, s;
	auto_request exact = request_for("/hello"), less = request_for("/hello");
	auto_request big = request_for("/big");
	exact.max_body = 5;
	fetch(&exact, &o);
	expect_page(&o, 200, "hello");
	less.max_body = 4;
	fetch(&less, &p);
	expect_failure(&p, ERR_LIMIT, "which is the limit");
	big.max_body = 2 << 20;
	fetch(&big, &q);
	expect_failure(&q, ERR_LIMIT, "more than 2 MiB");
	fetch_path("/hello", &s);
	expect_page(&s, 200, "hello");
}

static void test_bomb_is_stopped_on_the_way(void **state)
{
	(void)state;
	auto_outcome o;
	uint64_t before = fetcher_wire_bytes(fetcher);
	fetch_path("/bomb", &o);
	expect_failure(&o, ERR_LIMIT, "more than 32 MiB");
	assert_in_range(fetcher_wire_bytes(fetcher) - before, 1000, 1 << 20);
}

static void test_head_limits(void **state)
{
	(void)state;
	auto_outcome o, p;
	fetch_path("/head-flood", &o);
	expect_failure(&o, ERR_LIMIT, "header");
	fetch_path("/long-header", &p);
	expect_failure(&p, ERR_LIMIT, "header");
}

static void test_what_is_no_web_address(void **state)
{
	(void)state;
	auto_outcome o, p, q;
	fetch_path("file:///etc/passwd", &o);
	expect_failure(&o, ERR_FORMAT, "http and https");
	fetch_path("garbage", &p);
	expect_failure(&p, ERR_FORMAT, "garbage");
	fetch_path("http://127.0.0.1/ HTTP/1.1\r\nX: y", &q);
	expect_failure(&q, ERR_FORMAT, "can't be sent");
}

/* ---- tests: once ---- */

/* The connection that /hello left open breaks under the next request. */
static int hits_of_dying_request(bool once)
{
	auto_outcome o, p;
	auto_request r = request_for("/nothing");
	begin_anew();
	fetch_path("/hello", &o);
	atomic_store(&shared->hits, 0);
	r.no_redirect = once;
	fetch(&r, &p);
	expect_failure(&p, ERR_NETWORK, "without an answer");
	assert_int_equal(p.sent, 1);
	return atomic_load(&shared->hits);
}

static void test_a_cast_is_never_repeated(void **state)
{
	(void)state;
	/* What libcurl does by itself; else the next line would prove nothing. */
	assert_int_equal(hits_of_dying_request(false), 2);
	assert_int_equal(hits_of_dying_request(true), 1);
}

static void test_a_post_is_never_repeated(void **state)
{
	(void)state;
	auto_outcome o, p;
	auto_request r = request_for("/nothing");
	fetch_path("/hello", &o);
	atomic_store(&shared->hits, 0);
	r.method = mem_strdup("POST");
	buf_add_text(&r.body, "mood=1");
	fetch(&r, &p);
	expect_failure(&p, ERR_NETWORK, "without an answer");
	assert_int_equal(atomic_load(&shared->hits), 1);
}

/* ---- tests: cancelling, crashing, starting ---- */

static void turn_until(const atomic_int *counter, int value)
{
	while (atomic_load(counter) < value)
		loop_turn(loop, 10);
}

static void test_cancel_while_stalled(void **state)
{
	(void)state;
	auto_outcome o, p;
	auto_request r = request_for("/stall");
	int closed = atomic_load(&shared->closed);
	begin(&r, &o);
	while (!o.sent)
		loop_turn(loop, -1);
	int64_t start = clock_ms();
	fetcher_cancel(fetcher, o.id);
	assert_true(clock_ms() - start < 16);
	turn_until(&shared->closed, closed + 1);
	assert_false(o.done);
	fetcher_cancel(fetcher, o.id);
	fetch_path("/hello", &p);
	expect_page(&p, 200, "hello");
	assert_false(o.done);
}

static void test_cancel_at_once(void **state)
{
	(void)state;
	auto_outcome o, p;
	auto_request r = request_for("/hello");
	begin(&r, &o);
	fetcher_cancel(fetcher, o.id);
	fetch_path("/hello", &p);
	expect_page(&p, 200, "hello");
	assert_false(o.done);
}

static void test_crash_costs_its_transfers_only(void **state)
{
	(void)state;
	auto_outcome o, p, q;
	auto_request r = request_for("/stall"), s = request_for("/stall-within");
	begin(&r, &o);
	begin(&s, &p);
	while (!o.sent || !p.sent)
		loop_turn(loop, -1);
	pid_t pid = fetcher_pid(fetcher);
	kill(pid, SIGKILL);
	finish(&o);
	finish(&p);
	expect_failure(&o, ERR_NETWORK, "ended unexpectedly");
	expect_failure(&p, ERR_NETWORK, "ended unexpectedly");
	fetch_path("/hello", &q);
	expect_page(&q, 200, "hello");
	assert_int_not_equal(fetcher_pid(fetcher), pid);
}

/* Nobody turned the loop in between, so the fetcher can't know yet. */
static void test_crash_while_idle_costs_nothing(void **state)
{
	(void)state;
	auto_outcome o, p;
	fetch_path("/hello", &o);
	pid_t pid = fetcher_pid(fetcher);
	siginfo_t info;
	kill(pid, SIGKILL);
	assert_int_equal(waitid(P_PID, (id_t)pid, &info, WEXITED | WNOWAIT), 0);
	fetch_path("/hello", &p);
	expect_page(&p, 200, "hello");
}

struct restart {
	struct outcome first, second;
	struct request request;
};

static void start_second(void *data, struct response *response, const struct error *why)
{
	struct restart *restart = data;
	on_done(&restart->first, response, why);
	restart->second.id =
	        fetcher_start(fetcher, &restart->request, &ops, &restart->second);
}

static void test_new_request_from_a_failure(void **state)
{
	(void)state;
	static const struct fetch_ops restarting = { .done = start_second };
	struct restart restart = { .request = request_for("/hello") };
	auto_request stalled = request_for("/stall");
	fetcher_start(fetcher, &stalled, &restarting, &restart);
	kill(fetcher_pid(fetcher), SIGKILL);
	finish(&restart.second);
	assert_int_equal(restart.first.why.code, ERR_NETWORK);
	expect_page(&restart.second, 200, "hello");
	outcome_done(&restart.second);
	request_done(&restart.request);
}

static void use_program(const char *program)
{
	fetcher_free(fetcher);
	fetcher = fetcher_new(loop, program);
}

static void test_missing_program(void **state)
{
	(void)state;
	auto_outcome o;
	use_program("/nowhere/baolan-fetch");
	fetch_path("/hello", &o);
	use_program(PROGRAM);
	expect_failure(&o, ERR_SYSTEM, "/nowhere/baolan-fetch");
	assert_non_null(strstr(o.why.text, "install"));
	assert_int_equal(o.sent, 0);
}

static void test_program_that_ends_at_once(void **state)
{
	(void)state;
	auto_outcome o;
	use_program("/bin/false");
	fetch_path("/hello", &o);
	use_program(PROGRAM);
	assert_true(o.why.code == ERR_NETWORK || o.why.code == ERR_SYSTEM);
}

static void free_fetcher(void *data, struct response *response, const struct error *why)
{
	on_done(data, response, why);
	fetcher_free(fetcher);
	fetcher = NULL;
}

static void test_freed_from_inside_and_while_busy(void **state)
{
	(void)state;
	static const struct fetch_ops freeing = { .done = free_fetcher };
	auto_outcome o, p = { 0 };
	auto_request stalled = request_for("/stall"), r = request_for("/hello");
	begin(&stalled, &o);
	fetcher_start(fetcher, &r, &freeing, &p);
	pid_t pid = fetcher_pid(fetcher);
	finish(&p);
	expect_page(&p, 200, "hello");
	assert_false(o.done);
	assert_int_equal(kill(pid, 0), -1);
	fetcher = fetcher_new(loop, PROGRAM);
}

/* It ends with its socket, whatever is under way. */
static void test_ends_with_its_socket(void **state)
{
	(void)state;
	const char *const argv[] = { PROGRAM, NULL };
	int fds[2], status;
	pid_t pid;
	struct error err;
	assert_int_equal(child_socketpair(fds, &err), ERR_OK);
	assert_int_equal(child_spawn(argv, fds[1], true, &pid, &err), ERR_OK);
	close(fds[1]);
	close(fds[0]);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
}

/* ---- tests: proxy, names ---- */

static void set_proxy(const char *value)
{
	if (value)
		setenv("http_proxy", value, 1);
	else
		unsetenv("http_proxy");
	use_program(PROGRAM); /* it reads its environment when it starts */
}

static void test_proxy_and_names_in_other_scripts(void **state)
{
	(void)state;
	auto_outcome o, p;
	auto_free char *proxy = mem_printf("http://127.0.0.1:%d", server_port);
	set_proxy(proxy);
	fetch_path("http://news.invalid/echo", &o);
	expect_in_echo(&o, "GET http://news.invalid/echo HTTP/1.1\r\n", true);
	fetch_path("http://新闻.invalid/echo", &p);
	expect_in_echo(&p, "Host: xn--efvy88h.invalid\r\n", true);
	set_proxy(NULL);
}

/* ---- tests: TLS ---- */

/* A certificate for `name` and a server that shows it, both by openssl(1). */
struct tls_server {
	char dir[64];
	char *key, *certificate;
	int port;
	pid_t pid;
};

static bool run_openssl(const char *const argv[])
{
	pid_t pid;
	int status;
	if (child_spawn(argv, -1, true, &pid, NULL))
		return false;
	return waitpid(pid, &status, 0) == pid && WIFEXITED(status) &&
	       WEXITSTATUS(status) == 0;
}

static bool make_certificate(struct tls_server *s, const char *name)
{
	auto_free char *alternative = mem_printf("subjectAltName=%s", name);
	const char *const argv[] = { "openssl",
		                     "req",
		                     "-x509",
		                     "-newkey",
		                     "ec",
		                     "-pkeyopt",
		                     "ec_paramgen_curve:prime256v1",
		                     "-nodes",
		                     "-days",
		                     "2",
		                     "-subj",
		                     "/CN=test",
		                     "-addext",
		                     alternative,
		                     "-keyout",
		                     s->key,
		                     "-out",
		                     s->certificate,
		                     NULL };
	return run_openssl(argv);
}

static bool can_connect(int port)
{
	struct sockaddr_in address = { .sin_family = AF_INET,
		                       .sin_port = htons((uint16_t)port),
		                       .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	auto_close int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	return connect(fd, (struct sockaddr *)&address, sizeof(address)) == 0;
}

/* False without openssl(1). */
static bool tls_start(struct tls_server *s, const char *name)
{
	snprintf(s->dir, sizeof(s->dir), "/tmp/baolan-test-XXXXXX");
	if (!mkdtemp(s->dir))
		return false;
	s->key = mem_printf("%s/key", s->dir);
	s->certificate = mem_printf("%s/certificate", s->dir);
	s->pid = 0;
	if (!make_certificate(s, name))
		return false;
	close(listen_anywhere(1, &s->port));
	auto_free char *accept = mem_printf("127.0.0.1:%d", s->port);
	const char *const argv[] = { "openssl", "s_server", "-accept", accept,
		                     "-www",    "-quiet",   "-cert",   s->certificate,
		                     "-key",    s->key,     NULL };
	if (child_spawn(argv, -1, true, &s->pid, NULL))
		return false;
	for (int i = 0; i < 500 && !can_connect(s->port); i++)
		pause_ms(10);
	return can_connect(s->port);
}

static void tls_stop(struct tls_server *s)
{
	if (s->pid) {
		kill(s->pid, SIGKILL);
		waitpid(s->pid, NULL, 0);
	}
	unlink(s->key);
	unlink(s->certificate);
	rmdir(s->dir);
	free(s->key);
	free(s->certificate);
}

static void fetch_tls(const struct tls_server *s, const char *authorities,
                      struct outcome *o)
{
	auto_free char *url = mem_printf("https://127.0.0.1:%d/", s->port);
	if (authorities)
		setenv("SSL_CERT_FILE", authorities, 1);
	use_program(PROGRAM);
	fetch_path(url, o);
	unsetenv("SSL_CERT_FILE");
	use_program(PROGRAM);
}

static void test_tls(void **state)
{
	(void)state;
	struct tls_server s;
	auto_outcome o, p;
	if (!tls_start(&s, "IP:127.0.0.1")) {
		tls_stop(&s);
		print_message("# openssl(1) can't serve here: TLS is not tested\n");
		skip();
	}
	fetch_tls(&s, NULL, &o);
	fetch_tls(&s, s.certificate, &p);
	auto_free char *host = mem_printf("The certificate of 127.0.0.1:%d", s.port);
	tls_stop(&s);
	expect_failure(&o, ERR_NETWORK, host);
	assert_non_null(strstr(o.why.text, "signed by itself"));
	assert_int_equal(o.sent, 0);
	assert_int_equal(p.response.status, 200);
	assert_int_equal(p.sent, 1);
}

static void test_certificate_of_another_site(void **state)
{
	(void)state;
	struct tls_server s;
	auto_outcome o;
	if (!tls_start(&s, "DNS:other.example")) {
		tls_stop(&s);
		print_message("# openssl(1) can't serve here: TLS is not tested\n");
		skip();
	}
	fetch_tls(&s, s.certificate, &o);
	tls_stop(&s);
	expect_failure(&o, ERR_NETWORK, "made for another site");
	assert_int_equal(o.sent, 0);
}

static void test_tls_with_a_server_that_speaks_none(void **state)
{
	(void)state;
	auto_outcome o;
	auto_free char *url = mem_printf("https://127.0.0.1:%d/garbage", server_port);
	fetch_path(url, &o);
	expect_failure(&o, ERR_NETWORK, "No secure connection to 127.0.0.1");
	assert_int_equal(o.sent, 0);
}

/* ---- */

static int set_up(void **state)
{
	(void)state;
	shared = mmap(NULL, sizeof(*shared), PROT_READ | PROT_WRITE,
	              MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (shared == MAP_FAILED)
		return -1;
	start_server();
	loop = loop_new();
	fetcher = fetcher_new(loop, PROGRAM);
	alarm(100); /* a test that waits for ever fails */
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	fetcher_free(fetcher);
	loop_free(loop);
	kill(-server_pid, SIGKILL);
	waitpid(server_pid, NULL, 0);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_page),
		cmocka_unit_test(test_any_status_is_an_answer),
		cmocka_unit_test(test_body_that_ends_with_the_connection),
		cmocka_unit_test(test_what_a_request_carries),
		cmocka_unit_test(test_usual_headers_give_way),
		cmocka_unit_test(test_user_agent_of_its_own),
		cmocka_unit_test(test_post),
		cmocka_unit_test(test_other_methods),
		cmocka_unit_test(test_user_name_stays_at_home),
		cmocka_unit_test(test_cookies_of_the_session),
		cmocka_unit_test(test_gzip),
		cmocka_unit_test(test_br),
		cmocka_unit_test(test_zstd),
		cmocka_unit_test(test_large_page_and_wire_count),
		cmocka_unit_test(test_slow_page_tells_its_progress),
		cmocka_unit_test(test_fifty_at_once),
		cmocka_unit_test(test_redirects_are_followed),
		cmocka_unit_test(test_too_many_redirects),
		cmocka_unit_test(test_redirects_to_elsewhere),
		cmocka_unit_test(test_no_redirect),
		cmocka_unit_test(test_trailers_are_no_headers),
		cmocka_unit_test(test_cut_bodies),
		cmocka_unit_test(test_a_cut_body_is_gone_on_with),
		cmocka_unit_test(test_a_silent_body_is_gone_on_with),
		cmocka_unit_test(test_what_can_not_be_gone_on_with),
		cmocka_unit_test(test_queue_of_a_busy_site),
		cmocka_unit_test(test_no_answer),
		cmocka_unit_test(test_bad_compression),
		cmocka_unit_test(test_refused_connection_sends_nothing),
		cmocka_unit_test(test_connect_limit),
		cmocka_unit_test(test_total_limit),
		cmocka_unit_test(test_silence_limit),
		cmocka_unit_test(test_body_limit),
		cmocka_unit_test(test_bomb_is_stopped_on_the_way),
		cmocka_unit_test(test_head_limits),
		cmocka_unit_test(test_what_is_no_web_address),
		cmocka_unit_test(test_a_cast_is_never_repeated),
		cmocka_unit_test(test_a_post_is_never_repeated),
		cmocka_unit_test(test_cancel_while_stalled),
		cmocka_unit_test(test_cancel_at_once),
		cmocka_unit_test(test_crash_costs_its_transfers_only),
		cmocka_unit_test(test_crash_while_idle_costs_nothing),
		cmocka_unit_test(test_new_request_from_a_failure),
		cmocka_unit_test(test_missing_program),
		cmocka_unit_test(test_program_that_ends_at_once),
		cmocka_unit_test(test_freed_from_inside_and_while_busy),
		cmocka_unit_test(test_ends_with_its_socket),
		cmocka_unit_test(test_proxy_and_names_in_other_scripts),
		cmocka_unit_test(test_tls),
		cmocka_unit_test(test_certificate_of_another_site),
		cmocka_unit_test(test_tls_with_a_server_that_speaks_none),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
