/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The text between headline and story, gathered so that a reader of labels sees
 * where elements meet. */
#include "general-head.h"

#include "baolan/markup/html.h"
#include "baolan/text/utf8.h"

#define BYLINE_NODES 500 /* how far a byline may stand from the story */
#define BYLINE_BYTES 4000

static bool is_text(const xmlNode *node)
{
	return node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE;
}

static void add_flat(struct buf *b, struct str text)
{
	for (size_t at = 0; at < text.len;) {
		size_t end = at;
		while (end < text.len && (unsigned char)text.at[end] >= ' ')
			end++;
		buf_add_str(b, str_head(str_from(text, at), end - at));
		buf_add_char(b, ' ');
		at = end + 1;
	}
}

/* Links in a row over a story are navigation. */
static bool is_navigation(const struct tree *tree, const xmlNode *node)
{
	if (!node->_private)
		return false;
	uint32_t place = tree_place(node);
	const struct tree_node *n = &tree->nodes.at[place];
	return n->traits & TAG_BLOCK && tree_link_density(n) > 0.7 &&
	       tree_links_within(tree, place, n->end) >= 5;
}

/* From `node` on, up to `until`; one line a block, tabs between elements. */
static void gather(const struct tree *tree, const xmlNode *node, const xmlNode *until,
                   struct buf *b)
{
	const xmlNode *root = tree->nodes.at[0].node;
	for (int n = 0;
	     node && node != until && n < BYLINE_NODES && b->len < BYLINE_BYTES; n++) {
		bool skip = false;
		if (is_text(node) && node->content) {
			struct str text = str_of((const char *)node->content);
			add_flat(b, utf8_head(text, 1000));
		} else if (node->type == XML_ELEMENT_NODE) {
			uint32_t traits = tree_traits(tree, node);
			skip = traits & TAG_SKIP || node_is_hidden(node) ||
			       is_navigation(tree, node);
			buf_add_char(b, traits & (TAG_BLOCK | TAG_BREAK) ? '\n' : '\t');
		}
		const xmlNode *next = html_next(node, root, skip);
		if (next && next->parent != node)
			buf_add_char(b, '\t');
		node = next;
	}
}

void byline_text(const struct tree *tree, const struct body *body,
                 const struct headline *headline, struct buf *over, struct buf *under)
{
	if (!body->parts.len)
		return;
	const struct tree_node *nodes = tree->nodes.at;
	uint32_t start = body->parts.at[0], end = nodes[*vec_last(&body->parts)].end;
	uint32_t from = start > 40 ? start - 40 : 1;
	if (headline->place)
		from = headline->place;
	const xmlNode *root = nodes[0].node;
	if (from < start)
		gather(tree, nodes[from].node, nodes[start].node, over);
	const xmlNode *last = nodes[*vec_last(&body->parts)].node;
	const xmlNode *stop = end + 60 < tree->nodes.len ? nodes[end + 60].node : NULL;
	gather(tree, html_next(last, root, true), stop, under);
}
