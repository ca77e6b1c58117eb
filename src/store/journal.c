/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The journal of what the reader did: a row a step, in the file, so that undo outlives
 * a restart and two instances undo one after the other. */
#include "marks.h"

#include "baolan/base/i18n.h"

/* Older steps are forgotten. */
enum { MAX_STEPS = 1000 };

typedef enum err replay(struct store *store, struct str step, bool again,
                        struct buf *ret_what, struct error *err);
static replay *const replays[STEP_KINDS] = {
	[STEP_MARKS] = marks_replay,
	[STEP_TAG] = tag_replay,
	[STEP_NOTE] = note_replay,
};

static enum err forget(struct store *store, const char *sql, struct error *err)
{
	return db_finish(&store->db, db_statement(&store->db, sql), err);
}

static enum err forget_undone(struct store *store, struct error *err)
{
	return forget(store, "DELETE FROM step WHERE undone <> 0", err);
}

static enum err forget_old(struct store *store, struct error *err)
{
	sqlite3_stmt *drop = db_statement(
	        &store->db,
	        "DELETE FROM step WHERE id <= (SELECT max(id) FROM step) - ?1");
	bind_numbers(drop, MAX_STEPS);
	return db_finish(&store->db, drop, err);
}

enum err journal_add(struct store *store, enum step_kind kind, struct str data,
                     struct error *err)
{
	enum err code = forget_undone(store, err);
	if (code != ERR_OK)
		return code;
	sqlite3_stmt *put =
	        db_statement(&store->db, "INSERT INTO step(kind, data) VALUES(?1, ?2)");
	bind_numbers(put, kind);
	sqlite3_bind_blob64(put, 2, data.at, data.len, SQLITE_STATIC);
	code = db_finish(&store->db, put, err);
	return code == ERR_OK ? forget_old(store, err) : code;
}

static enum err set_undone(struct store *store, int64_t id, bool undone,
                           struct error *err)
{
	sqlite3_stmt *set =
	        db_statement(&store->db, "UPDATE step SET undone = ?2 WHERE id = ?1");
	bind_numbers(set, id, undone);
	return db_finish(&store->db, set, err);
}

static enum err replay_row(struct store *store, sqlite3_stmt *get, bool again,
                           struct buf *ret_what, struct error *err)
{
	int64_t id = sqlite3_column_int64(get, 0);
	int kind = sqlite3_column_int(get, 1);
	struct str step = str_make(sqlite3_column_blob(get, 2),
	                           (size_t)sqlite3_column_bytes(get, 2));
	if (kind < 0 || kind >= STEP_KINDS)
		return err_set(err, ERR_STORE,
		               _("A newer baolan did that; it can't be undone here"));
	enum err code = replays[kind](store, step, again, ret_what, err);
	return code == ERR_OK ? set_undone(store, id, !again, err) : code;
}

/* The last step that is not undone, or the first that is. */
static sqlite3_stmt *next_step(struct store *store, bool again)
{
	return again ? db_statement(&store->db,
	                            "SELECT id, kind, data FROM step WHERE undone <> 0"
	                            "  ORDER BY id LIMIT 1")
	             : db_statement(&store->db,
	                            "SELECT id, kind, data FROM step WHERE undone = 0"
	                            "  ORDER BY id DESC LIMIT 1");
}

static enum err replay_next(struct store *store, bool again, struct buf *ret_what,
                            struct error *err)
{
	enum err code;
	sqlite3_stmt *get = next_step(store, again);
	int step = db_step(&store->db, get, err);
	if (step == SQLITE_ROW)
		code = replay_row(store, get, again, ret_what, err);
	else if (step != SQLITE_DONE)
		code = ERR_STORE;
	else
		code = err_set(err, ERR_EMPTY,
		               again ? _("Nothing to do again") : _("Nothing to undo"));
	sqlite3_reset(get);
	return code;
}

static enum err undo_or_redo(struct store *store, bool again, struct buf *ret_what,
                             struct error *err)
{
	auto_buf what = BUF_INIT(BUF_MAX_TEXT);
	enum err code = store_write(store, err);
	if (code != ERR_OK)
		return code;
	code = db_end(&store->db, replay_next(store, again, &what, err), err);
	if (code == ERR_OK && ret_what)
		buf_add_str(ret_what, buf_str(&what));
	return code;
}

enum err store_undo(struct store *store, struct buf *ret_what, struct error *err)
{
	return undo_or_redo(store, false, ret_what, err);
}

enum err store_redo(struct store *store, struct buf *ret_what, struct error *err)
{
	return undo_or_redo(store, true, ret_what, err);
}
