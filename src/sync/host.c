/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "host.h"

#include "baolan/base/mem.h"
#include "baolan/text/url.h"

#include <stdlib.h>

enum {
	MAX_PER_HOST = 6,   /* as browsers do */
	MAX_BACKGROUND = 5, /* one is left for the reader */
	MAX_OWN = 64,       /* this machine */
};

static bool is_loopback(struct str host)
{
	struct str name = host;
	if (str_starts(host, STR("[::1]")) || str_starts(host, STR("127.")))
		return true;
	return str_eq(str_cut(&name, ':'), STR("localhost"));
}

static struct host *host_new(struct str name)
{
	struct host *host = mem_new(struct host);
	host->name = str_dup(name);
	host->is_own = is_loopback(name);
	host->limit = host->is_own ? MAX_OWN : MAX_PER_HOST;
	return host;
}

struct host *hosts_find(const struct hosts *hosts, const char *url)
{
	return map_get(&hosts->by_name, url_host(str_of(url)));
}

struct host *hosts_get(struct hosts *hosts, const char *url)
{
	struct host *host = hosts_find(hosts, url);
	if (host)
		return host;
	host = host_new(url_host(str_of(url)));
	*vec_push(&hosts->all) = host;
	map_put(&hosts->by_name, str_of(host->name), host);
	return host;
}

void hosts_done(struct hosts *hosts)
{
	vec_each (host, &hosts->all) {
		free((*host)->name);
		free(*host);
	}
	vec_done(&hosts->all);
	map_done(&hosts->by_name);
}

static bool has_room(const struct host *host, bool background)
{
	int limit = host->limit;
	if (background)
		limit -= MAX_PER_HOST - MAX_BACKGROUND;
	return host->running < limit;
}

static void stand_in_line(struct turn *turn, struct host *host)
{
	struct turn **place = &host->line;
	while (*place && (turn->background || !(*place)->background))
		place = &(*place)->next;
	turn->next = *place;
	*place = turn;
}

static void leave_line(struct turn *turn)
{
	struct turn **place = &turn->host->line;
	while (*place && *place != turn)
		place = &(*place)->next;
	if (*place)
		*place = turn->next;
	turn->next = NULL;
}

static void run(struct turn *turn)
{
	turn->running = true;
	turn->host->running++;
	turn->go(turn->data);
}

void turn_begin(struct turn *turn, struct host *host)
{
	turn->host = host;
	turn->running = false;
	if (!host->line && has_room(host, turn->background))
		run(turn);
	else
		stand_in_line(turn, host);
	/* The reader need not wait behind a line of the background. */
	if (!turn->running && !turn->background && host->line == turn &&
	    has_room(host, false)) {
		leave_line(turn);
		run(turn);
	}
}

void turn_end(struct turn *turn)
{
	struct host *host = turn->host;
	if (!host)
		return;
	if (turn->running)
		host->running--;
	else
		leave_line(turn);
	turn->host = NULL;
	turn->running = false;
	struct turn *next = host->line;
	if (!next || !has_room(host, next->background))
		return;
	leave_line(next);
	run(next);
}
