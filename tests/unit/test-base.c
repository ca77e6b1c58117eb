/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "baolan/base/arena.h"
#include "baolan/base/buf.h"
#include "baolan/base/clock.h"
#include "baolan/base/err.h"
#include "baolan/base/map.h"
#include "baolan/base/mem.h"
#include "baolan/base/pack.h"
#include "baolan/base/paths.h"
#include "baolan/base/str.h"
#include "baolan/base/vec.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#define assert_str(s, text) assert_true(str_eq((s), STR(text)))

static void err_set_fills_and_returns(void **state)
{
	(void)state;
	struct error err = { 0 };
	assert_int_equal(err_set(&err, ERR_HTTP, "%s %d", "a.example", 404), ERR_HTTP);
	assert_int_equal(err.code, ERR_HTTP);
	assert_string_equal(err.text, "a.example 404");
	assert_int_equal(err_set(NULL, ERR_EMPTY, "unread"), ERR_EMPTY);
}

static void err_errno_names_the_reason(void **state)
{
	(void)state;
	struct error err;
	errno = ENOENT;
	assert_int_equal(err_errno(&err, "a file"), ERR_SYSTEM);
	assert_string_equal(err.text, "a file: No such file or directory");
}

static void a_long_error_is_cut_between_characters(void **state)
{
	(void)state;
	struct error err;
	char text[301];
	for (int shift = 0; shift < 3; shift++) {
		memset(text, 'x', (size_t)shift);
		for (int i = 0; shift + i * 3 + 3 < 300; i++)
			memcpy(text + shift + i * 3, "\xE6\x8A\xA5", 4);
		err_set(&err, ERR_FORMAT, "%s", text);
		size_t len = strlen(err.text);
		assert_in_range(len, sizeof(err.text) - 4, sizeof(err.text) - 1);
		assert_int_equal((len - (size_t)shift) % 3, 0);
	}
}

static void str_pieces(void **state)
{
	(void)state;
	assert_str(str_from(STR("baolan"), 3), "lan");
	assert_str(str_from(STR("baolan"), 9), "");
	assert_str(str_head(STR("baolan"), 3), "bao");
	assert_true(str_starts(STR("baolan"), STR("bao")));
	assert_false(str_starts(STR("ba"), STR("bao")));
	assert_true(str_ends(STR("baolan"), STR("lan")));
	assert_true(str_eq_nocase(STR("UTF-8"), STR("utf-8")));
	assert_false(str_eq(STR("a"), STR("b")));
	assert_int_equal(str_find(STR("abcabc"), STR("ca")), 2);
	assert_int_equal(str_find(STR_NONE, STR("x")), STR_NPOS);
	assert_int_equal(str_find_last_char(STR("a/b/c"), '/'), 3);
	assert_str(str_trim(STR(" \t a b\n")), "a b");
	assert_str(str_trim_space(STR("\xE3\x80\x80\xC2\xA0 字\xEF\xBB\xBF ")), "字");
	assert_true(str_compare(STR("a"), STR("ab")) < 0);
}

static void str_cut_yields_every_part(void **state)
{
	(void)state;
	struct str rest = STR("a,,b,");
	assert_str(str_cut(&rest, ','), "a");
	assert_str(str_cut(&rest, ','), "");
	assert_str(str_cut(&rest, ','), "b");
	assert_true(rest.at != NULL);
	assert_str(str_cut(&rest, ','), "");
	assert_null(rest.at);
}

static void str_number_takes_only_numbers(void **state)
{
	(void)state;
	unsigned long n = 7;
	assert_true(str_number(STR("120"), 200, &n));
	assert_int_equal(n, 120);
	assert_false(str_number(STR("201"), 200, &n));
	assert_false(str_number(STR(""), 200, &n));
	assert_false(str_number(STR("-1"), 200, &n));
	assert_false(str_number(STR("99999999999999999999999"), ~0UL, &n));
	assert_int_equal(n, 120);
}

static void buf_stops_at_its_ceiling(void **state)
{
	(void)state;
	auto_buf b = BUF_INIT(10);
	assert_true(buf_add_text(&b, "12345"));
	assert_true(buf_printf(&b, "%d", 67890));
	assert_false(buf_add_char(&b, 'x'));
	assert_true(b.over);
	assert_false(buf_add_text(&b, ""));
	assert_string_equal(buf_text(&b), "1234567890");
	buf_clear(&b);
	assert_false(b.over);
	assert_string_equal(buf_text(&b), "");
}

static void buf_edits(void **state)
{
	(void)state;
	auto_buf b = BUF_INIT(100);
	assert_string_equal(buf_text(&b), "");
	buf_add_repeat(&b, STR("ab"), 3);
	buf_cut(&b, 5);
	buf_consume(&b, 2);
	assert_string_equal(buf_text(&b), "aba");
	auto_free char *taken = buf_take(&b);
	assert_string_equal(taken, "aba");
	assert_int_equal(b.len, 0);
}

static void arena_keeps_what_it_gave(void **state)
{
	(void)state;
	auto_arena a = { 0 };
	char *kept[500];
	for (int i = 0; i < 500; i++)
		kept[i] = arena_printf(&a, "%d", i * 7919);
	char *large = arena_alloc(&a, 100000);
	assert_int_equal(large[99999], 0);
	for (int i = 0; i < 500; i++)
		assert_int_equal(strtol(kept[i], NULL, 10), i * 7919);
	assert_str(arena_str(&a, STR("报栏")), "报栏");
}

static void vec_grows_zeroed(void **state)
{
	(void)state;
	VEC(int) numbers = { 0 };
	int sum = 0;
	for (int i = 0; i < 100; i++) {
		assert_int_equal(*vec_push(&numbers), 0);
		*vec_last(&numbers) = i;
	}
	vec_each (n, &numbers)
		sum += *n;
	assert_int_equal(sum, 4950);
	vec_done(&numbers);
	vec_each (n, &numbers)
		fail();
}

static void map_finds_each_key(void **state)
{
	(void)state;
	struct map m = { 0 };
	static int values[1000];
	char key[16];
	assert_null(map_get(&m, STR("none")));
	for (int i = 0; i < 1000; i++) {
		snprintf(key, sizeof(key), "key%d", i);
		assert_null(map_put(&m, str_of(key), &values[i]));
	}
	for (int i = 0; i < 1000; i++) {
		snprintf(key, sizeof(key), "key%d", i);
		assert_ptr_equal(map_get(&m, str_of(key)), &values[i]);
	}
	assert_ptr_equal(map_put(&m, STR("key5"), &values[0]), &values[5]);
	assert_int_equal(m.len, 1000);
	map_done(&m);
}

static void pack_round_trip(void **state)
{
	(void)state;
	auto_buf b = BUF_INIT(1000);
	pack_u32(&b, 7);
	pack_str(&b, STR("报"));
	pack_str(&b, STR_NONE);
	pack_str(&b, STR(""));
	pack_u64(&b, UINT64_MAX);
	struct unpack u = unpack_from(buf_str(&b));
	assert_int_equal(unpack_u32(&u), 7);
	assert_str(unpack_str(&u), "报");
	assert_null(unpack_str(&u).at);
	assert_non_null(unpack_str(&u).at);
	assert_true(unpack_u64(&u) == UINT64_MAX);
	assert_true(unpack_done(&u));
}

static void unpack_survives_every_cut(void **state)
{
	(void)state;
	auto_buf b = BUF_INIT(1000);
	pack_u32(&b, 7);
	pack_str(&b, STR("some text"));
	for (size_t len = 0; len < b.len; len++) {
		struct unpack u = unpack_from(str_head(buf_str(&b), len));
		unpack_u32(&u);
		unpack_str(&u);
		assert_false(unpack_done(&u));
		assert_int_equal(unpack_u32(&u), 0);
	}
}

static void paths_follow_the_environment(void **state)
{
	(void)state;
	setenv("XDG_CONFIG_HOME", "/somewhere", 1);
	auto_free char *config = paths_config("papers");
	assert_string_equal(config, "/somewhere/baolan/papers");
	unsetenv("XDG_CONFIG_HOME");
	setenv("HOME", "/home/reader", 1);
	auto_free char *at_home = paths_config("papers");
	assert_string_equal(at_home, "/home/reader/.config/baolan/papers");
	unsetenv("HOME");
	assert_null(paths_config("papers"));
	setenv("BAOLAN_DATADIR", "/data", 1);
	auto_free char *shipped = paths_shipped("recipes");
	assert_string_equal(shipped, "/data/recipes");
}

static void the_wall_clock_can_be_fixed(void **state)
{
	(void)state;
	setenv("BAOLAN_NOW", "1465174194", 1);
	assert_int_equal(clock_now(), 1465174194);
	unsetenv("BAOLAN_NOW");
	assert_true(clock_now() > 1465174194);
	assert_true(clock_ms() <= clock_ms());
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(err_set_fills_and_returns),
		cmocka_unit_test(err_errno_names_the_reason),
		cmocka_unit_test(a_long_error_is_cut_between_characters),
		cmocka_unit_test(str_pieces),
		cmocka_unit_test(str_cut_yields_every_part),
		cmocka_unit_test(str_number_takes_only_numbers),
		cmocka_unit_test(buf_stops_at_its_ceiling),
		cmocka_unit_test(buf_edits),
		cmocka_unit_test(arena_keeps_what_it_gave),
		cmocka_unit_test(vec_grows_zeroed),
		cmocka_unit_test(map_finds_each_key),
		cmocka_unit_test(pack_round_trip),
		cmocka_unit_test(unpack_survives_every_cut),
		cmocka_unit_test(paths_follow_the_environment),
		cmocka_unit_test(the_wall_clock_can_be_fixed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
