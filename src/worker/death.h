/* SPDX-License-Identifier: GPL-3.0-or-later */
/* death.h - what to tell the reader about a worker that ended in mid-job. */
#ifndef BAOLAN_WORKER_DEATH_H
#define BAOLAN_WORKER_DEATH_H

#include "zygote.h"

/* Fills *why with ERR_WORKER, or ERR_LIMIT when it was out of memory or time. */
void death_explain(const struct worker_end *end, const struct worker_limits *limits,
                   struct error *why);
/* A worker's own words, made fit for one line of a terminal: it may be in a
 * stranger's hands. */
void death_clean_text(struct str text, char *ret_clean, size_t size);

#endif
