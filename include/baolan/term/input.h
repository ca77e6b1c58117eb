/* SPDX-License-Identifier: GPL-3.0-or-later */
/* input.h - from what a terminal sends to keys.
 *
 * Pure: bytes go in, keys come out, so it is tested without a terminal.
 * Sequences nobody knows are swallowed whole, and so are the terminal's answers
 * (cursor position reports, device attributes, strings): no part of them is
 * ever taken for a command.  Those that probe.h asks for can be had apart from
 * the keys. */
#ifndef BAOLAN_TERM_INPUT_H
#define BAOLAN_TERM_INPUT_H

#include "baolan/base/buf.h"
#include "baolan/base/vec.h"

#include <stdint.h>

/* How long, in milliseconds, an Esc waits for what would make it a sequence; while
 * an answer of the terminal is expected, for that may come in pieces; and how long a
 * sequence that nobody types waits for its rest. */
#define INPUT_ESC_MS 25
#define INPUT_EXPECT_MS 250
#define INPUT_TORN_MS 2000

struct input_sequence {
	char bytes[16];
	uint8_t len;
	uint32_t key;
};

/* An answer of the terminal. */
struct input_answer {
	enum {
		ANSWER_CURSOR,    /* CSI row ; column R, not on row 1: that is F3 */
		ANSWER_ATTRIBUTES /* CSI ? ... c */
	} kind;
	unsigned row, column; /* from 1 */
};

struct input {
	struct buf pending;
	size_t used; /* of pending */
	bool pasting;
	bool expecting; /* set by who asked the terminal something */
	/* What input_next met, the oldest first; whoever reads it clears it. */
	VEC(struct input_answer) answers;
	VEC(struct input_sequence) learned;
};

void input_init(struct input *in);
void input_done(struct input *in);
/* A sequence from terminfo, looked at before the built-in ones.  Only what
 * starts with Esc is taken. */
void input_learn(struct input *in, struct str bytes, uint32_t key);
void input_feed(struct input *in, struct str bytes);
/* The next key (see term.h); false when more bytes are needed.  With `final`
 * no more bytes will come: a lone Esc is the key, a torn sequence is dropped.
 * Pasted text comes with KEY_MOD_PASTE, its line ends as blanks. */
bool input_next(struct input *in, bool final, uint32_t *ret_key);
/* Is the beginning of a sequence waiting for the rest? */
bool input_waits(const struct input *in);
/* For how many milliseconds it is to wait, from when its last byte came. */
int input_patience(const struct input *in);

#endif
