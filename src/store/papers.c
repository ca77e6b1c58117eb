/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The papers' rows and their counts, which are kept rather than counted. */
#include "store-own.h"

#include "baolan/base/mem.h"

#include <stdlib.h>

/* --- what is followed --- */

static enum err follow_none(struct store *store, struct error *err)
{
	sqlite3_stmt *update =
	        db_statement(&store->db,
	                     "UPDATE paper SET place = NULL WHERE place IS NOT NULL");
	return db_finish(&store->db, update, err);
}

static enum err follow(struct store *store, const char *url, size_t place,
                       int64_t *ret_id, struct error *err)
{
	sqlite3_stmt *put = db_statement(
	        &store->db,
	        "INSERT INTO paper(url, place) VALUES(?1, ?2)"
	        "  ON CONFLICT(url) DO UPDATE SET place = min(coalesce(place, ?2), ?2)"
	        "  RETURNING id");
	db_bind_str(put, 1, str_of(url));
	sqlite3_bind_int64(put, 2, (int64_t)place);
	if (db_step(&store->db, put, err) != SQLITE_ROW)
		return ERR_STORE;
	*ret_id = sqlite3_column_int64(put, 0);
	return db_finish(&store->db, put, err);
}

/* Are these the papers as they are?  Then nothing is written. */
static bool are_followed(struct store *store, const char *const *urls, size_t n,
                         int64_t *ret_ids)
{
	size_t i = 0;
	sqlite3_stmt *get = db_statement(
	        &store->db,
	        "SELECT id, url FROM paper WHERE place IS NOT NULL ORDER BY place");
	for (; db_step(&store->db, get, NULL) == SQLITE_ROW; i++) {
		if (i == n || !str_eq(db_column_str(get, 1), str_of(urls[i])))
			break;
		ret_ids[i] = sqlite3_column_int64(get, 0);
	}
	bool all = i == n && sqlite3_data_count(get) == 0;
	sqlite3_reset(get);
	return all;
}

enum err store_set_papers(struct store *store, const char *const *urls, size_t n,
                          int64_t *ret_ids, struct error *err)
{
	if (are_followed(store, urls, n, ret_ids))
		return ERR_OK;
	enum err code = store_write(store, err);
	if (code != ERR_OK)
		return code;
	code = follow_none(store, err);
	for (size_t i = 0; i < n && code == ERR_OK; i++)
		code = follow(store, urls[i], i, &ret_ids[i], err);
	return db_end(&store->db, code, err);
}

/* --- reading --- */

static struct paper_state read_state(sqlite3_stmt *get)
{
	return (struct paper_state){
		.id = sqlite3_column_int64(get, 0),
		.url = column_dup(get, 1),
		.title = column_dup(get, 2),
		.home = column_dup(get, 3),
		.refreshed = sqlite3_column_int64(get, 4),
		.due = sqlite3_column_int64(get, 5),
		.failures = sqlite3_column_int(get, 6),
		.gone = sqlite3_column_int(get, 7),
		.moved = column_dup(get, 8),
		.trouble = column_dup(get, 9),
		.total = (uint32_t)sqlite3_column_int64(get, 10),
		.unread = (uint32_t)sqlite3_column_int64(get, 11),
	};
}

enum err store_papers(struct store *store, struct paper_states *ret_states,
                      struct error *err)
{
	int code;
	struct paper_states states = { 0 };
	sqlite3_stmt *get = db_statement(
	        &store->db,
	        "SELECT id, url, title, home, refreshed, due, failures, gone, moved,"
	        "       trouble, total, unread"
	        "  FROM paper WHERE place IS NOT NULL ORDER BY place");
	while ((code = db_step(&store->db, get, err)) == SQLITE_ROW)
		*vec_push(&states.list) = read_state(get);
	if (code != SQLITE_DONE) {
		paper_states_done(&states);
		return ERR_STORE;
	}
	*ret_states = states;
	return ERR_OK;
}

void paper_states_done(struct paper_states *states)
{
	vec_each (state, &states->list) {
		free(state->url);
		free(state->title);
		free(state->home);
		free(state->moved);
		free(state->trouble);
	}
	vec_done(&states->list);
}

/* --- how a refresh went --- */

enum err store_set_outcome(struct store *store, int64_t paper,
                           const struct refresh_outcome *outcome, struct error *err)
{
	enum err code = store_write(store, err);
	if (code != ERR_OK)
		return code;
	sqlite3_stmt *set = db_statement(
	        &store->db,
	        "UPDATE paper SET refreshed = ?2, due = ?3, failures = ?4, gone = ?5,"
	        "                 moved = ?6, trouble = ?7 WHERE id = ?1");
	bind_numbers(set, paper, outcome->refreshed, outcome->due, outcome->failures,
	             outcome->gone);
	db_bind_str(set, 6, str_of(outcome->moved));
	db_bind_str(set, 7, str_of(outcome->trouble));
	return db_end(&store->db, db_finish(&store->db, set, err), err);
}

/* --- counts --- */

static bool is_counted(int flags)
{
	return flags >= 0 && !(flags & STORY_KILLED);
}

static bool is_unread(int flags)
{
	return flags >= 0 && !(flags & (STORY_KILLED | STORY_READ));
}

static struct count_change *change_of(struct count_changes *changes, int64_t paper)
{
	while (changes->places.len <= (size_t)paper)
		*vec_push(&changes->places) = 0;
	uint32_t *place = &changes->places.at[paper];
	if (*place)
		return &changes->list.at[*place - 1];
	struct count_change *change = vec_push(&changes->list);
	change->paper = paper;
	*place = (uint32_t)changes->list.len;
	return change;
}

void count_changes_done(struct count_changes *changes)
{
	vec_done(&changes->list);
	vec_done(&changes->places);
}

void count_change(struct count_changes *changes, int64_t paper, int from, int to)
{
	int total = is_counted(to) - is_counted(from);
	int unread = is_unread(to) - is_unread(from);
	if (!total && !unread)
		return;
	struct count_change *change = change_of(changes, paper);
	change->total += total;
	change->unread += unread;
}

enum err counts_apply(struct store *store, const struct count_changes *changes,
                      struct error *err)
{
	enum err code = ERR_OK;
	for (size_t i = 0; i < changes->list.len && code == ERR_OK; i++) {
		const struct count_change *change = &changes->list.at[i];
		sqlite3_stmt *add = db_statement(
		        &store->db,
		        "UPDATE paper SET total = total + ?2, unread = unread + ?3"
		        "  WHERE id = ?1");
		bind_numbers(add, change->paper, change->total, change->unread);
		code = db_finish(&store->db, add, err);
	}
	return code;
}
