/* SPDX-License-Identifier: GPL-3.0-or-later */
/* import.h - papers from another program's list, and back as OPML.
 *
 * Whatever a list says, only http and https addresses come out of it: anything
 * else (exec:, filter:, file:, javascript:) is refused. */
#ifndef BAOLAN_SYNC_IMPORT_H
#define BAOLAN_SYNC_IMPORT_H

#include "baolan/sync/load.h"
#include "baolan/sync/papers.h"

struct imported {
	VEC(struct paper) papers;
	VEC(struct error) refused; /* "entry N: ADDRESS: why", one each; 100 at most */
	size_t n_refused, n_queries; /* saved queries, which are not taken over */
};

/* Read a file ("-": standard input) and let a worker say what is in it.  The event
 * comes later, once: `why` NULL and what was found, of which the callee may take
 * the papers, or why not.  ERR_SYSTEM and ERR_LIMIT, and no event, when the file
 * can't be read. */
typedef void import_done_fn(void *data, struct imported *imported,
                            const struct error *why);
enum err import_start(struct sync *sync, const char *path, import_done_fn *done,
                      void *data, struct error *err);

/* The papers as OPML 2.0, folders as outlines; what is no http or https address
 * (shorthands go by the address they lead to) and saved queries are left out and
 * counted.  `title_of` names those that have no name in the file; it may return
 * the absent string. */
size_t export_opml(const struct papers *papers,
                   struct str (*title_of)(void *data, const struct paper *paper),
                   void *data, struct buf *ret_opml);

#endif
