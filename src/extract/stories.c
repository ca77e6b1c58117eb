/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The stories of a run of nodes, one a link, and their way into a document. */
#include "stories-own.h"

#include "general-words.h"

#include "baolan/base/ascii.h"
#include "baolan/base/mem.h"
#include "baolan/markup/html.h"
#include "baolan/text/url.h"
#include "baolan/text/utf8.h"

#define MAX_ITEMS 200

struct str stories_address(const struct stories *s, struct str href)
{
	href = str_trim(href);
	if (!href.len || href.at[0] == '#' || href.len > 4096)
		return STR_NONE;
	auto_buf url = BUF_INIT(8192);
	if (!url_resolve(s->base, href, s->charset, &url))
		return STR_NONE;
	return arena_str(s->arena, buf_str(&url));
}

/* --- lists --- */

static struct doc_story_text *known_story(struct story_list *list, struct str url)
{
	size_t back = MIN(list->items.len, 8); /* a story's links stand together */
	for (size_t i = list->items.len - back; i < list->items.len; i++)
		if (str_eq(list->items.at[i].url, url))
			return &list->items.at[i];
	return NULL;
}

static void join_link(struct doc_story_text *story, struct link_text text)
{
	if (!text.title.len || str_eq(text.title, story->title))
		return;
	if (!is_story_title(story->title))
		story->title = text.title;
	else if (utf8_count(text.title) > 24 && !story->summary.len &&
	         !is_more_link(text.title))
		story->summary = text.title;
}

static void add_link(const struct stories *s, uint32_t place, uint32_t from,
                     struct story_list *list)
{
	xmlNode *link = s->tree->nodes.at[place].node;
	struct str url = stories_address(s, html_attr(link, "href"));
	if (!url.len)
		return;
	struct link_text text = link_read(s, link);
	struct doc_story_text *known = known_story(list, url);
	if (known) {
		join_link(known, text);
		if (!known->image.len && text.image.len)
			known->image = stories_address(s, text.image);
		return;
	}
	if (!is_story_title(text.title) && !text.image.len)
		return;
	struct doc_story_text *story = vec_push(&list->items);
	story->title = arena_str(s->arena, text.title);
	story->url = url;
	story->rank = (uint32_t)list->items.len;
	if (text.image.len)
		story->image = stories_address(s, text.image);
	item_read(s, place, from, story, text.rest);
}

/* 3. before the third of a ranking. */
static struct str without_rank(struct str title, uint32_t rank)
{
	static const char *const marks[] = { ".", "、", "．", ")", "）", NULL };
	size_t digits = 0;
	unsigned long number;
	while (digits < title.len && ascii_is_digit(title.at[digits]))
		digits++;
	size_t mark = word_at_start(str_from(title, digits), marks);
	if (!mark || !str_number(str_head(title, digits), 999, &number) ||
	    number != rank)
		return title;
	return str_trim_space(str_from(title, digits + mark));
}

void stories_settle(struct story_list *list)
{
	size_t kept = 0;
	vec_each (story, &list->items) {
		if (!is_story_title(story->title))
			continue;
		struct doc_story_text copy = *story;
		copy.rank = (uint32_t)kept + 1;
		if (list->kind == LIST_RANKING)
			copy.title = without_rank(copy.title, copy.rank);
		list->items.at[kept++] = copy;
	}
	list->items.len = kept;
}

void stories_gather(const struct stories *s, uint32_t from, uint32_t end,
                    struct story_list *list)
{
	for (uint32_t i = from; i < end && list->items.len < MAX_ITEMS; i++) {
		const struct tree_node *n = &s->tree->nodes.at[i];
		if (n->traits & TAG_LINK && n->chars < 1000)
			add_link(s, i, from, list);
	}
}

void stories_within(const struct stories *s, uint32_t from, uint32_t end,
                    struct story_list *list)
{
	stories_gather(s, from, end, list);
	stories_settle(list);
}

void story_lists_done(struct story_lists *lists)
{
	vec_each (list, &lists->list)
		vec_done(&list->items);
	vec_done(&lists->list);
	vec_done(&lists->taken);
}

void story_list_write(const struct story_list *list, struct str own_url,
                      struct doc_builder *b)
{
	doc_begin_list(b, list->kind, list->period, list->name);
	vec_each (story, &list->items) {
		struct doc_story_text copy = *story;
		if (list->kind == LIST_RELATED && str_eq(copy.url, own_url))
			continue;
		if (list->kind != LIST_RANKING)
			copy.rank = 0;
		doc_add_story(b, &copy);
	}
	doc_end_list(b);
}
