/* SPDX-License-Identifier: GPL-3.0-or-later */
/* general-name.h - is this text the name of a person, or of a medium?  Told by
 * its length, its characters and the commoner family names. */
#ifndef BAOLAN_EXTRACT_GENERAL_NAME_H
#define BAOLAN_EXTRACT_GENERAL_NAME_H

#include "baolan/base/str.h"

#include <stdbool.h>

/* The bytes of the Han characters that text starts with. */
size_t han_at_start(struct str text);
bool is_han_name(struct str text);  /* two to four Han characters */
bool is_full_name(struct str text); /* such, and begins with a family name */
/* Two names of two characters glued: 林舟陈木. */
bool is_name_pair(struct str text);
bool is_half_name(struct str text); /* one character of a name set wide: 张 三 */
/* Could this be a person's name: two to four Han characters, or a few words? */
bool is_name(struct str text);
/* Nothing but full names, parted by blanks or commas. */
bool are_full_names(struct str text);
/* The bytes of a name's gloss in brackets that text starts with, blanks before it
 * included: " (Joel Smith)"; 0: none. */
size_t gloss_at(struct str text);
struct str without_gloss(struct str text);
/* 佚名, 本站, admin: a byline that names nobody. */
bool names_nobody(struct str text);
/* 台北報導, 综合报道: stands beside names, and is none. */
bool ends_like_no_name(struct str text);
/* Does it end as a medium's name does (日报, 网, 通讯社)? */
bool is_medium(struct str text);

#endif
