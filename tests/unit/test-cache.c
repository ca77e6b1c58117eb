/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "baolan/base/mem.h"
#include "baolan/store/cache.h"

#include <dirent.h>
#include <fcntl.h>
#include <setjmp.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#define MIB ((int64_t)1 << 20)

static char dir[] = "/tmp/baolan-cache-XXXXXX";
static char *path;

static void delete_all(void)
{
	static const char *const ends[] = { "", "-wal", "-shm" };
	for (size_t i = 0; i < ARRAY_SIZE(ends); i++) {
		auto_free char *file = mem_printf("%s%s", path, ends[i]);
		unlink(file);
	}
}

static void put(struct cache *cache, const char *url, const char *vary,
                const char *body, int64_t came)
{
	cache_put(cache, &(struct cache_put){ .url = url,
	                                      .vary = str_of(vary),
	                                      .head = STR("HTTP/1.1 200 OK\r\n\r\n"),
	                                      .body = str_of(body),
	                                      .status = 200,
	                                      .asked = came - 1,
	                                      .came = came });
}

/* The bodies kept for an address, the latest first, with "|" between them. */
static char *bodies(struct cache *cache, const char *url)
{
	auto_buf all = BUF_INIT(64 << 20);
	cache_entries entries = { 0 };
	cache_look_up(cache, url, &entries);
	vec_each (entry, &entries) {
		if (all.len)
			buf_add_char(&all, '|');
		if (!entry->has_body)
			buf_add_text(&all, "-");
		else if (!cache_body(cache, entry->id, &all))
			buf_add_text(&all, "gone");
	}
	cache_entries_done(&entries);
	return buf_take(&all);
}

static void expect(struct cache *cache, const char *url, const char *wanted)
{
	auto_free char *got = bodies(cache, url);
	assert_string_equal(got, wanted);
}

static void kept_is_found(void **state)
{
	(void)state;
	struct cache *cache = cache_new(path, MIB);
	put(cache, "http://a/", "", "one", 100);
	expect(cache, "http://a/", "one"); /* before it is written */
	cache_flush(cache, true);
	assert_false(cache_is_dirty(cache));
	expect(cache, "http://a/", "one");
	expect(cache, "http://b/", "");
	cache_free(cache);
	cache = cache_new(path, MIB);
	expect(cache, "http://a/", "one"); /* another run */
	cache_entries entries = { 0 };
	cache_look_up(cache, "http://a/", &entries);
	assert_int_equal(entries.len, 1);
	assert_int_equal(entries.at[0].status, 200);
	assert_int_equal(entries.at[0].asked, 99);
	assert_int_equal(entries.at[0].came, 100);
	assert_string_equal(entries.at[0].head, "HTTP/1.1 200 OK\r\n\r\n");
	cache_entries_done(&entries);
	cache_free(cache);
}

static void variants_stand_side_by_side(void **state)
{
	(void)state;
	struct cache *cache = cache_new(path, MIB);
	put(cache, "http://a/", "foo: 1\n", "one", 100);
	put(cache, "http://a/", "foo: 2\n", "two", 101);
	expect(cache, "http://a/", "two|one");
	put(cache, "http://a/", "foo: 1\n", "three", 102);
	expect(cache, "http://a/", "three|two");
	for (int i = 0; i < 40; i++) {
		auto_free char *vary = mem_printf("foo: x%d\n", i);
		put(cache, "http://a/", vary, "x", 200 + i);
	}
	cache_entries entries = { 0 };
	cache_look_up(cache, "http://a/", &entries);
	assert_int_equal(entries.len, 16);
	assert_string_equal(entries.at[0].vary, "foo: x39\n");
	cache_entries_done(&entries);
	cache_invalidate(cache, "http://a/");
	expect(cache, "http://a/", "");
	cache_free(cache);
}

static void heads_alone(void **state)
{
	(void)state;
	struct cache *cache = cache_new(path, MIB);
	struct cache_put head = { .url = "http://a/",
		                  .head = STR("HTTP/1.1 200 OK\r\n\r\n"),
		                  .body = STR("not kept"),
		                  .head_only = true,
		                  .status = 200 };
	put(cache, "http://a/", "", "one", 100);
	cache_put(cache, &head);
	expect(cache, "http://a/", "-");
	put(cache, "http://a/", "", "two", 100);
	expect(cache, "http://a/", "two");
	cache_free(cache);
}

static void a_confirmed_one_has_a_new_head(void **state)
{
	(void)state;
	struct cache *cache = cache_new(path, MIB);
	cache_entries entries = { 0 };
	put(cache, "http://a/", "", "one", 100);
	cache_look_up(cache, "http://a/", &entries);
	cache_confirm(cache, entries.at[0].id, STR("HTTP/1.1 200 OK\r\nA: 1\r\n\r\n"),
	              200, 201);
	cache_flush(cache, true);
	cache_entries_done(&entries);
	cache_look_up(cache, "http://a/", &entries);
	assert_int_equal(entries.at[0].came, 201);
	assert_non_null(strstr(entries.at[0].head, "A: 1"));
	cache_entries_done(&entries);
	expect(cache, "http://a/", "one");
	cache_free(cache);
}

/* What was not used for longest leaves first. */
static void room_is_made(void **state)
{
	(void)state;
	enum { PAGES = 300, BYTES = 10000 };
	struct cache *cache = cache_new(path, MIB);
	auto_free char *body = mem_alloc(BYTES + 1);
	memset(body, 'x', BYTES);
	body[BYTES] = '\0';
	cache_entries entries = { 0 };
	put(cache, "http://kept/", "", body, 1000000);
	cache_look_up(cache, "http://kept/", &entries);
	for (int i = 0; i < PAGES; i++) {
		auto_free char *url = mem_printf("http://a/%d", i);
		put(cache, url, "", body, 1000001 + i);
		cache_touch(cache, entries.at[0].id, 2000000 + i * 4000);
		if (i % 10 == 0)
			cache_flush(cache, true);
	}
	cache_entries_done(&entries);
	cache_flush(cache, true);
	assert_in_range(cache_size(cache), MIB / 2, MIB);
	expect(cache, "http://a/0", "");
	expect(cache, "http://a/299", body);
	expect(cache, "http://kept/", body);
	cache_free(cache);
	struct stat file;
	assert_int_equal(stat(path, &file), 0);
	assert_true(file.st_size < 3 * MIB);
}

static void what_is_too_large_for_it_is_not_kept(void **state)
{
	(void)state;
	struct cache *cache = cache_new(path, 100000);
	auto_free char *body = mem_alloc(30001);
	memset(body, 'x', 30000);
	body[30000] = '\0';
	put(cache, "http://a/", "", body, 100);
	expect(cache, "http://a/", "");
	cache_free(cache);
}

static void bytes_are_counted_by_day(void **state)
{
	(void)state;
	struct cache *cache = cache_new(path, MIB);
	struct cache_bytes sum;
	cache_count(cache, 7, &(struct cache_bytes){ 1, 2, 3 });
	cache_count(cache, 7, &(struct cache_bytes){ 10, 20, 30 });
	cache_count(cache, 8, &(struct cache_bytes){ 5, 0, 0 });
	cache_free(cache);
	cache = cache_new(path, MIB);
	cache_count(cache, 7, &(struct cache_bytes){ 100, 200, 300 });
	cache_counted(cache, 7, &sum);
	assert_int_equal(sum.wire, 111);
	assert_int_equal(sum.saved_by_cache, 222);
	assert_int_equal(sum.saved_by_compression, 333);
	cache_counted(cache, 9, &sum);
	assert_int_equal(sum.wire, 0);
	cache_free(cache);
}

static void overwrite(const char *file, const void *bytes, size_t len, off_t at)
{
	auto_close int fd = open(file, O_RDWR | O_CREAT, 0600);
	assert_true(fd >= 0);
	assert_int_equal(pwrite(fd, bytes, len, at), (ssize_t)len);
}

static void what_is_no_database_is_made_anew(void **state)
{
	(void)state;
	overwrite(path, "this was never a database, and is long enough", 45, 0);
	struct cache *cache = cache_new(path, MIB);
	expect(cache, "http://a/", "");
	put(cache, "http://a/", "", "one", 100);
	expect(cache, "http://a/", "one");
	cache_free(cache);
}

/* Found out while it is in use. */
static void damage_is_noticed(void **state)
{
	(void)state;
	static char garbage[8 << 10];
	struct cache *cache = cache_new(path, MIB);
	for (int i = 0; i < 200; i++) {
		auto_free char *url = mem_printf("http://a/%d", i);
		put(cache, url, "", "some body", 100 + i);
	}
	cache_free(cache); /* the log is written back */
	memset(garbage, 0xA5, sizeof(garbage));
	for (off_t page = 1; page < 20; page++)
		overwrite(path, garbage, 4096, page * 4096);
	cache = cache_new(path, MIB);
	for (int i = 0; i < 5; i++) {
		auto_free char *url = mem_printf("http://a/%d", i);
		free(bodies(cache, url));
		put(cache, url, "", "new", 500);
		cache_flush(cache, true);
	}
	put(cache, "http://b/", "", "new", 500);
	expect(cache, "http://b/", "new");
	cache_free(cache);
	cache = cache_new(path, MIB);
	expect(cache, "http://b/", "new");
	cache_free(cache);
}

static void set_version(int version)
{
	sqlite3 *sqlite;
	auto_free char *sql = mem_printf("PRAGMA user_version = %d", version);
	assert_int_equal(sqlite3_open(path, &sqlite), SQLITE_OK);
	assert_int_equal(sqlite3_exec(sqlite, sql, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(sqlite);
}

static void a_newer_one_is_left_alone(void **state)
{
	(void)state;
	struct cache *cache = cache_new(path, MIB);
	put(cache, "http://a/", "", "one", 100);
	cache_free(cache);
	set_version(999);
	cache = cache_new(path, MIB);
	put(cache, "http://a/", "", "two", 200);
	expect(cache, "http://a/", "");
	cache_free(cache);
	set_version(1);
	cache = cache_new(path, MIB);
	expect(cache, "http://a/", "one");
	cache_free(cache);
}

static void nowhere_to_keep(void **state)
{
	(void)state;
	struct cache *none = cache_new(NULL, MIB), *empty = cache_new(path, 0);
	struct cache *bad = cache_new("/proc/nowhere/cache.db", MIB);
	put(none, "http://a/", "", "one", 100);
	put(empty, "http://a/", "", "one", 100);
	put(bad, "http://a/", "", "one", 100);
	cache_flush(bad, true);
	expect(none, "http://a/", "");
	expect(empty, "http://a/", "");
	expect(bad, "http://a/", "");
	cache_free(none);
	cache_free(empty);
	cache_free(bad);
	assert_int_equal(access(path, F_OK), -1);
}

static void two_at_once(void **state)
{
	(void)state;
	struct cache *one = cache_new(path, MIB), *two = cache_new(path, MIB);
	put(one, "http://a/", "", "one", 100);
	cache_flush(one, true);
	put(two, "http://b/", "", "two", 100);
	cache_flush(two, true);
	expect(one, "http://b/", "two");
	expect(two, "http://a/", "one");
	/* While another writes, an impatient flush does nothing and loses nothing. */
	sqlite3 *writer;
	assert_int_equal(sqlite3_open(path, &writer), SQLITE_OK);
	assert_int_equal(sqlite3_exec(writer, "BEGIN IMMEDIATE", NULL, NULL, NULL),
	                 SQLITE_OK);
	put(one, "http://c/", "", "three", 100);
	cache_flush(one, false);
	assert_true(cache_is_dirty(one));
	assert_int_equal(sqlite3_exec(writer, "COMMIT", NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(writer);
	cache_flush(one, false);
	assert_false(cache_is_dirty(one));
	expect(two, "http://c/", "three");
	cache_free(one);
	cache_free(two);
}

static int fresh_file(void **state)
{
	(void)state;
	delete_all();
	return 0;
}

int main(void)
{
#define TEST(fn) cmocka_unit_test_setup(fn, fresh_file)
	const struct CMUnitTest tests[] = {
		TEST(kept_is_found),
		TEST(variants_stand_side_by_side),
		TEST(heads_alone),
		TEST(a_confirmed_one_has_a_new_head),
		TEST(room_is_made),
		TEST(what_is_too_large_for_it_is_not_kept),
		TEST(bytes_are_counted_by_day),
		TEST(what_is_no_database_is_made_anew),
		TEST(damage_is_noticed),
		TEST(a_newer_one_is_left_alone),
		TEST(nowhere_to_keep),
		TEST(two_at_once),
	};
	if (!mkdtemp(dir))
		return 1;
	path = mem_printf("%s/cache.db", dir);
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	delete_all();
	rmdir(dir);
	free(path);
	return failed;
}
