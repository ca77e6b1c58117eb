/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scripted-site.h - a site on the loopback for tests of sync/web: a process per
 * connection, which the tests steer and watch through shared memory.
 *
 *     /fresh/X      good for 1000 s; its body is "X", a blank and the hit's number
 *     /etag/X       to be asked each time, with an ETag of the version
 *     /plain/X      nothing said about keeping it, but for a date
 *     /sie/X        stale at once, but good enough for an error
 *     /strict/X     stale at once, and never to be used then
 *     /to302/PATH, /to301/PATH, /loop/   redirects
 *     /busy/        503, to be asked again in 100 s
 *     /gate/X       answers when the gate is open
 *     /parts/X      half of a long body, the rest when the gate is open
 *     /story/X      the first half of an article, the rest when the gate is open
 *     /large/X      300 KB
 */
#ifndef SCRIPTED_SITE_H
#define SCRIPTED_SITE_H

#include <stdatomic.h>

enum { SITE_LOG = 600, SITE_PATH = 64 };

struct site {
	atomic_int hits, connections;
	atomic_int running, most;      /* requests at once */
	atomic_int open;               /* the gate */
	atomic_int trouble;            /* all is answered with 503 */
	atomic_int version;            /* of /etag/ */
	char log[SITE_LOG][SITE_PATH]; /* "GET /path", by hit */
	char last[8192];               /* the last request's head */
};
extern struct site *site;

int site_start(void); /* returns its port */
void site_stop(void); /* the line is down */
/* As at the beginning. */
void site_reset(void);

#endif
