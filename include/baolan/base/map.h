/* SPDX-License-Identifier: GPL-3.0-or-later */
/* map.h - strings to pointers.
 *
 * Keys are copied, values are borrowed.  Keys may come from strangers: the
 * hash is keyed per process, so that nobody can choose collisions. */
#ifndef BAOLAN_BASE_MAP_H
#define BAOLAN_BASE_MAP_H

#include "baolan/base/str.h"

struct map_slot;
struct map {
	struct map_slot *slots;
	size_t len, size;
};

void map_done(struct map *m);
/* NULL when the key is not there. */
void *map_get(const struct map *m, struct str key);
/* `value` must not be NULL.  Replaces, and returns what was there before. */
void *map_put(struct map *m, struct str key, void *value);

#endif
