/* SPDX-License-Identifier: GPL-3.0-or-later */
/* body.h - an article's body as HTML, in one of several bad habits. */
#ifndef PAPER_BODY_H
#define PAPER_BODY_H

#include "articles.h"
#include "baolan/base/buf.h"

/* A way to mark up text; NULL for an unknown name.  README lists them. */
struct body_style;
const struct body_style *body_style(struct str name);
void body_write(struct str part, const struct body_style *style,
                const struct articles *articles, struct buf *out);

#endif
