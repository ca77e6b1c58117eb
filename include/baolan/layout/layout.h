/* SPDX-License-Identifier: GPL-3.0-or-later */
/* layout.h - a document and a width give rows of styled text.
 *
 * Pure: no terminal, no clock, no files.  Rows are made of runs that borrow
 * their text from the document or from the layout itself, so the document must
 * outlive the layout. */
#ifndef BAOLAN_LAYOUT_LAYOUT_H
#define BAOLAN_LAYOUT_LAYOUT_H

#include "baolan/doc/doc.h"
#include "baolan/text/glyphs.h"
#include "baolan/text/linebreak.h"

/* What a text is, not how it looks. */
enum layout_style {
	LAYOUT_TEXT,
	LAYOUT_MASTHEAD,
	LAYOUT_KICKER,
	LAYOUT_HEADLINE,
	LAYOUT_SUBTITLE,
	LAYOUT_BYLINE,
	LAYOUT_HEADING,
	LAYOUT_STRONG,
	LAYOUT_EM,
	LAYOUT_CODE,
	LAYOUT_LINK,
	LAYOUT_QUOTE,
	LAYOUT_CAPTION,
	LAYOUT_EDITOR,
	LAYOUT_LABEL, /* a section's heading, the question over the moods */
	LAYOUT_DIM,   /* link numbers, heat, rules */
	LAYOUT_BAR,   /* the filled part of a mood's bar */
	LAYOUT_MINE,  /* the mood this reader cast */
	LAYOUT_TAB,
	LAYOUT_TAB_CURRENT,
	LAYOUT_STYLES
};

/* What can be selected and acted on. */
enum target_kind {
	TARGET_LINK,
	TARGET_STORY,
	TARGET_IMAGE,
	TARGET_TAB,
	TARGET_MOODS,
};
struct layout_target {
	uint8_t kind;
	/* From 1, no two alike; shown as [7] behind links and ranking entries when
	 * link_numbers is on, and before related and listed stories always.  A
	 * section that is left out keeps its numbers.  0: not numbered. */
	uint32_t number;
	uint32_t list;  /* TARGET_STORY: index into doc_lists; TARGET_TAB: likewise */
	uint32_t index; /* TARGET_STORY: the story in its list */
	struct str url; /* absent for TARGET_TAB and TARGET_MOODS */
	uint32_t row;   /* its first row */
};

#define LAYOUT_NO_TARGET UINT32_MAX
struct layout_run {
	struct str text; /* no newline, no control */
	uint16_t column; /* cells from the left edge */
	uint16_t cells;
	uint8_t style;
	uint32_t target; /* index into targets, or LAYOUT_NO_TARGET */
};

struct layout_row {
	uint32_t first_run, n_runs;
	/* Where in the text this row is, counting the document's text bytes in
	 * reading order: the same place has the same offset at every width, so a
	 * resize can keep the reader's place. */
	uint32_t place;
	uint8_t section; /* enum layout_section */
	bool under;      /* the pinyin of the row above */
};

enum layout_section {
	SECTION_HEAD = 1,    /* masthead, kicker, headline, subtitle, byline */
	SECTION_BODY = 2,    /* blocks, editor */
	SECTION_STORIES = 4, /* of a listing */
	SECTION_AROUND = 8,  /* the story before and after, hot words */
	SECTION_MOODS = 16,
	SECTION_RELATED = 32,
	SECTION_RANKINGS = 64, /* tabs and the list of the chosen one */
	SECTION_ALL = 127,
};

/* How far the first line of a paragraph is indented; what the source has typed
 * before it is taken away, so that nothing is indented twice. */
enum layout_indent {
	LAYOUT_INDENT_AUTO, /* two ems; one below 40 cells, none below 12 */
	LAYOUT_INDENT_NONE,
	LAYOUT_INDENT_ONE,
	LAYOUT_INDENT_TWO,
};
/* What may stand beyond the measure, never beyond the width: at most LAYOUT_HANG
 * cells.  Nothing does in text that says it is Traditional Chinese. */
enum layout_hang {
	LAYOUT_HANG_MARKS, /* one of 。，、 and the blank half of any full-width mark */
	LAYOUT_HANG_HALVES, /* the blank half alone: one cell */
	LAYOUT_HANG_NONE,
};
enum { LAYOUT_MEASURE = 72, LAYOUT_HANG = 2 };

/* Zero is the default of each. */
struct layout_options {
	int width;         /* cells; at least 2 */
	int measure;       /* longest line of running text; 0: LAYOUT_MEASURE */
	unsigned sections; /* which to lay out, in the order above */
	uint32_t ranking;  /* which LIST_RANKING, counted from 0, is the chosen tab */
	bool all_rankings; /* one below the other instead of tabs (for dumps) */
	bool link_numbers; /* [1] after links */
	bool hide_moods;   /* no counts of moods before there is an own choice */
	bool link_list;    /* with link_numbers: their addresses behind the body */
	/* Paragraphs are widened to the measure where blanks, gaps between Han and
	 * Latin and gaps after marks suffice, each by one cell; never between Han. */
	bool justify;
	/* Which marks may stand where; one of the first four sets. */
	enum break_set rules;
	enum layout_indent indent;
	enum layout_hang hang;
	/* Words shown around the document's own, already translated; NULL for
	 * layout_english.  Must outlive the layout. */
	const struct layout_words *words;
	/* What this terminal and this reader are shown of the text; NULL: all of it.
	 * Rows hold text that went through it; places count the document's bytes
	 * nevertheless. */
	const struct glyphs *glyphs;
};

struct layout_words {
	const char *source, *author, *editor; /* before ": NAME" */
	const char *related;                  /* heads the related stories */
	const char *image;                    /* "Picture": [Picture 1] */
	const char *moods_total;              /* "in all": 123 in all */
	const char *mine;                     /* "your choice", beside a mood */
	const char *untitled;                 /* a story without a headline */
	const char *page_of;                  /* printf format: "Page %u of %u" */
	const char *periods[PERIODS];         /* of rankings without a name */
};
extern const struct layout_words layout_english;

struct layout {
	struct layout_row *rows;
	uint32_t n_rows;
	struct layout_run *runs;
	uint32_t n_runs;
	struct layout_target *targets;
	uint32_t n_targets;
	uint32_t cells; /* of the widest row */
	uint32_t size;  /* bytes of text in all sections: the end of the last place */
	bool complete;  /* false: layout_more() has more rows */
	/* How many targets stand before the first one; 0 but for layout_window. */
	uint32_t first_target;
	/* private: memory behind the above, and what goes on making it */
	struct layout_memory *memory;
};

/* Time and memory grow linearly with the document.  Never fails: a width below
 * 2 counts as 2. */
struct layout *layout_new(const struct doc *doc, const struct layout_options *options);
/* The same without a row yet: a long text is laid out as far as the screen needs it,
 * and the rest later.  The document must outlive the layout. */
struct layout *layout_begin(const struct doc *doc,
                            const struct layout_options *options);
/* Go on until there are `rows` rows (UINT32_MAX: all).  A block, of the body, and
 * any other section are made as a whole, so there may be more.  The arrays move. */
void layout_more(struct layout *layout, uint32_t rows);
/* Go on until the row of that place is there, and the one behind it. */
void layout_reach(struct layout *layout, uint32_t place);
/* A second layout by the same options, begun at the body's block that holds the
 * place: its rows are those of the whole one from there on.  NULL when the place is
 * not in the body or hardly behind its start. */
struct layout *layout_window(const struct layout *layout, uint32_t place);
void layout_free(struct layout *layout);
/* The place at which a section begins. */
uint32_t layout_section_place(const struct layout *layout, enum layout_section section);
/* The last row whose place is at or before `place`, of those that are there. */
uint32_t layout_row_at(const struct layout *layout, uint32_t place);
/* Append one row as plain text, padded by blanks between runs, none at the
 * end. */
void layout_row_text(const struct layout *layout, uint32_t row, struct buf *b);

#endif
