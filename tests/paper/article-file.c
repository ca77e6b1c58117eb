/* SPDX-License-Identifier: GPL-3.0-or-later */
/* article-file.c - one table row a header key; the body stays text until a page
 * shows it (body.c). */
#include "article.h"

#include "baolan/base/mem.h"

/* Where a value goes; false: it is not one. */
typedef bool set_value(struct article *article, size_t offset, struct str value);

static bool set_text(struct article *article, size_t offset, struct str value)
{
	*(struct str *)((char *)article + offset) = value;
	return true;
}

static bool set_channel(struct article *article, size_t offset, struct str value)
{
	(void)offset;
	article->channel = channel_find(value);
	return article->channel;
}

static bool read_numbers(struct str value, unsigned long *numbers, size_t count)
{
	size_t found = 0;

	while (value.at) {
		struct str word = str_cut(&value, ' ');
		if (!word.len)
			continue;
		if (found == count || !str_number(word, 100000000, &numbers[found]))
			return false;
		found++;
	}
	return found == count;
}

static bool set_moods(struct article *article, size_t offset, struct str value)
{
	return read_numbers(value, (unsigned long *)((char *)article + offset), MOODS);
}

static bool set_hits(struct article *article, size_t offset, struct str value)
{
	return read_numbers(value, (unsigned long *)((char *)article + offset),
	                    PERIODS);
}

static bool set_related(struct article *article, size_t offset, struct str value)
{
	(void)offset;
	while (value.at) {
		struct str slug = str_cut(&value, ' ');
		if (slug.len)
			*vec_push(&article->related) = slug;
	}
	return true;
}

static const struct header {
	const char *name;
	set_value *set;
	size_t offset;
} HEADERS[] = {
	{ "channel", set_channel, 0 },
	{ "kicker", set_text, offsetof(struct article, kicker) },
	{ "title", set_text, offsetof(struct article, title) },
	{ "subtitle", set_text, offsetof(struct article, subtitle) },
	{ "date", set_text, offsetof(struct article, date) },
	{ "source", set_text, offsetof(struct article, source) },
	{ "author", set_text, offsetof(struct article, author) },
	{ "editor", set_text, offsetof(struct article, editor) },
	{ "encoding", set_text, offsetof(struct article, encoding) },
	{ "keywords", set_text, offsetof(struct article, keywords) },
	{ "summary", set_text, offsetof(struct article, summary) },
	{ "picture", set_text, offsetof(struct article, picture) },
	{ "template", set_text, offsetof(struct article, template) },
	{ "markup", set_text, offsetof(struct article, markup) },
	{ "moods", set_moods, offsetof(struct article, start.moods) },
	{ "mood-ids", set_moods, offsetof(struct article, mood_ids) },
	{ "hits", set_hits, offsetof(struct article, start.hits) },
	{ "related", set_related, 0 },
};

static enum err set_header(struct article *article, struct str line, struct error *err)
{
	struct str value = line;
	struct str name = str_cut(&value, ':');

	for (size_t i = 0; i < ARRAY_SIZE(HEADERS); i++) {
		const struct header *header = &HEADERS[i];
		if (!str_eq(name, str_of(header->name)))
			continue;
		if (header->set(article, header->offset, str_trim(value)))
			return ERR_OK;
		break;
	}
	return err_set(err, ERR_FORMAT, "\"%.*s\" is no header of an article",
	               STR_ARG(line));
}

static enum err set_headers(struct article *article, struct str *rest,
                            struct error *err)
{
	while (rest->at) {
		struct str line = str_trim(str_cut(rest, '\n'));
		if (!line.len)
			return ERR_OK;
		enum err code = set_header(article, line, err);
		if (code)
			return code;
	}
	return err_set(err, ERR_FORMAT, "no empty line ends the headers");
}

static bool is_date(struct str date)
{
	static const char SHAPE[] = "dddd-dd-dd dd:dd:dd";

	if (date.len != strlen(SHAPE))
		return false;
	for (size_t i = 0; i < date.len; i++) {
		bool digit = date.at[i] >= '0' && date.at[i] <= '9';
		if (SHAPE[i] == 'd' ? !digit : date.at[i] != SHAPE[i])
			return false;
	}
	return true;
}

static enum err check_headers(const struct article *article, struct error *err)
{
	if (!article->channel || !article->title.len || !article->summary.len)
		return err_set(err, ERR_FORMAT,
		               "channel, title and summary must be given");
	if (!is_date(article->date))
		return err_set(err, ERR_FORMAT, "the date must be YYYY-MM-DD HH:MM:SS");
	return ERR_OK;
}

static void cut_parts(struct article *article, struct str body)
{
	struct str rest = body;
	const char *start = body.at;

	while (rest.at) {
		struct str line = str_cut(&rest, '\n');
		if (!str_eq(str_trim(line), STR("----")))
			continue;
		*vec_push(&article->parts) = str_make(start, (size_t)(line.at - start));
		start = line.at + line.len;
	}
	*vec_push(&article->parts) =
	        str_make(start, (size_t)(body.at + body.len - start));
}

enum err article_parse(struct article *article, struct error *err)
{
	struct str rest = str_of(article->text);
	enum err code = set_headers(article, &rest, err);

	if (code)
		return code;
	if (!str_trim(rest).len)
		return err_set(err, ERR_FORMAT, "the body is empty");
	cut_parts(article, rest);
	article->now = article->start;
	return check_headers(article, err);
}
