/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rank.h - the most read stories of a day, a week, a month. */
#ifndef PAPER_RANK_H
#define PAPER_RANK_H

#include "article.h"

#define RANK_ROWS 10

struct ranking {
	const struct article *rows[RANK_ROWS];
	size_t len;
};
/* As the counts stand now: under the lock. */
struct ranking rank(const struct articles *articles, enum period period);

#endif
