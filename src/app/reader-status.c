/* SPDX-License-Identifier: GPL-3.0-or-later */
/* reader-status.c - the bar, and under it, where there is room for two rows,
 * what is typed, told or hinted at. */
#include "reader-commands.h"
#include "reader-inside.h"

#include "baolan/base/i18n.h"
#include "baolan/base/mem.h"
#include "baolan/text/width.h"
#include "baolan/view/fold.h"
#include "baolan/view/status.h"

#include <stdio.h>
#include <time.h>

/* From so many rows on, two of them are not the view's. */
enum { TWO_ROWS_FROM = 16, MAX_MESSAGE = 3 };

int reader_view_rows(int rows)
{
	return MAX(rows - (rows >= TWO_ROWS_FROM ? 2 : 1), 1);
}

/* --- the bar --- */

static void add_size(struct buf *b, const struct visit *visit)
{
	char have[STATUS_SIZE], all[STATUS_SIZE];

	status_size(visit->bytes, have);
	status_size(visit->expected, all);
	if (visit->expected > visit->bytes)
		buf_printf(b, _("%s of %s"), have, all);
	else if (visit->bytes)
		buf_add_text(b, have);
}

static const struct visit *filling(const struct reader *r, const struct page *page)
{
	for (const struct visit *v = r->visits; page && v; v = v->next)
		if (v->page == page->id)
			return v;
	return NULL;
}

static void make_left(const struct reader *r, struct buf *b)
{
	const struct visit *pending = reader_pending(r);
	struct view *top = r->stack.top;

	if (pending && pending->step == LOAD_READING)
		buf_printf(b, _("Reading %s"), pending->title);
	else if (pending)
		buf_printf(b, _("Loading %s"), pending->title);
	else if (top->ops->title)
		buf_add_str(b, top->ops->title(top));
	else
		buf_add_text(b, "baolan");
}

static void add_part(struct buf *b, const char *text)
{
	buf_printf(b, "%s%s", b->len && *text ? "  " : "", text);
}

static void add_visit(struct buf *b, const struct visit *visit)
{
	static const char *const steps[] = {
		[LOAD_FETCHING] = N_("loading"),
		[LOAD_READING] = N_("reading"),
		[LOAD_PAGES] = N_("loading its pages"),
		[LOAD_MOODS] = N_("loading the moods"),
	};
	auto_buf size = BUF_INIT(200);

	if (visit->page)
		add_part(b, _(steps[visit->step]));
	add_size(&size, visit);
	add_part(b, buf_text(&size));
}

static void add_saved(struct buf *b, const struct page *page)
{
	time_t saved = (time_t)page->saved;
	char when[40];
	struct tm tm;

	if (!page->saved || !localtime_r(&saved, &tm) ||
	    !strftime(when, sizeof(when), "%m-%d %H:%M", &tm))
		return;
	buf_printf(b, _("copy of %s"), when);
}

/* With a budget one wants to see what is left of it. */
static void add_budget(struct buf *b, struct web *web)
{
	struct meter meter = { 0 };
	char used[STATUS_SIZE], all[STATUS_SIZE];

	if (web)
		web_meter(web, &meter);
	if (!meter.budget)
		return;
	status_size(meter.day, used);
	status_size(meter.budget, all);
	buf_printf(b, b->len ? "  %s/%s" : "%s/%s", used, all);
}

static void make_right(const struct reader *r, struct buf *b)
{
	const struct view *top = r->stack.top;
	const struct page *page = page_of(r->stack.top);
	const struct visit *pending = reader_pending(r);
	const struct visit *visit = pending ? pending : filling(r, page);
	char text[MAX(STATUS_SIZE, VIEW_PLACE_SIZE)];

	reader_refresh_text(r, b);
	if (page)
		add_saved(b, page);
	if (visit) {
		add_visit(b, visit);
	} else if (page && page->bytes) {
		status_size(page->bytes, text);
		add_part(b, text);
	}
	add_budget(b, r->setup->web);
	if (!top->ops->place)
		return;
	top->ops->place(top, text);
	add_part(b, text);
}

static void paint_bar(struct reader *r, int row)
{
	auto_buf left = BUF_INIT(1 << 16), right = BUF_INIT(4096);

	make_left(r, &left);
	make_right(r, &right);
	status_paint(&r->canvas, row, STYLE_STATUS, buf_str(&left), buf_str(&right));
}

/* --- the line below --- */

static struct str first_key(const struct command *command)
{
	struct str keys = str_of(command->keys);

	return str_cut(&keys, ' ');
}

static int hint_cells(const struct canvas *c, const struct command *command)
{
	return width_str(first_key(command)) + 1 +
	       canvas_cells(c, str_of(_(command->hint)));
}

static void paint_hints(struct reader *r, int row)
{
	struct canvas *c = &r->canvas;
	const struct command *command;
	int col = 1;

	for (size_t i = 0; (command = command_nth(i)); i++) {
		if (!command->hint || !(command->context & r->stack.top->ops->context))
			continue;
		if (col + hint_cells(c, command) > c->cols - 1)
			break;
		col = canvas_put(c, row, col, c->cols, STYLE_KEY, first_key(command));
		col = canvas_put(c, row, col + 1, c->cols, STYLE_DIM,
		                 str_of(_(command->hint)));
		col += 2;
	}
}

static void paint_count(struct reader *r, int row)
{
	auto_free char *text =
	        mem_printf(_("%u: Enter opens number %u"), r->count, r->count);

	canvas_fill(&r->canvas, row, 0, r->canvas.cols, STYLE_TEXT, ' ');
	int end = canvas_put(&r->canvas, row, 1, r->canvas.cols - 1, STYLE_PROMPT,
	                     str_of(text));
	r->canvas.cursor_visible = true;
	r->canvas.cursor_row = row;
	r->canvas.cursor_col = MIN(end, r->canvas.cols - 1);
}

/* A long message takes rows from the view until the next key. */
static void paint_message(struct reader *r, int last)
{
	struct canvas *c = &r->canvas;
	auto_buf shown = BUF_INIT(BUF_MAX_TEXT);
	glyphs_add(&r->glyphs, &shown, str_of(r->message));
	struct str rest = buf_str(&shown);
	int room = MAX(c->cols - 2, 1);
	int n = MIN(MIN(fold_count(rest, room), MAX_MESSAGE), c->rows);

	for (int row = last - n + 1; row <= last; row++) {
		struct str text = row < last ? fold_row(&rest, room) : rest;
		status_paint(c, row, r->message_style, text, STR_NONE);
	}
}

/* What takes the last row before hints or the bar; false: nothing does. */
static bool paint_talk(struct reader *r, int row)
{
	if (r->asking) {
		canvas_fill(&r->canvas, row, 0, r->canvas.cols, STYLE_TEXT, ' ');
		prompt_paint(&r->prompt, &r->canvas, row);
	} else if (r->count && !r->stack.top->ops->number) {
		paint_count(r, row);
	} else if (r->message[0]) {
		paint_message(r, row);
	} else {
		return false;
	}
	return true;
}

void reader_paint_status(struct reader *r)
{
	int last = r->canvas.rows - 1;
	bool two = r->canvas.rows >= TWO_ROWS_FROM;

	paint_bar(r, two ? last - 1 : last);
	if (!paint_talk(r, last) && two)
		paint_hints(r, last);
}

void show_meter(struct reader *r, int count)
{
	struct meter meter = { 0 };
	char session[STATUS_SIZE], day[STATUS_SIZE], kept[STATUS_SIZE],
	        packed[STATUS_SIZE];

	(void)count;
	if (r->setup->web)
		web_meter(r->setup->web, &meter);
	status_size(meter.session, session);
	status_size(meter.day, day);
	status_size(meter.saved_by_cache, kept);
	status_size(meter.saved_by_compression, packed);
	reader_say(r,
	           _("Over the line: %s since the start, %s today; saved today: %s by "
	             "copies, %s by compression"),
	           session, day, kept, packed);
}
