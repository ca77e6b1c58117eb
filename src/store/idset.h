/* SPDX-License-Identifier: GPL-3.0-or-later */
/* idset.h - a set of ids as bits, for src/store only. */
#ifndef BAOLAN_SRC_STORE_IDSET_H
#define BAOLAN_SRC_STORE_IDSET_H

#include "baolan/base/mem.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct idset { /* zero bytes: empty */
	uint64_t *words;
	size_t n_words;
	size_t len; /* ids in it */
};

static inline void idset_done(struct idset *set)
{
	free(set->words);
	*set = (struct idset){ 0 };
}

static inline bool idset_has(const struct idset *set, int64_t id)
{
	size_t word = (size_t)id / 64;
	return id >= 0 && word < set->n_words && set->words[word] >> (id % 64) & 1;
}

/* False when it was there before.  Ids are not negative. */
static inline bool idset_add(struct idset *set, int64_t id)
{
	size_t word = (size_t)id / 64;
	if (word >= set->n_words) {
		size_t n = MAX(word + 1, 2 * set->n_words);
		set->words = mem_resize(set->words, n, sizeof(*set->words));
		memset(set->words + set->n_words, 0,
		       (n - set->n_words) * sizeof(*set->words));
		set->n_words = n;
	}
	uint64_t bit = UINT64_C(1) << (id % 64);
	bool is_new = !(set->words[word] & bit);
	set->words[word] |= bit;
	set->len += is_new;
	return is_new;
}

/* The lowest id from `from` on; SIZE_MAX: none. */
static inline size_t idset_next(const struct idset *set, size_t from)
{
	size_t i = from / 64;
	uint64_t word =
	        i < set->n_words ? set->words[i] & (UINT64_MAX << (from % 64)) : 0;
	while (!word && ++i < set->n_words)
		word = set->words[i];
	return word ? i * 64 + (size_t)__builtin_ctzll(word) : SIZE_MAX;
}

/* The highest; SIZE_MAX: none. */
static inline size_t idset_last(const struct idset *set)
{
	for (size_t i = set->n_words; i-- > 0;)
		if (set->words[i])
			return i * 64 + 63 - (size_t)__builtin_clzll(set->words[i]);
	return SIZE_MAX;
}

/* Only what is in both stays. */
static inline void idset_cut(struct idset *set, const struct idset *with)
{
	set->len = 0;
	for (size_t i = 0; i < set->n_words; i++) {
		set->words[i] &= i < with->n_words ? with->words[i] : 0;
		set->len += (size_t)__builtin_popcountll(set->words[i]);
	}
}

#endif
