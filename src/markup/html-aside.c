/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A run begins with a character beyond ASCII and holds such characters, ASCII
 * letters, digits and a few marks: nothing that ends a text, a comment, a
 * script or an attribute's value, and nothing that libxml2 would change. */
#include "html-aside.h"

#include "baolan/text/lanes.h"
#include "baolan/text/utf8.h"

#include <libxml/SAX2.h>

#define FIRST_MARK 0xF0000u
#define MARK_LEAD ((char)0xF3) /* of U+C0000 to U+FFFFF in UTF-8 */
#define MAX_RUNS 0xFFF0u       /* the last two of the plane are no characters */
#define LEAST_RUN 64           /* bytes */
#define LEAST_PAGE 1024

/* --- taking runs out --- */

static size_t skip_ascii(struct str s, size_t i)
{
	while (i + LANES <= s.len && !lanes_any(lanes_from(lanes_at(s.at + i), 0x80)))
		i += LANES;
	while (i < s.len && (unsigned char)s.at[i] < 0x80)
		i++;
	return i;
}

static bool is_quiet(unsigned char c)
{
	return c >= 0x80 || (c >= '0' && c <= '9') ||
	       ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == ',' || c == '.' ||
	       c == '%';
}

/* U+FFFE and U+FFFF, which libxml2 leaves out. */
static bool is_no_character(struct str s, size_t i)
{
	return i + 3 <= s.len && memcmp(s.at + i, "\xEF\xBF", 2) == 0 &&
	       (unsigned char)s.at[i + 2] >= 0xBE;
}

/* Are these sixteen bytes all quiet?  Reads two more. */
static bool are_quiet(const char *at)
{
	lanes c = lanes_at(at), letter = c | 0x20;
	lanes quiet = lanes_from(c, 0x80) | lanes_within(letter, 'a', 'z') |
	              lanes_within(c, '0', '9') | lanes_are(c, ',') |
	              lanes_are(c, '.') | lanes_are(c, '%');
	lanes none = lanes_are(c, 0xEF) & lanes_are(lanes_at(at + 1), 0xBF) &
	             lanes_from(lanes_at(at + 2), 0xBE);
	return !lanes_any(~quiet | none);
}

static size_t skip_quiet(struct str s, size_t i)
{
	while (i + LANES + 2 <= s.len && are_quiet(s.at + i))
		i += LANES;
	while (i < s.len && is_quiet((unsigned char)s.at[i]) && !is_no_character(s, i))
		i++;
	return i;
}

static unsigned digit_of(char c)
{
	unsigned char lower = (unsigned char)c | 0x20;
	if (c >= '0' && c <= '9')
		return (unsigned)(c - '0');
	return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10u : 16;
}

/* The character that &#62 or &#x3E means. */
static uint32_t referred_to(struct str number)
{
	bool hex = number.len && (number.at[0] == 'x' || number.at[0] == 'X');
	uint32_t c = 0, base = hex ? 16 : 10;
	for (size_t i = hex; i < number.len && c <= 0x10FFFF; i++) {
		unsigned digit = digit_of(number.at[i]);
		if (digit >= base)
			break;
		c = c * base + digit;
	}
	return c;
}

static bool is_mark(uint32_t c)
{
	return c >= FIRST_MARK && c - FIRST_MARK < MAX_RUNS;
}

/* Has the page characters of its own that stand for runs here? */
static bool has_marks(struct str page)
{
	if (str_find_char(page, MARK_LEAD) != STR_NPOS)
		return true;
	for (size_t at; (at = str_find_char(page, '&')) != STR_NPOS;) {
		page = str_from(page, at + 1);
		if (str_starts(page, STR("#")) &&
		    is_mark(referred_to(str_from(page, 1))))
			return true;
	}
	return false;
}

/* All before `done` is dealt with already; returns how far that is now. */
static size_t take_run(struct aside *aside, struct str page, size_t done, size_t start,
                       size_t end)
{
	buf_add(&aside->page, page.at + done, start - done);
	utf8_add(&aside->page, FIRST_MARK + (uint32_t)aside->runs.len);
	*vec_push(&aside->runs) = str_make(page.at + start, end - start);
	return end;
}

bool aside_take(struct aside *aside, struct str page)
{
	size_t done = 0, i = 0;
	*aside = (struct aside){ .page = BUF_INIT(page.len),
		                 .text = BUF_INIT(page.len) };
	if (page.len < LEAST_PAGE || has_marks(page))
		return false;
	buf_expect(&aside->page, page.len / 4);
	while (aside->runs.len < MAX_RUNS) {
		size_t start = skip_ascii(page, i);
		if (start >= page.len)
			break;
		i = skip_quiet(page, start);
		if (i == start) /* no character */
			i += 3;
		else if (i - start >= LEAST_RUN)
			done = take_run(aside, page, done, start, i);
	}
	buf_add_str(&aside->page, str_from(page, done));
	return aside->runs.len > 0;
}

void aside_done(struct aside *aside)
{
	vec_done(&aside->runs);
	buf_done(&aside->page);
	buf_done(&aside->text);
}

/* --- putting them back --- */

static struct aside *aside_of(void *parser)
{
	return ((xmlParserCtxtPtr)parser)->_private;
}

static bool has_mark(struct str text)
{
	return str_find_char(text, MARK_LEAD) != STR_NPOS;
}

/* The text as it stands in the page, with a NUL behind it; until the next. */
static struct str restore(struct aside *aside, struct str text)
{
	buf_clear(&aside->text);
	for (size_t mark; (mark = str_find_char(text, MARK_LEAD)) != STR_NPOS;) {
		uint32_t c;
		buf_add(&aside->text, text.at, mark);
		text = str_from(text, mark);
		text = str_from(text, utf8_next(text, &c));
		if (c - FIRST_MARK < aside->runs.len)
			buf_add_str(&aside->text, aside->runs.at[c - FIRST_MARK]);
	}
	buf_add_str(&aside->text, text);
	return buf_str(&aside->text);
}

/* Most paragraphs are one run: it is handed on as it stands in the page. */
static struct str whole_text(struct aside *aside, struct str text)
{
	uint32_t c;
	if (!has_mark(text))
		return text;
	if (utf8_next(text, &c) == text.len && c - FIRST_MARK < aside->runs.len)
		return aside->runs.at[c - FIRST_MARK];
	return restore(aside, text);
}

static void put_text(void *parser, const xmlChar *text, int len, charactersSAXFunc put)
{
	struct str whole =
	        whole_text(aside_of(parser), str_make((const char *)text, (size_t)len));
	put(parser, (const xmlChar *)whole.at, (int)whole.len);
}

static void put_characters(void *parser, const xmlChar *text, int len)
{
	put_text(parser, text, len, xmlSAX2Characters);
}

static void put_cdata(void *parser, const xmlChar *text, int len)
{
	put_text(parser, text, len, xmlSAX2CDataBlock);
}

static void put_comment(void *parser, const xmlChar *text)
{
	struct str given = str_of((const char *)text);
	if (!has_mark(given)) {
		xmlSAX2Comment(parser, text);
		return;
	}
	struct str whole = restore(aside_of(parser), given);
	xmlSAX2Comment(parser, (const xmlChar *)whole.at);
}

static void restore_attributes(struct aside *aside, const xmlNode *element)
{
	for (const xmlAttr *a = element->properties; a; a = a->next) {
		xmlNode *value = a->children;
		struct str given = str_of(value ? (const char *)value->content : NULL);
		if (!given.len || !has_mark(given))
			continue;
		struct str whole = restore(aside, given);
		xmlFree(value->content);
		value->content = xmlStrdup((const xmlChar *)whole.at);
	}
}

static bool any_has_mark(const xmlChar *const *attributes)
{
	for (size_t i = 0; attributes && attributes[i]; i += 2)
		if (attributes[i + 1] &&
		    has_mark(str_of((const char *)attributes[i + 1])))
			return true;
	return false;
}

static void put_element(void *parser, const xmlChar *name, const xmlChar **attributes)
{
	xmlParserCtxtPtr p = parser;
	xmlSAX2StartElement(parser, name, attributes);
	if (p->node && any_has_mark(attributes))
		restore_attributes(aside_of(parser), p->node);
}

void aside_put_back(struct aside *aside, xmlParserCtxtPtr parser)
{
	parser->_private = aside;
	parser->sax->characters = put_characters;
	parser->sax->cdataBlock = put_cdata;
	parser->sax->comment = put_comment;
	parser->sax->startElement = put_element;
}

void aside_finish(struct aside *aside, xmlDocPtr tree)
{
	const xmlNode *root = tree ? xmlDocGetRootElement(tree) : NULL;
	if (root)
		restore_attributes(aside, root);
}
