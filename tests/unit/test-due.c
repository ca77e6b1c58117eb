/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka needs the above first */
#include <cmocka.h>

#include "../../src/sync/due.h"
#include "baolan/base/mem.h"

#define NOW 1480000000

/* clang-format off */
static const struct {
	const char *what;
	struct due_facts facts;
	int64_t wait;
} cases[] = {
	{ "nobody says anything",         { .now = NOW }, 3600 },
	{ "the reader's usual interval",  { .now = NOW, .usual_s = 1800 }, 1800 },
	{ "the paper's own wins",         { .now = NOW, .usual_s = 1800, .interval_s = 7200 }, 7200 },
	{ "the source's wish",            { .now = NOW, .ttl_s = 14400 }, 14400 },
	{ "a source that asks for less",  { .now = NOW, .ttl_s = 60 }, 3600 },
	{ "the reader against the source", { .now = NOW, .ttl_s = 14400, .interval_s = 900 }, 900 },
	{ "a source that says a year",    { .now = NOW, .ttl_s = 31536000 }, 86400 },
	{ "never too often",              { .now = NOW, .interval_s = 1 }, 300 },
	{ "still fresh",                  { .now = NOW, .fresh_s = 10000 }, 10000 },
	{ "fresh for a year",             { .now = NOW, .fresh_s = 31536000 }, 86400 },
	{ "one failure",                  { .now = NOW, .failures = 1 }, 7200 },
	{ "three failures",               { .now = NOW, .failures = 3 }, 28800 },
	{ "forty failures",               { .now = NOW, .failures = 40 }, 86400 },
	{ "a week between, failing",      { .now = NOW, .failures = 1, .interval_s = 604800 }, 604800 },
	{ "asked to wait",                { .now = NOW, .retry_s = 5000, .failures = 0 }, 5000 },
	{ "asked to wait two days",       { .now = NOW, .retry_s = 172800, .failures = 2 }, 172800 },
	{ "asked to wait for ever",       { .now = NOW, .retry_s = 99999999 }, 604800 },
	{ "asked to wait a moment",       { .now = NOW, .retry_s = 1 }, 3600 },
};
/* clang-format on */

static void test_cases(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		int64_t wait = due_next(&cases[i].facts) - NOW;
		if (wait != cases[i].wait)
			fail_msg("%s: %lld seconds, not %lld", cases[i].what,
			         (long long)wait, (long long)cases[i].wait);
	}
}

/* Papers of one interval spread over an eighth of it. */
static void test_scatter(void **state)
{
	(void)state;
	for (uint32_t scatter = 0; scatter < 100000; scatter += 777) {
		struct due_facts facts = { .now = NOW, .scatter = scatter };
		int64_t wait = due_next(&facts) - NOW;
		assert_in_range(wait, 3600, 3600 + 3600 / 8);
	}
	struct due_facts one = { .now = NOW, .scatter = 5 };
	struct due_facts other = { .now = NOW, .scatter = 200 };
	assert_int_not_equal(due_next(&one), due_next(&other));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cases),
		cmocka_unit_test(test_scatter),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
