/* SPDX-License-Identifier: GPL-3.0-or-later */
/* article.c - the stories of a folder, and finding one among them. */
#include "article.h"

#include "baolan/base/buf.h"
#include "baolan/base/mem.h"
#include "files.h"

#include <dirent.h>
#include <stdlib.h>

static void article_free(struct article *article)
{
	free(article->slug);
	free(article->text);
	vec_done(&article->related);
	vec_done(&article->parts);
	free(article);
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
	enum err code = file_read(path, &article->text, &why);
	if (!code)
		code = article_parse(article, &why);
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

static bool is_double(const struct article *a, const struct article *b)
{
	return a->number == b->number || strcmp(a->slug, b->slug) == 0 ||
	       str_eq(a->date, b->date);
}

const struct article *articles_doubled(const struct articles *articles)
{
	for (size_t i = 0; i < articles->list.len; i++)
		for (size_t j = 0; j < i; j++)
			if (is_double(articles->list.at[i], articles->list.at[j]))
				return articles->list.at[i];
	return NULL;
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
