/* SPDX-License-Identifier: GPL-3.0-or-later */
/* regex.h - regular expressions (ICU's), bounded in time.
 *
 * Compiled when first used.  A match that takes too long counts as none. */
#ifndef BAOLAN_TEXT_REGEX_H
#define BAOLAN_TEXT_REGEX_H

#include "baolan/base/err.h"
#include "baolan/base/str.h"

struct regex;
/* Until it is checked, one that is no regular expression matches nothing. */
struct regex *regex_new(struct str expression);
enum err regex_check(struct regex *regex, struct error *err);
void regex_free(struct regex *regex); /* NULL is fine */
/* About how long one search may take, in milliseconds, instead of 500; to be said
 * before the first one. */
void regex_set_limit(struct regex *regex, int ms);
/* How many searches took too long. */
unsigned regex_gave_up(const struct regex *regex);
/* The first group of the first match, or all of the match when there is no
 * group; borrowed from text.  `regex` may be NULL: false. */
bool regex_find(struct regex *regex, struct str text, struct str *ret_found);
bool regex_matches(struct regex *regex, struct str text);

#endif
