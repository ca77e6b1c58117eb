/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "db.h"

#include "baolan/base/file.h"
#include "baolan/base/i18n.h"
#include "baolan/base/mem.h"
#include "baolan/text/url.h"

#include <assert.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

enum { BUSY_MS = 5000 };

/* What the reader can do about it, where there is something. */
static const char *advice(int code)
{
	switch (code & 0xFF) {
	case SQLITE_FULL:
		return _("the disk is full; make room and try again, reading goes on");
	case SQLITE_READONLY:
		return _("it can only be read here; nothing is kept");
	case SQLITE_BUSY:
		return _("another baolan is writing to it; try again");
	case SQLITE_IOERR:
		return _("the disk did not do it (full, or broken?)");
	default:
		return NULL;
	}
}

enum err db_error(const struct db *db, struct error *err)
{
	if (!db->sqlite)
		return err_set(err, ERR_STORE, "%s: out of memory", db->path);
	const char *what = advice(sqlite3_extended_errcode(db->sqlite));
	return err_set(err, ERR_STORE, "%s: %s", db->path,
	               what ? what : sqlite3_errmsg(db->sqlite));
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
	assert(code != SQLITE_ERROR);
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
	if ((code & 0xFF) == SQLITE_CORRUPT || (code & 0xFF) == SQLITE_NOTADB)
		db->damaged = true;
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
	db->failed = false;
	enum err code = db_run(db, "BEGIN IMMEDIATE", err);
	if (code != ERR_OK)
		db->depth--;
	return code;
}

static void undo_all(struct db *db)
{
	if (!sqlite3_get_autocommit(db->sqlite))
		db_run(db, "ROLLBACK", NULL);
}

enum err db_commit(struct db *db, struct error *err)
{
	assert(db->depth > 0);
	if (--db->depth > 0)
		return ERR_OK;
	if (db->failed) {
		undo_all(db);
		return err_set(err, ERR_STORE,
		               _("%s: a part could not be written, so nothing was"),
		               db->path);
	}
	enum err code = db_run(db, "COMMIT", err);
	if (code != ERR_OK)
		undo_all(db);
	return code;
}

void db_rollback(struct db *db)
{
	assert(db->depth > 0);
	db->failed = true;
	if (--db->depth == 0)
		undo_all(db);
}

enum err db_end(struct db *db, enum err code, struct error *err)
{
	if (code == ERR_OK)
		return db_commit(db, err);
	db_rollback(db);
	return code;
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
	return db_end(db, migrate_locked(db, schema, err), err);
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

static enum err connect(struct db *db, int flags, const struct db_schema *schema,
                        struct error *err)
{
	if (sqlite3_open_v2(db->path, &db->sqlite, flags | SQLITE_OPEN_NOMUTEX, NULL) !=
	    SQLITE_OK)
		return db_error(db, err);
	sqlite3_busy_timeout(db->sqlite, BUSY_MS);
	enum err code = schema->pragmas ? db_run(db, schema->pragmas, err) : ERR_OK;
	if (code == ERR_OK && schema->prepare)
		code = schema->prepare(db->sqlite, schema->data, err);
	return code;
}

enum err db_open(struct db *ret_db, const char *path, const struct db_schema *schema,
                 struct error *err)
{
	bool damaged;
	return db_open_or_tell(ret_db, path, schema, &damaged, err);
}

/* Did SQLite meet damage with its last statement? */
static bool db_is_damaged(const struct db *db)
{
	int code = db->sqlite ? sqlite3_errcode(db->sqlite) & 0xFF : SQLITE_OK;
	return code == SQLITE_CORRUPT || code == SQLITE_NOTADB;
}

/* The page size is settled by the first page that is written, so the schema's pragmas
 * come before the journal's. */
enum err db_open_or_tell(struct db *ret_db, const char *path,
                         const struct db_schema *schema, bool *ret_damaged,
                         struct error *err)
{
	struct db db = { .path = mem_strdup(path) };
	enum err code = make_file(path, err);
	if (code == ERR_OK)
		code = connect(&db, SQLITE_OPEN_READWRITE, schema, err);
	if (code == ERR_OK)
		code = db_run(&db, "PRAGMA journal_mode = WAL;", err);
	if (code == ERR_OK)
		code = migrate(&db, schema, err);
	*ret_damaged = code != ERR_OK && db_is_damaged(&db);
	if (code != ERR_OK) {
		db_close(&db);
		return code;
	}
	*ret_db = db;
	return ERR_OK;
}

static enum err check_version(struct db *db, const struct db_schema *schema,
                              struct error *err)
{
	int version;
	enum err code = read_version(db, &version, err);
	if (code == ERR_OK && version != schema->n_steps)
		code = err_set(err, ERR_STORE,
		               _("%s is of another version of baolan (%d, not %d) and "
		                 "can't be changed here"),
		               db->path, version, schema->n_steps);
	return code;
}

static enum err open_to_read(struct db *ret_db, const char *name, const char *path,
                             int flags, const struct db_schema *schema,
                             struct error *err)
{
	struct db db = { .path = mem_strdup(name) };
	enum err code = connect(&db, SQLITE_OPEN_READONLY | flags, schema, err);
	if (code == ERR_OK)
		code = check_version(&db, schema, err);
	if (code != ERR_OK) {
		db_close(&db);
		return code;
	}
	free(db.path);
	db.path = mem_strdup(path);
	*ret_db = db;
	return ERR_OK;
}

/* Where not even the file beside it can be made that readers share, the database is
 * read as if nobody could change it. */
enum err db_open_to_read(struct db *ret_db, const char *path,
                         const struct db_schema *schema, struct error *err)
{
	if (open_to_read(ret_db, path, path, 0, schema, NULL) == ERR_OK)
		return ERR_OK;
	auto_buf frozen = BUF_INIT(BUF_MAX_TEXT);
	buf_add_text(&frozen, "file:");
	url_encode(&frozen, str_of(path));
	buf_add_text(&frozen, "?immutable=1");
	return open_to_read(ret_db, buf_text(&frozen), path, SQLITE_OPEN_URI, schema,
	                    err);
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
