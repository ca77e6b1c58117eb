/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lanes.h - sixteen bytes of text looked at together.
 *
 * Han text has a mark or a digit every few characters, at no regular distance:
 * a loop over characters spends its time on wrongly foretold branches.  These
 * compare sixteen bytes at once, without any.  A result is a mask: 0xFF in the
 * lanes where it holds, 0 in the others.  Characters of several bytes are found
 * by loading the same text again, shifted by one and two bytes. */
#ifndef BAOLAN_TEXT_LANES_H
#define BAOLAN_TEXT_LANES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define LANES 16
typedef uint8_t lanes __attribute__((vector_size(LANES)));

static inline lanes lanes_at(const void *bytes)
{
	lanes l;
	memcpy(&l, bytes, sizeof(l));
	return l;
}

static inline lanes lanes_of(uint8_t byte)
{
	return (lanes){ 0 } + byte;
}

static inline lanes lanes_are(lanes l, uint8_t byte)
{
	return (lanes)(l == lanes_of(byte));
}

static inline lanes lanes_from(lanes l, uint8_t least)
{
	return (lanes)(l >= lanes_of(least));
}

static inline lanes lanes_within(lanes l, uint8_t least, uint8_t most)
{
	return (lanes)(l - least <= lanes_of((uint8_t)(most - least)));
}

/* The second and later bytes of characters. */
static inline lanes lanes_trail(lanes l)
{
	return lanes_within(l, 0x80, 0xBF);
}

static inline bool lanes_any(lanes mask)
{
	uint64_t half[2];
	memcpy(half, &mask, sizeof(half));
	return (half[0] | half[1]) != 0;
}

/* Counts masks lane by lane.  A lane holds 255 at most, so add up in time. */
struct lanes_count {
	lanes lane;
	unsigned blocks;
	size_t total;
};

static inline void lanes_settle(struct lanes_count *count)
{
	for (size_t i = 0; i < LANES; i++)
		count->total += count->lane[i];
	count->lane = lanes_of(0);
	count->blocks = 0;
}

static inline void lanes_add(struct lanes_count *count, lanes mask)
{
	count->lane -= mask;
	if (++count->blocks == 255)
		lanes_settle(count);
}

#endif
