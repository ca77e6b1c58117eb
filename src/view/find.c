/* SPDX-License-Identifier: GPL-3.0-or-later */
/* find.c - searching a page: occurrences are counted through both columns. */
#include "page-inside.h"

#include "baolan/base/mem.h"

#include <stdlib.h>

uint32_t page_found(const struct page *page)
{
	return page->columns[0].found.count + page->columns[1].found.count;
}

void page_fill_found(struct page *page)
{
	if (page->needle)
		page_finish(page);
	for (int which = 0; page->needle && which < 2; which++) {
		struct column *col = &page->columns[which];
		if (col->layout)
			found_list_fill(&col->found, col->layout, str_of(page->needle));
	}
	if (page->current != FOUND_NONE && page->current >= page_found(page))
		page->current = FOUND_NONE;
}

static void go_to_current(struct page *page)
{
	uint32_t in_main = page->columns[0].found.count;
	int which = page->current >= in_main;
	struct column *col = &page->columns[which];
	const struct found *part =
	        found_list_part(&col->found, page->current - (which ? in_main : 0));

	if (!part)
		return;
	page->columns[page->focus].selected = LAYOUT_NO_TARGET;
	page->focus = which;
	column_show_row(col, part->row);
}

/* The first occurrence on or below the screen of the focused column. */
static uint32_t first_from_here(const struct page *page)
{
	const struct column *col = &page->columns[page->focus];
	uint32_t before = page->focus ? page->columns[0].found.count : 0;

	for (size_t i = 0; i < col->found.parts.len; i++)
		if (col->found.parts.at[i].row >= col->top)
			return before + col->found.parts.at[i].number;
	return (before + col->found.count) % page_found(page);
}

/* The rows have text as it is shown, so that is what to look for. */
static char *shown_needle(const struct page *page, struct str needle)
{
	auto_buf shown = BUF_INIT(BUF_MAX_TEXT);

	if (glyphs_keep(page->options->glyphs, needle))
		return str_dup(needle);
	glyphs_add(page->options->glyphs, &shown, needle);
	return buf_take(&shown);
}

uint32_t page_find(struct page *page, struct str needle)
{
	page_forget_found(page);
	page->needle = shown_needle(page, needle);
	page_fill_found(page);
	if (!page_found(page)) {
		page_forget_found(page);
		return 0;
	}
	page->current = first_from_here(page);
	go_to_current(page);
	return page_found(page);
}

void page_find_next(struct page *page, int n)
{
	int64_t count = page_found(page), next;

	if (!count)
		return;
	if (page->current == FOUND_NONE)
		next = first_from_here(page) + (n > 0 ? n - 1 : n);
	else
		next = (int64_t)page->current + n;
	page->current = (uint32_t)((next % count + count) % count);
	go_to_current(page);
}

bool page_forget_found(struct page *page)
{
	bool any = page->needle != NULL;

	free(take(page->needle));
	page->current = FOUND_NONE;
	found_list_done(&page->columns[0].found);
	found_list_done(&page->columns[1].found);
	return any;
}
