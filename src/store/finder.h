/* SPDX-License-Identifier: GPL-3.0-or-later */
/* finder.h - which stories have the words that were asked for, for src/store only.
 *
 * The index says who may (candidates); where it can't tell for sure - phrases of more
 * than two characters, stories that are not indexed yet - the text is looked at, one
 * story after another as the list is read. */
#ifndef BAOLAN_SRC_STORE_FINDER_H
#define BAOLAN_SRC_STORE_FINDER_H

#include "baolan/store/search.h"
#include "store-own.h"

struct finder;

/* NULL in *ret_finder when nothing is asked for that needs one.  `filter`, which may be
 * NULL, must be in the title.  by_relevance: first those with all words in the title.
 */
enum err finder_new(struct store *store, const struct search *search,
                    const char *filter, bool by_relevance, struct finder **ret_finder,
                    struct error *err);
void finder_free(struct finder *finder);
/* When there are few candidates, append " AND story.id IN (...)" and return true: then
 * they are picked and sorted, rather than picked out of all in their order. */
bool finder_add_candidates(const struct finder *finder, struct buf *sql);
/* Is this a story to show now?  Says so once for each. */
bool finder_accepts(struct finder *finder, int64_t story, int64_t version);
/* On to the next pass over the stories; false when there is none. */
bool finder_next_pass(struct finder *finder);
/* Append a piece of the story's text with \1 and \2 around the words; nothing when none
 * of them is in the text. */
void finder_add_snippet(struct finder *finder, int64_t story, struct buf *b);

#endif
