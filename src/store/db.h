/* SPDX-License-Identifier: GPL-3.0-or-later */
/* db.h - SQLite as this module uses it: one connection, prepared statements
 * kept, a schema that only moves forward.
 *
 * Write-ahead logging, so that readers of another process never wait for a
 * writer and a crash leaves the last committed state. */
#ifndef BAOLAN_SRC_STORE_DB_H
#define BAOLAN_SRC_STORE_DB_H

#include "baolan/base/err.h"
#include "baolan/base/str.h"

#include <sqlite3.h>
#include <stdbool.h>

struct db {
	sqlite3 *sqlite;
	char *path;
	sqlite3_stmt **statements; /* by the address of their text */
	const char **texts;
	size_t n_statements;
	int depth;    /* of db_begin */
	bool failed;  /* something inside the transaction was given up */
	bool damaged; /* a step met damage in the file */
};

/* What makes a file of version i one of version i + 1: SQL, several statements;
 * version 0 is the empty file.  `user_version` holds the version. */
struct db_schema {
	const char *const *steps;
	int n_steps;
	/* "PRAGMA synchronous = ...;" and the like, before anything else. */
	const char *pragmas;
	/* Functions and tokenizers that the steps need; NULL: none. */
	enum err (*prepare)(sqlite3 *sqlite, void *data, struct error *err);
	void *data;
};

/* Opens or makes the file, its owner's alone, and brings it to the schema in one
 * transaction.  ERR_STORE for a newer schema and for what is no database. */
enum err db_open(struct db *ret_db, const char *path, const struct db_schema *schema,
                 struct error *err);
/* The same; *ret_damaged says whether a failure is for damage, or it is no database. */
enum err db_open_or_tell(struct db *ret_db, const char *path,
                         const struct db_schema *schema, bool *ret_damaged,
                         struct error *err);
/* As db_open without writing anything: no file is made, nothing migrated; ERR_STORE
 * when the file is not of this schema. */
enum err db_open_to_read(struct db *ret_db, const char *path,
                         const struct db_schema *schema, struct error *err);
void db_close(struct db *db); /* zero bytes are a closed one */

/* Run SQL that returns nothing. */
enum err db_run(struct db *db, const char *sql, struct error *err);
/* A prepared statement, reset and without values; kept until db_close, so `sql`
 * must be a literal.  A mistake in it is the programmer's: asserted. */
sqlite3_stmt *db_statement(struct db *db, const char *sql);
/* Step once: SQLITE_ROW, SQLITE_DONE, or an error, then *err is filled. */
int db_step(struct db *db, sqlite3_stmt *statement, struct error *err);
/* Step to the end; ERR_STORE when that fails. */
enum err db_finish(struct db *db, sqlite3_stmt *statement, struct error *err);
/* Fill *err from what SQLite said last. */
enum err db_error(const struct db *db, struct error *err);

void db_bind_str(sqlite3_stmt *statement, int index, struct str s); /* not copied */
struct str db_column_str(sqlite3_stmt *statement, int column); /* until the next step */

/* Transactions nest: only the outermost begins and commits. */
enum err db_begin(struct db *db, struct error *err);
enum err db_commit(struct db *db, struct error *err);
/* Give up what was done since db_begin.  Inside another transaction all of that is
 * lost too: its db_commit then fails. */
void db_rollback(struct db *db);
/* db_commit when code is ERR_OK, else db_rollback; returns what became of it. */
enum err db_end(struct db *db, enum err code, struct error *err);

#endif
