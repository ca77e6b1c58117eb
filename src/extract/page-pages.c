/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pages of a split article, by the words and numbers of their links. */
#include "page.h"

#include "general-words.h"

#include "baolan/base/mem.h"
#include "baolan/text/url.h"

#define MAX_PAGES 100

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

void page_find_pages(struct page *p)
{
	if (p->field[DOC_NEXT_PAGE].len)
		return;
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
