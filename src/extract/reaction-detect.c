/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reaction-own.h"

#include "baolan/base/mem.h"

#define MAX_VAR 2000

static bool names(const struct recipe *site, const struct recipe *recipe)
{
	struct str name = recipe_value(recipe, RECIPE_REACTION_NAME);
	return site && name.len &&
	       str_eq(recipe_value(site, RECIPE_SITE_REACTION), name);
}

bool reaction_may_detect(const struct recipe *site, const struct recipe *recipe)
{
	bool everywhere = recipe_pick(recipe, RECIPE_REACTION_DETECT) != NULL;
	return recipe_has_reaction(recipe) &&
	       (everywhere || site == recipe || names(site, recipe));
}

/* Without `detect` a site's own protocol is on all of its pages. */
static bool is_on(const struct recipe *recipe, const struct recipe_page *page)
{
	const struct pick *detect = recipe_pick(recipe, RECIPE_REACTION_DETECT);
	if (!detect)
		return true;
	xmlNodeSetPtr nodes = pick_nodes(detect, page, NULL);
	xmlXPathFreeNodeSet(nodes);
	return nodes != NULL;
}

/* The site's own, the one it names, then any that recognises the page. */
static const struct recipe *find_widget(const struct recipe *site,
                                        const struct recipes *all,
                                        const struct recipe_page *page)
{
	if (site && recipe_has_reaction(site) && is_on(site, page))
		return site;
	const struct recipe *found = NULL;
	vec_each (recipe, &all->list) {
		if (!reaction_may_detect(site, *recipe) || !is_on(*recipe, page))
			continue;
		if (names(site, *recipe))
			return *recipe;
		if (!found)
			found = *recipe;
	}
	return found;
}

static void add_vars(const struct recipe *recipe, const struct recipe_page *page,
                     struct doc_builder *b)
{
	vec_each (var, &recipe->vars) {
		auto_buf value = BUF_INIT(MAX_VAR);
		bool is_there = !pick_is_constant(var->pick) &&
		                pick_text(var->pick, page, NULL, &value);
		if (is_there)
			doc_add_var(b, var->name, buf_str(&value));
	}
}

/* Moods that need a request are shown without counts until it is answered. */
static void add_moods(const struct recipe *recipe, const struct recipe_page *page,
                      struct doc_builder *b)
{
	bool loads = recipe_value(recipe, RECIPE_LOAD_URL).len > 0;
	if (!loads && moods_add_items(recipe, page, b))
		return;
	if (!moods_add_named(recipe, page, b))
		moods_add_listed(recipe, b);
}

bool reaction_detect(const struct recipe *site, const struct recipes *all,
                     const struct recipe_page *page, struct doc_builder *b)
{
	static const struct recipes none;
	const struct recipe *recipe = find_widget(site, all ? all : &none, page);
	if (!recipe)
		return false;
	auto_buf question = BUF_INIT(MAX_VAR);
	pick_text(recipe_pick(recipe, RECIPE_REACTION_QUESTION), page, NULL, &question);
	doc_set(b, DOC_REACTION_PROTOCOL, recipe_value(recipe, RECIPE_REACTION_NAME));
	doc_set(b, DOC_REACTION_QUESTION, buf_str(&question));
	add_vars(recipe, page, b);
	add_moods(recipe, page, b);
	return true;
}
