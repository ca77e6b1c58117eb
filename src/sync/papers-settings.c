/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a line of the papers file can say, one row each. */
#include "baolan/base/ascii.h"
#include "baolan/base/i18n.h"
#include "baolan/base/mem.h"
#include "baolan/sync/papers.h"
#include "baolan/text/url.h"

#include <stdlib.h>

enum { MIN_INTERVAL = 60, MAX_INTERVAL = 366 * 86400, MAX_PREFETCH = 100 };

/* --- text --- */

static void set_string(void *place, struct str value)
{
	char **text = place;
	free(*text);
	*text = value.len ? str_dup(value) : NULL;
}

static bool set_text(void *place, struct str value)
{
	set_string(place, value);
	return true;
}

static void write_text(const void *place, struct buf *b)
{
	buf_add_text(b, *(char *const *)place ? *(char *const *)place : "");
}

/* --- tags: commas in the file, blanks inside --- */

static bool is_tag_end(char c)
{
	return c == ',' || c == ' ' || c == '\t';
}

static void add_joined(struct str tags, char between, struct buf *b)
{
	size_t start = b->len;
	for (size_t i = 0, from = 0; i <= tags.len; i++) {
		if (i < tags.len && !is_tag_end(tags.at[i]))
			continue;
		if (i > from && b->len > start)
			buf_add_char(b, between);
		buf_add(b, tags.at + from, i - from);
		from = i + 1;
	}
}

static bool set_tags(void *place, struct str value)
{
	auto_buf tags = BUF_INIT(BUF_MAX_TEXT);
	add_joined(value, ' ', &tags);
	set_string(place, buf_str(&tags));
	return true;
}

static void write_tags(const void *place, struct buf *b)
{
	const char *tags = *(char *const *)place;
	if (tags)
		add_joined(str_of(tags), ',', b);
}

/* --- spans of time --- */

static const struct {
	char letter;
	int seconds;
} units[] = { { 'd', 86400 }, { 'h', 3600 }, { 'm', 60 }, { 's', 1 } };

static bool set_interval(void *place, struct str value)
{
	unsigned long number;
	for (size_t i = 0; i < ARRAY_SIZE(units); i++) {
		if (!value.len || value.at[value.len - 1] != units[i].letter)
			continue;
		if (!str_number(str_head(value, value.len - 1), MAX_INTERVAL, &number))
			return false;
		number *= (unsigned long)units[i].seconds;
		if (number < MIN_INTERVAL || number > MAX_INTERVAL)
			return false;
		*(int *)place = (int)number;
		return true;
	}
	return false;
}

static void write_interval(const void *place, struct buf *b)
{
	int seconds = *(const int *)place;
	size_t unit = 0;
	if (!seconds)
		return;
	while (seconds % units[unit].seconds)
		unit++;
	buf_printf(b, "%d%c", seconds / units[unit].seconds, units[unit].letter);
}

/* --- yes, no and numbers; -1: not said --- */

static bool set_yes_no(void *place, struct str value)
{
	bool yes = str_eq(value, STR("yes"));
	if (!yes && !str_eq(value, STR("no")))
		return false;
	*(int *)place = yes;
	return true;
}

static void write_yes_no(const void *place, struct buf *b)
{
	int said = *(const int *)place;
	if (said >= 0)
		buf_add_text(b, said ? "yes" : "no");
}

static bool set_count(void *place, struct str value)
{
	unsigned long number;
	if (!str_number(value, MAX_PREFETCH, &number))
		return false;
	*(int *)place = (int)number;
	return true;
}

static void write_count(const void *place, struct buf *b)
{
	int number = *(const int *)place;
	if (number >= 0)
		buf_printf(b, "%d", number);
}

/* --- proxies --- */

static bool set_proxy(void *place, struct str value)
{
	static const char *const schemes[] = { "http",    "https",  "socks4",
		                               "socks4a", "socks5", "socks5h" };
	struct url url;
	bool known = str_eq(value, STR("none"));
	if (!known && (!url_split(value, &url) || !url.host.len))
		return false;
	for (size_t i = 0; !known && i < ARRAY_SIZE(schemes); i++)
		known = str_eq_nocase(url.scheme, str_of(schemes[i]));
	if (known)
		set_string(place, value);
	return known;
}

#define AT(field) offsetof(struct paper, field)
/* clang-format off */
const struct paper_setting paper_settings[] = {
	{ "tags", AT(tags), NULL,
	  N_("words to find its stories by, with commas between them"),
	  set_tags, write_tags },
	{ "interval", AT(interval_s), N_("a time such as 30m, 2h or 1d"),
	  N_("how long to wait between two refreshes, in seconds, minutes, hours or "
	     "days; a minute at least"),
	  set_interval, write_interval },
	{ "full", AT(full), N_("yes or no"),
	  N_("fetch the whole article, though the feed brings a text"),
	  set_yes_no, write_yes_no },
	{ "prefetch", AT(prefetch), N_("a number from 0 to 100"),
	  N_("how many unread articles to fetch ahead"),
	  set_count, write_count },
	{ "recipe", AT(recipe), NULL,
	  N_("read its pages by this recipe, whatever their address"),
	  set_text, write_text },
	{ "proxy", AT(proxy), N_("an address such as socks5h://localhost:9050, or none"),
	  N_("fetch it through this proxy, or without one"),
	  set_proxy, write_text },
	{ "user-agent", AT(user_agent), NULL,
	  N_("what to call ourselves there"),
	  set_text, write_text },
	{ "kill", AT(kill), NULL,
	  N_("never show its stories that one of these rules matches"),
	  set_text, write_text },
	{ "highlight", AT(highlight), NULL,
	  N_("mark its stories that one of these rules matches"),
	  set_text, write_text },
};
/* clang-format on */
const size_t n_paper_settings = ARRAY_SIZE(paper_settings);
