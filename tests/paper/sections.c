/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sections.c - what a template can repeat, one row a name. */
#include "baolan/base/mem.h"
#include "rank.h"
#include "template.h"

#define FRONT_ROWS 6

static void add_article(const struct scope *scope, const struct rows *rows,
                        const struct article *article)
{
	struct scope row = *scope;

	row.article = article;
	row.channel = article->channel;
	rows_add(rows, &row);
}

static void repeat_related(const struct scope *scope, const struct rows *rows)
{
	const struct articles *articles = &scope->paper->articles;

	vec_each (slug, &scope->page->related) {
		const struct article *article = articles_by_slug(articles, *slug);
		if (article)
			add_article(scope, rows, article);
	}
}

static void repeat_ranking(const struct scope *scope, const struct rows *rows,
                           enum period period)
{
	struct ranking ranking = rank(&scope->paper->articles, period);

	for (size_t i = 0; i < ranking.len; i++) {
		struct scope row = *scope;
		row.rank = i + 1;
		row.heat = ranking.rows[i]->now.hits[period];
		add_article(&row, rows, ranking.rows[i]);
	}
}

static void repeat_day(const struct scope *scope, const struct rows *rows)
{
	repeat_ranking(scope, rows, DAY);
}

static void repeat_week(const struct scope *scope, const struct rows *rows)
{
	repeat_ranking(scope, rows, WEEK);
}

static void repeat_month(const struct scope *scope, const struct rows *rows)
{
	repeat_ranking(scope, rows, MONTH);
}

/* The channel's stories number from..from+count, the newest first. */
static void repeat_stories(const struct scope *scope, const struct rows *rows,
                           size_t from, size_t count)
{
	const struct channel *channel = scope->channel;
	size_t seen = 0;

	vec_each (article, &scope->paper->articles.list) {
		if (!channel_has(channel, *article))
			continue;
		struct scope row = *scope;
		row.rank = ++seen - from;
		if (seen > from && seen <= from + count)
			add_article(&row, rows, *article);
	}
}

static void repeat_listed(const struct scope *scope, const struct rows *rows)
{
	size_t count = scope->paper->rows;

	repeat_stories(scope, rows, (scope->part - 1) * count, count);
}

static void repeat_latest(const struct scope *scope, const struct rows *rows)
{
	repeat_stories(scope, rows, 0, FRONT_ROWS);
}

static void repeat_fed(const struct scope *scope, const struct rows *rows)
{
	repeat_stories(scope, rows, 0, 20);
}

static void repeat_newest(const struct scope *scope, const struct rows *rows)
{
	repeat_stories(scope, rows, 0, 1);
}

static void repeat_channels(const struct scope *scope, const struct rows *rows)
{
	for (size_t i = 0; channel_at(i); i++) {
		struct scope row = *scope;
		row.channel = channel_at(i);
		rows_add(rows, &row);
	}
}

/* The channel's next story in this direction, beginning behind `from`. */
static void add_neighbour(const struct scope *scope, const struct rows *rows,
                          size_t from, int step)
{
	const struct articles *articles = &scope->paper->articles;

	for (size_t i = from + (size_t)step; i < articles->list.len;
	     i += (size_t)step) {
		const struct article *article = articles->list.at[i];
		if (article->channel != scope->page->channel)
			continue;
		add_article(scope, rows, article);
		return;
	}
}

static size_t place_of(const struct scope *scope)
{
	size_t at = 0;

	while (scope->paper->articles.list.at[at] != scope->page)
		at++;
	return at;
}

static void repeat_previous(const struct scope *scope, const struct rows *rows)
{
	add_neighbour(scope, rows, place_of(scope), -1);
}

static void repeat_next(const struct scope *scope, const struct rows *rows)
{
	add_neighbour(scope, rows, place_of(scope), 1);
}

static void add_part(const struct scope *scope, const struct rows *rows, unsigned part)
{
	struct scope row = *scope;

	row.part = part;
	rows_add(rows, &row);
}

/* Only when there is more than one. */
static void repeat_split(const struct scope *scope, const struct rows *rows)
{
	if (scope->parts > 1)
		rows_add(rows, scope);
}

static void repeat_pages(const struct scope *scope, const struct rows *rows)
{
	for (unsigned part = 1; part <= scope->parts; part++)
		add_part(scope, rows, part);
}

static void repeat_page_before(const struct scope *scope, const struct rows *rows)
{
	if (scope->part > 1)
		add_part(scope, rows, scope->part - 1);
}

static void repeat_page_after(const struct scope *scope, const struct rows *rows)
{
	if (scope->part < scope->parts)
		add_part(scope, rows, scope->part + 1);
}

static void repeat_moods(const struct scope *scope, const struct rows *rows)
{
	for (size_t i = 0; i < MOODS; i++) {
		struct scope row = *scope;
		row.mood = i;
		rows_add(rows, &row);
	}
}

/* clang-format off */
static const struct section SECTIONS[] = {
	{ "related",     repeat_related },
	{ "ranked-day",   repeat_day },
	{ "ranked-week",  repeat_week },
	{ "ranked-month", repeat_month },
	{ "listed",      repeat_listed },
	{ "latest",      repeat_latest },
	{ "fed",         repeat_fed },
	{ "newest",      repeat_newest },
	{ "channels",    repeat_channels },
	{ "previous",    repeat_previous },
	{ "next",        repeat_next },
	{ "split",       repeat_split },
	{ "pages",       repeat_pages },
	{ "page-before", repeat_page_before },
	{ "page-after",  repeat_page_after },
	{ "moods",       repeat_moods },
};
/* clang-format on */

const struct section *section_find(struct str name)
{
	for (size_t i = 0; i < ARRAY_SIZE(SECTIONS); i++)
		if (str_eq(name, str_of(SECTIONS[i].name)))
			return &SECTIONS[i];
	return NULL;
}
