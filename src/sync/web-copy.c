/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "web-inside.h"

#include "baolan/base/clock.h"
#include "baolan/base/mem.h"
#include "baolan/net/fields.h"
#include "baolan/text/url.h"

#include <stdlib.h>

/* The cache's name of an address: a page is the same at each of its places. */
static char *key_of(const char *url)
{
	return mem_strndup(url, strcspn(url, "#"));
}

static struct stored stored_of(const struct cache_entry *entry)
{
	return (struct stored){ .status = entry->status,
		                .head = str_of(entry->head),
		                .vary = str_of(entry->vary),
		                .asked = entry->asked,
		                .came = entry->came };
}

void copy_forget(struct call *call)
{
	free(call->entry.vary);
	free(call->entry.head);
	call->entry = (struct cache_entry){ 0 };
	call->conditional = false;
}

static bool can_answer(const struct call *call, const struct cache_entry *entry)
{
	struct stored stored = stored_of(entry);
	return !(call->flags & WEB_ANEW) &&
	       (entry->has_body || (call->flags & WEB_KEEP_HEAD_ONLY)) &&
	       fresh_matches(&call->request, &stored);
}

void copy_find(struct call *call)
{
	cache_entries entries = { 0 };
	auto_free char *key = key_of(call->request.url);
	copy_forget(call);
	cache_look_up(call->web->cache, key, &entries);
	vec_each (entry, &entries) {
		if (!can_answer(call, entry))
			continue;
		call->entry = *entry;
		entry->vary = entry->head = NULL;
		break;
	}
	cache_entries_done(&entries);
}

bool copy_is_fresh(const struct call *call)
{
	struct stored stored = stored_of(&call->entry);
	return call->entry.id &&
	       fresh_judge(&call->request, &stored, clock_now()) == FRESH_USE;
}

bool copy_may_stand_in(const struct call *call, enum fresh_trouble trouble)
{
	struct stored stored = stored_of(&call->entry);
	if (!call->entry.id || !call->entry.has_body || call->entry.status >= 400)
		return false;
	return call->web->offline || (call->flags & (WEB_SAVED_COPY | WEB_OFFLINE)) ||
	       fresh_may_stand_in(&call->request, &stored, trouble, clock_now());
}

/* What fetching it would have cost: compressed, when the server does that. */
static uint64_t cost_of(const struct response *response)
{
	unsigned long length;
	struct str head = buf_str(&response->head);
	if (field_first(head, STR("Content-Encoding")).len &&
	    str_number(field_first(head, STR("Content-Length")), REQUEST_MAX_BODY,
	               &length))
		return length + head.len;
	return response->body.len + head.len;
}

bool copy_response(struct call *call, enum response_origin origin,
                   struct response *ret_response)
{
	int64_t now = clock_now();
	struct stored stored = stored_of(&call->entry);
	struct response r = { .status = call->entry.status,
		              .head = BUF_INIT(REQUEST_MAX_HEAD * 2),
		              .body = BUF_INIT(REQUEST_MAX_BODY),
		              .origin = origin,
		              .saved = call->entry.came,
		              .not_modified = !call->entry.has_body };
	if (call->entry.has_body &&
	    !cache_body(call->web->cache, call->entry.id, &r.body)) {
		response_done(&r);
		return false;
	}
	if (origin == RESPONSE_CONFIRMED)
		buf_add_str(&r.head, stored.head);
	else
		fresh_add_age(stored.head, fresh_age(&stored, now), &r.head);
	r.url = mem_strdup(call->request.url);
	cache_touch(call->web->cache, call->entry.id, now);
	if (origin != RESPONSE_STALE)
		meter_count(call->web, cost_of(&r), 0);
	*ret_response = r;
	return true;
}

void copy_confirm(struct call *call, const struct response *not_modified)
{
	struct cache_entry *entry = &call->entry;
	auto_buf head = BUF_INIT(REQUEST_MAX_HEAD * 2);
	fresh_merge(str_of(entry->head), buf_str(&not_modified->head), &head);
	free(entry->head);
	entry->head = mem_strdup(buf_text(&head));
	entry->asked = call->asked;
	entry->came = clock_now();
	cache_confirm(call->web->cache, entry->id, buf_str(&head), entry->asked,
	              entry->came);
}

/* Another address that an unsafe request names as changed; of the same host
 * only, or anybody could empty the cache. */
static void invalidate_named(struct call *call, const struct response *response,
                             const char *name)
{
	struct str base = str_of(response->url);
	struct str where = response_header(response, name);
	auto_buf url = BUF_INIT(BUF_MAX_TEXT);
	if (!where.len || !url_resolve(base, where, NULL, &url) ||
	    !str_eq(url_host(buf_str(&url)), url_host(base)))
		return;
	auto_free char *key = key_of(buf_text(&url));
	cache_invalidate(call->web->cache, key);
}

static void invalidate(struct call *call, const struct response *response)
{
	auto_free char *key = key_of(call->request.url);
	cache_invalidate(call->web->cache, key);
	invalidate_named(call, response, "Location");
	invalidate_named(call, response, "Content-Location");
}

static void put(struct call *call, const struct response *response)
{
	auto_free char *key = key_of(call->request.url);
	auto_buf vary = BUF_INIT(REQUEST_MAX_HEAD);
	auto_buf head = BUF_INIT(REQUEST_MAX_HEAD * 2);
	fresh_vary_key(&call->request, buf_str(&response->head), &vary);
	fresh_storable_head(buf_str(&response->head), &head);
	struct cache_put put = { .url = key,
		                 .vary = buf_str(&vary),
		                 .head = buf_str(&head),
		                 .body = buf_str(&response->body),
		                 .head_only = call->flags & WEB_KEEP_HEAD_ONLY,
		                 .status = response->status,
		                 .asked = call->asked,
		                 .came = clock_now() };
	cache_put(call->web->cache, &put);
}

void copy_keep(struct call *call, const struct response *response)
{
	struct str head = buf_str(&response->head);
	if (fresh_invalidates(call->request.method, response->status))
		invalidate(call, response);
	if (!(call->flags & WEB_BYPASS) &&
	    fresh_may_store(&call->request, response->status, head))
		put(call, response);
}
