/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the rows of a paragraph end.
 *
 * A row takes clusters until one doesn't fit.  It then ends, in this order: at
 * a blank that stands there; where it is full, if a line may end there; one
 * hanging mark further; at the last place where a line may end; and when a word
 * is wider than the row, wherever it is full, rather not beside a mark that
 * must not stand there.  A row always takes at least one cluster, so the loop
 * ends at every width. */
#include "maker.h"

#include "baolan/base/mem.h"
#include "baolan/text/utf8.h"
#include "walk.h"

struct splitter {
	struct walk walk;
	const struct para *p;
	struct str text;
	const struct measure *how;
	const uint8_t *breaks;
};

/* How far a row gets when it is filled. */
struct fill {
	size_t at;         /* the cluster that didn't fit, a newline, or the end */
	int cells;         /* up to there */
	size_t last_break; /* 0: none */
	int break_cells;   /* up to there */
	bool hard;         /* stopped by a newline or the end */
};

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

/* Han before Han is most of the text: two cells each, a break between. */
static size_t fill_han(const struct splitter *s, size_t at, int room, struct fill *fill)
{
	const unsigned char *text = (const unsigned char *)s->text.at;
	while (at + 6 <= s->walk.piece_end && fill->cells + 2 <= room &&
	       is_han_at(text + at) && is_han_at(text + at + 3)) {
		at += 3;
		fill->cells += 2;
		fill->last_break = at;
		fill->break_cells = fill->cells;
	}
	return at;
}

static void note_break(const struct splitter *s, size_t at, struct fill *fill)
{
	if (!s->breaks[at])
		return;
	fill->last_break = at;
	fill->break_cells = fill->cells;
}

static struct fill fill_row(struct splitter *s, size_t start, int room)
{
	struct fill fill = { 0 };
	size_t at = start;
	while (at < s->text.len && s->text.at[at] != '\n') {
		int cells;
		if (at > start)
			note_break(s, at, &fill);
		at = fill_han(s, at, room, &fill);
		size_t len = cluster_at(&s->walk, at, &cells);
		if (fill.cells + cells > room)
			break;
		fill.cells += cells;
		at += len;
	}
	fill.at = at;
	fill.hard = at == s->text.len || s->text.at[at] == '\n';
	return fill;
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

/* Does the mark that didn't fit hang?  Only one mark alone does. */
static bool hangs(struct splitter *s, const struct fill *fill, int room,
                  size_t *ret_end)
{
	int cells;
	if (!s->how->hang || !break_may_hang(char_at(s->text, fill->at)))
		return false;
	size_t end = fill->at + cluster_at(&s->walk, fill->at, &cells);
	if (fill->cells + cells > room + s->how->hang || !s->breaks[end])
		return false;
	uint32_t before = char_before(s->text, fill->at);
	if (break_forbidden_start(before) || break_forbidden_end(before))
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
static size_t cut(struct splitter *s, size_t start, const struct fill *fill)
{
	int cells;
	size_t at = start + cluster_at(&s->walk, start, &cells), best = 0;
	if (fill->at <= at)
		return at; /* one cluster, whatever its width */
	for (; at <= fill->at && at < s->text.len;
	     at += cluster_at(&s->walk, at, &cells)) {
		uint32_t before = char_before(s->text, at), c = char_at(s->text, at);
		if (!break_forbidden_start(c) && !break_forbidden_end(before) &&
		    !is_pair(before, c))
			best = at;
	}
	return best ? best : fill->at;
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
static bool is_orphan(struct splitter *s, size_t at)
{
	at = skip_spaces(s->text, at);
	size_t left = MIN(s->text.len - at, MAX_ORPHAN + 1);
	int characters = 0, cells;
	if (left > MAX_ORPHAN && !memchr(s->text.at + at, '\n', left))
		return false;
	for (size_t end = at; end < s->text.len && s->text.at[end] != '\n';) {
		uint32_t c = char_at(s->text, end);
		end += cluster_at(&s->walk, end, &cells);
		if (cells < 2 && !break_forbidden_start(c))
			return false;
		characters += !break_forbidden_start(c);
	}
	return characters == 1;
}

/* The break before `end`, if the row stays at least half full. */
static size_t break_before(const struct splitter *s, size_t start, size_t end)
{
	size_t half = start + (end - start) / 2;
	for (size_t at = end - 1; at > half; at--)
		if (s->breaks[at])
			return at;
	return end;
}

/* --- headlines --- */

static bool is_pause(const struct splitter *s, size_t at)
{
	uint32_t before = char_before(s->text, at);
	return before == ' ' || before == 0x3000 || break_forbidden_start(before) ||
	       break_forbidden_end(char_at(s->text, at));
}

/* The last pause of a full row, unless that leaves the row too short. */
static size_t pause_in(const struct splitter *s, size_t start, const struct fill *full)
{
	size_t early = start + (full->at - start) * 2 / 5;
	for (size_t at = full->at; at > early; at--)
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
	int total = para_cells(s->p, (uint32_t)start, (uint32_t)s->text.len);
	int rows = (total + room - 1) / room;
	return rows > 1 ? MIN(room, total / rows + 2) : room;
}

/* --- one row --- */

static size_t end_of(struct splitter *s, size_t start, int room, struct fill *fill)
{
	size_t end;
	if (fill->hard)
		return fill->at;
	if (fill->at > start && (space_at(s->text, fill->at) || s->breaks[fill->at]))
		return fill->at;
	if (hangs(s, fill, room, &end))
		return end;
	if (fill->last_break)
		return fill->last_break;
	if (fill->at > start && is_in_word(s->text, fill->at))
		return fill->at;
	return cut(s, start, fill);
}

static size_t headline_end(struct splitter *s, size_t start, int room)
{
	struct fill full = fill_row(s, start, room);
	size_t pause = full.hard ? 0 : pause_in(s, start, &full);
	if (full.hard || pause)
		return full.hard ? full.at : pause;
	/* A second look at a row that is filled less: the piece in hand may be past. */
	walk_seek(&s->walk, start);
	struct fill even = fill_row(s, start, even_room(s, start, room));
	return end_of(s, start, room, &even);
}

static size_t row_end(struct splitter *s, size_t start, int room, int *ret_cells)
{
	*ret_cells = -1;
	if (s->how->headline)
		return headline_end(s, start, room);
	struct fill fill = fill_row(s, start, room);
	size_t end = end_of(s, start, room, &fill);
	if (!fill.hard && room >= MIN_PULL && is_orphan(s, end))
		end = break_before(s, start, end);
	if (end == fill.at)
		*ret_cells = fill.cells;
	else if (end == fill.last_break)
		*ret_cells = fill.break_cells;
	return end;
}

static void push_slice(struct maker *m, const struct splitter *s, size_t start,
                       size_t end, int cells, bool opens)
{
	size_t trimmed = trim_spaces(s->text, start, end);
	if (cells < 0 || trimmed < end)
		cells = para_cells(s->p, (uint32_t)start, (uint32_t)trimmed);
	*vec_push(&m->slices) = (struct slice){ .start = (uint32_t)start,
		                                .end = (uint32_t)trimmed,
		                                .cells = (uint16_t)cells,
		                                .opens = opens };
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

static void need_breaks(struct maker *m, size_t size)
{
	if (size <= m->breaks_size)
		return;
	m->breaks_size = MAX(size, m->breaks_size * 2);
	m->breaks = mem_resize(m->breaks, m->breaks_size, 1);
}

/* An address is not torn behind its "https://". */
static void keep_schemes(struct str text, uint8_t *breaks)
{
	const char *at = text.at, *end = text.at + text.len;
	while ((at = memmem(at, (size_t)(end - at), "://", 3)) != NULL) {
		at += 3;
		if (at < end && *at != '\n')
			breaks[at - text.at] = BREAK_NONE;
	}
}

static void find_breaks(struct maker *m, const struct para *p)
{
	need_breaks(m, p->text.len + 1);
	breaker_find(m->breaker, p->text, m->breaks);
	for (uint32_t i = 0; i < p->n_pieces; i++)
		if (p->pieces[i].glued)
			m->breaks[p->pieces[i].start] = BREAK_NONE;
	keep_schemes(p->text, m->breaks);
}

void split(struct maker *m, const struct para *p, const struct measure *how)
{
	struct splitter s = { .walk = { .p = p }, .p = p, .text = p->text, .how = how };
	bool opens;
	vec_clear(&m->slices);
	if (!p->n_pieces)
		return;
	find_breaks(m, p);
	s.breaks = m->breaks;
	size_t at = next_start(p->text, 0, &opens);
	opens = true;
	while (at < p->text.len) {
		int cells, room = opens ? how->first : how->rest;
		size_t end = row_end(&s, at, MAX(room, 2), &cells);
		push_slice(m, &s, at, end, cells, opens);
		at = next_start(p->text, end, &opens);
		walk_seek(&s.walk, at);
	}
}

/* --- preformatted text --- */

static size_t plain_end(struct splitter *s, size_t at, int room)
{
	int cells = 0, more;
	size_t start = at;
	while (at < s->text.len && s->text.at[at] != '\n') {
		size_t len = cluster_at(&s->walk, at, &more);
		if (cells + more > room && at > start)
			break;
		cells += more;
		at += len;
	}
	return at;
}

void split_plainly(struct maker *m, const struct para *p, int cells)
{
	struct splitter s = { .walk = { .p = p }, .p = p, .text = p->text };
	bool opens = true;
	vec_clear(&m->slices);
	for (size_t at = 0; at < p->text.len;) {
		size_t end = plain_end(&s, at, cells);
		push_slice(m, &s, at, end, -1, opens);
		opens = end < p->text.len && p->text.at[end] == '\n';
		at = end + opens;
	}
}
