/* SPDX-License-Identifier: GPL-3.0-or-later */
/* frames.h - the screens that paint.c draws and test-grid.c expects. */
#ifndef TESTS_SCREENS_FRAMES_H
#define TESTS_SCREENS_FRAMES_H

#include "baolan/term/canvas.h"

/* As many as the tests look at. */
enum { FRAMES = 8 };

/* Frame n of a text that scrolls between two borders, with a bar below. */
void frame_paint(struct canvas *c, int n);

#endif
