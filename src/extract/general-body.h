/* SPDX-License-Identifier: GPL-3.0-or-later */
/* general-body.h - which elements of a page hold the story. */
#ifndef BAOLAN_EXTRACT_GENERAL_BODY_H
#define BAOLAN_EXTRACT_GENERAL_BODY_H

#include "general-lines.h"

struct body {
	VEC(uint32_t) parts; /* places in the tree, in document order; none overlap */
	double score;        /* of the best container; about its characters */
	uint32_t good_chars; /* in running text, in all parts */
};

void body_find(struct tree *tree, struct body *ret_body);
void body_done(struct body *body);
/* The lines of all parts, without the clutter among them. */
void body_lines(const struct tree *tree, const struct body *body, struct lines *lines);

#endif
