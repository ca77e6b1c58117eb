/* SPDX-License-Identifier: GPL-3.0-or-later */
/* timers.h - the loop's timers, soonest first.
 *
 * A binary heap ordered by due time, then by age.  Adding and taking are
 * logarithmic; cancelling searches. */
#ifndef BAOLAN_LOOP_TIMERS_H
#define BAOLAN_LOOP_TIMERS_H

#include "baolan/base/vec.h"
#include "baolan/loop/loop.h"

#include <stdint.h>

struct timer {
	int64_t due;  /* clock_ms */
	uint64_t age; /* order of adding */
	unsigned handle;
	loop_fn *fn;
	void *data;
};

struct timers {
	VEC(struct timer) heap;
	uint64_t next_age;
	unsigned last_handle;
};

void timers_done(struct timers *timers);
unsigned timers_add(struct timers *timers, int64_t due, loop_fn *fn, void *data);
void timers_cancel(struct timers *timers, unsigned handle);
/* Borrowed until the next change; NULL when there is none. */
const struct timer *timers_first(const struct timers *timers);
/* Takes the soonest out; there must be one. */
struct timer timers_pop(struct timers *timers);

#endif
