/* SPDX-License-Identifier: GPL-3.0-or-later */
/* plain.h - the text in a piece of HTML, without a tree: for summaries, titles and
 * the full-text index, where layout does not matter and time does. */
#ifndef BAOLAN_MARKUP_PLAIN_H
#define BAOLAN_MARKUP_PLAIN_H

#include "baolan/base/buf.h"

/* Add the text of `html`, about `max` bytes at most: tags and comments left out,
 * script and style with their insides, references resolved, a newline where a tag
 * parts words.  White space is not collapsed, nothing is cleaned. */
void plain_add(struct str html, size_t max, struct buf *b);
/* Does text that might be plain have tags of HTML, or references? */
bool plain_has_tags(struct str text);
bool plain_has_references(struct str text);
/* Add text as HTML that stands for it. */
void plain_escape(struct str text, struct buf *b);

#endif
