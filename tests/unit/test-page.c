/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The general extractor's predicates, one by one, and the job as a whole where
 * a page is hostile. */
#include "../../src/extract/general-facts.h"
#include "../../src/extract/general-head.h"
#include "../../src/extract/general-judge.h"
#include "../../src/extract/general-label.h"
#include "../../src/extract/general-lines.h"
#include "../../src/extract/general-name.h"
#include "../../src/extract/general-title.h"
#include "../../src/extract/general-words.h"

#include "baolan/base/mem.h"
#include "baolan/extract/job.h"
#include "baolan/markup/html.h"
#include "baolan/text/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static void assert_text(struct str got, const char *wanted)
{
	auto_free char *text = str_dup(got);
	assert_string_equal(text, wanted);
}

/* --- lines --- */

struct counts {
	uint32_t chars, marks, line_chars, line_len;
};

static bool skip_nothing(void *data, const xmlNode *element)
{
	(void)data;
	(void)element;
	return false;
}

/* Of a paragraph `around`, the character, `around`. */
static struct counts counts_of(uint32_t c, const char *around)
{
	auto_buf page = BUF_INIT(1000);
	buf_printf(&page, "<p>%s", around);
	utf8_add(&page, c);
	buf_printf(&page, "%s</p>", around);
	xmlDocPtr xml = NULL;
	struct tree tree;
	struct lines lines;
	assert_int_equal(html_parse(buf_str(&page), &xml, NULL), ERR_OK);
	tree_build(&tree, xml, false);
	lines_init(&lines);
	lines_add(&lines, &tree, xmlDocGetRootElement(xml), skip_nothing, NULL);
	assert_int_equal(lines.list.len, 1);
	struct counts counts = { tree.nodes.at[0].chars, tree.nodes.at[0].marks,
		                 lines.list.at[0].chars, lines.list.at[0].len };
	lines_done(&lines);
	tree_done(&tree);
	html_free(xml);
	return counts;
}

/* Long text is looked at sixteen bytes at a time. */
static void a_character_counts_the_same_in_long_text(void **state)
{
	(void)state;
	static const uint32_t ranges[][2] = {
		{ 0x20, 0x25 },     { 0x2A, 0x3B },      { 0x7E, 0x250 },
		{ 0x1670, 0x1690 }, { 0x1FF0, 0x2070 },  { 0x2FF0, 0x3020 },
		{ 0xFEF0, 0xFF70 }, { 0x1F600, 0x1F610 }
	};
	static const char longer[] = "榕湾晚报讯（记者林晓舟）“路通了”……居民张先生说";
	enum { MORE = 25 - 1, MORE_BYTES = sizeof(longer) - 1 - 3 };
	for (size_t r = 0; r < ARRAY_SIZE(ranges); r++) {
		for (uint32_t c = ranges[r][0]; c < ranges[r][1]; c++) {
			struct counts near = counts_of(c, "报"),
			              far = counts_of(c, longer);
			assert_int_equal(far.chars, near.chars + 2 * MORE);
			assert_int_equal(far.line_chars, near.line_chars + 2 * MORE);
			assert_int_equal(far.line_len, near.line_len + 2 * MORE_BYTES);
			assert_int_equal(far.marks, near.marks);
		}
	}
}

/* --- words --- */

static void container_words_are_found_in_class_names(void **state)
{
	(void)state;
	assert_true(container_words(STR("TRS_Editor zhengwen")) & WORDS_STORY);
	assert_true(container_words(STR("newsContentBox")) & WORDS_STORY);
	assert_true(container_words(STR("article_text")) & WORDS_STORY);
	assert_true(container_words(STR("side-ad-2")) & WORDS_CLUTTER);
	assert_true(container_words(STR("commentList")) & WORDS_STRONG);
	assert_false(container_words(STR("header address")) & WORDS_CLUTTER);
	assert_true(container_words(STR("news-title")) & WORDS_TITLE);
}

static void headings_of_lists_are_told_by_their_words(void **state)
{
	(void)state;
	assert_true(is_related_heading(STR("【相关新闻】")));
	assert_true(is_related_heading(STR("延伸閱讀：")));
	assert_false(is_related_heading(STR("新闻中心")));
	assert_true(is_ranking_heading(STR("点击排行榜")));
	assert_false(is_ranking_heading(STR("今天的新闻")));
}

static void periods_are_read_from_labels_and_headings(void **state)
{
	enum doc_period period;
	(void)state;
	assert_true(is_period_label(STR(" 日 "), &period));
	assert_int_equal(period, PERIOD_DAY);
	assert_true(is_period_label(STR("本周热点"), &period));
	assert_int_equal(period, PERIOD_WEEK);
	assert_true(is_period_label(STR("一月"), &period));
	assert_int_equal(period, PERIOD_MONTH);
	assert_false(is_period_label(STR("日本"), &period));
	assert_int_equal(period_of(STR("频道月排行")), PERIOD_MONTH);
	assert_int_equal(period_of(STR("24小时热文")), PERIOD_DAY);
	assert_int_equal(period_of(STR("福州日报排行")), PERIOD_OTHER);
}

static void next_pages_are_not_next_articles(void **state)
{
	(void)state;
	assert_true(is_next_page(STR("下一页>>")));
	assert_true(is_next_page(STR("余下全文")));
	assert_false(is_next_page(STR("下一篇")));
}

/* --- facts --- */

static struct facts facts_of(struct arena *arena, const char *line)
{
	struct facts facts = { .arena = arena };
	facts_read_line(&facts, str_of(line));
	return facts;
}

static void labels_give_bare_values(void **state)
{
	(void)state;
	auto_arena arena = { 0 };
	struct facts f =
	        facts_of(&arena, "2016-06-06 08:49　来源：江城日报　作者：林晓舟 陈木　"
	                         "责任编辑：周一鸣_NK1234　浏览：120");
	assert_text(f.source, "江城日报");
	assert_text(f.editor, "周一鸣");
	assert_int_equal(f.authors.len, 2);
	assert_text(f.authors.at[0], "林晓舟");
	assert_text(f.authors.at[1], "陈木");
	facts_done(&f);
}

static void an_empty_label_takes_nothing_from_the_next(void **state)
{
	(void)state;
	auto_arena arena = { 0 };
	struct facts f = facts_of(&arena, "作者：\t责任编辑：肖春");
	assert_int_equal(f.authors.len, 0);
	assert_text(f.editor, "肖春");
	facts_done(&f);
}

static void pictures_sources_are_not_the_storys(void **state)
{
	(void)state;
	auto_arena arena = { 0 };
	struct facts f = facts_of(&arena, "图片来源：某图库");
	assert_int_equal(f.source.len, 0);
	facts_done(&f);
}

static void nobody_is_no_author(void **state)
{
	(void)state;
	auto_arena arena = { 0 };
	struct facts f = facts_of(&arena, "作者：佚名 编辑：admin");
	assert_int_equal(f.authors.len, 0);
	assert_int_equal(f.editor.len, 0);
	facts_done(&f);
}

/* One line of a byline and what it says: names joined by "+", absent ones "". */
static const struct fact_case {
	const char *line, *source, *authors, *editor;
} fact_cases[] = {
	/* clang-format off */
	{ "稿源：榕湾日报 作者：林晓舟",          "榕湾日报", "林晓舟",        "" },
	{ "来源：《榕湾日报》",                   "榕湾日报", "",              "" },
	{ "来源：榕湾网综合",                     "榕湾网",   "",              "" },
	{ "来源：榕湾日报（记者 林晓舟）",        "榕湾日报", "林晓舟",        "" },
	{ "来源 | 榕湾日报",                      "榕湾日报", "",              "" },
	{ "来源 首页",                            "",         "",              "" },
	{ "转自：榕湾晚报2016-06-06 08:49",       "榕湾晚报", "",              "" },
	{ "媒体：榕湾周刊",                       "榕湾周刊", "",              "" },
	{ "發稿單位\t來源：海港時報",            "海港時報", "",              "" },
	{ "文/林晓舟 图/陈木",                    "",         "林晓舟",        "" },
	{ "文︱林曉青　圖︱鄧明",                  "",         "林曉青",        "" },
	{ "作者：林晓舟，系海门大学教授",         "",         "林晓舟",        "" },
	{ "来源：海门晚报 作者：林晓舟 选稿：周一鸣", "海门晚报", "林晓舟",     "周一鸣" },
	{ "文｜记者 林晓舟 实习生 陈木",          "",         "林晓舟+陈木",   "" },
	{ "撰文、攝影／林曉青",                   "",         "林曉青",        "" },
	{ "編譯／林曉青",                         "",         "林曉青",        "" },
	{ "执笔人：林晓舟 陈木 周一鸣",           "",         "林晓舟+陈木+周一鸣", "" },
	{ "作者：张 三　李 四",                   "",         "张三+李四",     "" },
	{ "作者： 林晓舟 (Jo Lin)",               "",         "林晓舟 (Jo Lin)", "" },
	{ "作者：林晓舟、陈木",                   "",         "林晓舟+陈木",   "" },
	{ "作者：\n林晓舟",                      "",         "林晓舟",        "" },
	{ "作者：\n频道导航",                    "",         "",              "" },
	{ "作者 林晓舟",                          "",         "林晓舟",        "" },
	{ "【责任编辑:周一鸣】",                  "",         "",              "周一鸣" },
	{ "责任编辑： \n周一鸣 \n",             "",         "",              "周一鸣" },
	{ "责编\t周一鸣",                        "",         "",              "周一鸣" },
	{ "责任编辑 周一鸣 陈木",                 "",         "",              "周一鸣 陈木" },
	{ "编辑 | 周一鸣",                        "",         "",              "周一鸣" },
	{ "本版编辑 周一鸣　版式 陈木",           "",         "",              "周一鸣" },
	{ "编辑 | 财经 | 科技",                   "",         "",              "" },
	{ "编辑：admin_周一鸣",                   "",         "",              "周一鸣" },
	{ "图片编辑：陈木 责任编辑：周一鸣",      "",         "",              "周一鸣" },
	/* clang-format on */
};

static void join_authors(const struct facts *f, struct buf *b)
{
	for (size_t i = 0; i < f->authors.len; i++)
		buf_printf(b, "%s%.*s", i ? "+" : "", STR_ARG(f->authors.at[i]));
}

static void every_form_of_a_byline_is_read(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(fact_cases); i++) {
		const struct fact_case *c = &fact_cases[i];
		auto_arena arena = { 0 };
		auto_buf authors = BUF_INIT(1000);
		struct facts f = facts_of(&arena, c->line);
		join_authors(&f, &authors);
		assert_text(f.source, c->source);
		assert_text(buf_str(&authors), c->authors);
		assert_text(f.editor, c->editor);
		facts_done(&f);
	}
}

static void editors_lines_need_a_name(void **state)
{
	(void)state;
	assert_true(is_editor_line(STR("责任编辑 周一鸣")));
	assert_true(is_editor_line(STR("编辑：周一鸣")));
	assert_false(is_editor_line(STR("编辑 部的故事")));
	assert_false(is_label_line(STR("来源 于生活的故事")));
	assert_false(is_label_line(STR("作者 写道")));
}

static void signatures_follow_the_last_sentence(void **state)
{
	(void)state;
	auto_arena arena = { 0 };
	struct facts f = { .arena = &arena };
	assert_false(facts_read_signature(&f, STR("他叫小明（化名）")));
	assert_false(facts_read_signature(&f, STR("灯全亮了。（完）")));
	assert_false(facts_read_signature(&f, STR("找到了王大明（周一鸣）")));
	assert_true(facts_read_signature(&f, STR("灯全亮了。（林晓舟 陈木）")));
	assert_int_equal(f.authors.len, 2);
	facts_done(&f);
}

static void assert_reporters(const char *text, size_t count, const char *first)
{
	auto_arena arena = { 0 };
	struct facts f = { .arena = &arena };
	facts_read_text(&f, str_of(text));
	assert_int_equal(f.authors.len, count);
	if (count)
		assert_text(f.authors.at[0], first);
	facts_done(&f);
}

static void reporters_stand_in_brackets_and_before_slashes(void **state)
{
	(void)state;
	assert_reporters("本报讯（记者 林晓舟 通讯员 陈木）昨日清晨", 2, "林晓舟");
	assert_reporters("〔記者林曉青、吳家豪／台南報導〕歇業三年", 2, "林曉青");
	assert_reporters("【王家明／台北報導】配合改造", 1, "王家明");
	assert_reporters("記者王大明／台北報導", 1, "王大明");
	assert_reporters("……（姚大峰 上海报道）", 1, "姚大峰");
	assert_reporters("（中央社記者王大明台北19日電）昨天", 1, "王大明");
	assert_reporters("（中央社記者王大明、李明桃園19日電）", 2, "王大明");
	assert_reporters("〔記者李明台北報導〕清晨", 1, "李明");
	assert_reporters("記者王大明專訪／台北報導", 1, "王大明");
	assert_reporters("新华社榕湾6月6日电（记者林晓舟、陈木）", 2, "林晓舟");
	assert_reporters("本报讯 记者林晓舟、陈木 昨日清晨，步道贯通。", 2, "林晓舟");
	assert_reporters("榕湾网6月6日讯 记者 林晓舟 通讯员 陈木 昨日，", 2, "林晓舟");
}

static void running_text_names_no_reporters(void **state)
{
	(void)state;
	assert_reporters("记者从有关部门获悉，明天有雨。", 0, NULL);
	assert_reporters("〔即時新聞／綜合報導〕昨天", 0, NULL);
	assert_reporters("〔記者高雄報導〕清晨", 0, NULL);
	assert_reporters("本报讯 记者昨日从市里获悉，步道贯通。", 0, NULL);
	assert_reporters("记者从有关部门获悉，明天有雨。", 0, NULL);
	assert_reporters("新华社记者李明摄（记者李明摄）", 0, NULL);
}

/* --- lines --- */

static void boilerplate_is_recognised(void **state)
{
	(void)state;
	assert_true(is_share_line(STR("扫一扫关注我们")));
	assert_true(is_copyright_line(STR("版权声明：未经授权不得转载")));
	assert_true(is_tool_line(STR("【打印】【关闭窗口】")));
	assert_true(is_original_title(STR("原标题：走通了")));
	assert_true(is_label_line(STR("（责任编辑：周一鸣）")));
	assert_false(is_share_line(STR("他把故事讲给大家听，大家都笑了。")));
	assert_false(is_label_line(STR("记者看到，吊车下摆着长椅。")));
	assert_true(is_caption_text(STR("图为市民在慢跑")));
	assert_true(is_photo_credit(STR("市民在站台等候。 方晴 摄")));
	assert_true(is_way_back(STR("返回首页，查看更多")));
	assert_false(is_way_back(STR("返回的路上下起了雨，更多的人留了下来。")));
	assert_true(is_end_mark(STR("- END -")));
	assert_true(is_end_mark(STR("（完）")));
	assert_false(is_end_mark(STR("完了")));
	assert_true(is_attachment_line(STR("IMG_1.jpg (180 KB, 下载次数: 3)")));
	assert_true(is_credit_line(STR("摄影 | 陈木")));
	assert_false(is_credit_line(STR("摄影展昨天开幕")));
	assert_true(is_unfolder(STR("点击展开全文"), true));
	assert_false(is_unfolder(STR("阅读全文"), true));
	assert_true(is_unfolder(STR("阅读全文"), false));
	assert_int_equal(count_labels(STR("时间：2016-06-06 来源：本报 浏览：3")), 3);
}

static void texts_are_the_same_but_for_blanks_and_marks(void **state)
{
	(void)state;
	assert_true(same_text(STR("古桥 拆不拆？"), STR("古桥拆不拆")));
	assert_false(same_text(STR("古桥"), STR("古桥拆不拆")));
	assert_false(same_text(STR(""), STR("——")));
}

/* The lines of a page's markup, joined where they were wrapped. */
static void assert_joined(const char *markup, const char *wanted)
{
	xmlDocPtr xml = NULL;
	struct tree tree;
	struct lines lines;
	assert_int_equal(html_parse(str_of(markup), &xml, NULL), ERR_OK);
	tree_build(&tree, xml, false);
	lines_init(&lines);
	lines_add(&lines, &tree, xmlDocGetRootElement(xml), skip_nothing, NULL);
	lines_join_wrapped(&lines);
	assert_int_equal(lines.list.len, 1);
	const struct line *line = &lines.list.at[0];
	assert_text(line_text(&lines, line), wanted);
	auto_buf spans = BUF_INIT(4096);
	for (uint32_t i = 0; i < line->n_spans; i++) {
		const struct line_span *span = &lines.spans.at[line->first_span + i];
		buf_add(&spans, lines.text.at + span->at, span->len);
	}
	assert_text(buf_str(&spans), wanted);
	lines_done(&lines);
	tree_done(&tree);
	html_free(xml);
}

#define WIDE "昨天运回了老码头的是一对石狮子用的是镇上的"

static void wrapped_lines_are_joined_and_verses_are_not(void **state)
{
	(void)state;
	assert_joined("<p>" WIDE "<br>" WIDE "<b><br>" WIDE "</b>x<br>y" WIDE
	              "<br>拖拉机</p>",
	              WIDE WIDE WIDE "x y" WIDE "拖拉机");
	assert_joined("<p>船还没有来<br>风先来了<br>它把绳子解开<br>又系上</p>",
	              "船还没有来\n风先来了\n它把绳子解开\n又系上");
	assert_joined("<p>" WIDE "<br>短<br>" WIDE "<br>短<br>" WIDE "</p>",
	              WIDE "\n短\n" WIDE "\n短\n" WIDE);
}

/* --- heads --- */

static void titles_lose_the_sites_name(void **state)
{
	(void)state;
	assert_text(title_without_site(STR("步道贯通八公里_江城新闻_江城新闻网"),
	                               STR_NONE),
	            "步道贯通八公里");
	assert_text(title_without_site(STR("学做豆腐 - 青山的博客 - 博客园地"),
	                               STR_NONE),
	            "学做豆腐");
	assert_text(title_without_site(STR("岛上日报 - 老书店重开 读者排到巷口"),
	                               STR_NONE),
	            "老书店重开 读者排到巷口");
	assert_text(title_without_site(STR("对比试车—测试两款小车的油耗"), STR_NONE),
	            "对比试车—测试两款小车的油耗");
}

static void addresses_hold_dates(void **state)
{
	static const char *const urls[] = {
		"http://a.example/2016/06/06/1.html",
		"http://a.example/20160606/1.html",
		"http://a.example/2016-06/06/c_1.htm",
		"http://a.example/jsxx/2016-6-6/x.shtml",
		"http://a.example/n1/2016/0606/c1-2.html",
		"http://a.example/t20160606_12.htm",
	};
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(urls); i++) {
		struct date date;
		assert_true(url_date(str_of(urls[i]), &date));
		assert_int_equal(date.year * 10000 + date.month * 100 + date.day,
		                 20160606);
	}
	struct date none;
	assert_false(url_date(STR("http://a.example/1234567/89.html"), &none));
}

/* --- the job --- */

static enum err run_page(struct str page, struct buf *output)
{
	struct page_job job = { .url = STR("http://a.example/b.html"), .bytes = page };
	auto_buf input = BUF_INIT(BUF_MAX_TEXT);
	page_input(&job, &input);
	return page_run(buf_str(&input), output, NULL);
}

static void an_empty_page_is_an_error(void **state)
{
	(void)state;
	auto_buf output = BUF_INIT(BUF_MAX_TEXT);
	assert_int_equal(run_page(STR("  \n"), &output), ERR_EMPTY);
	assert_int_equal(page_run(STR("garbage"), &output, NULL), ERR_FORMAT);
	assert_int_equal(output.len, 0);
}

static void depth_is_no_matter(void **state)
{
	(void)state;
	auto_buf page = BUF_INIT(BUF_MAX_TEXT), output = BUF_INIT(BUF_MAX_TEXT);
	buf_add_repeat(&page, STR("<div>"), 100000);
	buf_add_text(&page, "<p>深处有一段话，一直到这里，都没有人看见过它。</p>");
	assert_int_equal(run_page(buf_str(&page), &output), ERR_OK);
	const struct doc *doc = doc_check(buf_str(&output), NULL);
	assert_non_null(doc);
	uint32_t blocks;
	doc_blocks(doc, &blocks);
	assert_int_equal(blocks, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_character_counts_the_same_in_long_text),
		cmocka_unit_test(container_words_are_found_in_class_names),
		cmocka_unit_test(headings_of_lists_are_told_by_their_words),
		cmocka_unit_test(periods_are_read_from_labels_and_headings),
		cmocka_unit_test(next_pages_are_not_next_articles),
		cmocka_unit_test(labels_give_bare_values),
		cmocka_unit_test(an_empty_label_takes_nothing_from_the_next),
		cmocka_unit_test(pictures_sources_are_not_the_storys),
		cmocka_unit_test(nobody_is_no_author),
		cmocka_unit_test(every_form_of_a_byline_is_read),
		cmocka_unit_test(editors_lines_need_a_name),
		cmocka_unit_test(signatures_follow_the_last_sentence),
		cmocka_unit_test(reporters_stand_in_brackets_and_before_slashes),
		cmocka_unit_test(running_text_names_no_reporters),
		cmocka_unit_test(boilerplate_is_recognised),
		cmocka_unit_test(texts_are_the_same_but_for_blanks_and_marks),
		cmocka_unit_test(wrapped_lines_are_joined_and_verses_are_not),
		cmocka_unit_test(titles_lose_the_sites_name),
		cmocka_unit_test(addresses_hold_dates),
		cmocka_unit_test(an_empty_page_is_an_error),
		cmocka_unit_test(depth_is_no_matter),
	};
	extract_warm();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
