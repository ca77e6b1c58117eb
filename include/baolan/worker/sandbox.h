/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sandbox.h - what a worker may still do. */
#ifndef BAOLAN_WORKER_SANDBOX_H
#define BAOLAN_WORKER_SANDBOX_H

#include "baolan/base/err.h"

#include <stdbool.h>
#include <stddef.h>

/* Confine this process for ever: rlimits, no new privileges, and a seccomp
 * allow-list of memory, clock and already open descriptors; any other call
 * kills the process.  Every descriptor but keep_fd and 2 is closed before.
 * Without seccomp in the kernel the limits remain and *ret_seccomp is false. */
enum err sandbox_enter(int keep_fd, size_t memory, bool *ret_seccomp,
                       struct error *err);

#endif
