/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists are read on from where they are: "what comes behind this published time and
 * this id" is found by an index at once, wherever that is.  Pieces grow, so that the
 * first screen costs little and a jump to the end few pieces.
 *
 * Ordered by papers, one such list follows another.  Ordered by title there is no way
 * around sorting all.  What a search has to look at is looked at row by row, when the
 * list is wanted that far. */
#include "query.h"

#include "baolan/base/arena.h"
#include "baolan/base/map.h"

#include <stdlib.h>

enum { FIRST_PIECE = 128, MAX_PIECE = 4096 };

struct row { /* as read, not shown yet */
	int64_t id, cluster, version;
};

struct story_list {
	struct store *store;
	struct arena arena; /* the query's strings */
	struct story_query query;
	struct ask ask;
	struct finder *finder; /* NULL: no words were asked for */
	VEC(struct row) rows;
	size_t row;             /* the next one to look at */
	sqlite3_stmt *piece_of; /* reads one piece */
	VEC(int64_t) ids;
	VEC(int64_t) papers;   /* ORDER_PAPER: those that are still to be read */
	size_t paper;          /* the one that is being read */
	int64_t published, id; /* of the last story read */
	int64_t newest;        /* at opening; newer ones are not of this list */
	int64_t piece;         /* stories in the next piece */
	bool in_pieces;        /* else all is read at once: it was sorted for it */
	bool was_last;         /* the piece in `rows`, of this paper and pass */
	bool ended;
	struct map clusters; /* that have shown a story */
};

/* --- which SQL --- */

static bool is_by_paper(const struct story_query *query)
{
	return query->order == ORDER_PAPER;
}

static void add_order(const struct story_query *query, struct buf *sql)
{
	bool oldest = query->order == ORDER_OLDEST;
	const char *way = oldest ? "" : " DESC";
	buf_printf(sql,
	           " AND (published, story.id) %s (?%d, ?%d)"
	           " ORDER BY published%s, story.id%s LIMIT ?%d",
	           oldest ? ">" : "<", AT_PUBLISHED, AT_ID, way, way, AT_LIMIT);
}

static void add_title_order(struct buf *sql)
{
	buf_printf(
	        sql,
	        " ORDER BY (SELECT title FROM story_text AS t WHERE t.id = story.id),"
	        " story.id LIMIT ?%d",
	        AT_LIMIT);
}

static enum err prepare(struct story_list *list, struct error *err)
{
	auto_buf sql = BUF_INIT(BUF_MAX_TEXT);
	/* Without these the index alone is read. */
	bool wants_more = list->query.fold || list->finder;
	buf_printf(&sql, "SELECT story.id, published, %s FROM story",
	           wants_more ? "cluster, version" : "0, 0");
	list->in_pieces = query_add_where(list->store, &list->ask,
	                                  is_by_paper(&list->query), &sql) &&
	                  list->query.order != ORDER_TITLE;
	if (list->query.order == ORDER_TITLE)
		add_title_order(&sql);
	else
		add_order(&list->query, &sql);
	sqlite3_finalize(list->piece_of);
	list->piece_of = query_prepare(list->store, &sql, err);
	return list->piece_of ? ERR_OK : ERR_STORE;
}

/* --- opening --- */

static const char *keep_text(struct arena *arena, const char *text)
{
	return text && *text ? arena_str(arena, str_of(text)).at : NULL;
}

static void keep_query(struct story_list *list, const struct story_query *query)
{
	list->query = *query;
	size_t size = query->n_papers * sizeof(*query->papers);
	int64_t *papers = arena_alloc(&list->arena, size);
	if (size)
		memcpy(papers, query->papers, size);
	list->query.papers = papers;
	list->query.tag = keep_text(&list->arena, query->tag);
	list->query.search = keep_text(&list->arena, query->search);
	list->query.filter = keep_text(&list->arena, query->filter);
}

static void begin(struct story_list *list)
{
	bool oldest = list->query.order == ORDER_OLDEST;
	list->published = list->id = oldest ? INT64_MIN : INT64_MAX;
}

static void list_papers(struct story_list *list)
{
	sqlite3_stmt *get = db_statement(
	        &list->store->db,
	        "SELECT id FROM paper WHERE place IS NOT NULL ORDER BY place");
	while (db_step(&list->store->db, get, NULL) == SQLITE_ROW) {
		int64_t id = sqlite3_column_int64(get, 0);
		bool wanted = !list->query.n_papers;
		for (size_t i = 0; i < list->query.n_papers; i++)
			wanted |= list->query.papers[i] == id;
		if (wanted)
			*vec_push(&list->papers) = id;
	}
}

static enum err understand(struct story_list *list, struct error *err)
{
	enum err code = ask_of(&list->query, &list->ask, err);
	if (code == ERR_OK)
		code = finder_new(list->store, &list->ask.search, list->query.filter,
		                  list->query.order == ORDER_RELEVANCE, &list->finder,
		                  err);
	list->ask.finder = list->finder;
	return code == ERR_OK ? prepare(list, err) : code;
}

enum err story_list_open(struct store *store, const struct story_query *query,
                         struct story_list **ret_list, struct error *err)
{
	struct story_list *list = mem_new(struct story_list);
	list->store = store;
	list->piece = FIRST_PIECE;
	list->newest = query_newest(store);
	keep_query(list, query);
	begin(list);
	if (is_by_paper(query))
		list_papers(list);
	enum err code = understand(list, err);
	if (code != ERR_OK) {
		story_list_free(list);
		return code;
	}
	*ret_list = list;
	return ERR_OK;
}

void story_list_free(struct story_list *list)
{
	if (!list)
		return;
	sqlite3_finalize(list->piece_of);
	finder_free(list->finder);
	ask_done(&list->ask);
	vec_done(&list->rows);
	vec_done(&list->ids);
	vec_done(&list->papers);
	map_done(&list->clusters);
	arena_done(&list->arena);
	free(list);
}

/* --- reading on --- */

static bool is_folded_away(struct story_list *list, int64_t cluster)
{
	if (!list->query.fold || !cluster)
		return false;
	struct str key = str_make((const char *)&cluster, sizeof(cluster));
	return map_put(&list->clusters, key, list) != NULL;
}

/* Returns how many rows there were. */
static int64_t read_rows(struct story_list *list)
{
	int64_t n = 0;
	for (; sqlite3_step(list->piece_of) == SQLITE_ROW; n++) {
		list->id = sqlite3_column_int64(list->piece_of, 0);
		list->published = sqlite3_column_int64(list->piece_of, 1);
		*vec_push(&list->rows) =
		        (struct row){ list->id, sqlite3_column_int64(list->piece_of, 2),
			              sqlite3_column_int64(list->piece_of, 3) };
	}
	return n;
}

static int64_t read_piece(struct story_list *list)
{
	sqlite3_stmt *get = list->piece_of;
	sqlite3_reset(get);
	sqlite3_bind_int64(get, AT_NEWEST, list->newest);
	sqlite3_bind_int64(get, AT_PUBLISHED, list->published);
	sqlite3_bind_int64(get, AT_ID, list->id);
	sqlite3_bind_int64(get, AT_LIMIT, list->in_pieces ? list->piece : -1);
	if (list->papers.len)
		sqlite3_bind_int64(get, AT_PAPER, list->papers.at[list->paper]);
	vec_clear(&list->rows);
	list->row = 0;
	int64_t n = read_rows(list);
	sqlite3_reset(get);
	return n;
}

/* Behind the last piece: the next paper, or the search's next pass. */
static bool begin_next(struct story_list *list)
{
	if (list->paper + 1 < list->papers.len) {
		list->paper++;
	} else if (list->finder && finder_next_pass(list->finder)) {
		list->paper = 0;
		if (prepare(list, NULL) != ERR_OK)
			return false;
	} else {
		return false;
	}
	begin(list);
	return true;
}

/* When all rows read so far have been looked at. */
static void read_on(struct story_list *list)
{
	if (list->was_last) {
		list->was_last = false;
		list->ended = !begin_next(list);
		return;
	}
	int64_t n = read_piece(list);
	if (n == list->piece && list->in_pieces)
		list->piece = MIN(2 * list->piece, MAX_PIECE);
	else
		list->was_last = true;
}

static void take_row(struct story_list *list)
{
	const struct row *row = &list->rows.at[list->row++];
	if (list->finder && !finder_accepts(list->finder, row->id, row->version))
		return;
	if (!is_folded_away(list, row->cluster))
		*vec_push(&list->ids) = row->id;
}

size_t story_list_reach(struct story_list *list, size_t wanted)
{
	if (list->ids.len >= wanted || list->ended)
		return list->ids.len;
	bool begun = store_begin_reads(list->store);
	while (list->ids.len < wanted) {
		if (list->row < list->rows.len)
			take_row(list);
		else if (list->ended)
			break;
		else
			read_on(list);
	}
	store_end_reads(list->store, begun);
	return list->ids.len;
}

int64_t story_list_id(struct story_list *list, size_t index)
{
	if (index == SIZE_MAX || story_list_reach(list, index + 1) <= index)
		return 0;
	return list->ids.at[index];
}

size_t story_list_find(struct story_list *list, int64_t id)
{
	for (size_t i = 0; i < story_list_reach(list, i + 1); i++)
		if (list->ids.at[i] == id)
			return i;
	return SIZE_MAX;
}

/* By SQLite, which counts faster than a list is read. */
static bool count_rows(struct story_list *list, size_t *ret_n)
{
	auto_buf sql = BUF_INIT(BUF_MAX_TEXT);
	buf_printf(
	        &sql, "SELECT count(%s) FROM story",
	        list->query.fold
	                ? "DISTINCT CASE cluster WHEN 0 THEN -story.id ELSE cluster END"
	                : "*");
	query_add_where(list->store, &list->ask, false, &sql);
	sqlite3_stmt *get = query_prepare(list->store, &sql, NULL);
	if (!get)
		return false;
	sqlite3_bind_int64(get, AT_NEWEST, list->newest);
	bool counted = sqlite3_step(get) == SQLITE_ROW;
	if (counted)
		*ret_n = (size_t)sqlite3_column_int64(get, 0);
	sqlite3_finalize(get);
	return counted;
}

size_t story_list_count(struct story_list *list)
{
	size_t n;
	if (!list->ended && !list->finder && count_rows(list, &n))
		return n;
	return story_list_reach(list, SIZE_MAX);
}

static void add_snippet(struct story_list *list, struct story *story)
{
	auto_buf snippet = BUF_INIT(BUF_MAX_TEXT);
	finder_add_snippet(list->finder, story->id, &snippet);
	if (snippet.len)
		story->snippet = buf_take(&snippet);
}

enum err story_list_stories(struct story_list *list, size_t first, size_t n,
                            struct story *ret_stories, struct error *err)
{
	size_t reach = story_list_reach(list, first + n);
	size_t there = first < reach ? MIN(n, reach - first) : 0;
	enum err code = ERR_OK;
	bool begun = store_begin_reads(list->store);
	if (there)
		code = store_stories(list->store, list->ids.at + first, there,
		                     ret_stories, err);
	for (size_t i = 0; i < there && list->finder && code == ERR_OK; i++)
		add_snippet(list, &ret_stories[i]);
	store_end_reads(list->store, begun);
	if (code != ERR_OK)
		return code;
	for (size_t i = there; i < n; i++)
		ret_stories[i] = (struct story){ 0 };
	return ERR_OK;
}
