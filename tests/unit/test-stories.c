/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words over and before lists.  What lists are found is counted by
 * tests/documents/test-lists. */
#include "checked-doc.h"

#include "../../src/extract/stories-words.h"

#include "baolan/base/mem.h"

static bool is_bare(const char *text, const char *wanted)
{
	auto_buf b = BUF_INIT(4096);
	return str_eq(bare_label(str_of(text), &b), str_of(wanted));
}

static void spaced_out_labels_are_drawn_together(void **state)
{
	(void)state;
	assert_true(is_bare(" 相 关 新 闻 ", "相关新闻"));
	assert_true(is_bare("【相　关　新　闻】", "相关新闻"));
	assert_true(is_bare("·热点排行：", "热点排行"));
	assert_true(is_bare("Most read", "Most read"));
	assert_true(is_bare("点击 排行", "点击 排行"));
	assert_true(is_bare("", ""));
}

static void headings_say_what_they_head(void **state)
{
	static const char *const related[] = { "相关新闻", "您可能感兴趣的文章",
		                               "延伸閱讀", "相关", "Related stories" };
	static const char *const rankings[] = { "热点内容",   "栏目热门", "跟帖榜",
		                                "24小时热榜", "最多人看", "排行",
		                                "Most read" };
	static const char *const neither[] = {
		"图片新闻",         "编辑推荐", "热门标签", "热门搜索", "点击",
		"相关法律法规汇编", "最新消息", "友情链接", ""
	};
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(related); i++)
		assert_true(heads_related(str_of(related[i])));
	for (size_t i = 0; i < ARRAY_SIZE(rankings); i++)
		assert_true(heads_ranking(str_of(rankings[i])));
	for (size_t i = 0; i < ARRAY_SIZE(neither); i++)
		assert_false(heads_lists(str_of(neither[i])));
}

static void assert_label(const char *text, enum doc_list_kind kind, const char *name,
                         const char *rest)
{
	struct label label;
	assert_true(may_be_label(str_of(text)));
	assert_true(read_label(str_of(text), &label));
	assert_int_equal(label.kind, kind);
	assert_true(str_eq(label.name, str_of(name)));
	assert_true(str_eq(label.rest, str_of(rest)));
}

static void labels_are_read_with_what_follows(void **state)
{
	(void)state;
	assert_label("上一篇：渡口的灯", LIST_PREVIOUS, "上一篇", "渡口的灯");
	assert_label("下一条", LIST_NEXT, "下一条", "");
	assert_label("下一篇文章：没有了", LIST_NEXT, "下一篇", "没有了");
	assert_label("上一则", LIST_PREVIOUS, "上一则", "");
	assert_label("阅读下一篇", LIST_NEXT, "阅读下一篇", "");
	assert_label("文章关键词", LIST_HOT, "文章关键词", "");
	assert_label("Next article: Ferry", LIST_NEXT, "Next article", "Ferry");
}

static void what_only_begins_like_a_label_is_none(void **state)
{
	static const char *const texts[] = {
		"上一页",         "下一页",       "上一版",
		"下周有雨",       "标签化的人生", "Tagung in Berlin",
		"关键词里的一年", "热搜背后",     ""
	};
	struct label label;
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(texts); i++)
		assert_false(read_label(str_of(texts[i]), &label));
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(spaced_out_labels_are_drawn_together),
		cmocka_unit_test(headings_say_what_they_head),
		cmocka_unit_test(labels_are_read_with_what_follows),
		cmocka_unit_test(what_only_begins_like_a_label_is_none),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
