/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a cache does to heads: on the way in, at a 304, on the way out. */
#include "baolan/net/freshness.h"

#include "baolan/base/ascii.h"
#include "baolan/base/mem.h"
#include "baolan/net/fields.h"

#include <stdlib.h>

static bool is_one_of(struct str name, const char *const names[], size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq_nocase(name, str_of(names[i])))
			return true;
	return false;
}

/* ---- on the way in ---- */

static bool is_of_connection(struct str head, struct str name)
{
	static const char *const names[] = { "Connection",
		                             "Keep-Alive",
		                             "Proxy-Authenticate",
		                             "Proxy-Authentication-Info",
		                             "Proxy-Authorization",
		                             "Proxy-Connection",
		                             "TE",
		                             "Trailer",
		                             "Transfer-Encoding",
		                             "Upgrade" };
	return is_one_of(name, names, ARRAY_SIZE(names)) ||
	       field_lists(head, STR("Connection"), name);
}

static void add_line(struct buf *head, struct str line)
{
	buf_add_str(head, line);
	buf_add_text(head, "\r\n");
}

static void add_status_line(struct buf *head, struct str of)
{
	struct str line = str_cut(&of, '\n');
	if (str_ends(line, STR("\r")))
		line.len--;
	add_line(head, line);
}

void fresh_storable_head(struct str head, struct buf *ret_head)
{
	struct str rest = fields_of(head);
	struct field field;
	add_status_line(ret_head, head);
	while (field_next(&rest, &field))
		if (!is_of_connection(head, field.name))
			add_line(ret_head, field.line);
	buf_add_text(ret_head, "\r\n");
}

/* ---- Vary ---- */

/* What baolan-fetch sends of its own is the same each time and needs no value
 * here. */
static struct str implied_value(const struct request *request, struct str name)
{
	if (str_eq_nocase(name, STR("User-Agent")))
		return str_of(request->user_agent);
	if (str_eq_nocase(name, STR("Referer")))
		return str_of(request->referer);
	return STR_NONE;
}

typedef VEC(struct str) members;

static int compare_nocase(const void *a, const void *b)
{
	const struct str *x = a, *y = b;
	for (size_t i = 0; i < MIN(x->len, y->len); i++) {
		int order = ascii_lower(x->at[i]) - ascii_lower(y->at[i]);
		if (order)
			return order;
	}
	return (x->len > y->len) - (x->len < y->len);
}

static bool add_members(members *list, struct str value)
{
	struct str member;
	bool any = value.at;
	while (list_next(&value, &member))
		*vec_push(list) = member;
	return any;
}

static void add_folded(struct buf *key, struct str text, bool fold)
{
	for (size_t i = 0; i < text.len; i++)
		buf_add_char(key, fold ? ascii_lower(text.at[i]) : text.at[i]);
}

/* One line a header: its members parted in one way.  Languages mean the same in
 * any order and any case. */
static void add_selecting(const struct request *request, struct str name,
                          struct buf *key)
{
	members list = { 0 };
	bool any = false, fold = str_eq_nocase(name, STR("Accept-Language"));
	vec_each (header, &request->headers)
		if (str_eq_nocase(str_of(header->name), name))
			any |= add_members(&list, str_of(header->value));
	if (!any)
		any = add_members(&list, implied_value(request, name));
	if (fold && list.len)
		qsort(list.at, list.len, sizeof(*list.at), compare_nocase);
	add_folded(key, name, true);
	buf_add_text(key, any ? ":" : "");
	vec_each (member, &list) {
		buf_add_char(key, member == list.at ? ' ' : ',');
		add_folded(key, *member, fold);
	}
	buf_add_char(key, '\n');
	vec_done(&list);
}

bool fresh_vary_key(const struct request *request, struct str head, struct buf *ret_key)
{
	struct str rest = fields_of(head), name;
	struct field field;
	while (field_next(&rest, &field)) {
		if (!str_eq_nocase(field.name, STR("Vary")))
			continue;
		struct str list = field.value;
		while (list_next(&list, &name)) {
			if (str_eq(name, STR("*")))
				return false;
			add_selecting(request, name, ret_key);
		}
	}
	return true;
}

/* ---- validation ---- */

/* Absent when it could not be sent back. */
static struct str validator(struct str head, struct str name)
{
	struct str value = field_first(head, name);
	for (size_t i = 0; i < value.len; i++)
		if ((unsigned char)value.at[i] < ' ' || value.at[i] == 0x7F)
			return STR_NONE;
	return value;
}

bool fresh_has_validator(struct str head)
{
	return validator(head, STR("ETag")).len ||
	       validator(head, STR("Last-Modified")).len;
}

static void add_condition(struct request *request, const char *name, struct str value)
{
	if (!value.len)
		return;
	auto_free char *text = str_dup(value);
	request_add_header(request, name, text);
}

void fresh_add_validators(struct request *request, struct str head)
{
	add_condition(request, "If-None-Match", validator(head, STR("ETag")));
	add_condition(request, "If-Modified-Since",
	              validator(head, STR("Last-Modified")));
}

/* What describes the stored bytes stays theirs, whatever a 304 says. */
static bool is_of_bytes(struct str name)
{
	static const char *const names[] = { "Content-Encoding", "Content-Length",
		                             "Content-MD5", "Content-Range", "ETag" };
	return is_one_of(name, names, ARRAY_SIZE(names));
}

/* When it was confirmed is the 304's to say, or nobody's. */
static bool is_of_moment(struct str name)
{
	static const char *const names[] = { "Age", "Date" };
	return is_one_of(name, names, ARRAY_SIZE(names));
}

static bool replaces(struct str not_modified, struct str name)
{
	return field_first(not_modified, name).at && !is_of_bytes(name) &&
	       !is_of_connection(not_modified, name);
}

void fresh_merge(struct str stored, struct str not_modified, struct buf *ret_head)
{
	struct str rest = fields_of(stored);
	struct field field;
	if (!fresh_is_reasonable(not_modified))
		not_modified = STR_NONE;
	add_status_line(ret_head, stored);
	while (field_next(&rest, &field))
		if (!is_of_moment(field.name) && !replaces(not_modified, field.name))
			add_line(ret_head, field.line);
	rest = fields_of(not_modified);
	while (field_next(&rest, &field)) {
		bool lacks_it = !field_first(stored, field.name).at;
		bool wanted = replaces(not_modified, field.name) ||
		              (str_eq_nocase(field.name, STR("ETag")) && lacks_it);
		if (wanted)
			add_line(ret_head, field.line);
	}
	buf_add_text(ret_head, "\r\n");
}

/* ---- on the way out ---- */

void fresh_add_age(struct str head, int64_t age, struct buf *ret_head)
{
	struct str rest = fields_of(head);
	struct field field;
	add_status_line(ret_head, head);
	while (field_next(&rest, &field))
		if (!str_eq_nocase(field.name, STR("Age")))
			add_line(ret_head, field.line);
	buf_printf(ret_head, "Age: %lld\r\n\r\n", (long long)age);
}
