/* SPDX-License-Identifier: GPL-3.0-or-later */
/* linebreak.h - where a line of Chinese text may end.
 *
 * ICU's iterator, opened once, run on a shadow of the text in which the marks that
 * ICU 72 gets wrong are replaced by ones it gets right (UAX #14; W3C clreq,
 * prohibition rules for line start and line end).  Kept whole by every set: ——,
 * ……, ⋯⋯ and ⸺, numbers with their signs and units, Latin words. */
#ifndef BAOLAN_TEXT_LINEBREAK_H
#define BAOLAN_TEXT_LINEBREAK_H

#include "baolan/base/str.h"

#include <stdint.h>

/* Which marks must not start or end a line. */
enum break_set {
	BREAK_SET_BASIC,  /* clreq, basic: what most papers do */
	BREAK_SET_NONE,   /* any mark may stand anywhere */
	BREAK_SET_GB,     /* basic; a solidus stands at neither end */
	BREAK_SET_STRICT, /* GB; and —— …… ⋯⋯ ⸺ start no line */
	/* CSS Text, line-break, in Chinese; its "strict" is within all but NONE. */
	BREAK_SET_LOOSE,
	BREAK_SET_NORMAL,
	BREAK_SET_UNTAILORED, /* UAX #14 and nothing else */
	BREAK_SETS
};

struct breaker;
struct breaker *breaker_new(enum break_set set);
void breaker_free(struct breaker *breaker);

enum {
	BREAK_NONE = 0,
	BREAK_MAY = 1,  /* a line may end before this byte */
	BREAK_MUST = 2, /* after U+000A and other hard breaks */
};
/* Fill breaks[0..s.len] (the caller's; s.len + 1 bytes) with BREAK_ values by
 * byte offset; breaks[0] is BREAK_NONE, breaks[s.len] is BREAK_MUST (which wins
 * when s is empty).  s is at most 1 GiB.  The breaker's memory is reused from
 * call to call. */
void breaker_find(struct breaker *breaker, struct str s, uint8_t *breaks);
/* The same, and a ruler: ruler[i] is the width in cells of s[0..i), modulo 65536,
 * with a character counted from its first byte on.  So the largest i up to which
 * the text fits is always the end of a character.  The ruler is the caller's,
 * s.len + BREAKER_SLACK values long.  False when the text has characters that may
 * join others to a cluster: then only the breaks are good.
 * Widths are as they were when the breaker was made. */
enum { BREAKER_SLACK = 4 };
bool breaker_measure(struct breaker *breaker, struct str s, uint8_t *breaks,
                     uint16_t *ruler);
/* Of the breaks found in s, let those stand that tear no word: what a dictionary
 * takes for one phrase stays together.  Costs ten times as much, so for headlines
 * only; an ICU that knows no phrases leaves the breaks as they are. */
void breaker_keep_phrases(struct breaker *breaker, struct str s, uint8_t *breaks);
/* The same as breaker_find without the short cut for plain Chinese: for tests. */
void breaker_find_slowly(struct breaker *breaker, struct str s, uint8_t *breaks);

/* Marks that must not start or end a line by that set (and, but for NONE, the ASCII
 * forms of the same marks), for the places where layout has to choose among bad
 * breaks.  A dash and dots are told as single ones. */
bool break_forbidden_start(enum break_set set, uint32_t c);
bool break_forbidden_end(enum break_set set, uint32_t c);
/* 。，、 ． and kin, which may hang past the measure. */
bool break_may_hang(uint32_t c);
/* Full-width marks of which the right half is blank: at a line's end it may be
 * trimmed (GB/T 15834, 5.1.10). */
bool break_may_trim(uint32_t c);

#endif
