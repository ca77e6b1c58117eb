/* SPDX-License-Identifier: GPL-3.0-or-later */
/* general-head.h - what stands over a story: kicker, headline, subtitle, and
 * the lines between headline and story with source, date and names. */
#ifndef BAOLAN_EXTRACT_GENERAL_HEAD_H
#define BAOLAN_EXTRACT_GENERAL_HEAD_H

#include "general-body.h"
#include "general-facts.h"
#include "general-meta.h"

#include "baolan/text/date.h"

struct headline {
	struct str title, kicker, subtitle; /* in the arena */
	uint32_t place; /* its element in the tree; 0: only the head names it */
	bool matched;   /* the element and the page's head agree */
};

/* `body` tells where the story is. */
void headline_find(const struct tree *tree, const struct body *body,
                   const struct meta *meta, struct arena *arena,
                   struct headline *ret_headline);

/* The text between headline and story, and a little below the story: one line
 * a block, a tab where inline elements meet. */
void byline_text(const struct tree *tree, const struct body *body,
                 const struct headline *headline, struct buf *over, struct buf *under);

/* The date in an address: /2016/06/06/, /20160606/, /2016-06/06/ … */
bool url_date(struct str url, struct date *ret_date);

#endif
