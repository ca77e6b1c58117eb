/* SPDX-License-Identifier: GPL-3.0-or-later */
/* html.h - libxml2 trees of web pages, from text already in UTF-8. */
#ifndef BAOLAN_MARKUP_HTML_H
#define BAOLAN_MARKUP_HTML_H

#include "baolan/base/buf.h"
#include "baolan/base/err.h"

#include <libxml/tree.h>
#include <libxml/xpath.h>

/* Parse whatever is there: unclosed and misnested tags, a stray </html> in
 * mid-page, nesting of any depth (what is deeper than libxml2's limit is
 * flattened).  Never touches files or network.  The caller frees the tree with
 * html_free, never with xmlFreeDoc, and adds nothing to it.  ERR_EMPTY when
 * there is nothing but white space, ERR_FORMAT when libxml2 gives nothing,
 * ERR_LIMIT from 2 GiB on. */
enum err html_parse(struct str utf8, xmlDocPtr *ret_tree, struct error *err);
void html_free(xmlDocPtr tree); /* NULL is fine */
/* The attribute's value, borrowed from the tree; absent when there is none. */
struct str html_attr(const xmlNode *node, const char *name);
bool html_is(const xmlNode *node, const char *element);
/* Does the class attribute have this word? */
bool html_has_class(const xmlNode *node, struct str word);
/* The next node in document order within root; skip_children leaves out the
 * ones below node.  NULL at the end.  Walks without recursion. */
xmlNode *html_next(const xmlNode *node, const xmlNode *root, bool skip_children);
/* All text below node, as the reader would see it: script and style left out,
 * white space collapsed (text/clean.h). */
void html_text(const xmlNode *node, struct buf *b);
/* What <base href> and the page's address resolve links against; borrowed from
 * the tree or from page_url. */
struct str html_base(const xmlDoc *tree, struct str page_url);

/* XPath 1.0 with a node as context, compiled when it is first needed and then
 * kept.  One that can't be compiled finds nothing; xpath_check says why
 * (ERR_FORMAT), also of functions and prefixes that are not there. */
struct xpath;
struct xpath *xpath_new(struct str expression);
enum err xpath_check(struct xpath *xpath, struct error *err);
/* Both: ERR_FORMAT and no xpath when it does not stand the check. */
enum err xpath_compile(struct str expression, struct xpath **ret_xpath,
                       struct error *err);
void xpath_free(struct xpath *xpath);
/* Evaluation state of one tree; reused for all expressions.  Costs nothing until
 * the first one. */
struct xpath_context;
struct xpath_context *xpath_context_new(xmlDocPtr tree);
void xpath_context_free(struct xpath_context *context);
/* The nodes, in document order; NULL when there are none.  Freed with
 * xmlXPathFreeNodeSet. */
xmlNodeSetPtr xpath_nodes(struct xpath_context *context, struct xpath *xpath,
                          xmlNode *at);
/* The string value: of the first node (its visible text, collapsed), or of a
 * string or number result; appended to b.  False when there is nothing. */
bool xpath_text(struct xpath_context *context, struct xpath *xpath, xmlNode *at,
                struct buf *b);

#endif
