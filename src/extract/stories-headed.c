/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists under headings.  A heading is a short text that says so (相关新闻,
 * 周排行); its list is the first run of links behind it, looked for in wider and
 * wider surroundings.  A strip of tabs (日 周 月) heads several lists at once,
 * all but one of them hidden by style. */
#include "stories.h"

#include "general-words.h"

#include "baolan/base/mem.h"
#include "baolan/markup/html.h"
#include "baolan/text/clean.h"
#include "baolan/text/utf8.h"

#define MAX_LISTS 12
#define MAX_LEVELS 5   /* how far a list may stand from its heading */
#define MAX_HEADING 24 /* characters */
#define MAX_LABEL 8
#define LEAST_OF_TAB 2   /* stories of a list under a tab */
#define LEAST_OF_TITLE 7 /* characters of a headline, on average */
#define MAX_TRIED 300    /* headings of one kind on a page */
#define MAX_SIBLINGS 60  /* looked through for a list */

/* The text of a small element, as it stands there. */
struct raw_text {
	char bytes[240];
	size_t len;
};

static void add_raw(struct raw_text *raw, struct str text)
{
	text = utf8_head(text, sizeof(raw->bytes) - raw->len);
	memcpy(raw->bytes + raw->len, text.at, text.len);
	raw->len += text.len;
}

static void read_raw(const struct tree *tree, uint32_t place, struct raw_text *raw)
{
	const xmlNode *root = tree->nodes.at[place].node, *node = root;
	raw->len = 0;
	for (int n = 0; node && n < 30; n++) {
		bool skip = node->type == XML_ELEMENT_NODE && node->children &&
		            tree_traits(tree, node) & TAG_SKIP;
		if (node->type == XML_TEXT_NODE && node->content)
			add_raw(raw, str_of((const char *)node->content));
		node = html_next(node, root, skip);
	}
}

static void small_text(const struct tree *tree, uint32_t place, struct buf *b)
{
	struct raw_text raw;
	read_raw(tree, place, &raw);
	clean_add_collapsed(b, str_make(raw.bytes, raw.len));
}

/* --- the run of links behind a heading --- */

struct run {
	uint32_t from, end;
};

static bool is_linky(const struct tree *tree, uint32_t place)
{
	const struct tree_node *n = &tree->nodes.at[place];
	uint32_t links = tree_links_within(tree, place, n->end);
	return links > 0 && (n->chars == 0 || tree_link_density(n) > 0.3);
}

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

/* Children of `parent` from place `from` on: the first that has links, and the
 * ones that follow in its manner (paragraphs of one link each). */
static bool find_run(const struct tree *tree, uint32_t parent, uint32_t from,
                     struct run *ret_run)
{
	const struct tree_node *nodes = tree->nodes.at;
	uint32_t end = nodes[parent].end, at = from;
	for (int n = 0; at < end && !tree_links_within(tree, at, nodes[at].end); n++) {
		if (n == MAX_SIBLINGS)
			return false;
		at = nodes[at].end;
	}
	if (at >= end || !is_linky(tree, at))
		return false;
	*ret_run = (struct run){ at, nodes[at].end };
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

/* --- lists --- */

static bool has_story(const struct story_lists *lists, struct str url)
{
	vec_each (list, &lists->list) {
		for (size_t i = 0; i < list->items.len && i < 30; i++)
			if (str_eq(list->items.at[i].url, url))
				return true;
	}
	return false;
}

/* Do most of the first stories stand in other lists already? */
static bool is_taken(const struct story_lists *lists, const struct story_list *found)
{
	size_t same = 0, looked = MIN(found->items.len, 20);
	for (size_t i = 0; i < looked; i++)
		same += has_story(lists, found->items.at[i].url);
	return same * 2 > looked;
}

/* Headlines are longer than the names of channels. */
static bool reads_like_stories(const struct story_list *list)
{
	size_t characters = 0;
	vec_each (story, &list->items)
		characters += utf8_count(story->title);
	return characters >= list->items.len * LEAST_OF_TITLE;
}

static bool add_list(const struct stories *s, struct story_lists *lists, struct run run,
                     struct story_list proto, size_t least)
{
	if (lists->list.len >= MAX_LISTS)
		return false;
	struct story_list list = proto;
	stories_within(s, run.from, run.end, &list);
	bool is_tab = list.kind == LIST_RANKING && least == LEAST_OF_TAB;
	bool good = list.items.len >= least && reads_like_stories(&list) &&
	            (is_tab || !is_taken(lists, &list));
	if (good)
		*vec_push(&lists->list) = list;
	else
		vec_done(&list.items);
	return good;
}

static void list_behind(const struct stories *s, struct story_lists *lists,
                        uint32_t heading, struct story_list proto, size_t least)
{
	const struct tree_node *nodes = s->tree->nodes.at;
	uint32_t at = heading;
	for (int level = 0; level < MAX_LEVELS && nodes[at].parent != at; level++) {
		uint32_t parent = nodes[at].parent;
		struct run run;
		if (nodes[parent].flags & NODE_HAS_WORDS &&
		    html_is(nodes[parent].node, "body"))
			return;
		if (find_run(s->tree, parent, nodes[at].end, &run) &&
		    add_list(s, lists, run, proto, least))
			return;
		at = parent;
	}
}

/* The outermost element that holds just this text, and a short one. */
static bool is_small_text(const struct tree *tree, uint32_t place, uint32_t most)
{
	const struct tree_node *n = &tree->nodes.at[place];
	return n->chars >= 1 && n->chars <= most &&
	       tree->nodes.at[n->parent].chars > n->chars;
}

/* 相关新闻：<a>…</a> in one paragraph: its text outside of links is a heading. */
static bool heads_itself(const struct tree *tree, uint32_t place)
{
	const struct tree_node *n = &tree->nodes.at[place];
	uint32_t plain = n->own_chars - n->own_link_chars;
	return n->block == place && plain >= 4 && plain <= MAX_HEADING &&
	       n->own_link_chars > 8 && n->chars == n->own_chars;
}

static void first_text(const struct tree *tree, uint32_t place, struct buf *b)
{
	const xmlNode *root = tree->nodes.at[place].node, *node = root;
	for (int n = 0; node && n < 12; n++) {
		struct str text = STR_NONE;
		if (node->type == XML_TEXT_NODE && node->content)
			text = str_trim_space(str_of((const char *)node->content));
		if (text.len) {
			clean_add_collapsed(b, utf8_head(text, 200));
			return;
		}
		bool skip = node->type == XML_ELEMENT_NODE &&
		            tree_traits(tree, node) & TAG_LINK;
		node = html_next(node, root, skip);
	}
}

/* A period alone over a list: 本周 with ten links behind it. */
static bool is_lone_period(struct str text)
{
	enum doc_period period;
	struct str bare = trim_marks(text);
	return bare.len > 3 && has_period_sign(bare) && is_period_label(bare, &period);
}

static const struct heading_kind {
	bool (*is_heading)(struct str text);
	enum doc_list_kind kind;
	size_t least; /* stories that make a list */
} heading_kinds[] = {
	{ is_related_heading, LIST_RELATED, 1 },
	{ is_ranking_heading, LIST_RANKING, 3 },
	{ is_lone_period, LIST_RANKING, 5 },
};

static void list_of_heading(const struct stories *s, struct story_lists *lists,
                            uint32_t place, struct str text,
                            const struct heading_kind *kind)
{
	struct story_list proto = { .kind = kind->kind };
	proto.name = arena_str(s->arena, trim_marks(text));
	if (proto.kind == LIST_RANKING)
		proto.period = period_of(proto.name);
	if (heads_itself(s->tree, place)) {
		struct run run = { place, s->tree->nodes.at[place].end };
		add_list(s, lists, run, proto, kind->least);
	} else {
		list_behind(s, lists, place, proto, kind->least);
	}
}

/* Most of a page's texts go no further than this. */
static bool reads_like_heading(const struct stories *s, uint32_t place, struct buf *b)
{
	struct raw_text raw = { .len = 0 };
	if (heads_itself(s->tree, place)) {
		first_text(s->tree, place, b);
		return b->len > 0;
	}
	if (!is_small_text(s->tree, place, MAX_HEADING))
		return false;
	read_raw(s->tree, place, &raw);
	struct str text = str_trim(str_make(raw.bytes, raw.len));
	if (!may_head_list(text))
		return false;
	clean_add_collapsed(b, text);
	return true;
}

static void try_heading(const struct stories *s, struct story_lists *lists,
                        uint32_t place)
{
	auto_buf text = BUF_INIT(400);
	if (!reads_like_heading(s, place, &text))
		return;
	for (size_t i = 0; i < ARRAY_SIZE(heading_kinds); i++) {
		const struct heading_kind *kind = &heading_kinds[i];
		if (s->skip[kind->kind] || !kind->is_heading(buf_str(&text)))
			continue;
		lists->tried++;
		list_of_heading(s, lists, place, buf_str(&text), kind);
	}
}

/* --- tabs --- */

struct tab {
	uint32_t place;
	enum doc_period period;
	struct str label;
};

struct strip {
	uint32_t parent;
	struct tab tabs[MAX_LABEL];
	size_t len;
};

static bool is_label(const struct stories *s, uint32_t place, struct tab *ret_tab)
{
	struct raw_text raw;
	enum doc_period period;
	if (!is_small_text(s->tree, place, 12))
		return false;
	read_raw(s->tree, place, &raw);
	if (!has_period_sign(str_make(raw.bytes, raw.len)))
		return false;
	auto_buf text = BUF_INIT(400);
	clean_add_collapsed(&text, str_make(raw.bytes, raw.len));
	if (!is_period_label(buf_str(&text), &period))
		return false;
	*ret_tab = (struct tab){ place, period,
		                 arena_str(s->arena, trim_marks(buf_str(&text))) };
	return true;
}

static bool has_period(const struct strip *strip, enum doc_period period)
{
	for (size_t i = 0; i < strip->len; i++)
		if (strip->tabs[i].period == period)
			return true;
	return false;
}

/* The labels that stand beside this one. */
static bool read_strip(const struct stories *s, uint32_t place, struct strip *strip)
{
	const struct tree_node *nodes = s->tree->nodes.at;
	struct tab first;
	if (!is_label(s, place, &first))
		return false;
	*strip = (struct strip){ .parent = nodes[place].parent };
	uint32_t end = nodes[strip->parent].end;
	for (uint32_t at = place; at < end && strip->len < MAX_LABEL;
	     at = nodes[at].end) {
		struct tab tab;
		if (is_label(s, at, &tab) && !has_period(strip, tab.period))
			strip->tabs[strip->len++] = tab;
		else if (nodes[at].chars > 0)
			break;
	}
	return strip->len >= 2;
}

#define MAX_PANELS 16

static size_t panels_below(const struct tree *tree, uint32_t parent, uint32_t from,
                           struct run *panels)
{
	size_t count = 0;
	const struct tree_node *nodes = tree->nodes.at;
	uint32_t at = from;
	for (int n = 0;
	     at < nodes[parent].end && count < MAX_PANELS && n < 4 * MAX_SIBLINGS;
	     at = nodes[at].end, n++)
		if (tree_links_within(tree, at, nodes[at].end) >= 2)
			panels[count++] = (struct run){ at, nodes[at].end };
	return count;
}

/* Panels may stand in a box of their own: go into it while it is alone. */
static size_t find_panels(const struct tree *tree, uint32_t parent, uint32_t from,
                          size_t wanted, struct run *panels)
{
	size_t count = panels_below(tree, parent, from, panels);
	for (int level = 0; count == 1 && wanted > 1 && level < 4; level++) {
		uint32_t box = panels[0].from;
		count = panels_below(tree, box, box + 1, panels);
	}
	return count;
}

static struct str strip_name(const struct stories *s, const struct strip *strip)
{
	const struct tree_node *nodes = s->tree->nodes.at;
	uint32_t from = strip->parent > 12 ? strip->parent - 12 : 1;
	for (uint32_t i = strip->tabs[0].place; i-- > from;) {
		if (!is_small_text(s->tree, i, MAX_HEADING) ||
		    nodes[i].end > strip->tabs[0].place)
			continue;
		auto_buf text = BUF_INIT(400);
		small_text(s->tree, i, &text);
		if (is_ranking_heading(buf_str(&text)))
			return arena_str(s->arena, trim_marks(buf_str(&text)));
	}
	return STR_NONE;
}

static void add_panels(const struct stories *s, const struct strip *strip,
                       const struct run *panels, struct story_lists *lists)
{
	struct str name = strip_name(s, strip);
	for (size_t i = 0; i < strip->len; i++) {
		const struct tab *tab = &strip->tabs[i];
		struct story_list proto = { .kind = LIST_RANKING,
			                    .period = tab->period,
			                    .name = tab->label };
		if (name.len) {
			auto_buf full = BUF_INIT(400);
			buf_printf(&full, "%.*s %.*s", STR_ARG(name),
			           STR_ARG(tab->label));
			proto.name = arena_str(s->arena, buf_str(&full));
		}
		add_list(s, lists, panels[i], proto, LEAST_OF_TAB);
	}
}

static bool try_strip(const struct stories *s, const struct strip *strip,
                      struct story_lists *lists)
{
	const struct tree_node *nodes = s->tree->nodes.at;
	uint32_t at = strip->tabs[strip->len - 1].place;
	for (int level = 0; level < MAX_LEVELS && nodes[at].parent != at; level++) {
		struct run panels[MAX_PANELS];
		uint32_t parent = nodes[at].parent;
		size_t count =
		        find_panels(s->tree, parent, nodes[at].end, strip->len, panels);
		if (count >= strip->len) {
			add_panels(s, strip, panels, lists);
			return true;
		}
		at = parent;
	}
	return false;
}

static void find_tabs(const struct stories *s, struct story_lists *lists)
{
	for (uint32_t i = 1; i < s->tree->nodes.len && lists->list.len < MAX_LISTS;
	     i++) {
		struct strip strip;
		if (!read_strip(s, i, &strip))
			continue;
		if (++lists->tried > MAX_TRIED)
			return;
		if (try_strip(s, &strip, lists))
			i = strip.tabs[strip.len - 1].place;
	}
}

void stories_find_headed(const struct stories *s, struct story_lists *lists)
{
	lists->tried = 0;
	if (!s->skip[LIST_RANKING])
		find_tabs(s, lists);
	lists->tried = 0;
	for (uint32_t i = 1; i < s->tree->nodes.len && lists->tried < MAX_TRIED; i++)
		try_heading(s, lists, i);
}
