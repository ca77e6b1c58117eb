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
#include "baolan/term/rescue.h"
#include "baolan/term/theme.h"
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
 * that has a width of its own: a flag or a family shows as its first. */
static int wide_text(const struct cell *cell, wchar_t out[CCHARW_MAX + 1])
{
	struct str rest = str_of(cell->text);
	uint32_t c;
	int n = 0, cells = 0;

	while (rest.len && n < CCHARW_MAX) {
		rest = str_from(rest, utf8_next(rest, &c));
		int width = width_of(c);
		if (width < 0 || (n == 0) != (width > 0))
			break;
		cells += width;
		out[n++] = (wchar_t)c;
	}
	out[n] = L'\0';
	return cells;
}

/* Adds the curses characters of one cell; their widths sum up to the cell's. */
static int add_cell(const struct cell *cell, cchar_t *out)
{
	wchar_t text[CCHARW_MAX + 1];
	int n = 0, cells = wide_text(cell, text);

	if (cells > 0 && cells <= cell->width)
		make_char(cell->style, text, &out[n++]);
	else
		cells = 0;
	for (; cells < cell->width; cells++)
		make_char(cell->style, L" ", &out[n++]);
	return n;
}

static void show_row(const struct canvas *c, int row)
{
	const struct cell *cells = &c->cells[(size_t)row * (size_t)c->cols];
	auto_free cchar_t *out = mem_resize(NULL, (size_t)c->cols + 1, sizeof(cchar_t));
	int n = 0;

	for (int col = 0; col < c->cols; col++)
		n += add_cell(&cells[col], out + n);
	mvadd_wchnstr(row, 0, out, n);
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

void term_show(const struct canvas *c)
{
	if (c->rows != term.shown.rows || c->cols != term.shown.cols) {
		canvas_resize(&term.shown, c->rows, c->cols);
		term.all = true;
	}
	for (int row = 0; row < c->rows && row < LINES; row++)
		if (row_changed(c, row))
			show_row(c, row);
	keep_shown(c);
	/* The cursor goes to what is selected even while it is hidden: braille
	 * lines and screen readers follow it. */
	move(c->cursor_row, c->cursor_col);
	curs_set(c->cursor_visible ? 1 : 0);
	refresh();
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

static bool has_waited(void)
{
	return clock_ms() - term.last_input >= INPUT_ESC_MS;
}

bool term_key(uint32_t *ret_key)
{
	do {
		if (input_next(&term.input, false, ret_key))
			return true;
	} while (read_more());
	return has_waited() && input_next(&term.input, true, ret_key);
}

int term_key_wait(void)
{
	int64_t left = INPUT_ESC_MS - (clock_ms() - term.last_input);

	return input_waits(&term.input) ? (int)MAX(left, 1) : -1;
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
