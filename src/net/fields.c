/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "baolan/net/fields.h"

#include "baolan/base/mem.h"

struct str fields_of(struct str head)
{
	str_cut(&head, '\n');
	return head;
}

static struct field read_line(struct str line)
{
	struct field field = { .line = line };
	struct str value = line, name = str_cut(&value, ':');
	if (value.at) {
		field.name = str_trim(name);
		field.value = str_trim(value);
	}
	return field;
}

bool field_next(struct str *rest, struct field *ret_field)
{
	while (rest->at) {
		struct str line = str_cut(rest, '\n');
		if (str_ends(line, STR("\r")))
			line.len--;
		struct field field = read_line(line);
		if (!field.name.len)
			continue;
		*ret_field = field;
		return true;
	}
	return false;
}

struct str field_first(struct str head, struct str name)
{
	struct str rest = fields_of(head);
	struct field field;
	while (field_next(&rest, &field))
		if (str_eq_nocase(field.name, name))
			return field.value;
	return STR_NONE;
}

/* Behind the quoted string that begins at s.at[at]; a backslash hides a quote. */
static size_t skip_quoted(struct str s, size_t at)
{
	for (at++; at < s.len && s.at[at] != '"'; at++)
		if (s.at[at] == '\\')
			at++;
	return MIN(at + 1, s.len);
}

static struct str cut_member(struct str *rest)
{
	size_t end = 0;
	while (end < rest->len && rest->at[end] != ',')
		end = rest->at[end] == '"' ? skip_quoted(*rest, end) : end + 1;
	struct str member = str_head(*rest, end);
	*rest = end < rest->len ? str_from(*rest, end + 1) : STR_NONE;
	return str_trim(member);
}

bool list_next(struct str *rest, struct str *ret_member)
{
	while (rest->at) {
		struct str member = cut_member(rest);
		if (!member.len)
			continue;
		*ret_member = member;
		return true;
	}
	return false;
}

static bool list_has(struct str list, struct str member)
{
	struct str each;
	while (list_next(&list, &each))
		if (str_eq_nocase(each, member))
			return true;
	return false;
}

bool field_lists(struct str head, struct str name, struct str member)
{
	struct str rest = fields_of(head);
	struct field field;
	while (field_next(&rest, &field))
		if (str_eq_nocase(field.name, name) && list_has(field.value, member))
			return true;
	return false;
}

static struct str unquote(struct str s)
{
	if (s.len >= 2 && s.at[0] == '"' && s.at[s.len - 1] == '"')
		return str_make(s.at + 1, s.len - 2);
	return s;
}

bool list_directive(struct str list, struct str name, struct str *ret_value)
{
	struct str member;
	while (list_next(&list, &member)) {
		struct str value = member, own_name = str_cut(&value, '=');
		if (!str_eq_nocase(own_name, name))
			continue;
		*ret_value = value.at ? unquote(value) : STR_NONE;
		return true;
	}
	return false;
}

bool field_directive(struct str head, struct str field, struct str name,
                     struct str *ret_value)
{
	struct str rest = fields_of(head);
	struct field each;
	while (field_next(&rest, &each))
		if (str_eq_nocase(each.name, field) &&
		    list_directive(each.value, name, ret_value))
			return true;
	return false;
}
