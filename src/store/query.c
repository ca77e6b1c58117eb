/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query.h"

/* Below this share of all stories those of some papers are picked and sorted, rather
 * than picked out of all in their order. */
enum { FEW = 16 };

static int64_t number_of(struct store *store, const char *sql)
{
	auto_buf text = BUF_INIT(BUF_MAX_TEXT);
	buf_add_text(&text, sql);
	sqlite3_stmt *get = query_prepare(store, &text, NULL);
	int64_t number =
	        sqlite3_step(get) == SQLITE_ROW ? sqlite3_column_int64(get, 0) : 0;
	sqlite3_finalize(get);
	return number;
}

static void add_papers(const struct story_query *query, struct buf *sql)
{
	buf_add_text(sql, "(");
	for (size_t i = 0; i < query->n_papers; i++)
		buf_printf(sql, "%s%lld", i ? "," : "", (long long)query->papers[i]);
	buf_add_text(sql, ")");
}

static bool are_few(struct store *store, const struct story_query *query)
{
	auto_buf sql = BUF_INIT(BUF_MAX_TEXT);
	if (query->n_papers <= 1)
		return query->n_papers == 1;
	buf_add_text(&sql, "SELECT total(total) FROM paper WHERE id IN ");
	add_papers(query, &sql);
	return number_of(store, buf_text(&sql)) * FEW <
	       number_of(store, "SELECT total(total) FROM paper");
}

static const char *pick_index(struct store *store, const struct story_query *query,
                              bool one_paper)
{
	if (one_paper)
		return "INDEXED BY story_paper";
	if (query->tag)
		return "NOT INDEXED";
	if (are_few(store, query))
		return "INDEXED BY story_paper";
	if (query->with & STORY_STARRED)
		return "INDEXED BY story_starred";
	if (query->without & STORY_READ)
		return "INDEXED BY story_unread";
	return "INDEXED BY story_published";
}

/* Written as the partial indexes write it. */
static void add_flags(const struct story_query *query, struct buf *sql)
{
	unsigned with = query->with & ~(unsigned)STORY_STARRED;
	unsigned without = query->without & ~(unsigned)STORY_READ;
	if (query->with & STORY_STARRED)
		buf_add_text(sql, " AND flags & 2 = 2");
	if (query->without & STORY_READ)
		buf_add_text(sql, " AND flags & 1 = 0");
	if (with | without)
		buf_printf(sql, " AND flags & %u = %u", with | without, with);
}

/* Stories of papers that are not followed any more stay until retention takes them;
 * when there are none, nothing needs to be asked about them. */
static void add_followed(struct store *store, struct buf *sql)
{
	if (number_of(store, "SELECT EXISTS(SELECT 1 FROM paper"
	                     "  WHERE place IS NULL AND total > 0)"))
		buf_add_text(sql, " AND paper IN (SELECT paper.id FROM paper"
		                  "                 WHERE place IS NOT NULL)");
}

void query_add_where(struct store *store, const struct story_query *query,
                     bool one_paper, struct buf *sql)
{
	buf_printf(sql, " %s WHERE story.id <= ?%d",
	           pick_index(store, query, one_paper), AT_NEWEST);
	add_flags(query, sql);
	if (one_paper) {
		buf_printf(sql, " AND paper = ?%d", AT_PAPER);
	} else if (query->n_papers) {
		buf_add_text(sql, " AND paper IN ");
		add_papers(query, sql);
	} else {
		add_followed(store, sql);
	}
	if (query->tag)
		buf_printf(sql,
		           " AND story.id IN (SELECT story FROM tag WHERE name = ?%d)",
		           AT_TAG);
	if (query->since)
		buf_printf(sql, " AND published >= %lld", (long long)query->since);
	if (query->until)
		buf_printf(sql, " AND published < %lld", (long long)query->until);
	if (query->filter)
		buf_printf(sql,
		           " AND EXISTS(SELECT 1 FROM story_text AS t"
		           "  WHERE t.id = story.id AND instr(t.title, ?%d) > 0)",
		           AT_FILTER);
}

void query_bind(sqlite3_stmt *statement, const struct story_query *query,
                int64_t newest)
{
	sqlite3_bind_int64(statement, AT_NEWEST, newest);
	if (query->tag)
		db_bind_str(statement, AT_TAG, str_of(query->tag));
	if (query->filter)
		db_bind_str(statement, AT_FILTER, str_of(query->filter));
}

sqlite3_stmt *query_prepare(struct store *store, const struct buf *sql,
                            struct error *err)
{
	sqlite3_stmt *statement = NULL;
	if (sqlite3_prepare_v2(store->db.sqlite, buf_text(sql), -1, &statement, NULL) !=
	    SQLITE_OK)
		db_error(&store->db, err);
	return statement;
}

int64_t query_newest(struct store *store)
{
	return number_of(store, "SELECT coalesce(max(id), 0) FROM story");
}
