/* SPDX-License-Identifier: GPL-3.0-or-later */
/* html-aside.h - long runs of text stand aside while libxml2 reads the page.
 *
 * libxml2 takes ten nanoseconds for a character, and nearly all of a page is
 * text in which no markup can begin or end.  So each long run of such text is
 * left out of what libxml2 reads, and one private character (U+F0000 and
 * upwards) stands for it; when libxml2 hands on a text, an attribute or a
 * comment with that character in it, the run is put back.  The tree is the same
 * either way.  A page with private characters of its own is read as it is. */
#ifndef BAOLAN_MARKUP_HTML_ASIDE_H
#define BAOLAN_MARKUP_HTML_ASIDE_H

#include "baolan/base/buf.h"
#include "baolan/base/vec.h"

#include <libxml/parser.h>

struct aside {
	VEC(struct str) runs; /* borrowed from the page */
	struct buf page;      /* the page without them */
	struct buf text;      /* what is being put back */
};

/* False, and nothing to be read, when the page is better read as it is. */
bool aside_take(struct aside *aside, struct str page);
void aside_done(struct aside *aside);
/* The parser that reads aside->page puts the runs back. */
void aside_put_back(struct aside *aside, xmlParserCtxtPtr parser);
/* What the parser writes past its handlers: attributes of a second <html>. */
void aside_finish(struct aside *aside, xmlDocPtr tree);

#endif
