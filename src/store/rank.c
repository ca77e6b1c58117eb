/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rankings are made anew each time from one pass over the stories of the period: that
 * takes some 40 ms for 100,000 and needs nothing to be kept up to date.  Stories that
 * stand alone go straight to the best; those of clusters are gathered and sorted
 * first. */
#include "baolan/store/rank.h"

#include "query.h"

#include <math.h>
#include <stdlib.h>

enum { DAY_S = 86400, CHINA_S = 8 * 3600, KEPT_DAYS = 62 };

static const int days_of[PERIODS] = {
	[PERIOD_DAY] = 1, [PERIOD_WEEK] = 7, [PERIOD_MONTH] = 30
};

struct row {
	int64_t story, name, paper, published;
	int64_t place; /* 0: none */
};

struct placed {
	int64_t story, place;
};

struct pass {
	struct store *store;
	int64_t now;
	double half_life;          /* in seconds */
	VEC(bool) followed;        /* by paper */
	bool many;                 /* stories in the period */
	VEC(struct placed) placed; /* then all, in the order of ids, as they come */
	size_t next_placed;
	VEC(struct row) shared; /* by several stories */
	struct ranking *ranking;
};

void ranking_done(struct ranking *ranking)
{
	vec_done(&ranking->list);
}

/* --- the best --- */

static bool is_better(const struct ranked *a, const struct ranked *b)
{
	if (a->score != b->score)
		return a->score > b->score;
	return a->name > b->name; /* the newer one */
}

static void enter(struct ranking *ranking, const struct ranked *entry)
{
	size_t n = ranking->list.len, at = n;
	if (n == RANK_LENGTH && !is_better(entry, vec_last(&ranking->list)))
		return;
	if (n < RANK_LENGTH)
		vec_push(&ranking->list);
	else
		at--;
	for (; at > 0 && is_better(entry, &ranking->list.at[at - 1]); at--)
		ranking->list.at[at] = ranking->list.at[at - 1];
	ranking->list.at[at] = *entry;
}

/* --- scores --- */

static double freshness(const struct pass *pass, int64_t published)
{
	int64_t age = MAX(pass->now - published, 0);
	return exp2(-(double)age / pass->half_life);
}

static double weight(int64_t place)
{
	return place ? 1 + 1 / (double)place : 1;
}

static void enter_alone(struct pass *pass, const struct row *row)
{
	struct ranked entry = { .story = row->story,
		                .name = row->name,
		                .papers = 1,
		                .score = weight(row->place) *
		                         freshness(pass, row->published) };
	enter(pass->ranking, &entry);
}

/* By cluster, in it by paper, in that the best place first. */
static int by_cluster(const void *a, const void *b)
{
	const struct row *x = a, *y = b;
	if (x->name != y->name)
		return x->name < y->name ? -1 : 1;
	if (x->paper != y->paper)
		return x->paper < y->paper ? -1 : 1;
	return (int)(weight(x->place) < weight(y->place)) -
	       (int)(weight(x->place) > weight(y->place));
}

static bool shows_better(const struct row *a, const struct row *b)
{
	if (weight(a->place) != weight(b->place))
		return weight(a->place) > weight(b->place);
	return a->published < b->published;
}

static void enter_cluster(struct pass *pass, const struct row *rows, size_t n)
{
	struct ranked entry = { .name = rows->name };
	const struct row *shown = rows;
	int64_t newest = 0;
	for (size_t i = 0; i < n; i++) {
		newest = MAX(newest, rows[i].published);
		if (shows_better(&rows[i], shown))
			shown = &rows[i];
		if (i && rows[i].paper == rows[i - 1].paper)
			continue;
		entry.papers++;
		entry.score += weight(rows[i].place);
	}
	entry.story = shown->story;
	entry.score *= freshness(pass, newest);
	enter(pass->ranking, &entry);
}

static void enter_clusters(struct pass *pass)
{
	struct row *rows = pass->shared.at;
	size_t n = pass->shared.len;
	if (n)
		qsort(rows, n, sizeof(*rows), by_cluster);
	for (size_t first = 0, end; first < n; first = end) {
		for (end = first + 1; end < n && rows[end].name == rows[first].name;)
			end++;
		enter_cluster(pass, rows + first, end - first);
	}
}

/* --- the pass --- */

static enum err read_followed(struct pass *pass, struct error *err)
{
	int code;
	struct db *db = &pass->store->db;
	sqlite3_stmt *get =
	        db_statement(db, "SELECT id FROM paper WHERE place IS NOT NULL");
	while ((code = db_step(db, get, err)) == SQLITE_ROW) {
		size_t id = (size_t)sqlite3_column_int64(get, 0);
		while (pass->followed.len <= id)
			*vec_push(&pass->followed) = false;
		pass->followed.at[id] = true;
	}
	return code == SQLITE_DONE ? ERR_OK : ERR_STORE;
}

static enum err read_placed(struct pass *pass, struct error *err)
{
	int code;
	struct db *db = &pass->store->db;
	sqlite3_stmt *get =
	        db_statement(db, "SELECT story, place FROM placed ORDER BY story");
	while ((code = db_step(db, get, err)) == SQLITE_ROW)
		*vec_push(&pass->placed) =
		        (struct placed){ sqlite3_column_int64(get, 0),
			                 sqlite3_column_int64(get, 1) };
	return code == SQLITE_DONE ? ERR_OK : ERR_STORE;
}

/* Stories come by their ids then, too. */
static int64_t next_place_of(struct pass *pass, int64_t story)
{
	const struct placed *list = pass->placed.at;
	size_t i = pass->next_placed;
	while (i < pass->placed.len && list[i].story < story)
		i++;
	pass->next_placed = i;
	return i < pass->placed.len && list[i].story == story ? list[i].place : 0;
}

static int64_t place_of(struct pass *pass, int64_t story)
{
	struct db *db = &pass->store->db;
	if (pass->many)
		return next_place_of(pass, story);
	sqlite3_stmt *get =
	        db_statement(db, "SELECT place FROM placed WHERE story = ?1");
	bind_numbers(get, story);
	int64_t place =
	        db_step(db, get, NULL) == SQLITE_ROW ? sqlite3_column_int64(get, 0) : 0;
	sqlite3_reset(get);
	return place;
}

static void take_row(struct pass *pass, sqlite3_stmt *get)
{
	int64_t cluster = sqlite3_column_int64(get, 3);
	struct row row = { .story = sqlite3_column_int64(get, 0),
		           .paper = sqlite3_column_int64(get, 1),
		           .published = sqlite3_column_int64(get, 2) };
	if ((size_t)row.paper >= pass->followed.len || !pass->followed.at[row.paper])
		return;
	row.name = cluster ? cluster : row.story;
	row.place = place_of(pass, row.story);
	if (cluster)
		*vec_push(&pass->shared) = row;
	else
		enter_alone(pass, &row);
}

/* By the index it is one look into the table for each story: worth it for a small part
 * of them. */
enum { MANY = 10000 };

static bool are_many(struct pass *pass, int64_t since)
{
	struct db *db = &pass->store->db;
	sqlite3_stmt *get = db_statement(
	        db, "SELECT published > ?1 FROM story INDEXED BY story_published"
	            "  ORDER BY published DESC LIMIT 1 OFFSET ?2");
	bind_numbers(get, since, MANY);
	bool many = db_step(db, get, NULL) == SQLITE_ROW && sqlite3_column_int(get, 0);
	sqlite3_reset(get);
	return many;
}

#define ROWS "SELECT id, paper, published, cluster FROM story"
#define IN_PERIOD " WHERE published > ?1 AND published <= ?2 AND flags & 8 = 0"

static enum err read_rows(struct pass *pass, int64_t since, struct error *err)
{
	int code;
	struct db *db = &pass->store->db;
	sqlite3_stmt *get =
	        pass->many ? db_statement(db, ROWS " NOT INDEXED" IN_PERIOD)
	                   : db_statement(db,
	                                  ROWS " INDEXED BY story_published" IN_PERIOD);
	bind_numbers(get, since, pass->now + DAY_S);
	while ((code = db_step(db, get, err)) == SQLITE_ROW)
		take_row(pass, get);
	return code == SQLITE_DONE ? ERR_OK : ERR_STORE;
}

/* --- snapshots --- */

static int64_t day_of(int64_t seconds)
{
	return (seconds + CHINA_S) / DAY_S;
}

static void compare(struct store *store, enum doc_period period, int64_t today,
                    struct ranking *ranking)
{
	sqlite3_stmt *get =
	        db_statement(&store->db,
	                     "SELECT day, story, rank FROM ranked WHERE period = ?1"
	                     "  AND day = (SELECT max(day) FROM ranked"
	                     "               WHERE day < ?2 AND period = ?1)");
	bind_numbers(get, period, today);
	while (db_step(&store->db, get, NULL) == SQLITE_ROW) {
		int64_t story = sqlite3_column_int64(get, 1);
		ranking->before = sqlite3_column_int64(get, 0);
		vec_each (entry, &ranking->list)
			if (entry->name == story)
				entry->was = sqlite3_column_int(get, 2);
	}
	sqlite3_reset(get);
}

enum err store_rank(struct store *store, enum doc_period period, int64_t now,
                    struct ranking *ret_ranking, struct error *err)
{
	struct ranking ranking = { 0 };
	int64_t length = (int64_t)days_of[period] * DAY_S;
	struct pass pass = { .store = store,
		             .now = now,
		             .half_life = (double)length / 4,
		             .ranking = &ranking };
	bool begun = store_begin_reads(store);
	enum err code = read_followed(&pass, err);
	pass.many = are_many(&pass, now - length);
	if (code == ERR_OK && pass.many)
		code = read_placed(&pass, err);
	if (code == ERR_OK)
		code = read_rows(&pass, now - length, err);
	if (code == ERR_OK) {
		enter_clusters(&pass);
		compare(store, period, day_of(now), &ranking);
		*ret_ranking = ranking;
	} else {
		ranking_done(&ranking);
	}
	store_end_reads(store, begun);
	vec_done(&pass.followed);
	vec_done(&pass.placed);
	vec_done(&pass.shared);
	return code;
}

static enum err keep_all(struct store *store, enum doc_period period, int64_t today,
                         const struct ranking *ranking, struct error *err)
{
	struct db *db = &store->db;
	sqlite3_stmt *drop = db_statement(
	        db, "DELETE FROM ranked WHERE day < ?3 OR (day = ?1 AND period = ?2)");
	bind_numbers(drop, today, period, today - KEPT_DAYS);
	enum err code = db_finish(db, drop, err);
	for (size_t i = 0; i < ranking->list.len && code == ERR_OK; i++) {
		sqlite3_stmt *put =
		        db_statement(db, "INSERT OR REPLACE INTO"
		                         "  ranked(day, period, story, rank)"
		                         "  VALUES(?1, ?2, ?3, ?4)");
		bind_numbers(put, today, period, ranking->list.at[i].name,
		             (int64_t)i + 1);
		code = db_finish(db, put, err);
	}
	return code;
}

enum err store_rank_keep(struct store *store, enum doc_period period, int64_t now,
                         const struct ranking *ranking, struct error *err)
{
	enum err code = store_write(store, err);
	if (code != ERR_OK)
		return code;
	return db_end(&store->db, keep_all(store, period, day_of(now), ranking, err),
	              err);
}
