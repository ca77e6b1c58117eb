/* SPDX-License-Identifier: GPL-3.0-or-later */
/* page.h - a document on the screen: an article or a listing.
 *
 * From 120 columns on related stories and rankings stand beside the text, in a
 * column that scrolls by itself; below that they follow it.  One of the two
 * columns has the focus: moves act on it. */
#ifndef BAOLAN_VIEW_PAGE_H
#define BAOLAN_VIEW_PAGE_H

#include "baolan/base/vec.h"
#include "baolan/view/column.h"
#include "baolan/view/view.h"

#define PAGE_TWO_COLUMNS 120

struct page_options {
	/* As in layout_options. */
	int measure;
	bool link_numbers, justify, hide_moods;
	enum break_set rules;
	enum layout_indent indent;
	enum layout_hang hang;
	const struct layout_words *words;
	const struct glyphs *glyphs; /* NULL: everything is shown as it is */
};

/* The list of stories one came from, to go on to the next of them. */
struct trail {
	VEC(char *) urls;
	size_t at;
	unsigned page; /* id of the page that has the list */
};
void trail_done(struct trail *trail);
void trail_copy(struct trail *to, const struct trail *from);

/* Which target is selected, so that it is found again in another layout. */
struct choice {
	uint8_t kind;
	uint32_t nth; /* among those of the same kind and address */
	char *url;    /* NULL: nothing is chosen */
};

struct page {
	struct view view;
	struct buf block;
	const struct doc *doc;              /* in block */
	const struct page_options *options; /* outlive the page */
	uint32_t ranking;                   /* which tab is shown */
	struct column columns[2];
	int focus;
	struct choice choice; /* to be found by the next layout */
	char *needle;         /* what is searched for; NULL: nothing */
	uint32_t current;     /* the occurrence gone to, counted through both columns */

	/* For its owner, who fills them; freed with the page. */
	unsigned id;
	char *address;  /* what was asked for */
	int64_t story;  /* of the store, that it is the text of; 0: none */
	uint64_t bytes; /* over the wire */
	int64_t saved;  /* it is an old copy, of then (since 1970); 0: it is not */
	struct trail trail;
};

/* Takes the block, in which `doc` lies. */
struct page *page_new(struct buf *block, const struct doc *doc,
                      const struct page_options *options);
/* The page of a view; NULL when it is another kind of view. */
struct page *page_of(struct view *v);
/* The same page with more in it, or with new counts; keeps place and choice. */
void page_set_doc(struct page *page, struct buf *block, const struct doc *doc);

/* Everything below needs the page to be laid out. */

/* What is selected and on the screen; NULL: nothing. */
const struct layout_target *page_selected(const struct page *page);
/* The target with that number before it; NULL: none. */
const struct layout_target *page_numbered(struct page *page, unsigned number);
/* Select a story of a list, by its address. */
void page_select_url(struct page *page, struct str url);
/* Let go of the selection; false when there was none. */
bool page_unselect(struct page *page);
/* Go to where a section starts; false when the page has none. */
bool page_go_section(struct page *page, enum layout_section section);
/* The other column gets the focus; false when there is only one. */
bool page_switch_column(struct page *page);
/* Show another ranking: the nth next one, or that of a period, or the one of
 * a TARGET_TAB (index into doc_lists).  False when there is none. */
bool page_turn_ranking(struct page *page, int n);
bool page_show_period(struct page *page, enum doc_period period);
bool page_show_ranking(struct page *page, uint32_t list);

/* Find all occurrences, and go to the first one at or behind the top of the
 * screen.  Returns how many there are. */
uint32_t page_find(struct page *page, struct str needle);
/* Go to the nth next occurrence, around the end. */
void page_find_next(struct page *page, int n);
uint32_t page_found(const struct page *page);
/* Put the highlights away; false when there were none. */
bool page_forget_found(struct page *page);

#endif
