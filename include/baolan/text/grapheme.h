/* SPDX-License-Identifier: GPL-3.0-or-later */
/* grapheme.h - what a reader takes for one character (UAX #29, extended
 * grapheme clusters). */
#ifndef BAOLAN_TEXT_GRAPHEME_H
#define BAOLAN_TEXT_GRAPHEME_H

#include "baolan/base/str.h"

/* The length in bytes of the first cluster of s (0 when empty) and its width
 * in cells: the widest of its characters, at most 2. */
size_t grapheme_next(struct str s, int *ret_cells);

#endif
