/* SPDX-License-Identifier: GPL-3.0-or-later */
/* view.h - what is on the screen, as a stack.
 *
 * The top view gets the keys and is painted.  Events only mark a view dirty;
 * before each key and before each frame layout runs (it may be slow, so only
 * when the size or the content changed), then paint (instant, changes nothing,
 * may be called any time).  A view knows neither terminal nor network. */
#ifndef BAOLAN_VIEW_VIEW_H
#define BAOLAN_VIEW_VIEW_H

#include "baolan/term/canvas.h"
#include "baolan/text/glyphs.h"

/* Where a command is understood. */
enum {
	CTX_ARTICLE = 1,
	CTX_LISTING = 2,
	CTX_HELP = 4,
	CTX_MOODS = 8,    /* the choice of a mood */
	CTX_START = 16,   /* nothing is loaded yet */
	CTX_PAPERS = 32,  /* the list of what is followed */
	CTX_STORIES = 64, /* a list of stories from the store */
	CTX_PLACES = 128, /* a list of articles by their addresses */
	CTX_LIST = CTX_PAPERS | CTX_STORIES,
	CTX_PAGE = CTX_ARTICLE | CTX_LISTING,
	CTX_ANY = ~0
};

/* How far one move goes. */
enum view_unit {
	MOVE_LINE,
	MOVE_HALF,   /* half a screen */
	MOVE_PAGE,   /* a screen */
	MOVE_END,    /* n < 0: the top, n > 0: the bottom */
	MOVE_TARGET, /* to what can be chosen */
	MOVE_SIDE,   /* left and right */
};

#define VIEW_PLACE_SIZE 32

struct view;
struct view_ops {
	const char *name; /* heading in help; N_() */
	unsigned context; /* one CTX_ bit */
	void (*layout)(struct view *v, int rows, int cols);
	/* Do a slice of the layout's work that the screen could wait for; false when
	 * none is left.  May be NULL. */
	bool (*more)(struct view *v);
	/* Rows 0..rows-1 of the canvas are the view's; the status line is not. */
	void (*paint)(const struct view *v, struct canvas *c, int rows);
	void (*move)(struct view *v, enum view_unit unit, int n);
	/* The reader is typing a number, n so far; may be NULL. */
	void (*number)(struct view *v, unsigned n);
	/* For the status line: what it shows (borrowed), and how far one is in it,
	 * "45%" or "end"; either may be NULL. */
	struct str (*title)(const struct view *v);
	void (*place)(const struct view *v, char out[VIEW_PLACE_SIZE]);
	void (*free)(struct view *v);
};

struct view { /* first member of every concrete view */
	const struct view_ops *ops;
	struct view *below;
	const struct glyphs *glyphs; /* of its stack */
	bool dirty;                  /* layout is needed */
	int rows, cols;              /* of the last layout */
};

struct view_stack {
	struct view *top; /* NULL: empty */
	/* What the terminal shows of text, for the views that are pushed; borrowed, may
	 * be NULL. */
	const struct glyphs *glyphs;
};

void view_init(struct view *v, const struct view_ops *ops);
/* What is shown of a text, to be measured; the caller frees it.  Painting it is no
 * different from painting the text. */
char *view_shown(const struct view *v, const char *text);
void view_push(struct view_stack *s, struct view *v); /* takes ownership */
/* The top, which is the caller's from now on; NULL when empty. */
struct view *view_take(struct view_stack *s);
void view_pop(struct view_stack *s); /* frees the top, unless it is the last */
void view_stack_done(struct view_stack *s);
/* Lay out the top view, and those below it that show through, where they are
 * dirty or the size changed. */
void view_stack_layout(struct view_stack *s, int rows, int cols);
/* What is under the layout has changed, such as the widths: all must be laid out
 * again. */
void view_stack_stale(struct view_stack *s);
/* Do a slice of what the layout of the top view left for later; true when more is
 * left. */
bool view_stack_more(struct view_stack *s);
void view_stack_paint(const struct view_stack *s, struct canvas *c, int rows);

#endif
