/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "web-inside.h"

#include "baolan/base/clock.h"
#include "baolan/base/mem.h"

#include <time.h>

enum {
	FLUSH_MS = 150,
	/* A budget that is used up: what a page of text takes still comes. */
	FRUGAL_BYTES = 100 << 10,
};

/* Days begin at the reader's midnight. */
static int64_t present_day(void)
{
	time_t now = (time_t)clock_now();
	struct tm tm;
	if (!localtime_r(&now, &tm))
		return now / 86400;
	return (now + tm.tm_gmtoff) / 86400;
}

static void know_today(struct web *web)
{
	int64_t day = present_day();
	if (web->knows_today && web->day == day)
		return;
	web->knows_today = true;
	web->day = day;
	cache_counted(web->cache, day, &web->today);
}

static void on_flush(void *data)
{
	struct web *web = data;
	web->flush_timer = 0;
	cache_flush(web->cache, false);
	web_flush_later(web);
}

void web_flush_later(struct web *web)
{
	if (!web->flush_timer && cache_is_dirty(web->cache))
		web->flush_timer = loop_after(web->loop, FLUSH_MS, on_flush, web);
}

void meter_count(struct web *web, uint64_t by_cache, uint64_t by_compression)
{
	uint64_t wire = fetcher_wire_bytes(web->fetcher);
	struct cache_bytes bytes = { .wire = wire - web->counted,
		                     .saved_by_cache = by_cache,
		                     .saved_by_compression = by_compression };
	if (!bytes.wire && !by_cache && !by_compression)
		return;
	web->counted = wire;
	cache_count(web->cache, present_day(), &bytes);
	web->today.wire += bytes.wire;
	web->today.saved_by_cache += by_cache;
	web->today.saved_by_compression += by_compression;
	web_flush_later(web);
}

static bool is_spent(struct web *web)
{
	know_today(web);
	return web->budget > 0 && web->today.wire >= (uint64_t)web->budget;
}

int64_t meter_ask_above(struct web *web)
{
	if (!is_spent(web))
		return web->ask_above;
	return web->ask_above ? MIN(web->ask_above, (int64_t)FRUGAL_BYTES)
	                      : FRUGAL_BYTES;
}

void web_meter(struct web *web, struct meter *ret_meter)
{
	know_today(web);
	meter_count(web, 0, 0);
	*ret_meter = (struct meter){
		.session = fetcher_wire_bytes(web->fetcher),
		.day = web->today.wire,
		.saved_by_cache = web->today.saved_by_cache,
		.saved_by_compression = web->today.saved_by_compression,
		.budget = (uint64_t)web->budget,
	};
}

bool web_may_prefetch(struct web *web)
{
	return !web->offline && web->budget == 0;
}
