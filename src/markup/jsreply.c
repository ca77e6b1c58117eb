/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Escapes as ECMA-262 has them; PHP's addslashes, Discuz's and Kesion's own
 * escapers all write subsets of these. */
#include "jsreply.h"

#include "baolan/base/ascii.h"
#include "baolan/base/mem.h"
#include "baolan/text/utf8.h"

/* --- string literals --- */

/* `digits` hexadecimal digits at the start of text; false when they are not
 * there. */
static bool read_hex(struct str text, size_t digits, uint32_t *ret_value)
{
	uint32_t value = 0;
	if (text.len < digits)
		return false;
	for (size_t i = 0; i < digits; i++) {
		int digit = ascii_hex_value(text.at[i]);
		if (digit < 0)
			return false;
		value = value << 4 | (uint32_t)digit;
	}
	*ret_value = value;
	return true;
}

static bool is_high(uint32_t c)
{
	return c >= 0xD800 && c < 0xDC00;
}

/* The low half of a pair, behind `\u` and its high half. */
static bool read_low(struct str text, uint32_t *ret_low)
{
	return str_starts(text, STR("\\u")) &&
	       read_hex(str_from(text, 2), 4, ret_low) && *ret_low >= 0xDC00 &&
	       *ret_low < 0xE000;
}

/* Behind `\u{`; returns the length up to and with the brace. */
static size_t read_braced(struct str text, uint32_t *ret_char)
{
	size_t end = str_find_char(text, '}');
	if (end == STR_NPOS || end == 0 || end > 6 || !read_hex(text, end, ret_char))
		return 0;
	return end + 1;
}

/* Behind `\u`; returns how much was read, 0 when these are no digits. */
static size_t read_unicode(struct str text, struct buf *b)
{
	uint32_t c, low;
	if (str_starts(text, STR("{"))) {
		size_t len = read_braced(str_from(text, 1), &c);
		if (len)
			utf8_add(b, c);
		return len ? len + 1 : 0;
	}
	if (!read_hex(text, 4, &c))
		return 0;
	if (is_high(c) && read_low(str_from(text, 4), &low)) {
		utf8_add(b, 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00));
		return 10;
	}
	utf8_add(b, c);
	return 4;
}

static size_t read_byte(struct str text, struct buf *b)
{
	uint32_t c;
	if (!read_hex(text, 2, &c))
		return 0;
	utf8_add(b, c);
	return 2;
}

static const struct {
	char letter, meaning;
} simple_escapes[] = {
	{ 'n', '\n' }, { 't', '\t' }, { 'r', '\r' }, { 'b', '\b' },
	{ 'f', '\f' }, { 'v', '\v' }, { '0', ' ' },
};

static char meaning_of(char letter)
{
	for (size_t i = 0; i < sizeof(simple_escapes) / sizeof(simple_escapes[0]); i++)
		if (simple_escapes[i].letter == letter)
			return simple_escapes[i].meaning;
	return letter;
}

/* What stands behind a backslash; returns its length. */
static size_t read_escape(struct str text, struct buf *b)
{
	if (!text.len)
		return 0;
	size_t more = text.at[0] == 'u'   ? read_unicode(str_from(text, 1), b)
	              : text.at[0] == 'x' ? read_byte(str_from(text, 1), b)
	                                  : 0;
	if (more)
		return 1 + more;
	if (str_starts(text, STR("\r\n")))
		return 2;
	if (text.at[0] != '\n') /* a line that goes on says nothing */
		buf_add_char(b, meaning_of(text.at[0]));
	return 1;
}

/* The literal at the start of text (its first byte is the quote): its value is
 * appended to b.  Returns its length with both quotes, 0 when it has no end. */
static size_t read_string(struct str text, struct buf *b)
{
	char quote = text.at[0];
	size_t i = 1;
	while (i < text.len && text.at[i] != quote) {
		size_t plain = i;
		while (i < text.len && text.at[i] != quote && text.at[i] != '\\')
			i++;
		buf_add(b, text.at + plain, i - plain);
		if (i < text.len && text.at[i] == '\\')
			i += 1 + read_escape(str_from(text, i + 1), b);
	}
	return i < text.len ? i + 1 : 0;
}

/* --- document.write --- */

static bool is_quote(char c)
{
	return c == '"' || c == '\'' || c == '`';
}

/* The literals among the arguments, up to the closing parenthesis; what is
 * computed between them can't be known and is left out.  Returns the length
 * read, 0 when a literal has no end. */
static size_t read_arguments(struct str text, struct buf *b)
{
	int depth = 1;
	size_t i = 0;
	while (i < text.len && depth > 0) {
		char c = text.at[i];
		size_t len = is_quote(c) ? read_string(str_from(text, i), b) : 1;
		if (!len)
			return 0;
		depth += (c == '(') - (c == ')');
		i += len;
	}
	return depth > 0 ? 0 : i;
}

/* Behind `document.write`: the length of `(` or `ln(`, 0 for another word. */
static size_t read_opening(struct str text, bool *ret_line)
{
	size_t len = str_starts(text, STR("ln")) ? 2 : 0;
	*ret_line = len > 0;
	while (len < text.len && text.at[len] == ' ')
		len++;
	return len < text.len && text.at[len] == '(' ? len + 1 : 0;
}

bool js_read_writes(struct str script, struct buf *b)
{
	const struct str call = STR("document.write");
	bool any = false, line;
	for (size_t at; (at = str_find(script, call)) != STR_NPOS;) {
		script = str_from(script, at + call.len);
		size_t opening = read_opening(script, &line);
		if (!opening)
			continue;
		script = str_from(script, opening);
		size_t len = read_arguments(script, b);
		if (!len)
			return false;
		if (line)
			buf_add_char(b, '\n');
		script = str_from(script, len);
		any = true;
	}
	return any;
}

/* --- texts set by id --- */

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static struct str skip_space(struct str text)
{
	while (text.len && is_space(text.at[0]))
		text = str_from(text, 1);
	return text;
}

static bool cut_word(struct str *text, struct str word)
{
	struct str rest = skip_space(*text);
	if (!str_starts(rest, word))
		return false;
	*text = str_from(rest, word.len);
	return true;
}

/* The literal that stands next, cut off *text. */
static bool cut_string(struct str *text, struct buf *b)
{
	struct str rest = skip_space(*text);
	size_t len = rest.len && is_quote(rest.at[0]) ? read_string(rest, b) : 0;
	*text = str_from(rest, len);
	return len > 0;
}

static bool cut_any(struct str *text, const struct str *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (cut_word(text, words[i]))
			return true;
	return false;
}

/* Behind `(` of a getter: `"id")`, the setter, and the text. */
static bool read_set(struct str *text, struct buf *id, struct buf *value)
{
	static const struct str setters[] = { { ".html(", 6 },
		                              { ".text(", 6 },
		                              { ".innerHTML=", 11 },
		                              { ".innerHTML =", 12 } };
	return cut_string(text, id) && cut_word(text, STR(")")) &&
	       cut_any(text, setters, sizeof(setters) / sizeof(setters[0])) &&
	       cut_string(text, value);
}

static void add_set(json_t *sets, struct str id, struct str value)
{
	if (id.len && id.at[0] == '#')
		id = str_from(id, 1);
	auto_free char *key = str_dup(id);
	json_object_set_new(sets, key,
	                    json_stringn(value.at ? value.at : "", value.len));
}

static void add_sets(struct str script, struct str getter, json_t *sets)
{
	for (size_t at; (at = str_find(script, getter)) != STR_NPOS;) {
		auto_buf id = BUF_INIT(1000), value = BUF_INIT(100000);
		script = str_from(script, at + getter.len);
		if (read_set(&script, &id, &value))
			add_set(sets, buf_str(&id), buf_str(&value));
	}
}

json_t *js_read_sets(struct str script)
{
	json_t *sets = json_object();
	auto_buf written = BUF_INIT(100000);
	add_sets(script, STR("$("), sets);
	add_sets(script, STR("getElementById("), sets);
	if (js_read_writes(script, &written))
		add_set(sets, STR_NONE, buf_str(&written));
	if (json_object_size(sets))
		return sets;
	json_decref(sets);
	return NULL;
}
