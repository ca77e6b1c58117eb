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
#include "baolan/text/glyphs.h"

struct cell {
	/* One grapheme cluster in UTF-8; "" in the right half of a wide one.  What
	 * does not fit keeps its base character only. */
	char text[14];
	uint8_t width; /* 0 (right half), 1 or 2 */
	uint8_t style;
};

struct canvas {
	int rows, cols;
	const struct glyphs *glyphs; /* borrowed; NULL: everything is shown as it is */
	struct cell *cells;          /* rows * cols, row by row */
	int cursor_row, cursor_col;  /* where the terminal's own cursor is put */
	bool cursor_visible;
};

void canvas_init(struct canvas *c, int rows, int cols); /* blank */
void canvas_done(struct canvas *c);
/* A new size, blank; the same size keeps the memory. */
void canvas_resize(struct canvas *c, int rows, int cols);
void canvas_clear(struct canvas *c);
/* Put what is shown of text (see glyphs.h) at (row, col), clipped to the columns [col,
 * limit), never splitting a wide character; controls are never drawn.  Returns the
 * column after the last cell written. */
int canvas_put(struct canvas *c, int row, int col, int limit, enum style style,
               struct str text);
/* The same of text that is as it is shown already, as layout's is. */
int canvas_put_shown(struct canvas *c, int row, int col, int limit, enum style style,
                     struct str text);
/* How many cells canvas_put would write, without a limit. */
int canvas_cells(const struct canvas *c, struct str text);
void canvas_fill(struct canvas *c, int row, int col, int limit, enum style style,
                 char ascii);
/* Change the style of cells already there. */
void canvas_restyle(struct canvas *c, int row, int col, int limit, enum style style);
/* The canvas as UTF-8 lines without trailing blanks; appended to b. */
void canvas_text(const struct canvas *c, struct buf *b);

#endif
