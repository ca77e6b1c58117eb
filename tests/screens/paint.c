/* SPDX-License-Identifier: GPL-3.0-or-later */
/* paint [1|2|auto FILE] - draws the frames of frames.c through term.h, as the reader
 * would: measures the terminal's widths (unless they are given), waits a moment for
 * them, and lays out again when they come late.
 *
 * After each frame it tells in an OSC string, which terminals ignore: the frame, how
 * many keys came so far, the widths by class and which of them are sure, and the
 * last key.  Keys: n next frame, r redraw and measure again, p print the screen
 * (CSI i), q quit.
 *
 * With "auto" no key is needed: it draws all frames, has the terminal print each, and
 * tells FILE what it tells of the last. */
#include "baolan/base/clock.h"
#include "baolan/base/mem.h"
#include "baolan/term/term.h"
#include "frames.h"

#include <locale.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { PRINT_MS = 10000 };

static struct canvas canvas;
static int frame, keys;
static const char *report; /* FILE; NULL: keys drive it */
static uint32_t last_key;

static void write_text(const char *text)
{
	if (write(STDOUT_FILENO, text, strlen(text)) < 0)
		_exit(1);
}

static void tell_file(const char *text)
{
	FILE *file = fopen(report, "we");
	if (!file)
		return;
	fputs(text, file);
	fclose(file);
}

static void tell(void)
{
	char text[200], cells[WIDTH_CLASSES + 1] = "", sure[WIDTH_CLASSES + 1] = "";
	for (int i = 0; i < WIDTH_CLASSES; i++) {
		cells[i] = (char)('0' + width_get()->cells[i]);
		sure[i] = width_get()->sure[i] ? 'y' : 'n';
	}
	snprintf(text, sizeof(text), "\033]777;frame %d keys %d widths %s %s last %x\a",
	         frame, keys, cells, sure, (unsigned)last_key);
	write_text(text);
	if (report && frame == FRAMES - 1)
		tell_file(text + 1);
}

static void show(void)
{
	int rows, cols;
	term_size(&rows, &cols);
	canvas_resize(&canvas, rows, cols);
	frame_paint(&canvas, frame);
	term_show(&canvas);
	tell();
}

static void take_widths(bool painted)
{
	struct widths now;
	if (!term_measured(&now))
		return;
	width_set(&now);
	term_redraw();
	if (painted)
		show();
}

static void on_key(uint32_t key)
{
	keys++;
	last_key = key;
	if (key == 'n')
		frame++;
	if (key == 'r') {
		term_redraw();
		term_probe();
	}
	show();
	if (key == 'p')
		write_text("\033[i");
}

/* Returns true when it is time to go. */
static bool take_keys(bool painted)
{
	uint32_t key;
	while (term_key(&key)) {
		if (key == 'q')
			return true;
		on_key(key);
	}
	take_widths(painted);
	return false;
}

static int next_wait(bool painted)
{
	int wait = term_key_wait();
	if (!painted)
		wait = wait < 0 ? term_probe_wait() : MIN(wait, term_probe_wait());
	return wait;
}

static void run(void)
{
	bool painted = false;
	for (;;) {
		struct pollfd in = { .fd = term_input_fd(), .events = POLLIN };
		if (!painted && !term_probe_wait()) {
			painted = true;
			show();
		}
		poll(&in, 1, next_wait(painted));
		if (in.revents & ~POLLIN || take_keys(painted))
			return;
	}
}

/* The answer to the next probe comes when the page is printed. */
static void print_and_wait(void)
{
	struct widths now;
	uint32_t key;
	write_text("\033[i");
	term_probe();
	while (!term_measured(&now)) {
		struct pollfd in = { .fd = term_input_fd(), .events = POLLIN };
		if (poll(&in, 1, PRINT_MS) <= 0 || in.revents != POLLIN)
			return;
		while (term_key(&key))
			keys++;
	}
}

static void run_alone(void)
{
	while (term_probe_wait()) {
		struct pollfd in = { .fd = term_input_fd(), .events = POLLIN };
		poll(&in, 1, term_probe_wait());
		take_keys(false);
	}
	for (frame = 0; frame < FRAMES; frame++) {
		show();
		print_and_wait();
	}
}

int main(int argc, char **argv)
{
	struct error err;
	setlocale(LC_ALL, "");
	if (argc > 2)
		report = argv[2];
	else if (argc > 1)
		width_set_ambiguous(argv[1][0] - '0');
	if (term_start(&err)) {
		fprintf(stderr, "%s\n", err.text);
		return 1;
	}
	if (report || argc < 2)
		term_probe();
	if (report)
		run_alone();
	else
		run();
	term_stop();
	canvas_done(&canvas);
	return 0;
}
