/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The general extractor's order of work: where the story is, what stands over
 * it, its lines, then dates, names and lists.  Nothing here knows a site. */
#include "page.h"

#include "general-judge.h"

#include "baolan/base/mem.h"
#include "baolan/markup/html.h"

#define POOR_BODY 100 /* characters; less is worth a look into the scripts */

/* --- the body --- */

void page_judge_lines(struct page *p)
{
	struct heads heads = { .title = p->field[DOC_TITLE],
		               .kicker = p->field[DOC_KICKER],
		               .subtitle = p->field[DOC_SUBTITLE] };
	judge_lines(&p->lines, &heads, &p->facts);
}

static void use_general_body(struct page *p)
{
	body_lines(&p->tree, &p->body, &p->lines);
	page_judge_lines(p);
}

/* A page that hides its story until a script shows it. */
static void try_hidden(struct page *p)
{
	body_done(&p->body);
	tree_done(&p->tree);
	tree_build(&p->tree, p->xml, true);
	body_find(&p->tree, &p->body);
}

/* A button near the story that shows the rest of it. */
static bool has_unfolder(const struct page *p)
{
	const struct tree_node *nodes = p->tree.nodes.at;
	if (!p->body.parts.len)
		return false;
	uint32_t from = p->body.parts.at[0];
	uint32_t end = MIN(nodes[*vec_last(&p->body.parts)].end + 20,
	                   (uint32_t)p->tree.nodes.len);
	for (uint32_t i = from; i < end; i++) {
		if (nodes[i].chars < 4 || nodes[i].chars > 8)
			continue;
		auto_buf text = BUF_INIT(100);
		html_text(nodes[i].node, &text);
		if (is_unfolder(buf_str(&text),
		                tree_links_within(&p->tree, i, nodes[i].end) > 0))
			return true;
	}
	return false;
}

static void find_body(struct page *p)
{
	if (p->has_recipe_body)
		return;
	body_done(&p->body);
	body_find(&p->tree, &p->body);
	bool cut = p->body.good_chars < POOR_BODY || has_unfolder(p);
	if (cut && !p->recipe)
		try_hidden(p);
}

static void read_headline(struct page *p)
{
	headline_find(&p->tree, &p->body, &p->meta, &p->arena, &p->headline);
	page_set(p, DOC_TITLE, p->headline.title);
	if (p->has_recipe_body)
		return;
	page_set(p, DOC_KICKER, p->headline.kicker);
	page_set(p, DOC_SUBTITLE, p->headline.subtitle);
}

static void read_body(struct page *p)
{
	if (p->has_recipe_body)
		return;
	if (p->body.good_chars < POOR_BODY && page_read_script(p))
		return;
	use_general_body(p);
}

/* --- lists --- */

static bool has_list(const struct page *p, enum doc_list_kind kind)
{
	for (size_t i = 0; i < p->lists.list.len; i++)
		if (p->lists.list.at[i].kind == kind)
			return true;
	return false;
}

static void read_lists(struct page *p)
{
	struct stories s = page_stories(p);
	s.now = page_now_of_story(p);
	s.skip[LIST_RELATED] = has_list(p, LIST_RELATED);
	s.skip[LIST_RANKING] = has_list(p, LIST_RANKING);
	stories_find_headed(&s, &p->lists);
}

/* Only of a page that may be a list. */
static void read_main_list(struct page *p)
{
	struct stories s = page_stories(p);
	s.now = page_now_of_story(p);
	if (!p->main.list.len && page_judge_without_list(p) != IS_ARTICLE)
		stories_find_main(&s, &p->tree, &p->lists, &p->main);
}

/* --- all of it --- */

static void read_head(struct page *p)
{
	page_set(p, DOC_URL, p->url);
	page_set(p, DOC_CHARSET, str_of(p->charset));
	page_set(p, DOC_SUMMARY, p->meta.value[META_SUMMARY]);
	page_set(p, DOC_LANGUAGE, p->meta.value[META_LANGUAGE]);
	struct stories s = page_stories(p);
	page_set(p, DOC_CANONICAL, stories_address(&s, p->meta.value[META_CANONICAL]));
}

void page_read_general(struct page *p)
{
	auto_buf over = BUF_INIT(8192), under = BUF_INIT(8192);
	read_head(p);
	find_body(p);
	read_headline(p);
	page_read_site(p);
	byline_text(&p->tree, &p->body, &p->headline, &over, &under);
	page_read_byline(p, buf_str(&over), STR_NONE);
	read_body(p);
	page_read_byline(p, STR_NONE, buf_str(&under));
	page_read_people(p);
	page_read_date(p, buf_str(&over), buf_str(&under));
	read_lists(p);
	read_main_list(p);
	page_find_pages(p);
}
