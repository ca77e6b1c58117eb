/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "baolan/base/mem.h"
#include "baolan/doc/doc.h"
#include "checked-doc.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#define MAX_SIZE ((size_t)1 << 20)

static void add_paragraph(struct doc_builder *b, struct str text)
{
	doc_begin_block(b, (struct doc_block){ .type = BLOCK_PARAGRAPH });
	doc_add_span(b, 0, text, STR_NONE);
	doc_end_block(b);
}

static void add_blocks(struct doc_builder *b)
{
	add_paragraph(b, STR("渡口的早班船六点开。"));
	doc_begin_block(b, (struct doc_block){ .type = BLOCK_PARAGRAPH, .quote = 1 });
	doc_add_span(b, 0, STR("老周说："), STR_NONE);
	doc_add_span(b, SPAN_STRONG, STR("水"), STR_NONE);
	doc_add_span(b, SPAN_STRONG, STR("涨了"), STR_NONE);
	doc_add_span(b, 0, STR("看水文"), STR("http://a.test/w"));
	doc_add_span(b, SPAN_LINK, STR("公报"), STR("http://a.test/w"));
	doc_end_block(b);
	doc_begin_block(b, (struct doc_block){ .type = BLOCK_IMAGE });
	doc_set_image(b, STR("http://a.test/1.jpg"), STR("渡船"));
	doc_end_block(b);
	doc_begin_block(b, (struct doc_block){ .type = BLOCK_TABLE, .number = 1 });
	doc_end_block(b);
	for (uint32_t i = 0; i < 4; i++) {
		doc_begin_block(b, (struct doc_block){ .type = BLOCK_CELL,
		                                       .number = i % 2,
		                                       .level = i < 2 });
		doc_add_span(b, 0, i == 3 ? STR("") : STR("格"), STR_NONE);
		doc_end_block(b);
	}
	doc_begin_block(b, (struct doc_block){ .type = BLOCK_PRE });
	doc_add_span(b, 0, STR("a\nb"), STR_NONE);
	doc_end_block(b);
}

static void add_lists(struct doc_builder *b)
{
	struct doc_story_text story = { .title = STR("码头夜市重开"),
		                        .url = STR("http://a.test/2"),
		                        .heat = STR("1.2万"),
		                        .rank = 1 };
	doc_begin_list(b, LIST_RELATED, PERIOD_OTHER, STR("相关新闻"));
	doc_add_story(b, &story);
	doc_add_story(b, &story);
	doc_end_list(b);
	doc_begin_list(b, LIST_STORIES, PERIOD_OTHER, STR_NONE);
	doc_add_story(b, &(struct doc_story_text){
	                         .title = STR("夜航"),
	                         .id = STR("tag:a.test,2016:3"),
	                         .updated = STR("2016-06-06T08:49:54+08:00"),
	                         .content = STR("<p>江上\t有雾。</p>\n<p>灯亮着。</p>"),
	                         .base = STR("http://a.test/3/"),
	                         .authors = STR("周渡\n林桥"),
	                         .categories = STR("本地\n航运"),
	                         .enclosures = STR("http://a.test/3.mp3 audio/mpeg 12"),
	                 });
	doc_end_list(b);
	doc_begin_list(b, LIST_RANKING, PERIOD_DAY, STR("日排行"));
	doc_end_list(b);
	doc_begin_list(b, LIST_RANKING, PERIOD_WEEK, STR("周排行"));
	doc_add_story(b, &story);
	doc_end_list(b);
}

static void add_all(struct doc_builder *b)
{
	doc_set(b, DOC_URL, STR("http://a.test/1"));
	doc_set(b, DOC_TITLE, STR("旧题"));
	doc_set(b, DOC_TITLE, STR("早班船"));
	doc_set(b, DOC_TITLE, STR(""));
	doc_add_author(b, STR("周渡"));
	doc_add_author(b, STR("林桥"));
	doc_add_author(b, STR("周渡"));
	doc_add_page(b, STR("http://a.test/1"));
	doc_add_page(b, STR("http://a.test/1_2"));
	add_blocks(b);
	add_lists(b);
	doc_set(b, DOC_FORMAT, STR("atom"));
	doc_add_repair(b, STR("the file is cut off"));
	doc_add_repair(b, STR("the file is cut off"));
	doc_set(b, DOC_REACTION_PROTOCOL, STR("phpcms-mood"));
	doc_add_mood(b, STR("1"), STR("感动"), 12);
	doc_add_mood(b, STR("2"), STR("惊讶"), -1);
	doc_add_var(b, STR("id"), STR("6-37-1"));
}

static struct buf make(void (*fill)(struct doc_builder *b))
{
	struct doc_builder *b = doc_builder_new(DOC_ARTICLE, MAX_SIZE);
	struct buf block = BUF_INIT(MAX_SIZE);
	fill(b);
	assert_int_equal(doc_build(b, &block, NULL), ERR_OK);
	doc_builder_free(b);
	return block;
}

static void assert_str(struct str s, const char *want)
{
	assert_int_equal(s.len, strlen(want));
	assert_memory_equal(s.at, want, s.len);
	assert_int_equal(s.at[s.len], '\0');
}

static void test_fields_round_trip(void **state)
{
	(void)state;
	auto_buf block = make(add_all);
	const struct doc *doc = checked(&block);
	assert_int_equal(doc_kind(doc), DOC_ARTICLE);
	assert_int_equal(doc_size(doc), block.len);
	assert_str(doc_field(doc, DOC_TITLE), "早班船");
	assert_null(doc_field(doc, DOC_KICKER).at);
	assert_int_equal(doc_n_authors(doc), 2);
	assert_str(doc_author(doc, 1), "林桥");
	assert_int_equal(doc_n_pages(doc), 2);
	assert_str(doc_page(doc, 1), "http://a.test/1_2");
	assert_null(doc_page(doc, 2).at);
}

static void test_spans_of_one_style_merge(void **state)
{
	(void)state;
	auto_buf block = make(add_all);
	const struct doc *doc = checked(&block);
	uint32_t n;
	const struct doc_block *blocks = doc_blocks(doc, &n);
	const struct doc_span *spans = doc_spans(doc, &blocks[1]);
	assert_int_equal(blocks[1].n_spans, 3);
	assert_str(doc_str(doc, spans[1].text), "水涨了");
	assert_str(doc_str(doc, spans[2].text), "看水文公报");
	assert_int_equal(spans[2].style, SPAN_LINK);
	assert_str(doc_str(doc, spans[2].url), "http://a.test/w");
	auto_buf text = BUF_INIT(1000);
	doc_block_text(doc, &blocks[1], &text);
	assert_string_equal(buf_text(&text), "老周说：水涨了看水文公报");
}

static void test_blocks_without_text_are_dropped(void **state)
{
	(void)state;
	struct doc_builder *b = doc_builder_new(DOC_ARTICLE, MAX_SIZE);
	add_paragraph(b, STR(""));
	add_paragraph(b, STR(" \n　"));
	add_paragraph(b, STR("有字"));
	auto_buf block = BUF_INIT(MAX_SIZE);
	assert_int_equal(doc_build(b, &block, NULL), ERR_OK);
	doc_builder_free(b);
	uint32_t n;
	const struct doc *doc = checked(&block);
	const struct doc_block *blocks = doc_blocks(doc, &n);
	assert_int_equal(n, 1);
	assert_str(doc_str(doc, doc_spans(doc, blocks)->text), "有字");
}

static void test_a_table_is_as_wide_as_its_cells(void **state)
{
	(void)state;
	auto_buf block = make(add_all);
	uint32_t n;
	const struct doc_block *blocks = doc_blocks(checked(&block), &n);
	assert_int_equal(blocks[3].type, BLOCK_TABLE);
	assert_int_equal(blocks[3].number, 2);
	assert_int_equal(blocks[7].type, BLOCK_CELL);
	assert_int_equal(blocks[7].n_spans, 0);
}

static void test_a_cell_outside_a_table_is_a_paragraph(void **state)
{
	(void)state;
	struct doc_builder *b = doc_builder_new(DOC_ARTICLE, MAX_SIZE);
	doc_begin_block(b, (struct doc_block){ .type = BLOCK_CELL, .number = 3 });
	doc_add_span(b, 0, STR("孤格"), STR_NONE);
	doc_end_block(b);
	auto_buf block = BUF_INIT(MAX_SIZE);
	assert_int_equal(doc_build(b, &block, NULL), ERR_OK);
	doc_builder_free(b);
	uint32_t n;
	assert_int_equal(doc_blocks(checked(&block), &n)->type, BLOCK_PARAGRAPH);
}

static void test_lists_and_their_stories(void **state)
{
	(void)state;
	auto_buf block = make(add_all);
	const struct doc *doc = checked(&block);
	uint32_t n;
	doc_lists(doc, &n);
	assert_int_equal(n, 3); /* the empty day ranking went */
	assert_null(doc_list_of(doc, LIST_RANKING, PERIOD_DAY));
	const struct doc_list *week = doc_list_of(doc, LIST_RANKING, PERIOD_WEEK);
	assert_int_equal(week->count, 1);
	assert_str(doc_str(doc, doc_stories(doc, week)->heat), "1.2万");
	assert_int_equal(doc_list_of(doc, LIST_RELATED, PERIOD_DAY)->count, 2);
}

static void test_an_entry_of_a_feed(void **state)
{
	(void)state;
	auto_buf block = make(add_all);
	const struct doc *doc = checked(&block);
	const struct doc_list *list = doc_list_of(doc, LIST_STORIES, PERIOD_OTHER);
	const struct doc_story *story = doc_stories(doc, list);
	assert_str(doc_str(doc, story->id), "tag:a.test,2016:3");
	assert_str(doc_str(doc, story->content), "<p>江上 有雾。</p>\n<p>灯亮着。</p>");
	assert_str(doc_str(doc, story->authors), "周渡\n林桥");
	assert_str(doc_str(doc, story->enclosures),
	           "http://a.test/3.mp3 audio/mpeg 12");
	assert_null(doc_str(doc, story->heat).at);
	assert_str(doc_field(doc, DOC_FORMAT), "atom");
	assert_int_equal(doc_n_repairs(doc), 1);
	assert_str(doc_repair(doc, 0), "the file is cut off");
}

static void test_moods_and_vars(void **state)
{
	(void)state;
	auto_buf block = make(add_all);
	const struct doc *doc = checked(&block);
	uint32_t n;
	const struct doc_mood *moods = doc_moods(doc, &n);
	assert_int_equal(n, 2);
	assert_int_equal(moods[1].count, -1);
	assert_int_equal(doc_moods_total(doc), 12);
	const struct doc_var *vars = doc_vars(doc, &n);
	assert_int_equal(n, 1);
	assert_str(doc_str(doc, vars[0].value), "6-37-1");
}

static void fill_from(struct doc_builder *b)
{
	auto_buf block = make(add_all);
	doc_copy_all(b, checked(&block));
}

static void test_a_copy_is_the_same_bytes(void **state)
{
	(void)state;
	auto_buf copy = make(fill_from);
	auto_buf again = BUF_INIT(MAX_SIZE);
	struct doc_builder *b = doc_builder_new(DOC_ARTICLE, MAX_SIZE);
	doc_copy_all(b, checked(&copy));
	assert_int_equal(doc_build(b, &again, NULL), ERR_OK);
	doc_builder_free(b);
	assert_int_equal(copy.len, again.len);
	assert_memory_equal(copy.at, again.at, copy.len);
	uint32_t n;
	doc_blocks(checked(&copy), &n);
	assert_int_equal(n, 9);
}

static void fill_other_reaction(struct doc_builder *b)
{
	doc_set(b, DOC_REACTION_PROTOCOL, STR("other"));
	doc_set(b, DOC_REACTION_MINE, STR("9"));
	doc_add_mood(b, STR("9"), STR("无语"), 3);
	doc_add_var(b, STR("x"), STR("y"));
	auto_buf block = make(add_all);
	doc_copy_reaction(b, checked(&block));
}

static void test_a_copied_reaction_replaces(void **state)
{
	(void)state;
	auto_buf block = make(fill_other_reaction);
	const struct doc *doc = checked(&block);
	uint32_t n;
	assert_str(doc_field(doc, DOC_REACTION_PROTOCOL), "phpcms-mood");
	assert_null(doc_field(doc, DOC_REACTION_MINE).at);
	assert_str(doc_str(doc, doc_moods(doc, &n)->label), "感动");
	assert_int_equal(n, 2);
	doc_vars(doc, &n);
	assert_int_equal(n, 1);
}

static void test_an_empty_document_is_one(void **state)
{
	(void)state;
	struct doc_builder *b = doc_builder_new(DOC_LISTING, MAX_SIZE);
	auto_buf block = BUF_INIT(MAX_SIZE);
	assert_int_equal(doc_build(b, &block, NULL), ERR_OK);
	doc_builder_free(b);
	uint32_t n;
	doc_blocks(checked(&block), &n);
	assert_int_equal(n, 0);
}

static void test_it_is_appended_aligned(void **state)
{
	(void)state;
	auto_buf block = BUF_INIT(MAX_SIZE);
	buf_add_text(&block, "abc");
	struct doc_builder *b = doc_builder_new(DOC_ARTICLE, MAX_SIZE);
	add_all(b);
	assert_int_equal(doc_build(b, &block, NULL), ERR_OK);
	doc_builder_free(b);
	assert_non_null(doc_check(str_from(buf_str(&block), 8), NULL));
}

static void test_the_ceiling_is_an_error(void **state)
{
	(void)state;
	for (size_t max = 0; max < 3500; max += 7) {
		struct doc_builder *b = doc_builder_new(DOC_ARTICLE, max);
		auto_buf block = BUF_INIT(MAX_SIZE);
		struct error err = { 0 };
		add_all(b);
		enum err code = doc_build(b, &block, &err);
		doc_builder_free(b);
		assert_true(code == ERR_LIMIT ? !block.len : block.len <= max);
		assert_true(max > 200 || code == ERR_LIMIT);
	}
}

/* --- a document that came from elsewhere --- */

static size_t walk_str(const struct doc *doc, struct doc_ref ref)
{
	struct str s = doc_str(doc, ref);
	size_t sum = 0;
	for (size_t i = 0; i < s.len; i++)
		sum += (unsigned char)s.at[i];
	return s.at ? sum + strlen(s.at) : sum;
}

static size_t walk_blocks(const struct doc *doc)
{
	uint32_t n;
	size_t sum = 0;
	const struct doc_block *blocks = doc_blocks(doc, &n);
	for (uint32_t i = 0; i < n; i++) {
		const struct doc_span *spans = doc_spans(doc, &blocks[i]);
		sum += walk_str(doc, blocks[i].url) + walk_str(doc, blocks[i].alt);
		for (uint32_t s = 0; s < blocks[i].n_spans; s++)
			sum += walk_str(doc, spans[s].text) +
			       walk_str(doc, spans[s].url);
	}
	return sum;
}

static size_t walk_lists(const struct doc *doc)
{
	uint32_t n;
	size_t sum = 0;
	const struct doc_list *lists = doc_lists(doc, &n);
	for (uint32_t i = 0; i < n; i++) {
		const struct doc_story *stories = doc_stories(doc, &lists[i]);
		sum += walk_str(doc, lists[i].name);
		for (uint32_t s = 0; s < lists[i].count; s++)
			sum += walk_str(doc, stories[s].title) +
			       walk_str(doc, stories[s].heat) +
			       walk_str(doc, stories[s].content) +
			       walk_str(doc, stories[s].enclosures);
	}
	return sum;
}

static size_t walk(const struct doc *doc)
{
	size_t sum = walk_blocks(doc) + walk_lists(doc);
	for (int field = 0; field < DOC_FIELDS; field++)
		sum += doc_field(doc, (enum doc_field)field).len;
	for (uint32_t i = 0; i < doc_n_authors(doc); i++)
		sum += doc_author(doc, i).len;
	for (uint32_t i = 0; i < doc_n_pages(doc); i++)
		sum += doc_page(doc, i).len;
	for (uint32_t i = 0; i < doc_n_repairs(doc); i++)
		sum += doc_repair(doc, i).len;
	uint32_t n;
	const struct doc_mood *moods = doc_moods(doc, &n);
	for (uint32_t i = 0; i < n; i++)
		sum += walk_str(doc, moods[i].label) + walk_str(doc, moods[i].token);
	const struct doc_var *vars = doc_vars(doc, &n);
	for (uint32_t i = 0; i < n; i++)
		sum += walk_str(doc, vars[i].name) + walk_str(doc, vars[i].value);
	return sum;
}

/* Every word of a document is replaced by values that hurt; what doc_check
 * still takes must be safe to walk (the address sanitizer watches). */
static void test_damage_is_found_or_harmless(void **state)
{
	(void)state;
	auto_buf good = make(add_all);
	size_t found = 0, tried = 0;
	for (size_t at = 0; at + 4 <= good.len; at += 4) {
		uint32_t old;
		memcpy(&old, good.at + at, 4);
		const uint32_t bad[] = { 0,         1,          old + 1,
			                 old - 1,   old ^ 0x80, UINT32_MAX,
			                 old * 2,   old + 8,    (uint32_t)good.len,
			                 0x0A0A0A0A };
		for (size_t i = 0; i < ARRAY_SIZE(bad); i++) {
			/* A copy of the exact size, so that any read past it is seen.
			 */
			char *copy = mem_alloc(good.len);
			memcpy(copy, good.at, good.len);
			memcpy(copy + at, &bad[i], 4);
			const struct doc *doc =
			        doc_check(str_make(copy, good.len), NULL);
			if (doc)
				walk(doc);
			found += !doc;
			tried++;
			free(copy);
		}
	}
	assert_true(found > tried / 3);
}

static void test_a_cut_document_is_refused(void **state)
{
	(void)state;
	auto_buf good = make(add_all);
	for (size_t len = 0; len < good.len; len++) {
		char *copy = mem_alloc(len);
		memcpy(copy, good.at, len);
		assert_null(doc_check(str_make(copy, len), NULL));
		free(copy);
	}
}

static void assert_refused_with(const char *bytes)
{
	auto_buf block = make(add_all);
	size_t at = str_find(buf_str(&block), STR("渡口的早"));
	memcpy(block.at + at, bytes, strlen(bytes));
	assert_null(doc_check(buf_str(&block), NULL));
}

static void test_bad_strings_are_refused(void **state)
{
	(void)state;
	/* Each is as long as the characters it takes the place of. */
	assert_refused_with("\xff\xfe\xfd");
	assert_refused_with("\xc0\xaf\x20");       /* overlong */
	assert_refused_with("\xe0\x80\xaf");       /* overlong */
	assert_refused_with("\xed\xa0\x80");       /* surrogate */
	assert_refused_with("\xf4\x90\x80\x80 a"); /* past U+10FFFF */
	assert_refused_with("\xe4\xb8\x20");       /* torn */
	assert_refused_with("\x1b[m");
	assert_refused_with("a\x7f"
	                    "b");
	assert_refused_with("\xc2\x9b"
	                    "m");            /* CSI as C1 */
	assert_refused_with("\xe2\x80\xae"); /* right-to-left override */
}

static void test_newlines_only_in_spans(void **state)
{
	(void)state;
	auto_buf block = make(add_all);
	block.at[str_find(buf_str(&block), STR("phpcms-mood"))] = '\n';
	assert_null(doc_check(buf_str(&block), NULL));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_fields_round_trip),
		cmocka_unit_test(test_spans_of_one_style_merge),
		cmocka_unit_test(test_blocks_without_text_are_dropped),
		cmocka_unit_test(test_a_table_is_as_wide_as_its_cells),
		cmocka_unit_test(test_a_cell_outside_a_table_is_a_paragraph),
		cmocka_unit_test(test_lists_and_their_stories),
		cmocka_unit_test(test_an_entry_of_a_feed),
		cmocka_unit_test(test_moods_and_vars),
		cmocka_unit_test(test_a_copy_is_the_same_bytes),
		cmocka_unit_test(test_a_copied_reaction_replaces),
		cmocka_unit_test(test_an_empty_document_is_one),
		cmocka_unit_test(test_it_is_appended_aligned),
		cmocka_unit_test(test_the_ceiling_is_an_error),
		cmocka_unit_test(test_damage_is_found_or_harmless),
		cmocka_unit_test(test_a_cut_document_is_refused),
		cmocka_unit_test(test_bad_strings_are_refused),
		cmocka_unit_test(test_newlines_only_in_spans),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
