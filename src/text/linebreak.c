/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two ways through a text.
 *
 * The short one: Han, the common Chinese marks, Latin letters, digits and
 * spaces fall in nine classes, and whether a line may end between two of them
 * is one bit of a table.  That is most of a newspaper.
 *
 * The long one, for all else: the stretch from the last break found to the next
 * pair of Han (between which there always is a break) goes to ICU.  What ICU
 * sees is a shadow of the text, where the marks that ICU 72 gets wrong for
 * Chinese have become ones of the same length in UTF-16 that it gets right.  A
 * stretch that begins at a break needs nothing of what stands before it, for
 * ICU's rules start afresh at every break.
 *
 * Both ways give the same: the unit test compares them on random text. */
#include "baolan/text/linebreak.h"

#include "baolan/base/mem.h"
#include "baolan/text/utf8.h"

#include <stdlib.h>
#include <unicode/ubrk.h>

struct breaker {
	UBreakIterator *icu; /* opened for the first text that needs it */
	bool is_open;
	UChar *shadow;     /* the stretch in UTF-16 */
	uint32_t *offsets; /* where each unit stands in the stretch */
	size_t room;       /* units in both */
};

struct breaker *breaker_new(void)
{
	return mem_new(struct breaker);
}

void breaker_free(struct breaker *breaker)
{
	if (!breaker)
		return;
	ubrk_close(breaker->icu);
	free(breaker->shadow);
	free(breaker->offsets);
	free(breaker);
}

/* ---- the shadow ---- */

static bool is_latin(uint32_t c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
	       (c >= 0xC0 && c <= 0x24F);
}

static bool is_word(uint32_t c)
{
	return is_latin(c) || (c >= '0' && c <= '9');
}

#define WORD_JOINER 0x2060u

/* The mark that ICU shall see for c, which stands between two others (0 at the
 * ends of the text). */
static uint32_t shadow_of(uint32_t before, uint32_t c, uint32_t after)
{
	switch (c) {
	case 0x201C: /* “ */
		return 0x300C;
	case 0x201D: /* ” */
		return 0x300D;
	case 0x2018: /* ‘ */
		return is_latin(before) && is_latin(after) ? c : 0x300E;
	case 0x2019: /* ’, also an apostrophe */
		return is_latin(before) && is_latin(after) ? c : 0x300F;
	case 0xB7:   /* ·, but 3·15 stays whole */
	case 0x2022: /* • */
	case 0x2027: /* ‧ */
		return is_word(before) && is_word(after) ? c : 0x3001;
	case 0xFF5E: /* ～ */
	case 0x301C: /* 〜 */
	case 0x2013: /* – */
		return 0x3001;
	case 0x2014: /* a single — connects, two are a dash */
	case 0x2015:
		return before == c || after == c ? 0x2014 : 0x3001;
	case '/':
	case 0xFF0F:
		return utf8_is_han(before) || utf8_is_han(after) ? WORD_JOINER : c;
	case '+':
	case '#':
		return is_latin(before) || (c == '+' && before == '+') ? 'a' : c;
	default:
		return c;
	}
}

static void need_room(struct breaker *breaker, size_t units)
{
	if (units <= breaker->room)
		return;
	breaker->room = MAX(units, breaker->room * 2);
	breaker->shadow = mem_resize(breaker->shadow, breaker->room, sizeof(UChar));
	breaker->offsets =
	        mem_resize(breaker->offsets, breaker->room, sizeof(uint32_t));
}

static uint32_t char_before(struct str s, size_t at)
{
	uint32_t c = 0;
	utf8_previous(str_head(s, at), &c);
	return c;
}

static uint32_t char_at(struct str s, size_t at, size_t *ret_len)
{
	uint32_t c = 0;
	*ret_len = utf8_next(str_from(s, at), &c);
	return c;
}

/* Make the shadow of s[from..to); returns its length in UTF-16 units. */
static size_t make_shadow(struct breaker *breaker, struct str s, size_t from, size_t to)
{
	need_room(breaker, to - from);
	size_t units = 0, len, next_len;
	uint32_t before = char_before(s, from);
	uint32_t c = char_at(s, from, &len);
	for (size_t at = from; at < to;) {
		uint32_t after = char_at(s, at + len, &next_len);
		uint32_t seen = shadow_of(before, c, after);
		breaker->offsets[units] = (uint32_t)(at - from);
		if (seen >= 0x10000) {
			breaker->shadow[units++] = (UChar)(0xD7C0 + (seen >> 10));
			breaker->offsets[units] = (uint32_t)(at - from);
			seen = 0xDC00 | (seen & 0x3FF);
		}
		breaker->shadow[units++] = (UChar)seen;
		at += len;
		before = c;
		c = after;
		len = next_len;
	}
	return units;
}

/* ---- the long way ---- */

static bool is_hard_break(uint32_t c)
{
	return (c >= '\n' && c <= '\r') || c == 0x85 || c == 0x2028 || c == 0x2029;
}

/* NULL for a broken ICU: every break is then refused. */
static UBreakIterator *icu_of(struct breaker *breaker)
{
	UErrorCode status = U_ZERO_ERROR;
	if (breaker->is_open)
		return breaker->icu;
	breaker->is_open = true;
	breaker->icu = ubrk_open(UBRK_LINE, "zh@lb=strict", NULL, 0, &status);
	if (U_FAILURE(status))
		breaker->icu = NULL;
	return breaker->icu;
}

/* Mark the breaks inside s[from..to), of which both ends are breaks. */
static void find_with_icu(struct breaker *breaker, struct str s, size_t from, size_t to,
                          uint8_t *breaks)
{
	if (from == to || !icu_of(breaker))
		return;
	size_t units = make_shadow(breaker, s, from, to);
	UErrorCode status = U_ZERO_ERROR;
	ubrk_setText(breaker->icu, breaker->shadow, (int32_t)units, &status);
	if (U_FAILURE(status))
		return;
	int32_t at;
	while ((at = ubrk_next(breaker->icu)) != UBRK_DONE && (size_t)at < units) {
		bool hard = is_hard_break(breaker->shadow[at - 1]);
		breaks[from + breaker->offsets[at]] = hard ? BREAK_MUST : BREAK_MAY;
	}
}

/* ---- the short way ---- */

enum {
	HAN,    /* ID */
	OPEN,   /* OP */
	CLOSE,  /* CL */
	CRY,    /* EX: ！？ */
	COLON,  /* NS: ：； */
	DOTS,   /* IN: … */
	LETTER, /* AL */
	DIGIT,  /* NU */
	SPACE,  /* SP */
	HARD,   /* for ICU */
};
#define BIT(class) (1u << (class))

/* The classes before which no line may end, by the class that stands before. */
#define NEVER (BIT(CLOSE) | BIT(CRY) | BIT(COLON) | BIT(DOTS) | BIT(SPACE))
static const uint16_t glued[HARD] = {
	[HAN] = NEVER,
	[OPEN] = (uint16_t)~0u,
	[CLOSE] = NEVER,
	[CRY] = NEVER,
	[COLON] = NEVER,
	[DOTS] = NEVER,
	[LETTER] = NEVER | BIT(LETTER) | BIT(DIGIT),
	[DIGIT] = NEVER | BIT(LETTER) | BIT(DIGIT),
};
/* The same with spaces between the two. */
#define NEVER_SPACED (BIT(CLOSE) | BIT(CRY) | BIT(SPACE))
static const uint16_t glued_spaced[HARD] = {
	[HAN] = NEVER_SPACED,
	[OPEN] = (uint16_t)~0u,
	[CLOSE] = NEVER_SPACED | BIT(COLON),
	[CRY] = NEVER_SPACED,
	[COLON] = NEVER_SPACED,
	[DOTS] = NEVER_SPACED,
	[LETTER] = NEVER_SPACED,
	[DIGIT] = NEVER_SPACED,
};

static int class_of_ascii(unsigned char b)
{
	if ((b | 0x20) >= 'a' && (b | 0x20) <= 'z')
		return LETTER;
	if (b >= '0' && b <= '9')
		return DIGIT;
	return b == ' ' ? SPACE : HARD;
}

/* The marks of Chinese text that need no look at their neighbours. */
static int class_of_mark(uint32_t c)
{
	switch (c) {
	case 0x3001: /* 、 */
	case 0x3002: /* 。 */
	case 0xFF0C: /* ， */
	case 0xFF0E: /* ． */
	case 0xFF09: /* ） */
	case 0x201D: /* ” */
	case 0x300B: /* 》 */
	case 0x300D: /* 」 */
	case 0x300F: /* 』 */
	case 0x3009: /* 〉 */
	case 0x3011: /* 】 */
	case 0x3015: /* 〕 */
		return CLOSE;
	case 0xFF08: /* （ */
	case 0x201C: /* “ */
	case 0x300A: /* 《 */
	case 0x300C: /* 「 */
	case 0x300E: /* 『 */
	case 0x3008: /* 〈 */
	case 0x3010: /* 【 */
	case 0x3014: /* 〔 */
		return OPEN;
	case 0xFF01: /* ！ */
	case 0xFF1F: /* ？ */
		return CRY;
	case 0xFF1A: /* ： */
	case 0xFF1B: /* ； */
		return COLON;
	case 0x2026: /* … */
		return DOTS;
	default:
		return HARD;
	}
}

/* The class of the character at `at`, of which at least one byte is there. */
static inline int class_at(const unsigned char *at, size_t len, size_t *ret_len)
{
	*ret_len = 1;
	if (at[0] < 0x80)
		return class_of_ascii(at[0]);
	if (at[0] < 0xE2 || len < 3 || (at[1] & 0xC0) != 0x80 || (at[2] & 0xC0) != 0x80)
		return HARD;
	*ret_len = 3;
	if ((at[0] > 0xE4 && at[0] <= 0xE9) || (at[0] == 0xE4 && at[1] >= 0xB8))
		return HAN;
	if (at[0] != 0xE2 && at[0] != 0xE3 && at[0] != 0xEF)
		return HARD;
	return class_of_mark((at[0] & 0x0Fu) << 12 | (at[1] & 0x3Fu) << 6 |
	                     (at[2] & 0x3Fu));
}

/* Where the stretch for ICU that holds the hard character at `at` ends: between
 * two Han, after a newline, or at the end of the text. */
static size_t stretch_end(struct str s, size_t at)
{
	const unsigned char *bytes = (const unsigned char *)s.at;
	bool after_han = false;
	size_t len;
	for (; at < s.len; at += len) {
		if (bytes[at] == '\n')
			return at + 1;
		bool han = class_at(bytes + at, s.len - at, &len) == HAN;
		if (han && after_han)
			return at;
		after_han = han;
	}
	return s.len;
}

/* Mark breaks from the break at `start` on, as long as the table knows the
 * characters.  Returns where it stopped and the last break it marked. */
static size_t find_with_table(struct str s, size_t start, uint8_t *breaks,
                              size_t *ret_last_break)
{
	const unsigned char *bytes = (const unsigned char *)s.at;
	const uint16_t *table = glued;
	size_t at = start, len;
	*ret_last_break = start;
	int before = class_at(bytes + at, s.len - at, &len);
	if (before == HARD)
		return at;
	if (before == SPACE) { /* nothing to be glued to, as after Han */
		before = HAN;
		table = glued_spaced;
	}
	for (at += len; at < s.len; at += len) {
		int class = class_at(bytes + at, s.len - at, &len);
		if (class == HARD)
			break;
		if (!(table[before] & BIT(class))) {
			breaks[at] = BREAK_MAY;
			*ret_last_break = at;
		}
		table = class == SPACE ? glued_spaced : glued;
		before = class == SPACE ? before : class;
	}
	return at;
}

static void begin(struct str s, uint8_t *breaks)
{
	memset(breaks, BREAK_NONE, s.len);
	breaks[s.len] = BREAK_MUST;
}

void breaker_find(struct breaker *breaker, struct str s, uint8_t *breaks)
{
	begin(s, breaks);
	for (size_t start = 0; start < s.len;) {
		size_t last_break;
		size_t at = find_with_table(s, start, breaks, &last_break);
		if (at == s.len)
			return;
		size_t end = stretch_end(s, at);
		find_with_icu(breaker, s, last_break, end, breaks);
		if (end < s.len)
			breaks[end] = s.at[end - 1] == '\n' ? BREAK_MUST : BREAK_MAY;
		start = end;
	}
}

void breaker_find_slowly(struct breaker *breaker, struct str s, uint8_t *breaks)
{
	begin(s, breaks);
	find_with_icu(breaker, s, 0, s.len, breaks);
}

/* ---- what may stand where ---- */

/* W3C clreq, prohibition rules for line start and line end, level "basic", with
 * the ASCII forms of the same marks. */
static const uint16_t forbidden_start[] = {
	'!',    ')',    ',',    '-',    '.',    '/',    ':',    ';',    '?',
	']',    '}',    0xB7,   0x2013, 0x2014, 0x2019, 0x201D, 0x2026, 0x2027,
	0x203C, 0x2047, 0x2048, 0x2049, 0x22EF, 0x3001, 0x3002, 0x3009, 0x300B,
	0x300D, 0x300F, 0x3011, 0x3015, 0x3017, 0x30FB, 0xFF01, 0xFF09, 0xFF0C,
	0xFF0E, 0xFF0F, 0xFF1A, 0xFF1B, 0xFF1F, 0xFF3D, 0xFF5D, 0xFF5E,
};
static const uint16_t forbidden_end[] = {
	'(',    '[',    '{',    0x2018, 0x201C, 0x3008, 0x300A, 0x300C,
	0x300E, 0x3010, 0x3014, 0x3016, 0xFF08, 0xFF3B, 0xFF5B,
};
static const uint16_t hanging[] = { 0x3001, 0x3002, 0xFF0C, 0xFF0E };

static bool is_among(uint32_t c, const uint16_t *marks, size_t count)
{
	for (size_t i = 0; i < count && marks[i] <= c; i++)
		if (marks[i] == c)
			return true;
	return false;
}

bool break_forbidden_start(uint32_t c)
{
	return is_among(c, forbidden_start, ARRAY_SIZE(forbidden_start));
}

bool break_forbidden_end(uint32_t c)
{
	return is_among(c, forbidden_end, ARRAY_SIZE(forbidden_end));
}

bool break_may_hang(uint32_t c)
{
	return is_among(c, hanging, ARRAY_SIZE(hanging));
}
