/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Real and hostile files, each read by a process of its own: none may crash, take
 * long, or take much memory, whatever it is. */
#include "corpus.h"

#include "baolan/base/mem.h"
#include "baolan/extract/job.h"

#include "../read-file.h"

#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

enum { MAX_SECONDS = 5, MAX_MEGABYTES = 200 };

static int files, failures;

static void limit(int what, rlim_t value)
{
	struct rlimit limit = { value, value };
	setrlimit(what, &limit);
}

/* In the child: 0, or why not. */
static int read_one(const char *path)
{
	auto_buf bytes = BUF_INIT(64 << 20), input = BUF_INIT(64 << 20),
	         output = BUF_INIT(64 << 20);
	struct error err = { 0 };
	struct rusage usage;
	limit(RLIMIT_CPU, MAX_SECONDS);
	if (!read_file(path, &bytes))
		return 2;
	struct page_job job = { .url = STR("http://a.test/"),
		                .bytes = buf_str(&bytes),
		                .now = 1465203600 };
	page_input(&job, &input);
	if (page_run(buf_str(&input), &output, &err))
		return err.text[0] ? 0 : 3;
	if (!doc_check(buf_str(&output), NULL))
		return 4;
	getrusage(RUSAGE_SELF, &usage);
	return usage.ru_maxrss / 1024 > MAX_MEGABYTES ? 5 : 0;
}

static int visit(const char *path, const struct stat *status, int type,
                 struct FTW *where)
{
	(void)status;
	(void)where;
	int result = 0;
	if (type != FTW_F)
		return 0;
	fflush(stdout);
	pid_t child = fork();
	if (!child)
		_exit(read_one(path));
	if (child < 0 || waitpid(child, &result, 0) != child)
		return -1;
	files++;
	if (result) {
		failures++;
		printf("# %s: %s %d\n", path, WIFSIGNALED(result) ? "signal" : "result",
		       WIFSIGNALED(result) ? WTERMSIG(result) : WEXITSTATUS(result));
	}
	return 0;
}

static void read_folder(const char *name, int least)
{
	auto_free char *path = corpus_path(name);
	files = failures = 0;
	assert_int_equal(nftw(path, visit, 8, FTW_PHYS), 0);
	assert_true(files >= least);
	assert_int_equal(failures, 0);
}

static void feeds(void **state)
{
	(void)state;
	read_folder("feeds", 500);
}

static void ugly(void **state)
{
	(void)state;
	read_folder("ugly", 70);
}

int main(void)
{
	if (!corpus_has("feeds") || !corpus_has("ugly"))
		return skip_all("the corpus is not here; BAOLAN_CORPUS names it");
	const struct CMUnitTest tests[] = { cmocka_unit_test(feeds),
		                            cmocka_unit_test(ugly) };
	extract_warm();
	return cmocka_run_group_tests_name("corpus-feeds", tests, NULL, NULL);
}
