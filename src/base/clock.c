/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "baolan/base/clock.h"

#include "baolan/base/str.h"

#include <stdlib.h>
#include <time.h>

int64_t clock_ms(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

int64_t clock_now(void)
{
	unsigned long fixed;
	const char *text = getenv("BAOLAN_NOW");
	if (text && str_number(str_of(text), INT64_MAX, &fixed))
		return (int64_t)fixed;
	return time(NULL);
}
