/* SPDX-License-Identifier: GPL-3.0-or-later */
/* papers.h - the plain text file of what the reader follows.
 *
 * One line a paper: the address, then name=value settings and quoted words; a
 * line "[folder name]" begins a folder, "#" a comment.  Made to be edited and
 * kept in git: what the program changes keeps comments, order and blank lines.
 *
 *     # mornings
 *     https://news.example.cn/rss.xml "榕湾晚报" tags=city,local interval=30m
 *     [国际]
 *     https://world.example.cn/ full=yes prefetch=5 proxy=socks5h://localhost:9050
 *     query:unread since=1d -tag:sport  "今天没读的"
 */
#ifndef BAOLAN_SYNC_PAPERS_H
#define BAOLAN_SYNC_PAPERS_H

#include "baolan/base/err.h"
#include "baolan/base/str.h"
#include "baolan/base/vec.h"

#include <stdint.h>

struct paper {
	char *url;    /* NULL for a saved query */
	char *query;  /* of a saved query, in the words of the search prompt */
	char *name;   /* NULL: the source's own */
	char *folder; /* NULL: none */
	char *tags;   /* "a b"; NULL: none */
	int interval_s; /* 0: what the source says, else the config's */
	int full;       /* 1: fetch each article; 0: what the feed brings; -1: not said */
	int prefetch;   /* how many articles ahead; -1: not said */
	char *recipe;   /* a recipe's name; NULL: found by the address */
	char *proxy, *user_agent;
	char *kill;     /* rules, see rules.h; NULL: none */
	int line;       /* in the file, from 1 */
};

struct papers { /* zero bytes: empty */
	char *path;
	VEC(struct paper) list;
	VEC(struct error) mistakes; /* FILE:LINE: what is wrong; the rest is loaded */
	struct papers_text *text;   /* private: the lines as they stand */
};

/* A missing file is an empty one. */
enum err papers_load(struct papers *papers, const char *path, struct error *err);
void papers_done(struct papers *papers);
/* Each changes the file at once (file_store), having looked whether another
 * program changed it since: then it is loaded again first. */
enum err papers_add(struct papers *papers, const struct paper *paper, struct error *err);
enum err papers_remove(struct papers *papers, const char *url, struct error *err);
/* Change name, folder, tags and settings of the paper with this url. */
enum err papers_change(struct papers *papers, const char *url, const struct paper *to,
                       struct error *err);
/* Move it so that it stands before the paper `before` (NULL: at the end of its
 * folder). */
enum err papers_move(struct papers *papers, const char *url, const char *before,
                     struct error *err);
const struct paper *papers_find(const struct papers *papers, const char *url);

#endif
