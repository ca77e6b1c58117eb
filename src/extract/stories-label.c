/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts that are labels of the links behind them: 上一篇：…, 标签：… …  A label
 * stands before its link, in it (上一条：标题), or is all its text; between label
 * and link stand no other words. */
#include "stories-label.h"

#include "general-words.h"

#include "baolan/base/mem.h"
#include "baolan/markup/html.h"
#include "baolan/text/clean.h"
#include "baolan/text/utf8.h"

#define MOST_STEPS 12    /* nodes between a label and its link */
#define MOST_CHARS 70    /* of an element that is looked into for labels */
#define LONGEST_TITLE 80 /* characters of the story before or after */
#define LONGEST_LINK 300 /* characters of all that its link holds */

static bool has_kind(const struct stories *s, const struct story_lists *lists,
                     enum doc_list_kind kind)
{
	vec_each (list, &lists->list)
		if (list->kind == kind)
			return true;
	return s->skip[kind];
}

static bool is_text(const xmlNode *node)
{
	return node->type == XML_TEXT_NODE && node->content;
}

static struct str text_of(const xmlNode *node)
{
	return str_of((const char *)node->content);
}

/* Neither words nor numbers: ： | 、 【 */
static bool is_only_marks(struct str text)
{
	static const char *const others[] = { "、", "，", ",", ";", "；", "#", NULL };
	text = trim_marks(utf8_head(str_trim_space(text), 200));
	for (size_t len; (len = word_at_start(text, others));)
		text = trim_marks(str_from(text, len));
	return !text.len;
}

const xmlNode *label_link_around(const struct tree *tree, const xmlNode *node)
{
	for (int level = 0; node && level < 4; level++, node = node->parent)
		if (node->type == XML_ELEMENT_NODE &&
		    tree_traits(tree, node) & TAG_LINK)
			return node;
	return NULL;
}

static bool is_input(const xmlNode *node)
{
	return html_is(node, "input") || html_is(node, "select") ||
	       html_is(node, "textarea");
}

const xmlNode *label_next_link(const struct tree *tree, const xmlNode *from,
                               bool numbers)
{
	const xmlNode *node = html_next(from, NULL, true);
	for (int n = 0; node && n < MOST_STEPS; n++) {
		bool element = node->type == XML_ELEMENT_NODE, skip = false;
		if (is_text(node) && !is_only_marks(text_of(node)) &&
		    !(numbers && is_rank_mark(text_of(node))))
			return NULL;
		if (element && tree_traits(tree, node) & TAG_LINK)
			return node;
		if (element && is_input(node))
			return NULL;
		if (element)
			skip = tree_traits(tree, node) & TAG_SKIP;
		node = html_next(node, NULL, skip);
	}
	return NULL;
}

/* --- the story before and after --- */

static bool may_be_title(struct str text)
{
	size_t count = utf8_count(text);
	return count >= 2 && count <= LONGEST_TITLE && !is_more_link(text) &&
	       !is_rank_mark(text);
}

/* What a text says behind the label it may begin with. */
static struct str without_label(const struct stories *s, struct str text)
{
	struct label label;
	auto_buf b = BUF_INIT(4096);
	text = bare_label(text, &b);
	if (read_label(text, &label) && label.kind != LIST_HOT)
		text = label.rest;
	return arena_str(s->arena, text);
}

/* A link of the same address elsewhere that says more. */
static struct str title_elsewhere(const struct stories *s, const xmlNode *link)
{
	struct str href = html_attr(link, "href");
	for (uint32_t i = 1; i < s->tree->nodes.len; i++) {
		const struct tree_node *n = &s->tree->nodes.at[i];
		bool same = n->traits & TAG_LINK && n->node != link && n->chars >= 2 &&
		            n->chars <= LONGEST_TITLE &&
		            str_eq(html_attr(n->node, "href"), href);
		if (!same)
			continue;
		struct link_text text = link_read(s, n->node);
		struct str title = without_label(s, text.title);
		if (may_be_title(title))
			return title;
	}
	return STR_NONE;
}

static struct str neighbour_title(const struct stories *s, xmlNode *link)
{
	struct link_text text = link_read(s, link);
	struct str sources[] = { text.title, text.rest, html_attr(link, "title") };
	for (size_t i = 0; i < ARRAY_SIZE(sources); i++) {
		auto_buf clean = BUF_INIT(8192);
		clean_add_collapsed(&clean, utf8_head(sources[i], 600));
		struct str title = without_label(s, buf_str(&clean));
		if (may_be_title(title))
			return title;
	}
	return title_elsewhere(s, link);
}

static void add_neighbour(const struct stories *s, struct story_lists *lists,
                          const struct label *label, const xmlNode *node)
{
	const xmlNode *around = label_link_around(s->tree, node);
	const xmlNode *link = around;
	if (!link && !label->rest.len)
		link = label_next_link(s->tree, node, false);
	struct str url = link ? stories_address(s, html_attr(link, "href")) : STR_NONE;
	if (!url.len || s->tree->nodes.at[tree_place(link)].chars > LONGEST_LINK)
		return;
	struct story_list list = { .kind = label->kind,
		                   .name = arena_str(s->arena, label->name) };
	struct doc_story_text *story = vec_push(&list.items);
	story->url = url;
	story->title = neighbour_title(s, s->tree->nodes.at[tree_place(link)].node);
	*vec_push(&lists->list) = list;
}

/* --- looking for labels --- */

static void try_label(const struct stories *s, struct story_lists *lists,
                      const xmlNode *node)
{
	struct label label;
	if (!may_be_label(str_trim_space(text_of(node))))
		return;
	auto_buf clean = BUF_INIT(8192), b = BUF_INIT(8192);
	clean_add_collapsed(&clean, utf8_head(text_of(node), 600));
	if (!read_label(bare_label(buf_str(&clean), &b), &label) || s->skip[label.kind])
		return;
	lists->tried++;
	if (label.kind == LIST_HOT)
		hot_add_labelled(s, lists, &label, node);
	else if (!has_kind(s, lists, label.kind))
		add_neighbour(s, lists, &label, node);
}

void stories_find_labelled(const struct stories *s, struct story_lists *lists)
{
	lists->tried = 0;
	for (uint32_t i = 1; i < s->tree->nodes.len && lists->list.len < MAX_LISTS &&
	                     lists->tried < MAX_TRIED;
	     i++) {
		const struct tree_node *n = &s->tree->nodes.at[i];
		uint32_t plain = n->own_chars - n->own_link_chars;
		if (!n->chars || (n->chars > MOST_CHARS && plain > MOST_CHARS))
			continue;
		const xmlNode *child = n->node->children;
		for (int k = 0; child && k < MOST_STEPS; k++, child = child->next)
			if (is_text(child))
				try_label(s, lists, child);
	}
	if (!s->skip[LIST_HOT])
		hot_add_hashtags(s, lists);
}
