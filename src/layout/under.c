/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pinyin under the text: each Han character is given the cells that its reading
 * takes, and the readings of a row become a row of their own below it. */
#include "maker.h"

#include "baolan/base/mem.h"
#include "baolan/text/utf8.h"
#include "baolan/text/width.h"

/* On a narrower page the longest reading, zhuang, leaves no line to speak of. */
enum { NARROWEST = 20, HAN_CELLS = 2 };

struct under {
	struct str reading;
	uint16_t column;
};

static bool is_wanted(const struct maker *m)
{
	return m->o.glyphs && m->o.glyphs->pinyin == PINYIN_UNDER &&
	       m->limit >= NARROWEST;
}

/* The run of Han at `at`. */
static struct str han_run(struct str text, size_t at)
{
	size_t end = at, len;
	uint32_t c;
	while ((len = utf8_next(str_from(text, end), &c)) && utf8_is_han(c))
		end += len;
	return str_make(text.at + at, end - at);
}

/* Between two readings stands a blank. */
static void add_reading(struct maker *m, size_t at, struct str reading, bool last)
{
	struct str text = shown(m, reading);
	int cells = width_str(text) + !last;
	*vec_push(&m->readings) =
	        (struct reading){ .at = (uint32_t)at,
		                  .text = arena_str(&m->arena, text),
		                  .spare = (uint16_t)MAX(cells - HAN_CELLS, 0) };
}

static void read_run(struct maker *m, struct str han, size_t at)
{
	auto_buf readings = BUF_INIT(BUF_MAX_TEXT);
	uint32_t c;
	translit_pinyin(han, &readings);
	for (struct str rest = buf_str(&readings); rest.at && han.len;) {
		size_t len = utf8_next(han, &c);
		struct str reading = str_cut(&rest, ' ');
		add_reading(m, at, reading, !rest.at);
		han = str_from(han, len);
		at += len;
	}
}

void under_read(struct maker *m, struct para *p)
{
	size_t len;
	uint32_t c;
	if (!is_wanted(m))
		return;
	vec_clear(&m->readings);
	for (size_t at = 0; at < p->text.len; at += len) {
		struct str han = han_run(p->text, at);
		len = han.len ? han.len : utf8_next(str_from(p->text, at), &c);
		if (han.len)
			read_run(m, han, at);
	}
	size_t size = m->readings.len * sizeof(*p->readings);
	p->n_readings = (uint32_t)m->readings.len;
	if (size)
		p->readings =
		        memcpy(arena_alloc(&m->arena, size), m->readings.at, size);
}

void under_widen(const struct para *p, uint16_t *ruler)
{
	uint16_t sum = 0;
	size_t next = 0;
	for (size_t at = 0; p->n_readings && at < p->text.len; at++) {
		if (next < p->n_readings && p->readings[next].at == at)
			sum = (uint16_t)(sum + p->readings[next++].spare);
		ruler[at + 1] = (uint16_t)(ruler[at + 1] + sum);
	}
}

/* The first reading at or behind the byte `at`. */
static uint32_t reading_at(const struct para *p, uint32_t at)
{
	uint32_t low = 0, high = p->n_readings;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (p->readings[middle].at < at)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

int under_spare(const struct para *p, uint32_t start, uint32_t end)
{
	int sum = 0;
	for (uint32_t i = reading_at(p, start);
	     i < p->n_readings && p->readings[i].at < end; i++)
		sum += p->readings[i].spare;
	return sum;
}

int under_put(struct maker *m, int column, const struct para *p,
              const struct piece *piece, uint32_t from, uint32_t to)
{
	uint32_t c;
	m->under_bars = m->bars;
	for (uint32_t i = reading_at(p, from); from < to; i++) {
		bool read = i < p->n_readings && p->readings[i].at < to;
		uint32_t end = to;
		if (read)
			end = p->readings[i].at +
			      (uint32_t)utf8_next(str_from(p->text, p->readings[i].at),
			                          &c);
		column = row_put(m, column, str_make(p->text.at + from, end - from),
		                 piece->style, piece->target);
		from = end;
		if (!read)
			continue;
		*vec_push(&m->under) =
		        (struct under){ .reading = p->readings[i].text,
			                .column = (uint16_t)(column - HAN_CELLS) };
		column += p->readings[i].spare;
	}
	return column;
}

void under_row(struct maker *m)
{
	int bars = m->bars; /* of the block to come */
	if (!m->under.len)
		return;
	m->bars = m->under_bars;
	row_below(m);
	m->bars = bars;
	vec_each (under, &m->under)
		row_put(m, under->column, under->reading, LAYOUT_DIM, LAYOUT_NO_TARGET);
	vec_clear(&m->under);
}
