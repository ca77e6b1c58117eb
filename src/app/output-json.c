/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "baolan/app/output.h"

#include "baolan/base/mem.h"

static json_t *text_or_null(struct str s)
{
	return s.len ? json_stringn_nocheck(s.at, s.len) : json_null();
}

static json_t *field(const struct doc *doc, enum doc_field which)
{
	return text_or_null(doc_field(doc, which));
}

static json_t *ref(const struct doc *doc, struct doc_ref which)
{
	return text_or_null(doc_str(doc, which));
}

static void put(json_t *object, const char *name, json_t *value)
{
	json_object_set_new_nocheck(object, name, value);
}

static json_t *authors(const struct doc *doc)
{
	json_t *names = json_array();
	for (uint32_t i = 0; i < doc_n_authors(doc); i++)
		json_array_append_new(names, text_or_null(doc_author(doc, i)));
	return names;
}

static json_t *pages(const struct doc *doc)
{
	json_t *urls = json_array();
	for (uint32_t i = 0; i < doc_n_pages(doc); i++)
		json_array_append_new(urls, text_or_null(doc_page(doc, i)));
	return urls;
}

static const char *const block_names[BLOCK_TYPES] = {
	[BLOCK_PARAGRAPH] = "paragraph",
	[BLOCK_HEADING] = "heading",
	[BLOCK_ITEM] = "item",
	[BLOCK_IMAGE] = "image",
	[BLOCK_TABLE] = "table",
	[BLOCK_CELL] = "cell",
	[BLOCK_PRE] = "pre",
	[BLOCK_RULE] = "rule",
};

/* Offsets count characters, so that a script can cut the text by them. */
static size_t characters(struct str s)
{
	size_t n = 0;
	for (size_t i = 0; i < s.len; i++)
		n += ((unsigned char)s.at[i] & 0xC0) != 0x80;
	return n;
}

static json_t *links(const struct doc *doc, const struct doc_block *block)
{
	const struct doc_span *spans = doc_spans(doc, block);
	json_t *list = json_array();
	size_t at = 0;
	for (uint32_t i = 0; i < block->n_spans; i++) {
		size_t length = characters(doc_str(doc, spans[i].text));
		if (spans[i].style & SPAN_LINK) {
			json_t *link = json_object();
			put(link, "start", json_integer((json_int_t)at));
			put(link, "length", json_integer((json_int_t)length));
			put(link, "url", ref(doc, spans[i].url));
			json_array_append_new(list, link);
		}
		at += length;
	}
	return list;
}

static json_t *block_json(const struct doc *doc, const struct doc_block *block)
{
	auto_buf text = BUF_INIT(BUF_MAX_TEXT);
	json_t *object = json_object();
	doc_block_text(doc, block, &text);
	put(object, "type",
	    json_string(block->type == BLOCK_PARAGRAPH && block->quote
	                        ? "quote"
	                        : block_names[block->type]));
	put(object, "level", json_integer(block->level));
	put(object, "text", json_stringn_nocheck(buf_text(&text), text.len));
	put(object, "links", links(doc, block));
	put(object, "url", ref(doc, block->url));
	put(object, "alt", ref(doc, block->alt));
	return object;
}

static json_t *image_json(const struct doc *doc, const struct doc_block *block)
{
	auto_buf caption = BUF_INIT(BUF_MAX_TEXT);
	json_t *object = json_object();
	doc_block_text(doc, block, &caption);
	put(object, "url", ref(doc, block->url));
	put(object, "alt", ref(doc, block->alt));
	put(object, "caption", text_or_null(buf_str(&caption)));
	return object;
}

/* The body as blocks, as its paragraphs one a line, and its pictures. */
static void put_body(json_t *object, const struct doc *doc)
{
	uint32_t n_blocks;
	const struct doc_block *blocks = doc_blocks(doc, &n_blocks);
	json_t *body = json_array(), *images = json_array();
	auto_buf text = BUF_INIT(BUF_MAX_TEXT);
	for (uint32_t i = 0; i < n_blocks; i++) {
		size_t before = text.len;
		json_array_append_new(body, block_json(doc, &blocks[i]));
		doc_block_text(doc, &blocks[i], &text);
		if (text.len > before)
			buf_add_char(&text, '\n');
		if (blocks[i].type == BLOCK_IMAGE)
			json_array_append_new(images, image_json(doc, &blocks[i]));
	}
	buf_cut(&text, text.len ? text.len - 1 : 0);
	put(object, "body", body);
	put(object, "text", json_stringn_nocheck(buf_text(&text), text.len));
	put(object, "images", images);
}

json_t *output_stories(const struct doc *doc, const struct doc_list *list)
{
	const struct doc_story *stories = doc_stories(doc, list);
	json_t *array = json_array();
	for (uint32_t i = 0; i < list->count; i++) {
		json_t *story = json_object();
		put(story, "title", ref(doc, stories[i].title));
		put(story, "url", ref(doc, stories[i].url));
		put(story, "summary", ref(doc, stories[i].summary));
		put(story, "image", ref(doc, stories[i].image));
		put(story, "published", ref(doc, stories[i].published));
		json_array_append_new(array, story);
	}
	return array;
}

json_t *output_ranking(const struct doc *doc, const struct doc_list *list)
{
	static const char *const periods[PERIODS] = { "other", "day", "week", "month" };
	const struct doc_story *stories = doc_stories(doc, list);
	json_t *ranking = json_object(), *items = json_array();
	for (uint32_t i = 0; i < list->count; i++) {
		json_t *item = json_object();
		put(item, "rank", json_integer(stories[i].rank));
		put(item, "title", ref(doc, stories[i].title));
		put(item, "url", ref(doc, stories[i].url));
		put(item, "heat", ref(doc, stories[i].heat));
		json_array_append_new(items, item);
	}
	put(ranking, "period", json_string(periods[list->period]));
	put(ranking, "name", ref(doc, list->name));
	put(ranking, "items", items);
	return ranking;
}

json_t *output_reactions(const struct doc *doc)
{
	uint32_t n_moods;
	const struct doc_mood *moods = doc_moods(doc, &n_moods);
	if (!doc_field(doc, DOC_REACTION_PROTOCOL).len)
		return json_null();
	json_t *object = json_object(), *array = json_array();
	for (uint32_t i = 0; i < n_moods; i++) {
		json_t *mood = json_object();
		put(mood, "token", ref(doc, moods[i].token));
		put(mood, "label", ref(doc, moods[i].label));
		put(mood, "count",
		    moods[i].count < 0 ? json_null() : json_integer(moods[i].count));
		json_array_append_new(array, mood);
	}
	put(object, "protocol", field(doc, DOC_REACTION_PROTOCOL));
	put(object, "question", field(doc, DOC_REACTION_QUESTION));
	put(object, "total",
	    n_moods ? json_integer(doc_moods_total(doc)) : json_null());
	put(object, "mine", field(doc, DOC_REACTION_MINE));
	put(object, "moods", array);
	return object;
}

/* Stories of a list, behind those of others of its kind. */
static void extend(json_t *array, const struct doc *doc, const struct doc_list *list)
{
	json_t *stories = output_stories(doc, list);
	json_array_extend(array, stories);
	json_decref(stories);
}

/* A word and where more about it stands. */
static void extend_words(json_t *array, const struct doc *doc,
                         const struct doc_list *list)
{
	const struct doc_story *words = doc_stories(doc, list);
	for (uint32_t i = 0; i < list->count; i++) {
		json_t *word = json_object();
		put(word, "word", ref(doc, words[i].title));
		put(word, "url", ref(doc, words[i].url));
		json_array_append_new(array, word);
	}
}

/* The story before or after: a list of one. */
static json_t *neighbour(const struct doc *doc, enum doc_list_kind kind)
{
	const struct doc_list *list = doc_list_of(doc, kind, PERIOD_OTHER);
	if (!list || !list->count)
		return json_null();
	const struct doc_story *story = doc_stories(doc, list);
	json_t *object = json_object();
	put(object, "title", ref(doc, story->title));
	put(object, "url", ref(doc, story->url));
	return object;
}

static void put_lists(json_t *object, const struct doc *doc)
{
	uint32_t n_lists;
	const struct doc_list *lists = doc_lists(doc, &n_lists);
	json_t *related = json_array(), *rankings = json_array(), *hot = json_array();
	for (uint32_t i = 0; i < n_lists; i++) {
		if (lists[i].kind == LIST_RANKING)
			json_array_append_new(rankings, output_ranking(doc, &lists[i]));
		else if (lists[i].kind == LIST_RELATED)
			extend(related, doc, &lists[i]);
		else if (lists[i].kind == LIST_HOT)
			extend_words(hot, doc, &lists[i]);
	}
	put(object, "related", related);
	put(object, "rankings", rankings);
	put(object, "hot", hot);
	put(object, "previous", neighbour(doc, LIST_PREVIOUS));
	put(object, "next", neighbour(doc, LIST_NEXT));
}

json_t *output_article(const struct doc *doc)
{
	static const struct {
		const char *name;
		enum doc_field field;
	} heads[] = {
		{ "url", DOC_URL },
		{ "canonical", DOC_CANONICAL },
		{ "site", DOC_SITE },
		{ "kicker", DOC_KICKER },
		{ "title", DOC_TITLE },
		{ "subtitle", DOC_SUBTITLE },
		{ "published", DOC_PUBLISHED },
		{ "source", DOC_SOURCE },
		{ "editor", DOC_EDITOR },
		{ "language", DOC_LANGUAGE },
		{ "summary", DOC_SUMMARY },
	};
	json_t *object = json_object();
	for (size_t i = 0; i < ARRAY_SIZE(heads); i++)
		put(object, heads[i].name, field(doc, heads[i].field));
	put(object, "authors", authors(doc));
	put_body(object, doc);
	put(object, "pages", pages(doc));
	put_lists(object, doc);
	put(object, "reactions", output_reactions(doc));
	return object;
}

/* --- listings --- */

static json_t *lines(const struct doc *doc, struct doc_ref which)
{
	json_t *array = json_array();
	for (struct str rest = doc_str(doc, which); rest.len;)
		json_array_append_new(array, text_or_null(str_cut(&rest, '\n')));
	return array;
}

static json_t *said(struct str s)
{
	return str_eq(s, STR("-")) ? json_null() : text_or_null(s);
}

static json_t *enclosures(const struct doc *doc, struct doc_ref which)
{
	json_t *array = json_array();
	for (struct str rest = doc_str(doc, which); rest.len;) {
		struct str line = str_cut(&rest, '\n');
		json_t *enclosure = json_object();
		put(enclosure, "url", said(str_cut(&line, ' ')));
		put(enclosure, "type", said(str_cut(&line, ' ')));
		put(enclosure, "length", said(line));
		json_array_append_new(array, enclosure);
	}
	return array;
}

static json_t *item_json(const struct doc *doc, const struct doc_story *story)
{
	const struct {
		const char *name;
		struct doc_ref ref;
	} texts[] = {
		{ "id", story->id },           { "title", story->title },
		{ "url", story->url },         { "published", story->published },
		{ "updated", story->updated }, { "source", story->source },
		{ "summary", story->summary }, { "content", story->content },
		{ "image", story->image },     { "heat", story->heat },
	};
	json_t *item = json_object();
	for (size_t i = 0; i < ARRAY_SIZE(texts); i++)
		put(item, texts[i].name, ref(doc, texts[i].ref));
	put(item, "authors", lines(doc, story->authors));
	put(item, "categories", lines(doc, story->categories));
	put(item, "enclosures", enclosures(doc, story->enclosures));
	return item;
}

static json_t *items(const struct doc *doc)
{
	const struct doc_list *list = doc_list_of(doc, LIST_STORIES, PERIOD_OTHER);
	const struct doc_story *stories = list ? doc_stories(doc, list) : NULL;
	json_t *array = json_array();
	for (uint32_t i = 0; stories && i < list->count; i++)
		json_array_append_new(array, item_json(doc, &stories[i]));
	return array;
}

/* The first of two fields that is there. */
static json_t *either(const struct doc *doc, enum doc_field first,
                      enum doc_field second)
{
	return field(doc, doc_field(doc, first).len ? first : second);
}

json_t *output_listing(const struct doc *doc)
{
	json_t *object = json_object();
	struct str kind = doc_field(doc, DOC_FORMAT);
	bool is_page = !kind.len || str_eq(kind, STR("page"));
	put(object, "kind", text_or_null(is_page ? STR("page") : kind));
	put(object, "title", field(doc, DOC_TITLE));
	put(object, "url", field(doc, is_page ? DOC_URL : DOC_HOME));
	put(object, "feed_url", field(doc, DOC_FEED));
	put(object, "updated", either(doc, DOC_UPDATED, DOC_PUBLISHED));
	put(object, "description", field(doc, DOC_SUMMARY));
	put(object, "language", field(doc, DOC_LANGUAGE));
	put(object, "next_page", field(doc, DOC_NEXT_PAGE));
	put(object, "items", items(doc));
	return object;
}
