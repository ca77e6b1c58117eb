/* SPDX-License-Identifier: GPL-3.0-or-later */
/* reader.c - the loop's callbacks: keys, signals, and the hook that paints. */
#include "reader-inside.h"

#include "baolan/app/options.h"
#include "baolan/app/output.h"
#include "baolan/base/i18n.h"
#include "baolan/base/mem.h"
#include "baolan/term/term.h"
#include "baolan/text/utf8.h"
#include "baolan/view/help.h"
#include "baolan/view/notice.h"

#include "reader-commands.h"

#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum { MAX_COUNT = 99999 };

/* --- what the other files use --- */

void reader_touch(struct reader *r)
{
	r->dirty = true;
}

static void set_message(struct reader *r, enum style style, const char *format,
                        va_list args)
{
	vsnprintf(r->message, sizeof(r->message), format, args);
	r->message[utf8_head(str_of(r->message), sizeof(r->message) - 5).len] = '\0';
	r->message_style = style;
	reader_touch(r);
}

void reader_say(struct reader *r, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	set_message(r, STYLE_TEXT, format, args);
	va_end(args);
}

void reader_complain(struct reader *r, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	set_message(r, STYLE_ERROR, format, args);
	va_end(args);
}

struct page *reader_page(const struct reader *r)
{
	struct view *v = r->stack.top;

	while (v && !page_of(v))
		v = v->below;
	return page_of(v);
}

static struct page *find_page(const struct view_stack *stack, unsigned id)
{
	for (struct view *v = stack->top; v; v = v->below) {
		struct page *page = page_of(v);
		if (page && page->id == id)
			return page;
	}
	return NULL;
}

struct page *reader_page_numbered(const struct reader *r, unsigned id)
{
	struct page *page = find_page(&r->stack, id);

	return page ? page : find_page(&r->forward, id);
}

/* Bring the views up to date with the screen's size. */
static void lay_out(struct reader *r)
{
	int rows, cols;

	term_size(&rows, &cols);
	view_stack_layout(&r->stack, reader_view_rows(rows), cols);
}

/* --- painting --- */

static void paint(struct reader *r)
{
	int rows, cols;

	term_size(&rows, &cols);
	canvas_resize(&r->canvas, rows, cols);
	view_stack_paint(&r->stack, &r->canvas, reader_view_rows(rows));
	reader_paint_status(r);
	term_show(&r->canvas);
}

/* What is below a long text's first rows is laid out between the keys. */
static void lay_out_more(void *data)
{
	struct reader *r = data;

	r->slice_timer = 0;
	if (view_stack_more(&r->stack))
		r->slice_timer = loop_after(r->setup->loop, 0, lay_out_more, r);
	else
		reader_touch(r); /* how far one is, is known better now */
}

static void before_sleep(void *data)
{
	struct reader *r = data;

	if (!r->dirty || reader_awaits_widths(r))
		return;
	r->dirty = false;
	r->painted = true;
	reader_sweep(r);
	reader_count_later(r);
	lay_out(r);
	paint(r);
	if (!r->slice_timer && view_stack_more(&r->stack))
		r->slice_timer = loop_after(r->setup->loop, 0, lay_out_more, r);
}

/* --- keys --- */

static void type_digit(struct reader *r, unsigned digit)
{
	struct view *top = r->stack.top;

	r->count = MIN(r->count * 10 + digit, MAX_COUNT);
	if (top->ops->number)
		top->ops->number(top, r->count);
}

/* Digits, and what takes them back; false: the key is for the key map. */
static bool count_key(struct reader *r, uint32_t key)
{
	bool shown = r->count && !r->stack.top->ops->number;

	if (key >= '0' && key <= '9' && (r->count || key != '0'))
		type_digit(r, key - '0');
	else if (shown && key == KEYS_BACKSPACE)
		r->count /= 10;
	else if (shown && key == KEYS_ESC)
		r->count = 0;
	else
		return false;
	return true;
}

static void say_unknown(struct reader *r, uint32_t key)
{
	char name[24];

	key_text(key, name);
	reader_say(r, _("%s does nothing here; ? shows what can be done"), name);
}

static void command_key(struct reader *r, uint32_t key)
{
	const struct command *command =
	        keymap_find(r->keymap, key, r->stack.top->ops->context);
	int count = (int)r->count;

	r->count = 0;
	if (command)
		command->run(r, count);
	else
		say_unknown(r, key);
}

static void on_key(struct reader *r, uint32_t key)
{
	reader_look_around(r);
	reader_touch(r);
	lay_out(r);
	r->message[0] = '\0';
	if (r->asking)
		reader_prompt_key(r, key);
	else if (!(key & KEY_MOD_PASTE) && !count_key(r, key))
		command_key(r, key);
}

static void stop_reading(struct reader *r, int status)
{
	r->leaving = true;
	r->status = status;
	loop_stop(r->setup->loop);
}

static void drain_keys(void *data)
{
	struct reader *r = data;
	uint32_t key;
	int wait;

	while (!r->leaving && term_key(&key))
		on_key(r, key);
	reader_take_widths(r);
	loop_cancel(r->setup->loop, r->key_timer);
	loop_cancel(r->setup->loop, r->slice_timer);
	r->key_timer = 0;
	wait = term_key_wait();
	if (!r->leaving && wait >= 0)
		r->key_timer = loop_after(r->setup->loop, wait, drain_keys, r);
}

static void on_input(void *data, short revents)
{
	struct reader *r = data;

	reader_index_not_now(r);
	drain_keys(r);
	if (revents & (POLLHUP | POLLERR | POLLNVAL))
		stop_reading(r, 1);
}

/* --- signals --- */

static void on_end_signal(void *data, int signo)
{
	(void)signo;
	stop_reading(data, 1);
}

static void on_resize(void *data, int signo)
{
	(void)signo;
	term_resized();
	reader_touch(data);
}

static void on_stop(void *data, int signo)
{
	(void)signo;
	suspend(data, 0);
}

static void on_continue(void *data, int signo)
{
	(void)signo;
	term_resume();
	reader_probe(data);
	reader_touch(data);
}

/* clang-format off */
static const struct {
	int signo;
	loop_signal_fn *fn;
} signals[] = {
	{ SIGINT, on_end_signal }, { SIGTERM, on_end_signal }, { SIGHUP, on_end_signal },
	{ SIGWINCH, on_resize },   { SIGTSTP, on_stop },       { SIGCONT, on_continue },
};
/* clang-format on */

/* --- commands of the reader itself --- */

void redraw(struct reader *r, int count)
{
	(void)count;
	term_resized();
	term_redraw();
	reader_probe(r);
	reader_touch(r);
}

void suspend(struct reader *r, int count)
{
	(void)count;
	term_suspend();
	reader_probe(r);
	reader_touch(r);
}

void quit(struct reader *r, int count)
{
	(void)count;
	stop_reading(r, 0);
}

static void add_group(struct view *help, const struct command_group *group)
{
	help_add_heading(help, _(group->heading));
	for (size_t i = 0; i < group->n; i++) {
		const struct command *command = &group->commands[i];
		help_add(help, command->keys, command->name, _(command->help));
	}
}

void show_help(struct reader *r, int count)
{
	struct view *help = help_new();

	(void)count;
	help_add_text(
	        help,
	        _("A number before a key repeats it (5j); a number and Enter opens "
	          "the link or story of that number."));
	for (size_t i = 0; i < n_command_groups; i++)
		add_group(help, &command_groups[i]);
	view_push(&r->stack, help);
	reader_touch(r);
}

/* --- beginning and end --- */

static void tell_mistakes(struct reader *r)
{
	const struct recipes *recipes = r->setup->recipes;
	const struct config *config = r->setup->config;

	if (config->mistakes.len)
		reader_complain(r, "%s", config->mistakes.at[0].text);
	if (!recipes || !recipes->mistakes.len)
		return;
	if (recipes->mistakes.len == 1)
		reader_complain(r, _("A recipe was left out: %s"),
		                recipes->mistakes.at[0].text);
	else
		reader_complain(r, _("%u recipes were left out; the first: %s"),
		                (unsigned)recipes->mistakes.len,
		                recipes->mistakes.at[0].text);
}

static void start(struct reader *r)
{
	struct loop *loop = r->setup->loop;

	for (size_t i = 0; i < ARRAY_SIZE(signals); i++)
		loop_on_signal(loop, signals[i].signo, signals[i].fn, r);
	loop_watch(loop, term_input_fd(), POLLIN, on_input, r);
	loop_prefer(loop, term_input_fd());
	loop_before_sleep(loop, before_sleep, r);
	view_push(&r->stack,
	          notice_new(_("baolan reads Chinese news\n\nU opens an address, a "
	                       "follows a paper, ? helps, q leaves")));
	if (!r->setup->address && library_is_followed(r->setup->app))
		go_papers(r, 0);
	if (r->setup->address)
		reader_visit(r, r->setup->address, &(struct visit_options){ 0 });
	reader_tell_console(r);
	tell_mistakes(r);
	reader_touch(r);
}

static void end(struct reader *r)
{
	loop_unwatch(r->setup->loop, term_input_fd());
	loop_before_sleep(r->setup->loop, NULL, NULL);
	loop_cancel(r->setup->loop, r->key_timer);
	loop_cancel(r->setup->loop, r->probe_timer);
	loop_cancel(r->setup->loop, r->slice_timer);
	reader_cancel_visits(r);
	load_cancel(r->cast.load);
	reader_stop_queue(r);
	free(r->cast.label);
	view_stack_done(&r->stack);
	view_stack_done(&r->forward);
	reader_shelf_done(r);
	prompt_done(&r->prompt);
	for (int i = 0; i < ASK_KINDS; i++)
		prompt_history_done(&r->histories[i]);
	free(r->save_path);
	reader_forget_large(r);
	free(r->start_address);
	canvas_done(&r->canvas);
	keymap_free(r->keymap);
}

static int fail(const struct error *err)
{
	cli_complain("%s", err->text);
	return 1;
}

int reader_run(const struct reader_setup *setup)
{
	const struct config *config = setup->config;
	struct reader r = {
		.setup = setup,
		.glyphs = *setup->glyphs,
		.next_pinyin = setup->glyphs->pinyin,
		.page_options = { .measure = (int)config->measure,
		                  .link_numbers = config->link_numbers,
		                  .justify = config->justify,
		                  .rules = (enum break_set)config->line_rules,
		                  .indent = (enum layout_indent)config->indent,
		                  .hang = (enum layout_hang)config->hang,
		                  .hide_moods = config->hide_moods,
		                  .words = output_words() },
	};
	struct error err;

	r.page_options.glyphs = &r.glyphs;
	r.stack.glyphs = r.forward.glyphs = r.canvas.glyphs = &r.glyphs;
	prompt_init(&r.prompt, "");
	if (keymap_new(&r.keymap, &err) || term_start(&err)) {
		prompt_done(&r.prompt);
		keymap_free(r.keymap);
		return fail(&err);
	}
	reader_probe(&r);
	start(&r);
	loop_run(setup->loop);
	end(&r);
	term_stop();
	return r.status;
}
