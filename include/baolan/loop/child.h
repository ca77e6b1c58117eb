/* SPDX-License-Identifier: GPL-3.0-or-later */
/* child.h - starting programs, by argv only, never through a shell. */
#ifndef BAOLAN_LOOP_CHILD_H
#define BAOLAN_LOOP_CHILD_H

#include "baolan/base/err.h"

#include <stdbool.h>
#include <sys/types.h>

/* Start argv[0] (looked up in PATH when it has no slash) with default signals
 * and an empty signal mask.  With socket_fd >= 0 the child has that descriptor
 * as number 3; all others above 2 are closed there.  With quiet, standard
 * input and output are /dev/null.  Fails when it can't be executed. */
enum err child_spawn(const char *const argv[], int socket_fd, bool quiet,
                     pid_t *ret_pid, struct error *err);
/* A connected pair of stream sockets, both close-on-exec. */
enum err child_socketpair(int ret_fds[2], struct error *err);

#endif
