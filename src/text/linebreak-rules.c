/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables are spelled out as ranges, marks and rows of glue, and unfolded for
 * each breaker into ones that are quick to read.
 *
 * That the rules are ICU's (with the shadow of linebreak.c) is proven by the unit
 * test, over all short strings of classes and many long ones. */
#include "linebreak-rules.h"

#include "baolan/base/mem.h"
#include "baolan/text/utf8.h"
#include "baolan/text/width.h"

#include <assert.h>

/* ---- kinds ---- */

/* Characters that join nothing but marks, which are not among them. */
static const struct range {
	uint16_t first, last;
	uint8_t class;
} ranges[] = {
	{ '\n', '\n', NEWLINE },    { ' ', ' ', SPACE },
	{ '!', '~', HARD },         { '0', '9', DIGIT },
	{ 'A', 'Z', LETTER },       { 'a', 'z', LETTER },
	{ 0xA1, 0xAC, HARD },       { 0xAE, 0xBF, HARD },
	{ 0xC0, 0xFF, LETTER },     { 0xD7, 0xD7, HARD },
	{ 0xF7, 0xF7, HARD },       { 0x2010, 0x2027, HARD },
	{ 0x3000, 0x3000, DOTS },   { 0x3001, 0x3029, HARD },
	{ 0xFF01, 0xFF60, HARD },   { 0xFF10, 0xFF19, DIGIT },
	{ 0xFF21, 0xFF3A, LETTER }, { 0xFF41, 0xFF5A, LETTER },
};

static const struct marks {
	uint8_t class;
	const char *marks;
} marks[] = {
	{ OPEN, "（“《「『〈【〔〖" },
	{ CLOSE, "、。，）”》」』〉】〕〗}～〜–" },
	{ CRY, "！？!?" },
	{ COLON, "；" },
	{ DOTS, "…" },
	{ LETTER, "&*<=>@^_`~#" },
	{ POINT, ".,:;" },
	{ PERCENT, "%％" },
	{ HYPHEN, "-" },
	{ PAREN_OPEN, "([{" },
	{ PAREN_CLOSE, ")]" },
	{ LOOK, "—―‘’·•‧+/／．：＋－" },
};

/* Where a set differs. */
static const struct set_marks {
	enum break_set set;
	struct marks marks;
} set_marks[] = {
	{ BREAK_SET_NONE,
	  { HAN, "（“《「『〈【〔〖、。，）”》」』〉】〕〗～〜–！？；" } },
	{ BREAK_SET_NONE, { LOOK, "…-" } },
};

static uint8_t *kind_slot(struct break_rules *rules, uint32_t c)
{
	return &rules->kinds[rules->block_of[c / BREAK_BLOCK]][c % BREAK_BLOCK];
}

static uint8_t kind_of(uint32_t c, uint8_t class)
{
	return (uint8_t)(class | MAX(width_of(c), 0) << KIND_WIDTH_SHIFT);
}

static void add_range(struct break_rules *rules, const struct range *range,
                      uint8_t *blocks)
{
	for (uint32_t c = range->first; c <= range->last; c++) {
		if (!rules->block_of[c / BREAK_BLOCK])
			rules->block_of[c / BREAK_BLOCK] = (*blocks)++;
		assert(*blocks <= BREAK_BLOCKS);
		*kind_slot(rules, c) = kind_of(c, range->class);
	}
}

/* All of them share one block. */
static void add_han(struct break_rules *rules, uint8_t block)
{
	memset(&rules->block_of[0x4E00 / BREAK_BLOCK], block,
	       (0xA000 - 0x4E00) / BREAK_BLOCK);
	memset(rules->kinds[block], kind_of(0x4E00, HAN), BREAK_BLOCK);
}

static void add_marks(struct break_rules *rules, const struct marks *row)
{
	uint32_t c;
	struct str s = str_of(row->marks);
	for (size_t len; (len = utf8_next(s, &c)) > 0; s = str_from(s, len))
		*kind_slot(rules, c) = kind_of(c, row->class);
}

static bool is_known(enum break_set set)
{
	return set <= BREAK_SET_STRICT;
}

/* Of the other sets Han and newlines are all that is known by heart. */
static void forget_marks(struct break_rules *rules)
{
	uint8_t *kind = rules->kinds[0];
	for (size_t i = 0; i < sizeof(rules->kinds); i++) {
		unsigned class = kind[i] & KIND_CLASS;
		if (class != HAN && class != NEWLINE)
			kind[i] = (uint8_t)((kind[i] & ~KIND_CLASS) | HARD);
	}
}

static void fill_kinds(struct break_rules *rules)
{
	uint8_t blocks = 1; /* the first stays unknown */
	memset(rules->block_of, 0, sizeof(rules->block_of));
	memset(rules->kinds, UNKNOWN, sizeof(rules->kinds));
	add_han(rules, blocks++);
	for (size_t i = 0; i < ARRAY_SIZE(ranges); i++)
		add_range(rules, &ranges[i], &blocks);
	for (size_t i = 0; i < ARRAY_SIZE(marks); i++)
		add_marks(rules, &marks[i]);
	for (size_t i = 0; i < ARRAY_SIZE(set_marks); i++)
		if (set_marks[i].set == rules->set)
			add_marks(rules, &set_marks[i].marks);
	if (!is_known(rules->set))
		forget_marks(rules);
}

/* ---- steps ---- */

#define BIT(class) (1u << (class))
/* Never at the start of a line, not even behind spaces; and behind anything
 * else. */
#define SPACED (BIT(CLOSE) | BIT(CRY) | BIT(SPACE) | BIT(PAREN_CLOSE) | BIT(NEWLINE))
#define NEVER (SPACED | BIT(COLON) | BIT(DOTS) | BIT(POINT) | BIT(HYPHEN))
#define WORD (BIT(LETTER) | BIT(DIGIT))
#define ALL (~0u)

/* By what stands before: the classes before which no line may end, and those of
 * which only more text tells. */
static const struct row {
	uint32_t glued, unsure;
} rows[STATES] = {
	[HAN] = { NEVER | BIT(PERCENT), 0 },
	[OPEN] = { ALL, 0 },
	[CLOSE] = { NEVER, 0 },
	[CRY] = { NEVER, 0 },
	[COLON] = { NEVER, 0 },
	[DOTS] = { NEVER, 0 },
	[LETTER] = { NEVER | WORD | BIT(PERCENT) | BIT(PAREN_OPEN), 0 },
	[DIGIT] = { NEVER | WORD | BIT(PERCENT) | BIT(PAREN_OPEN), 0 },
	[SPACE] = { SPACED, BIT(POINT) },
	[POINT] = { NEVER | WORD, 0 },
	[PERCENT] = { NEVER | WORD, BIT(OPEN) | BIT(PAREN_OPEN) },
	[HYPHEN] = { NEVER | BIT(DIGIT), 0 },
	[PAREN_OPEN] = { ALL, 0 },
	[PAREN_CLOSE] = { NEVER | WORD, 0 },
	[DASH] = { NEVER | BIT(DASH), 0 },
	[START] = { ALL, 0 },
	[BROKEN] = { 0, 0 },
	[CLOSE_SPACE] = { SPACED | BIT(COLON), BIT(POINT) },
	[DASH_SPACE] = { SPACED | BIT(DASH), BIT(POINT) },
	[NUMBER_POINT] = { NEVER | WORD | BIT(PERCENT), 0 },
	[NUMBER_CLOSE] = { NEVER | BIT(PERCENT), 0 },
	[NUMBER_PAREN] = { NEVER | WORD | BIT(PERCENT), 0 },
};

static unsigned break_before(unsigned state, unsigned class)
{
	if (state == NEWLINE)
		return BREAK_MUST;
	return rows[state].glued & BIT(class) ? BREAK_NONE : BREAK_MAY;
}

/* Where the state is another one than the class behind it. */
static const struct turn {
	uint8_t state, class, next;
} turns[] = {
	{ OPEN, SPACE, OPEN },
	{ PAREN_OPEN, SPACE, OPEN },
	{ CLOSE, SPACE, CLOSE_SPACE },
	{ PAREN_CLOSE, SPACE, CLOSE_SPACE },
	{ NUMBER_CLOSE, SPACE, CLOSE_SPACE },
	{ NUMBER_PAREN, SPACE, CLOSE_SPACE },
	{ CLOSE_SPACE, SPACE, CLOSE_SPACE },
	{ DASH, SPACE, DASH_SPACE },
	{ DASH_SPACE, SPACE, DASH_SPACE },
	{ DIGIT, POINT, NUMBER_POINT },
	{ DIGIT, CLOSE, NUMBER_CLOSE },
	{ DIGIT, PAREN_CLOSE, NUMBER_PAREN },
	{ NUMBER_POINT, POINT, NUMBER_POINT },
	{ NUMBER_POINT, CLOSE, NUMBER_CLOSE },
	{ NUMBER_POINT, PAREN_CLOSE, NUMBER_PAREN },
};

static unsigned next_state(unsigned state, unsigned class)
{
	/* A hyphen that opens a line or a word is glued to what it negates. */
	if (class == HYPHEN && (state == START || break_before(state, class)))
		return POINT;
	for (size_t i = 0; i < ARRAY_SIZE(turns); i++)
		if (turns[i].state == state && turns[i].class == class)
			return turns[i].next;
	return class;
}

static uint8_t step_of(unsigned state, unsigned class)
{
	if (class >= LOOK || rows[state].unsure & BIT(class))
		return STEP_STOP;
	return (uint8_t)(next_state(state, class) << STEP_STATE_SHIFT |
	                 break_before(state, class));
}

void break_rules_init(struct break_rules *rules, enum break_set set)
{
	rules->set = set;
	fill_kinds(rules);
	for (unsigned state = 0; state < STATES; state++)
		for (unsigned class = 0; class < ARRAY_SIZE(rules->steps[0]); class ++)
			rules->steps[state][class] = step_of(state, class);
}
