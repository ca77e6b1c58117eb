/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looking for the next "<" is all that is done to most of the text.  libxml2's
 * readers would stop at the first mistake, or lose what follows it, and look at
 * each character. */
#include "baolan/markup/xml.h"

#include "baolan/base/ascii.h"
#include "baolan/base/mem.h"
#include "xml-inside.h"

/* A page of nothing but unclosed elements must not take for ever. */
#define MAX_RESCANNED ((size_t)64 << 20)

void xml_init(struct xml *xml, struct str utf8)
{
	*xml = (struct xml){ .text = utf8 };
}

void xml_done(struct xml *xml)
{
	vec_done(&xml->entities);
}

/* --- places in the text --- */

static struct str rest_at(const struct xml *xml, size_t at)
{
	return str_from(xml->text, at);
}

static bool begins_name(char c)
{
	return ascii_is_letter(c) || c == '_' || c == ':' || (unsigned char)c >= 0x80;
}

static bool ends_name(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '/' ||
	       c == '>' || c == '<' || c == '=';
}

static struct str name_at(struct str text, size_t at)
{
	size_t end = at;
	while (end < text.len && !ends_name(text.at[end]))
		end++;
	return str_make(text.at + at, end - at);
}

size_t xml_find(struct str s, struct str needle)
{
	for (size_t at = 0; at < s.len; at++) {
		size_t found = str_find_char(str_from(s, at), needle.at[0]);
		if (found == STR_NPOS)
			return STR_NPOS;
		at += found;
		if (str_starts(str_from(s, at), needle))
			return at;
	}
	return STR_NPOS;
}

/* Behind `needle`, looked for from `at`; the text's end, and a flaw, without. */
static size_t behind(struct xml *xml, size_t at, struct str needle)
{
	size_t found = xml_find(rest_at(xml, at), needle);
	if (found != STR_NPOS)
		return at + found + needle.len;
	xml->flaws |= XML_CUT;
	return xml->text.len;
}

/* --- what is no tag --- */

struct aside {
	struct str begin, end;
};

/* clang-format off */
static const struct aside asides[] = {
	{ { "<![CDATA[", 9 }, { "]]>", 3 } },
	{ { "<!--", 4 },      { "-->", 3 } },
	{ { "<?", 2 },        { "?>", 2 } },
};
/* clang-format on */

/* Behind a comment, CDATA or processing instruction; 0: there is none. */
static size_t behind_aside(struct xml *xml, size_t at)
{
	for (size_t i = 0; i < ARRAY_SIZE(asides); i++)
		if (str_starts(rest_at(xml, at), asides[i].begin))
			return behind(xml, at + asides[i].begin.len, asides[i].end);
	return 0;
}

/* Behind "<!DOCTYPE …>", its declarations read; 0: there is none. */
static size_t behind_declaration(struct xml *xml, size_t at)
{
	if (!str_starts(rest_at(xml, at), STR("<!")))
		return 0;
	return xml_read_doctype(xml, at);
}

/* --- tags --- */

/* The ">" of the tag whose name ends at `at`.  There is no "<" in a tag, nor in
 * an attribute: where one stands, a quote or the ">" is missing. */
static size_t tag_end(const struct xml *xml, size_t at)
{
	const struct str text = xml->text;
	char quote = '\0';
	for (size_t i = at; i < text.len; i++) {
		char c = text.at[i];
		if (c == '<')
			return i;
		if (quote ? c == quote : c == '>')
			quote = '\0';
		else if (!quote && (c == '"' || c == '\'') && i &&
		         text.at[i - 1] == '=')
			quote = c;
		if (c == '>' && !quote)
			return i;
	}
	return text.len;
}

/* The first ">" of a tag whose quotes do not match. */
static size_t plain_end(const struct xml *xml, size_t at, size_t end)
{
	size_t found = str_find_char(str_head(rest_at(xml, at), end - at), '>');
	return found == STR_NPOS ? end : at + found;
}

static bool is_at(const struct xml *xml, size_t at, char c)
{
	return at < xml->text.len && xml->text.at[at] == c;
}

/* The tag that begins at xml->at. */
static void read_tag(struct xml *xml, struct xml_tag *tag)
{
	size_t start = xml->at, at = start + 1;
	bool closes = is_at(xml, at, '/');
	struct str name = name_at(xml->text, at + closes);
	at += closes + name.len;
	size_t end = tag_end(xml, at);
	if (!is_at(xml, end, '>')) {
		xml->flaws |= end < xml->text.len ? XML_BROKEN_TAG : XML_CUT;
		end = plain_end(xml, at, end);
	}
	struct str attributes = str_head(rest_at(xml, at), end - at);
	bool is_empty = str_ends(attributes, STR("/"));
	attributes.len -= is_empty;
	*tag = (struct xml_tag){ .name = name,
		                 .attributes = attributes,
		                 .closes = closes,
		                 .is_empty = is_empty && !closes,
		                 .start = start,
		                 .end = end + is_at(xml, end, '>') };
	xml->at = tag->end;
}

static bool begins_tag(const struct xml *xml, size_t at)
{
	at += 1 + is_at(xml, at + 1, '/');
	return at < xml->text.len && begins_name(xml->text.at[at]);
}

static bool is_blank(struct str s)
{
	return !str_trim_space(s).len;
}

/* To the next "<"; false at the end. */
static bool find_less(struct xml *xml)
{
	size_t found = str_find_char(rest_at(xml, xml->at), '<');
	if (!xml->at && !is_blank(str_head(xml->text, found)))
		xml->flaws |= XML_LEADING_JUNK;
	xml->at = found == STR_NPOS ? xml->text.len : xml->at + found;
	return found != STR_NPOS;
}

bool xml_next(struct xml *xml, struct xml_tag *ret_tag)
{
	while (find_less(xml)) {
		size_t end = behind_aside(xml, xml->at);
		if (!end)
			end = behind_declaration(xml, xml->at);
		if (end) {
			xml->at = end;
		} else if (begins_tag(xml, xml->at)) {
			read_tag(xml, ret_tag);
			return true;
		} else {
			xml->flaws |= XML_BARE_LESS;
			xml->at++;
		}
	}
	return false;
}

/* --- the inside of an element --- */

static bool is_stop(const char *const *stops, struct str name)
{
	struct str local = xml_local(name, NULL);
	for (; *stops; stops++)
		if (str_eq_nocase(local, str_of(*stops)))
			return true;
	return false;
}

/* Where the inside of an element ends that nobody closed. */
static size_t unclosed_end(struct xml *xml, size_t start, const struct xml_tag *stop)
{
	struct xml_tag tag;
	xml->flaws |= stop ? XML_UNCLOSED : XML_CUT;
	if (!stop)
		return xml->text.len;
	xml->rescanned += stop->start - start;
	bool again = xml->rescanned < MAX_RESCANNED;
	xml->at = again ? start : stop->start;
	if (again && xml_next(xml, &tag))
		xml->at = tag.start;
	return xml->at;
}

struct str xml_inside(struct xml *xml, const struct xml_tag *open,
                      const char *const *stops, bool *ret_has_tags)
{
	size_t start = open->end, depth = 1;
	struct xml_tag tag;
	*ret_has_tags = false;
	if (open->is_empty)
		return STR_NONE;
	while (xml_next(xml, &tag)) {
		bool same = str_eq_nocase(tag.name, open->name);
		if (same && tag.closes && --depth == 0)
			return str_make(xml->text.at + start, tag.start - start);
		if (is_stop(stops, tag.name)) {
			*ret_has_tags = false;
			size_t end = unclosed_end(xml, start, &tag);
			return str_make(xml->text.at + start, end - start);
		}
		depth += same && !tag.closes && !tag.is_empty;
		*ret_has_tags = true;
	}
	size_t end = unclosed_end(xml, start, NULL);
	return str_make(xml->text.at + start, end - start);
}

/* --- names and attributes --- */

struct str xml_local(struct str name, struct str *ret_prefix)
{
	size_t colon = str_find_char(name, ':');
	bool has = colon != STR_NPOS;
	if (ret_prefix)
		*ret_prefix = has ? str_head(name, colon) : STR_NONE;
	return has ? str_from(name, colon + 1) : name;
}

/* The value at the head of *s, quoted or bare. */
static struct str cut_value(struct str *s)
{
	char quote = s->len ? s->at[0] : '\0';
	if (quote == '"' || quote == '\'') {
		*s = str_from(*s, 1);
		return str_cut(s, quote);
	}
	size_t end = 0;
	while (end < s->len && !strchr(" \t\r\n", s->at[end]))
		end++;
	struct str value = str_head(*s, end);
	*s = str_from(*s, end);
	return value;
}

bool xml_next_attribute(struct str *attributes, struct str *ret_name,
                        struct str *ret_value)
{
	struct str rest = str_trim(*attributes);
	while (rest.len && ends_name(rest.at[0])) /* a stray "/" or "=" */
		rest = str_trim(str_from(rest, 1));
	if (!rest.len)
		return false;
	struct str name = name_at(rest, 0);
	rest = str_trim(str_from(rest, name.len));
	*ret_name = name;
	*ret_value = STR("");
	if (rest.len && rest.at[0] == '=') {
		rest = str_trim(str_from(rest, 1));
		*ret_value = cut_value(&rest);
	}
	*attributes = rest;
	return true;
}

struct str xml_attribute(const struct xml_tag *tag, struct str name)
{
	struct str rest = tag->attributes, found, value;
	while (xml_next_attribute(&rest, &found, &value))
		if (str_eq_nocase(found, name))
			return value;
	return STR_NONE;
}

void xml_read_all(struct xml *xml)
{
	struct xml_tag tag;
	auto_buf text = BUF_INIT(XML_MAX_EXPANDED * 2);
	for (size_t last = xml->at; !xml->bomb && xml_next(xml, &tag); last = tag.end) {
		struct str before = str_make(xml->text.at + last, tag.start - last);
		buf_clear(&text);
		xml_add_text(xml, before, &text);
		xml_add_text(xml, tag.attributes, &text);
	}
}
