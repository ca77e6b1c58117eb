/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timers.h"

void timers_done(struct timers *timers)
{
	vec_done(&timers->heap);
}

static bool is_sooner(const struct timer *a, const struct timer *b)
{
	return a->due != b->due ? a->due < b->due : a->age < b->age;
}

static void swap(struct timer *a, struct timer *b)
{
	struct timer held = *a;
	*a = *b;
	*b = held;
}

static void sift_up(struct timers *timers, size_t i)
{
	struct timer *at = timers->heap.at;
	for (; i > 0 && is_sooner(&at[i], &at[(i - 1) / 2]); i = (i - 1) / 2)
		swap(&at[i], &at[(i - 1) / 2]);
}

static void sift_down(struct timers *timers, size_t i)
{
	struct timer *at = timers->heap.at;
	for (;;) {
		size_t soonest = i;
		for (size_t child = 2 * i + 1; child <= 2 * i + 2; child++)
			if (child < timers->heap.len &&
			    is_sooner(&at[child], &at[soonest]))
				soonest = child;
		if (soonest == i)
			return;
		swap(&at[i], &at[soonest]);
		i = soonest;
	}
}

static void remove_at(struct timers *timers, size_t i)
{
	timers->heap.at[i] = *vec_last(&timers->heap);
	timers->heap.len--;
	if (i == timers->heap.len)
		return;
	sift_up(timers, i);
	sift_down(timers, i);
}

unsigned timers_add(struct timers *timers, int64_t due, loop_fn *fn, void *data)
{
	if (++timers->last_handle == 0)
		timers->last_handle = 1;
	*vec_push(&timers->heap) = (struct timer){ .due = due,
		                                   .age = timers->next_age++,
		                                   .handle = timers->last_handle,
		                                   .fn = fn,
		                                   .data = data };
	sift_up(timers, timers->heap.len - 1);
	return timers->last_handle;
}

void timers_cancel(struct timers *timers, unsigned handle)
{
	for (size_t i = 0; handle && i < timers->heap.len; i++) {
		if (timers->heap.at[i].handle == handle) {
			remove_at(timers, i);
			return;
		}
	}
}

const struct timer *timers_first(const struct timers *timers)
{
	return timers->heap.len ? &timers->heap.at[0] : NULL;
}

struct timer timers_pop(struct timers *timers)
{
	struct timer first = timers->heap.at[0];
	remove_at(timers, 0);
	return first;
}
