/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ranking.h - baolan's own rankings and related stories, by what the reader follows and
 * by the reader's rules. */
#ifndef BAOLAN_APP_RANKING_H
#define BAOLAN_APP_RANKING_H

#include "baolan/app/library.h"
#include "baolan/store/casts.h"
#include "baolan/store/rank.h"

/* store_rank without what the rules kill; kept as the snapshot of today. */
enum err ranking_make(struct library *library, enum doc_period period,
                      struct ranking *ret_ranking, struct error *err);
/* How the entry at an index moved since the snapshot before: "+2", "-1", "=", "new";
 * "" when there is none. */
enum { RANK_CHANGE = 12 };
void ranking_change(const struct ranking *ranking, size_t index, char out[RANK_CHANGE]);

/* A page that names fewer related stories gets those of the store. */
enum { RELATED_ENOUGH = 3 };
bool related_are_few(const struct doc *doc);
/* Add the list "From your papers" to what a builder made of `doc`; false when nothing
 * in the store is related. */
bool related_add(struct library *library, const struct doc *doc,
                 struct doc_builder *builder);

#endif
