/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "baolan/store/search.h"

#include "baolan/base/i18n.h"
#include "baolan/base/mem.h"
#include "baolan/store/store.h"
#include "baolan/text/date.h"
#include "baolan/text/utf8.h"

#include <stdio.h>
#include <stdlib.h>

/* --- words and quotes --- */

static const struct quote {
	struct str open, close;
} quotes[] = {
	{ { "\"", 1 }, { "\"", 1 } },
	{ { "“", 3 }, { "”", 3 } },
	{ { "「", 3 }, { "」", 3 } },
};

static struct str skip_blanks(struct str s)
{
	uint32_t c;
	size_t len;
	while ((len = utf8_next(s, &c)) > 0 && utf8_is_space(c))
		s = str_from(s, len);
	return s;
}

static const struct quote *quote_at(struct str s)
{
	for (size_t i = 0; i < ARRAY_SIZE(quotes); i++)
		if (str_starts(s, quotes[i].open))
			return &quotes[i];
	return NULL;
}

/* Cut a word or a quoted phrase from the head of *rest. */
static struct str cut_value(struct str *rest)
{
	struct str s = *rest;
	const struct quote *quote = quote_at(s);
	if (quote) {
		s = str_from(s, quote->open.len);
		size_t end = str_find(s, quote->close);
		struct str phrase = end == STR_NPOS ? s : str_head(s, end);
		*rest = str_from(s,
		                 phrase.len + (end == STR_NPOS ? 0 : quote->close.len));
		return phrase;
	}
	uint32_t c;
	size_t at = 0, len;
	while ((len = utf8_next(str_from(s, at), &c)) > 0 && !utf8_is_space(c) &&
	       !quote_at(str_from(s, at)))
		at += len;
	*rest = str_from(s, at);
	return str_head(s, at);
}

/* --- dates --- */

#define DAY_S INT64_C(86400)

static const struct {
	const char *unit;
	int64_t seconds;
} spans[] = {
	{ "h", 3600 },       { "d", DAY_S },       { "w", 7 * DAY_S },
	{ "m", 30 * DAY_S }, { "y", 365 * DAY_S },
};

/* "3d" */
static bool read_span(struct str text, int64_t *ret_seconds)
{
	unsigned long n;
	for (size_t i = 0; i < ARRAY_SIZE(spans); i++) {
		struct str unit = str_of(spans[i].unit);
		if (!str_ends(text, unit) ||
		    !str_number(str_head(text, text.len - unit.len), 10000, &n))
			continue;
		*ret_seconds = (int64_t)n * spans[i].seconds;
		return true;
	}
	return false;
}

/* The midnight in China that began the day of `now`. */
static int64_t midnight(int64_t now)
{
	int64_t east = INT64_C(8) * 3600, china = now + east;
	return china - china % DAY_S - east;
}

static bool read_number(struct str *rest, unsigned long max, int *ret_number)
{
	unsigned long n;
	struct str part = str_cut(rest, '-');
	if (!str_number(part, max, &n))
		return false;
	*ret_number = (int)n;
	return true;
}

/* "2016", "2016-6", "2016-06-06" begins and ends where? */
static bool read_day(struct str text, int64_t *ret_begin, int64_t *ret_end)
{
	int year, month = 0, day = 0;
	struct str rest = text;
	if (!read_number(&rest, 9998, &year) || year < 1900 ||
	    (rest.at && !read_number(&rest, 12, &month)) ||
	    (rest.at && !read_number(&rest, 31, &day)) || rest.at)
		return false;
	int next_year = year + (month == 0 || (month == 12 && !day));
	int next_month = month == 0 || month == 12 ? 1 : month + !day;
	char begin[40], end[40];
	snprintf(begin, sizeof(begin), "%04d-%02d-%02d", year, MAX(month, 1),
	         MAX(day, 1));
	snprintf(end, sizeof(end), "%04d-%02d-01", next_year, next_month);
	if (!date_to_seconds(str_of(begin), ret_begin))
		return false;
	if (day)
		*ret_end = *ret_begin + DAY_S;
	return day || date_to_seconds(str_of(end), ret_end);
}

static bool read_time(struct str text, int64_t now, int64_t *ret_begin,
                      int64_t *ret_end)
{
	int64_t span;
	if (str_eq_nocase(text, STR("today")) || str_eq(text, STR("今天"))) {
		*ret_begin = midnight(now);
		*ret_end = *ret_begin + DAY_S;
		return true;
	}
	if (str_eq_nocase(text, STR("yesterday")) || str_eq(text, STR("昨天"))) {
		*ret_end = midnight(now);
		*ret_begin = *ret_end - DAY_S;
		return true;
	}
	if (read_span(text, &span)) {
		*ret_begin = *ret_end = now - span;
		return true;
	}
	return read_day(text, ret_begin, ret_end);
}

/* --- fields --- */

struct reading {
	struct search *search;
	int64_t now;
	bool negated;
};

typedef enum err take_field(struct reading *r, struct str value, struct error *err);

static enum err take_title(struct reading *r, struct str value, struct error *err)
{
	(void)err;
	*vec_push(&r->search->words) = (struct search_word){ value, r->negated, true };
	return ERR_OK;
}

static enum err take_paper(struct reading *r, struct str value, struct error *err)
{
	(void)err;
	*vec_push(&r->search->papers) = (struct search_limit){ value, r->negated };
	return ERR_OK;
}

static enum err take_tag(struct reading *r, struct str value, struct error *err)
{
	(void)err;
	*vec_push(&r->search->tags) = (struct search_limit){ value, r->negated };
	return ERR_OK;
}

static enum err take_flag(struct reading *r, struct str value, struct error *err)
{
	static const struct {
		const char *name;
		unsigned bit;
		bool negated;
	} flags[] = {
		{ "unread", STORY_READ, true },      { "read", STORY_READ, false },
		{ "starred", STORY_STARRED, false }, { "saved", STORY_SAVED, false },
		{ "killed", STORY_KILLED, false },
	};
	for (size_t i = 0; i < ARRAY_SIZE(flags); i++) {
		if (!str_eq_nocase(value, str_of(flags[i].name)))
			continue;
		if (flags[i].negated != r->negated)
			r->search->without |= flags[i].bit;
		else
			r->search->with |= flags[i].bit;
		return ERR_OK;
	}
	return err_set(err, ERR_FORMAT,
	               _("is:%.*s? There is is:unread, read, starred and saved"),
	               STR_ARG(value));
}

static enum err bad_date(struct str value, struct error *err)
{
	return err_set(err, ERR_FORMAT,
	               _("%.*s is no date; 2016-06-01, 2016-06, 3d or today is"),
	               STR_ARG(value));
}

static enum err take_since(struct reading *r, struct str value, struct error *err)
{
	int64_t begin, end;
	if (!read_time(value, r->now, &begin, &end))
		return bad_date(value, err);
	r->search->since = begin;
	return ERR_OK;
}

static enum err take_until(struct reading *r, struct str value, struct error *err)
{
	int64_t begin, end;
	if (!read_time(value, r->now, &begin, &end))
		return bad_date(value, err);
	r->search->until = end;
	return ERR_OK;
}

static const struct field {
	const char *name;
	take_field *read;
} fields[] = {
	{ "title", take_title }, { "paper", take_paper }, { "tag", take_tag },
	{ "is", take_flag },     { "since", take_since }, { "until", take_until },
};

/* The field whose name and colon stand at the head of *rest, which is cut off. */
static const struct field *cut_field(struct str *rest)
{
	static const struct str colons[] = { { ":", 1 }, { "=", 1 }, { "：", 3 } };
	for (size_t i = 0; i < ARRAY_SIZE(fields); i++) {
		struct str name = str_of(fields[i].name), behind;
		if (!str_starts_nocase(*rest, name))
			continue;
		behind = str_from(*rest, name.len);
		for (size_t j = 0; j < ARRAY_SIZE(colons); j++) {
			if (!str_starts(behind, colons[j]))
				continue;
			*rest = str_from(behind, colons[j].len);
			return &fields[i];
		}
	}
	return NULL;
}

static enum err take_part(struct reading *r, struct str *rest, struct error *err)
{
	r->negated = rest->at[0] == '-' && rest->len > 1;
	if (r->negated)
		*rest = str_from(*rest, 1);
	const struct field *field = cut_field(rest);
	struct str value = cut_value(rest);
	if (!value.len)
		return ERR_OK;
	if (field)
		return field->read(r, value, err);
	*vec_push(&r->search->words) = (struct search_word){ value, r->negated, false };
	return ERR_OK;
}

enum err search_parse(struct str text, int64_t now, struct search *ret_search,
                      struct error *err)
{
	struct search search = { 0 };
	struct reading r = { .search = &search, .now = now };
	enum err code = ERR_OK;
	struct str rest = skip_blanks(text);
	while (rest.len && code == ERR_OK) {
		code = take_part(&r, &rest, err);
		rest = skip_blanks(rest);
	}
	if (code != ERR_OK) {
		search_done(&search);
		return code;
	}
	*ret_search = search;
	return ERR_OK;
}

void search_done(struct search *search)
{
	vec_done(&search->words);
	vec_done(&search->papers);
	vec_done(&search->tags);
}
