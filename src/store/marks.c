/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Marks: what changes is looked up first, so that counts and the way back are exact,
 * and written by ranges of ids: "all read" of a paper is as many statements as it had
 * refreshes, not stories. */
#include "marks.h"
#include "query.h"

#include "baolan/base/i18n.h"
#include "baolan/base/pack.h"

#include <stdlib.h>

struct mark {
	int64_t id;
	unsigned before; /* its bits within the mask */
};

struct marks {
	unsigned mask, value; /* the bits that are set anew, and to what */
	VEC(struct mark) list;
	struct count_changes counts;
};

struct mark_run { /* stories whose ids follow one another, marked alike before */
	int64_t first;
	uint32_t n;
	unsigned before;
};

static struct marks marks_of(unsigned set, unsigned clear)
{
	return (struct marks){ .mask = set | clear, .value = set };
}

static void marks_done(struct marks *marks)
{
	vec_done(&marks->list);
	vec_done(&marks->counts.list);
}

/* --- as a step of the journal --- */

static void pack_head(struct buf *b, const struct marks *marks)
{
	pack_u32(b, marks->mask);
	pack_u32(b, marks->value);
}

static void pack_run(struct buf *b, const struct mark_run *run)
{
	pack_u64(b, (uint64_t)run->first);
	pack_u32(b, run->n);
	pack_u32(b, run->before);
}

static struct mark_run unpack_run(struct unpack *u)
{
	struct mark_run run = { .first = (int64_t)unpack_u64(u) };
	run.n = unpack_u32(u);
	run.before = unpack_u32(u);
	return run;
}

/* --- what will change --- */

static bool would_change(const struct marks *marks, unsigned flags)
{
	return (flags & marks->mask) != marks->value;
}

static void add_story(struct marks *marks, int64_t id, int64_t paper, unsigned flags)
{
	unsigned to = (flags & ~marks->mask) | marks->value;
	if (!would_change(marks, flags))
		return;
	count_change(&marks->counts, paper, (int)flags, (int)to);
	*vec_push(&marks->list) = (struct mark){ id, flags & marks->mask };
}

static int by_number(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;
	return (*x > *y) - (*x < *y);
}

/* Stories that are not there any more change nothing, and one that is named twice
 * changes once. */
static enum err look_up(struct store *store, struct marks *marks, const int64_t *ids,
                        size_t n, struct error *err)
{
	sqlite3_stmt *get =
	        db_statement(&store->db,
	                     "SELECT paper, flags FROM story WHERE id = ?1");
	for (size_t i = 0; i < n; i++) {
		if (i && ids[i] == ids[i - 1])
			continue;
		sqlite3_reset(get);
		bind_numbers(get, ids[i]);
		int code = db_step(&store->db, get, err);
		if (code == SQLITE_ROW)
			add_story(marks, ids[i], sqlite3_column_int64(get, 0),
			          (unsigned)sqlite3_column_int(get, 1));
		else if (code != SQLITE_DONE)
			return ERR_STORE;
	}
	sqlite3_reset(get);
	return ERR_OK;
}

static enum err look_up_all(struct store *store, struct marks *marks,
                            const struct ask *ask, struct error *err)
{
	int code;
	auto_buf sql = BUF_INIT(BUF_MAX_TEXT);
	buf_add_text(&sql, "SELECT story.id, paper, flags FROM story");
	query_add_where(store, ask, false, &sql);
	sqlite3_stmt *get = query_prepare(store, &sql, err);
	if (!get)
		return ERR_STORE;
	sqlite3_bind_int64(get, AT_NEWEST, INT64_MAX);
	while ((code = db_step(&store->db, get, err)) == SQLITE_ROW)
		add_story(marks, sqlite3_column_int64(get, 0),
		          sqlite3_column_int64(get, 1),
		          (unsigned)sqlite3_column_int(get, 2));
	sqlite3_finalize(get);
	return code == SQLITE_DONE ? ERR_OK : ERR_STORE;
}

/* --- changing --- */

static int by_id(const void *a, const void *b)
{
	const struct mark *x = a, *y = b;
	return (x->id > y->id) - (x->id < y->id);
}

/* How many marks from `first` on have ids that follow one another, and were alike. */
static size_t run_length(const struct marks *marks, size_t first)
{
	const struct mark *at = &marks->list.at[first];
	size_t n = 1;
	while (first + n < marks->list.len && at[n].id == at[0].id + (int64_t)n &&
	       at[n].before == at[0].before)
		n++;
	return n;
}

static enum err set_run(struct store *store, const struct mark_run *run, unsigned mask,
                        unsigned value, struct error *err)
{
	sqlite3_stmt *set =
	        db_statement(&store->db, "UPDATE story SET flags = (flags & ~?3) | ?4"
	                                 "  WHERE id BETWEEN ?1 AND ?2");
	bind_numbers(set, run->first, run->first + run->n - 1, mask, value);
	return db_finish(&store->db, set, err);
}

static enum err write_runs(struct store *store, const struct marks *marks,
                           struct buf *step, struct error *err)
{
	enum err code = ERR_OK;
	for (size_t i = 0; i < marks->list.len && code == ERR_OK;) {
		struct mark_run run = { marks->list.at[i].id,
			                (uint32_t)run_length(marks, i),
			                marks->list.at[i].before };
		pack_run(step, &run);
		code = set_run(store, &run, marks->mask, marks->value, err);
		i += run.n;
	}
	return code;
}

static enum err write_marks(struct store *store, struct marks *marks, bool undoable,
                            struct error *err)
{
	auto_buf step = BUF_INIT(BUF_MAX_TEXT);
	if (!marks->list.len)
		return ERR_OK;
	qsort(marks->list.at, marks->list.len, sizeof(*marks->list.at), by_id);
	pack_head(&step, marks);
	enum err code = write_runs(store, marks, &step, err);
	if (code == ERR_OK)
		code = counts_apply(store, &marks->counts, err);
	if (code == ERR_OK && undoable)
		code = journal_add(store, STEP_MARKS, buf_str(&step), err);
	return code;
}

static enum err mark_ids(struct store *store, const int64_t *ids, size_t n,
                         struct marks *marks, bool undoable, struct error *err)
{
	int64_t *sorted = mem_resize(NULL, n, sizeof(*sorted));
	if (n)
		memcpy(sorted, ids, n * sizeof(*sorted));
	qsort(sorted, n, sizeof(*sorted), by_number);
	enum err code = store_write(store, err);
	if (code == ERR_OK) {
		code = look_up(store, marks, sorted, n, err);
		if (code == ERR_OK)
			code = write_marks(store, marks, undoable, err);
		code = db_end(&store->db, code, err);
	}
	free(sorted);
	return code;
}

enum err store_mark(struct store *store, const int64_t *ids, size_t n, unsigned set,
                    unsigned clear, struct error *err)
{
	struct marks marks = marks_of(set, clear);
	enum err code = mark_ids(store, ids, n, &marks, true, err);
	marks_done(&marks);
	return code;
}

enum err store_kill(struct store *store, const int64_t *ids, size_t n, bool on,
                    struct error *err)
{
	struct marks marks = marks_of(on ? STORY_KILLED : 0, STORY_KILLED);
	enum err code = mark_ids(store, ids, n, &marks, false, err);
	marks_done(&marks);
	return code;
}

static enum err mark_asked(struct store *store, const struct ask *ask,
                           struct marks *marks, struct error *err)
{
	enum err code = store_write(store, err);
	if (code != ERR_OK)
		return code;
	code = look_up_all(store, marks, ask, err);
	if (code == ERR_OK)
		code = write_marks(store, marks, true, err);
	return db_end(&store->db, code, err);
}

/* Of words only the list knows which stories have them. */
static enum err mark_found(struct store *store, const struct story_query *query,
                           struct marks *marks, struct error *err)
{
	struct story_list *list;
	struct story_query unfolded = *query;
	unfolded.fold = false;
	story_ids ids = { 0 };
	enum err code = story_list_open(store, &unfolded, &list, err);
	if (code != ERR_OK)
		return code;
	size_t n = story_list_reach(list, SIZE_MAX);
	for (size_t i = 0; i < n; i++)
		*vec_push(&ids) = story_list_id(list, i);
	story_list_free(list);
	code = mark_ids(store, ids.at, ids.len, marks, true, err);
	vec_done(&ids);
	return code;
}

static enum err mark_query(struct store *store, const struct story_query *query,
                           struct marks *marks, struct error *err)
{
	struct ask ask;
	enum err code = ask_of(query, &ask, err);
	if (code != ERR_OK)
		return code;
	bool has_words = ask.search.words.len || (query->filter && *query->filter);
	if (has_words)
		code = mark_found(store, query, marks, err);
	else
		code = mark_asked(store, &ask, marks, err);
	ask_done(&ask);
	return code;
}

enum err store_mark_all(struct store *store, const struct story_query *query,
                        unsigned set, unsigned clear, uint32_t *ret_n,
                        struct error *err)
{
	struct marks marks = marks_of(set, clear);
	enum err code = mark_query(store, query, &marks, err);
	if (code == ERR_OK && ret_n)
		*ret_n = (uint32_t)marks.list.len;
	marks_done(&marks);
	return code;
}

/* --- there and back again --- */

/* What the stories of a run are counted as now, and will be. */
static enum err count_run(struct store *store, const struct mark_run *run,
                          unsigned mask, unsigned value, struct count_changes *counts,
                          struct error *err)
{
	int code;
	sqlite3_stmt *get = db_statement(
	        &store->db,
	        "SELECT paper, flags FROM story WHERE id BETWEEN ?1 AND ?2");
	bind_numbers(get, run->first, run->first + run->n - 1);
	while ((code = db_step(&store->db, get, err)) == SQLITE_ROW) {
		unsigned flags = (unsigned)sqlite3_column_int(get, 1);
		count_change(counts, sqlite3_column_int64(get, 0), (int)flags,
		             (int)((flags & ~mask) | value));
	}
	return code == SQLITE_DONE ? ERR_OK : ERR_STORE;
}

static enum err replay_runs(struct store *store, struct unpack *u, bool again,
                            struct mark_run *ret_last, uint32_t *ret_n,
                            struct error *err)
{
	enum err code = ERR_OK;
	struct count_changes counts = { 0 };
	unsigned mask = unpack_u32(u), value = unpack_u32(u);
	while (code == ERR_OK && u->rest.len && !u->bad) {
		struct mark_run run = unpack_run(u);
		unsigned to = again ? value : run.before;
		code = count_run(store, &run, mask, to, &counts, err);
		if (code == ERR_OK)
			code = set_run(store, &run, mask, to, err);
		*ret_last = run;
		*ret_n += run.n;
	}
	if (code == ERR_OK)
		code = counts_apply(store, &counts, err);
	vec_done(&counts.list);
	return code;
}

/* clang-format off */
static const struct {
	unsigned bit;
	const char *set, *cleared;
} mark_names[] = {
	{ STORY_READ,    N_("marked read"), N_("marked unread") },
	{ STORY_STARRED, N_("starred"),     N_("star taken away") },
	{ STORY_SAVED,   N_("saved"),       N_("not saved any more") },
	{ STORY_KILLED,  N_("killed"),      N_("not killed any more") },
};
/* clang-format on */

static const char *mark_name(unsigned mask, unsigned value)
{
	for (size_t i = 0; i < ARRAY_SIZE(mark_names); i++)
		if (mask & mark_names[i].bit)
			return value & mark_names[i].bit ? _(mark_names[i].set)
			                                 : _(mark_names[i].cleared);
	return "";
}

void marks_add_title(struct store *store, int64_t story, struct buf *b)
{
	sqlite3_stmt *get =
	        db_statement(&store->db, "SELECT title FROM story_text WHERE id = ?1");
	bind_numbers(get, story);
	if (db_step(&store->db, get, NULL) == SQLITE_ROW)
		buf_add_str(b, db_column_str(get, 0));
	else
		buf_printf(b, "%lld", (long long)story);
	sqlite3_reset(get);
}

enum err marks_replay(struct store *store, struct str step, bool again,
                      struct buf *ret_what, struct error *err)
{
	struct unpack head = unpack_from(step), u = head;
	unsigned mask = unpack_u32(&head), value = unpack_u32(&head);
	struct mark_run last = { 0 };
	uint32_t n = 0;
	enum err code = replay_runs(store, &u, again, &last, &n, err);
	if (code != ERR_OK)
		return code;
	if (n == 1) {
		buf_printf(ret_what, "%s: ", mark_name(mask, value));
		marks_add_title(store, last.first, ret_what);
	} else {
		buf_printf(ret_what, _("%s: %u stories"), mark_name(mask, value), n);
	}
	return ERR_OK;
}
