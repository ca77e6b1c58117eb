/* SPDX-License-Identifier: GPL-3.0-or-later */
/* status.h - the bar under a view. */
#ifndef BAOLAN_VIEW_STATUS_H
#define BAOLAN_VIEW_STATUS_H

#include "baolan/term/canvas.h"

/* `left` is cut to leave room for `right`, and shows by ... that it was. */
void status_paint(struct canvas *c, int row, enum style style, struct str left,
                  struct str right);
/* "812 B", "34.1 KB", "2.0 MB" (of 1024). */
#define STATUS_SIZE 24
void status_size(uint64_t bytes, char out[STATUS_SIZE]);

#endif
