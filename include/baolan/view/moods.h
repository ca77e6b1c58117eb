/* SPDX-License-Identifier: GPL-3.0-or-later */
/* moods.h - the choice of a mood, over the lower part of the page below it.
 *
 * It only shows and moves a cursor.  Casting is its owner's, who tells it what
 * comes of it. */
#ifndef BAOLAN_VIEW_MOODS_H
#define BAOLAN_VIEW_MOODS_H

#include "baolan/doc/doc.h"
#include "baolan/view/view.h"

/* Copies what it shows. */
struct view *moods_new(const struct doc *doc);
bool moods_is(const struct view *v);
/* No counts are shown while there is no own choice. */
void moods_hide_counts(struct view *v);
/* New counts and the own choice. */
void moods_update(struct view *v, const struct doc *doc);
/* What stands under the moods: what to do, what is going on, what came of it. */
void moods_say(struct view *v, enum style style, const char *text);
/* Token and name of the mood under the cursor; borrowed. */
const char *moods_token(const struct view *v);
const char *moods_label(const struct view *v);

#endif
