/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "odd-site.h"

#include "baolan/base/buf.h"
#include "baolan/base/mem.h"

#include <arpa/inet.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static pid_t site;

static const char paragraph[] =
        "<p>page %d：渡口的早班船在雾里鸣了三声笛，候船的人把雨伞收好，排成一行走过"
        "跳板。船老大说，水位比昨天又退了半尺，今天午后就能恢复平日的班次，请大家"
        "不必着急。第 %d 段写到这里。</p>\n";

static void add_article(struct buf *b, int number, const char *more)
{
	buf_add_text(b,
	             "<html><head><meta charset=\"utf-8\"><title>渡口的早班船</title>"
	             "</head><body><h1>渡口的早班船</h1><div class=\"text\">\n");
	for (int i = 1; i <= 4; i++)
		buf_printf(b, paragraph, number, number * 10 + i);
	buf_printf(b, "</div>\n%s</body></html>\n", more);
}

static void add_list(struct buf *b)
{
	buf_add_text(b, "<html><head><meta charset=\"utf-8\"><title>滚动新闻</title>"
	                "</head><body><h1>滚动新闻</h1><ul>\n");
	for (int i = 1; i <= 20; i++)
		buf_printf(b,
		           "<li><a href=\"/story/%d.html\">第 %d 条：渡口的早班船今天"
		           "照常开行</a> 2016-06-06</li>\n",
		           i, i);
	buf_add_text(b, "</ul></body></html>\n");
}

/* The widget of the sample paper's first article. */
static const char moods[] =
        "<div id=\"cyEmoji\" role=\"cylabs\" data-use=\"emoji\" sid=\"20160606001\">"
        "</div><script src=\"http://emoji.rongwan.example/js/changyan.labs.js?"
        "appid=cyrRw2016\"></script>\n";

static void add_next(struct buf *b, int number)
{
	buf_printf(b, "<div class=\"pages\"><a href=\"%d.html\">下一页</a></div>\n",
	           number + 1);
}

static void send_all(int fd, struct str bytes)
{
	while (bytes.len) {
		ssize_t sent = send(fd, bytes.at, bytes.len, MSG_NOSIGNAL);
		if (sent <= 0)
			return;
		bytes = str_from(bytes, (size_t)sent);
	}
}

static void reply(int fd, const char *status_and_headers, const struct buf *body)
{
	auto_free char *head =
	        mem_printf("HTTP/1.1 %s\r\nContent-Type: text/html; charset=utf-8\r\n"
	                   "Content-Length: %zu\r\nConnection: close\r\n\r\n",
	                   status_and_headers, body->len);
	send_all(fd, str_of(head));
	send_all(fd, buf_str(body));
}

static void serve(int fd, const char *folder, int number)
{
	auto_buf body = BUF_INIT(BUF_MAX_TEXT), more = BUF_INIT(BUF_MAX_TEXT);
	bool is_back = strcmp(folder, "back") == 0;
	bool is_gone = strcmp(folder, "gone") == 0;
	if (is_gone && number > 1) {
		reply(fd, "404 Not Found", &body);
	} else if (is_back && number > 2) {
		reply(fd, "302 Found\r\nLocation: /back/1.html", &body);
	} else if (strcmp(folder, "list") == 0 && number > 1) {
		add_list(&body);
		reply(fd, "200 OK", &body);
	} else {
		add_next(&more, number);
		if (is_gone)
			buf_add_text(&more, moods);
		add_article(&body, number, buf_text(&more));
		reply(fd, "200 OK", &body);
	}
}

static bool read_head(int fd, char *head, size_t size)
{
	for (size_t have = 0; have < size - 1;) {
		ssize_t got = recv(fd, head + have, size - 1 - have, 0);
		if (got <= 0)
			return false;
		have += (size_t)got;
		head[have] = '\0';
		if (strstr(head, "\r\n\r\n"))
			return true;
	}
	return false;
}

static void serve_forever(int listener)
{
	static char head[16384];
	for (;;) {
		char folder[20];
		int number, fd = accept(listener, NULL, NULL);
		if (read_head(fd, head, sizeof(head)) &&
		    sscanf(head, "GET /%19[a-z]/%d.html", folder, &number) == 2)
			serve(fd, folder, number);
		close(fd);
	}
}

int odd_site_start(void)
{
	struct sockaddr_in address = { .sin_family = AF_INET,
		                       .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t len = sizeof(address);
	int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (listener < 0 || bind(listener, (struct sockaddr *)&address, len) < 0 ||
	    listen(listener, 32) < 0 ||
	    getsockname(listener, (struct sockaddr *)&address, &len) < 0)
		abort();
	site = fork();
	if (site == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		serve_forever(listener);
	}
	close(listener);
	return ntohs(address.sin_port);
}

void odd_site_stop(void)
{
	if (site <= 0)
		return;
	kill(site, SIGKILL);
	waitpid(site, NULL, 0);
}
