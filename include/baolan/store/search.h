/* SPDX-License-Identifier: GPL-3.0-or-later */
/* search.h - what the reader asks for, in words: the language of the search prompt, of
 * `baolan search` and of saved queries.
 *
 *   江边 渡船         both, each as it stands, in the title or the text
 *   "new bridge"      a phrase; “江边 渡船” too
 *   -广告             not this
 *   title:渡船        in the title
 *   paper:晚报        of papers with this in their name or address
 *   tag:江            with this tag
 *   is:unread         also read, starred, saved; -is:starred: not
 *   since:2016-06-01  published from this day (month, year) on
 *   until:2016-06     published until the end of it
 *   since:3d          in the last 3 days; also 12h, 2w, 6m, 1y, and since:today
 *
 * A run of Han characters is found wherever it stands, from one character up; a Latin
 * word at the beginnings of words.  Case, width, accents and Simplified or Traditional
 * do not count.  ： is a colon, and = too. */
#ifndef BAOLAN_STORE_SEARCH_H
#define BAOLAN_STORE_SEARCH_H

#include "baolan/base/err.h"
#include "baolan/base/str.h"
#include "baolan/base/vec.h"

#include <stdint.h>

struct search_word {
	struct str text;     /* as it was asked for */
	bool negated, title; /* must not be there; only in the title */
};

/* A limit by name: paper, tag. */
struct search_limit {
	struct str text;
	bool negated;
};

struct search { /* zero bytes: nothing asked for.  Strings are borrowed from the text.
	         */
	VEC(struct search_word) words;
	VEC(struct search_limit) papers, tags;
	unsigned with, without; /* enum story_flag */
	int64_t since, until;   /* seconds since 1970; 0: open */
};

/* Read what was asked for.  ERR_FORMAT says what can't be read; a word that is being
 * typed ("since:") asks for nothing yet. */
enum err search_parse(struct str text, int64_t now, struct search *ret_search,
                      struct error *err);
void search_done(struct search *search);

#endif
