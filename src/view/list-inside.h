/* SPDX-License-Identifier: GPL-3.0-or-later */
/* list-inside.h - what the files of the list share. */
#ifndef BAOLAN_VIEW_LIST_INSIDE_H
#define BAOLAN_VIEW_LIST_INSIDE_H

#include "baolan/base/vec.h"
#include "baolan/view/list.h"

/* Screens of so many rows have a line above the list. */
enum { LIST_HEADED_FROM = 5 };

struct list {
	struct view view;
	const struct list_column *columns;
	size_t n_columns;
	struct list_model *model;
	char *head, *head_right, *empty;

	size_t selected, top; /* positions */
	int64_t selected_id;  /* 0: the list is empty */
	bool headed;          /* the line above is shown */
	int height;           /* lines for rows */

	VEC(struct list_row) rows; /* at hand: from position `first` on */
	size_t first;
	bool stale; /* they are to be made anew */
	bool moved; /* positions may have changed: the id counts */

	VEC(int64_t) picked; /* in rising order */
};

/* A row at hand; NULL: it is not. */
const struct list_row *list_row_at(const struct list *list, size_t index);
/* Does its group stand above it, on a screen that begins with the row `top`?  The
 * top always says its group. */
bool list_has_heading(const struct list *list, size_t index, size_t top);
/* Is its second line shown? */
bool list_has_detail(const struct list *list, const struct list_row *row);

/* list-paint.c */
void list_paint(const struct view *v, struct canvas *c, int rows);

#endif
