/* SPDX-License-Identifier: GPL-3.0-or-later */
/* reader-ask.c - what the reader types: addresses, commands, searches. */
#include "reader-inside.h"

#include "baolan/app/console.h"
#include "baolan/base/i18n.h"
#include "baolan/base/mem.h"
#include "baolan/text/url.h"

#include "reader-commands.h"

#include <stdlib.h>
#include <unistd.h>

/* --- the prompt --- */

void reader_ask(struct reader *r, enum ask_kind kind, const char *label,
                const char *text, answer_fn *answer)
{
	prompt_done(&r->prompt);
	prompt_init(&r->prompt, label);
	prompt_set(&r->prompt, str_of(text));
	r->prompt.history = &r->histories[kind];
	r->answer = answer;
	r->typing = NULL;
	r->gave_up = NULL;
	r->asking = true;
	reader_touch(r);
}

void reader_ask_key(struct reader *r, const char *label, answer_fn *answer)
{
	prompt_done(&r->prompt);
	prompt_init(&r->prompt, label);
	r->prompt.one_key = true;
	r->answer = answer;
	r->typing = NULL;
	r->gave_up = NULL;
	r->asking = true;
	reader_touch(r);
}

/* The answer may ask again, so the text leaves the prompt first. */
void reader_prompt_key(struct reader *r, uint32_t key)
{
	enum prompt_state state = prompt_key(&r->prompt, key);
	auto_free char *text = NULL;

	reader_touch(r);
	text = str_dup(buf_str(&r->prompt.text));
	if (state == PROMPT_EDITING) {
		if (r->typing)
			r->typing(r, str_of(text));
		return;
	}
	prompt_done(&r->prompt);
	r->asking = false;
	if (state == PROMPT_ENTERED)
		r->answer(r, str_of(text));
	else if (r->gave_up)
		r->gave_up(r);
}

/* --- addresses --- */

static bool is_file(const char *path)
{
	return access(path, R_OK) == 0;
}

char *reader_expand_home(struct str typed)
{
	const char *home = getenv("HOME");

	if (!str_starts(typed, STR("~/")) || !home)
		return str_dup(typed);
	return mem_printf("%s%.*s", home, STR_ARG(str_from(typed, 1)));
}

/* A file that is there is meant before an address that might be. */
static void open_typed(struct reader *r, struct str typed)
{
	auto_buf url = BUF_INIT(1 << 16);
	auto_free char *path = reader_expand_home(str_trim_space(typed));

	if (!*path)
		return;
	auto_free char *file = console_file_name(path);
	if (is_file(file))
		reader_visit(r, file, &(struct visit_options){ 0 });
	else if (url_from_typed(str_of(path), &url))
		reader_visit(r, buf_text(&url), &(struct visit_options){ 0 });
	else
		reader_complain(r, _("Neither a file nor an address: %s"), path);
}

void open_address(struct reader *r, int count)
{
	(void)count;
	reader_ask(r, ASK_ADDRESS, _("Open: "), "", open_typed);
}

/* --- commands by name --- */

static const char *complete_command(struct str typed, unsigned n)
{
	const struct command *command;

	for (size_t i = 0; (command = command_nth(i)); i++)
		if (str_starts(str_of(command->name), typed) && n-- == 0)
			return command->name;
	return NULL;
}

static bool looks_like_address(struct str typed)
{
	return str_find_char(typed, '/') != STR_NPOS ||
	       str_find_char(typed, '.') != STR_NPOS;
}

static void run_command(struct reader *r, struct str typed)
{
	const struct command *command;

	typed = str_trim(typed);
	command = command_named(typed);
	if (!typed.len)
		return;
	if (command && command->context & r->stack.top->ops->context)
		command->run(r, 0);
	else if (command)
		reader_complain(r, _("%s can't be done here"), command->name);
	else if (looks_like_address(typed))
		open_typed(r, typed);
	else
		reader_complain(r, _("There is no command %.*s; ? shows all"),
		                STR_ARG(typed));
}

void type_command(struct reader *r, int count)
{
	(void)count;
	reader_ask(r, ASK_COMMAND, ":", "", run_command);
	r->prompt.complete = complete_command;
}

/* --- searching --- */

static void say_match(struct reader *r)
{
	const struct page *page = reader_page(r);

	reader_say(r, _("Place %u of %u"), (unsigned)page->current + 1,
	           (unsigned)page_found(page));
}

static void find(struct reader *r, struct str text)
{
	struct page *page = reader_page(r);

	if (!page)
		return;
	if (!text.len)
		page_forget_found(page);
	else if (page_find(page, text))
		say_match(r);
	else
		reader_complain(r, _("Not found: %.*s"), STR_ARG(text));
}

void search(struct reader *r, int count)
{
	(void)count;
	reader_ask(r, ASK_SEARCH, "/", "", find);
}

static void go_match(struct reader *r, int n)
{
	struct page *page = reader_page(r);

	if (!page_found(page)) {
		reader_say(r, _("Nothing was searched for; / searches"));
		return;
	}
	page_find_next(page, n);
	say_match(r);
}

void next_match(struct reader *r, int count)
{
	go_match(r, MAX(count, 1));
}

void previous_match(struct reader *r, int count)
{
	go_match(r, -MAX(count, 1));
}
