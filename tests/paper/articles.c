/* SPDX-License-Identifier: GPL-3.0-or-later */
/* articles.c - one table row a header key; the body stays text until a page
 * shows it (body.c). */
#include "articles.h"

#include "baolan/base/buf.h"
#include "baolan/base/mem.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

#define FILE_MAX ((size_t)1 << 20)

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

static enum err parse(struct article *article, struct error *err)
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

static void article_free(struct article *article)
{
	free(article->slug);
	free(article->text);
	vec_done(&article->related);
	vec_done(&article->parts);
	free(article);
}

static enum err read_file(const char *path, char **ret_text, struct error *err)
{
	auto_buf text = BUF_INIT(FILE_MAX);
	FILE *file = fopen(path, "re");
	char chunk[4096];
	size_t len;

	if (!file)
		return err_errno(err, "can't open %s", path);
	while ((len = fread(chunk, 1, sizeof(chunk), file)))
		buf_add(&text, chunk, len);
	fclose(file);
	if (text.over)
		return err_set(err, ERR_LIMIT, "%s is too large", path);
	*ret_text = buf_take(&text);
	return ERR_OK;
}

/* "001-grid-patrol.txt" */
static bool split_name(struct str name, unsigned long *ret_number, struct str *ret_slug)
{
	if (name.len < 9 || name.at[3] != '-' || !str_ends(name, STR(".txt")))
		return false;
	*ret_slug = str_make(name.at + 4, name.len - 8);
	return str_number(str_head(name, 3), 999, ret_number);
}

static enum err load_one(struct articles *articles, const char *folder,
                         const char *name, struct error *err)
{
	auto_free char *path = mem_printf("%s/%s", folder, name);
	unsigned long number;
	struct str slug;

	if (!split_name(str_of(name), &number, &slug))
		return ERR_OK;
	struct article *article = mem_new(struct article);
	*vec_push(&articles->list) = article;
	article->number = (unsigned)number;
	article->slug = str_dup(slug);
	article->template = STR("fznews");
	for (size_t i = 0; i < MOODS; i++)
		article->mood_ids[i] = i + 1;

	struct error why;
	enum err code = read_file(path, &article->text, &why);
	if (!code)
		code = parse(article, &why);
	return code ? err_set(err, code, "%s: %s", name, why.text) : ERR_OK;
}

static int newest_first(const void *left, const void *right)
{
	const struct article *a = *(struct article *const *)left;
	const struct article *b = *(struct article *const *)right;
	int order = str_compare(b->date, a->date);

	return order ? order : (int)a->number - (int)b->number;
}

enum err articles_load(struct articles *articles, const char *folder, struct error *err)
{
	DIR *dir = opendir(folder);
	enum err code = ERR_OK;

	if (!dir)
		return err_errno(err, "can't read the folder %s", folder);
	for (struct dirent *entry; !code && (entry = readdir(dir));)
		code = load_one(articles, folder, entry->d_name, err);
	closedir(dir);
	if (code)
		return code;
	if (!articles->list.len)
		return err_set(err, ERR_EMPTY, "%s holds no article", folder);
	qsort(articles->list.at, articles->list.len, sizeof(*articles->list.at),
	      newest_first);
	return ERR_OK;
}

void articles_done(struct articles *articles)
{
	vec_each (article, &articles->list)
		article_free(*article);
	vec_done(&articles->list);
}

void articles_reset(struct articles *articles)
{
	vec_each (article, &articles->list)
		(*article)->now = (*article)->start;
}

struct article *articles_by_slug(const struct articles *articles, struct str slug)
{
	vec_each (article, &articles->list)
		if (str_eq(str_of((*article)->slug), slug))
			return *article;
	return NULL;
}

struct article *articles_by_number(const struct articles *articles, unsigned number)
{
	vec_each (article, &articles->list)
		if ((*article)->number == number)
			return *article;
	return NULL;
}

struct str articles_missing(const struct articles *articles)
{
	vec_each (article, &articles->list)
		vec_each (slug, &(*article)->related)
			if (!articles_by_slug(articles, *slug))
				return *slug;
	return STR_NONE;
}

void article_path(const struct article *article, unsigned part, struct buf *out)
{
	const char *date = article->date.at;

	buf_printf(out, "/%s/%.4s%.2s%.2s/%s", article->channel->path, date, date + 5,
	           date + 8, article->slug);
	if (part > 1)
		buf_printf(out, "_%u", part);
	buf_add_text(out, ".shtml");
}
