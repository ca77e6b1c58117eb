/* SPDX-License-Identifier: GPL-3.0-or-later */
/* term.h - the terminal: the only place that knows curses.
 *
 * Leaving, crashing and being killed put the terminal back as it was. */
#ifndef BAOLAN_TERM_TERM_H
#define BAOLAN_TERM_TERM_H

#include "baolan/base/err.h"
#include "baolan/base/str.h"
#include "baolan/term/canvas.h"
#include "baolan/text/width.h"

#include <stdint.h>

/* ERR_SYSTEM, with what to do, when there is no terminal or TERM is unknown. */
enum err term_start(struct error *err);
void term_stop(void);    /* idempotent; also runs at exit() and in a crash */
void term_suspend(void); /* ^Z: give the terminal back, stop, and resume */
/* After SIGCONT: whoever had the terminal meanwhile may have changed it. */
void term_resume(void);
void term_size(int *ret_rows, int *ret_cols);
/* After SIGWINCH: take over the new size. */
void term_resized(void);
/* Show the canvas; only what differs is sent. */
void term_show(const struct canvas *c);
/* Send everything again with the next term_show (^L). */
void term_redraw(void);
int term_input_fd(void);

/* Ask the terminal how wide it draws ambiguous characters (see probe.h).  False
 * when it can't be asked: it is too small, or of a type that would not understand.
 * What was on the screen must be sent again: it is cleared with the next frame. */
bool term_probe(void);
/* For how many milliseconds a first frame should still wait for the answer; 0: it
 * has come, it is late, or nothing was asked. */
int term_probe_wait(void);
/* True once after each answer, however late it comes (term_key takes it in).
 * *ret_widths is what width.h has, changed where the terminal was measured. */
bool term_measured(struct widths *ret_widths);

/* A key: a Unicode character, or one of KEYS_ above KEY_NAMED, with KEY_MOD_ bits
 * as needed.  Printable ASCII and Han come as
 * themselves; ^A as KEY_MOD_CTRL | 'a'. */
enum {
	KEY_MOD_CTRL = 0x1000000,
	KEY_MOD_ALT = 0x2000000,
	KEY_MOD_PASTE = 0x4000000, /* pasted text: for a prompt, never a command */
	KEY_CODE = 0xFFFFFF,       /* the key without its modifiers */
	KEY_NAMED = 0x110000,
	KEYS_UP = KEY_NAMED + 1,
	KEYS_DOWN,
	KEYS_LEFT,
	KEYS_RIGHT,
	KEYS_HOME,
	KEYS_END,
	KEYS_PAGE_UP,
	KEYS_PAGE_DOWN,
	KEYS_ENTER,
	KEYS_ESC,
	KEYS_TAB,
	KEYS_BACKTAB,
	KEYS_BACKSPACE,
	KEYS_DELETE,
	KEYS_INSERT,
	KEYS_F1, /* to F12, in a row */
	KEYS_F12 = KEYS_F1 + 11,
	KEYS_LAST
};
/* The next key that was typed; false when none is waiting.  Never blocks;
 * answers of the terminal (cursor position reports, device attributes) are
 * swallowed. */
bool term_key(uint32_t *ret_key);
/* In how many milliseconds term_key must be asked again, because an Esc may be
 * a key of its own by then; -1: not before the terminal sends more. */
int term_key_wait(void);
/* Copy text to the terminal's clipboard (OSC 52); false when it is too long. */
bool term_copy(struct str text);

/* "j", "Enter", "C-n", "Space", "A-x", "F1" <-> a key. */
bool key_parse(struct str name, uint32_t *ret_key);
void key_text(uint32_t key, char out[24]);

#endif
