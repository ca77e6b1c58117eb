/* SPDX-License-Identifier: GPL-3.0-or-later */
/* canvas.c - every write goes through set_cell, which keeps the one rule of the
 * grid: a wide character is a cell of width 2 and one of width 0 behind it. */
#include "baolan/term/canvas.h"

#include "baolan/base/mem.h"
#include "baolan/text/grapheme.h"
#include "baolan/text/utf8.h"
#include "baolan/text/width.h"

#include <assert.h>
#include <stdlib.h>

static const struct cell blank = { .text = " ", .width = 1, .style = STYLE_TEXT };

static struct cell *cell_at(const struct canvas *c, int row, int col)
{
	return &c->cells[(size_t)row * (size_t)c->cols + (size_t)col];
}

void canvas_init(struct canvas *c, int rows, int cols)
{
	*c = (struct canvas){ 0 };
	canvas_resize(c, rows, cols);
}

void canvas_done(struct canvas *c)
{
	free(c->cells);
	*c = (struct canvas){ 0 };
}

void canvas_resize(struct canvas *c, int rows, int cols)
{
	assert(rows >= 0 && cols >= 0);
	if (!c->cells || rows != c->rows || cols != c->cols)
		c->cells = mem_resize(c->cells, (size_t)rows * (size_t)cols + 1,
		                      sizeof(struct cell));
	c->rows = rows;
	c->cols = cols;
	canvas_clear(c);
}

void canvas_clear(struct canvas *c)
{
	for (size_t i = 0; i < (size_t)c->rows * (size_t)c->cols; i++)
		c->cells[i] = blank;
	c->cursor_visible = false;
	c->cursor_row = c->cursor_col = 0;
}

/* What is left of a wide character when one of its halves is overwritten. */
static void break_pair(struct canvas *c, int row, int col)
{
	struct cell *cell = cell_at(c, row, col);

	if (cell->width == 0 && col > 0) {
		cell[-1] = (struct cell){ .text = " ",
			                  .width = 1,
			                  .style = cell[-1].style };
		*cell = (struct cell){ .text = " ", .width = 1, .style = cell->style };
	} else if (cell->width == 2 && col + 1 < c->cols) {
		cell[1] =
		        (struct cell){ .text = " ", .width = 1, .style = cell->style };
	}
}

static void copy_cluster(struct cell *cell, struct str cluster)
{
	uint32_t base;

	if (cluster.len >= sizeof(cell->text))
		cluster = str_head(cluster, utf8_next(cluster, &base));
	memcpy(cell->text, cluster.at, cluster.len);
	memset(cell->text + cluster.len, 0, sizeof(cell->text) - cluster.len);
}

static void set_cell(struct canvas *c, int row, int col, enum style style,
                     struct str cluster, int cells)
{
	struct cell *cell = cell_at(c, row, col);

	break_pair(c, row, col);
	if (cells == 2) {
		break_pair(c, row, col + 1);
		cell[1] = (struct cell){ .style = (uint8_t)style };
	}
	copy_cluster(cell, cluster);
	cell->width = (uint8_t)cells;
	cell->style = (uint8_t)style;
}

static bool is_control(struct str cluster)
{
	uint32_t c;

	utf8_next(cluster, &c);
	return c < 0x20 || (c >= 0x7f && c < 0xa0);
}

int canvas_put(struct canvas *c, int row, int col, int limit, enum style style,
               struct str text)
{
	auto_buf shown = BUF_INIT(BUF_MAX_TEXT);

	if (glyphs_keep(c->glyphs, text))
		return canvas_put_shown(c, row, col, limit, style, text);
	glyphs_add(c->glyphs, &shown, text);
	return canvas_put_shown(c, row, col, limit, style, buf_str(&shown));
}

int canvas_cells(const struct canvas *c, struct str text)
{
	auto_buf shown = BUF_INIT(BUF_MAX_TEXT);

	if (glyphs_keep(c->glyphs, text))
		return width_str(text);
	glyphs_add(c->glyphs, &shown, text);
	return width_str(buf_str(&shown));
}

int canvas_put_shown(struct canvas *c, int row, int col, int limit, enum style style,
                     struct str text)
{
	limit = MIN(limit, c->cols);
	if (row < 0 || row >= c->rows || col < 0)
		return col;
	while (text.len) {
		int cells;
		size_t len = grapheme_next(text, &cells);
		struct str cluster = str_head(text, len);

		text = str_from(text, len);
		if (cells <= 0 || is_control(cluster))
			continue;
		if (col + cells > limit)
			break;
		set_cell(c, row, col, style, cluster, cells);
		col += cells;
	}
	return col;
}

void canvas_fill(struct canvas *c, int row, int col, int limit, enum style style,
                 char ascii)
{
	limit = MIN(limit, c->cols);
	if (row < 0 || row >= c->rows)
		return;
	for (col = MAX(col, 0); col < limit; col++)
		set_cell(c, row, col, style, str_make(&ascii, 1), 1);
}

void canvas_restyle(struct canvas *c, int row, int col, int limit, enum style style)
{
	limit = MIN(limit, c->cols);
	if (row < 0 || row >= c->rows)
		return;
	for (col = MAX(col, 0); col < limit; col++)
		cell_at(c, row, col)->style = (uint8_t)style;
}

static void add_row(const struct canvas *c, int row, struct buf *b)
{
	size_t end = b->len;

	for (int col = 0; col < c->cols; col++) {
		const char *text = cell_at(c, row, col)->text;
		buf_add_text(b, text);
		if (text[0] && strcmp(text, " ") != 0)
			end = b->len;
	}
	buf_cut(b, end);
	buf_add_char(b, '\n');
}

void canvas_text(const struct canvas *c, struct buf *b)
{
	for (int row = 0; row < c->rows; row++)
		add_row(c, row, b);
}
