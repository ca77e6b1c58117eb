/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka needs the above first */
#include <cmocka.h>

#include "baolan/app/ambiguous.h"
#include "baolan/base/mem.h"
#include "baolan/text/width.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>

#define AUTO AMBIGUOUS_AUTO
#define REPLACE AMBIGUOUS_REPLACE

/* Each row adds a source that comes before those of the row above, or silences
 * them. */
static void test_order(void **state)
{
	static const struct {
		struct ambiguous_sources sources;
		enum ambiguous says;
		const char *source;
	} rows[] = {
		{ { NULL, AUTO, NULL, false, 1 }, AUTO, "nobody" },
		{ { NULL, AUTO, NULL, false, 0 }, AUTO, "nobody" },
		{ { NULL, AUTO, NULL, false, 2 }, AMBIGUOUS_2, "libc" },
		{ { NULL, AUTO, NULL, true, 1 }, AMBIGUOUS_2, "locale" },
		{ { NULL, AUTO, "", true, 2 }, AMBIGUOUS_2, "locale" },
		{ { NULL, AUTO, "auto", true, 2 }, AMBIGUOUS_2, "locale" },
		{ { NULL, AUTO, "1", true, 2 }, AMBIGUOUS_1, "environment" },
		{ { NULL, REPLACE, "1", true, 2 }, REPLACE, "settings" },
		{ { NULL, AMBIGUOUS_2, "1", false, 1 }, AMBIGUOUS_2, "settings" },
		{ { "1", REPLACE, "2", true, 2 }, AMBIGUOUS_1, "option" },
		{ { "replace", AMBIGUOUS_1, "2", true, 2 }, REPLACE, "option" },
		{ { "auto", REPLACE, "1", false, 1 }, AUTO, "nobody" },
		{ { "auto", REPLACE, "1", true, 1 }, AMBIGUOUS_2, "locale" },
	};
	enum ambiguous says;
	const char *source;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		assert_int_equal(ambiguous_choose(&rows[i].sources, &says, &source,
		                                  NULL),
		                 ERR_OK);
		assert_int_equal(says, rows[i].says);
		assert_string_equal(source, rows[i].source);
	}
}

static void test_bad_words_are_told(void **state)
{
	struct ambiguous_sources option = { .option = "3" },
	                         variable = { .environment = "wide" };
	enum ambiguous says = REPLACE;
	const char *source = "none";
	struct error err;

	(void)state;
	assert_int_equal(ambiguous_choose(&option, &says, &source, &err), ERR_FORMAT);
	assert_non_null(strstr(err.text, "--ambiguous"));
	assert_int_equal(ambiguous_choose(&variable, &says, &source, &err), ERR_FORMAT);
	assert_non_null(strstr(err.text, "BAOLAN_AMBIGUOUS"));
	assert_int_equal(says, REPLACE);
}

static void test_widths_are_set(void **state)
{
	struct config config;
	enum ambiguous says;

	(void)state;
	config_init(&config);
	assert_int_equal(config.ambiguous, AUTO);
	assert_int_equal(config_set(&config, STR("ambiguous"), STR("2"), NULL), ERR_OK);
	assert_int_equal(config.ambiguous, AMBIGUOUS_2);
	assert_int_equal(ambiguous_start(NULL, &config, &says, NULL), ERR_OK);
	assert_int_equal(width_of(0x201C), 2);
	assert_true(width_is_sure(0x201C));
	assert_int_equal(ambiguous_start("1", &config, &says, NULL), ERR_OK);
	assert_int_equal(width_of(0x201C), 1);
	config_done(&config);
}

/* The C library's own answer, in the locale of the tests. */
static void test_looks_at_libc(void **state)
{
	struct ambiguous_sources sources;

	(void)state;
	setlocale(LC_CTYPE, "C.UTF-8");
	setenv("BAOLAN_AMBIGUOUS", "2", 1);
	ambiguous_look(&sources);
	assert_int_equal(sources.libc_cells, 1);
	assert_false(sources.old_locale);
	assert_string_equal(sources.environment, "2");
	setlocale(LC_CTYPE, "C");
	ambiguous_look(&sources);
	assert_false(sources.old_locale); /* ASCII: not an old Chinese one */
	unsetenv("BAOLAN_AMBIGUOUS");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_bad_words_are_told),
		cmocka_unit_test(test_widths_are_set),
		cmocka_unit_test(test_looks_at_libc),
	};
	return cmocka_run_group_tests_name("ambiguous", tests, NULL, NULL);
}
