/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Terminals that draw ambiguous characters narrow, wide, or some of each; that
 * answer at once, late, in pieces or never: the widths are found out, every row and
 * border is where it should be, and no answer becomes a key. */
#include "baolan/base/clock.h"
#include "baolan/base/mem.h"
#include "baolan/text/width.h"
#include "drawn.h"
#include "frames.h"
#include "grid.h"
#include "session.h"

#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

enum { ROWS = 24, COLS = 80, DEADLINE_MS = 20000, LOOK_MS = 5 };

/* One terminal with the program on it. */
struct scene {
	struct grid grid;
	struct session session;
	int master, slave;
	int64_t delay_ms;    /* of the answers; -1: they are held back */
	int64_t answer_from; /* when they may be sent */
	bool torn;           /* byte by byte */
	int typed;
	/* what the program told last */
	int frame, keys;
	char cells[WIDTH_CLASSES + 1], sure[WIDTH_CLASSES + 1];
	int told; /* how often */
};

static int checks, failures;

__attribute__((format(printf, 2, 3))) static void check(bool holds, const char *format,
                                                        ...)
{
	va_list args;
	checks++;
	failures += !holds;
	printf("%s %d - ", holds ? "ok" : "not ok", checks);
	va_start(args, format);
	vprintf(format, args);
	va_end(args);
	putchar('\n');
}

/* ---- the terminal's side ---- */

static void scene_run(struct scene *s, const char *term, enum grid_width width,
                      char *const argv[])
{
	struct winsize size = { .ws_row = ROWS, .ws_col = COLS };
	*s = (struct scene){ .frame = -1 };
	setenv("TERM", term, 1);
	grid_init(&s->grid, ROWS, COLS, width);
	if (openpty(&s->master, &s->slave, NULL, NULL, &size) < 0 ||
	    !session_start(&s->session, argv, s->slave)) {
		printf("Bail out! no terminal: %s\n", strerror(errno));
		exit(1);
	}
	fcntl(s->master, F_SETFL, O_RDWR | O_NONBLOCK);
}

static void scene_start(struct scene *s, const char *term, enum grid_width width,
                        char *ambiguous)
{
	auto_free char *program =
	        mem_printf("%s/tests/screens/paint", getenv("builddir"));
	char *argv[] = { program, ambiguous, NULL };
	scene_run(s, term, width, argv);
}

static void scene_end(struct scene *s)
{
	session_end(&s->session);
	grid_done(&s->grid);
	close(s->master);
	close(s->slave);
}

static void send_bytes(struct scene *s, const char *bytes, size_t len)
{
	if (write(s->master, bytes, len) != (ssize_t)len)
		exit(1);
}

static void type(struct scene *s, char key)
{
	send_bytes(s, &key, 1);
	s->typed++;
}

static bool input_is_read(const struct scene *s)
{
	int waiting = 0;
	return ioctl(s->slave, FIONREAD, &waiting) < 0 || waiting == 0;
}

/* All at once, or one byte each time the one before was read. */
static void send_answers(struct scene *s)
{
	struct buf *answers = &s->grid.answers;
	size_t len = s->torn ? MIN(answers->len, 1) : answers->len;
	if (!answers->len || s->delay_ms < 0)
		return;
	if (!s->answer_from)
		s->answer_from = clock_ms() + s->delay_ms;
	if (clock_ms() < s->answer_from || (s->torn && !input_is_read(s)))
		return;
	send_bytes(s, answers->at, len);
	buf_consume(answers, len);
	if (!answers->len)
		s->answer_from = 0;
}

static void hear(struct scene *s)
{
	for (struct str rest = buf_str(&s->grid.strings); rest.len;) {
		auto_free char *line = str_dup(str_cut(&rest, '\n'));
		s->told += sscanf(line, "777;frame %d keys %d widths %9s %9s",
		                  &s->frame, &s->keys, s->cells, s->sure) == 4;
	}
	buf_clear(&s->grid.strings);
}

static void take_in(struct scene *s)
{
	static char bytes[16384];
	struct pollfd from = { .fd = s->master, .events = POLLIN };
	ssize_t got;
	poll(&from, 1, LOOK_MS);
	while ((got = read(s->master, bytes, sizeof(bytes))) > 0)
		grid_write(&s->grid, str_make(bytes, (size_t)got));
	hear(s);
	send_answers(s);
}

/* Until the program told frame n again, after all that was typed. */
static bool wait_frame(struct scene *s, int n)
{
	int64_t end = clock_ms() + DEADLINE_MS;
	while (s->frame != n || s->keys < s->typed)
		if (clock_ms() > end)
			return false;
		else
			take_in(s);
	return true;
}

static bool wait_told(struct scene *s, int times)
{
	int64_t end = clock_ms() + DEADLINE_MS;
	while (s->told < times)
		if (clock_ms() > end)
			return false;
		else
			take_in(s);
	return true;
}

static bool wait_answered(struct scene *s)
{
	int64_t end = clock_ms() + DEADLINE_MS;
	while (s->grid.answers.len || !input_is_read(s))
		if (clock_ms() > end)
			return false;
		else
			take_in(s);
	return true;
}

/* ---- what should be seen ---- */

static int wrong_rows(const struct scene *s)
{
	return drawn_wrong_rows(&s->grid, s->frame, s->cells, s->sure);
}

/* Frames forward, and in the middle one drawn anew, which measures anew: a terminal
 * that answers gets the frame twice. */
static int play_frames(struct scene *s)
{
	int wrong = 0, tells = 1;
	for (int n = 0; n < FRAMES; n++) {
		bool again = n == FRAMES / 2;
		if (n)
			type(s, again ? 'r' : 'n');
		tells += again && !s->grid.no_cursor ? 2 : n > 0;
		if (!wait_told(s, tells))
			return ROWS;
		wrong += wrong_rows(s);
	}
	return wrong;
}

static bool widths_are(const struct scene *s, const char *cells, const char *sure)
{
	bool same = strcmp(s->cells, cells) == 0 && strcmp(s->sure, sure) == 0;
	if (!same)
		printf("# widths %s %s\n", s->cells, s->sure);
	return same;
}

/* ---- the cases ---- */

static const char *const terms[] = { "xterm-256color", "screen-256color",
	                             "tmux-256color", "linux", "vt100" };
static const struct {
	enum grid_width width;
	const char *name, *cells;
} kinds[] = {
	{ GRID_NARROW, "narrow", "111111111" },
	{ GRID_WIDE, "wide", "222222222" },
	{ GRID_MIXED, "mixed", "211121111" },
};
#define SURE "yyyyyyyyy"
#define UNSURE "nnnnnnnnn"

static void measured(const char *term, size_t kind, bool old_emoji)
{
	struct scene s;
	scene_start(&s, term, kinds[kind].width, NULL);
	s.grid.old_emoji = old_emoji;
	int wrong = play_frames(&s);
	const char *name = kinds[kind].name, *emoji = old_emoji ? ", old emoji" : "";
	check(wrong == 0, "%s, %s%s: all rows and borders", term, name, emoji);
	check(widths_are(&s, kinds[kind].cells, SURE), "%s, %s%s: found out", term,
	      name, emoji);
	check(s.keys == s.typed, "%s, %s%s: only keys are keys", term, name, emoji);
	check(s.grid.unknown == 0, "%s, %s%s: nothing but what is known", term, name,
	      emoji);
	scene_end(&s);
}

static void told(const char *term, size_t kind)
{
	struct scene s;
	char ambiguous[] = { kinds[kind].width == GRID_WIDE ? '2' : '1', '\0' };
	scene_start(&s, term, kinds[kind].width, ambiguous);
	s.grid.no_cursor = s.grid.no_attributes = true;
	int wrong = play_frames(&s);
	check(wrong == 0, "%s, told that it is %s: all rows and borders", term,
	      kinds[kind].name);
	scene_end(&s);
}

static void never_answered(const char *term, size_t kind)
{
	struct scene s;
	scene_start(&s, term, kinds[kind].width, NULL);
	s.grid.no_cursor = s.grid.no_attributes = true;
	int wrong = play_frames(&s);
	check(wrong == 0, "%s, %s, without an answer: what is sure is in its place",
	      term, kinds[kind].name);
	check(widths_are(&s, "111111111", UNSURE), "%s, %s, without an answer: narrow",
	      term, kinds[kind].name);
	scene_end(&s);
}

/* Without the one kind of answer or the other. */
static void half_answered(bool no_cursor)
{
	struct scene s;
	scene_start(&s, "xterm-256color", GRID_WIDE, NULL);
	s.grid.no_cursor = no_cursor;
	s.grid.no_attributes = !no_cursor;
	bool shown = wait_frame(&s, 0) && wait_answered(&s);
	type(&s, 'n');
	shown = shown && wait_frame(&s, 1);
	check(shown && widths_are(&s, no_cursor ? "111111111" : "222222222",
	                          no_cursor ? UNSURE : SURE),
	      "%s is not answered: still right", no_cursor ? "CSI 6n" : "CSI c");
	check(s.keys == s.typed && wrong_rows(&s) == 0, "and drawn so");
	scene_end(&s);
}

static void late(int64_t delay_ms, bool torn)
{
	struct scene s;
	scene_start(&s, "xterm-256color", GRID_WIDE, NULL);
	s.delay_ms = delay_ms;
	s.torn = torn;
	bool is_late = delay_ms >= 500;
	/* Typed before the answers; those stand between the keys. */
	bool shown = wait_told(&s, 1);
	bool was_narrow = s.cells[0] == '1';
	shown = shown && (!is_late || wait_told(&s, 2)) && wait_answered(&s);
	type(&s, 'n');
	shown = shown && wait_frame(&s, 1);
	const char *how = torn ? " in pieces" : "";
	check(shown && (!is_late || was_narrow), "late by %d ms%s: shown before",
	      (int)delay_ms, how);
	check(widths_are(&s, "222222222", SURE), "late by %d ms%s: counts all the same",
	      (int)delay_ms, how);
	check(s.keys == 1, "late by %d ms%s: no keys (%d)", (int)delay_ms, how, s.keys);
	check(wrong_rows(&s) == 0, "late by %d ms%s: rows", (int)delay_ms, how);
	scene_end(&s);
}

/* Keys that are typed while the answers are awaited stay keys. */
static void between_keys(void)
{
	struct scene s;
	scene_start(&s, "xterm-256color", GRID_WIDE, NULL);
	s.delay_ms = -1;
	bool shown = wait_told(&s, 1);
	type(&s, 'n');
	shown = shown && wait_frame(&s, 1);
	s.delay_ms = 0;
	type(&s, 'n');
	shown = shown && wait_answered(&s);
	type(&s, 'n');
	shown = shown && wait_told(&s, 5);
	check(shown && s.keys == 3, "keys before and behind the answers are keys");
	check(widths_are(&s, "222222222", SURE) && wrong_rows(&s) == 0,
	      "and the answers are answers");
	scene_end(&s);
}

/* ---- the reader itself ---- */

/* What a program prints. */
static void read_output(char *const argv[], struct buf *ret_text)
{
	char bytes[4096];
	ssize_t got;
	int ends[2];
	if (pipe2(ends, O_CLOEXEC) < 0)
		exit(1);
	fflush(stdout);
	pid_t pid = fork();
	if (pid == 0) {
		dup2(ends[1], STDOUT_FILENO);
		execv(argv[0], argv);
		_exit(127);
	}
	close(ends[1]);
	while ((got = read(ends[0], bytes, sizeof(bytes))) > 0)
		buf_add(ret_text, bytes, (size_t)got);
	close(ends[0]);
	waitpid(pid, NULL, 0);
}

static bool is_line_of(struct str text, struct str wanted)
{
	while (text.len)
		if (str_eq(str_trim(str_cut(&text, '\n')), wanted))
			return true;
	return false;
}

/* All rows over the bar are lines of the printed text; how many of them are not
 * blank. */
static int rows_of_text(const struct grid *g, struct str printed)
{
	int rows = 0;
	for (int row = 0; row < g->rows - 2; row++) {
		auto_buf text = BUF_INIT(BUF_MAX_TEXT);
		grid_add_row(g, row, &text);
		struct str line = str_trim(buf_str(&text));
		if (line.len && !is_line_of(printed, line))
			return 0;
		rows += line.len > 0;
	}
	return rows;
}

/* Until the screen is full of text that begins otherwise than before. */
static bool wait_text(struct scene *s, struct str printed, struct buf *first)
{
	int64_t end = clock_ms() + DEADLINE_MS;
	while (clock_ms() < end) {
		auto_buf now = BUF_INIT(BUF_MAX_TEXT);
		take_in(s);
		for (int row = 0; row < 3; row++)
			grid_add_row(&s->grid, row, &now);
		if (rows_of_text(&s->grid, printed) < ROWS / 2 ||
		    str_eq(buf_str(&now), buf_str(first)))
			continue;
		buf_clear(first);
		buf_add_str(first, buf_str(&now));
		return true;
	}
	for (int row = 0; row < ROWS; row++) {
		auto_buf text = BUF_INIT(BUF_MAX_TEXT);
		grid_add_row(&s->grid, row, &text);
		printf("# |%s\n", buf_text(&text));
	}
	return false;
}

static void print_article(enum grid_width width, struct buf *ret_text)
{
	auto_free char *program = mem_printf("%s/src/baolan", getenv("builddir"));
	auto_free char *page =
	        mem_printf("%s/tests/screens/quotes.html", getenv("srcdir"));
	char name[] = "read", option[] = "--ambiguous=1";
	char *argv[] = { program, name, option, page, NULL };
	option[strlen(option) - 1] = width == GRID_WIDE ? '2' : '1';
	read_output(argv, ret_text);
}

static void open_article(struct scene *s, const char *term, enum grid_width width)
{
	auto_free char *program = mem_printf("%s/src/baolan", getenv("builddir"));
	auto_free char *page =
	        mem_printf("%s/tests/screens/quotes.html", getenv("srcdir"));
	char *argv[] = { program, page, NULL };
	scene_run(s, term, width, argv);
}

/* The article in the reader reads as `baolan read` prints it for such a terminal,
 * which it was not told. */
static void read_article(const char *term, size_t kind)
{
	struct scene s;
	auto_buf printed = BUF_INIT(BUF_MAX_TEXT), first = BUF_INIT(BUF_MAX_TEXT);
	print_article(kinds[kind].width, &printed);
	open_article(&s, term, kinds[kind].width);
	bool shown = wait_text(&s, buf_str(&printed), &first);
	type(&s, 'd');
	shown = shown && wait_text(&s, buf_str(&printed), &first);
	type(&s, 'u');
	shown = shown && wait_text(&s, buf_str(&printed), &first);
	check(shown, "%s, %s: the reader", term, kinds[kind].name);
	scene_end(&s);
}

/* No answer was taken for a key that does nothing, or for a number. */
static bool keys_are_quiet(const struct grid *g)
{
	auto_buf text = BUF_INIT(BUF_MAX_TEXT);
	for (int row = 0; row < g->rows; row++)
		grid_add_row(g, row, &text);
	return !str_has(buf_str(&text), STR("does nothing")) &&
	       !str_has(buf_str(&text), STR("opens number"));
}

/* The last row, of hints, is painted with the rest. */
static bool is_painted(const struct grid *g)
{
	auto_buf hints = BUF_INIT(BUF_MAX_TEXT);
	grid_add_row(g, g->rows - 1, &hints);
	return hints.len > 0;
}

/* The reader lays out again when the answers come late, or otherwise than before. */
static void reread_article(void)
{
	struct scene s;
	auto_buf narrow = BUF_INIT(BUF_MAX_TEXT), wide = BUF_INIT(BUF_MAX_TEXT),
	         first = BUF_INIT(BUF_MAX_TEXT);
	print_article(GRID_NARROW, &narrow);
	print_article(GRID_WIDE, &wide);
	open_article(&s, "xterm-256color", GRID_WIDE);
	s.delay_ms = -1;
	int64_t end = clock_ms() + DEADLINE_MS;
	while (!is_painted(&s.grid) && clock_ms() < end)
		take_in(&s);
	s.delay_ms = 0;
	check(wait_text(&s, buf_str(&wide), &first) && keys_are_quiet(&s.grid),
	      "the reader lays out again when it knows better");
	s.grid.width = GRID_NARROW;
	buf_clear(&first);
	type(&s, 'L' & 0x1F);
	check(wait_text(&s, buf_str(&narrow), &first) && keys_are_quiet(&s.grid),
	      "and when the terminal has changed, after ^L");
	scene_end(&s);
}

/* Another client of tmux, another font: ^L and the like measure again. */
static void changed(void)
{
	struct scene s;
	scene_start(&s, "tmux-256color", GRID_NARROW, NULL);
	bool shown = wait_frame(&s, 0) && widths_are(&s, "111111111", SURE);
	s.grid.width = GRID_WIDE;
	int before = s.told;
	type(&s, 'r');
	shown = shown && wait_told(&s, before + 2);
	check(shown && widths_are(&s, "222222222", SURE) && wrong_rows(&s) == 0,
	      "a terminal that has changed is measured again");
	scene_end(&s);
}

/* The shell behind the program gets no answers either. */
static void left_early(void)
{
	struct scene s;
	struct termios raw;
	int waiting = -1;
	int64_t end = clock_ms() + DEADLINE_MS;
	scene_start(&s, "xterm-256color", GRID_NARROW, NULL);
	s.delay_ms = 100;
	while (!s.grid.answers.len && clock_ms() < end)
		take_in(&s);
	send_bytes(&s, "q", 1);
	while (!s.session.ended && clock_ms() < end) {
		take_in(&s);
		session_read(&s.session);
	}
	tcgetattr(s.slave, &raw);
	cfmakeraw(&raw);
	tcsetattr(s.slave, TCSANOW, &raw);
	ioctl(s.slave, FIONREAD, &waiting);
	check(s.session.ended && waiting == 0,
	      "answers under way are awaited at the end");
	scene_end(&s);
}

int main(void)
{
	setlocale(LC_ALL, "");
	unsetenv("SSH_CONNECTION");
	unsetenv("LINES");
	unsetenv("COLUMNS");
	for (size_t t = 0; t < ARRAY_SIZE(terms); t++)
		for (size_t k = 0; k < ARRAY_SIZE(kinds); k++) {
			measured(terms[t], k, k == GRID_WIDE);
			if (k != GRID_MIXED)
				told(terms[t], k);
			never_answered(terms[t], k);
			if (k != GRID_MIXED)
				read_article(terms[t], k);
		}
	half_answered(true);
	half_answered(false);
	late(0, false);
	late(0, true);
	late(50, false);
	late(500, false);
	late(500, true);
	late(5000, false);
	between_keys();
	changed();
	left_early();
	reread_article();
	printf("1..%d\n", checks);
	return failures ? 1 : 0;
}
