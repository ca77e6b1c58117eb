/* SPDX-License-Identifier: GPL-3.0-or-later */
/* prompt.c - editing by graphemes; one table of keys. */
#include "baolan/view/prompt.h"

#include "baolan/base/mem.h"
#include "baolan/term/term.h"
#include "baolan/text/clean.h"
#include "baolan/text/grapheme.h"
#include "baolan/text/utf8.h"
#include "baolan/text/width.h"

#include <stdlib.h>

enum { MAX_TEXT = 8192, MAX_HISTORY = 200 };

void prompt_history_done(struct prompt_history *history)
{
	vec_each (line, &history->lines)
		free(*line);
	vec_done(&history->lines);
}

void prompt_init(struct prompt *p, const char *label)
{
	*p = (struct prompt){ .label = mem_strdup(label), .text = BUF_INIT(MAX_TEXT) };
}

void prompt_done(struct prompt *p)
{
	free(p->label);
	free(p->draft);
	free(p->completing);
	buf_done(&p->text);
	*p = (struct prompt){ .text = BUF_INIT(MAX_TEXT) };
}

void prompt_set(struct prompt *p, struct str text)
{
	buf_clear(&p->text);
	clean_add(&p->text, str_head(text, MAX_TEXT - 8), false);
	p->cursor = p->text.len;
}

/* --- the text around the cursor --- */

static struct str before_cursor(const struct prompt *p)
{
	return str_head(buf_str(&p->text), p->cursor);
}

static struct str behind_cursor(const struct prompt *p)
{
	return str_from(buf_str(&p->text), p->cursor);
}

/* Where the cluster before the cursor begins. */
static size_t previous_cluster(const struct prompt *p)
{
	struct str rest = before_cursor(p);
	size_t start = 0, len = 0;

	while (rest.len) {
		int cells;

		start += len;
		len = grapheme_next(rest, &cells);
		rest = str_from(rest, len);
	}
	return start;
}

static size_t next_cluster(const struct prompt *p)
{
	int cells;

	return p->cursor + grapheme_next(behind_cursor(p), &cells);
}

static size_t previous_word(const struct prompt *p)
{
	struct str before = before_cursor(p);
	uint32_t c;

	while (before.len && before.at[before.len - 1] == ' ')
		before.len--;
	while (before.len) {
		size_t len = utf8_previous(before, &c);
		if (utf8_is_space(c))
			break;
		before.len -= len;
	}
	return before.len;
}

static void replace(struct prompt *p, size_t from, size_t to, struct str with)
{
	auto_buf text = BUF_INIT(MAX_TEXT);

	buf_add_str(&text, str_head(buf_str(&p->text), from));
	buf_add_str(&text, with);
	buf_add_str(&text, str_from(buf_str(&p->text), to));
	if (text.over)
		return;
	buf_clear(&p->text);
	buf_add_str(&p->text, buf_str(&text));
	p->cursor = from + with.len;
}

/* --- what keys do --- */

typedef enum prompt_state key_fn(struct prompt *p);

static enum prompt_state go_left(struct prompt *p)
{
	p->cursor = previous_cluster(p);
	return PROMPT_EDITING;
}

static enum prompt_state go_right(struct prompt *p)
{
	p->cursor = next_cluster(p);
	return PROMPT_EDITING;
}

static enum prompt_state go_start(struct prompt *p)
{
	p->cursor = 0;
	return PROMPT_EDITING;
}

static enum prompt_state go_end(struct prompt *p)
{
	p->cursor = p->text.len;
	return PROMPT_EDITING;
}

/* Backspace in an empty line leaves, as in vi and less. */
static enum prompt_state erase_left(struct prompt *p)
{
	if (!p->text.len)
		return PROMPT_LEFT;
	replace(p, previous_cluster(p), p->cursor, STR(""));
	return PROMPT_EDITING;
}

static enum prompt_state erase_right(struct prompt *p)
{
	size_t from = p->cursor;

	replace(p, from, next_cluster(p), STR(""));
	return PROMPT_EDITING;
}

static enum prompt_state erase_word(struct prompt *p)
{
	replace(p, previous_word(p), p->cursor, STR(""));
	return PROMPT_EDITING;
}

static enum prompt_state erase_to_start(struct prompt *p)
{
	replace(p, 0, p->cursor, STR(""));
	return PROMPT_EDITING;
}

static enum prompt_state erase_to_end(struct prompt *p)
{
	replace(p, p->cursor, p->text.len, STR(""));
	return PROMPT_EDITING;
}

static void show_line(struct prompt *p, size_t at)
{
	size_t n = p->history->lines.len;

	if (p->history_at == n) {
		free(p->draft);
		p->draft = str_dup(buf_str(&p->text));
	}
	p->history_at = at;
	prompt_set(p, str_of(at < n ? p->history->lines.at[at] : p->draft));
}

static enum prompt_state older(struct prompt *p)
{
	if (p->history && p->history_at > 0)
		show_line(p, p->history_at - 1);
	return PROMPT_EDITING;
}

static enum prompt_state newer(struct prompt *p)
{
	if (p->history && p->history_at < p->history->lines.len)
		show_line(p, p->history_at + 1);
	return PROMPT_EDITING;
}

/* Each Tab offers the next completion, behind the last one what was typed. */
static enum prompt_state complete(struct prompt *p)
{
	const char *text;

	if (!p->complete)
		return PROMPT_EDITING;
	if (!p->completing) {
		p->completing = str_dup(buf_str(&p->text));
		p->completion = 0;
	}
	text = p->complete(str_of(p->completing), p->completion++);
	if (!text)
		p->completion = 0;
	prompt_set(p, str_of(text ? text : p->completing));
	return PROMPT_EDITING;
}

static void remember(struct prompt_history *history, struct str line)
{
	size_t n = history->lines.len;

	if (!line.len || (n && str_eq(str_of(history->lines.at[n - 1]), line)))
		return;
	if (n == MAX_HISTORY) {
		free(history->lines.at[0]);
		memmove(history->lines.at, history->lines.at + 1,
		        (n - 1) * sizeof(*history->lines.at));
		history->lines.len--;
	}
	*vec_push(&history->lines) = str_dup(line);
}

static enum prompt_state enter(struct prompt *p)
{
	if (p->history)
		remember(p->history, buf_str(&p->text));
	return PROMPT_ENTERED;
}

static enum prompt_state leave(struct prompt *p)
{
	(void)p;
	return PROMPT_LEFT;
}

/* clang-format off */
static const struct {
	uint32_t key;
	key_fn *fn;
} keys[] = {
	{ KEYS_ENTER, enter },
	{ KEYS_ESC, leave }, { KEY_MOD_CTRL | 'c', leave }, { KEY_MOD_CTRL | 'g', leave },
	{ KEYS_LEFT, go_left },   { KEY_MOD_CTRL | 'b', go_left },
	{ KEYS_RIGHT, go_right }, { KEY_MOD_CTRL | 'f', go_right },
	{ KEYS_HOME, go_start },  { KEY_MOD_CTRL | 'a', go_start },
	{ KEYS_END, go_end },     { KEY_MOD_CTRL | 'e', go_end },
	{ KEYS_UP, older },       { KEY_MOD_CTRL | 'p', older },
	{ KEYS_DOWN, newer },     { KEY_MOD_CTRL | 'n', newer },
	{ KEYS_BACKSPACE, erase_left },
	{ KEYS_DELETE, erase_right }, { KEY_MOD_CTRL | 'd', erase_right },
	{ KEY_MOD_CTRL | 'w', erase_word },
	{ KEY_MOD_CTRL | 'u', erase_to_start },
	{ KEY_MOD_CTRL | 'k', erase_to_end },
	{ KEYS_TAB, complete },
};
/* clang-format on */

static void insert(struct prompt *p, uint32_t c)
{
	char utf8[4];

	if (c < KEY_NAMED)
		replace(p, p->cursor, p->cursor, str_make(utf8, utf8_put(c, utf8)));
}

static bool is_ready(struct prompt *p, uint32_t key)
{
	return p->one_key && key < KEY_NAMED;
}

enum prompt_state prompt_key(struct prompt *p, uint32_t key)
{
	if (!p->history_at && p->history && !p->draft)
		p->history_at = p->history->lines.len;
	if (key != KEYS_TAB)
		free(take(p->completing));
	for (size_t i = 0; i < ARRAY_SIZE(keys); i++)
		if (keys[i].key == key)
			return keys[i].fn(p);
	if (is_ready(p, key)) {
		insert(p, key);
		return PROMPT_ENTERED;
	}
	if (!p->one_key)
		insert(p, key & ~(uint32_t)KEY_MOD_PASTE);
	return PROMPT_EDITING;
}

/* --- painting --- */

/* Skip from the left what would push the cursor off the row. */
static struct str scrolled(const struct prompt *p, const struct canvas *c, int room)
{
	struct str text = buf_str(&p->text);
	size_t skipped = 0;

	while (canvas_cells(c, str_head(str_from(text, skipped),
	                                p->cursor - skipped)) >= room) {
		int cells;

		skipped += grapheme_next(str_from(text, skipped), &cells);
	}
	return str_from(text, skipped);
}

void prompt_paint(const struct prompt *p, struct canvas *c, int row)
{
	struct str label = str_of(p->label);
	int left, room;

	/* Of a long label at least half the row is left to write in. */
	left = canvas_put(c, row, 0, MAX(c->cols / 2, c->cols - 20), STYLE_PROMPT,
	                  label);
	room = MAX(c->cols - left - 1, 1);
	struct str shown = scrolled(p, c, room);
	size_t skipped = p->text.len - shown.len;

	canvas_put(c, row, left, left + room, STYLE_TEXT, shown);
	c->cursor_visible = true;
	c->cursor_row = row;
	c->cursor_col = left + canvas_cells(c, str_head(shown, p->cursor - skipped));
}
