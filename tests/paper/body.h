/* SPDX-License-Identifier: GPL-3.0-or-later */
/* body.h - an article's body as HTML, in one of several bad habits. */
#ifndef PAPER_BODY_H
#define PAPER_BODY_H

#include "article.h"
#include "baolan/base/buf.h"

struct tags {
	const char *before, *after;
};

struct body_style {
	const char *name;
	struct tags all, paragraph, heading, quote, list, numbered, item, table, row,
	        cell;
	/* around the address and the caption */
	const char *picture_before, *picture_between, *picture_after;
};

/* NULL for an unknown name; README lists them. */
const struct body_style *body_style(struct str name);
void body_write(struct str part, const struct body_style *style,
                const struct articles *articles, struct buf *out);

#endif
