/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables: columns parted by " | " where they fit, with cells on several rows
 * where they nearly do, else one record a row: "heading: cell". */
#include "maker.h"

#include "baolan/base/ascii.h"
#include "baolan/base/mem.h"

/* A column narrower than this is no pleasure to read; a table that would need
 * it becomes records. */
enum { MIN_COLUMN = 8, PARTING = 3, MAX_HEADING = 96 };

struct cell {
	struct para text;
	struct slice *slices;
	uint32_t n_slices;
	uint16_t column;
	bool heading;
};

struct line { /* a table's row: cells[first..first+count) */
	uint32_t first, count;
};

struct table {
	VEC(struct cell) cells;
	VEC(struct line) lines;
	uint32_t columns;
	uint32_t place;
	bool has_head;      /* the first line is all headings */
	int *cells_wide;    /* of each column as drawn */
	bool *to_the_right; /* columns of numbers */
};

static int left_of(const struct maker *m)
{
	return 2 * m->bars;
}

/* --- gathering --- */

static void add_cell(struct maker *m, struct table *t, const struct doc_block *block)
{
	uint32_t last = t->cells.len ? vec_last(&t->cells)->column : UINT32_MAX;
	if (!t->cells.len || block->number <= last)
		*vec_push(&t->lines) = (struct line){ .first = (uint32_t)t->cells.len };
	para_begin(m);
	add_spans(m, block, block->level ? LAYOUT_STRONG : LAYOUT_TEXT);
	*vec_push(&t->cells) = (struct cell){ .text = para_keep(m),
		                              .column = (uint16_t)block->number,
		                              .heading = block->level != 0 };
	vec_last(&t->lines)->count++;
	t->columns = MAX(t->columns, block->number + 1);
}

static bool is_all_headings(const struct table *t, const struct line *line)
{
	for (uint32_t i = 0; i < line->count; i++)
		if (!t->cells.at[line->first + i].heading)
			return false;
	return true;
}

static uint32_t gather(struct maker *m, struct table *t, const struct doc_block *blocks,
                       uint32_t n)
{
	uint32_t taken = 1;
	t->place = m->place;
	for (; taken < n && blocks[taken].type == BLOCK_CELL; taken++)
		add_cell(m, t, &blocks[taken]);
	t->has_head = t->lines.len > 1 && is_all_headings(t, &t->lines.at[0]);
	return taken;
}

/* --- columns --- */

static bool is_figure(struct str s)
{
	static const char allowed[] = "0123456789.,%+- ";
	bool digit = false;
	for (size_t i = 0; i < s.len; i++) {
		if (!s.at[i] || !strchr(allowed, s.at[i]))
			return false;
		digit = digit || ascii_is_digit(s.at[i]);
	}
	return digit || !s.len;
}

static void find_figures(struct table *t)
{
	for (uint32_t c = 0; c < t->columns; c++)
		t->to_the_right[c] = true;
	vec_each (cell, &t->cells)
		if (!cell->heading && !is_figure(cell->text.text))
			t->to_the_right[cell->column] = false;
}

/* What each column would like to have: its widest cell. */
static void find_natural(struct maker *m, struct table *t)
{
	t->cells_wide = arena_alloc(&m->arena, t->columns * sizeof(int));
	t->to_the_right = arena_alloc(&m->arena, t->columns * sizeof(bool));
	vec_each (cell, &t->cells) {
		split(m, &cell->text,
		      &(struct measure){ .first = MAX_WIDTH, .rest = MAX_WIDTH });
		vec_each (slice, &m->slices)
			t->cells_wide[cell->column] =
			        MAX(t->cells_wide[cell->column], (int)slice->cells);
	}
	find_figures(t);
}

static int capped_sum(const struct table *t, int cap)
{
	int sum = PARTING * ((int)t->columns - 1);
	for (uint32_t c = 0; c < t->columns; c++)
		sum += MIN(t->cells_wide[c], cap);
	return sum;
}

/* Narrow the widest columns alike until all fit; false when they can't. */
static bool fit_columns(struct table *t, int room)
{
	int low = 0, high = room;
	while (low < high) {
		int middle = (low + high + 1) / 2;
		if (capped_sum(t, middle) <= room)
			low = middle;
		else
			high = middle - 1;
	}
	if (capped_sum(t, low) > room)
		return false;
	for (uint32_t c = 0; c < t->columns; c++) {
		if (low < MIN_COLUMN && t->cells_wide[c] > low)
			return false;
		t->cells_wide[c] = MIN(t->cells_wide[c], low);
	}
	return true;
}

/* Mostly holes: as a grid it would cost far more than its text. */
static bool is_sparse(const struct table *t)
{
	return (uint64_t)t->columns * t->lines.len > 8 * (uint64_t)t->cells.len;
}

/* --- as a grid --- */

static void split_cell(struct maker *m, struct table *t, struct cell *cell)
{
	int cells = t->cells_wide[cell->column];
	split(m, &cell->text, &(struct measure){ .first = cells, .rest = cells });
	size_t size = m->slices.len * sizeof(*cell->slices);
	cell->n_slices = (uint32_t)m->slices.len;
	if (size)
		cell->slices = memcpy(arena_alloc(&m->arena, size), m->slices.at, size);
}

/* Row `i` of a cell at its column's place. */
static void put_cell_row(struct maker *m, const struct table *t, int column,
                         const struct cell *cell, uint32_t i)
{
	if (i >= cell->n_slices)
		return;
	const struct slice *slice = &cell->slices[i];
	if (t->to_the_right[cell->column])
		column += t->cells_wide[cell->column] - slice->cells;
	row_put_slice(m, column, &cell->text, slice);
}

static uint32_t place_of_line(const struct table *t, const struct line *line)
{
	const struct cell *cell = &t->cells.at[line->first];
	for (uint32_t i = 0; i < line->count; i++, cell++)
		if (cell->text.n_pieces)
			return cell->text.pieces[0].place;
	return t->place;
}

static void put_grid_row(struct maker *m, const struct table *t,
                         const struct line *line, uint32_t i)
{
	int column = left_of(m);
	uint32_t next = 0;
	for (uint32_t c = 0; c < t->columns; c++) {
		if (c)
			row_put(m, column - 2, STR("|"), LAYOUT_DIM, LAYOUT_NO_TARGET);
		const struct cell *cell = &t->cells.at[line->first + next];
		if (next < line->count && cell->column == c) {
			put_cell_row(m, t, column, cell, i);
			next++;
		}
		column += t->cells_wide[c] + PARTING;
	}
}

static void put_grid_line(struct maker *m, struct table *t, const struct line *line)
{
	uint32_t rows = 1;
	for (uint32_t i = 0; i < line->count; i++) {
		split_cell(m, t, &t->cells.at[line->first + i]);
		rows = MAX(rows, t->cells.at[line->first + i].n_slices);
	}
	for (uint32_t i = 0; i < rows; i++) {
		row_begin(m, t->place);
		put_grid_row(m, t, line, i);
	}
}

/* "-----+----" under the headings. */
static void put_head_rule(struct maker *m, const struct table *t)
{
	int column = left_of(m);
	row_begin(m, t->place);
	for (uint32_t c = 0; c < t->columns; c++) {
		if (c)
			column = row_put(m, column, STR("-+-"), LAYOUT_DIM,
			                 LAYOUT_NO_TARGET);
		column = row_put_repeat(m, column, '-', t->cells_wide[c], LAYOUT_DIM,
		                        LAYOUT_NO_TARGET);
	}
}

static void put_grid(struct maker *m, struct table *t)
{
	vec_each (line, &t->lines) {
		uint32_t place = place_of_line(t, line);
		t->place = MAX(t->place, place);
		put_grid_line(m, t, line);
		if (t->has_head && line == t->lines.at)
			put_head_rule(m, t);
	}
}

/* --- as records --- */

/* The headings by column; one as long as a paragraph is not repeated. */
static const struct cell **list_headings(struct maker *m, const struct table *t)
{
	const struct cell **headings =
	        arena_alloc(&m->arena, t->columns * sizeof(struct cell *));
	const struct line *head = &t->lines.at[0];
	for (uint32_t i = 0; t->has_head && i < head->count; i++) {
		const struct cell *cell = &t->cells.at[head->first + i];
		if (cell->text.n_pieces && cell->text.text.len <= MAX_HEADING)
			headings[cell->column] = cell;
	}
	return headings;
}

/* A cell's own pieces once more, for a row with its heading before them. */
static void add_cell_text(struct maker *m, const struct cell *cell, bool as_made)
{
	for (uint32_t i = 0; i < cell->text.n_pieces; i++) {
		const struct piece *old = &cell->text.pieces[i];
		struct str text = str_make(old->at, old->end - old->start);
		m->place = old->place;
		para_add_shown(m, text, as_made ? LAYOUT_DIM : old->style,
		               as_made ? LAYOUT_NO_TARGET : old->target);
		struct piece *piece = text.len ? vec_last(&m->pieces) : NULL;
		if (piece && !as_made) {
			piece->size = old->size;
			piece->glued = old->glued;
		}
	}
}

static void put_field(struct maker *m, const struct cell *heading,
                      const struct cell *cell, bool first)
{
	if (!cell->text.n_pieces)
		return;
	uint32_t place = cell->text.pieces[0].place;
	para_begin(m);
	if (heading) {
		add_cell_text(m, heading, true);
		para_add_made(m, STR(": "), LAYOUT_DIM, LAYOUT_NO_TARGET);
		vec_each (piece, &m->pieces)
			piece->place = place;
	}
	add_cell_text(m, cell, false);
	struct para p = para_end(m);
	int indent = m->limit - left_of(m) >= 12 ? 2 : 0;
	put_para(m, &p,
	         &(struct frame){ .left = left_of(m),
	                          .cells = m->limit - left_of(m),
	                          .first = first ? 0 : indent,
	                          .rest = first ? indent : 2 * indent });
}

static void put_records(struct maker *m, const struct table *t)
{
	uint32_t place = m->place;
	const struct cell **headings = list_headings(m, t);
	for (size_t l = t->has_head; l < t->lines.len; l++) {
		const struct line *line = &t->lines.at[l];
		if (l > t->has_head && !m->compact)
			row_gap(m);
		for (uint32_t i = 0; i < line->count; i++) {
			const struct cell *cell = &t->cells.at[line->first + i];
			put_field(m, headings[cell->column], cell, !i);
		}
	}
	m->place = place;
}

uint32_t make_table(struct maker *m, const struct doc_block *blocks, uint32_t n)
{
	struct table t = { 0 };
	uint32_t taken = gather(m, &t, blocks, n);
	if (t.cells.len) {
		find_natural(m, &t);
		if (!is_sparse(&t) && fit_columns(&t, m->width - left_of(m)))
			put_grid(m, &t);
		else
			put_records(m, &t);
	}
	vec_done(&t.cells);
	vec_done(&t.lines);
	return taken;
}
