/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first value of a key stays, except that names earlier in the table win
 * over later ones of the same key. */
#include "general-meta.h"

#include "baolan/base/mem.h"
#include "baolan/markup/html.h"
#include "baolan/text/clean.h"

#include <jansson.h>

#define MAX_VALUE 2000
#define MAX_JSON ((size_t)4 << 20)

/* clang-format off */
static const struct meta_name {
	const char *name; /* of name=, property= or itemprop=, any case */
	enum meta_key key;
} names[] = { /* of one key: the best first */
	{ "og:title",                  META_TITLE },
	{ "twitter:title",             META_TITLE },
	{ "articletitle",              META_TITLE },
	{ "headline",                  META_TITLE },
	{ "title",                     META_TITLE },
	{ "og:site_name",              META_SITE },
	{ "sitename",                  META_SITE },
	{ "application-name",          META_SITE },
	{ "og:description",            META_SUMMARY },
	{ "description",               META_SUMMARY },
	{ "twitter:description",       META_SUMMARY },
	{ "article:published_time",    META_DATE },
	{ "datepublished",             META_DATE },
	{ "og:release_date",           META_DATE },
	{ "publish_time",              META_DATE },
	{ "publishtime",               META_DATE },
	{ "pubdate",                   META_DATE },
	{ "publishdate",               META_DATE },
	{ "publish_date",              META_DATE },
	{ "publish-date",              META_DATE },
	{ "firstpublishedtime",        META_DATE },
	{ "_pubtime",                  META_DATE },
	{ "date.available",            META_DATE },
	{ "dc.date.issued",            META_DATE },
	{ "dcterms.issued",            META_DATE },
	{ "date",                      META_DATE },
	{ "weibo: article:create_at",  META_DATE },
	{ "contentsource",             META_SOURCE },
	{ "source",                    META_SOURCE },
	{ "mediaid",                   META_SOURCE },
	{ "author",                    META_AUTHOR },
	{ "article:author",            META_AUTHOR },
	{ "dc.creator",                META_AUTHOR },
	{ "byl",                       META_AUTHOR },
	{ "editor",                    META_EDITOR },
	{ "og:type",                   META_TYPE },
	{ "og:url",                    META_CANONICAL },
	{ "og:image",                  META_IMAGE },
	{ "content-language",          META_LANGUAGE },
};
/* clang-format on */

struct reader {
	struct meta *meta;
	struct arena *arena;
	uint8_t rank[META_KEYS]; /* 1 + the row that gave the value; 0: none */
};

static struct str clean_value(struct arena *arena, struct str raw)
{
	auto_buf b = BUF_INIT(MAX_VALUE);
	clean_add_collapsed(&b, str_head(raw, MAX_VALUE));
	return b.len ? arena_str(arena, buf_str(&b)) : STR_NONE;
}

static void set(struct reader *r, enum meta_key key, struct str raw, uint8_t rank)
{
	if (!raw.len || (r->rank[key] && r->rank[key] <= rank))
		return;
	struct str value = clean_value(r->arena, raw);
	if (!value.len)
		return;
	r->meta->value[key] = value;
	r->rank[key] = rank;
}

static void read_meta(struct reader *r, const xmlNode *node)
{
	static const char *const attributes[] = { "property", "name", "itemprop",
		                                  "http-equiv" };
	struct str content = html_attr(node, "content");
	for (size_t a = 0; a < ARRAY_SIZE(attributes) && content.len; a++) {
		struct str name = str_trim(html_attr(node, attributes[a]));
		for (size_t i = 0; i < ARRAY_SIZE(names) && name.len; i++)
			if (str_eq_nocase(name, str_of(names[i].name)))
				set(r, names[i].key, content, (uint8_t)(i + 1));
	}
}

static void read_link(struct reader *r, const xmlNode *node)
{
	if (str_eq_nocase(str_trim(html_attr(node, "rel")), STR("canonical")))
		set(r, META_CANONICAL, html_attr(node, "href"), 1);
}

static void read_title(struct reader *r, const xmlNode *node)
{
	auto_buf text = BUF_INIT(MAX_VALUE);
	for (const xmlNode *in = node->children; in; in = in->next)
		if (in->type == XML_TEXT_NODE && in->content)
			buf_add_str(&text, str_head(str_of((const char *)in->content),
			                            MAX_VALUE - text.len));
	set(r, META_TITLE_TAG, buf_str(&text), 1);
}

/* --- JSON-LD --- */

static struct str json_text(const json_t *json)
{
	return json_is_string(json)
	               ? str_make(json_string_value(json), json_string_length(json))
	               : STR_NONE;
}

/* "Name", {"name": …} or a list of either. */
static struct str json_name(const json_t *json)
{
	if (json_is_array(json))
		json = json_array_get(json, 0);
	return json_is_object(json) ? json_text(json_object_get(json, "name"))
	                            : json_text(json);
}

static void add_author(struct reader *r, struct str name)
{
	name = name.len < 200 ? clean_value(r->arena, name) : STR_NONE;
	if (name.len && !str_has(name, STR("://")))
		*vec_push(&r->meta->authors) = name;
}

static void read_authors(struct reader *r, const json_t *author)
{
	if (!json_is_array(author)) {
		add_author(r, json_name(author));
		return;
	}
	for (size_t i = 0; i < json_array_size(author) && i < 8; i++)
		add_author(r, json_name(json_array_get(author, i)));
}

static bool is_article_type(struct str type)
{
	return str_has(type, STR("Article")) || str_has(type, STR("article")) ||
	       str_eq(type, STR("BlogPosting")) || str_eq(type, STR("Report"));
}

static void read_ld_article(struct reader *r, const json_t *json)
{
	struct str type = json_name(json_object_get(json, "@type"));
	if (!is_article_type(type))
		return;
	set(r, META_TYPE, STR("article"), 1);
	set(r, META_TITLE, json_text(json_object_get(json, "headline")), 1);
	set(r, META_DATE, json_text(json_object_get(json, "datePublished")), 1);
	set(r, META_SUMMARY, json_text(json_object_get(json, "description")), 20);
	set(r, META_PUBLISHER, json_name(json_object_get(json, "publisher")), 1);
	read_authors(r, json_object_get(json, "author"));
	struct str body = json_text(json_object_get(json, "articleBody"));
	if (body.len > r->meta->value[META_BODY].len)
		r->meta->value[META_BODY] = arena_str(r->arena, body);
}

static void read_ld(struct reader *r, const json_t *json)
{
	if (json_is_object(json)) {
		const json_t *graph = json_object_get(json, "@graph");
		read_ld_article(r, json);
		json = graph;
	}
	for (size_t i = 0; i < json_array_size(json) && i < 64; i++)
		read_ld_article(r, json_array_get(json, i));
}

static void read_script(struct reader *r, const xmlNode *node)
{
	const xmlNode *in = node->children;
	if (!in || !in->content || html_attr(node, "src").len)
		return;
	*vec_push(&r->meta->scripts) = node;
	if (!str_eq_nocase(str_trim(html_attr(node, "type")),
	                   STR("application/ld+json")))
		return;
	struct str text = str_of((const char *)in->content);
	if (text.len > MAX_JSON)
		return;
	json_t *json = json_loadb(text.at, text.len, JSON_ALLOW_NUL, NULL);
	if (json)
		read_ld(r, json);
	json_decref(json);
}

/* --- the tree --- */

static const struct special {
	const char *name;
	void (*read)(struct reader *r, const xmlNode *node);
} specials[] = {
	{ "meta", read_meta },
	{ "link", read_link },
	{ "title", read_title },
	{ "script", read_script },
};

static void read_element(struct reader *r, const xmlNode *node)
{
	for (size_t i = 0; i < ARRAY_SIZE(specials); i++)
		if (html_is(node, specials[i].name))
			specials[i].read(r, node);
}

static void read_head(struct reader *r, const xmlNode *head)
{
	const xmlNode *node = html_next(head, head, false);
	for (; node; node = html_next(node, head, false))
		read_element(r, node);
}

static void read_date_marks(struct reader *r, const xmlNode *node)
{
	struct str prop = html_attr(node, "itemprop");
	if (!str_eq_nocase(prop, STR("datePublished")))
		return;
	struct str when = html_attr(node, "datetime");
	set(r, META_DATE, when.len ? when : html_attr(node, "content"), 2);
}

void meta_read(const struct tree *tree, struct arena *arena, struct meta *ret_meta)
{
	*ret_meta = (struct meta){ 0 };
	struct reader r = { .meta = ret_meta, .arena = arena };
	vec_each (n, &tree->nodes) {
		if (n->traits & TAG_SKIP && html_is(n->node, "head"))
			read_head(&r, n->node);
		else if (n->traits & TAG_SKIP)
			read_element(&r, n->node);
		else if (n->node->properties && n->chars < 60)
			read_date_marks(&r, n->node);
	}
	if (tree->nodes.len)
		set(&r, META_LANGUAGE, html_attr(tree->nodes.at[0].node, "lang"), 0);
}

void meta_done(struct meta *meta)
{
	vec_done(&meta->authors);
	vec_done(&meta->scripts);
}

bool meta_is_article(const struct meta *meta)
{
	return is_article_type(meta->value[META_TYPE]);
}
