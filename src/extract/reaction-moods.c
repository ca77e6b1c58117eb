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

/* The n-th mood that is known without its count. */
struct known {
	struct str token, label;
};

static bool nth_known(const struct recipe *recipe, const struct doc *before, size_t n,
                      struct known *ret_known)
{
	uint32_t count = 0;
	const struct doc_mood *moods = before ? doc_moods(before, &count) : NULL;
	*ret_known =
	        (struct known){ .token = nth_word(recipe, RECIPE_MOODS_TOKENS, n) };
	if (ret_known->token.len || recipe_value(recipe, RECIPE_MOODS_TOKENS).len)
		return ret_known->token.len > 0;
	if (n >= count)
		return false;
	ret_known->token = doc_str(before, moods[n].token);
	ret_known->label = doc_str(before, moods[n].label);
	return true;
}

static size_t count_known(const struct recipe *recipe, const struct doc *before)
{
	struct known known;
	size_t count = 0;
	while (count < MAX_MOODS && nth_known(recipe, before, count, &known))
		count++;
	return count;
}

/* --- items of HTML --- */

/* Where items and their parts stand: in the page, or in the load's reply. */
struct item_keys {
	enum recipe_key items, token, label;
	bool counted;
};
static const struct item_keys named = { RECIPE_MOODS_ITEMS, RECIPE_MOODS_TOKEN,
	                                RECIPE_MOODS_LABEL, false };
static const struct item_keys loaded = { RECIPE_LOAD_ITEMS, RECIPE_LOAD_TOKEN,
	                                 RECIPE_LOAD_LABEL, true };

/* Adds the mood of one item, unless its token was there before or is none. */
static bool add_item(const struct recipe *recipe, const struct item_keys *keys,
                     const struct recipe_page *page, xmlNode *item, size_t place,
                     struct map *seen, struct doc_builder *b)
{
	auto_buf token = BUF_INIT(MAX_TEXT);
	auto_buf label = BUF_INIT(MAX_TEXT);
	auto_buf count = BUF_INIT(MAX_TEXT);
	if (!pick_text(recipe_pick(recipe, keys->token), page, item, &token))
		buf_add_str(&token, nth_word(recipe, RECIPE_MOODS_TOKENS, place));
	if (!token.len || map_get(seen, buf_str(&token)))
		return false;
	map_put(seen, buf_str(&token), item);
	pick_text(recipe_pick(recipe, keys->label), page, item, &label);
	if (keys->counted)
		pick_text(recipe_pick(recipe, RECIPE_LOAD_COUNT), page, item, &count);
	add_mood(recipe, buf_str(&token), buf_str(&label), reply_count(buf_str(&count)),
	         place, b);
	return true;
}

static size_t add_items(const struct recipe *recipe, const struct item_keys *keys,
                        const struct recipe_page *page, struct doc_builder *b)
{
	struct map seen = { 0 };
	size_t added = 0;
	xmlNodeSetPtr items = pick_nodes(recipe_pick(recipe, keys->items), page, NULL);
	for (int i = 0; items && i < items->nodeNr && added < MAX_MOODS; i++)
		added += add_item(recipe, keys, page, items->nodeTab[i], (size_t)i,
		                  &seen, b);
	xmlXPathFreeNodeSet(items);
	map_done(&seen);
	return added;
}

size_t moods_add_items(const struct recipe *recipe, const struct recipe_page *page,
                       struct doc_builder *b)
{
	return add_items(recipe, &loaded, page, b);
}

size_t moods_add_named(const struct recipe *recipe, const struct recipe_page *page,
                       struct doc_builder *b)
{
	return add_items(recipe, &named, page, b);
}

/* --- counts in JSON --- */

int64_t moods_json_count(const json_t *json)
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

/* A path may have others behind |, for sites that answer in another way. */
static const json_t *first_at(const json_t *json, struct str paths)
{
	const json_t *found = NULL;
	while (paths.at && !found)
		found = json_at(json, str_trim(str_cut(&paths, '|')));
	return found;
}

/* Where the count of a mood is.  With commas there is a path for each mood. */
static const json_t *count_of(const struct recipe *recipe, const json_t *json,
                              struct str token, size_t place)
{
	auto_buf text = BUF_INIT(MAX_TEXT);
	fill_path(recipe_get(recipe, RECIPE_LOAD_PATH)->template, token, place, &text);
	struct str paths = buf_str(&text);
	if (!str_has(paths, STR(",")))
		return first_at(json, paths);
	while (place-- > 0)
		str_cut(&paths, ',');
	return paths.at ? first_at(json, str_cut(&paths, ',')) : NULL;
}

/* A site shows the moods it has counts of: where it has some, the others are not
 * on offer. */
size_t moods_add_json(const struct recipe *recipe, const json_t *json,
                      const struct doc *before, struct doc_builder *b)
{
	struct known known;
	size_t added = 0;
	for (size_t i = 0; i < MAX_MOODS && nth_known(recipe, before, i, &known); i++) {
		const json_t *found = count_of(recipe, json, known.token, i);
		if (!found)
			continue;
		add_mood(recipe, known.token, known.label, moods_json_count(found), i,
		         b);
		added++;
	}
	return added;
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
                      const struct doc *before, struct doc_builder *b)
{
	struct str separator = recipe_value(recipe, RECIPE_LOAD_SPLIT);
	struct str inner = recipe_value(recipe, RECIPE_LOAD_SUBSPLIT);
	size_t expected = count_known(recipe, before);
	struct known known;
	int64_t counts[MAX_MOODS] = { 0 };
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
	for (size_t i = 0; i < n && nth_known(recipe, before, i, &known); i++)
		add_mood(recipe, known.token, known.label, counts[i], i, b);
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
