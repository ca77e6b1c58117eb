/* SPDX-License-Identifier: GPL-3.0-or-later */
/* jsreply.h - string literals of JavaScript. */
#ifndef BAOLAN_MARKUP_JSREPLY_H
#define BAOLAN_MARKUP_JSREPLY_H

#include "baolan/base/buf.h"

/* The literal at the start of text (its first byte is the quote): its value is
 * appended to b.  Returns its length with both quotes, 0 when it has no end. */
size_t js_read_string(struct str text, struct buf *b);
/* What every document.write() and document.writeln() of a script writes, as far
 * as it stands there literally, is appended to b.  False when there is none or
 * a literal has no end. */
bool js_read_writes(struct str script, struct buf *b);

#endif
