/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hash.h - 64-bit hashes that are kept in the store, so they never change.
 *
 * Eight bytes a step by a multiply and a fold.  Not keyed: who finds something by a
 * hash compares the text. */
#ifndef BAOLAN_SRC_STORE_HASH_H
#define BAOLAN_SRC_STORE_HASH_H

#include "baolan/base/str.h"

#include <stdint.h>

#define HASH_START UINT64_C(0x62616f6c616e0001)

static inline uint64_t hash_word(uint64_t hash, uint64_t word)
{
	hash = (hash ^ word) * UINT64_C(0x9e3779b97f4a7c15);
	return hash ^ (hash >> 29);
}

/* Continue `hash` with s; the length counts, so that "a", "bc" is not "ab", "c". */
static inline uint64_t hash_str(uint64_t hash, struct str s)
{
	uint64_t word = 0;
	hash = hash_word(hash, s.len);
	for (; s.len >= sizeof(word); s.at += sizeof(word), s.len -= sizeof(word)) {
		memcpy(&word, s.at, sizeof(word));
		hash = hash_word(hash, word);
	}
	word = 0;
	if (s.len)
		memcpy(&word, s.at, s.len);
	return hash_word(hash, word);
}

#endif
