/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two ways through a text.
 *
 * The short one: Han, the common marks, Latin letters, digits and spaces fall in
 * few classes, and whether a line may end between two of them is told by the
 * automaton of linebreak-rules.h.  That is nearly all of a newspaper.  The same
 * look at a character gives its width, so the ruler costs little more.
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
#include "linebreak-rules.h"

#include <stdlib.h>
#include <unicode/ubrk.h>

struct breaker {
	struct iterator {
		UBreakIterator *icu; /* opened for the first text that needs it */
		bool is_open;
	} lines, phrases;
	UChar *shadow;     /* the stretch in UTF-16 */
	uint32_t *offsets; /* where each unit stands in the stretch */
	size_t room;       /* units in both */
	struct break_rules rules;
};

struct breaker *breaker_new(enum break_set set)
{
	struct breaker *breaker = mem_new(struct breaker);
	break_rules_init(&breaker->rules, set);
	return breaker;
}

void breaker_free(struct breaker *breaker)
{
	if (!breaker)
		return;
	ubrk_close(breaker->lines.icu);
	ubrk_close(breaker->phrases.icu);
	free(breaker->shadow);
	free(breaker->offsets);
	free(breaker);
}

/* ---- the sets ---- */

/* What ICU shall see: Han, a closing mark, a mark on the character before it, one
 * that joins both sides, a unit behind a number, a letter. */
enum { HAN_LIKE = 0x4E00, CLOSING = 0x3001, JOINED = 0x301, JOINER = 0x2060 };
enum { UNIT_LIKE = '%', LETTER_LIKE = 'a' };

static const struct set {
	const char *locale;
	uint16_t dash;      /* each of two — */
	uint16_t connector; /* ～ and a single — */
	uint16_t hyphen;    /* ‐ – 〜 ゠ */
	uint16_t solidus;   /* 0: beside Han a closing mark */
	bool free_marks;    /* all that are forbidden somewhere are like Han */
	bool free_dots;     /* … too */
	bool untailored;    /* no shadow at all */
} sets[BREAK_SETS] = {
	[BREAK_SET_BASIC] = { .locale = "zh@lb=strict",
	                      .dash = 0x2014,
	                      .connector = CLOSING,
	                      .hyphen = CLOSING },
	[BREAK_SET_NONE] = { .locale = "zh@lb=strict",
	                     .dash = 0x2014,
	                     .connector = HAN_LIKE,
	                     .hyphen = HAN_LIKE,
	                     .free_marks = true,
	                     .free_dots = true },
	[BREAK_SET_GB] = { .locale = "zh@lb=strict",
	                   .dash = 0x2014,
	                   .connector = CLOSING,
	                   .hyphen = CLOSING,
	                   .solidus = JOINER },
	[BREAK_SET_STRICT] = { .locale = "zh@lb=strict",
	                       .dash = CLOSING,
	                       .connector = CLOSING,
	                       .hyphen = CLOSING,
	                       .solidus = JOINER },
	[BREAK_SET_LOOSE] = { .locale = "zh@lb=loose",
	                      .dash = 0x2014,
	                      .connector = CLOSING,
	                      .hyphen = HAN_LIKE,
	                      .free_dots = true },
	[BREAK_SET_NORMAL] = { .locale = "zh@lb=normal",
	                       .dash = 0x2014,
	                       .connector = CLOSING,
	                       .hyphen = HAN_LIKE },
	[BREAK_SET_UNTAILORED] = { .locale = "root", .untailored = true },
};

/* ---- the shadow ---- */

static bool is_latin(uint32_t c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
	       (c >= 0xC0 && c <= 0x24F) || (c >= 0xFF21 && c <= 0xFF3A) ||
	       (c >= 0xFF41 && c <= 0xFF5A);
}

static bool is_digit(uint32_t c)
{
	return (c >= '0' && c <= '9') || (c >= 0xFF10 && c <= 0xFF19);
}

static bool is_word(uint32_t c)
{
	return is_latin(c) || is_digit(c);
}

/* Letters, digits and signs of the width of Han are what they are, not Han. */
static uint32_t narrow(uint32_t before, uint32_t c, uint32_t after)
{
	bool in_number =
	        is_digit(after) && (is_digit(before) || c == 0xFF0B || c == 0xFF0D);
	bool is_sign = c == 0xFF0B || c == 0xFF0D || c == 0xFF0E || c == 0xFF1A;
	return is_word(c) || (is_sign && in_number) ? c - 0xFF00 + ' ' : c;
}

static uint32_t dots_like(const struct set *set, uint32_t before, uint32_t c)
{
	if (!set->free_dots)
		return c;
	return before == c ? JOINED : HAN_LIKE;
}

static uint32_t solidus_like(const struct set *set, uint32_t before, uint32_t c,
                             uint32_t after)
{
	if (set->solidus)
		return set->solidus;
	if (c == '/' && !utf8_is_han(before) && !utf8_is_han(after))
		return c;
	return set->free_marks ? HAN_LIKE : CLOSING;
}

/* The mark that ICU shall see for c, which stands between two others (0 at the
 * ends of the text). */
static uint32_t shadow_of_mark(const struct set *set, uint32_t before, uint32_t c,
                               uint32_t after)
{
	switch (c) {
	case ' ':
		return set->solidus && (before == '/' || before == 0xFF0F)
		               ? set->solidus
		               : c;
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
		return is_word(before) && is_word(after) ? c : CLOSING;
	case 0xFF5E: /* ～ */
		return set->connector;
	case 0x2010: /* ‐ */
	case 0x2013: /* – */
	case 0x301C: /* 〜 */
	case 0x30A0: /* ゠ */
		return set->hyphen;
	case 0x2014: /* a single — connects, two are a dash */
	case 0x2015:
		return before == c || after == c ? set->dash : set->connector;
	case 0x2E3A: /* ⸺ */
		return set->dash;
	case 0x2024:
	case 0x2025:
	case 0x2026: /* … */
	case 0x22EF: /* ⋯ */
	case 0xFE19:
	case 0x10AF6:
		return dots_like(set, before, c);
	case '/':
	case 0xFF0F:
		return solidus_like(set, before, c, after);
	case '+':
	case '#':
		return is_latin(before) || (c == '+' && before == '+') ? LETTER_LIKE
		                                                       : c;
	default:
		if (c >= 0x3371 && c <= 0x33DF && is_digit(before)) /* ㎡ ㎏ */
			return UNIT_LIKE;
		return c >= 0xFF0B && c <= 0xFF5A ? narrow(before, c, after) : c;
	}
}

static bool is_forbidden_anywhere(uint32_t c);

/* Does a mark that a set leaves free stand here?  Not one within a word. */
static bool is_free(uint32_t before, uint32_t c, uint32_t after, uint32_t seen)
{
	if (c == '-')
		return utf8_is_han(before) && utf8_is_han(after);
	bool in_word = seen == c && is_word(before) && is_word(after) &&
	               (c == 0xB7 || (c >= 0x2018 && c <= 0x2027));
	return seen >= 0x80 && seen != 0x2014 && !in_word &&
	       is_forbidden_anywhere(seen);
}

static uint32_t shadow_of(const struct set *set, uint32_t before, uint32_t c,
                          uint32_t after)
{
	if (set->untailored)
		return c;
	uint32_t seen = shadow_of_mark(set, before, c, after);
	return set->free_marks && is_free(before, c, after, seen) ? HAN_LIKE : seen;
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
	const struct set *set = &sets[breaker->rules.set];
	for (size_t at = from; at < to;) {
		uint32_t after = char_at(s, at + len, &next_len);
		uint32_t seen = shadow_of(set, before, c, after);
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
static UBreakIterator *icu_of(struct iterator *it, const char *locale)
{
	UErrorCode status = U_ZERO_ERROR;
	if (it->is_open)
		return it->icu;
	it->is_open = true;
	it->icu = ubrk_open(UBRK_LINE, locale, NULL, 0, &status);
	if (U_FAILURE(status))
		it->icu = NULL;
	return it->icu;
}

/* Mark the breaks inside s[from..to), of which both ends are breaks. */
static void find_with_icu(struct breaker *breaker, struct str s, size_t from, size_t to,
                          uint8_t *breaks)
{
	UBreakIterator *icu = icu_of(&breaker->lines, sets[breaker->rules.set].locale);
	if (from == to || !icu)
		return;
	size_t units = make_shadow(breaker, s, from, to);
	UErrorCode status = U_ZERO_ERROR;
	ubrk_setText(icu, breaker->shadow, (int32_t)units, &status);
	if (U_FAILURE(status))
		return;
	int32_t at;
	while ((at = ubrk_next(icu)) != UBRK_DONE && (size_t)at < units) {
		bool hard = is_hard_break(breaker->shadow[at - 1]);
		breaks[from + breaker->offsets[at]] = hard ? BREAK_MUST : BREAK_MAY;
	}
}

/* The dictionary is the Japanese and Chinese one; only Japanese asks for it. */
void breaker_keep_phrases(struct breaker *breaker, struct str s, uint8_t *breaks)
{
	UErrorCode status = U_ZERO_ERROR;
	UBreakIterator *icu = icu_of(&breaker->phrases, "ja@lw=phrase");
	if (!s.len || !icu)
		return;
	size_t units = make_shadow(breaker, s, 0, s.len);
	ubrk_setText(icu, breaker->shadow, (int32_t)units, &status);
	for (size_t i = 1; U_SUCCESS(status) && i < units; i++)
		if (breaks[breaker->offsets[i]] == BREAK_MAY &&
		    !ubrk_isBoundary(icu, (int32_t)i))
			breaks[breaker->offsets[i]] = BREAK_NONE;
}

/* ---- the short way ---- */

/* What is filled from the start of the text to its end. */
struct finding {
	struct str s;
	uint8_t *breaks;
	uint16_t *ruler;
	bool unruled; /* a character was met that may not be a cluster */
};

static unsigned kind_of_bytes(const struct break_rules *rules, const unsigned char *at,
                              size_t left, size_t *ret_len)
{
	uint32_t c;
	*ret_len = utf8_next(str_make((const char *)at, left), &c);
	return break_kind(rules, c);
}

/* The kind of the character at `at`, of which at least one byte is there. */
static inline unsigned kind_at(const struct break_rules *rules, const unsigned char *at,
                               size_t left, size_t *ret_len)
{
	*ret_len = 1;
	if (at[0] < 0x80)
		return rules->kinds[rules->block_of[at[0] / BREAK_BLOCK]]
		                   [at[0] % BREAK_BLOCK];
	if (at[0] <= 0xE0 || at[0] >= 0xF0 || left < 3 ||
	    ((at[1] ^ 0x80) | (at[2] ^ 0x80)) & 0xC0)
		return kind_of_bytes(rules, at, left, ret_len);
	*ret_len = 3;
	return rules->kinds[rules->block_of[(at[0] & 0x0F) << 6 | (at[1] & 0x3F)]]
	                   [at[2] & 0x3F];
}

/* All of a character's bytes measure as its end does.  Four at once is quicker than
 * as many as it has: the next character puts right what is too much. */
static inline void rule(uint16_t *ruler, size_t at, uint16_t cells)
{
	uint64_t four = cells * UINT64_C(0x0001000100010001);
	memcpy(ruler + at + 1, &four, sizeof(four));
}

/* The class of a mark that depends on its neighbours is that of its shadow. */
static unsigned class_of_shadow(const struct break_rules *rules, struct str s,
                                size_t at, size_t len)
{
	size_t ignored;
	uint32_t c = char_at(s, at, &ignored), after = char_at(s, at + len, &ignored);
	uint32_t seen = shadow_of(&sets[rules->set], char_before(s, at), c, after);
	unsigned class = break_kind(rules, seen) & KIND_CLASS;
	if (class != LOOK)
		return class;
	return seen == 0x2014 ? DASH : HARD;
}

/* Han of the main block, whole and well-formed, by its bytes. */
static inline bool is_han_at(const unsigned char *p, size_t left)
{
	return left >= 3 && p[0] >= 0xE4 && p[0] <= 0xE9 &&
	       (p[0] > 0xE4 || p[1] >= 0xB8) &&
	       !(((p[1] ^ 0x80) | (p[2] ^ 0x80)) & 0xC0);
}

/* Mark breaks from `at` on, as long as the rules know the characters.  Returns
 * where it stopped.  Han behind Han, which is most of a text, needs no rules. */
static size_t find_with_rules(const struct break_rules *rules, struct finding *f,
                              size_t at, unsigned state)
{
	struct str s = f->s;
	const unsigned char *bytes = (const unsigned char *)s.at;
	uint8_t *breaks = f->breaks;
	uint16_t *ruler = f->ruler, cells = ruler[at];
	for (size_t len; at < s.len; at += len) {
		unsigned kind = kind_at(rules, bytes + at, s.len - at, &len);
		unsigned class = kind & KIND_CLASS;
		if (class == LOOK)
			class = class_of_shadow(rules, s, at, len);
		unsigned step = rules->steps[state][class];
		if (step & STEP_STOP)
			break;
		breaks[at] = step & STEP_BREAK;
		cells += (uint16_t)(kind >> KIND_WIDTH_SHIFT);
		rule(ruler, at, cells);
		state = step >> STEP_STATE_SHIFT;
		if (state != HAN)
			continue;
		for (; is_han_at(bytes + at + len, s.len - at - len); at += len) {
			breaks[at + len] = BREAK_MAY;
			cells += 2;
			rule(ruler, at + len, cells);
		}
	}
	return at;
}

/* Where the stretch for ICU that holds the hard character at `at` ends: between
 * two Han, after a newline, or at the end of the text.  It is measured on the
 * way. */
static size_t rule_stretch(const struct break_rules *rules, struct finding *f,
                           size_t at)
{
	const unsigned char *bytes = (const unsigned char *)f->s.at;
	bool after_han = false;
	uint16_t cells = f->ruler[at];
	for (size_t len; at < f->s.len; at += len) {
		unsigned kind = kind_at(rules, bytes + at, f->s.len - at, &len);
		bool han = (kind & KIND_CLASS) == HAN;
		if (han && after_han)
			return at;
		cells += (uint16_t)(kind >> KIND_WIDTH_SHIFT);
		rule(f->ruler, at, cells);
		f->unruled = f->unruled || kind == UNKNOWN;
		if (bytes[at] == '\n')
			return at + 1;
		after_han = han;
	}
	return f->s.len;
}

static void begin(struct str s, uint8_t *breaks)
{
	memset(breaks, BREAK_NONE, s.len);
	breaks[s.len] = BREAK_MUST;
}

bool breaker_measure(struct breaker *breaker, struct str s, uint8_t *breaks,
                     uint16_t *ruler)
{
	struct finding f = { .s = s, .breaks = breaks, .ruler = ruler };
	begin(s, breaks);
	ruler[0] = 0;
	size_t at = find_with_rules(&breaker->rules, &f, 0, START);
	while (at < s.len) {
		size_t from = at, to = rule_stretch(&breaker->rules, &f, at);
		while (from && !breaks[from])
			from--;
		find_with_icu(breaker, s, from, to, breaks);
		if (to == s.len)
			break;
		breaks[to] = s.at[to - 1] == '\n' ? BREAK_MUST : BREAK_MAY;
		at = find_with_rules(&breaker->rules, &f, to,
		                     breaks[to] == BREAK_MUST ? NEWLINE : BROKEN);
	}
	return !f.unruled;
}

void breaker_find(struct breaker *breaker, struct str s, uint8_t *breaks)
{
	auto_free uint16_t *ruler =
	        mem_resize(NULL, s.len + BREAKER_SLACK, sizeof(uint16_t));
	breaker_measure(breaker, s, breaks, ruler);
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
/* What ICU knows besides, of marks and signs that repeat what stands before. */
static const uint16_t repeating[] = { 0x3005, 0x301E, 0x303B, 0x309D,
	                              0x309E, 0x30FD, 0x30FE, 0xFF65 };
static const uint16_t hanging[] = { 0x3001, 0x3002, 0xFF0C, 0xFF0E };
static const uint16_t trimmed[] = {
	0x2019, 0x201D, 0x3001, 0x3002, 0x3009, 0x300B, 0x300D, 0x300F, 0x3011, 0x3015,
	0x3017, 0xFF01, 0xFF09, 0xFF0C, 0xFF0E, 0xFF1A, 0xFF1B, 0xFF1F, 0xFF3D, 0xFF5D,
};

static bool is_among(uint32_t c, const uint16_t *marks, size_t count)
{
	for (size_t i = 0; i < count && marks[i] <= c; i++)
		if (marks[i] == c)
			return true;
	return false;
}

static bool is_forbidden_anywhere(uint32_t c)
{
	return is_among(c, forbidden_start, ARRAY_SIZE(forbidden_start)) ||
	       is_among(c, forbidden_end, ARRAY_SIZE(forbidden_end)) ||
	       is_among(c, repeating, ARRAY_SIZE(repeating));
}

bool break_forbidden_start(enum break_set set, uint32_t c)
{
	if (set == BREAK_SET_NONE || set == BREAK_SET_UNTAILORED)
		return false;
	return (set == BREAK_SET_STRICT && c == 0x2E3A) ||
	       is_among(c, forbidden_start, ARRAY_SIZE(forbidden_start));
}

bool break_forbidden_end(enum break_set set, uint32_t c)
{
	if (set == BREAK_SET_NONE || set == BREAK_SET_UNTAILORED)
		return false;
	if (c == '/' || c == 0xFF0F)
		return set == BREAK_SET_GB || set == BREAK_SET_STRICT;
	return is_among(c, forbidden_end, ARRAY_SIZE(forbidden_end));
}

bool break_may_hang(uint32_t c)
{
	return is_among(c, hanging, ARRAY_SIZE(hanging));
}

bool break_may_trim(uint32_t c)
{
	return is_among(c, trimmed, ARRAY_SIZE(trimmed));
}
