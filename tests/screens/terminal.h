/* SPDX-License-Identifier: GPL-3.0-or-later */
/* terminal.h - a terminal emulator on a pseudo terminal: libvterm's cells, and
 * what a script asks about them. */
#ifndef TESTS_SCREENS_TERMINAL_H
#define TESTS_SCREENS_TERMINAL_H

#include "baolan/base/buf.h"

#include <termios.h>
#include <vterm.h>

struct terminal {
	int rows, cols;
	int master, slave; /* the slave stays open here, to be asked */
	VTerm *vt;
	VTermScreen *screen;
	VTermPos cursor;
	bool alternate, cursor_visible, mouse;
	struct termios before; /* the line's modes as it was opened */
	struct buf output;     /* the last bytes the program wrote */
	int flushed;           /* NULs of terminal_flush seen; see there */
};

/* Opens the pseudo terminal; false with errno. */
bool terminal_open(struct terminal *t, int rows, int cols);
void terminal_close(struct terminal *t);
void terminal_resize(struct terminal *t, int rows, int cols);

/* Takes in what the program wrote, without waiting; false when nothing came. */
bool terminal_read(struct terminal *t);
/* After the program's end: its last bytes may still be on their way through
 * the kernel.  Sends NULs after them; terminal_is_flushed tells when those
 * have arrived. */
void terminal_flush(struct terminal *t);
bool terminal_is_flushed(const struct terminal *t);
/* Nothing that was typed is waiting to be read. */
bool terminal_input_is_read(const struct terminal *t);

/* Types text, or one key by its name ("j", "PageDown", "C-l"); false when there
 * is no such key. */
void terminal_type(struct terminal *t, struct str text);
bool terminal_key(struct terminal *t, struct str name);

/* Adds all rows, each with a newline; empty ones at the end are left out.  Each
 * wide character stands once, blanks at a row's end are cut. */
void terminal_text(const struct terminal *t, struct buf *ret_text);
/* The cell in which text begins, the first from the top; false: not there. */
bool terminal_find(const struct terminal *t, struct str text, VTermPos *ret_pos);
/* True when the cell has that style: bold, reverse, underline, italic, coloured,
 * or plain (none of them); false for others.  *ret_known says if there is such. */
bool terminal_has_style(const struct terminal *t, VTermPos pos, struct str style,
                        bool *ret_known);
/* NULL when all is as it was before the program, else what is not. */
const char *terminal_not_restored(const struct terminal *t);

#endif
