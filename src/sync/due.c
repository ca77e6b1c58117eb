/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "due.h"

#include "baolan/base/mem.h"

/* After six failures in a row the wait has grown by 64. */
enum { MOST_DOUBLINGS = 6, SCATTER_PARTS = 8 };

static int64_t wished(const struct due_facts *facts)
{
	if (facts->interval_s)
		return facts->interval_s;
	int64_t usual = facts->usual_s ? facts->usual_s : DUE_USUAL_S;
	return MIN(MAX(usual, facts->ttl_s), DUE_MOST_S);
}

static int64_t backed_off(int64_t wait, int failures)
{
	if (failures <= 0)
		return wait;
	return MIN(wait << MIN(failures, MOST_DOUBLINGS), MAX(wait, DUE_MOST_S));
}

int64_t due_next(const struct due_facts *facts)
{
	int64_t wait = backed_off(MAX(wished(facts), DUE_LEAST_S), facts->failures);
	wait = MAX(wait, MIN(facts->fresh_s, DUE_MOST_S));
	wait = MAX(wait, MIN(facts->retry_s, DUE_RETRY_S));
	return facts->now + wait + facts->scatter % (wait / SCATTER_PARTS);
}
