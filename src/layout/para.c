/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Gathering a paragraph.  One piece alone is borrowed from the document; several
 * are joined in the layout's memory, so that breaking and drawing always see one
 * run of bytes. */
#include "maker.h"

#include "baolan/base/mem.h"
#include "baolan/text/grapheme.h"

void para_begin(struct maker *m)
{
	vec_clear(&m->pieces);
}

static struct piece *add_piece(struct maker *m, struct str text, uint8_t style,
                               uint32_t target)
{
	uint32_t start = m->pieces.len ? vec_last(&m->pieces)->end : 0;
	struct piece *piece = vec_push(&m->pieces);
	*piece = (struct piece){ .start = start,
		                 .end = start + (uint32_t)text.len,
		                 .place = m->place,
		                 .target = target,
		                 .style = style,
		                 .at = text.at };
	return piece;
}

void para_add(struct maker *m, struct str text, uint8_t style, uint32_t target)
{
	if (!text.len)
		return;
	add_piece(m, text, style, target);
	m->place += (uint32_t)text.len;
}

void para_add_made(struct maker *m, struct str text, uint8_t style, uint32_t target)
{
	if (text.len)
		add_piece(m, text, style, target)->made = true;
}

void para_add_glued(struct maker *m, struct str text, uint8_t style, uint32_t target)
{
	if (!text.len)
		return;
	struct piece *piece = add_piece(m, text, style, target);
	piece->made = true;
	piece->glued = true;
}

static struct str join(struct maker *m)
{
	size_t len = vec_last(&m->pieces)->end;
	char *text = arena_alloc(&m->arena, len);
	vec_each (piece, &m->pieces)
		memcpy(text + piece->start, piece->at, piece->end - piece->start);
	return str_make(text, len);
}

struct para para_end(struct maker *m)
{
	struct para p = { .pieces = m->pieces.at, .n_pieces = (uint32_t)m->pieces.len };
	if (p.n_pieces == 1)
		p.text = str_make(p.pieces[0].at, p.pieces[0].end);
	else if (p.n_pieces > 1)
		p.text = join(m);
	return p;
}

struct para para_keep(struct maker *m)
{
	struct para p = para_end(m);
	size_t size = p.n_pieces * sizeof(*p.pieces);
	if (size)
		p.pieces = memcpy(arena_alloc(&m->arena, size), p.pieces, size);
	return p;
}

/* Cells of a text that lies within one piece. */
static int text_cells(struct str s)
{
	int sum = 0, cells;
	for (size_t at = 0; at < s.len;) {
		at += grapheme_next(str_from(s, at), &cells);
		sum += cells;
	}
	return sum;
}

uint32_t para_piece_at(const struct para *p, uint32_t at)
{
	uint32_t low = 0, high = p->n_pieces;
	while (high - low > 1) {
		uint32_t middle = low + (high - low) / 2;
		if (p->pieces[middle].start <= at)
			low = middle;
		else
			high = middle;
	}
	return low;
}

int para_cells(const struct para *p, uint32_t start, uint32_t end)
{
	int sum = 0;
	uint32_t i = para_piece_at(p, start);
	for (; i < p->n_pieces && p->pieces[i].start < end; i++) {
		uint32_t from = MAX(start, p->pieces[i].start);
		uint32_t to = MIN(end, p->pieces[i].end);
		if (from < to)
			sum += text_cells(str_make(p->text.at + from, to - from));
	}
	return sum;
}

uint32_t para_place(const struct para *p, uint32_t at)
{
	const struct piece *piece = &p->pieces[para_piece_at(p, at)];
	return piece->made ? piece->place : piece->place + (at - piece->start);
}
