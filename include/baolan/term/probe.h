/* SPDX-License-Identifier: GPL-3.0-or-later */
/* probe.h - how wide does this terminal draw ambiguous characters?
 *
 * Pure: the bytes to send, and what the answers mean.  One character of each class
 * of width.h is printed at a place of its own, each followed by a question for the
 * cursor's position (CSI 6n); a character that all terminals draw alike is the
 * control, and a question that every terminal answers (CSI c, the device
 * attributes) the fence behind which nothing more will come.
 *
 * Each answer tells by its place which character it is about, so lost, doubled and
 * late ones do no harm.  No character stands on row 1: CSI 1;2R is Shift-F3. */
#ifndef BAOLAN_TERM_PROBE_H
#define BAOLAN_TERM_PROBE_H

#include "baolan/base/buf.h"
#include "baolan/term/input.h"
#include "baolan/text/width.h"

/* The smallest screen that has room for it. */
enum { PROBE_ROWS = 4, PROBE_COLS = 16 };

struct probe {
	uint8_t cells[WIDTH_CLASSES + 1]; /* the last is the control; 0: no answer */
	bool over;                        /* the fence was answered */
};

/* What to send.  It writes over rows 3 and 4, blanks them again and leaves the
 * cursor on row 4. */
void probe_add_query(struct buf *b);
/* Takes in one answer. */
void probe_take(struct probe *p, const struct input_answer *answer);
/* Changes the classes that were measured; false, and nothing changed, when the
 * control was not or is not 2 cells: then the terminal draws no UTF-8 or answers at
 * random. */
bool probe_widths(const struct probe *p, struct widths *widths);

#endif
