/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Line breaks against other people's tables: each mark of W3C's clreq at each
 * level, and the Chinese tests of CSS Text. */
#include "baolan/base/buf.h"
#include "baolan/base/mem.h"
#include "baolan/text/linebreak.h"
#include "baolan/text/utf8.h"
#include "corpus.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

enum { MAX_FIELDS = 8 };

/* Split a table's line; returns how many fields it has, 0 for a comment. */
static int read_fields(FILE *file, char *line, int size, struct str fields[MAX_FIELDS])
{
	int n = 0;
	if (!fgets(line, size, file))
		return -1;
	if (line[0] == '#')
		return 0;
	line[strcspn(line, "\n")] = '\0';
	for (struct str rest = str_of(line); rest.at && n < MAX_FIELDS;)
		fields[n++] = str_cut(&rest, '\t');
	return n;
}

/* May a line end before and behind `mark` when it stands between two texts? */
struct ends {
	bool before, behind;
};

static struct ends ends_of(struct breaker *breaker, const char *left, struct str mark,
                           const char *right)
{
	uint8_t breaks[256];
	auto_buf b = BUF_INIT(200);
	buf_add_text(&b, left);
	buf_add_str(&b, mark);
	buf_add_text(&b, right);
	breaker_find(breaker, buf_str(&b), breaks);
	struct ends ends = { breaks[strlen(left)] != BREAK_NONE,
		             breaks[strlen(left) + mark.len] != BREAK_NONE };
	for (size_t i = strlen(left) + 1; i < strlen(left) + mark.len; i++)
		assert_int_equal(breaks[i], BREAK_NONE); /* a pair is one mark */
	return ends;
}

/* --- clreq --- */

static const struct {
	const char *left, *right;
} places[] = {
	{ "文文文文文文", "字字" },
	{ "文", "字" },
	{ "a", "字" },
	{ "文", "b" },
	{ "5", "字" },
	{ "文", "5" },
	{ "文。", "字" },
	{ "（文）", "字" },
	{ "文", "（字）" },
	{ "文”", "“字" },
	{ "文％", "字" },
	{ "文 ", "字" },
};

static int check_mark(struct breaker *breaker, struct str mark, struct str level)
{
	int wrong = 0;
	for (size_t i = 0; i < ARRAY_SIZE(places); i++) {
		struct ends ends =
		        ends_of(breaker, places[i].left, mark, places[i].right);
		/* Behind a blank a Western mark opens: "a -1", "a .5". */
		bool spaced = places[i].left[strlen(places[i].left) - 1] == ' ';
		bool start = str_find_char(level, 'S') != STR_NPOS;
		bool end = str_find_char(level, 'E') != STR_NPOS;
		if ((start && !spaced && ends.before) || (end && ends.behind)) {
			printf("# %s|%.*s|%s\n", places[i].left, STR_ARG(mark),
			       places[i].right);
			wrong++;
		}
	}
	return wrong;
}

static void every_mark_at_every_level(void **state)
{
	static const enum break_set levels[] = { BREAK_SET_BASIC, BREAK_SET_GB,
		                                 BREAK_SET_STRICT };
	(void)state;
	FILE *file = corpus_open("clreq-prohibition.tsv");
	assert_non_null(file);
	char line[512];
	struct str fields[MAX_FIELDS];
	int marks = 0, wrong = 0, n;
	struct breaker *breakers[ARRAY_SIZE(levels)];
	for (size_t i = 0; i < ARRAY_SIZE(levels); i++)
		breakers[i] = breaker_new(levels[i]);
	while ((n = read_fields(file, line, sizeof(line), fields)) >= 0) {
		for (size_t i = 0; n > 5 && i < ARRAY_SIZE(levels); i++)
			wrong += check_mark(breakers[i], fields[1], fields[2 + i]);
		marks += n > 5;
	}
	for (size_t i = 0; i < ARRAY_SIZE(levels); i++)
		breaker_free(breakers[i]);
	fclose(file);
	assert_true(marks >= 47);
	assert_int_equal(wrong, 0);
}

/* Without rules every one of them may stand anywhere between Han. */
static void no_mark_is_forbidden_by_no_rules(void **state)
{
	(void)state;
	FILE *file = corpus_open("clreq-prohibition.tsv");
	assert_non_null(file);
	char line[512];
	struct str fields[MAX_FIELDS];
	struct breaker *breaker = breaker_new(BREAK_SET_NONE);
	for (int n; (n = read_fields(file, line, sizeof(line), fields)) >= 0;) {
		if (n < 6)
			continue;
		struct ends ends = ends_of(breaker, "文文", fields[1], "字字");
		if (!ends.before || !ends.behind)
			fail_msg("%.*s", STR_ARG(fields[1]));
	}
	breaker_free(breaker);
	fclose(file);
}

/* --- CSS --- */

static enum break_set css_set(struct str level)
{
	if (str_eq(level, STR("loose")))
		return BREAK_SET_LOOSE;
	if (str_eq(level, STR("normal")))
		return BREAK_SET_NORMAL;
	assert_true(str_eq(level, STR("strict")));
	return BREAK_SET_BASIC;
}

static void css_text_in_chinese(void **state)
{
	(void)state;
	FILE *file = corpus_open("wpt-zh-linebreak.tsv");
	assert_non_null(file);
	char line[512];
	struct str fields[MAX_FIELDS];
	int rows = 0, wrong = 0, n;
	struct breaker *breakers[BREAK_SETS];
	for (int i = 0; i < BREAK_SETS; i++)
		breakers[i] = breaker_new((enum break_set)i);
	while ((n = read_fields(file, line, sizeof(line), fields)) >= 0) {
		if (n < 5)
			continue;
		struct ends ends = ends_of(breakers[css_set(fields[3])], "文文文文文文",
		                           fields[1], "字字");
		bool want = str_eq(fields[4], STR("1"));
		if (ends.before != want)
			printf("# %.*s at %.*s\n", STR_ARG(fields[1]),
			       STR_ARG(fields[3]));
		wrong += ends.before != want;
		rows++;
	}
	for (int i = 0; i < BREAK_SETS; i++)
		breaker_free(breakers[i]);
	fclose(file);
	assert_int_equal(rows, 108);
	assert_int_equal(wrong, 0);
}

int main(void)
{
	if (!corpus_has("clreq-prohibition.tsv") || !corpus_has("wpt-zh-linebreak.tsv"))
		return skip_all("the corpus is not here; BAOLAN_CORPUS names it");
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_mark_at_every_level),
		cmocka_unit_test(no_mark_is_forbidden_by_no_rules),
		cmocka_unit_test(css_text_in_chinese),
	};
	return cmocka_run_group_tests_name("corpus-lines", tests, NULL, NULL);
}
