/* SPDX-License-Identifier: GPL-3.0-or-later */
/* posix_spawn: it does not copy our page tables, and it reports a failed exec
 * as its own result. */
#include "baolan/loop/child.h"

#include "baolan/base/i18n.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define SOCKET_NUMBER 3

/* The socket moves first: it may stand where standard input will. */
static int list_actions(posix_spawn_file_actions_t *actions, int socket_fd, bool quiet)
{
	int failed = 0;
	int first_closed = SOCKET_NUMBER;
	if (socket_fd >= 0) {
		failed |= posix_spawn_file_actions_adddup2(actions, socket_fd,
		                                           SOCKET_NUMBER);
		first_closed++;
	}
	if (quiet) {
		failed |= posix_spawn_file_actions_addopen(actions, STDIN_FILENO,
		                                           "/dev/null", O_RDWR, 0);
		failed |= posix_spawn_file_actions_adddup2(actions, STDIN_FILENO,
		                                           STDOUT_FILENO);
	}
	failed |= posix_spawn_file_actions_addclosefrom_np(actions, first_closed);
	return failed ? ENOMEM : 0;
}

static void set_signals(posix_spawnattr_t *attr)
{
	sigset_t all, none;
	sigfillset(&all);
	sigemptyset(&none);
	posix_spawnattr_setsigdefault(attr, &all);
	posix_spawnattr_setsigmask(attr, &none);
	posix_spawnattr_setflags(attr, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
}

enum err child_spawn(const char *const argv[], int socket_fd, bool quiet,
                     pid_t *ret_pid, struct error *err)
{
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attr;
	pid_t pid;
	posix_spawn_file_actions_init(&actions);
	posix_spawnattr_init(&attr);
	set_signals(&attr);
	int failed = list_actions(&actions, socket_fd, quiet);
	if (!failed)
		failed = posix_spawnp(&pid, argv[0], &actions, &attr, (char **)argv,
		                      environ);
	posix_spawnattr_destroy(&attr);
	posix_spawn_file_actions_destroy(&actions);
	if (failed)
		return err_set(err, ERR_SYSTEM, _("%s can't be started: %s"), argv[0],
		               strerror(failed));
	*ret_pid = pid;
	return ERR_OK;
}

enum err child_socketpair(int ret_fds[2], struct error *err)
{
	int fds[2];
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds) < 0)
		return err_errno(err, _("no connection to a helper process"));
	ret_fds[0] = fds[0];
	ret_fds[1] = fds[1];
	return ERR_OK;
}
