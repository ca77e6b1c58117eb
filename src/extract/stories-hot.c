/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hot words: short links in a row behind a label (标签：… …, 热搜), with nothing but
 * marks between them, all in one box. */
#include "stories-label.h"

#include "general-words.h"

#include "baolan/base/mem.h"
#include "baolan/markup/html.h"
#include "baolan/text/utf8.h"

#define MAX_WORDS 40    /* of one list */
#define LONGEST_WORD 14 /* characters; */
#define LONGEST_NAME 28 /* in letters */
#define MAX_DEPTH 24    /* of a word in the box of all */

/* --- one word --- */

static bool is_hot_word(struct str word)
{
	size_t count = utf8_count(word);
	bool letters = word.len == count;
	size_t most = letters ? LONGEST_NAME : LONGEST_WORD;
	return count >= 1 && count <= most && !is_more_link(word) &&
	       !is_rank_mark(word);
}

/* #夜市# */
static struct str without_hash(struct str word)
{
	word = str_trim_space(word);
	while (str_starts(word, STR("#")))
		word = str_from(word, 1);
	while (str_starts(word, STR("＃")))
		word = str_from(word, strlen("＃"));
	while (str_ends(word, STR("#")))
		word.len--;
	return word;
}

static bool add_word(const struct stories *s, struct story_list *list,
                     const xmlNode *link)
{
	uint32_t place = tree_place(link);
	auto_buf text = BUF_INIT(4096);
	small_text(s->tree, place, &text);
	struct str word = without_hash(trim_marks(buf_str(&text)));
	struct str url = stories_address(s, html_attr(link, "href"));
	if (!word.len || is_more_link(word))
		return true;
	if (!is_hot_word(word) || !url.len)
		return false;
	struct doc_story_text *story = vec_push(&list->items);
	story->title = arena_str(s->arena, word);
	story->url = url;
	return true;
}

/* --- the words behind a label --- */

static bool is_within(const xmlNode *node, const xmlNode *box)
{
	for (int level = 0; node && node != box; level++)
		node = level < MAX_DEPTH ? node->parent : NULL;
	return node;
}

/* The box of all words: around the first of them, but not around the label when
 * that stands apart. */
static const xmlNode *box_of_words(const struct tree *tree, const xmlNode *label,
                                   const xmlNode *first)
{
	const xmlNode *box = first->parent;
	for (int level = 0; level < 3 && !is_within(label, box); level++) {
		uint32_t place = tree_place(box);
		if (tree_links_within(tree, place, tree->nodes.at[place].end) > 1)
			break;
		if (is_within(label, box->parent) && level)
			break;
		box = box->parent;
	}
	return box;
}

/* A label far outside its words' box has none. */
static bool is_near(const xmlNode *label, const xmlNode *link)
{
	const xmlNode *box = label;
	for (int level = 0; level < 4 && box->parent; level++)
		box = box->parent;
	return is_within(link, box);
}

static void add_words(const struct stories *s, const xmlNode *label,
                      const xmlNode *first, struct story_list *list,
                      struct story_run *run)
{
	const xmlNode *box = box_of_words(s->tree, label, first), *link = first;
	while (link && is_within(link, box) && list->items.len < MAX_WORDS &&
	       add_word(s, list, link)) {
		run->end = s->tree->nodes.at[tree_place(link)].end;
		link = label_next_link(s->tree, link, true);
	}
}

void hot_add_labelled(const struct stories *s, struct story_lists *lists,
                      const struct label *label, const xmlNode *node)
{
	const xmlNode *first = label_next_link(s->tree, node, true);
	struct story_list list = { .kind = LIST_HOT };
	if (!first || label_link_around(s->tree, node) || !is_near(node, first))
		return;
	struct story_run run = { tree_place(first), 0 };
	add_words(s, node, first, &list, &run);
	if (list.items.len < label->least) {
		vec_done(&list.items);
		return;
	}
	list.name = arena_str(s->arena, label->name);
	*vec_push(&lists->list) = list;
	take_run(lists, run);
}

/* --- #hashtags, which need no label --- */

static bool is_hashtag(const struct tree *tree, uint32_t place)
{
	const struct tree_node *n = &tree->nodes.at[place];
	struct raw_text raw;
	if (!(n->traits & TAG_LINK) || n->chars < 2 || n->chars > LONGEST_WORD)
		return false;
	struct str text = raw_text(tree, place, &raw);
	return str_starts(text, STR("#")) || str_starts(text, STR("＃"));
}

void hot_add_hashtags(const struct stories *s, struct story_lists *lists)
{
	struct story_list list = { .kind = LIST_HOT };
	for (uint32_t i = 1; i < s->tree->nodes.len && list.items.len < MAX_WORDS; i++)
		if (is_hashtag(s->tree, i) && !is_taken_place(lists, i))
			add_word(s, &list, s->tree->nodes.at[i].node);
	if (list.items.len >= 2)
		*vec_push(&lists->list) = list;
	else
		vec_done(&list.items);
}
