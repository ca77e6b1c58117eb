/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small texts, and the run of links behind a heading. */
#include "stories-own.h"

#include "stories-words.h"

#include "baolan/base/mem.h"
#include "baolan/markup/html.h"
#include "baolan/text/clean.h"
#include "baolan/text/utf8.h"

#define MOST_BETWEEN 40 /* characters between a heading and its list */

/* --- small texts --- */

static void add_raw(struct raw_text *raw, struct str text)
{
	text = utf8_head(text, sizeof(raw->bytes) - raw->len);
	memcpy(raw->bytes + raw->len, text.at, text.len);
	raw->len += text.len;
}

struct str raw_text(const struct tree *tree, uint32_t place, struct raw_text *raw)
{
	const xmlNode *root = tree->nodes.at[place].node, *node = root;
	raw->len = 0;
	for (int n = 0; node && n < 30; n++) {
		bool skip = node != root && node->type == XML_ELEMENT_NODE &&
		            node->children && tree_traits(tree, node) & TAG_SKIP;
		if (node->type == XML_TEXT_NODE && node->content)
			add_raw(raw, str_of((const char *)node->content));
		node = html_next(node, root, skip);
	}
	return str_trim_space(str_make(raw->bytes, raw->len));
}

void small_text(const struct tree *tree, uint32_t place, struct buf *b)
{
	struct raw_text raw;
	clean_add_collapsed(b, raw_text(tree, place, &raw));
}

bool is_small_text(const struct tree *tree, uint32_t place, uint32_t most)
{
	const struct tree_node *n = &tree->nodes.at[place];
	return n->chars >= 1 && n->chars <= most &&
	       tree->nodes.at[n->parent].chars > n->chars;
}

/* --- runs --- */

/* A date beside each short headline may be longer than that. */
static bool is_linky(const struct tree *tree, uint32_t place)
{
	const struct tree_node *n = &tree->nodes.at[place];
	return tree_links_within(tree, place, n->end) > 0 && n->chars > 0 &&
	       n->link_chars * 3 >= n->chars;
}

/* A list or another box of many links is all there is to it. */
static bool is_list_of_many(const struct tree *tree, uint32_t place)
{
	const struct tree_node *n = &tree->nodes.at[place];
	return tree_links_within(tree, place, n->end) > 1 &&
	       !(n->traits & TAG_PARAGRAPH);
}

/* Nothing to see: a <br>, an empty box, an image. */
static bool is_empty(const struct tree *tree, uint32_t place)
{
	const struct tree_node *n = &tree->nodes.at[place];
	return n->chars == 0 && tree_links_within(tree, place, n->end) == 0;
}

/* The first child that has links; `end` when there is none near. */
static uint32_t first_linked(const struct tree *tree, uint32_t at, uint32_t end)
{
	const struct tree_node *nodes = tree->nodes.at;
	uint32_t between = 0;
	for (int n = 0; at < end; n++, at = nodes[at].end) {
		if (tree_links_within(tree, at, nodes[at].end))
			return at;
		between += nodes[at].chars;
		if (n == MAX_SIBLINGS || between > MOST_BETWEEN)
			return end;
	}
	return end;
}

/* A box that has a heading of its own belongs to that. */
static bool has_own_heading(const struct tree *tree, uint32_t box)
{
	const struct tree_node *nodes = tree->nodes.at;
	uint32_t links = nodes[box].links_before;
	for (uint32_t i = box + 1; i < nodes[box].end && i < box + MAX_SIBLINGS; i++) {
		if (nodes[i].links_before != links || nodes[i].traits & TAG_LINK)
			return false;
		if (!is_small_text(tree, i, MAX_HEADING))
			continue;
		auto_buf text = BUF_INIT(4096), bare = BUF_INIT(4096);
		small_text(tree, i, &text);
		if (heads_lists(bare_label(buf_str(&text), &bare)))
			return true;
	}
	return false;
}

bool find_run(const struct tree *tree, uint32_t parent, uint32_t from,
              struct story_run *ret_run)
{
	const struct tree_node *nodes = tree->nodes.at;
	uint32_t end = nodes[parent].end, at = first_linked(tree, from, end);
	if (at >= end || !is_linky(tree, at) || has_own_heading(tree, at))
		return false;
	*ret_run = (struct story_run){ at, nodes[at].end };
	if (is_list_of_many(tree, at))
		return true;
	const xmlChar *name = nodes[at].node->name;
	at = nodes[at].end;
	for (int n = 0; at < end && n < 4 * MAX_SIBLINGS; at = nodes[at].end, n++) {
		if (is_empty(tree, at))
			continue;
		if (!xmlStrEqual(nodes[at].node->name, name) || !is_linky(tree, at))
			break;
		ret_run->end = nodes[at].end;
	}
	return true;
}
