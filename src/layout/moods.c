/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reaction: the question, and a labelled bar a mood that reads without
 * colour: " 1 鼓掌 ########------------  123  41%".  Two stand on a row where
 * there is room; the one this reader cast is marked by * and by words. */
#include "maker.h"

#include "baolan/base/mem.h"
#include "baolan/text/width.h"

#include <inttypes.h>

enum { MAX_BAR = 20, MIN_BAR = 5, TWO_FROM = 60, BETWEEN = 4, PERCENT = 5 };

/* The columns of a mood, counted from its left edge. */
struct columns {
	int number, label, bar, count; /* cells of each; bar 0: none */
	int apart;                     /* from one mood's left edge to the next's */
	int per_row;
};

/* What others chose sways; some rather choose before they see it. */
static bool hides_counts(const struct maker *m)
{
	return m->o.hide_moods && !doc_field(m->doc, DOC_REACTION_MINE).len;
}

static bool any_known(const struct maker *m, const struct doc_mood *moods, uint32_t n)
{
	if (hides_counts(m))
		return false;
	for (uint32_t i = 0; i < n; i++)
		if (moods[i].count >= 0)
			return true;
	return false;
}

static struct str count_text(struct maker *m, int64_t count)
{
	return count < 0 ? STR("?") : made(m, "%" PRId64, count);
}

/* What is left for the bar beside "*1 label  count  41%". */
static int bar_for(const struct columns *c, int room)
{
	int bar = MIN(room - (c->number + 2 + c->label + 1 + c->count + 1 + PERCENT),
	              MAX_BAR);
	return bar < MIN_BAR ? 0 : bar;
}

static struct str label_of(struct maker *m, const struct doc_mood *mood)
{
	return shown(m, doc_str(m->doc, mood->label));
}

static struct columns measure_moods(struct maker *m, const struct doc_mood *moods,
                                    uint32_t n)
{
	struct columns c = { .number = digits_of(n), .per_row = 1 };
	bool known = any_known(m, moods, n);
	for (uint32_t i = 0; i < n; i++) {
		int label = width_str(label_of(m, &moods[i]));
		int count = (int)count_text(m, moods[i].count).len;
		c.label = MAX(c.label, label);
		c.count = known ? MAX(c.count, count) : 0;
	}
	c.label = MIN(c.label, MAX(2, m->limit - c.number - 2));
	int half = (m->limit - BETWEEN) / 2;
	if (m->limit >= TWO_FROM && (!known || bar_for(&c, half))) {
		c.per_row = 2;
		c.apart = half + BETWEEN;
	}
	c.bar = known ? bar_for(&c, c.per_row == 2 ? half : m->limit) : 0;
	if (c.per_row == 2) /* no wider apart than the bars need */
		c.apart = MIN(c.apart, c.number + 2 + c.label + 1 + c.bar + 1 +
		                               c.count + PERCENT + BETWEEN);
	return c;
}

/* Cells of a bar that stand for a share; something is never nothing. */
static int filled(int64_t count, int64_t total, int bar)
{
	if (count <= 0 || total <= 0)
		return 0;
	int cells = (int)((double)count / (double)total * bar + 0.5);
	return MIN(MAX(cells, 1), bar);
}

static void put_bar(struct maker *m, int column, const struct columns *c, int64_t count,
                    int64_t total, uint32_t target)
{
	int full = filled(count, total, c->bar);
	if (count < 0)
		return;
	column = row_put_repeat(m, column, '#', full, LAYOUT_BAR, target);
	row_put_repeat(m, column, '-', c->bar - full, LAYOUT_DIM, target);
}

static struct str percent_text(struct maker *m, int64_t count, int64_t total)
{
	if (count < 0 || total <= 0)
		return STR_NONE;
	return made(m, "%d%%", (int)((double)count / (double)total * 100 + 0.5));
}

/* Put text so that it ends at `end`, when that is on the page. */
static void put_ending(struct maker *m, int end, struct str text, uint8_t style,
                       uint32_t target)
{
	int cells = width_str(text);
	if (end <= m->width && end >= cells)
		row_put(m, end - cells, text, style, target);
}

static bool is_mine(const struct maker *m, const struct doc_mood *mood)
{
	struct str mine = doc_field(m->doc, DOC_REACTION_MINE);
	return mine.len && str_eq(mine, doc_str(m->doc, mood->token));
}

static void put_mood(struct maker *m, int left, const struct columns *c, uint32_t i,
                     const struct doc_mood *mood, int64_t total, uint32_t target)
{
	bool mine = is_mine(m, mood);
	uint8_t style = mine ? LAYOUT_MINE : LAYOUT_TEXT;
	int column = left + 1 + c->number;
	if (column + 1 + c->label > m->width) { /* hardly any room: the name alone */
		row_put(m, 0, width_head(label_of(m, mood), m->width), style, target);
		return;
	}
	if (mine)
		row_put(m, left, STR("*"), LAYOUT_MINE, target);
	put_ending(m, column, made(m, "%u", i + 1), style, target);
	row_put(m, column + 1, width_head(label_of(m, mood), c->label), style, target);
	column += 1 + c->label + 1;
	if (!c->count)
		return;
	if (c->bar) {
		put_bar(m, column, c, mood->count, total, target);
		column += c->bar + 1;
	}
	put_ending(m, column + c->count, count_text(m, mood->count), style, target);
	put_ending(m, column + c->count + PERCENT, percent_text(m, mood->count, total),
	           LAYOUT_DIM, target);
}

/* "123 in all  * your choice: 鼓掌" */
static void put_total(struct maker *m, const struct doc_mood *moods, uint32_t n,
                      int64_t total, uint32_t target)
{
	para_begin(m);
	if (any_known(m, moods, n))
		para_add_made(m,
		              made(m, "%" PRId64 " %s", total, m->o.words->moods_total),
		              LAYOUT_DIM, target);
	for (uint32_t i = 0; i < n; i++) {
		struct str label = doc_str(m->doc, moods[i].label);
		if (is_mine(m, &moods[i]))
			para_add_made(m,
			              made(m, "%s* %s: %.*s", m->pieces.len ? "  " : "",
			                   m->o.words->mine, STR_ARG(label)),
			              LAYOUT_MINE, target);
	}
	struct para p = para_end(m);
	put_para(m, &p, &(struct frame){ .cells = m->limit, .first = 1, .rest = 1 });
}

static void put_question(struct maker *m, uint32_t target)
{
	struct str question = doc_field(m->doc, DOC_REACTION_QUESTION);
	put_label(m, question, target);
	m->place += (uint32_t)question.len;
}

bool make_moods(struct maker *m)
{
	uint32_t n;
	const struct doc_mood *moods = doc_moods(m->doc, &n);
	if (!n)
		return true;
	uint32_t target = new_target(m, TARGET_MOODS, STR_NONE);
	int64_t total = doc_moods_total(m->doc);
	struct columns c = measure_moods(m, moods, n);
	put_question(m, target);
	for (uint32_t i = 0; i < n; i++) {
		int seat = (int)(i % (uint32_t)c.per_row);
		if (!seat)
			row_begin(m, m->place);
		put_mood(m, seat * c.apart, &c, i, &moods[i], total, target);
		m->place += moods[i].label.len;
	}
	put_total(m, moods, n, total, target);
	put_text(m, doc_field(m->doc, DOC_REACTION_MESSAGE), LAYOUT_DIM, false);
	return true;
}
