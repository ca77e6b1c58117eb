/* SPDX-License-Identifier: GPL-3.0-or-later */
/* feed-value.h - what an element's text is: text, HTML, or something encoded. */
#ifndef BAOLAN_MARKUP_FEED_VALUE_H
#define BAOLAN_MARKUP_FEED_VALUE_H

#include "baolan/base/arena.h"
#include "baolan/base/buf.h"

struct value {
	struct str text;       /* references resolved; with elements in it, HTML */
	struct str type, mode; /* attributes of Atom 1.0 and 0.3 */
	bool is_atom;          /* they count; RSS leaves the reader to guess */
	bool has_tags;
};

/* As HTML; in the value's text or in the arena. */
struct str value_html(const struct value *value, struct arena *arena);
/* As text, for titles. */
void value_add_text(const struct value *value, struct buf *b);
/* The name in "name (address)", "address (name)", "name <address>"; the address
 * when there is no name. */
void value_add_person(struct str text, struct buf *b);
/* The prefix that the elements of an XHTML fragment have, of its first one. */
struct str value_prefix(struct str markup);

#endif
