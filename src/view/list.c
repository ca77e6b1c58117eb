/* SPDX-License-Identifier: GPL-3.0-or-later */
/* list.c - where one is in a list, and which of its rows are at hand.
 *
 * Layout fetches the rows on the screen and as many before and behind them, so
 * that most moves need no model.  A row takes one line, one more for what stands
 * above its group and one more for its detail; so places on the screen are found
 * by walking over rows, never by a product.  list-paint.c draws them. */
#include "list-inside.h"

#include "baolan/base/i18n.h"
#include "baolan/base/mem.h"

#include <stdio.h>
#include <stdlib.h>

/* Rows kept in sight around the chosen one, on a screen of so many. */
enum { CONTEXT = 2, CONTEXT_FROM = 8 };
/* On less lines than this a row has but one. */
enum { LOWEST = 4 };

/* --- rows at hand --- */

const struct list_row *list_row_at(const struct list *list, size_t index)
{
	if (index < list->first || index - list->first >= list->rows.len)
		return NULL;
	return &list->rows.at[index - list->first];
}

static bool are_at_hand(const struct list *list, size_t from, size_t end)
{
	return !list->stale && from >= list->first &&
	       end <= list->first + list->rows.len;
}

static void fetch(struct list *list, size_t from, size_t end)
{
	vec_clear(&list->rows);
	list->first = from;
	for (size_t i = from; i < end; i++)
		vec_push(&list->rows);
	if (end > from)
		list->model->ops->rows(list->model, from, end - from, list->rows.at);
	list->stale = false;
}

/* Have the rows from..end-1, as far as there are so many. */
static void need(struct list *list, size_t from, size_t end)
{
	size_t ahead = (size_t)MAX(list->height, 1);

	end = list->model->ops->reach(list->model, end);
	from = MIN(from, end);
	if (are_at_hand(list, from, end))
		return;
	from -= MIN(from, ahead);
	fetch(list, from, list->model->ops->reach(list->model, end + ahead));
}

/* --- lines --- */

static bool is_low(const struct list *list)
{
	return list->height < LOWEST;
}

bool list_has_heading(const struct list *list, size_t index, size_t top)
{
	const struct list_row *row = list_row_at(list, index);
	const struct list_row *above = index ? list_row_at(list, index - 1) : NULL;

	if (!row || !row->group.len || is_low(list))
		return false;
	return index == top || !above || !str_eq(row->group, above->group);
}

bool list_has_detail(const struct list *list, const struct list_row *row)
{
	return row && row->detail.len && !is_low(list);
}

/* The lines of a row on a screen that begins with the row `top`. */
static int lines_of(const struct list *list, size_t index, size_t top)
{
	const struct list_row *row = list_row_at(list, index);

	return 1 + list_has_detail(list, row) + list_has_heading(list, index, top);
}

/* The first row of a screen that ends with the row `last`. */
static size_t top_for(struct list *list, size_t last)
{
	size_t top = last;
	int below = 0; /* lines of the rows under the top one */

	need(list, last - MIN(last, (size_t)list->height), last + 1);
	while (top > 0) {
		int more = below + lines_of(list, top, top - 1);
		if (more + lines_of(list, top - 1, top - 1) > list->height)
			break;
		below = more;
		top--;
	}
	return top;
}

/* --- the place --- */

static size_t context_rows(const struct list *list)
{
	return list->height >= CONTEXT_FROM ? CONTEXT : 0;
}

/* Bring the chosen row into sight, and leave no gap at the end. */
static void show_selected(struct list *list)
{
	size_t context = context_rows(list);
	size_t high = list->selected - MIN(list->selected, context);
	size_t reach =
	        list->model->ops->reach(list->model, list->selected + context + 1);
	size_t wanted = MIN(list->top, high), least;

	if (!reach) {
		list->top = 0;
		return;
	}
	least = top_for(list, MIN(list->selected + context, reach - 1));
	wanted = MAX(wanted, MIN(least, list->selected));
	reach = list->model->ops->reach(list->model, wanted + (size_t)list->height);
	if (reach < wanted + (size_t)list->height)
		wanted = MIN(wanted, top_for(list, reach - 1));
	list->top = wanted;
	need(list, wanted, wanted + (size_t)list->height);
}

static void choose(struct list *list, size_t index)
{
	size_t reach = list->model->ops->reach(list->model,
	                                       index < SIZE_MAX ? index + 1 : index);

	list->selected = reach ? MIN(index, reach - 1) : 0;
	list->selected_id = list->model->ops->id(list->model, list->selected);
	show_selected(list);
}

/* The chosen row's line on the screen stays, whatever is above it now. */
static void find_again(struct list *list)
{
	size_t offset = list->selected - MIN(list->selected, list->top);
	size_t at = SIZE_MAX;

	if (list->selected_id)
		at = list->model->ops->find(list->model, list->selected_id);
	if (at == SIZE_MAX)
		at = list->selected;
	else
		list->top = at - MIN(at, offset);
	choose(list, at);
}

static void list_layout(struct view *v, int rows, int cols)
{
	struct list *list = list_of(v);

	(void)cols;
	list->headed = rows >= LIST_HEADED_FROM;
	list->height = MAX(rows - list->headed, 1);
	if (list->moved)
		find_again(list);
	else
		choose(list, list->selected);
	list->moved = false;
}

/* --- moving --- */

static size_t visible_rows(const struct list *list)
{
	size_t n = 0;

	for (int used = 0; list_row_at(list, list->top + n); n++) {
		used += lines_of(list, list->top + n, list->top);
		if (used > list->height)
			break;
	}
	return MAX(n, 1);
}

static size_t moved_by(size_t from, int64_t rows)
{
	if (rows < 0)
		return from - MIN(from, (size_t)-rows);
	return from + (size_t)rows;
}

static void move_screen(struct list *list, int64_t rows)
{
	list->top = moved_by(list->top, rows);
	choose(list, moved_by(list->selected, rows));
}

static void list_move(struct view *v, enum view_unit unit, int n)
{
	struct list *list = list_of(v);
	int64_t visible = (int64_t)visible_rows(list);

	if (unit == MOVE_LINE || unit == MOVE_TARGET)
		choose(list, moved_by(list->selected, n));
	else if (unit == MOVE_HALF)
		move_screen(list, n * MAX(visible / 2, 1));
	else if (unit == MOVE_PAGE)
		move_screen(list, n * MAX(visible - 1, 1));
	else if (unit == MOVE_END)
		choose(list, n < 0 ? 0 : SIZE_MAX);
}

void list_go(struct list *list, size_t index)
{
	choose(list, index);
}

bool list_select(struct list *list, int64_t id)
{
	size_t at = list->model->ops->find(list->model, id);

	if (at == SIZE_MAX)
		return false;
	choose(list, at);
	return true;
}

int64_t list_selected(const struct list *list)
{
	return list->selected_id;
}

size_t list_index(const struct list *list)
{
	return list->selected;
}

/* --- picking --- */

static size_t first_not_below(const struct list *list, int64_t id)
{
	size_t low = 0, high = list->picked.len;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (list->picked.at[middle] < id)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

bool list_is_picked(const struct list *list, int64_t id)
{
	size_t at = first_not_below(list, id);

	return at < list->picked.len && list->picked.at[at] == id;
}

void list_pick(struct list *list, int64_t id, bool on)
{
	size_t at = first_not_below(list, id), behind;

	if (!id || list_is_picked(list, id) == on)
		return;
	if (on) {
		vec_push(&list->picked);
		behind = list->picked.len - 1 - at;
		memmove(list->picked.at + at + 1, list->picked.at + at,
		        behind * sizeof(id));
		list->picked.at[at] = id;
	} else {
		behind = list->picked.len - 1 - at;
		memmove(list->picked.at + at, list->picked.at + at + 1,
		        behind * sizeof(id));
		list->picked.len--;
	}
}

const int64_t *list_picked(const struct list *list, size_t *ret_n)
{
	*ret_n = list->picked.len;
	return list->picked.at;
}

bool list_unpick(struct list *list)
{
	bool any = list->picked.len > 0;

	vec_clear(&list->picked);
	return any;
}

/* --- what the status line says --- */

static struct str list_title(const struct view *v)
{
	const struct list *list = (const struct list *)v;
	const struct list_row *row = list_row_at(list, list->selected);

	return row ? row->note : STR_NONE;
}

static void list_place(const struct view *v, char out[VIEW_PLACE_SIZE])
{
	const struct list *list = (const struct list *)v;
	size_t count = list->model->ops->count(list->model);

	if (!list->selected_id)
		snprintf(out, VIEW_PLACE_SIZE, "%s", _("empty"));
	else if (count)
		snprintf(out, VIEW_PLACE_SIZE, "%zu/%zu", list->selected + 1, count);
	else
		snprintf(out, VIEW_PLACE_SIZE, "%zu", list->selected + 1);
}

/* --- its life --- */

static void list_free(struct view *v)
{
	struct list *list = list_of(v);

	list->model->ops->free(list->model);
	vec_done(&list->rows);
	vec_done(&list->picked);
	free(list->head);
	free(list->head_right);
	free(list->empty);
	free(list);
}

#define LIST_OPS(heading, ctx)                                               \
	{                                                                    \
		.name = (heading), .context = (ctx), .layout = list_layout,  \
		.paint = list_paint, .move = list_move, .title = list_title, \
		.place = list_place, .free = list_free,                      \
	}
static const struct view_ops kinds[] = {
	LIST_OPS(N_("Papers"), CTX_PAPERS),
	LIST_OPS(N_("Stories"), CTX_STORIES),
	LIST_OPS(N_("Articles"), CTX_PLACES),
};

static const struct view_ops *kind_of(unsigned context)
{
	const struct view_ops *kind = kinds;

	while (kind->context != context)
		kind++;
	return kind;
}

struct view *list_new(unsigned context, const struct list_column *columns,
                      size_t n_columns, struct list_model *model)
{
	struct list *list = mem_new(struct list);

	view_init(&list->view, kind_of(context));
	list->columns = columns;
	list->n_columns = n_columns;
	list->model = model;
	list->head = mem_strdup("");
	list->head_right = mem_strdup("");
	list->empty = mem_strdup("");
	list->stale = true;
	return &list->view;
}

struct list *list_of(struct view *v)
{
	for (size_t i = 0; v && i < ARRAY_SIZE(kinds); i++)
		if (v->ops == &kinds[i])
			return (struct list *)v;
	return NULL;
}

struct view *list_view(struct list *list)
{
	return &list->view;
}

struct list_model *list_model(const struct list *list)
{
	return list->model;
}

/* The rows at hand are gone with their model. */
static void forget_rows(struct list *list)
{
	vec_clear(&list->rows);
	list->stale = true;
	list->moved = true;
	list->view.dirty = true;
}

void list_set_model(struct list *list, struct list_model *model)
{
	list->model->ops->free(list->model);
	list->model = model;
	forget_rows(list);
}

void list_touch(struct list *list)
{
	if (list->model->ops->changed)
		list->model->ops->changed(list->model);
	forget_rows(list);
}

void list_want(struct list *list, int64_t id)
{
	list->selected_id = id;
	list->moved = true;
	list->view.dirty = true;
}

static void set_text(char **at, const char *text)
{
	free(*at);
	*at = mem_strdup(text);
}

void list_set_head(struct list *list, const char *left, const char *right)
{
	set_text(&list->head, left);
	set_text(&list->head_right, right);
}

void list_set_empty(struct list *list, const char *text)
{
	set_text(&list->empty, text);
}
