/* SPDX-License-Identifier: GPL-3.0-or-later */
/* checkpoint.h - the log of a database copied into it, aside, for src/store only.
 *
 * SQLite would do that at the end of a commit that happens to find the log long, and
 * the disk's time with it.  Here a thread with a connection of its own does: the only
 * thread beside the program's, which it shares nothing with but SQLite. */
#ifndef BAOLAN_SRC_STORE_CHECKPOINT_H
#define BAOLAN_SRC_STORE_CHECKPOINT_H

#include "baolan/base/err.h"

#include <sqlite3.h>
#include <stdbool.h>

struct checkpoint;

/* Watches the commits of this connection, whose automatic checkpoints end.  Free it
 * before the connection is closed. */
struct checkpoint *checkpoint_new(sqlite3 *sqlite, const char *path);
void checkpoint_free(struct checkpoint *checkpoint);
/* Is one going on?  Waits up to wait_ms for its end: while nothing is written it comes
 * to the end of the log, which then begins anew. */
bool checkpoint_is_on(struct checkpoint *checkpoint, int wait_ms);

#endif
