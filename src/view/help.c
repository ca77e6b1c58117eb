/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "baolan/view/help.h"

#include "baolan/base/i18n.h"
#include "baolan/base/mem.h"
#include "baolan/base/vec.h"
#include "baolan/text/width.h"
#include "baolan/view/fold.h"

#include <stdio.h>
#include <stdlib.h>

/* Cells for the keys; what is longer pushes its text to the next row. */
enum { KEYS_WIDTH = 22, KEYS_WIDTH_NARROW = 12, NAME_WIDTH = 18, WIDE = 72 };

struct help_line {
	char *keys, *name, *text, *shown;
	bool heading;
};

/* A line, or what of its text did not fit, on one row of the screen. */
struct help_row {
	size_t line;
	bool first;
	struct str text;
};

struct help {
	struct view view;
	VEC(struct help_line) lines;
	VEC(struct help_row) rows;
	int top;
};

static int text_column(const struct help_line *line, int cols)
{
	if (!line->keys)
		return 0;
	return cols >= WIDE ? KEYS_WIDTH : KEYS_WIDTH_NARROW;
}

static void add_row(struct help *help, size_t line, bool first, struct str text)
{
	*vec_push(&help->rows) = (struct help_row){ line, first, text };
}

static void lay_out_line(struct help *help, size_t i, int cols)
{
	struct help_line *line = &help->lines.at[i];
	free(line->shown);
	line->shown = view_shown(&help->view, line->text);
	struct str rest = str_of(line->shown);
	int column = text_column(line, cols);
	int room =
	        MAX(cols - column - (line->keys && cols >= WIDE ? NAME_WIDTH : 0), 2);
	bool first = true;

	if (line->heading && i)
		add_row(help, i, false, STR(""));
	if (line->keys && width_str(str_of(line->keys)) >= column) {
		add_row(help, i, true, STR(""));
		first = false;
	}
	do {
		add_row(help, i, first, fold_row(&rest, room));
		first = false;
	} while (rest.at);
}

static int last_top(const struct help *help)
{
	return MAX((int)help->rows.len - help->view.rows, 0);
}

static void help_layout(struct view *v, int rows, int cols)
{
	struct help *help = (struct help *)v;

	vec_clear(&help->rows);
	for (size_t i = 0; i < help->lines.len; i++)
		lay_out_line(help, i, cols);
	v->rows = rows;
	help->top = MIN(help->top, last_top(help));
}

static void paint_row(const struct help *help, struct canvas *c, int at, size_t row)
{
	const struct help_row *r = &help->rows.at[row];
	const struct help_line *line = &help->lines.at[r->line];
	int column = text_column(line, c->cols);

	if (line->keys && r->first)
		canvas_put(c, at, 0, c->cols, STYLE_KEY, str_of(line->keys));
	if (line->keys && c->cols >= WIDE) {
		if (r->text.len && r->text.at == line->shown)
			canvas_put(c, at, column, c->cols, STYLE_DIM,
			           str_of(line->name));
		column += NAME_WIDTH;
	}
	canvas_put_shown(c, at, column, c->cols,
	                 line->heading ? STYLE_LABEL : STYLE_TEXT, r->text);
}

static void help_paint(const struct view *v, struct canvas *c, int rows)
{
	const struct help *help = (const struct help *)v;

	for (int i = 0; i < rows && help->top + i < (int)help->rows.len; i++)
		paint_row(help, c, i, (size_t)help->top + (size_t)i);
}

static void help_move(struct view *v, enum view_unit unit, int n)
{
	struct help *help = (struct help *)v;
	int64_t top = help->top;

	if (unit == MOVE_END)
		top = n < 0 ? 0 : INT32_MAX;
	else if (unit == MOVE_PAGE)
		top += (int64_t)n * MAX(v->rows - 1, 1);
	else if (unit == MOVE_HALF)
		top += (int64_t)n * MAX(v->rows / 2, 1);
	else
		top += n;
	help->top = (int)MIN(MAX(top, 0), last_top(help));
}

static struct str help_title(const struct view *v)
{
	(void)v;
	return str_of(_("Help"));
}

static void help_place(const struct view *v, char out[VIEW_PLACE_SIZE])
{
	const struct help *help = (const struct help *)v;
	int all = MAX((int)help->rows.len, 1), seen = MIN(help->top + v->rows, all);

	if (!last_top(help))
		snprintf(out, VIEW_PLACE_SIZE, "%s", _("all"));
	else if (help->top == last_top(help))
		snprintf(out, VIEW_PLACE_SIZE, "%s", _("end"));
	else
		snprintf(out, VIEW_PLACE_SIZE, "%d%%", seen * 100 / all);
}

static void help_free(struct view *v)
{
	struct help *help = (struct help *)v;

	vec_each (line, &help->lines) {
		free(line->keys);
		free(line->name);
		free(line->text);
		free(line->shown);
	}
	vec_done(&help->lines);
	vec_done(&help->rows);
	free(help);
}

static const struct view_ops help_ops = {
	.name = N_("Help"),
	.context = CTX_HELP,
	.layout = help_layout,
	.paint = help_paint,
	.move = help_move,
	.title = help_title,
	.place = help_place,
	.free = help_free,
};

struct view *help_new(void)
{
	struct help *help = mem_new(struct help);

	view_init(&help->view, &help_ops);
	return &help->view;
}

static void add_line(struct view *v, struct help_line line)
{
	struct help *help = (struct help *)v;

	*vec_push(&help->lines) = line;
	v->dirty = true;
}

void help_add_heading(struct view *v, const char *text)
{
	add_line(v, (struct help_line){ .text = mem_strdup(text), .heading = true });
}

void help_add(struct view *v, const char *keys, const char *name, const char *text)
{
	add_line(v, (struct help_line){ .keys = mem_strdup(keys),
	                                .name = mem_strdup(name),
	                                .text = mem_strdup(text) });
}

void help_add_text(struct view *v, const char *text)
{
	add_line(v, (struct help_line){ .text = mem_strdup(text) });
}
