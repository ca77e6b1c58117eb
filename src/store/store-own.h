/* SPDX-License-Identifier: GPL-3.0-or-later */
/* store-own.h - what the files behind store.h share. */
#ifndef BAOLAN_SRC_STORE_STORE_OWN_H
#define BAOLAN_SRC_STORE_STORE_OWN_H

#include "baolan/base/mem.h"
#include "baolan/store/store.h"
#include "db.h"

struct store {
	struct db db;
	struct checkpoint *checkpoint; /* NULL: it can only be read */
	struct fold *fold;
	struct titles *titles; /* at work on clusters (cluster.c); NULL: not now */
	int64_t data_version;
	bool was_damaged;           /* SQLite, or a check, found it so */
	bool is_merging;            /* the index, not done yet */
	const struct idset *chosen; /* what chosen(id) asks, during a statement */
	char *read_only;            /* why; NULL: it can be written */
};

/* The schema of news.db (schema.c), for a connection that folds by `fold`. */
struct db_schema news_schema(struct fold *fold);

/* Damage was met: the next to open the file recovers it. */
void store_note_damage(struct store *store);

/* A transaction for something that is written; ERR_STORE when nothing can be. */
enum err store_write(struct store *store, struct error *err);

/* Many reads as one: the file is locked once, and all see the same.  False inside a
 * transaction, which sees to that; hand the answer to store_end_reads. */
bool store_begin_reads(struct store *store);
void store_end_reads(struct store *store, bool begun);

/* Numbers kept beside the tables (schema.c: meta). */
int64_t store_number(struct store *store, const char *name);
enum err store_set_number(struct store *store, const char *name, int64_t number,
                          struct error *err);

/* --- statements in few words --- */

/* Bind int64_t values to ?1, ?2, ...; those that the statement has not are passed over.
 */
#define bind_numbers(statement, ...)                                 \
	bind_numbers_of(statement, (const int64_t[]){ __VA_ARGS__ }, \
	                sizeof((const int64_t[]){ __VA_ARGS__ }) / sizeof(int64_t))
static inline void bind_numbers_of(sqlite3_stmt *statement, const int64_t *numbers,
                                   size_t n)
{
	for (size_t i = 0; i < n; i++)
		sqlite3_bind_int64(statement, (int)i + 1, numbers[i]);
}

/* An owned copy of a column; NULL for NULL. */
static inline char *column_dup(sqlite3_stmt *statement, int column)
{
	const char *text = (const char *)sqlite3_column_text(statement, column);
	return text ? mem_strdup(text) : NULL;
}

/* --- index (index.c) --- */

/* The text of a story changed: find it by the new one. */
enum err index_again(struct store *store, int64_t story, struct error *err);

/* A story's text is indexed under its id and the version of its text: a contentless
 * index forgets nothing, so a text that changed is added under another number and the
 * old one stands for nothing any more. */
enum { VERSION_SHIFT = 40 };
#define VERSION_ID_MASK ((INT64_C(1) << VERSION_SHIFT) - 1)

/* --- clusters (cluster.c) --- */

/* Find the papers that tell the same as the next story; false when none is left.
 * Inside the caller's transaction. */
bool cluster_next(struct store *store, enum err *ret_code, struct error *err);
/* What was kept in memory for it. */
void cluster_rest(struct store *store);

/* --- counts of a paper (papers.c) --- */

struct count_change {
	int64_t paper;
	int64_t total, unread; /* to be added */
};
struct count_changes {
	VEC(struct count_change) list;
	VEC(uint32_t) places; /* in the list, from 1, by paper */
};
/* A story of this paper had the flags `from` and has `to`; -1: there is none. */
void count_changes_done(struct count_changes *changes);
void count_change(struct count_changes *changes, int64_t paper, int from, int to);
enum err counts_apply(struct store *store, const struct count_changes *changes,
                      struct error *err);

/* --- journal (journal.c) --- */

enum step_kind { STEP_MARKS, STEP_TAG, STEP_NOTE, STEP_KINDS };
/* Add a step inside the caller's transaction; forgets what had been undone. */
enum err journal_add(struct store *store, enum step_kind kind, struct str data,
                     struct error *err);

/* --- stories.c --- */

/* Append the ids of all stories at an address, of whichever paper. */
enum err stories_at(struct store *store, struct str url, story_ids *ret_ids,
                    struct error *err);

#endif
