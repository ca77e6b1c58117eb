/* SPDX-License-Identifier: GPL-3.0-or-later */
/* console.h - the Linux console, whose fonts have at most 512 characters. */
#ifndef BAOLAN_TERM_CONSOLE_H
#define BAOLAN_TERM_CONSOLE_H

#include <stdbool.h>

/* Does the terminal `fd` of the type `term` ($TERM; may be NULL) draw no Han?  Only
 * said of TERM=linux.  The font's own table decides, where it can be read without
 * rights; over the network, and where a program draws in the console's place, the
 * type alone. */
bool console_lacks_han(const char *term, int fd);

#endif
