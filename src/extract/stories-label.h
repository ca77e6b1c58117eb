/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stories-label.h - labels and the links behind them; for stories-label.c and
 * stories-hot.c. */
#ifndef BAOLAN_EXTRACT_STORIES_LABEL_H
#define BAOLAN_EXTRACT_STORIES_LABEL_H

#include "stories-own.h"
#include "stories-words.h"

/* The link that a node stands in; NULL when none is near. */
const xmlNode *label_link_around(const struct tree *tree, const xmlNode *node);
/* The next link, when nothing that is said stands between; numbers of ranks are
 * no words where they are allowed. */
const xmlNode *label_next_link(const struct tree *tree, const xmlNode *from,
                               bool numbers);

/* The words behind a label of hot words, which is the text node. */
void hot_add_labelled(const struct stories *s, struct story_lists *lists,
                      const struct label *label, const xmlNode *node);
/* Links that are #hashtags, wherever they stand: they need no label. */
void hot_add_hashtags(const struct stories *s, struct story_lists *lists);

#endif
