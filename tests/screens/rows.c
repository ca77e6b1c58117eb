/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rows CODESET narrow|wide STEP... -- PROGRAM ARG... - runs a program on a terminal of
 * 24 by 80 that speaks a codeset and draws ambiguous characters narrow or wide, and
 * prints the rows of its screen in UTF-8.
 *
 * Steps: wait=TEXT until that is on the screen, gone=TEXT until it is not, keys=TEXT
 * (UTF-8, typed in the codeset).  The codeset is translated by iconv(3) here, not by
 * the program's own code.  Exit status 1 when a text never comes, or bytes of
 * another codeset do. */
#include "baolan/base/clock.h"
#include "baolan/base/mem.h"
#include "grid.h"
#include "session.h"

#include <errno.h>
#include <fcntl.h>
#include <iconv.h>
#include <poll.h>
#include <pty.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { ROWS = 24, COLS = 80, DEADLINE_MS = 20000, LOOK_MS = 10, LOOKS_AT_REST = 3 };

struct screen {
	struct grid grid;
	struct session session;
	int master, slave;
	iconv_t in, out;
	struct buf pending; /* bytes of the beginning of a character */
	bool foreign;       /* bytes came that are none of the codeset's */
};

/* All of `bytes` but the beginning of a character at its end. */
static void decode(struct screen *s, const char *bytes, size_t len)
{
	static char text[1 << 17];
	buf_add(&s->pending, bytes, len);
	while (s->pending.len) {
		char *from = s->pending.at, *to = text;
		size_t left = s->pending.len, room = sizeof(text);
		size_t result = iconv(s->in, &from, &left, &to, &room);
		int why = errno;
		grid_write(&s->grid, str_make(text, (size_t)(to - text)));
		buf_consume(&s->pending, s->pending.len - left);
		if (result != (size_t)-1 || why == EINVAL)
			break;
		if (why != EILSEQ)
			continue;
		s->foreign = true;
		buf_consume(&s->pending, 1);
	}
}

/* False when nothing came. */
static bool take_in(struct screen *s)
{
	char bytes[8192];
	struct pollfd from = { .fd = s->master, .events = POLLIN };
	poll(&from, 1, LOOK_MS);
	ssize_t got = read(s->master, bytes, sizeof(bytes));
	session_read(&s->session);
	if (got <= 0)
		return false;
	decode(s, bytes, (size_t)got);
	struct buf *answers = &s->grid.answers;
	if (answers->len && write(s->master, answers->at, answers->len) < 0)
		exit(1);
	buf_clear(answers);
	return true;
}

static void add_rows(const struct screen *s, struct buf *b)
{
	for (int row = 0; row < ROWS; row++) {
		grid_add_row(&s->grid, row, b);
		buf_add_char(b, '\n');
	}
}

static bool shows(const struct screen *s, struct str text)
{
	auto_buf rows = BUF_INIT(BUF_MAX_TEXT);
	add_rows(s, &rows);
	return str_has(buf_str(&rows), text);
}

static bool wait_for(struct screen *s, struct str text, bool shown)
{
	int64_t end = clock_ms() + DEADLINE_MS;
	while (shows(s, text) != shown) {
		if (clock_ms() > end || s->session.ended)
			return false;
		take_in(s);
	}
	return true;
}

/* Until nothing more is drawn and everybody sleeps. */
static void settle(struct screen *s)
{
	int64_t end = clock_ms() + DEADLINE_MS;
	for (int at_rest = 0; at_rest < LOOKS_AT_REST && clock_ms() < end;) {
		bool drawn = take_in(s);
		at_rest = drawn || !session_is_asleep(&s->session) ? 0 : at_rest + 1;
	}
}

static bool type(struct screen *s, char *text)
{
	char bytes[1024], *to = bytes;
	size_t left = strlen(text), room = sizeof(bytes);
	if (iconv(s->out, &text, &left, &to, &room) == (size_t)-1)
		return false;
	settle(s);
	return write(s->master, bytes, (size_t)(to - bytes)) == to - bytes;
}

static bool play(struct screen *s, char *step)
{
	struct str rest = str_of(step), verb = str_cut(&rest, '=');
	if (str_eq(verb, STR("keys")))
		return type(s, step + verb.len + 1);
	return wait_for(s, rest, str_eq(verb, STR("wait")));
}

static bool play_all(struct screen *s, char **steps, char **end)
{
	for (; steps < end; steps++)
		if (!play(s, *steps)) {
			fprintf(stderr, "never: %s\n", *steps);
			return false;
		}
	settle(s);
	return true;
}

static bool start(struct screen *s, char **argv, char **program)
{
	struct winsize size = { .ws_row = ROWS, .ws_col = COLS };
	*s = (struct screen){ .pending = BUF_INIT(BUF_MAX_TEXT) };
	s->in = iconv_open("UTF-8", argv[1]);
	s->out = iconv_open(argv[1], "UTF-8");
	grid_init(&s->grid, ROWS, COLS,
	          strcmp(argv[2], "wide") == 0 ? GRID_WIDE : GRID_NARROW);
	if (s->in == (iconv_t)-1 || s->out == (iconv_t)-1 ||
	    openpty(&s->master, &s->slave, NULL, NULL, &size) < 0)
		return false;
	fcntl(s->master, F_SETFL, O_RDWR | O_NONBLOCK);
	return session_start(&s->session, program, s->slave);
}

int main(int argc, char **argv)
{
	struct screen s;
	auto_buf rows = BUF_INIT(BUF_MAX_TEXT);
	char **end = argv + 3;
	while (end < argv + argc && strcmp(*end, "--") != 0)
		end++;
	if (argc < 5 || end + 1 >= argv + argc) {
		fprintf(stderr, "usage: rows CODESET narrow|wide STEP... -- PROGRAM\n");
		return 2;
	}
	if (!start(&s, argv, end + 1)) {
		perror("rows");
		return 2;
	}
	bool done = play_all(&s, argv + 3, end);
	add_rows(&s, &rows);
	fputs(buf_text(&rows), stdout);
	if (s.foreign)
		fprintf(stderr, "bytes that are not %s\n", argv[1]);
	session_end(&s.session);
	grid_done(&s.grid);
	buf_done(&s.pending);
	iconv_close(s.in);
	iconv_close(s.out);
	return done && !s.foreign ? 0 : 1;
}
