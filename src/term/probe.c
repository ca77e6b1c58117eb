/* SPDX-License-Identifier: GPL-3.0-or-later */
/* probe.c - see probe.h.  Three columns for each character: one that moves the
 * cursor by 1 or 2 leaves it inside of its own three. */
#include "baolan/term/probe.h"

#include "baolan/base/mem.h"

enum { CONTROL = WIDTH_CLASSES, PROBED, FIRST_ROW = 3, IN_A_ROW = 5, COLUMNS = 3 };

static const char *const characters[PROBED] = {
	[WIDTH_QUOTES] = "“",  [WIDTH_DASHES] = "—",   [WIDTH_ELLIPSIS] = "…",
	[WIDTH_DOTS] = "·",    [WIDTH_ENCLOSED] = "①", [WIDTH_SYMBOLS] = "※",
	[WIDTH_LETTERS] = "α", [WIDTH_LINES] = "─",    [WIDTH_PRIVATE] = "\xEE\x80\x80",
	[CONTROL] = "中",
};

static unsigned row_of(unsigned which)
{
	return FIRST_ROW + which / IN_A_ROW;
}

static unsigned column_of(unsigned which)
{
	return 1 + which % IN_A_ROW * COLUMNS;
}

void probe_add_query(struct buf *b)
{
	for (unsigned i = 0; i < PROBED; i++)
		buf_printf(b, "\033[%u;%uH%s\033[6n", row_of(i), column_of(i),
		           characters[i]);
	for (unsigned row = FIRST_ROW; row <= row_of(PROBED - 1); row++)
		buf_printf(b, "\033[%u;1H\033[K", row);
	buf_add_text(b, "\033[c");
}

void probe_take(struct probe *p, const struct input_answer *answer)
{
	if (answer->kind == ANSWER_ATTRIBUTES) {
		p->over = true;
		return;
	}
	if (answer->row < FIRST_ROW || answer->column < 2)
		return;
	unsigned at = answer->column - 1;
	unsigned which = (answer->row - FIRST_ROW) * IN_A_ROW + at / COLUMNS;
	if (at / COLUMNS >= IN_A_ROW || which >= PROBED || at % COLUMNS == 0)
		return;
	p->cells[which] = (uint8_t)(at % COLUMNS);
	if (!memchr(p->cells, 0, PROBED))
		p->over = true; /* no fence is needed */
}

bool probe_widths(const struct probe *p, struct widths *widths)
{
	if (p->cells[CONTROL] != 2)
		return false;
	for (int class = 0; class < WIDTH_CLASSES; class ++) {
		if (!p->cells[class])
			continue;
		widths->cells[class] = p->cells[class];
		widths->sure[class] = true;
	}
	return true;
}
