/* SPDX-License-Identifier: GPL-3.0-or-later */
/* list.h - rows to choose from: papers, stories, what a search found.
 *
 * One widget for all of them.  What stands in it comes from a model, which knows
 * how many rows there are for sure and makes those of a screen; so a list of
 * 100,000 shows as fast as one of ten.  The choice is an id, never a position:
 * another model under the list leaves it on the same row of the screen.
 *
 * Everything but list_new, list_set_*, list_touch and list_want needs the list to be
 * laid out. */
#ifndef BAOLAN_VIEW_LIST_H
#define BAOLAN_VIEW_LIST_H

#include "baolan/view/view.h"

#include <stdint.h>

enum { LIST_CELLS = 6 };

/* One row.  Strings are borrowed from the model until it makes rows again.  In
 * the main cell and the detail what was searched for stands between \1 and \2. */
struct list_row {
	int64_t id; /* never 0 */
	struct str cell[LIST_CELLS];
	struct str after;  /* behind the main cell, shown in full: "(3)" */
	struct str group;  /* stands above the first row of those that share it */
	struct str detail; /* a second line; absent: none */
	struct str note;   /* told at the bottom while the row is chosen */
	int indent;        /* of the main cell, in cells */
	enum style style;  /* of the main cell */
};

/* A column shows one cell on screens of from..below-1 columns. */
struct list_column {
	int cell;        /* index into list_row.cell */
	int from, below; /* below 0: no limit */
	int width;       /* 0: the main column, which has what the others leave */
	bool right;      /* aligned */
	enum style style;
};

struct list_model;
struct list_model_ops {
	/* How many rows there are for sure, up to `wanted`; less: that is all. */
	size_t (*reach)(struct list_model *model, size_t wanted);
	/* The id of a row; 0 past the end. */
	int64_t (*id)(struct list_model *model, size_t index);
	/* Where an id is; SIZE_MAX: nowhere. */
	size_t (*find)(struct list_model *model, int64_t id);
	/* Make the rows first..first+n-1, all within reach. */
	void (*rows)(struct list_model *model, size_t first, size_t n,
	             struct list_row *ret_rows);
	/* How many there are in all, for the status line; 0: not known yet. */
	size_t (*count)(struct list_model *model);
	/* Something of what it shows has changed; may be NULL. */
	void (*changed)(struct list_model *model);
	void (*free)(struct list_model *model);
};
struct list_model { /* first member of every concrete model */
	const struct list_model_ops *ops;
};

struct list;

/* `context` is CTX_PAPERS, CTX_STORIES or CTX_PLACES; the columns outlive the list; the
 * model is the list's from now on. */
struct view *list_new(unsigned context, const struct list_column *columns,
                      size_t n_columns, struct list_model *model);
/* The list of a view; NULL when it is another kind of view. */
struct list *list_of(struct view *v);
struct view *list_view(struct list *list);
struct list_model *list_model(const struct list *list);
/* Other rows.  The choice stays when it is among them, else it is what stands in
 * its place. */
void list_set_model(struct list *list, struct list_model *model);
/* What stands above the rows, at the left and at the right; copied. */
void list_set_head(struct list *list, const char *left, const char *right);
/* What stands there instead of rows; newlines part its paragraphs; copied. */
void list_set_empty(struct list *list, const char *text);
/* The rows are made anew before the next frame. */
void list_touch(struct list *list);

/* The id of the row under the cursor; 0: the list is empty. */
int64_t list_selected(const struct list *list);
size_t list_index(const struct list *list);
/* Choose a row; false when it is not there. */
bool list_select(struct list *list, int64_t id);
/* Choose a row with the next layout, if it is there then; needs none before. */
void list_want(struct list *list, int64_t id);
/* Choose the row at a position, the last one past the end. */
void list_go(struct list *list, size_t index);

/* Several rows can be picked to be acted on together. */
void list_pick(struct list *list, int64_t id, bool on);
bool list_is_picked(const struct list *list, int64_t id);
/* Their ids in rising order; borrowed until the next change. */
const int64_t *list_picked(const struct list *list, size_t *ret_n);
/* False when there were none. */
bool list_unpick(struct list *list);

#endif
