/* SPDX-License-Identifier: GPL-3.0-or-later */
/* output.h - a document for pipes and scripts. */
#ifndef BAOLAN_APP_OUTPUT_H
#define BAOLAN_APP_OUTPUT_H

#include "baolan/app/config.h"
#include "baolan/doc/doc.h"
#include "baolan/layout/layout.h"

#include <jansson.h>

/* The words around a document, in the reader's language; static. */
const struct layout_words *output_words(void);
/* How text is printed by the reader's settings: the given sections, laid out for
 * width. */
struct layout_options output_layout(const struct config *config, int width,
                                    unsigned sections);
/* Append the document's rows. */
void output_text(const struct doc *doc, const struct layout_options *options,
                 struct buf *b);
/* Append CommonMark. */
void output_markdown(const struct doc *doc, struct buf *b);

/* JSON as the man page describes it; absent values are null or empty, nothing
 * is translated.  The caller decrefs. */
json_t *output_article(const struct doc *doc);
json_t *output_listing(const struct doc *doc);
json_t *output_stories(const struct doc *doc, const struct doc_list *list);
json_t *output_ranking(const struct doc *doc, const struct doc_list *list);
json_t *output_reactions(const struct doc *doc);

#endif
