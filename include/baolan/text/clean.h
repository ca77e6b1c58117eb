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
/* Would clean_add leave this character out, or replace it? */
bool clean_is_unwanted(uint32_t c);
/* The quick way over text that is clean: how far from `from` on, a character's
 * start, s is plainly clean UTF-8.  Looks at sixteen bytes at a time and stops
 * before any that may be unclean: what follows has to be looked at. */
size_t clean_skip(struct str s, size_t from);
/* The same with runs of white space (of any script) made one space, none at
 * the ends, and none between two Han characters that a source newline parted:
 * how a title or a paragraph's text is taken from markup. */
void clean_add_collapsed(struct buf *b, struct str s);

#endif
