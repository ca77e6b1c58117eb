/* SPDX-License-Identifier: GPL-3.0-or-later */
/* arena.h - many small allocations that die together.
 *
 * Nothing in an arena is freed alone, and nothing ever moves. */
#ifndef BAOLAN_BASE_ARENA_H
#define BAOLAN_BASE_ARENA_H

#include "baolan/base/str.h"

struct arena_block;
struct arena {
	struct arena_block *last;
};

void arena_done(struct arena *a);
/* Zeroed and aligned for any type. */
void *arena_alloc(struct arena *a, size_t size);
/* A copy, followed by a NUL that does not count. */
struct str arena_str(struct arena *a, struct str s);
/* The same of formatted text. */
char *arena_printf(struct arena *a, const char *format, ...)
        __attribute__((format(printf, 2, 3)));

#define auto_arena __attribute__((cleanup(arena_done))) struct arena

#endif
