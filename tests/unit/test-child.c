/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "baolan/base/mem.h"
#include "baolan/loop/child.h"

#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static int status_of(const char *const argv[], int socket_fd, bool quiet)
{
	pid_t pid;
	struct error err = { 0 };
	int status = -1;
	assert_int_equal(child_spawn(argv, socket_fd, quiet, &pid, &err), ERR_OK);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return status;
}

static int status_of_shell(const char *script, int socket_fd, bool quiet)
{
	const char *const argv[] = { "sh", "-c", script, NULL };
	return status_of(argv, socket_fd, quiet);
}

static void program_in_path_runs(void **state)
{
	(void)state;
	const char *const argv[] = { "true", NULL };
	assert_int_equal(status_of(argv, -1, true), 0);
}

static void arguments_are_not_words_of_a_shell(void **state)
{
	(void)state;
	const char *const argv[] = { "test", "$HOME; exit 3", "=", "$HOME; exit 3",
		                     NULL };
	assert_int_equal(status_of(argv, -1, true), 0);
}

static void missing_program_is_told(void **state)
{
	(void)state;
	const char *const argv[] = { "/nowhere/no-such-program", NULL };
	pid_t pid = 77;
	struct error err = { 0 };
	assert_int_equal(child_spawn(argv, -1, true, &pid, &err), ERR_SYSTEM);
	assert_non_null(strstr(err.text, "/nowhere/no-such-program"));
	assert_int_equal(pid, 77);
	assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
}

static void socket_is_number_three(void **state)
{
	(void)state;
	int fds[2];
	char answer[3] = "";
	assert_int_equal(child_socketpair(fds, NULL), ERR_OK);
	assert_int_equal(status_of_shell("printf ok >&3", fds[1], true), 0);
	close(fds[1]);
	assert_int_equal(read(fds[0], answer, 2), 2);
	assert_string_equal(answer, "ok");
	close(fds[0]);
}

static void other_descriptors_are_closed(void **state)
{
	(void)state;
	int fds[2];
	assert_int_equal(child_socketpair(fds, NULL), ERR_OK);
	/* Without close-on-exec: only the child's own closing helps. */
	int leak = dup2(fds[0], 9);
	assert_int_equal(status_of_shell("test ! -e /dev/fd/9 && test -e /dev/fd/3",
	                                 fds[1], true),
	                 0);
	assert_int_equal(status_of_shell("test ! -e /proc/$$/fd/3", -1, true), 0);
	close(leak);
	close(fds[0]);
	close(fds[1]);
}

static void quiet_child_reads_and_writes_nothing(void **state)
{
	(void)state;
	assert_int_equal(status_of_shell("read x; test $? = 1 && test -z \"$x\" && "
	                                 "test /proc/$$/fd/1 -ef /dev/null",
	                                 -1, true),
	                 0);
}

static void signals_are_as_new(void **state)
{
	(void)state;
	sigset_t mask, before;
	sigemptyset(&mask);
	sigaddset(&mask, SIGTERM);
	sigprocmask(SIG_BLOCK, &mask, &before);
	void (*handler)(int) = signal(SIGTERM, SIG_IGN);
	int status = status_of_shell("kill -TERM $$; exit 0", -1, true);
	signal(SIGTERM, handler);
	sigprocmask(SIG_SETMASK, &before, NULL);
	assert_true(WIFSIGNALED(status));
	assert_int_equal(WTERMSIG(status), SIGTERM);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(program_in_path_runs),
		cmocka_unit_test(arguments_are_not_words_of_a_shell),
		cmocka_unit_test(missing_program_is_told),
		cmocka_unit_test(socket_is_number_three),
		cmocka_unit_test(other_descriptors_are_closed),
		cmocka_unit_test(quiet_child_reads_and_writes_nothing),
		cmocka_unit_test(signals_are_as_new),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
