/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "baolan/layout/layout.h"

#include "baolan/text/linebreak.h"
#include "baolan/text/utf8.h"
#include "baolan/text/width.h"
#include "checked-doc.h"
#include "sample-doc.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static const struct layout_words words = {
	.source = "来源",
	.author = "记者",
	.editor = "责任编辑",
	.related = "相关新闻",
	.image = "图",
	.moods_total = "人表态",
	.mine = "你的心情",
	.untitled = "无标题",
	.page_of = "第 %u 页，共 %u 页",
	.periods = { "排行", "日排行", "周排行", "月排行" },
};

static struct layout *lay_out(const struct doc *doc, int width, unsigned sections)
{
	return layout_new(doc, &(struct layout_options){ .width = width,
	                                                 .sections = sections,
	                                                 .link_numbers = true,
	                                                 .words = &words });
}

static void assert_rows(const struct layout *layout, const char *want)
{
	auto_buf text = BUF_INIT(BUF_MAX_TEXT);
	for (uint32_t row = 0; row < layout->n_rows; row++) {
		layout_row_text(layout, row, &text);
		buf_add_char(&text, '\n');
	}
	assert_string_equal(buf_text(&text), want);
}

/* Lay out one section of a document made by `fill` and compare its rows. */
static void assert_section(void (*fill)(struct doc_builder *b), int width,
                           unsigned section, const char *want)
{
	struct doc_builder *b = doc_builder_new(DOC_ARTICLE, SAMPLE_SIZE);
	fill(b);
	auto_buf block = sample_build(b);
	struct layout *layout = lay_out(checked(&block), width, section);
	assert_rows(layout, want);
	layout_free(layout);
}

/* --- what every layout must be --- */

static void assert_row_fits(const struct layout *layout, uint32_t row, int width)
{
	const struct layout_row *r = &layout->rows[row];
	int column = 0;
	for (uint32_t i = 0; i < r->n_runs; i++) {
		const struct layout_run *run = &layout->runs[r->first_run + i];
		assert_true(run->column >= column);
		assert_int_equal(run->cells, width_str(run->text));
		assert_true(run->text.len > 0);
		assert_true(run->target == LAYOUT_NO_TARGET ||
		            run->target < layout->n_targets);
		column = run->column + run->cells;
	}
	if (column > width)
		fail_msg("row %u is %d cells wide, the page %d", row, column, width);
}

static void assert_sound(const struct layout *layout, int width)
{
	uint32_t runs = 0;
	for (uint32_t row = 0; row < layout->n_rows; row++) {
		const struct layout_row *r = &layout->rows[row];
		assert_int_equal(r->first_run, runs);
		runs += r->n_runs;
		assert_row_fits(layout, row, width);
		assert_true(!row || r->place >= r[-1].place);
	}
	assert_int_equal(runs, layout->n_runs);
	for (uint32_t t = 0; t < layout->n_targets; t++)
		assert_true(layout->targets[t].row < layout->n_rows);
}

static void test_every_width_is_sound(void **state)
{
	(void)state;
	auto_buf block = sample_document();
	for (int ambiguous = 1; ambiguous <= 2; ambiguous++) {
		width_set_ambiguous(ambiguous);
		for (int width = 2; width <= 120; width++) {
			struct layout *layout =
			        lay_out(checked(&block), width, SECTION_ALL);
			assert_sound(layout, width);
			layout_free(layout);
		}
	}
	width_set_ambiguous(1);
}

static void test_a_width_below_2_counts_as_2(void **state)
{
	(void)state;
	auto_buf block = sample_document();
	struct layout *layout = lay_out(checked(&block), 0, SECTION_ALL);
	assert_sound(layout, 2);
	layout_free(layout);
}

/* --- paragraphs --- */

static const char *const paragraphs[] = {
	"入梅以来，榕湾江段水位三天涨了1."
	"7米。昨天傍晚，老渡口的船工陈水根把缆绳又放长了一截，"
	"说：“水来得急，可心里不慌——码头会跟着水走。”新码头上月底装好，是市里第一座浮式"
	"码头。",
	"“为什么不早点修？”有人问。“钱从哪里来？”“修了谁用？”……在听证会上，问题一个接一"
	"个，"
	"航运处的答复只有八个字：先通后畅，边用边改（详见附表）。《榕湾晚报》连续报道了"
	"这件事。",
	"新船用的是LFP电池，容量620kWh，快充35分钟可到80%；旧船烧柴油，一年要花￥186,"
	"000。"
	"按COVID-19时期停航的数据推算，每停一天，约有3,400人要绕行7.5km，碳排放多出2."
	"1t。",
	"预约网址https://ferry.rongwan.test/"
	"book?route=old-ferry&date=2016-06-06&seat=window"
	"已开通，也可发邮件到service-desk@ferry.rongwan.test。",
	"列奥纳多·达·芬奇画过的水车，村口还有一架；老人叫它‘龙骨车’，5～10人才踩得动。",
	"！！！？？？）））》》》、、、。。。，，，；；；：：：",
	"（（（《《《「「「『『『【【【",
	"Superkalifragilistischexpialigetisch一词，长45个字母？不，比它更长的还有呢。",
};

static void set_picture(struct doc_builder *b)
{
	doc_begin_block(b, (struct doc_block){ .type = BLOCK_IMAGE });
	doc_set_image(b, STR("http://a.test/1.jpg"), STR("江上的船"));
	doc_add_span(b, 0, STR("老渡口，昨天傍晚"), STR_NONE);
	doc_end_block(b);
}

static struct buf paragraph_document(const char *text)
{
	struct doc_builder *b = doc_builder_new(DOC_ARTICLE, SAMPLE_SIZE);
	sample_paragraph(b, text);
	return sample_build(b);
}

static void add_without_spaces(struct buf *b, struct str s)
{
	for (uint32_t c; s.len;) {
		size_t len = utf8_next(s, &c);
		if (!utf8_is_space(c))
			buf_add(b, s.at, len);
		s = str_from(s, len);
	}
}

static void test_no_text_is_lost_or_repeated(void **state)
{
	(void)state;
	for (size_t p = 0; p < ARRAY_SIZE(paragraphs); p++) {
		auto_buf block = paragraph_document(paragraphs[p]);
		auto_buf want = BUF_INIT(BUF_MAX_TEXT);
		add_without_spaces(&want, str_of(paragraphs[p]));
		for (int width = 2; width <= 120; width++) {
			struct layout *layout =
			        lay_out(checked(&block), width, SECTION_BODY);
			auto_buf got = BUF_INIT(BUF_MAX_TEXT);
			for (uint32_t i = 0; i < layout->n_runs; i++)
				add_without_spaces(&got, layout->runs[i].text);
			assert_string_equal(buf_text(&got), buf_text(&want));
			assert_sound(layout, width);
			layout_free(layout);
		}
	}
}

/* Has the text a break strictly inside the row? */
static bool has_break(const uint8_t *breaks, size_t start, size_t end)
{
	for (size_t at = start + 1; at < end; at++)
		if (breaks[at])
			return true;
	return false;
}

static void assert_good_ends(const struct layout *layout, struct str text,
                             const uint8_t *breaks)
{
	for (uint32_t row = 0; row + 1 < layout->n_rows; row++) {
		struct str run = layout->runs[layout->rows[row].first_run].text;
		struct str next = layout->runs[layout->rows[row + 1].first_run].text;
		size_t start = (size_t)(run.at - text.at);
		uint32_t first, last;
		utf8_next(next, &first);
		utf8_previous(run, &last);
		/* A slash may start a row where ICU breaks an address before it. */
		bool bad = !breaks[next.at - text.at] &&
		           (break_forbidden_start(BREAK_SET_BASIC, first) ||
		            break_forbidden_end(BREAK_SET_BASIC, last));
		if (bad && has_break(breaks, start, start + run.len))
			fail_msg("\"%.*s\" is followed by \"%.*s\"", STR_ARG(run),
			         STR_ARG(next));
	}
}

/* An address is kept together behind its "https://". */
static void forget_schemes(struct str text, uint8_t *breaks)
{
	for (size_t at = 3; at < text.len; at++)
		if (memcmp(text.at + at - 3, "://", 3) == 0)
			breaks[at] = BREAK_NONE;
}

static void test_no_mark_stands_where_it_must_not(void **state)
{
	(void)state;
	struct breaker *breaker = breaker_new(BREAK_SET_BASIC);
	for (size_t p = 0; p < ARRAY_SIZE(paragraphs); p++) {
		auto_buf block = paragraph_document(paragraphs[p]);
		const struct doc *doc = checked(&block);
		uint32_t n;
		const struct doc_span *span = doc_spans(doc, doc_blocks(doc, &n));
		struct str text = doc_str(doc, span->text);
		auto_free uint8_t *breaks = mem_alloc(text.len + 1);
		breaker_find(breaker, text, breaks);
		forget_schemes(text, breaks);
		for (int width = 2; width <= 120; width++) {
			struct layout *layout = lay_out(doc, width, SECTION_BODY);
			assert_good_ends(layout, text, breaks);
			layout_free(layout);
		}
	}
	breaker_free(breaker);
}

/* The last row has two characters or more, where the row before can spare one. */
static void test_the_last_row_is_no_single_character(void **state)
{
	(void)state;
	auto_buf block = paragraph_document(
	        "江边的风一整夜没有停过，直到天亮时才小了下去。船。");
	for (int width = 20; width <= 60; width++) {
		struct layout *layout = lay_out(checked(&block), width, SECTION_BODY);
		const struct layout_row *last = &layout->rows[layout->n_rows - 1];
		assert_true(layout->runs[last->first_run].cells > 4);
		layout_free(layout);
	}
}

static void assert_paragraph(const char *text, int width, int measure, const char *want)
{
	auto_buf block = paragraph_document(text);
	struct layout *layout =
	        layout_new(checked(&block),
	                   &(struct layout_options){ .width = width,
	                                             .measure = measure,
	                                             .sections = SECTION_BODY,
	                                             .words = &words });
	assert_rows(layout, want);
	layout_free(layout);
}

static void test_the_first_row_is_indented(void **state)
{
	(void)state;
	assert_paragraph("船到了江心。", 60, 0, "    船到了江心。\n");
	assert_paragraph("船到了江心。", 30, 0, "  船到了江心。\n");
	assert_paragraph("船到了江心。", 8, 0, "船到了江\n心。\n");
}

static void test_an_indent_in_the_source_is_not_doubled(void **state)
{
	(void)state;
	assert_paragraph("　　船到了江心。", 60, 0, "    船到了江心。\n");
	assert_paragraph("\xc2\xa0\xc2\xa0 船到了江心。", 60, 0, "    船到了江心。\n");
}

static void test_a_mark_hangs_where_there_is_room(void **state)
{
	(void)state;
	const char *text = "渡口的早班船五点半开得早些末班船到夜里，才收";
	assert_paragraph(text, 22, 20,
	                 "  渡口的早班船五点半\n开得早些末班船到夜里，\n才收\n");
	assert_paragraph(text, 20, 20,
	                 "  渡口的早班船五点半\n开得早些末班船到夜\n里，才收\n");
}

static void test_newlines_part_rows(void **state)
{
	(void)state;
	assert_paragraph("江水向东流\n船向西边走\n\n　　另起一段", 60, 0,
	                 "    江水向东流\n船向西边走\n    另起一段\n");
}

static void test_an_address_keeps_its_scheme(void **state)
{
	(void)state;
	assert_paragraph("网址是http://a.test/1", 16, 0, "  网址是\nhttp://a.test/1\n");
}

static void assert_by(const char *text, struct layout_options options, const char *want)
{
	auto_buf block = paragraph_document(text);
	options.sections = SECTION_BODY;
	options.words = &words;
	struct layout *layout = layout_new(checked(&block), &options);
	assert_rows(layout, want);
	layout_free(layout);
}

static void test_the_blank_half_of_a_mark_hangs(void **state)
{
	(void)state;
	const char *text = "他问：“老船还开不开？”没有人答他。";
	struct layout_options options = { .width = 22,
		                          .measure = 19,
		                          .indent = LAYOUT_INDENT_NONE,
		                          .hang = LAYOUT_HANG_HALVES };
	width_set_ambiguous(2);
	assert_by(text, options, "他问：“老船还开不\n开？”没有人答他。\n");
	width_set_ambiguous(1);
	text = "两座浮式码头已装好！没有人再等。";
	assert_by(text, options, "两座浮式码头已装好！\n没有人再等。\n");
	options.hang = LAYOUT_HANG_NONE;
	assert_by(text, options, "两座浮式码头已装\n好！没有人再等。\n");
	options.hang = LAYOUT_HANG_MARKS;
	options.measure = 18; /* an exclamation mark hangs by its half alone */
	assert_by(text, options, "两座浮式码头已装\n好！没有人再等。\n");
	options.width = 19;
	options.measure = 19; /* no room on the screen */
	assert_by(text, options, "两座浮式码头已装\n好！没有人再等。\n");
}

static void test_traditional_marks_do_not_hang(void **state)
{
	(void)state;
	struct doc_builder *b = doc_builder_new(DOC_ARTICLE, SAMPLE_SIZE);
	doc_set(b, DOC_LANGUAGE, STR("zh-hant-TW"));
	sample_paragraph(b, "兩座浮式碼頭已裝好，沒有人再等。");
	auto_buf block = sample_build(b);
	struct layout *layout =
	        layout_new(checked(&block),
	                   &(struct layout_options){ .width = 22,
	                                             .measure = 18,
	                                             .sections = SECTION_BODY,
	                                             .indent = LAYOUT_INDENT_NONE });
	assert_rows(layout, "兩座浮式碼頭已裝\n好，沒有人再等。\n");
	layout_free(layout);
}

static void test_the_indent_can_be_chosen(void **state)
{
	(void)state;
	const char *text = "　　船到了江心。";
	struct layout_options options = { .width = 60 };
	options.indent = LAYOUT_INDENT_NONE;
	assert_by(text, options, "船到了江心。\n");
	options.indent = LAYOUT_INDENT_ONE;
	assert_by(text, options, "  船到了江心。\n");
	options.indent = LAYOUT_INDENT_TWO;
	options.width = 20;
	assert_by(text, options, "    船到了江心。\n");
}

/* Blanks first, then gaps beside Latin, then those behind marks. */
static void test_gaps_are_widened(void **state)
{
	(void)state;
	struct layout_options options = { .width = 20,
		                          .justify = true,
		                          .indent = LAYOUT_INDENT_NONE,
		                          .hang = LAYOUT_HANG_NONE };
	/* one short: a gap beside Latin rather than the one behind the comma */
	assert_by("新船用LFP，容量又大又好充电", options,
	          "新船用 LFP，容量又大\n又好充电\n");
	/* a blank before both */
	assert_by("新船 Rong用LF，容量又大", options, "新船  Rong用LF，容量\n又大\n");
	/* nothing between Han */
	assert_by("江边的风一整夜没有A停过", options, "江边的风一整夜没有 A\n停过\n");
	assert_by("江边的风一整（夜没有停）过", options,
	          "江边的风一整（夜没有\n停）过\n");
	options.width = 21;
	assert_by("江边的风一整夜没有停过了", options, "江边的风一整夜没有停\n过了\n");
}

static void test_long_addresses_break_at_their_parts(void **state)
{
	(void)state;
	struct layout_options options = { .width = 24, .indent = LAYOUT_INDENT_NONE };
	assert_by("详见https://a.test/ferry-2016.html。", options,
	          "详见https://a.test/\nferry-2016.html。\n");
	assert_by("详见www.rongwan.test/b?c=1吧", options,
	          "详见\nwww.rongwan.test/b?c=1吧\n");
	options.width = 20;
	assert_by("https://ferry.test/book?route=old&date=today", options,
	          "https://ferry.test/\nbook?route=old&date=\ntoday\n");
}

static void test_addresses_are_listed_at_the_end(void **state)
{
	(void)state;
	struct doc_builder *b = doc_builder_new(DOC_ARTICLE, SAMPLE_SIZE);
	sample_link_paragraph(b);
	auto_buf block = sample_build(b);
	struct layout *layout =
	        layout_new(checked(&block),
	                   &(struct layout_options){ .width = 60,
	                                             .sections = SECTION_BODY,
	                                             .link_numbers = true,
	                                             .link_list = true });
	auto_buf row = BUF_INIT(1000);
	layout_row_text(layout, layout->n_rows - 1, &row);
	assert_string_equal(buf_text(&row), "[1] http://hangyun.test/gg");
	layout_free(layout);
}

static void test_rules_are_those_asked_for(void **state)
{
	(void)state;
	struct layout_options options = { .width = 10, .indent = LAYOUT_INDENT_NONE };
	assert_by("先通后畅边——用", options, "先通后畅边\n——用\n");
	options.rules = BREAK_SET_STRICT;
	assert_by("先通后畅边——用", options, "先通后畅\n边——用\n");
	options.rules = BREAK_SET_NONE;
	assert_by("先通后畅吧，边用", options, "先通后畅吧\n，边用\n");
}

/* --- bit by bit --- */

static void assert_same_row(const struct layout *a, uint32_t row,
                            const struct layout *b, uint32_t other)
{
	auto_buf x = BUF_INIT(BUF_MAX_TEXT), y = BUF_INIT(BUF_MAX_TEXT);
	layout_row_text(a, row, &x);
	layout_row_text(b, other, &y);
	assert_string_equal(buf_text(&x), buf_text(&y));
	assert_int_equal(a->rows[row].place, b->rows[other].place);
	assert_int_equal(a->rows[row].section, b->rows[other].section);
}

static void test_a_layout_goes_on_where_it_stopped(void **state)
{
	(void)state;
	auto_buf block = sample_document();
	struct layout_options options = { .width = 50, .sections = SECTION_ALL };
	struct layout *whole = layout_new(checked(&block), &options);
	struct layout *part = layout_begin(checked(&block), &options);
	assert_true(whole->complete && !part->complete);
	assert_int_equal(part->n_rows, 0);
	for (uint32_t rows = 1; !part->complete; rows++) {
		layout_more(part, rows);
		assert_true(part->n_rows >= rows || part->complete);
		for (uint32_t t = 0; t < part->n_targets; t++)
			assert_int_equal(part->targets[t].row, whole->targets[t].row);
	}
	assert_int_equal(part->n_rows, whole->n_rows);
	assert_int_equal(part->n_targets, whole->n_targets);
	assert_int_equal(part->cells, whole->cells);
	for (uint32_t row = 0; row < whole->n_rows; row++)
		assert_same_row(part, row, whole, row);
	layout_free(part);
	layout_free(whole);
}

static void test_a_layout_reaches_a_place(void **state)
{
	(void)state;
	auto_buf block = sample_document();
	struct layout_options options = { .width = 50, .sections = SECTION_ALL };
	struct layout *whole = layout_new(checked(&block), &options);
	for (uint32_t place = 0; place < whole->size; place += 50) {
		struct layout *part = layout_begin(checked(&block), &options);
		layout_reach(part, place);
		assert_int_equal(layout_row_at(part, place),
		                 layout_row_at(whole, place));
		layout_free(part);
	}
	layout_free(whole);
}

/* The sample's blocks behind so much text that a window is worth while. */
static struct buf long_document(void)
{
	struct doc_builder *b = doc_builder_new(DOC_ARTICLE, SAMPLE_SIZE);
	sample_head(b);
	for (int i = 0; i < 250; i++) {
		sample_link_paragraph(b);
		sample_paragraph(b, paragraphs[i % 8]);
		if (i % 5 == 0)
			sample_lists(b);
		if (i % 7 == 0)
			sample_table(b);
		if (i % 3 == 0)
			set_picture(b);
	}
	sample_related(b);
	return sample_build(b);
}

static void assert_window(const struct layout *whole, uint32_t place)
{
	struct layout *window = layout_window(whole, place);
	assert_non_null(window);
	layout_more(window, UINT32_MAX);
	assert_true(window->n_rows < whole->n_rows);
	assert_true(window->rows[0].place <= place);
	uint32_t skipped = whole->n_rows - window->n_rows;
	for (uint32_t row = 0; row < window->n_rows; row++)
		assert_same_row(window, row, whole, skipped + row);
	assert_int_equal(window->first_target + window->n_targets, whole->n_targets);
	for (uint32_t t = 0; t < window->n_targets; t++) {
		const struct layout_target *one = &window->targets[t];
		const struct layout_target *same =
		        &whole->targets[window->first_target + t];
		assert_int_equal(one->number, same->number);
		assert_int_equal(one->row + skipped, same->row);
	}
	layout_free(window);
}

static void test_a_window_is_the_rest_of_the_whole(void **state)
{
	(void)state;
	auto_buf block = long_document();
	for (int width = 30; width <= 90; width += 30) {
		struct layout *whole = lay_out(checked(&block), width, SECTION_ALL);
		for (uint32_t place = 70000; place < whole->size - 5000; place += 7001)
			assert_window(whole, place);
		assert_null(layout_window(whole, 100));
		assert_null(layout_window(whole, whole->size));
		layout_free(whole);
	}
}

/* --- golden rows --- */

static void test_head_on_a_small_screen(void **state)
{
	(void)state;
	assert_section(sample_head, 40, SECTION_HEAD,
	               "榕湾晚报\n"
	               "江水连涨三天之后\n"
	               "老渡口早班船提前到五点半\n"
	               "沿江三万居民出行不再绕远路\n"
	               "末班延至二十二点，票价不变\n"
	               "2016-06-06 08:49  来源: 榕湾晚报\n"
	               "记者: 周渡 林小桥\n");
}

static void test_head_on_a_wide_screen(void **state)
{
	(void)state;
	assert_section(sample_head, 80, SECTION_HEAD,
	               "榕湾晚报\n"
	               "\n"
	               "江水连涨三天之后\n"
	               "老渡口早班船提前到五点半 沿江三万居民出行不再绕远路\n"
	               "末班延至二十二点，票价不变\n"
	               "\n"
	               "2016-06-06 08:49  来源: 榕湾晚报  记者: 周渡 林小桥\n");
}

static void set_plain_title(struct doc_builder *b)
{
	doc_set(b, DOC_TITLE, STR("百年老街修旧如旧街坊盼着早日回家开门做生意"));
}

static void test_a_headline_s_rows_are_even(void **state)
{
	(void)state;
	assert_section(set_plain_title, 40, SECTION_HEAD,
	               "百年老街修旧如旧街坊盼\n"
	               "着早日回家开门做生意\n");
}

static void fill_nothing(struct doc_builder *b)
{
	(void)b;
}

static void test_an_article_without_title_is_untitled(void **state)
{
	(void)state;
	assert_section(fill_nothing, 40, SECTION_ALL, "无标题\n");
}

static void test_moods_on_a_small_screen(void **state)
{
	(void)state;
	assert_section(sample_moods, 40, SECTION_MOODS,
	               "您看完此新闻的心情是 -------------------\n"
	               " 1 鼓掌 ########------------ 123  41%\n"
	               " 2 愤怒 #-------------------   4   1%\n"
	               "*3 开心 ####----------------  61  20%\n"
	               " 4 难过 --------------------   0   0%\n"
	               " 5 惊讶 #-------------------  17   6%\n"
	               " 6 恐怖 #-------------------   1   0%\n"
	               " 7 点赞 ######--------------  94  31%\n"
	               " 8 蜡烛 #-------------------   2   1%\n"
	               " 302 人表态  * 你的心情: 开心\n");
}

static void test_moods_side_by_side(void **state)
{
	(void)state;
	assert_section(sample_moods, 60, SECTION_MOODS,
	               "您看完此新闻的心情是 ---------------------------------------\n"
	               " 1 鼓掌 ####------- 123  41%     2 愤怒 #----------   4   1%\n"
	               "*3 开心 ##---------  61  20%     4 难过 -----------   0   0%\n"
	               " 5 惊讶 #----------  17   6%     6 恐怖 #----------   1   0%\n"
	               " 7 点赞 ###--------  94  31%     8 蜡烛 #----------   2   1%\n"
	               " 302 人表态  * 你的心情: 开心\n");
}

static void assert_hiding(void (*more)(struct doc_builder *b), const char *want)
{
	struct doc_builder *b = doc_builder_new(DOC_ARTICLE, SAMPLE_SIZE);
	doc_add_mood(b, STR("1"), STR("感动"), 7);
	doc_add_mood(b, STR("2"), STR("无所谓"), 3);
	more(b);
	auto_buf block = sample_build(b);
	struct layout_options hiding = { .width = 40,
		                         .sections = SECTION_MOODS,
		                         .words = &words,
		                         .hide_moods = true };
	struct layout *layout = layout_new(checked(&block), &hiding);
	assert_rows(layout, want);
	layout_free(layout);
}

static void set_question(struct doc_builder *b)
{
	doc_set(b, DOC_REACTION_QUESTION, STR("心情"));
}

static void set_mine(struct doc_builder *b)
{
	set_question(b);
	doc_set(b, DOC_REACTION_MINE, STR("2"));
}

static void test_counts_may_wait_for_the_own_choice(void **state)
{
	(void)state;
	assert_hiding(set_question, "心情 -----------------------------------\n"
	                            " 1 感动\n"
	                            " 2 无所谓\n");
	assert_hiding(set_mine, "心情 -----------------------------------\n"
	                        " 1 感动   ##############------ 7  70%\n"
	                        "*2 无所谓 ######-------------- 3  30%\n"
	                        " 10 人表态  * 你的心情: 无所谓\n");
}

static void set_unknown_moods(struct doc_builder *b)
{
	doc_set(b, DOC_REACTION_QUESTION, STR("心情"));
	doc_add_mood(b, STR("1"), STR("感动"), -1);
	doc_add_mood(b, STR("2"), STR("无所谓"), -1);
}

static void set_half_known_moods(struct doc_builder *b)
{
	set_unknown_moods(b);
	doc_add_mood(b, STR("3"), STR("新奇"), 9);
}

static void test_unknown_counts_are_shown_as_such(void **state)
{
	(void)state;
	assert_section(set_unknown_moods, 30, SECTION_MOODS,
	               "心情 -------------------------\n"
	               " 1 感动\n"
	               " 2 无所谓\n");
	assert_section(set_half_known_moods, 30, SECTION_MOODS,
	               "心情 -------------------------\n"
	               " 1 感动                 ?\n"
	               " 2 无所谓               ?\n"
	               " 3 新奇   ############# 9 100%\n"
	               " 9 人表态\n");
}

static void fill_around(struct doc_builder *b)
{
	doc_begin_list(b, LIST_HOT, PERIOD_OTHER, STR("标签"));
	sample_story(b, STR("渡口"), STR("http://a.test/t/1"), STR_NONE, STR_NONE, 0);
	sample_story(b, STR("水位"), STR("http://a.test/t/2"), STR_NONE, STR_NONE, 0);
	sample_story(b, STR("浮式码头"), STR("http://a.test/t/3"), STR_NONE, STR_NONE,
	             0);
	doc_end_list(b);
	doc_begin_list(b, LIST_NEXT, PERIOD_OTHER, STR("下一篇"));
	sample_story(b, STR_NONE, STR("http://a.test/9"), STR_NONE, STR_NONE, 0);
	doc_end_list(b);
	doc_begin_list(b, LIST_PREVIOUS, PERIOD_OTHER, STR("上一篇"));
	sample_story(b, STR("老字号开炉，第一炉送给环卫工，第二炉送给公交司机"),
	             STR("http://a.test/7"), STR_NONE, STR_NONE, 0);
	doc_end_list(b);
}

static void test_what_stands_around_a_story(void **state)
{
	(void)state;
	assert_section(fill_around, 40, SECTION_AROUND,
	               "上一篇  老字号开炉，第一炉送给环卫工，第\n"
	               "        二炉送给公交司机\n"
	               "下一篇\n"
	               "标签  渡口  水位  浮式码头\n");
	assert_section(fill_around, 20, SECTION_AROUND,
	               "上一篇  老字号开炉，\n"
	               "第一炉送给环卫工，第\n"
	               "二炉送给公交司机\n"
	               "下一篇\n"
	               "标签  渡口  水位\n"
	               "浮式码头\n");
}

static void test_targets_around_a_story_lead_on(void **state)
{
	(void)state;
	struct doc_builder *b = doc_builder_new(DOC_ARTICLE, SAMPLE_SIZE);
	fill_around(b);
	auto_buf block = sample_build(b);
	struct layout *layout = lay_out(checked(&block), 40, SECTION_AROUND);
	static const char *const urls[] = { "http://a.test/7", "http://a.test/9",
		                            "http://a.test/t/1", "http://a.test/t/2",
		                            "http://a.test/t/3" };
	assert_int_equal(layout->n_targets, ARRAY_SIZE(urls));
	for (uint32_t i = 0; i < layout->n_targets; i++) {
		assert_int_equal(layout->targets[i].kind, TARGET_STORY);
		assert_int_equal(layout->targets[i].number, 0);
		assert_true(str_eq(layout->targets[i].url, str_of(urls[i])));
	}
	layout_free(layout);
}

static void test_related_stories(void **state)
{
	(void)state;
	assert_section(sample_related, 40, SECTION_RELATED,
	               "相关新闻 -------------------------------\n"
	               "[1] 浮式码头试运行，水涨船高成了大实话\n"
	               "    两座浮式码头上月底装好，趸船与岸之间\n"
	               "    以活动引桥相连，水位变化三米以内都能\n"
	               "    靠船。\n"
	               "[2] 渡口夜市搬家后第一个周末：摊位多了，\n"
	               "    灯也亮了 [图]\n"
	               "[3] 江豚回来了\n"
	               "    今年已记录11次。\n");
}

static void test_rankings_with_tabs(void **state)
{
	(void)state;
	auto_buf block = sample_document();
	struct layout_options options = {
		.width = 40, .sections = SECTION_RANKINGS, .ranking = 1, .words = &words
	};
	struct layout *layout = layout_new(checked(&block), &options);
	assert_rows(layout, " 日排行 [周排行] 月排行\n"
	                    " 1. 高考首日全城静音，公交司机自\n"
	                    "    发绕开考点                     1.2万\n"
	                    " 2. 老渡口早班船提前到五点半        8735\n"
	                    "10. 一碗鱼丸面卖了四十年，店主说\n"
	                    "    不涨价也不搬家，只盼孙子周末\n"
	                    "    回来帮忙                         640\n");
	assert_int_equal(layout->targets[0].kind, TARGET_TAB);
	assert_int_equal(layout->targets[2].list, 3);
	assert_int_equal(layout->targets[3].kind, TARGET_STORY);
	assert_int_equal(layout->targets[3].list, 2);
	assert_int_equal(layout->targets[5].index, 2);
	layout_free(layout);
}

static void test_a_ranking_past_the_last_is_the_last(void **state)
{
	(void)state;
	auto_buf block = sample_document();
	struct layout_options options = { .width = 40,
		                          .sections = SECTION_RANKINGS,
		                          .ranking = 99,
		                          .words = &words };
	struct layout *layout = layout_new(checked(&block), &options);
	auto_buf row = BUF_INIT(1000);
	layout_row_text(layout, 0, &row);
	assert_string_equal(buf_text(&row), " 日排行  周排行 [月排行]");
	layout_free(layout);
}

static void test_a_table_in_columns(void **state)
{
	(void)state;
	assert_section(sample_table, 60, SECTION_BODY,
	               "班次   | 开船  | 到岸  | 票价 | 说明\n"
	               "-------+-------+-------+------+-------------------------\n"
	               "早班   | 5:30  | 5:48  |    2 | 逢雾停航，以码头广播为准\n"
	               "上午班 | 9:00  | 9:15  |    2 |\n"
	               "夜班   | 21:40 | 22:00 |  3.5 | 仅周五、周六和节假日开行\n");
}

static void test_a_wide_table_has_cells_of_several_rows(void **state)
{
	(void)state;
	assert_section(sample_table, 46, SECTION_BODY,
	               "班次   | 开船  | 到岸  | 票价 | 说明\n"
	               "-------+-------+-------+------+---------------\n"
	               "早班   | 5:30  | 5:48  |    2 | 逢雾停航，以码\n"
	               "       |       |       |      | 头广播为准\n"
	               "上午班 | 9:00  | 9:15  |    2 |\n"
	               "夜班   | 21:40 | 22:00 |  3.5 | 仅周五、周六和\n"
	               "       |       |       |      | 节假日开行\n");
}

static void test_a_too_wide_table_is_records(void **state)
{
	(void)state;
	assert_section(sample_table, 30, SECTION_BODY,
	               "班次: 早班\n"
	               "  开船: 5:30\n"
	               "  到岸: 5:48\n"
	               "  票价: 2\n"
	               "  说明: 逢雾停航，以码头广播\n"
	               "    为准\n"
	               "班次: 上午班\n"
	               "  开船: 9:00\n"
	               "  到岸: 9:15\n"
	               "  票价: 2\n"
	               "班次: 夜班\n"
	               "  开船: 21:40\n"
	               "  到岸: 22:00\n"
	               "  票价: 3.5\n"
	               "  说明: 仅周五、周六和节假日\n"
	               "    开行\n");
}

static void test_nested_lists_hang(void **state)
{
	(void)state;
	assert_section(sample_lists, 40, SECTION_BODY,
	               " 1. 早上赶船的人，请在东侧候船廊排队，推\n"
	               "    车和自行车走西侧坡道。\n"
	               " 2. 换乘公交：\n"
	               "    - 11路、27路在渡口广场设站，首班车五\n"
	               "      点二十分发出，与早班船衔接。\n"
	               "    - 夜线N3路\n"
	               "      + 只在周末开\n"
	               "10. 老人凭证免费。\n");
}

static void set_blocks(struct doc_builder *b)
{
	sample_block(b, (struct doc_block){ .type = BLOCK_PARAGRAPH, .quote = 2 },
	             "船小好掉头，水深好行舟。老话都是对的。");
	sample_block(b, (struct doc_block){ .type = BLOCK_PRE },
	             "a    b\n0123456789012345678901234567890");
	doc_begin_block(b, (struct doc_block){ .type = BLOCK_IMAGE });
	doc_set_image(b, STR("http://a.test/1.jpg"), STR("江上的船"));
	doc_end_block(b);
	doc_begin_block(b, (struct doc_block){ .type = BLOCK_RULE });
	doc_end_block(b);
	doc_set(b, DOC_EDITOR, STR("沈岸"));
}

static void test_other_blocks(void **state)
{
	(void)state;
	assert_section(set_blocks, 28, SECTION_BODY,
	               "> >   船小好掉头，水深好行\n"
	               "> > 舟。老话都是对的。\n"
	               "a    b\n"
	               "012345678901234567890123456\\\n"
	               "7890\n"
	               "[图 1] 江上的船\n"
	               "------------------------\n"
	               "【责任编辑: 沈岸】\n");
}

static void set_first_page(struct doc_builder *b)
{
	doc_set(b, DOC_URL, STR("http://a.test/1"));
	doc_set(b, DOC_NEXT_PAGE, STR("http://a.test/1_2"));
	doc_add_page(b, STR("http://a.test/1"));
	doc_add_page(b, STR("http://a.test/1_2"));
	sample_paragraph(b, "未完。");
}

static void test_an_unfinished_article_says_so(void **state)
{
	(void)state;
	assert_section(set_first_page, 60, SECTION_BODY,
	               "    未完。\n\n第 1 页，共 2 页\n");
}

/* --- targets --- */

static void test_links_and_stories_are_numbered_through(void **state)
{
	(void)state;
	auto_buf block = sample_document();
	struct layout *all = lay_out(checked(&block), 80, SECTION_ALL);
	struct layout *side =
	        lay_out(checked(&block), 36, SECTION_RELATED | SECTION_RANKINGS);
	uint32_t number = 0;
	for (uint32_t t = 0; t < all->n_targets; t++)
		if (all->targets[t].number)
			assert_int_equal(all->targets[t].number, ++number);
	assert_int_equal(number, 1 + 3 + 3);
	assert_int_equal(side->targets[0].number,
	                 2); /* beside an article with a link */
	layout_free(all);
	layout_free(side);
}

static void test_without_link_numbers_stories_count_from_1(void **state)
{
	(void)state;
	auto_buf block = sample_document();
	struct layout *layout =
	        layout_new(checked(&block),
	                   &(struct layout_options){ .width = 80,
	                                             .sections = SECTION_BODY |
	                                                         SECTION_RELATED,
	                                             .words = &words });
	assert_int_equal(layout->targets[0].kind, TARGET_LINK);
	assert_int_equal(layout->targets[0].number, 0);
	assert_int_equal(layout->targets[1].kind, TARGET_IMAGE);
	assert_int_equal(layout->targets[2].number, 1);
	layout_free(layout);
}

static void set_bold_link(struct doc_builder *b)
{
	doc_begin_block(b, (struct doc_block){ .type = BLOCK_PARAGRAPH });
	doc_add_span(b, 0, STR("看"), STR("http://a.test/"));
	doc_add_span(b, SPAN_STRONG, STR("公告"), STR("http://a.test/"));
	doc_add_span(b, 0, STR("，再看"), STR_NONE);
	doc_add_span(b, 0, STR("附件"), STR("http://a.test/2"));
	doc_end_block(b);
}

static void test_a_link_partly_in_bold_is_one(void **state)
{
	(void)state;
	assert_section(set_bold_link, 60, SECTION_BODY, "    看公告[1]，再看附件[2]\n");
}

/* --- places --- */

/* The text at a place stands in the row that is found for it. */
static void test_a_place_is_the_same_at_every_width(void **state)
{
	(void)state;
	auto_buf block = sample_document();
	struct layout *wide = lay_out(checked(&block), 72, SECTION_ALL);
	for (int width = 2; width <= 120; width += 7) {
		struct layout *other = lay_out(checked(&block), width, SECTION_ALL);
		for (uint32_t row = 0; row < wide->n_rows; row++) {
			uint32_t place = wide->rows[row].place;
			uint32_t found = layout_row_at(other, place);
			assert_true(other->rows[found].place <= place);
			assert_true(found + 1 == other->n_rows ||
			            other->rows[found + 1].place > place);
			/* Back again: the row we came from, or one that holds it. */
			uint32_t back = layout_row_at(wide, other->rows[found].place);
			assert_true(wide->rows[back].place <= place);
		}
		layout_free(other);
	}
	layout_free(wide);
}

static void test_a_section_left_out_keeps_its_places(void **state)
{
	(void)state;
	auto_buf block = sample_document();
	struct layout *all = lay_out(checked(&block), 60, SECTION_ALL);
	struct layout *body = lay_out(checked(&block), 60, SECTION_BODY);
	uint32_t row = 0;
	while (all->rows[row].section != SECTION_BODY || !all->rows[row].n_runs)
		row++;
	for (uint32_t i = 0; i < body->n_rows; i++)
		assert_int_equal(body->rows[i].place, all->rows[row + i].place);
	layout_free(all);
	layout_free(body);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_width_is_sound),
		cmocka_unit_test(test_a_width_below_2_counts_as_2),
		cmocka_unit_test(test_no_text_is_lost_or_repeated),
		cmocka_unit_test(test_no_mark_stands_where_it_must_not),
		cmocka_unit_test(test_the_last_row_is_no_single_character),
		cmocka_unit_test(test_the_first_row_is_indented),
		cmocka_unit_test(test_an_indent_in_the_source_is_not_doubled),
		cmocka_unit_test(test_a_mark_hangs_where_there_is_room),
		cmocka_unit_test(test_newlines_part_rows),
		cmocka_unit_test(test_an_address_keeps_its_scheme),
		cmocka_unit_test(test_the_blank_half_of_a_mark_hangs),
		cmocka_unit_test(test_traditional_marks_do_not_hang),
		cmocka_unit_test(test_the_indent_can_be_chosen),
		cmocka_unit_test(test_gaps_are_widened),
		cmocka_unit_test(test_long_addresses_break_at_their_parts),
		cmocka_unit_test(test_addresses_are_listed_at_the_end),
		cmocka_unit_test(test_rules_are_those_asked_for),
		cmocka_unit_test(test_a_layout_goes_on_where_it_stopped),
		cmocka_unit_test(test_a_layout_reaches_a_place),
		cmocka_unit_test(test_a_window_is_the_rest_of_the_whole),
		cmocka_unit_test(test_head_on_a_small_screen),
		cmocka_unit_test(test_head_on_a_wide_screen),
		cmocka_unit_test(test_a_headline_s_rows_are_even),
		cmocka_unit_test(test_an_article_without_title_is_untitled),
		cmocka_unit_test(test_moods_on_a_small_screen),
		cmocka_unit_test(test_moods_side_by_side),
		cmocka_unit_test(test_counts_may_wait_for_the_own_choice),
		cmocka_unit_test(test_unknown_counts_are_shown_as_such),
		cmocka_unit_test(test_what_stands_around_a_story),
		cmocka_unit_test(test_targets_around_a_story_lead_on),
		cmocka_unit_test(test_related_stories),
		cmocka_unit_test(test_rankings_with_tabs),
		cmocka_unit_test(test_a_ranking_past_the_last_is_the_last),
		cmocka_unit_test(test_a_table_in_columns),
		cmocka_unit_test(test_a_wide_table_has_cells_of_several_rows),
		cmocka_unit_test(test_a_too_wide_table_is_records),
		cmocka_unit_test(test_nested_lists_hang),
		cmocka_unit_test(test_other_blocks),
		cmocka_unit_test(test_an_unfinished_article_says_so),
		cmocka_unit_test(test_links_and_stories_are_numbered_through),
		cmocka_unit_test(test_without_link_numbers_stories_count_from_1),
		cmocka_unit_test(test_a_link_partly_in_bold_is_one),
		cmocka_unit_test(test_a_place_is_the_same_at_every_width),
		cmocka_unit_test(test_a_section_left_out_keeps_its_places),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
