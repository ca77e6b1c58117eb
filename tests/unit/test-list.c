/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list on a canvas, over a model of made-up stories. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka needs the above first */
#include <cmocka.h>

#include "baolan/base/arena.h"
#include "baolan/base/clock.h"
#include "baolan/base/mem.h"
#include "baolan/view/list.h"

#include <stdlib.h>

enum { MAX_SIZE = 1 << 20 };

/* --- a model: ids first, first - 1, ..., first - n + 1 --- */

struct made {
	struct list_model model;
	int64_t first_id;
	size_t n;
	size_t asked; /* rows made so far */
	size_t group; /* so many rows share a heading; 0: none */
	bool details;
	struct arena texts;
};

static struct made *made_of(struct list_model *model)
{
	return (struct made *)model;
}

static size_t made_reach(struct list_model *model, size_t wanted)
{
	return MIN(wanted, made_of(model)->n);
}

static int64_t made_id(struct list_model *model, size_t index)
{
	return index < made_of(model)->n ? made_of(model)->first_id - (int64_t)index
	                                 : 0;
}

static size_t made_find(struct list_model *model, int64_t id)
{
	struct made *m = made_of(model);

	if (id > m->first_id || id <= m->first_id - (int64_t)m->n)
		return SIZE_MAX;
	return (size_t)(m->first_id - id);
}

static struct str text(struct made *m, const char *format, unsigned n)
{
	auto_free char *made = mem_printf("%s%u", format, n);

	return arena_str(&m->texts, str_of(made));
}

static void made_rows(struct list_model *model, size_t first, size_t n,
                      struct list_row *rows)
{
	struct made *m = made_of(model);

	assert_true(first + n <= m->n);
	arena_done(&m->texts);
	m->asked += n;
	for (size_t i = 0; i < n; i++) {
		int64_t id = made_id(model, first + i);
		rows[i] = (struct list_row){
			.id = id,
			.cell = { STR("N"), STR("06-06"),
			          text(m, "渡口早班船的故事一共有很多集，这是第",
			               (unsigned)id),
			          STR("榕湾晚报") },
			.style = STYLE_STRONG,
			.note = text(m, "note ", (unsigned)id),
		};
		if (id % 2)
			rows[i].after = STR("(3)");
		if (m->group)
			rows[i].group =
			        text(m, "Group ", (unsigned)((first + i) / m->group));
		if (m->details)
			rows[i].detail = STR("开往\1对岸\2的船");
	}
}

static size_t made_count(struct list_model *model)
{
	return made_of(model)->n;
}

static void made_free(struct list_model *model)
{
	arena_done(&made_of(model)->texts);
	free(model);
}

static const struct list_model_ops made_ops = {
	.reach = made_reach,
	.id = made_id,
	.find = made_find,
	.rows = made_rows,
	.count = made_count,
	.free = made_free,
};

static struct made *make(int64_t first_id, size_t n)
{
	struct made *m = mem_new(struct made);

	m->model.ops = &made_ops;
	m->first_id = first_id;
	m->n = n;
	return m;
}

/* clang-format off */
static const struct list_column columns[] = {
	{ .cell = 0, .width = 2 },
	{ .cell = 1, .from = 60, .width = 5, .style = STYLE_DIM },
	{ .cell = 2 },
	{ .cell = 3, .from = 60, .width = 8, .right = true, .style = STYLE_BYLINE },
};
/* clang-format on */

/* --- a screen --- */

struct screen {
	struct view_stack stack;
	struct list *list;
	struct canvas canvas;
	struct buf text;
	int rows, cols;
};

static void lay_out(struct screen *s)
{
	view_stack_layout(&s->stack, s->rows, s->cols);
}

static void screen_open(struct screen *s, struct made *m, int rows, int cols)
{
	struct view *v = list_new(CTX_STORIES, columns, ARRAY_SIZE(columns), &m->model);

	*s = (struct screen){ .text = BUF_INIT(MAX_SIZE), .rows = rows, .cols = cols };
	s->list = list_of(v);
	canvas_init(&s->canvas, rows, cols);
	view_push(&s->stack, v);
	lay_out(s);
}

static void screen_close(struct screen *s)
{
	view_stack_done(&s->stack);
	canvas_done(&s->canvas);
	buf_done(&s->text);
}

/* A line of the screen; borrowed until the next call. */
static const char *line(struct screen *s, int row)
{
	struct str rest;

	lay_out(s);
	canvas_clear(&s->canvas);
	view_stack_paint(&s->stack, &s->canvas, s->rows);
	buf_clear(&s->text);
	canvas_text(&s->canvas, &s->text);
	rest = buf_str(&s->text);
	for (int i = 0; i < row; i++)
		str_cut(&rest, '\n');
	struct str found = str_cut(&rest, '\n');
	((char *)found.at)[found.len] = '\0';
	return found.at;
}

static int cursor_row(struct screen *s)
{
	line(s, 0);
	return s->canvas.cursor_visible ? s->canvas.cursor_row : -1;
}

static void move(struct screen *s, enum view_unit unit, int n)
{
	struct view *v = list_view(s->list);

	lay_out(s);
	v->ops->move(v, unit, n);
}

/* --- how it looks --- */

static void a_narrow_screen_shows_marks_and_titles(void **state)
{
	struct screen s;

	(void)state;
	screen_open(&s, make(9, 9), 6, 40);
	list_set_head(s.list, "Unread", "9 newest");
	assert_string_equal(line(&s, 0), " Unread                         9 newest");
	assert_string_equal(line(&s, 1), " N  渡口早班船的故事一共有很多集，.. (3)");
	assert_string_equal(line(&s, 2), " N  渡口早班船的故事一共有很多集，这是..");
	assert_int_equal(cursor_row(&s), 1);
	assert_int_equal(s.canvas.cursor_col, 4);
	screen_close(&s);
}

static void a_wide_screen_shows_date_and_paper(void **state)
{
	struct screen s;

	(void)state;
	screen_open(&s, make(9, 9), 6, 70);
	assert_string_equal(line(&s, 1), " N  06-06 渡口早班船的故事一共有很多集，"
	                                 "这是第9 (3)           榕湾晚报");
	screen_close(&s);
}

static void what_is_cut_keeps_what_stands_behind(void **state)
{
	struct screen s;

	(void)state;
	screen_open(&s, make(9, 9), 6, 24);
	assert_string_equal(line(&s, 1), " N  渡口早班船的故.. (3)");
	screen_close(&s);
}

static void the_chosen_row_is_reversed_over_its_whole_length(void **state)
{
	struct screen s;

	(void)state;
	screen_open(&s, make(9, 9), 6, 40);
	line(&s, 0);
	assert_int_equal(s.canvas.cells[40].style, STYLE_SELECTED);
	assert_int_equal(s.canvas.cells[79].style, STYLE_SELECTED);
	assert_int_equal(s.canvas.cells[84].style, STYLE_STRONG);
	screen_close(&s);
}

static void hits_are_marked(void **state)
{
	struct made *m = make(9, 9);
	struct screen s;

	(void)state;
	m->details = true;
	screen_open(&s, m, 6, 40);
	assert_string_equal(line(&s, 2), "    开往对岸的船");
	assert_int_equal(s.canvas.cells[2 * 40 + 7].style, STYLE_TEXT);
	assert_int_equal(s.canvas.cells[2 * 40 + 8].style, STYLE_MATCH);
	assert_int_equal(s.canvas.cells[2 * 40 + 12].style, STYLE_TEXT);
	screen_close(&s);
}

static void an_empty_list_says_what_to_do(void **state)
{
	struct screen s;

	(void)state;
	screen_open(&s, make(0, 0), 8, 40);
	list_set_empty(s.list, "Nothing unread\nR refreshes");
	assert_string_equal(line(&s, 3), " Nothing unread");
	assert_string_equal(line(&s, 4), " R refreshes");
	assert_int_equal(list_selected(s.list), 0);
	move(&s, MOVE_LINE, 1);
	move(&s, MOVE_PAGE, 1);
	move(&s, MOVE_END, 1);
	assert_int_equal(list_selected(s.list), 0);
	screen_close(&s);
}

static void a_tiny_screen_has_rows_only(void **state)
{
	struct screen s;

	(void)state;
	screen_open(&s, make(9, 9), 1, 10);
	assert_string_equal(line(&s, 0), " N  .. (3)");
	move(&s, MOVE_LINE, 3);
	assert_int_equal(list_selected(s.list), 6);
	assert_int_equal(cursor_row(&s), 0);
	screen_close(&s);
}

/* --- moving --- */

static void lines_and_ends(void **state)
{
	struct screen s;

	(void)state;
	screen_open(&s, make(100, 100), 11, 40);
	move(&s, MOVE_LINE, -1);
	assert_int_equal(list_selected(s.list), 100);
	move(&s, MOVE_LINE, 7);
	assert_int_equal(list_selected(s.list), 93);
	assert_int_equal(cursor_row(&s), 8);
	move(&s, MOVE_LINE, 1); /* two rows stay in sight below it */
	assert_int_equal(cursor_row(&s), 8);
	move(&s, MOVE_END, 1);
	assert_int_equal(list_selected(s.list), 1);
	assert_int_equal(cursor_row(&s), 10);
	move(&s, MOVE_END, -1);
	assert_int_equal(list_selected(s.list), 100);
	assert_int_equal(cursor_row(&s), 1);
	screen_close(&s);
}

static void pages_overlap_by_a_row(void **state)
{
	struct screen s;

	(void)state;
	screen_open(&s, make(100, 100), 11, 40);
	move(&s, MOVE_PAGE, 1);
	assert_int_equal(list_selected(s.list), 91);
	move(&s, MOVE_PAGE, 1);
	assert_int_equal(list_selected(s.list), 82);
	move(&s, MOVE_PAGE, -2);
	assert_int_equal(list_selected(s.list), 100);
	move(&s, MOVE_PAGE, 50);
	assert_int_equal(list_selected(s.list), 1);
	move(&s, MOVE_HALF, -1);
	assert_int_equal(list_selected(s.list), 6);
	screen_close(&s);
}

static void every_step_shows_the_chosen_row(void **state)
{
	static const int heights[] = { 1, 2, 4, 5, 7, 12, 24 };

	(void)state;
	for (size_t h = 0; h < ARRAY_SIZE(heights); h++) {
		struct made *m = make(60, 60);
		struct screen s;

		m->group = 3;
		m->details = h % 2;
		screen_open(&s, m, heights[h], 40);
		for (int i = 0; i < 60; i++, move(&s, MOVE_LINE, 1))
			assert_true(cursor_row(&s) >= 0);
		for (int i = 0; i < 60; i++, move(&s, MOVE_LINE, -1))
			assert_true(cursor_row(&s) >= 0);
		assert_int_equal(list_selected(s.list), 60);
		screen_close(&s);
	}
}

static void groups_stand_above_their_first_row_and_at_the_top(void **state)
{
	struct made *m = make(30, 30);
	struct screen s;

	(void)state;
	m->group = 4;
	screen_open(&s, m, 11, 40);
	assert_string_equal(line(&s, 1), " Group 0");
	assert_string_equal(line(&s, 6), " Group 1");
	list_go(s.list, 13);
	assert_string_equal(line(&s, 1), " Group 2");
	screen_close(&s);
}

/* --- the choice is an id --- */

static void rows_that_arrive_above_do_not_move_the_choice(void **state)
{
	struct screen s;

	(void)state;
	screen_open(&s, make(100, 100), 11, 40);
	move(&s, MOVE_LINE, 30);
	int row = cursor_row(&s);
	list_set_model(s.list, &make(112, 112)->model);
	assert_int_equal(cursor_row(&s), row);
	assert_int_equal(list_selected(s.list), 70);
	assert_int_equal(list_index(s.list), 42);
	screen_close(&s);
}

static void a_row_that_is_gone_leaves_its_place(void **state)
{
	struct screen s;

	(void)state;
	screen_open(&s, make(100, 100), 11, 40);
	list_select(s.list, 5);
	list_set_model(s.list, &make(100, 90)->model);
	lay_out(&s);
	assert_int_equal(list_selected(s.list), 11);
	assert_false(list_select(s.list, 5));
	list_set_model(s.list, &make(0, 0)->model);
	lay_out(&s);
	assert_int_equal(list_selected(s.list), 0);
	screen_close(&s);
}

static void another_size_keeps_the_choice_in_sight(void **state)
{
	struct screen s;

	(void)state;
	screen_open(&s, make(100, 100), 50, 200);
	move(&s, MOVE_LINE, 40);
	canvas_resize(&s.canvas, 12, 40);
	s.rows = 12;
	s.cols = 40;
	assert_in_range(cursor_row(&s), 1, 11);
	assert_int_equal(list_selected(s.list), 60);
	screen_close(&s);
}

/* --- much --- */

static void only_what_is_near_is_made(void **state)
{
	struct made *m = make(100000, 100000);
	struct screen s;
	int64_t before;

	(void)state;
	screen_open(&s, m, 24, 80);
	assert_true(m->asked < 200);
	before = clock_ms();
	for (int i = 0; i < 1000; i++)
		move(&s, MOVE_PAGE, 1);
	assert_true(clock_ms() - before < 1000); /* a page in under a millisecond */
	assert_true(m->asked < 1000 * 150);
	screen_close(&s);
}

/* --- picking --- */

static void picked_rows_are_marked_and_kept_in_order(void **state)
{
	struct screen s;
	const int64_t *ids;
	size_t n;

	(void)state;
	screen_open(&s, make(9, 9), 6, 40);
	list_pick(s.list, 9, true);
	list_pick(s.list, 3, true);
	list_pick(s.list, 8, true);
	list_pick(s.list, 8, true);
	ids = list_picked(s.list, &n);
	assert_int_equal(n, 3);
	assert_int_equal(ids[0], 3);
	assert_int_equal(ids[1], 8);
	assert_int_equal(ids[2], 9);
	assert_int_equal(line(&s, 1)[0], '>');
	assert_int_equal(line(&s, 3)[0], ' ');
	list_pick(s.list, 8, false);
	assert_false(list_is_picked(s.list, 8));
	assert_true(list_is_picked(s.list, 9));
	assert_true(list_unpick(s.list));
	assert_false(list_unpick(s.list));
	screen_close(&s);
}

/* --- the status line --- */

static void the_place_and_the_note_are_the_chosen_rows(void **state)
{
	struct screen s;
	struct view *v;
	char place[VIEW_PLACE_SIZE];

	(void)state;
	screen_open(&s, make(100, 100), 11, 40);
	move(&s, MOVE_LINE, 4);
	lay_out(&s);
	v = list_view(s.list);
	v->ops->place(v, place);
	assert_string_equal(place, "5/100");
	assert_true(str_eq(v->ops->title(v), STR("note 96")));
	screen_close(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_narrow_screen_shows_marks_and_titles),
		cmocka_unit_test(a_wide_screen_shows_date_and_paper),
		cmocka_unit_test(what_is_cut_keeps_what_stands_behind),
		cmocka_unit_test(the_chosen_row_is_reversed_over_its_whole_length),
		cmocka_unit_test(hits_are_marked),
		cmocka_unit_test(an_empty_list_says_what_to_do),
		cmocka_unit_test(a_tiny_screen_has_rows_only),
		cmocka_unit_test(lines_and_ends),
		cmocka_unit_test(pages_overlap_by_a_row),
		cmocka_unit_test(every_step_shows_the_chosen_row),
		cmocka_unit_test(groups_stand_above_their_first_row_and_at_the_top),
		cmocka_unit_test(rows_that_arrive_above_do_not_move_the_choice),
		cmocka_unit_test(a_row_that_is_gone_leaves_its_place),
		cmocka_unit_test(another_size_keeps_the_choice_in_sight),
		cmocka_unit_test(only_what_is_near_is_made),
		cmocka_unit_test(picked_rows_are_marked_and_kept_in_order),
		cmocka_unit_test(the_place_and_the_note_are_the_chosen_rows),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
