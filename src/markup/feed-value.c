/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feed-value.h"

#include "baolan/base/ascii.h"
#include "baolan/base/mem.h"
#include "baolan/markup/plain.h"
#include "baolan/markup/xml.h"
#include "baolan/text/utf8.h"

enum kind { KIND_TEXT, KIND_HTML, KIND_BASE64, KIND_GUESS };

/* clang-format off */
static const struct {
	struct str type;
	enum kind kind;
} types[] = {
	{ { "", 0 },                       KIND_TEXT },
	{ { "text", 4 },                   KIND_TEXT },
	{ { "text/plain", 10 },            KIND_TEXT },
	{ { "html", 4 },                   KIND_HTML },
	{ { "text/html", 9 },              KIND_HTML },
	{ { "xhtml", 5 },                  KIND_HTML },
	{ { "application/xhtml+xml", 21 }, KIND_HTML },
};
/* clang-format on */

/* A type of its own is sent in base64 (RFC 4287, 4.1.3.3), unless it is text. */
static enum kind kind_of(const struct value *value)
{
	if (!value->is_atom)
		return KIND_GUESS;
	if (str_eq_nocase(value->mode, STR("base64")))
		return KIND_BASE64;
	if (value->has_tags)
		return KIND_HTML;
	for (size_t i = 0; i < ARRAY_SIZE(types); i++)
		if (str_eq_nocase(str_trim(value->type), types[i].type))
			return types[i].kind;
	if (str_starts(value->type, STR("text/")) || str_has(value->type, STR("xml")))
		return KIND_TEXT;
	return KIND_BASE64;
}

static int base64_digit(char c)
{
	static const char digits[] =
	        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	const char *found = c ? strchr(digits, c) : NULL;
	return found ? (int)(found - digits) : -1;
}

/* False when it is none, or holds no text. */
static bool add_base64(struct str text, struct buf *b)
{
	uint32_t bits = 0;
	int n = 0;
	size_t start = b->len;
	for (size_t i = 0; i < text.len && text.at[i] != '='; i++) {
		int digit = base64_digit(text.at[i]);
		if (digit < 0 && !strchr(" \t\r\n", text.at[i]))
			return false;
		if (digit < 0)
			continue;
		bits = bits << 6 | (uint32_t)digit;
		if (++n % 4 != 1)
			buf_add_char(b, (char)(bits >> (6 - 2 * ((n - 1) % 4)) & 0xFF));
	}
	return utf8_valid(str_from(buf_str(b), start));
}

static bool needs_escape(struct str text)
{
	return str_find_char(text, '<') != STR_NPOS ||
	       str_find_char(text, '&') != STR_NPOS;
}

static struct str escaped(struct str text, struct arena *arena)
{
	auto_buf html = BUF_INIT(text.len * 5);
	if (!needs_escape(text))
		return text;
	plain_escape(text, &html);
	return arena_str(arena, buf_str(&html));
}

struct str value_html(const struct value *value, struct arena *arena)
{
	enum kind kind = kind_of(value);
	auto_buf decoded = BUF_INIT(value->text.len);
	if (kind == KIND_HTML || kind == KIND_GUESS)
		return value->text;
	if (kind == KIND_BASE64 && add_base64(value->text, &decoded))
		return arena_str(arena, buf_str(&decoded));
	return escaped(value->text, arena);
}

/* Who writes &lt;p&gt; even here speaks of a tag and does not use one. */
static void add_guessed(struct str text, struct buf *b)
{
	auto_buf plain = BUF_INIT(text.len + 1);
	bool has_tags = plain_has_tags(text);
	if (has_tags || plain_has_references(text))
		plain_add(text, text.len, &plain);
	bool speaks_of_tags = !has_tags && plain_has_tags(buf_str(&plain));
	buf_add_str(b, !plain.len || speaks_of_tags ? text : buf_str(&plain));
}

void value_add_text(const struct value *value, struct buf *b)
{
	enum kind kind = kind_of(value);
	auto_buf decoded = BUF_INIT(value->text.len);
	if (kind == KIND_HTML)
		plain_add(value->text, value->text.len, b);
	else if (kind == KIND_GUESS)
		add_guessed(value->text, b);
	else if (kind == KIND_BASE64 && add_base64(value->text, &decoded))
		add_guessed(buf_str(&decoded), b);
	else
		buf_add_str(b, value->text);
}

static bool is_address(struct str s)
{
	return str_find_char(s, '@') != STR_NPOS &&
	       str_find_char(str_trim_space(s), ' ') == STR_NPOS;
}

/* Text that ends with a part in brackets: what is in it, and what is before. */
static bool split_brackets(struct str text, char open, char close, struct str *ret_out,
                           struct str *ret_in)
{
	size_t at = str_find_last_char(text, open);
	if (at == STR_NPOS || text.at[text.len - 1] != close)
		return false;
	*ret_out = str_trim_space(str_head(text, at));
	*ret_in = str_trim_space(str_make(text.at + at + 1, text.len - at - 2));
	return true;
}

void value_add_person(struct str text, struct buf *b)
{
	struct str out, in;
	text = str_trim_space(text);
	if (!text.len)
		return;
	if (split_brackets(text, '(', ')', &out, &in)) {
		if (is_address(in) && out.len)
			text = out;
		else if (is_address(out) && in.len)
			text = in;
	} else if (split_brackets(text, '<', '>', &out, &in) && out.len) {
		text = out;
	}
	buf_add_str(b, text);
}

struct str value_prefix(struct str markup)
{
	struct str prefix = STR_NONE;
	size_t at = str_find_char(markup, '<'), end = 0;
	if (at == STR_NPOS)
		return STR_NONE;
	struct str name = str_from(markup, at + 1);
	while (end < name.len && (ascii_is_letter(name.at[end]) || name.at[end] == ':'))
		end++;
	xml_local(str_head(name, end), &prefix);
	return prefix;
}
