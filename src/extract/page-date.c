/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When the story was published: the first place that names a day, in the order
 * in which they deserve trust. */
#include "page.h"

#include "general-words.h"

#include "baolan/base/mem.h"
#include "baolan/markup/html.h"
#include "baolan/text/utf8.h"

#include <time.h>

struct dating {
	const struct page *p;
	struct date best;
	bool found;
};

static bool same_day(const struct date *a, const struct date *b)
{
	return a->year == b->year && a->month == b->month && a->day == b->day;
}

/* The first source that has a date gives the day; one that agrees on the day
 * and knows the time completes it. */
static void consider(struct dating *d, struct str text)
{
	struct date date;
	if ((d->found && d->best.hour >= 0) || !text.len ||
	    !date_find(text, d->p->now, &date))
		return;
	if (d->found && !same_day(&d->best, &date))
		return;
	d->best = date;
	d->found = true;
}

static void consider_lines(struct dating *d, bool dropped_only)
{
	const struct lines *lines = &d->p->lines;
	size_t seen = 0;
	for (size_t i = 0; i < lines->list.len && seen < 12; i++) {
		const struct line *line = &lines->list.at[i];
		if (!line->chars)
			continue;
		struct str text = line_text(lines, line);
		seen++;
		if (line->dropped || (!dropped_only && line->chars < 40))
			consider(d, utf8_head(text, 300));
	}
}

/* Below the story: 2016年6月6日, or an update's time. */
static void consider_last_lines(struct dating *d)
{
	const struct lines *lines = &d->p->lines;
	size_t seen = 0;
	for (size_t i = lines->list.len; i-- > 0 && seen < 8;) {
		const struct line *line = &lines->list.at[i];
		if (!line->chars)
			continue;
		seen++;
		if (line->chars < 40)
			consider(d, line_text(lines, line));
	}
}

/* Elements whose class or id says date, time, source. */
static void consider_named(struct dating *d)
{
	const struct page *p = d->p;
	uint32_t tried = 0;
	for (uint32_t i = 0; i < p->tree.nodes.len && !d->found && tried < 100; i++) {
		const struct tree_node *n = &p->tree.nodes.at[i];
		if (n->chars < 6 || n->chars > 80 || !n->node->properties ||
		    n->flags & NODE_IN_BAD)
			continue;
		if (!(n->words & WORDS_META) && !html_is(n->node, "time"))
			continue;
		auto_buf text = BUF_INIT(1000);
		html_text(n->node, &text);
		consider(d, buf_str(&text));
		tried++;
	}
}

/* The address gives the day that the page does not, or the year to its month and
 * day. */
static void consider_address(struct dating *d, const struct date *in_url)
{
	if (!d->found)
		d->best = *in_url;
	else if (d->best.month == in_url->month && d->best.day == in_url->day &&
	         d->best.year > in_url->year)
		d->best.year = in_url->year;
	d->found = true;
}

void page_read_date(struct page *p, struct str over, struct str under)
{
	struct dating d = { .p = p };
	struct date in_url;
	consider(&d, over);
	consider_lines(&d, true);
	consider(&d, p->meta.value[META_DATE]);
	if (!d.found)
		consider_named(&d);
	if (!d.found) {
		consider_lines(&d, false);
		consider(&d, under);
		consider_last_lines(&d);
	}
	if (url_date(p->url, &in_url))
		consider_address(&d, &in_url);
	if (!d.found)
		return;
	char text[DATE_TEXT_SIZE];
	date_format(&d.best, text);
	page_set(p, DOC_PUBLISHED, str_of(text));
}

/* Dates beside related stories leave out the year that the story's own has. */
int64_t page_now_of_story(const struct page *p)
{
	struct date date;
	if (!p->field[DOC_PUBLISHED].len ||
	    !date_find(p->field[DOC_PUBLISHED], p->now, &date))
		return p->now;
	struct tm when = { .tm_year = date.year - 1900,
		           .tm_mon = date.month - 1,
		           .tm_mday = date.day,
		           .tm_hour = 12 };
	return (int64_t)timegm(&when);
}
