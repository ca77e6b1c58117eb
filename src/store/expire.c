/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Retention: old stories go, but never what the reader starred, saved, tagged or noted,
 * nor what a paper still lists, which would come back as new. */
#include "hash.h"
#include "idset.h"
#include "query.h"

#include <stdlib.h>

struct expiry {
	struct store *store;
	struct idset listed; /* by some paper, at its last refresh */
	uint32_t n;
	struct count_changes counts;
};

/* The stories that may go; which and in which order is added. */
#define MAY_GO                                                           \
	"SELECT story.id, paper, flags FROM story WHERE flags & 6 = 0"   \
	"  AND NOT EXISTS(SELECT 1 FROM tag WHERE tag.story = story.id)" \
	"  AND NOT EXISTS(SELECT 1 FROM note WHERE note.story = story.id)"

static void read_listed(struct expiry *expiry)
{
	struct db *db = &expiry->store->db;
	sqlite3_stmt *get =
	        db_statement(db, "SELECT listed FROM paper WHERE place IS NOT NULL");
	while (db_step(db, get, NULL) == SQLITE_ROW) {
		const char *ids = sqlite3_column_blob(get, 0);
		size_t n = (size_t)sqlite3_column_bytes(get, 0) / sizeof(int64_t);
		for (size_t i = 0; i < n; i++) {
			int64_t id;
			memcpy(&id, ids + i * sizeof(id), sizeof(id));
			if (id > 0 && id < INT32_MAX)
				idset_add(&expiry->listed, id);
		}
	}
}

/* --- taking one --- */

static int64_t address_hash(struct store *store, int64_t id)
{
	sqlite3_stmt *get =
	        db_statement(&store->db, "SELECT url FROM story_text WHERE id = ?1");
	bind_numbers(get, id);
	int64_t hash = db_step(&store->db, get, NULL) == SQLITE_ROW
	                       ? (int64_t)hash_str(HASH_START, db_column_str(get, 0))
	                       : 0;
	sqlite3_reset(get);
	return hash;
}

/* The kept article goes with the last story at its address. */
static const char *const deletions[] = {
	"DELETE FROM address WHERE hash = ?2 AND story = ?1",
	("DELETE FROM document WHERE url = (SELECT url FROM story_text WHERE id = ?1)"
	 "  AND NOT EXISTS(SELECT 1 FROM address WHERE hash = ?2)"),
	"DELETE FROM known WHERE paper = ?3 AND story = ?1",
	"DELETE FROM story_text WHERE id = ?1",
	"DELETE FROM fresh WHERE story = ?1",
	"DELETE FROM packed WHERE story = ?1",
	"DELETE FROM again WHERE story = ?1",
	"DELETE FROM placed WHERE story = ?1",
	"DELETE FROM story WHERE id = ?1",
};

static enum err take_story(struct expiry *expiry, int64_t id, int64_t paper, int flags,
                           struct error *err)
{
	struct db *db = &expiry->store->db;
	int64_t hash = address_hash(expiry->store, id);
	enum err code = ERR_OK;
	for (size_t i = 0; i < ARRAY_SIZE(deletions) && code == ERR_OK; i++) {
		sqlite3_stmt *drop = db_statement(db, deletions[i]);
		bind_numbers(drop, id, hash, paper);
		code = db_finish(db, drop, err);
	}
	count_change(&expiry->counts, paper, flags, -1);
	expiry->n++;
	return code;
}

struct going { /* a story that may go */
	int64_t id, paper;
	int flags;
};

/* Read first, then taken: what is being read must not change. */
static enum err take_found(struct expiry *expiry, sqlite3_stmt *get, struct error *err)
{
	int code;
	enum err taken = ERR_OK;
	VEC(struct going) list = { 0 };
	while ((code = db_step(&expiry->store->db, get, err)) == SQLITE_ROW) {
		int64_t id = sqlite3_column_int64(get, 0);
		if (!idset_has(&expiry->listed, id))
			*vec_push(&list) =
			        (struct going){ id, sqlite3_column_int64(get, 1),
				                sqlite3_column_int(get, 2) };
	}
	for (size_t i = 0; i < list.len && taken == ERR_OK; i++)
		taken = take_story(expiry, list.at[i].id, list.at[i].paper,
		                   list.at[i].flags, err);
	vec_done(&list);
	return code == SQLITE_DONE ? taken : ERR_STORE;
}

/* --- by age, by number, by size --- */

static enum err take_old(struct expiry *expiry, int64_t before, struct error *err)
{
	sqlite3_stmt *get =
	        db_statement(&expiry->store->db, MAY_GO " AND published < ?1");
	bind_numbers(get, before);
	return take_found(expiry, get, err);
}

/* Of each paper with more than `max` the oldest beyond that number. */
static enum err take_many(struct expiry *expiry, uint32_t max, struct error *err)
{
	int code;
	enum err taken = ERR_OK;
	VEC(int64_t) papers = { 0 };
	struct db *db = &expiry->store->db;
	sqlite3_stmt *get = db_statement(db, "SELECT paper FROM story"
	                                     "  GROUP BY paper HAVING count(*) > ?1");
	bind_numbers(get, max);
	while ((code = db_step(db, get, err)) == SQLITE_ROW)
		*vec_push(&papers) = sqlite3_column_int64(get, 0);
	for (size_t i = 0; i < papers.len && taken == ERR_OK; i++) {
		get = db_statement(
		        db,
		        MAY_GO " AND paper = ?1 AND (published, story.id) <="
		               "  (SELECT published, id FROM story AS s"
		               "    WHERE s.paper = ?1 ORDER BY published DESC, id DESC"
		               "    LIMIT 1 OFFSET ?2)");
		bind_numbers(get, papers.at[i], max);
		taken = take_found(expiry, get, err);
	}
	vec_done(&papers);
	return code == SQLITE_DONE ? taken : ERR_STORE;
}

/* How many bytes are in use, free pages not counted. */
static int64_t bytes_used(struct store *store)
{
	static const char sql[] =
	        "SELECT (page_count - freelist_count) * page_size"
	        "  FROM pragma_page_count, pragma_freelist_count, pragma_page_size";
	sqlite3_stmt *get = db_statement(&store->db, sql);
	int64_t bytes = db_step(&store->db, get, NULL) == SQLITE_ROW
	                        ? sqlite3_column_int64(get, 0)
	                        : 0;
	sqlite3_reset(get);
	return bytes;
}

/* The oldest, as many as the excess is of all. */
static enum err take_large(struct expiry *expiry, int64_t max, struct error *err)
{
	struct db *db = &expiry->store->db;
	int64_t used = bytes_used(expiry->store);
	if (used <= max)
		return ERR_OK;
	sqlite3_stmt *get =
	        db_statement(db, MAY_GO
	                     " ORDER BY published, story.id"
	                     "  LIMIT 1 + (SELECT count(*) FROM story) * ?1 / ?2");
	bind_numbers(get, used - max, used);
	return take_found(expiry, get, err);
}

/* Ids are not given again, and a compaction knows what is dead in the index. */
static enum err remember(struct expiry *expiry, int64_t last_id, struct error *err)
{
	int64_t dead = store_number(expiry->store, "dead") + expiry->n;
	enum err code = store_set_number(expiry->store, "last_id", last_id, err);
	if (code == ERR_OK)
		code = store_set_number(expiry->store, "dead", dead, err);
	return code == ERR_OK ? counts_apply(expiry->store, &expiry->counts, err)
	                      : code;
}

static enum err take_all(struct expiry *expiry, const struct retention *retention,
                         int64_t now, struct error *err)
{
	int64_t last_id = MAX(query_newest(expiry->store),
	                      store_number(expiry->store, "last_id"));
	enum err code = ERR_OK;
	read_listed(expiry);
	if (retention->max_age)
		code = take_old(expiry, now - retention->max_age, err);
	if (code == ERR_OK && retention->max_per_paper)
		code = take_many(expiry, retention->max_per_paper, err);
	if (code == ERR_OK && retention->max_bytes)
		code = take_large(expiry, retention->max_bytes, err);
	return code == ERR_OK && expiry->n ? remember(expiry, last_id, err) : code;
}

enum err store_expire(struct store *store, const struct retention *retention,
                      int64_t now, uint32_t *ret_n, struct error *err)
{
	struct expiry expiry = { .store = store };
	enum err code = store_write(store, err);
	if (code != ERR_OK)
		return code;
	code = db_end(&store->db, take_all(&expiry, retention, now, err), err);
	if (code == ERR_OK && ret_n)
		*ret_n = expiry.n;
	idset_done(&expiry.listed);
	count_changes_done(&expiry.counts);
	return code;
}
