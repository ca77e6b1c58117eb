/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The next page of a list or of a split article, and all pages of an article, by the
 * words and numbers of their links. */
#include "page.h"

#include "general-words.h"

#include "baolan/base/mem.h"
#include "baolan/markup/html.h"
#include "baolan/text/url.h"

#define MAX_PAGES 100
#define MAX_LIST_PAGES 10000

static struct str folder_of(struct str path)
{
	size_t slash = str_find_last_char(path, '/');
	return slash == STR_NPOS ? path : str_head(path, slash + 1);
}

/* Pages of one story stand in one folder of one host, and are not one page. */
static bool may_continue(struct str url, struct str here)
{
	struct url a, b;
	if (!url_split(url, &a) || !url_split(here, &b) || !str_eq(a.host, b.host))
		return false;
	bool same = str_eq(a.path, b.path) && str_eq(a.query, b.query);
	return !same &&
	       (str_eq(a.path, b.path) || str_starts(a.path, folder_of(b.path)));
}

static void link_text(const struct page *p, uint32_t place, struct buf *b)
{
	if (p->tree.nodes.at[place].chars <= 20)
		html_text(p->tree.nodes.at[place].node, b);
}

static struct str link_address(const struct page *p, uint32_t place)
{
	struct stories s = page_stories(p);
	struct str url =
	        stories_address(&s, html_attr(p->tree.nodes.at[place].node, "href"));
	return url.len && may_continue(url, p->url) ? url : STR_NONE;
}

/* The links 1 2 3 beside the link to the next page; this page's own number is
 * often no link. */
static void number_pages(struct page *p, uint32_t next)
{
	const struct tree_node *nodes = p->tree.nodes.at;
	uint32_t box = nodes[next].parent;
	unsigned long expected = 1;
	for (uint32_t i = box + 1; i < nodes[box].end && p->pages.len < MAX_PAGES;
	     i++) {
		auto_buf text = BUF_INIT(100);
		unsigned long number;
		if (!(nodes[i].traits & TAG_LINK))
			continue;
		link_text(p, i, &text);
		if (!str_number(trim_marks(buf_str(&text)), MAX_PAGES, &number))
			continue;
		if (number == expected + 1)
			*vec_push(&p->pages) = p->url;
		else if (number != expected)
			break;
		expected = number + 1;
		struct str url = link_address(p, i);
		*vec_push(&p->pages) = url.len ? url : p->url;
	}
	if (p->pages.len < 2)
		vec_clear(&p->pages);
}

static bool is_next_link(const struct page *p, uint32_t place)
{
	const struct tree_node *n = &p->tree.nodes.at[place];
	if (!(n->traits & TAG_LINK) || n->chars < 2 || n->chars > 12)
		return false;
	const xmlNode *in = n->node->children;
	bool other = in && in->type == XML_TEXT_NODE && in->content &&
	             !is_next_page(str_of((const char *)in->content));
	if (other)
		return false;
	auto_buf text = BUF_INIT(100);
	link_text(p, place, &text);
	return is_next_page(buf_str(&text));
}

/* --- 1 [2] [3] without words --- */

#define MOST_BACK 8 /* nodes from one number to the one before */

/* The text before a node, in the same table cell. */
static const xmlNode *text_before(const xmlNode *node)
{
	for (int n = 0; node && n < MOST_BACK; n++) {
		if (node->prev) {
			node = node->prev;
			while (node->type == XML_ELEMENT_NODE && node->last)
				node = node->last;
		} else {
			node = node->parent;
		}
		if (!node || tag_traits(node) & TAG_CELL)
			return NULL;
		bool text = node->type == XML_TEXT_NODE && node->content;
		if (text && trim_marks(str_of((const char *)node->content)).len)
			return node;
	}
	return NULL;
}

/* A link to where the reader is, or to nowhere, is as good as none. */
static bool leads_away(const struct page *p, const xmlNode *node)
{
	struct stories s = page_stories(p);
	for (int level = 0; node && level < 3; level++, node = node->parent) {
		struct str url = stories_address(&s, html_attr(node, "href"));
		if (url.len && !str_eq(url, p->url))
			return true;
	}
	return false;
}

static bool follows_current(const struct page *p, uint32_t place)
{
	auto_buf text = BUF_INIT(100);
	unsigned long number, before;
	if (!(p->tree.nodes.at[place].traits & TAG_LINK) ||
	    p->tree.nodes.at[place].chars > 5)
		return false;
	link_text(p, place, &text);
	if (!str_number(trim_marks(buf_str(&text)), MAX_LIST_PAGES, &number))
		return false;
	const xmlNode *current = text_before(p->tree.nodes.at[place].node);
	return current &&
	       str_number(trim_marks(str_of((const char *)current->content)),
	                  MAX_LIST_PAGES, &before) &&
	       number == before + 1 && !leads_away(p, current->parent);
}

static void find_by_number(struct page *p)
{
	for (uint32_t i = 0; i < p->tree.nodes.len; i++) {
		struct str url = follows_current(p, i) ? link_address(p, i) : STR_NONE;
		if (!url.len)
			continue;
		page_set(p, DOC_NEXT_PAGE, url);
		return;
	}
}

static void find_by_word(struct page *p)
{
	for (uint32_t i = 0, tried = 0; i < p->tree.nodes.len && tried < MAX_PAGES;
	     i++) {
		if (!is_next_link(p, i))
			continue;
		struct str url = link_address(p, i);
		tried++;
		if (!url.len)
			continue;
		page_set(p, DOC_NEXT_PAGE, url);
		if (!p->pages.len)
			number_pages(p, i);
		return;
	}
}

void page_find_pages(struct page *p)
{
	if (!p->field[DOC_NEXT_PAGE].len)
		find_by_word(p);
	if (!p->field[DOC_NEXT_PAGE].len)
		find_by_number(p);
}
