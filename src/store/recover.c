/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A damaged page makes the rows on it unreadable, and those behind it out of reach of a
 * scan, but not of a search by their number: a range of numbers is read from both ends,
 * and what is left between is halved, until nothing is left.
 *
 * What can be made anew is not copied: the full-text index, and the hashes by which
 * stories are found. */
#include "recover.h"
#include "hash.h"

#include "baolan/base/clock.h"
#include "baolan/base/i18n.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

static char *beside(const char *path, const char *end)
{
	return mem_printf("%s%s", path, end);
}

bool recover_is_due(const char *path)
{
	auto_free char *mark = beside(path, ".damaged"),
	               *made = beside(path, ".recovered");
	return access(mark, F_OK) == 0 ||
	       (access(path, F_OK) != 0 && access(made, F_OK) == 0);
}

void recover_note(const char *path)
{
	auto_free char *mark = beside(path, ".damaged");
	auto_close int fd = open(mark, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
	(void)fd;
}

/* --- copying --- */

enum { MAX_TRIES = 20000 }; /* of a table whose inner pages are gone */

struct copy {
	sqlite3 *from;
	struct db *to;
	sqlite3_stmt *put, *onward, *back;
	int tries;
	bool failed; /* to write: nothing to be done about that */
};

static const struct copied {
	const char *table, *columns, *order;
	bool has_numbers; /* rowids */
} tables[] = {
	{ "paper",
	  "id, url, place, title, home, refreshed, due, failures, gone, moved, trouble,"
	  " listed",
	  "rowid", true },
	{ "story", "id, paper, published, seen, flags, cluster", "rowid", true },
	{ "story_text",
	  "id, title, url, guid, summary, image, source, authors, categories, enclosures,"
	  " base",
	  "rowid", true },
	{ "fresh", "story, html", "rowid", true },
	{ "packed", "story, size, html", "rowid", true },
	{ "document", "id, url, kept, size, block", "rowid", true },
	{ "note", "story, text", "rowid", true },
	{ "step", "id, kind, undone, data", "rowid", true },
	{ "cast", "id, url, state, chosen, changed, mood, label, title, message",
	  "rowid", true },
	{ "placed", "story, place", "rowid", true },
	{ "felt", "url, label, title, count, total, seen", "url", false },
	{ "ranked", "day, period, story, rank", "day", false },
	{ "tag", "name, story", "name", false },
	{ "meta", "name, number", "name", false },
};

static bool copy_row(struct copy *copy, sqlite3_stmt *row)
{
	sqlite3_reset(copy->put);
	for (int i = 1; i < sqlite3_column_count(row); i++)
		sqlite3_bind_value(copy->put, i, sqlite3_column_value(row, i));
	int code = sqlite3_step(copy->put) & 0xFF;
	copy->failed |= code == SQLITE_FULL || code == SQLITE_IOERR;
	return !copy->failed;
}

/* Copy what a scan over (from, to] finds before it fails; *last is the last number that
 * was copied.  True when it did not fail. */
static bool scan(struct copy *copy, sqlite3_stmt *row, int64_t from, int64_t to,
                 int64_t *last)
{
	int code = SQLITE_ERROR;
	if (!row)
		return true; /* not even the table is known */
	sqlite3_reset(row);
	bind_numbers(row, from, to);
	copy->tries++;
	while ((code = sqlite3_step(row)) == SQLITE_ROW && copy_row(copy, row))
		*last = sqlite3_column_int64(row, 0);
	sqlite3_reset(row);
	return code == SQLITE_DONE;
}

struct range { /* (from, to], still to be read */
	int64_t from, to;
};
struct ranges {
	VEC(struct range) list;
};

/* Read a range from both ends; halves of what is left between go to `left`. */
static void copy_range(struct copy *copy, struct range range, struct ranges *left)
{
	int64_t low = range.from, high = range.to + 1;
	if (range.from >= range.to ||
	    scan(copy, copy->onward, range.from, range.to, &low) ||
	    scan(copy, copy->back, low, range.to, &high))
		return;
	int64_t middle = low + (high - 1 - low) / 2;
	if (middle == low)
		return;
	*vec_push(&left->list) = (struct range){ low, middle };
	*vec_push(&left->list) = (struct range){ middle, high - 1 };
}

static void copy_rows(struct copy *copy, int64_t highest_number)
{
	struct ranges left = { 0 };
	*vec_push(&left.list) = (struct range){ 0, highest_number };
	while (left.list.len && copy->tries < MAX_TRIES && !copy->failed) {
		struct range next = left.list.at[--left.list.len];
		copy_range(copy, next, &left);
	}
	vec_done(&left.list);
}

/* The highest number of a table, or more. */
static int64_t highest(sqlite3 *sqlite, const char *table)
{
	sqlite3_stmt *get = NULL;
	auto_free char *sql =
	        mem_printf("SELECT coalesce(max(rowid), 0) FROM %s", table);
	int64_t number = 1 << 24;
	if (sqlite3_prepare_v2(sqlite, sql, -1, &get, NULL) == SQLITE_OK &&
	    sqlite3_step(get) == SQLITE_ROW)
		number = sqlite3_column_int64(get, 0);
	sqlite3_finalize(get);
	return number;
}

static sqlite3_stmt *prepare(sqlite3 *sqlite, char *sql)
{
	sqlite3_stmt *statement = NULL;
	sqlite3_prepare_v2(sqlite, sql, -1, &statement, NULL);
	free(sql);
	return statement;
}

/* "?1, ?2, ..." for as many columns. */
static char *parameters(const char *columns)
{
	auto_buf b = BUF_INIT(BUF_MAX_TEXT);
	struct str rest = str_of(columns);
	for (int i = 1; rest.at; i++) {
		str_cut(&rest, ',');
		buf_printf(&b, "%s?%d", i > 1 ? ", " : "", i);
	}
	return buf_take(&b);
}

static void copy_table(struct copy *copy, const struct copied *t)
{
	const char *where = t->has_numbers ? "WHERE rowid > ?1 AND rowid <= ?2" : "";
	const char *number = t->has_numbers ? "rowid" : "0", *by = t->order;
	auto_free char *values = parameters(t->columns);
	copy->tries = 0;
	copy->put = prepare(copy->to->sqlite,
	                    mem_printf("INSERT OR IGNORE INTO %s(%s) VALUES(%s)",
	                               t->table, t->columns, values));
	copy->onward = prepare(copy->from,
	                       mem_printf("SELECT %s, %s FROM %s %s ORDER BY %s",
	                                  number, t->columns, t->table, where, by));
	copy->back = prepare(copy->from,
	                     mem_printf("SELECT %s, %s FROM %s %s ORDER BY %s DESC",
	                                number, t->columns, t->table, where, by));
	copy_rows(copy, t->has_numbers ? highest(copy->from, t->table) : 1);
	sqlite3_finalize(copy->put);
	sqlite3_finalize(copy->onward);
	sqlite3_finalize(copy->back);
}

/* --- making whole --- */

static enum err find_again(struct db *db, struct error *err)
{
	int code;
	sqlite3_stmt *get =
	        db_statement(db, "SELECT story.id, paper, title, url, guid FROM story"
	                         "  JOIN story_text ON story_text.id = story.id");
	enum err put = ERR_OK;
	while ((code = db_step(db, get, err)) == SQLITE_ROW && put == ERR_OK) {
		struct str title = db_column_str(get, 2), url = db_column_str(get, 3),
		           guid = db_column_str(get, 4);
		struct str name = guid.len ? guid : url.len ? url : title;
		sqlite3_stmt *known = db_statement(
		        db, "INSERT OR IGNORE INTO known(paper, key, story, stamp)"
		            "  VALUES(?1, ?2, ?3, 0)");
		bind_numbers(known, sqlite3_column_int64(get, 1),
		             (int64_t)hash_str(HASH_START, name),
		             sqlite3_column_int64(get, 0));
		put = db_finish(db, known, err);
		if (put != ERR_OK || !url.len)
			continue;
		sqlite3_stmt *address = db_statement(
		        db,
		        "INSERT OR IGNORE INTO address(hash, story) VALUES(?1, ?2)");
		bind_numbers(address, (int64_t)hash_str(HASH_START, url),
		             sqlite3_column_int64(get, 0));
		put = db_finish(db, address, err);
	}
	sqlite3_reset(get);
	return code == SQLITE_DONE || code == SQLITE_ROW ? put : ERR_STORE;
}

static const char make_whole[] =
        "DELETE FROM story WHERE id NOT IN (SELECT id FROM story_text);"
        "DELETE FROM story_text WHERE id NOT IN (SELECT id FROM story);"
        "DELETE FROM fresh WHERE story NOT IN (SELECT id FROM story);"
        "DELETE FROM packed WHERE story NOT IN (SELECT id FROM story);"
        "DELETE FROM placed WHERE story NOT IN (SELECT id FROM story);"
        "INSERT INTO paper(id, url) SELECT DISTINCT paper, 'recovered:' || paper"
        "  FROM story WHERE paper NOT IN (SELECT id FROM paper);"
        "UPDATE paper SET"
        "  total = (SELECT count(*) FROM story WHERE paper = paper.id"
        "             AND flags & 8 = 0),"
        "  unread = (SELECT count(*) FROM story WHERE paper = paper.id"
        "              AND flags & 9 = 0);"
        "DELETE FROM meta WHERE name IN ('indexed', 'dead');"
        "UPDATE story SET version = 0 WHERE version <> 0;";

static enum err copy_all(sqlite3 *from, struct db *to, struct error *err)
{
	struct copy copy = { .from = from, .to = to };
	enum err code = db_begin(to, err);
	if (code != ERR_OK)
		return code;
	for (size_t i = 0; i < ARRAY_SIZE(tables) && !copy.failed; i++)
		copy_table(&copy, &tables[i]);
	if (copy.failed)
		code = db_error(to, err);
	if (code == ERR_OK)
		code = db_run(to, make_whole, err);
	if (code == ERR_OK)
		code = find_again(to, err);
	return db_end(to, code, err);
}

static int64_t count_stories(struct db *db)
{
	sqlite3_stmt *get = db_statement(db, "SELECT count(*) FROM story");
	int64_t n =
	        db_step(db, get, NULL) == SQLITE_ROW ? sqlite3_column_int64(get, 0) : 0;
	sqlite3_reset(get);
	return n;
}

/* --- files --- */

static void remove_with_logs(const char *path)
{
	static const char *const ends[] = { "", "-wal", "-shm" };
	for (size_t i = 0; i < ARRAY_SIZE(ends); i++) {
		auto_free char *file = beside(path, ends[i]);
		unlink(file);
	}
}

/* Never over a file that was set aside before. */
static char *name_aside(const char *path)
{
	char when[32];
	time_t now = (time_t)clock_now();
	struct tm parts;
	strftime(when, sizeof(when), "%Y%m%d-%H%M%S", gmtime_r(&now, &parts));
	for (int i = 0;; i++) {
		char *name = i ? mem_printf("%s.damaged-%s-%d", path, when, i)
		               : mem_printf("%s.damaged-%s", path, when);
		if (access(name, F_OK) != 0)
			return name;
		free(name);
	}
}

static void set_aside(const char *path, const char *aside)
{
	auto_free char *log = beside(path, "-wal"), *log_aside = beside(aside, "-wal"),
	               *shared = beside(path, "-shm");
	rename(path, aside);
	rename(log, log_aside);
	unlink(shared);
}

static enum err make_copy(const char *path, const char *made,
                          const struct db_schema *schema, int64_t *ret_stories,
                          struct error *err)
{
	struct db to = { 0 };
	sqlite3 *from = NULL;
	auto_free char *making = beside(path, ".recovering");
	remove_with_logs(making);
	enum err code = db_open(&to, making, schema, err);
	if (code != ERR_OK)
		return code;
	if (sqlite3_open_v2(path, &from, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX,
	                    NULL) == SQLITE_OK)
		code = copy_all(from, &to, err);
	sqlite3_db_config(from, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
	sqlite3_close(from);
	*ret_stories = count_stories(&to);
	db_close(&to);
	if (code == ERR_OK && rename(making, made) != 0)
		code = err_errno(err, "%s", made);
	return code;
}

static enum err recover_locked(const char *path, const struct db_schema *schema,
                               struct error *ret_notice, struct error *err)
{
	int64_t stories = 0;
	auto_free char *made = beside(path, ".recovered"),
	               *mark = beside(path, ".damaged");
	if (access(path, F_OK) != 0 && access(made, F_OK) == 0)
		return rename(made, path) == 0 ? ERR_OK : err_errno(err, "%s", path);
	enum err code = make_copy(path, made, schema, &stories, err);
	if (code != ERR_OK)
		return code;
	auto_free char *aside = name_aside(path);
	set_aside(path, aside);
	unlink(mark);
	if (rename(made, path) != 0)
		return err_errno(err, "%s", path);
	err_set(ret_notice, ERR_STORE,
	        _("%s was damaged; %lld stories were recovered, and it is kept as %s"),
	        path, (long long)stories, aside);
	return ERR_OK;
}

/* One instance recovers, others wait, and then find nothing to do. */
enum err recover(const char *path, const struct db_schema *schema,
                 struct error *ret_notice, struct error *err)
{
	auto_free char *lock_path = beside(path, ".lock");
	auto_close int lock = open(lock_path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (lock < 0 || flock(lock, LOCK_EX) != 0)
		return err_errno(err, "%s", lock_path);
	struct db db;
	enum err code = ERR_OK;
	if (!recover_is_due(path) && db_open(&db, path, schema, NULL) == ERR_OK)
		db_close(&db);
	else
		code = recover_locked(path, schema, ret_notice, err);
	unlink(lock_path);
	return code;
}
