/* SPDX-License-Identifier: GPL-3.0-or-later */
/* page-script.h - a story's text as scripts carry it, made markup. */
#ifndef BAOLAN_EXTRACT_PAGE_SCRIPT_H
#define BAOLAN_EXTRACT_PAGE_SCRIPT_H

#include "baolan/base/arena.h"
#include "baolan/base/buf.h"

#include <jansson.h>

/* Markup as it is; plain text as paragraphs, one a line. */
void script_add_markup(struct buf *html, struct str text);
/* A list of blocks, each a text or an object with a text or a picture's address:
 * as markup in the arena; absent when hardly one is such a block. */
struct str script_blocks(const json_t *blocks, struct arena *arena);

#endif
