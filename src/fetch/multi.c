/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The multi_socket interface: libcurl says which descriptors and which timer it
 * waits for, the loop waits, and every event goes back to libcurl.  So a stalled
 * transfer costs nothing and fifty of them cost one poll(2). */
#include "multi.h"

#include "baolan/base/mem.h"
#include "baolan/loop/loop.h"

#include <limits.h>
#include <poll.h>
#include <stdlib.h>

/* Connections kept for the next request: those of some hundred papers.  How much a
 * host is asked at once is baolan's to say. */
#define MAX_KEPT 500L

struct multi {
	struct loop *loop;
	CURLM *curl;
	multi_done_fn *done;
	unsigned timer;
};

struct watched { /* a descriptor of libcurl's */
	struct multi *multi;
	curl_socket_t fd;
};

/* Ended transfers, one at a time: `done` removes the handle, which frees the
 * message. */
static void collect(struct multi *m)
{
	CURLMsg *message;
	int left;
	while ((message = curl_multi_info_read(m->curl, &left)) != NULL) {
		void *transfer = NULL;
		if (message->msg != CURLMSG_DONE)
			continue;
		CURLcode result = message->data.result;
		curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &transfer);
		m->done(transfer, result);
	}
}

static void act(struct multi *m, curl_socket_t fd, int events)
{
	int running;
	curl_multi_socket_action(m->curl, fd, events, &running);
	collect(m);
}

static void on_ready(void *data, short revents)
{
	const struct watched *watched = data;
	int events = 0;
	if (revents & POLLIN)
		events |= CURL_CSELECT_IN;
	if (revents & POLLOUT)
		events |= CURL_CSELECT_OUT;
	if (revents & (POLLERR | POLLHUP | POLLNVAL))
		events |= CURL_CSELECT_ERR;
	act(watched->multi, watched->fd, events);
}

static void on_timer(void *data)
{
	struct multi *m = data;
	m->timer = 0;
	act(m, CURL_SOCKET_TIMEOUT, 0);
}

static int set_timer(CURLM *curl, long ms, void *data)
{
	struct multi *m = data;
	(void)curl;
	loop_cancel(m->loop, m->timer);
	m->timer = ms < 0 ? 0 : loop_after(m->loop, (int)MIN(ms, INT_MAX), on_timer, m);
	return 0;
}

static short poll_events(int what)
{
	short events = 0;
	if (what == CURL_POLL_IN || what == CURL_POLL_INOUT)
		events |= POLLIN;
	if (what == CURL_POLL_OUT || what == CURL_POLL_INOUT)
		events |= POLLOUT;
	return events;
}

static int set_socket(CURL *easy, curl_socket_t fd, int what, void *data,
                      void *of_socket)
{
	struct multi *m = data;
	struct watched *watched = of_socket;
	(void)easy;
	if (what == CURL_POLL_REMOVE) {
		loop_unwatch(m->loop, fd);
		free(watched);
		return 0;
	}
	if (!watched) {
		watched = mem_new(struct watched);
		*watched = (struct watched){ m, fd };
		curl_multi_assign(m->curl, fd, watched);
	}
	loop_watch(m->loop, fd, poll_events(what), on_ready, watched);
	return 0;
}

struct multi *multi_new(struct loop *loop, multi_done_fn *done)
{
	CURLM *curl = curl_multi_init();
	if (!curl)
		return NULL;
	struct multi *m = mem_new(struct multi);
	*m = (struct multi){ .loop = loop, .curl = curl, .done = done };
	curl_multi_setopt(curl, CURLMOPT_SOCKETFUNCTION, set_socket);
	curl_multi_setopt(curl, CURLMOPT_SOCKETDATA, m);
	curl_multi_setopt(curl, CURLMOPT_TIMERFUNCTION, set_timer);
	curl_multi_setopt(curl, CURLMOPT_TIMERDATA, m);
	curl_multi_setopt(curl, CURLMOPT_MAXCONNECTS, MAX_KEPT);
	curl_multi_setopt(curl, CURLMOPT_PIPELINING, (long)CURLPIPE_MULTIPLEX);
	return m;
}

void multi_free(struct multi *multi)
{
	if (!multi)
		return;
	curl_multi_cleanup(multi->curl);
	loop_cancel(multi->loop, multi->timer);
	free(multi);
}

bool multi_add(struct multi *multi, CURL *easy)
{
	return curl_multi_add_handle(multi->curl, easy) == CURLM_OK;
}

void multi_remove(struct multi *multi, CURL *easy)
{
	curl_multi_remove_handle(multi->curl, easy);
}
