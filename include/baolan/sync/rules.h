/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rules.h - what the reader never wants to see, and what should stand out.
 *
 * The file `rules` has one line a rule: what to do, then terms that must all
 * hold.
 *
 *     kill 广告
 *     kill title:/^【?推广/ -author:林知夏
 *     highlight "榕湾 地铁" paper:news.example.cn
 *
 * A term is a word, a phrase in "quotes", or a /regular expression/ (with an i
 * behind it: whatever the case), looked for in the title unless a field stands
 * before it: title:, summary:, author:, or paper: for the paper's address (* there
 * is any run).  "-" before a term: it must not hold.  Han words are found
 * anywhere, Latin ones as whole words; ASCII case does not matter.
 *
 * A paper's own rules (kill=, highlight= in its line) are the same terms, with
 * commas between rules.
 *
 * Matching takes bounded time: texts are looked at as far as 4 KB, and an
 * expression that takes too long again and again is not tried any more. */
#ifndef BAOLAN_SYNC_RULES_H
#define BAOLAN_SYNC_RULES_H

#include "baolan/base/vec.h"
#include "baolan/store/store.h"
#include "baolan/sync/papers.h"

struct rules;
/* What rules_apply answers, as bits. */
enum { RULES_KILL = STORY_KILLED, RULES_HIGHLIGHT = 16 };

struct rules *rules_new(void);
void rules_free(struct rules *rules); /* NULL is fine */
/* Add those of a file; a missing one has none.  Mistakes are kept, the rest
 * counts. */
enum err rules_load(struct rules *rules, const char *path, struct error *err);
/* Add the papers' own.  Mistakes in them were told when the papers were loaded. */
void rules_add_papers(struct rules *rules, const struct papers *papers);
/* FILE:LINE: what is wrong; borrowed. */
const struct error *rules_mistakes(const struct rules *rules, size_t *ret_n);
/* Are these a paper's own rules?  ERR_FORMAT says what is wrong. */
enum err rules_check(struct str text, struct error *err);
/* 0, or bits of RULES_KILL and RULES_HIGHLIGHT.  Absent strings are fine; `paper`
 * is its url as in papers.h, absent for what is in no paper (a ranking). */
unsigned rules_apply(const struct rules *rules, struct str title, struct str summary,
                     struct str authors, struct str paper);

#endif
