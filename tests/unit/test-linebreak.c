/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "baolan/base/buf.h"
#include "baolan/base/mem.h"
#include "baolan/text/grapheme.h"
#include "baolan/text/linebreak.h"
#include "baolan/text/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

static int set_up(void **state)
{
	*state = breaker_new(BREAK_SET_BASIC);
	return 0;
}

static int tear_down(void **state)
{
	breaker_free(*state);
	return 0;
}

/* The text with | where a line may end and $ where it must. */
static void add_marked(struct buf *b, struct str s, const uint8_t *breaks)
{
	static const char marks[] = { 0, '|', '$' };
	for (size_t i = 0; i <= s.len; i++) {
		if (breaks[i])
			buf_add_char(b, marks[breaks[i]]);
		if (i < s.len)
			buf_add_char(b, s.at[i]);
	}
}

static void check(struct breaker *breaker, const char *text, const char *marked)
{
	struct str s = str_of(text);
	auto_free uint8_t *breaks = mem_alloc(s.len + 1);
	auto_buf b = BUF_INIT(BUF_MAX_TEXT);
	breaker_find(breaker, s, breaks);
	add_marked(&b, s, breaks);
	assert_string_equal(buf_text(&b), marked);
}

static void plain_chinese(void **state)
{
	check(*state, "", "$");
	check(*state, "我", "我$");
	check(*state, "我们，走。", "我|们，|走。$");
	check(*state, "说：“我走”。", "说：|“我|走”。$");
	check(*state, "《人民日报》（海外版）！", "《人|民|日|报》|（海|外|版）！$");
	check(*state, "等等……吧", "等|等……|吧$");
	check(*state, "第3届GDP2报告 ok", "第|3|届|GDP2|报|告 |ok$");
	check(*state, "一\n二", "一\n$二$");
}

static void marks_that_icu_gets_wrong(void **state)
{
	check(*state, "列奥纳多·达·芬奇", "列|奥|纳|多·|达·|芬|奇$");
	check(*state, "北京—上海", "北|京—|上|海$");
	check(*state, "中——文", "中|——|文$");
	check(*state, "5～10天", "5～|10|天$");
	check(*state, "中/美", "中/|美$");
	check(*state, "中／美", "中／|美$");
	check(*state, "用C++和C#写", "用|C++|和|C#|写$");
	check(*state, "要‘走出去’吗", "要|‘走|出|去’|吗$");
	check(*state, "说it’s ok", "说|it’s |ok$");
	check(*state, "3·15晚会", "3·15|晚|会$");
}

static void numbers_stay_whole(void **state)
{
	check(*state, "为￥100元", "为|￥100|元$");
	check(*state, "约-5℃了", "约-5℃|了$");
	check(*state, "占50％吧", "占|50％|吧$");
	check(*state, "增长5.2%和3,000人", "增|长|5.2%|和|3,000|人$");
	check(*state, "COVID-19疫", "COVID-19|疫$");
	check(*state, "AT&T公司", "AT&T|公|司$");
}

static void numbers_of_full_width_stay_whole(void **state)
{
	check(*state, "在１９９８年", "在|１９９８|年$");
	check(*state, "涨３．５％吧", "涨|３．５％|吧$");
	check(*state, "到１０：３０分", "到|１０：３０|分$");
	check(*state, "约－５℃了", "约－５℃|了$");
	check(*state, "占50㎡地", "占|50㎡|地$");
	check(*state, "看ＮＢＡ赛", "看|ＮＢＡ|赛$");
	check(*state, "说：一二", "说：|一|二$");
}

/* By set: what differs. */
static void the_sets(void **state)
{
	static const struct {
		enum break_set set;
		const char *text, *marked;
	} rows[] = {
		{ BREAK_SET_BASIC, "中／美", "中／|美$" },
		{ BREAK_SET_BASIC, "中——文⸺字……吧", "中|——|文|⸺|字……|吧$" },
		{ BREAK_SET_GB, "中／美", "中／美$" },
		{ BREAK_SET_GB, "中——文", "中|——|文$" },
		{ BREAK_SET_STRICT, "中／美", "中／美$" },
		{ BREAK_SET_STRICT, "中——文⸺字……吧", "中——|文⸺|字……|吧$" },
		{ BREAK_SET_NONE, "（中），《文》！", "（|中|）|，|《|文|》|！$" },
		{ BREAK_SET_NONE, "中……文⋯⋯字——吧", "中|……|文|⋯⋯|字|——|吧$" },
		{ BREAK_SET_NONE, "it’s 3·15，5.2%", "it’s |3·15|，|5.2%$" },
		{ BREAK_SET_NONE, "中-国-5℃々", "中|-|国-5℃|々$" },
		{ BREAK_SET_LOOSE, "中……文", "中|……|文$" },
		{ BREAK_SET_UNTAILORED, "“中”文", "“中”文$" },
	};
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct breaker *breaker = breaker_new(rows[i].set);
		check(breaker, rows[i].text, rows[i].marked);
		breaker_free(breaker);
	}
}

static void phrases_stay_whole(void **state)
{
	struct str s = STR("我们要走出去世界");
	uint8_t breaks[64];
	auto_buf b = BUF_INIT(BUF_MAX_TEXT);
	breaker_find(*state, s, breaks);
	breaker_keep_phrases(*state, s, breaks);
	add_marked(&b, s, breaks);
	assert_string_equal(buf_text(&b), "我们|要|走出去|世界$");
}

static void a_mark_between_han(void **state, uint32_t c, bool *ret_start, bool *ret_end)
{
	uint8_t breaks[64];
	auto_buf b = BUF_INIT(64);
	buf_add_text(&b, "文");
	utf8_add(&b, c);
	size_t after = b.len;
	buf_add_text(&b, "字");
	breaker_find(*state, buf_str(&b), breaks);
	*ret_start = breaks[strlen("文")] != BREAK_NONE;
	*ret_end = breaks[after] != BREAK_NONE;
}

/* W3C clreq, "basic": no row of forbidden marks may be broken. */
static void clreq_basic(void **state)
{
	static const uint32_t start[] = {
		0x3002, 0xFF0E, 0xFF0C, 0x3001, 0xFF1A, 0xFF1B, 0xFF01, 0x203C,
		0xFF1F, 0x2047, 0xFF5E, '-',    0x2013, 0x2014, 0xB7,   0x30FB,
		0x2027, '/',    0xFF0F, 0x300D, 0x300F, 0x201D, 0x2019, 0xFF09,
		0x300B, 0x3009, 0x3011, 0x3017, 0x3015, 0xFF3D, 0xFF5D,
	};
	static const uint32_t end[] = {
		0x300C, 0x300E, 0x201C, 0x2018, 0xFF08, 0x300A,
		0x3008, 0x3010, 0x3016, 0x3014, 0xFF3B, 0xFF5B,
	};
	bool may_start, may_end;
	for (size_t i = 0; i < ARRAY_SIZE(start); i++) {
		a_mark_between_han(state, start[i], &may_start, &may_end);
		assert_false(may_start);
		assert_true(break_forbidden_start(BREAK_SET_BASIC, start[i]));
		assert_false(break_forbidden_end(BREAK_SET_BASIC, start[i]));
	}
	for (size_t i = 0; i < ARRAY_SIZE(end); i++) {
		a_mark_between_han(state, end[i], &may_start, &may_end);
		assert_true(may_start);
		assert_false(may_end);
		assert_true(break_forbidden_end(BREAK_SET_BASIC, end[i]));
		assert_false(break_forbidden_start(BREAK_SET_BASIC, end[i]));
	}
}

static void what_may_hang(void **state)
{
	(void)state;
	assert_true(break_may_hang(0x3002) && break_may_hang(0xFF0C) &&
	            break_may_hang(0x3001));
	assert_false(break_may_hang(0xFF01) || break_may_hang(0x4E00) ||
	             break_may_hang(','));
}

/* Characters of every class, common ones more often. */
static uint32_t some_character(void)
{
	static const uint32_t common[] = {
		0x4E2D, 0x56FD, 0x9FFF, 0x4E00, 0x3001, 0x3002, 0xFF0C, 0xFF0E, 0xFF09,
		0x201D, 0x300B, 0x300D, 0x300F, 0x3009, 0x3011, 0x3015, 0xFF08, 0x201C,
		0x300A, 0x300C, 0x300E, 0x3008, 0x3010, 0x3014, 0xFF01, 0xFF1F, 0xFF1A,
		0xFF1B, 0x2026, 'a',    'Z',    '0',    '9',    ' ',    ' ',    0x4E2D,
		0x4E8C, 0x4E09, '.',    ',',    '%',    '-',    '(',    ')',    0x2014,
		0x2014, '\n',   0x2018, 0x2019, 0xB7,   '/',    '+',    '#',    '!',
		0xFF5E, 0x3000, 0xFF21, 0xFF05, 'C',    '&',    0xE9,   0xD7,
	};
	static const uint32_t rare[] = {
		'\n',   '\r',   '\t',    0x85,    0x2028,  '.',     ',',     '-',
		'+',    '#',    '/',     '%',     '$',     '(',     ')',     '"',
		'\'',   '!',    '?',     ':',     0x2014,  0x2018,  0x2019,  0xB7,
		0x2022, 0xFF5E, 0x2013,  0x3000,  0x2060,  0x200B,  0x200D,  0x300,
		0x30FC, 0x3042, 0x3041,  0xAC00,  0xE9,    0x1F600, 0x1F1E8, 0xFF05,
		0xFFE5, 0x2103, 0xA0,    0x3005,  0x20000, 0x4DBF,  0x4DC0,  0x3400,
		0xFE0F, 0x5D0,  0x1F468, 0x1F3FD, 0xFFFD,  0x2E3A,  0x22EF,  0x2015,
		0xFF0F, '@',    '_',     0x2160,
	};
	int dice = rand() % 8;
	if (dice)
		return common[(size_t)rand() % ARRAY_SIZE(common)];
	return rare[(size_t)rand() % ARRAY_SIZE(rare)];
}

static void assert_alike(struct breaker *breaker, struct str s)
{
	uint8_t fast[256], slow[256];
	breaker_find(breaker, s, fast);
	breaker_find_slowly(breaker, s, slow);
	if (memcmp(fast, slow, s.len + 1) == 0)
		return;
	auto_buf a = BUF_INIT(2048), b = BUF_INIT(2048);
	add_marked(&a, s, fast);
	add_marked(&b, s, slow);
	assert_string_equal(buf_text(&a), buf_text(&b));
}

/* One or more of each class, and the rare. */
static const char *const samples[] = {
	"中", "（", "，", "！", "：", "…", "a", "5",  " ",  ".",  "%",  "-",
	"(",  ")",  "—",  "\n", "/",  "’", "·", "\"", "１", "．", "－",
};

static struct breaker *breaker_of(void **state, enum break_set set)
{
	return set == BREAK_SET_BASIC ? *state : breaker_new(set);
}

static void give_back(void **state, struct breaker *breaker)
{
	if (breaker != *state)
		breaker_free(breaker);
}

static void check_strings(struct breaker *breaker, size_t length)
{
	size_t n = ARRAY_SIZE(samples), count = 1;
	for (size_t k = 0; k < length; k++)
		count *= n;
	for (size_t i = 0; i < count; i++) {
		auto_buf text = BUF_INIT(64);
		for (size_t rest = i, k = 0; k < length; k++, rest /= n)
			buf_add_text(&text, samples[rest % n]);
		assert_alike(breaker, buf_str(&text));
	}
}

/* Every string of four samples: what the rules must remember is less. */
static void the_rules_are_icu_s(void **state)
{
	for (enum break_set set = 0; set < BREAK_SETS; set++) {
		struct breaker *breaker = breaker_of(state, set);
		check_strings(breaker, set == BREAK_SET_BASIC ? 4 : 3);
		give_back(state, breaker);
	}
}

static void check_between_all(struct breaker *breaker, uint32_t c)
{
	static const char *const sides[] = { "中", "（", "，", "b", "7", " ", "" };
	size_t n = ARRAY_SIZE(sides);
	for (size_t i = 0; i < n * n; i++) {
		auto_buf text = BUF_INIT(64);
		buf_add_text(&text, sides[i / n]);
		utf8_add(&text, c);
		buf_add_text(&text, sides[i % n]);
		assert_alike(breaker, buf_str(&text));
	}
}

/* The samples speak for all: each character of the blocks that the rules know. */
static void no_character_is_in_a_wrong_class(void **state)
{
	static const struct {
		uint32_t first, last;
	} blocks[] = { { 1, 0x24F },       { 0x2000, 0x203F }, { 0x3000, 0x303F },
		       { 0x4DFE, 0x4E02 }, { 0x9FFD, 0xA001 }, { 0xFF00, 0xFF7F } };
	for (enum break_set set = 0; set < BREAK_SETS; set++) {
		struct breaker *breaker = breaker_of(state, set);
		for (size_t i = 0; i < ARRAY_SIZE(blocks); i++)
			for (uint32_t c = blocks[i].first; c <= blocks[i].last; c++)
				check_between_all(breaker, c);
		give_back(state, breaker);
	}
}

/* The ruler by clusters. */
static void rule_clusters(struct str s, uint16_t *ruler)
{
	int cells;
	uint16_t sum = 0;
	for (size_t at = 0, end = 0; at < s.len;) {
		end += grapheme_next(str_from(s, at), &cells);
		sum = (uint16_t)(sum + cells);
		while (at < end)
			ruler[++at] = sum;
	}
}

static void the_ruler_measures_clusters(void **state)
{
	int ruled = 0;
	srand(5);
	for (int round = 0; round < 20000; round++) {
		auto_buf text = BUF_INIT(1024);
		uint8_t breaks[256];
		uint16_t ruler[256], by_clusters[256] = { 0 };
		for (int count = rand() % 8; count > 0; count--)
			utf8_add(&text, some_character());
		struct str s = buf_str(&text);
		if (!breaker_measure(*state, s, breaks, ruler))
			continue;
		rule_clusters(s, by_clusters);
		assert_memory_equal(ruler, by_clusters, (s.len + 1) * sizeof(*ruler));
		ruled++;
	}
	assert_true(ruled > 5000);
}

static void check_random(struct breaker *breaker, int rounds)
{
	for (int round = 0; round < rounds; round++) {
		auto_buf text = BUF_INIT(1024);
		for (int count = rand() % 24; count > 0; count--)
			utf8_add(&text, some_character());
		if (rand() % 16 == 0)
			buf_add_text(&text, "\xE4\xB8");
		assert_alike(breaker, buf_str(&text));
	}
}

static void the_short_cut_changes_nothing(void **state)
{
	srand(3);
	check_random(*state, 60000);
	for (enum break_set set = 0; set < BREAK_SETS; set++) {
		struct breaker *breaker = breaker_of(state, set);
		check_random(breaker, 10000);
		give_back(state, breaker);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(plain_chinese),
		cmocka_unit_test(marks_that_icu_gets_wrong),
		cmocka_unit_test(numbers_stay_whole),
		cmocka_unit_test(numbers_of_full_width_stay_whole),
		cmocka_unit_test(the_sets),
		cmocka_unit_test(phrases_stay_whole),
		cmocka_unit_test(clreq_basic),
		cmocka_unit_test(what_may_hang),
		cmocka_unit_test(the_rules_are_icu_s),
		cmocka_unit_test(no_character_is_in_a_wrong_class),
		cmocka_unit_test(the_short_cut_changes_nothing),
		cmocka_unit_test(the_ruler_measures_clusters),
	};
	return cmocka_run_group_tests_name("linebreak", tests, set_up, tear_down);
}
