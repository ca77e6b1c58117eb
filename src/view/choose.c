/* SPDX-License-Identifier: GPL-3.0-or-later */
/* choose.c - what is selected on a page, and which of its rankings is shown. */
#include "page-inside.h"

#include "baolan/base/mem.h"

#include <stdlib.h>

/* --- keeping the choice over layouts --- */

static bool same_choice(const struct choice *choice, const struct layout_target *t)
{
	return t->kind == choice->kind && str_eq(t->url, str_of(choice->url));
}

/* How many like the selected one stand before it in its column. */
static uint32_t count_before(const struct column *col, const struct choice *choice)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < col->selected; i++)
		n += same_choice(choice, &col->layout->targets[i]);
	return n;
}

static uint32_t count_all(const struct column *col, const struct choice *choice)
{
	uint32_t n = 0;

	for (uint32_t i = 0; col->layout && i < col->layout->n_targets; i++)
		n += same_choice(choice, &col->layout->targets[i]);
	return n;
}

void page_keep_choice(struct page *page)
{
	const struct layout_target *selected = page_selected(page);
	struct choice *choice = &page->choice;

	if (!selected)
		return;
	page_finish(page);
	selected = page_selected(page);
	free(choice->url);
	choice->url = str_dup(selected->url);
	choice->kind = selected->kind;
	choice->nth = count_before(&page->columns[page->focus], choice);
	if (page->focus == 1)
		choice->nth += count_all(&page->columns[0], choice);
}

/* Bringing the choice into sight on a small screen does not move the reader's
 * place: on a larger one it is there again. */
static void choose_again(struct column *col, uint32_t target)
{
	struct anchor anchor = col->anchor;

	column_select(col, target);
	col->anchor = anchor;
}

static bool find_in_column(struct page *page, int which, uint32_t *nth)
{
	struct column *col = &page->columns[which];

	for (uint32_t i = 0; col->layout && i < col->layout->n_targets; i++) {
		if (!same_choice(&page->choice, &col->layout->targets[i]))
			continue;
		if ((*nth)-- > 0)
			continue;
		choose_again(col, i);
		page->focus = which;
		return true;
	}
	return false;
}

void page_find_choice(struct page *page)
{
	uint32_t nth = page->choice.nth;

	if (page->choice.url)
		page_finish(page);
	if (page->choice.url && !find_in_column(page, 0, &nth))
		find_in_column(page, 1, &nth);
	free(take(page->choice.url));
	if (page->focus == 1 && !page->columns[1].layout)
		page->focus = 0;
	if (page->view.ops->context == CTX_LISTING && !page_selected(page) &&
	    page->focus == 0 && !page->columns[0].top)
		column_step(&page->columns[0], 1);
}

/* --- choosing --- */

const struct layout_target *page_selected(const struct page *page)
{
	return column_selected(&page->columns[page->focus]);
}

static void select_target(struct page *page, int which, uint32_t target)
{
	page->columns[1 - which].selected = LAYOUT_NO_TARGET;
	page->focus = which;
	column_select(&page->columns[which], target);
}

const struct layout_target *page_numbered(struct page *page, unsigned number)
{
	page_finish(page);
	for (int which = 0; which < 2; which++) {
		const struct layout *layout = page->columns[which].layout;
		for (uint32_t i = 0; layout && i < layout->n_targets; i++)
			if (layout->targets[i].number == number)
				return &layout->targets[i];
	}
	return NULL;
}

void page_select_url(struct page *page, struct str url)
{
	page_finish(page);
	for (int which = 0; which < 2; which++) {
		const struct layout *layout = page->columns[which].layout;
		for (uint32_t i = 0; layout && i < layout->n_targets; i++) {
			if (layout->targets[i].kind != TARGET_STORY ||
			    !str_eq(layout->targets[i].url, url))
				continue;
			select_target(page, which, i);
			return;
		}
	}
}

bool page_unselect(struct page *page)
{
	struct column *col = &page->columns[page->focus];

	if (!page_selected(page) || page->view.ops->context == CTX_LISTING)
		return false;
	col->selected = LAYOUT_NO_TARGET;
	return true;
}

static void choose_first_after(struct page *page, uint32_t row)
{
	struct column *col = &page->columns[page->focus];

	for (uint32_t i = 0; i < col->layout->n_targets; i++) {
		const struct layout_target *t = &col->layout->targets[i];
		if (t->row < row || t->kind == TARGET_TAB)
			continue;
		column_select(col, i);
		return;
	}
}

bool page_go_section(struct page *page, enum layout_section section)
{
	for (int which = 0; which < 2; which++) {
		uint32_t row;
		if (!column_section(&page->columns[which], section, &row))
			continue;
		page->columns[page->focus].selected = LAYOUT_NO_TARGET;
		page->focus = which;
		column_go(&page->columns[which], row);
		choose_first_after(page, row);
		return true;
	}
	return false;
}

bool page_switch_column(struct page *page)
{
	struct column *from = &page->columns[page->focus];

	if (!page->columns[1].layout)
		return false;
	from->selected = LAYOUT_NO_TARGET;
	page->focus = 1 - page->focus;
	if (page->focus == 1 || page->view.ops->context == CTX_LISTING)
		column_step(&page->columns[page->focus], 1);
	return true;
}

/* --- rankings --- */

static uint32_t count_rankings(const struct doc *doc, uint32_t before)
{
	uint32_t n, found = 0;
	const struct doc_list *lists = doc_lists(doc, &n);

	for (uint32_t i = 0; i < MIN(n, before); i++)
		found += lists[i].kind == LIST_RANKING;
	return found;
}

/* A tab that is selected stays selected: the one that is shown then. */
static void choose_tab(struct page *page)
{
	page_finish(page);
	uint32_t index = 0;

	for (uint32_t i = 0; i < page->columns[page->focus].layout->n_targets; i++) {
		struct column *col = &page->columns[page->focus];
		if (col->layout->targets[i].kind == TARGET_TAB &&
		    index++ == page->ranking)
			column_select(col, i);
	}
}

static void show_ranking(struct page *page, uint32_t ranking)
{
	const struct layout_target *selected = page_selected(page);
	bool on_tab = selected && selected->kind == TARGET_TAB;

	page->ranking = ranking;
	page_layout_again(page);
	if (on_tab)
		choose_tab(page);
}

bool page_turn_ranking(struct page *page, int n)
{
	int64_t count = count_rankings(page->doc, UINT32_MAX);

	if (count < 2)
		return false;
	show_ranking(page, (uint32_t)((((int64_t)page->ranking + n) % count + count) %
	                              count));
	return true;
}

bool page_show_ranking(struct page *page, uint32_t list)
{
	uint32_t n;
	const struct doc_list *lists = doc_lists(page->doc, &n);

	if (list >= n || lists[list].kind != LIST_RANKING)
		return false;
	show_ranking(page, count_rankings(page->doc, list));
	return true;
}

bool page_show_period(struct page *page, enum doc_period period)
{
	uint32_t n;
	const struct doc_list *lists = doc_lists(page->doc, &n);

	for (uint32_t i = 0; i < n; i++)
		if (lists[i].kind == LIST_RANKING && lists[i].period == period)
			return page_show_ranking(page, i);
	return false;
}
