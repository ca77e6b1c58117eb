/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The top of a page: masthead, kicker, headline, subtitle, byline. */
#include "maker.h"

#include "baolan/base/mem.h"
#include "baolan/text/date.h"
#include "baolan/text/width.h"

/* "来源: 榕湾晚报", "2016-06-06 08:49": parts that a byline's rows don't tear. */
static void put_part(struct maker *m, int *column, struct str text, uint32_t place)
{
	text = shown(m, text);
	int cells = width_str(text);
	if (*column && *column + 2 + cells <= m->limit) {
		*column =
		        row_put(m, *column + 2, text, LAYOUT_BYLINE, LAYOUT_NO_TARGET);
		return;
	}
	if (cells <= m->limit) {
		row_begin(m, place);
		*column = row_put(m, 0, text, LAYOUT_BYLINE, LAYOUT_NO_TARGET);
		return;
	}
	para_begin(m);
	para_add_shown(m, text, LAYOUT_BYLINE, LAYOUT_NO_TARGET);
	struct para p = para_end(m);
	put_para(m, &p, &(struct frame){ .cells = m->limit });
	*column = m->limit;
}

static void put_field(struct maker *m, int *column, const char *word, struct str value)
{
	if (!value.len)
		return;
	uint32_t place = m->place;
	put_part(m, column, made(m, "%s: %.*s", word, STR_ARG(value)), place);
	m->place += (uint32_t)value.len;
}

static void put_date(struct maker *m, int *column)
{
	char text[DATE_TEXT_SIZE];
	struct str published = doc_field(m->doc, DOC_PUBLISHED);
	if (!published.len)
		return;
	date_for_reader(published, text);
	put_part(m, column, made(m, "%s", text), m->place);
	m->place += (uint32_t)published.len;
}

static void put_authors(struct maker *m, int *column)
{
	auto_buf names = BUF_INIT(BUF_MAX_TEXT);
	uint32_t place = m->place;
	for (uint32_t i = 0; i < doc_n_authors(m->doc); i++) {
		buf_add_text(&names, i ? " " : "");
		buf_add_str(&names, doc_author(m->doc, i));
		place += (uint32_t)doc_author(m->doc, i).len;
	}
	if (names.len)
		put_part(m, column,
		         made(m, "%s: %s", m->o.words->author, buf_text(&names)),
		         m->place);
	m->place = place;
}

static void put_byline(struct maker *m)
{
	int column = 0;
	put_date(m, &column);
	put_field(m, &column, m->o.words->source, doc_field(m->doc, DOC_SOURCE));
	put_authors(m, &column);
}

static void put_headline(struct maker *m)
{
	struct str title = doc_field(m->doc, DOC_TITLE);
	if (title.len) {
		put_text(m, title, LAYOUT_HEADLINE, true);
		return;
	}
	if (doc_kind(m->doc) != DOC_ARTICLE)
		return;
	para_begin(m);
	para_add_made(m, str_of(m->o.words->untitled), LAYOUT_HEADLINE,
	              LAYOUT_NO_TARGET);
	struct para p = para_end(m);
	put_para(m, &p, &(struct frame){ .cells = m->limit });
}

/* Rows are dear on a small screen: there the byline alone ends the head. */
bool make_head(struct maker *m)
{
	put_text(m, doc_field(m->doc, DOC_SITE), LAYOUT_MASTHEAD, false);
	if (!m->compact)
		row_gap(m);
	put_text(m, doc_field(m->doc, DOC_KICKER), LAYOUT_KICKER, true);
	put_headline(m);
	put_text(m, doc_field(m->doc, DOC_SUBTITLE), LAYOUT_SUBTITLE, true);
	if (!m->compact)
		row_gap(m);
	put_byline(m);
	return true;
}
