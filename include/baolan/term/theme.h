/* SPDX-License-Identifier: GPL-3.0-or-later */
/* theme.h - how each style looks.
 *
 * Attributes carry the meaning; colour only adds to it, so that a terminal
 * without colour, or a reader who does not see it, misses nothing. */
#ifndef BAOLAN_TERM_THEME_H
#define BAOLAN_TERM_THEME_H

#include "baolan/term/style.h"

#include <stdint.h>

enum { LOOK_BOLD = 1, LOOK_UNDERLINE = 2, LOOK_REVERSE = 4, LOOK_DIM = 8 };
/* The eight colours every colour terminal has; the terminal's own otherwise. */
enum {
	COLOUR_OWN = -1,
	COLOUR_RED = 1,
	COLOUR_GREEN,
	COLOUR_YELLOW,
	COLOUR_BLUE,
	COLOUR_MAGENTA,
	COLOUR_CYAN
};

struct look {
	int8_t colour; /* of the text; the ground is always the terminal's */
	uint8_t attributes;
};
extern const struct look theme[STYLES];

#endif
