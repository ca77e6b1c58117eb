/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists under headings.  A heading is a short text that says so (相关新闻,
 * 周排行), or a picture of one; its list is the first run of links behind it,
 * looked for in wider and wider surroundings. */
#include "stories-own.h"

#include "general-words.h"
#include "stories-words.h"

#include "baolan/base/mem.h"
#include "baolan/markup/html.h"
#include "baolan/text/clean.h"
#include "baolan/text/utf8.h"

#define MAX_LINKED 12 /* characters of a heading that is a link */

/* --- from a heading to its list --- */

/* The heading's list is there, and neither it nor what follows has links: faces to
 * click, or a frame that a script fills. */
static bool has_linkless_list(const struct tree *tree, uint32_t parent, uint32_t from)
{
	const struct tree_node *nodes = tree->nodes.at;
	uint32_t at = from;
	bool list = false;
	if (from >= nodes[parent].end ||
	    tree_links_within(tree, from, nodes[parent].end))
		return false;
	for (int n = 0; at < nodes[parent].end && n < MAX_SIBLINGS; n++) {
		list = list || (nodes[at].traits & TAG_LIST && nodes[at].chars > 0);
		at = nodes[at].end;
	}
	return list;
}

static bool is_page_foot(const struct tree_node *n)
{
	struct str id = html_attr(n->node, "id"), class = html_attr(n->node, "class");
	return html_is(n->node, "footer") || str_has(id, STR("foot")) ||
	       str_has(class, STR("foot")) || str_has(id, STR("copyright")) ||
	       str_has(class, STR("copyright"));
}

static void list_behind(const struct stories *s, struct story_lists *lists,
                        uint32_t heading, struct story_list proto, size_t least)
{
	const struct tree_node *nodes = s->tree->nodes.at;
	uint32_t at = heading;
	for (int level = 0; level < MAX_LEVELS && nodes[at].parent != at; level++) {
		uint32_t parent = nodes[at].parent;
		struct story_run run;
		bool whole_page = nodes[parent].flags & NODE_HAS_WORDS &&
		                  html_is(nodes[parent].node, "body");
		if (whole_page || has_linkless_list(s->tree, parent, nodes[at].end))
			return;
		bool found = find_run(s->tree, parent, nodes[at].end, &run) &&
		             !is_page_foot(&nodes[run.from]);
		if (found && (is_taken_place(lists, run.from) ||
		              add_list(s, lists, run, proto, least)))
			return;
		at = parent;
	}
}

/* 相关新闻：<a>…</a> in one paragraph: its text outside of links is a heading. */
static bool heads_itself(const struct tree *tree, uint32_t place)
{
	const struct tree_node *n = &tree->nodes.at[place];
	uint32_t plain = n->own_chars - n->own_link_chars;
	return n->block == place && plain >= 4 && plain <= MAX_HEADING &&
	       n->own_link_chars > 8 && n->chars == n->own_chars;
}

/* --- a heading's text --- */

static struct str first_text(const struct tree *tree, uint32_t place)
{
	const xmlNode *root = tree->nodes.at[place].node, *node = root;
	for (int n = 0; node && n < 12; n++) {
		struct str text = STR_NONE;
		if (node->type == XML_TEXT_NODE && node->content)
			text = str_trim_space(str_of((const char *)node->content));
		if (text.len)
			return utf8_head(text, 200);
		bool skip = node->type == XML_ELEMENT_NODE &&
		            tree_traits(tree, node) & TAG_LINK;
		node = html_next(node, root, skip);
	}
	return STR_NONE;
}

/* A story's own link is longer than a heading; one in a list of links, be it as
 * short, is a channel's name. */
static bool is_item_link(const struct tree *tree, uint32_t place)
{
	const struct tree_node *n = &tree->nodes.at[place];
	return n->link_chars == n->chars &&
	       (n->chars > MAX_LINKED || html_is(n->node, "li") ||
	        html_is(tree->nodes.at[n->block].node, "li"));
}

/* Most of a page's texts go no further than this. */
static struct str heading_text(const struct tree *tree, uint32_t place,
                               struct raw_text *raw)
{
	const struct tree_node *n = &tree->nodes.at[place];
	if (n->traits & TAG_IMAGE)
		return utf8_head(html_attr(n->node, "alt"), 60);
	if (heads_itself(tree, place))
		return first_text(tree, place);
	if (!is_small_text(tree, place, MAX_HEADING) || is_item_link(tree, place))
		return STR_NONE;
	return raw_text(tree, place, raw);
}

/* A period alone over a list: 本周 with ten links behind it. */
static bool is_lone_period(struct str bare)
{
	enum doc_period period;
	return bare.len > 3 && has_period_sign(bare) && is_period_label(bare, &period);
}

static const struct heading_kind {
	bool (*is_heading)(struct str bare);
	enum doc_list_kind kind;
	size_t least; /* stories that make a list */
} heading_kinds[] = {
	{ heads_related, LIST_RELATED, 1 },
	{ heads_ranking, LIST_RANKING, 3 },
	{ is_lone_period, LIST_RANKING, 5 },
};

/* 政治 本日热门 » 更多政治新闻 */
static struct str without_more(struct str name)
{
	static const char *const marks[] = {
		"»", ">>", "&gt;", "更多", "more", "More"
	};
	for (size_t i = 0; i < ARRAY_SIZE(marks); i++) {
		size_t at = str_find(name, str_of(marks[i]));
		if (at != STR_NPOS && at)
			name = str_head(name, at);
	}
	return trim_marks(name);
}

static void list_of_heading(const struct stories *s, struct story_lists *lists,
                            uint32_t place, struct str bare,
                            const struct heading_kind *kind)
{
	struct story_list proto = { .kind = kind->kind };
	proto.name = arena_str(s->arena, without_more(bare));
	if (proto.kind == LIST_RANKING)
		proto.period = period_of(bare);
	if (heads_itself(s->tree, place)) {
		struct story_run run = { place, s->tree->nodes.at[place].end };
		add_list(s, lists, run, proto, kind->least);
	} else {
		list_behind(s, lists, place, proto, kind->least);
	}
}

static void try_heading(const struct stories *s, struct story_lists *lists,
                        uint32_t place)
{
	struct raw_text raw;
	struct str text = heading_text(s->tree, place, &raw);
	if (!text.len || is_taken_place(lists, place))
		return;
	auto_buf clean = BUF_INIT(4096), b = BUF_INIT(4096);
	clean_add_collapsed(&clean, text);
	struct str bare = bare_label(buf_str(&clean), &b);
	for (size_t i = 0; i < ARRAY_SIZE(heading_kinds); i++) {
		const struct heading_kind *kind = &heading_kinds[i];
		if (s->skip[kind->kind] || !kind->is_heading(bare))
			continue;
		lists->tried++;
		list_of_heading(s, lists, place, bare, kind);
	}
}

static void find_headings(const struct stories *s, struct story_lists *lists)
{
	lists->tried = 0;
	for (uint32_t i = 1; i < s->tree->nodes.len && lists->tried < MAX_TRIED; i++)
		try_heading(s, lists, i);
}

/* What stands under labels is no list under a heading, but comes behind those. */
void stories_find_headed(const struct stories *s, struct story_lists *lists)
{
	struct story_lists labelled = { 0 };
	stories_find_labelled(s, &labelled);
	vec_each (run, &labelled.taken)
		take_run(lists, *run);
	if (!s->skip[LIST_RANKING])
		stories_find_tabs(s, lists);
	find_headings(s, lists);
	vec_each (list, &labelled.list)
		*vec_push(&lists->list) = *list;
	vec_done(&labelled.list);
	vec_done(&labelled.taken);
}
