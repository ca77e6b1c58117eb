/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Putting runs on rows. */
#include "maker.h"

#include "baolan/base/mem.h"
#include "baolan/text/width.h"

static void new_row(struct maker *m, uint32_t place)
{
	if (m->rows.len) /* places never go back: layout_row_at searches them */
		place = MAX(place, vec_last(&m->rows)->place);
	*vec_push(&m->rows) = (struct layout_row){ .first_run = (uint32_t)m->runs.len,
		                                   .place = place,
		                                   .section = m->section };
}

static void put_bars(struct maker *m)
{
	for (int i = 0; i < m->bars; i++)
		row_put(m, 2 * i, STR(">"), LAYOUT_DIM, LAYOUT_NO_TARGET);
}

void row_below(struct maker *m)
{
	new_row(m, vec_last(&m->rows)->place);
	vec_last(&m->rows)->under = true;
	put_bars(m);
}

void row_begin(struct maker *m, uint32_t place)
{
	under_row(m);
	if (m->gap && m->rows.len)
		new_row(m, place);
	m->gap = false;
	new_row(m, place);
	put_bars(m);
}

void row_gap(struct maker *m)
{
	m->gap = true;
}

static int put_run(struct maker *m, int column, struct str text, int cells,
                   uint8_t style, uint32_t target)
{
	if (target != LAYOUT_NO_TARGET && m->targets.at[target].row == UINT32_MAX)
		m->targets.at[target].row = (uint32_t)m->rows.len - 1;
	*vec_push(&m->runs) = (struct layout_run){ .text = text,
		                                   .column = (uint16_t)column,
		                                   .cells = (uint16_t)cells,
		                                   .style = style,
		                                   .target = target };
	vec_last(&m->rows)->n_runs++;
	return column + cells;
}

int row_put(struct maker *m, int column, struct str text, uint8_t style,
            uint32_t target)
{
	if (!text.len)
		return column;
	return put_run(m, column, text, width_str(text), style, target);
}

int row_put_repeat(struct maker *m, int column, char c, int times, uint8_t style,
                   uint32_t target)
{
	if (times <= 0)
		return column;
	char *text = arena_alloc(&m->arena, (size_t)times);
	memset(text, c, (size_t)times);
	return put_run(m, column, str_make(text, (size_t)times), times, style, target);
}

int row_put_slice(struct maker *m, int column, const struct para *p,
                  const struct slice *slice)
{
	uint32_t i = para_piece_at(p, slice->start);
	for (; i < p->n_pieces && p->pieces[i].start < slice->end; i++) {
		const struct piece *piece = &p->pieces[i];
		uint32_t from = MAX(slice->start, piece->start);
		uint32_t to = MIN(slice->end, piece->end);
		bool whole = from == slice->start && to == slice->end;
		int cells = whole ? slice->cells : para_cells(p, from, to);
		struct str text = str_make(p->text.at + from, to - from);
		if (p->n_readings)
			column = under_put(m, column, p, piece, from, to);
		else if (from < to)
			column = put_run(m, column, text, cells, piece->style,
			                 piece->target);
	}
	return column;
}

/* Marks may hang where the page is wider than the text. */
static int hang_room(const struct maker *m, const struct frame *frame)
{
	int spare = m->width - frame->left - frame->cells;
	return frame->bounded ? 0 : MIN(m->hang, MAX(0, spare));
}

/* A slice with one more cell at each of m->gaps. */
static void put_widened(struct maker *m, int column, const struct para *p,
                        const struct slice *slice)
{
	struct slice part = *slice;
	for (size_t i = 0; i <= m->gaps.len; i++) {
		part.end = i < m->gaps.len ? m->gaps.at[i] : slice->end;
		part.cells = (uint16_t)(m->ruler[part.end] - m->ruler[part.start]);
		column = row_put_slice(m, column, p, &part) + 1;
		part.start = part.end;
	}
}

static void put_justified(struct maker *m, int column, const struct para *p,
                          const struct slice *slice, int room)
{
	find_gaps(m, p, slice, room - slice->cells);
	put_widened(m, column, p, slice);
}

void put_para(struct maker *m, const struct para *p, const struct frame *frame)
{
	int first = frame->cells - frame->first < 2 ? 0 : frame->first;
	int rest = frame->cells - frame->rest < 2 ? 0 : frame->rest;
	struct measure how = { .first = frame->cells - first,
		               .rest = frame->cells - rest,
		               .hang = hang_room(m, frame),
		               .headline = frame->headline };
	bool justify = frame->running && m->o.justify;
	split(m, p, &how);
	for (size_t i = 0; i < m->slices.len; i++) {
		struct slice *slice = &m->slices.at[i];
		int indent = slice->opens ? first : rest;
		row_begin(m, para_place(p, slice->start));
		if (!i && first == frame->first)
			row_put(m, frame->left + frame->mark_at, frame->mark,
			        frame->mark_style, frame->mark_target);
		if (justify && slice->soft)
			put_justified(m, frame->left + indent, p, slice,
			              frame->cells - indent);
		else
			row_put_slice(m, frame->left + indent, p, slice);
	}
}

void put_text(struct maker *m, struct str text, uint8_t style, bool headline)
{
	if (!text.len)
		return;
	para_begin(m);
	para_add(m, text, style, LAYOUT_NO_TARGET);
	struct para p = para_end(m);
	put_para(m, &p, &(struct frame){ .cells = m->limit, .headline = headline });
}

void put_label(struct maker *m, struct str text, uint32_t target)
{
	para_begin(m);
	para_add_made(m, text, LAYOUT_LABEL, target);
	struct para p = para_end(m);
	put_para(m, &p, &(struct frame){ .cells = m->limit });
	if (!m->slices.len)
		return;
	int column = vec_last(&m->slices)->cells + 1;
	row_put_repeat(m, column, '-', m->limit - column, LAYOUT_DIM, LAYOUT_NO_TARGET);
}

uint32_t new_target(struct maker *m, enum target_kind kind, struct str url)
{
	*vec_push(&m->targets) = (struct layout_target){ .kind = (uint8_t)kind,
		                                         .url = url,
		                                         .row = UINT32_MAX };
	return (uint32_t)m->targets.len - 1;
}

uint32_t new_numbered(struct maker *m, enum target_kind kind, struct str url)
{
	uint32_t target = new_target(m, kind, url);
	m->targets.at[target].number = ++m->numbers;
	return target;
}
