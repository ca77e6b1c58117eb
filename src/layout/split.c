/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the rows of a paragraph end.
 *
 * One look at the paragraph gives the places where a line may end and a ruler:
 * the width of the text up to each byte.  A row is then found by leaping.
 *
 * A row takes clusters until one doesn't fit.  It then ends, in this order: at
 * a blank that stands there; where it is full, if a line may end there; one
 * hanging mark further; at the last place where a line may end; and when a word
 * is wider than the row, wherever it is full, rather not beside a mark that
 * must not stand there.  A row always takes at least one cluster, so the loop
 * ends at every width. */
#include "maker.h"

#include "baolan/base/mem.h"
#include "baolan/text/grapheme.h"
#include "baolan/text/utf8.h"

struct splitter {
	const struct para *p;
	struct str text;
	const struct measure *how;
	enum break_set set;
	const uint8_t *breaks;
	const uint16_t *ruler;
	const uint8_t *phrases; /* NULL: no headline */
	size_t line_end;        /* the next newline, or the text's end */
};

/* How far a row gets when it is filled. */
struct fill {
	size_t at; /* the cluster that didn't fit, a newline, or the end */
	bool hard; /* stopped by a newline or the end */
};

/* --- looking at the text --- */

/* Cells of a part no wider than a row can be: the ruler counts modulo 65536. */
static int cells_between(const struct splitter *s, size_t start, size_t end)
{
	return (uint16_t)(s->ruler[end] - s->ruler[start]);
}

/* The cluster at `at`, which ends where its piece does. */
static size_t cluster_at(const struct splitter *s, size_t at, int *ret_cells)
{
	const struct piece *piece = &s->p->pieces[para_piece_at(s->p, (uint32_t)at)];
	return grapheme_next(str_make(s->text.at + at, piece->end - at), ret_cells);
}

/* White space at which a row may end and which is not drawn there: its length,
 * 0 for none. */
static size_t space_at(struct str text, size_t at)
{
	const char *p = text.at + at;
	size_t left = text.len - at;
	if (left && *p == ' ')
		return 1;
	if (left >= 3 && memcmp(p, "\xe3\x80\x80", 3) == 0)
		return 3;
	return left >= 2 && memcmp(p, "\xc2\xa0", 2) == 0 ? 2 : 0;
}

static size_t skip_spaces(struct str text, size_t at)
{
	for (size_t n; (n = space_at(text, at)) > 0; at += n)
		continue;
	return at;
}

static size_t trim_spaces(struct str text, size_t start, size_t end)
{
	while (end > start) {
		size_t len =
		        text.at[end - 1] == ' ' || text.at[end - 1] == '\n' ? 1 : 0;
		if (!len && end - start >= 3 && space_at(text, end - 3) == 3)
			len = 3;
		if (!len && end - start >= 2 && space_at(text, end - 2) == 2)
			len = 2;
		if (!len)
			break;
		end -= len;
	}
	return end;
}

static void find_line_end(struct splitter *s, size_t at)
{
	size_t left = s->text.len - at;
	const char *newline = left ? memchr(s->text.at + at, '\n', left) : NULL;
	s->line_end = newline ? (size_t)(newline - s->text.at) : s->text.len;
}

/* Hardly a byte is more than a cell, so a row that has n cells left goes on for n
 * bytes.  A few such leaps come near its end; the rest is a matter of bytes. */
static struct fill fill_row(const struct splitter *s, size_t start, int room)
{
	size_t at = start;
	for (int left = room; left > 3 && at < s->line_end;) {
		at += MIN((size_t)left, s->line_end - at);
		left = room - cells_between(s, start, at);
	}
	while (cells_between(s, start, at) > room)
		at--;
	while (at < s->line_end && cells_between(s, start, at + 1) <= room)
		at++;
	return (struct fill){ .at = at, .hard = at == s->line_end };
}

/* The last place before `end` where a line may end; 0: none. */
static size_t last_break(const struct splitter *s, size_t start, size_t end)
{
	for (size_t at = end - 1; at > start; at--)
		if (s->breaks[at])
			return at;
	return 0;
}

static bool forbidden_start(const struct splitter *s, uint32_t c)
{
	return break_forbidden_start(s->set, c);
}

static bool forbidden_end(const struct splitter *s, uint32_t c)
{
	return break_forbidden_end(s->set, c);
}

static uint32_t char_before(struct str text, size_t at)
{
	uint32_t c = 0;
	utf8_previous(str_head(text, at), &c);
	return c;
}

static uint32_t char_at(struct str text, size_t at)
{
	uint32_t c = 0;
	utf8_next(str_from(text, at), &c);
	return c;
}

/* A mark beside which no other hangs. */
static bool is_mark(uint32_t c)
{
	return break_forbidden_start(BREAK_SET_BASIC, c) ||
	       break_forbidden_end(BREAK_SET_BASIC, c);
}

/* Does the mark that didn't fit hang?  Only one mark alone does, or the blank half
 * of any. */
static bool hangs(const struct splitter *s, size_t start, size_t at, int room,
                  size_t *ret_end)
{
	int cells;
	uint32_t c = char_at(s->text, at);
	if (!s->how->hang || !break_may_trim(c))
		return false;
	size_t end = at + cluster_at(s, at, &cells);
	int over = cells_between(s, start, end) - room;
	if (over > s->how->hang || !s->breaks[end])
		return false;
	bool half = cells == 2 && over == 1;
	if (!half && (!break_may_hang(c) || is_mark(char_before(s->text, at))))
		return false;
	*ret_end = end;
	return true;
}

static bool is_pair(uint32_t before, uint32_t c)
{
	return before == c &&
	       (c == 0x2014 || c == 0x2015 || c == 0x2026 || c == 0x22EF);
}

/* Where to cut what has no break: the last cluster of the row at which no mark
 * is set wrong, else where the row is full. */
static size_t cut(const struct splitter *s, size_t start, size_t full)
{
	int cells;
	size_t at = start + cluster_at(s, start, &cells), best = 0;
	if (full <= at)
		return at; /* one cluster, whatever its width */
	for (; at <= full && at < s->text.len; at += cluster_at(s, at, &cells)) {
		uint32_t before = char_before(s->text, at), c = char_at(s->text, at);
		if (!forbidden_start(s, c) && !forbidden_end(s, before) &&
		    !is_pair(before, c))
			best = at;
	}
	return best ? best : full;
}

/* A word may fill its row to the end; marks in it are no reason to cut early. */
static bool is_in_word(struct str text, size_t at)
{
	uint32_t before = char_before(text, at), c = char_at(text, at);
	return before > ' ' && before < 0x7F && c > ' ' && c < 0x7F;
}

/* --- the last row of a paragraph --- */

/* Bytes of one character with the marks behind it. */
enum { MAX_ORPHAN = 15 };
/* Narrower rows have no character to give to the next. */
enum { MIN_PULL = 16 };

/* Is what stands from `at` on one wide character, with or without marks? */
static bool is_orphan(const struct splitter *s, size_t at)
{
	int characters = 0, cells;
	at = skip_spaces(s->text, at);
	if (s->line_end - at > MAX_ORPHAN)
		return false;
	while (at < s->line_end) {
		uint32_t c = char_at(s->text, at);
		at += cluster_at(s, at, &cells);
		bool follows = break_forbidden_start(BREAK_SET_BASIC, c);
		if (cells < 2 && !follows)
			return false;
		characters += !follows;
	}
	return characters == 1;
}

/* The break before `end`, if the row stays at least half full. */
static size_t break_before(const struct splitter *s, size_t start, size_t end)
{
	size_t at = last_break(s, start + (end - start) / 2, end);
	return at ? at : end;
}

/* --- headlines --- */

static bool is_pause(const struct splitter *s, size_t at)
{
	uint32_t before = char_before(s->text, at);
	return before == ' ' || before == 0x3000 ||
	       break_forbidden_start(BREAK_SET_BASIC, before) ||
	       break_forbidden_end(BREAK_SET_BASIC, char_at(s->text, at));
}

/* The last pause of a full row, unless that leaves the row too short. */
static size_t pause_in(const struct splitter *s, size_t start, size_t full)
{
	size_t early = start + (full - start) * 2 / 5;
	for (size_t at = full; at > early; at--)
		if (s->breaks[at] && is_pause(s, at))
			return at;
	return 0;
}

/* Bytes; what is longer is no headline, whatever the page says. */
enum { MAX_HEADLINE = 1000 };

/* Cells for rows of about the same length. */
static int even_room(const struct splitter *s, size_t start, int room)
{
	if (s->text.len - start > MAX_HEADLINE)
		return room;
	int total = cells_between(s, start, s->text.len);
	int rows = (total + room - 1) / room;
	return rows > 1 ? MIN(room, total / rows + 2) : room;
}

/* --- one row --- */

/* May the row end where it is full: there, or behind the blanks that stand there? */
static bool may_end(const struct splitter *s, size_t full)
{
	size_t next = skip_spaces(s->text, full);
	return s->breaks[next] || next == s->line_end;
}

static size_t end_of(const struct splitter *s, size_t start, int room,
                     const struct fill *fill)
{
	size_t end, full = fill->at;
	if (fill->hard)
		return full;
	if (full > start && may_end(s, full))
		return full;
	if (hangs(s, start, full, room, &end))
		return end;
	end = full > start ? last_break(s, start, full) : 0;
	if (end)
		return end;
	if (full > start && is_in_word(s->text, full))
		return full;
	return cut(s, start, full);
}

/* The place nearest to an even row's end at which no word is torn. */
static size_t phrase_end(const struct splitter *s, size_t start, size_t even,
                         size_t full)
{
	size_t back = (even - start) / 2, on = full - even;
	for (size_t by = 0; s->phrases && (by < back || by <= on); by++) {
		if (by < back && s->phrases[even - by])
			return even - by;
		if (by <= on && s->phrases[even + by])
			return even + by;
	}
	return 0;
}

static size_t headline_end(const struct splitter *s, size_t start, int room)
{
	struct fill full = fill_row(s, start, room);
	size_t pause = full.hard ? 0 : pause_in(s, start, full.at);
	if (full.hard || pause)
		return full.hard ? full.at : pause;
	struct fill even = fill_row(s, start, even_room(s, start, room));
	size_t phrase = even.hard ? 0 : phrase_end(s, start, even.at, full.at);
	return phrase ? phrase : end_of(s, start, room, &even);
}

static size_t row_end(const struct splitter *s, size_t start, int room)
{
	if (s->how->headline)
		return headline_end(s, start, room);
	struct fill fill = fill_row(s, start, room);
	size_t end = end_of(s, start, room, &fill);
	if (!fill.hard && room >= MIN_PULL && is_orphan(s, end))
		end = break_before(s, start, end);
	return end;
}

static void push_slice(struct maker *m, const struct splitter *s, size_t start,
                       size_t end, bool opens)
{
	bool soft = end < s->line_end;
	end = trim_spaces(s->text, start, end);
	*vec_push(&m->slices) =
	        (struct slice){ .start = (uint32_t)start,
		                .end = (uint32_t)end,
		                .cells = (uint16_t)cells_between(s, start, end),
		                .opens = opens,
		                .soft = soft };
}

/* Go over white space and newlines.  A newline followed by another, or by an
 * indent as Chinese pages type it, begins what reads as a paragraph. */
static size_t next_start(struct str text, size_t at, bool *ret_opens)
{
	int newlines = 0;
	bool indented = false;
	for (size_t n; at < text.len; at += n) {
		n = space_at(text, at);
		indented = newlines && (indented || n == 3);
		if (!n && text.at[at] != '\n')
			break;
		newlines += !n;
		n += !n;
	}
	*ret_opens = newlines > 1 || indented;
	return at;
}

/* --- breaks and ruler --- */

static void need_room(struct maker *m, size_t size)
{
	if (size <= m->ruler_size)
		return;
	m->ruler_size = MAX(size, m->ruler_size * 2);
	m->breaks = mem_resize(m->breaks, m->ruler_size, sizeof(*m->breaks));
	m->ruler = mem_resize(m->ruler, m->ruler_size, sizeof(*m->ruler));
}

/* The ruler by clusters, none of which reaches over its piece; and no line ends
 * in one. */
static void rule_clusters(struct maker *m, const struct para *p)
{
	int cells;
	uint16_t sum = 0;
	for (uint32_t i = 0; i < p->n_pieces; i++) {
		size_t len, end = p->pieces[i].end;
		for (size_t at = p->pieces[i].start; at < end; at += len) {
			len = grapheme_next(str_make(p->text.at + at, end - at),
			                    &cells);
			sum = (uint16_t)(sum + cells);
			m->ruler[at + 1] = sum;
			for (size_t inside = at + 1; inside < at + len; inside++) {
				m->breaks[inside] = BREAK_NONE;
				m->ruler[inside + 1] = sum;
			}
		}
	}
}

static const uint8_t *find_phrases(struct maker *m, struct str text)
{
	m->phrases = mem_resize(m->phrases, text.len + 1, sizeof(*m->phrases));
	memcpy(m->phrases, m->breaks, text.len + 1);
	breaker_keep_phrases(m->breaker, text, m->phrases);
	return m->phrases;
}

static struct splitter measure(struct maker *m, const struct para *p,
                               const struct measure *how)
{
	need_room(m, p->text.len + BREAKER_SLACK);
	if (!breaker_measure(m->breaker, p->text, m->breaks, m->ruler))
		rule_clusters(m, p);
	under_widen(p, m->ruler);
	for (uint32_t i = 0; i < p->n_pieces; i++)
		if (p->pieces[i].glued)
			m->breaks[p->pieces[i].start] = BREAK_NONE;
	keep_addresses(p->text, m->breaks, how->rest);
	return (struct splitter){
		.p = p,
		.text = p->text,
		.how = how,
		.set = m->o.rules,
		.breaks = m->breaks,
		.ruler = m->ruler,
	};
}

void split(struct maker *m, const struct para *p, const struct measure *how)
{
	bool opens;
	vec_clear(&m->slices);
	if (!p->n_pieces)
		return;
	struct splitter s = measure(m, p, how);
	if (how->headline && p->text.len <= MAX_HEADLINE)
		s.phrases = find_phrases(m, p->text);
	size_t at = next_start(p->text, 0, &opens);
	find_line_end(&s, at);
	opens = true;
	while (at < p->text.len) {
		int room = opens ? how->first : how->rest;
		size_t end = row_end(&s, at, MAX(room, 2));
		push_slice(m, &s, at, end, opens);
		at = next_start(p->text, end, &opens);
		if (at > s.line_end)
			find_line_end(&s, at);
	}
}

/* --- preformatted text --- */

void split_plainly(struct maker *m, const struct para *p, int cells)
{
	bool opens = true;
	vec_clear(&m->slices);
	if (!p->n_pieces)
		return;
	struct measure how = { .first = cells, .rest = cells };
	struct splitter s = measure(m, p, &how);
	find_line_end(&s, 0);
	for (size_t at = 0; at < p->text.len;) {
		if (at > s.line_end)
			find_line_end(&s, at);
		struct fill fill = fill_row(&s, at, cells);
		push_slice(m, &s, at, fill.at, opens);
		opens = fill.hard && fill.at < p->text.len;
		at = fill.at + opens;
	}
}
