/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Heads and bodies stand in tables of their own: a head changes with each 304,
 * and a look-up must not wade through bodies.
 *
 * Without fsync: after a power cut the file may be damaged, and then it is made
 * anew; until then nobody on baolan's only thread waits for a disk. */
#include "baolan/store/cache.h"

#include "baolan/base/clock.h"
#include "baolan/base/log.h"
#include "baolan/base/mem.h"
#include "db.h"

#include <stdlib.h>
#include <unistd.h>

enum {
	PATIENCE_MS = 2000,
	MAX_VARIANTS = 16,     /* of one address */
	MAX_DUE = 256,         /* writes that wait */
	MAX_EVICTED = 64,      /* in one flush, which must not take long */
	MAX_SHARE = 4,         /* one response may take this part of all */
	ROW_BYTES = 200,       /* what a row costs besides its texts */
	TOUCH_AFTER = 60 * 60, /* seconds: more exact is not worth a write */
};
#define MAX_DUE_BYTES ((size_t)1 << 20)

static const char *const steps[] = {
	"CREATE TABLE response ("
	"  id INTEGER PRIMARY KEY, url TEXT NOT NULL, vary TEXT NOT NULL,"
	"  status INTEGER NOT NULL, head TEXT NOT NULL, asked INTEGER NOT NULL,"
	"  came INTEGER NOT NULL, used INTEGER NOT NULL, size INTEGER NOT NULL,"
	"  has_body INTEGER NOT NULL);"
	"CREATE UNIQUE INDEX response_key ON response (url, vary);"
	"CREATE INDEX response_used ON response (used, size);"
	"CREATE TABLE body (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL);"
	"CREATE TABLE meter ("
	"  day INTEGER PRIMARY KEY, wire INTEGER NOT NULL,"
	"  by_cache INTEGER NOT NULL, by_compression INTEGER NOT NULL);",
};

static const struct db_schema schema = {
	.steps = steps,
	.n_steps = ARRAY_SIZE(steps),
	.pragmas = "PRAGMA synchronous = OFF; PRAGMA secure_delete = OFF;"
	           "PRAGMA cache_size = -1024;",
};

enum due_kind { DUE_PUT, DUE_CONFIRM, DUE_TOUCH, DUE_INVALIDATE, DUE_COUNT };

struct due { /* a write that waits; owns its texts */
	enum due_kind kind;
	char *url;
	struct buf vary, head, body;
	bool head_only;
	int status;
	int64_t id, asked, came;
	struct cache_bytes bytes;
};

struct cache {
	char *path; /* NULL: keeps nothing */
	int64_t max_bytes;
	struct db db;
	bool tried;   /* to open */
	int64_t size; /* of all responses; -1: not counted yet */
	VEC(struct due) due;
	size_t due_bytes;
};

/* ---- opening ---- */

/* A newer baolan's file is not ours to delete. */
static bool is_of_newer(const char *path)
{
	sqlite3 *sqlite = NULL;
	sqlite3_stmt *statement = NULL;
	bool newer = false;
	if (sqlite3_open_v2(path, &sqlite, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK &&
	    sqlite3_prepare_v2(sqlite, "PRAGMA user_version", -1, &statement, NULL) ==
	            SQLITE_OK &&
	    sqlite3_step(statement) == SQLITE_ROW)
		newer = sqlite3_column_int(statement, 0) > schema.n_steps;
	sqlite3_finalize(statement);
	sqlite3_close(sqlite);
	return newer;
}

static void delete_files(const char *path)
{
	static const char *const ends[] = { "", "-wal", "-shm" };
	for (size_t i = 0; i < ARRAY_SIZE(ends); i++) {
		auto_free char *file = mem_printf("%s%s", path, ends[i]);
		unlink(file);
	}
}

static bool open_file(struct cache *cache)
{
	struct error why;
	if (db_open(&cache->db, cache->path, &schema, &why) == ERR_OK)
		return true;
	log_line("the cache can't be opened: %s", why.text);
	if (why.code != ERR_STORE || is_of_newer(cache->path))
		return false;
	delete_files(cache->path);
	return db_open(&cache->db, cache->path, &schema, &why) == ERR_OK;
}

static bool is_open(struct cache *cache)
{
	if (!cache->tried && cache->path) {
		cache->tried = true;
		cache->size = -1;
		if (open_file(cache))
			sqlite3_busy_timeout(cache->db.sqlite, PATIENCE_MS);
	}
	return cache->db.sqlite;
}

/* After a failed step: a damaged file goes, and the next use makes a new one. */
static void judge_damage(struct cache *cache, int code)
{
	if (code != SQLITE_CORRUPT && code != SQLITE_NOTADB)
		return;
	log_line("the cache is damaged and begins anew");
	db_close(&cache->db);
	delete_files(cache->path);
	cache->tried = false;
}

struct cache *cache_new(const char *path, int64_t max_bytes)
{
	struct cache *cache = mem_new(struct cache);
	cache->path = path && max_bytes > 0 ? mem_strdup(path) : NULL;
	cache->max_bytes = max_bytes;
	return cache;
}

/* ---- reading ---- */

static char *column_text(sqlite3_stmt *statement, int column)
{
	return str_dup(db_column_str(statement, column));
}

void cache_entries_done(cache_entries *entries)
{
	vec_each (entry, entries) {
		free(entry->vary);
		free(entry->head);
	}
	vec_done(entries);
}

/* What waits to be written for this address must be seen. */
static bool is_due(const struct cache *cache, const char *url, int64_t id)
{
	vec_each (due, &cache->due)
		if ((due->url && url && strcmp(due->url, url) == 0) ||
		    (due->id && due->id == id))
			return true;
	return false;
}

void cache_look_up(struct cache *cache, const char *url, cache_entries *ret_entries)
{
	int code;
	if (is_due(cache, url, 0) || cache->due.len >= MAX_DUE)
		cache_flush(cache, true);
	if (!is_open(cache))
		return;
	sqlite3_stmt *s =
	        db_statement(&cache->db,
	                     "SELECT id, vary, head, status, asked, came, has_body "
	                     "FROM response WHERE url = ? ORDER BY came DESC, id DESC");
	db_bind_str(s, 1, str_of(url));
	while ((code = db_step(&cache->db, s, NULL)) == SQLITE_ROW)
		*vec_push(ret_entries) = (struct cache_entry){
			.id = sqlite3_column_int64(s, 0),
			.vary = column_text(s, 1),
			.head = column_text(s, 2),
			.status = sqlite3_column_int(s, 3),
			.asked = sqlite3_column_int64(s, 4),
			.came = sqlite3_column_int64(s, 5),
			.has_body = sqlite3_column_int(s, 6) != 0,
		};
	if (code != SQLITE_DONE)
		judge_damage(cache, code);
}

bool cache_body(struct cache *cache, int64_t id, struct buf *ret_body)
{
	if (!is_open(cache))
		return false;
	sqlite3_stmt *s =
	        db_statement(&cache->db, "SELECT bytes FROM body WHERE id = ?");
	sqlite3_bind_int64(s, 1, id);
	int code = db_step(&cache->db, s, NULL);
	bool found = code == SQLITE_ROW && buf_add(ret_body, sqlite3_column_blob(s, 0),
	                                           (size_t)sqlite3_column_bytes(s, 0));
	sqlite3_reset(s);
	if (code != SQLITE_ROW && code != SQLITE_DONE)
		judge_damage(cache, code);
	return found;
}

/* ---- writes that wait ---- */

static void due_done(struct due *due)
{
	free(due->url);
	buf_done(&due->vary);
	buf_done(&due->head);
	buf_done(&due->body);
}

static void clear_due(struct cache *cache)
{
	vec_each (due, &cache->due)
		due_done(due);
	vec_clear(&cache->due);
	cache->due_bytes = 0;
}

static struct due *add_due(struct cache *cache, enum due_kind kind)
{
	struct due *due = vec_push(&cache->due);
	due->kind = kind;
	buf_init(&due->vary, BUF_MAX_TEXT);
	buf_init(&due->head, BUF_MAX_TEXT);
	buf_init(&due->body, BUF_MAX_TEXT);
	return due;
}

/* Rather too many small transactions than too much memory. */
static void limit_due(struct cache *cache)
{
	if (cache->due_bytes > MAX_DUE_BYTES)
		cache_flush(cache, true);
	if (cache->due.len > (size_t)4 * MAX_DUE)
		clear_due(cache);
}

void cache_put(struct cache *cache, const struct cache_put *put)
{
	size_t body_len = put->head_only ? 0 : put->body.len;
	if (!cache->path || (int64_t)body_len > cache->max_bytes / MAX_SHARE)
		return;
	struct due *due = add_due(cache, DUE_PUT);
	due->url = mem_strdup(put->url);
	due->head_only = put->head_only;
	due->status = put->status;
	due->asked = put->asked;
	due->came = put->came;
	buf_add_str(&due->vary, put->vary);
	buf_add_str(&due->head, put->head);
	buf_add(&due->body, put->body.at, body_len);
	cache->due_bytes += body_len + put->head.len;
	limit_due(cache);
}

void cache_confirm(struct cache *cache, int64_t id, struct str head, int64_t asked,
                   int64_t came)
{
	if (!cache->path)
		return;
	struct due *due = add_due(cache, DUE_CONFIRM);
	due->id = id;
	due->asked = asked;
	due->came = came;
	buf_add_str(&due->head, head);
	cache->due_bytes += head.len;
	limit_due(cache);
}

void cache_touch(struct cache *cache, int64_t id, int64_t now)
{
	if (!cache->path || is_due(cache, NULL, id))
		return;
	struct due *due = add_due(cache, DUE_TOUCH);
	due->id = id;
	due->came = now;
	limit_due(cache);
}

void cache_invalidate(struct cache *cache, const char *url)
{
	if (!cache->path)
		return;
	add_due(cache, DUE_INVALIDATE)->url = mem_strdup(url);
	limit_due(cache);
}

void cache_count(struct cache *cache, int64_t day, const struct cache_bytes *bytes)
{
	if (!cache->path)
		return;
	vec_each (due, &cache->due) {
		if (due->kind != DUE_COUNT || due->came != day)
			continue;
		due->bytes.wire += bytes->wire;
		due->bytes.saved_by_cache += bytes->saved_by_cache;
		due->bytes.saved_by_compression += bytes->saved_by_compression;
		return;
	}
	struct due *due = add_due(cache, DUE_COUNT);
	due->came = day;
	due->bytes = *bytes;
}

bool cache_is_dirty(const struct cache *cache)
{
	return cache->due.len > 0;
}

/* ---- writing ---- */

static enum err forget_old_variants(struct db *db, const char *url, struct error *err)
{
	sqlite3_stmt *s = db_statement(
	        db, "DELETE FROM response WHERE url = ?1 AND id NOT IN (SELECT id "
	            "FROM response WHERE url = ?1 ORDER BY came DESC LIMIT ?2)");
	db_bind_str(s, 1, str_of(url));
	sqlite3_bind_int(s, 2, MAX_VARIANTS);
	enum err code = db_finish(db, s, err);
	if (code != ERR_OK || !sqlite3_changes(db->sqlite))
		return code;
	s = db_statement(db, "DELETE FROM body WHERE id NOT IN "
	                     "(SELECT id FROM response)");
	return db_finish(db, s, err);
}

static enum err store_body(struct db *db, const struct due *due, int64_t id,
                           struct error *err)
{
	sqlite3_stmt *s =
	        due->head_only
	                ? db_statement(db, "DELETE FROM body WHERE id = ?")
	                : db_statement(db, "INSERT OR REPLACE INTO body (id, bytes) "
	                                   "VALUES (?, ?)");
	sqlite3_bind_int64(s, 1, id);
	if (!due->head_only)
		sqlite3_bind_blob64(s, 2, buf_text(&due->body), due->body.len,
		                    SQLITE_STATIC);
	return db_finish(db, s, err);
}

static int64_t size_of(const struct due *due)
{
	return (int64_t)(due->body.len + due->head.len + due->vary.len +
	                 strlen(due->url) + ROW_BYTES);
}

static enum err do_put(struct cache *cache, const struct due *due, struct error *err)
{
	struct db *db = &cache->db;
	int64_t id = 0;
	int code;
	sqlite3_stmt *s = db_statement(
	        db, "INSERT INTO response (url, vary, status, head, asked, came, used,"
	            "  size, has_body) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6, ?7, ?8) "
	            "ON CONFLICT (url, vary) DO UPDATE SET status = ?3, head = ?4,"
	            "  asked = ?5, came = ?6, used = ?6, size = ?7, has_body = ?8 "
	            "RETURNING id");
	db_bind_str(s, 1, str_of(due->url));
	db_bind_str(s, 2, str_of(buf_text(&due->vary)));
	sqlite3_bind_int(s, 3, due->status);
	db_bind_str(s, 4, str_of(buf_text(&due->head)));
	sqlite3_bind_int64(s, 5, due->asked);
	sqlite3_bind_int64(s, 6, due->came);
	sqlite3_bind_int64(s, 7, size_of(due));
	sqlite3_bind_int(s, 8, !due->head_only);
	while ((code = db_step(db, s, err)) == SQLITE_ROW)
		id = sqlite3_column_int64(s, 0);
	if (code != SQLITE_DONE || store_body(db, due, id, err) != ERR_OK)
		return ERR_STORE;
	/* What was replaced counts until the next exact count: early, not late. */
	if (cache->size >= 0)
		cache->size += size_of(due);
	return due->vary.len ? forget_old_variants(db, due->url, err) : ERR_OK;
}

static enum err do_confirm(struct cache *cache, const struct due *due,
                           struct error *err)
{
	sqlite3_stmt *s = db_statement(
	        &cache->db,
	        "UPDATE response SET head = ?2, asked = ?3, came = ?4, used = ?4 "
	        "WHERE id = ?1");
	sqlite3_bind_int64(s, 1, due->id);
	db_bind_str(s, 2, str_of(buf_text(&due->head)));
	sqlite3_bind_int64(s, 3, due->asked);
	sqlite3_bind_int64(s, 4, due->came);
	return db_finish(&cache->db, s, err);
}

static enum err do_touch(struct cache *cache, const struct due *due, struct error *err)
{
	sqlite3_stmt *s = db_statement(&cache->db, "UPDATE response SET used = ?2 "
	                                           "WHERE id = ?1 AND used < ?2 - ?3");
	sqlite3_bind_int64(s, 1, due->id);
	sqlite3_bind_int64(s, 2, due->came);
	sqlite3_bind_int(s, 3, TOUCH_AFTER);
	return db_finish(&cache->db, s, err);
}

static enum err do_invalidate(struct cache *cache, const struct due *due,
                              struct error *err)
{
	struct db *db = &cache->db;
	sqlite3_stmt *s = db_statement(db, "DELETE FROM body WHERE id IN "
	                                   "(SELECT id FROM response WHERE url = ?)");
	db_bind_str(s, 1, str_of(due->url));
	if (db_finish(db, s, err) != ERR_OK)
		return ERR_STORE;
	s = db_statement(db, "DELETE FROM response WHERE url = ?");
	db_bind_str(s, 1, str_of(due->url));
	cache->size = -1;
	return db_finish(db, s, err);
}

static enum err do_count(struct cache *cache, const struct due *due, struct error *err)
{
	sqlite3_stmt *s = db_statement(
	        &cache->db,
	        "INSERT INTO meter VALUES (?1, ?2, ?3, ?4) ON CONFLICT (day) DO UPDATE "
	        "SET wire = wire + ?2, by_cache = by_cache + ?3,"
	        "  by_compression = by_compression + ?4");
	sqlite3_bind_int64(s, 1, due->came);
	sqlite3_bind_int64(s, 2, (int64_t)due->bytes.wire);
	sqlite3_bind_int64(s, 3, (int64_t)due->bytes.saved_by_cache);
	sqlite3_bind_int64(s, 4, (int64_t)due->bytes.saved_by_compression);
	return db_finish(&cache->db, s, err);
}

typedef enum err do_fn(struct cache *cache, const struct due *due, struct error *err);

static do_fn *const doers[] = {
	[DUE_PUT] = do_put,     [DUE_CONFIRM] = do_confirm,
	[DUE_TOUCH] = do_touch, [DUE_INVALIDATE] = do_invalidate,
	[DUE_COUNT] = do_count,
};

/* ---- making room ---- */

static void count_size(struct cache *cache)
{
	sqlite3_stmt *s =
	        db_statement(&cache->db, "SELECT coalesce(sum(size), 0) FROM response");
	if (db_step(&cache->db, s, NULL) == SQLITE_ROW)
		cache->size = sqlite3_column_int64(s, 0);
	sqlite3_reset(s);
}

/* The ids from the least used on, until `excess` bytes are found. */
static void pick_least_used(struct cache *cache, int64_t excess, int64_t *ids,
                            size_t max, size_t *ret_n)
{
	sqlite3_stmt *s =
	        db_statement(&cache->db,
	                     "SELECT id, size FROM response ORDER BY used, size DESC");
	size_t n = 0;
	while (n < max && excess > 0 && db_step(&cache->db, s, NULL) == SQLITE_ROW) {
		ids[n++] = sqlite3_column_int64(s, 0);
		excess -= sqlite3_column_int64(s, 1);
	}
	sqlite3_reset(s);
	*ret_n = n;
}

static void forget_id(struct db *db, int64_t id)
{
	sqlite3_stmt *s = db_statement(db, "DELETE FROM body WHERE id = ?");
	sqlite3_bind_int64(s, 1, id);
	db_finish(db, s, NULL);
	s = db_statement(db, "DELETE FROM response WHERE id = ?");
	sqlite3_bind_int64(s, 1, id);
	db_finish(db, s, NULL);
}

/* A tenth more than needed goes, so that this is rare; in slices, so that it is
 * short: the next flush goes on. */
static void make_room(struct cache *cache)
{
	int64_t ids[MAX_EVICTED];
	size_t n;
	if (cache->size < 0)
		count_size(cache);
	if (cache->size <= cache->max_bytes)
		return;
	count_size(cache);
	if (cache->size <= cache->max_bytes)
		return;
	pick_least_used(cache, cache->size - cache->max_bytes / 10 * 9, ids,
	                ARRAY_SIZE(ids), &n);
	for (size_t i = 0; i < n; i++)
		forget_id(&cache->db, ids[i]);
	cache->size = -1;
}

static enum err do_all(struct cache *cache, struct error *err)
{
	vec_each (due, &cache->due)
		if (doers[due->kind](cache, due, err) != ERR_OK)
			return ERR_STORE;
	make_room(cache);
	return ERR_OK;
}

static void write_due(struct cache *cache)
{
	struct error why;
	enum err code = do_all(cache, &why);
	if (code == ERR_OK)
		code = db_commit(&cache->db, &why);
	if (code == ERR_OK)
		return;
	log_line("the cache can't be written: %s", why.text);
	int failed = sqlite3_errcode(cache->db.sqlite);
	db_rollback(&cache->db);
	judge_damage(cache, failed);
}

void cache_flush(struct cache *cache, bool patient)
{
	if (!cache->due.len)
		return;
	if (is_open(cache)) {
		sqlite3_busy_timeout(cache->db.sqlite, patient ? PATIENCE_MS : 0);
		bool began = db_begin(&cache->db, NULL) == ERR_OK;
		sqlite3_busy_timeout(cache->db.sqlite, PATIENCE_MS);
		if (!began && !patient)
			return;
		if (began)
			write_due(cache);
	}
	clear_due(cache);
}

void cache_counted(struct cache *cache, int64_t day, struct cache_bytes *ret_bytes)
{
	*ret_bytes = (struct cache_bytes){ 0 };
	if (cache_is_dirty(cache))
		cache_flush(cache, true);
	if (!is_open(cache))
		return;
	sqlite3_stmt *s =
	        db_statement(&cache->db, "SELECT wire, by_cache, by_compression "
	                                 "FROM meter WHERE day = ?");
	sqlite3_bind_int64(s, 1, day);
	if (db_step(&cache->db, s, NULL) == SQLITE_ROW) {
		ret_bytes->wire = (uint64_t)sqlite3_column_int64(s, 0);
		ret_bytes->saved_by_cache = (uint64_t)sqlite3_column_int64(s, 1);
		ret_bytes->saved_by_compression = (uint64_t)sqlite3_column_int64(s, 2);
	}
	sqlite3_reset(s);
}

int64_t cache_size(struct cache *cache)
{
	if (!is_open(cache))
		return 0;
	if (cache->size < 0)
		count_size(cache);
	return MAX(cache->size, 0);
}

void cache_free(struct cache *cache)
{
	if (!cache)
		return;
	cache_flush(cache, true);
	db_close(&cache->db);
	vec_done(&cache->due);
	free(cache->path);
	free(cache);
}
