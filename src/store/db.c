/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "db.h"

#include "baolan/base/file.h"
#include "baolan/base/i18n.h"
#include "baolan/base/mem.h"

#include <assert.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

enum { BUSY_MS = 5000 };

enum err db_error(const struct db *db, struct error *err)
{
	const char *why = db->sqlite ? sqlite3_errmsg(db->sqlite) : "out of memory";
	return err_set(err, ERR_STORE, "%s: %s", db->path, why);
}

enum err db_run(struct db *db, const char *sql, struct error *err)
{
	if (sqlite3_exec(db->sqlite, sql, NULL, NULL, NULL) == SQLITE_OK)
		return ERR_OK;
	return db_error(db, err);
}

/* --- statements --- */

static sqlite3_stmt *prepare(struct db *db, const char *sql)
{
	sqlite3_stmt *statement = NULL;
	int code = sqlite3_prepare_v3(db->sqlite, sql, -1, SQLITE_PREPARE_PERSISTENT,
	                              &statement, NULL);
	/* A damaged schema also fails here; then every step fails and says so. */
	assert(code == SQLITE_OK || code != SQLITE_ERROR);
	(void)code;
	return statement;
}

sqlite3_stmt *db_statement(struct db *db, const char *sql)
{
	for (size_t i = 0; i < db->n_statements; i++) {
		if (db->texts[i] != sql)
			continue;
		sqlite3_reset(db->statements[i]);
		sqlite3_clear_bindings(db->statements[i]);
		return db->statements[i];
	}
	size_t n = db->n_statements++;
	db->statements = mem_resize(db->statements, n + 1, sizeof(*db->statements));
	db->texts = mem_resize(db->texts, n + 1, sizeof(*db->texts));
	db->texts[n] = sql;
	return db->statements[n] = prepare(db, sql);
}

int db_step(struct db *db, sqlite3_stmt *statement, struct error *err)
{
	int code = sqlite3_step(statement);
	if (code != SQLITE_ROW && code != SQLITE_DONE)
		db_error(db, err);
	if (code != SQLITE_ROW)
		sqlite3_reset(statement);
	return code;
}

enum err db_finish(struct db *db, sqlite3_stmt *statement, struct error *err)
{
	int code;
	while ((code = db_step(db, statement, err)) == SQLITE_ROW)
		;
	return code == SQLITE_DONE ? ERR_OK : ERR_STORE;
}

void db_bind_str(sqlite3_stmt *statement, int index, struct str s)
{
	if (s.at)
		sqlite3_bind_text64(statement, index, s.at, s.len, SQLITE_STATIC,
		                    SQLITE_UTF8);
	else
		sqlite3_bind_null(statement, index);
}

struct str db_column_str(sqlite3_stmt *statement, int column)
{
	const char *text = (const char *)sqlite3_column_text(statement, column);
	return str_make(text, (size_t)sqlite3_column_bytes(statement, column));
}

/* --- transactions --- */

enum err db_begin(struct db *db, struct error *err)
{
	if (db->depth++ > 0)
		return ERR_OK;
	enum err code = db_run(db, "BEGIN IMMEDIATE", err);
	if (code != ERR_OK)
		db->depth--;
	return code;
}

enum err db_commit(struct db *db, struct error *err)
{
	assert(db->depth > 0);
	if (--db->depth > 0)
		return ERR_OK;
	enum err code = db_run(db, "COMMIT", err);
	if (code != ERR_OK)
		db_run(db, "ROLLBACK", NULL);
	return code;
}

void db_rollback(struct db *db)
{
	db->depth = 0;
	if (!sqlite3_get_autocommit(db->sqlite))
		db_run(db, "ROLLBACK", NULL);
}

/* --- opening --- */

static enum err read_version(struct db *db, int *ret_version, struct error *err)
{
	sqlite3_stmt *statement = NULL;
	if (sqlite3_prepare_v2(db->sqlite, "PRAGMA user_version", -1, &statement,
	                       NULL) != SQLITE_OK)
		return db_error(db, err);
	int code = sqlite3_step(statement);
	int version = sqlite3_column_int(statement, 0);
	sqlite3_finalize(statement);
	if (code != SQLITE_ROW)
		return db_error(db, err);
	*ret_version = version;
	return ERR_OK;
}

/* Another instance may have migrated between our look and our lock: look again
 * inside. */
static enum err migrate_locked(struct db *db, const struct db_schema *schema,
                               struct error *err)
{
	int version;
	enum err code = read_version(db, &version, err);
	for (; code == ERR_OK && version < schema->n_steps; version++)
		code = db_run(db, schema->steps[version], err);
	if (code != ERR_OK)
		return code;
	auto_free char *set = mem_printf("PRAGMA user_version = %d", schema->n_steps);
	return db_run(db, set, err);
}

static enum err migrate(struct db *db, const struct db_schema *schema,
                        struct error *err)
{
	int version;
	enum err code = read_version(db, &version, err);
	if (code != ERR_OK || version == schema->n_steps)
		return code;
	if (version > schema->n_steps)
		return err_set(
		        err, ERR_STORE,
		        _("%s was written by a newer baolan (version %d, this one "
		          "knows %d); use that one, or move the file away"),
		        db->path, version, schema->n_steps);
	code = db_begin(db, err);
	if (code != ERR_OK)
		return code;
	code = migrate_locked(db, schema, err);
	if (code == ERR_OK)
		return db_commit(db, err);
	db_rollback(db);
	return code;
}

/* SQLite gives the files beside it the mode of the database. */
static enum err make_file(const char *path, struct error *err)
{
	enum err code = file_make_folders(path, err);
	if (code != ERR_OK)
		return code;
	auto_close int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	return fd < 0 ? err_errno(err, "%s", path) : ERR_OK;
}

enum err db_open(struct db *ret_db, const char *path, const struct db_schema *schema,
                 struct error *err)
{
	struct db db = { .path = mem_strdup(path) };
	enum err code = make_file(path, err);
	if (code == ERR_OK &&
	    sqlite3_open_v2(path, &db.sqlite,
	                    SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX,
	                    NULL) != SQLITE_OK)
		code = db_error(&db, err);
	if (code == ERR_OK) {
		sqlite3_busy_timeout(db.sqlite, BUSY_MS);
		code = db_run(&db, "PRAGMA journal_mode = WAL;", err);
	}
	if (code == ERR_OK && schema->pragmas)
		code = db_run(&db, schema->pragmas, err);
	if (code == ERR_OK)
		code = migrate(&db, schema, err);
	if (code != ERR_OK) {
		db_close(&db);
		return code;
	}
	*ret_db = db;
	return ERR_OK;
}

void db_close(struct db *db)
{
	for (size_t i = 0; i < db->n_statements; i++)
		sqlite3_finalize(db->statements[i]);
	free(db->statements);
	free(db->texts);
	sqlite3_close(db->sqlite);
	free(db->path);
	*db = (struct db){ 0 };
}
