/* SPDX-License-Identifier: GPL-3.0-or-later */
/* list-paint.c - how the rows of a list look.
 *
 * Only ASCII and the rows' own text: a mark is a letter in a column of its own,
 * so that neither colour nor a font is needed to see it. */
#include "list-inside.h"

#include "baolan/base/mem.h"
#include "baolan/view/fold.h"

/* Columns begin behind the place of the mark of a picked row. */
enum { LEFT = 1, GAP = 1 };
/* Text between a narrow screen's edges and one of nothing but text. */
enum { EMPTY_WIDEST = 60 };

#define HIT_BEGINS '\1'
#define HIT_ENDS '\2'

/* --- text with hits --- */

/* The next piece of a text in which all is a hit or nothing is. */
static struct str next_piece(struct str *rest, bool *hit)
{
	size_t n = 0;

	while (rest->len && (*rest->at == HIT_BEGINS || *rest->at == HIT_ENDS)) {
		*hit = *rest->at == HIT_BEGINS;
		*rest = str_from(*rest, 1);
	}
	while (n < rest->len && rest->at[n] != HIT_BEGINS && rest->at[n] != HIT_ENDS)
		n++;
	struct str piece = str_head(*rest, n);
	*rest = str_from(*rest, n);
	return piece;
}

static int cells_of(const struct canvas *c, struct str text)
{
	int cells = 0;

	for (bool hit = false; text.len;)
		cells += canvas_cells(c, next_piece(&text, &hit));
	return cells;
}

static int put_pieces(struct canvas *c, int row, int col, int limit, enum style style,
                      struct str text)
{
	for (bool hit = false; text.len && col < limit;) {
		struct str piece = next_piece(&text, &hit);
		col = canvas_put(c, row, col, limit, hit ? STYLE_MATCH : style, piece);
	}
	return col;
}

/* What is cut off is told by two dots. */
static int put_cut(struct canvas *c, int row, int col, int limit, enum style style,
                   struct str text)
{
	if (cells_of(c, text) <= limit - col)
		return put_pieces(c, row, col, limit, style, text);
	put_pieces(c, row, col, MAX(limit - 2, col), style, text);
	canvas_fill(c, row, MAX(limit - 2, col), limit, STYLE_DIM, '.');
	return limit;
}

/* --- columns --- */

static bool is_shown(const struct list_column *column, int cols)
{
	return cols >= column->from && (!column->below || cols < column->below);
}

/* The cells that all columns but the main one take. */
static int others_width(const struct list *list, int cols)
{
	int width = 0;

	for (size_t i = 0; i < list->n_columns; i++)
		if (list->columns[i].width && is_shown(&list->columns[i], cols))
			width += list->columns[i].width + GAP;
	return width;
}

static void paint_cell(struct canvas *c, int row, int col,
                       const struct list_column *column, struct str text)
{
	int limit = col + column->width, cells = cells_of(c, text);

	if (column->right && cells < column->width)
		col = limit - cells;
	put_cut(c, row, col, limit, column->style, text);
}

/* The text gives way to what stands behind it. */
static void paint_main(struct canvas *c, int at, int col, int limit,
                       const struct list_row *row, struct str text)
{
	int after = canvas_cells(c, row->after);
	int room = limit - (after ? after + 1 : 0);

	col = put_cut(c, at, MIN(col + row->indent, limit), MAX(room, col), row->style,
	              text);
	if (after)
		canvas_put(c, at, col + 1, limit, STYLE_DIM, row->after);
}

/* Returns where the main column begins. */
static int paint_columns(const struct list *list, struct canvas *c, int at,
                         const struct list_row *row)
{
	int main = MAX(c->cols - LEFT - others_width(list, c->cols), 1);
	int col = LEFT, main_col = LEFT;

	for (size_t i = 0; i < list->n_columns; i++) {
		const struct list_column *column = &list->columns[i];
		if (!is_shown(column, c->cols))
			continue;
		if (!column->width) {
			main_col = col;
			paint_main(c, at, col, MIN(col + main, c->cols), row,
			           row->cell[column->cell]);
			col += main + GAP;
		} else {
			paint_cell(c, at, col, column, row->cell[column->cell]);
			col += column->width + GAP;
		}
	}
	return main_col;
}

/* --- rows --- */

static void paint_selection(struct canvas *c, int at, int col)
{
	canvas_restyle(c, at, 0, c->cols, STYLE_SELECTED);
	c->cursor_visible = true;
	c->cursor_row = at;
	c->cursor_col = MIN(col, c->cols - 1);
}

/* Returns the line below it. */
static int paint_row(const struct list *list, struct canvas *c, int at, int end,
                     size_t index)
{
	const struct list_row *row = list_row_at(list, index);
	int col;

	if (list_has_heading(list, index, list->top))
		put_cut(c, at++, LEFT, c->cols, STYLE_LABEL, row->group);
	if (at >= end)
		return at;
	col = paint_columns(list, c, at, row);
	if (list_is_picked(list, row->id))
		canvas_put(c, at, 0, 1, STYLE_STRONG, STR(">"));
	if (index == list->selected)
		paint_selection(c, at, col + row->indent);
	at++;
	if (list_has_detail(list, row) && at < end)
		put_cut(c, at++, col, c->cols, STYLE_TEXT, row->detail);
	return at;
}

static void paint_empty(const struct list *list, struct canvas *c, int at, int rows)
{
	auto_free char *shown = view_shown(&list->view, list->empty);
	struct str rest = str_of(shown);

	for (at += rows / 4; rest.at && at < rows;) {
		struct str paragraph = str_cut(&rest, '\n');
		do {
			struct str line =
			        fold_row(&paragraph, MIN(c->cols - 2, EMPTY_WIDEST));
			canvas_put_shown(c, at++, LEFT, c->cols, STYLE_TEXT, line);
		} while (paragraph.at && at < rows);
	}
}

static void paint_head(const struct list *list, struct canvas *c)
{
	struct str right = str_of(list->head_right);
	int cells = canvas_cells(c, right);
	int left = cells < c->cols / 2 + LEFT ? c->cols - cells : c->cols;

	put_cut(c, 0, LEFT, left - GAP, STYLE_HEADLINE, str_of(list->head));
	canvas_put(c, 0, left, c->cols, STYLE_DIM, right);
}

void list_paint(const struct view *v, struct canvas *c, int rows)
{
	const struct list *list = (const struct list *)v;
	int at = list->headed;

	if (list->headed)
		paint_head(list, c);
	if (!list->selected_id)
		paint_empty(list, c, at, rows);
	for (size_t i = list->top; at < rows && list_row_at(list, i); i++)
		at = paint_row(list, c, at, rows, i);
}
