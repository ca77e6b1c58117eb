/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query.h"
#include "fold.h"

#include "baolan/base/clock.h"

#include <stdlib.h>

/* Below this share of all stories those of some papers are picked and sorted, rather
 * than picked out of all in their order. */
enum { FEW = 16 };

/* --- what was asked for --- */

static int64_t later(int64_t a, int64_t b)
{
	return MAX(a, b);
}

static int64_t earlier(int64_t a, int64_t b)
{
	return a && b ? MIN(a, b) : MAX(a, b);
}

enum err ask_of(const struct story_query *query, struct ask *ret_ask, struct error *err)
{
	struct ask ask = { .query = *query };
	enum err code =
	        search_parse(str_of(query->search), clock_now(), &ask.search, err);
	if (code != ERR_OK)
		return code;
	ask.query.with |= ask.search.with;
	ask.query.without |= ask.search.without;
	ask.query.since = later(query->since, ask.search.since);
	ask.query.until = earlier(query->until, ask.search.until);
	*ret_ask = ask;
	return ERR_OK;
}

void ask_done(struct ask *ask)
{
	search_done(&ask->search);
}

/* --- SQL --- */

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
	if (!query->n_papers)
		return false;
	buf_add_text(&sql, "SELECT total(total) FROM paper WHERE id IN ");
	add_papers(query, &sql);
	return number_of(store, buf_text(&sql)) * FEW <
	       number_of(store, "SELECT total(total) FROM paper");
}

struct way { /* of going through the stories */
	const char *index;
	bool in_order; /* by published */
};

static struct way pick_way(struct store *store, const struct ask *ask, bool one_paper,
                           bool is_picked)
{
	const struct story_query *query = &ask->query;
	if (query->tag || is_picked)
		return (struct way){ "NOT INDEXED", false };
	if (one_paper || query->n_papers == 1)
		return (struct way){ "INDEXED BY story_paper", true };
	if (are_few(store, query))
		return (struct way){ "INDEXED BY story_paper", false };
	if (query->with & STORY_STARRED)
		return (struct way){ "INDEXED BY story_starred", true };
	if (query->without & STORY_READ)
		return (struct way){ "INDEXED BY story_unread", true };
	return (struct way){ "INDEXED BY story_published", true };
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

/* Text of the reader's as a literal. */
static void add_literal(struct str text, struct buf *sql)
{
	buf_add_char(sql, '\'');
	for (size_t i = 0; i < text.len; i++) {
		if (text.at[i] == '\'')
			buf_add_char(sql, '\'');
		buf_add_char(sql, text.at[i]);
	}
	buf_add_char(sql, '\'');
}

static void add_tag(struct str tag, bool negated, struct buf *sql)
{
	buf_printf(sql, " AND story.id %s (SELECT story FROM tag WHERE name = ",
	           negated ? "NOT IN" : "IN");
	add_literal(tag, sql);
	buf_add_char(sql, ')');
}

static bool is_named(const struct fold *fold, sqlite3_stmt *paper,
                     const struct fold_text *name)
{
	struct fold_text text = { 0 };
	bool found = false;
	for (int column = 1; column <= 2; column++) {
		fold_text_add(fold, db_column_str(paper, column), &text);
		for (size_t i = 0; i + name->len <= text.len; i++)
			found |= memcmp(text.chars + i, name->chars,
			                name->len * sizeof(uint32_t)) == 0;
		fold_text_clear(&text);
	}
	fold_text_done(&text);
	return found;
}

/* The papers with this in their name or address. */
static void add_named(struct store *store, const struct search_limit *limit,
                      struct buf *sql)
{
	const char *between = "";
	struct fold_text name = { 0 };
	sqlite3_stmt *get =
	        db_statement(&store->db, "SELECT id, title, url FROM paper");
	fold_text_add(store->fold, limit->text, &name);
	buf_printf(sql, " AND paper %s (", limit->negated ? "NOT IN" : "IN");
	while (db_step(&store->db, get, NULL) == SQLITE_ROW) {
		if (!is_named(store->fold, get, &name))
			continue;
		buf_printf(sql, "%s%lld", between,
		           (long long)sqlite3_column_int64(get, 0));
		between = ",";
	}
	buf_add_char(sql, ')');
	fold_text_done(&name);
}

static void add_whose(struct store *store, const struct ask *ask, bool one_paper,
                      struct buf *sql)
{
	if (one_paper) {
		buf_printf(sql, " AND paper = ?%d", AT_PAPER);
	} else if (ask->query.n_papers) {
		buf_add_text(sql, " AND paper IN ");
		add_papers(&ask->query, sql);
	} else {
		add_followed(store, sql);
	}
	for (size_t i = 0; i < ask->search.papers.len; i++)
		add_named(store, &ask->search.papers.at[i], sql);
}

static void add_limits(const struct ask *ask, struct buf *sql)
{
	const struct story_query *query = &ask->query;
	if (query->tag)
		add_tag(str_of(query->tag), false, sql);
	for (size_t i = 0; i < ask->search.tags.len; i++)
		add_tag(ask->search.tags.at[i].text, ask->search.tags.at[i].negated,
		        sql);
	if (query->since)
		buf_printf(sql, " AND published >= %lld", (long long)query->since);
	if (query->until)
		buf_printf(sql, " AND published < %lld", (long long)query->until);
}

bool query_add_where(struct store *store, const struct ask *ask, bool one_paper,
                     struct buf *sql)
{
	auto_buf picked = BUF_INIT(BUF_MAX_TEXT);
	bool is_picked = ask->finder && finder_add_candidates(ask->finder, &picked);
	struct way way = pick_way(store, ask, one_paper, is_picked);
	buf_printf(sql, " %s WHERE story.id <= ?%d", way.index, AT_NEWEST);
	buf_add_str(sql, buf_str(&picked));
	add_flags(&ask->query, sql);
	add_whose(store, ask, one_paper, sql);
	add_limits(ask, sql);
	return way.in_order;
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
