/* SPDX-License-Identifier: GPL-3.0-or-later */
/* walk.h - from cluster to cluster through a paragraph; for src/layout only.
 *
 * Nearly all of a page is plain: what these few lines know by a character's bytes
 * needs no look into Unicode's tables.  In a header, for they are called for
 * every character. */
#ifndef BAOLAN_LAYOUT_WALK_H
#define BAOLAN_LAYOUT_WALK_H

#include "maker.h"

#include "baolan/base/mem.h"
#include "baolan/text/grapheme.h"
#include "baolan/text/width.h"

struct walk {
	const struct para *p;
	uint32_t piece;   /* the piece in hand ... */
	size_t piece_end; /* ... and its end: clusters don't reach over it */
};

/* Go on from `at`, wherever that is. */
static inline void walk_seek(struct walk *w, size_t at)
{
	w->piece = para_piece_at(w->p, (uint32_t)MIN(at, w->p->text.len - 1));
	w->piece_end = 0;
}

/* A Han character of the main block, from its bytes. */
static inline bool is_han_at(const unsigned char *p)
{
	return (p[0] > 0xE4 && p[0] <= 0xE9) || (p[0] == 0xE4 && p[1] >= 0xB8);
}

static inline void next_piece(struct walk *w, size_t at)
{
	while (w->piece + 1 < w->p->n_pieces && w->p->pieces[w->piece].end <= at)
		w->piece++;
	w->piece_end = w->p->pieces[w->piece].end;
}

/* Characters that join nothing but marks: printable ASCII, Han, the marks of
 * Chinese text, U+2010..2026 with its quotation marks and dashes. */
static inline bool is_plain_at(const unsigned char *p, size_t left)
{
	if (p[0] < 0x80)
		return p[0] >= 0x20 && p[0] < 0x7F;
	if (left < 3)
		return false;
	switch (p[0]) {
	case 0xE2:
		return p[1] == 0x80 && p[2] >= 0x90 && p[2] <= 0xA6;
	case 0xE3:
		return p[1] == 0x80 && p[2] < 0xAA;
	case 0xEF:
		return (p[1] == 0xBC && p[2] > 0x80) || (p[1] == 0xBD && p[2] <= 0xA0);
	default:
		return is_han_at(p);
	}
}

/* A plain character before a plain one, or at the end, is a cluster: no need to
 * ask the rules.  Returns 0 for any other. */
static inline size_t plain_cluster(const unsigned char *p, size_t left, int *ret_cells)
{
	if (!is_plain_at(p, left))
		return 0;
	size_t len = p[0] < 0x80 ? 1 : 3;
	if (left > len && !is_plain_at(p + len, left - len))
		return 0;
	*ret_cells = len == 1 ? 1 : 2;
	if (p[0] == 0xE2)
		*ret_cells = width_of(0x2000u | (p[2] & 0x3Fu));
	return len;
}

static inline size_t cluster_at(struct walk *w, size_t at, int *ret_cells)
{
	if (at >= w->piece_end)
		next_piece(w, at);
	const unsigned char *text = (const unsigned char *)w->p->text.at;
	size_t len = plain_cluster(text + at, w->piece_end - at, ret_cells);
	if (len)
		return len;
	return grapheme_next(str_make(w->p->text.at + at, w->piece_end - at),
	                     ret_cells);
}

/* White space at which a row may end and which is not drawn there: its length,
 * 0 for none. */
static inline size_t space_at(struct str text, size_t at)
{
	const char *p = text.at + at;
	size_t left = text.len - at;
	if (left && *p == ' ')
		return 1;
	if (left >= 3 && memcmp(p, "\xe3\x80\x80", 3) == 0)
		return 3;
	return left >= 2 && memcmp(p, "\xc2\xa0", 2) == 0 ? 2 : 0;
}

static inline size_t skip_spaces(struct str text, size_t at)
{
	for (size_t n; (n = space_at(text, at)) > 0; at += n)
		continue;
	return at;
}

#endif
