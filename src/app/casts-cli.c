/* SPDX-License-Identifier: GPL-3.0-or-later */
/* baolan react --mine, --queue: what was cast, and what waits to be. */
#include "baolan/app/console.h"
#include "baolan/app/papers-cli.h"
#include "baolan/base/clock.h"
#include "baolan/base/i18n.h"
#include "baolan/base/mem.h"
#include "baolan/store/casts.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

/* --- listing --- */

static json_t *row_json(const struct cast_row *row)
{
	return json_pack("{s:o, s:o, s:o, s:o, s:s, s:o, s:o, s:o}", "url",
	                 cli_text_json(row->url), "title", cli_text_json(row->title),
	                 "mood", cli_text_json(row->mood), "label",
	                 cli_text_json(row->label), "state",
	                 cast_state_names[row->state], "chosen",
	                 cli_time_json(row->chosen), "changed",
	                 cli_time_json(row->changed), "message",
	                 cli_text_json(row->message));
}

static void print_row(const struct cast_row *row)
{
	char when[32] = "";
	struct tm tm;
	time_t chosen = (time_t)row->chosen;
	if (localtime_r(&chosen, &tm))
		strftime(when, sizeof(when), "%Y-%m-%d %H:%M", &tm);
	console_printf("%s  %s  %s (%s)\n    %s\n", when,
	               row->label ? row->label : row->mood,
	               row->title ? row->title : "", _(cast_state_words[row->state]),
	               row->url);
	if (row->message)
		console_printf("    %s\n", row->message);
}

static void print_rows(const struct options *options, const struct cast_rows *rows)
{
	json_t *json = options->json ? json_array() : NULL;
	vec_each (row, &rows->list) {
		if (json)
			json_array_append_new(json, row_json(row));
		else
			print_row(row);
	}
	if (json)
		cli_print_json(json);
}

static bool read_rows(struct app *app, bool waiting, struct cast_rows *ret_rows)
{
	struct error err;
	struct store *store = app_store(app, &err);
	if (store && store_casts(store, waiting, ret_rows, &err) == ERR_OK)
		return true;
	cli_complain("%s", err.text);
	return false;
}

int cli_react_mine(struct app *app, const struct options *options)
{
	struct cast_rows rows = { 0 };
	if (!read_rows(app, false, &rows))
		return EXIT_FAILED;
	print_rows(options, &rows);
	if (!rows.list.len && !options->json)
		cli_complain(_("you have cast nothing yet"));
	cast_rows_done(&rows);
	return EXIT_DONE;
}

/* --- choosing for later --- */

/* Offline a page may not know its moods: what was typed is looked up when it is sent.
 */
int cli_react_later(struct app *app, const struct doc *doc, struct str mood)
{
	struct error err;
	uint32_t n;
	const struct doc_mood *moods = doc_moods(doc, &n);
	struct cast_choice choice = { .label = mood,
		                      .url = doc_field(doc, DOC_URL),
		                      .mood = mood,
		                      .title = doc_field(doc, DOC_TITLE) };
	for (uint32_t i = 0; i < n; i++)
		if (str_eq(doc_str(doc, moods[i].token), mood))
			choice.label = doc_str(doc, moods[i].label);
	if (!doc_field(doc, DOC_REACTION_PROTOCOL).len) {
		cli_complain(_("This page has no moods to choose from"));
		return EXIT_FAILED;
	}
	struct store *store = app_store(app, &err);
	if (!store || store_cast_choose(store, &choice, clock_now(), &err) != ERR_OK) {
		cli_complain("%s", err.text);
		return EXIT_FAILED;
	}
	console_printf(_("Your choice waits: %.*s; `baolan react --queue` sends it\n"),
	               STR_ARG(choice.label));
	return EXIT_DONE;
}

/* --- the queue --- */

static bool is_confirmed(size_t n)
{
	char answer[16];
	console_printf(_("Send these choices now (%zu)? y/n "), n);
	fflush(stdout);
	return fgets(answer, sizeof(answer), stdin) && answer[0] == 'y';
}

/* The page may have other tokens by now; a number is that of the screen. */
static struct str find_token(const struct doc *doc, const struct cast_row *row)
{
	uint32_t n;
	const struct doc_mood *moods = doc_moods(doc, &n);
	for (uint32_t i = 0; i < n; i++)
		if (str_eq(doc_str(doc, moods[i].token), str_of(row->mood)) &&
		    (!row->label ||
		     str_eq(doc_str(doc, moods[i].label), str_of(row->label))))
			return doc_str(doc, moods[i].token);
	for (uint32_t i = 0; row->label && i < n; i++)
		if (str_eq(doc_str(doc, moods[i].label), str_of(row->label)))
			return doc_str(doc, moods[i].token);
	unsigned long number;
	if (row->label && strcmp(row->label, row->mood) == 0 &&
	    str_number(str_of(row->mood), n, &number) && number > 0)
		return doc_str(doc, moods[number - 1].token);
	return STR_NONE;
}

static enum err send_from(struct app *app, const struct doc *doc,
                          const struct cast_row *row, struct error *err)
{
	struct loaded after;
	struct error missing = { 0 };
	struct str token = find_token(doc, row);
	if (!token.len)
		return err_set(err, ERR_EMPTY,
		               _("The page has no mood \"%s\" any more"),
		               row->label ? row->label : row->mood);
	enum err code = app_cast(app, doc, token, &after, &missing, err);
	if (code == ERR_OK)
		loaded_done(&after);
	return code;
}

static bool send_row(struct app *app, const struct cast_row *row)
{
	struct loaded loaded;
	struct error missing = { 0 }, err;
	enum err code = app_load(app, row->url, &(struct load_options){ 0 }, &loaded,
	                         &missing, &err);
	if (code == ERR_OK) {
		code = send_from(app, loaded.doc, row, &err);
		loaded_done(&loaded);
	}
	if (code == ERR_OK)
		console_printf(_("Sent and counted: %s  %s\n"),
		               row->label ? row->label : row->mood,
		               row->title ? row->title : row->url);
	else
		cli_complain("%s: %s", row->url, err.text);
	return code == ERR_OK;
}

int cli_react_queue(struct app *app, const struct options *options)
{
	struct cast_rows rows = { 0 };
	int status = EXIT_DONE;
	if (!read_rows(app, true, &rows))
		return EXIT_FAILED;
	print_rows(options, &rows);
	if (options->json)
		status = EXIT_DONE;
	else if (!rows.list.len)
		cli_complain(_("nothing waits to be sent"));
	else if (!is_confirmed(rows.list.len))
		cli_complain(_("nothing was sent; the choices wait on"));
	else
		vec_each (row, &rows.list)
			if (!send_row(app, row))
				status = EXIT_FAILED;
	cast_rows_done(&rows);
	return status;
}
