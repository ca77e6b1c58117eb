/* SPDX-License-Identifier: GPL-3.0-or-later */
/* linebreak-rules.h - what the short way of linebreak.c knows by heart; for
 * src/text only.
 *
 * Each common character has a kind: its class in the rules of UAX #14 and its
 * width.  The rules are an automaton: a state sums up what stands before a
 * character, and the character's class then tells whether a line may end before
 * it, and the next state. */
#ifndef BAOLAN_TEXT_LINEBREAK_RULES_H
#define BAOLAN_TEXT_LINEBREAK_RULES_H

#include "baolan/text/linebreak.h"

/* In brackets the classes of UAX #14.  Each is also the state behind it. */
enum break_class {
	HAN,         /* [ID] */
	OPEN,        /* [OP] */
	CLOSE,       /* [CL] */
	CRY,         /* [EX] ！？ */
	COLON,       /* [NS] ：； */
	DOTS,        /* [IN] … and [BA] the wide space */
	LETTER,      /* [AL] */
	DIGIT,       /* [NU] */
	SPACE,       /* [SP] */
	POINT,       /* [IS] .,:; */
	PERCENT,     /* [PO] */
	HYPHEN,      /* [HY] */
	PAREN_OPEN,  /* [OP] ( [ { */
	PAREN_CLOSE, /* [CP] ) ] */
	DASH,        /* [B2] ——, as one of two */
	NEWLINE,     /* [LF] */
	LOOK,        /* what it is depends on its neighbours */
	HARD,        /* for ICU */
	CLASSES
};

/* More that can stand before a character. */
enum break_state {
	START = CLASSES, /* nothing */
	BROKEN,          /* a break that was found otherwise */
	CLOSE_SPACE,
	DASH_SPACE,
	NUMBER_POINT,
	NUMBER_CLOSE,
	NUMBER_PAREN, /* a PAREN_CLOSE */
	STATES
};

/* A kind: KIND_CLASS bits, and above them the width, UNRULED for what may join
 * others to a cluster. */
enum {
	KIND_CLASS = 31,
	KIND_WIDTH_SHIFT = 5,
	UNRULED = 3,
	UNKNOWN = HARD | UNRULED << KIND_WIDTH_SHIFT
};
/* A step: the break before the character, STEP_STOP when the rules don't tell, and
 * above them the next state. */
enum { STEP_BREAK = 3, STEP_STOP = 4, STEP_STATE_SHIFT = 3 };

enum { BREAK_BLOCK = 64, BREAK_BLOCKS = 16 };
struct break_rules {
	enum break_set set;
	uint8_t block_of[0x10000 / BREAK_BLOCK];
	uint8_t kinds[BREAK_BLOCKS][BREAK_BLOCK]; /* block 0: all UNKNOWN */
	uint8_t steps[STATES][KIND_CLASS + 1];    /* by class */
};

/* Widths are as width_set_ambiguous() says now. */
void break_rules_init(struct break_rules *rules, enum break_set set);

static inline unsigned break_kind(const struct break_rules *rules, uint32_t c)
{
	return c < 0x10000
	               ? rules->kinds[rules->block_of[c / BREAK_BLOCK]][c % BREAK_BLOCK]
	               : UNKNOWN;
}

#endif
