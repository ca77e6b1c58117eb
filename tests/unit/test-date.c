/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "baolan/base/buf.h"
#include "baolan/base/mem.h"
#include "baolan/text/date.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

/* 2016-06-06 17:30:00 in China, a Monday */
#define NOW 1465205400

struct example {
	const char *text;
	const char *date; /* NULL: there is none */
};

static void check_at(const struct example *cases, size_t count, int64_t now)
{
	for (size_t i = 0; i < count; i++) {
		struct date d;
		char got[DATE_TEXT_SIZE] = "none";
		if (date_find(str_of(cases[i].text), now, &d))
			date_format(&d, got);
		const char *wanted = cases[i].date ? cases[i].date : "none";
		if (strcmp(got, wanted) != 0)
			fail_msg("%s: %s instead of %s", cases[i].text, got, wanted);
	}
}
#define check(cases) check_at(cases, ARRAY_SIZE(cases), NOW)

static void numbers(void **state)
{
	(void)state;
	static const struct example cases[] = {
		{ "2016-06-06 08:49:54", "2016-06-06T08:49:54+08:00" },
		{ "发布时间：2016-6-6 8:49 来源：本报", "2016-06-06T08:49:00+08:00" },
		{ "2016/6/6", "2016-06-06" },
		{ "2016.06.06　08:49", "2016-06-06T08:49:00+08:00" },
		{ "２０１６－０６－０６　０８：４９", "2016-06-06T08:49:00+08:00" },
		{ "2016-06-06 (星期一) 08:49", "2016-06-06T08:49:00+08:00" },
		{ "2016-06-06，下午3:20", "2016-06-06T15:20:00+08:00" },
		{ "2016/06/06 11:05 PM", "2016-06-06T23:05:00+08:00" },
		{ "2016-06-06 12:05 am", "2016-06-06T00:05:00+08:00" },
		{ "2016-06-06 8:49 among", "2016-06-06T08:49:00+08:00" },
		{ "2016-06-06 08:49-09:30", "2016-06-06T08:49:00+08:00" },
		{ "2016-06-06 08:49 +5", "2016-06-06T08:49:00+08:00" },
		{ "2016-06-06 25:00", "2016-06-06" },
		{ "2016-02-29", "2016-02-29" },
		{ "/2016/06/06/c_1001.html", "2016-06-06" },
	};
	check(cases);
}

static void chinese(void **state)
{
	(void)state;
	static const struct example cases[] = {
		{ "2016年6月6日08:49", "2016-06-06T08:49:00+08:00" },
		{ "2016 年 06 月 06 日", "2016-06-06" },
		{ "2016年6月6号8时49分54秒", "2016-06-06T08:49:54+08:00" },
		{ "2016年6月6日晚上8点半", "2016-06-06T20:30:00+08:00" },
		{ "2016年6月6日中午11点", "2016-06-06T11:00:00+08:00" },
		{ "2016年6月6日8时许", "2016-06-06T08:00:00+08:00" },
		{ "2016年6月6日，3点建议", "2016-06-06" },
		{ "二〇一六年六月六日", "2016-06-06" },
		{ "二○一五年十二月三十一日", "2015-12-31" },
		{ "二零一五年十月廿一日", "2015-10-21" },
		{ "民國105年6月6日", "2016-06-06" },
		{ "中華民國一百零五年六月六日", "2016-06-06" },
		{ "民国一〇五年六月六日", "2016-06-06" },
		{ "105年6月6日 08:49", "2016-06-06T08:49:00+08:00" },
	};
	check(cases);
}

static void without_a_year(void **state)
{
	(void)state;
	static const struct example cases[] = {
		{ "06-06 08:49", "2016-06-06T08:49:00+08:00" },
		{ "12-31 23:05", "2015-12-31T23:05:00+08:00" },
		{ "6月6日 08:49", "2016-06-06T08:49:00+08:00" },
		{ "12月31日", "2015-12-31" },
		{ "1949年10月1日", NULL },
		{ "一九四九年十月一日", NULL },
		{ "1949 年 10 月 1 日", NULL },
		{ "6月5日，本报讯（2016-06-06 08:49）", "2016-06-06T08:49:00+08:00" },
	};
	check(cases);
}

static void relative(void **state)
{
	(void)state;
	static const struct example cases[] = {
		{ "今天 08:49", "2016-06-06T08:49:00+08:00" },
		{ "昨天", "2016-06-05" },
		{ "昨日 23:05", "2016-06-05T23:05:00+08:00" },
		{ "前天8点20分", "2016-06-04T08:20:00+08:00" },
		{ "3小时前", "2016-06-06T14:30:00+08:00" },
		{ "18 個小時前", "2016-06-05T23:30:00+08:00" },
		{ "5分钟前", "2016-06-06T17:25:00+08:00" },
		{ "半小时前", "2016-06-06T17:00:00+08:00" },
		{ "30秒前", "2016-06-06T17:29:30+08:00" },
		{ "2天前", "2016-06-04" },
		{ "两天前", "2016-06-04" },
		{ "1周前", "2016-05-30" },
		{ "刚刚", "2016-06-06T17:30:00+08:00" },
		{ "昨天的会，2016-06-01 已报", "2016-06-01" },
	};
	check(cases);
}

static void standards(void **state)
{
	(void)state;
	static const struct example cases[] = {
		{ "2016-06-06T08:49:54+08:00", "2016-06-06T08:49:54+08:00" },
		{ "2016-06-06T08:49:54Z", "2016-06-06T08:49:54+00:00" },
		{ "2016-06-06t08:49:54.123456789012-05:30",
		  "2016-06-06T08:49:54-05:30" },
		{ "2016-06-06T08:49+0900", "2016-06-06T08:49:00+09:00" },
		{ "2016-06-06T08:49:54", "2016-06-06T08:49:54+08:00" },
		{ "1970-01-01T00:00:00Z", "1970-01-01T00:00:00+00:00" },
		{ "0001-01-01T00:00:00Z", NULL },
		{ "20160606T004954Z", "2016-06-06T00:49:54+00:00" },
		{ "2016-06-06 08:49:54 +0000", "2016-06-06T08:49:54+00:00" },
		{ "2016-06-06 08:49:60Z", "2016-06-06T08:49:59+00:00" },
		{ "Mon, 06 Jun 2016 08:49:54 +0800", "2016-06-06T08:49:54+08:00" },
		{ "Mon, 6 Jun 2016 00:49 GMT", "2016-06-06T00:49:00+00:00" },
		{ "06 Jun 16 08:49:54 EDT", "2016-06-06T08:49:54-04:00" },
		{ "Sun, 06-Nov-1994 08:49:37 GMT", "1994-11-06T08:49:37+00:00" },
		{ "June 6, 2016 8:49 PM", "2016-06-06T20:49:00+08:00" },
		{ "June 6, 2016 at 8:49 am", "2016-06-06T08:49:00+08:00" },
		{ "6/16/2016 8:49:54 PM", "2016-06-16T20:49:54+08:00" },
		{ "6/6/2016 8:49:54", NULL },
		{ "Sept. 6, 2015", "2015-09-06" },
		{ "Mon Jun  6 08:49:54 CST 2016", "2016-06-06T08:49:54+08:00" },
		{ "Mon Jun 6 08:49:54 2016", "2016-06-06T08:49:54+08:00" },
		{ "Mon Jun 06 08:49:54 +0800 2016", "2016-06-06T08:49:54+08:00" },
	};
	check(cases);
}

static void no_dates(void **state)
{
	(void)state;
	static const struct example cases[] = {
		{ "", NULL },
		{ "本报讯", NULL },
		{ "2016-13-06", NULL },
		{ "2016-02-30", NULL },
		{ "2015年2月29日", NULL },
		{ "1889-06-06", NULL },
		{ "2036-06-06", NULL },
		{ "电话 010-65368888", NULL },
		{ "0755-2016-06-06", NULL },
		{ "2016-06-0612", NULL },
		{ "12016-06-06", NULL },
		{ "2016-06-06-08", NULL },
		{ "192.168.10.12", NULL },
		{ "/a/20160606/1234.html", NULL },
		{ "比分 3-2", NULL },
		{ "06-06", NULL },
		{ "08:49", NULL },
		{ "第三天", NULL },
		{ "march 3 people", NULL },
		{ "May 20, 10 people", NULL },
		{ "\xD6\xD0\xFF 2016-", NULL },
	};
	check(cases);
}

static void spans(void **state)
{
	(void)state;
	static const struct {
		const char *text, *span;
	} cases[] = {
		{ "来源：本报 2016-06-06 08:49 编辑：张三", "2016-06-06 08:49" },
		{ "（2016年6月6日 星期一）", "2016年6月6日" },
		{ "于3小时前发布", "3小时前" },
		{ "x Mon, 06 Jun 2016 08:49:54 +0800 y",
		  "Mon, 06 Jun 2016 08:49:54 +0800" },
	};
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		auto_free char *got = str_dup(date_span(str_of(cases[i].text), NOW));
		assert_string_equal(got, cases[i].span);
	}
	assert_null(date_span(STR("无"), NOW).at);
}

static void for_the_reader(void **state)
{
	(void)state;
	static const char *const cases[][2] = {
		{ "2016-06-06T08:49:54+08:00", "2016-06-06 08:49" },
		{ "2016-06-06", "2016-06-06" },
		{ "", "" },
		{ "昨天", "昨天" },
		{ "一二三四五六七八九十一二三四五", "一二三四五六七八九十一二三" },
	};
	char out[DATE_TEXT_SIZE];
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		date_for_reader(str_of(cases[i][0]), out);
		assert_string_equal(out, cases[i][1]);
	}
	date_for_reader(STR_NONE, out);
	assert_string_equal(out, "");
}

/* Whatever is found exists, and its own form is found again. */
static void garbage(void **state)
{
	(void)state;
	static const char *const parts[] = {
		"2016", "06",   "6",  "-",  "/",   ".",          "年",     "月",
		"日",   " ",    ":",  "49", "T",   "Z",          "+08:00", "民國",
		"昨天", "十",   "二", "〇", "前",  "小时",       "Jun",    "Mon,",
		"\xE4", "下午", "时", "分", "GMT", "99999999999"
	};
	srand(4);
	int found = 0;
	for (int round = 0; round < 100000; round++) {
		auto_buf text = BUF_INIT(4096);
		struct date d, again;
		char out[DATE_TEXT_SIZE], second[DATE_TEXT_SIZE];
		for (int count = rand() % 12; count > 0; count--)
			buf_add_text(&text, parts[(size_t)rand() % ARRAY_SIZE(parts)]);
		if (!date_find(buf_str(&text), NOW, &d))
			continue;
		found++;
		date_format(&d, out);
		assert_true(date_find(str_of(out), NOW, &again));
		date_format(&again, second);
		assert_string_equal(out, second);
		struct str span = date_span(buf_str(&text), NOW);
		assert_true(span.at >= text.at &&
		            span.at + span.len <= text.at + text.len);
	}
	assert_true(found > 100);
}

static void odd_clocks(void **state)
{
	(void)state;
	static const struct example cases[] = { { "2016-06-06", "2016-06-06" } };
	check_at(cases, 1, 0);
	check_at(cases, 1, INT64_MAX);
	check_at(cases, 1, INT64_MIN);
	struct date d;
	assert_true(date_find(STR("999小时前"), INT64_MIN, &d));
}

static void to_seconds(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		int64_t seconds;
	} good[] = {
		{ "2016-06-06T08:49:54+08:00", 1465174194 },
		{ "2016-06-06T00:49:54Z", 1465174194 },
		{ "2016-06-06t00:49:54.125z", 1465174194 },
		{ "2016-06-06T08:49+0800", 1465174140 },
		{ "2016-06-06 08:49:54", 1465174194 },
		{ "2016-06-06", 1465142400 },
		{ "1969-12-31T23:59:59-00:30", 1799 },
	};
	static const char *const bad[] = {
		"",
		"2016",
		"2016-13-01",
		"2016-06-06T",
		"06-06-2016",
		"昨天",
		"2016-06-06T08:49:54+8",
		"2016-06-06T25:00:00Z",
		"2016-06-06T08:49:54Zulu",
	};
	int64_t seconds = -7;
	for (size_t i = 0; i < ARRAY_SIZE(good); i++) {
		assert_true(date_to_seconds(str_of(good[i].text), &seconds));
		assert_int_equal(seconds, good[i].seconds);
	}
	seconds = -7;
	for (size_t i = 0; i < ARRAY_SIZE(bad); i++)
		assert_false(date_to_seconds(str_of(bad[i]), &seconds));
	assert_int_equal(seconds, -7);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers),        cmocka_unit_test(chinese),
		cmocka_unit_test(without_a_year), cmocka_unit_test(relative),
		cmocka_unit_test(standards),      cmocka_unit_test(no_dates),
		cmocka_unit_test(spans),          cmocka_unit_test(for_the_reader),
		cmocka_unit_test(garbage),        cmocka_unit_test(odd_clocks),
		cmocka_unit_test(to_seconds),
	};
	return cmocka_run_group_tests_name("date", tests, NULL, NULL);
}
