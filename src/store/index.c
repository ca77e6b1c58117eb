/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The full-text index follows in idle slices: the ids up to the number "indexed" are in
 * it, apart from those in `again`.  A slice also deflates the texts that it has read.
 */
#include "checkpoint.h"
#include "content.h"

#include "baolan/base/clock.h"

#include <stdlib.h>

enum err index_again(struct store *store, int64_t story, struct error *err)
{
	if (story > store_number(store, "indexed"))
		return ERR_OK;
	sqlite3_stmt *put =
	        db_statement(&store->db,
	                     "INSERT OR IGNORE INTO again(story) VALUES(?1)");
	bind_numbers(put, story);
	return db_finish(&store->db, put, err);
}

/* --- one story --- */

static enum err put_words(struct store *store, sqlite3_stmt *put, int64_t number,
                          const struct buf *text, struct error *err)
{
	bind_numbers(put, number);
	db_bind_str(put, 2, str_make(buf_text(text), text->len));
	return db_finish(&store->db, put, err);
}

static enum err index_story(struct store *store, int64_t story, int64_t version,
                            struct error *err)
{
	auto_buf title = BUF_INIT(BUF_MAX_TEXT), text = BUF_INIT(BUF_MAX_TEXT);
	int64_t number = story | version << VERSION_SHIFT;
	if (!content_title(store, story, &title))
		return ERR_OK;
	buf_add_str(&text, buf_str(&title));
	buf_add_char(&text, '\n');
	content_text(store, story, &text);
	enum err code =
	        put_words(store,
	                  db_statement(&store->db,
	                               "INSERT INTO words(rowid, text) VALUES(?1, ?2)"),
	                  number, &text, err);
	if (code == ERR_OK)
		code = put_words(store,
		                 db_statement(&store->db,
		                              "INSERT INTO title_words(rowid, title)"
		                              "  VALUES(?1, ?2)"),
		                 number, &title, err);
	return code == ERR_OK ? content_pack(store, story, err) : code;
}

/* --- what is next --- */

static int64_t first_number(struct store *store, sqlite3_stmt *get)
{
	int64_t number = db_step(&store->db, get, NULL) == SQLITE_ROW
	                         ? sqlite3_column_int64(get, 0)
	                         : 0;
	sqlite3_reset(get);
	return number;
}

static enum err count_version(struct store *store, int64_t story, int64_t *ret_version,
                              struct error *err)
{
	sqlite3_stmt *set = db_statement(
	        &store->db,
	        "UPDATE story SET version = version + 1 WHERE id = ?1 RETURNING version");
	bind_numbers(set, story);
	if (db_step(&store->db, set, err) == SQLITE_ROW)
		*ret_version = sqlite3_column_int64(set, 0);
	return db_finish(&store->db, set, err);
}

static enum err take_from_again(struct store *store, int64_t story, struct error *err)
{
	int64_t version = 0;
	sqlite3_stmt *drop =
	        db_statement(&store->db, "DELETE FROM again WHERE story = ?1");
	bind_numbers(drop, story);
	enum err code = db_finish(&store->db, drop, err);
	if (code == ERR_OK)
		code = count_version(store, story, &version, err);
	if (code == ERR_OK && version)
		code = index_story(store, story, version, err);
	return code;
}

static bool index_next_again(struct store *store, enum err *ret_code, struct error *err)
{
	int64_t story =
	        first_number(store, db_statement(&store->db,
	                                         "SELECT story FROM again LIMIT 1"));
	if (story)
		*ret_code = take_from_again(store, story, err);
	return story;
}

static bool index_next_new(struct store *store, enum err *ret_code, struct error *err)
{
	sqlite3_stmt *get =
	        db_statement(&store->db,
	                     "SELECT id FROM story WHERE id > ?1 ORDER BY id LIMIT 1");
	bind_numbers(get, store_number(store, "indexed"));
	int64_t story = first_number(store, get);
	if (!story)
		return false;
	*ret_code = index_story(store, story, 0, err);
	if (*ret_code == ERR_OK)
		*ret_code = store_set_number(store, "indexed", story, err);
	return true;
}

/* --- merging --- */

/* Every slice leaves a segment of the index behind, and a search looks into each.  FTS5
 * merges them by pages; when it has nothing to merge it changes next to nothing. */
enum { MERGE_PAGES = 48 };

static bool merge_some(struct store *store, const char *sql, enum err *ret_code,
                       struct error *err)
{
	int before = sqlite3_total_changes(store->db.sqlite);
	sqlite3_stmt *merge = db_statement(&store->db, sql);
	bind_numbers(merge, MERGE_PAGES);
	*ret_code = db_finish(&store->db, merge, err);
	return sqlite3_total_changes(store->db.sqlite) - before >= 2;
}

/* The titles first: there is little of them, and they must have their turn too. */
static bool merge_next(struct store *store, enum err *ret_code, struct error *err)
{
	return merge_some(store,
	                  "INSERT INTO title_words(title_words, rank)"
	                  "  VALUES('merge', ?1)",
	                  ret_code, err) ||
	       (*ret_code == ERR_OK &&
	        merge_some(store, "INSERT INTO words(words, rank) VALUES('merge', ?1)",
	                   ret_code, err));
}

/* --- slices --- */

/* Looked at before anything is locked. */
static bool is_behind(struct store *store)
{
	int64_t newest = first_number(store, db_statement(&store->db,
	                                                  "SELECT max(id) FROM story"));
	return store_number(store, "indexed") < newest ||
	       store_number(store, "clustered") < newest ||
	       first_number(store, db_statement(&store->db,
	                                        "SELECT EXISTS(SELECT 1 FROM again)"));
}

typedef bool do_next(struct store *store, enum err *ret_code, struct error *err);

/* Clusters first: a list shows them, and titles alone are little work. */
static bool index_next(struct store *store, enum err *ret_code, struct error *err)
{
	return cluster_next(store, ret_code, err) ||
	       (*ret_code == ERR_OK && (index_next_again(store, ret_code, err) ||
	                                index_next_new(store, ret_code, err)));
}

/* False when there is nothing left of it. */
static bool work(struct store *store, do_next *next, int64_t end, enum err *code)
{
	bool more = true;
	while (more && *code == ERR_OK && clock_ms() < end)
		more = next(store, code, NULL);
	return more;
}

bool store_cluster_slice(struct store *store, int budget_ms)
{
	enum err code = ERR_OK;
	if (store->read_only || !is_behind(store) || store_write(store, NULL) != ERR_OK)
		return false;
	bool more = work(store, cluster_next, clock_ms() + budget_ms, &code);
	return db_end(&store->db, code, NULL) == ERR_OK && more;
}

/* One slice for what is new, another for merging.  FTS5 writes what is new at the end,
 * which takes as long again. */
bool store_index_slice(struct store *store, int budget_ms)
{
	enum err code = ERR_OK;
	if (store->read_only)
		return false;
	if (checkpoint_is_on(store->checkpoint, budget_ms))
		return true;
	if (!store->is_merging && !is_behind(store)) {
		cluster_rest(store);
		return false;
	}
	if (store_write(store, NULL) != ERR_OK)
		return false;
	int64_t now = clock_ms();
	if (store->is_merging) {
		work(store, merge_next, now + budget_ms, &code);
		store->is_merging = false;
	} else {
		work(store, index_next, now + (budget_ms + 1) / 2, &code);
		store->is_merging = true;
	}
	if (db_end(&store->db, code, NULL) == ERR_OK)
		return true;
	cluster_rest(store);
	return false;
}
