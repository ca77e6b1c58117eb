/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The main list of a channel page.  Every link that reads like a headline votes
 * for the elements around its item; the element with most votes holds the list,
 * and siblings of its make belong to it. */
#include "stories.h"

#include "general-words.h"

#include "baolan/base/mem.h"
#include "baolan/markup/html.h"

#define LEAST_TITLE 8 /* characters; shorter links are navigation */

static bool is_headline_link(const struct tree *tree, uint32_t place)
{
	const struct tree_node *n = &tree->nodes.at[place];
	return n->traits & TAG_LINK && n->chars >= LEAST_TITLE &&
	       !(n->flags & (NODE_HIDDEN | NODE_BESIDE));
}

static float vote_of(const struct tree_node *link)
{
	float vote = link->chars < 30 ? (float)link->chars : 30;
	return link->flags & NODE_IN_BAD ? vote * 0.25f : vote;
}

/* The element whose children are the items: above li, tr, or the box around. */
static uint32_t list_around(const struct tree *tree, uint32_t link)
{
	uint32_t at = tree->nodes.at[link].block;
	for (int level = 0; level < 3; level++) {
		const struct tree_node *n = &tree->nodes.at[at];
		if (n->traits & TAG_ITEM || html_is(n->node, "tr"))
			break;
		if (tree_links_within(tree, n->parent, tree->nodes.at[n->parent].end) >
		    4)
			break;
		at = n->parent;
	}
	return tree->nodes.at[at].parent;
}

static void vote(struct tree *tree, uint32_t link)
{
	static const float shares[] = { 1, 0.9f, 0.75f, 0.5f, 0.35f, 0.2f };
	float score = vote_of(&tree->nodes.at[link]);
	uint32_t at = list_around(tree, link);
	for (size_t level = 0; level < ARRAY_SIZE(shares);) {
		struct tree_node *n = &tree->nodes.at[at];
		if (n->traits & TAG_BLOCK)
			n->score += score * shares[level++];
		if (n->parent == at)
			return;
		at = n->parent;
	}
}

static uint32_t best_list(const struct tree *tree)
{
	uint32_t best = 0;
	for (uint32_t i = 1; i < tree->nodes.len; i++)
		if (tree->nodes.at[i].score > tree->nodes.at[best].score)
			best = i;
	return best;
}

static bool is_of_make(const struct tree_node *n, const struct tree_node *best)
{
	return n == best ||
	       (xmlStrEqual(n->node->name, best->node->name) &&
	        n->score > best->score * 0.1f &&
	        !(n->flags & (NODE_IN_BAD | NODE_BESIDE | NODE_HIDDEN)) &&
	        str_eq(html_attr(n->node, "class"), html_attr(best->node, "class")));
}

static void drop_short(struct story_list *list)
{
	size_t kept = 0;
	vec_each (story, &list->items)
		if (story->title.len >= 15)
			list->items.at[kept++] = *story;
	list->items.len = kept;
}

void stories_find_main(const struct stories *s, struct tree *tree,
                       struct story_lists *lists)
{
	vec_each (n, &tree->nodes)
		n->score = 0;
	for (uint32_t i = 1; i < tree->nodes.len; i++)
		if (is_headline_link(tree, i))
			vote(tree, i);
	uint32_t best = best_list(tree);
	if (!best)
		return;
	const struct tree_node *nodes = tree->nodes.at, *top = &nodes[best];
	struct story_list list = { .kind = LIST_STORIES };
	for (uint32_t i = top->parent + 1; i < nodes[top->parent].end; i = nodes[i].end)
		if (is_of_make(&nodes[i], top))
			stories_within(s, i, nodes[i].end, &list);
	drop_short(&list);
	*vec_push(&lists->list) = list;
}
