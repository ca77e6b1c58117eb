/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One story, or a list of them? */
#include "page.h"

static size_t kept_chars(const struct page *p)
{
	size_t chars = 0;
	for (size_t i = 0; i < p->lines.list.len; i++)
		if (!p->lines.list.at[i].dropped)
			chars += p->lines.list.at[i].chars -
			         p->lines.list.at[i].link_chars;
	return chars;
}

static size_t main_stories(const struct page *p)
{
	return p->main.list.len ? p->main.list.at[0].items.len : 0;
}

/* /, /news/, /news/index.html, /list_3.shtml: places of lists. */
static bool is_list_address(struct str url)
{
	size_t mark = str_find_char(url, '?');
	struct str path = mark == STR_NPOS ? url : str_head(url, mark);
	size_t slash = str_find_last_char(path, '/');
	struct str name = slash == STR_NPOS ? path : str_from(path, slash + 1);
	if (!url.len)
		return false;
	return !name.len || str_starts(name, STR("index")) ||
	       str_starts(name, STR("list")) || str_starts(name, STR("default")) ||
	       str_find_char(name, '.') == STR_NPOS;
}

static bool is_linked_block(const struct tree_node *n)
{
	return n->own_link_chars * 10 >= n->own_chars * 8;
}

/* How often in the body a line of text follows a linked line. */
static size_t count_summaries(const struct page *p, size_t *ret_texts)
{
	size_t summaries = 0, texts = 0;
	for (size_t i = 0; i < p->body.parts.len; i++) {
		uint32_t part = p->body.parts.at[i];
		bool after_link = false;
		for (uint32_t at = part; at < p->tree.nodes.at[part].end; at++) {
			const struct tree_node *n = &p->tree.nodes.at[at];
			if (n->own_chars < 6)
				continue;
			bool linked = is_linked_block(n);
			texts += !linked && n->own_chars >= 20;
			summaries += after_link && !linked;
			after_link = linked;
		}
	}
	*ret_texts = texts;
	return summaries;
}

/* Summaries under linked headlines: the text there is, is cut up. */
static bool is_cut_up(const struct page *p)
{
	size_t linked = 0, texts = 0;
	for (size_t i = 0; i < p->lines.list.len; i++) {
		const struct line *line = &p->lines.list.at[i];
		if (line->dropped || line->chars < 8)
			continue;
		texts++;
		linked += line->link_chars * 10 >= line->chars * 8;
	}
	size_t running, summaries = count_summaries(p, &running);
	return (linked >= 4 && linked * 3 >= texts) ||
	       (summaries >= 4 && summaries * 2 >= running);
}

/* A date, and somebody who wrote or sent it. */
static bool has_byline(const struct page *p)
{
	return p->field[DOC_PUBLISHED].len &&
	       (p->facts.authors.len || p->facts.editor.len);
}

enum page_verdict page_judge_without_list(const struct page *p)
{
	if (p->has_recipe_body || p->script_xml)
		return IS_ARTICLE;
	if (p->has_recipe_list)
		return IS_LIST;
	size_t chars = kept_chars(p);
	if (meta_is_article(&p->meta) && chars >= 40)
		return IS_ARTICLE;
	if (is_cut_up(p))
		return IS_LIST;
	bool article =
	        (p->headline.matched && chars >= 60) || (has_byline(p) && chars >= 100);
	return article ? IS_ARTICLE : IS_OPEN;
}

bool page_is_article(const struct page *p)
{
	enum page_verdict verdict = page_judge_without_list(p);
	if (verdict != IS_OPEN)
		return verdict == IS_ARTICLE;
	size_t chars = kept_chars(p), stories = main_stories(p);
	if (stories >= 8)
		return chars >= (is_list_address(p->url) ? 600 : 250);
	return chars >= 100 || stories < (is_list_address(p->url) ? 3 : 5);
}
