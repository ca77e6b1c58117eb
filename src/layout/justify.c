/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which gaps of a row may be widened (clreq): first Western word spaces, then gaps
 * between Han and Latin, then those after marks; each by a cell at most, and only
 * where a line might end as well.  A row for which that is not enough stays
 * ragged. */
#include "maker.h"

#include "baolan/base/mem.h"
#include "baolan/text/utf8.h"

enum gap { GAP_SPACE, GAP_LATIN, GAP_MARK, GAPS, GAP_NONE = GAPS };

static bool is_latin(uint32_t c)
{
	return (c >= 0x30 && c < 0x250) && c != 0xB7;
}

static enum gap gap_between(uint32_t before, uint32_t c)
{
	if (before == ' ')
		return GAP_SPACE;
	if ((utf8_is_han(before) && is_latin(c)) ||
	    (is_latin(before) && utf8_is_han(c)))
		return GAP_LATIN;
	return break_may_trim(before) && before > 0x2FFF ? GAP_MARK : GAP_NONE;
}

/* Go over the gaps of a slice; fn is told each with its kind. */
struct walk {
	const struct maker *m;
	struct str text;
	uint32_t at, end;
	uint32_t before;
};

/* The next gap, GAP_NONE at the end; walk->at is behind the character at it. */
static enum gap next_gap(struct walk *w, uint32_t *ret_at)
{
	while (w->at < w->end) {
		uint32_t c, at = w->at, before = w->before;
		w->at += (uint32_t)utf8_next(str_from(w->text, at), &c);
		w->before = c;
		enum gap gap =
		        before && w->m->breaks[at] ? gap_between(before, c) : GAP_NONE;
		*ret_at = at;
		if (gap != GAP_NONE)
			return gap;
	}
	return GAP_NONE;
}

static struct walk walk_over(const struct maker *m, const struct para *p,
                             const struct slice *slice)
{
	return (struct walk){
		.m = m, .text = p->text, .at = slice->start, .end = slice->end
	};
}

void find_gaps(struct maker *m, const struct para *p, const struct slice *slice,
               int need)
{
	int counts[GAPS + 1] = { 0 }, wanted[GAPS + 1] = { 0 }, seen[GAPS + 1] = { 0 };
	enum gap gap;
	uint32_t at;
	vec_clear(&m->gaps);
	if (need <= 0)
		return;
	for (struct walk w = walk_over(m, p, slice); (gap = next_gap(&w, &at)) < GAPS;)
		counts[gap]++;
	for (int i = 0; i < GAPS; i++) {
		wanted[i] = MIN(need, counts[i]);
		need -= wanted[i];
	}
	if (need > 0)
		return;
	for (struct walk w = walk_over(m, p, slice);
	     (gap = next_gap(&w, &at)) < GAPS;) {
		int nth = seen[gap]++; /* spread evenly over those of its kind */
		if (nth * wanted[gap] / counts[gap] !=
		    (nth + 1) * wanted[gap] / counts[gap])
			*vec_push(&m->gaps) = at;
	}
}
