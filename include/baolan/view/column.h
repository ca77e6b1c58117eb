/* SPDX-License-Identifier: GPL-3.0-or-later */
/* column.h - a laid-out text that scrolls, with at most one target selected.
 *
 * What is selected is always on the screen: scrolling away from it lets go of
 * it.  Where the reader is, is kept as a place in the text, so that neither
 * another width nor a longer text moves it.
 *
 * A long text is laid out as far as the screen needs it: from its start, or as a
 * window around the place where the reader is.  The rest follows in slices, or at
 * once when something is asked that needs it all. */
#ifndef BAOLAN_VIEW_COLUMN_H
#define BAOLAN_VIEW_COLUMN_H

#include "baolan/layout/layout.h"
#include "baolan/term/canvas.h"
#include "baolan/view/search.h"

struct anchor {          /* the top row, as a place */
	uint8_t section; /* of the row */
	uint32_t place;  /* from the section's start */
	uint32_t rows;   /* below the first row of that place */
};

struct column {
	struct layout *layout; /* NULL: the column is not shown */
	struct layout
	        *whole; /* in the making, when the layout is a window; else NULL */
	int left, rows; /* on the canvas */
	uint32_t top;   /* first row shown */
	struct anchor anchor;
	uint32_t selected; /* index into the layout's targets, or LAYOUT_NO_TARGET */
	struct found_list found;
};

void column_init(struct column *col);
void column_done(struct column *col);
/* Takes the layout (NULL: none), which need not have a row yet, frees the former
 * one, and goes to the anchor.  Nothing is selected and nothing found any more. */
void column_set(struct column *col, struct layout *layout, int left, int rows);
/* Lay out a slice more; true when more is left.  What was known of rows and targets
 * by their numbers may be known by others then: selected and top are kept. */
bool column_more(struct column *col);
/* All of the text, from its start: before its rows or targets are gone through. */
void column_finish(struct column *col);
void column_scroll(struct column *col, int rows);
/* To a row of the whole text, UINT32_MAX: its end. */
void column_go(struct column *col, uint32_t row);
/* Scroll as little as needed to show a row, with some rows around it. */
void column_show_row(struct column *col, uint32_t row);
/* Select a target and show it. */
void column_select(struct column *col, uint32_t target);
/* Select the nth next (n < 0: previous) target; the first or last on the screen
 * counts as next when none is selected.  False when there is none that way, and
 * then nothing changes. */
bool column_step(struct column *col, int n);
const struct layout_target *column_selected(const struct column *col);
/* The first row of a section; false when it is not here. */
bool column_section(struct column *col, enum layout_section section, uint32_t *ret_row);
/* How far the last row shown is in the text, in percent. */
unsigned column_percent(const struct column *col);
bool column_at_end(const struct column *col);
/* `current` is the number of the found place that is highlighted most, or
 * FOUND_NONE. */
void column_paint(const struct column *col, struct canvas *c, int limit,
                  uint32_t current);

#endif
