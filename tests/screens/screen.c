/* SPDX-License-Identifier: GPL-3.0-or-later */
/* screen SCRIPT - plays a script to a program in a terminal emulator.
 *
 * A line is a command; blank lines and lines that begin with # are skipped.
 * ${NAME} is replaced from the environment.  Words are split at blanks; '…' is
 * taken as it stands (no ${}), "…" may hold blanks.  TEXT is the rest of the
 * line, without quoting.  Rows and columns count from 0.  Each check prints one
 * TAP line.  Nothing waits for time to pass, only for conditions, with a
 * deadline of 20 s each (SCREEN_DEADLINE in the environment: other seconds).
 * Where the program never gets there the script ends, with the screen printed.
 *
 * Before the program:
 *   size ROWS COLS            the terminal's size (24 80)
 *   env NAME=VALUE …          set in the environment
 *   unset NAME …
 *   serve NAME PROGRAM ARG …  start a program beside; the first line it prints
 *                             becomes ${NAME}; it is ended with the script
 *   mask REGEX REPLACEMENT    what may differ in golden screens (extended
 *                             regular expression; the width is kept)
 *   run PROGRAM ARG …         start it on the terminal; again after its end
 *
 * To the program:
 *   keys KEY …                Enter Esc Tab BackTab Backspace Space Up Down Left
 *                             Right Home End PageUp PageDown Insert Delete F1-F12
 *                             C-x A-x, or a character.  After Esc wait for what
 *                             it does: with a key right behind it is Alt.
 *   type TEXT
 *   resize ROWS COLS
 *   signal NUMBER             to the program (15 is SIGTERM)
 *   continue                  after `stopped`: as a shell's fg
 *
 * Checks:
 *   wait TEXT                 until TEXT is on the screen, within one row
 *   wait-gone TEXT            until it is not (wait for it first)
 *   settle                    until all input is read, the program and all it
 *                             started are asleep and nothing more is drawn; no
 *                             check of its own.  It can't know of answers that
 *                             are still under way: wait for those.
 *   golden NAME               the screen's text is golden/NAME.txt beside the
 *                             script; UPDATE=1 in the environment rewrites it
 *   style ROW COL STYLE       bold reverse underline italic coloured plain
 *   style-of STYLE TEXT       the same of the first cell of TEXT
 *   cursor ROW COL            or: cursor visible, cursor hidden
 *   output TEXT               the program has written these bytes; \e is escape
 *   stopped                   until it has stopped (^Z)
 *   exit STATUS               until it has ended, with this status; `exit
 *                             signal N`: by this signal
 *   terminal-restored         modes, screen, cursor, colours as before it
 *
 * HOME and the XDG folders are in a new folder, ${SCRATCH}, that is removed at
 * the end; TERM is xterm-256color unless the script says otherwise. */
#include "baolan/base/buf.h"
#include "baolan/base/clock.h"
#include "baolan/base/mem.h"
#include "golden.h"
#include "session.h"
#include "terminal.h"
#include "words.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <libgen.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* How often the program is looked at when it says nothing. */
#define LOOK_MS 10
/* So many looks in a row without a change are rest. */
#define LOOKS_AT_REST 3

struct play {
	const char *script;
	int line_number;
	struct str line;
	int rows, cols;
	struct terminal terminal;
	struct session session;
	struct masks masks;
	VEC(pid_t) servers;
	char scratch[64];
	int64_t deadline_ms;
	int checks, failures;
	bool over; /* a condition never came: the rest makes no sense */
};

/* Results */

static void print_screen(const struct play *p)
{
	auto_buf text = BUF_INIT(BUF_MAX_TEXT);
	if (!p->terminal.vt)
		return;
	terminal_text(&p->terminal, &text);
	printf("# the screen, %d rows of %d, cursor at %d %d:\n", p->terminal.rows,
	       p->terminal.cols, p->terminal.cursor.row, p->terminal.cursor.col);
	for (struct str rest = buf_str(&text); rest.len;) {
		struct str row = str_cut(&rest, '\n');
		printf("# |%.*s\n", STR_ARG(row));
	}
	if (p->session.ended)
		printf("# the program has ended, wait status %#x\n", p->session.status);
}

static void check(struct play *p, bool holds)
{
	p->checks++;
	p->failures += !holds;
	printf("%s %d - line %d: %.*s\n", holds ? "ok" : "not ok", p->checks,
	       p->line_number, STR_ARG(p->line));
}

static void check_reached(struct play *p, bool reached)
{
	check(p, reached);
	if (reached)
		return;
	print_screen(p);
	p->over = true;
}

/* Waiting */

typedef bool condition(struct play *p, const void *what);

/* Takes in all there is, after waiting for the first of it; false when nothing
 * came. */
static bool take_in(struct play *p, int wait_ms)
{
	struct pollfd from[] = {
		{ .fd = p->terminal.master, .events = POLLIN },
		{ .fd = p->session.control, .events = POLLIN },
	};
	bool ended = p->session.ended, came = false;
	nfds_t n = ended || !p->session.leader ? 1 : 2;
	if (poll(from, n, wait_ms) <= 0)
		return false;
	while (terminal_read(&p->terminal))
		came = true;
	if (n == 2 && from[1].revents) {
		session_read(&p->session);
		came = true;
	}
	if (p->session.ended && !ended)
		terminal_flush(&p->terminal);
	return came;
}

/* An ended program whose last bytes are in will change nothing any more. */
static bool is_over(const struct play *p)
{
	return p->session.ended && terminal_is_flushed(&p->terminal);
}

static bool wait_until(struct play *p, condition *holds, const void *what)
{
	int64_t end = clock_ms() + p->deadline_ms;
	take_in(p, 0);
	for (;;) {
		bool last = is_over(p) || clock_ms() >= end;
		if (holds(p, what))
			return true;
		if (last)
			return false;
		take_in(p, LOOK_MS);
	}
}

static bool is_shown(struct play *p, const void *text)
{
	VTermPos pos;
	return terminal_find(&p->terminal, *(const struct str *)text, &pos);
}

static bool is_gone(struct play *p, const void *text)
{
	return !is_shown(p, text);
}

static bool is_ended(struct play *p, const void *what)
{
	(void)what;
	return is_over(p);
}

static bool is_stopped(struct play *p, const void *what)
{
	(void)what;
	return p->session.stopped;
}

static bool is_at_rest(struct play *p, const void *what)
{
	(void)what;
	for (int looks = 0; looks < LOOKS_AT_REST; looks++)
		if (take_in(p, LOOK_MS) || !terminal_input_is_read(&p->terminal) ||
		    !session_is_asleep(&p->session))
			return is_over(p);
	return true;
}

/* Commands.  Each returns an error only for a script that makes no sense. */

static enum err bad(struct error *err, const char *usage)
{
	return err_set(err, ERR_FORMAT, "usage: %s", usage);
}

static bool parse_number(const char *word, unsigned long max, int *ret_number)
{
	unsigned long number;
	if (!str_number(str_of(word), max, &number))
		return false;
	*ret_number = (int)number;
	return true;
}

static bool parse_pair(const struct words *words, int *ret_a, int *ret_b)
{
	return words->len >= 2 && parse_number(words->at[0], 1000, ret_a) &&
	       parse_number(words->at[1], 1000, ret_b);
}

static enum err cmd_size(struct play *p, struct words *words, struct error *err)
{
	return parse_pair(words, &p->rows, &p->cols) ? ERR_OK
	                                             : bad(err, "size ROWS COLS");
}

static enum err cmd_env(struct play *p, struct words *words, struct error *err)
{
	(void)p;
	for (size_t i = 0; i < words->len; i++) {
		struct str value = str_of(words->at[i]);
		struct str name = str_cut(&value, '=');
		auto_free char *key = str_dup(name);
		auto_free char *text = str_dup(value);
		if (!value.at)
			return bad(err, "env NAME=VALUE");
		setenv(key, text, 1);
	}
	return ERR_OK;
}

static enum err cmd_unset(struct play *p, struct words *words, struct error *err)
{
	(void)p;
	(void)err;
	for (size_t i = 0; i < words->len; i++)
		unsetenv(words->at[i]);
	return ERR_OK;
}

static enum err cmd_mask(struct play *p, struct words *words, struct error *err)
{
	if (words->len != 2)
		return bad(err, "mask REGEX REPLACEMENT");
	return masks_add(&p->masks, words->at[0], words->at[1], err);
}

_Noreturn static void become_server(char *const argv[], int out, pid_t parent)
{
	prctl(PR_SET_PDEATHSIG, SIGTERM);
	if (getppid() != parent)
		_exit(0);
	dup2(out, STDOUT_FILENO);
	execvp(argv[0], argv);
	fprintf(stderr, "%s: %s\n", argv[0], strerror(errno));
	_exit(127);
}

/* The first line, or what came before the deadline. */
static struct str read_line(int fd, char *line, size_t size, int64_t wait_ms)
{
	int64_t end = clock_ms() + wait_ms;
	size_t len = 0;
	while (len < size && (!len || line[len - 1] != '\n')) {
		struct pollfd from = { .fd = fd, .events = POLLIN };
		if (poll(&from, 1, (int)MAX(end - clock_ms(), 0)) <= 0 ||
		    read(fd, line + len, 1) != 1)
			break;
		len++;
	}
	return str_trim(str_make(line, len));
}

static enum err cmd_serve(struct play *p, struct words *words, struct error *err)
{
	int ends[2];
	char line[1024];
	if (words->len < 2)
		return bad(err, "serve NAME PROGRAM ARG …");
	if (pipe2(ends, O_CLOEXEC) < 0)
		return err_errno(err, "pipe");
	fflush(stdout);
	pid_t parent = getpid(), pid = fork();
	if (pid == 0)
		become_server(words->at + 1, ends[1], parent);
	close(ends[1]);
	*vec_push(&p->servers) = pid;
	/* The reading end stays open: a server may go on talking. */
	struct str said = read_line(ends[0], line, sizeof(line), p->deadline_ms);
	auto_free char *value = str_dup(said);
	if (!said.len)
		return err_set(err, ERR_SYSTEM, "%s said nothing", words->at[1]);
	setenv(words->at[0], value, 1);
	return ERR_OK;
}

static enum err cmd_run(struct play *p, struct words *words, struct error *err)
{
	if (!words->len)
		return bad(err, "run PROGRAM ARG …");
	session_end(&p->session);
	terminal_close(&p->terminal);
	if (!terminal_open(&p->terminal, p->rows, p->cols))
		return err_errno(err, "no pseudo terminal");
	if (!session_start(&p->session, words->at, p->terminal.slave))
		return err_errno(err, "%s can't be started", words->at[0]);
	return ERR_OK;
}

static enum err cmd_keys(struct play *p, struct words *words, struct error *err)
{
	for (size_t i = 0; i < words->len; i++)
		if (!terminal_key(&p->terminal, str_of(words->at[i])))
			return err_set(err, ERR_FORMAT, "no such key: %s",
			               words->at[i]);
	return ERR_OK;
}

static enum err cmd_type(struct play *p, struct words *words, struct error *err)
{
	(void)err;
	terminal_type(&p->terminal, str_of(words->at[0]));
	return ERR_OK;
}

static enum err cmd_resize(struct play *p, struct words *words, struct error *err)
{
	int rows, cols;
	if (!parse_pair(words, &rows, &cols))
		return bad(err, "resize ROWS COLS");
	take_in(p, 0);
	terminal_resize(&p->terminal, rows, cols);
	return ERR_OK;
}

static enum err cmd_signal(struct play *p, struct words *words, struct error *err)
{
	int signo;
	if (words->len != 1 || !parse_number(words->at[0], 64, &signo))
		return bad(err, "signal NUMBER");
	session_signal(&p->session, signo);
	return ERR_OK;
}

static enum err cmd_continue(struct play *p, struct words *words, struct error *err)
{
	(void)words;
	(void)err;
	session_continue(&p->session);
	return ERR_OK;
}

static enum err cmd_wait(struct play *p, struct words *words, struct error *err)
{
	(void)err;
	struct str text = str_of(words->at[0]);
	check_reached(p, wait_until(p, is_shown, &text));
	return ERR_OK;
}

static enum err cmd_wait_gone(struct play *p, struct words *words, struct error *err)
{
	(void)err;
	struct str text = str_of(words->at[0]);
	check_reached(p, wait_until(p, is_gone, &text));
	return ERR_OK;
}

static enum err cmd_settle(struct play *p, struct words *words, struct error *err)
{
	(void)words;
	(void)err;
	if (!wait_until(p, is_at_rest, NULL))
		check_reached(p, false);
	return ERR_OK;
}

static void masked_screen(const struct play *p, struct buf *ret_text)
{
	auto_buf text = BUF_INIT(BUF_MAX_TEXT);
	terminal_text(&p->terminal, &text);
	masks_apply(&p->masks, buf_str(&text), ret_text);
}

static bool is_golden(struct play *p, const void *expected)
{
	auto_buf now = BUF_INIT(BUF_MAX_TEXT);
	masked_screen(p, &now);
	return str_eq(buf_str(&now), *(const struct str *)expected);
}

static char *golden_path(const struct play *p, const char *name)
{
	auto_free char *script = mem_strdup(p->script);
	return mem_printf("%s/golden/%s.txt", dirname(script), name);
}

static enum err update_golden(struct play *p, const char *path, struct error *err)
{
	auto_buf now = BUF_INIT(BUF_MAX_TEXT);
	wait_until(p, is_at_rest, NULL);
	masked_screen(p, &now);
	enum err failed = golden_write(path, buf_str(&now), err);
	check(p, !failed);
	return failed;
}

static enum err cmd_golden(struct play *p, struct words *words, struct error *err)
{
	if (words->len != 1)
		return bad(err, "golden NAME");
	auto_free char *path = golden_path(p, words->at[0]);
	auto_buf expected = BUF_INIT(BUF_MAX_TEXT), now = BUF_INIT(BUF_MAX_TEXT);
	if (getenv("UPDATE"))
		return update_golden(p, path, err);
	enum err failed = golden_read(path, &expected, err);
	if (failed)
		return failed;
	struct str should = buf_str(&expected);
	bool same = wait_until(p, is_golden, &should);
	check(p, same);
	masked_screen(p, &now);
	if (!same)
		golden_print_difference(should, buf_str(&now));
	return ERR_OK;
}

struct styled {
	VTermPos pos;
	struct str text, style; /* text absent: pos counts */
	bool known;
};

static bool has_style(struct play *p, const void *what)
{
	struct styled *styled = *(struct styled *const *)what;
	if (styled->text.at && !terminal_find(&p->terminal, styled->text, &styled->pos))
		return false;
	return terminal_has_style(&p->terminal, styled->pos, styled->style,
	                          &styled->known);
}

static enum err check_style(struct play *p, struct styled *styled, struct error *err)
{
	styled->known = true;
	bool holds = wait_until(p, has_style, &styled);
	if (!styled->known)
		return err_set(err, ERR_FORMAT, "no such style: %.*s",
		               STR_ARG(styled->style));
	check(p, holds);
	if (!holds)
		print_screen(p);
	return ERR_OK;
}

static enum err cmd_style(struct play *p, struct words *words, struct error *err)
{
	struct styled styled = { 0 };
	if (words->len != 3 || !parse_pair(words, &styled.pos.row, &styled.pos.col))
		return bad(err, "style ROW COL STYLE");
	styled.style = str_of(words->at[2]);
	return check_style(p, &styled, err);
}

static enum err cmd_style_of(struct play *p, struct words *words, struct error *err)
{
	struct styled styled = { .text = str_of(words->at[0]) };
	styled.style = str_cut(&styled.text, ' ');
	if (!styled.text.len)
		return bad(err, "style-of STYLE TEXT");
	return check_style(p, &styled, err);
}

static bool cursor_is_visible(struct play *p, const void *visible)
{
	return p->terminal.cursor_visible == *(const bool *)visible;
}

static bool cursor_is_at(struct play *p, const void *pos)
{
	const VTermPos *at = pos;
	return p->terminal.cursor.row == at->row && p->terminal.cursor.col == at->col;
}

static enum err cmd_cursor(struct play *p, struct words *words, struct error *err)
{
	VTermPos pos;
	bool visible = words->len == 1 && strcmp(words->at[0], "visible") == 0;
	bool hidden = words->len == 1 && strcmp(words->at[0], "hidden") == 0;
	bool holds;
	if (visible || hidden)
		holds = wait_until(p, cursor_is_visible, &visible);
	else if (parse_pair(words, &pos.row, &pos.col))
		holds = wait_until(p, cursor_is_at, &pos);
	else
		return bad(err, "cursor ROW COL, cursor visible or cursor hidden");
	check(p, holds);
	if (!holds)
		print_screen(p);
	return ERR_OK;
}

static bool is_written(struct play *p, const void *bytes)
{
	return str_has(buf_str(&p->terminal.output), *(const struct str *)bytes);
}

static enum err cmd_output(struct play *p, struct words *words, struct error *err)
{
	(void)err;
	auto_buf bytes = BUF_INIT(BUF_MAX_TEXT);
	for (const char *c = words->at[0]; *c; c++) {
		bool escape = c[0] == '\\' && c[1] == 'e';
		buf_add_char(&bytes, escape ? '\033' : *c);
		c += escape;
	}
	struct str wanted = buf_str(&bytes);
	check_reached(p, wait_until(p, is_written, &wanted));
	return ERR_OK;
}

static enum err cmd_stopped(struct play *p, struct words *words, struct error *err)
{
	(void)words;
	(void)err;
	check_reached(p, wait_until(p, is_stopped, NULL));
	return ERR_OK;
}

static enum err cmd_exit(struct play *p, struct words *words, struct error *err)
{
	int expected;
	bool by_signal = words->len == 2 && strcmp(words->at[0], "signal") == 0;
	if (words->len != 1u + by_signal ||
	    !parse_number(words->at[by_signal], 255, &expected))
		return bad(err, "exit STATUS or exit signal NUMBER");
	if (!wait_until(p, is_ended, NULL)) {
		check_reached(p, false);
		return ERR_OK;
	}
	int status = p->session.status;
	bool holds = by_signal ? WIFSIGNALED(status) && WTERMSIG(status) == expected
	                       : WIFEXITED(status) && WEXITSTATUS(status) == expected;
	check(p, holds);
	if (!holds)
		print_screen(p);
	return ERR_OK;
}

static bool is_restored(struct play *p, const void *what)
{
	(void)what;
	return !terminal_not_restored(&p->terminal);
}

static enum err cmd_restored(struct play *p, struct words *words, struct error *err)
{
	(void)words;
	if (!p->session.ended && !p->session.stopped)
		return err_set(err, ERR_FORMAT, "only after exit or stopped");
	/* A stopped program's last bytes may still be on their way. */
	wait_until(p, is_restored, NULL);
	const char *what = terminal_not_restored(&p->terminal);
	check(p, !what);
	if (what)
		printf("# %s\n", what);
	return ERR_OK;
}

/* Scripts */

enum form { WORDS, TEXT };
struct command {
	const char *name;
	enum form form;
	bool needs_program;
	enum err (*run)(struct play *p, struct words *words, struct error *err);
};

static const struct command commands[] = {
	{ "size", WORDS, false, cmd_size },
	{ "env", WORDS, false, cmd_env },
	{ "unset", WORDS, false, cmd_unset },
	{ "serve", WORDS, false, cmd_serve },
	{ "mask", WORDS, false, cmd_mask },
	{ "run", WORDS, false, cmd_run },
	{ "keys", WORDS, true, cmd_keys },
	{ "type", TEXT, true, cmd_type },
	{ "resize", WORDS, true, cmd_resize },
	{ "signal", WORDS, true, cmd_signal },
	{ "continue", WORDS, true, cmd_continue },
	{ "wait", TEXT, true, cmd_wait },
	{ "wait-gone", TEXT, true, cmd_wait_gone },
	{ "settle", WORDS, true, cmd_settle },
	{ "golden", WORDS, true, cmd_golden },
	{ "style", WORDS, true, cmd_style },
	{ "style-of", TEXT, true, cmd_style_of },
	{ "cursor", WORDS, true, cmd_cursor },
	{ "output", TEXT, true, cmd_output },
	{ "stopped", WORDS, true, cmd_stopped },
	{ "exit", WORDS, true, cmd_exit },
	{ "terminal-restored", WORDS, true, cmd_restored },
};

static const struct command *find_command(struct str name)
{
	for (size_t i = 0; i < ARRAY_SIZE(commands); i++)
		if (str_eq(name, str_of(commands[i].name)))
			return &commands[i];
	return NULL;
}

/* The whole rest of the line as one word. */
static enum err one_text(struct str rest, struct words *ret_words, struct error *err)
{
	auto_buf text = BUF_INIT(BUF_MAX_TEXT);
	if (!rest.len)
		return err_set(err, ERR_FORMAT, "a text is missing");
	enum err failed = words_expand(rest, &text, err);
	if (failed)
		return failed;
	*vec_push(ret_words) = buf_take(&text);
	return ERR_OK;
}

static enum err play_line(struct play *p, struct error *err)
{
	struct str rest = p->line, name = str_cut(&rest, ' ');
	const struct command *command = find_command(name);
	struct words words = { 0 };
	if (!command)
		return err_set(err, ERR_FORMAT, "no such command: %.*s", STR_ARG(name));
	if (command->needs_program && !p->session.leader)
		return err_set(err, ERR_FORMAT, "nothing runs yet");
	rest = str_trim(rest);
	enum err failed = command->form == TEXT ? one_text(rest, &words, err)
	                                        : words_split(rest, &words, err);
	if (!failed)
		failed = command->run(p, &words, err);
	words_done(&words);
	return failed;
}

static bool play_script(struct play *p, struct str script)
{
	struct error err;
	while (script.len && !p->over) {
		p->line = str_trim(str_cut(&script, '\n'));
		p->line_number++;
		if (!p->line.len || p->line.at[0] == '#')
			continue;
		if (play_line(p, &err) == ERR_OK)
			continue;
		printf("Bail out! %s:%d: %s\n", p->script, p->line_number, err.text);
		return false;
	}
	printf("1..%d\n", p->checks);
	return p->failures == 0;
}

/* The surroundings */

static int remove_entry(const char *path, const struct stat *s, int kind,
                        struct FTW *at)
{
	(void)s;
	(void)kind;
	(void)at;
	return remove(path);
}

static void set_in_scratch(const struct play *p, const char *name, const char *folder)
{
	auto_free char *path = mem_printf("%s%s", p->scratch, folder);
	setenv(name, path, 1);
}

static bool open_play(struct play *p, const char *script)
{
	const char *seconds = getenv("SCREEN_DEADLINE");
	unsigned long deadline = 20;
	if (seconds)
		str_number(str_of(seconds), 3600, &deadline);
	*p = (struct play){ .script = script, .rows = 24, .cols = 80 };
	p->deadline_ms = (int64_t)deadline * 1000;
	snprintf(p->scratch, sizeof(p->scratch), "/tmp/baolan-screen-XXXXXX");
	if (!mkdtemp(p->scratch))
		return false;
	set_in_scratch(p, "SCRATCH", "");
	set_in_scratch(p, "HOME", "");
	set_in_scratch(p, "XDG_CONFIG_HOME", "/config");
	set_in_scratch(p, "XDG_DATA_HOME", "/data");
	set_in_scratch(p, "XDG_CACHE_HOME", "/cache");
	setenv("TERM", "xterm-256color", 1);
	unsetenv("LINES");
	unsetenv("COLUMNS");
	return true;
}

static void close_play(struct play *p)
{
	session_end(&p->session);
	terminal_close(&p->terminal);
	vec_each (server, &p->servers) {
		kill(*server, SIGTERM);
		waitpid(*server, NULL, 0);
	}
	vec_done(&p->servers);
	masks_done(&p->masks);
	nftw(p->scratch, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
}

int main(int argc, char **argv)
{
	auto_buf script = BUF_INIT(BUF_MAX_TEXT);
	struct error err;
	struct play play;
	setlocale(LC_ALL, "");
	if (argc != 2) {
		fprintf(stderr, "usage: screen SCRIPT\n");
		return 2;
	}
	if (golden_read(argv[1], &script, &err) != ERR_OK) {
		printf("Bail out! %s\n", err.text);
		return 1;
	}
	if (!open_play(&play, argv[1])) {
		printf("Bail out! no folder in /tmp\n");
		return 1;
	}
	bool passed = play_script(&play, buf_str(&script));
	close_play(&play);
	return passed ? 0 : 1;
}
