/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "baolan/base/mem.h"
#include "baolan/text/grapheme.h"
#include "baolan/text/utf8.h"
#include "baolan/text/width.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>
#include <unicode/uchar.h>

#define UNICODE_TEST "/usr/share/unicode/auxiliary/GraphemeBreakTest.txt"

static void check(const char *text, size_t len, int cells)
{
	int got = -1;
	assert_int_equal(grapheme_next(str_of(text), &got), len);
	assert_int_equal(got, cells);
}

static void clusters(void **state)
{
	(void)state;
	check("", 0, 0);
	check("a", 1, 1);
	check("中文", 3, 2);
	check("。中", 3, 2);
	check("e\xCC\x81x", 3, 1);
	check("中\xE3\x80\xAA。", 6, 2); /* a tone mark on Han */
	check("か\xE3\x82\x99", 6, 2);   /* a voicing mark on kana */
	check("\r\nx", 2, 0);
	check("\x1B[", 1, 0);
	check("👨\xE2\x80\x8D👩x", 11, 2);
	check("🇨🇳🇨🇳", 8, 2);
	check("\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB", 9, 2); /* 한 in parts */
	check("\xFF中", 1, 1);
	check("䷀䷁", 3, 1);
}

/* The short cut for plain characters must not change what the rules say. */
static void every_character_alone(void **state)
{
	(void)state;
	for (uint32_t c = 0x20; c <= 0x3FFFF; c++) {
		char text[8];
		size_t len = utf8_put(c, text);
		text[len] = 'x';
		int cells, expected = width_of(c);
		bool prepends = u_getIntPropertyValue((UChar32)c,
		                                      UCHAR_GRAPHEME_CLUSTER_BREAK) ==
		                U_GCB_PREPEND;
		if (expected < 0)
			expected = 0;
		bool surrogate = c >= 0xD800 && c <= 0xDFFF;
		size_t got = grapheme_next(str_make(text, len + 1), &cells);
		assert_int_equal(got, prepends ? len + 1 : len);
		if (!surrogate && !prepends)
			assert_int_equal(cells, expected);
	}
}

/* One line of Unicode's test file: ÷ 0020 × 0308 ÷ 0020 ÷ */
static void check_line(const char *line)
{
	char text[256];
	bool starts[256] = { false };
	size_t len = 0;
	for (const char *at = line; *at && *at != '#' && *at != '\n';) {
		char *end;
		if (strncmp(at, "÷", strlen("÷")) == 0)
			starts[len] = true;
		unsigned long c = strtoul(at, &end, 16);
		if (end == at) {
			at++;
			continue;
		}
		len += utf8_put((uint32_t)c, text + len);
		at = end;
	}
	size_t at = 0;
	while (at < len) {
		int cells;
		size_t next = at + grapheme_next(str_make(text + at, len - at), &cells);
		for (size_t inside = at + 1; inside < next; inside++)
			assert_false(starts[inside]);
		assert_true(starts[next]);
		at = next;
	}
}

static void unicode_conformance(void **state)
{
	(void)state;
	FILE *file = fopen(UNICODE_TEST, "r");
	if (!file) {
		print_message("# skipped: %s is not here (Debian: unicode-data)\n",
		              UNICODE_TEST);
		skip();
	}
	UVersionInfo version;
	u_getUnicodeVersion(version);
	char line[1024], wanted[32];
	snprintf(wanted, sizeof wanted, "-%d.%d.", version[0], version[1]);
	bool same = fgets(line, sizeof line, file) && strstr(line, wanted);
	int count = 0;
	while (same && fgets(line, sizeof line, file))
		if (line[0] != '#') {
			check_line(line);
			count++;
		}
	fclose(file);
	if (!same) {
		print_message(
		        "# skipped: ICU and %s are of different Unicode versions\n",
		        UNICODE_TEST);
		skip();
	}
	assert_true(count > 500);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(clusters),
		cmocka_unit_test(every_character_alone),
		cmocka_unit_test(unicode_conformance),
	};
	return cmocka_run_group_tests_name("grapheme", tests, NULL, NULL);
}
