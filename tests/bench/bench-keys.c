/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long a reader waits: from exec to the first screen, and from a key to the
 * screen it makes, in a terminal emulator.
 *
 * usage: bench-keys LABEL COUNT FIRST SETUP ANSWER KEYS COMMAND...
 *
 * FIRST is text of the first screen.  SETUP are words parted by blanks: keys by
 * their names, ~TEXT: type it, or =TEXT: wait until TEXT is on the screen.  KEYS are
 * typed in turn, COUNT in all, each as soon as the one before was answered.  ANSWER is
 * "cursor": it stands in another row, or "text": something above the last row has
 * changed.  KEYS "-": none.  Prints the
 * first screen's time, and the median, 95th and 99th percentile and the worst
 * of the keys' times, in milliseconds. */
#include "../screens/session.h"
#include "../screens/terminal.h"

#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum {
	ROWS = 24,
	COLS = 80,
	PATIENCE_MS = 20000,
	QUIET_MS = 150,
	PAUSE_MS = 5,
	MAX_KEYS = 20000
};

static double now_ms(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1000 + (double)t.tv_nsec / 1e6;
}

static void give_up(struct session *s, const char *what, const char *about)
{
	fprintf(stderr, "bench-keys: %s: %s\n", what, about);
	session_end(s);
	exit(1);
}

/* Take in what came, after waiting for it for at most that long; false: nothing. */
static bool wait_output(struct terminal *t, int ms)
{
	struct pollfd fd = { .fd = t->master, .events = POLLIN };
	bool came = false;
	poll(&fd, 1, ms);
	while (terminal_read(t))
		came = true;
	return came;
}

static void wait_text(struct session *s, struct terminal *t, const char *text)
{
	double end = now_ms() + PATIENCE_MS;
	VTermPos at;
	while (!terminal_find(t, str_of(text), &at)) {
		if (now_ms() > end)
			give_up(s, "never on the screen", text);
		wait_output(t, 1);
	}
}

/* What a key changes: where the cursor is, or all but the status line. */
static uint64_t look(const struct terminal *t, bool at_cursor)
{
	if (at_cursor)
		return (uint64_t)t->cursor.row;
	auto_buf text = BUF_INIT(BUF_MAX_TEXT);
	uint64_t hash = 1469598103934665603u;
	terminal_text(t, &text);
	struct str all = buf_str(&text);
	size_t last =
	        str_find_last_char(str_head(all, all.len ? all.len - 1 : 0), '\n');
	all = str_head(all, last == STR_NPOS ? all.len : last);
	for (size_t i = 0; i < all.len; i++)
		hash = (hash ^ (unsigned char)all.at[i]) * 1099511628211u;
	return hash;
}

/* What was to be painted on the way here has been painted: else it would be taken
 * for the answer to a key. */
static void settle(struct terminal *t)
{
	while (wait_output(t, QUIET_MS))
		;
}

static double time_key(struct session *s, struct terminal *t, bool at_cursor,
                       struct str key)
{
	wait_output(t, 0);
	uint64_t before = look(t, at_cursor);
	double begun = now_ms();
	terminal_key(t, key);
	while (look(t, at_cursor) == before) {
		if (now_ms() > begun + PATIENCE_MS)
			give_up(s, "no answer to a key", key.at);
		wait_output(t, 1);
	}
	return now_ms() - begun;
}

static void set_up(struct session *s, struct terminal *t, const char *words)
{
	struct str rest = str_of(words);
	while (rest.at) {
		struct str word = str_cut(&rest, ' ');
		if (!word.len)
			continue;
		if (word.at[0] == '=') {
			auto_buf text = BUF_INIT(BUF_MAX_TEXT);
			buf_add_str(&text, str_from(word, 1));
			wait_text(s, t, buf_text(&text));
		} else if (word.at[0] == '~') {
			terminal_type(t, str_from(word, 1));
		} else if (!terminal_key(t, word)) {
			give_up(s, "no such key", word.at);
		}
	}
}

static int by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

static void time_keys(struct session *s, struct terminal *t, int count, bool at_cursor,
                      const char *keys)
{
	static double ms[MAX_KEYS];
	struct str rest = STR_NONE;
	for (int i = 0; i < count; i++) {
		if (!rest.at)
			rest = str_of(keys);
		ms[i] = time_key(s, t, at_cursor, str_cut(&rest, ' '));
	}
	qsort(ms, (size_t)count, sizeof(*ms), by_value);
	printf("  %d keys: median %.2f  95%% %.2f  99%% %.2f  worst %.2f ms", count,
	       ms[count / 2], ms[count * 95 / 100], ms[count * 99 / 100],
	       ms[count - 1]);
}

int main(int argc, char **argv)
{
	struct terminal t;
	struct session s = { 0 };
	if (argc < 8) {
		fprintf(stderr, "usage: bench-keys LABEL COUNT FIRST SETUP ANSWER KEYS "
		                "COMMAND...\n");
		return 2;
	}
	int count = (int)strtol(argv[2], NULL, 10);
	double begun = now_ms();
	if (count > MAX_KEYS || !terminal_open(&t, ROWS, COLS) ||
	    !session_start(&s, argv + 7, t.slave)) {
		perror(argv[7]);
		return 1;
	}
	wait_text(&s, &t, argv[3]);
	printf("  %-24s first screen %.1f ms", argv[1], now_ms() - begun);
	settle(&t);
	set_up(&s, &t, argv[4]);
	if (strcmp(argv[6], "-") != 0)
		time_keys(&s, &t, count, strcmp(argv[5], "cursor") == 0, argv[6]);
	putchar('\n');
	session_end(&s);
	terminal_close(&t);
	return 0;
}
