/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stories-words.h - the words over and before lists: hot words, the story before
 * and after, and headings of related stories and rankings. */
#ifndef BAOLAN_EXTRACT_STORIES_WORDS_H
#define BAOLAN_EXTRACT_STORIES_WORDS_H

#include "baolan/doc/doc.h"

/* A short text without the blanks that only space it out (相 关 新 闻) and
 * without marks around; in `b`, which is cleared. */
struct str bare_label(struct str text, struct buf *b);

/* The texts below are bare. */
bool heads_related(struct str bare);
bool heads_ranking(struct str bare);
bool heads_lists(struct str bare); /* either */

/* What a label says about the links behind it. */
struct label {
	enum doc_list_kind kind; /* LIST_HOT, LIST_PREVIOUS, LIST_NEXT */
	size_t least;            /* links that make it one */
	struct str name;         /* the label alone */
	struct str rest;         /* what follows it in its own text */
};
bool read_label(struct str bare, struct label *ret_label);
bool may_be_label(struct str text); /* cheap; of a text as it stands */

#endif
