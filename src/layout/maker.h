/* SPDX-License-Identifier: GPL-3.0-or-later */
/* maker.h - a layout in the making; for src/layout only.
 *
 * Text goes three steps: pieces (text of one style) are gathered to a paragraph,
 * the paragraph is split into slices (one a row), the slices are put on rows as
 * runs.  Short rows of chrome are put on directly. */
#ifndef BAOLAN_LAYOUT_MAKER_H
#define BAOLAN_LAYOUT_MAKER_H

#include "baolan/layout/layout.h"

#include "baolan/base/arena.h"
#include "baolan/base/vec.h"
#include "baolan/text/linebreak.h"

/* Cells; a wider page is laid out as this wide. */
enum { MAX_WIDTH = 16384 };
/* Of lists; what is nested deeper is shown as this deep. */
enum { MAX_DEPTH = 8 };

/* A part of a paragraph's text: bytes start..end. */
struct piece {
	uint32_t start, end;
	uint32_t place;  /* of its first byte in the document's text */
	uint32_t size;   /* bytes that it takes there; 0 for ours */
	uint32_t target; /* or LAYOUT_NO_TARGET */
	uint8_t style;
	bool glued; /* no line may end before it */
	const char *at;
};

/* The pinyin of the Han character at the byte `at`. */
struct reading {
	uint32_t at;
	uint16_t spare; /* cells that it needs more than the character */
	struct str text;
};

struct para {
	struct str text;
	struct piece *pieces;
	uint32_t n_pieces;
	const struct reading *readings; /* in order; none unless they are shown */
	uint32_t n_readings;
};

/* One row's worth of a paragraph. */
struct slice {
	uint32_t start, end;
	uint16_t cells;
	bool opens; /* the first row of a paragraph, or of a part that is like one */
	bool soft;  /* more of the same line follows in the next row */
};

/* How a paragraph is split. */
struct measure {
	int first, rest; /* cells of opening rows, of others */
	int hang;        /* cells that a mark may go past them */
	bool headline;   /* rather end after a mark or a blank; even lengths */
};

/* Where the slices go. */
struct frame {
	int left;        /* column of the paragraph */
	int cells;       /* its width with indents */
	int first, rest; /* indents */
	bool headline;
	bool bounded;    /* no mark may hang over its right edge */
	bool running;    /* may be justified */
	struct str mark; /* before the first row, at column left + mark_at */
	int mark_at;
	uint8_t mark_style;
	uint32_t mark_target;
};

struct maker {
	const struct doc *doc;
	struct layout_options o;
	int width; /* of the page */
	int limit; /* of running text */
	int hang;  /* cells that a mark may go past it */
	bool compact;
	struct arena arena;
	struct breaker *breaker;
	VEC(struct layout_row) rows;
	VEC(struct layout_run) runs;
	VEC(struct layout_target) targets;
	VEC(struct piece) pieces; /* of the paragraph being gathered */
	VEC(struct slice) slices;
	/* Of the paragraph being split, by byte: see breaker_measure. */
	uint8_t *breaks;
	uint16_t *ruler;
	size_t ruler_size;
	uint8_t *phrases;             /* of a headline: the breaks that tear no word */
	VEC(uint32_t) gaps;           /* that widen the row being put, as offsets */
	struct buf scratch;           /* for shown() */
	VEC(struct reading) readings; /* of the paragraph being gathered */
	VEC(struct under) under;      /* what goes below the last row */
	int under_bars;               /* of that row */
	uint32_t place;
	uint32_t numbers; /* the last number given to a target */
	uint32_t images;  /* the last picture's number */
	uint8_t section;
	bool gap; /* a blank row before the next one */
	int bars; /* depth of quotation: bars at the row's left */
	struct {
		uint32_t next;                   /* block to be made */
		int marker_cells[MAX_DEPTH + 1]; /* of the open list at each depth; 0:
		                                    none */
	} body;
};

/* --- para.c --- */

/* Text as it is shown, for the layout's life.  What is put on a row directly and what
 * is measured before has to go through this; what becomes part of a paragraph
 * does so there. */
struct str shown(struct maker *m, struct str text);

void para_begin(struct maker *m);
/* Text of the document: takes its place in the reading order. */
void para_add(struct maker *m, struct str text, uint8_t style, uint32_t target);
/* Text of ours. */
void para_add_made(struct maker *m, struct str text, uint8_t style, uint32_t target);
/* The same of text that is as it is shown already. */
void para_add_shown(struct maker *m, struct str text, uint8_t style, uint32_t target);
/* The same, never parted from what stands before it. */
void para_add_glued(struct maker *m, struct str text, uint8_t style, uint32_t target);
/* The gathered text; its pieces are good until the next para_begin. */
struct para para_end(struct maker *m);
/* The same with pieces that live as long as the layout is made. */
struct para para_keep(struct maker *m);
/* The piece that holds the byte `at`. */
uint32_t para_piece_at(const struct para *p, uint32_t at);
/* Its place in the document's text. */
uint32_t para_place(const struct para *p, uint32_t at);
/* Cells of a part of the text, as it is drawn. */
int para_cells(const struct para *p, uint32_t start, uint32_t end);

/* --- split.c --- */

/* Fill m->slices. */
void split(struct maker *m, const struct para *p, const struct measure *how);
/* Cut at each newline and where the row is full, minding nothing. */
void split_plainly(struct maker *m, const struct para *p, int cells);

/* --- address.c --- */

/* Take away the breaks inside web addresses that fit in `room` cells; let those
 * that don't break behind / ? & = . - first. */
void keep_addresses(struct str text, uint8_t *breaks, int room);

/* --- justify.c --- */

/* Fill m->gaps with the `need` places of a slice (of the paragraph split last) that
 * are best widened by one cell each; with none when there are too few. */
void find_gaps(struct maker *m, const struct para *p, const struct slice *slice,
               int need);

/* --- under.c --- */

/* Find the readings of a paragraph, when they are to be shown. */
void under_read(struct maker *m, struct para *p);
/* Count the cells they need into the ruler. */
void under_widen(const struct para *p, uint16_t *ruler);
int under_spare(const struct para *p, uint32_t start, uint32_t end);
/* Add a part of one piece with its readings; returns the column behind it. */
int under_put(struct maker *m, int column, const struct para *p,
              const struct piece *piece, uint32_t from, uint32_t to);
/* Begin and fill the row of the readings of the last row, if it has any. */
void under_row(struct maker *m);

/* --- row.c --- */

/* Begin the row that belongs to the last one. */
void row_below(struct maker *m);

/* Begin a row (after the blank that was asked for), with its quote bars. */
void row_begin(struct maker *m, uint32_t place);
/* Add a run to the row that was begun; returns the column behind it. */
int row_put(struct maker *m, int column, struct str text, uint8_t style,
            uint32_t target);
int row_put_repeat(struct maker *m, int column, char c, int times, uint8_t style,
                   uint32_t target);
/* Add one slice of a paragraph. */
int row_put_slice(struct maker *m, int column, const struct para *p,
                  const struct slice *slice);
/* A blank row before the next row, unless that is the first of all. */
void row_gap(struct maker *m);
/* Split and put a whole paragraph. */
void put_para(struct maker *m, const struct para *p, const struct frame *frame);
/* One text of the document as a paragraph over the whole measure. */
void put_text(struct maker *m, struct str text, uint8_t style, bool headline);
/* A section's heading: "相关新闻 ---------". */
void put_label(struct maker *m, struct str text, uint32_t target);
/* How many decimal digits n has. */
static inline int digits_of(uint32_t n)
{
	int digits = 1;
	while ((n /= 10))
		digits++;
	return digits;
}

/* A new target without number; its row is set when it is first put. */
uint32_t new_target(struct maker *m, enum target_kind kind, struct str url);
uint32_t new_numbered(struct maker *m, enum target_kind kind, struct str url);
/* Text of ours, as long-lived as the layout. */
#define made(m, ...) str_of(arena_printf(&(m)->arena, __VA_ARGS__))

/* --- the sections: each makes a part, true when that was the last --- */

bool make_head(struct maker *m);
bool make_body(struct maker *m);
bool make_moods(struct maker *m);
bool make_related(struct maker *m);
bool make_rankings(struct maker *m);
bool make_stories(struct maker *m);
bool make_around(struct maker *m);

/* --- body.c, table.c --- */

/* Gather a block's spans. */
void add_spans(struct maker *m, const struct doc_block *block, uint8_t plain_style);
/* A table's block and the cells behind it; returns how many blocks it took. */
uint32_t make_table(struct maker *m, const struct doc_block *blocks, uint32_t n);
/* Go on with the block that holds the place; returns how many targets the blocks
 * before it would have made. */
uint32_t skip_blocks(struct maker *m, uint32_t place);
/* How many links the body has. */
uint32_t count_links(const struct doc *doc);

/* --- lists.c --- */

/* Bytes of text in a list, and stories in all lists of a kind. */
size_t list_size(const struct doc *doc, const struct doc_list *list);
uint32_t count_stories(const struct doc *doc, enum doc_list_kind kind);
/* A new target for the story at `index` of doc_lists' `list`. */
uint32_t story_target(struct maker *m, uint32_t list, uint32_t index,
                      const struct doc_story *story, bool numbered);

#endif
