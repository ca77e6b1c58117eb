/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "baolan/base/mem.h"
#include "recipe-own.h"

#include <ctype.h>
#include <stdlib.h>

static bool is_name_char(char c)
{
	return isalnum((unsigned char)c) || c == '_' || c == '-';
}

static struct str name_at(struct str text, size_t start)
{
	size_t end = start;
	while (end < text.len && is_name_char(text.at[end]))
		end++;
	return str_make(text.at + start, end - start);
}

/* The part {name}, {+name} or {/name}, maybe with a second name behind |, at the
 * start of text; its length, 0 when what stands there is a plain brace, as in
 * {"key":1}. */
static size_t read_name(struct str text, struct template_part *part)
{
	size_t at = 1;
	part->raw = text.len > 1 && text.at[1] == '+';
	part->is_path = text.len > 1 && text.at[1] == '/';
	at += part->raw || part->is_path;
	part->text = name_at(text, at);
	at += part->text.len;
	part->has_other = part->text.len && at < text.len && text.at[at] == '|';
	if (part->has_other) {
		part->other = name_at(text, at + 1);
		at += 1 + part->other.len;
	}
	if (!part->text.len || at >= text.len || text.at[at] != '}')
		return 0;
	part->is_name = true;
	return at + 1;
}

/* A template that goes on in another line has no space there. */
static void add_literal(struct template *t, struct str text)
{
	while (text.len) {
		struct str line = str_cut(&text, '\n');
		if (line.len)
			*vec_push(&t->parts) = (struct template_part){ .text = line };
	}
}

struct template *template_compile(struct str text)
{
	struct template *t = mem_new(struct template);
	size_t literal = 0;
	for (size_t i = 0; i < text.len;) {
		struct template_part part = { 0 };
		size_t len =
		        text.at[i] == '{' ? read_name(str_from(text, i), &part) : 0;
		if (!len) {
			i++;
			continue;
		}
		add_literal(t, str_make(text.at + literal, i - literal));
		*vec_push(&t->parts) = part;
		i += len;
		literal = i;
	}
	add_literal(t, str_from(text, literal));
	return t;
}

bool template_is_page(const struct template *t)
{
	return t->parts.len == 1 && t->parts.at[0].is_name &&
	       str_eq(t->parts.at[0].text, STR("url"));
}

void template_free(struct template *t)
{
	if (!t)
		return;
	vec_done(&t->parts);
	free(t);
}
