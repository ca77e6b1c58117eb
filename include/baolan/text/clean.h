/* SPDX-License-Identifier: GPL-3.0-or-later */
/* clean.h - the choke point between strangers' text and a terminal. */
#ifndef BAOLAN_TEXT_CLEAN_H
#define BAOLAN_TEXT_CLEAN_H

#include "baolan/base/buf.h"

/* Add s as valid UTF-8 without C0 and C1 controls, DEL, bidirectional
 * overrides and isolates, invisible format characters, VS16 and other
 * variation selectors, non-characters.  Tabs and newlines become one space;
 * with keep_lines newlines stay. */
void clean_add(struct buf *b, struct str s, bool keep_lines);
/* True when clean_add would change nothing. */
bool clean_is(struct str s);
/* The same with runs of white space (of any script) made one space, none at
 * the ends, and none between two Han characters that a source newline parted:
 * how a title or a paragraph's text is taken from markup. */
void clean_add_collapsed(struct buf *b, struct str s);

#endif
