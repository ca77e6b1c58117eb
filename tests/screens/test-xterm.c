/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The frames in a real terminal: xterm on a virtual X server, drawing ambiguous
 * characters narrow, and wide (-cjk_width).  xterm itself says what stands in which
 * cell: it prints its screen, with U+FFFF for the right half of a wide character. */
#include "baolan/base/buf.h"
#include "baolan/base/clock.h"
#include "baolan/base/mem.h"
#include "baolan/text/utf8.h"
#include "drawn.h"
#include "frames.h"
#include "grid.h"

#include "../read-file.h"

#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ROWS = 24, COLS = 80, DEADLINE_MS = 60000, RIGHT_HALF = 0xFFFF };

static int checks, failures;

static void check(bool holds, const char *term, const char *mode, const char *what)
{
	checks++;
	failures += !holds;
	printf("%s %d - %s, xterm %s: %s\n", holds ? "ok" : "not ok", checks, term,
	       mode, what);
}

static bool is_there(const char *program)
{
	const char *path = getenv("PATH");
	struct str rest = str_of(path ? path : "");
	while (rest.len) {
		struct str folder = str_cut(&rest, ':');
		auto_free char *file = mem_printf("%.*s/%s", STR_ARG(folder), program);
		if (access(file, X_OK) == 0)
			return true;
	}
	return false;
}

static pid_t start(const char *const argv[], int keep)
{
	fflush(stdout);
	pid_t pid = fork();
	if (pid != 0)
		return pid;
	prctl(PR_SET_PDEATHSIG, SIGTERM);
	int nowhere = open("/dev/null", O_RDWR);
	for (int fd = 0; fd < 3; fd++)
		dup2(nowhere, fd);
	if (keep >= 0)
		fcntl(keep, F_SETFD, 0);
	execvp(argv[0], (char *const *)argv);
	_exit(127);
}

/* What the server says when it is ready: the number of the display it found free.  It
 * dies when nobody reads the line to its end. */
static bool read_number(int fd, long *ret_number)
{
	char line[16] = "";
	struct pollfd from = { .fd = fd, .events = POLLIN };
	for (size_t len = 0; !strchr(line, '\n'); len++)
		if (len + 1 == sizeof(line) || poll(&from, 1, DEADLINE_MS) <= 0 ||
		    read(fd, line + len, 1) != 1)
			return false;
	*ret_number = strtol(line, NULL, 10);
	return true;
}

static bool start_server(pid_t *ret_pid)
{
	int ends[2];
	char number[16], display[32];
	long found;
	if (pipe2(ends, O_CLOEXEC) < 0)
		return false;
	snprintf(number, sizeof(number), "%d", ends[1]);
	const char *const argv[] = { "Xvfb",     "-displayfd", number,      "-screen",
		                     "0",        "800x600x24", "-nolisten", "tcp",
		                     "-noreset", NULL };
	*ret_pid = start(argv, ends[1]);
	close(ends[1]);
	bool ready = read_number(ends[0], &found);
	close(ends[0]);
	snprintf(display, sizeof(display), ":%ld", ready ? found : 0);
	setenv("DISPLAY", display, 1);
	return ready;
}

/* ---- what xterm printed ---- */

static void read_row(struct grid *g, int row, struct str line)
{
	int col = 0;
	uint32_t c;
	for (; line.len && col <= g->cols; line = str_from(line, utf8_next(line, &c))) {
		utf8_next(line, &c);
		struct grid_cell *cell = &g->cells[row * g->cols + col];
		if (c == RIGHT_HALF) {
			*cell = (struct grid_cell){ 0, 0 };
			col++;
		} else if (grid_char_width(g, c) == 0) {
			cell[-1].marks++;
		} else if (col < g->cols) {
			*cell = (struct grid_cell){ c, 0 };
			col++;
		}
	}
}

/* The pages come as files of their own, in any order; the bar below says which frame
 * one is.  False when it is not whole yet. */
static bool read_page(const char *path, struct grid *g, int *ret_frame)
{
	auto_buf text = BUF_INIT(BUF_MAX_TEXT), bar = BUF_INIT(4096);
	if (!read_file(path, &text))
		return false;
	struct str rest = buf_str(&text);
	for (int row = 0; row < g->rows; row++) {
		if (!str_has(rest, STR("\n")))
			return false;
		read_row(g, row, str_cut(&rest, '\n'));
	}
	grid_add_row(g, g->rows - 1, &bar);
	return sscanf(buf_text(&bar), " frame %d", ret_frame) == 1;
}

/* Adds the wrong rows of all pages in the folder to *ret_wrong; returns how many
 * different frames they show. */
static int look_at_pages(const char *folder, enum grid_width width, const char *cells,
                         const char *sure, int *ret_wrong)
{
	DIR *dir = opendir(folder);
	bool seen[FRAMES] = { false };
	int frame = -1, n = 0;
	for (struct dirent *entry; dir && (entry = readdir(dir));) {
		auto_free char *path = mem_printf("%s/%s", folder, entry->d_name);
		struct grid g;
		grid_init(&g, ROWS, COLS, width);
		if (strncmp(entry->d_name, "page", 4) == 0 &&
		    read_page(path, &g, &frame) && frame < FRAMES && !seen[frame]) {
			*ret_wrong += drawn_wrong_rows(&g, frame, cells, sure);
			seen[frame] = true;
			n++;
		}
		grid_done(&g);
	}
	if (dir)
		closedir(dir);
	return n;
}

static bool pages_are_right(const char *folder, enum grid_width width,
                            const char *cells, const char *sure)
{
	int64_t end = clock_ms() + DEADLINE_MS;
	int wrong = 0;
	while (look_at_pages(folder, width, cells, sure, &wrong) < FRAMES) {
		if (clock_ms() > end)
			return false;
		wrong = 0;
		poll(NULL, 0, 20);
	}
	return wrong == 0;
}

static void empty_folder(const char *folder)
{
	DIR *dir = opendir(folder);
	for (struct dirent *entry; dir && (entry = readdir(dir));)
		unlinkat(dirfd(dir), entry->d_name, 0);
	if (dir)
		closedir(dir);
	rmdir(folder);
}

/* ---- one xterm ---- */

static bool run_xterm(const char *term, const char *mode, const char *folder)
{
	auto_free char *program =
	        mem_printf("%s/tests/screens/paint", getenv("builddir"));
	auto_free char *report = mem_printf("%s/report", folder);
	auto_free char *printer =
	        mem_printf("XTerm*printerCommand: cat > %s/page$$", folder);
	const char *const argv[] = { "xterm",
		                     "-u8",
		                     mode,
		                     "-geometry",
		                     "80x24",
		                     "-tn",
		                     term,
		                     "-xrm",
		                     printer,
		                     "-xrm",
		                     "XTerm*printAttributes: 0",
		                     "-e",
		                     program,
		                     "auto",
		                     report,
		                     NULL };
	int status = -1;
	int64_t end = clock_ms() + DEADLINE_MS;
	pid_t pid = start(argv, -1);
	while (waitpid(pid, &status, WNOHANG) == 0) {
		if (clock_ms() > end)
			kill(pid, SIGTERM);
		poll(NULL, 0, 10);
	}
	return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static void play(const char *term, const char *mode, enum grid_width width,
                 const char *wanted)
{
	char folder[] = "/tmp/baolan-xterm-XXXXXX", cells[16] = "", sure[16] = "";
	auto_buf told = BUF_INIT(4096);
	int keys = -1;
	if (!mkdtemp(folder))
		exit(1);
	auto_free char *report = mem_printf("%s/report", folder);
	bool ran = run_xterm(term, mode, folder) && read_file(report, &told);
	check(ran, term, mode, "draws to the end");
	if (ran)
		sscanf(buf_text(&told), "]777;frame %*d keys %d widths %9s %9s", &keys,
		       cells, sure);
	check(strcmp(cells, wanted) == 0 && strcmp(sure, "yyyyyyyyy") == 0, term, mode,
	      "its widths are found out");
	check(keys == 0, term, mode, "no answer is a key");
	check(ran && pages_are_right(folder, width, cells, sure), term, mode,
	      "all rows and borders");
	empty_folder(folder);
}

int main(void)
{
	static const char *const terms[] = { "xterm-256color", "screen-256color",
		                             "tmux-256color", "linux", "vt100" };
	pid_t server;
	if (!is_there("Xvfb") || !is_there("xterm")) {
		printf("1..0 # SKIP Xvfb and xterm are not here\n");
		return 0;
	}
	if (!start_server(&server)) {
		printf("1..0 # SKIP Xvfb does not start\n");
		return 0;
	}
	unsetenv("SSH_CONNECTION");
	for (size_t i = 0; i < ARRAY_SIZE(terms); i++) {
		play(terms[i], "+cjk_width", GRID_NARROW, "111111111");
		play(terms[i], "-cjk_width", GRID_WIDE, "222222222");
	}
	kill(server, SIGTERM);
	waitpid(server, NULL, 0);
	printf("1..%d\n", checks);
	return failures ? 1 : 0;
}
