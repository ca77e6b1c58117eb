/* SPDX-License-Identifier: GPL-3.0-or-later */
/* view.h - what is on the screen, as a stack.
 *
 * The top view gets the keys and is painted.  Events only mark a view dirty;
 * the loop's before-sleep hook then calls layout (may be slow, runs when the
 * size or the content changed) and paint (instant, changes nothing, may be
 * called any time).  A view knows neither terminal nor network. */
#ifndef BAOLAN_VIEW_VIEW_H
#define BAOLAN_VIEW_VIEW_H

#include "baolan/term/canvas.h"

enum { DIRTY_LAYOUT = 1, DIRTY_PAINT = 2 };

/* Where a command is understood. */
enum {
	CTX_ARTICLE = 1,
	CTX_LISTING = 2,
	CTX_HELP = 4,
	CTX_MOODS = 8, /* the choice of a mood */
	CTX_PAGE = CTX_ARTICLE | CTX_LISTING,
	CTX_ANY = ~0
};

struct view;
struct view_ops {
	const char *name; /* heading in help; N_() */
	unsigned context; /* one CTX_ bit */
	void (*layout)(struct view *v, int rows, int cols);
	/* Rows 0..rows-1 of the canvas are the view's; the status line is not. */
	void (*paint)(const struct view *v, struct canvas *c, int rows);
	void (*free)(struct view *v);
};

struct view { /* first member of every concrete view */
	const struct view_ops *ops;
	struct view *below;
	unsigned dirty;
};

struct view_stack {
	struct view *top;
};

void view_push(struct view_stack *s, struct view *v); /* takes ownership */
void view_pop(struct view_stack *s); /* frees the top, unless it is the last */
void view_stack_done(struct view_stack *s);
/* Lay out if dirty or the size changed, then paint the top view. */
void view_stack_paint(struct view_stack *s, struct canvas *c, int rows);

#endif
