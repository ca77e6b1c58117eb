/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Old pages end every line of a paragraph with <br> where their editor's window
 * ended.  Such lines are all about as wide, and wide; the lines of a poem or an
 * address are not. */
#include "general-lines.h"

#include "baolan/base/mem.h"
#include "baolan/text/utf8.h"

#define LEAST_WRAPPED 3 /* broken lines that prove it */
#define LEAST_CELLS 40  /* of a broken line */
#define SLACK_CELLS 10  /* an indent, and what did not fit */

struct wrapping {
	unsigned lines, widest, near; /* near: about as wide as the widest */
};

static unsigned cells_of(struct str text)
{
	unsigned cells = 0;
	uint32_t c;
	while (text.len) {
		text = str_from(text, utf8_next(text, &c));
		cells += c < 0x1100 ? 1 : 2;
	}
	return cells;
}

static bool has_breaks(const struct lines *lines, const struct line *line)
{
	struct str text = line_text(lines, line);
	return line->block.type == BLOCK_PARAGRAPH && !line->dropped && text.len &&
	       memchr(text.at, '\n', text.len);
}

/* Calls see() with the width of every piece that a <br> ends. */
static void see_pieces(const struct lines *lines, struct wrapping *w,
                       void (*see)(struct wrapping *, unsigned))
{
	vec_each (line, &lines->list) {
		if (!has_breaks(lines, line))
			continue;
		struct str rest = line_text(lines, line);
		for (;;) {
			struct str piece = str_cut(&rest, '\n');
			if (!rest.at)
				break;
			see(w, cells_of(piece));
		}
	}
}

static void see_width(struct wrapping *w, unsigned cells)
{
	w->lines++;
	w->widest = MAX(w->widest, cells);
}

static void see_nearness(struct wrapping *w, unsigned cells)
{
	w->near += cells + SLACK_CELLS >= w->widest;
}

static bool are_wrapped(const struct lines *lines)
{
	struct wrapping w = { 0 };
	see_pieces(lines, &w, see_width);
	see_pieces(lines, &w, see_nearness);
	return w.lines >= LEAST_WRAPPED && w.widest >= LEAST_CELLS &&
	       w.near * 10 >= w.lines * 9;
}

/* One byte less at `at`, which counts in lines.text. */
static void remove_byte(struct lines *lines, struct line *line, uint32_t at)
{
	char *bytes = lines->text.at + at;
	memmove(bytes, bytes + 1, line->at + line->len - at - 1);
	line->len--;
	for (uint32_t i = 0; i < line->n_spans; i++) {
		struct line_span *span = &lines->spans.at[line->first_span + i];
		if (span->at > at)
			span->at--;
		else if (at < span->at + span->len)
			span->len--;
	}
}

static bool parts_words(const struct lines *lines, uint32_t at)
{
	const char *bytes = lines->text.at;
	return (unsigned char)bytes[at - 1] < 0x80 &&
	       (unsigned char)bytes[at + 1] < 0x80;
}

static void join_line(struct lines *lines, struct line *line)
{
	for (uint32_t at = line->at + 1; at + 1 < line->at + line->len;) {
		if (lines->text.at[at] != '\n')
			at++;
		else if (parts_words(lines, at))
			lines->text.at[at] = ' ';
		else
			remove_byte(lines, line, at);
	}
}

void lines_join_wrapped(struct lines *lines)
{
	if (!are_wrapped(lines))
		return;
	vec_each (line, &lines->list)
		if (has_breaks(lines, line))
			join_line(lines, line);
}
