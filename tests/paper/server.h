/* SPDX-License-Identifier: GPL-3.0-or-later */
/* server.h - HTTP on the loopback interface, directly and as a proxy. */
#ifndef PAPER_SERVER_H
#define PAPER_SERVER_H

#include "paper.h"

struct MHD_Daemon;

/* Port 0 takes a free one.  `paper` must outlive the server. */
enum err server_start(struct paper *paper, unsigned port,
                      struct MHD_Daemon **ret_daemon, struct error *err);
unsigned server_port(struct MHD_Daemon *daemon);
/* Ends what is still being sent, too. */
void server_stop(struct MHD_Daemon *daemon, const struct paper *paper);

#endif
