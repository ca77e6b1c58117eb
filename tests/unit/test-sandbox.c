/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each thing a worker must not do, done by a worker: it dies by SIGSYS, and
 * the one who asked reads why. */
#include "baolan/base/i18n.h"
#include "baolan/base/mem.h"
#include "baolan/loop/loop.h"
#include "baolan/worker/sandbox.h"
#include "baolan/worker/worker.h"

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

static void do_open(void)
{
	syscall(SYS_openat, AT_FDCWD, "/etc/passwd", O_RDONLY, 0);
}

#ifdef SYS_open
static void do_old_open(void)
{
	syscall(SYS_open, "/etc/passwd", O_RDONLY, 0);
}
#endif

static void do_create(void)
{
	syscall(SYS_openat, AT_FDCWD, "a-file", O_WRONLY | O_CREAT, 0600);
}

static void do_stat(void)
{
	struct stat s;
	syscall(SYS_newfstatat, AT_FDCWD, "/etc/passwd", &s, 0);
}

static void do_unlink(void)
{
	syscall(SYS_unlinkat, AT_FDCWD, "no-such-file", 0);
}

static void do_socket(void)
{
	syscall(SYS_socket, AF_INET, SOCK_STREAM, 0);
}

static void do_connect(void)
{
	struct sockaddr_un to = { .sun_family = AF_UNIX, .sun_path = "/nowhere" };
	syscall(SYS_connect, 3, &to, sizeof(to));
}

static void do_bind(void)
{
	struct sockaddr_un to = { .sun_family = AF_UNIX, .sun_path = "/nowhere" };
	syscall(SYS_bind, 3, &to, sizeof(to));
}

static void do_exec(void)
{
	char *const argv[] = { (char *)"true", NULL };
	syscall(SYS_execve, "/bin/true", argv, NULL);
}

static void do_fork(void)
{
	syscall(SYS_clone, SIGCHLD, NULL, NULL, NULL, NULL);
}

static void do_thread(void)
{
	syscall(SYS_clone3, NULL, 0);
}

static void do_ptrace(void)
{
	syscall(SYS_ptrace, PTRACE_ATTACH, getppid(), NULL, NULL);
}

static void do_kill_parent(void)
{
	syscall(SYS_kill, 1, 0);
}

static void do_tgkill_other(void)
{
	syscall(SYS_tgkill, 1, 1, SIGABRT);
}

static void do_tgkill_harmless(void)
{
	syscall(SYS_tgkill, getpid(), gettid(), SIGCONT);
}

static void do_map_code(void)
{
	mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
}

static void do_make_code(void)
{
	void *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE,
	                  MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	mprotect(page, 4096, PROT_READ | PROT_EXEC);
}

static void do_ioctl(void)
{
	char c = 'x';
	syscall(SYS_ioctl, 2, TIOCSTI, &c);
}

static void do_raise_limit(void)
{
	struct rlimit limit = { 10, 10 };
	syscall(SYS_setrlimit, RLIMIT_NOFILE, &limit);
}

static void do_traceable(void)
{
	syscall(SYS_prctl, PR_SET_DUMPABLE, 1, 0, 0, 0);
}

static void do_read_other_memory(void)
{
	syscall(SYS_process_vm_readv, 1, NULL, 0, NULL, 0, 0);
}

static void do_duplicate(void)
{
	syscall(SYS_dup, 2);
}

static void do_sleep(void)
{
	struct timespec t = { 0, 1 };
	syscall(SYS_nanosleep, &t, NULL);
}

struct misdeed {
	const char *name;
	void (*run)(void);
};

static const struct misdeed misdeeds[] = {
	{ "open a file", do_open },
#ifdef SYS_open
	{ "open a file the old way", do_old_open },
#endif
	{ "create a file", do_create },
	{ "look at a file", do_stat },
	{ "remove a file", do_unlink },
	{ "make a socket", do_socket },
	{ "connect", do_connect },
	{ "bind", do_bind },
	{ "execute a program", do_exec },
	{ "fork", do_fork },
	{ "start a thread", do_thread },
	{ "trace another process", do_ptrace },
	{ "signal another process", do_kill_parent },
	{ "abort another process", do_tgkill_other },
	{ "send itself another signal", do_tgkill_harmless },
	{ "map executable memory", do_map_code },
	{ "make memory executable", do_make_code },
	{ "type into the terminal", do_ioctl },
	{ "raise its limits", do_raise_limit },
	{ "become traceable", do_traceable },
	{ "read another's memory", do_read_other_memory },
	{ "duplicate a descriptor", do_duplicate },
	{ "sleep", do_sleep },
};

/* The input's first byte says which. */
static enum err misbehave(struct str input, struct buf *ret_output, struct error *err)
{
	(void)err;
	misdeeds[(unsigned char)input.at[0]].run();
	buf_add_text(ret_output, "it went unpunished");
	return ERR_OK;
}

static int compare(const void *a, const void *b)
{
	return *(const int *)a - *(const int *)b;
}

/* What libraries do all the time. */
static enum err behave(struct str input, struct buf *ret_output, struct error *err)
{
	static int numbers[5000];
	struct timespec now;
	time_t long_ago = 0;
	struct tm tm;
	(void)err;
	for (int i = 0; i < 5000; i++)
		numbers[i] = (i * 7919) % 5000;
	qsort(numbers, 5000, sizeof(numbers[0]), compare);
	char *large = mem_zalloc((size_t)8 << 20);
	large = mem_resize(large, (size_t)16 << 20, 1);
	free(large);
	clock_gettime(CLOCK_MONOTONIC, &now);
	localtime_r(&long_ago, &tm);
	fprintf(stderr, "%.*s %d\n", STR_ARG(input), numbers[4999]);
	buf_printf(ret_output, "%d %s %.2f %zu", numbers[4999], strerror(ENOENT), 0.5,
	           strlen(_("out of memory")));
	return ERR_OK;
}

static const struct job_kind kinds[] = {
	{ "misbehave", misbehave },
	{ "behave", behave },
};

struct fixture {
	struct zygote *zygote;
	struct loop *loop;
	struct pool *pool;
	struct error why;
	char output[200];
};

static int set_up(void **state)
{
	struct fixture *f = mem_new(struct fixture);
	*state = f;
	if (zygote_start(kinds, ARRAY_SIZE(kinds), NULL, &worker_default_limits,
	                 &f->zygote, &f->why) != ERR_OK)
		return -1;
	f->loop = loop_new();
	f->pool = pool_new(f->loop, f->zygote, 1);
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;
	pool_free(f->pool);
	loop_free(f->loop);
	zygote_free(f->zygote);
	free(f);
	return 0;
}

static void note_done(void *data, const struct error *why, struct str output)
{
	struct fixture *f = data;
	f->why = why ? *why : (struct error){ 0 };
	snprintf(f->output, sizeof(f->output), "%.*s", STR_ARG(output));
	loop_stop(f->loop);
}

static void run_job(struct fixture *f, unsigned kind, struct str input)
{
	pool_submit(f->pool, kind, input, note_done, f);
	loop_run(f->loop);
}

static bool kernel_has_seccomp(void)
{
	return prctl(PR_GET_SECCOMP, 0, 0, 0, 0) >= 0;
}

static void each_misdeed_is_the_last(void **state)
{
	struct fixture *f = *state;
	if (!kernel_has_seccomp()) {
		print_message("# skipped: no seccomp in this kernel\n");
		skip();
	}
	for (size_t i = 0; i < ARRAY_SIZE(misdeeds); i++) {
		char number = (char)i;
		run_job(f, 0, str_make(&number, 1));
		if (f->why.code != ERR_WORKER || !strstr(f->why.text, "forbidden"))
			fail_msg("%s: code %d, %s, %s", misdeeds[i].name, f->why.code,
			         f->why.text, f->output);
	}
}

static void honest_work_goes_on(void **state)
{
	struct fixture *f = *state;
	run_job(f, 1, STR("hello"));
	assert_int_equal(f->why.code, ERR_OK);
	assert_string_equal(f->output, "4999 No such file or directory 0.50 13");
}

#define KEPT 4

/* True when nothing but KEPT and standard error can be written to. */
static bool is_alone(void)
{
	for (int fd = 0; fd < 100; fd++)
		if (fd != STDERR_FILENO && fd != KEPT && write(fd, "x", 1) >= 0)
			return false;
	return write(KEPT, "x", 1) == 1;
}

static void other_descriptors_are_closed(void **state)
{
	(void)state;
	int ends[2], status = -1;
	assert_int_equal(pipe(ends), 0);
	pid_t pid = fork();
	if (pid == 0) {
		bool with_seccomp;
		dup2(ends[1], 40);
		dup2(ends[1], KEPT);
		if (sandbox_enter(KEPT, (size_t)64 << 20, &with_seccomp, NULL))
			_exit(50);
		_exit(is_alone() ? 0 : 51);
	}
	waitpid(pid, &status, 0);
	assert_int_equal(status, 0);
	close(ends[0]);
	close(ends[1]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(each_misdeed_is_the_last, set_up,
		                                tear_down),
		cmocka_unit_test_setup_teardown(honest_work_goes_on, set_up, tear_down),
		cmocka_unit_test(other_descriptors_are_closed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
