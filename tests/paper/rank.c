/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rank.c - insertion into a short list; equal counts keep the newer first. */
#include "rank.h"

#include "baolan/base/mem.h"

static void insert(struct ranking *ranking, const struct article *article,
                   enum period period)
{
	unsigned long hits = article->now.hits[period];
	size_t at = ranking->len;

	while (at && ranking->rows[at - 1]->now.hits[period] < hits)
		at--;
	if (at == RANK_ROWS)
		return;
	ranking->len = MIN(ranking->len + 1, RANK_ROWS);
	for (size_t i = ranking->len - 1; i > at; i--)
		ranking->rows[i] = ranking->rows[i - 1];
	ranking->rows[at] = article;
}

struct ranking rank(const struct articles *articles, enum period period)
{
	struct ranking ranking = { .len = 0 };

	vec_each (article, &articles->list)
		insert(&ranking, *article, period);
	return ranking;
}
