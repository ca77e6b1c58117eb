/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What must not be lost: retention, damage, full and read-only disks. */
#include "store-harness.h"

#include "baolan/base/mem.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static void index_all(struct fixture *f)
{
	while (store_index_slice(f->store, 1000))
		;
}

static void assert_sound(struct fixture *f)
{
	auto_buf report = BUF_INIT(BUF_MAX_TEXT);
	if (store_check(f->store, &report, NULL) != ERR_OK)
		fail_msg("%s", buf_text(&report));
}

/* --- retention --- */

static void test_age_spares_what_is_dear(void **state)
{
	struct fixture *f = *state;
	uint32_t n;
	/* The stories 1 to 4 were listed first, so they have the highest ids. */
	int64_t first = refresh(f, 0, 1, 20, "题").first_new + 16, id;
	refresh(f, 0, 15, 30, "题");
	OK(store_mark(f->store, &first, 1, STORY_STARRED, 0, &failure));
	OK(store_tag(f->store, first + 1, "江", true, &failure));
	OK(store_note(f->store, first + 2, "记下", &failure));
	id = first + 3;
	OK(store_mark(f->store, &id, 1, STORY_SAVED | STORY_READ, 0, &failure));
	struct retention retention = { .max_age = 3600 };
	OK(store_expire(f->store, &retention, NOW, &n, &failure));
	assert_int_equal(n, 14 - 4);
	assert_int_equal(state_of(f, 0).total, 20);
	assert_sound(f);
	OK(store_expire(f->store, &retention, NOW, &n, &failure));
	assert_int_equal(n, 0);
}

static void test_number_of_each_paper(void **state)
{
	struct fixture *f = *state;
	uint32_t n;
	refresh(f, 0, 1, 50, "题");
	refresh(f, 1, 1, 10, "题");
	refresh(f, 0, 51, 52, "题");
	struct retention retention = { .max_per_paper = 12 };
	OK(store_expire(f->store, &retention, NOW, &n, &failure));
	assert_int_equal(n, 40);
	assert_int_equal(state_of(f, 0).total, 12);
	assert_int_equal(state_of(f, 1).total, 10);
	assert_sound(f);
}

static void test_size(void **state)
{
	struct fixture *f = *state;
	uint32_t n;
	refresh(f, 0, 1, 400, "题");
	refresh(f, 0, 401, 402, "题");
	int64_t used = sql(f, "SELECT page_count * page_size"
	                      "  FROM pragma_page_count, pragma_page_size");
	struct retention retention = { .max_bytes = used / 2 };
	OK(store_expire(f->store, &retention, NOW, &n, &failure));
	assert_in_range(n, 100, 300);
	assert_sound(f);
}

static void test_ids_are_not_given_again(void **state)
{
	struct fixture *f = *state;
	uint32_t n;
	int64_t first = refresh(f, 0, 1, 5, "题").first_new;
	refresh(f, 0, 6, 6, "题");
	refresh_with(f, 0, NULL, 0);
	struct retention retention = { .max_age = 1 };
	OK(store_expire(f->store, &retention, NOW, &n, &failure));
	assert_int_equal(n, 6);
	fixture_reopen(f);
	assert_int_equal(refresh(f, 0, 7, 7, "题").first_new, first + 6);
}

static void test_what_was_taken_is_not_found(void **state)
{
	struct fixture *f = *state;
	refresh(f, 0, 1, 5, "渡船");
	refresh(f, 0, 6, 6, "新桥");
	index_all(f);
	struct retention retention = { .max_age = 1 };
	OK(store_expire(f->store, &retention, NOW, NULL, &failure));
	story_ids ids = ids_of(f, &(struct story_query){ .search = "渡船 -新桥" });
	assert_int_equal(ids.len, 0);
	vec_done(&ids);
	OK(store_compact(f->store, &failure));
	assert_sound(f);
	ids = ids_of(f, &(struct story_query){ .search = "新桥" });
	assert_int_equal(ids.len, 1);
	vec_done(&ids);
}

static bool count_line(void *data, struct str json)
{
	size_t *n = data;
	assert_true(json.at[0] == '{' && json.at[json.len - 1] == '}');
	++*n;
	return true;
}

static void test_export(void **state)
{
	struct fixture *f = *state;
	size_t n = 0;
	refresh(f, 0, 1, 5, "“题”\\");
	OK(store_export(f->store, count_line, &n, &failure));
	assert_int_equal(n, 5);
}

/* --- damage --- */

static void overwrite(const char *path, off_t at, size_t len)
{
	auto_free char *junk = mem_alloc(len);
	memset(junk, 0x5A, len);
	auto_close int fd = open(path, O_WRONLY | O_CLOEXEC);
	assert_true(fd >= 0);
	assert_int_equal(pwrite(fd, junk, len, at), len);
}

static int count_files(struct fixture *f, const char *with)
{
	auto_free char *folder = mem_printf("%s/data", f->folder);
	DIR *dir = opendir(folder);
	int n = 0;
	for (struct dirent *entry; (entry = readdir(dir));)
		n += strstr(entry->d_name, with) && !strstr(entry->d_name, "-wal");
	closedir(dir);
	return n;
}

static void open_damaged(struct fixture *f)
{
	struct error notice = { 0 };
	OK(store_open(f->path, &f->store, &notice, &failure));
	assert_non_null(strstr(notice.text, "recovered"));
	assert_int_equal(count_files(f, "news.db.damaged-"), 1);
	assert_null(store_read_only(f->store));
	assert_sound(f);
}

static void test_what_is_no_database_is_set_aside(void **state)
{
	struct fixture *f = *state;
	refresh(f, 0, 1, 5, "题");
	store_close(f->store);
	overwrite(f->path, 0, 4096);
	open_damaged(f);
	assert_int_equal(count_files(f, "news.db.recover"), 0);
}

/* Every fifth page in the middle of the file is lost. */
static void test_what_can_be_read_is_recovered(void **state)
{
	struct fixture *f = *state;
	struct stat at;
	for (int paper = 0; paper < 4; paper++)
		refresh(f, paper, 1, 500, "江面上的雾还没有散，渡船已经靠了岸");
	int64_t first = refresh(f, 0, 501, 501, "题").first_new;
	OK(store_mark(f->store, &first, 1, STORY_STARRED, 0, &failure));
	store_close(f->store);
	assert_int_equal(stat(f->path, &at), 0);
	for (off_t page = 30; (page + 1) * 16384 < at.st_size; page += 5)
		overwrite(f->path, page * 16384, 16384);
	auto_buf report = BUF_INIT(BUF_MAX_TEXT);
	OK(store_open(f->path, &f->store, NULL, &failure));
	assert_int_equal(store_check(f->store, &report, NULL), ERR_STORE);
	store_close(f->store);
	open_damaged(f);
	int64_t left = sql(f, "SELECT count(*) FROM story");
	assert_in_range(left, 700, 2000);
	refresh(f, 1, 1, 500, "江面上的雾还没有散，渡船已经靠了岸");
	assert_int_equal(
	        refresh(f, 1, 1, 500, "江面上的雾还没有散，渡船已经靠了岸").new_stories,
	        0);
	assert_sound(f);
}

static void test_a_recovery_that_was_cut_short_goes_on(void **state)
{
	struct fixture *f = *state;
	refresh(f, 0, 1, 5, "题");
	store_close(f->store);
	auto_free char *made = mem_printf("%s.recovered", f->path);
	assert_int_equal(rename(f->path, made), 0);
	f->store = NULL;
	OK(store_open(f->path, &f->store, NULL, &failure));
	assert_int_equal(sql(f, "SELECT count(*) FROM story"), 5);
}

/* --- disks --- */

/* In a child, since the limit stays: what is full is the largest file it may write. */
static int fill_the_disk(struct fixture *f)
{
	struct error failure = { 0 };
	struct stat at;
	signal(SIGXFSZ, SIG_IGN);
	auto_free char *log = mem_printf("%s-wal", f->path);
	if (store_open(f->path, &f->store, NULL, &failure) != ERR_OK ||
	    stat(log, &at) != 0)
		return 1;
	struct rlimit limit = { (rlim_t)at.st_size + 100000,
		                (rlim_t)at.st_size + 100000 };
	setrlimit(RLIMIT_FSIZE, &limit);
	int64_t ids[20000];
	for (int64_t i = 0; i < 20000; i++)
		ids[i] = i + 1;
	enum err code = ERR_OK;
	for (int i = 0; i < 200 && code == ERR_OK; i++)
		code = store_mark(f->store, ids, 20000, i % 2 ? 0 : STORY_READ,
		                  i % 2 ? STORY_READ : 0, &failure);
	if (code != ERR_STORE || !strstr(failure.text, "disk"))
		return 2;
	struct story_list *list;
	if (store_undo(f->store, NULL, &failure) == ERR_OK)
		return 3;
	if (story_list_open(f->store, &(struct story_query){ 0 }, &list, &failure) !=
	            ERR_OK ||
	    story_list_reach(list, SIZE_MAX) != 1000)
		return 4;
	return 0;
}

static void test_a_full_disk_is_told_and_reading_goes_on(void **state)
{
	struct fixture *f = *state;
	int status;
	refresh(f, 0, 1, 500, "题");
	refresh(f, 1, 1, 500, "题");
	fflush(NULL);
	pid_t child = fork();
	if (child == 0)
		_exit(fill_the_disk(f));
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	assert_sound(f);
}

static int read_only_store(struct fixture *f)
{
	struct error notice = { 0 }, why = { 0 };
	struct story_list *list;
	int64_t id = 1;
	if (store_open(f->path, &f->store, &notice, &why) != ERR_OK || !notice.text[0])
		return 1;
	if (story_list_open(f->store, &(struct story_query){ 0 }, &list, &why) !=
	            ERR_OK ||
	    story_list_reach(list, SIZE_MAX) != 10)
		return 2;
	if (store_mark(f->store, &id, 1, STORY_READ, 0, &why) != ERR_STORE ||
	    !why.text[0] || store_index_slice(f->store, 10))
		return 3;
	return 0;
}

/* In a child that is not the superuser, who can write everywhere. */
static int become_nobody_and_read(struct fixture *f)
{
	enum { NOBODY = 65534 };
	if (geteuid() == 0 && (setgid(NOBODY) != 0 || setuid(NOBODY) != 0))
		return 4;
	return access(f->path, W_OK) == 0 ? 5 : read_only_store(f);
}

static void test_a_read_only_store_is_read(void **state)
{
	struct fixture *f = *state;
	int status;
	refresh(f, 0, 1, 10, "题");
	store_close(f->store);
	f->store = NULL;
	auto_free char *folder = mem_printf("%s/data", f->folder);
	assert_int_equal(chmod(f->path, 0444), 0);
	assert_int_equal(chmod(folder, 0555), 0);
	assert_int_equal(chmod(f->folder, 0755), 0);
	fflush(NULL);
	pid_t child = fork();
	if (child == 0)
		_exit(become_nobody_and_read(f));
	assert_int_equal(waitpid(child, &status, 0), child);
	chmod(folder, 0700);
	assert_int_equal(status, 0);
}

#define WITH_STORE(test) \
	cmocka_unit_test_setup_teardown(test, fixture_setup, fixture_teardown)

int main(void)
{
	static const struct CMUnitTest tests[] = {
		WITH_STORE(test_age_spares_what_is_dear),
		WITH_STORE(test_number_of_each_paper),
		WITH_STORE(test_size),
		WITH_STORE(test_ids_are_not_given_again),
		WITH_STORE(test_what_was_taken_is_not_found),
		WITH_STORE(test_export),
		WITH_STORE(test_what_is_no_database_is_set_aside),
		WITH_STORE(test_what_can_be_read_is_recovered),
		WITH_STORE(test_a_recovery_that_was_cut_short_goes_on),
		WITH_STORE(test_a_full_disk_is_told_and_reading_goes_on),
		WITH_STORE(test_a_read_only_store_is_read),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
