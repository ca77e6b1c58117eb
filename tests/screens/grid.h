/* SPDX-License-Identifier: GPL-3.0-or-later */
/* grid.h - a terminal emulator of our own, whose width for ambiguous characters can
 * be chosen.
 *
 * It understands what curses sends for xterm-256color, screen-256color,
 * tmux-256color, linux and vt100; attributes are read and forgotten.  Its widths
 * come from ICU's properties, not from the program's own table. */
#ifndef TESTS_SCREENS_GRID_H
#define TESTS_SCREENS_GRID_H

#include "baolan/base/buf.h"

#include <stdint.h>

struct grid_cell {
	uint32_t c; /* ' ' when blank, 0 in the right half of a wide character */
	int marks;  /* combining marks upon it */
};

enum grid_width {
	GRID_NARROW,
	GRID_WIDE,
	GRID_MIXED, /* quotes, ① and Ⅳ wide, the rest narrow */
};

struct grid {
	int rows, cols;
	enum grid_width width;
	bool old_emoji;     /* emoji have one cell, as in terminals before them */
	bool no_cursor;     /* does not answer where the cursor is */
	bool no_attributes; /* does not answer what it is */
	struct grid_cell *cells;
	int row, col;    /* col == cols: a character more goes to the next row */
	int top, bottom; /* of the scrolling region */
	int saved_row, saved_col;
	bool insert;
	uint32_t last;      /* the last character drawn */
	struct buf pending; /* the beginning of what is not whole yet */
	struct buf answers; /* for the program; whoever sends them clears them */
	struct buf strings; /* what came in OSC strings, each with a newline */
	unsigned unknown;   /* sequences that were not understood */
};

void grid_init(struct grid *g, int rows, int cols, enum grid_width width);
void grid_done(struct grid *g);
void grid_write(struct grid *g, struct str bytes);
int grid_char_width(const struct grid *g, uint32_t c);
const struct grid_cell *grid_at(const struct grid *g, int row, int col);
/* Adds a row's text without blanks at its end. */
void grid_add_row(const struct grid *g, int row, struct buf *ret_text);

#endif
