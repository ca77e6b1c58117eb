/* SPDX-License-Identifier: GPL-3.0-or-later */
/* width.h - the one owner of cell widths.
 *
 * A table made from Unicode 15.0's EastAsianWidth and emoji data by
 * src/text/make-width.py.  wcwidth() of the program forwards here, so ncurses,
 * layout and clipping cannot disagree. */
#ifndef BAOLAN_TEXT_WIDTH_H
#define BAOLAN_TEXT_WIDTH_H

#include "baolan/base/str.h"

#include <stdint.h>

/* How wide ambiguous characters (“ ” — … · ①) are: 1 or 2.  The lines and
 * blocks of U+2500..U+259F are always 1. */
void width_set_ambiguous(int cells);
int width_ambiguous(void);
/* 0 for combining marks, joiners, variation selectors and other format
 * characters; 1; 2; -1 for controls, which are never drawn. */
int width_of(uint32_t c);
/* Of ambiguous width by Unicode (EAW=A), however wide it is here.  Lines, blocks and
 * private use, whose width is fixed here, are not. */
bool width_is_ambiguous(uint32_t c);
/* The sum over grapheme clusters; controls count nothing. */
int width_str(struct str s);
/* The longest head of s, whole clusters only, within `cells`. */
struct str width_head(struct str s, int cells);

#endif
