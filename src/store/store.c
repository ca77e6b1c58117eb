/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opening the store, and what belongs to no one table. */
#include "casts.h"
#include "checkpoint.h"
#include "fold.h"
#include "idset.h"
#include "recover.h"

#include "baolan/base/i18n.h"
#include "baolan/base/mem.h"

#include <stdlib.h>

static int64_t data_version(struct store *store)
{
	sqlite3_stmt *get = db_statement(&store->db, "PRAGMA data_version");
	int64_t version = db_step(&store->db, get, NULL) == SQLITE_ROW
	                          ? sqlite3_column_int64(get, 0)
	                          : 0;
	sqlite3_reset(get);
	return version;
}

static void chosen(sqlite3_context *context, int n, sqlite3_value **values)
{
	const struct store *store = sqlite3_user_data(context);
	(void)n;
	sqlite3_result_int(context,
	                   store->chosen && idset_has(store->chosen,
	                                              sqlite3_value_int64(values[0])));
}

static enum err add_functions(struct store *store, struct error *err)
{
	if (sqlite3_create_function_v2(store->db.sqlite, "chosen", 1,
	                               SQLITE_UTF8 | SQLITE_DIRECTONLY, store, chosen,
	                               NULL, NULL, NULL) == SQLITE_OK)
		return ERR_OK;
	return db_error(&store->db, err);
}

/* Where the store can't be opened to write it may still be readable. */
static enum err open_to_read(struct store *store, const char *path,
                             const struct db_schema *schema, const struct error *why,
                             struct error *ret_notice, struct error *err)
{
	if (db_open_to_read(&store->db, path, schema, NULL) != ERR_OK)
		return err_set(err, why->code, "%s", why->text);
	store->read_only = mem_strdup(why->text);
	*ret_notice = *why;
	return ERR_OK;
}

static enum err open_any_way(struct store *store, const char *path,
                             struct error *ret_notice, struct error *err)
{
	struct error why;
	struct db_schema schema = news_schema(store->fold);
	bool damaged = recover_is_due(path);
	enum err code = ERR_OK;
	if (!damaged)
		code = db_open_or_tell(&store->db, path, &schema, &damaged, &why);
	if (damaged) {
		code = recover(path, &schema, ret_notice, &why);
		if (code == ERR_OK)
			code = db_open(&store->db, path, &schema, &why);
	}
	if (code != ERR_OK)
		return open_to_read(store, path, &schema, &why, ret_notice, err);
	store->checkpoint = checkpoint_new(store->db.sqlite, path);
	return ERR_OK;
}

enum err store_open(const char *path, struct store **ret_store,
                    struct error *ret_notice, struct error *err)
{
	struct store *store = mem_new(struct store);
	struct error notice = { 0 };
	store->fold = fold_new();
	enum err code = open_any_way(store, path, &notice, err);
	if (code == ERR_OK)
		code = add_functions(store, err);
	if (code != ERR_OK) {
		store_close(store);
		return code;
	}
	if (!store->read_only)
		casts_settle_left(store);
	store->data_version = data_version(store);
	if (ret_notice)
		*ret_notice = notice;
	*ret_store = store;
	return ERR_OK;
}

void store_close(struct store *store)
{
	if (!store)
		return;
	cluster_rest(store);
	checkpoint_free(store->checkpoint);
	if (store->db.damaged)
		recover_note(store->db.path);
	db_close(&store->db);
	fold_free(store->fold);
	free(store->read_only);
	free(store);
}

bool store_changed(struct store *store)
{
	int64_t before = store->data_version;
	store->data_version = data_version(store);
	return store->data_version != before;
}

const char *store_read_only(const struct store *store)
{
	return store->read_only;
}

void store_note_damage(struct store *store)
{
	store->db.damaged = true;
}

enum err store_write(struct store *store, struct error *err)
{
	if (store->read_only)
		return err_set(err, ERR_STORE, "%s", store->read_only);
	return db_begin(&store->db, err);
}

enum err store_begin(struct store *store, struct error *err)
{
	return store_write(store, err);
}

enum err store_commit(struct store *store, struct error *err)
{
	return db_commit(&store->db, err);
}

bool store_begin_reads(struct store *store)
{
	return sqlite3_get_autocommit(store->db.sqlite) &&
	       db_run(&store->db, "BEGIN", NULL) == ERR_OK;
}

void store_end_reads(struct store *store, bool begun)
{
	if (begun)
		db_run(&store->db, "COMMIT", NULL);
}

/* --- numbers --- */

int64_t store_number(struct store *store, const char *name)
{
	sqlite3_stmt *get =
	        db_statement(&store->db, "SELECT number FROM meta WHERE name = ?1");
	db_bind_str(get, 1, str_of(name));
	int64_t number = db_step(&store->db, get, NULL) == SQLITE_ROW
	                         ? sqlite3_column_int64(get, 0)
	                         : 0;
	sqlite3_reset(get);
	return number;
}

enum err store_set_number(struct store *store, const char *name, int64_t number,
                          struct error *err)
{
	sqlite3_stmt *set = db_statement(
	        &store->db, "INSERT OR REPLACE INTO meta(name, number) VALUES(?1, ?2)");
	db_bind_str(set, 1, str_of(name));
	sqlite3_bind_int64(set, 2, number);
	return db_finish(&store->db, set, err);
}
