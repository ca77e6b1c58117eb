/* SPDX-License-Identifier: GPL-3.0-or-later */
/* papers.h - the plain text file of what the reader follows.
 *
 * One line a paper: the address, then a quoted name and name=value settings; a
 * line "[folder name]" begins a folder, "[]" ends it, "#" begins a comment.  Made
 * to be edited and kept in git: what the program changes keeps comments, order
 * and blank lines, and every other line byte for byte.
 *
 *     # mornings
 *     https://news.example.cn/rss.xml "榕湾晚报" tags=city,local interval=30m
 *     [国际]
 *     https://world.example.cn/ full=yes prefetch=5 proxy=socks5h://localhost:9050
 *     rsshub:/thepaper/featured
 *     query:is:unread since:1d -tag:sport "今天没读的"
 *
 * A value with blanks stands in "quotes", in which \" and \\ are a quote and a
 * backslash. */
#ifndef BAOLAN_SYNC_PAPERS_H
#define BAOLAN_SYNC_PAPERS_H

#include "baolan/base/buf.h"
#include "baolan/base/err.h"
#include "baolan/base/str.h"
#include "baolan/base/vec.h"

#include <stdint.h>

struct paper {     /* strings are owned */
	char *url; /* as it stands in the file, normalised; NULL for a saved query */
	/* What is fetched: the url, or where a shorthand such as rsshub:/a leads;
	 * NULL when no host is set for the shorthand (and for a saved query). */
	char *address;
	char *query;    /* of a saved query, in the words of the search prompt */
	char *name;     /* NULL: the source's own */
	char *folder;   /* NULL: none */
	char *tags;     /* "a b"; NULL: none */
	int interval_s; /* 0: what the source says, else the config's */
	int full;     /* 1: fetch each article; 0: what the feed brings; -1: not said */
	int prefetch; /* how many articles ahead; -1: not said */
	int line;     /* in the file, from 1 */
	char *recipe; /* a recipe's name; NULL: found by the address */
	char *proxy, *user_agent; /* NULL: not said */
	char *kill, *highlight;   /* rules, see rules.h; NULL: none */
};

/* One that says nothing; paper_done frees its strings. */
void paper_init(struct paper *paper);
void paper_done(struct paper *paper);
void paper_copy(struct paper *ret_to, const struct paper *from);

struct papers { /* zero bytes: empty */
	char *path;
	/* In the order of the file.  Pointers into it die with every change. */
	VEC(struct paper) list;
	VEC(struct error) mistakes; /* FILE:LINE: what is wrong; the rest is loaded */
	struct papers_text *text;   /* private: the file as it stands */
};

/* A missing file is an empty one.  Loading again replaces all; on failure what
 * was there stays. */
enum err papers_load(struct papers *papers, const char *path, struct error *err);
void papers_done(struct papers *papers);
/* Where "rsshub:" and "dailyhot:" lead, as http(s) addresses without a path of a
 * route; NULL: the shorthand can't be fetched.  To be set before papers_load;
 * kept when it is loaded again. */
void papers_set_hosts(struct papers *papers, const char *rsshub, const char *dailyhot);
/* Has another program changed the file since it was loaded or stored here? */
bool papers_changed(const struct papers *papers);

/* Each changes the file at once (file_store), having looked whether another
 * program changed it since: then it is loaded again first.  A lock on the folder
 * keeps instances of baolan from undoing each other's changes. */

/* ERR_FORMAT for an address that can't be followed or is followed already.  A
 * folder that is not there yet is added at the end of the file. */
enum err papers_add(struct papers *papers, const struct paper *paper,
                    struct error *err);
/* Many at once, in one change of the file; those that papers_add would refuse are
 * left out.  *ret_added counts the others. */
enum err papers_add_all(struct papers *papers, const struct paper *list, size_t n,
                        size_t *ret_added, struct error *err);
/* A paper or saved query is named by its url, or by "query:" and its words.  Of
 * one that is not there: ERR_EMPTY. */
enum err papers_remove(struct papers *papers, const char *url, struct error *err);
/* Make it say what `to` says; a new to->url or to->query replaces the old one.
 * Only what differs is written anew in its line, which moves when the folder
 * differs. */
enum err papers_change(struct papers *papers, const char *url, const struct paper *to,
                       struct error *err);
/* Move it so that it stands before the paper `before` (NULL: at the end of its
 * folder). */
enum err papers_move(struct papers *papers, const char *url, const char *before,
                     struct error *err);
/* NULL: not there.  Borrowed until the next change. */
const struct paper *papers_find(const struct papers *papers, const char *url);
/* The address as it would stand in papers[].url: trimmed, normalised; false for
 * what can't be followed. */
bool papers_normalise(struct str address, struct buf *ret_url);

/* Where a normalised url leads: the url itself, or for a shorthand the address on
 * its host; NULL when no host is set.  The caller frees it. */
char *papers_address(const struct papers *papers, const char *url);

/* What a line can say besides address and name, as rows: the checker, the writer
 * and the man page's table are made from them. */
struct paper_setting {
	const char *name;
	size_t offset;     /* in struct paper */
	const char *takes; /* N_(): for messages; NULL: any text */
	const char *help;  /* N_() */
	/* False when the value is none of it; then nothing changes. */
	bool (*set)(void *place, struct str value);
	/* Adds nothing when the paper does not say it. */
	void (*write)(const void *place, struct buf *b);
};
extern const struct paper_setting paper_settings[];
extern const size_t n_paper_settings;

#endif
