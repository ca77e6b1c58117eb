/* SPDX-License-Identifier: GPL-3.0-or-later */
/* due.h - when a paper is asked again.
 *
 * The reader's own interval wins over what the source wishes; nobody is asked
 * more often than the source allows or sooner than it said after a refusal, and
 * the failing are asked less and less often.  Pure. */
#ifndef BAOLAN_SRC_SYNC_DUE_H
#define BAOLAN_SRC_SYNC_DUE_H

#include <stdint.h>

enum {
	DUE_LEAST_S = 300,
	DUE_USUAL_S = 3600,   /* without a wish of anybody */
	DUE_MOST_S = 86400,   /* however long the source or the failures say */
	DUE_RETRY_S = 604800, /* the longest Retry-After that is believed */
};

struct due_facts {
	int64_t now;
	int interval_s;   /* the reader's for this paper; 0: none */
	int usual_s;      /* the reader's for all; 0: DUE_USUAL_S */
	int64_t ttl_s;    /* ttl or sy:updatePeriod of the source; 0: none */
	int64_t fresh_s;  /* max-age or Expires of the response; 0: none */
	int64_t retry_s;  /* Retry-After of the response; 0: none */
	int failures;     /* in a row, this one too */
	uint32_t scatter; /* a number of the paper's own: papers of one interval
	                     are not all asked in one second */
};
/* Seconds since 1970. */
int64_t due_next(const struct due_facts *facts);

#endif
