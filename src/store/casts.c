/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The journal of reactions.  A row's address is its key, so that no article can have
 * two; which state may follow which is in the statements' WHERE. */
#include "casts.h"

#include "baolan/base/i18n.h"

#include <stdlib.h>
#include <time.h>

/* clang-format off */
const char *const cast_state_words[CAST_STATES] = {
	[CAST_CHOSEN]  = N_("waits to be sent"),
	[CAST_SENT]    = N_("is being sent"),
	[CAST_COUNTED] = N_("counted"),
	[CAST_REFUSED] = N_("refused"),
	[CAST_UNKNOWN] = N_("left, but nobody knows whether it was counted"),
};
const char *const cast_state_names[CAST_STATES] = {
	[CAST_CHOSEN] = "chosen",   [CAST_SENT] = "sent",       [CAST_COUNTED] = "counted",
	[CAST_REFUSED] = "refused", [CAST_UNKNOWN] = "unknown",
};
/* clang-format on */

/* A page is the same at each of its places. */
static struct str without_fragment(struct str url)
{
	return str_cut(&url, '#');
}

void cast_row_done(struct cast_row *row)
{
	char *const owned[] = { row->url, row->mood, row->label, row->title,
		                row->message };
	for (size_t i = 0; i < ARRAY_SIZE(owned); i++)
		free(owned[i]);
	*row = (struct cast_row){ 0 };
}

void cast_rows_done(struct cast_rows *rows)
{
	vec_each (row, &rows->list)
		cast_row_done(row);
	vec_done(&rows->list);
}

/* --- reading --- */

#define COLUMNS \
	"SELECT id, state, chosen, changed, url, mood, label, title, message FROM cast"

static struct cast_row read_row(sqlite3_stmt *get)
{
	int state = sqlite3_column_int(get, 1);
	return (struct cast_row){
		.id = sqlite3_column_int64(get, 0),
		.state = state >= 0 && state < CAST_STATES ? (enum cast_state)state
		                                           : CAST_UNKNOWN,
		.chosen = sqlite3_column_int64(get, 2),
		.changed = sqlite3_column_int64(get, 3),
		.url = column_dup(get, 4),
		.mood = column_dup(get, 5),
		.label = column_dup(get, 6),
		.title = column_dup(get, 7),
		.message = column_dup(get, 8),
	};
}

bool store_cast_at(struct store *store, struct str url, struct cast_row *ret_row)
{
	sqlite3_stmt *get = db_statement(&store->db, COLUMNS " WHERE url = ?1");
	db_bind_str(get, 1, without_fragment(url));
	bool found = db_step(&store->db, get, NULL) == SQLITE_ROW;
	if (found)
		*ret_row = read_row(get);
	sqlite3_reset(get);
	return found;
}

enum err store_casts(struct store *store, bool waiting, struct cast_rows *ret_rows,
                     struct error *err)
{
	int code;
	struct cast_rows rows = { 0 };
	sqlite3_stmt *get =
	        waiting ? db_statement(&store->db,
	                               COLUMNS " WHERE state = 0 ORDER BY chosen, id")
	                : db_statement(&store->db,
	                               COLUMNS " ORDER BY changed DESC, id DESC");
	while ((code = db_step(&store->db, get, err)) == SQLITE_ROW)
		*vec_push(&rows.list) = read_row(get);
	if (code != SQLITE_DONE) {
		cast_rows_done(&rows);
		return ERR_STORE;
	}
	*ret_rows = rows;
	return ERR_OK;
}

/* --- writing --- */

/* Only what has not left may become another choice. */
static const char put_sql[] =
        "INSERT INTO cast(url, state, chosen, changed, mood, label, title)"
        "  VALUES(?5, ?1, ?2, ?2, ?3, ?4, ?6)"
        "  ON CONFLICT(url) DO UPDATE SET state = excluded.state,"
        "    chosen = CASE WHEN mood = excluded.mood THEN chosen"
        "                  ELSE excluded.chosen END,"
        "    changed = excluded.changed, mood = excluded.mood,"
        "    label = excluded.label, title = coalesce(excluded.title, title),"
        "    message = NULL"
        "    WHERE state IN (0, 3)"; /* chosen, refused */

static void bind_some(sqlite3_stmt *statement, int index, struct str text)
{
	db_bind_str(statement, index, text.len ? text : STR_NONE);
}

static enum err stands_already(struct store *store, struct str url, struct error *err)
{
	struct cast_row row = { 0 };
	char day[16] = "";
	struct tm tm;
	if (!store_cast_at(store, url, &row))
		return err_set(err, ERR_STORE, _("The choice can't be kept"));
	time_t changed = (time_t)row.changed;
	if (localtime_r(&changed, &tm))
		strftime(day, sizeof(day), "%Y-%m-%d", &tm);
	err_set(err, ERR_REFUSED, _("You have chosen already: %s (%s, %s)"),
	        row.label ? row.label : row.mood, day, _(cast_state_words[row.state]));
	cast_row_done(&row);
	return ERR_REFUSED;
}

static enum err put(struct store *store, const struct cast_choice *choice,
                    enum cast_state state, int64_t now, struct error *err)
{
	struct str url = without_fragment(choice->url);
	enum err code = store_write(store, err);
	if (code != ERR_OK)
		return code;
	sqlite3_stmt *put = db_statement(&store->db, put_sql);
	bind_numbers(put, state, now);
	db_bind_str(put, 3, choice->mood);
	bind_some(put, 4, choice->label);
	db_bind_str(put, 5, url);
	bind_some(put, 6, choice->title);
	code = db_finish(&store->db, put, err);
	if (code == ERR_OK && sqlite3_changes(store->db.sqlite) == 0)
		code = stands_already(store, url, err);
	return db_end(&store->db, code, err);
}

enum err store_cast_choose(struct store *store, const struct cast_choice *choice,
                           int64_t now, struct error *err)
{
	return put(store, choice, CAST_CHOSEN, now, err);
}

/* On the disk, not only with the kernel: a power cut must not forget it. */
enum err store_cast_send(struct store *store, const struct cast_choice *choice,
                         int64_t now, struct error *err)
{
	if (!store->read_only)
		db_run(&store->db, "PRAGMA synchronous = FULL", NULL);
	enum err code = put(store, choice, CAST_SENT, now, err);
	if (!store->read_only)
		db_run(&store->db, "PRAGMA synchronous = NORMAL", NULL);
	return code;
}

enum err store_cast_settle(struct store *store, struct str url, enum cast_state state,
                           const char *message, int64_t now, struct error *err)
{
	enum err code = store_write(store, err);
	if (code != ERR_OK)
		return code;
	sqlite3_stmt *set =
	        db_statement(&store->db,
	                     "UPDATE cast SET state = ?1, changed = ?2, message = ?3"
	                     "  WHERE url = ?4 AND state IN (1, 4)");
	bind_numbers(set, state, now);
	bind_some(set, 3, str_of(message));
	db_bind_str(set, 4, without_fragment(url));
	return db_end(&store->db, db_finish(&store->db, set, err), err);
}

enum err store_cast_forget(struct store *store, struct str url, struct error *err)
{
	enum err code = store_write(store, err);
	if (code != ERR_OK)
		return code;
	sqlite3_stmt *drop =
	        db_statement(&store->db, "DELETE FROM cast WHERE url = ?1");
	db_bind_str(drop, 1, without_fragment(url));
	return db_end(&store->db, db_finish(&store->db, drop, err), err);
}

void casts_settle_left(struct store *store)
{
	sqlite3_stmt *get =
	        db_statement(&store->db,
	                     "SELECT EXISTS(SELECT 1 FROM cast WHERE state = 1)");
	bool any = db_step(&store->db, get, NULL) == SQLITE_ROW &&
	           sqlite3_column_int(get, 0);
	sqlite3_reset(get);
	if (any && store_write(store, NULL) == ERR_OK)
		db_end(&store->db,
		       db_run(&store->db, "UPDATE cast SET state = 4 WHERE state = 1",
		              NULL),
		       NULL);
}

/* --- counts that were seen --- */

static enum err see_mood(struct store *store, const struct doc *doc,
                         const struct doc_mood *mood, int64_t now, struct error *err)
{
	sqlite3_stmt *put = db_statement(
	        &store->db,
	        "INSERT OR REPLACE INTO felt(count, total, seen, url, label, title)"
	        "  VALUES(?1, ?2, ?3, ?4, ?5, ?6)");
	bind_numbers(put, mood->count, doc_moods_total(doc), now);
	db_bind_str(put, 4, without_fragment(doc_field(doc, DOC_URL)));
	db_bind_str(put, 5, doc_str(doc, mood->label));
	bind_some(put, 6, doc_field(doc, DOC_TITLE));
	return db_finish(&store->db, put, err);
}

static bool are_counts_known(const struct doc *doc)
{
	uint32_t n;
	const struct doc_mood *moods = doc_moods(doc, &n);
	for (uint32_t i = 0; i < n; i++)
		if (moods[i].count >= 0)
			return doc_field(doc, DOC_URL).len;
	return false;
}

enum err store_see_moods(struct store *store, const struct doc *doc, int64_t now,
                         struct error *err)
{
	uint32_t n;
	const struct doc_mood *moods = doc_moods(doc, &n);
	if (!are_counts_known(doc))
		return ERR_OK;
	enum err code = store_write(store, err);
	if (code != ERR_OK)
		return code;
	for (uint32_t i = 0; i < n && code == ERR_OK; i++)
		if (moods[i].count >= 0 && moods[i].label.len)
			code = see_mood(store, doc, &moods[i], now, err);
	return db_end(&store->db, code, err);
}

void felts_done(struct felts *felts)
{
	vec_each (felt, &felts->list) {
		free(felt->url);
		free(felt->title);
		free(felt->label);
	}
	vec_done(&felts->list);
}

static enum err read_felts(struct store *store, sqlite3_stmt *get,
                           struct felts *ret_felts, struct error *err)
{
	int code;
	struct felts felts = { 0 };
	while ((code = db_step(&store->db, get, err)) == SQLITE_ROW)
		*vec_push(&felts.list) =
		        (struct felt){ .url = column_dup(get, 0),
			               .title = column_dup(get, 1),
			               .label = column_dup(get, 2),
			               .count = sqlite3_column_int64(get, 3),
			               .total = sqlite3_column_int64(get, 4),
			               .seen = sqlite3_column_int64(get, 5) };
	if (code != SQLITE_DONE) {
		felts_done(&felts);
		return ERR_STORE;
	}
	*ret_felts = felts;
	return ERR_OK;
}

enum err store_felt(struct store *store, struct str mood, int64_t since, size_t limit,
                    struct felts *ret_felts, struct error *err)
{
	sqlite3_stmt *get =
	        db_statement(&store->db,
	                     "SELECT url, title, label, count, total, seen FROM felt"
	                     "  WHERE seen >= ?1 AND count > 0 AND instr(label, ?3) > 0"
	                     "  ORDER BY count DESC, url LIMIT ?2");
	bind_numbers(get, since, (int64_t)limit);
	db_bind_str(get, 3, mood);
	return read_felts(store, get, ret_felts, err);
}

enum err store_moods_seen(struct store *store, int64_t since, struct felts *ret_moods,
                          struct error *err)
{
	sqlite3_stmt *get =
	        db_statement(&store->db,
	                     "SELECT NULL, NULL, label, sum(count), sum(total),"
	                     "    max(seen) FROM felt WHERE seen >= ?1"
	                     "  GROUP BY label ORDER BY sum(count) DESC, label");
	bind_numbers(get, since);
	return read_felts(store, get, ret_moods, err);
}
