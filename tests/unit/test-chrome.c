/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the program draws itself - bars, marks, rules, tabs, labels - has no character
 * whose width terminals disagree about: all string literals of what reaches a screen
 * are looked through.  (Translations are text like any other, and measured.) */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka needs the above first */
#include <cmocka.h>

#include "baolan/base/buf.h"
#include "baolan/base/mem.h"
#include "baolan/text/utf8.h"
#include "baolan/text/width.h"

#include "../read-file.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

static const char *const folders[] = { "app", "layout", "term", "view" };
/* They speak of such characters; they don't draw them. */
static const char *const exempt[] = { "probe.c" };

static bool is_source(const char *name)
{
	const char *end = strrchr(name, '.');

	for (size_t i = 0; i < ARRAY_SIZE(exempt); i++)
		if (strcmp(name, exempt[i]) == 0)
			return false;
	return end && (strcmp(end, ".c") == 0 || strcmp(end, ".h") == 0);
}

static size_t find_end(struct str source, size_t at, const char *end)
{
	size_t more = str_find(str_from(source, at), str_of(end));

	return more == STR_NPOS ? source.len : at + more + strlen(end);
}

static size_t literal_end(struct str source, size_t at)
{
	char quote = source.at[at++];

	for (; at < source.len && source.at[at] != quote; at++)
		at += source.at[at] == '\\';
	return MIN(at + 1, source.len);
}

static unsigned doubtful(struct str literal, const char *name)
{
	unsigned n = 0;
	uint32_t c;

	for (struct str rest = literal; rest.len;) {
		rest = str_from(rest, utf8_next(rest, &c));
		if (!width_is_ambiguous(c))
			continue;
		print_message("# %s: U+%04X in %.*s\n", name, (unsigned)c,
		              STR_ARG(literal));
		n++;
	}
	return n;
}

/* Of string literals; comments may say what they like. */
static unsigned doubtful_in_source(struct str source, const char *name)
{
	unsigned n = 0;

	for (size_t at = 0, end; at < source.len; at = end) {
		struct str rest = str_from(source, at);
		end = at + 1;
		if (str_starts(rest, STR("/*"))) {
			end = find_end(source, at + 2, "*/");
		} else if (rest.at[0] == '"' || rest.at[0] == '\'') {
			end = literal_end(source, at);
			n += doubtful(str_head(rest, end - at), name);
		}
	}
	return n;
}

static unsigned look_through(const char *folder, unsigned *ret_files)
{
	const char *srcdir = getenv("srcdir");
	auto_free char *path = mem_printf("%s/src/%s", srcdir ? srcdir : ".", folder);
	DIR *dir = opendir(path);
	unsigned n = 0;

	assert_non_null(dir);
	for (struct dirent *entry; (entry = readdir(dir));) {
		auto_buf source = BUF_INIT(BUF_MAX_TEXT);
		auto_free char *file = mem_printf("%s/%s", path, entry->d_name);
		if (!is_source(entry->d_name) || !read_file(file, &source))
			continue;
		n += doubtful_in_source(buf_str(&source), entry->d_name);
		*ret_files += 1;
	}
	closedir(dir);
	return n;
}

static void test_chrome_is_unambiguous(void **state)
{
	unsigned n = 0, files = 0;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(folders); i++)
		n += look_through(folders[i], &files);
	assert_int_equal(n, 0);
	assert_true(files > 20);
}

static void test_the_search_finds(void **state)
{
	(void)state;
	assert_int_equal(doubtful_in_source(STR("f(\"a\\\"│\") /* ─ */"), "1"), 1);
	assert_int_equal(doubtful_in_source(STR("x = \"●\" \"★\"; y = '“'"), "3"), 3);
	assert_int_equal(doubtful_in_source(STR("/* \"●\" */ \"【中】\""), "0"), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_chrome_is_unambiguous),
		cmocka_unit_test(test_the_search_finds),
	};
	return cmocka_run_group_tests_name("chrome", tests, NULL, NULL);
}
