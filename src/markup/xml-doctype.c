/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The declarations in a document's DOCTYPE: only <!ENTITY name "value"> matters.
 * External and parameter entities are passed: nothing is ever fetched. */
#include "baolan/base/mem.h"
#include "xml-inside.h"

#define MAX_ENTITIES 200

struct str xml_entity_value(const struct xml *xml, struct str name)
{
	vec_each (entity, &xml->entities)
		if (str_eq(entity->name, name))
			return entity->value;
	return STR_NONE;
}

/* Cut a word or a quoted value off *s. */
static struct str cut_word(struct str *s, bool *ret_quoted)
{
	*s = str_trim(*s);
	*ret_quoted = s->len && (s->at[0] == '"' || s->at[0] == '\'');
	if (*ret_quoted) {
		char quote = s->at[0];
		*s = str_from(*s, 1);
		return str_cut(s, quote);
	}
	size_t end = 0;
	while (end < s->len && !strchr(" \t\r\n", s->at[end]))
		end++;
	struct str word = str_head(*s, end);
	*s = str_from(*s, end);
	return word;
}

/* What stands behind "<!ENTITY". */
static void note_entity(struct xml *xml, struct str declaration)
{
	bool quoted;
	struct str name = cut_word(&declaration, &quoted);
	if (quoted || str_eq(name, STR("%")) || xml->entities.len >= MAX_ENTITIES)
		return;
	struct str value = cut_word(&declaration, &quoted);
	if (quoted && value.at && !xml_entity_value(xml, name).at)
		*vec_push(&xml->entities) = (struct xml_entity){ name, value };
}

/* The end of the declaration that begins at `at`: its ">" outside quotes and
 * brackets, or the "[" where its own declarations begin. */
static size_t declaration_end(struct str text, size_t at)
{
	char quote = '\0';
	for (; at < text.len; at++) {
		char c = text.at[at];
		if (quote)
			quote = c == quote ? '\0' : quote;
		else if (c == '"' || c == '\'')
			quote = c;
		else if (c == '>' || c == '[')
			return at;
	}
	return at;
}

/* The declarations between "[" and "]". */
static size_t read_subset(struct xml *xml, size_t at)
{
	const struct str text = xml->text;
	while (at < text.len && text.at[at] != ']') {
		struct str rest = str_from(text, at);
		size_t end = at + 1;
		if (str_starts(rest, STR("<!--"))) {
			size_t found = str_find(rest, STR("-->"));
			end = found == STR_NPOS ? text.len : at + found + 3;
		} else if (text.at[at] == '<') {
			end = MIN(declaration_end(text, at + 1) + 1, text.len);
			rest = str_head(rest, end - at - 1);
			if (str_starts(rest, STR("<!ENTITY")))
				note_entity(xml, str_from(rest, strlen("<!ENTITY")));
		}
		at = end;
	}
	return at;
}

size_t xml_read_doctype(struct xml *xml, size_t at)
{
	const struct str text = xml->text;
	size_t end = declaration_end(text, at + 2);
	if (end < text.len && text.at[end] == '[')
		end = declaration_end(text, read_subset(xml, end + 1));
	if (end >= text.len) { /* a quote or a bracket that nothing closes */
		size_t found = str_find_char(str_from(text, at), '>');
		end = found == STR_NPOS ? text.len : at + found;
		xml->flaws |= XML_BROKEN_TAG;
	}
	return MIN(end + 1, text.len);
}
