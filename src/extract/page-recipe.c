/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a recipe says about a page.  A part that it names and the page lacks is
 * left to the general extractor, like one that it does not name. */
#include "page.h"

#include "general-judge.h"

#include "baolan/base/mem.h"

#define MAX_VALUE 4000

static struct str value_of(struct page *p, const struct recipe_page *at,
                           const struct pick *pick, xmlNode *node)
{
	auto_buf value = BUF_INIT(MAX_VALUE);
	return pick_text(pick, at, node, &value) ? arena_str(&p->arena, buf_str(&value))
	                                         : STR_NONE;
}

static struct str page_value(struct page *p, const struct recipe_page *at,
                             enum recipe_key key)
{
	return value_of(p, at, recipe_pick(p->recipe, key), NULL);
}

/* --- fields --- */

static const struct {
	enum recipe_key key;
	enum doc_field field;
} plain_fields[] = {
	{ RECIPE_SITE, DOC_SITE },       { RECIPE_KICKER, DOC_KICKER },
	{ RECIPE_TITLE, DOC_TITLE },     { RECIPE_SUBTITLE, DOC_SUBTITLE },
	{ RECIPE_SUMMARY, DOC_SUMMARY },
};

static void read_date(struct page *p, const struct recipe_page *at)
{
	struct date date;
	if (!date_find(page_value(p, at, RECIPE_DATE), p->now, &date))
		return;
	char text[DATE_TEXT_SIZE];
	date_format(&date, text);
	page_set(p, DOC_PUBLISHED, str_of(text));
}

/* A value with its label (来源：…) gives what the label names, one without is
 * the value. */
static void read_people(struct page *p, const struct recipe_page *at)
{
	struct facts *facts = &p->facts;
	struct str source = page_value(p, at, RECIPE_SOURCE);
	struct str author = page_value(p, at, RECIPE_AUTHOR);
	struct str editor = page_value(p, at, RECIPE_EDITOR);
	if (source.len && !facts_read_line(facts, source))
		facts_set_source(facts, source);
	if (author.len && !facts_read_line(facts, author))
		facts_add_names(facts, author);
	if (editor.len && !facts_read_line(facts, editor))
		facts_set_editor(facts, editor);
}

static void read_fields(struct page *p, const struct recipe_page *at)
{
	page_set(p, DOC_RECIPE, recipe_name(p->recipe));
	for (size_t i = 0; i < ARRAY_SIZE(plain_fields); i++)
		page_set(p, plain_fields[i].field,
		         page_value(p, at, plain_fields[i].key));
	page_set(p, DOC_SITE, recipe_value(p->recipe, RECIPE_SITE_NAME));
	read_date(p, at);
	read_people(p, at);
}

/* --- the body --- */

static void mark_dropped(struct page *p, const struct recipe_page *at)
{
	xmlNodeSetPtr nodes = pick_nodes(recipe_pick(p->recipe, RECIPE_DROP), at, NULL);
	for (int i = 0; nodes && i < nodes->nodeNr; i++)
		if (nodes->nodeTab[i]->type == XML_ELEMENT_NODE)
			p->tree.nodes.at[tree_place(nodes->nodeTab[i])].flags |=
			        NODE_DROPPED;
	xmlXPathFreeNodeSet(nodes);
}

static bool skip_dropped(void *data, const xmlNode *element)
{
	const struct tree *tree = data;
	const struct tree_node *n = &tree->nodes.at[tree_place(element)];
	return n->node == element && n->flags & (NODE_DROPPED | NODE_HIDDEN);
}

static void read_body(struct page *p, const struct recipe_page *at)
{
	xmlNodeSetPtr nodes = pick_nodes(recipe_pick(p->recipe, RECIPE_BODY), at, NULL);
	uint32_t end = 0;
	for (int i = 0; nodes && i < nodes->nodeNr; i++) {
		xmlNode *node = nodes->nodeTab[i];
		uint32_t place = tree_place(node);
		if (node->type != XML_ELEMENT_NODE || place < end)
			continue;
		end = p->tree.nodes.at[place].end;
		lines_add(&p->lines, &p->tree, node, skip_dropped, &p->tree);
		*vec_push(&p->body.parts) = place;
	}
	xmlXPathFreeNodeSet(nodes);
	page_judge_lines(p);
	vec_each (line, &p->lines.list)
		p->has_recipe_body |= !line->dropped;
}

/* --- lists --- */

static const struct {
	enum recipe_list list;
	enum doc_list_kind kind;
	enum doc_period period;
} lists[] = {
	{ RECIPE_STORIES, LIST_STORIES, PERIOD_OTHER },
	{ RECIPE_RELATED, LIST_RELATED, PERIOD_OTHER },
	{ RECIPE_RANK_DAY, LIST_RANKING, PERIOD_DAY },
	{ RECIPE_RANK_WEEK, LIST_RANKING, PERIOD_WEEK },
	{ RECIPE_RANK_MONTH, LIST_RANKING, PERIOD_MONTH },
	{ RECIPE_RANK_OTHER, LIST_RANKING, PERIOD_OTHER },
};

static struct str item_value(struct page *p, const struct recipe_page *at,
                             enum recipe_list list, enum recipe_list_key key,
                             xmlNode *item)
{
	return value_of(p, at, recipe_list_pick(p->recipe, list, key), item);
}

static struct str date_of(struct page *p, struct str text)
{
	struct date date;
	char formatted[DATE_TEXT_SIZE];
	if (!date_find(text, p->now, &date))
		return STR_NONE;
	date_format(&date, formatted);
	return arena_str(&p->arena, str_of(formatted));
}

static bool read_item(struct page *p, const struct recipe_page *at,
                      enum recipe_list list, xmlNode *item,
                      struct doc_story_text *ret_story)
{
	struct stories s = page_stories(p);
	struct str url = item_value(p, at, list, RECIPE_ITEM_URL, item);
	struct str image = item_value(p, at, list, RECIPE_ITEM_IMAGE, item);
	*ret_story = (struct doc_story_text){
		.title = item_value(p, at, list, RECIPE_ITEM_TITLE, item),
		.url = stories_address(&s, url),
		.summary = item_value(p, at, list, RECIPE_ITEM_SUMMARY, item),
		.image = image.len ? stories_address(&s, image) : STR_NONE,
		.published =
		        date_of(p, item_value(p, at, list, RECIPE_ITEM_DATE, item)),
		.source = item_value(p, at, list, RECIPE_ITEM_SOURCE, item),
		.heat = item_value(p, at, list, RECIPE_ITEM_HEAT, item),
	};
	return ret_story->title.len > 0;
}

/* An item that is a link, or holds one, needs no picks for title and address. */
static void read_plain_item(struct page *p, const xmlNode *item,
                            struct story_list *list)
{
	struct stories s = page_stories(p);
	uint32_t place = tree_place(item);
	stories_within(&s, place, p->tree.nodes.at[place].end, list);
}

static void read_list(struct page *p, const struct recipe_page *at,
                      enum recipe_list which, struct story_list *list)
{
	const struct pick *items = recipe_list_pick(p->recipe, which, RECIPE_ITEMS);
	bool plain = !recipe_list_pick(p->recipe, which, RECIPE_ITEM_TITLE);
	xmlNodeSetPtr nodes = pick_nodes(items, at, NULL);
	for (int i = 0; nodes && i < nodes->nodeNr; i++) {
		struct doc_story_text story;
		if (plain)
			read_plain_item(p, nodes->nodeTab[i], list);
		else if (read_item(p, at, which, nodes->nodeTab[i], &story))
			*vec_push(&list->items) = story;
	}
	xmlXPathFreeNodeSet(nodes);
	for (size_t i = 0; i < list->items.len; i++)
		list->items.at[i].rank = (uint32_t)i + 1;
}

static void read_lists(struct page *p, const struct recipe_page *at)
{
	for (size_t i = 0; i < ARRAY_SIZE(lists); i++) {
		struct story_list list = { .kind = lists[i].kind,
			                   .period = lists[i].period };
		read_list(p, at, lists[i].list, &list);
		list.name = item_value(p, at, lists[i].list, RECIPE_LIST_NAME, NULL);
		struct story_lists *into =
		        list.kind == LIST_STORIES ? &p->main : &p->lists;
		if (!list.items.len) {
			vec_done(&list.items);
			continue;
		}
		*vec_push(&into->list) = list;
		p->has_recipe_list |= list.kind == LIST_STORIES;
	}
}

/* --- the pages of a split article --- */

static struct str first_address(struct page *p, const struct recipe_page *at,
                                enum recipe_key key)
{
	struct stories s = page_stories(p);
	return stories_address(&s, page_value(p, at, key));
}

static void read_pages(struct page *p, const struct recipe_page *at)
{
	struct stories s = page_stories(p);
	page_set(p, DOC_NEXT_PAGE, first_address(p, at, RECIPE_NEXT_PAGE));
	xmlNodeSetPtr nodes =
	        pick_nodes(recipe_pick(p->recipe, RECIPE_PAGES), at, NULL);
	for (int i = 0; nodes && i < nodes->nodeNr && i < 200; i++) {
		struct str url =
		        stories_address(&s, html_attr(nodes->nodeTab[i], "href"));
		if (url.len)
			*vec_push(&p->pages) = url;
	}
	xmlXPathFreeNodeSet(nodes);
}

void page_read_recipe(struct page *p, const struct recipe_page *at)
{
	read_fields(p, at);
	mark_dropped(p, at);
	read_body(p, at);
	read_lists(p, at);
	read_pages(p, at);
}
