/* SPDX-License-Identifier: GPL-3.0-or-later */
/* zygote.h - what baolan and its zygote say to each other.
 *
 * One packet a request, one packet for each worker that ended.  A worker is
 * named by a token that baolan chose and never uses twice, not by its process
 * id: the zygote, whose child it is, alone turns one into the other, so a late
 * request can't hit a stranger. */
#ifndef BAOLAN_WORKER_ZYGOTE_H
#define BAOLAN_WORKER_ZYGOTE_H

#include "baolan/worker/worker.h"

#include <sys/types.h>

struct zygote {
	pid_t pid;
	int control;
	uint32_t last_token;
	/* A worker started ahead, so that the first job finds it ready; -1: none. */
	uint32_t spare_token;
	int spare_fd;
	const struct job_kind *kinds;
	size_t n_kinds;
	struct worker_limits limits;
};

enum { ZYGOTE_START = 1, ZYGOTE_KILL };
struct zygote_request {
	uint32_t what;
	uint32_t token;
};

struct worker_end {
	uint32_t token;
	int32_t failed;  /* errno, when it could not even be started */
	int32_t status;  /* as from waitpid */
	char words[160]; /* the first it wrote to its standard error */
};

uint32_t zygote_new_token(struct zygote *zygote);
/* Never blocks.  `fd` goes with it, or -1.  False with errno, EAGAIN when the
 * zygote is busy. */
bool zygote_send(struct zygote *zygote, struct zygote_request request, int fd);
/* Never blocks.  1: received, 0: nothing there, -1: the zygote is gone. */
int zygote_receive(struct zygote *zygote, struct worker_end *ret_end);

#endif
