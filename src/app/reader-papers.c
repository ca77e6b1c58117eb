/* SPDX-License-Identifier: GPL-3.0-or-later */
/* reader-papers.c - the list of what is followed: what is unread, starred and of
 * today, the saved queries, the papers in their folders. */
#include "reader-inside.h"

#include "baolan/base/clock.h"
#include "baolan/base/i18n.h"
#include "baolan/base/map.h"
#include "baolan/base/mem.h"

#include <stdlib.h>
#include <time.h>

/* clang-format off */
enum { CELL_MARKS, CELL_UNREAD, CELL_COUNTS, CELL_TITLE, CELL_TAGS, CELL_WHEN };
static const struct list_column columns[] = {
	{ .cell = CELL_MARKS,                             .width = 1 },
	{ .cell = CELL_UNREAD,             .below = 60,   .width = 6,  .right = true, .style = STYLE_DIM },
	{ .cell = CELL_COUNTS, .from = 60,                .width = 13, .right = true, .style = STYLE_DIM },
	{ .cell = CELL_TITLE },
	{ .cell = CELL_TAGS, .from = 80,                  .width = 16, .style = STYLE_BYLINE },
	{ .cell = CELL_WHEN, .from = 60,                  .width = 11, .style = STYLE_DIM },
};
static const struct {
	enum shelf_kind kind;
	int64_t id;
	const char *title;
} specials[] = {
	{ SHELF_UNREAD,  -1, N_("All unread") },
	{ SHELF_STARRED, -2, N_("Starred") },
	{ SHELF_TODAY,   -3, N_("Today") },
};
/* clang-format on */

enum { INDENT = 2 };

struct shelf_list {
	struct list_model model;
	struct reader *reader;
	VEC(struct shelf_row) rows;
	bool stale;
	char *filter; /* NULL: none */
	struct arena texts;
};

/* --- rows --- */

/* Rows that are no paper's have ids of their own below 0, by what they are called:
 * the choice stays when the file changes. */
static int64_t named_id(enum shelf_kind kind, const char *name)
{
	uint64_t hash = 14695981039346656037u + (uint64_t)kind;

	for (; *name; name++)
		hash = (hash ^ (unsigned char)*name) * 1099511628211u;
	return -(int64_t)(hash >> 2) - 100;
}

static const struct paper *paper_of(const struct reader *r, const struct shelf_row *row)
{
	return &r->shelf.library->papers->list.at[row->paper];
}

static const struct paper_state *state_of(struct reader *r, int64_t id)
{
	vec_each (state, &reader_states(r)->list)
		if (state->id == id)
			return state;
	return NULL;
}

static struct str title_of(struct shelf_list *shelf, const struct shelf_row *row)
{
	if (row->kind == SHELF_PAPER)
		return reader_paper_name(shelf->reader, row->id);
	if (row->kind == SHELF_QUERY) {
		const struct paper *query = paper_of(shelf->reader, row);
		return str_of(query->name ? query->name : query->query);
	}
	if (row->kind == SHELF_FOLDER)
		return str_of(row->folder);
	return str_of(_(specials[row->kind].title));
}

static bool is_collapsed(const struct shelf *shelf, int64_t id)
{
	vec_each (collapsed, &shelf->collapsed)
		if (*collapsed == id)
			return true;
	return false;
}

static void add_row(struct shelf_list *shelf, enum shelf_kind kind, int64_t id,
                    size_t paper, const char *folder)
{
	struct shelf_row row = {
		.kind = kind, .id = id, .paper = paper, .folder = folder
	};
	const struct paper_state *state =
	        kind == SHELF_PAPER ? state_of(shelf->reader, id) : NULL;

	if (state) {
		row.total = state->total;
		row.unread = state->unread;
	}
	*vec_push(&shelf->rows) = row;
}

static void add_specials(struct shelf_list *shelf)
{
	for (size_t i = 0; i < ARRAY_SIZE(specials); i++)
		add_row(shelf, specials[i].kind, specials[i].id, 0, NULL);
	vec_each (state, &reader_states(shelf->reader)->list) {
		shelf->rows.at[0].total += state->total;
		shelf->rows.at[0].unread += state->unread;
	}
}

static void add_queries(struct shelf_list *shelf)
{
	const struct papers *papers = shelf->reader->shelf.library->papers;

	for (size_t i = 0; i < papers->list.len; i++)
		if (papers->list.at[i].query)
			add_row(shelf, SHELF_QUERY,
			        named_id(SHELF_QUERY, papers->list.at[i].query), i,
			        NULL);
}

static bool is_same_folder(const char *a, const char *b)
{
	return (!a && !b) || (a && b && str_eq(str_of(a), str_of(b)));
}

/* The folder's row has the sums of its papers, which are taken away again when
 * it is collapsed. */
static void add_folder(struct shelf_list *shelf, const char *folder)
{
	const struct library *library = shelf->reader->shelf.library;
	size_t at = shelf->rows.len;

	if (folder)
		add_row(shelf, SHELF_FOLDER, named_id(SHELF_FOLDER, folder), 0, folder);
	for (size_t i = 0; i < library->papers->list.len; i++)
		if (library->ids[i] &&
		    is_same_folder(library->papers->list.at[i].folder, folder))
			add_row(shelf, SHELF_PAPER, library->ids[i], i, folder);
	if (!folder)
		return;
	for (size_t i = at + 1; i < shelf->rows.len; i++) {
		shelf->rows.at[at].total += shelf->rows.at[i].total;
		shelf->rows.at[at].unread += shelf->rows.at[i].unread;
	}
	if (is_collapsed(&shelf->reader->shelf, shelf->rows.at[at].id))
		shelf->rows.len = at + 1;
}

static void add_folders(struct shelf_list *shelf)
{
	const struct papers *papers = shelf->reader->shelf.library->papers;
	struct map seen = { 0 };

	vec_each (paper, &papers->list) {
		if (!paper->folder || paper->query ||
		    map_put(&seen, str_of(paper->folder), paper))
			continue;
		add_folder(shelf, paper->folder);
	}
	map_done(&seen);
}

static bool is_hidden(struct shelf_list *shelf, const struct shelf_row *row)
{
	if (row->kind == SHELF_PAPER && shelf->reader->shelf.unread_papers &&
	    !row->unread)
		return true;
	return shelf->filter && (row->kind != SHELF_PAPER ||
	                         !str_has(title_of(shelf, row), str_of(shelf->filter)));
}

static void drop_hidden(struct shelf_list *shelf)
{
	size_t kept = 0;

	for (size_t i = 0; i < shelf->rows.len; i++)
		if (!is_hidden(shelf, &shelf->rows.at[i]))
			shelf->rows.at[kept++] = shelf->rows.at[i];
	shelf->rows.len = kept;
}

static void make_rows(struct shelf_list *shelf)
{
	if (!shelf->stale)
		return;
	shelf->stale = false;
	vec_clear(&shelf->rows);
	add_specials(shelf);
	add_queries(shelf);
	add_folder(shelf, NULL);
	add_folders(shelf);
	drop_hidden(shelf);
}

/* --- texts --- */

static struct str unread_of(struct arena *a, const struct shelf_row *row)
{
	return row->unread ? str_of(arena_printf(a, "%u", row->unread)) : STR_NONE;
}

static struct str counts_of(struct arena *a, const struct shelf_row *row)
{
	if (!row->total)
		return STR_NONE;
	return str_of(arena_printf(a, "%u/%u", row->unread, row->total));
}

static struct str marks_of(struct shelf_list *shelf, const struct shelf_row *row)
{
	const struct paper_state *state = state_of(shelf->reader, row->id);

	if (row->kind == SHELF_FOLDER)
		return is_collapsed(&shelf->reader->shelf, row->id) ? STR("+")
		                                                    : STR("-");
	if (row->kind != SHELF_PAPER || !state)
		return STR_NONE;
	if (state->gone)
		return STR("x");
	return state->trouble ? STR("!") : STR_NONE;
}

static struct str time_text(struct arena *a, int64_t at)
{
	time_t seconds = (time_t)at;
	struct tm tm;
	char text[64] = "";

	if (at && localtime_r(&seconds, &tm))
		strftime(text, sizeof(text), "%m-%d %H:%M", &tm);
	return arena_str(a, str_of(text));
}

static struct str paper_note(struct shelf_list *shelf, const struct shelf_row *row)
{
	const struct paper_state *state = state_of(shelf->reader, row->id);

	if (!state)
		return STR_NONE;
	if (state->gone)
		return str_of(arena_printf(&shelf->texts, _("Gone for good: %s"),
		                           state->url));
	if (state->trouble)
		return str_of(arena_printf(&shelf->texts, "! %s", state->trouble));
	return arena_str(&shelf->texts, str_of(state->url));
}

static struct str note_of(struct shelf_list *shelf, const struct shelf_row *row)
{
	if (row->kind == SHELF_PAPER)
		return paper_note(shelf, row);
	if (row->kind == SHELF_QUERY)
		return str_of(paper_of(shelf->reader, row)->query);
	if (row->kind == SHELF_FOLDER)
		return str_of(_("Tab opens and closes the folder, Enter shows its "
		                "stories"));
	return title_of(shelf, row);
}

static struct list_row make_row(struct shelf_list *shelf, const struct shelf_row *row)
{
	const struct paper *paper =
	        row->kind == SHELF_PAPER ? paper_of(shelf->reader, row) : NULL;
	const struct paper_state *state =
	        paper ? state_of(shelf->reader, row->id) : NULL;
	struct arena *a = &shelf->texts;

	return (struct list_row){
		.id = row->id,
		.cell = {
			[CELL_MARKS] = marks_of(shelf, row),
			[CELL_UNREAD] = unread_of(a, row),
			[CELL_COUNTS] = counts_of(a, row),
			[CELL_TITLE] = arena_str(a, title_of(shelf, row)),
			[CELL_TAGS] = paper ? str_of(paper->tags) : STR_NONE,
			[CELL_WHEN] = time_text(a, state ? state->refreshed : 0),
		},
		.note = note_of(shelf, row),
		.indent = paper && row->folder ? INDENT : 0,
		.style = row->unread ? STYLE_STRONG : STYLE_TEXT,
	};
}

/* --- the model --- */

static struct shelf_list *of_model(struct list_model *model)
{
	struct shelf_list *shelf = (struct shelf_list *)model;

	make_rows(shelf);
	return shelf;
}

static size_t papers_reach(struct list_model *model, size_t wanted)
{
	return MIN(wanted, of_model(model)->rows.len);
}

static int64_t papers_id(struct list_model *model, size_t index)
{
	struct shelf_list *shelf = of_model(model);

	return index < shelf->rows.len ? shelf->rows.at[index].id : 0;
}

static size_t papers_index(struct list_model *model, int64_t id)
{
	struct shelf_list *shelf = of_model(model);

	for (size_t i = 0; i < shelf->rows.len; i++)
		if (shelf->rows.at[i].id == id)
			return i;
	return SIZE_MAX;
}

static void papers_rows(struct list_model *model, size_t first, size_t n,
                        struct list_row *rows)
{
	struct shelf_list *shelf = of_model(model);

	arena_done(&shelf->texts);
	for (size_t i = 0; i < n; i++)
		rows[i] = make_row(shelf, &shelf->rows.at[first + i]);
}

static size_t papers_count(struct list_model *model)
{
	return of_model(model)->rows.len;
}

static void papers_model_changed(struct list_model *model)
{
	((struct shelf_list *)model)->stale = true;
}

static void papers_free(struct list_model *model)
{
	struct shelf_list *shelf = (struct shelf_list *)model;

	vec_done(&shelf->rows);
	arena_done(&shelf->texts);
	free(shelf->filter);
	free(shelf);
}

static const struct list_model_ops papers_ops = {
	.reach = papers_reach,
	.id = papers_id,
	.find = papers_index,
	.rows = papers_rows,
	.count = papers_count,
	.changed = papers_model_changed,
	.free = papers_free,
};

/* --- what the reader does with it --- */

static struct shelf_list *shelf_of(struct list *list)
{
	return list && list_model(list)->ops == &papers_ops
	               ? (struct shelf_list *)list_model(list)
	               : NULL;
}

struct view *reader_papers_new(struct reader *r)
{
	struct shelf_list *shelf = mem_new(struct shelf_list);
	struct view *v;

	shelf->model.ops = &papers_ops;
	shelf->reader = r;
	shelf->stale = true;
	v = list_new(CTX_PAPERS, columns, ARRAY_SIZE(columns), &shelf->model);
	list_set_head(list_of(v), _("Papers"), "");
	list_set_empty(list_of(v), _("No paper has that in its name\n\nEsc shows all"));
	return v;
}

const struct shelf_row *reader_shelf_row(const struct reader *r)
{
	struct list *list = reader_list(r);
	struct shelf_list *shelf = shelf_of(list);
	size_t at = shelf ? papers_index(&shelf->model, list_selected(list)) : SIZE_MAX;

	return at == SIZE_MAX ? NULL : &shelf->rows.at[at];
}

void reader_papers_filter(struct list *list, struct str text)
{
	struct shelf_list *shelf = shelf_of(list);

	free(shelf->filter);
	shelf->filter = text.len ? str_dup(text) : NULL;
	list_touch(list);
}

bool reader_papers_filtered(struct list *list)
{
	return shelf_of(list) && shelf_of(list)->filter;
}

int64_t reader_folder_id(const char *folder)
{
	return named_id(SHELF_FOLDER, folder);
}

bool reader_next_unread_paper(struct list *list)
{
	struct shelf_list *shelf = shelf_of(list);
	size_t n = shelf->rows.len, at = list_index(list);

	for (size_t i = 1; i <= n; i++) {
		const struct shelf_row *row = &shelf->rows.at[(at + i) % n];
		if (row->kind != SHELF_PAPER || !row->unread)
			continue;
		list_go(list, (at + i) % n);
		return true;
	}
	return false;
}

/* --- from a row to its stories --- */

static int64_t midnight(void)
{
	time_t now = (time_t)clock_now();
	struct tm tm;

	localtime_r(&now, &tm);
	tm.tm_hour = tm.tm_min = tm.tm_sec = 0;
	tm.tm_isdst = -1;
	return mktime(&tm);
}

static void take_unread(struct reader *r, const struct shelf_row *row,
                        struct story_spec *spec)
{
	(void)r;
	(void)row;
	spec->without |= STORY_READ;
}

static void take_starred(struct reader *r, const struct shelf_row *row,
                         struct story_spec *spec)
{
	(void)r;
	(void)row;
	spec->with |= STORY_STARRED;
}

static void take_today(struct reader *r, const struct shelf_row *row,
                       struct story_spec *spec)
{
	(void)r;
	(void)row;
	spec->since = midnight();
}

static void take_query(struct reader *r, const struct shelf_row *row,
                       struct story_spec *spec)
{
	spec->search = mem_strdup(paper_of(r, row)->query);
}

static void take_folder(struct reader *r, const struct shelf_row *row,
                        struct story_spec *spec)
{
	const struct library *library = r->shelf.library;

	spec->of_papers = true;
	for (size_t i = 0; i < library->papers->list.len; i++)
		if (library->ids[i] &&
		    is_same_folder(library->papers->list.at[i].folder, row->folder))
			*vec_push(&spec->papers) = library->ids[i];
}

static void take_paper(struct reader *r, const struct shelf_row *row,
                       struct story_spec *spec)
{
	(void)r;
	spec->of_papers = true;
	*vec_push(&spec->papers) = row->id;
}

static void (*const takers[])(struct reader *r, const struct shelf_row *row,
                              struct story_spec *spec) = {
	[SHELF_UNREAD] = take_unread, [SHELF_STARRED] = take_starred,
	[SHELF_TODAY] = take_today,   [SHELF_QUERY] = take_query,
	[SHELF_FOLDER] = take_folder, [SHELF_PAPER] = take_paper,
};

struct story_spec reader_row_spec(struct reader *r, const struct shelf_row *row)
{
	struct shelf_list shelf = { .reader = r };
	struct story_spec spec = {
		.title = str_dup(title_of(&shelf, row)),
		.without = STORY_KILLED,
		.fold = row->kind != SHELF_PAPER && row->kind != SHELF_STARRED,
	};

	takers[row->kind](r, row, &spec);
	return spec;
}
