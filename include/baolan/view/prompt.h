/* SPDX-License-Identifier: GPL-3.0-or-later */
/* prompt.h - one line of text that the reader edits.
 *
 * A state machine fed keys, never a loop of its own.  Pasted text is inserted
 * and never acts. */
#ifndef BAOLAN_VIEW_PROMPT_H
#define BAOLAN_VIEW_PROMPT_H

#include "baolan/base/vec.h"
#include "baolan/term/canvas.h"

#include <stdint.h>

/* What was entered in this run at prompts of one kind, the latest last. */
struct prompt_history {
	VEC(char *) lines;
};
void prompt_history_done(struct prompt_history *history);

enum prompt_state { PROMPT_EDITING, PROMPT_ENTERED, PROMPT_LEFT };

/* The nth text that can complete `typed`, or NULL; borrowed. */
typedef const char *prompt_complete_fn(struct str typed, unsigned n);

struct prompt {
	char *label;
	struct buf text;
	size_t cursor;                  /* byte in text, at the start of a cluster */
	bool one_key;                   /* the first key is the answer */
	struct prompt_history *history; /* NULL: none */
	size_t history_at;              /* lines.len: the line being written */
	char *draft;                    /* that line, while an older one is shown */
	prompt_complete_fn *complete;   /* NULL: none */
	char *completing;               /* what was typed before the first Tab */
	unsigned completion;
};

void prompt_init(struct prompt *p, const char *label);
void prompt_done(struct prompt *p);
void prompt_set(struct prompt *p, struct str text);
/* When PROMPT_ENTERED, the text is in p->text and in the history. */
enum prompt_state prompt_key(struct prompt *p, uint32_t key);
/* On one row of the canvas; the terminal's cursor goes to where one writes. */
void prompt_paint(const struct prompt *p, struct canvas *c, int row);

#endif
