/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a piece of a document to the text it stands for.  Entities of HTML are
 * resolved too: feeds use them undeclared. */
#include "baolan/base/ascii.h"
#include "baolan/base/mem.h"
#include "baolan/text/utf8.h"
#include "entity.h"
#include "xml-inside.h"

#define MAX_DEPTH 16 /* of entities in entities */

bool xml_is_plain(struct str *piece)
{
	struct str trimmed = str_trim(*piece);
	if (str_starts(trimmed, STR("<![CDATA["))) {
		struct str inside = str_from(trimmed, strlen("<![CDATA["));
		size_t end = xml_find(inside, STR("]]>"));
		bool whole = end == STR_NPOS || end + 3 == inside.len;
		if (whole)
			*piece = str_head(inside, end);
		return whole;
	}
	return str_find_char(*piece, '&') == STR_NPOS &&
	       str_find_char(*piece, '<') == STR_NPOS;
}

/* Add what a reference without an entity of the document's own stands for. */
static void add_reference(struct xml *xml, const struct entity *entity,
                          struct str whole, struct buf *b)
{
	if (entity->is_html || (entity->name.len && !entity->character))
		xml->flaws |= XML_UNKNOWN_ENTITY;
	else if (!entity->character)
		xml->flaws |= XML_BAD_REFERENCE;
	if (entity->character)
		utf8_add(b, entity->character);
	else if (entity->name.len)
		buf_add_str(b, whole);
}

/* Go into an entity's value; what is behind it waits. */
static void enter_entity(struct xml *xml, struct str value, struct str *waiting,
                         size_t *depth)
{
	if (*depth + 1 >= MAX_DEPTH || xml->expanded > XML_MAX_EXPANDED) {
		xml->bomb = true;
		return;
	}
	xml->expanded += value.len;
	waiting[++*depth] = value;
}

/* Resolve the reference at the head of what waits last. */
static void pass_reference(struct xml *xml, struct str *waiting, size_t *depth,
                           struct buf *b)
{
	struct str text = waiting[*depth];
	struct entity found = entity_at(text);
	waiting[*depth] = str_from(text, MAX(found.len, 1));
	struct str own = xml_entity_value(xml, found.name);
	if (own.at) {
		enter_entity(xml, own, waiting, depth);
	} else if (found.len) {
		add_reference(xml, &found, str_head(text, found.len), b);
	} else {
		xml->flaws |= XML_BARE_AMPERSAND;
		buf_add_char(b, '&');
	}
}

static void add_decoded(struct xml *xml, struct str text, struct buf *b)
{
	struct str waiting[MAX_DEPTH] = { text };
	size_t depth = 0;
	while (!xml->bomb && (waiting[depth].len || depth)) {
		struct str *rest = &waiting[depth];
		size_t run = MIN(str_find_char(*rest, '&'), rest->len);
		buf_add(b, rest->at, run);
		*rest = str_from(*rest, run);
		if (rest->len)
			pass_reference(xml, waiting, &depth, b);
		else if (depth)
			depth--;
	}
}

/* Behind the comment, CDATA or instruction at the head of s; CDATA's text is
 * *ret_cdata.  0: there is none. */
static size_t cut_aside(struct str s, struct str *ret_cdata)
{
	static const struct {
		struct str begin, end;
		bool is_cdata;
	} kinds[] = { { { "<![CDATA[", 9 }, { "]]>", 3 }, true },
		      { { "<!--", 4 }, { "-->", 3 }, false },
		      { { "<?", 2 }, { "?>", 2 }, false } };
	for (size_t i = 0; i < ARRAY_SIZE(kinds); i++) {
		if (!str_starts(s, kinds[i].begin))
			continue;
		struct str inside = str_from(s, kinds[i].begin.len);
		size_t end = MIN(xml_find(inside, kinds[i].end), inside.len);
		*ret_cdata = kinds[i].is_cdata ? str_head(inside, end) : STR_NONE;
		return MIN(kinds[i].begin.len + end + kinds[i].end.len, s.len);
	}
	return 0;
}

void xml_add_text(struct xml *xml, struct str piece, struct buf *b)
{
	struct str cdata = STR_NONE;
	while (piece.len && !xml->bomb) {
		size_t run = MIN(str_find_char(piece, '<'), piece.len);
		add_decoded(xml, str_head(piece, run), b);
		piece = str_from(piece, run);
		size_t aside = cut_aside(piece, &cdata);
		if (aside)
			buf_add_str(b, cdata);
		else if (piece.len)
			buf_add_char(b, '<');
		piece = str_from(piece, aside ? aside : 1);
	}
}

/* The length of "prefix:" behind "<" or "</" at the head of s. */
static size_t prefix_len(struct str s, struct str prefix, size_t *ret_slash)
{
	struct str name = str_from(s, 1);
	*ret_slash = str_starts(name, STR("/"));
	name = str_from(name, *ret_slash);
	bool has = prefix.len && str_starts(name, prefix) && name.len > prefix.len &&
	           name.at[prefix.len] == ':';
	return has ? prefix.len + 1 : 0;
}

void xml_add_markup(struct str piece, struct str prefix, struct buf *b)
{
	struct str cdata = STR_NONE;
	while (piece.len) {
		size_t slash, run = MIN(str_find_char(piece, '<'), piece.len);
		buf_add(b, piece.at, run);
		piece = str_from(piece, run);
		if (!piece.len)
			return;
		size_t aside = cut_aside(piece, &cdata);
		if (aside) {
			buf_add_str(b, cdata);
			piece = str_from(piece, aside);
			continue;
		}
		size_t skip = prefix_len(piece, prefix, &slash);
		buf_add(b, piece.at, 1 + slash);
		piece = str_from(piece, 1 + slash + skip);
	}
}
