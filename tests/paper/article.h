/* SPDX-License-Identifier: GPL-3.0-or-later */
/* article.h - the paper's stories, read from text files, and their counts.
 *
 * README in this folder describes the files.  Everything but `now` stays as it
 * was loaded; `now` counts views and moods and belongs to the server's lock. */
#ifndef PAPER_ARTICLE_H
#define PAPER_ARTICLE_H

#include "baolan/base/err.h"
#include "baolan/base/str.h"
#include "baolan/base/vec.h"

#define MOODS 8

enum period { DAY, WEEK, MONTH, PERIODS };

struct counts {
	unsigned long hits[PERIODS];
	unsigned long moods[MOODS];
};

struct channel {
	const char *path; /* "fzxw": its first folder in a URL */
	const char *name;
	unsigned catid; /* PHPCMS's number for it */
};

struct article {
	unsigned number; /* from the file's name NNN-slug.txt */
	char *slug;
	char *text; /* the whole file; what follows points into it */
	const struct channel *channel;
	struct str kicker, title, subtitle, date, source, author, editor;
	struct str encoding, keywords, summary, picture, template, markup;
	unsigned long mood_ids[MOODS]; /* PHPCMS's number of each mood */
	VEC(struct str) related;       /* slugs */
	VEC(struct str) parts;         /* the body, cut at the page breaks */
	struct counts start, now;
};

struct articles {
	VEC(struct article *) list; /* the newest first */
};

/* NULL after the last one; "gdxw", the channel of all stories, is the first. */
const struct channel *channel_at(size_t index);
const struct channel *channel_find(struct str path);
bool channel_has(const struct channel *channel, const struct article *article);

/* Reads every NNN-slug.txt of a folder; the error names file and line. */
enum err articles_load(struct articles *articles, const char *folder,
                       struct error *err);
/* Fills all but number and slug from article->text, the file. */
enum err article_parse(struct article *article, struct error *err);
void articles_done(struct articles *articles);
/* Counts as they stand in the files. */
void articles_reset(struct articles *articles);
struct article *articles_by_slug(const struct articles *articles, struct str slug);
struct article *articles_by_number(const struct articles *articles, unsigned number);
/* The first slug that a story names as related and that nobody wrote; absent
 * when all are there. */
struct str articles_missing(const struct articles *articles);

/* The first story whose number, slug or date another one has as well; NULL
 * when each has its own. */
const struct article *articles_doubled(const struct articles *articles);

/* "/fzxw/20160606/slug.shtml", "…/slug_2.shtml" for its second part. */
struct buf;
void article_path(const struct article *article, unsigned part, struct buf *out);

#endif
