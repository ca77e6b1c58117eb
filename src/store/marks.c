/* Marks: what changes is looked up first, so that counts and the way back are exact.
 * Then the stories that were marked alike before are changed by one statement, which
 * goes over the range of their ids and asks chosen(id): a third of the time of one
 * statement a story. */
#include "marks.h"
#include "idset.h"
#include "query.h"

#include "baolan/base/i18n.h"
#include "baolan/base/pack.h"

#include <stdlib.h>

enum {
	COMBINATIONS = 16, /* of the bits of enum story_flag */
	MAX_RUN = 1 << 28, /* no store has so many stories: such a step is damaged */
};

struct marks {
	unsigned mask, value; /* the bits that are set anew, and to what */
	/* The stories by what they had within the mask. */
	struct idset were[COMBINATIONS];
	uint32_t n;
	struct count_changes counts;
};

static struct marks marks_of(unsigned set, unsigned clear)
{
	return (struct marks){ .mask = set | clear, .value = set };
}

static void marks_done(struct marks *marks)
{
	for (size_t i = 0; i < COMBINATIONS; i++)
		idset_done(&marks->were[i]);
	count_changes_done(&marks->counts);
}

/* --- as a step of the journal: runs of ids --- */

static void pack_run(struct buf *b, size_t first, size_t end)
{
	pack_u64(b, first);
	pack_u32(b, (uint32_t)(end - first));
}

static void pack_set(struct buf *b, const struct idset *set)
{
	for (size_t at = idset_next(set, 0); at != SIZE_MAX;) {
		size_t end = at + 1;
		while (idset_has(set, (int64_t)end))
			end++;
		pack_run(b, at, end);
		at = idset_next(set, end);
	}
	pack_run(b, 0, 0);
}

static void pack_marks(struct buf *b, const struct marks *marks)
{
	pack_u32(b, marks->mask);
	pack_u32(b, marks->value);
	for (unsigned i = 0; i < COMBINATIONS; i++) {
		if (!marks->were[i].len)
			continue;
		pack_u32(b, i);
		pack_set(b, &marks->were[i]);
	}
}

static void unpack_set(struct unpack *u, struct idset *set)
{
	for (;;) {
		uint64_t first = unpack_u64(u);
		uint32_t n = unpack_u32(u);
		if (!n || n > MAX_RUN || first > MAX_RUN)
			break;
		for (uint32_t i = 0; i < n; i++)
			idset_add(set, (int64_t)(first + i));
	}
}

static struct marks unpack_marks(struct str step)
{
	struct unpack u = unpack_from(step);
	struct marks marks = { .mask = unpack_u32(&u) };
	marks.value = unpack_u32(&u);
	while (u.rest.len && !u.bad) {
		struct idset *set = &marks.were[unpack_u32(&u) % COMBINATIONS];
		unpack_set(&u, set);
		marks.n += (uint32_t)set->len;
	}
	return marks;
}

/* --- what will change --- */

static void add_story(struct marks *marks, int64_t id, int64_t paper, unsigned flags)
{
	unsigned before = flags & marks->mask,
	         to = (flags & ~marks->mask) | marks->value;
	if (to == flags || !idset_add(&marks->were[before % COMBINATIONS], id))
		return;
	marks->n++;
	count_change(&marks->counts, paper, (int)flags, (int)to);
}

/* Stories that are not there any more change nothing. */
static enum err look_up(struct store *store, struct marks *marks, const int64_t *ids,
                        size_t n, struct error *err)
{
	sqlite3_stmt *get =
	        db_statement(&store->db,
	                     "SELECT paper, flags FROM story WHERE id = ?1");
	for (size_t i = 0; i < n; i++) {
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

static enum err set_one(struct store *store, int64_t id, unsigned mask, unsigned value,
                        struct error *err)
{
	sqlite3_stmt *set = db_statement(
	        &store->db,
	        "UPDATE story SET flags = (flags & ~?2) | ?3 WHERE id = ?1");
	bind_numbers(set, id, mask, value);
	return db_finish(&store->db, set, err);
}

static enum err set_range(struct store *store, const struct idset *set, int64_t first,
                          int64_t last, unsigned mask, unsigned value,
                          struct error *err)
{
	sqlite3_stmt *update =
	        db_statement(&store->db, "UPDATE story SET flags = (flags & ~?3) | ?4"
	                                 "  WHERE id BETWEEN ?1 AND ?2 AND chosen(id)");
	bind_numbers(update, first, last, mask, value);
	store->chosen = set;
	enum err code = db_finish(&store->db, update, err);
	store->chosen = NULL;
	return code;
}

/* Far apart, each is found for itself. */
static bool is_dense(const struct idset *set, size_t first, size_t last)
{
	return last - first < 16 * set->len;
}

static enum err set_flags(struct store *store, const struct idset *set, unsigned mask,
                          unsigned value, struct error *err)
{
	enum err code = ERR_OK;
	size_t first = idset_next(set, 0), last = idset_last(set);
	if (set->len && is_dense(set, first, last))
		return set_range(store, set, (int64_t)first, (int64_t)last, mask, value,
		                 err);
	for (size_t at = first; at != SIZE_MAX && code == ERR_OK;
	     at = idset_next(set, at + 1))
		code = set_one(store, (int64_t)at, mask, value, err);
	return code;
}

static enum err write_marks(struct store *store, const struct marks *marks, bool again,
                            struct error *err)
{
	enum err code = ERR_OK;
	for (unsigned i = 0; i < COMBINATIONS && code == ERR_OK; i++)
		code = set_flags(store, &marks->were[i], marks->mask,
		                 again ? marks->value : i, err);
	return code == ERR_OK ? counts_apply(store, &marks->counts, err) : code;
}

static enum err write_step(struct store *store, const struct marks *marks,
                           struct error *err)
{
	auto_buf step = BUF_INIT(BUF_MAX_TEXT);
	pack_marks(&step, marks);
	return journal_add(store, STEP_MARKS, buf_str(&step), err);
}

static enum err write_new(struct store *store, const struct marks *marks, bool undoable,
                          struct error *err)
{
	if (!marks->n)
		return ERR_OK;
	enum err code = write_marks(store, marks, true, err);
	return code == ERR_OK && undoable ? write_step(store, marks, err) : code;
}

static enum err mark_ids(struct store *store, const int64_t *ids, size_t n,
                         struct marks *marks, bool undoable, struct error *err)
{
	enum err code = store_write(store, err);
	if (code != ERR_OK)
		return code;
	code = look_up(store, marks, ids, n, err);
	if (code == ERR_OK)
		code = write_new(store, marks, undoable, err);
	return db_end(&store->db, code, err);
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
		code = write_new(store, marks, true, err);
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
		*ret_n = marks.n;
	marks_done(&marks);
	return code;
}

/* --- there and back again --- */

/* What the stories are counted as now, and will be. */
static enum err count_set(struct store *store, const struct idset *set, unsigned mask,
                          unsigned value, struct count_changes *counts,
                          struct error *err)
{
	int code = SQLITE_DONE;
	sqlite3_stmt *get =
	        db_statement(&store->db,
	                     "SELECT paper, flags FROM story WHERE id = ?1");
	for (size_t at = idset_next(set, 0); at != SIZE_MAX;
	     at = idset_next(set, at + 1)) {
		sqlite3_reset(get);
		bind_numbers(get, (int64_t)at);
		code = db_step(&store->db, get, err);
		if (code != SQLITE_ROW)
			continue;
		unsigned flags = (unsigned)sqlite3_column_int(get, 1);
		count_change(counts, sqlite3_column_int64(get, 0), (int)flags,
		             (int)((flags & ~mask) | value));
	}
	sqlite3_reset(get);
	return code == SQLITE_ROW || code == SQLITE_DONE ? ERR_OK : ERR_STORE;
}

static enum err replay(struct store *store, struct marks *marks, bool again,
                       struct error *err)
{
	enum err code = ERR_OK;
	for (unsigned i = 0; i < COMBINATIONS && code == ERR_OK; i++)
		code = count_set(store, &marks->were[i], marks->mask,
		                 again ? marks->value : i, &marks->counts, err);
	return code == ERR_OK ? write_marks(store, marks, again, err) : code;
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

static int64_t first_of(const struct marks *marks)
{
	for (size_t i = 0; i < COMBINATIONS; i++)
		if (marks->were[i].len)
			return (int64_t)idset_next(&marks->were[i], 0);
	return 0;
}

static void say(struct store *store, const struct marks *marks, struct buf *ret_what)
{
	const char *name = mark_name(marks->mask, marks->value);
	if (marks->n != 1) {
		buf_printf(ret_what, _("%s: %u stories"), name, marks->n);
		return;
	}
	buf_printf(ret_what, "%s: ", name);
	marks_add_title(store, first_of(marks), ret_what);
}

enum err marks_replay(struct store *store, struct str step, bool again,
                      struct buf *ret_what, struct error *err)
{
	struct marks marks = unpack_marks(step);
	enum err code = replay(store, &marks, again, err);
	if (code == ERR_OK)
		say(store, &marks, ret_what);
	marks_done(&marks);
	return code;
}
