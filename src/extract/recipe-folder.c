/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "baolan/base/file.h"
#include "baolan/base/mem.h"
#include "recipe-own.h"

#include <dirent.h>
#include <stdlib.h>

#define MAX_RECIPE ((size_t)256 << 10)

/* --- one file --- */

typedef enum err parse_fn(struct str name, struct str ini, struct recipe **ret_recipe,
                          struct error *err);

static enum err load_file(const char *folder, const char *name, parse_fn *parse,
                          struct recipe **ret_recipe, struct error *err)
{
	auto_free char *path = mem_printf("%s/%s", folder, name);
	auto_buf text = BUF_INIT(MAX_RECIPE);
	enum err failed = file_load(path, &text, err);
	return failed ? failed : parse(str_of(name), buf_str(&text), ret_recipe, err);
}

/* --- a folder --- */

static int is_recipe(const struct dirent *entry)
{
	struct str name = str_of(entry->d_name);
	return str_ends(name, STR(".ini")) && name.at[0] != '.';
}

/* Byte order, so that the order does not change with the locale. */
static int by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static void load_one(struct recipes *recipes, const char *folder, const char *name,
                     parse_fn *parse)
{
	struct recipe *recipe = NULL;
	struct error why = { 0 };
	if (load_file(folder, name, parse, &recipe, &why) == ERR_OK)
		*vec_push(&recipes->list) = recipe;
	else
		*vec_push(&recipes->mistakes) = why;
}

static void load_folder(struct recipes *recipes, const char *folder, parse_fn *parse)
{
	struct dirent **names = NULL;
	int count = scandir(folder, &names, is_recipe, by_name);
	for (int i = 0; i < count; i++) {
		load_one(recipes, folder, names[i]->d_name, parse);
		free(names[i]);
	}
	free(names);
}

void recipes_load(struct recipes *recipes, const char *folder)
{
	load_folder(recipes, folder, recipe_parse);
}

void recipes_load_trusted(struct recipes *recipes, const char *folder)
{
	load_folder(recipes, folder, recipe_parse_trusted);
}

void recipes_done(struct recipes *recipes)
{
	vec_each (recipe, &recipes->list)
		recipe_free(*recipe);
	vec_done(&recipes->list);
	vec_done(&recipes->mistakes);
}

const struct recipe *recipes_find(const struct recipes *recipes, struct str url)
{
	vec_each (recipe, &recipes->list)
		if (recipe_matches(*recipe, url))
			return *recipe;
	return NULL;
}

const struct recipe *recipes_reaction(const struct recipes *recipes,
                                      struct str protocol)
{
	vec_each (recipe, &recipes->list)
		if (protocol.len &&
		    str_eq(recipe_value(*recipe, RECIPE_REACTION_NAME), protocol))
			return *recipe;
	return NULL;
}
