/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "baolan/view/column.h"

#include "baolan/base/mem.h"

/* Rows kept in sight around what a jump went to. */
#define CONTEXT 2
/* Rows laid out beyond the screen at once, in a slice, and how many bytes of text a
 * window has above the screen. */
enum { AHEAD = 1000, SLICE = 4000, BEHIND = 16 * 1024 };

/* clang-format off */
static const uint8_t styles[LAYOUT_STYLES] = {
	[LAYOUT_TEXT] = STYLE_TEXT,         [LAYOUT_MASTHEAD] = STYLE_MASTHEAD,
	[LAYOUT_KICKER] = STYLE_KICKER,     [LAYOUT_HEADLINE] = STYLE_HEADLINE,
	[LAYOUT_SUBTITLE] = STYLE_SUBTITLE, [LAYOUT_BYLINE] = STYLE_BYLINE,
	[LAYOUT_HEADING] = STYLE_HEADING,   [LAYOUT_STRONG] = STYLE_STRONG,
	[LAYOUT_EM] = STYLE_EM,             [LAYOUT_CODE] = STYLE_CODE,
	[LAYOUT_LINK] = STYLE_LINK,         [LAYOUT_QUOTE] = STYLE_QUOTE,
	[LAYOUT_CAPTION] = STYLE_CAPTION,   [LAYOUT_EDITOR] = STYLE_EDITOR,
	[LAYOUT_LABEL] = STYLE_LABEL,       [LAYOUT_DIM] = STYLE_DIM,
	[LAYOUT_BAR] = STYLE_BAR,           [LAYOUT_MINE] = STYLE_MINE,
	[LAYOUT_TAB] = STYLE_TAB,           [LAYOUT_TAB_CURRENT] = STYLE_TAB_CURRENT,
};
/* clang-format on */

void column_init(struct column *col)
{
	*col = (struct column){ .selected = LAYOUT_NO_TARGET };
}

void column_done(struct column *col)
{
	layout_free(col->layout);
	layout_free(col->whole);
	found_list_done(&col->found);
	column_init(col);
}

static uint32_t n_rows(const struct column *col)
{
	return col->layout ? col->layout->n_rows : 0;
}

static uint32_t last_top(const struct column *col)
{
	uint32_t rows = (uint32_t)MAX(col->rows, 1);

	return n_rows(col) > rows ? n_rows(col) - rows : 0;
}

static bool is_complete(const struct column *col)
{
	return !col->whole && (!col->layout || col->layout->complete);
}

/* The rows from `row` on that a screen shows, and some more. */
static void need_rows(struct column *col, uint32_t row)
{
	uint64_t end = (uint64_t)row + (uint32_t)MAX(col->rows, 1) + AHEAD;

	if (col->layout)
		layout_more(col->layout, (uint32_t)MIN(end, UINT32_MAX));
}

static bool is_visible(const struct column *col, uint32_t row)
{
	return row >= col->top && row - col->top < (uint32_t)MAX(col->rows, 1);
}

bool column_at_end(const struct column *col)
{
	return col->top >= last_top(col);
}

unsigned column_percent(const struct column *col)
{
	uint64_t seen = (uint64_t)col->top + (uint32_t)MAX(col->rows, 1);
	uint32_t all = n_rows(col);

	if (!all)
		return 100;
	if (!is_complete(col)) { /* by the text */
		seen = col->layout->rows[MIN(seen, all) - 1].place;
		all = MAX(col->layout->size, 1);
	}
	return (unsigned)(MIN(seen, all) * 100 / all);
}

/* --- the place --- */

static bool first_of_section(const struct column *col, uint8_t section,
                             uint32_t *ret_row)
{
	for (uint32_t i = 0; i < n_rows(col); i++) {
		if (col->layout->rows[i].section != section)
			continue;
		*ret_row = i;
		return true;
	}
	return false;
}

/* The first row of those that share this row's place in its section. */
static uint32_t first_of_place(const struct column *col, uint32_t row)
{
	const struct layout_row *rows = col->layout->rows;

	while (row && rows[row - 1].place == rows[row].place &&
	       rows[row - 1].section == rows[row].section)
		row--;
	return row;
}

static void drop_anchor(struct column *col)
{
	const struct layout_row *row;
	uint32_t start;

	col->anchor = (struct anchor){ 0 };
	if ((!col->top && !col->whole) || col->top >= n_rows(col))
		return;
	row = &col->layout->rows[col->top];
	start = layout_section_place(col->layout, row->section);
	col->anchor.section = row->section;
	col->anchor.place = row->place - MIN(row->place, start);
	col->anchor.rows = col->top - first_of_place(col, col->top);
}

static uint32_t anchor_place(const struct column *col)
{
	return layout_section_place(col->layout, col->anchor.section) +
	       col->anchor.place;
}

/* The row of the anchor in a layout of another width or a longer text; none when
 * the section is gone. */
static bool anchored_row(const struct column *col, uint32_t *ret_row)
{
	const struct layout_row *rows = col->layout->rows;
	uint32_t place = anchor_place(col), row, first;

	if (!first_of_section(col, col->anchor.section, &row))
		return false;
	while (row + 1 < n_rows(col) && rows[row + 1].section == col->anchor.section &&
	       rows[row + 1].place <= place)
		row++;
	first = first_of_place(col, row);
	*ret_row = MIN(first + col->anchor.rows, row);
	return true;
}

static bool has_anchor(const struct anchor *a)
{
	return a->section || a->place || a->rows;
}

static void open_window(struct column *col)
{
	uint32_t place = anchor_place(col);
	struct layout *window;

	if (col->anchor.section != SECTION_BODY)
		return;
	window = layout_window(col->layout, place - MIN(place, BEHIND));
	if (!window)
		return;
	col->whole = col->layout;
	col->layout = window;
}

static void go_to_anchor(struct column *col)
{
	uint32_t row;

	layout_reach(col->layout, anchor_place(col));
	if (!anchored_row(col, &row)) {
		layout_more(col->layout, UINT32_MAX);
		row = last_top(col);
	}
	need_rows(col, row);
	col->top = MIN(row, last_top(col));
}

void column_set(struct column *col, struct layout *layout, int left, int rows)
{
	layout_free(col->layout);
	layout_free(take(col->whole));
	found_list_done(&col->found);
	col->layout = layout;
	col->left = left;
	col->rows = rows;
	col->selected = LAYOUT_NO_TARGET;
	col->top = 0;
	if (layout && has_anchor(&col->anchor)) {
		open_window(col);
		go_to_anchor(col);
	}
	need_rows(col, col->top);
}

/* --- more of it --- */

/* The whole text, now that it is laid out, instead of the window. */
static void show_whole(struct column *col)
{
	struct anchor anchor = col->anchor;
	uint32_t first_target = col->layout->first_target;

	drop_anchor(col);
	layout_free(col->layout);
	col->layout = take(col->whole);
	go_to_anchor(col);
	col->anchor = anchor;
	if (col->selected != LAYOUT_NO_TARGET)
		col->selected += first_target;
}

void column_finish(struct column *col)
{
	if (!col->layout)
		return;
	layout_more(col->whole ? col->whole : col->layout, UINT32_MAX);
	if (col->whole)
		show_whole(col);
}

bool column_more(struct column *col)
{
	struct layout *layout = col->whole ? col->whole : col->layout;

	if (is_complete(col))
		return false;
	layout_more(layout, layout->n_rows + SLICE);
	if (layout->complete)
		column_finish(col);
	return !is_complete(col);
}

/* --- moving --- */

static void go_to(struct column *col, uint32_t row)
{
	const struct layout_target *selected;

	need_rows(col, row);
	selected = column_selected(col);
	col->top = MIN(row, last_top(col));
	drop_anchor(col);
	if (selected && !is_visible(col, selected->row))
		col->selected = LAYOUT_NO_TARGET;
}

void column_go(struct column *col, uint32_t row)
{
	if (col->whole || row == UINT32_MAX)
		column_finish(col);
	go_to(col, row);
}

void column_scroll(struct column *col, int rows)
{
	int64_t row = (int64_t)col->top + rows;

	if (row < 0 && col->whole) { /* above the window */
		column_finish(col);
		row = (int64_t)col->top + rows;
	}
	go_to(col, (uint32_t)MAX(row, 0));
}

void column_show_row(struct column *col, uint32_t row)
{
	uint32_t rows = (uint32_t)MAX(col->rows, 1);
	uint32_t context = rows > 3 * CONTEXT ? CONTEXT : 0;

	if (row < col->top + context && col->top)
		go_to(col, row > context ? row - context : 0);
	else if (row + context >= col->top + rows)
		go_to(col, row + context + 1 - rows);
}

void column_select(struct column *col, uint32_t target)
{
	if (!col->layout || target >= col->layout->n_targets)
		return;
	col->selected = target;
	column_show_row(col, col->layout->targets[target].row);
}

/* Where stepping starts when nothing is selected: one before the first target
 * on the screen, or one behind the last. */
static int64_t step_origin(const struct column *col, int n)
{
	const struct layout *layout = col->layout;
	uint32_t edge = n > 0 ? col->top : col->top + (uint32_t)MAX(col->rows, 1);
	uint32_t i = 0;

	if (col->selected != LAYOUT_NO_TARGET)
		return col->selected;
	while (i < layout->n_targets && layout->targets[i].row < edge)
		i++;
	return n > 0 ? (int64_t)i - 1 : (int64_t)i;
}

bool column_step(struct column *col, int n)
{
	int64_t origin, wanted;

	column_finish(col);
	if (!col->layout || !col->layout->n_targets || !n)
		return false;
	origin = step_origin(col, n);
	wanted = MAX(MIN(origin + n, (int64_t)col->layout->n_targets - 1), 0);
	if ((n > 0 && wanted <= origin) || (n < 0 && wanted >= origin))
		return false;
	column_select(col, (uint32_t)wanted);
	return true;
}

const struct layout_target *column_selected(const struct column *col)
{
	if (!col->layout || col->selected >= col->layout->n_targets)
		return NULL;
	return &col->layout->targets[col->selected];
}

bool column_section(struct column *col, enum layout_section section, uint32_t *ret_row)
{
	column_finish(col);
	return first_of_section(col, (uint8_t)section, ret_row);
}

/* --- painting --- */

static void paint_row(const struct column *col, struct canvas *c, int at, uint32_t row,
                      int limit)
{
	const struct layout_row *r = &col->layout->rows[row];

	for (uint32_t i = 0; i < r->n_runs; i++) {
		const struct layout_run *run = &col->layout->runs[r->first_run + i];
		bool selected =
		        run->target == col->selected && run->target != LAYOUT_NO_TARGET;
		int left = col->left + run->column;

		canvas_put_shown(c, at, left, limit,
		                 selected ? STYLE_SELECTED : styles[run->style],
		                 run->text);
		if (selected && !c->cursor_visible) {
			c->cursor_visible = true;
			c->cursor_row = at;
			c->cursor_col = left;
		}
	}
}

/* The first part in a row at or behind `row`. */
static size_t first_part(const struct found_list *list, uint32_t row)
{
	size_t low = 0, high = list->parts.len;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (list->parts.at[middle].row < row)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void paint_found(const struct column *col, struct canvas *c, int limit,
                        uint32_t current)
{
	const struct found_list *list = &col->found;

	for (size_t i = first_part(list, col->top); i < list->parts.len; i++) {
		const struct found *part = &list->parts.at[i];
		int at = (int)(part->row - col->top), left = col->left + part->column;

		if (!is_visible(col, part->row))
			break;
		canvas_restyle(c, at, left, MIN(left + part->cells, limit),
		               part->number == current ? STYLE_SELECTED : STYLE_MATCH);
		if (part->number == current) {
			c->cursor_visible = true;
			c->cursor_row = at;
			c->cursor_col = left;
		}
	}
}

void column_paint(const struct column *col, struct canvas *c, int limit,
                  uint32_t current)
{
	for (int i = 0; i < col->rows && col->top + (uint32_t)i < n_rows(col); i++)
		paint_row(col, c, i, col->top + (uint32_t)i, limit);
	paint_found(col, c, limit, current);
}
