/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scripted-site.h"

#include "baolan/base/buf.h"
#include "baolan/base/mem.h"

#include <arpa/inet.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

struct site *site;
static pid_t listener_pid;
static int alive = -1; /* the end of a pipe that all its processes hold */

struct visit {
	int fd, hit;
	const char *head;
	char rest[SITE_PATH]; /* of the path, behind the route's prefix */
};

static void put(const struct visit *v, const char *text)
{
	for (size_t left = strlen(text); left;) {
		ssize_t n = send(v->fd, text, left, MSG_NOSIGNAL);
		if (n <= 0)
			_exit(0);
		text += n;
		left -= (size_t)n;
	}
}

static void answer(const struct visit *v, const char *status, const char *headers,
                   const char *body)
{
	auto_free char *head =
	        mem_printf("HTTP/1.1 %s\r\nContent-Length: %zu\r\n%s\r\n", status,
	                   strlen(body), headers);
	put(v, head);
	put(v, body);
}

static void answer_with_hit(const struct visit *v, const char *headers)
{
	auto_free char *body = mem_printf("%s %d", v->rest, v->hit);
	answer(v, "200 OK", headers, body);
}

static void fresh(const struct visit *v)
{
	answer_with_hit(v, "Cache-Control: max-age=1000\r\nETag: \"f\"\r\n");
}

static void etag(const struct visit *v)
{
	auto_free char *tag = mem_printf("\"v%d\"", atomic_load(&site->version));
	auto_free char *headers =
	        mem_printf("Cache-Control: no-cache\r\nETag: %s\r\n", tag);
	auto_free char *condition = mem_printf("If-None-Match: %s\r\n", tag);
	if (strstr(v->head, condition))
		answer(v, "304 Not Modified", headers, "");
	else
		answer_with_hit(v, headers);
}

static void plain(const struct visit *v)
{
	answer_with_hit(v, "Last-Modified: Mon, 06 Jun 2011 08:00:00 GMT\r\n");
}

static void sie(const struct visit *v)
{
	answer_with_hit(v, "Cache-Control: max-age=0, stale-if-error=100\r\n");
}

static void strict(const struct visit *v)
{
	answer_with_hit(v, "Cache-Control: max-age=0, must-revalidate\r\n");
}

static void redirect(const struct visit *v, const char *status, const char *more)
{
	auto_free char *headers = mem_printf("Location: /%s\r\n%s", v->rest, more);
	answer(v, status, headers, "elsewhere");
}

static void to302(const struct visit *v)
{
	redirect(v, "302 Found", "");
}

static void to301(const struct visit *v)
{
	redirect(v, "301 Moved Permanently", "Cache-Control: max-age=1000\r\n");
}

static void loop_forever(const struct visit *v)
{
	answer(v, "302 Found", "Location: /loop/\r\n", "");
}

static void busy(const struct visit *v)
{
	answer(v, "503 Service Unavailable", "Retry-After: 100\r\n", "busy");
}

static void wait_for_gate(void)
{
	while (!atomic_load(&site->open))
		poll(NULL, 0, 1);
}

static void gate(const struct visit *v)
{
	wait_for_gate();
	answer_with_hit(v, "");
}

/* 20000 bytes, the second half behind the gate. */
static void parts(const struct visit *v)
{
	auto_free char *half = mem_alloc(10001);
	memset(half, 'a', 10000);
	half[10000] = '\0';
	put(v, "HTTP/1.1 200 OK\r\nContent-Length: 20000\r\n\r\n");
	put(v, half);
	wait_for_gate();
	put(v, half);
}

static void add_paragraphs(struct buf *b, int from, int to)
{
	for (int i = from; i <= to; i++)
		buf_printf(
		        b,
		        "<p>第 %d 段：渡口的早班船在雾里鸣了三声笛，候船的人把雨伞"
		        "收好，排成一行走过跳板。船老大说，水位比昨天又退了半尺，今天"
		        "午后就能恢复平日的班次，请大家不必着急。</p>\n",
		        i);
}

static void story(const struct visit *v)
{
	auto_buf first = BUF_INIT(1 << 20), rest = BUF_INIT(1 << 20);
	buf_add_text(&first, "<html><head><meta charset=\"utf-8\"><title>渡口的早班船"
	                     "</title></head><body><h1>渡口的早班船</h1>"
	                     "<div class=\"text\">\n");
	add_paragraphs(&first, 1, 40);
	add_paragraphs(&rest, 41, 60);
	buf_add_text(&rest, "</div></body></html>\n");
	auto_free char *head =
	        mem_printf("HTTP/1.1 200 OK\r\nContent-Length: %zu\r\n"
	                   "Content-Type: text/html; charset=utf-8\r\n\r\n",
	                   first.len + rest.len);
	put(v, head);
	put(v, buf_text(&first));
	wait_for_gate();
	put(v, buf_text(&rest));
}

static void large(const struct visit *v)
{
	auto_free char *body = mem_alloc(300001);
	memset(body, 'x', 300000);
	body[300000] = '\0';
	answer(v, "200 OK", "Cache-Control: max-age=1000\r\n", body);
}

static const struct {
	const char *prefix;
	void (*fn)(const struct visit *v);
} routes[] = {
	{ "/fresh/", fresh }, { "/etag/", etag },         { "/plain/", plain },
	{ "/sie/", sie },     { "/strict/", strict },     { "/to302/", to302 },
	{ "/to301/", to301 }, { "/loop/", loop_forever }, { "/busy/", busy },
	{ "/gate/", gate },   { "/parts/", parts },       { "/large/", large },
	{ "/story/", story },
};

static void note(struct visit *v)
{
	struct str line = str_of(v->head);
	line = str_cut(&line, '\r');
	struct str words = line;
	str_cut(&words, ' ');
	struct str path = str_cut(&words, ' ');
	v->hit = atomic_fetch_add(&site->hits, 1) + 1;
	if (v->hit <= SITE_LOG)
		snprintf(site->log[v->hit - 1], SITE_PATH, "%.*s",
		         (int)(line.len - MIN(line.len, sizeof(" HTTP/1.1") - 1)),
		         line.at);
	snprintf(site->last, sizeof(site->last), "%s", v->head);
	for (size_t i = 0; i < ARRAY_SIZE(routes); i++) {
		struct str prefix = str_of(routes[i].prefix);
		if (!str_starts(path, prefix))
			continue;
		struct str rest = str_from(path, prefix.len);
		snprintf(v->rest, sizeof(v->rest), "%.*s", STR_ARG(rest));
		if (atomic_load(&site->trouble))
			answer(v, "503 Service Unavailable", "", "trouble");
		else
			routes[i].fn(v);
		return;
	}
	answer(v, "404 Not Found", "", "");
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

static void serve(int fd)
{
	static char head[8192];
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	atomic_fetch_add(&site->connections, 1);
	while (read_head(fd, head, sizeof(head))) {
		struct visit v = { .fd = fd, .head = head };
		int running = atomic_fetch_add(&site->running, 1) + 1;
		if (running > atomic_load(&site->most))
			atomic_store(&site->most, running);
		note(&v);
		atomic_fetch_sub(&site->running, 1);
	}
	_exit(0);
}

static void listen_forever(int listener)
{
	setpgid(0, 0);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	signal(SIGCHLD, SIG_IGN);
	for (;;) {
		int fd = accept(listener, NULL, NULL);
		if (fd >= 0 && fork() == 0) {
			close(listener);
			serve(fd);
		}
		if (fd >= 0)
			close(fd);
	}
}

void site_reset(void)
{
	memset(site, 0, sizeof(*site));
}

int site_start(void)
{
	struct sockaddr_in address = { .sin_family = AF_INET,
		                       .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t len = sizeof(address);
	int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (!site)
		site = mmap(NULL, sizeof(*site), PROT_READ | PROT_WRITE,
		            MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (listener < 0 || bind(listener, (struct sockaddr *)&address, len) < 0 ||
	    listen(listener, 64) < 0 ||
	    getsockname(listener, (struct sockaddr *)&address, &len) < 0)
		abort();
	int ends[2];
	if (pipe(ends) < 0)
		abort();
	listener_pid = fork();
	if (listener_pid == 0) {
		close(ends[0]);
		listen_forever(listener);
	}
	setpgid(listener_pid, listener_pid);
	alive = ends[0];
	close(ends[1]);
	close(listener);
	return ntohs(address.sin_port);
}

void site_stop(void)
{
	char byte;
	if (listener_pid <= 0)
		return;
	kill(-listener_pid, SIGKILL);
	waitpid(listener_pid, NULL, 0);
	listener_pid = 0;
	while (read(alive, &byte, 1) > 0)
		;
	close(alive);
}
