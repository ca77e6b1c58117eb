/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of data are told from tables of layout by their shape. */
#include "general-writer.h"

#include "baolan/base/mem.h"
#include "baolan/markup/html.h"

struct table_shape {
	uint32_t rows, full_rows, columns, cells;
};

/* Stops at a nested table, so all tables of a page together cost one walk. */
static bool measure_table(const xmlNode *table, struct table_shape *shape)
{
	uint32_t in_row = 0;
	const xmlNode *node = html_next(table, table, false);
	for (; node; node = html_next(node, table, false)) {
		if (node->type != XML_ELEMENT_NODE)
			continue;
		uint32_t traits = tag_traits(node);
		if (traits & TAG_TABLE)
			return false;
		if (html_is(node, "tr")) {
			shape->rows++;
			in_row = 0;
		} else if (traits & TAG_CELL) {
			shape->cells++;
			in_row++;
			shape->full_rows += in_row == 2;
			shape->columns = MAX(shape->columns, in_row);
		}
	}
	return true;
}

bool table_is_data(const struct tree *tree, const xmlNode *table)
{
	struct table_shape shape = { 0 };
	if (!measure_table(table, &shape))
		return false;
	const struct tree_node *n = &tree->nodes.at[tree_place(table)];
	return shape.rows >= 2 && shape.columns >= 2 && shape.columns <= 40 &&
	       shape.full_rows * 10 >= shape.rows * 6 && n->chars > 0 &&
	       n->chars / shape.cells < 50 && tree_link_density(n) < 0.5;
}

void writer_begin_table(struct writer *w, const xmlNode *table)
{
	struct table_shape shape = { 0 };
	measure_table(table, &shape);
	w->table = table;
	writer_add_line(w, (struct line){ .block = { .type = BLOCK_TABLE,
	                                             .number = shape.columns },
	                                  .first_span = (uint32_t)w->out->spans.len,
	                                  .at = (uint32_t)w->out->text.len,
	                                  .node = table });
}

void writer_begin_cell(struct writer *w, const xmlNode *cell)
{
	w->in_cell = true;
	writer_open_line(w);
	w->line.block.level = html_is(cell, "th");
}

void writer_end_cell(struct writer *w)
{
	writer_close_line(w);
	w->in_cell = false;
	w->column++;
}
