/* SPDX-License-Identifier: GPL-3.0-or-later */
/* recipe.h - how one site's pages are read, and its reactions cast.
 *
 * An INI file; recipes/README names every key.  Recipes
 * are checked whole when they are loaded: an unknown key, a bad XPath or regex
 * or a missing part is reported with file, line and reason.  Only the XPaths and
 * regexes of trusted recipes are not: that would take longer than the page. */
#ifndef BAOLAN_EXTRACT_RECIPE_H
#define BAOLAN_EXTRACT_RECIPE_H

#include "baolan/base/buf.h"
#include "baolan/base/err.h"
#include "baolan/base/vec.h"

struct recipe;

/* `name` is used in messages ("fznews.ini:12: …"). */
enum err recipe_parse(struct str name, struct str ini, struct recipe **ret_recipe,
                      struct error *err);
/* For one that was checked before: its XPaths and regexes are compiled when a
 * page first needs them.  A bad one would find nothing. */
enum err recipe_parse_trusted(struct str name, struct str ini,
                              struct recipe **ret_recipe, struct error *err);
void recipe_free(struct recipe *recipe);
/* Its name, its text as given (to hand to a worker), and whether it is meant
 * for this URL; borrowed. */
struct str recipe_name(const struct recipe *recipe);
struct str recipe_ini(const struct recipe *recipe);
bool recipe_matches(const struct recipe *recipe, struct str url);

/* All recipes of a run, the reader's own first. */
struct recipes {
	VEC(struct recipe *) list;
	VEC(struct error) mistakes; /* one each for what did not load */
};
/* Load every *.ini of a folder, in order of name; one that does not parse goes
 * to mistakes and the others still load.  A missing folder is no mistake. */
void recipes_load(struct recipes *recipes, const char *folder);
/* The same for baolan's own folder, whose recipes its tests have checked. */
void recipes_load_trusted(struct recipes *recipes, const char *folder);
void recipes_done(struct recipes *recipes);
/* The first that matches; NULL: the general extractor. */
const struct recipe *recipes_find(const struct recipes *recipes, struct str url);
/* By the protocol name a document gives (DOC_REACTION_PROTOCOL). */
const struct recipe *recipes_reaction(const struct recipes *recipes,
                                      struct str protocol);

#endif
