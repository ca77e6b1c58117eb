/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What keeps the store sound: checks, and a file as small as it can be. */
#include "idset.h"
#include "store-own.h"

#include "baolan/base/i18n.h"

#include <stdlib.h>

/* --- checks --- */

/* Each finds rows that must not be there; %s of the text is their number. */
static const struct invariant {
	const char *sql, *text;
} invariants[] = {
	{ "SELECT count(*) FROM story LEFT JOIN story_text USING(id)"
	  "  WHERE story_text.id IS NULL",
	  N_("stories without a text: %lld") },
	{ "SELECT count(*) FROM story_text LEFT JOIN story USING(id)"
	  "  WHERE story.id IS NULL",
	  N_("texts without a story: %lld") },
	{ "SELECT count(*) FROM story WHERE paper NOT IN (SELECT id FROM paper)",
	  N_("stories without a paper: %lld") },
	{ "SELECT count(*) FROM paper WHERE total <>"
	  "  (SELECT count(*) FROM story WHERE paper = paper.id AND flags & 8 = 0)",
	  N_("papers whose stories are miscounted: %lld") },
	{ "SELECT count(*) FROM paper WHERE unread <>"
	  "  (SELECT count(*) FROM story WHERE paper = paper.id AND flags & 9 = 0)",
	  N_("papers whose unread stories are miscounted: %lld") },
	{ "SELECT count(*) FROM known WHERE story NOT IN (SELECT id FROM story)",
	  N_("names of stories that are not there: %lld") },
	{ "SELECT count(*) FROM fresh WHERE story NOT IN (SELECT id FROM story)",
	  N_("contents of stories that are not there: %lld") },
	{ "SELECT count(*) FROM packed WHERE story NOT IN (SELECT id FROM story)",
	  N_("contents of stories that are not there: %lld") },
};

static bool check_invariant(struct store *store, const struct invariant *invariant,
                            struct buf *ret_report)
{
	sqlite3_stmt *get = db_statement(&store->db, invariant->sql);
	int64_t n = db_step(&store->db, get, NULL) == SQLITE_ROW
	                    ? sqlite3_column_int64(get, 0)
	                    : 0;
	sqlite3_reset(get);
	if (n == 0)
		return true;
	buf_printf(ret_report, _(invariant->text), (long long)n);
	buf_add_char(ret_report, '\n');
	return false;
}

/* Also the full-text indexes check themselves. */
static bool check_index(struct store *store, const char *sql, struct buf *ret_report)
{
	struct error why;
	if (db_run(&store->db, sql, &why) == ERR_OK)
		return true;
	buf_printf(ret_report, "%s\n", why.text);
	return false;
}

static bool check_file(struct store *store, struct buf *ret_report)
{
	bool sound = true;
	sqlite3_stmt *get = db_statement(&store->db, "PRAGMA integrity_check");
	struct error why;
	int code;
	while ((code = db_step(&store->db, get, &why)) == SQLITE_ROW) {
		struct str line = db_column_str(get, 0);
		if (str_eq(line, STR("ok")))
			continue;
		buf_printf(ret_report, "%.*s\n", STR_ARG(line));
		sound = false;
	}
	if (code == SQLITE_DONE)
		return sound;
	buf_printf(ret_report, "%s\n", why.text);
	return false;
}

enum err store_check(struct store *store, struct buf *ret_report, struct error *err)
{
	bool sound = check_file(store, ret_report);
	for (size_t i = 0; i < ARRAY_SIZE(invariants); i++)
		sound &= check_invariant(store, &invariants[i], ret_report);
	if (!store->read_only) {
		sound &= check_index(
		        store, "INSERT INTO words(words) VALUES('integrity-check')",
		        ret_report);
		sound &= check_index(store,
		                     "INSERT INTO title_words(title_words)"
		                     "  VALUES('integrity-check')",
		                     ret_report);
	}
	if (sound)
		return ERR_OK;
	store_note_damage(store);
	return err_set(err, ERR_STORE,
	               _("%s is damaged; it will be recovered when it is next opened"),
	               store->db.path);
}

/* --- as small as can be --- */

/* What was taken out of the store still stands in the index. */
static bool is_much_dead(struct store *store)
{
	sqlite3_stmt *get = db_statement(&store->db, "SELECT count(*) FROM story");
	int64_t alive = db_step(&store->db, get, NULL) == SQLITE_ROW
	                        ? sqlite3_column_int64(get, 0)
	                        : 0;
	sqlite3_reset(get);
	return store_number(store, "dead") * 5 > alive;
}

static enum err forget_index(struct store *store, struct error *err)
{
	return db_run(&store->db,
	              "INSERT INTO words(words) VALUES('delete-all');"
	              "INSERT INTO title_words(title_words) VALUES('delete-all');"
	              "DELETE FROM meta WHERE name IN ('indexed', 'dead');"
	              "DELETE FROM again;"
	              "UPDATE story SET version = 0 WHERE version <> 0",
	              err);
}

static enum err tidy_index(struct store *store, struct error *err)
{
	if (is_much_dead(store)) {
		enum err code = store_write(store, err);
		if (code != ERR_OK)
			return code;
		code = db_end(&store->db, forget_index(store, err), err);
		if (code != ERR_OK)
			return code;
	}
	while (store_index_slice(store, 1000))
		;
	return db_run(&store->db,
	              "INSERT INTO words(words) VALUES('optimize');"
	              "INSERT INTO title_words(title_words) VALUES('optimize');",
	              err);
}

enum err store_compact(struct store *store, struct error *err)
{
	enum err code = store_write(store, err);
	if (code != ERR_OK)
		return code;
	code = db_commit(&store->db, err);
	if (code == ERR_OK)
		code = tidy_index(store, err);
	if (code == ERR_OK)
		code = db_run(&store->db, "VACUUM; PRAGMA wal_checkpoint(TRUNCATE);",
		              err);
	return code;
}
