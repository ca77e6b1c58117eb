/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "baolan/base/map.h"
#include "baolan/base/mem.h"
#include "reaction-own.h"

/* More faces than any site shows, fewer than a flood. */
#define MAX_MOODS 64
#define MAX_TEXT 1000

/* The n-th comma-separated word of a [moods] key; absent when there is none. */
static struct str nth_word(const struct recipe *recipe, enum recipe_key key, size_t n)
{
	struct str rest = recipe_value(recipe, key);
	while (rest.at) {
		struct str word = str_trim_space(str_cut(&rest, ','));
		if (n-- == 0)
			return word;
	}
	return STR_NONE;
}

static size_t count_words(const struct recipe *recipe, enum recipe_key key)
{
	size_t count = 0;
	while (nth_word(recipe, key, count).len)
		count++;
	return count;
}

/* The label a recipe lists for a token, else for a place. */
static struct str listed_label(const struct recipe *recipe, struct str token,
                               size_t place)
{
	struct str listed;
	for (size_t i = 0; (listed = nth_word(recipe, RECIPE_MOODS_TOKENS, i)).len; i++)
		if (str_eq(listed, token))
			return nth_word(recipe, RECIPE_MOODS_LABELS, i);
	return nth_word(recipe, RECIPE_MOODS_LABELS, place);
}

static void add_mood(const struct recipe *recipe, struct str token, struct str label,
                     int64_t count, size_t place, struct doc_builder *b)
{
	if (!label.len)
		label = listed_label(recipe, token, place);
	doc_add_mood(b, token, label.len ? label : token, count);
}

/* --- items of HTML --- */

/* Adds the mood of one item, unless its token was there before or is none. */
static bool add_item(const struct recipe *recipe, const struct recipe_page *page,
                     xmlNode *item, size_t place, struct map *seen,
                     struct doc_builder *b)
{
	auto_buf token = BUF_INIT(MAX_TEXT);
	auto_buf label = BUF_INIT(MAX_TEXT);
	auto_buf count = BUF_INIT(MAX_TEXT);
	if (!pick_text(recipe_pick(recipe, RECIPE_LOAD_TOKEN), page, item, &token))
		buf_add_str(&token, nth_word(recipe, RECIPE_MOODS_TOKENS, place));
	if (!token.len || map_get(seen, buf_str(&token)))
		return false;
	map_put(seen, buf_str(&token), item);
	pick_text(recipe_pick(recipe, RECIPE_LOAD_LABEL), page, item, &label);
	pick_text(recipe_pick(recipe, RECIPE_LOAD_COUNT), page, item, &count);
	add_mood(recipe, buf_str(&token), buf_str(&label), reply_count(buf_str(&count)),
	         place, b);
	return true;
}

size_t moods_add_items(const struct recipe *recipe, const struct recipe_page *page,
                       struct doc_builder *b)
{
	struct map seen = { 0 };
	size_t added = 0;
	xmlNodeSetPtr items =
	        pick_nodes(recipe_pick(recipe, RECIPE_LOAD_ITEMS), page, NULL);
	for (int i = 0; items && i < items->nodeNr && added < MAX_MOODS; i++)
		added += add_item(recipe, page, items->nodeTab[i], (size_t)i, &seen, b);
	xmlXPathFreeNodeSet(items);
	map_done(&seen);
	return added;
}

/* --- counts in JSON --- */

static int64_t json_count(const json_t *json)
{
	if (json_is_integer(json))
		return json_integer_value(json);
	if (json_is_real(json))
		return (int64_t)MIN(json_real_value(json), 9e15);
	return reply_count(str_of(json_string_value(json)));
}

static void fill_path(const struct template *template, struct str token, size_t place,
                      struct buf *b)
{
	vec_each (part, &template->parts) {
		if (!part->is_name)
			buf_add_str(b, part->text);
		else if (str_eq(part->text, STR("i0")) || str_eq(part->text, STR("i1")))
			buf_printf(b, "%zu", place + (size_t)(part->text.at[1] - '0'));
		else
			buf_add_str(b, token);
	}
}

size_t moods_add_json(const struct recipe *recipe, const json_t *json,
                      struct doc_builder *b)
{
	const struct template *template =
	        recipe_get(recipe, RECIPE_LOAD_PATH)->template;
	size_t known = 0;
	for (size_t i = 0; i < MAX_MOODS; i++) {
		struct str token = nth_word(recipe, RECIPE_MOODS_TOKENS, i);
		if (!token.len)
			break;
		auto_buf path = BUF_INIT(MAX_TEXT);
		fill_path(template, token, i, &path);
		const json_t *found = json_at(json, buf_str(&path));
		add_mood(recipe, token, STR_NONE, json_count(found), i, b);
		known += found != NULL;
	}
	return known;
}

/* --- counts in a text such as 3,0,0,1 or 3#12:0#1 --- */

static struct str cut_word(struct str *rest, struct str separator)
{
	struct str all = *rest;
	size_t at = str_find(all, separator);
	*rest = at == STR_NPOS ? STR_NONE : str_from(all, at + separator.len);
	return str_trim(str_head(all, at));
}

size_t moods_add_list(const struct recipe *recipe, struct str text,
                      struct doc_builder *b)
{
	struct str separator = recipe_value(recipe, RECIPE_LOAD_SPLIT);
	struct str inner = recipe_value(recipe, RECIPE_LOAD_SUBSPLIT);
	size_t expected = MIN(count_words(recipe, RECIPE_MOODS_TOKENS), MAX_MOODS);
	int64_t counts[MAX_MOODS];
	size_t n = 0;
	for (; text.at && n <= expected; n++) {
		struct str word = cut_word(&text, separator);
		int64_t count = reply_count(inner.len ? cut_word(&word, inner) : word);
		if (n == expected || count < 0)
			return 0;
		counts[n] = count;
	}
	if (n != expected)
		return 0;
	for (size_t i = 0; i < n; i++)
		add_mood(recipe, nth_word(recipe, RECIPE_MOODS_TOKENS, i), STR_NONE,
		         counts[i], i, b);
	return n;
}

/* --- moods that only the recipe knows --- */

size_t moods_add_listed(const struct recipe *recipe, struct doc_builder *b)
{
	size_t i = 0;
	for (; i < MAX_MOODS; i++) {
		struct str token = nth_word(recipe, RECIPE_MOODS_TOKENS, i);
		if (!token.len)
			break;
		add_mood(recipe, token, STR_NONE, -1, i, b);
	}
	return i;
}
