/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The feeds that a page names: by <link rel="alternate">, else by its links. */
#include "listing.h"

#include "baolan/base/mem.h"
#include "baolan/base/vec.h"
#include "baolan/markup/html.h"
#include "baolan/text/url.h"

enum { MAX_FEEDS = 16 };

struct finder {
	struct doc_builder *b;
	struct str base;
	VEC(char *) known;
};

static bool is_known(const struct finder *f, struct str url)
{
	vec_each (known, &f->known)
		if (str_eq(str_of(*known), url))
			return true;
	return false;
}

static void add_feed(struct finder *f, struct str href, struct str title)
{
	auto_buf url = BUF_INIT(1 << 20);
	if (f->known.len >= MAX_FEEDS || !url_resolve(f->base, href, NULL, &url) ||
	    is_known(f, buf_str(&url)))
		return;
	if (!f->known.len)
		doc_set(f->b, DOC_FEED, buf_str(&url));
	doc_add_story(f->b,
	              &(struct doc_story_text){ .title = title, .url = buf_str(&url) });
	*vec_push(&f->known) = str_dup(buf_str(&url));
}

/* --- <link rel="alternate" type="application/rss+xml" title="…" href="…"> --- */

static bool is_feed_type(struct str type)
{
	static const struct str types[] = {
		{ "application/rss+xml", 19 }, { "application/atom+xml", 20 },
		{ "application/rdf+xml", 19 }, { "application/feed+json", 21 },
		{ "application/json", 16 },    { "text/xml", 8 },
		{ "application/xml", 15 },     { "application/x.atom+xml", 22 },
		{ "application/rss", 15 },     { "text/rss", 8 },
	};
	for (size_t i = 0; i < ARRAY_SIZE(types); i++)
		if (str_eq_nocase(str_trim(type), types[i]))
			return true;
	return false;
}

static bool has_word(struct str words, struct str word)
{
	while (words.at)
		if (str_eq_nocase(str_trim(str_cut(&words, ' ')), word))
			return true;
	return false;
}

/* WordPress names its REST interface in the same way. */
static bool is_interface(struct str href)
{
	return str_has(href, STR("wp-json")) || str_has(href, STR("oembed"));
}

static void look_at_link(struct finder *f, const xmlNode *node)
{
	struct str rel = html_attr(node, "rel"), href = html_attr(node, "href");
	bool typed = is_feed_type(html_attr(node, "type")) && !is_interface(href);
	if ((has_word(rel, STR("alternate")) && typed) || has_word(rel, STR("feed")))
		add_feed(f, href, html_attr(node, "title"));
}

/* --- <a href="/rss.xml">RSS</a> --- */

static struct str path_of(struct str href)
{
	size_t end = str_find_char(href, '?');
	return str_head(href, MIN(end, href.len));
}

static bool looks_like_feed(struct str href)
{
	static const struct str ends[] = {
		{ ".rss", 4 },      { ".rdf", 4 },     { ".atom", 5 },
		{ "/rss", 4 },      { "/rss/", 5 },    { "/feed", 5 },
		{ "/feed/", 6 },    { "/atom", 5 },    { "rss.xml", 7 },
		{ "atom.xml", 8 },  { "feed.xml", 8 }, { "rss2.xml", 8 },
		{ "feed.json", 9 }, { "/rss.php", 8 }, { "/rss.aspx", 9 },
	};
	struct str path = path_of(str_trim(href));
	for (size_t i = 0; i < ARRAY_SIZE(ends); i++)
		if (path.len >= ends[i].len &&
		    str_eq_nocase(str_from(path, path.len - ends[i].len), ends[i]))
			return true;
	return false;
}

static bool says_feed(struct str text)
{
	static const struct str words[] = {
		{ "RSS", 3 }, { "RSS订阅", 9 }, { "RSS訂閱", 9 }, { "Atom", 4 }
	};
	for (size_t i = 0; i < ARRAY_SIZE(words); i++)
		if (str_eq_nocase(text, words[i]))
			return true;
	return false;
}

static void look_at_anchor(struct finder *f, const xmlNode *node)
{
	auto_buf text = BUF_INIT(1 << 20);
	struct str href = html_attr(node, "href");
	bool by_address = looks_like_feed(href);
	bool may_say = node->children && !node->children->next;
	if (!href.len || (!by_address && !may_say))
		return;
	html_text(node, &text);
	if (by_address || says_feed(buf_str(&text)))
		add_feed(f, href, buf_str(&text));
}

static void walk(struct finder *f, const xmlNode *root, const char *element,
                 void (*look)(struct finder *, const xmlNode *))
{
	for (const xmlNode *n = root; n; n = html_next(n, root, false))
		if (html_is(n, element))
			look(f, n);
}

void listing_add_feeds(const xmlDoc *page, struct str base, struct doc_builder *b)
{
	const xmlNode *root = xmlDocGetRootElement(page);
	struct finder f = { .b = b, .base = base };
	doc_begin_list(b, LIST_FEEDS, PERIOD_OTHER, STR_NONE);
	walk(&f, root, "link", look_at_link);
	if (!f.known.len)
		walk(&f, root, "a", look_at_anchor);
	doc_end_list(b);
	vec_each (known, &f.known)
		mem_cleanup_free(known);
	vec_done(&f.known);
}
