/* SPDX-License-Identifier: GPL-3.0-or-later */
/* drawn.h - is a frame of frames.h on the screen, cell by cell? */
#ifndef TESTS_SCREENS_DRAWN_H
#define TESTS_SCREENS_DRAWN_H

#include "grid.h"

/* With the widths and their sureness by class, one digit and one y or n each.  What is
 * sure must be in its place; the cell of what is not may show anything.  Tells of the
 * wrong rows and returns how many they are. */
int drawn_wrong_rows(const struct grid *g, int frame, const char *cells,
                     const char *sure);

#endif
