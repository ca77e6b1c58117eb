/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rescue.h - a crash leaves the terminal usable.
 *
 * Between arm and disarm, SIGSEGV, SIGABRT and kin first write the given reset
 * string and put back the line discipline, then do what they would have done. */
#ifndef BAOLAN_TERM_RESCUE_H
#define BAOLAN_TERM_RESCUE_H

#include "baolan/base/str.h"

struct termios;

/* Copies both; a reset string over 512 bytes is not used. */
void rescue_arm(int fd, struct str reset, const struct termios *before);
void rescue_disarm(void);

#endif
