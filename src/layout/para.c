/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Gathering a paragraph.  One piece alone is borrowed from the document; several
 * are joined in the layout's memory, so that breaking and drawing always see one
 * run of bytes.
 *
 * Here text becomes what is shown of it, before anything is measured. */
#include "maker.h"

#include "baolan/base/mem.h"
#include "baolan/text/grapheme.h"
#include "baolan/text/utf8.h"

void para_begin(struct maker *m)
{
	vec_clear(&m->pieces);
}

/* What is shown of text behind `before`, of which only the end matters. */
static struct str shown_behind(struct maker *m, struct str before, struct str text)
{
	uint32_t c;
	struct buf *b = &m->scratch;
	if (glyphs_keep(m->o.glyphs, text))
		return text;
	buf_clear(b);
	size_t len = utf8_previous(before, &c);
	buf_add_str(b, str_from(before, before.len - len));
	glyphs_add(m->o.glyphs, b, text);
	struct str all = str_from(buf_str(b), len);
	return str_eq(all, text) ? text : arena_str(&m->arena, all);
}

struct str shown(struct maker *m, struct str text)
{
	return shown_behind(m, STR_NONE, text);
}

/* The text of the last piece. */
static struct str last_text(const struct maker *m)
{
	if (!m->pieces.len)
		return STR_NONE;
	const struct piece *piece = vec_last(&m->pieces);
	return str_make(piece->at, piece->end - piece->start);
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
	struct str as_shown = shown_behind(m, last_text(m), text);
	if (as_shown.len)
		add_piece(m, as_shown, style, target)->size = (uint32_t)text.len;
	m->place += (uint32_t)text.len;
}

void para_add_shown(struct maker *m, struct str text, uint8_t style, uint32_t target)
{
	if (text.len)
		add_piece(m, text, style, target);
}

void para_add_made(struct maker *m, struct str text, uint8_t style, uint32_t target)
{
	para_add_shown(m, shown_behind(m, last_text(m), text), style, target);
}

void para_add_glued(struct maker *m, struct str text, uint8_t style, uint32_t target)
{
	struct str as_shown = shown(m, text);
	if (as_shown.len)
		add_piece(m, as_shown, style, target)->glued = true;
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
	under_read(m, &p);
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
	return sum + under_spare(p, start, end);
}

uint32_t para_place(const struct para *p, uint32_t at)
{
	const struct piece *piece = &p->pieces[para_piece_at(p, at)];
	uint64_t within = at - piece->start, len = piece->end - piece->start;
	return piece->place + (uint32_t)(within * piece->size / len);
}
