/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sandbox.h - what a worker may still do. */
#ifndef BAOLAN_WORKER_SANDBOX_H
#define BAOLAN_WORKER_SANDBOX_H

#include "baolan/base/err.h"

#include <stdbool.h>
#include <stddef.h>

/* Processor time of a confined process, all its jobs together. */
#define SANDBOX_CPU_SECONDS 60

/* Confine this process for ever: rlimits (`memory` is in bytes of address space
 * beyond what is in use now), no new privileges, and a seccomp allow-list of
 * memory, clock and already open descriptors; any other call kills the process
 * by SIGSYS.  It may read, write and send on what is open, map memory that is
 * not executable, and abort itself.  Every descriptor but keep_fd and 2 is
 * closed before; let 2 be a pipe, for a file can't grow any more.
 * Without seccomp in the kernel the limits remain (no new descriptor, no
 * process, no memory without end) and *ret_seccomp is false. */
enum err sandbox_enter(int keep_fd, size_t memory, bool *ret_seccomp,
                       struct error *err);

#endif
