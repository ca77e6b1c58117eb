/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The dialects in XML.  One table says which element, in which place, is which
 * part; an element that is in no row is passed, though what stands in it is looked
 * at.  Open elements are on a stack that forgives: an end tag closes all that was
 * opened behind its start tag, and one without a start tag closes nothing. */
#include "baolan/base/i18n.h"
#include "baolan/base/mem.h"
#include "baolan/markup/plain.h"
#include "baolan/markup/xml.h"
#include "baolan/text/url.h"
#include "feed-inside.h"
#include "feed-value.h"

#include <stdio.h>

#define MAX_DEPTH 256
#define MAX_BINDINGS 256

/* --- namespaces --- */

/* clang-format off */
enum space {
	RSS = 1, ATOM = 2, DC = 4, CONTENT = 8, MEDIA = 16, ITUNES = 32, SY = 64, FEEDBURNER = 128,
	OTHER = 256,
};
static const struct {
	struct str start; /* of the namespace's name, whatever its version */
	enum space space;
} spaces[] = {
	{ { "http://purl.org/rss/1.0/modules/content", 39 },     CONTENT },
	{ { "http://purl.org/rss/1.0/modules/syndication", 43 }, SY },
	{ { "http://purl.org/rss/1.0/modules/", 32 },            OTHER },
	{ { "http://purl.org/rss/", 20 },                        RSS },
	{ { "http://purl.org/net/rss", 23 },                     RSS },
	{ { "http://my.netscape.com/", 23 },                     RSS },
	{ { "http://channel.netscape.com/", 28 },                RSS },
	{ { "http://backend.userland.com/", 28 },                RSS },
	{ { "http://blogs.law.harvard.edu/", 29 },               RSS },
	{ { "http://www.w3.org/2005/Atom", 27 },                 ATOM },
	{ { "http://purl.org/atom/", 21 },                       ATOM },
	{ { "http://purl.org/dc/", 19 },                         DC },
	{ { "http://search.yahoo.com/mrss", 28 },                MEDIA },
	{ { "http://www.itunes.com/", 22 },                      ITUNES },
	{ { "http://rssnamespace.org/feedburner/", 35 },         FEEDBURNER },
};
/* What prefixes mean that nobody declared. */
static const struct {
	struct str prefix;
	enum space space;
} usual[] = {
	{ { "", 0 }, RSS },          { { "rss", 3 }, RSS },       { { "atom", 4 }, ATOM },
	{ { "atom10", 6 }, ATOM },   { { "a10", 3 }, ATOM },      { { "dc", 2 }, DC },
	{ { "dcterms", 7 }, DC },    { { "content", 7 }, CONTENT }, { { "media", 5 }, MEDIA },
	{ { "itunes", 6 }, ITUNES }, { { "sy", 2 }, SY },         { { "feedburner", 10 }, FEEDBURNER },
};
/* clang-format on */

struct binding {
	struct str prefix;
	enum space space;
	uint32_t depth; /* of the element that declares it */
};

/* --- the stack --- */

enum place {
	IN_ROOT = 1,
	IN_HEAD = 2,
	IN_ITEM = 4,
	IN_IMAGE = 8,   /* the channel's */
	IN_AUTHOR = 16, /* of whatever is open */
	IN_SOURCE = 32,
	IN_NOTHING = 64,
};

struct frame {
	struct str name;
	enum place place;
	struct str base; /* xml:base; absent: none */
};

struct reader {
	struct feed_maker *maker;
	struct xml xml;
	VEC(struct frame) stack;
	VEC(struct binding) bindings;
	struct str period; /* sy: */
	unsigned long frequency;
	struct buf text; /* of the element in hand */
	bool in_item;
};

struct row;
typedef void take_fn(struct reader *r, const struct row *row,
                     const struct xml_tag *tag);
struct row {
	const char *name;
	uint16_t spaces; /* enum space bits */
	uint8_t places;  /* enum place bits: where it means something */
	uint8_t what;    /* enum feed_part, or for `enter` an enum place */
	uint8_t rank;    /* of those for one part, the lowest wins */
	take_fn *read;
};
static take_fn enter, enter_head, enter_item, enter_atom, take_text, take_rich,
        take_date, take_id, take_link, take_rss_link, take_atom_link, take_image_link,
        take_href, take_enclosure, take_media, take_person, take_name, take_category,
        take_words, take_ttl, take_period, take_frequency;

/* clang-format off */
static const struct row rows[] = {
	{ "rss",             RSS | ATOM | OTHER,  IN_ROOT,           IN_ROOT,          0, enter },
	{ "RDF",             RSS | ATOM | OTHER,  IN_ROOT,           IN_ROOT,          0, enter },
	{ "channel",         RSS | OTHER,         IN_ROOT,           0,                0, enter_head },
	{ "feed",            RSS | ATOM | OTHER,  IN_ROOT,           0,                0, enter_atom },
	{ "item",            RSS | OTHER,         IN_ROOT | IN_HEAD, 0,                0, enter_item },
	{ "entry",           ATOM | RSS,          IN_ROOT | IN_HEAD, 0,                0, enter_item },
	{ "image",           RSS,                 IN_HEAD | IN_ROOT, IN_IMAGE,         0, enter },
	{ "textinput",       RSS,                 IN_HEAD | IN_ROOT, IN_NOTHING,       0, enter },
	{ "group",           MEDIA,               IN_ITEM,           IN_ITEM,          0, enter },

	{ "title",           RSS | ATOM,          IN_HEAD | IN_ITEM, FEED_TITLE,       0, take_text },
	{ "title",           DC,                  IN_HEAD | IN_ITEM, FEED_TITLE,       1, take_text },
	{ "title",           MEDIA | ITUNES,      IN_ITEM,           FEED_TITLE,       2, take_text },

	{ "origLink",        FEEDBURNER,          IN_ITEM,           FEED_LINK,        0, take_link },
	{ "link",            ATOM,                IN_HEAD | IN_ITEM, 0,                1, take_atom_link },
	{ "link",            RSS,                 IN_HEAD | IN_ITEM, FEED_LINK,        1, take_rss_link },
	{ "url",             RSS,                 IN_IMAGE,          FEED_IMAGE,       0, take_link },
	{ "logo",            ATOM,                IN_HEAD,           FEED_IMAGE,       1, take_link },
	{ "icon",            ATOM,                IN_HEAD,           FEED_IMAGE,       2, take_link },
	{ "image",           ITUNES,              IN_HEAD | IN_ITEM, FEED_IMAGE,       3, take_href },
	{ "image",           RSS,                 IN_ITEM,           FEED_IMAGE,       0, take_image_link },
	{ "thumbnail",       MEDIA,               IN_ITEM,           FEED_IMAGE,       1, take_href },
	{ "content",         MEDIA,               IN_ITEM,           FEED_IMAGE,       2, take_media },

	{ "guid",            RSS,                 IN_ITEM,           FEED_ID,          0, take_id },
	{ "id",              ATOM,                IN_ITEM,           FEED_ID,          0, take_id },
	{ "identifier",      DC,                  IN_ITEM,           FEED_ID,          1, take_id },

	{ "pubDate",         RSS,                 IN_HEAD | IN_ITEM, FEED_PUBLISHED,   0, take_date },
	{ "published",       ATOM,                IN_HEAD | IN_ITEM, FEED_PUBLISHED,   0, take_date },
	{ "issued",          ATOM,                IN_HEAD | IN_ITEM, FEED_PUBLISHED,   1, take_date },
	{ "created",         ATOM,                IN_HEAD | IN_ITEM, FEED_PUBLISHED,   2, take_date },
	{ "date",            DC,                  IN_HEAD | IN_ITEM, FEED_PUBLISHED,   3, take_date },
	{ "issued",          DC,                  IN_HEAD | IN_ITEM, FEED_PUBLISHED,   4, take_date },
	{ "created",         DC,                  IN_HEAD | IN_ITEM, FEED_PUBLISHED,   5, take_date },
	{ "lastBuildDate",   RSS,                 IN_HEAD,           FEED_UPDATED,     0, take_date },
	{ "updated",         ATOM,                IN_HEAD | IN_ITEM, FEED_UPDATED,     1, take_date },
	{ "modified",        ATOM,                IN_HEAD | IN_ITEM, FEED_UPDATED,     2, take_date },
	{ "modified",        DC,                  IN_HEAD | IN_ITEM, FEED_UPDATED,     3, take_date },

	{ "encoded",         CONTENT,             IN_ITEM,           FEED_CONTENT,     0, take_rich },
	{ "content",         ATOM,                IN_ITEM,           FEED_CONTENT,     1, take_rich },
	{ "description",     RSS,                 IN_HEAD | IN_ITEM, FEED_SUMMARY,     0, take_rich },
	{ "summary",         ATOM,                IN_ITEM,           FEED_SUMMARY,     1, take_rich },
	{ "subtitle",        ATOM,                IN_HEAD,           FEED_SUMMARY,     1, take_rich },
	{ "tagline",         ATOM,                IN_HEAD,           FEED_SUMMARY,     2, take_rich },
	{ "description",     DC,                  IN_HEAD | IN_ITEM, FEED_SUMMARY,     3, take_rich },
	{ "summary",         ITUNES,              IN_HEAD | IN_ITEM, FEED_SUMMARY,     4, take_rich },
	{ "subtitle",        ITUNES,              IN_HEAD | IN_ITEM, FEED_SUMMARY,     5, take_rich },
	{ "description",     MEDIA,               IN_ITEM,           FEED_SUMMARY,     6, take_rich },

	{ "author",          ATOM,                IN_HEAD | IN_ITEM, IN_AUTHOR,        0, enter },
	{ "name",            ATOM,                IN_AUTHOR,         FEED_AUTHORS,     0, take_name },
	{ "email",           ATOM,                IN_AUTHOR,         FEED_AUTHORS,     3, take_name },
	{ "name",            RSS,                 IN_AUTHOR,         FEED_AUTHORS,     0, take_name },
	{ "creator",         DC,                  IN_HEAD | IN_ITEM, FEED_AUTHORS,     1, take_person },
	{ "author",          DC,                  IN_HEAD | IN_ITEM, FEED_AUTHORS,     1, take_person },
	{ "author",          RSS,                 IN_ITEM,           FEED_AUTHORS,     1, take_person },
	{ "managingEditor",  RSS,                 IN_HEAD,           FEED_AUTHORS,     1, take_person },
	{ "author",          ITUNES,              IN_HEAD | IN_ITEM, FEED_AUTHORS,     2, take_person },
	{ "webMaster",       RSS,                 IN_HEAD,           FEED_AUTHORS,     4, take_person },

	{ "category",        RSS | ATOM,          IN_HEAD | IN_ITEM, FEED_CATEGORIES,  0, take_category },
	{ "subject",         DC,                  IN_HEAD | IN_ITEM, FEED_CATEGORIES,  0, take_category },
	{ "category",        ITUNES,              IN_HEAD | IN_ITEM, FEED_CATEGORIES,  0, take_category },
	{ "category",        MEDIA,               IN_ITEM,           FEED_CATEGORIES,  0, take_category },
	{ "keywords",        ITUNES | MEDIA,      IN_HEAD | IN_ITEM, FEED_CATEGORIES,  0, take_words },

	{ "enclosure",       RSS,                 IN_ITEM,           0,                0, take_enclosure },
	{ "source",          RSS,                 IN_ITEM,           FEED_SOURCE,      0, take_text },
	{ "source",          ATOM,                IN_ITEM,           IN_SOURCE,        0, enter },
	{ "title",           ATOM,                IN_SOURCE,         FEED_SOURCE,      0, take_text },

	{ "language",        RSS,                 IN_HEAD,           FEED_LANGUAGE,    0, take_text },
	{ "language",        DC,                  IN_HEAD,           FEED_LANGUAGE,    1, take_text },
	{ "ttl",             RSS,                 IN_HEAD,           FEED_TTL,         0, take_ttl },
	{ "updatePeriod",    SY,                  IN_HEAD,           0,                0, take_period },
	{ "updateFrequency", SY,                  IN_HEAD,           0,                0, take_frequency },
};
/* clang-format on */

static const char *const item_names[] = { "item", "entry", NULL };

static enum place place_of(const struct reader *r)
{
	return r->stack.len ? vec_last(&r->stack)->place : IN_ROOT;
}

static struct part_maker *made_of(struct reader *r)
{
	return r->in_item ? &r->maker->item : &r->maker->head;
}

/* --- bases --- */

/* The attribute as text; what is written without references is borrowed. */
static struct str attribute(struct reader *r, const struct xml_tag *tag,
                            struct str name)
{
	struct str value = xml_attribute(tag, name);
	if (xml_is_plain(&value))
		return value;
	auto_buf text = BUF_INIT(FEED_MAX_TEXT);
	xml_add_text(&r->xml, value, &text);
	return arena_str(&r->maker->feed->arena, buf_str(&text));
}

static struct str base_here(const struct reader *r)
{
	for (size_t i = r->stack.len; i-- > 0;)
		if (r->stack.at[i].base.len)
			return r->stack.at[i].base;
	return STR_NONE;
}

/* What links in an element are relative to. */
static struct str base_of(struct reader *r, const struct xml_tag *tag)
{
	struct str outer = base_here(r), own = attribute(r, tag, STR("xml:base"));
	auto_buf url = BUF_INIT(1 << 20);
	if (!own.len)
		return outer;
	if (!url_resolve(outer.len ? outer : r->maker->source->url, own, NULL, &url))
		return outer;
	return arena_str(&r->maker->feed->arena, buf_str(&url));
}

/* --- namespaces --- */

static enum space space_of_uri(struct str uri)
{
	for (size_t i = 0; i < ARRAY_SIZE(spaces); i++)
		if (str_starts_nocase(uri, spaces[i].start))
			return spaces[i].space;
	return OTHER;
}

static void bind_spaces(struct reader *r, const struct xml_tag *tag)
{
	struct str rest = tag->attributes, name, value, prefix;
	if (!str_has(rest, STR("xmlns")))
		return;
	while (xml_next_attribute(&rest, &name, &value)) {
		struct str local = xml_local(name, &prefix);
		bool is_default = str_eq(name, STR("xmlns"));
		if ((!is_default && !str_eq(prefix, STR("xmlns"))) ||
		    r->bindings.len >= MAX_BINDINGS)
			continue;
		*vec_push(&r->bindings) =
		        (struct binding){ is_default ? STR_NONE : local,
			                  space_of_uri(value), (uint32_t)r->stack.len };
	}
}

static void unbind_spaces(struct reader *r, size_t depth)
{
	while (r->bindings.len && vec_last(&r->bindings)->depth >= depth)
		r->bindings.len--;
}

/* An unprefixed element of no namespace, or of one that nobody knows, is the
 * format's own. */
static enum space own_space(const struct reader *r)
{
	return r->maker->feed->format == FEED_ATOM ? ATOM : RSS;
}

static enum space space_of(const struct reader *r, struct str prefix)
{
	for (size_t i = r->bindings.len; i-- > 0;) {
		if (!str_eq(r->bindings.at[i].prefix, prefix))
			continue;
		enum space space = r->bindings.at[i].space;
		return space == OTHER && !prefix.len ? own_space(r) : space;
	}
	for (size_t i = 0; prefix.len && i < ARRAY_SIZE(usual); i++)
		if (str_eq_nocase(usual[i].prefix, prefix))
			return usual[i].space;
	return prefix.len ? OTHER : own_space(r);
}

/* --- opening and closing --- */

static void push(struct reader *r, const struct xml_tag *tag, enum place place)
{
	if (tag->is_empty || r->stack.len >= MAX_DEPTH)
		return;
	struct str base = base_of(r, tag);
	*vec_push(&r->stack) =
	        (struct frame){ .name = tag->name, .place = place, .base = base };
}

static bool is_item(struct str name)
{
	struct str local = xml_local(name, NULL);
	return str_eq_nocase(local, STR("item")) || str_eq_nocase(local, STR("entry"));
}

static void end_item(struct reader *r)
{
	if (r->in_item)
		maker_end_item(r->maker);
	r->in_item = false;
}

/* Close all that is open from `depth` on. */
static void pop_to(struct reader *r, size_t depth)
{
	while (r->stack.len > depth) {
		struct frame *last = vec_last(&r->stack);
		if (last->place == IN_ITEM && is_item(last->name))
			end_item(r);
		r->stack.len--;
	}
	unbind_spaces(r, depth);
}

static void close_tag(struct reader *r, const struct xml_tag *tag)
{
	for (size_t i = r->stack.len; i-- > 0;) {
		if (!str_eq_nocase(r->stack.at[i].name, tag->name))
			continue;
		if (i + 1 < r->stack.len)
			r->xml.flaws |= XML_UNCLOSED;
		pop_to(r, i);
		return;
	}
}

static void enter(struct reader *r, const struct row *row, const struct xml_tag *tag)
{
	push(r, tag, row->what);
}

static void enter_head(struct reader *r, const struct row *row,
                       const struct xml_tag *tag)
{
	(void)row;
	push(r, tag, IN_HEAD);
}

static void enter_atom(struct reader *r, const struct row *row,
                       const struct xml_tag *tag)
{
	maker_set_text(r->maker, &r->maker->head, FEED_LANGUAGE, 2,
	               attribute(r, tag, STR("xml:lang")));
	enter_head(r, row, tag);
}

static void enter_item(struct reader *r, const struct row *row,
                       const struct xml_tag *tag)
{
	(void)row;
	r->in_item = true;
	push(r, tag, IN_ITEM);
	/* rdf:about; the parser's guess when nothing else has an id */
	part_set(&r->maker->item, FEED_ID, 9, attribute(r, tag, STR("rdf:about")));
	if (tag->is_empty)
		end_item(r);
}

/* An item within an item: the end of the first is missing. */
static void close_open_item(struct reader *r)
{
	for (size_t i = 0; i < r->stack.len; i++) {
		if (r->stack.at[i].place != IN_ITEM || !is_item(r->stack.at[i].name))
			continue;
		r->xml.flaws |= XML_UNCLOSED;
		pop_to(r, i);
		return;
	}
}

/* --- values --- */

/* The text of an element that holds nothing but text; with elements in it, what
 * they show. */
static struct str text_inside(struct reader *r, const struct xml_tag *tag)
{
	bool has_tags;
	struct str inside = xml_inside(&r->xml, tag, item_names, &has_tags);
	if (!has_tags && xml_is_plain(&inside))
		return inside;
	buf_clear(&r->text);
	if (has_tags) {
		auto_buf html = BUF_INIT(FEED_MAX_TEXT);
		xml_add_markup(inside, STR_NONE, &html);
		plain_add(buf_str(&html), html.len, &r->text);
	} else {
		xml_add_text(&r->xml, inside, &r->text);
	}
	return buf_str(&r->text);
}

/* --- one part --- */

/* What the attributes of an Atom text construct (or an RSS element) say. */
static struct value value_inside(struct reader *r, const struct xml_tag *tag,
                                 bool is_atom)
{
	bool has_tags;
	struct value value = {
		.type = attribute(r, tag, STR("type")),
		.mode = attribute(r, tag, STR("mode")),
		.is_atom = is_atom,
	};
	struct str inside = xml_inside(&r->xml, tag, item_names, &has_tags);
	struct str prefix;
	xml_local(tag->name, &prefix);
	value.has_tags = has_tags;
	value.text = inside;
	if (!has_tags && xml_is_plain(&value.text))
		return value;
	buf_clear(&r->text);
	if (has_tags)
		xml_add_markup(inside, value_prefix(inside), &r->text);
	else
		xml_add_text(&r->xml, inside, &r->text);
	value.text = arena_str(&r->maker->feed->arena, buf_str(&r->text));
	return value;
}

static bool is_atom(struct reader *r, const struct row *row, const struct xml_tag *tag)
{
	struct str prefix;
	xml_local(tag->name, &prefix);
	return row->spaces & ATOM && space_of(r, prefix) == ATOM;
}

static void take_text(struct reader *r, const struct row *row,
                      const struct xml_tag *tag)
{
	struct value value = value_inside(r, tag, is_atom(r, row, tag));
	auto_buf text = BUF_INIT(FEED_MAX_TEXT);
	value_add_text(&value, &text);
	maker_set_text(r->maker, made_of(r), row->what, row->rank, buf_str(&text));
}

static void take_rich(struct reader *r, const struct row *row,
                      const struct xml_tag *tag)
{
	struct part_maker *made = made_of(r);
	struct str base = base_of(r, tag);
	struct value value = value_inside(r, tag, is_atom(r, row, tag));
	if (!part_wants(made, row->what, row->rank))
		return;
	part_set(made, row->what, row->rank,
	         value_html(&value, &r->maker->feed->arena));
	if (r->in_item && base.len)
		part_set(made, FEED_BASE, row->what == FEED_CONTENT ? 0 : 1, base);
}

static void take_date(struct reader *r, const struct row *row,
                      const struct xml_tag *tag)
{
	maker_set_date(r->maker, made_of(r), row->what, row->rank, text_inside(r, tag));
}

static void take_id(struct reader *r, const struct row *row, const struct xml_tag *tag)
{
	bool is_link =
	        !str_eq_nocase(xml_attribute(tag, STR("isPermaLink")), STR("false"));
	struct str id = str_trim_space(text_inside(r, tag));
	struct part_maker *made = made_of(r);
	maker_set_text(r->maker, made, row->what, row->rank, id);
	if (is_link && row->rank == 0 && url_is_web(id))
		maker_set_link(r->maker, made, FEED_LINK, 8, id, STR_NONE);
}

static void take_link(struct reader *r, const struct row *row,
                      const struct xml_tag *tag)
{
	struct str base = base_of(r, tag), href = attribute(r, tag, STR("href"));
	struct str text = str_trim_space(text_inside(r, tag));
	if (text.len || href.len)
		part_forget(made_of(r), row->what, row->rank);
	maker_set_link(r->maker, made_of(r), row->what, row->rank,
	               text.len ? text : href, base);
}

/* <image><url>…</url></image>, or the address itself. */
static void take_image_link(struct reader *r, const struct row *row,
                            const struct xml_tag *tag)
{
	struct str base = base_of(r, tag);
	struct str text = str_trim_space(text_inside(r, tag));
	if (url_is_web(text))
		maker_set_link(r->maker, made_of(r), row->what, row->rank, text, base);
}

static void take_href(struct reader *r, const struct row *row,
                      const struct xml_tag *tag)
{
	struct str href = attribute(r, tag, STR("href"));
	if (!href.len)
		href = attribute(r, tag, STR("url"));
	maker_set_link(r->maker, made_of(r), row->what, row->rank, href,
	               base_of(r, tag));
}

/* What a link of Atom is by its rel. */
static const struct {
	struct str rel;
	uint8_t part, rank;
} rels[] = {
	{ { "", 0 }, FEED_LINK, 1 },        { { "alternate", 9 }, FEED_LINK, 1 },
	{ { "related", 7 }, FEED_LINK, 9 }, { { "via", 3 }, FEED_LINK, 10 },
	{ { "self", 4 }, FEED_SELF, 0 },    { { "enclosure", 9 }, FEED_ENCLOSURES, 0 },
};

/* Of several alternates the page is meant. */
static uint8_t link_rank(uint8_t rank, struct str type)
{
	return rank == 1 && type.len && !str_has(type, STR("html")) ? 7 : rank;
}

static void take_atom_link(struct reader *r, const struct row *row,
                           const struct xml_tag *tag)
{
	struct str rel = attribute(r, tag, STR("rel")), base = base_of(r, tag);
	struct str type = attribute(r, tag, STR("type"));
	struct str href = attribute(r, tag, STR("href"));
	struct part_maker *made = made_of(r);
	(void)row;
	if (!href.len && !tag->is_empty) { /* as in RSS */
		take_link(r, &(struct row){ .what = FEED_LINK, .rank = 6 }, tag);
		return;
	}
	for (size_t i = 0; i < ARRAY_SIZE(rels); i++) {
		if (!str_eq_nocase(rels[i].rel, rel))
			continue;
		if (rels[i].part == FEED_ENCLOSURES)
			maker_add_enclosure(r->maker, made, href, type,
			                    attribute(r, tag, STR("length")), base);
		else
			maker_set_link(r->maker, made, rels[i].part,
			               link_rank(rels[i].rank, type), href, base);
	}
}

/* The last link counts; one with a rel is Atom's, whose prefix got lost. */
static void take_rss_link(struct reader *r, const struct row *row,
                          const struct xml_tag *tag)
{
	if (xml_attribute(tag, STR("rel")).len)
		take_atom_link(r, row, tag);
	else
		take_link(r, row, tag);
}

static void take_enclosure(struct reader *r, const struct row *row,
                           const struct xml_tag *tag)
{
	struct str url = attribute(r, tag, STR("url"));
	struct str type = attribute(r, tag, STR("type"));
	(void)row;
	maker_add_enclosure(r->maker, made_of(r), url, type,
	                    attribute(r, tag, STR("length")), base_of(r, tag));
	if (str_starts(type, STR("image/")))
		maker_set_link(r->maker, made_of(r), FEED_IMAGE, 4, url,
		               base_of(r, tag));
}

static void take_media(struct reader *r, const struct row *row,
                       const struct xml_tag *tag)
{
	struct str url = attribute(r, tag, STR("url"));
	struct str type = attribute(r, tag, STR("type"));
	bool picture = str_eq(attribute(r, tag, STR("medium")), STR("image")) ||
	               str_starts(type, STR("image/"));
	struct str base = base_of(r, tag);
	if (picture)
		maker_set_link(r->maker, made_of(r), row->what, row->rank, url, base);
	else
		maker_add_enclosure(r->maker, made_of(r), url, type,
		                    attribute(r, tag, STR("fileSize")), base);
	push(r, tag, IN_ITEM); /* thumbnails and titles may stand in it */
}

static void take_person(struct reader *r, const struct row *row,
                        const struct xml_tag *tag)
{
	auto_buf name = BUF_INIT(FEED_MAX_TEXT);
	struct str prefix;
	bool has_name = false;
	if (!tag->is_empty) { /* an Atom author where RSS's is expected */
		struct str rest = str_from(r->xml.text, tag->end);
		has_name = str_starts(str_trim(str_head(rest, 64)), STR("<name"));
	}
	xml_local(tag->name, &prefix);
	if (has_name) {
		push(r, tag, IN_AUTHOR);
		return;
	}
	value_add_person(text_inside(r, tag), &name);
	part_add(made_of(r), row->what, row->rank, buf_str(&name));
}

static void take_name(struct reader *r, const struct row *row,
                      const struct xml_tag *tag)
{
	part_add(made_of(r), row->what, row->rank, text_inside(r, tag));
}

static void take_category(struct reader *r, const struct row *row,
                          const struct xml_tag *tag)
{
	static const struct str names[] = { { "label", 5 },
		                            { "term", 4 },
		                            { "text", 4 } };
	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		struct str value = attribute(r, tag, names[i]);
		if (!value.len)
			continue;
		part_add(made_of(r), row->what, row->rank, value);
		push(r, tag, place_of(r)); /* iTunes puts categories into one */
		return;
	}
	part_add(made_of(r), row->what, row->rank, text_inside(r, tag));
}

/* one,two */
static void take_words(struct reader *r, const struct row *row,
                       const struct xml_tag *tag)
{
	for (struct str rest = text_inside(r, tag); rest.at;)
		part_add(made_of(r), row->what, row->rank, str_cut(&rest, ','));
}

static void set_ttl(struct reader *r, uint8_t rank, unsigned long seconds)
{
	char text[24];
	snprintf(text, sizeof(text), "%lu", seconds);
	if (seconds)
		maker_set_text(r->maker, &r->maker->head, FEED_TTL, rank, str_of(text));
}

static void take_ttl(struct reader *r, const struct row *row, const struct xml_tag *tag)
{
	unsigned long minutes;
	if (str_number(str_trim_space(text_inside(r, tag)), 527040, &minutes))
		set_ttl(r, row->rank, minutes * 60);
}

static void take_period(struct reader *r, const struct row *row,
                        const struct xml_tag *tag)
{
	(void)row;
	r->period =
	        arena_str(&r->maker->feed->arena, str_trim_space(text_inside(r, tag)));
}

static void take_frequency(struct reader *r, const struct row *row,
                           const struct xml_tag *tag)
{
	(void)row;
	unsigned long times;
	if (str_number(str_trim_space(text_inside(r, tag)), 1000, &times))
		r->frequency = times;
}

static void use_period(struct reader *r)
{
	static const struct {
		struct str name;
		unsigned long seconds;
	} periods[] = { { { "hourly", 6 }, 3600 },
		        { { "daily", 5 }, 86400 },
		        { { "weekly", 6 }, 604800 },
		        { { "monthly", 7 }, 2592000 },
		        { { "yearly", 6 }, 31536000 } };
	for (size_t i = 0; i < ARRAY_SIZE(periods); i++)
		if (str_eq_nocase(r->period, periods[i].name))
			set_ttl(r, 1, periods[i].seconds / MAX(r->frequency, 1UL));
}

/* --- the whole --- */

static const struct row *row_for(const struct reader *r, const struct xml_tag *tag)
{
	struct str prefix, local = xml_local(tag->name, &prefix);
	enum space space = space_of(r, prefix);
	enum place place = place_of(r);
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++)
		if (rows[i].spaces & space && rows[i].places & place &&
		    str_eq_nocase(local, str_of(rows[i].name)))
			return &rows[i];
	return NULL;
}

/* Elements that nobody knows say nothing, nor does what is in them; at the root
 * they may be anything that stands in front of the feed. */
static void open_tag(struct reader *r, const struct xml_tag *tag)
{
	if (is_item(tag->name) && r->in_item)
		close_open_item(r);
	bind_spaces(r, tag);
	const struct row *row = row_for(r, tag);
	size_t depth = r->stack.len;
	if (row)
		row->read(r, row, tag);
	else if (place_of(r) != IN_ROOT)
		push(r, tag, IN_NOTHING);
	else if (!r->stack.len && !r->maker->feed->items.len)
		r->xml.flaws |= XML_LEADING_JUNK;
	if (r->stack.len == depth)
		unbind_spaces(r, depth);
}

enum err feed_read_xml(struct feed_maker *maker, struct error *err)
{
	struct reader r = { .maker = maker, .text = BUF_INIT(FEED_MAX_TEXT) };
	struct xml_tag tag;
	xml_init(&r.xml, maker->source->text);
	while (!r.xml.bomb && xml_next(&r.xml, &tag)) {
		if (tag.closes)
			close_tag(&r, &tag);
		else
			open_tag(&r, &tag);
	}
	if (r.stack.len)
		r.xml.flaws |= XML_CUT;
	pop_to(&r, 0);
	use_period(&r);
	maker->feed->flaws |= r.xml.flaws;
	bool bomb = r.xml.bomb;
	vec_done(&r.stack);
	vec_done(&r.bindings);
	buf_done(&r.text);
	xml_done(&r.xml);
	if (bomb)
		return err_set(err, ERR_LIMIT, _("its entities grow without end"));
	return ERR_OK;
}
