/* SPDX-License-Identifier: GPL-3.0-or-later */
/* store.h - news.db: what was followed, seen, read, marked, and can be found again.
 *
 * One SQLite file in write-ahead mode.  Two running instances are safe: each
 * sees what the other committed, and store_changed() says when.  Everything
 * acts on ids, never on positions in a list, and no id is given twice.  What
 * returned ERR_OK has been committed, unless it stands between store_begin and
 * store_commit.  Times are seconds since 1970 unless said otherwise.
 *
 * A paper is a source that is followed (papers.h has the file that lists them);
 * a story is one entry of one paper; the same story in several papers is a
 * cluster. */
#ifndef BAOLAN_STORE_STORE_H
#define BAOLAN_STORE_STORE_H

#include "baolan/base/vec.h"
#include "baolan/doc/doc.h"

#include <stdint.h>

struct store;

/* Opens or makes it.  A damaged file is set aside (its new name is in
 * *ret_notice, a line for the reader) and what can be read is recovered into a
 * new one; a newer schema is ERR_STORE.  On a read-only or full disk the store
 * opens for reading and each write says why not. */
enum err store_open(const char *path, struct store **ret_store,
                    struct error *ret_notice, struct error *err);
void store_close(struct store *store);
/* Has another process committed since the last call? */
bool store_changed(struct store *store);
/* Why nothing can be written; NULL: it can. */
const char *store_read_only(const struct store *store);

/* --- papers --- */

struct paper_state {
	int64_t id;
	char *url;
	char *title; /* as its feed or page names itself; NULL: not known yet */
	char *home;  /* the site's page; NULL: not known */
	int64_t refreshed, due; /* 0: never; due says when the next refresh is */
	int failures;           /* in a row */
	bool gone;              /* 410: not asked any more */
	char *moved;            /* permanently, here; NULL: no */
	char *trouble;          /* the last refresh's error; NULL: none */
	uint32_t total, unread; /* without what is killed */
};
struct paper_states {
	VEC(struct paper_state) list;
};
void paper_states_done(struct paper_states *states);

/* Make the store's papers those of the file: new URLs get a row, those that are
 * gone from the file keep theirs and their stories until retention takes them,
 * but are not listed.  ret_ids[i] belongs to urls[i]. */
enum err store_set_papers(struct store *store, const char *const *urls, size_t n,
                          int64_t *ret_ids, struct error *err);
/* All followed papers with their counts, in the order of the last
 * store_set_papers. */
enum err store_papers(struct store *store, struct paper_states *ret_states,
                      struct error *err);
/* What one refresh brought: the paper's title and home, new and changed stories
 * in one transaction (nested in an outer one).  Listed stories that are known by
 * their id or URL are updated without losing marks.  `listing` is checked. */
struct refresh_result {
	uint32_t new_stories, changed;
	int64_t first_new; /* the new ones' ids follow one another from here */
};
enum err store_refreshed(struct store *store, int64_t paper, const struct doc *listing,
                         int64_t now, struct refresh_result *ret_result,
                         struct error *err);
/* How the refresh itself went, also for 304 and failures; fields as above. */
struct refresh_outcome {
	int64_t refreshed, due;
	int failures;
	bool gone;
	const char *moved, *trouble; /* NULL: none */
};
enum err store_set_outcome(struct store *store, int64_t paper,
                           const struct refresh_outcome *outcome, struct error *err);
/* Put many store_refreshed into one commit.  When one of them fails, all that came
 * between is lost and store_commit says so. */
enum err store_begin(struct store *store, struct error *err);
enum err store_commit(struct store *store, struct error *err);

/* --- stories --- */

enum story_flag {
	STORY_READ = 1,
	STORY_STARRED = 2,
	STORY_SAVED = 4,
	STORY_KILLED = 8
};

struct story { /* strings are owned */
	int64_t id, paper;
	unsigned flags;
	uint32_t papers;   /* how many carry it (its cluster); at least 1 */
	int64_t published; /* when the paper says, else when first seen */
	int64_t seen;      /* first */
	char *title, *url, *summary, *image, *source;
	char *guid; /* what the feed calls it; NULL: nothing */
	char *authors, *categories, *enclosures; /* one a line, as in doc_story */
	char *tags;                              /* "a b", NULL: none */
	char *note;                              /* NULL: none */
	char *snippet;     /* of a search: text with \1 and \2 around hits; else NULL */
	bool has_content;  /* the feed brought the text */
	bool has_document; /* the article is kept, readable offline */
};
void story_done(struct story *story);

/* Which stories, in which order.  Zero bytes: all of them, newest first. */
enum story_order {
	ORDER_NEWEST,
	ORDER_OLDEST,
	ORDER_PAPER,
	ORDER_TITLE,
	ORDER_RELEVANCE
};
struct story_query {
	const int64_t *papers; /* n_papers 0: all that are followed */
	size_t n_papers;
	unsigned with, without; /* enum story_flag bits that must be set, or not */
	const char *tag;        /* NULL: any */
	int64_t since, until;   /* published; 0: open */
	const char *search;     /* full text, see search.h; NULL: none */
	const char *filter;     /* a substring of the title; NULL: none */
	bool fold;              /* one story of each cluster, the first in this order */
	enum story_order order;
};

/* The ids of a query, read as far as they are needed: a list of 100,000 stories
 * shows its first screen as fast as one of 100.  It never changes under the
 * reader; open it anew to see what is new.  The query is copied. */
struct story_list;
enum err story_list_open(struct store *store, const struct story_query *query,
                         struct story_list **ret_list, struct error *err);
void story_list_free(struct story_list *list);
/* How many there are for sure up to `wanted` (reads on when needed); less than
 * wanted: that is all. */
size_t story_list_reach(struct story_list *list, size_t wanted);
/* 0 past the end. */
int64_t story_list_id(struct story_list *list, size_t index);
/* Where an id is, reading on as needed; SIZE_MAX: not in the list. */
size_t story_list_find(struct story_list *list, int64_t id);
/* How many the query has in all (one count, may take a while on a search). */
size_t story_list_count(struct story_list *list);

/* Rows for a screenful; those gone meanwhile are zero bytes. */
enum err store_stories(struct store *store, const int64_t *ids, size_t n,
                       struct story *ret_stories, struct error *err);
/* The same of a list's rows from `first` on, with snippets when it is a search. */
enum err story_list_stories(struct story_list *list, size_t first, size_t n,
                            struct story *ret_stories, struct error *err);
/* The story at an address; 0: none is known. */
int64_t store_story_at(struct store *store, struct str url);
/* The members of a story's cluster, itself too. */
typedef VEC(int64_t) story_ids;
enum err store_cluster(struct store *store, int64_t story, story_ids *ret_ids,
                       struct error *err);
/* What the feed brought as text (HTML), to be read by a worker; ERR_EMPTY when it
 * brought none.  ret_base: the address it is relative to. */
enum err store_content(struct store *store, int64_t story, struct buf *ret_html,
                       struct buf *ret_base, struct error *err);
/* The article as it was read, for offline reading.  Kept by address, whether or
 * not the story is a paper's; `starred` ones are never taken by retention. */
enum err store_keep_document(struct store *store, struct str url, const struct doc *doc,
                             int64_t now, struct error *err);
/* An 8-aligned checked block; ERR_EMPTY when there is none. */
enum err store_document(struct store *store, struct str url, struct buf *ret_block,
                        int64_t *ret_kept, struct error *err);

/* --- marks, each undoable --- */

/* Set the bits in `set`, clear those in `clear`.  One undo step, whatever n; no step
 * when nothing changed. */
enum err store_mark(struct store *store, const int64_t *ids, size_t n, unsigned set,
                    unsigned clear, struct error *err);
/* The same for all a query has: "all read" is one statement. */
enum err store_mark_all(struct store *store, const struct story_query *query,
                        unsigned set, unsigned clear, uint32_t *ret_n,
                        struct error *err);
/* What kill rules found: not to be undone, and told by no list that leaves out
 * STORY_KILLED. */
enum err store_kill(struct store *store, const int64_t *ids, size_t n, bool on,
                    struct error *err);
enum err store_tag(struct store *store, int64_t id, const char *tag, bool on,
                   struct error *err);
enum err store_note(struct store *store, int64_t id, const char *text,
                    struct error *err);
/* The last step not undone yet; *ret_what is a line for the reader ("42 stories
 * marked read").  ERR_EMPTY when there is none.  Undo outlives a restart. */
enum err store_undo(struct store *store, struct buf *ret_what, struct error *err);
enum err store_redo(struct store *store, struct buf *ret_what, struct error *err);

/* --- upkeep --- */

struct retention {
	int64_t max_age; /* seconds since published; 0: for ever */
	uint32_t max_per_paper;
	int64_t max_bytes; /* of the file; 0: no limit */
};
/* Never takes what is starred, tagged or noted, nor what a paper still lists. */
enum err store_expire(struct store *store, const struct retention *retention,
                      int64_t now, uint32_t *ret_n, struct error *err);
/* Work off what is not indexed or clustered yet, for at most `budget_ms`; true
 * while there is more.  Refreshes leave this for idle moments. */
bool store_index_slice(struct store *store, int budget_ms);
/* The clusters alone, which store_index_slice does first: before a list is opened
 * that folds them. */
bool store_cluster_slice(struct store *store, int budget_ms);
/* PRAGMA integrity_check and our own invariants, one line each into ret_report;
 * ERR_STORE when something is wrong. */
enum err store_check(struct store *store, struct buf *ret_report, struct error *err);
enum err store_compact(struct store *store, struct error *err);
/* All stories with marks as JSON lines, for other programs. */
enum err store_export(struct store *store, bool (*line)(void *data, struct str json),
                      void *data, struct error *err);

#endif
