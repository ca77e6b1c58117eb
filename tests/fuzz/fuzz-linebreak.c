/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The short way and ICU's find the same breaks in any bytes, none of them inside
 * a character; and clusters cover the text. */
#include "baolan/base/mem.h"
#include "baolan/text/grapheme.h"
#include "baolan/text/linebreak.h"
#include "baolan/text/utf8.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_clusters(struct str s)
{
	for (size_t len; s.len; s = str_from(s, len)) {
		int cells;
		len = grapheme_next(s, &cells);
		if (!len || len > s.len || cells < 0 || cells > 2)
			abort();
	}
}

/* Where the ruler is good, it measures cluster by cluster. */
static void check_ruler(struct breaker *breaker, struct str s, uint8_t *breaks)
{
	auto_free uint16_t *ruler =
	        mem_resize(NULL, s.len + BREAKER_SLACK, sizeof(*ruler));
	int cells;
	if (!breaker_measure(breaker, s, breaks, ruler))
		return;
	for (size_t at = 0, len; at < s.len; at += len) {
		len = grapheme_next(str_from(s, at), &cells);
		for (size_t i = at + 1; i <= at + len; i++)
			if (ruler[i] != (uint16_t)(ruler[at] + cells))
				abort();
	}
}

static void check_whole_characters(struct str s, const uint8_t *breaks)
{
	uint32_t c;
	for (size_t at = 0, len; at < s.len; at += len) {
		len = utf8_next(str_from(s, at), &c);
		for (size_t inside = at + 1; inside < at + len; inside++)
			if (breaks[inside])
				abort();
	}
}

/* Phrases only take breaks away. */
static void check_phrases(struct breaker *breaker, struct str s, uint8_t *breaks)
{
	auto_free uint8_t *kept = mem_alloc(s.len + 1);
	memcpy(kept, breaks, s.len + 1);
	breaker_keep_phrases(breaker, s, kept);
	for (size_t at = 0; at <= s.len; at++)
		if (kept[at] != breaks[at] &&
		    (kept[at] != BREAK_NONE || breaks[at] != BREAK_MAY))
			abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct breaker *breakers[BREAK_SETS];
	enum break_set set = size % BREAK_SETS;
	if (!breakers[set])
		breakers[set] = breaker_new(set);
	struct breaker *breaker = breakers[set];
	struct str s = str_make((const char *)data, size);
	auto_free uint8_t *fast = mem_alloc(size + 1), *slow = mem_alloc(size + 1);
	breaker_find(breaker, s, fast);
	breaker_find_slowly(breaker, s, slow);
	if (memcmp(fast, slow, size + 1) != 0 || fast[size] != BREAK_MUST)
		abort();
	check_whole_characters(s, fast);
	check_clusters(s);
	check_ruler(breaker, s, fast);
	check_phrases(breaker, s, fast);
	return 0;
}
