/* SPDX-License-Identifier: GPL-3.0-or-later */
/* theme.c - reverse marks what the reader acts on, bold what is said first,
 * underline what can be followed, dim what may be skipped. */
#include "baolan/term/theme.h"

/* clang-format off */
const struct look theme[STYLES] = {
	[STYLE_TEXT]        = { COLOUR_OWN,     0 },
	[STYLE_MASTHEAD]    = { COLOUR_RED,     LOOK_BOLD },
	[STYLE_KICKER]      = { COLOUR_OWN,     0 },
	[STYLE_HEADLINE]    = { COLOUR_OWN,     LOOK_BOLD },
	[STYLE_SUBTITLE]    = { COLOUR_OWN,     LOOK_BOLD },
	[STYLE_BYLINE]      = { COLOUR_GREEN,   0 },
	[STYLE_HEADING]     = { COLOUR_OWN,     LOOK_BOLD },
	[STYLE_STRONG]      = { COLOUR_OWN,     LOOK_BOLD },
	[STYLE_EM]          = { COLOUR_OWN,     LOOK_UNDERLINE },
	[STYLE_CODE]        = { COLOUR_YELLOW,  0 },
	[STYLE_LINK]        = { COLOUR_CYAN,    LOOK_UNDERLINE },
	[STYLE_QUOTE]       = { COLOUR_YELLOW,  0 },
	[STYLE_CAPTION]     = { COLOUR_MAGENTA, 0 },
	[STYLE_EDITOR]      = { COLOUR_GREEN,   0 },
	[STYLE_LABEL]       = { COLOUR_YELLOW,  LOOK_BOLD },
	[STYLE_DIM]         = { COLOUR_OWN,     LOOK_DIM },
	[STYLE_BAR]         = { COLOUR_CYAN,    LOOK_REVERSE },
	[STYLE_MINE]        = { COLOUR_GREEN,   LOOK_BOLD },
	[STYLE_TAB]         = { COLOUR_OWN,     LOOK_UNDERLINE },
	[STYLE_TAB_CURRENT] = { COLOUR_OWN,     LOOK_REVERSE | LOOK_BOLD },
	[STYLE_SELECTED]    = { COLOUR_OWN,     LOOK_REVERSE },
	[STYLE_MATCH]       = { COLOUR_YELLOW,  LOOK_REVERSE },
	[STYLE_STATUS]      = { COLOUR_OWN,     LOOK_REVERSE },
	[STYLE_ERROR]       = { COLOUR_RED,     LOOK_BOLD },
	[STYLE_PROMPT]      = { COLOUR_OWN,     LOOK_BOLD },
	[STYLE_KEY]         = { COLOUR_OWN,     LOOK_BOLD },
};
/* clang-format on */
