/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table by kind: what peels it, and what should have stood there.  The kind
 * comes from the recipe; Content-Type and status say next to nothing on the
 * sites these replies come from. */
#include "baolan/markup/reply.h"

#include "baolan/base/ascii.h"
#include "baolan/base/i18n.h"
#include "baolan/base/mem.h"
#include "baolan/text/clean.h"
#include "baolan/text/utf8.h"
#include "jsreply.h"

#include <ctype.h>

/* A value that nothing may follow, or (of a script) anything. */
#define WHOLE (JSON_DECODE_ANY | JSON_ALLOW_NUL)
#define HEAD (WHOLE | JSON_DISABLE_EOF_CHECK)

typedef json_t *json_fn(struct str text);
typedef bool text_fn(struct str text, struct buf *b);

static json_t *load(struct str text, size_t flags)
{
	return text.len ? json_loadb(text.at, text.len, flags, NULL) : NULL;
}

/* --- JSON kinds --- */

static json_t *read_json(struct str text)
{
	return load(text, WHOLE);
}

static bool is_callback(struct str name)
{
	for (size_t i = 0; i < name.len; i++)
		if (!isalnum((unsigned char)name.at[i]) && !strchr("_$.", name.at[i]))
			return false;
	return true;
}

/* A comment in front, against content sniffing: cb({…}) behind it. */
static struct str skip_comment(struct str text)
{
	size_t end = str_starts(text, STR("/*")) ? str_find(text, STR("*/")) : STR_NPOS;
	return end == STR_NPOS ? text : str_trim(str_from(text, end + 2));
}

/* The callback's name may be empty, as PHPCMS leaves it when it does not like
 * the one asked for; some servers then leave out the parentheses as well. */
static json_t *read_jsonp(struct str text)
{
	text = skip_comment(text);
	size_t open = str_find_char(text, '(');
	size_t close = str_find_last_char(text, ')');
	if (open == STR_NPOS || !is_callback(str_trim(str_head(text, open))))
		return load(text, WHOLE);
	if (close == STR_NPOS || close < open)
		return NULL;
	return load(str_trim(str_make(text.at + open + 1, close - open - 1)), WHOLE);
}

static json_t *read_jsvar(struct str text)
{
	size_t equals = str_find_char(text, '=');
	if (equals == STR_NPOS)
		return NULL;
	return load(str_trim(str_from(text, equals + 1)), HEAD);
}

/* --- text kinds --- */

static bool read_as_is(struct str text, struct buf *b)
{
	return text.len && buf_add_str(b, text);
}

static bool read_anything(struct str text, struct buf *b)
{
	buf_add_str(b, text);
	return true;
}

static bool read_cdata(struct str text, struct buf *b)
{
	const struct str open = STR("<![CDATA["), close = STR("]]>");
	bool any = false;
	for (size_t at; (at = str_find(text, open)) != STR_NPOS; any = true) {
		text = str_from(text, at + open.len);
		size_t end = str_find(text, close);
		if (end == STR_NPOS)
			return false;
		buf_add_str(b, str_head(text, end));
		text = str_from(text, end + close.len);
	}
	return any;
}

/* --- the table --- */

/* clang-format off */
static const struct {
	const char *name, *expected;
	json_fn *json;
	text_fn *text;
} kinds[REPLY_KINDS] = {
	[REPLY_JSON] = { "json", N_("JSON"), read_json, NULL },
	[REPLY_JSONP] = { "jsonp", N_("JSON in a callback"), read_jsonp, NULL },
	[REPLY_JSVAR] = { "jsvar", N_("a script that sets a variable"), read_jsvar, NULL },
	[REPLY_JSWRITE] = { "jswrite", N_("a script that writes HTML"), NULL, js_read_writes },
	[REPLY_JSSET] = { "jsset", N_("a script that sets texts"), js_read_sets, NULL },
	[REPLY_HTML] = { "html", N_("HTML"), NULL, read_as_is },
	[REPLY_TEXT] = { "text", N_("text"), NULL, read_as_is },
	[REPLY_XML_CDATA] = { "xml-cdata", N_("XML around HTML"), NULL, read_cdata },
	[REPLY_NONE] = { "none", N_("nothing"), NULL, read_anything },
};
/* clang-format on */

bool reply_kind_of(struct str name, enum reply_kind *ret_kind)
{
	for (int kind = 0; kind < REPLY_KINDS; kind++) {
		if (str_eq(name, str_of(kinds[kind].name))) {
			*ret_kind = (enum reply_kind)kind;
			return true;
		}
	}
	return false;
}

bool reply_is_json(enum reply_kind kind)
{
	return kinds[kind].json != NULL;
}

#define QUOTED_CHARS 40

static struct str head_chars(struct str text, size_t count)
{
	size_t len = 0;
	uint32_t c;
	while (count-- > 0 && len < text.len)
		len += utf8_next(str_from(text, len), &c);
	return str_head(text, len);
}

/* An error page is quoted by its words: each <tag> becomes a space. */
static void add_without_tags(struct str text, struct buf *b)
{
	while (text.len) {
		size_t tag = str_find_char(text, '<');
		buf_add_str(b, str_head(text, tag));
		if (tag == STR_NPOS)
			return;
		text = str_from(text, tag);
		size_t end = str_find_char(text, '>');
		buf_add_char(b, ' ');
		text = str_from(text, end == STR_NPOS ? text.len : end + 1);
	}
}

static enum err garbled(enum reply_kind kind, struct str text, struct error *err)
{
	const char *expected = _(kinds[kind].expected);
	auto_buf words = BUF_INIT(4096);
	auto_buf clean = BUF_INIT(4096);
	add_without_tags(utf8_head(text, 2048), &words);
	clean_add_collapsed(&clean, words.len ? buf_str(&words) : utf8_head(text, 200));
	struct str shown = head_chars(buf_str(&clean), QUOTED_CHARS);
	if (!str_trim_space(text).len)
		return err_set(err, ERR_FORMAT,
		               _("the site's reply is empty; expected was %s"),
		               expected);
	const char *dots = shown.len < clean.len ? "…" : "";
	return err_set(err, ERR_FORMAT,
	               _("the site answered \"%.*s%s\"; expected was %s"),
	               STR_ARG(shown), dots, expected);
}

enum err reply_json(enum reply_kind kind, struct str text, json_t **ret_json,
                    struct error *err)
{
	json_fn *read = kinds[kind].json;
	json_t *json = read ? read(str_trim_space(text)) : NULL;
	if (!json)
		return garbled(kind, text, err);
	*ret_json = json;
	return ERR_OK;
}

enum err reply_text(enum reply_kind kind, struct str text, struct buf *ret_text,
                    struct error *err)
{
	text_fn *read = kinds[kind].text;
	size_t before = ret_text->len;
	if (read && read(str_trim_space(text), ret_text))
		return ERR_OK;
	bool over = ret_text->over;
	buf_cut(ret_text, before);
	if (over)
		return err_set(err, ERR_LIMIT, _("the site's reply is too large"));
	return garbled(kind, text, err);
}

/* --- looking into JSON --- */

static struct str cut_key(struct str *path)
{
	size_t end = 0;
	while (end < path->len && path->at[end] != '.' && path->at[end] != '[')
		end++;
	struct str key = str_head(*path, end);
	*path = str_from(*path, end);
	return key;
}

static const json_t *member(const json_t *json, struct str *path)
{
	auto_free char *key = str_dup(cut_key(path));
	return json_object_get(json, key);
}

static const json_t *element(const json_t *json, struct str *path)
{
	unsigned long index;
	size_t end = str_find_char(*path, ']');
	if (end == STR_NPOS ||
	    !str_number(str_make(path->at + 1, end - 1), 1000000, &index))
		return NULL;
	*path = str_from(*path, end + 1);
	return json_array_get(json, index);
}

const json_t *json_at(const json_t *json, struct str path)
{
	if (path.len && path.at[0] != '[')
		json = member(json, &path);
	while (json && path.len) {
		if (path.at[0] == '[') {
			json = element(json, &path);
			continue;
		}
		path = str_from(path, 1); /* the dot */
		json = member(json, &path);
	}
	return json;
}

/* --- numbers --- */

static size_t find_digit(struct str text)
{
	size_t i = 0;
	while (i < text.len && !ascii_is_digit(text.at[i]))
		i++;
	return i;
}

/* Digits in groups, as 1,234; returns the length read. */
static size_t read_whole(struct str text, double *ret_number)
{
	size_t i = 0;
	double number = 0;
	for (; i < text.len; i++) {
		bool is_comma = text.at[i] == ',' && i + 1 < text.len &&
		                ascii_is_digit(text.at[i + 1]);
		if (!ascii_is_digit(text.at[i]) && !is_comma)
			break;
		if (!is_comma)
			number = number * 10 + (text.at[i] - '0');
	}
	*ret_number = number;
	return i;
}

static size_t read_fraction(struct str text, double *number)
{
	double unit = 1;
	size_t i = 1;
	if (text.len < 2 || text.at[0] != '.' || !ascii_is_digit(text.at[1]))
		return 0;
	while (i < text.len && ascii_is_digit(text.at[i])) {
		unit /= 10;
		*number += (text.at[i++] - '0') * unit;
	}
	return i;
}

static const struct {
	struct str word;
	double factor;
} units[] = {
	{ { "万", 3 }, 1e4 },
	{ { "萬", 3 }, 1e4 },
	{ { "亿", 3 }, 1e8 },
	{ { "億", 3 }, 1e8 },
};

static double factor_of(struct str text)
{
	for (size_t i = 0; i < ARRAY_SIZE(units); i++)
		if (str_starts_nocase(text, units[i].word))
			return units[i].factor;
	return 1;
}

int64_t reply_count(struct str text)
{
	double number;
	text = str_from(text, find_digit(text));
	if (!text.len)
		return -1;
	text = str_from(text, read_whole(text, &number));
	text = str_from(text, read_fraction(text, &number));
	number *= factor_of(str_trim_space(text));
	return number < 9e15 ? (int64_t)(number + 1e-6) : -1;
}
