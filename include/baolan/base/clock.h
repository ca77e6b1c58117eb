/* SPDX-License-Identifier: GPL-3.0-or-later */
/* clock.h - the two clocks. */
#ifndef BAOLAN_BASE_CLOCK_H
#define BAOLAN_BASE_CLOCK_H

#include <stdint.h>

/* Milliseconds that only go forward, for measuring and timers. */
int64_t clock_ms(void);
/* Seconds since 1970, UTC.  BAOLAN_NOW=SECONDS in the environment fixes it,
 * so that tests of "3 hours ago" have one answer. */
int64_t clock_now(void);

#endif
