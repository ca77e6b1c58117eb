/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Views painted on a canvas, without a terminal. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka needs the above first */
#include <cmocka.h>

#include "baolan/base/mem.h"
#include "baolan/view/fold.h"
#include "baolan/view/help.h"
#include "baolan/view/moods.h"
#include "baolan/view/notice.h"
#include "baolan/view/page.h"
#include "baolan/view/status.h"

#include <stdio.h>

enum { MAX_SIZE = 8 << 20, PARAGRAPHS = 12, LONG = 4000 };

static const struct page_options options = { .link_numbers = true,
	                                     .words = &layout_english };

/* --- a page of our own --- */

static void add_paragraph(struct doc_builder *b, int i)
{
	auto_free char *text = mem_printf("第%d段：渡口的早班船六点开，", i);
	auto_free char *url = mem_printf("http://a.test/link/%d", i);

	doc_begin_block(b, (struct doc_block){ .type = BLOCK_PARAGRAPH });
	doc_add_span(b, 0, str_of(text), STR_NONE);
	doc_add_span(b, SPAN_LINK, STR("船票"), str_of(url));
	doc_add_span(b, 0,
	             STR("两元。老周在岸边卖了三十年早点，认得每一个赶船的人，"
	                 "谁要甜浆谁要咸浆，不用问。"),
	             STR_NONE);
	doc_end_block(b);
}

static void add_list(struct doc_builder *b, enum doc_list_kind kind,
                     enum doc_period period, const char *name, int n)
{
	doc_begin_list(b, kind, period, str_of(name));
	for (int i = 1; i <= n; i++) {
		auto_free char *title = mem_printf("%s第%d篇", name, i);
		auto_free char *url =
		        mem_printf("http://a.test/%d/%d/%d", kind, period, i);
		doc_add_story(b, &(struct doc_story_text){ .title = str_of(title),
		                                           .url = str_of(url),
		                                           .rank = (uint32_t)i });
	}
	doc_end_list(b);
}

static void add_moods(struct doc_builder *b)
{
	static const char *const labels[] = { "鼓掌", "愤怒", "开心", "难过" };

	doc_set(b, DOC_REACTION_QUESTION, STR("您的心情"));
	for (size_t i = 0; i < ARRAY_SIZE(labels); i++) {
		char token[] = { (char)('a' + i), '\0' };
		doc_add_mood(b, str_of(token), str_of(labels[i]), (int64_t)(i * 10));
	}
}

static const struct doc *finish(struct doc_builder *b, struct buf *ret_block)
{
	struct error err;

	*ret_block = BUF_INIT(MAX_SIZE);
	assert_int_equal(doc_build(b, ret_block, &err), ERR_OK);
	doc_builder_free(b);
	return doc_check(buf_str(ret_block), &err);
}

static struct page *make_article(int paragraphs, bool moods)
{
	struct doc_builder *b = doc_builder_new(DOC_ARTICLE, MAX_SIZE);
	struct buf block;
	const struct doc *doc;

	doc_set(b, DOC_TITLE, STR("渡口早班船"));
	for (int i = 1; i <= paragraphs; i++)
		add_paragraph(b, i);
	if (moods)
		add_moods(b);
	add_list(b, LIST_RELATED, PERIOD_OTHER, "相关", 3);
	add_list(b, LIST_RANKING, PERIOD_DAY, "日榜", 3);
	add_list(b, LIST_RANKING, PERIOD_WEEK, "周榜", 3);
	doc = finish(b, &block);
	return page_new(&block, doc, &options);
}

static struct page *make_listing(void)
{
	struct doc_builder *b = doc_builder_new(DOC_LISTING, MAX_SIZE);
	struct buf block;
	const struct doc *doc;

	doc_set(b, DOC_TITLE, STR("本地新闻"));
	add_list(b, LIST_STORIES, PERIOD_OTHER, "本地", 30);
	doc = finish(b, &block);
	return page_new(&block, doc, &options);
}

/* --- a screen --- */

struct screen {
	struct view_stack stack;
	struct canvas canvas;
	struct buf text;
	int rows;
};

static void screen_size(struct screen *s, int rows, int cols)
{
	s->rows = rows;
	canvas_resize(&s->canvas, rows, cols);
	view_stack_layout(&s->stack, rows, cols);
}

static void screen_open(struct screen *s, struct view *v, int rows, int cols)
{
	*s = (struct screen){ .text = BUF_INIT(MAX_SIZE) };
	canvas_init(&s->canvas, rows, cols);
	view_push(&s->stack, v);
	screen_size(s, rows, cols);
}

static void screen_close(struct screen *s)
{
	view_stack_done(&s->stack);
	canvas_done(&s->canvas);
	buf_done(&s->text);
}

static const char *screen_text(struct screen *s)
{
	canvas_clear(&s->canvas);
	view_stack_paint(&s->stack, &s->canvas, s->rows);
	buf_clear(&s->text);
	canvas_text(&s->canvas, &s->text);
	return buf_text(&s->text);
}

static void move(struct screen *s, enum view_unit unit, int n)
{
	s->stack.top->ops->move(s->stack.top, unit, n);
}

static const char *place(struct screen *s, char out[VIEW_PLACE_SIZE])
{
	s->stack.top->ops->place(s->stack.top, out);
	return out;
}

static void expect_url(const struct layout_target *target, const char *url)
{
	assert_non_null(target);
	assert_true(str_eq(target->url, str_of(url)));
}

/* The cells of one style, as text. */
static const char *styled(struct screen *s, enum style style)
{
	screen_text(s);
	buf_clear(&s->text);
	for (int i = 0; i < s->canvas.rows * s->canvas.cols; i++)
		if (s->canvas.cells[i].style == style)
			buf_add_text(&s->text, s->canvas.cells[i].text);
	return buf_text(&s->text);
}

/* --- the page --- */

static void test_scrolling_stays_inside(void **state)
{
	struct page *page = make_article(PARAGRAPHS, false);
	struct column *col = &page->columns[0];
	struct screen s;
	char out[VIEW_PLACE_SIZE];

	(void)state;
	screen_open(&s, &page->view, 10, 40);
	move(&s, MOVE_LINE, -3);
	assert_int_equal(col->top, 0);
	move(&s, MOVE_PAGE, 1);
	assert_int_equal(col->top, 9);
	move(&s, MOVE_HALF, -1);
	assert_int_equal(col->top, 4);
	move(&s, MOVE_END, 1);
	assert_int_equal(col->top, col->layout->n_rows - 10);
	assert_string_equal(place(&s, out), "end");
	move(&s, MOVE_PAGE, 5);
	assert_int_equal(col->top, col->layout->n_rows - 10);
	move(&s, MOVE_END, -1);
	assert_int_equal(col->top, 0);
	screen_close(&s);
}

static void test_short_page_is_all_there(void **state)
{
	struct page *page = make_article(1, false);
	struct screen s;
	char out[VIEW_PLACE_SIZE];

	(void)state;
	screen_open(&s, &page->view, 60, 80);
	assert_string_equal(place(&s, out), "all");
	move(&s, MOVE_PAGE, 1);
	assert_int_equal(page->columns[0].top, 0);
	screen_close(&s);
}

static void test_choosing_goes_through_links_and_stories(void **state)
{
	struct page *page = make_article(2, false);
	struct screen s;

	(void)state;
	screen_open(&s, &page->view, 20, 60);
	assert_null(page_selected(page));
	move(&s, MOVE_TARGET, 1);
	expect_url(page_selected(page), "http://a.test/link/1");
	assert_string_equal(styled(&s, STYLE_SELECTED), "船票[1]");
	assert_true(s.canvas.cursor_visible);
	move(&s, MOVE_TARGET, 2);
	expect_url(page_selected(page), "http://a.test/1/0/1");
	move(&s, MOVE_TARGET, -1);
	expect_url(page_selected(page), "http://a.test/link/2");
	move(&s, MOVE_END, 1);
	screen_close(&s);
}

static void test_scrolling_away_lets_go(void **state)
{
	struct page *page = make_article(PARAGRAPHS, false);
	struct screen s;

	(void)state;
	screen_open(&s, &page->view, 8, 40);
	move(&s, MOVE_TARGET, 1);
	move(&s, MOVE_PAGE, 3);
	assert_null(page_selected(page));
	/* and the next choice is on the screen */
	move(&s, MOVE_TARGET, 1);
	assert_true(page_selected(page)->row >= 21);
	screen_close(&s);
}

static void test_numbers(void **state)
{
	struct page *page = make_article(2, false);
	struct screen s;

	(void)state;
	screen_open(&s, &page->view, 20, 140);
	expect_url(page_numbered(page, 2), "http://a.test/link/2");
	expect_url(page_numbered(page, 3), "http://a.test/1/0/1"); /* beside the text */
	assert_null(page_numbered(page, 99));
	screen_close(&s);
}

static void test_two_columns_from_120_on(void **state)
{
	struct page *page = make_article(PARAGRAPHS, false);
	struct screen s;

	(void)state;
	screen_open(&s, &page->view, 20, 119);
	assert_null(page->columns[1].layout);
	screen_size(&s, 20, 120);
	assert_non_null(page->columns[1].layout);
	assert_non_null(strstr(screen_text(&s), "相关第1篇"));
	/* the columns keep out of each other's cells */
	for (int row = 0; row < 20; row++)
		assert_string_equal(
		        s.canvas.cells[row * 120 + page->columns[1].left - 1].text,
		        " ");
	screen_close(&s);
}

static void test_tab_crosses_the_columns(void **state)
{
	struct page *page = make_article(1, false);
	struct screen s;

	(void)state;
	screen_open(&s, &page->view, 20, 140);
	move(&s, MOVE_TARGET, 1);
	assert_int_equal(page->focus, 0);
	move(&s, MOVE_TARGET, 1);
	assert_int_equal(page->focus, 1);
	expect_url(page_selected(page), "http://a.test/1/0/1");
	assert_int_equal(page->columns[0].selected, LAYOUT_NO_TARGET);
	move(&s, MOVE_LINE, 1); /* there, lines are stories */
	expect_url(page_selected(page), "http://a.test/1/0/2");
	move(&s, MOVE_TARGET, -2);
	move(&s, MOVE_TARGET, -1);
	assert_int_equal(page->focus, 0);
	screen_close(&s);
}

static void test_choice_survives_other_columns(void **state)
{
	struct page *page = make_article(2, false);
	struct screen s;

	(void)state;
	screen_open(&s, &page->view, 30, 140);
	move(&s, MOVE_TARGET, 4);
	move(&s, MOVE_TARGET, 1);
	expect_url(page_selected(page), "http://a.test/1/0/1");
	screen_size(&s, 30, 70);
	expect_url(page_selected(page), "http://a.test/1/0/1");
	assert_int_equal(page->focus, 0);
	screen_size(&s, 30, 140);
	expect_url(page_selected(page), "http://a.test/1/0/1");
	assert_int_equal(page->focus, 1);
	screen_close(&s);
}

/* The place of the first row on the screen, in the text. */
static uint32_t top_place(const struct page *page)
{
	return page->columns[0].layout->rows[page->columns[0].top].place;
}

static void test_resizing_keeps_the_place(void **state)
{
	static const int widths[] = { 40, 80, 30, 150, 61, 40 };
	struct page *page = make_article(PARAGRAPHS, false);
	struct screen s;
	uint32_t before, row;

	(void)state;
	screen_open(&s, &page->view, 6, 40);
	move(&s, MOVE_LINE, 17);
	before = top_place(page);
	row = page->columns[0].top;
	for (size_t i = 0; i < ARRAY_SIZE(widths); i++) {
		const struct column *col = &page->columns[0];
		screen_size(&s, 6, widths[i]);
		assert_true(top_place(page) <= before);
		if (col->top + 1 < col->layout->n_rows)
			assert_true(col->layout->rows[col->top + 1].place >= before);
	}
	assert_int_equal(page->columns[0].top, row); /* no drift */
	screen_close(&s);
}

/* --- long pages --- */

static void test_a_long_page_is_laid_out_as_needed(void **state)
{
	struct page *page = make_article(LONG, false);
	struct column *col = &page->columns[0];
	struct screen s;
	char out[VIEW_PLACE_SIZE];
	int slices = 0;

	(void)state;
	screen_open(&s, &page->view, 24, 80);
	assert_false(col->layout->complete);
	assert_true(col->layout->n_rows < 2000);
	move(&s, MOVE_PAGE, 20);
	assert_int_equal(col->top, 20 * 23);
	assert_false(col->layout->complete);
	place(&s, out);
	while (view_stack_more(&s.stack))
		slices++;
	assert_true(slices >= 1);
	assert_true(col->layout->complete);
	assert_int_equal(col->top, 20 * 23);
	assert_string_equal(out, "5%"); /* by the text so far, then by rows */
	assert_string_equal(place(&s, out), "6%");
	screen_close(&s);
}

static void test_the_end_of_a_long_page(void **state)
{
	struct page *page = make_article(LONG, false);
	struct column *col = &page->columns[0];
	struct screen s;
	char out[VIEW_PLACE_SIZE];

	(void)state;
	screen_open(&s, &page->view, 24, 80);
	move(&s, MOVE_END, 1);
	assert_true(col->layout->complete);
	assert_int_equal(col->top, col->layout->n_rows - 24);
	assert_string_equal(place(&s, out), "end");
	screen_size(&s, 30, 70);
	assert_non_null(col->whole);
	assert_string_equal(place(&s, out), "end");
	screen_close(&s);
}

/* What the column shows are the rows of the whole text at this width. */
static void expect_rows_of_whole(const struct page *page)
{
	const struct column *col = &page->columns[0];
	struct layout_options how = { .width = MIN(74, page->view.cols),
		                      .sections = SECTION_ALL,
		                      .link_numbers = true };
	struct layout *whole = layout_new(page->doc, &how);
	uint32_t row = layout_row_at(whole, top_place(page));

	for (uint32_t i = 0; i < (uint32_t)col->rows; i++) {
		auto_buf want = BUF_INIT(1000), got = BUF_INIT(1000);
		layout_row_text(whole, row + i, &want);
		layout_row_text(col->layout, col->top + i, &got);
		assert_string_equal(buf_text(&got), buf_text(&want));
	}
	layout_free(whole);
}

/* The window around the place, then the whole text: nothing moves. */
static void test_resizing_a_long_page(void **state)
{
	static const int widths[] = { 61, 90, 40, 80 };
	struct page *page = make_article(LONG, false);
	struct column *col = &page->columns[0];
	struct screen s;
	uint32_t before, row;

	(void)state;
	screen_open(&s, &page->view, 24, 80);
	move(&s, MOVE_END, 1);
	move(&s, MOVE_PAGE, -100);
	before = top_place(page);
	row = col->top;
	for (size_t i = 0; i < ARRAY_SIZE(widths); i++) {
		auto_free char *text = NULL;
		screen_size(&s, 24, widths[i]);
		assert_non_null(col->whole);
		assert_true(col->layout->n_rows < 3000);
		assert_true(top_place(page) <= before);
		assert_true(col->layout->rows[col->top + 1].place > before);
		expect_rows_of_whole(page);
		text = mem_strdup(screen_text(&s));
		while (i % 2 && view_stack_more(&s.stack))
			continue;
		assert_int_equal(col->whole == NULL, i % 2);
		assert_string_equal(screen_text(&s), text);
	}
	assert_int_equal(col->top, row); /* no drift */
	screen_close(&s);
}

static void test_going_out_of_the_window(void **state)
{
	struct page *page = make_article(LONG, false);
	struct column *col = &page->columns[0];
	struct screen s;
	uint32_t before;

	(void)state;
	screen_open(&s, &page->view, 24, 80);
	move(&s, MOVE_END, 1);
	move(&s, MOVE_PAGE, -100);
	before = col->top;
	screen_size(&s, 24, 60);
	screen_size(&s, 24, 80);
	assert_non_null(col->whole);
	move(&s, MOVE_LINE, -1000);
	assert_null(col->whole);
	assert_int_equal(col->top, before - 1000);
	screen_size(&s, 24, 60);
	move(&s, MOVE_END, -1);
	assert_null(col->whole);
	assert_int_equal(col->top, 0);
	screen_close(&s);
}

static void test_the_choice_in_a_long_page(void **state)
{
	struct page *page = make_article(LONG, false);
	struct column *col = &page->columns[0];
	struct screen s;
	auto_free char *url = NULL;

	(void)state;
	screen_open(&s, &page->view, 24, 80);
	move(&s, MOVE_END, 1);
	move(&s, MOVE_PAGE, -100);
	screen_size(&s, 24, 60);
	assert_non_null(col->whole);
	move(&s, MOVE_TARGET, 1);
	url = str_dup(page_selected(page)->url);
	screen_size(&s, 24, 80);
	expect_url(page_selected(page), url);
	assert_int_equal(page_find(page, STR("第4000段")), 1);
	assert_true(page_numbered(page, 7) != NULL);
	screen_close(&s);
}

static void test_a_small_screen_shows_the_choice(void **state)
{
	struct page *page = make_article(PARAGRAPHS, false);
	struct screen s;
	uint32_t top;

	(void)state;
	screen_open(&s, &page->view, 20, 40);
	move(&s, MOVE_LINE, 5);
	move(&s, MOVE_TARGET, 4);
	top = page->columns[0].top;
	screen_size(&s, 3, 40);
	assert_non_null(page_selected(page));
	assert_true(page->columns[0].top > top);
	screen_size(&s, 20, 40);
	assert_int_equal(page->columns[0].top, top);
	screen_close(&s);
}

static void test_more_text_keeps_the_place(void **state)
{
	struct page *page = make_article(4, false),
	            *longer = make_article(PARAGRAPHS, true);
	struct screen s;

	(void)state;
	screen_open(&s, &page->view, 5, 40);
	move(&s, MOVE_LINE, 7);
	move(&s, MOVE_TARGET, 1);
	expect_url(page_selected(page), "http://a.test/link/3");
	uint32_t before = top_place(page);
	page_set_doc(page, &longer->block, longer->doc);
	screen_size(&s, 5, 40);
	assert_int_equal(top_place(page), before);
	expect_url(page_selected(page), "http://a.test/link/3");
	screen_close(&s);
	longer->view.ops->free(&longer->view);
}

static void test_rankings_turn(void **state)
{
	struct page *page = make_article(1, false);
	struct screen s;

	(void)state;
	screen_open(&s, &page->view, 40, 60);
	assert_non_null(strstr(screen_text(&s), "日榜第1篇"));
	assert_true(page_turn_ranking(page, 1));
	assert_non_null(strstr(screen_text(&s), "周榜第1篇"));
	assert_null(strstr(screen_text(&s), "日榜第1篇"));
	assert_true(page_turn_ranking(page, 1));
	assert_non_null(strstr(screen_text(&s), "日榜第1篇"));
	assert_true(page_show_period(page, PERIOD_WEEK));
	assert_non_null(strstr(screen_text(&s), "周榜第1篇"));
	assert_false(page_show_period(page, PERIOD_MONTH));
	assert_true(page_go_section(page, SECTION_RANKINGS));
	expect_url(page_selected(page), "http://a.test/2/2/1");
	assert_false(page_go_section(page, SECTION_MOODS));
	screen_close(&s);
}

static void test_listing_has_a_choice_from_the_start(void **state)
{
	struct page *page = make_listing();
	struct screen s;

	(void)state;
	screen_open(&s, &page->view, 10, 60);
	expect_url(page_selected(page), "http://a.test/0/0/1");
	move(&s, MOVE_LINE, 4);
	expect_url(page_selected(page), "http://a.test/0/0/5");
	move(&s, MOVE_END, 1);
	expect_url(page_selected(page), "http://a.test/0/0/30");
	move(&s, MOVE_END, -1);
	expect_url(page_selected(page), "http://a.test/0/0/1");
	move(&s, MOVE_PAGE, 1);
	assert_non_null(page_selected(page));
	page_select_url(page, STR("http://a.test/0/0/9"));
	expect_url(page_selected(page), "http://a.test/0/0/9");
	screen_close(&s);
}

/* --- searching --- */

static void test_search_finds_across_rows(void **state)
{
	struct page *page = make_article(PARAGRAPHS, false);
	struct screen s;

	(void)state;
	/* at 17 columns no row holds the whole phrase */
	screen_open(&s, &page->view, 12, 17);
	assert_int_equal(page_find(page, STR("三十年早点，认得每一个")), PARAGRAPHS);
	assert_string_equal(styled(&s, STYLE_SELECTED), "三十年早点，认得每一个");
	screen_size(&s, 12, 100);
	assert_int_equal(page_found(page), PARAGRAPHS);
	screen_close(&s);
}

static void test_search_moves_and_goes_around(void **state)
{
	struct page *page = make_article(3, false);
	struct screen s;

	(void)state;
	screen_open(&s, &page->view, 5, 60);
	assert_int_equal(page_find(page, STR("老周")), 3);
	assert_int_equal(page->current, 0);
	page_find_next(page, 2);
	assert_int_equal(page->current, 2);
	page_find_next(page, 1);
	assert_int_equal(page->current, 0);
	page_find_next(page, -1);
	assert_int_equal(page->current, 2);
	assert_true(page_forget_found(page));
	assert_false(page_forget_found(page));
	assert_int_equal(page_find(page, STR("没有这句")), 0);
	screen_close(&s);
}

static uint32_t count_found(const char *text, const char *needle)
{
	struct doc_builder *b = doc_builder_new(DOC_ARTICLE, MAX_SIZE);
	struct layout_options how = { .width = 20, .sections = SECTION_BODY };
	struct found_list list = { 0 };
	struct buf block;
	const struct doc *doc;
	struct layout *layout;
	uint32_t count;

	doc_begin_block(b, (struct doc_block){ .type = BLOCK_PARAGRAPH });
	doc_add_span(b, 0, str_of(text), STR_NONE);
	doc_end_block(b);
	doc = finish(b, &block);
	layout = layout_new(doc, &how);
	found_list_fill(&list, layout, str_of(needle));
	count = list.count;
	found_list_done(&list);
	layout_free(layout);
	buf_done(&block);
	return count;
}

/* Where justification has widened a row there is no blank. */
static void test_search_in_justified_rows(void **state)
{
	struct doc_builder *b = doc_builder_new(DOC_ARTICLE, MAX_SIZE);
	struct page_options justified = { .measure = 20,
		                          .justify = true,
		                          .indent = LAYOUT_INDENT_NONE,
		                          .hang = LAYOUT_HANG_NONE };
	struct screen s;
	struct buf block;
	const struct doc *doc;
	struct page *page;

	(void)state;
	doc_begin_block(b, (struct doc_block){ .type = BLOCK_PARAGRAPH });
	doc_add_span(b, 0, STR("新船用LFP，容量又大又好充电"), STR_NONE);
	doc_end_block(b);
	doc = finish(b, &block);
	page = page_new(&block, doc, &justified);
	screen_open(&s, &page->view, 6, 20);
	assert_non_null(strstr(screen_text(&s), "新船用 LFP，容量又大"));
	assert_int_equal(page_find(page, STR("用LFP")), 1);
	screen_close(&s);
}

static void test_search_folds(void **state)
{
	(void)state;
	assert_int_equal(count_found("The WTO and the wto", "Wto"), 2);
	assert_int_equal(count_found("国内ＧＤＰ增长", "gdp"), 1);
	assert_int_equal(count_found("a river runs through the old town again",
	                             "through  the"),
	                 1);
	assert_int_equal(count_found("一一一", "一一"), 1);
	assert_int_equal(count_found("abc", ""), 0);
	assert_int_equal(count_found("abc", "  "), 0);
}

/* --- the other views --- */

static void test_moods_over_the_page(void **state)
{
	struct page *page = make_article(1, true);
	struct screen s;

	(void)state;
	screen_open(&s, &page->view, 8, 44);
	view_push(&s.stack, moods_new(page->doc));
	moods_say(s.stack.top, STYLE_DIM, "Enter sends");
	screen_size(&s, 8, 44);
	const char *text = screen_text(&s);
	assert_non_null(strstr(text, "渡口早班船"));
	assert_non_null(strstr(text, "-- 您的心情 --------------------------------\n"
	                             " >1  鼓掌  0    2  愤怒 10    3  开心 20\n"
	                             "  4  难过 30\n"
	                             " Enter sends\n"));
	screen_close(&s);
}

static void test_moods_without_counts(void **state)
{
	struct page *page = make_article(1, true);
	struct screen s;

	(void)state;
	screen_open(&s, &page->view, 8, 44);
	view_push(&s.stack, moods_new(page->doc));
	moods_hide_counts(s.stack.top);
	screen_size(&s, 8, 44);
	assert_non_null(strstr(screen_text(&s),
	                       " >1  鼓掌    2  愤怒    3  开心    4  难过\n"));
	moods_update(s.stack.top, page->doc);
	screen_size(&s, 8, 44);
	assert_non_null(strstr(screen_text(&s),
	                       " >1  鼓掌    2  愤怒    3  开心    4  难过\n"));
	screen_close(&s);
}

static void test_moods_cursor(void **state)
{
	struct page *page = make_article(1, true);
	struct screen s;

	(void)state;
	screen_open(&s, &page->view, 8, 44);
	view_push(&s.stack, moods_new(page->doc));
	screen_size(&s, 8, 44);
	struct view *v = s.stack.top;
	assert_string_equal(moods_token(v), "a");
	v->ops->number(v, 3);
	assert_string_equal(moods_label(v), "开心");
	v->ops->number(v, 9); /* there is none */
	assert_string_equal(moods_label(v), "开心");
	move(&s, MOVE_SIDE, -1);
	assert_string_equal(moods_token(v), "b");
	move(&s, MOVE_LINE, 1);
	assert_string_equal(moods_token(v), "b");
	move(&s, MOVE_END, 1);
	assert_string_equal(moods_token(v), "d");
	move(&s, MOVE_LINE, -1);
	assert_string_equal(moods_token(v), "a");
	screen_close(&s);
}

static void test_moods_cursor_stays_on_its_mood(void **state)
{
	struct page *page = make_article(1, true);
	struct doc_builder *b = doc_builder_new(DOC_ARTICLE, MAX_SIZE);
	struct screen s;
	struct buf block;

	(void)state;
	doc_add_mood(b, STR("x"), STR("平静"), 1);
	add_moods(b);
	screen_open(&s, moods_new(page->doc), 8, 44);
	s.stack.top->ops->number(s.stack.top, 2);
	moods_update(s.stack.top, finish(b, &block));
	assert_string_equal(moods_token(s.stack.top), "b");
	buf_done(&block);
	screen_close(&s);
	page->view.ops->free(&page->view);
}

static void test_own_mood_is_marked(void **state)
{
	struct doc_builder *b = doc_builder_new(DOC_ARTICLE, MAX_SIZE);
	struct screen s;
	struct buf block;
	const struct doc *doc;

	(void)state;
	add_moods(b);
	doc_set(b, DOC_REACTION_MINE, STR("b"));
	doc = finish(b, &block);
	screen_open(&s, moods_new(doc), 5, 40);
	assert_non_null(strstr(screen_text(&s), " *2  愤怒 10"));
	screen_close(&s);
	buf_done(&block);
}

/* Every size paints something and writes nowhere else (the sanitizers look). */
static void test_tiny_screens(void **state)
{
	(void)state;
	for (int rows = 1; rows < 6; rows++) {
		for (int cols = 1; cols < 24; cols++) {
			struct page *page = make_article(2, true);
			struct screen s;

			screen_open(&s, &page->view, rows, cols);
			view_push(&s.stack, moods_new(page->doc));
			screen_size(&s, rows, cols);
			for (int i = 0; i < 5; i++)
				move(&s, MOVE_TARGET, 1);
			screen_text(&s);
			view_pop(&s.stack);
			move(&s, MOVE_TARGET, 1);
			page_find(page, STR("船票"));
			screen_text(&s);
			screen_close(&s);
		}
	}
}

static void test_help(void **state)
{
	struct view *help = help_new();
	struct screen s;

	(void)state;
	help_add_heading(help, "Moving");
	help_add(help, "j Down", "down", "Go down a line");
	help_add(help, "Space PageDown C-f", "page-down", "Go down a screen");
	screen_open(&s, help, 6, 30);
	assert_string_equal(screen_text(&s), "Moving\n"
	                                     "j Down      Go down a line\n"
	                                     "Space PageDown C-f\n"
	                                     "            Go down a screen\n\n\n");
	screen_size(&s, 2, 80);
	move(&s, MOVE_END, 1);
	assert_string_equal(
	        screen_text(&s),
	        "j Down                down              Go down a line\n"
	        "Space PageDown C-f    page-down         Go down a screen\n");
	screen_close(&s);
}

static void test_notice(void **state)
{
	struct screen s;

	(void)state;
	screen_open(&s, notice_new("Loading\n\nEsc stops it at any time"), 6, 20);
	assert_string_equal(screen_text(&s),
	                    "Loading\n\nEsc stops it at any\ntime\n\n\n");
	notice_set(s.stack.top, "Stopped");
	screen_size(&s, 6, 20);
	assert_non_null(strstr(screen_text(&s), "Stopped"));
	screen_close(&s);
}

static void test_fold(void **state)
{
	struct str rest = STR("one two 三四五六");

	(void)state;
	assert_int_equal(fold_count(rest, 9), 2);
	assert_true(str_eq(fold_row(&rest, 9), STR("one two ")));
	assert_true(str_eq(fold_row(&rest, 9), STR("三四五六")));
	assert_null(rest.at);
	assert_int_equal(fold_count(STR(""), 9), 1);
	assert_int_equal(fold_count(STR("unbreakable"), 4), 3);
}

static void test_status_bar(void **state)
{
	struct canvas c;
	auto_buf text = BUF_INIT(4096);

	(void)state;
	canvas_init(&c, 1, 20);
	status_paint(&c, 0, STYLE_STATUS, STR("报栏"), STR("45%"));
	canvas_text(&c, &text);
	assert_string_equal(buf_text(&text), " 报栏           45%\n");
	buf_clear(&text);
	status_paint(&c, 0, STYLE_STATUS, STR("一二三四五六七八九十"), STR("end"));
	canvas_text(&c, &text);
	assert_string_equal(buf_text(&text), " 一二三四五...  end\n");
	canvas_done(&c);
}

static void test_sizes(void **state)
{
	char out[STATUS_SIZE];

	(void)state;
	status_size(0, out);
	assert_string_equal(out, "0 B");
	status_size(34918, out);
	assert_string_equal(out, "34.1 KB");
	status_size((uint64_t)5 << 20, out);
	assert_string_equal(out, "5.0 MB");
}

static void test_stack(void **state)
{
	struct view_stack s = { 0 }, other = { 0 };
	struct view *a = notice_new("a"), *b = notice_new("b");

	(void)state;
	view_push(&s, a);
	view_pop(&s); /* the last one stays */
	assert_ptr_equal(s.top, a);
	view_push(&s, b);
	view_push(&other, view_take(&s));
	assert_ptr_equal(other.top, b);
	assert_null(b->below);
	assert_ptr_equal(s.top, a);
	assert_null(page_of(a));
	view_stack_done(&s);
	view_stack_done(&other);
	assert_null(view_take(&s));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_scrolling_stays_inside),
		cmocka_unit_test(test_short_page_is_all_there),
		cmocka_unit_test(test_choosing_goes_through_links_and_stories),
		cmocka_unit_test(test_scrolling_away_lets_go),
		cmocka_unit_test(test_numbers),
		cmocka_unit_test(test_two_columns_from_120_on),
		cmocka_unit_test(test_tab_crosses_the_columns),
		cmocka_unit_test(test_choice_survives_other_columns),
		cmocka_unit_test(test_resizing_keeps_the_place),
		cmocka_unit_test(test_a_long_page_is_laid_out_as_needed),
		cmocka_unit_test(test_the_end_of_a_long_page),
		cmocka_unit_test(test_resizing_a_long_page),
		cmocka_unit_test(test_going_out_of_the_window),
		cmocka_unit_test(test_the_choice_in_a_long_page),
		cmocka_unit_test(test_a_small_screen_shows_the_choice),
		cmocka_unit_test(test_more_text_keeps_the_place),
		cmocka_unit_test(test_rankings_turn),
		cmocka_unit_test(test_listing_has_a_choice_from_the_start),
		cmocka_unit_test(test_search_finds_across_rows),
		cmocka_unit_test(test_search_moves_and_goes_around),
		cmocka_unit_test(test_search_folds),
		cmocka_unit_test(test_search_in_justified_rows),
		cmocka_unit_test(test_moods_over_the_page),
		cmocka_unit_test(test_moods_without_counts),
		cmocka_unit_test(test_moods_cursor),
		cmocka_unit_test(test_moods_cursor_stays_on_its_mood),
		cmocka_unit_test(test_own_mood_is_marked),
		cmocka_unit_test(test_tiny_screens),
		cmocka_unit_test(test_help),
		cmocka_unit_test(test_notice),
		cmocka_unit_test(test_fold),
		cmocka_unit_test(test_status_bar),
		cmocka_unit_test(test_sizes),
		cmocka_unit_test(test_stack),
	};
	return cmocka_run_group_tests_name("view", tests, NULL, NULL);
}
