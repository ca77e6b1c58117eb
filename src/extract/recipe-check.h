/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BAOLAN_EXTRACT_RECIPE_CHECK_H
#define BAOLAN_EXTRACT_RECIPE_CHECK_H

#include "recipe-own.h"

/* What only the whole recipe can tell: parts that need each other, and names
 * in templates.  Also supplies a list's default title and url.  *ret_line is
 * the line the mistake stands in, or as it was when that can't be said. */
enum err recipe_check(struct recipe *recipe, int *ret_line, struct error *err);

#endif
