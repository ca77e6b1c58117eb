/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What all dialects share: parts with ranks, dates, addresses, and what an item's
 * summary is. */
#include "baolan/markup/feed.h"

#include "baolan/base/i18n.h"
#include "baolan/base/mem.h"
#include "baolan/markup/plain.h"
#include "baolan/markup/xml.h"
#include "baolan/text/clean.h"
#include "baolan/text/url.h"
#include "baolan/text/utf8.h"
#include "feed-date.h"
#include "feed-inside.h"

#define MAX_LIST 64                  /* authors, categories … of an item, */
#define MAX_LINES ((size_t)64 << 10) /* and their bytes … */
#define SHORT_SUMMARY 900            /* of a text that the content repeats */
#define LONG_SUMMARY (16 << 10)

/* --- what it is --- */

/* clang-format off */
static const struct {
	struct str element;
	enum feed_format format;
} roots[] = {
	{ { "rss", 3 },     FEED_RSS },
	{ { "channel", 7 }, FEED_RSS },
	{ { "RDF", 3 },     FEED_RDF },
	{ { "feed", 4 },    FEED_ATOM },
	{ { "opml", 4 },    FEED_OPML },
};

static const char *const formats[FEED_FORMATS] = {
	[FEED_RSS] = "rss", [FEED_RDF] = "rdf", [FEED_ATOM] = "atom", [FEED_JSON] = "json",
};

static const struct {
	uint32_t flaw;
	const char *text;
} flaws[] = {
	{ XML_LEADING_JUNK,   N_("something stands in front of the feed; it was left out") },
	{ XML_BARE_AMPERSAND, N_("there are ampersands that should be &amp;") },
	{ XML_UNKNOWN_ENTITY, N_("it uses entities that XML does not know, as &nbsp;") },
	{ XML_BARE_LESS,      N_("there are < that should be &lt;") },
	{ XML_BROKEN_TAG,     N_("there are tags without their end") },
	{ XML_UNCLOSED,       N_("there are elements that nothing closes") },
	{ XML_CUT,            N_("the feed ends too early; what came was read") },
	{ XML_BAD_REFERENCE,  N_("there are references to characters that do not exist") },
	{ FEED_BAD_DATE,      N_("there are dates that cannot be understood") },
	{ FEED_CUT_JSON,      N_("the feed ends too early; its whole items were read") },
	{ FEED_TOO_MANY,      N_("there are more items than baolan reads; the rest was left out") },
	{ FEED_BAD_LINK,      N_("there are addresses that cannot be followed") },
};

/* A document that begins with one of these is a page. */
static const char *const page_roots[] = {
	"html", "head", "body", "meta", "title", "script", "style", "link", "div", "p", "a",
	"table", "span", "center", "font", "img", "br", "b", "h1", "h2", "h3", "ul", "form",
	"wml", "svg", "base", "article", "section", "main", "header", "nav", "noscript",
};
/* clang-format on */

const char *feed_format_name(enum feed_format format)
{
	return formats[format];
}

const char *feed_flaw_text(uint32_t flaw)
{
	for (size_t i = 0; i < ARRAY_SIZE(flaws); i++)
		if (flaws[i].flaw == flaw)
			return _(flaws[i].text);
	return NULL;
}

static enum feed_format format_of_root(struct str name)
{
	struct str local = xml_local(name, NULL);
	for (size_t i = 0; i < ARRAY_SIZE(roots); i++)
		if (str_eq_nocase(local, roots[i].element))
			return roots[i].format;
	return FEED_NONE;
}

static bool is_page_root(struct str name)
{
	for (size_t i = 0; i < ARRAY_SIZE(page_roots); i++)
		if (str_eq_nocase(name, str_of(page_roots[i])))
			return true;
	return false;
}

/* A page may say XML about itself and begin with an element that HTML does not
 * have; then it says HTML in its DOCTYPE or namespace. */
static bool says_xml(struct str text)
{
	struct str head = str_head(str_trim_space(text), 1024);
	return (str_starts(head, STR("<?xml")) || str_has(head, STR("<!ENTITY")) ||
	        str_has(head, STR("<!ELEMENT"))) &&
	       !str_has(head, STR("html"));
}

enum feed_format feed_format_of(struct str text)
{
	struct str head = str_trim_space(str_head(text, 64));
	struct xml xml;
	struct xml_tag tag;
	enum feed_format format = FEED_NONE;
	bool page = false, other = false;
	if (head.len && (head.at[0] == '{' || head.at[0] == '['))
		return FEED_JSON;
	xml_init(&xml, text);
	/* Warnings of a script may stand in front, with tags of HTML. */
	for (int i = 0; i < 20 && !format && xml_next(&xml, &tag); i++) {
		format = format_of_root(tag.name);
		page |= is_page_root(tag.name);
		other |= !page;
		if (str_eq_nocase(tag.name, STR("html")) ||
		    str_eq_nocase(tag.name, STR("body")))
			break;
	}
	xml_done(&xml);
	if (!format && other && !page && says_xml(text))
		return FEED_XML;
	return format;
}

/* --- parts --- */

static bool is_list(enum feed_part part)
{
	return part == FEED_AUTHORS || part == FEED_CATEGORIES ||
	       part == FEED_ENCLOSURES;
}

static void part_maker_init(struct part_maker *made)
{
	for (size_t i = 0; i < FEED_PARTS; i++)
		buf_init(&made->lines[i], MAX_LINES);
}

static void part_maker_clear(struct part_maker *made)
{
	made->made = (struct feed_item){ 0 };
	memset(made->rank, 0, sizeof(made->rank));
	memset(made->n_lines, 0, sizeof(made->n_lines));
	for (size_t i = 0; i < FEED_PARTS; i++)
		buf_clear(&made->lines[i]);
}

static void part_maker_done(struct part_maker *made)
{
	for (size_t i = 0; i < FEED_PARTS; i++)
		buf_done(&made->lines[i]);
}

bool part_wants(const struct part_maker *made, enum feed_part part, uint8_t rank)
{
	return !made->rank[part] || rank + 1 < made->rank[part];
}

void part_set(struct part_maker *made, enum feed_part part, uint8_t rank,
              struct str value)
{
	if (!value.len || !part_wants(made, part, rank))
		return;
	made->made.part[part] = value;
	made->rank[part] = (uint8_t)(rank + 1);
}

void part_forget(struct part_maker *made, enum feed_part part, uint8_t rank)
{
	if (made->rank[part] == rank + 1)
		made->rank[part] = 0;
}

static bool has_line(struct str lines, struct str line)
{
	while (lines.at)
		if (str_eq(str_cut(&lines, '\n'), line))
			return true;
	return false;
}

/* Begin a list anew when this rank is better; false when the list takes no more. */
static bool may_add(struct part_maker *made, enum feed_part part, uint8_t rank)
{
	if (part_wants(made, part, rank)) {
		buf_clear(&made->lines[part]);
		made->n_lines[part] = 0;
		made->rank[part] = (uint8_t)(rank + 1);
	}
	return rank + 1 == made->rank[part] && made->n_lines[part] < MAX_LIST;
}

void part_add(struct part_maker *made, enum feed_part part, uint8_t rank,
              struct str line)
{
	auto_buf clean = BUF_INIT(MAX_LINES);
	struct buf *lines = &made->lines[part];
	clean_add_collapsed(&clean, line);
	if (!clean.len || !may_add(made, part, rank) ||
	    has_line(buf_str(lines), buf_str(&clean)) ||
	    lines->len + clean.len + 1 > MAX_LINES)
		return;
	if (lines->len)
		buf_add_char(lines, '\n');
	buf_add_str(lines, buf_str(&clean));
	made->n_lines[part]++;
}

/* --- values --- */

void maker_set_text(struct feed_maker *maker, struct part_maker *made,
                    enum feed_part part, uint8_t rank, struct str text)
{
	if (str_trim_space(text).len && part_wants(made, part, rank))
		part_set(made, part, rank, arena_str(&maker->feed->arena, text));
}

void maker_set_date(struct feed_maker *maker, struct part_maker *made,
                    enum feed_part part, uint8_t rank, struct str text)
{
	char out[DATE_TEXT_SIZE];
	if (!str_trim_space(text).len)
		return;
	if (feed_date(text, maker->source->now, out))
		maker_set_text(maker, made, part, rank, str_of(out));
	else
		maker->feed->flaws |= FEED_BAD_DATE;
}

/* Links in a file of ours lead nowhere but to the site that it is of. */
static struct str base_of(const struct feed_maker *maker, struct str base)
{
	struct str home = maker->head.made.part[FEED_LINK];
	if (base.len)
		return base;
	if (!str_starts_nocase(maker->source->url, STR("http")) && home.len)
		return home;
	return maker->source->url;
}

static bool resolve(struct feed_maker *maker, struct str link, struct str base,
                    struct buf *ret_url)
{
	if (url_resolve(base_of(maker, base), link, NULL, ret_url))
		return true;
	maker->feed->flaws |= FEED_BAD_LINK;
	return false;
}

void maker_set_link(struct feed_maker *maker, struct part_maker *made,
                    enum feed_part part, uint8_t rank, struct str link, struct str base)
{
	auto_buf url = BUF_INIT(MAX_LINES * 2);
	link = str_trim_space(link);
	if (link.len && part_wants(made, part, rank) &&
	    resolve(maker, link, base, &url))
		maker_set_text(maker, made, part, rank, buf_str(&url));
}

static struct str or_dash(struct str s)
{
	s = str_trim(s);
	return s.len && str_find_char(s, ' ') == STR_NPOS ? s : STR("-");
}

void maker_add_enclosure(struct feed_maker *maker, struct part_maker *made,
                         struct str link, struct str type, struct str length,
                         struct str base)
{
	auto_buf line = BUF_INIT(MAX_LINES * 2);
	unsigned long bytes;
	link = str_trim_space(link);
	if (!link.len || !resolve(maker, link, base, &line))
		return;
	bool known = str_number(str_trim(length), ~0UL, &bytes) && bytes;
	buf_printf(&line, " %.*s %.*s", STR_ARG(or_dash(type)),
	           STR_ARG(known ? str_trim(length) : STR("-")));
	part_add(made, FEED_ENCLOSURES, 0, buf_str(&line));
}

/* --- what is complete --- */

static void take_lines(struct feed_maker *maker, struct part_maker *made)
{
	for (int i = 0; i < FEED_PARTS; i++)
		if (is_list((enum feed_part)i) && made->lines[i].len)
			made->made.part[i] = arena_str(&maker->feed->arena,
			                               buf_str(&made->lines[i]));
}

/* The summary is text; HTML that stood there and is more than a line of it becomes
 * the content when there is none. */
static void derive_summary(struct feed_maker *maker, struct feed_item *item)
{
	struct str summary = item->part[FEED_SUMMARY],
	           *content = &item->part[FEED_CONTENT];
	auto_buf text = BUF_INIT(FEED_MAX_TEXT);
	if (!summary.len)
		return;
	bool is_html = plain_has_tags(summary) || plain_has_references(summary);
	if (!content->len && (is_html || summary.len > SHORT_SUMMARY))
		*content = summary;
	bool repeated = str_eq(summary, *content);
	plain_add(summary, repeated ? SHORT_SUMMARY : LONG_SUMMARY, &text);
	item->part[FEED_SUMMARY] = arena_str(&maker->feed->arena, buf_str(&text));
}

/* An address alone is a link too. */
static void derive_link(struct feed_item *item)
{
	if (!item->part[FEED_LINK].len && url_is_web(item->part[FEED_ID]))
		item->part[FEED_LINK] = item->part[FEED_ID];
}

void maker_end_item(struct feed_maker *maker)
{
	struct part_maker *made = &maker->item;
	take_lines(maker, made);
	derive_summary(maker, &made->made);
	derive_link(&made->made);
	if (maker->feed->items.len < FEED_MAX_ITEMS)
		*vec_push(&maker->feed->items) = made->made;
	else
		maker->feed->flaws |= FEED_TOO_MANY;
	part_maker_clear(made);
}

static void maker_end(struct feed_maker *maker)
{
	auto_buf text = BUF_INIT(FEED_MAX_TEXT);
	take_lines(maker, &maker->head);
	plain_add(maker->head.made.part[FEED_SUMMARY], LONG_SUMMARY, &text);
	maker->head.made.part[FEED_SUMMARY] =
	        arena_str(&maker->feed->arena, buf_str(&text));
	maker->feed->head = maker->head.made;
}

static void feed_maker_init(struct feed_maker *maker, const struct feed_source *source,
                            struct feed *feed)
{
	*maker = (struct feed_maker){ .source = source, .feed = feed };
	part_maker_init(&maker->head);
	part_maker_init(&maker->item);
}

static void feed_maker_done(struct feed_maker *maker)
{
	part_maker_done(&maker->head);
	part_maker_done(&maker->item);
}

/* --- reading --- */

static enum err read_none(struct feed_maker *maker, struct error *err)
{
	(void)maker;
	return err_set(err, ERR_FORMAT, _("this is no feed"));
}

static enum err read_opml(struct feed_maker *maker, struct error *err)
{
	(void)maker;
	return err_set(
	        err, ERR_FORMAT,
	        _("this is a list of feeds (OPML), no feed; `baolan import` takes it"));
}

static enum err read_other_xml(struct feed_maker *maker, struct error *err)
{
	struct xml xml;
	struct xml_tag tag;
	xml_init(&xml, maker->source->text);
	bool found = xml_next(&xml, &tag);
	xml.at = found ? tag.start : 0; /* its attributes count too */
	xml_read_all(&xml);
	bool bomb = xml.bomb;
	xml_done(&xml);
	if (bomb)
		return err_set(err, ERR_LIMIT, _("its entities grow without end"));
	return err_set(
	        err, ERR_FORMAT,
	        _("this is XML, but neither a feed nor a page: it begins with <%.*s>"),
	        STR_ARG(utf8_head(found ? tag.name : STR_NONE, 40)));
}

enum err feed_read(const struct feed_source *source, struct feed *ret_feed,
                   struct error *err)
{
	static enum err (*const readers[FEED_FORMATS])(struct feed_maker *,
	                                               struct error *) = {
		[FEED_NONE] = read_none,      [FEED_RSS] = feed_read_xml,
		[FEED_RDF] = feed_read_xml,   [FEED_ATOM] = feed_read_xml,
		[FEED_JSON] = feed_read_json, [FEED_OPML] = read_opml,
		[FEED_XML] = read_other_xml,
	};
	struct feed feed = { .format = feed_format_of(source->text) };
	struct feed_maker maker;
	feed_maker_init(&maker, source, &feed);
	enum err e = readers[feed.format](&maker, err);
	if (!e) {
		maker_end(&maker);
		*ret_feed = feed;
	} else {
		feed_done(&feed);
	}
	feed_maker_done(&maker);
	return e;
}

void feed_done(struct feed *feed)
{
	vec_done(&feed->items);
	arena_done(&feed->arena);
}
