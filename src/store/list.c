/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists are read on from where they are: "what comes behind this published time and
 * this id" is found by an index at once, wherever that is.  Pieces grow, so that the
 * first screen costs little and a jump to the end few pieces.
 *
 * Ordered by papers, one such list follows another.  Ordered by title there is no way
 * around sorting all. */
#include "query.h"

#include "baolan/base/arena.h"
#include "baolan/base/map.h"

#include <stdlib.h>

enum { FIRST_PIECE = 128, MAX_PIECE = 4096 };

struct story_list {
	struct store *store;
	struct arena arena; /* the query's strings */
	struct story_query query;
	sqlite3_stmt *piece_of; /* reads one piece */
	VEC(int64_t) ids;
	VEC(int64_t) papers;   /* ORDER_PAPER: those that are still to be read */
	size_t paper;          /* the one that is being read */
	int64_t published, id; /* of the last story read */
	int64_t newest;        /* at opening; newer ones are not of this list */
	int64_t piece;         /* stories in the next piece */
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
	buf_add_text(&sql, "SELECT story.id, published, cluster FROM story");
	query_add_where(list->store, &list->query, is_by_paper(&list->query), &sql);
	if (list->query.order == ORDER_TITLE)
		add_title_order(&sql);
	else
		add_order(&list->query, &sql);
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
	if (prepare(list, err) != ERR_OK) {
		story_list_free(list);
		return ERR_STORE;
	}
	*ret_list = list;
	return ERR_OK;
}

void story_list_free(struct story_list *list)
{
	if (!list)
		return;
	sqlite3_finalize(list->piece_of);
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
		if (!is_folded_away(list, sqlite3_column_int64(list->piece_of, 2)))
			*vec_push(&list->ids) = list->id;
	}
	return n;
}

static int64_t piece_size(const struct story_list *list)
{
	return list->query.order == ORDER_TITLE ? -1 : list->piece;
}

static int64_t read_piece(struct story_list *list)
{
	sqlite3_reset(list->piece_of);
	query_bind(list->piece_of, &list->query, list->newest);
	if (list->query.order != ORDER_TITLE) {
		sqlite3_bind_int64(list->piece_of, AT_PUBLISHED, list->published);
		sqlite3_bind_int64(list->piece_of, AT_ID, list->id);
	}
	sqlite3_bind_int64(list->piece_of, AT_LIMIT, piece_size(list));
	if (list->papers.len)
		sqlite3_bind_int64(list->piece_of, AT_PAPER,
		                   list->papers.at[list->paper]);
	int64_t n = read_rows(list);
	sqlite3_reset(list->piece_of);
	return n;
}

static void read_on(struct story_list *list)
{
	int64_t n = read_piece(list);
	if (n == list->piece && list->query.order != ORDER_TITLE) {
		list->piece = MIN(2 * list->piece, MAX_PIECE);
		return;
	}
	if (list->paper + 1 < list->papers.len) {
		list->paper++;
		begin(list);
		return;
	}
	list->ended = true;
}

size_t story_list_reach(struct story_list *list, size_t wanted)
{
	while (list->ids.len < wanted && !list->ended)
		read_on(list);
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

size_t story_list_count(struct story_list *list)
{
	return story_list_reach(list, SIZE_MAX);
}

enum err story_list_stories(struct story_list *list, size_t first, size_t n,
                            struct story *ret_stories, struct error *err)
{
	size_t reach = story_list_reach(list, first + n);
	size_t there = first < reach ? MIN(n, reach - first) : 0;
	for (size_t i = there; i < n; i++)
		ret_stories[i] = (struct story){ 0 };
	return store_stories(list->store, list->ids.at + first, there, ret_stories,
	                     err);
}
