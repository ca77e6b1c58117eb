/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stories.h - the lists of stories on a page: related ones, rankings, hot words,
 * the story before and after, and the list of a channel page; found by their
 * headings' words and their structure. */
#ifndef BAOLAN_EXTRACT_STORIES_H
#define BAOLAN_EXTRACT_STORIES_H

#include "general-tree.h"

#include "baolan/base/arena.h"
#include "baolan/doc/doc.h"

struct stories {
	const struct tree *tree;
	struct arena *arena;
	struct str base; /* links are resolved against it */
	const char *charset;
	int64_t now;
	bool skip[LIST_KINDS]; /* kinds that are known already */
};

struct story_list {
	enum doc_list_kind kind;
	enum doc_period period;
	struct str name;
	VEC(struct doc_story_text) items; /* strings in the arena */
};

struct story_run { /* of nodes: from..end-1 */
	uint32_t from, end;
};

struct story_lists {
	VEC(struct story_list) list;
	VEC(struct story_run) taken; /* where they stand; ends only grow */
	unsigned tried; /* headings so far, of the kind that is looked for */
};

/* Related stories, rankings, hot words, the story before and after.  Appends; a
 * list is found once, whatever headings lead to it. */
void stories_find_headed(const struct stories *s, struct story_lists *lists);
/* The main list of a channel page, or all lists of a front page in its order,
 * without navigation and side lists, and without those in `headed`.  Overwrites
 * the scores of the tree's nodes. */
void stories_find_main(const struct stories *s, struct tree *tree,
                       const struct story_lists *headed, struct story_lists *lists);
void story_lists_done(struct story_lists *lists);
/* Into a document; `title` of the page itself is left out by its address. */
void story_list_write(const struct story_list *list, struct str own_url,
                      struct doc_builder *b);

/* The stories of the run of nodes from..end: one a link, a link that is met
 * again (picture and title) joined. */
void stories_within(const struct stories *s, uint32_t from, uint32_t end,
                    struct story_list *list);
/* An address on the page made absolute; absent when it cannot be followed. */
struct str stories_address(const struct stories *s, struct str href);

#endif
