/* SPDX-License-Identifier: GPL-3.0-or-later */
/* page.c - the page's life: its document, its columns and how it is painted.
 * What is chosen in it is in choose.c, what is found in find.c. */
#include "page-inside.h"

#include "baolan/base/i18n.h"
#include "baolan/base/mem.h"

#include <stdio.h>
#include <stdlib.h>

/* Blank cells between the columns, and the least and most that the second may
 * have. */
enum { GAP = 4, SIDE_MIN = 36, SIDE_MAX = 56 };
#define SIDE_SECTIONS (SECTION_RELATED | SECTION_RANKINGS)

void trail_done(struct trail *trail)
{
	vec_each (url, &trail->urls)
		free(*url);
	vec_done(&trail->urls);
}

void trail_copy(struct trail *to, const struct trail *from)
{
	trail_done(to);
	to->at = from->at;
	to->page = from->page;
	for (size_t i = 0; i < from->urls.len; i++)
		*vec_push(&to->urls) = mem_strdup(from->urls.at[i]);
}

/* --- laying out --- */

static bool has_side_lists(const struct doc *doc)
{
	uint32_t n;
	const struct doc_list *lists = doc_lists(doc, &n);

	for (uint32_t i = 0; i < n; i++)
		if (lists[i].kind == LIST_RELATED || lists[i].kind == LIST_RANKING)
			return true;
	return false;
}

/* Is there enough beside the rankings to stand in a column of its own? */
static bool wants_two_columns(const struct page *page, int cols)
{
	return cols >= PAGE_TWO_COLUMNS && doc_kind(page->doc) != DOC_RANKINGS &&
	       has_side_lists(page->doc);
}

static struct layout *make_layout(const struct page *page, unsigned sections, int width)
{
	struct layout_options options = {
		.width = width,
		.measure = page->options->measure,
		.sections = sections,
		.ranking = page->ranking,
		.link_numbers = page->options->link_numbers,
		.justify = page->options->justify,
		.hide_moods = page->options->hide_moods,
		.rules = page->options->rules,
		.indent = page->options->indent,
		.hang = page->options->hang,
		.words = page->options->words,
		.glyphs = page->options->glyphs,
	};
	return layout_begin(page->doc, &options);
}

static int main_width(const struct page *page, int room)
{
	int measure = page->options->measure ? page->options->measure : LAYOUT_MEASURE;
	int hang = page->options->hang == LAYOUT_HANG_NONE ? 0 : LAYOUT_HANG;

	return MIN(measure + hang, room);
}

static void lay_out_one(struct page *page, int rows, int cols)
{
	int width = main_width(page, cols);

	column_set(&page->columns[0], make_layout(page, SECTION_ALL, width),
	           (cols - width) / 2, rows);
	column_set(&page->columns[1], NULL, 0, rows);
	page->focus = 0;
}

static void lay_out_two(struct page *page, int rows, int cols)
{
	int width = main_width(page, cols - GAP - SIDE_MIN);
	int side = MIN(cols - width - GAP, SIDE_MAX);
	int left = (cols - width - GAP - side) / 2;

	column_set(&page->columns[0],
	           make_layout(page, SECTION_ALL & ~SIDE_SECTIONS, width), left, rows);
	column_set(&page->columns[1], make_layout(page, SIDE_SECTIONS, side),
	           left + width + GAP, rows);
}

static void page_layout(struct view *v, int rows, int cols)
{
	struct page *page = page_of(v);

	page_keep_choice(page);
	if (wants_two_columns(page, cols))
		lay_out_two(page, rows, cols);
	else
		lay_out_one(page, rows, cols);
	page_find_choice(page);
	page_fill_found(page);
}

void page_layout_again(struct page *page)
{
	page_layout(&page->view, page->view.rows, page->view.cols);
}

static bool page_more(struct view *v)
{
	struct page *page = page_of(v);
	bool main = column_more(&page->columns[0]);

	return column_more(&page->columns[1]) || main;
}

void page_finish(struct page *page)
{
	column_finish(&page->columns[0]);
	column_finish(&page->columns[1]);
}

/* --- painting --- */

static void page_paint(const struct view *v, struct canvas *c, int rows)
{
	const struct page *page = (const struct page *)v;
	const struct column *main = &page->columns[0], *side = &page->columns[1];
	uint32_t before = main->found.count;

	(void)rows;
	column_paint(main, c, side->layout ? side->left - 1 : c->cols, page->current);
	if (side->layout)
		column_paint(side, c, c->cols,
		             page->current != FOUND_NONE && page->current >= before
		                     ? page->current - before
		                     : FOUND_NONE);
}

static struct str page_title(const struct view *v)
{
	const struct page *page = (const struct page *)v;
	struct str title = doc_field(page->doc, DOC_TITLE);

	return title.len ? title : doc_field(page->doc, DOC_URL);
}

static void page_place(const struct view *v, char out[VIEW_PLACE_SIZE])
{
	const struct page *page = (const struct page *)v;
	const struct column *col = &page->columns[page->focus];
	bool at_end = column_at_end(col), at_top = !col->top && !col->whole;

	if (at_top && at_end)
		snprintf(out, VIEW_PLACE_SIZE, "%s", _("all"));
	else if (at_end)
		snprintf(out, VIEW_PLACE_SIZE, "%s", _("end"));
	else
		snprintf(out, VIEW_PLACE_SIZE, "%u%%", column_percent(col));
}

/* --- moving --- */

/* Where every row is a thing to choose, moving by lines moves the choice. */
static bool moves_choice(const struct page *page)
{
	return page->focus == 1 || page->view.ops->context == CTX_LISTING;
}

static void move_line(struct page *page, struct column *col, int n)
{
	if (!moves_choice(page) || !column_step(col, n))
		column_scroll(col, n);
}

static void move_screen(struct page *page, struct column *col, int rows)
{
	bool at_end = rows > 0 && column_at_end(col), at_top = rows < 0 && !col->top;

	column_scroll(col, rows);
	if (!moves_choice(page) ||
	    (col->selected != LAYOUT_NO_TARGET && !at_end && !at_top))
		return;
	col->selected = LAYOUT_NO_TARGET;
	column_step(col, at_end ? -1 : 1);
}

static void move_end(struct page *page, struct column *col, int n)
{
	column_go(col, n < 0 ? 0 : UINT32_MAX);
	if (!moves_choice(page))
		return;
	col->selected = LAYOUT_NO_TARGET;
	column_step(col, n < 0 ? 1 : -1);
}

/* From the end of one column on to the other. */
static void move_target(struct page *page, struct column *col, int n)
{
	struct column *other = &page->columns[1 - page->focus];
	bool leads_there = (n > 0) == (page->focus == 0);

	if (column_step(col, n) || !leads_there || !other->layout)
		return;
	other->selected = LAYOUT_NO_TARGET;
	if (!column_step(other, n > 0 ? 1 : -1))
		return;
	col->selected = LAYOUT_NO_TARGET;
	page->focus = 1 - page->focus;
}

static void page_move(struct view *v, enum view_unit unit, int n)
{
	struct page *page = page_of(v);
	struct column *col = &page->columns[page->focus];
	int rows = MAX(col->rows, 1);

	if (unit == MOVE_LINE)
		move_line(page, col, n);
	else if (unit == MOVE_HALF)
		move_screen(page, col, n * MAX(rows / 2, 1));
	else if (unit == MOVE_PAGE)
		move_screen(page, col, n * MAX(rows - 1, 1));
	else if (unit == MOVE_END)
		move_end(page, col, n);
	else if (unit == MOVE_TARGET)
		move_target(page, col, n);
}

/* --- its life --- */

static void page_free(struct view *v)
{
	struct page *page = page_of(v);

	column_done(&page->columns[0]);
	column_done(&page->columns[1]);
	buf_done(&page->block);
	trail_done(&page->trail);
	free(page->choice.url);
	free(page->needle);
	free(page->address);
	free(page);
}

static const struct view_ops article_ops = {
	.name = N_("Article"),
	.context = CTX_ARTICLE,
	.layout = page_layout,
	.more = page_more,
	.paint = page_paint,
	.move = page_move,
	.title = page_title,
	.place = page_place,
	.free = page_free,
};

static const struct view_ops listing_ops = {
	.name = N_("List of stories"),
	.context = CTX_LISTING,
	.layout = page_layout,
	.more = page_more,
	.paint = page_paint,
	.move = page_move,
	.title = page_title,
	.place = page_place,
	.free = page_free,
};

static const struct view_ops *ops_for(const struct doc *doc)
{
	return doc_kind(doc) == DOC_LISTING || doc_kind(doc) == DOC_RANKINGS
	               ? &listing_ops
	               : &article_ops;
}

struct page *page_new(struct buf *block, const struct doc *doc,
                      const struct page_options *options)
{
	struct page *page = mem_new(struct page);

	view_init(&page->view, ops_for(doc));
	page->options = options;
	page->block = *block;
	*block = BUF_INIT(block->max);
	page->doc = doc;
	page->current = FOUND_NONE;
	column_init(&page->columns[0]);
	column_init(&page->columns[1]);
	return page;
}

struct page *page_of(struct view *v)
{
	return v && (v->ops == &article_ops || v->ops == &listing_ops)
	               ? (struct page *)v
	               : NULL;
}

void page_set_doc(struct page *page, struct buf *block, const struct doc *doc)
{
	page_keep_choice(page);
	for (int i = 0; i < 2; i++)
		column_set(&page->columns[i], NULL, 0, page->view.rows);
	buf_done(&page->block);
	page->block = *block;
	*block = BUF_INIT(block->max);
	page->doc = doc;
	page->view.ops = ops_for(doc);
	page->view.dirty = true;
}
