/* SPDX-License-Identifier: GPL-3.0-or-later */
/* list-items.h - the lists of a page as lines of text, for test-lists.c: as somebody
 * wrote them down, and the same made of a document.
 *
 * "[section]", then lines "title | address | key=value | ...". */
#ifndef BAOLAN_TESTS_LIST_ITEMS_H
#define BAOLAN_TESTS_LIST_ITEMS_H

#include "baolan/base/mem.h"
#include "baolan/base/vec.h"
#include "baolan/doc/doc.h"

enum kind { RELATED, RANKINGS, HOT, NEIGHBOURS, CHANNEL, NEXT, FEEDS, MOODS, KINDS };

/* One line of NAME.lists, wanted or found; the strings are its text's. */
struct item {
	struct str section, title, url, details;
	enum kind kind;
	bool matched;
};

struct items {
	VEC(struct item) list;
};

/* clang-format off */
static const struct {
	const char *section;
	enum kind kind;
} sections[] = {
	{ "related",       RELATED },    { "ranking day",   RANKINGS },
	{ "ranking week",  RANKINGS },   { "ranking month", RANKINGS },
	{ "ranking other", RANKINGS },   { "hot",           HOT },
	{ "previous",      NEIGHBOURS }, { "next",          NEIGHBOURS },
	{ "stories",       CHANNEL },    { "next page",     NEXT },
	{ "feed",          FEEDS },      { "moods",         MOODS },
};
/* clang-format on */

static enum kind kind_of_section(struct str section)
{
	for (size_t i = 0; i < ARRAY_SIZE(sections); i++)
		if (str_eq(section, str_of(sections[i].section)))
			return sections[i].kind;
	return KINDS;
}

/* --- reading NAME.lists, and the same made of a document --- */

static inline struct str cut_part(struct str *rest)
{
	struct str mark = STR(" | "), whole = *rest;
	size_t at = str_find(whole, mark);
	*rest = at == STR_NPOS ? STR_NONE : str_from(whole, at + mark.len);
	return at == STR_NPOS ? whole : str_head(whole, at);
}

static struct item read_item(struct str line, struct str section, enum kind kind)
{
	struct item item = { .section = section,
		             .kind = kind,
		             .title = cut_part(&line) };
	item.url = cut_part(&line);
	item.details = line;
	return item;
}

static void read_items(struct str text, struct items *items)
{
	struct str section = STR_NONE;
	enum kind kind = KINDS;
	while (text.at) {
		struct str line = str_trim_space(str_cut(&text, '\n'));
		if (str_starts(line, STR("["))) {
			section = str_head(str_from(line, 1), line.len - 2);
			kind = kind_of_section(section);
		} else if (line.len && kind != KINDS) {
			*vec_push(&items->list) = read_item(line, section, kind);
		}
	}
}

static void add_detail(struct buf *b, const char *key, struct str value)
{
	if (value.len)
		buf_printf(b, " | %s=%.*s", key, STR_ARG(value));
}

static void add_story(struct buf *b, const struct doc *doc,
                      const struct doc_story *story)
{
	buf_printf(b, "%.*s | %.*s", STR_ARG(doc_str(doc, story->title)),
	           STR_ARG(doc_str(doc, story->url)));
	add_detail(b, "at", doc_str(doc, story->published));
	add_detail(b, "heat", doc_str(doc, story->heat));
	add_detail(b, "image", doc_str(doc, story->image));
	add_detail(b, "summary", doc_str(doc, story->summary));
	buf_add_char(b, '\n');
}

static void add_list(struct buf *b, const struct doc *doc, const struct doc_list *list)
{
	static const char *const kinds[LIST_KINDS] = {
		[LIST_STORIES] = "stories", [LIST_RELATED] = "related",
		[LIST_RANKING] = "ranking", [LIST_FEEDS] = "feed",
		[LIST_HOT] = "hot",         [LIST_PREVIOUS] = "previous",
		[LIST_NEXT] = "next",
	};
	static const char *const periods[PERIODS] = { " other", " day", " week",
		                                      " month" };
	bool ranking = list->kind == LIST_RANKING;
	buf_printf(b, "[%s%s]\n", kinds[list->kind],
	           ranking ? periods[list->period] : "");
	for (uint32_t i = 0; i < list->count; i++)
		add_story(b, doc, &doc_stories(doc, list)[i]);
}

static void add_document(struct buf *b, const struct doc *doc)
{
	uint32_t n_lists;
	const struct doc_list *lists = doc_lists(doc, &n_lists);
	struct str next = doc_field(doc, DOC_NEXT_PAGE);
	for (uint32_t i = 0; i < n_lists; i++)
		add_list(b, doc, &lists[i]);
	if (next.len)
		buf_printf(b, "[next page]\n- | %.*s\n", STR_ARG(next));
	if (doc_field(doc, DOC_REACTION_PROTOCOL).len)
		buf_printf(b, "[moods]\nprotocol | %.*s\n",
		           STR_ARG(doc_field(doc, DOC_REACTION_PROTOCOL)));
	if (doc_field(doc, DOC_REACTION_QUESTION).len)
		buf_printf(b, "question | %.*s\n",
		           STR_ARG(doc_field(doc, DOC_REACTION_QUESTION)));
}

#endif
