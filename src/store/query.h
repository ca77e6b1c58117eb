/* SPDX-License-Identifier: GPL-3.0-or-later */
/* query.h - a struct story_query as SQL, for src/store only. */
#ifndef BAOLAN_SRC_STORE_QUERY_H
#define BAOLAN_SRC_STORE_QUERY_H

#include "store-own.h"

/* The parameters of statements made from a query. */
enum query_parameter {
	AT_PUBLISHED = 1, /* of the last story read */
	AT_ID,
	AT_LIMIT,
	AT_NEWEST, /* no story with a higher id */
	AT_TAG,
	AT_FILTER,
	AT_PAPER, /* with one_paper: of this one alone */
};

/* Append " INDEXED BY ... WHERE ..." behind "FROM story": the index that has the order,
 * or finds the fewest, and the query's conditions. */
void query_add_where(struct store *store, const struct story_query *query,
                     bool one_paper, struct buf *sql);
/* Bind AT_NEWEST, AT_TAG and AT_FILTER where the statement has them. */
void query_bind(sqlite3_stmt *statement, const struct story_query *query,
                int64_t newest);
/* Prepared for one use; NULL and *err when the store is damaged. */
sqlite3_stmt *query_prepare(struct store *store, const struct buf *sql,
                            struct error *err);
/* The highest id there is. */
int64_t query_newest(struct store *store);

#endif
