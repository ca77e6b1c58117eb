/* SPDX-License-Identifier: GPL-3.0-or-later */
/* slots.c - what a template can show, one row a name. */
#include "baolan/base/mem.h"
#include "body.h"
#include "mood.h"
#include "template.h"

#include <time.h>

#define TEXT_SLOT(name, field)                                               \
	static void write_##name(const struct scope *scope, struct buf *out) \
	{                                                                    \
		if (scope->article)                                          \
			buf_add_str(out, scope->article->field);             \
	}
TEXT_SLOT(kicker, kicker)
TEXT_SLOT(title, title)
TEXT_SLOT(subtitle, subtitle)
TEXT_SLOT(date, date)
TEXT_SLOT(source, source)
TEXT_SLOT(author, author)
TEXT_SLOT(editor, editor)
TEXT_SLOT(keywords, keywords)
TEXT_SLOT(summary, summary)

static void write_day(const struct scope *scope, struct buf *out)
{
	buf_add_str(out, str_head(scope->article->date, 10));
}

static void write_time(const struct scope *scope, struct buf *out)
{
	buf_add_str(out, str_from(scope->article->date, 11));
}

static void write_dated(const struct article *article, const char *format,
                        struct buf *out)
{
	char text[64];
	struct tm tm = { 0 };

	strptime(article->date.at, "%Y-%m-%d %H:%M:%S", &tm);
	timegm(&tm); /* fills the day of the week */
	strftime(text, sizeof(text), format, &tm);
	buf_add_text(out, text);
}

static void write_rfc_date(const struct scope *scope, struct buf *out)
{
	write_dated(scope->article, "%a, %d %b %Y %H:%M:%S +0800", out);
}

static void write_iso_date(const struct scope *scope, struct buf *out)
{
	write_dated(scope->article, "%Y-%m-%dT%H:%M:%S+08:00", out);
}

static void write_path(const struct scope *scope, struct buf *out)
{
	article_path(scope->article, 1, out);
}

static void write_www(const struct scope *scope, struct buf *out)
{
	request_site(scope->request, "www", out);
}

static void write_mood_host(const struct scope *scope, struct buf *out)
{
	request_site(scope->request, "mood", out);
}

static void write_emoji_host(const struct scope *scope, struct buf *out)
{
	request_site(scope->request, "emoji", out);
}

static void write_address(const struct scope *scope, struct buf *out)
{
	write_www(scope, out);
	write_path(scope, out);
}

static void write_picture(const struct scope *scope, struct buf *out)
{
	if (scope->article && scope->article->picture.len)
		buf_printf(out, "/pic/%.*s", STR_ARG(scope->article->picture));
}

static struct str style_name(const struct article *article)
{
	if (article->markup.len)
		return article->markup;
	return str_eq(article->template, STR("plain")) ? STR("clean") : STR("indent");
}

static void write_body(const struct scope *scope, struct buf *out)
{
	const struct body_style *style = body_style(style_name(scope->page));

	body_write(scope->page->parts.at[scope->part - 1], style,
	           &scope->paper->articles, out);
}

static void write_feed_body(const struct scope *scope, struct buf *out)
{
	vec_each (part, &scope->article->parts)
		body_write(*part, body_style(STR("clean")), &scope->paper->articles,
		           out);
}

/* What the page says of itself; the widest of each family is what is meant. */
static void write_charset(const struct scope *scope, struct buf *out)
{
	struct str encoding = scope->page ? scope->page->encoding : STR_NONE;

	if (str_eq(encoding, STR("gb18030")))
		encoding = STR("gb2312");
	buf_add_str(out, encoding.len ? encoding : STR("utf-8"));
}

static void write_number(const struct scope *scope, struct buf *out)
{
	buf_printf(out, "%u", scope->article->number);
}

static void write_catid(const struct scope *scope, struct buf *out)
{
	buf_printf(out, "%u", scope->channel->catid);
}

static void write_sid(const struct scope *scope, struct buf *out)
{
	mood_sid(scope->article, out);
}

static void write_mood_id(const struct scope *scope, struct buf *out)
{
	mood_id(scope->article, out);
}

static void write_channel(const struct scope *scope, struct buf *out)
{
	buf_add_text(out, scope->channel->name);
}

static void write_channel_path(const struct scope *scope, struct buf *out)
{
	buf_printf(out, "/%s/", scope->channel->path);
}

static void write_channel_feed(const struct scope *scope, struct buf *out)
{
	buf_printf(out, "/rss/%s.xml", scope->channel->path);
}

static void write_channel_home(const struct scope *scope, struct buf *out)
{
	write_www(scope, out);
	write_channel_path(scope, out);
}

/* The page's own address. */
static void write_here(const struct scope *scope, struct buf *out)
{
	write_www(scope, out);
	buf_add_str(out, scope->request->path);
}

/* Between the rows of a list. */
static void write_comma(const struct scope *scope, struct buf *out)
{
	if (scope->rank > 1)
		buf_add_char(out, ',');
}

static void write_part(const struct scope *scope, struct buf *out)
{
	buf_printf(out, "%u", scope->part);
}

static void write_parts(const struct scope *scope, struct buf *out)
{
	buf_printf(out, "%u", scope->parts);
}

/* The address of part scope->part of the story or list. */
static void write_part_path(const struct scope *scope, struct buf *out)
{
	if (scope->page)
		article_path(scope->page, scope->part, out);
	else if (scope->part == 1)
		write_channel_path(scope, out);
	else
		buf_printf(out, "/%s/index_%u.shtml", scope->channel->path,
		           scope->part);
}

static void write_rank(const struct scope *scope, struct buf *out)
{
	buf_printf(out, "%zu", scope->rank);
}

static void write_heat(const struct scope *scope, struct buf *out)
{
	buf_printf(out, "%lu", scope->heat);
}

static void write_mood_name(const struct scope *scope, struct buf *out)
{
	buf_add_text(out, MOOD_NAMES[scope->mood]);
}

static void write_mood_count(const struct scope *scope, struct buf *out)
{
	buf_printf(out, "%lu", scope->article->now.moods[scope->mood]);
}

static void write_mood_token(const struct scope *scope, struct buf *out)
{
	buf_printf(out, "%lu", scope->article->mood_ids[scope->mood]);
}

static void write_mood_number(const struct scope *scope, struct buf *out)
{
	buf_printf(out, "%zu", scope->mood + 1);
}

static void write_mood_height(const struct scope *scope, struct buf *out)
{
	const struct counts *now = &scope->article->now;
	unsigned long total = mood_total(scope->article);

	buf_printf(out, "%lu",
	           total ? (now->moods[scope->mood] * 60 + total - 1) / total : 0);
}

static void write_chosen(const struct scope *scope, struct buf *out)
{
	if (scope->mood == scope->chosen)
		buf_add_text(out, "chosen");
}

/* clang-format off */
static const struct slot SLOTS[] = {
	{ "www",          write_www,          false },
	{ "mood-host",    write_mood_host,    false },
	{ "emoji-host",   write_emoji_host,   false },
	{ "kicker",       write_kicker,       false },
	{ "title",        write_title,        false },
	{ "subtitle",     write_subtitle,     false },
	{ "date",         write_date,         false },
	{ "day",          write_day,          false },
	{ "time",         write_time,         false },
	{ "rfc-date",     write_rfc_date,     false },
	{ "iso-date",     write_iso_date,     false },
	{ "source",       write_source,       false },
	{ "author",       write_author,       false },
	{ "editor",       write_editor,       false },
	{ "keywords",     write_keywords,     false },
	{ "summary",      write_summary,      false },
	{ "path",         write_path,         false },
	{ "address",      write_address,      false },
	{ "picture",      write_picture,      false },
	{ "body",         write_body,         true  },
	{ "feed-body",    write_feed_body,    false },
	{ "charset",      write_charset,      false },
	{ "number",       write_number,       false },
	{ "catid",        write_catid,        false },
	{ "sid",          write_sid,          false },
	{ "mood-id",      write_mood_id,      false },
	{ "channel",      write_channel,      false },
	{ "channel-path", write_channel_path, false },
	{ "channel-feed", write_channel_feed, false },
	{ "channel-home", write_channel_home, false },
	{ "here",         write_here,         false },
	{ "comma",        write_comma,        false },
	{ "part",         write_part,         false },
	{ "parts",        write_parts,        false },
	{ "part-path",    write_part_path,    false },
	{ "rank",         write_rank,         false },
	{ "heat",         write_heat,         false },
	{ "mood-name",    write_mood_name,    false },
	{ "mood-count",   write_mood_count,   false },
	{ "mood-token",   write_mood_token,   false },
	{ "mood-number",  write_mood_number,  false },
	{ "mood-height",  write_mood_height,  false },
	{ "chosen",       write_chosen,       false },
};
/* clang-format on */

const struct slot *slot_find(struct str name)
{
	for (size_t i = 0; i < ARRAY_SIZE(SLOTS); i++)
		if (str_eq(name, str_of(SLOTS[i].name)))
			return &SLOTS[i];
	return NULL;
}
