/* SPDX-License-Identifier: GPL-3.0-or-later */
/* general-tree.h - what is known about every element of a page, counted once.
 *
 * The elements stand in document order, so an element's descendants are the
 * run at+1 .. end-1 and every bottom-up sum is one loop from the back.  Nothing
 * here recurses: pages nest 200,000 deep when they want to. */
#ifndef BAOLAN_EXTRACT_GENERAL_TREE_H
#define BAOLAN_EXTRACT_GENERAL_TREE_H

#include "baolan/base/str.h"
#include "baolan/base/vec.h"

#include <libxml/tree.h>
#include <stdint.h>

/* What an element's name says. */
enum tag_trait {
	TAG_BLOCK = 1,     /* starts a line of its own */
	TAG_SKIP = 2,      /* never text: script, style, select */
	TAG_HEADING = 4,   /* h1 to h6 */
	TAG_PARAGRAPH = 8, /* holds one run of text: p, li, h2 */
	TAG_LIST = 16,     /* ul, ol, dl */
	TAG_STRONG = 32,
	TAG_EM = 64,
	TAG_CODE = 128,
	TAG_LINK = 256,
	TAG_ASIDE = 512, /* nav, aside, footer: beside the story by name */
	TAG_QUOTE = 1024,
	TAG_CELL = 2048,  /* td, th */
	TAG_BREAK = 4096, /* br */
	TAG_IMAGE = 8192,
	TAG_ITEM = 16384, /* li, dt, dd */
	TAG_TABLE = 32768,
};

enum node_flag {
	NODE_HIDDEN = 1,     /* by its style or an ancestor's */
	NODE_BESIDE = 2,     /* within nav, aside, footer */
	NODE_BAD = 4,        /* class or id words of clutter, its own */
	NODE_GOOD = 8,       /* class or id words of a story's container, its own */
	NODE_IN_BAD = 16,    /* an ancestor or itself is bad */
	NODE_HAS_WORDS = 32, /* has a class or id at all */
	NODE_STRONG = 128,   /* bad however much of the page it is */
	NODE_DROPPED = 64,   /* a recipe says so */
};

struct tree_node {
	xmlNode *node;
	uint32_t parent; /* itself for the root */
	uint32_t end;    /* one past its last descendant */
	uint32_t block;  /* the nearest block: itself or an ancestor */
	uint32_t traits;
	uint32_t links_before; /* a[href] that start before it, in the whole page */
	/* characters other than white space that are not hidden: of the subtree, */
	uint32_t chars, link_chars, marks;
	/* and of the text that stands directly in this block */
	uint32_t own_chars, own_link_chars, own_marks;
	float score; /* general-body.c */
	uint16_t flags;
	uint16_t words; /* container_words of class and id */
};

struct tree {
	xmlDocPtr xml;
	VEC(struct tree_node) nodes;
	uint32_t links; /* a[href] in all */
};

/* Counts the whole tree; node->_private of its elements becomes their place.
 * `with_hidden`: text hidden by style counts as well. */
void tree_build(struct tree *tree, xmlDocPtr xml, bool with_hidden);
void tree_done(struct tree *tree);

/* The element's place; 0 (the root) for a node that has none. */
uint32_t tree_place(const xmlNode *node);
uint32_t tag_traits(const xmlNode *node);
/* The same of a node of this tree, without looking its name up. */
static inline uint32_t tree_traits(const struct tree *tree, const xmlNode *node)
{
	return node->_private ? tree->nodes.at[(uintptr_t)node->_private - 1].traits
	                      : tag_traits(node);
}
static inline uint32_t tree_links_within(const struct tree *tree, uint32_t from,
                                         uint32_t end)
{
	uint32_t after =
	        end < tree->nodes.len ? tree->nodes.at[end].links_before : tree->links;
	return after - tree->nodes.at[from].links_before;
}
/* Share of the subtree's text that stands in links, 0 to 1. */
double tree_link_density(const struct tree_node *n);
bool node_is_hidden(const xmlNode *node);

#endif
