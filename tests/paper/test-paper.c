/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-paper.c - the sample paper itself: what other tests build on. */
#include "baolan/base/buf.h"
#include "baolan/base/clock.h"
#include "baolan/base/mem.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <iconv.h>
#include <netinet/in.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include <zlib.h>

#include <cmocka.h>

#define ARTICLE "/fzxw/20160606/ping-an-xun-fang.shtml"
#define SPLIT "/rwxw/20160605/di-tie-er-hao-xian"
#define GB_ARTICLE "/ms/20160604/hai-xian-shi-chang.shtml"
#define BIG5_ARTICLE "/wh/20160603/lao-jie-mu-ou-xi.shtml"
#define EMOJI_LOAD \
	"/api/labs/emoji/load?client_id=a&topic_source_id=20160606001&callback=cb"
#define EMOJI_CAST \
	"/api/labs/emoji/support?client_id=a&topic_id=6600001&emoji_id=2&callback=cb"
#define MOOD "/index.php?m=mood&c=index&id=7-3-1&callback=cb_1&a="

struct server {
	pid_t pid;
	int stdin_fd;
	unsigned port;
	char log[64];
};

struct answer {
	struct buf bytes; /* head and body */
	int status;       /* 0: closed without an answer */
	struct str head, body;
	unsigned long announced; /* Content-Length */
};

static void answer_done(struct answer *answer)
{
	buf_done(&answer->bytes);
}

#define auto_answer __attribute__((cleanup(answer_done))) struct answer

static void run_server(const struct server *server, int stdin_fd, int stdout_fd)
{
	dup2(stdin_fd, STDIN_FILENO);
	dup2(stdout_fd, STDOUT_FILENO);
	execl(BUILDDIR "/tests/paper/paper", "paper", "--until-stdin-closes", "--rows",
	      "2", "--log", server->log, (char *)NULL);
	_exit(127);
}

static int start(void **state)
{
	struct server *server = mem_new(struct server);
	int in[2], out[2];

	snprintf(server->log, sizeof(server->log), "%s", "test-paper.log.XXXXXX");
	close(mkstemp(server->log));
	assert_int_equal(pipe2(in, O_CLOEXEC) + pipe2(out, O_CLOEXEC), 0);
	server->pid = fork();
	if (!server->pid)
		run_server(server, in[0], out[1]);
	close(in[0]);
	close(out[1]);
	server->stdin_fd = in[1];
	FILE *said = fdopen(out[0], "r");
	assert_int_equal(fscanf(said, "http://127.0.0.1:%u/", &server->port), 1);
	fclose(said);
	*state = server;
	return 0;
}

static int stop(void **state)
{
	struct server *server = *state;
	int status = -1;

	close(server->stdin_fd);
	waitpid(server->pid, &status, 0);
	unlink(server->log);
	free(server);
	return status;
}

static int dial(const struct server *server)
{
	struct sockaddr_in address = { .sin_family = AF_INET,
		                       .sin_port = htons((uint16_t)server->port),
		                       .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	assert_int_equal(connect(fd, (struct sockaddr *)&address, sizeof(address)), 0);
	return fd;
}

static int ask(const struct server *server, const char *target, const char *headers)
{
	int fd = dial(server);
	auto_free char *request = mem_printf("GET %s HTTP/1.1\r\nHost: 127.0.0.1:%u\r\n"
	                                     "Connection: close\r\n%s\r\n",
	                                     target, server->port, headers);

	assert_int_equal(send(fd, request, strlen(request), MSG_NOSIGNAL),
	                 strlen(request));
	return fd;
}

static unsigned long find_length(struct str head)
{
	size_t at = str_find(head, STR("Content-Length: "));
	struct str value = str_from(head, at == STR_NPOS ? head.len : at + 16);
	unsigned long length = 0;

	str_number(str_head(value, str_find_char(value, '\r')), 1UL << 40, &length);
	return length;
}

static void split(struct answer *answer)
{
	struct str bytes = buf_str(&answer->bytes);
	size_t end = str_find(bytes, STR("\r\n\r\n"));

	answer->head = str_head(bytes, end);
	answer->body = end == STR_NPOS ? STR("") : str_from(bytes, end + 4);
	answer->announced = find_length(answer->head);
	if (answer->head.len > 12)
		answer->status = (int)strtol(bytes.at + 9, NULL, 10);
}

/* All until the server closes, or `enough` bytes. */
static struct answer receive(int fd, size_t enough)
{
	struct answer answer = { .bytes = BUF_INIT((size_t)1 << 26) };
	char chunk[8192];
	ssize_t len;

	while (answer.bytes.len < enough &&
	       (len = recv(fd, chunk, sizeof(chunk), 0)) > 0)
		buf_add(&answer.bytes, chunk, (size_t)len);
	split(&answer);
	return answer;
}

static struct answer get_with(const struct server *server, const char *target,
                              const char *headers)
{
	auto_close int fd = ask(server, target, headers);

	return receive(fd, SIZE_MAX);
}

static struct answer get(const struct server *server, const char *target)
{
	return get_with(server, target, "");
}

static void assert_has(struct str text, const char *part)
{
	if (!str_has(text, str_of(part)))
		fail_msg("\"%s\" is not in \"%.*s\"", part,
		         STR_ARG(str_head(text, 3000)));
}

static void assert_answer(const struct server *server, const char *target, int status,
                          const char *part)
{
	auto_answer answer = get(server, target);

	if (answer.status != status)
		fail_msg("%s: status %d, not %d", target, answer.status, status);
	assert_has(answer.body, part);
}

/* Decoded from `charset`; fails on bytes that are not of it. */
static struct buf decode(struct str bytes, const char *charset)
{
	struct buf text = BUF_INIT(BUF_MAX_TEXT);
	iconv_t converter = iconv_open("UTF-8", charset);
	size_t room = bytes.len * 4;
	char *from = (char *)bytes.at, *to = buf_reserve(&text, room);
	size_t left = room;

	assert_int_equal(iconv(converter, &from, &bytes.len, &to, &left), 0);
	iconv_close(converter);
	buf_grow(&text, room - left);
	return text;
}

static void test_pages(void **state)
{
	assert_answer(*state, "/", 200, "榕湾新闻网");
	assert_answer(*state, ARTICLE, 200,
	              "<div class=\"yinti\">平安榕湾 共建共享</div>");
	assert_answer(*state, "/rank.html", 200, "月排行榜");
	assert_answer(*state, "/rss/fzxw.xml", 200, "Mon, 06 Jun 2016 08:49:54 +0800");
	assert_answer(*state, "/atom.xml", 200, "2016-06-06T08:49:54+08:00");
	assert_answer(*state, "/atom/fzxw.xml", 200, "<entry>");
	assert_answer(*state, "/full/fzxw.xml", 200, "<content:encoded>&lt;p&gt;");
	assert_answer(*state, "/gbk/fzxw.xml", 200, "encoding=\"gb2312\"");
	assert_answer(*state, "/rdf/fzxw.rdf", 200, "<dc:date>2016-06-06T08:49:54");
	assert_answer(*state, "/json/fzxw.json", 200, "\"content_html\":\"<p>");
	assert_answer(*state, "/hot/fzxw.json", 200, "\"hot\":");
	assert_answer(*state, "/list/fzxw.html", 200, "<ul class=\"li-h32f14\">");
	assert_answer(*state, "/json/nosuch.json", 404, "404");
	assert_answer(*state, "/json/fzxw.xml", 404, "404");
	assert_answer(*state, "/pic/any.png", 200, "\x89PNG\r\n");
	assert_answer(*state, "/fzxw/20160606/nobody-wrote-this.shtml", 404, "404");
	assert_answer(*state, "/fzxw/20160607/ping-an-xun-fang.shtml", 404, "404");
	assert_answer(*state, "/nosuch/", 404, "404");
}

static void test_directly_links_stay_there(void **state)
{
	const struct server *server = *state;
	auto_free char *host =
	        mem_printf("src=\"http://127.0.0.1:%u/js/changyan.labs.js",
	                   server->port);

	assert_answer(server, ARTICLE, 200, host);
}

static void test_as_proxy_hosts_have_names(void **state)
{
	assert_answer(*state, "http://www.rongwan.example" ARTICLE, 200,
	              "src=\"http://emoji.rongwan.example/js/changyan.labs.js");
	assert_answer(
	        *state, "http://www.rongwan.example" GB_ARTICLE, 200,
	        "\"http://mood.rongwan.example/index.php?m=mood&c=index&a=init&id="
	        "7-3-1\"");
	assert_answer(*state, "http://www.rongwan.example", 200, "榕湾新闻网");
	assert_answer(*state, "http://elsewhere.example/", 502, "one paper");
}

static void test_split_article(void **state)
{
	assert_answer(*state, SPLIT ".shtml", 200,
	              "<a href=\"" SPLIT "_2.shtml\">下一页</a>");
	assert_answer(*state, SPLIT ".shtml", 200, "<table border=");
	assert_answer(*state, SPLIT "_2.shtml", 200, "首班6时20分");
	assert_answer(*state, SPLIT "_3.shtml", 404, "404");
}

static void test_channel_pages(void **state)
{
	assert_answer(*state, "/gdxw/", 200,
	              "<a href=\"/gdxw/index_2.shtml\">下一页</a>");
	assert_answer(*state, "/gdxw/index_2.shtml", 200,
	              "<a href=\"/gdxw/\">上一页</a>");
	assert_answer(*state, "/gdxw/index_99.shtml", 404, "404");
}

static void test_charsets(void **state)
{
	auto_answer gb = get(*state, GB_ARTICLE);
	auto_answer big5 = get(*state, BIG5_ARTICLE);
	auto_buf gb_text = decode(gb.body, "gb18030");
	auto_buf big5_text = decode(big5.body, "big5");

	assert_has(buf_str(&gb_text), "𫚉鱼八斤"); /* a four-byte character */
	assert_has(buf_str(&gb_text), "charset=gb2312");
	assert_has(buf_str(&big5_text), "木偶街上的最後一盞戲燈");
	assert_false(str_has(gb.head, STR("charset")));
}

static unsigned long day_hits(const struct server *server)
{
	auto_answer answer = get(server, "/api.php?op=count&id=1&modelid=1");
	const char *number = strstr(buf_text(&answer.bytes), "html('");

	assert_non_null(number);
	return strtoul(number + 6, NULL, 10);
}

static void test_a_view_is_a_hit(void **state)
{
	unsigned long before = day_hits(*state);

	assert_answer(*state, ARTICLE, 200, "");
	assert_int_equal(day_hits(*state), before + 1);
}

/* The day's first story: its row as HTML, and its views. */
static struct str first_row(struct str page, unsigned long *ret_views)
{
	struct str row = str_from(page, str_find(page, STR("<em>1</em>")));
	struct str views = str_from(row, str_find(row, STR("class=\"dj\">")) + 11);

	assert_true(str_number(str_head(views, str_find_char(views, '<')), 1000000,
	                       ret_views));
	return str_head(row, str_find(row, STR("</li>")));
}

static void test_ranking_follows_hits(void **state)
{
	unsigned long best;
	auto_answer before = get(*state, "/rank.html");
	struct str row = first_row(before.body, &best);

	assert_false(str_has(row, STR(ARTICLE)));
	for (unsigned long hits = day_hits(*state); hits <= best; hits++)
		assert_answer(*state, ARTICLE, 200, "");
	auto_answer after = get(*state, "/rank.html");
	row = first_row(after.body, &best);
	assert_has(row, ARTICLE);
}

static void test_emoji(void **state)
{
	assert_answer(*state, "/control?reset", 200, "casts 0");
	assert_answer(*state, EMOJI_LOAD, 200, "您看完此新闻的心情是");
	assert_answer(*state, EMOJI_LOAD, 200, "data-eid=\\\"2\\\" data-num=\\\"3\\\"");
	assert_answer(*state, EMOJI_CAST, 200, "cb({\"status\":0");
	assert_answer(*state, EMOJI_LOAD, 200, "data-eid=\\\"2\\\" data-num=\\\"4\\\"");
	assert_answer(*state, "/api/labs/emoji/load?client_id=a&topic_source_id=9", 200,
	              "({\"status\":1");
	assert_answer(*state, "/control?reset", 200, "casts 0");
	assert_answer(*state, EMOJI_LOAD, 200, "data-num=\\\"3\\\"");
}

static void test_mood(void **state)
{
	assert_answer(*state, "/control?reset", 200, "");
	assert_answer(*state, MOOD "init", 200, "document.write(\"<style");
	assert_answer(*state, MOOD "init", 200, "<label for=\\\"n10\\\">");
	assert_answer(*state, MOOD "post&k=3", 200, "cb_1({\"status\":0"); /* a gap */
	assert_answer(*state, MOOD "post&k=5", 200, "<span>4<\\/span>");
	assert_answer(*state, "/control", 200, "casts 1");
	assert_answer(*state, "/index.php?m=mood&c=index&a=init&id=1-99-1", 200,
	              "class=\"showMsg\"");
}

static void test_mood_cookie_guards(void **state)
{
	auto_answer first = get(*state, MOOD "post&k=1");
	size_t at = str_find(first.head, STR("Set-Cookie: "));
	struct str cookie = str_from(first.head, at + 12);
	auto_free char *header =
	        mem_printf("Cookie: a=b; %.*s\r\n",
	                   STR_ARG(str_head(cookie, str_find_char(cookie, ';'))));
	auto_answer second = get_with(*state, MOOD "post&k=1", header);

	assert_int_not_equal(at, STR_NPOS);
	assert_has(first.body, "cb_1({\"status\":1");
	assert_has(second.body, "cb_1({\"status\":0");
}

/* clang-format off */
static const struct mood_case {
	const char *fault;
	int status;       /* 0: closed without an answer */
	const char *part; /* of a reply to an emoji cast */
	const char *casts;
} MOOD_CASES[] = {
	{ "none",     200, "\"status\":0", "casts 1" },
	{ "garbled",  200, "\xff\xfe",     "casts 1" },
	{ "html",     200, "服务器繁忙",   "casts 0" },
	{ "empty",    200, "",             "casts 1" },
	{ "drop",       0, "",             "casts 1" },
	{ "lost",       0, "",             "casts 0" },
	{ "cut",      200, "cb(",          "casts 1" },
	{ "error",    500, "500",          "casts 0" },
	{ "redirect", 302, "",             "casts 1" },
	{ "delay",    200, "\"status\":0", "casts 1" },
	{ "closed",   200, "已关闭",       "casts 0" },
	{ "once",     200, "已经表达过",   "casts 0" },
	{ "login",    200, "请先登录",     "casts 0" },
};
/* clang-format on */

static void test_mood_faults(void **state)
{
	for (size_t i = 0; i < ARRAY_SIZE(MOOD_CASES); i++) {
		const struct mood_case *c = &MOOD_CASES[i];
		auto_free char *control =
		        mem_printf("/control?reset&mood-fault=%s&times=1&ms=1",
		                   c->fault);
		assert_answer(*state, control, 200, c->fault);
		assert_answer(*state, EMOJI_CAST, c->status, c->part);
		assert_answer(*state, "/control", 200, c->casts);
		assert_answer(*state, EMOJI_CAST, 200, "\"status\":0");
	}
	assert_answer(*state, "/control?mood-fault=nonsense", 400, "no such");
}

static void test_mood_fault_on_load(void **state)
{
	assert_answer(*state, "/control?mood-fault=html&on=load", 200, "html");
	assert_answer(*state, EMOJI_CAST, 200, "\"status\":0");
	assert_answer(*state, EMOJI_LOAD, 200, "服务器繁忙");
	assert_answer(*state, MOOD "init", 200, "服务器繁忙");
	assert_answer(*state, "/control?reset", 200, "none");
}

/* clang-format off */
static const struct fault_case {
	const char *query;
	int status;
	const char *part; /* of the head */
} FAULT_CASES[] = {
	{ "delay&ms=1",               200, "text/html; charset=utf-8" },
	{ "drop",                       0, "" },
	{ "charset",                  200, "charset=iso-8859-1" },
	{ "type&name=text/plain",     200, "text/plain" },
	{ "status&code=404",          404, "" },
	{ "status&code=500",          500, "" },
	{ "status&code=304",          304, "" },
	{ "redirect&to=/rank.html",   302, "Location: /rank.html\r\n" },
	{ "redirect-loop",            302, "Location: " ARTICLE "?fault=redirect-loop" },
	{ "empty",                    200, "Content-Length: 0" },
	{ "gzip",                     200, "Content-Encoding: gzip" },
	{ "cache&value=max-age%3D60", 200, "Cache-Control: max-age=60" },
	{ "cookie&value=a%3Db",       200, "Set-Cookie: a=b" },
	{ "delay,status&ms=1&code=503", 503, "" },
	{ "nonsense",                 400, "" },
};
/* clang-format on */

static void test_faults(void **state)
{
	for (size_t i = 0; i < ARRAY_SIZE(FAULT_CASES); i++) {
		const struct fault_case *c = &FAULT_CASES[i];
		auto_free char *target = mem_printf(ARTICLE "?fault=%s", c->query);
		auto_answer answer = get(*state, target);
		if (answer.status != c->status)
			fail_msg("%s: status %d", c->query, answer.status);
		assert_has(answer.head, c->part);
	}
}

static void test_fault_delay(void **state)
{
	int64_t begin = clock_ms();

	assert_answer(*state, ARTICLE "?fault=delay&ms=60", 200, "");
	assert_true(clock_ms() - begin >= 60);
}

static void test_fault_cut(void **state)
{
	auto_answer answer = get(*state, ARTICLE "?fault=cut&after=1000");

	assert_int_equal(answer.body.len, 1000);
	assert_true(answer.announced > 1000);
}

static void test_fault_length(void **state)
{
	auto_answer longer = get(*state, ARTICLE "?fault=length&by=100");
	auto_answer shorter = get(*state, ARTICLE "?fault=length&by=-100");

	assert_int_equal(longer.announced, longer.body.len + 100);
	assert_int_equal(shorter.body.len, longer.body.len - 100);
}

static void test_fault_slow(void **state)
{
	int64_t begin = clock_ms();

	assert_answer(*state, ARTICLE "?fault=slow&bps=50000", 200, "</html>");
	assert_true(clock_ms() - begin >= 200);
}

static size_t inflated_length(struct str body)
{
	unsigned char room[65536];
	z_stream zip = { .next_in = (Bytef *)body.at, .avail_in = (uInt)body.len };
	size_t total = 0;
	int state = Z_OK;

	inflateInit2(&zip, 15 + 16);
	while (state == Z_OK) {
		zip.next_out = room;
		zip.avail_out = sizeof(room);
		state = inflate(&zip, Z_NO_FLUSH);
		total += sizeof(room) - zip.avail_out;
	}
	inflateEnd(&zip);
	assert_int_equal(state, Z_STREAM_END);
	return total;
}

/* The body of an HTTP/1.1 answer without a length comes in chunks. */
static void unchunk(struct answer *answer, struct buf *out)
{
	struct str rest = answer->body;

	for (;;) {
		unsigned long len = strtoul(rest.at, NULL, 16);
		rest = str_from(rest, str_find(rest, STR("\r\n")) + 2);
		if (!len)
			return;
		buf_add_str(out, str_head(rest, len));
		rest = str_from(rest, len + 2);
	}
}

static void test_fault_huge(void **state)
{
	auto_answer answer = get(*state, ARTICLE "?fault=huge&mb=120");
	auto_buf body = BUF_INIT(BUF_MAX_TEXT);

	unchunk(&answer, &body);
	assert_true(body.len < 1 << 20);
	assert_int_equal(inflated_length(buf_str(&body)), (size_t)120 << 20);
}

static void assert_known(const struct server *server, const char *target,
                         const char *validator, const char *question)
{
	auto_answer first = get(server, target);
	size_t at = str_find(first.head, str_of(validator));
	struct str value = str_from(first.head, at + strlen(validator));
	auto_free char *header =
	        mem_printf("%s%.*s\r\n", question,
	                   STR_ARG(str_head(value, str_find_char(value, '\r'))));
	auto_answer second = get_with(server, target, header);

	assert_int_not_equal(at, STR_NPOS);
	assert_int_equal(first.status, 200);
	assert_int_equal(second.status, 304);
	assert_int_equal(second.body.len, 0);
}

static void test_conditional(void **state)
{
	assert_known(*state, ARTICLE, "ETag: ", "If-None-Match: ");
	assert_known(*state, "/gdxw/", "ETag: ", "If-None-Match: ");
	assert_known(*state, "/atom.xml", "ETag: ", "If-None-Match: ");
	assert_known(*state, "/rss/ms.xml", "Last-Modified: ", "If-Modified-Since: ");

	auto_answer other = get_with(*state, ARTICLE, "If-None-Match: \"other\"\r\n");
	assert_int_equal(other.status, 200);
}

static void test_log(void **state)
{
	const struct server *server = *state;
	auto_answer answer =
	        get_with(server, "http://www.rongwan.example/ms/?fault=empty",
	                 "Referer: http://a.example/\r\nCookie: x=y\r\n");
	char text[1 << 17];
	FILE *log = fopen(server->log, "r");

	assert_int_equal(answer.status, 200);
	size_t len = fread(text, 1, sizeof(text), log);
	fclose(log);
	assert_has(str_make(text, len),
	           "\nGET http://www.rongwan.example/ms/?fault=empty "
	           "referer=http://a.example/ cookie=x=y\n");
}

/* Silent after so many bytes, until the end of the server, which comes at
 * once all the same. */
static void test_fault_stall(void **state)
{
	struct server *server = *state;
	auto_close int fd = ask(server, ARTICLE "?fault=stall&after=1000", "");
	auto_answer begun = receive(fd, 1);

	while (begun.body.len < 1000) {
		auto_answer more = receive(fd, 1);
		assert_true(more.bytes.len);
		buf_add_str(&begun.bytes, buf_str(&more.bytes));
		split(&begun);
	}
	close(server->stdin_fd);
	server->stdin_fd = -1;
	auto_answer rest = receive(fd, SIZE_MAX);
	assert_int_equal(begun.body.len, 1000);
	assert_int_equal(rest.bytes.len, 0);
}

static void test_articles(void **state)
{
	(void)state;
	pid_t pid = fork();
	int status = -1;

	if (!pid) {
		dup2(STDERR_FILENO, STDOUT_FILENO);
		execl(BUILDDIR "/tests/paper/paper", "paper", "--check", (char *)NULL);
		_exit(127);
	}
	waitpid(pid, &status, 0);
	assert_int_equal(status, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_articles),
		cmocka_unit_test(test_pages),
		cmocka_unit_test(test_directly_links_stay_there),
		cmocka_unit_test(test_as_proxy_hosts_have_names),
		cmocka_unit_test(test_split_article),
		cmocka_unit_test(test_channel_pages),
		cmocka_unit_test(test_charsets),
		cmocka_unit_test(test_a_view_is_a_hit),
		cmocka_unit_test(test_ranking_follows_hits),
		cmocka_unit_test(test_emoji),
		cmocka_unit_test(test_mood),
		cmocka_unit_test(test_mood_cookie_guards),
		cmocka_unit_test(test_mood_faults),
		cmocka_unit_test(test_mood_fault_on_load),
		cmocka_unit_test(test_faults),
		cmocka_unit_test(test_fault_delay),
		cmocka_unit_test(test_fault_cut),
		cmocka_unit_test(test_fault_length),
		cmocka_unit_test(test_fault_slow),
		cmocka_unit_test(test_fault_huge),
		cmocka_unit_test(test_conditional),
		cmocka_unit_test(test_log),
		cmocka_unit_test(test_fault_stall),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
