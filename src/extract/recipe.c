/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A recipe is read in three steps: the lines (base/ini.h), each value by its
 * row in the table (recipe-keys.c), and what only the whole can tell
 * (recipe-check.c). */
#include "baolan/extract/recipe.h"

#include "baolan/base/i18n.h"
#include "baolan/base/ini.h"
#include "baolan/base/mem.h"
#include "baolan/text/url.h"
#include "recipe-check.h"
#include "recipe-own.h"

#include <ctype.h>
#include <stdlib.h>

/* --- its values --- */

static void value_done(struct value *value)
{
	pick_free(value->pick);
	regex_free(value->regex);
	template_free(value->template);
	reply_rules_free(value->rules);
}

void recipe_free(struct recipe *recipe)
{
	if (!recipe)
		return;
	for (int i = 0; i < RECIPE_N_VALUES; i++)
		value_done(&recipe->values[i]);
	vec_each (var, &recipe->vars)
		pick_free(var->pick);
	vec_done(&recipe->vars);
	vec_done(&recipe->kept);
	arena_done(&recipe->arena);
	free(recipe);
}

struct str recipe_name(const struct recipe *recipe)
{
	return recipe->name;
}

struct str recipe_ini(const struct recipe *recipe)
{
	return recipe->ini;
}

const struct value *recipe_get(const struct recipe *recipe, enum recipe_key key)
{
	return &recipe->values[key];
}

struct str recipe_value(const struct recipe *recipe, enum recipe_key key)
{
	return recipe->values[key].text;
}

const struct pick *recipe_pick(const struct recipe *recipe, enum recipe_key key)
{
	return recipe->values[key].pick;
}

const struct pick *recipe_list_pick(const struct recipe *recipe, enum recipe_list list,
                                    enum recipe_list_key key)
{
	return recipe->values[RECIPE_LISTS + (int)list * RECIPE_N_LIST_KEYS + (int)key]
	        .pick;
}

const struct var *recipe_var(const struct recipe *recipe, struct str name)
{
	vec_each (var, &recipe->vars)
		if (str_eq(var->name, name))
			return var;
	return NULL;
}

/* --- what it is for --- */

bool recipe_has_reaction(const struct recipe *recipe)
{
	return recipe_value(recipe, RECIPE_REACTION_NAME).len > 0;
}

static bool finds_nodes(const struct pick *pick, const struct recipe_page *page)
{
	xmlNodeSetPtr nodes = pick_nodes(pick, page, NULL);
	xmlXPathFreeNodeSet(nodes);
	return nodes != NULL;
}

bool recipe_detects_page(const struct recipe *recipe, const struct recipe_page *page)
{
	return finds_nodes(recipe_pick(recipe, RECIPE_SITE_DETECT), page);
}

/* The next of the words that white space separates; empty at the end. */
static struct str next_word(struct str *rest)
{
	size_t end = 0;
	*rest = str_trim(*rest);
	while (end < rest->len && !strchr(" \t\n", rest->at[end]))
		end++;
	struct str word = str_head(*rest, end);
	*rest = str_from(*rest, end);
	return word;
}

bool recipe_matches(const struct recipe *recipe, struct str url)
{
	struct str rest = recipe_value(recipe, RECIPE_SITE_MATCH), pattern;
	while ((pattern = next_word(&rest)).len)
		if (url_matches(url, pattern))
			return true;
	return false;
}

bool recipe_words_are_in(struct str words, struct str source)
{
	struct str word = next_word(&words);
	if (!word.len)
		return true;
	for (; word.len; word = next_word(&words))
		if (str_has(source, word))
			return true;
	return false;
}

/* --- reading --- */

static enum err at_line(struct str name, int line, struct error *why, struct error *err)
{
	return err_set(err, ERR_FORMAT, "%.*s:%d: %s", STR_ARG(name), line, why->text);
}

static bool is_name(struct str text)
{
	for (size_t i = 0; i < text.len; i++)
		if (!isalnum((unsigned char)text.at[i]) && !strchr("_-", text.at[i]))
			return false;
	return text.len > 0;
}

static enum err add_var(struct recipe *recipe, const struct ini_entry *entry,
                        struct error *err)
{
	if (!is_name(entry->key))
		return err_set(err, ERR_FORMAT,
		               _("a name has only letters, digits, _ and -"));
	if (recipe_var(recipe, entry->key))
		return err_set(err, ERR_FORMAT, _("\"%.*s\" is given twice"),
		               STR_ARG(entry->key));
	struct pick *pick = pick_new(entry->value, PICK_CONSTANT);
	*vec_push(&recipe->vars) = (struct var){
		.name = arena_str(&recipe->arena, entry->key),
		.pick = pick,
	};
	return recipe->trusted ? ERR_OK : pick_check(pick, err);
}

static enum err add_kept(struct recipe *recipe, const struct ini_entry *entry,
                         struct error *err)
{
	struct str name = str_from(entry->key, strlen("keep."));
	if (!is_name(name))
		return err_set(err, ERR_FORMAT,
		               _("a name has only letters, digits, _ and -"));
	*vec_push(&recipe->kept) = (struct kept){
		.name = arena_str(&recipe->arena, name),
		.path = arena_str(&recipe->arena, entry->value),
	};
	return ERR_OK;
}

static enum err check_value(const struct value *value, struct error *err)
{
	enum err failed = pick_check(value->pick, err);
	if (value->regex && !failed)
		failed = regex_check(value->regex, err);
	return failed ? failed : reply_rules_check(value->rules, err);
}

static enum err add_value(struct recipe *recipe, const struct ini_entry *entry,
                          struct error *err)
{
	const struct recipe_row *row = recipe_row_find(entry->section, entry->key);
	if (!row)
		return err_set(err, ERR_FORMAT, _("[%.*s] has no key \"%.*s\""),
		               STR_ARG(entry->section), STR_ARG(entry->key));
	struct value *value = &recipe->values[row->index];
	if (value->text.at)
		return err_set(err, ERR_FORMAT, _("\"%.*s\" is given twice"),
		               STR_ARG(entry->key));
	value->text = arena_str(&recipe->arena, entry->value);
	value->line = entry->line;
	enum err failed = row->make(value->text, value, err);
	return failed || recipe->trusted ? failed : check_value(value, err);
}

static enum err add_entry(struct recipe *recipe, const struct ini_entry *entry,
                          struct error *err)
{
	if (!recipe_has_section(entry->section))
		return err_set(err, ERR_FORMAT, _("there is no section [%.*s]"),
		               STR_ARG(entry->section));
	if (!entry->value.len)
		return err_set(err, ERR_FORMAT, _("\"%.*s\" has no value"),
		               STR_ARG(entry->key));
	if (str_eq(entry->section, STR("vars")))
		return add_var(recipe, entry, err);
	bool is_kept = str_eq(entry->section, STR("load")) &&
	               str_starts(entry->key, STR("keep."));
	return is_kept ? add_kept(recipe, entry, err) : add_value(recipe, entry, err);
}

static enum err fill(struct recipe *recipe, struct error *err)
{
	auto_ini ini = { 0 };
	struct error why = { 0 };
	enum err failed = ini_read(recipe->name, recipe->ini, &ini, err);
	if (failed)
		return failed;
	vec_each (entry, &ini.entries)
		if (add_entry(recipe, entry, &why) != ERR_OK)
			return at_line(recipe->name, entry->line, &why, err);
	int line = 1;
	if (recipe_check(recipe, &line, &why) != ERR_OK)
		return at_line(recipe->name, line, &why, err);
	return ERR_OK;
}

static enum err parse(struct str name, struct str ini, bool trusted,
                      struct recipe **ret_recipe, struct error *err)
{
	struct recipe *recipe = mem_new(struct recipe);
	recipe->name = arena_str(&recipe->arena, name);
	recipe->ini = arena_str(&recipe->arena, ini);
	recipe->trusted = trusted;
	enum err failed = fill(recipe, err);
	if (failed) {
		recipe_free(recipe);
		return failed;
	}
	*ret_recipe = recipe;
	return ERR_OK;
}

enum err recipe_parse(struct str name, struct str ini, struct recipe **ret_recipe,
                      struct error *err)
{
	return parse(name, ini, false, ret_recipe, err);
}

enum err recipe_parse_trusted(struct str name, struct str ini,
                              struct recipe **ret_recipe, struct error *err)
{
	return parse(name, ini, true, ret_recipe, err);
}
