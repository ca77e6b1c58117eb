/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stories-own.h - what the finders of lists share. */
#ifndef BAOLAN_EXTRACT_STORIES_OWN_H
#define BAOLAN_EXTRACT_STORIES_OWN_H

#include "stories.h"

#define MAX_LISTS 24
#define MAX_LEVELS 5     /* how far a list may stand from its heading */
#define MAX_HEADING 24   /* characters */
#define MAX_SIBLINGS 60  /* looked through for a list */
#define MAX_TRIED 300    /* headings of one kind on a page */
#define LEAST_OF_TAB 2   /* stories of a list under a tab */
#define LEAST_OF_TITLE 6 /* characters of a headline, on average */

/* --- one story (stories-link.c, stories-item.c) --- */

struct link_text {
	struct str title, rest; /* in the arena */
	struct str image;
};
/* The first line that is no mere number is the title, what follows belongs to
 * the story: its summary or its date. */
struct link_text link_read(const struct stories *s, xmlNode *link);
/* What stands around the link of a story. */
void item_read(const struct stories *s, uint32_t link, uint32_t from,
               struct doc_story_text *story, struct str inner);
bool is_rank_mark(struct str text);
bool is_heat(struct str text); /* 1234, (1234), 1.2万, 1234人, 热度 1234 */
/* 4 to 120 characters, and no 更多. */
bool is_story_title(struct str text);

/* --- stories (stories.c): stories_within in two steps --- */

void stories_gather(const struct stories *s, uint32_t from, uint32_t end,
                    struct story_list *list);
void stories_settle(struct story_list *list); /* drop what has no title, count */

/* --- texts and runs (stories-run.c) --- */

/* The text of a small element as it stands there; of a larger one the start. */
struct raw_text {
	char bytes[240];
	size_t len;
};
struct str raw_text(const struct tree *tree, uint32_t place, struct raw_text *raw);
/* The same with its white space collapsed, appended. */
void small_text(const struct tree *tree, uint32_t place, struct buf *b);
/* The outermost element that holds just this text, and a short one. */
bool is_small_text(const struct tree *tree, uint32_t place, uint32_t most);
/* Children of `parent` from place `from` on: the first that has links, and the
 * ones that follow in its manner.  Not when much text stands before it. */
bool find_run(const struct tree *tree, uint32_t parent, uint32_t from,
              struct story_run *ret_run);

/* --- lists (stories-add.c) --- */

bool is_taken_place(const struct story_lists *lists, uint32_t place);
void take_run(struct story_lists *lists, struct story_run run);
/* The stories of a run as a list of the make of `proto`, unless they are fewer
 * than `least`, read like navigation or stand in another list. */
bool add_list(const struct stories *s, struct story_lists *lists, struct story_run run,
              struct story_list proto, size_t least);

/* --- finders --- */

void stories_find_tabs(const struct stories *s, struct story_lists *lists);
/* Texts that are labels of what follows: hot words, previous and next story. */
void stories_find_labelled(const struct stories *s, struct story_lists *lists);

#endif
