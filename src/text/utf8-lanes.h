/* SPDX-License-Identifier: GPL-3.0-or-later */
/* utf8-lanes.h - sixteen bytes of UTF-8, checked together. */
#ifndef BAOLAN_TEXT_UTF8_LANES_H
#define BAOLAN_TEXT_UTF8_LANES_H

#include "baolan/text/lanes.h"

/* The three bytes before the sixteen are looked at, too. */
#define LANES_BEFORE 3

/* The lanes that do not fit behind the three bytes before them: every byte that
 * a lead before it asks for must be a trailing one, and no other may be; the rest
 * are the limits of table 3-7 of the Unicode Standard. */
static inline lanes utf8_misfits(const char *at)
{
	lanes c = lanes_at(at), b1 = lanes_at(at - 1), b2 = lanes_at(at - 2),
	      b3 = lanes_at(at - 3);
	lanes wanted =
	        lanes_from(b1, 0xC0) | lanes_from(b2, 0xE0) | lanes_from(b3, 0xF0);
	lanes bad = wanted ^ lanes_trail(c);
	bad |= lanes_within(c, 0xC0, 0xC1) | lanes_from(c, 0xF5);
	bad |= lanes_are(b1, 0xE0) & ~lanes_from(c, 0xA0);
	bad |= lanes_are(b1, 0xED) & lanes_from(c, 0xA0);
	bad |= lanes_are(b1, 0xF0) & ~lanes_from(c, 0x90);
	bad |= lanes_are(b1, 0xF4) & lanes_from(c, 0x90);
	return bad;
}

/* Where to go on behind well-formed text that was cut at `end`: at the start of
 * the character before it, which may not be whole. */
static inline size_t utf8_back_to_start(const char *at, size_t end)
{
	size_t i = end;
	while (i > 0 && ((unsigned char)at[i - 1] & 0xC0) == 0x80)
		i--;
	return i > 0 && (unsigned char)at[i - 1] >= 0xC0 ? i - 1 : end;
}

#endif
