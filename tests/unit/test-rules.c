/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka needs the above first */
#include <cmocka.h>

#include "baolan/base/clock.h"
#include "baolan/base/file.h"
#include "baolan/base/mem.h"
#include "baolan/sync/rules.h"

#include <stdlib.h>
#include <unistd.h>

#define PAPER "https://news.example.cn/rss.xml"

static struct rules *rules_of(const char *text)
{
	char path[] = "/tmp/test-rules.XXXXXX";
	struct rules *rules = rules_new();
	close(mkstemp(path));
	assert_int_equal(file_store(path, str_of(text), NULL), ERR_OK);
	assert_int_equal(rules_load(rules, path, NULL), ERR_OK);
	unlink(path);
	return rules;
}

static unsigned apply(const char *text, const char *title, const char *summary,
                      const char *authors)
{
	struct rules *rules = rules_of(text);
	size_t n;
	const struct error *mistakes = rules_mistakes(rules, &n);
	if (n)
		fail_msg("%s", mistakes[0].text);
	unsigned effects = rules_apply(rules, str_of(title), str_of(summary),
	                               str_of(authors), STR(PAPER));
	rules_free(rules);
	return effects;
}

static unsigned on_title(const char *text, const char *title)
{
	return apply(text, title, NULL, NULL);
}

static void test_words(void **state)
{
	(void)state;
	assert_int_equal(on_title("# 注\n\nkill 广告\n", "这是广告吗"), RULES_KILL);
	assert_int_equal(on_title("kill 广告", "这是新闻"), 0);
	assert_int_equal(on_title("kill ad", "An AD for you"), RULES_KILL);
	assert_int_equal(on_title("kill ad", "It was made"), 0);
	assert_int_equal(on_title("kill ad", "made an ad"), RULES_KILL);
	assert_int_equal(on_title("kill VR", "用VR看展"), RULES_KILL);
	assert_int_equal(on_title("kill \"two words\"", "these two words"), RULES_KILL);
	assert_int_equal(on_title("kill \"a \\\" b\"", "an a \" b c"), RULES_KILL);
	assert_int_equal(on_title("kill two words", "words, two"), RULES_KILL);
	assert_int_equal(on_title("kill two words", "two"), 0);
	assert_int_equal(on_title("kill 广告", ""), 0);
}

static void test_expressions(void **state)
{
	(void)state;
	assert_int_equal(on_title("kill /^【?推广/", "【推广】好"), RULES_KILL);
	assert_int_equal(on_title("kill /^【?推广/", "不推广"), 0);
	assert_int_equal(on_title("kill /vr [0-9]+/i", "VR 20"), RULES_KILL);
	assert_int_equal(on_title("kill /vr [0-9]+/", "VR 20"), 0);
	assert_int_equal(on_title("kill /a\\/b/", "a/b"), RULES_KILL);
}

static void test_fields(void **state)
{
	(void)state;
	assert_int_equal(apply("kill summary:台风", "台风", "晴", NULL), 0);
	assert_int_equal(apply("kill summary:台风", "晴", "台风", NULL), RULES_KILL);
	assert_int_equal(apply("kill author:林知夏", "甲", NULL, "林知夏\n陈望舒"),
	                 RULES_KILL);
	assert_int_equal(on_title("kill paper:news.example.cn 甲", "甲"), RULES_KILL);
	assert_int_equal(on_title("kill paper:*.example.cn* 甲", "甲"), RULES_KILL);
	assert_int_equal(on_title("kill paper:other.example 甲", "甲"), 0);
	assert_int_equal(on_title("kill 足球 -中超", "足球"), RULES_KILL);
	assert_int_equal(on_title("kill 足球 -中超", "中超足球"), 0);
}

static void test_both_effects(void **state)
{
	(void)state;
	assert_int_equal(on_title("kill 甲\nhighlight 乙\nhighlight 乙", "甲乙"),
	                 RULES_KILL | RULES_HIGHLIGHT);
	assert_int_equal(on_title("kill 甲\nhighlight 乙", "乙"), RULES_HIGHLIGHT);
	assert_int_equal(on_title("", "乙"), 0);
}

static void test_mistakes(void **state)
{
	static const struct {
		const char *line, *words;
	} cases[] = {
		{ "kil x", "kill or highlight" }, { "kill", "nothing to look for" },
		{ "kill title:", "a word" },      { "kill titel:x", "no field titel" },
		{ "kill /x", "the /" },           { "kill /(/", "regular expression" },
		{ "kill \"x", "quote" },          { "kill \xff", "UTF-8" },
	};
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		size_t n;
		auto_free char *text = mem_printf("# 1\n%s\nkill 甲\n", cases[i].line);
		struct rules *rules = rules_of(text);
		const struct error *mistakes = rules_mistakes(rules, &n);
		assert_int_equal(n, 1);
		if (!strstr(mistakes[0].text, ":2: ") ||
		    !strstr(mistakes[0].text, cases[i].words))
			fail_msg("%s", mistakes[0].text);
		assert_int_equal(rules_apply(rules, STR("甲"), STR_NONE, STR_NONE,
		                             STR_NONE),
		                 RULES_KILL);
		rules_free(rules);
	}
}

static void test_a_papers_own(void **state)
{
	(void)state;
	struct paper list[] = { { .url = mem_strdup(PAPER),
		                  .kill = mem_strdup("广告, /推广$/ -海, \"a,b\""),
		                  .highlight = mem_strdup("台风,地铁") } };
	struct papers papers = { .list = { list, 1, 1 } };
	struct rules *rules = rules_new();
	rules_add_papers(rules, &papers);
	static const struct {
		const char *title, *url;
		unsigned effects;
	} cases[] = {
		{ "广告", PAPER, RULES_KILL },
		{ "广告", "https://b.example/", 0 },
		{ "大推广", PAPER, RULES_KILL },
		{ "海推广", PAPER, 0 },
		{ "x a,b y", PAPER, RULES_KILL },
		{ "地铁广告", PAPER, RULES_KILL | RULES_HIGHLIGHT },
	};
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++)
		assert_int_equal(rules_apply(rules, str_of(cases[i].title), STR_NONE,
		                             STR_NONE, str_of(cases[i].url)),
		                 cases[i].effects);
	rules_free(rules);
	paper_done(&list[0]);
	assert_int_equal(rules_check(STR("a,"), NULL), ERR_OK);
	assert_int_equal(rules_check(STR(""), NULL), ERR_FORMAT);
	assert_int_equal(rules_check(STR("a,,b"), NULL), ERR_FORMAT);
}

/* An expression that would take for ever is given up, then not tried any more. */
static void test_time_is_bounded(void **state)
{
	(void)state;
	struct rules *rules = rules_of("kill /(a+)+$/\nhighlight 甲\n");
	auto_buf title = BUF_INIT(1 << 20);
	for (int i = 0; i < 3000; i++)
		buf_add_char(&title, 'a');
	buf_add_text(&title, "b甲");
	int64_t before = clock_ms();
	for (int i = 0; i < 1000; i++)
		assert_int_equal(rules_apply(rules, buf_str(&title), STR_NONE, STR_NONE,
		                             STR_NONE),
		                 RULES_HIGHLIGHT);
	assert_true(clock_ms() - before < 2000);
	rules_free(rules);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_expressions),
		cmocka_unit_test(test_fields),
		cmocka_unit_test(test_both_effects),
		cmocka_unit_test(test_mistakes),
		cmocka_unit_test(test_a_papers_own),
		cmocka_unit_test(test_time_is_bounded),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
