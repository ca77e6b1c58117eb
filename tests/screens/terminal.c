/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "terminal.h"

#include "baolan/base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define OUTPUT_KEPT ((size_t)1 << 20)
#define FLUSH_NULS 8
#define INPUT_PIECE ((size_t)32)
#define RIGHT_HALF ((uint32_t)-1)

/* libvterm tells */

static int on_property(VTermProp prop, VTermValue *value, void *user)
{
	struct terminal *t = user;
	if (prop == VTERM_PROP_ALTSCREEN)
		t->alternate = value->boolean;
	if (prop == VTERM_PROP_CURSORVISIBLE)
		t->cursor_visible = value->boolean;
	if (prop == VTERM_PROP_MOUSE)
		t->mouse = value->number != VTERM_PROP_MOUSE_NONE;
	return 1;
}

static int on_cursor(VTermPos pos, VTermPos old, int visible, void *user)
{
	struct terminal *t = user;
	(void)old;
	(void)visible;
	t->cursor = pos;
	return 1;
}

static const VTermScreenCallbacks callbacks = {
	.movecursor = on_cursor,
	.settermprop = on_property,
};

static void open_screen(struct terminal *t)
{
	t->vt = vterm_new(t->rows, t->cols);
	vterm_set_utf8(t->vt, 1);
	t->screen = vterm_obtain_screen(t->vt);
	vterm_screen_enable_altscreen(t->screen, 1);
	vterm_screen_set_callbacks(t->screen, &callbacks, t);
	vterm_screen_reset(t->screen, 1);
}

bool terminal_open(struct terminal *t, int rows, int cols)
{
	struct winsize size = { .ws_row = (unsigned short)rows,
		                .ws_col = (unsigned short)cols };
	*t = (struct terminal){ .rows = rows, .cols = cols, .cursor_visible = true };
	t->output = BUF_INIT(OUTPUT_KEPT);
	if (openpty(&t->master, &t->slave, NULL, NULL, &size) < 0)
		return false;
	fcntl(t->master, F_SETFD, FD_CLOEXEC);
	fcntl(t->slave, F_SETFD, FD_CLOEXEC);
	fcntl(t->master, F_SETFL, O_RDWR | O_NONBLOCK);
	tcgetattr(t->slave, &t->before);
	open_screen(t);
	return true;
}

void terminal_close(struct terminal *t)
{
	if (!t->vt)
		return;
	vterm_free(t->vt);
	buf_done(&t->output);
	close(t->master);
	close(t->slave);
	*t = (struct terminal){ 0 };
}

void terminal_resize(struct terminal *t, int rows, int cols)
{
	struct winsize size = { .ws_row = (unsigned short)rows,
		                .ws_col = (unsigned short)cols };
	t->rows = rows;
	t->cols = cols;
	vterm_set_size(t->vt, rows, cols);
	ioctl(t->master, TIOCSWINSZ, &size);
}

/* Bytes in and out */

static void write_all(struct terminal *t, const char *bytes, size_t len)
{
	while (len > 0) {
		ssize_t put = write(t->master, bytes, len);
		if (put < 0 && errno != EAGAIN && errno != EINTR)
			return;
		if (put < 0) {
			struct pollfd room = { .fd = t->master, .events = POLLOUT };
			if (poll(&room, 1, 5000) == 0)
				return;
			continue;
		}
		bytes += put;
		len -= (size_t)put;
	}
}

/* What the emulator itself has to say: typed keys, answers to questions. */
static void send_answers(struct terminal *t)
{
	char bytes[256];
	for (size_t len; (len = vterm_output_read(t->vt, bytes, sizeof(bytes))) > 0;)
		write_all(t, bytes, len);
}

static void count_flushed(struct terminal *t, const char *bytes, size_t len)
{
	for (size_t i = 0; i < len; i++)
		t->flushed = bytes[i] ? 0 : t->flushed + 1;
}

static void keep_output(struct terminal *t, const char *bytes, size_t len)
{
	if (t->output.len + len > OUTPUT_KEPT)
		buf_consume(&t->output, t->output.len / 2);
	buf_add(&t->output, bytes, len);
}

bool terminal_read(struct terminal *t)
{
	static char bytes[16384];
	ssize_t got = read(t->master, bytes, sizeof(bytes));
	if (got <= 0)
		return false;
	count_flushed(t, bytes, (size_t)got);
	keep_output(t, bytes, (size_t)got);
	/* In small pieces: libvterm keeps few of its answers until they are read. */
	for (size_t i = 0; i < (size_t)got; i += INPUT_PIECE) {
		vterm_input_write(t->vt, bytes + i, MIN(INPUT_PIECE, (size_t)got - i));
		send_answers(t);
	}
	return true;
}

void terminal_flush(struct terminal *t)
{
	static const char nuls[FLUSH_NULS];
	t->flushed = 0;
	if (write(t->slave, nuls, sizeof(nuls)) < 0)
		t->flushed = FLUSH_NULS;
}

bool terminal_is_flushed(const struct terminal *t)
{
	return t->flushed >= FLUSH_NULS;
}

bool terminal_input_is_read(const struct terminal *t)
{
	int waiting = 0;
	return ioctl(t->slave, FIONREAD, &waiting) < 0 || waiting == 0;
}

/* Keys */

void terminal_type(struct terminal *t, struct str text)
{
	write_all(t, text.at, text.len);
}

static const struct {
	const char *name;
	VTermKey key;
	VTermModifier mod;
} named_keys[] = {
	{ "Enter", VTERM_KEY_ENTER, VTERM_MOD_NONE },
	{ "Tab", VTERM_KEY_TAB, VTERM_MOD_NONE },
	{ "BackTab", VTERM_KEY_TAB, VTERM_MOD_SHIFT },
	{ "Backspace", VTERM_KEY_BACKSPACE, VTERM_MOD_NONE },
	{ "Esc", VTERM_KEY_ESCAPE, VTERM_MOD_NONE },
	{ "Up", VTERM_KEY_UP, VTERM_MOD_NONE },
	{ "Down", VTERM_KEY_DOWN, VTERM_MOD_NONE },
	{ "Left", VTERM_KEY_LEFT, VTERM_MOD_NONE },
	{ "Right", VTERM_KEY_RIGHT, VTERM_MOD_NONE },
	{ "Insert", VTERM_KEY_INS, VTERM_MOD_NONE },
	{ "Delete", VTERM_KEY_DEL, VTERM_MOD_NONE },
	{ "Home", VTERM_KEY_HOME, VTERM_MOD_NONE },
	{ "End", VTERM_KEY_END, VTERM_MOD_NONE },
	{ "PageUp", VTERM_KEY_PAGEUP, VTERM_MOD_NONE },
	{ "PageDown", VTERM_KEY_PAGEDOWN, VTERM_MOD_NONE },
};

static bool press_named(struct terminal *t, struct str name)
{
	for (size_t i = 0; i < ARRAY_SIZE(named_keys); i++) {
		if (!str_eq(name, str_of(named_keys[i].name)))
			continue;
		vterm_keyboard_key(t->vt, named_keys[i].key, named_keys[i].mod);
		send_answers(t);
		return true;
	}
	return false;
}

static bool press_function(struct terminal *t, struct str name)
{
	unsigned long number;
	if (!str_starts(name, STR("F")) ||
	    !str_number(str_from(name, 1), 12, &number) || number == 0)
		return false;
	vterm_keyboard_key(t->vt, (VTermKey)VTERM_KEY_FUNCTION(number), VTERM_MOD_NONE);
	send_answers(t);
	return true;
}

static bool is_one_character(struct str s)
{
	size_t characters = 0;
	for (size_t i = 0; i < s.len; i++)
		characters += ((unsigned char)s.at[i] & 0xC0) != 0x80;
	return characters == 1;
}

static bool press_control(struct terminal *t, struct str name)
{
	if (name.len != 3 || !str_starts(name, STR("C-")))
		return false;
	char byte = (char)(name.at[2] & 0x1F);
	write_all(t, &byte, 1);
	return true;
}

bool terminal_key(struct terminal *t, struct str name)
{
	if (str_eq(name, STR("Space")))
		name = STR(" ");
	if (is_one_character(name)) {
		terminal_type(t, name);
		return true;
	}
	if (str_starts(name, STR("A-"))) {
		write_all(t, "\033", 1);
		return terminal_key(t, str_from(name, 2));
	}
	return press_control(t, name) || press_function(t, name) ||
	       press_named(t, name);
}

/* Cells */

static void add_utf8(struct buf *b, uint32_t c)
{
	if (c < 0x80) {
		buf_add_char(b, (char)c);
		return;
	}
	int more = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
	static const unsigned char leads[] = { 0, 0xC0, 0xE0, 0xF0 };
	buf_add_char(b, (char)(leads[more] | c >> (6 * more)));
	while (more-- > 0)
		buf_add_char(b, (char)(0x80 | (c >> (6 * more) & 0x3F)));
}

static void add_cell(struct buf *b, const VTermScreenCell *cell)
{
	if (cell->chars[0] == RIGHT_HALF)
		return;
	if (!cell->chars[0])
		buf_add_char(b, ' ');
	for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell->chars[i]; i++)
		add_utf8(b, cell->chars[i]);
}

static VTermScreenCell cell_at(const struct terminal *t, int row, int col)
{
	VTermScreenCell cell = { 0 };
	vterm_screen_get_cell(t->screen, (VTermPos){ row, col }, &cell);
	return cell;
}

static void add_row(const struct terminal *t, int row, struct buf *ret_text)
{
	for (int col = 0; col < t->cols; col++) {
		VTermScreenCell cell = cell_at(t, row, col);
		add_cell(ret_text, &cell);
	}
}

static void add_cut_row(const struct terminal *t, int row, struct buf *ret_text)
{
	size_t start = ret_text->len;
	add_row(t, row, ret_text);
	while (ret_text->len > start && ret_text->at[ret_text->len - 1] == ' ')
		buf_cut(ret_text, ret_text->len - 1);
}

void terminal_text(const struct terminal *t, struct buf *ret_text)
{
	size_t end = ret_text->len;
	for (int row = 0; row < t->rows; row++) {
		size_t start = ret_text->len;
		add_cut_row(t, row, ret_text);
		bool empty = ret_text->len == start;
		buf_add_char(ret_text, '\n');
		if (!empty)
			end = ret_text->len;
	}
	buf_cut(ret_text, end);
}

/* The column whose cell begins `offset` bytes into the row's text. */
static int column_of(const struct terminal *t, int row, size_t offset)
{
	auto_buf text = BUF_INIT(BUF_MAX_TEXT);
	for (int col = 0; col < t->cols; col++) {
		VTermScreenCell cell = cell_at(t, row, col);
		if (text.len >= offset && cell.chars[0] != RIGHT_HALF)
			return col;
		add_cell(&text, &cell);
	}
	return t->cols - 1;
}

bool terminal_find(const struct terminal *t, struct str text, VTermPos *ret_pos)
{
	for (int row = 0; row < t->rows; row++) {
		auto_buf line = BUF_INIT(BUF_MAX_TEXT);
		add_row(t, row, &line);
		size_t offset = str_find(buf_str(&line), text);
		if (offset == STR_NPOS)
			continue;
		*ret_pos = (VTermPos){ row, column_of(t, row, offset) };
		return true;
	}
	return false;
}

static bool is_coloured(const VTermScreenCell *cell)
{
	return !VTERM_COLOR_IS_DEFAULT_FG(&cell->fg) ||
	       !VTERM_COLOR_IS_DEFAULT_BG(&cell->bg);
}

bool terminal_has_style(const struct terminal *t, VTermPos pos, struct str style,
                        bool *ret_known)
{
	VTermScreenCell cell = cell_at(t, pos.row, pos.col);
	bool bold = cell.attrs.bold, reverse = cell.attrs.reverse;
	bool underline = cell.attrs.underline != 0, italic = cell.attrs.italic;
	const struct {
		struct str name;
		bool has;
	} styles[] = {
		{ STR("bold"), bold },
		{ STR("reverse"), reverse },
		{ STR("underline"), underline },
		{ STR("italic"), italic },
		{ STR("coloured"), is_coloured(&cell) },
		{ STR("plain"),
		  !bold && !reverse && !underline && !italic && !is_coloured(&cell) },
	};
	*ret_known = true;
	for (size_t i = 0; i < ARRAY_SIZE(styles); i++)
		if (str_eq(style, styles[i].name))
			return styles[i].has;
	*ret_known = false;
	return false;
}

/* The terminal as it was left */

static bool has_default_pen(const struct terminal *t)
{
	static const VTermAttr attrs[] = { VTERM_ATTR_BOLD, VTERM_ATTR_UNDERLINE,
		                           VTERM_ATTR_ITALIC, VTERM_ATTR_BLINK,
		                           VTERM_ATTR_REVERSE };
	VTermState *state = vterm_obtain_state(t->vt);
	VTermValue value;
	for (size_t i = 0; i < ARRAY_SIZE(attrs); i++)
		if (vterm_state_get_penattr(state, attrs[i], &value) && value.number)
			return false;
	vterm_state_get_penattr(state, VTERM_ATTR_FOREGROUND, &value);
	if (!VTERM_COLOR_IS_DEFAULT_FG(&value.color))
		return false;
	vterm_state_get_penattr(state, VTERM_ATTR_BACKGROUND, &value);
	return VTERM_COLOR_IS_DEFAULT_BG(&value.color);
}

static bool sends(const struct terminal *t, struct str expected)
{
	char bytes[32];
	size_t len = vterm_output_read(t->vt, bytes, sizeof(bytes));
	return str_eq(str_make(bytes, len), expected);
}

/* Asked by pressing an arrow, and by pasting: what the program would be sent. */
static bool has_plain_arrows(const struct terminal *t)
{
	vterm_keyboard_key(t->vt, VTERM_KEY_UP, VTERM_MOD_NONE);
	return sends(t, STR("\033[A"));
}

static bool brackets_pastes(const struct terminal *t)
{
	vterm_keyboard_start_paste(t->vt);
	return !sends(t, STR(""));
}

static bool has_line_modes(const struct terminal *t)
{
	struct termios now;
	return tcgetattr(t->slave, &now) == 0 && now.c_iflag == t->before.c_iflag &&
	       now.c_oflag == t->before.c_oflag && now.c_cflag == t->before.c_cflag &&
	       now.c_lflag == t->before.c_lflag &&
	       memcmp(now.c_cc, t->before.c_cc, sizeof(now.c_cc)) == 0;
}

const char *terminal_not_restored(const struct terminal *t)
{
	if (t->alternate)
		return "the alternate screen is still shown";
	if (!t->cursor_visible)
		return "the cursor is hidden";
	if (t->mouse)
		return "the mouse is still reported";
	if (!has_default_pen(t))
		return "attributes or colours are still set";
	if (!has_plain_arrows(t))
		return "the arrow keys are still in application mode";
	if (brackets_pastes(t))
		return "pastes are still bracketed";
	if (!has_line_modes(t))
		return "the line's modes (stty -a) differ";
	return NULL;
}
