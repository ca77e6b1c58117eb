/* SPDX-License-Identifier: GPL-3.0-or-later */
/* host.h - politeness: how much a host is asked at once, and when not at all.
 *
 * Whoever wants to ask stands in a line; what the reader waits for stands before
 * all that runs in the background. */
#ifndef BAOLAN_SRC_SYNC_HOST_H
#define BAOLAN_SRC_SYNC_HOST_H

#include "baolan/base/map.h"
#include "baolan/base/vec.h"
#include "baolan/loop/loop.h"

#include <stdint.h>

struct turn { /* embedded in whoever waits */
	struct turn *next;
	struct host *host; /* NULL: neither waiting nor running */
	bool background, running;
	loop_fn *go; /* its turn has come */
	void *data;
};

struct host {
	char *name; /* with its port */
	int running, limit;
	bool is_own;        /* this machine: needs no politeness */
	int64_t not_before; /* seconds since 1970 */
	struct turn *line;
};

struct hosts {
	struct map by_name;
	VEC(struct host *) all;
};

void hosts_done(struct hosts *hosts); /* nobody waits or runs any more */
/* Never NULL. */
struct host *hosts_get(struct hosts *hosts, const char *url);
/* NULL when nothing was ever asked there. */
struct host *hosts_find(const struct hosts *hosts, const char *url);
/* go() is called at once or later, from turn_end of another. */
void turn_begin(struct turn *turn, struct host *host);
/* Leave the line, or make room for the next; in any state. */
void turn_end(struct turn *turn);

#endif
