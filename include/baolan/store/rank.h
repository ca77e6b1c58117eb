/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rank.h - baolan's own rankings over everything that is followed, and the stories that
 * are related to an article.
 *
 * A story's score in a period of P days, from all papers that carry it (its cluster):
 *
 *     score = sum over its papers (1 + 1/place) * 2^(-age / (P/4))
 *
 * `place` is the best that the paper gave it in a list that is not by time (a story
 * without one: 1/place is 0), and `age` is that of the newest of them.  Killed stories
 * and papers that are not followed any more do not count. */
#ifndef BAOLAN_STORE_RANK_H
#define BAOLAN_STORE_RANK_H

#include "baolan/store/store.h"

enum { RANK_LENGTH = 100 }; /* of a ranking */

struct ranked {
	int64_t story; /* the member to show: the best placed, else the first */
	int64_t name;  /* what snapshots call it, whichever member is shown */
	uint32_t papers;
	double score;
	int was; /* its rank in the snapshot before; 0: it was not there */
};
struct ranking {
	VEC(struct ranked) list; /* rank 1 first, at most RANK_LENGTH */
	int64_t before; /* the day of the snapshot before, since 1970; 0: there is none
	                 */
};
void ranking_done(struct ranking *ranking);

/* `period` is PERIOD_DAY, _WEEK or _MONTH, up to now. */
enum err store_rank(struct store *store, enum doc_period period, int64_t now,
                    struct ranking *ret_ranking, struct error *err);
/* Keep it as the snapshot of today, in place of an earlier one of today; those of more
 * than two months ago go.  Days are China's. */
enum err store_rank_keep(struct store *store, enum doc_period period, int64_t now,
                         const struct ranking *ranking, struct error *err);

struct related_query {
	struct str title, lead, url; /* lead: the summary or first sentences */
	int64_t when;                /* 0: now is meant */
	int64_t now;
	int days;     /* stories so long before and after; 0: two weeks */
	size_t limit; /* 0: eight */
};
struct related {
	int64_t story;
	bool same; /* the same story in another paper */
	double score;
};
struct relateds {
	VEC(struct related) list; /* the most related first */
};
void relateds_done(struct relateds *relateds);
/* By BM25 over the pairs of neighbouring characters in title and lead.  Killed stories
 * and the article itself are left out; of other stories that several papers have only
 * the best one stands there. */
enum err store_related(struct store *store, const struct related_query *query,
                       struct relateds *ret_relateds, struct error *err);

#endif
