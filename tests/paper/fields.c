/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fields.c - a request's parameters, wherever they stand: in the query, a form, or a
 * JSON object of strings. */
#include "baolan/base/ascii.h"
#include "baolan/base/mem.h"
#include "paper.h"

static size_t add_escaped_byte(struct str text, struct buf *out)
{
	int high = text.len > 2 ? ascii_hex_value(text.at[1]) : -1;
	int low = high >= 0 ? ascii_hex_value(text.at[2]) : -1;

	buf_add_char(out, low >= 0 ? (char)(high << 4 | low) : '%');
	return low >= 0 ? 3 : 1;
}

static void decode(struct str text, struct buf *out)
{
	while (text.len) {
		size_t len = 1;
		if (text.at[0] == '%')
			len = add_escaped_byte(text, out);
		else
			buf_add_char(out, text.at[0] == '+' ? ' ' : text.at[0]);
		text = str_from(text, len);
	}
}

static bool find_in_form(struct str form, const char *name, struct buf *out)
{
	while (form.len) {
		struct str value = str_cut(&form, '&');
		if (!str_eq(str_cut(&value, '='), str_of(name)))
			continue;
		decode(value, out);
		return true;
	}
	return false;
}

/* "name":"value", with backslashes before what follows them. */
static bool find_in_json(struct str json, const char *name, struct buf *out)
{
	auto_free char *key = mem_printf("\"%s\":\"", name);
	size_t at = str_find(json, str_of(key));

	if (at == STR_NPOS)
		return false;
	for (at += strlen(key); at < json.len && json.at[at] != '"'; at++) {
		at += json.at[at] == '\\' && at + 1 < json.len;
		buf_add_char(out, json.at[at]);
	}
	return true;
}

bool request_field(const struct request *request, const char *name, struct buf *out)
{
	struct str query = str_of(strchr(request->target, '?'));

	return find_in_form(str_from(query, 1), name, out) ||
	       find_in_json(request->body, name, out) ||
	       (!str_starts(request->body, STR("{")) &&
	        find_in_form(request->body, name, out));
}
