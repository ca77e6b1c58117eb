/* SPDX-License-Identifier: GPL-3.0-or-later */
/* term.c - the one user of curses: it draws, we read.
 *
 * Rows are handed over as a whole, and only those that changed since the last
 * time, so that curses' own comparison has little left to do.  Input is decoded
 * by input.c. */
#include "baolan/term/term.h"

#include "baolan/base/clock.h"
#include "baolan/base/i18n.h"
#include "baolan/base/mem.h"
#include "baolan/term/input.h"
#include "baolan/term/probe.h"
#include "baolan/term/rescue.h"
#include "baolan/term/theme.h"
#include "baolan/text/clean.h"
#include "baolan/text/encode.h"
#include "baolan/text/utf8.h"
#include "baolan/text/width.h"

#include <curses.h>
#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#define PASTE_ON "\033[?2004h"
#define PASTE_OFF "\033[?2004l"
/* What terminals take in one OSC 52; xterm's and tmux's limits are higher. */
#define MAX_COPY 50000
#define MAX_READ ((size_t)4096)
/* How long the first frame waits for the answers of the probe, here and at the end
 * of a network; and after which time nobody expects any. */
#define PROBE_MS 300
#define PROBE_FAR_MS 1000
#define PROBE_EXPECT_MS 10000

static struct {
	SCREEN *screen;
	FILE *in;
	bool own_in; /* opened by us: standard input is not the terminal */
	struct termios before;
	struct input input;
	struct encoder *encoder; /* of what is typed; NULL: UTF-8 */
	struct buf torn;         /* the beginning of a character */
	int64_t last_input;      /* clock_ms */
	struct canvas shown;
	bool all; /* everything has to be sent again */
	bool colours;
	struct probe probe;
	int64_t asked; /* when, by clock_ms; 0: never */
	bool measured; /* an answer that nobody was told yet */
} term;

/* --- starting and stopping --- */

/* clang-format off */
static const struct {
	const char *capability;
	uint32_t key;
} learned[] = {
	{ "kcuu1", KEYS_UP },     { "kcud1", KEYS_DOWN },    { "kcub1", KEYS_LEFT },
	{ "kcuf1", KEYS_RIGHT },  { "khome", KEYS_HOME },    { "kend", KEYS_END },
	{ "kpp", KEYS_PAGE_UP },  { "knp", KEYS_PAGE_DOWN }, { "kdch1", KEYS_DELETE },
	{ "kich1", KEYS_INSERT }, { "kcbt", KEYS_BACKTAB },  { "kent", KEYS_ENTER },
};
/* clang-format on */

static const char *capability(const char *name)
{
	char id[8];
	const char *value;

	snprintf(id, sizeof(id), "%s", name);
	value = tigetstr(id);
	return value && value != (char *)-1 ? value : "";
}

static void learn_keys(void)
{
	for (size_t i = 0; i < ARRAY_SIZE(learned); i++)
		input_learn(&term.input, str_of(capability(learned[i].capability)),
		            learned[i].key);
}

static void write_all(struct str bytes)
{
	while (bytes.len) {
		ssize_t n = write(STDOUT_FILENO, bytes.at, bytes.len);
		if (n < 0 && errno != EINTR && errno != EAGAIN)
			return;
		bytes = str_from(bytes, n > 0 ? (size_t)n : 0);
	}
}

static void arm_rescue(void)
{
	auto_buf reset = BUF_INIT(4096);

	buf_add_text(&reset, PASTE_OFF);
	buf_add_text(&reset, capability("sgr0"));
	buf_add_text(&reset, capability("rmkx"));
	buf_add_text(&reset, capability("cnorm"));
	buf_add_text(&reset, capability("rmcup"));
	rescue_arm(STDOUT_FILENO, buf_str(&reset), &term.before);
}

static bool wants_colour(void)
{
	const char *no = getenv("NO_COLOR");

	return has_colors() && !(no && *no);
}

/* One pair for each style, all on the terminal's own ground. */
static void start_colours(void)
{
	term.colours = wants_colour() && start_color() == OK &&
	               use_default_colors() == OK && COLOR_PAIRS > STYLES;
	if (!term.colours)
		return;
	for (int style = 0; style < STYLES; style++)
		init_pair((short)(style + 1), theme[style].colour, -1);
}

static enum err open_input(struct error *err)
{
	int fd;

	term.own_in = !isatty(STDIN_FILENO);
	if (!term.own_in) {
		term.in = stdin;
		return ERR_OK;
	}
	fd = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
	term.in = fd < 0 ? NULL : fdopen(fd, "r");
	if (!term.in)
		return err_errno(err,
		                 _("No terminal to read keys from: try baolan read"));
	return ERR_OK;
}

static void close_input(void)
{
	if (term.own_in && term.in)
		fclose(term.in);
	term.in = NULL;
}

/* Curses' own handlers would draw and exit inside a signal; the loop gets
 * these signals instead. */
static void drop_curses_signals(void)
{
	signal(SIGTSTP, SIG_DFL);
	signal(SIGWINCH, SIG_DFL);
	signal(SIGINT, SIG_DFL);
	signal(SIGTERM, SIG_DFL);
}

static void set_modes(void)
{
	raw();
	noecho();
	nonl();
	typeahead(-1); /* a waiting key must not stop a half-sent screen */
	keypad(stdscr, TRUE);
	leaveok(stdscr, FALSE);
	scrollok(stdscr, FALSE);
}

/* Until it was left once, curses (6.4) sends what it has before each move of the
 * cursor: some twenty writes a screen, each a packet of its own on a remote line. */
static void send_screens_whole(void)
{
	def_prog_mode();
	endwin();
	refresh();
}

static enum err open_screen(struct error *err)
{
	const char *name = getenv("TERM");

	name = name && *name ? name : _("(none)");
	term.screen = newterm(NULL, stdout, term.in);
	if (!term.screen)
		return err_set(
		        err, ERR_SYSTEM,
		        _("The terminal type %s is not known here: set TERM to one "
		          "that is, such as xterm or vt100"),
		        name);
	set_term(term.screen);
	if (*capability("cup"))
		return ERR_OK;
	endwin();
	delscreen(term.screen);
	term.screen = NULL;
	return err_set(
	        err, ERR_SYSTEM,
	        _("A terminal of the type %s has no screen to draw on: try baolan "
	          "read"),
	        name);
}

enum err term_start(struct error *err)
{
	if (!isatty(STDOUT_FILENO))
		return err_set(err, ERR_SYSTEM,
		               _("Standard output is not a terminal: try baolan read"));
	enum err code = open_input(err);
	if (code)
		return code;
	tcgetattr(STDOUT_FILENO, &term.before);
	code = open_screen(err);
	if (code) {
		close_input();
		return code;
	}
	drop_curses_signals();
	set_modes();
	send_screens_whole();
	start_colours();
	input_init(&term.input);
	term.encoder = encoder_new(nl_langinfo(CODESET));
	term.torn = BUF_INIT(MAX_READ + 16);
	learn_keys();
	arm_rescue();
	atexit(term_stop);
	write_all(STR(PASTE_ON));
	term.all = true;
	return ERR_OK;
}

static void await_answers(void);

static void leave(void)
{
	write_all(STR(PASTE_OFF));
	endwin();
	/* Again behind endwin: some terminals bring a hidden cursor back with the
	 * screen before. */
	write_all(str_of(capability("cnorm")));
	tcsetattr(STDOUT_FILENO, TCSADRAIN, &term.before);
}

void term_stop(void)
{
	if (!term.screen)
		return;
	await_answers();
	leave();
	rescue_disarm();
	delscreen(term.screen);
	term.screen = NULL;
	close_input();
	input_done(&term.input);
	encoder_free(term.encoder);
	buf_done(&term.torn);
	canvas_done(&term.shown);
}

void term_resume(void)
{
	reset_prog_mode();
	set_modes();
	write_all(STR(PASTE_ON));
	term_resized();
	term_redraw();
}

void term_suspend(void)
{
	sigset_t stop, old;

	await_answers();
	leave();
	sigemptyset(&stop);
	sigaddset(&stop, SIGTSTP);
	sigprocmask(SIG_UNBLOCK, &stop, &old);
	/* The whole job, as the terminal driver would: a shell script that started
	 * us must stop too, or nobody would have the terminal. */
	kill(0, SIGTSTP);
	sigprocmask(SIG_SETMASK, &old, NULL);
	term_resume();
}

/* --- size --- */

void term_size(int *ret_rows, int *ret_cols)
{
	*ret_rows = LINES;
	*ret_cols = COLS;
}

void term_resized(void)
{
	struct winsize size;

	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row && size.ws_col)
		resizeterm(size.ws_row, size.ws_col);
	term.all = true;
}

void term_redraw(void)
{
	clearok(curscr, TRUE);
	term.all = true;
}

/* --- drawing --- */

static attr_t attributes(uint8_t look)
{
	return (look & LOOK_BOLD ? A_BOLD : 0) |
	       (look & LOOK_UNDERLINE ? A_UNDERLINE : 0) |
	       (look & LOOK_REVERSE ? A_REVERSE : 0) | (look & LOOK_DIM ? A_DIM : 0);
}

static short colour_pair(uint8_t style)
{
	return term.colours && theme[style].colour != COLOUR_OWN ? (short)(style + 1)
	                                                         : 0;
}

static void make_char(uint8_t style, const wchar_t *text, cchar_t *ret_char)
{
	setcchar(ret_char, text, attributes(theme[style].attributes),
	         colour_pair(style), NULL);
}

/* The cluster's base character and its marks.  Curses takes no second character
 * that has a width of its own: a family shows as its first.  Selectors and joiners
 * stay here, for terminals differ in what they make of them. */
static int wide_text(struct str cluster, wchar_t out[CCHARW_MAX + 1])
{
	uint32_t c;
	int n = 0, cells = 0;

	while (cluster.len && n < CCHARW_MAX) {
		cluster = str_from(cluster, utf8_next(cluster, &c));
		int width = width_of(c);
		if (width < 0 || (n == 0) != (width > 0))
			break;
		if (clean_is_unwanted(c))
			continue;
		cells += width;
		out[n++] = (wchar_t)c;
	}
	out[n] = L'\0';
	return cells;
}

/* Does it understand the usual control sequences?  Nearly all do. */
static bool speaks_ansi(void)
{
	return str_starts(str_of(capability("cup")), STR("\033["));
}

/* --- a row of curses' characters --- */

struct row {
	cchar_t *chars; /* one a column at most, and one more */
	bool *unsure;   /* the terminal may be elsewhere behind it */
	int *columns;   /* behind it */
	int n, column;
	int last; /* the column behind the last */
};

static void row_init(struct row *r, int cols)
{
	size_t room = (size_t)cols + 1;

	*r = (struct row){ .last = cols };
	r->chars = mem_resize(NULL, room, sizeof(*r->chars));
	r->unsure = mem_resize(NULL, room, sizeof(*r->unsure));
	r->columns = mem_resize(NULL, room, sizeof(*r->columns));
}

static void row_done(struct row *r)
{
	free(r->chars);
	free(r->unsure);
	free(r->columns);
}

static void row_add(struct row *r, uint8_t style, const wchar_t *text, int cells,
                    bool unsure)
{
	r->column += cells;
	make_char(style, text, &r->chars[r->n]);
	r->unsure[r->n] = unsure;
	r->columns[r->n++] = r->column;
}

/* A flag is two regional indicators, which terminals draw one or two cells wide:
 * its letters. */
static bool add_flag(struct row *r, const struct cell *cell)
{
	struct str rest = str_of(cell->text);
	uint32_t c;

	utf8_next(rest, &c);
	if (c < 0x1F1E6 || c > 0x1F1FF)
		return false;
	for (int i = 0; i < cell->width; i++) {
		wchar_t text[2] = { L' ' };
		rest = str_from(rest, utf8_next(rest, &c));
		if (c >= 0x1F1E6 && c <= 0x1F1FF)
			text[0] = (wchar_t)(L'A' + (c - 0x1F1E6));
		row_add(r, cell->style, text, 1, false);
	}
	return true;
}

/* In the last column a character that is wider than it should be would go to the
 * next row. */
static void add_unsure(struct row *r, const struct cell *cell, wchar_t *text, int cells)
{
	text[1] = r->column + 2 > r->last ? L'\0' : text[1];
	if (r->column + 2 > r->last && !width_is_sure((uint32_t)text[0]))
		text[0] = L'?';
	row_add(r, cell->style, text, cells, true);
}

/* Adds the curses characters of one cell; their widths sum up to the cell's. */
static void add_cell(struct row *r, const struct cell *cell)
{
	wchar_t text[CCHARW_MAX + 1];
	int cells = wide_text(str_of(cell->text), text);

	if (cell->width == 0 || add_flag(r, cell))
		return;
	if (cells <= 0 || cells > cell->width)
		cells = 0;
	else if (text[1] || !width_is_sure((uint32_t)text[0]))
		add_unsure(r, cell, text, cells);
	else
		row_add(r, cell->style, text, cells, false);
	for (; cells < cell->width; cells++)
		row_add(r, cell->style, L" ", 1, false);
}

static void row_fill(struct row *r, const struct canvas *c, int row)
{
	const struct cell *cells = &c->cells[(size_t)row * (size_t)c->cols];

	r->n = r->column = 0;
	for (int col = 0; col < c->cols; col++)
		add_cell(r, &cells[col]);
}

static bool row_is_sure(const struct row *r)
{
	for (int i = 0; i < r->n; i++)
		if (r->unsure[i])
			return false;
	return true;
}

/* Send what there is, and take the terminal's cursor, wherever it is, to where
 * curses has it: past curses, which would say that it is there already. */
static void send_and_place(int row, int col)
{
	char place[32];

	col = MIN(col, COLS - 1);
	move(row, col);
	refresh();
	snprintf(place, sizeof(place), "\033[%d;%dH", row + 1, col + 1);
	if (speaks_ansi())
		write_all(str_of(place));
}

/* Up to each unsure character in turn: what comes behind it has its column from the
 * cursor's address, not from the character before. */
static void send_in_steps(const struct row *r, int row)
{
	int start = 0, column = 0;

	for (int i = 0; i < r->n; i++) {
		if (!r->unsure[i] && i + 1 < r->n)
			continue;
		mvadd_wchnstr(row, column, r->chars + start, i + 1 - start);
		start = i + 1;
		column = r->columns[i];
		send_and_place(row, column);
	}
}

static bool row_changed(const struct canvas *c, int row)
{
	size_t at = (size_t)row * (size_t)c->cols;

	return term.all || memcmp(&c->cells[at], &term.shown.cells[at],
	                          (size_t)c->cols * sizeof(struct cell)) != 0;
}

static void keep_shown(const struct canvas *c)
{
	memcpy(term.shown.cells, c->cells,
	       (size_t)c->rows * (size_t)c->cols * sizeof(struct cell));
	term.all = false;
}

/* Rows with unsure characters are blanked here and sent in steps later: a blank row
 * has no place for what is left of a character that was too wide. */
static void put_rows(const struct canvas *c, struct row *r, bool *ret_steps)
{
	for (int row = 0; row < c->rows && row < LINES; row++) {
		ret_steps[row] = false;
		if (!row_changed(c, row))
			continue;
		row_fill(r, c, row);
		ret_steps[row] = !row_is_sure(r);
		if (ret_steps[row]) {
			move(row, 0);
			clrtoeol();
		} else {
			mvadd_wchnstr(row, 0, r->chars, r->n);
		}
	}
}

static void show_rows(const struct canvas *c)
{
	struct row r;
	auto_free bool *steps = mem_resize(NULL, (size_t)c->rows + 1, sizeof(*steps));

	row_init(&r, c->cols);
	put_rows(c, &r, steps);
	for (int row = 0; row < c->rows && row < LINES; row++) {
		if (!steps[row])
			continue;
		row_fill(&r, c, row);
		send_and_place(row, 0);
		send_in_steps(&r, row);
	}
	row_done(&r);
}

void term_show(const struct canvas *c)
{
	if (c->rows != term.shown.rows || c->cols != term.shown.cols) {
		canvas_resize(&term.shown, c->rows, c->cols);
		term.all = true;
	}
	show_rows(c);
	keep_shown(c);
	/* The cursor goes to what is selected even while it is hidden: braille
	 * lines and screen readers follow it. */
	move(c->cursor_row, c->cursor_col);
	curs_set(c->cursor_visible ? 1 : 0);
	refresh();
}

/* --- the probe --- */

static bool can_probe(void)
{
	/* An old charset has no such characters, or says itself how wide they are. */
	return speaks_ansi() && !term.encoder && LINES >= PROBE_ROWS &&
	       COLS >= PROBE_COLS;
}

bool term_probe(void)
{
	auto_buf query = BUF_INIT(4096);

	if (!can_probe())
		return false;
	/* Whatever curses still holds, such as the way to the other screen. */
	refresh();
	probe_add_query(&query);
	write_all(buf_str(&query));
	term.probe = (struct probe){ 0 };
	term.asked = clock_ms();
	term.input.expecting = true;
	term_redraw();
	return true;
}

int term_probe_wait(void)
{
	int64_t limit = getenv("SSH_CONNECTION") ? PROBE_FAR_MS : PROBE_MS;

	if (!term.asked || term.probe.over)
		return 0;
	return (int)MAX(limit - (clock_ms() - term.asked), 0);
}

static void take_answers(void)
{
	vec_each (answer, &term.input.answers) {
		probe_take(&term.probe, answer);
		term.measured = term.measured || term.probe.over;
	}
	vec_clear(&term.input.answers);
	if (term.probe.over || clock_ms() - term.asked > PROBE_EXPECT_MS)
		term.input.expecting = false;
}

bool term_measured(struct widths *ret_widths)
{
	if (!term.measured)
		return false;
	term.measured = false;
	*ret_widths = *width_get();
	return probe_widths(&term.probe, ret_widths);
}

/* --- input --- */

int term_input_fd(void)
{
	return fileno(term.in);
}

/* Control sequences are ASCII in every locale, so they pass here as they are. */
static void feed(struct str bytes)
{
	auto_buf text = BUF_INIT(MAX_READ * 4);

	buf_add_str(&term.torn, bytes);
	buf_consume(&term.torn, encoder_read(term.encoder, buf_str(&term.torn), &text));
	input_feed(&term.input, buf_str(&text));
}

static bool read_more(void)
{
	char bytes[MAX_READ];
	struct pollfd ready = { .fd = term_input_fd(), .events = POLLIN };
	ssize_t n;

	if (poll(&ready, 1, 0) <= 0 || !(ready.revents & POLLIN))
		return false;
	n = read(term_input_fd(), bytes, sizeof(bytes));
	if (n <= 0)
		return false;
	term.last_input = clock_ms();
	feed(str_make(bytes, (size_t)n));
	return true;
}

/* How long the beginning of a sequence still waits for its rest. */
static int64_t patience(void)
{
	return input_patience(&term.input) - (clock_ms() - term.last_input);
}

static bool next_key(uint32_t *ret_key)
{
	do {
		if (input_next(&term.input, false, ret_key))
			return true;
	} while (read_more());
	return patience() <= 0 && input_next(&term.input, true, ret_key);
}

bool term_key(uint32_t *ret_key)
{
	bool typed = next_key(ret_key);

	take_answers();
	return typed;
}

int term_key_wait(void)
{
	int64_t left = patience();

	return input_waits(&term.input) ? (int)MAX(left, 1) : -1;
}

/* Answers that are under way would else be read by the shell as if typed. */
static void await_answers(void)
{
	uint32_t key;
	int wait;

	while ((wait = term_probe_wait()) > 0) {
		struct pollfd ready = { .fd = term_input_fd(), .events = POLLIN };
		if (poll(&ready, 1, wait) > 0 && ready.revents != POLLIN)
			return;
		while (term_key(&key))
			; /* what was typed behind "quit" */
	}
}

/* --- the clipboard --- */

static void add_base64(struct buf *b, struct str s)
{
	static const char digits[] =
	        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

	for (size_t i = 0; i < s.len; i += 3) {
		uint32_t group = 0;
		for (size_t k = 0; k < 3; k++)
			group = group << 8 |
			        (i + k < s.len ? (unsigned char)s.at[i + k] : 0);
		for (size_t k = 0; k < 4; k++, group <<= 6)
			buf_add_char(b, i + k > s.len ? '=' : digits[group >> 18 & 63]);
	}
}

bool term_copy(struct str text)
{
	auto_buf b = BUF_INIT((size_t)2 * MAX_COPY);

	if (text.len > MAX_COPY)
		return false;
	buf_add_text(&b, "\033]52;c;");
	add_base64(&b, text);
	buf_add_text(&b, "\a");
	write_all(buf_str(&b));
	return true;
}
