/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Open addressing, at most three quarters full, grown by doubling. */
#include "baolan/base/map.h"

#include "baolan/base/mem.h"

#include <stdint.h>
#include <stdlib.h>
#include <sys/random.h>

struct map_slot {
	char *key; /* NULL: free */
	size_t len;
	uint64_t hash;
	void *value;
};

static uint64_t process_seed(void)
{
	static uint64_t seed;
	if (!seed && getrandom(&seed, sizeof(seed), GRND_NONBLOCK) != sizeof(seed))
		seed = (uint64_t)(uintptr_t)&seed;
	seed |= 1;
	return seed;
}

static uint64_t hash_of(struct str key)
{
	uint64_t hash = process_seed();
	for (size_t i = 0; i < key.len; i++) {
		hash = (hash ^ (unsigned char)key.at[i]) * 0x9E3779B97F4A7C15ULL;
		hash ^= hash >> 29;
	}
	return hash;
}

static struct map_slot *slot_for(struct map_slot *slots, size_t size, struct str key,
                                 uint64_t hash)
{
	for (size_t i = hash & (size - 1);; i = (i + 1) & (size - 1)) {
		struct map_slot *slot = &slots[i];
		if (!slot->key)
			return slot;
		if (slot->hash == hash && str_eq(str_make(slot->key, slot->len), key))
			return slot;
	}
}

static void grow(struct map *m)
{
	size_t size = m->size ? m->size * 2 : 16;
	struct map_slot *slots = mem_zalloc(size * sizeof(*slots));
	for (size_t i = 0; i < m->size; i++) {
		struct map_slot *old = &m->slots[i];
		if (old->key)
			*slot_for(slots, size, str_make(old->key, old->len),
			          old->hash) = *old;
	}
	free(m->slots);
	m->slots = slots;
	m->size = size;
}

void map_done(struct map *m)
{
	for (size_t i = 0; i < m->size; i++)
		free(m->slots[i].key);
	free(m->slots);
	*m = (struct map){ 0 };
}

void *map_get(const struct map *m, struct str key)
{
	if (!m->size)
		return NULL;
	struct map_slot *slot = slot_for(m->slots, m->size, key, hash_of(key));
	return slot->key ? slot->value : NULL;
}

void *map_put(struct map *m, struct str key, void *value)
{
	if (m->len + 1 > m->size / 4 * 3)
		grow(m);
	uint64_t hash = hash_of(key);
	struct map_slot *slot = slot_for(m->slots, m->size, key, hash);
	void *before = slot->key ? slot->value : NULL;
	if (!slot->key) {
		slot->key = str_dup(key);
		slot->len = key.len;
		slot->hash = hash;
		m->len++;
	}
	slot->value = value;
	return before;
}
