/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Line breaks against Unicode's own table, without what is Chinese in them. */
#include "baolan/base/mem.h"
#include "baolan/text/linebreak.h"
#include "baolan/text/utf8.h"
#include "corpus.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <unicode/uchar.h>

#include <cmocka.h>

#define UNICODE_TEST "/usr/share/unicode/auxiliary/LineBreakTest.txt"

/* One line of the test file: × 0023 × 0308 ÷ 0020 ÷ */
static bool line_is_right(struct breaker *breaker, const char *line)
{
	char text[512];
	bool wanted[512] = { false };
	uint8_t breaks[512];
	size_t len = 0;
	for (const char *at = line; *at && *at != '#' && *at != '\n';) {
		char *end;
		if (strncmp(at, "÷", strlen("÷")) == 0)
			wanted[len] = true;
		unsigned long c = strtoul(at, &end, 16);
		if (end == at) {
			at++;
			continue;
		}
		len += utf8_put((uint32_t)c, text + len);
		at = end;
	}
	breaker_find(breaker, str_make(text, len), breaks);
	for (size_t at = 0; at <= len; at++)
		if ((breaks[at] != BREAK_NONE) != wanted[at])
			return false;
	return true;
}

/* ICU tailors two things on purpose: a hyphen that opens a line stays with its
 * word, and a number may begin with its point. */
static bool is_tailored(const char *line)
{
	static const char *const parts[] = {
		"(IS) ÷ [999.0] DIGIT",
		"(IS) × [9.0] COMBINING DIAERESIS (CM1_CM) ÷ [999.0] DIGIT",
		"\t#  × [0.3] HYPHEN-MINUS (HY) ÷ [999.0]",
		"HYPHEN-MINUS (HY) × [9.0] COMBINING DIAERESIS (CM1_CM) ÷ [999.0]",
	};
	for (size_t i = 0; i < ARRAY_SIZE(parts); i++)
		if (strstr(line, parts[i]))
			return true;
	return false;
}

static void unicode_untailored(void **state)
{
	(void)state;
	FILE *file = fopen(UNICODE_TEST, "re");
	assert_non_null(file);
	char line[1024];
	struct breaker *breaker = breaker_new(BREAK_SET_UNTAILORED);
	int count = 0, wrong = 0, tailored = 0;
	while (fgets(line, sizeof(line), file)) {
		if (line[0] == '#')
			continue;
		count++;
		if (line_is_right(breaker, line))
			continue;
		tailored += is_tailored(line);
		if (is_tailored(line))
			continue;
		printf("# %s", line);
		wrong++;
	}
	breaker_free(breaker);
	fclose(file);
	printf("# %d rows, %d of them otherwise by ICU's tailoring\n", count, tailored);
	assert_true(count > 7000 && tailored < 30);
	assert_int_equal(wrong, 0);
}

/* Is the table there, and of the Unicode version that ICU knows? */
static bool has_table(void)
{
	UVersionInfo version;
	char line[1024], wanted[32];
	FILE *file = fopen(UNICODE_TEST, "re");
	if (!file)
		return false;
	u_getUnicodeVersion(version);
	snprintf(wanted, sizeof(wanted), "-%d.%d.", version[0], version[1]);
	bool same = fgets(line, sizeof(line), file) && strstr(line, wanted);
	fclose(file);
	return same;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(unicode_untailored),
	};
	if (!has_table())
		return skip_all(UNICODE_TEST
		                " of ICU's version (Debian: unicode-data)");
	return cmocka_run_group_tests_name("unicode-lines", tests, NULL, NULL);
}
