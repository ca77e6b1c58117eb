/* SPDX-License-Identifier: GPL-3.0-or-later */
/* query.h - a struct story_query as SQL, for src/store only. */
#ifndef BAOLAN_SRC_STORE_QUERY_H
#define BAOLAN_SRC_STORE_QUERY_H

#include "finder.h"
#include "store-own.h"

/* A query with what its search text says; strings are the query's and the text's. */
struct ask {
	struct story_query query; /* flags and times of the search are in it */
	struct search search;
	const struct finder *finder; /* NULL: any words */
};

/* ERR_FORMAT when the search text can't be read.  The finder is the caller's to set. */
enum err ask_of(const struct story_query *query, struct ask *ret_ask,
                struct error *err);
void ask_done(struct ask *ask);

/* The parameters of statements made from a query. */
enum query_parameter {
	AT_PUBLISHED = 1, /* of the last story read */
	AT_ID,
	AT_LIMIT,
	AT_NEWEST, /* no story with a higher id */
	AT_PAPER,  /* with one_paper: of this one alone */
};

/* Append " INDEXED BY ... WHERE ..." behind "FROM story": the index that has the order,
 * or finds the fewest, and what was asked for.  False when SQLite has to sort what it
 * finds, so that nothing is won by reading it in pieces. */
bool query_add_where(struct store *store, const struct ask *ask, bool one_paper,
                     struct buf *sql);
/* Prepared for one use; NULL and *err when the store is damaged. */
sqlite3_stmt *query_prepare(struct store *store, const struct buf *sql,
                            struct error *err);
/* The highest id there is. */
int64_t query_newest(struct store *store);

#endif
