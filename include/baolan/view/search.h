/* SPDX-License-Identifier: GPL-3.0-or-later */
/* search.h - finding text in rows that were broken anywhere.
 *
 * Case and full-width forms do not matter.  A word is found across the end of a
 * row; blanks in what is looked for match any run of blanks or a row's end. */
#ifndef BAOLAN_VIEW_SEARCH_H
#define BAOLAN_VIEW_SEARCH_H

#include "baolan/base/vec.h"
#include "baolan/layout/layout.h"

#define FOUND_NONE UINT32_MAX

struct found { /* the part of one occurrence that lies in one row */
	uint32_t row;
	uint32_t number; /* which occurrence, from 0 */
	uint16_t column, cells;
};

struct found_list { /* in order of rows */
	VEC(struct found) parts;
	uint32_t count; /* of occurrences */
};

void found_list_done(struct found_list *list);
/* Replaces what is in the list.  Time grows linearly with the layout. */
void found_list_fill(struct found_list *list, const struct layout *layout,
                     struct str needle);
/* The first part of an occurrence; NULL when there is no such number. */
const struct found *found_list_part(const struct found_list *list, uint32_t number);

#endif
