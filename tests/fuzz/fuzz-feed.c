/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any text is a feed or an error, and a feed's strings lie within what they were
 * made of. */
#include "baolan/base/mem.h"
#include "baolan/markup/feed.h"
#include "baolan/markup/plain.h"
#include "baolan/text/clean.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static size_t walk(const struct feed_item *item)
{
	size_t sum = 0;
	for (size_t i = 0; i < FEED_PARTS; i++)
		for (size_t at = 0; at < item->part[i].len; at++)
			sum += (unsigned char)item->part[i].at[at];
	return sum;
}

static void add_plain(const struct feed_item *item)
{
	auto_buf plain = BUF_INIT(BUF_MAX_TEXT);
	plain_add(item->part[FEED_CONTENT], 1000, &plain);
	if (plain.len > 1003) /* a character that begins below the limit */
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	/* Of the exact size, so that any read past it is seen. */
	auto_buf clean = BUF_INIT(BUF_MAX_TEXT);
	clean_add(&clean, str_make((const char *)data, size), true);
	auto_free char *exact = mem_alloc(clean.len);
	memcpy(exact, buf_text(&clean), clean.len);
	struct feed_source source = { .text = { exact, clean.len },
		                      .url = STR("http://a.test/x/y"),
		                      .now = 1465203600 };
	struct feed feed;
	size_t sum = 0;
	if (feed_read(&source, &feed, NULL))
		return 0;
	sum += walk(&feed.head);
	vec_each (item, &feed.items) {
		sum += walk(item);
		add_plain(item);
	}
	feed_done(&feed);
	return sum == SIZE_MAX;
}
