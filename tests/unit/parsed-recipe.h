/* SPDX-License-Identifier: GPL-3.0-or-later */
/* parsed-recipe.h - the recipe in a text, or the test fails. */
#ifndef PARSED_RECIPE_H
#define PARSED_RECIPE_H

#include "baolan/extract/recipe.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* The caller frees it. */
static inline struct recipe *parse(const char *ini)
{
	struct recipe *recipe = NULL;
	struct error err = { 0 };
	if (recipe_parse(STR("test.ini"), str_of(ini), &recipe, &err) != ERR_OK)
		fail_msg("%s", err.text);
	return recipe;
}

#endif
