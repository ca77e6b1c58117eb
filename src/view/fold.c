/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "baolan/view/fold.h"

#include "baolan/text/width.h"

/* Before a Han character a row may end anywhere; a word is kept whole, unless
 * that left half the row blank. */
static bool cuts_word(struct str rest, size_t at)
{
	return rest.at[at] != ' ' && (unsigned char)rest.at[at] < 0x80 &&
	       (unsigned char)rest.at[at - 1] < 0x80;
}

struct str fold_row(struct str *rest, int cells)
{
	struct str row = width_head(*rest, cells);
	size_t blank;

	if (!row.len || row.len == rest->len) {
		row = *rest;
		*rest = STR_NONE;
		return row;
	}
	blank = str_find_last_char(row, ' ');
	if (cuts_word(*rest, row.len) && blank != STR_NPOS && blank >= row.len / 2)
		row = str_head(row, blank);
	*rest = str_trim(str_from(*rest, row.len));
	if (!rest->len)
		*rest = STR_NONE;
	return row;
}

int fold_count(struct str text, int cells)
{
	int n = 0;

	do {
		fold_row(&text, cells);
		n++;
	} while (text.at);
	return n;
}
