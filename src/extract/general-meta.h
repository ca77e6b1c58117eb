/* SPDX-License-Identifier: GPL-3.0-or-later */
/* general-meta.h - what a page's head says about it: <title>, <meta>, <link>,
 * JSON-LD.  All strings live as long as the arena or the tree. */
#ifndef BAOLAN_EXTRACT_GENERAL_META_H
#define BAOLAN_EXTRACT_GENERAL_META_H

#include "general-tree.h"

#include "baolan/base/arena.h"

enum meta_key {
	META_TITLE_TAG, /* <title> */
	META_TITLE,     /* og:title, headline: rarely with the site's name */
	META_SITE,
	META_PUBLISHER, /* JSON-LD */
	META_CANONICAL,
	META_SUMMARY,
	META_LANGUAGE,
	META_DATE,
	META_SOURCE,
	META_AUTHOR,
	META_EDITOR,
	META_TYPE, /* og:type, or JSON-LD's @type */
	META_BODY, /* JSON-LD's articleBody */
	META_IMAGE,
	META_KEYS
};

struct meta {
	struct str value[META_KEYS];
	VEC(struct str) authors;      /* JSON-LD */
	VEC(const xmlNode *) scripts; /* those with text of their own */
};

void meta_read(const struct tree *tree, struct arena *arena, struct meta *ret_meta);
void meta_done(struct meta *meta);
/* The page says that it is one article. */
bool meta_is_article(const struct meta *meta);

#endif
