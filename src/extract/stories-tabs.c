/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A strip of tabs (日 周 月) heads several lists at once, all but one of them
 * hidden by style: as many panels as labels, in the same order. */
#include "stories-own.h"

#include "general-words.h"
#include "stories-words.h"

#include "baolan/base/mem.h"
#include "baolan/markup/html.h"
#include "baolan/text/clean.h"
#include "baolan/text/utf8.h"

#define MAX_LABEL 8
#define MAX_PANELS 16
#define LONGEST_LABEL 12 /* characters */
#define NAME_BEFORE 12   /* elements before the strip that may name it */

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

/* --- labels --- */

/* Nobody counts the text of a button, but it may be a tab. */
static bool is_button(const struct tree_node *n)
{
	return n->traits & TAG_SKIP && html_is(n->node, "button");
}

static bool read_tab(const struct stories *s, uint32_t place, struct tab *ret_tab)
{
	enum doc_period period;
	struct raw_text raw;
	if (!is_button(&s->tree->nodes.at[place]) &&
	    !is_small_text(s->tree, place, LONGEST_LABEL))
		return false;
	struct str text = raw_text(s->tree, place, &raw);
	if (!has_period_sign(text) || !is_period_label(text, &period))
		return false;
	auto_buf clean = BUF_INIT(4096);
	clean_add_collapsed(&clean, text);
	*ret_tab = (struct tab){ place, period,
		                 arena_str(s->arena, trim_marks(buf_str(&clean))) };
	return true;
}

static bool has_label(const struct strip *strip, struct str label)
{
	for (size_t i = 0; i < strip->len; i++)
		if (str_eq(strip->tabs[i].label, label))
			return true;
	return false;
}

/* The labels that stand beside this one. */
static bool read_strip(const struct stories *s, uint32_t place, struct strip *strip)
{
	const struct tree_node *nodes = s->tree->nodes.at;
	struct tab tab;
	if (!read_tab(s, place, &tab))
		return false;
	*strip = (struct strip){ .parent = nodes[place].parent };
	uint32_t end = nodes[strip->parent].end;
	for (uint32_t at = place; at < end && strip->len < MAX_LABEL;
	     at = nodes[at].end) {
		if (read_tab(s, at, &tab) && !has_label(strip, tab.label))
			strip->tabs[strip->len++] = tab;
		else if (nodes[at].chars > 0)
			break;
	}
	return strip->len >= 2;
}

/* --- panels --- */

static size_t panels_below(const struct tree *tree, uint32_t parent, uint32_t from,
                           struct story_run *panels)
{
	size_t count = 0;
	const struct tree_node *nodes = tree->nodes.at;
	uint32_t at = from;
	for (int n = 0;
	     at < nodes[parent].end && count < MAX_PANELS && n < 4 * MAX_SIBLINGS;
	     at = nodes[at].end, n++)
		if (tree_links_within(tree, at, nodes[at].end) >= 2)
			panels[count++] = (struct story_run){ at, nodes[at].end };
	return count;
}

/* Panels may stand in a box of their own, which is the first behind the strip. */
static size_t find_panels(const struct tree *tree, uint32_t parent, uint32_t from,
                          size_t wanted, struct story_run *panels)
{
	size_t count = panels_below(tree, parent, from, panels);
	for (int level = 0; count && count < wanted && level < 4; level++) {
		uint32_t box = panels[0].from;
		count = panels_below(tree, box, box + 1, panels);
	}
	return count;
}

/* Panels are boxes of one make, full of links. */
static bool are_alike(const struct tree *tree, const struct story_run *panels,
                      size_t count)
{
	const struct tree_node *nodes = tree->nodes.at, *first = &nodes[panels[0].from];
	for (size_t i = 0; i < count; i++) {
		const struct tree_node *n = &nodes[panels[i].from];
		bool linked = n->chars == 0 || n->link_chars * 2 >= n->chars;
		if (!linked || !xmlStrEqual(n->node->name, first->node->name))
			return false;
	}
	return true;
}

/* The nearest heading before the strip. */
static struct str strip_name(const struct stories *s, const struct strip *strip)
{
	const struct tree_node *nodes = s->tree->nodes.at;
	uint32_t first = strip->tabs[0].place;
	uint32_t from = strip->parent > NAME_BEFORE ? strip->parent - NAME_BEFORE : 1;
	for (uint32_t i = first; i-- > from;) {
		if (!is_small_text(s->tree, i, MAX_HEADING) || nodes[i].end > first)
			continue;
		auto_buf text = BUF_INIT(4096), bare = BUF_INIT(4096);
		small_text(s->tree, i, &text);
		struct str name = bare_label(buf_str(&text), &bare);
		if (heads_ranking(name))
			return arena_str(s->arena, name);
	}
	return STR_NONE;
}

static struct str full_name(const struct stories *s, struct str name, struct str label)
{
	auto_buf full = BUF_INIT(4096);
	if (!name.len)
		return label;
	buf_printf(&full, "%.*s %.*s", STR_ARG(name), STR_ARG(label));
	return arena_str(s->arena, buf_str(&full));
}

static void add_panels(const struct stories *s, const struct strip *strip,
                       const struct story_run *panels, struct story_lists *lists)
{
	struct str name = strip_name(s, strip);
	for (size_t i = 0; i < strip->len; i++) {
		const struct tab *tab = &strip->tabs[i];
		struct story_list proto = { .kind = LIST_RANKING,
			                    .period = tab->period,
			                    .name = full_name(s, name, tab->label) };
		add_list(s, lists, panels[i], proto, LEAST_OF_TAB);
	}
	take_run(lists, (struct story_run){ strip->tabs[0].place,
	                                    panels[strip->len - 1].end });
}

static bool try_strip(const struct stories *s, const struct strip *strip,
                      struct story_lists *lists)
{
	const struct tree_node *nodes = s->tree->nodes.at;
	uint32_t at = strip->tabs[strip->len - 1].place;
	for (int level = 0; level < MAX_LEVELS && nodes[at].parent != at; level++) {
		struct story_run panels[MAX_PANELS];
		uint32_t parent = nodes[at].parent;
		size_t count =
		        find_panels(s->tree, parent, nodes[at].end, strip->len, panels);
		if (count >= strip->len && are_alike(s->tree, panels, strip->len)) {
			add_panels(s, strip, panels, lists);
			return true;
		}
		at = parent;
	}
	return false;
}

void stories_find_tabs(const struct stories *s, struct story_lists *lists)
{
	lists->tried = 0;
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
