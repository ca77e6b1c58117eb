/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A call goes from hop to hop, and each hop is answered by a copy or by the
 * network.  `done` is the last thing its turn of the loop does, and the call is
 * gone by then, so the callee may start, cancel or take whatever it likes. */
#include "baolan/base/clock.h"
#include "baolan/base/i18n.h"
#include "baolan/base/mem.h"
#include "baolan/net/fields.h"
#include "baolan/text/url.h"
#include "web-inside.h"

#include <stdlib.h>

enum { JITTER_BITS = 7, JITTER_MIN_MS = 20, MAX_WAIT_S = 24 * 60 * 60 };

struct web *web_new(struct loop *loop, struct fetcher *fetcher,
                    const struct web_options *options)
{
	struct web *web = mem_new(struct web);
	web->loop = loop;
	web->fetcher = fetcher;
	web->cache = cache_new(options->cache_path, options->cache_size);
	web->budget = options->budget;
	web->ask_above = options->ask_above;
	return web;
}

/* ---- a call's end ---- */

static void destroy(struct call *call)
{
	loop_cancel(call->web->loop, call->timer);
	fetcher_cancel(call->web->fetcher, call->transfer);
	copy_forget(call);
	request_done(&call->request);
	free(call->moved);
	free(call);
}

static void call_free(struct call *call)
{
	struct call **link = &call->web->calls;
	while (*link != call)
		link = &(*link)->next;
	*link = call->next;
	turn_end(&call->turn);
	destroy(call);
}

/* Takes over the response. */
static void finish(struct call *call, struct response *response)
{
	const struct fetch_ops *ops = call->ops;
	void *data = call->data;
	response->wire += call->wire;
	response->moved = take(call->moved);
	web_flush_later(call->web);
	call_free(call);
	ops->done(data, response, NULL);
	response_done(response);
}

static void fail(struct call *call, const struct error *why)
{
	const struct fetch_ops *ops = call->ops;
	void *data = call->data;
	struct error copy = *why;
	call_free(call);
	ops->done(data, NULL, &copy);
}

static void on_fail(void *data)
{
	struct call *call = data;
	call->timer = 0;
	fail(call, &call->why);
}

/* ---- redirects ---- */

static void begin_hop(struct call *call);

static bool leads_on(const struct call *call, const struct response *response)
{
	static const int statuses[] = { 301, 302, 303, 307, 308 };
	if (call->keeps_redirects || !response_header(response, "Location").len)
		return false;
	for (size_t i = 0; i < ARRAY_SIZE(statuses); i++)
		if (statuses[i] == response->status)
			return true;
	return false;
}

static enum err next_address(struct call *call, const struct response *response,
                             struct buf *ret_url, struct error *err)
{
	struct str base = str_of(call->request.url), host = url_host(base);
	if (++call->hops > REQUEST_MAX_REDIRECTS)
		return err_set(
		        err, ERR_HTTP,
		        _("%.*s redirects in circles; gave up after %d redirects"),
		        STR_ARG(host), REQUEST_MAX_REDIRECTS);
	if (!url_resolve(base, response_header(response, "Location"), NULL, ret_url) ||
	    !url_is_web(buf_str(ret_url)) ||
	    !str_starts_nocase(buf_str(ret_url), STR("http")))
		return err_set(err, ERR_HTTP,
		               _("%.*s redirects to an address that is not http "
		                 "or https"),
		               STR_ARG(host));
	return ERR_OK;
}

static void note_move(struct call *call, int status)
{
	call->for_good &= status == 301 || status == 308;
	if (!call->for_good)
		return;
	free(call->moved);
	call->moved = mem_strdup(call->request.url);
}

static void go_on(struct call *call, const struct response *response)
{
	auto_buf url = BUF_INIT(BUF_MAX_TEXT);
	struct error why;
	if (next_address(call, response, &url, &why) != ERR_OK) {
		fail(call, &why);
		return;
	}
	free(call->request.url);
	call->request.url = buf_take(&url);
	call->wire += response->wire;
	note_move(call, response->status);
	turn_end(&call->turn);
	begin_hop(call);
}

/* Takes over the response. */
static void deliver(struct call *call, struct response *response)
{
	if (!leads_on(call, response)) {
		finish(call, response);
		return;
	}
	go_on(call, response);
	response_done(response);
}

/* ---- answers from the cache ---- */

static void ask(struct call *call);

static void answer_with_copy(struct call *call, enum response_origin origin)
{
	struct response response;
	if (copy_response(call, origin, &response)) {
		if (origin == RESPONSE_STALE)
			response.why_stale = call->why;
		deliver(call, &response);
	} else if (origin == RESPONSE_STALE) {
		fail(call, &call->why);
	} else {
		copy_forget(call);
		turn_end(&call->turn);
		ask(call);
	}
}

static void on_fresh(void *data)
{
	struct call *call = data;
	call->timer = 0;
	answer_with_copy(call, RESPONSE_FRESH);
}

static void on_stale(void *data)
{
	struct call *call = data;
	call->timer = 0;
	answer_with_copy(call, RESPONSE_STALE);
}

static void answer_504(void *data)
{
	struct call *call = data;
	struct response response = { .status = 504,
		                     .url = mem_strdup(call->request.url),
		                     .head = BUF_INIT(REQUEST_MAX_HEAD),
		                     .body = BUF_INIT(REQUEST_MAX_BODY) };
	call->timer = 0;
	buf_add_text(&response.head,
	             "HTTP/1.1 504 Gateway Timeout\r\nContent-Length: 0\r\n\r\n");
	finish(call, &response);
}

static void do_later(struct call *call, loop_fn *fn)
{
	call->timer = loop_after(call->web->loop, 0, fn, call);
}

static void answer_offline(struct call *call)
{
	struct str host = url_host(str_of(call->request.url));
	bool has_copy = copy_may_stand_in(call, FRESH_UNREACHABLE);
	err_set(&call->why, ERR_NETWORK,
	        has_copy ? _("baolan is offline")
	                 : _("baolan is offline and has no copy of this page of %.*s"),
	        STR_ARG(host));
	do_later(call, has_copy ? on_stale : on_fail);
}

/* ---- answers from the network ---- */

static void on_sent(void *data)
{
	struct call *call = data;
	if (call->ops->sent)
		call->ops->sent(call->data);
}

static void on_progress(void *data, uint64_t wire, uint64_t expected)
{
	struct call *call = data;
	if (call->ops->progress)
		call->ops->progress(call->data, call->wire + wire, expected);
}

static bool is_too_large(struct call *call, const struct response *so_far)
{
	unsigned long length = 0;
	int64_t limit = meter_ask_above(call->web);
	str_number(response_header(so_far, "Content-Length"), INT32_MAX, &length);
	return limit > 0 && MAX(length, so_far->body.len) > (uint64_t)limit;
}

static void refuse(struct call *call, const struct response *so_far)
{
	struct error why;
	unsigned long length = 0;
	struct str host = url_host(str_of(so_far->url));
	if (str_number(response_header(so_far, "Content-Length"), INT32_MAX, &length))
		err_set(&why, ERR_ASK, _("%.*s wants to send %lu KB"), STR_ARG(host),
		        (length + 1023) / 1024);
	else
		err_set(&why, ERR_ASK, _("%.*s sends more than %zu KB"), STR_ARG(host),
		        so_far->body.len / 1024);
	meter_count(call->web, 0, 0);
	fail(call, &why);
}

static bool is_page(const struct response *response)
{
	return response->status >= 200 && response->status < 300;
}

static void on_piece(void *data, const struct response *so_far)
{
	struct call *call = data;
	if ((call->flags & WEB_ASK) && is_page(so_far) && is_too_large(call, so_far))
		refuse(call, so_far);
	else if (call->ops->piece && is_page(so_far))
		call->ops->piece(call->data, so_far);
}

static void count_response(struct call *call, const struct response *response)
{
	uint64_t plain = response->head.len + response->body.len, saved = 0;
	if (response_header(response, "Content-Encoding").len && plain > response->wire)
		saved = plain - response->wire;
	meter_count(call->web, 0, saved);
}

static void note_retry_after(struct call *call, const struct response *response)
{
	int64_t now = clock_now();
	int64_t when =
	        fresh_retry_after(response->status, buf_str(&response->head), now);
	if (when > now)
		hosts_get(&call->web->hosts, call->request.url)->not_before =
		        MIN(when, now + MAX_WAIT_S);
}

static void on_no_answer(struct call *call, const struct error *why)
{
	call->why = *why;
	meter_count(call->web, 0, 0);
	if (why->code != ERR_CANCELLED && copy_may_stand_in(call, FRESH_UNREACHABLE))
		answer_with_copy(call, RESPONSE_STALE);
	else
		fail(call, why);
}

static bool copy_replaces_error(struct call *call, const struct response *response)
{
	struct str host = url_host(str_of(call->request.url));
	if (!fresh_is_server_error(response->status) ||
	    !copy_may_stand_in(call, FRESH_SERVER_ERROR))
		return false;
	err_set(&call->why, ERR_HTTP, _("%.*s is in trouble (%d); try again later"),
	        STR_ARG(host), response->status);
	return true;
}

static void on_done(void *data, struct response *response, const struct error *why)
{
	struct call *call = data;
	call->transfer = 0;
	if (why) {
		on_no_answer(call, why);
		return;
	}
	count_response(call, response);
	note_retry_after(call, response);
	if (response->status == 304 && call->conditional) {
		call->wire += response->wire;
		copy_confirm(call, response);
		answer_with_copy(call, RESPONSE_CONFIRMED);
		return;
	}
	if (copy_replaces_error(call, response)) {
		answer_with_copy(call, RESPONSE_STALE);
		return;
	}
	copy_keep(call, response);
	struct response own = *response;
	*response = (struct response){ 0 };
	deliver(call, &own);
}

static void start_transfer(void *data)
{
	static const struct fetch_ops ops = { .sent = on_sent,
		                              .progress = on_progress,
		                              .piece = on_piece,
		                              .done = on_done };
	struct call *call = data;
	struct request request;
	call->timer = 0;
	call->asked = clock_now();
	request_copy(&request, &call->request);
	call->conditional =
	        call->entry.id && fresh_has_validator(str_of(call->entry.head));
	if (call->conditional)
		fresh_add_validators(&request, str_of(call->entry.head));
	call->transfer = fetcher_start(call->web->fetcher, &request, &ops, call);
	request_done(&request);
}

/* Several requests of the background don't reach a host in one moment. */
static void on_turn(void *data)
{
	struct call *call = data;
	bool is_alone = call->turn.host->running == 1;
	if (!call->turn.background || is_alone || call->turn.host->is_own) {
		start_transfer(call);
		return;
	}
	uint32_t scattered = (uint32_t)call->id * 2654435761u;
	int jitter = JITTER_MIN_MS + (int)(scattered >> (32 - JITTER_BITS));
	call->timer = loop_after(call->web->loop, jitter, start_transfer, call);
}

static void ask(struct call *call)
{
	struct host *host = hosts_get(&call->web->hosts, call->request.url);
	int64_t left = host->not_before - clock_now();
	bool background = call->flags & WEB_BACKGROUND;
	if (background && left > 0) {
		err_set(&call->why, ERR_HTTP,
		        _("%s wants to be left alone for %lld s more"), host->name,
		        (long long)left);
		do_later(call, copy_may_stand_in(call, FRESH_SERVER_ERROR) ? on_stale
		                                                           : on_fail);
		return;
	}
	call->turn =
	        (struct turn){ .background = background, .go = on_turn, .data = call };
	turn_begin(&call->turn, host);
}

static void begin_hop(struct call *call)
{
	if (call->straight)
		copy_forget(call);
	else
		copy_find(call);
	bool offline = call->web->offline || (call->flags & WEB_OFFLINE);
	if (copy_is_fresh(call))
		do_later(call, on_fresh);
	else if (offline)
		answer_offline(call);
	else if (fresh_only_if_cached(&call->request))
		do_later(call, answer_504);
	else
		ask(call);
}

/* ---- the public side ---- */

static unsigned next_id(struct web *web)
{
	if (!++web->last_id)
		web->last_id = 1;
	return web->last_id;
}

static bool has_header(const struct request *request, struct str name)
{
	vec_each (header, &request->headers)
		if (str_eq_nocase(str_of(header->name), name))
			return true;
	return false;
}

static void prepare(struct call *call, const struct request *request)
{
	bool is_get = !request->method || strcmp(request->method, "GET") == 0;
	request_copy(&call->request, request);
	call->straight = (call->flags & WEB_BYPASS) || fresh_bypasses(request);
	call->keeps_redirects =
	        request->no_redirect || request->stop_at_redirect || !is_get;
	if (is_get && !request->no_redirect)
		call->request.stop_at_redirect = true;
	if ((call->flags & WEB_REVALIDATE) &&
	    !has_header(request, STR("Cache-Control")))
		request_add_header(&call->request, "Cache-Control", "max-age=0");
}

unsigned web_start(struct web *web, const struct request *request, unsigned flags,
                   const struct fetch_ops *ops, void *data)
{
	struct call *call = mem_new(struct call);
	call->web = web;
	call->id = next_id(web);
	call->flags = flags;
	call->ops = ops;
	call->data = data;
	call->for_good = true;
	call->next = web->calls;
	web->calls = call;
	prepare(call, request);
	begin_hop(call);
	return call->id;
}

void web_cancel(struct web *web, unsigned id)
{
	for (struct call *call = web->calls; call && id; call = call->next) {
		if (call->id != id)
			continue;
		call_free(call);
		return;
	}
}

const struct response *web_so_far(const struct web *web, unsigned id)
{
	const struct response *so_far = NULL;
	for (const struct call *call = web->calls; call && id; call = call->next)
		if (call->id == id)
			so_far = fetcher_so_far(web->fetcher, call->transfer);
	return so_far && is_page(so_far) ? so_far : NULL;
}

void web_set_offline(struct web *web, bool offline)
{
	web->offline = offline;
}

int64_t web_host_waits(const struct web *web, const char *url)
{
	const struct host *host = hosts_find(&web->hosts, url);
	return host ? MAX(host->not_before - clock_now(), 0) : 0;
}

void web_free(struct web *web)
{
	if (!web)
		return;
	for (struct call *call = web->calls, *next; call; call = next) {
		next = call->next;
		destroy(call);
	}
	meter_count(web, 0, 0);
	loop_cancel(web->loop, web->flush_timer);
	cache_free(web->cache);
	hosts_done(&web->hosts);
	free(web);
}
