/* SPDX-License-Identifier: GPL-3.0-or-later */
/* strip.h - what a reader would read of HTML, roughly, for src/store only.
 *
 * For finding alone: nothing of it reaches a screen but snippets, and
 * the text is cleaned (text/clean.h) on the way.  Tolerant and linear: a tag or a
 * comment that never ends hides the rest. */
#ifndef BAOLAN_SRC_STORE_STRIP_H
#define BAOLAN_SRC_STORE_STRIP_H

#include "baolan/base/buf.h"

/* Append the text of `html` without tags, comments, scripts and styles; entities are
 * characters, the end of a block is a newline, blanks collapse. */
void strip_html(struct str html, struct buf *ret_text);

#endif
