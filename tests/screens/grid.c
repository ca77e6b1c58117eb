/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "grid.h"

#include "baolan/base/mem.h"
#include "baolan/text/utf8.h"

#include <stdlib.h>
#include <unicode/uchar.h>

enum { MAX_NUMBERS = 16 };

static const struct grid_cell blank = { ' ', 0 };

/* ---- widths ---- */

static bool is_mixed_wide(uint32_t c)
{
	return (c >= 0x2018 && c <= 0x201D) || (c >= 0x2160 && c <= 0x2188) ||
	       (c >= 0x2460 && c <= 0x24FF);
}

static int ambiguous_width(const struct grid *g, uint32_t c)
{
	if (g->width == GRID_MIXED)
		return is_mixed_wide(c) ? 2 : 1;
	return g->width == GRID_WIDE ? 2 : 1;
}

int grid_char_width(const struct grid *g, uint32_t c)
{
	UChar32 u = (UChar32)c;
	int8_t type = u_charType(u);
	if (type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK ||
	    type == U_FORMAT_CHAR)
		return 0;
	if (g->old_emoji && u_hasBinaryProperty(u, UCHAR_EMOJI_PRESENTATION))
		return 1;
	switch ((UEastAsianWidth)u_getIntPropertyValue(u, UCHAR_EAST_ASIAN_WIDTH)) {
	case U_EA_WIDE:
	case U_EA_FULLWIDTH:
		return 2;
	case U_EA_AMBIGUOUS:
		return ambiguous_width(g, c);
	default:
		return 1;
	}
}

/* ---- cells ---- */

static struct grid_cell *cell_at(const struct grid *g, int row, int col)
{
	return &g->cells[row * g->cols + col];
}

const struct grid_cell *grid_at(const struct grid *g, int row, int col)
{
	return cell_at(g, row, col);
}

static void clear(struct grid *g, int row, int from, int to)
{
	for (int col = MAX(from, 0); col < MIN(to, g->cols); col++)
		*cell_at(g, row, col) = blank;
}

/* What lost its other half is blank. */
static void mend(struct grid *g, int row)
{
	for (int col = 0; col < g->cols; col++) {
		struct grid_cell *cell = cell_at(g, row, col);
		bool wide = cell->c && grid_char_width(g, cell->c) == 2;
		bool has_right = col + 1 < g->cols && !cell[1].c;
		if (wide && !has_right)
			*cell = blank;
		if (!cell->c &&
		    (col == 0 || !cell[-1].c || grid_char_width(g, cell[-1].c) != 2))
			*cell = blank;
	}
}

static void move_rows(struct grid *g, int from, int to, int n)
{
	size_t row = (size_t)g->cols * sizeof(struct grid_cell);
	if (n > 0)
		memmove(cell_at(g, to, 0), cell_at(g, from, 0), (size_t)n * row);
}

/* Rows top..bottom go up by n, or down by -n. */
static void scroll(struct grid *g, int top, int bottom, int n)
{
	int height = bottom - top + 1, by = MIN(abs(n), height);
	if (n > 0)
		move_rows(g, top + by, top, height - by);
	else
		move_rows(g, top, top + by, height - by);
	for (int i = 0; i < by; i++)
		clear(g, n > 0 ? bottom - i : top + i, 0, g->cols);
}

static void line_feed(struct grid *g)
{
	if (g->row == g->bottom)
		scroll(g, g->top, g->bottom, 1);
	else if (g->row < g->rows - 1)
		g->row++;
}

static void reverse_feed(struct grid *g)
{
	if (g->row == g->top)
		scroll(g, g->top, g->bottom, -1);
	else if (g->row > 0)
		g->row--;
}

static void shift(struct grid *g, int n)
{
	struct grid_cell *row = cell_at(g, g->row, 0);
	int col = MIN(g->col, g->cols - 1), by = MIN(abs(n), g->cols - col);
	size_t kept = (size_t)(g->cols - col - by) * sizeof(*row);
	if (n > 0) {
		memmove(row + col + by, row + col, kept);
		clear(g, g->row, col, col + by);
	} else {
		memmove(row + col, row + col + by, kept);
		clear(g, g->row, g->cols - by, g->cols);
	}
	mend(g, g->row);
}

static void put(struct grid *g, uint32_t c)
{
	int cells = grid_char_width(g, c);
	if (cells == 0) {
		int col = MIN(g->col, g->cols) - 1;
		if (col > 0 && !cell_at(g, g->row, col)->c)
			col--;
		if (col >= 0)
			cell_at(g, g->row, col)->marks++;
		return;
	}
	if (g->col + cells > g->cols) {
		g->col = 0;
		line_feed(g);
	}
	if (g->insert)
		shift(g, cells);
	*cell_at(g, g->row, g->col) = (struct grid_cell){ c, 0 };
	if (cells == 2)
		*cell_at(g, g->row, g->col + 1) = (struct grid_cell){ 0, 0 };
	mend(g, g->row);
	g->col += cells;
	g->last = c;
}

static void place(struct grid *g, int row, int col)
{
	g->row = MIN(MAX(row, 0), g->rows - 1);
	g->col = MIN(MAX(col, 0), g->cols - 1);
}

static void control(struct grid *g, unsigned char c)
{
	if (c == '\r')
		g->col = 0;
	else if (c == '\n' || c == '\v' || c == '\f')
		line_feed(g);
	else if (c == '\b')
		place(g, g->row, MIN(g->col, g->cols - 1) - 1);
	else if (c == '\t')
		place(g, g->row, (g->col / 8 + 1) * 8);
}

/* ---- control sequences ---- */

struct csi {
	char mark; /* ? > ! or 0 */
	int numbers[MAX_NUMBERS], n;
	char letter;
};

/* Number i, with 0 and absence meaning `absent`. */
static int number(const struct csi *s, int i, int absent)
{
	return i < s->n && s->numbers[i] ? s->numbers[i] : absent;
}

static void csi_place(struct grid *g, const struct csi *s)
{
	place(g, number(s, 0, 1) - 1, number(s, 1, 1) - 1);
}

static void csi_up(struct grid *g, const struct csi *s)
{
	place(g, g->row - number(s, 0, 1), g->col);
}

static void csi_down(struct grid *g, const struct csi *s)
{
	place(g, g->row + number(s, 0, 1), g->col);
}

static void csi_right(struct grid *g, const struct csi *s)
{
	place(g, g->row, g->col + number(s, 0, 1));
}

static void csi_left(struct grid *g, const struct csi *s)
{
	place(g, g->row, MIN(g->col, g->cols - 1) - number(s, 0, 1));
}

static void csi_column(struct grid *g, const struct csi *s)
{
	place(g, g->row, number(s, 0, 1) - 1);
}

static void csi_row(struct grid *g, const struct csi *s)
{
	place(g, number(s, 0, 1) - 1, g->col);
}

static void csi_back_tab(struct grid *g, const struct csi *s)
{
	place(g, g->row, ((g->col + 7) / 8 - number(s, 0, 1)) * 8);
}

static void csi_erase_screen(struct grid *g, const struct csi *s)
{
	int what = number(s, 0, 0);
	for (int row = 0; row < g->rows; row++) {
		if (row == g->row && what < 2)
			clear(g, row, what ? 0 : g->col, what ? g->col + 1 : g->cols);
		else if (what >= 2 || (row > g->row) == (what == 0))
			clear(g, row, 0, g->cols);
		mend(g, row);
	}
}

static void csi_erase_row(struct grid *g, const struct csi *s)
{
	int what = number(s, 0, 0), col = MIN(g->col, g->cols - 1);
	clear(g, g->row, what ? 0 : col, what == 1 ? col + 1 : g->cols);
	mend(g, g->row);
}

static void csi_erase_chars(struct grid *g, const struct csi *s)
{
	clear(g, g->row, g->col, g->col + number(s, 0, 1));
	mend(g, g->row);
}

static void csi_insert_rows(struct grid *g, const struct csi *s)
{
	if (g->row >= g->top && g->row <= g->bottom)
		scroll(g, g->row, g->bottom, -number(s, 0, 1));
}

static void csi_delete_rows(struct grid *g, const struct csi *s)
{
	if (g->row >= g->top && g->row <= g->bottom)
		scroll(g, g->row, g->bottom, number(s, 0, 1));
}

static void csi_insert_chars(struct grid *g, const struct csi *s)
{
	shift(g, number(s, 0, 1));
}

static void csi_delete_chars(struct grid *g, const struct csi *s)
{
	shift(g, -number(s, 0, 1));
}

static void csi_scroll_up(struct grid *g, const struct csi *s)
{
	scroll(g, g->top, g->bottom, number(s, 0, 1));
}

static void csi_scroll_down(struct grid *g, const struct csi *s)
{
	scroll(g, g->top, g->bottom, -number(s, 0, 1));
}

static void csi_region(struct grid *g, const struct csi *s)
{
	g->top = number(s, 0, 1) - 1;
	g->bottom = MIN(number(s, 1, g->rows), g->rows) - 1;
	place(g, 0, 0);
}

static void csi_repeat(struct grid *g, const struct csi *s)
{
	for (int i = 0; i < number(s, 0, 1); i++)
		put(g, g->last);
}

static void csi_report(struct grid *g, const struct csi *s)
{
	if (number(s, 0, 0) == 6 && !g->no_cursor)
		buf_printf(&g->answers, "\033[%d;%dR", g->row + 1,
		           MIN(g->col, g->cols - 1) + 1);
}

static void csi_attributes(struct grid *g, const struct csi *s)
{
	if (!s->mark && !g->no_attributes)
		buf_add_text(&g->answers, "\033[?62;22c");
}

/* Of the modes only those count that change cells. */
static void csi_mode(struct grid *g, const struct csi *s)
{
	bool set = s->letter == 'h';
	if (!s->mark && number(s, 0, 0) == 4)
		g->insert = set;
	if (s->mark != '?' || number(s, 0, 0) != 1049)
		return;
	for (int row = 0; row < g->rows; row++)
		clear(g, row, 0, g->cols);
}

static void csi_nothing(struct grid *g, const struct csi *s)
{
	(void)g;
	(void)s;
}

static void (*const csi_by_letter[128])(struct grid *g, const struct csi *s) = {
	['H'] = csi_place,        ['f'] = csi_place,        ['A'] = csi_up,
	['B'] = csi_down,         ['C'] = csi_right,        ['D'] = csi_left,
	['G'] = csi_column,       ['`'] = csi_column,       ['d'] = csi_row,
	['Z'] = csi_back_tab,     ['J'] = csi_erase_screen, ['K'] = csi_erase_row,
	['X'] = csi_erase_chars,  ['L'] = csi_insert_rows,  ['M'] = csi_delete_rows,
	['@'] = csi_insert_chars, ['P'] = csi_delete_chars, ['S'] = csi_scroll_up,
	['T'] = csi_scroll_down,  ['r'] = csi_region,       ['b'] = csi_repeat,
	['n'] = csi_report,       ['c'] = csi_attributes,   ['h'] = csi_mode,
	['l'] = csi_mode,         ['m'] = csi_nothing,      ['t'] = csi_nothing,
	['g'] = csi_nothing,      ['q'] = csi_nothing,      ['p'] = csi_nothing,
};

static void parse_csi(struct str body, struct csi *ret_csi)
{
	*ret_csi = (struct csi){ .letter = body.at[body.len - 1] };
	body.len--;
	if (body.len && body.at[0] >= '<') {
		ret_csi->mark = body.at[0];
		body = str_from(body, 1);
	}
	while (body.at && ret_csi->n < MAX_NUMBERS) {
		unsigned long value = 0;
		str_number(str_cut(&body, ';'), 9999, &value);
		ret_csi->numbers[ret_csi->n++] = (int)value;
	}
}

/* Returns how many bytes of s are done with; 0: more are needed. */
static size_t take_csi(struct grid *g, struct str s)
{
	size_t i = 2;
	struct csi csi;
	while (i < s.len && s.at[i] >= 0x20 && s.at[i] < 0x40)
		i++;
	if (i == s.len)
		return 0;
	parse_csi(str_make(s.at + 2, i - 1), &csi);
	unsigned char letter = (unsigned char)csi.letter;
	if (letter < 128 && csi_by_letter[letter])
		csi_by_letter[letter](g, &csi);
	else
		g->unknown++;
	return i + 1;
}

/* OSC and the like, to BEL or Esc \ */
static size_t take_string(struct grid *g, struct str s)
{
	for (size_t i = 2; i < s.len; i++) {
		bool bel = s.at[i] == '\a';
		bool st = s.at[i] == '\033' && i + 1 < s.len && s.at[i + 1] == '\\';
		if (!bel && !st)
			continue;
		buf_add(&g->strings, s.at + 2, i - 2);
		buf_add_char(&g->strings, '\n');
		return i + (bel ? 1 : 2);
	}
	return 0;
}

static size_t take_escape(struct grid *g, struct str s)
{
	if (s.len < 2)
		return 0;
	switch (s.at[1]) {
	case '[':
		return take_csi(g, s);
	case ']':
	case 'P':
	case 'k':
		return take_string(g, s);
	case '(':
	case ')':
	case '#':
		return s.len < 3 ? 0 : 3;
	case 'D':
		line_feed(g);
		return 2;
	case 'M':
		reverse_feed(g);
		return 2;
	case 'E':
		g->col = 0;
		line_feed(g);
		return 2;
	case '7':
		g->saved_row = g->row;
		g->saved_col = g->col;
		return 2;
	case '8':
		place(g, g->saved_row, g->saved_col);
		return 2;
	default:
		g->unknown += !strchr("=>cgHNO\\", s.at[1]);
		return 2;
	}
}

static size_t take_char(struct grid *g, struct str s)
{
	unsigned char lead = (unsigned char)s.at[0];
	size_t want = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
	uint32_t c;
	if (s.len < want)
		return 0;
	size_t used = utf8_next(s, &c);
	put(g, c);
	return used;
}

static size_t take_one(struct grid *g, struct str s)
{
	unsigned char c = (unsigned char)s.at[0];
	if (c == '\033')
		return take_escape(g, s);
	if (c >= 0x20 && c != 0x7F)
		return take_char(g, s);
	control(g, c);
	return 1;
}

void grid_write(struct grid *g, struct str bytes)
{
	buf_add_str(&g->pending, bytes);
	size_t done = 0;
	while (done < g->pending.len) {
		size_t used = take_one(g, str_from(buf_str(&g->pending), done));
		if (!used)
			break;
		done += used;
	}
	buf_consume(&g->pending, done);
}

void grid_init(struct grid *g, int rows, int cols, enum grid_width width)
{
	*g = (struct grid){
		.rows = rows, .cols = cols, .width = width, .bottom = rows - 1
	};
	g->cells =
	        mem_resize(NULL, (size_t)rows * (size_t)cols, sizeof(struct grid_cell));
	for (int row = 0; row < rows; row++)
		clear(g, row, 0, cols);
	g->pending = g->answers = g->strings = BUF_INIT(BUF_MAX_TEXT);
}

void grid_done(struct grid *g)
{
	free(g->cells);
	buf_done(&g->pending);
	buf_done(&g->answers);
	buf_done(&g->strings);
}

void grid_add_row(const struct grid *g, int row, struct buf *ret_text)
{
	char bytes[8];
	size_t end = ret_text->len;
	for (int col = 0; col < g->cols; col++) {
		uint32_t c = cell_at(g, row, col)->c;
		if (c)
			buf_add(ret_text, bytes, utf8_put(c, bytes));
		if (c && c != ' ')
			end = ret_text->len;
	}
	buf_cut(ret_text, end);
}
