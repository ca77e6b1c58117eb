/* SPDX-License-Identifier: GPL-3.0-or-later */
/* serve.h - a worker's life, and how it answers.
 *
 * A frame to a worker: type is the job's kind, body its input.  A frame from a
 * worker: type is an enum err, body the output or, when it failed, the error's
 * text.  The id comes back as it was. */
#ifndef BAOLAN_WORKER_SERVE_H
#define BAOLAN_WORKER_SERVE_H

#include "baolan/worker/worker.h"

/* A worker that can't be confined ends with this status. */
#define WORKER_UNCONFINED 99

/* Shut the sandbox, then do jobs until the other side closes. */
_Noreturn void serve_jobs(int fd, const struct job_kind *kinds, size_t n_kinds,
                          const struct worker_limits *limits);

#endif
