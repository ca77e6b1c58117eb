/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "entity.h"

#include "baolan/base/ascii.h"
#include "baolan/base/mem.h"

#include <libxml/HTMLparser.h>

#define MAX_NAME 32

/* What &#128; to &#159; mean to everybody who writes them. */
static const uint16_t windows_1252[32] = {
	0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
	0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
	0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
	0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
};

static bool is_character(uint32_t c)
{
	return c == '\t' || c == '\n' || c == '\r' ||
	       (c >= 0x20 && c != 0x7F && !(c >= 0xD800 && c <= 0xDFFF) &&
	        c <= 0x10FFFF);
}

static uint32_t checked(uint32_t c)
{
	if (c >= 0x80 && c <= 0x9F)
		return windows_1252[c - 0x80];
	return is_character(c) ? c : 0;
}

/* "#1234;" or "#x4E00;" behind the "&". */
static struct entity numeric(struct str text)
{
	bool hex = text.len > 2 && ascii_lower(text.at[2]) == 'x';
	size_t start = hex ? 3 : 2, at = start;
	uint32_t number = 0;
	for (; at < text.len; at++) {
		int digit = ascii_hex_value(text.at[at]);
		if (digit < 0 || (!hex && digit > 9))
			break;
		if (number <= 0x10FFFF)
			number = number * (hex ? 16 : 10) + (uint32_t)digit;
	}
	if (at == start)
		return (struct entity){ 0 };
	bool ended = at < text.len && text.at[at] == ';';
	return (struct entity){ .len = at + ended, .character = checked(number) };
}

static uint32_t named(const char *name, bool *ret_html)
{
	static const struct {
		const char *name;
		uint32_t character;
	} own[] = { { "amp", '&' },
		    { "lt", '<' },
		    { "gt", '>' },
		    { "quot", '"' },
		    { "apos", '\'' } };
	for (size_t i = 0; i < ARRAY_SIZE(own); i++)
		if (strcmp(own[i].name, name) == 0)
			return own[i].character;
	const htmlEntityDesc *found = htmlEntityLookup((const xmlChar *)name);
	*ret_html = found;
	return found ? found->value : 0;
}

static bool is_name_character(char c)
{
	return ascii_is_letter(c) || ascii_is_digit(c) || c == '.' || c == '_' ||
	       c == '-';
}

struct entity entity_at(struct str text)
{
	char name[MAX_NAME + 1];
	size_t len = 0;
	if (text.len > 1 && text.at[1] == '#')
		return numeric(text);
	for (; len < MAX_NAME && 1 + len < text.len; len++) {
		if (!is_name_character(text.at[1 + len]))
			break;
		name[len] = text.at[1 + len];
	}
	name[len] = '\0';
	if (!len || 1 + len >= text.len || text.at[1 + len] != ';')
		return (struct entity){ 0 };
	struct entity found = { .len = len + 2, .name = str_make(text.at + 1, len) };
	found.character = named(name, &found.is_html);
	return found;
}
