/* SPDX-License-Identifier: GPL-3.0-or-later */
/* jsreply.h - what JavaScript writes into a page. */
#ifndef BAOLAN_MARKUP_JSREPLY_H
#define BAOLAN_MARKUP_JSREPLY_H

#include "baolan/base/buf.h"

#include <jansson.h>

/* What every document.write() and document.writeln() of a script writes, as far
 * as it stands there literally, is appended to b.  False when there is none or
 * a literal has no end. */
bool js_read_writes(struct str script, struct buf *b);

/* What a script puts into the page's elements, as an object of id: text;
 * document.write() has the id "".  NULL when there is nothing of the kind. */
json_t *js_read_sets(struct str script);

#endif
