/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "strip.h"

#include "baolan/base/mem.h"
#include "baolan/text/clean.h"
#include "baolan/text/utf8.h"

#include <stdlib.h>

/* clang-format off */
/* Elements that run on within a line; all others part words. */
static const char *const inline_elements[] = {
	"a", "abbr", "b", "big", "cite", "code", "del", "em", "font", "i", "ins", "mark",
	"ruby", "rb", "s", "small", "span", "strike", "strong", "sub", "sup", "tt", "u", "wbr",
};
/* Elements whose content is not for reading. */
static const char *const hidden_elements[] = { "script", "style", "rt", "rp", "template" };
static const struct {
	const char *name;
	uint32_t c;
} entities[] = {
	{ "amp", '&' }, { "lt", '<' }, { "gt", '>' }, { "quot", '"' }, { "apos", '\'' },
	{ "nbsp", ' ' }, { "ldquo", 0x201C }, { "rdquo", 0x201D }, { "lsquo", 0x2018 },
	{ "rsquo", 0x2019 }, { "mdash", 0x2014 }, { "ndash", 0x2013 }, { "hellip", 0x2026 },
	{ "middot", 0xB7 }, { "bull", 0x2022 }, { "ensp", ' ' }, { "emsp", ' ' },
	{ "times", 0xD7 }, { "yen", 0xA5 }, { "deg", 0xB0 },
};
/* clang-format on */

static bool is_one_of(struct str name, const char *const *names, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq_nocase(name, str_of(names[i])))
			return true;
	return false;
}

/* --- entities --- */

static uint32_t numeric(struct str digits)
{
	bool is_hex = digits.len && (digits.at[0] | 32) == 'x';
	char text[12] = { 0 }, *end;
	struct str rest = str_from(digits, is_hex);
	if (!rest.len || rest.len >= sizeof(text))
		return 0;
	memcpy(text, rest.at, rest.len);
	unsigned long c = strtoul(text, &end, is_hex ? 16 : 10);
	return *end || c > 0x10FFFF ? 0 : (uint32_t)c;
}

static uint32_t entity(struct str name)
{
	if (name.len && name.at[0] == '#')
		return numeric(str_from(name, 1));
	for (size_t i = 0; i < ARRAY_SIZE(entities); i++)
		if (str_eq(name, str_of(entities[i].name)))
			return entities[i].c;
	return 0;
}

/* Add what "&...;" at the head of s stands for; returns its length. */
static size_t add_entity(struct str s, struct buf *b)
{
	size_t end = str_find_char(str_head(s, 12), ';');
	uint32_t c = end == STR_NPOS ? 0 : entity(str_make(s.at + 1, end - 1));
	if (!c) {
		buf_add_char(b, '&');
		return 1;
	}
	utf8_add(b, c);
	return end + 1;
}

/* --- tags --- */

static struct str tag_name(struct str tag)
{
	size_t n = 0;
	while (n < tag.len && ((tag.at[n] | 32) >= 'a' && (tag.at[n] | 32) <= 'z'))
		n++;
	return str_head(tag, n);
}

/* Where the tag at the head of s ends; s.len when it never does. */
static size_t tag_end(struct str s)
{
	char quote = 0;
	for (size_t i = 1; i < s.len; i++) {
		if (quote)
			quote = s.at[i] == quote ? 0 : quote;
		else if (s.at[i] == '>')
			return i + 1;
		else if ((s.at[i] == '"' || s.at[i] == '\'') && s.at[i - 1] == '=')
			quote = s.at[i];
	}
	return s.len;
}

/* Behind "</name", or the end of s. */
static size_t skip_hidden(struct str s, struct str name)
{
	for (size_t at = 0; at < s.len;) {
		struct str rest = str_from(s, at);
		size_t next = str_find(rest, STR("</"));
		if (next == STR_NPOS)
			return s.len;
		at += next + 2;
		if (str_starts_nocase(str_from(s, at), name))
			return at - 2;
	}
	return s.len;
}

static size_t skip_comment(struct str s)
{
	size_t end = str_find(s, STR("-->"));
	return end == STR_NPOS ? s.len : end + 3;
}

static bool begins_tag(struct str s)
{
	if (s.len < 2)
		return false;
	char c = s.at[1];
	return c == '/' || c == '!' || c == '?' || ((c | 32) >= 'a' && (c | 32) <= 'z');
}

/* Skip the tag at the head of s, and what it hides; returns how far. */
static size_t take_tag(struct str s, struct buf *b)
{
	if (!begins_tag(s)) {
		buf_add_char(b, '<');
		return 1;
	}
	if (str_starts(s, STR("<!--")))
		return skip_comment(s);
	bool closes = s.at[1] == '/';
	struct str name = tag_name(str_from(s, closes ? 2 : 1));
	size_t end = tag_end(s);
	if (!is_one_of(name, inline_elements, ARRAY_SIZE(inline_elements)))
		buf_add_char(b, '\n');
	if (!closes && is_one_of(name, hidden_elements, ARRAY_SIZE(hidden_elements)))
		end += skip_hidden(str_from(s, end), name);
	return end;
}

/* How much of s is neither tag nor entity. */
static size_t plain_run(struct str s)
{
	const char *tag = memchr(s.at, '<', s.len);
	size_t run = tag ? (size_t)(tag - s.at) : s.len;
	const char *entity_at = memchr(s.at, '&', run);
	return entity_at ? (size_t)(entity_at - s.at) : run;
}

static void strip_tags(struct str html, struct buf *b)
{
	for (size_t at = 0; at < html.len;) {
		struct str rest = str_from(html, at);
		size_t plain = plain_run(rest);
		buf_add_str(b, str_head(rest, plain));
		at += plain;
		rest = str_from(html, at);
		if (!rest.len)
			break;
		at += rest.at[0] == '<' ? take_tag(rest, b) : add_entity(rest, b);
	}
}

void strip_html(struct str html, struct buf *ret_text)
{
	auto_buf text = BUF_INIT(ret_text->max);
	buf_expect(&text, html.len);
	strip_tags(html, &text);
	clean_add(ret_text, buf_str(&text), true);
}
