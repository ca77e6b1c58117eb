/* SPDX-License-Identifier: GPL-3.0-or-later */
/* moods.c - a grid of numbered moods, as many in a row as there is room for:
 *
 *   ---- question -----------------------------
 *   > 1 label 12     2 label  3     3 label  7
 *     4 label  0    *5 label 48     6 label  1
 *   what to do
 *
 * The mark before a number says without colour where the cursor is (>) and
 * which mood is one's own (*). */
#include "baolan/view/moods.h"

#include "baolan/base/i18n.h"
#include "baolan/base/mem.h"
#include "baolan/base/vec.h"
#include "baolan/text/width.h"
#include "baolan/view/fold.h"

#include <stdio.h>
#include <stdlib.h>

enum { GAP = 3, MAX_IN_ROW = 4, MAX_MESSAGE = 4 };

struct mood {
	char *token, *label, *shown; /* shown: the label, as it is drawn */
	int64_t count;
	bool mine;
};

struct moods {
	struct view view;
	char *question;
	VEC(struct mood) list;
	int cursor;
	int label_cells, number_cells, count_cells; /* of the widest */
	int in_row;
	bool hides_counts; /* before the own choice */
	char *message;
	uint8_t message_style;
};

static void free_list(struct moods *m)
{
	vec_each (mood, &m->list) {
		free(mood->token);
		free(mood->label);
		free(mood->shown);
	}
	vec_clear(&m->list);
}

static int digits(int64_t n)
{
	return snprintf(NULL, 0, "%lld", (long long)n);
}

/* --- laying out --- */

static int item_cells(const struct moods *m)
{
	return 2 + m->number_cells + 1 + m->label_cells +
	       (m->count_cells ? 1 + m->count_cells : 0);
}

static void moods_layout(struct view *v, int rows, int cols)
{
	struct moods *m = (struct moods *)v;

	(void)rows;
	m->label_cells = m->count_cells = 0;
	m->number_cells = digits((int64_t)m->list.len);
	vec_each (mood, &m->list) {
		free(mood->shown);
		mood->shown = view_shown(v, mood->label);
		m->label_cells = MAX(m->label_cells, width_str(str_of(mood->shown)));
		if (mood->count >= 0)
			m->count_cells = MAX(m->count_cells, digits(mood->count));
	}
	m->in_row = MIN(MAX((cols - 2 + GAP) / (item_cells(m) + GAP), 1), MAX_IN_ROW);
}

static int grid_rows(const struct moods *m)
{
	return ((int)m->list.len + m->in_row - 1) / m->in_row;
}

/* --- painting --- */

static void paint_item(const struct moods *m, struct canvas *c, int row, int col, int i)
{
	const struct mood *mood = &m->list.at[i];
	enum style style = i == m->cursor ? STYLE_SELECTED
	                   : mood->mine   ? STYLE_MINE
	                                  : STYLE_TEXT;
	char number[32], count[32] = "";
	int end = col + item_cells(m);

	snprintf(number, sizeof(number), "%c%*d",
	         i == m->cursor ? '>' : (mood->mine ? '*' : ' '), m->number_cells,
	         i + 1);
	if (mood->count >= 0)
		snprintf(count, sizeof(count), "%lld", (long long)mood->count);
	canvas_fill(c, row, col, end, style, ' ');
	canvas_put(c, row, col, end, style, str_of(number));
	canvas_put_shown(c, row, col + 3 + m->number_cells, end, style,
	                 str_of(mood->shown));
	canvas_put(c, row, end - (int)strlen(count), end, style, str_of(count));
	if (i == m->cursor) {
		c->cursor_visible = true;
		c->cursor_row = row;
		c->cursor_col = col;
	}
}

static void paint_rule(const struct moods *m, struct canvas *c, int row)
{
	int end;

	canvas_fill(c, row, 0, c->cols, STYLE_LABEL, '-');
	canvas_put(c, row, 2, c->cols, STYLE_LABEL, STR(" "));
	end = canvas_put(c, row, 3, c->cols - 2, STYLE_LABEL, str_of(m->question));
	canvas_put(c, row, end, c->cols, STYLE_LABEL, STR(" "));
}

/* The first grid row shown when not all fit: the cursor's is among them. */
static int first_grid_row(const struct moods *m, int room)
{
	return MAX(m->cursor / MAX(m->in_row, 1) - room + 1, 0);
}

static int message_rows(const struct moods *m, int cols)
{
	auto_free char *shown = view_shown(&m->view, m->message);

	return MIN(fold_count(str_of(shown), cols - 2), MAX_MESSAGE);
}

static void paint_message(const struct moods *m, struct canvas *c, int row, int rows)
{
	auto_free char *shown = view_shown(&m->view, m->message);
	struct str rest = str_of(shown);

	for (; rest.at && row < rows; row++)
		canvas_put_shown(c, row, 1, c->cols, m->message_style,
		                 fold_row(&rest, c->cols - 2));
}

static void paint_grid(const struct moods *m, struct canvas *c, int top, int room)
{
	int first = first_grid_row(m, room);

	for (int i = first * m->in_row;
	     i < (int)m->list.len && i < (first + room) * m->in_row; i++)
		paint_item(m, c, top + i / m->in_row - first,
		           1 + i % m->in_row * (item_cells(m) + GAP), i);
}

static void moods_paint(const struct view *v, struct canvas *c, int rows)
{
	const struct moods *m = (const struct moods *)v;
	int message = message_rows(m, c->cols);
	int room = MIN(grid_rows(m), MAX(rows - 1 - message, 1));
	int top = MAX(rows - room - 1 - message, 0);

	if (v->below)
		v->below->ops->paint(v->below, c, rows);
	for (int row = top; row < rows; row++)
		canvas_fill(c, row, 0, c->cols, STYLE_TEXT, ' ');
	paint_rule(m, c, top);
	paint_grid(m, c, top + 1, room);
	paint_message(m, c, top + 1 + room, rows);
}

/* --- moving --- */

static void go(struct moods *m, int i)
{
	if (i >= 0 && i < (int)m->list.len)
		m->cursor = i;
}

static void moods_move(struct view *v, enum view_unit unit, int n)
{
	struct moods *m = (struct moods *)v;

	if (unit == MOVE_END)
		go(m, n < 0 ? 0 : (int)m->list.len - 1);
	else if (unit == MOVE_SIDE || unit == MOVE_TARGET)
		go(m, m->cursor + n);
	else
		go(m, m->cursor + n * m->in_row);
}

static void moods_number(struct view *v, unsigned n)
{
	if (n <= 1000)
		go((struct moods *)v, (int)n - 1);
}

/* --- its life --- */

static void moods_free(struct view *v)
{
	struct moods *m = (struct moods *)v;

	free_list(m);
	vec_done(&m->list);
	free(m->question);
	free(m->message);
	free(m);
}

static struct str moods_title(const struct view *v)
{
	return str_of(((const struct moods *)v)->question);
}

static const struct view_ops moods_ops = {
	.name = N_("Choice of a mood"),
	.context = CTX_MOODS,
	.layout = moods_layout,
	.paint = moods_paint,
	.move = moods_move,
	.number = moods_number,
	.title = moods_title,
	.free = moods_free,
};

bool moods_is(const struct view *v)
{
	return v && v->ops == &moods_ops;
}

struct view *moods_new(const struct doc *doc)
{
	struct moods *m = mem_new(struct moods);

	view_init(&m->view, &moods_ops);
	m->message = mem_strdup("");
	moods_update(&m->view, doc);
	return &m->view;
}

static void take_question(struct moods *m, const struct doc *doc)
{
	struct str question = doc_field(doc, DOC_REACTION_QUESTION);

	free(m->question);
	m->question = question.len ? str_dup(question)
	                           : mem_strdup(_("How do you feel about this story?"));
}

/* The cursor stays on its mood, wherever that stands now. */
static void keep_cursor(struct moods *m, const char *token)
{
	for (size_t i = 0; i < m->list.len; i++)
		if (strcmp(m->list.at[i].token, token) == 0)
			m->cursor = (int)i;
	m->cursor = MIN(m->cursor, MAX((int)m->list.len - 1, 0));
}

void moods_update(struct view *v, const struct doc *doc)
{
	struct moods *m = (struct moods *)v;
	auto_free char *former = mem_strdup(moods_token(v));
	struct str mine = doc_field(doc, DOC_REACTION_MINE);
	uint32_t n;
	const struct doc_mood *moods = doc_moods(doc, &n);

	free_list(m);
	take_question(m, doc);
	for (uint32_t i = 0; i < n; i++) {
		struct str token = doc_str(doc, moods[i].token);
		*vec_push(&m->list) = (struct mood){
			.token = str_dup(token),
			.label = str_dup(doc_str(doc, moods[i].label)),
			.count = m->hides_counts && !mine.len ? -1 : moods[i].count,
			.mine = mine.len && str_eq(token, mine),
		};
	}
	keep_cursor(m, former);
	v->dirty = true;
}

static bool any_mine(const struct moods *m)
{
	vec_each (mood, &m->list)
		if (mood->mine)
			return true;
	return false;
}

void moods_hide_counts(struct view *v)
{
	struct moods *m = (struct moods *)v;

	m->hides_counts = true;
	v->dirty = true;
	if (any_mine(m))
		return;
	vec_each (mood, &m->list)
		mood->count = -1;
}

void moods_say(struct view *v, enum style style, const char *text)
{
	struct moods *m = (struct moods *)v;

	free(m->message);
	m->message = mem_strdup(text);
	m->message_style = (uint8_t)style;
}

static const struct mood *under_cursor(const struct view *v)
{
	const struct moods *m = (const struct moods *)v;

	return m->cursor < (int)m->list.len ? &m->list.at[m->cursor] : NULL;
}

const char *moods_token(const struct view *v)
{
	const struct mood *mood = under_cursor(v);

	return mood ? mood->token : "";
}

const char *moods_label(const struct view *v)
{
	const struct mood *mood = under_cursor(v);

	return mood ? mood->label : "";
}
