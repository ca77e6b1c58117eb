/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "baolan/base/i18n.h"
#include "baolan/base/mem.h"
#include "recipe-own.h"

#include <stdio.h>
#include <stdlib.h>

typedef bool holds_fn(const struct rule *rule, const struct rule_reply *reply);

struct rule {
	struct rule *next;
	holds_fn *holds;
	char *path, *value;  /* json: */
	struct regex *regex; /* body: */
	int low, high;       /* status: */
};

static void rule_free(struct rule *rule)
{
	free(rule->path);
	free(rule->value);
	regex_free(rule->regex);
	free(rule);
}

void reply_rules_free(struct rule *first)
{
	while (first) {
		struct rule *next = first->next;
		rule_free(first);
		first = next;
	}
}

/* --- what they ask --- */

static bool status_is(const struct rule *rule, const struct rule_reply *reply)
{
	return reply->status >= rule->low && reply->status <= rule->high;
}

static bool is_redirect(const struct rule *rule, const struct rule_reply *reply)
{
	(void)rule;
	return reply->status >= 300 && reply->status < 400 && reply->location.len;
}

static bool body_matches(const struct rule *rule, const struct rule_reply *reply)
{
	return regex_matches(rule->regex, reply->body);
}

void reply_path(struct str path, struct str mood, struct buf *b)
{
	const struct str name = STR("{mood}");
	for (size_t at; (at = str_find(path, name)) != STR_NPOS;) {
		buf_add_str(b, str_head(path, at));
		buf_add_str(b, mood);
		path = str_from(path, at + name.len);
	}
	buf_add_str(b, path);
}

static const json_t *value_at(const struct rule *rule, const struct rule_reply *reply)
{
	auto_buf path = BUF_INIT(1000);
	reply_path(str_of(rule->path), reply->mood, &path);
	return reply->json ? json_at(reply->json, buf_str(&path)) : NULL;
}

/* false, 0, "", "0", null and absent are nothing, as scripts see it. */
static bool is_nothing(const json_t *value)
{
	if (!value || json_is_null(value) || json_is_false(value))
		return true;
	if (json_is_number(value))
		return json_number_value(value) == 0;
	struct str text = str_of(json_string_value(value));
	return text.at && (!text.len || str_eq(text, STR("0")));
}

static bool json_is_nothing(const struct rule *rule, const struct rule_reply *reply)
{
	return reply->json && is_nothing(value_at(rule, reply));
}

static bool json_is_something(const struct rule *rule, const struct rule_reply *reply)
{
	return reply->json && !is_nothing(value_at(rule, reply));
}

static bool json_equals(const struct rule *rule, const struct rule_reply *reply)
{
	const json_t *value = value_at(rule, reply);
	if (json_is_string(value))
		return strcmp(json_string_value(value), rule->value) == 0;
	auto_free char *text = value ? json_dumps(value, JSON_ENCODE_ANY) : NULL;
	return text && strcmp(text, rule->value) == 0;
}

static bool json_is_greater(const struct rule *rule, const struct rule_reply *reply)
{
	const json_t *value = value_at(rule, reply);
	double than = strtod(rule->value, NULL);
	if (json_is_string(value))
		return (double)reply_count(str_of(json_string_value(value))) > than;
	return json_is_number(value) && json_number_value(value) > than;
}

bool reply_rules_hold(const struct rule *first, const struct rule_reply *reply)
{
	for (const struct rule *rule = first; rule; rule = rule->next)
		if (!rule->holds(rule, reply))
			return false;
	return true;
}

/* --- reading them --- */

static enum err read_status(struct str text, struct rule *rule, struct error *err)
{
	unsigned long status;
	rule->holds = status_is;
	if (text.len == 3 && str_ends(text, STR("xx")) && text.at[0] >= '1' &&
	    text.at[0] <= '5') {
		rule->low = (text.at[0] - '0') * 100;
		rule->high = rule->low + 99;
		return ERR_OK;
	}
	if (!str_number(text, 599, &status))
		return err_set(err, ERR_FORMAT,
		               _("\"%.*s\" is no HTTP status such as 200 or 2xx"),
		               STR_ARG(text));
	rule->low = rule->high = (int)status;
	return ERR_OK;
}

static enum err read_redirect(struct str text, struct rule *rule, struct error *err)
{
	(void)text;
	(void)err;
	rule->holds = is_redirect;
	return ERR_OK;
}

static enum err read_body(struct str text, struct rule *rule, struct error *err)
{
	(void)err;
	rule->holds = body_matches;
	rule->regex = regex_new(text);
	return ERR_OK;
}

static enum err read_json(struct str text, struct rule *rule, struct error *err)
{
	size_t at = 0;
	while (at < text.len && !strchr("=>~", text.at[at]))
		at++;
	char sign = at < text.len ? text.at[at] : '\0';
	rule->path = str_dup(str_trim(str_head(text, at)));
	rule->value = str_dup(str_trim(str_from(text, at + 1)));
	rule->holds = sign == '='   ? json_equals
	              : sign == '>' ? json_is_greater
	              : sign == '~' ? json_is_nothing
	                            : json_is_something;
	if (!text.len)
		return err_set(err, ERR_FORMAT, _("\"json:\" needs a path behind it"));
	return ERR_OK;
}

static const struct {
	struct str prefix;
	enum err (*read)(struct str text, struct rule *rule, struct error *err);
} readers[] = {
	{ { "status:", 7 }, read_status },
	{ { "redirect", 8 }, read_redirect },
	{ { "json:", 5 }, read_json },
	{ { "body:", 5 }, read_body },
};

static enum err read_rule(struct str text, struct rule *rule, struct error *err)
{
	for (size_t i = 0; i < ARRAY_SIZE(readers); i++)
		if (str_starts(text, readers[i].prefix))
			return readers[i].read(str_from(text, readers[i].prefix.len),
			                       rule, err);
	return err_set(err, ERR_FORMAT,
	               _("\"%.*s\" is no condition: status:, redirect, json: or body:"),
	               STR_ARG(text));
}

static struct str cut_rule(struct str *rest)
{
	struct str all = *rest, join = STR("&&");
	size_t at = str_find(all, join);
	*rest = at == STR_NPOS ? STR_NONE : str_from(all, at + join.len);
	return str_trim(str_head(all, at));
}

enum err reply_rules_compile(struct str text, struct rule **ret_first,
                             struct error *err)
{
	struct rule *first = NULL, **end = &first;
	while (text.at) {
		*end = mem_new(struct rule);
		enum err failed = read_rule(cut_rule(&text), *end, err);
		if (failed) {
			reply_rules_free(first);
			return failed;
		}
		end = &(*end)->next;
	}
	*ret_first = first;
	return ERR_OK;
}

enum err reply_rules_check(const struct rule *first, struct error *err)
{
	enum err failed = ERR_OK;
	for (const struct rule *rule = first; rule && !failed; rule = rule->next)
		if (rule->regex)
			failed = regex_check(rule->regex, err);
	return failed;
}
