/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every block that holds running text votes for the elements around it, the
 * nearer the more; the element with most votes holds the story.  Its siblings
 * join when they read alike (pages that cut a story into several boxes). */
#include "general-body.h"

#include "general-words.h"

#include "baolan/base/mem.h"
#include "baolan/markup/html.h"

/* Running text: long enough, punctuated, and not in links. */
static bool is_running_text(const struct tree_node *n)
{
	uint32_t plain = n->own_chars - n->own_link_chars;
	return plain >= 12 && n->own_link_chars <= plain &&
	       (n->own_marks >= 2 || (n->own_marks >= 1 && plain >= 20));
}

/* A caption, a verse, a signature: counts a little beside running text. */
static bool is_short_text(const struct tree_node *n)
{
	return n->own_chars >= 8 && n->own_link_chars * 2 <= n->own_chars;
}

/* A run so sparsely punctuated is a list of names or words. */
static bool is_sparse(const struct tree_node *n)
{
	return n->own_marks * 120 < n->own_chars - n->own_link_chars;
}

static double own_score(const struct tree_node *n)
{
	double plain = n->own_chars - n->own_link_chars;
	if (n->traits & TAG_ITEM)
		plain *= 0.6;
	if (is_running_text(n))
		return (is_sparse(n) ? plain / 2 : plain) + 8.0 * n->own_marks;
	return is_short_text(n) ? plain / 4 : 0;
}

static double doubt(const struct tree_node *n)
{
	if (n->flags & NODE_HIDDEN)
		return 0;
	if (n->flags & NODE_BESIDE)
		return 0.15;
	return n->flags & NODE_IN_BAD ? 0.2 : 1;
}

static bool votes_for_itself(const struct tree_node *n)
{
	return !(n->traits & TAG_PARAGRAPH);
}

static const float share_of_level[] = { 1, 0.8f, 0.6f, 0.4f, 0.3f, 0.2f };

static void vote(struct tree *tree, uint32_t place, float score)
{
	uint32_t at = place;
	if (!votes_for_itself(&tree->nodes.at[at]))
		at = tree->nodes.at[at].parent;
	for (size_t level = 0; level < ARRAY_SIZE(share_of_level);) {
		struct tree_node *n = &tree->nodes.at[at];
		if (n->traits & TAG_BLOCK) {
			n->score += score * share_of_level[level];
			level++;
		}
		if (n->flags & NODE_BAD ||
		    n->parent == at) /* clutter votes for no one else */
			return;
		at = n->parent;
	}
}

static void vote_all(struct tree *tree)
{
	for (uint32_t i = 0; i < tree->nodes.len; i++) {
		const struct tree_node *n = &tree->nodes.at[i];
		if (n->block != i || !n->own_chars)
			continue;
		float score = (float)(own_score(n) * doubt(n));
		if (score > 0)
			vote(tree, i, score);
	}
}

static double container_score(const struct tree_node *n)
{
	double score = n->score * (1 - tree_link_density(n));
	if (n->flags & NODE_BAD)
		return score * 0.3;
	return n->flags & NODE_GOOD ? score * 1.25 : score;
}

static uint32_t best_container(const struct tree *tree)
{
	uint32_t best = 0;
	double best_score = 0;
	for (uint32_t i = 0; i < tree->nodes.len; i++) {
		double score = container_score(&tree->nodes.at[i]);
		if (score > best_score) {
			best_score = score;
			best = i;
		}
	}
	return best;
}

/* --- siblings --- */

static bool is_alike(const struct tree_node *n, const struct tree_node *best)
{
	bool named_alike =
	        str_eq(html_attr(n->node, "class"), html_attr(best->node, "class"));
	double wanted = named_alike && n->flags & NODE_HAS_WORDS ? 0.05 : 0.2;
	return container_score(n) >= wanted * container_score(best);
}

static bool is_loose_paragraph(const struct tree_node *n)
{
	return n->traits & TAG_PARAGRAPH && is_running_text(n) &&
	       tree_link_density(n) < 0.25;
}

static bool belongs_with(const struct tree_node *n, const struct tree_node *best)
{
	if (n == best)
		return true;
	if (n->flags & (NODE_HIDDEN | NODE_BESIDE | NODE_IN_BAD) ||
	    tree_link_density(n) > 0.3 || n->marks < 2)
		return false;
	return is_loose_paragraph(n) || is_alike(n, best);
}

static void add_siblings(const struct tree *tree, uint32_t best, struct body *body)
{
	const struct tree_node *nodes = tree->nodes.at, *top = &nodes[best];
	if (top->parent == best) {
		*vec_push(&body->parts) = best;
		return;
	}
	for (uint32_t i = top->parent + 1; i < nodes[top->parent].end; i = nodes[i].end)
		if (belongs_with(&nodes[i], top))
			*vec_push(&body->parts) = i;
}

static uint32_t count_good(const struct tree *tree, const struct body *body)
{
	uint32_t good = 0;
	vec_each (part, &body->parts) {
		const struct tree_node *n = &tree->nodes.at[*part];
		for (const struct tree_node *in = n; in < &tree->nodes.at[n->end]; in++)
			if (in->own_chars && is_running_text(in) && doubt(in) == 1)
				good += in->own_chars - in->own_link_chars;
	}
	return good;
}

void body_find(struct tree *tree, struct body *ret_body)
{
	*ret_body = (struct body){ 0 };
	if (!tree->nodes.len)
		return;
	vote_all(tree);
	uint32_t best = best_container(tree);
	ret_body->score = container_score(&tree->nodes.at[best]);
	add_siblings(tree, best, ret_body);
	ret_body->good_chars = count_good(tree, ret_body);
}

void body_done(struct body *body)
{
	vec_done(&body->parts);
}

/* --- clutter --- */

static bool is_link_list(const struct tree *tree, uint32_t place)
{
	const struct tree_node *n = &tree->nodes.at[place];
	uint32_t links = tree_links_within(tree, place, n->end);
	double density = tree_link_density(n);
	return (links >= 3 && density > 0.6) || (links >= 8 && density > 0.4) ||
	       (links >= 2 && density > 0.9 && n->traits & (TAG_LIST | TAG_TABLE));
}

static bool is_badly_named(const struct tree_node *n)
{
	if (n->flags & NODE_STRONG)
		return true;
	return n->flags & NODE_BAD && (n->chars < 300 || tree_link_density(n) > 0.15);
}

/* Hidden, beside, a list of links, a widget. */
static bool is_clutter(const struct tree *tree, const xmlNode *element)
{
	uint32_t place = tree_place(element);
	const struct tree_node *n = &tree->nodes.at[place];
	if (n->node != element)
		return false;
	if (node_is_hidden(element) && n->chars == 0)
		return true;
	if (n->traits & TAG_ASIDE)
		return true;
	if (!(n->traits & TAG_BLOCK))
		return false;
	return is_badly_named(n) || is_link_list(tree, place);
}

static bool skip_clutter(void *data, const xmlNode *element)
{
	return is_clutter(data, element);
}

void body_lines(const struct tree *tree, const struct body *body, struct lines *lines)
{
	vec_each (part, &body->parts) {
		xmlNode *node = tree->nodes.at[*part].node;
		lines_add(lines, tree, node, skip_clutter, (void *)(uintptr_t)tree);
	}
}
