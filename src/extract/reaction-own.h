/* SPDX-License-Identifier: GPL-3.0-or-later */
/* reaction-own.h - moods, found in what a recipe says they stand in.  Each adds
 * them to b and returns how many it found; 0 is a reply that has none. */
#ifndef BAOLAN_EXTRACT_REACTION_OWN_H
#define BAOLAN_EXTRACT_REACTION_OWN_H

#include "recipe-own.h"

size_t moods_add_items(const struct recipe *recipe, const struct recipe_page *page,
                       struct doc_builder *b);
/* The moods themselves ([moods] items) in the article's page, without counts. */
size_t moods_add_named(const struct recipe *recipe, const struct recipe_page *page,
                       struct doc_builder *b);
/* For the moods that the recipe lists, else those of `before` (or NULL): those
 * whose count is at [load] path. */
size_t moods_add_json(const struct recipe *recipe, const json_t *json,
                      const struct doc *before, struct doc_builder *b);
int64_t moods_json_count(const json_t *json);
/* All or nothing: a list of another length is none. */
size_t moods_add_list(const struct recipe *recipe, struct str text,
                      const struct doc *before, struct doc_builder *b);
size_t moods_add_listed(const struct recipe *recipe, struct doc_builder *b);

#endif
