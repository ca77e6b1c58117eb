/* SPDX-License-Identifier: GPL-3.0-or-later */
/* canvas.h - a grid of styled cells.
 *
 * Views paint on a canvas and never see a terminal.  term.c, the only file
 * that includes <curses.h>, copies a canvas to the screen; tests read it as
 * text. */
#ifndef BAOLAN_TERM_CANVAS_H
#define BAOLAN_TERM_CANVAS_H

#include "baolan/base/buf.h"
#include "baolan/term/style.h"

struct cell {
	/* One grapheme cluster in UTF-8; "" in the right half of a wide one.  What
	 * does not fit keeps its base character only. */
	char text[14];
	uint8_t width; /* 0 (right half), 1 or 2 */
	uint8_t style;
};

struct canvas {
	int rows, cols;
	struct cell *cells;         /* rows * cols, row by row */
	int cursor_row, cursor_col; /* where the terminal's own cursor is put */
	bool cursor_visible;
};

void canvas_init(struct canvas *c, int rows, int cols); /* blank */
void canvas_done(struct canvas *c);
/* A new size, blank; the same size keeps the memory. */
void canvas_resize(struct canvas *c, int rows, int cols);
void canvas_clear(struct canvas *c);
/* Put text at (row, col), clipped to the columns [col, limit), never splitting
 * a wide character; controls are never drawn.  Returns the column after the
 * last cell written. */
int canvas_put(struct canvas *c, int row, int col, int limit, enum style style,
               struct str text);
void canvas_fill(struct canvas *c, int row, int col, int limit, enum style style,
                 char ascii);
/* Change the style of cells already there. */
void canvas_restyle(struct canvas *c, int row, int col, int limit, enum style style);
/* The canvas as UTF-8 lines without trailing blanks; appended to b. */
void canvas_text(const struct canvas *c, struct buf *b);

#endif
