/* SPDX-License-Identifier: GPL-3.0-or-later */
/* reader-shelf.h - what the reader follows, as its lists need it; for the
 * reader-*.c files only.
 *
 * The library is opened when it is first needed.  Lists are snapshots: a refresh
 * and other instances never change what stands under the cursor, they are told
 * and shown on demand. */
#ifndef BAOLAN_APP_READER_SHELF_H
#define BAOLAN_APP_READER_SHELF_H

#include "baolan/app/library.h"
#include "baolan/base/arena.h"
#include "baolan/store/rank.h"
#include "baolan/sync/prefetch.h"
#include "baolan/sync/refresh.h"
#include "baolan/view/list.h"

struct reader;

struct shelf {
	struct library *library;    /* NULL: not opened yet */
	struct paper_states states; /* of the papers, in the order of the file */
	bool states_stale;
	VEC(int64_t) collapsed; /* rows of folders */
	bool unread_papers;     /* papers without an unread story are not shown */

	struct refresh *refresh; /* NULL: none is running */
	struct refresh_count progress;
	char *filter_before; /* while a filter is typed */
	int64_t chosen_before;
	char *typed;         /* what is to be looked for when typing rests */
	unsigned typed_rest; /* the timer of that */
	story_ids acted;     /* what is being asked about */
	char *acted_url;     /* the paper that is */

	struct prefetch *prefetch; /* NULL: none is running */
	unsigned prefetch_rest;    /* the timer before one begins */
	int64_t prefetch_after;    /* the story being read */

	struct load *look; /* at what is to be followed; NULL: none */
	char *look_url;    /* that address */
	char *look_feed;   /* the feed that the page there names; NULL: none */
	bool look_found;   /* there is something */

	unsigned tick;  /* the timer that shows what came */
	unsigned count; /* the timer that counts on in the list at the top */
	unsigned index; /* the timer of the next slice of indexing */
};

/* --- reader-shelf.c --- */

/* NULL when it can't be opened; the reader has been told. */
struct library *reader_library(struct reader *r);
void reader_shelf_done(struct reader *r);
/* Titles and counts as they are now; borrowed until something changes. */
const struct paper_states *reader_states(struct reader *r);
/* What a paper is called; borrowed, never absent. */
struct str reader_paper_name(struct reader *r, int64_t id);
/* Marks or papers changed: all lists show it with the next frame. */
void reader_lists_changed(struct reader *r);
/* The list at the top; NULL: something else is. */
struct list *reader_list(const struct reader *r);
/* The uppermost list of stories with this one; NULL: none has it. */
struct list *reader_list_with(const struct reader *r, int64_t story);
/* Take over what other programs changed: marks in the store, lines of the papers. */
void reader_look_around(struct reader *r);
/* Let an error of the store be told; true when there was none. */
bool reader_check(struct reader *r, enum err code, const struct error *err);
/* Work off what is not indexed yet, in idle moments. */
void reader_index_later(struct reader *r);
/* Before a list is opened: what has just come is folded then, as a rule. */
void reader_fold_what_came(struct reader *r);
/* The reader is at the keys: what is idle work waits until they rest. */
void reader_index_not_now(struct reader *r);

/* --- reader-prefetch.c: what will be opened next, fetched ahead --- */

/* A story of a list was opened: once the line is idle, fetch those after it. */
void reader_prefetch_after(struct reader *r, int64_t story);
/* A refresh is done: fetch what the papers' own lines ask for. */
void reader_prefetch_papers(struct reader *r);
void reader_stop_prefetch(struct reader *r);

/* --- reader-papers.c: the list of what is followed --- */

enum shelf_kind {
	SHELF_UNREAD,
	SHELF_STARRED,
	SHELF_TODAY,
	SHELF_QUERY,
	SHELF_FOLDER,
	SHELF_PAPER
};
struct shelf_row {
	enum shelf_kind kind;
	int64_t id;         /* of a paper: the store's; else below 0 */
	size_t paper;       /* index of a paper or saved query in the file */
	const char *folder; /* of a folder and its papers; NULL: none */
	uint32_t total, unread;
};

struct view *reader_papers_new(struct reader *r);
/* What is chosen in the list of papers; NULL: another view is at the top, or the
 * list is empty.  Borrowed until papers change. */
const struct shelf_row *reader_shelf_row(const struct reader *r);
/* The row of a folder. */
int64_t reader_folder_id(const char *folder);
/* Choose the next paper with something unread, around the end; false: none. */
bool reader_next_unread_paper(struct list *list);
/* The stories that belong to a row. */
struct story_spec reader_row_spec(struct reader *r, const struct shelf_row *row);
/* Only papers whose name has this in it; "" shows all. */
void reader_papers_filter(struct list *list, struct str text);
bool reader_papers_filtered(struct list *list);

/* --- reader-stories.c: lists of stories --- */

enum grouping { GROUP_NONE, GROUP_DAY, GROUP_PAPER };

/* Which stories, as the reader asked for them. */
struct story_spec {
	char *title; /* of the list */
	VEC(int64_t) papers;
	bool of_papers; /* only those, even when there are none */
	unsigned with, without;
	char *tag, *search, *filter; /* NULL: none */
	int64_t since;
	int64_t cluster;         /* the members of this story's cluster; 0: no */
	enum doc_period ranking; /* the ranking of this period; PERIOD_OTHER: none */
	bool fold;
	enum story_order order;
	enum grouping grouping;
};
void story_spec_done(struct story_spec *spec);
/* The same as the store asks; borrows from the spec. */
struct story_query story_spec_query(const struct story_spec *spec);

struct stories {
	struct list_model model;
	struct reader *reader;
	struct story_spec spec;
	struct story_list *ids; /* NULL: the members of a cluster are shown */
	story_ids members;
	struct ranking ranking;   /* when they are one */
	size_t count;             /* how many are known of */
	bool counted;             /* and that is all */
	VEC(struct story) window; /* the rows made last */
	struct arena texts;       /* of them */
	uint32_t news;            /* stories that came since it was opened */
};

/* Put a list of them on the screen; takes the spec.  NULL when the store says no;
 * the reader has been told. */
struct list *reader_show_stories(struct reader *r, struct story_spec spec);
/* The stories of a list; NULL when it is another one. */
struct stories *stories_of(const struct list *list);
/* Ask the store anew, after the spec has changed or for what is new. */
void reader_stories_again(struct reader *r, struct list *list);
/* Count on in the list at the top, a slice at a time. */
void reader_count_later(struct reader *r);
/* Tell lists of stories how many came for a paper. */
void reader_stories_news(struct reader *r, int64_t paper, uint32_t n);

/* --- reader-ranks.c --- */

struct page;
/* Make the ranking that a list of stories shows; false when the store says no. */
bool reader_ranking_open(struct reader *r, struct stories *s);
/* How a story moved in it. */
void reader_rank_text(const struct stories *s, int64_t story, struct buf *b);
/* All is indexed: a ranking that is shown may have been made too early. */
void reader_rank_again(struct reader *r);
/* Open what is chosen in a list of addresses; false: another view is at the top. */
bool reader_open_place(struct reader *r);
/* Its address; NULL. */
const char *reader_place_url(const struct reader *r);
/* Give up sending what waits. */
void reader_stop_queue(struct reader *r);
/* Put what the store has under an article that names few related stories. */
void reader_add_related(struct reader *r, struct page *page);

/* --- reader-lists.c --- */

/* Open what is chosen, or the row of that number. */
void reader_list_open(struct reader *r, int count);
/* The address of the paper or story under the cursor, "" without one; the caller
 * frees it. */
char *reader_chosen_url(struct reader *r);
/* Put picks, then the filter, away; false when there was neither. */
bool reader_list_cancel(struct reader *r);

/* --- reader-marks.c --- */

/* Mark a story read, as one does by opening it; `fold`: and all it is one with. */
void reader_mark_read(struct reader *r, int64_t id, bool fold);

/* --- reader-story.c: one story --- */

/* Open a story; with `replace` in the place of that page. */
void reader_open_story(struct reader *r, int64_t id, unsigned replace);
/* Keep the article of a page that was opened as a story. */
struct page;
void reader_keep(struct reader *r, const struct page *page);
/* Go on in the list that the page's story came from. */
void reader_story_along(struct reader *r, struct page *page, int n);
/* Is the end of a story on the screen? */
bool reader_at_story_end(const struct reader *r);

/* --- reader-follow.c --- */

/* Stop looking at what is to be followed; false when nothing is looked at. */
bool reader_stop_look(struct reader *r);

/* --- reader-refresh.c --- */

/* url NULL: all papers.  With `all` also those that are not due. */
void reader_refresh(struct reader *r, const char *url, bool all);
/* False when none is running. */
bool reader_stop_refresh(struct reader *r);
/* Progress for the status line; nothing when none is running. */
void reader_refresh_text(const struct reader *r, struct buf *b);

#endif
