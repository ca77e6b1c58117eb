/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tags and notes, and how they are undone: a step holds the story, what stood there
 * before and what stands there now. */
#include "marks.h"

#include "baolan/base/i18n.h"
#include "baolan/base/pack.h"

/* --- tags --- */

static enum err write_tag(struct store *store, int64_t story, struct str tag, bool on,
                          struct error *err)
{
	sqlite3_stmt *put =
	        on ? db_statement(
	                     &store->db,
	                     "INSERT OR IGNORE INTO tag(story, name) VALUES(?1, ?2)")
	           : db_statement(&store->db,
	                          "DELETE FROM tag WHERE story = ?1 AND name = ?2");
	bind_numbers(put, story);
	db_bind_str(put, 2, tag);
	return db_finish(&store->db, put, err);
}

static enum err tag_and_journal(struct store *store, int64_t story, struct str tag,
                                bool on, struct error *err)
{
	auto_buf step = BUF_INIT(BUF_MAX_TEXT);
	enum err code = write_tag(store, story, tag, on, err);
	if (code != ERR_OK || sqlite3_changes(store->db.sqlite) == 0)
		return code;
	pack_u64(&step, (uint64_t)story);
	pack_str(&step, tag);
	pack_u32(&step, on);
	return journal_add(store, STEP_TAG, buf_str(&step), err);
}

enum err store_tag(struct store *store, int64_t id, const char *tag, bool on,
                   struct error *err)
{
	struct str name = str_trim_space(str_of(tag));
	if (!name.len || strpbrk(tag, " \t\n"))
		return err_set(err, ERR_FORMAT, _("A tag is one word"));
	enum err code = store_write(store, err);
	if (code != ERR_OK)
		return code;
	return db_end(&store->db, tag_and_journal(store, id, name, on, err), err);
}

enum err tag_replay(struct store *store, struct str step, bool again,
                    struct buf *ret_what, struct error *err)
{
	struct unpack u = unpack_from(step);
	int64_t story = (int64_t)unpack_u64(&u);
	struct str tag = unpack_str(&u);
	bool on = unpack_u32(&u);
	enum err code = write_tag(store, story, tag, again ? on : !on, err);
	if (code != ERR_OK)
		return code;
	buf_printf(ret_what, on ? _("tagged %.*s: ") : _("tag %.*s taken away: "),
	           STR_ARG(tag));
	marks_add_title(store, story, ret_what);
	return ERR_OK;
}

/* --- notes --- */

static enum err write_note(struct store *store, int64_t story, struct str text,
                           struct error *err)
{
	sqlite3_stmt *put =
	        text.len
	                ? db_statement(
	                          &store->db,
	                          "INSERT OR REPLACE INTO note(story, text) VALUES(?1, ?2)")
	                : db_statement(&store->db, "DELETE FROM note WHERE story = ?1");
	bind_numbers(put, story);
	if (text.len)
		db_bind_str(put, 2, text);
	return db_finish(&store->db, put, err);
}

static void read_note(struct store *store, int64_t story, struct buf *text)
{
	sqlite3_stmt *get =
	        db_statement(&store->db, "SELECT text FROM note WHERE story = ?1");
	bind_numbers(get, story);
	if (db_step(&store->db, get, NULL) == SQLITE_ROW)
		buf_add_str(text, db_column_str(get, 0));
	sqlite3_reset(get);
}

static enum err note_and_journal(struct store *store, int64_t story, struct str text,
                                 struct error *err)
{
	auto_buf before = BUF_INIT(BUF_MAX_TEXT), step = BUF_INIT(BUF_MAX_TEXT);
	read_note(store, story, &before);
	if (str_eq(buf_str(&before), text))
		return ERR_OK;
	pack_u64(&step, (uint64_t)story);
	pack_str(&step, buf_str(&before));
	pack_str(&step, text);
	enum err code = write_note(store, story, text, err);
	if (code != ERR_OK)
		return code;
	return journal_add(store, STEP_NOTE, buf_str(&step), err);
}

enum err store_note(struct store *store, int64_t id, const char *text,
                    struct error *err)
{
	struct str note = str_trim_space(str_of(text));
	enum err code = store_write(store, err);
	if (code != ERR_OK)
		return code;
	return db_end(&store->db, note_and_journal(store, id, note, err), err);
}

enum err note_replay(struct store *store, struct str step, bool again,
                     struct buf *ret_what, struct error *err)
{
	struct unpack u = unpack_from(step);
	int64_t story = (int64_t)unpack_u64(&u);
	struct str before = unpack_str(&u), after = unpack_str(&u);
	enum err code = write_note(store, story, again ? after : before, err);
	if (code != ERR_OK)
		return code;
	buf_add_text(ret_what, _("note: "));
	marks_add_title(store, story, ret_what);
	return ERR_OK;
}
