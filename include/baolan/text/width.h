/* SPDX-License-Identifier: GPL-3.0-or-later */
/* width.h - the one owner of cell widths.
 *
 * A table made from Unicode 15.0's EastAsianWidth and emoji data by
 * src/text/make-width.py.  wcwidth() of the program forwards here, so ncurses,
 * layout and clipping cannot disagree.
 *
 * The policy, for terminals that disagree among each other:
 *  - Wide and full-width characters have 2 cells, all others 1; here nobody
 *    disagrees.
 *  - Ambiguous characters (“ — … · ①) have what the terminal was measured to give
 *    each class of them, or what the reader says.
 *  - Private use has a class of its own: it is ambiguous by EastAsianWidth too.
 *  - Combining marks have 0 and stay with their base.
 *  - Emoji have 2 where they are emoji by default, else 1.  A cluster is as wide as
 *    its widest character; two regional indicators are 2.
 *  - Variation selectors, joiners and other format characters have 0 and are never
 *    sent: a text symbol with VS16 keeps its 1 cell, a ZWJ sequence that clean.h
 *    did not split shows its first emoji, a flag its two letters (see term.c).
 *  - Controls are -1 and never drawn.
 * Where a terminal may still differ (width_is_sure), term.c addresses the cursor
 * behind the character, so that at most that one character suffers. */
#ifndef BAOLAN_TEXT_WIDTH_H
#define BAOLAN_TEXT_WIDTH_H

#include "baolan/base/str.h"

#include <stdint.h>

/* Ambiguous characters that terminals have been seen to treat alike. */
enum width_class {
	WIDTH_QUOTES,   /* ‘ ’ “ ” */
	WIDTH_DASHES,   /* ‐ – — ― ‖ */
	WIDTH_ELLIPSIS, /* … ‥ */
	WIDTH_DOTS,     /* · • ‧ */
	WIDTH_ENCLOSED, /* ① ⒈ Ⅳ */
	WIDTH_SYMBOLS, /* ※ → ● ■ ★ ° × № and all that is in no other class */
	WIDTH_LETTERS, /* é α д */
	WIDTH_LINES,   /* lines and blocks, U+2500..U+259F */
	WIDTH_PRIVATE, /* private use */
	WIDTH_CLASSES
};

/* What one terminal does with ambiguous characters. */
struct widths {
	uint8_t cells[WIDTH_CLASSES]; /* 1 or 2 */
	bool sure[WIDTH_CLASSES];     /* measured or told, not guessed */
};

/* A property of the terminal that this process draws on, so there is one.  At the
 * beginning all are 1, and not sure. */
void width_set(const struct widths *widths);
const struct widths *width_get(void);
/* All classes alike, and surely so. */
void width_set_ambiguous(int cells);
/* The cells of “. */
int width_ambiguous(void);

/* 0 for combining marks, joiners, variation selectors and other format
 * characters; 1; 2; -1 for controls, which are never drawn. */
int width_of(uint32_t c);
/* Does the terminal surely move by width_of(c)?  False for ambiguous ones whose
 * class is not sure, emoji, and what has no width. */
bool width_is_sure(uint32_t c);
/* The class of an ambiguous character; WIDTH_CLASSES for all others. */
enum width_class width_class_of(uint32_t c);
/* Of ambiguous width by Unicode (EAW=A), however wide it is here. */
bool width_is_ambiguous(uint32_t c);
/* The sum over grapheme clusters; controls count nothing. */
int width_str(struct str s);
/* The longest head of s, whole clusters only, within `cells`. */
struct str width_head(struct str s, int cells);

#endif
