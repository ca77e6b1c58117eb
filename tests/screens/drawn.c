/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "drawn.h"

#include "baolan/base/mem.h"
#include "baolan/text/utf8.h"
#include "baolan/text/width.h"
#include "frames.h"

#include <stdio.h>

static void use_widths(const char *cells, const char *sure)
{
	struct widths widths;
	for (int i = 0; i < WIDTH_CLASSES; i++) {
		widths.cells[i] = (uint8_t)(cells[i] - '0');
		widths.sure[i] = sure[i] == 'y';
	}
	width_set(&widths);
}

/* Is that cell drawn in the one way everywhere? */
static bool is_plain(const struct cell *cell, uint32_t *ret_c)
{
	struct str text = str_of(cell->text);
	size_t len = utf8_next(text, ret_c);
	return len == text.len && width_is_sure(*ret_c);
}

static bool cell_is_right(const struct canvas *c, const struct grid *g, int row,
                          int col)
{
	const struct cell *cell = &c->cells[row * c->cols + col];
	const struct grid_cell *drawn = grid_at(g, row, col);
	uint32_t wanted, before;
	if (cell->width == 0)
		return !is_plain(cell - 1, &before) || drawn->c == 0;
	if (!is_plain(cell, &wanted))
		return true;
	/* A blank may show the right half of what is wider than thought. */
	if (wanted == ' ' && drawn->c == 0 && col && !is_plain(cell - 1, &before))
		return true;
	return drawn->c == wanted && !drawn->marks;
}

static bool row_is_right(const struct canvas *c, const struct grid *g, int row)
{
	for (int col = 0; col < c->cols; col++) {
		if (cell_is_right(c, g, row, col))
			continue;
		auto_buf text = BUF_INIT(BUF_MAX_TEXT);
		grid_add_row(g, row, &text);
		printf("# row %d column %d: %s\n", row, col, buf_text(&text));
		return false;
	}
	return true;
}

int drawn_wrong_rows(const struct grid *g, int frame, const char *cells,
                     const char *sure)
{
	struct canvas c;
	int wrong = 0;
	canvas_init(&c, g->rows, g->cols);
	use_widths(cells, sure);
	frame_paint(&c, frame);
	for (int row = 0; row < g->rows; row++)
		wrong += !row_is_right(&c, g, row);
	canvas_done(&c);
	return wrong;
}
