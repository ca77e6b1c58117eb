/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the screen can do, as text or JSON. */
#include "baolan/app/console.h"
#include "baolan/app/options.h"
#include "baolan/app/output.h"
#include "baolan/app/papers-cli.h"
#include "baolan/app/ranking.h"
#include "baolan/base/i18n.h"
#include "baolan/base/mem.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

void cli_complain(const char *format, ...)
{
	va_list args;
	va_start(args, format);
	console_put(stderr, STR("baolan: "));
	console_vprintf(stderr, format, args);
	console_put(stderr, STR("\n"));
	va_end(args);
}

static int text_width(const struct app *app, const struct options *options)
{
	struct winsize size;
	int measure = (int)app->config.measure;
	if (options->width)
		return options->width;
	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 2)
		return MIN(size.ws_col, measure);
	return measure;
}

static void add_text(const struct app *app, const struct options *options,
                     const struct doc *doc, unsigned sections, struct buf *b)
{
	struct layout_options layout =
	        output_layout(&app->config, text_width(app, options), sections);
	layout.glyphs = &app->glyphs;
	output_text(doc, &layout, b);
}

/* Text that was laid out with app->glyphs. */
static void print_text(const struct buf *b)
{
	console_put(stdout, buf_str(b));
}

enum load_result { LOAD_FAILED, LOAD_INCOMPLETE, LOAD_WHOLE };

/* Load what a subcommand is about, and complain of all that is missing. */
static enum load_result load_word(struct app *app, const struct options *options,
                                  int word, bool no_moods, struct loaded *ret_loaded)
{
	struct error missing = { 0 }, err;
	struct load_options load = { .base = options->base,
		                     .no_moods = no_moods,
		                     .no_cache = options->no_cache,
		                     .offline = options->offline };
	if (app_load(app, options->words[word], &load, ret_loaded, &missing, &err) !=
	    ERR_OK) {
		cli_complain("%s", err.text);
		return LOAD_FAILED;
	}
	if (missing.code == ERR_OK)
		return LOAD_WHOLE;
	cli_complain("%s", missing.text);
	return LOAD_INCOMPLETE;
}

static void print_markdown(const struct doc *doc)
{
	auto_buf text = BUF_INIT(BUF_MAX_TEXT * 8);
	output_markdown(doc, &text);
	fwrite(buf_text(&text), 1, text.len, stdout);
}

int cli_read(struct app *app, const struct options *options)
{
	struct loaded loaded;
	if (!load_word(app, options, 0, false, &loaded))
		return EXIT_FAILED;
	app_loads_no_more(app);
	auto_buf text = BUF_INIT(BUF_MAX_TEXT * 8);
	if (options->json)
		cli_print_json(output_article(loaded.doc));
	else if (options->markdown)
		print_markdown(loaded.doc);
	else
		add_text(app, options, loaded.doc, SECTION_ALL, &text);
	print_text(&text);
	loaded_done(&loaded);
	return EXIT_DONE;
}

int cli_list(struct app *app, const struct options *options)
{
	struct loaded loaded;
	if (!options->n_words)
		return cli_list_store(app, options);
	if (!load_word(app, options, 0, true, &loaded))
		return EXIT_FAILED;
	auto_buf text = BUF_INIT(BUF_MAX_TEXT);
	const struct doc_list *list =
	        doc_list_of(loaded.doc, LIST_STORIES, PERIOD_OTHER);
	if (options->json)
		cli_print_json(output_listing(loaded.doc));
	else
		add_text(app, options, loaded.doc, SECTION_STORIES, &text);
	print_text(&text);
	bool is_feed = doc_field(loaded.doc, DOC_FORMAT).len &&
	               !str_eq(doc_field(loaded.doc, DOC_FORMAT), STR("page"));
	loaded_done(&loaded);
	if (list || is_feed || options->json)
		return EXIT_DONE;
	cli_complain(_("%s lists no stories"), options->words[0]);
	return EXIT_FAILED;
}

static void add_story(const struct doc *doc, const struct doc_story *story,
                      struct buf *b)
{
	struct str heat = doc_str(doc, story->heat),
	           summary = doc_str(doc, story->summary);
	if (story->rank)
		buf_printf(b, "%2u. ", story->rank);
	buf_add_str(b, doc_str(doc, story->title));
	if (heat.len)
		buf_printf(b, "  (%.*s)", STR_ARG(heat));
	buf_printf(b, "\n    %.*s\n", STR_ARG(doc_str(doc, story->url)));
	if (story->source.len)
		buf_printf(b, "    %.*s\n", STR_ARG(doc_str(doc, story->source)));
	if (summary.len)
		buf_printf(b, "    %.*s\n", STR_ARG(summary));
}

static void print_stories(const struct app *app, const struct doc *doc,
                          const struct doc_list *list)
{
	auto_buf text = BUF_INIT(BUF_MAX_TEXT), shown = BUF_INIT(BUF_MAX_TEXT * 8);
	const struct doc_story *stories = doc_stories(doc, list);
	buf_printf(&text, "%.*s\n", STR_ARG(doc_str(doc, list->name)));
	for (uint32_t i = 0; i < list->count; i++)
		add_story(doc, &stories[i], &text);
	glyphs_add(&app->glyphs, &shown, buf_str(&text));
	print_text(&shown);
}

static bool print_related(struct app *app, const struct options *options,
                          const struct doc *doc)
{
	uint32_t n;
	bool found = false;
	const struct doc_list *lists = doc_lists(doc, &n);
	json_t *json = options->json ? json_array() : NULL;
	for (uint32_t i = 0; i < n; i++) {
		if (lists[i].kind != LIST_RELATED)
			continue;
		found = true;
		if (!json) {
			print_stories(app, doc, &lists[i]);
			continue;
		}
		json_t *stories = output_stories(doc, &lists[i]);
		json_array_extend(json, stories);
		json_decref(stories);
	}
	if (json)
		cli_print_json(json);
	return found;
}

int cli_related(struct app *app, const struct options *options)
{
	struct loaded loaded;
	if (!load_word(app, options, 0, true, &loaded))
		return EXIT_FAILED;
	if (options->own || (related_are_few(loaded.doc) && library_is_followed(app)))
		cli_add_related(app, &loaded);
	bool found = print_related(app, options, loaded.doc);
	loaded_done(&loaded);
	if (found || options->json)
		return EXIT_DONE;
	cli_complain(_("%s names no related stories"), options->words[0]);
	return EXIT_FAILED;
}

static const char *const period_names[PERIODS] = {
	[PERIOD_DAY] = "day", [PERIOD_WEEK] = "week", [PERIOD_MONTH] = "month"
};

/* The period that a word names; -1: none. */
static int period_named(const char *word)
{
	for (int i = PERIOD_DAY; i < PERIODS; i++)
		if (strcmp(word, period_names[i]) == 0)
			return i;
	return -1;
}

/* The period asked for of a page; PERIODS: all; -1: no such period. */
static int asked_period(const struct options *options)
{
	return options->n_words < 2 ? PERIODS : period_named(options->words[0]);
}

/* Say which there are instead. */
static void lacks_period(const struct doc *doc, const char *page)
{
	auto_buf has = BUF_INIT(4096);
	for (int i = PERIOD_DAY; i < PERIODS; i++)
		if (doc_list_of(doc, LIST_RANKING, (enum doc_period)i))
			buf_printf(&has, "%s%s", has.len ? ", " : "", period_names[i]);
	if (has.len)
		cli_complain(_("%s has no such ranking; it has: %s"), page,
		             buf_text(&has));
	else
		cli_complain(_("%s has no such ranking"), page);
}

/* Print the rankings of a period, or of all; returns how many there were. */
static unsigned print_rankings(const struct app *app, const struct doc *doc, int period,
                               json_t *json)
{
	uint32_t n_lists;
	unsigned printed = 0;
	const struct doc_list *lists = doc_lists(doc, &n_lists);
	for (uint32_t i = 0; i < n_lists; i++) {
		if (lists[i].kind != LIST_RANKING ||
		    (period != PERIODS && lists[i].period != period))
			continue;
		if (json)
			json_array_append_new(json, output_ranking(doc, &lists[i]));
		else
			print_stories(app, doc, &lists[i]);
		printed++;
	}
	return printed;
}

int cli_rank(struct app *app, const struct options *options)
{
	struct loaded loaded;
	int own = options->n_words ? period_named(options->words[0]) : PERIOD_DAY;
	if (options->mood)
		return cli_rank_mood(app, options, MAX(own, (int)PERIOD_DAY));
	if (options->n_words < 2 && own >= 0)
		return cli_rank_own(app, options, own);
	int period = asked_period(options);
	if (period < 0) {
		cli_complain(_("\"%s\" is no period; day, week and month are"),
		             options->words[0]);
		return EXIT_USAGE;
	}
	if (!load_word(app, options, options->n_words - 1, true, &loaded))
		return EXIT_FAILED;
	json_t *json = options->json ? json_array() : NULL;
	unsigned printed = print_rankings(app, loaded.doc, period, json);
	if (json)
		cli_print_json(json);
	else if (!printed)
		lacks_period(loaded.doc, options->words[options->n_words - 1]);
	loaded_done(&loaded);
	return printed || options->json ? EXIT_DONE : EXIT_FAILED;
}

/* A mood by its token, its label or its number on the screen. */
static struct str find_mood(const struct doc *doc, struct str wanted)
{
	uint32_t n;
	unsigned long number;
	const struct doc_mood *moods = doc_moods(doc, &n);
	for (uint32_t i = 0; i < n; i++)
		if (str_eq(doc_str(doc, moods[i].label), wanted))
			return doc_str(doc, moods[i].token);
	if (str_number(wanted, n, &number) && number > 0)
		return doc_str(doc, moods[number - 1].token);
	for (uint32_t i = 0; i < n; i++)
		if (str_eq(doc_str(doc, moods[i].token), wanted))
			return doc_str(doc, moods[i].token);
	return STR_NONE;
}

static void print_moods(const struct app *app, const struct options *options,
                        const struct doc *doc)
{
	auto_buf text = BUF_INIT(BUF_MAX_TEXT);
	if (options->json)
		cli_print_json(output_reactions(doc));
	else
		add_text(app, options, doc, SECTION_MOODS, &text);
	print_text(&text);
}

static int print_after(const struct app *app, const struct options *options,
                       struct loaded *after, const struct error *missing)
{
	if (missing->code != ERR_OK)
		cli_complain("%s", missing->text);
	print_moods(app, options, after->doc);
	loaded_done(after);
	return EXIT_DONE;
}

static int cast_and_print(struct app *app, const struct options *options,
                          const struct doc *doc)
{
	struct str typed = str_of(options->words[1]), mood = find_mood(doc, typed);
	struct loaded after;
	struct error missing = { 0 }, err;
	if (options->offline)
		return cli_react_later(app, doc, mood.len ? mood : typed);
	if (!mood.len) {
		cli_complain(
		        _("\"%s\" is none of this article's moods; `baolan react %s` lists them"),
		        options->words[1], options->words[0]);
		return EXIT_USAGE;
	}
	if (app_cast(app, doc, mood, &after, &missing, &err) != ERR_OK) {
		cli_complain("%s", err.text);
		return EXIT_FAILED;
	}
	return print_after(app, options, &after, &missing);
}

static int undo_and_print(struct app *app, const struct options *options,
                          const struct doc *doc)
{
	struct loaded after;
	struct error missing = { 0 }, err;
	if (!doc_field(doc, DOC_REACTION_MINE).len) {
		cli_complain(_("You have cast nothing at %s"), options->words[0]);
		return EXIT_FAILED;
	}
	if (app_undo(app, doc, &after, &missing, &err) != ERR_OK) {
		cli_complain("%s", err.text);
		return EXIT_FAILED;
	}
	return print_after(app, options, &after, &missing);
}

int cli_react(struct app *app, const struct options *options)
{
	struct loaded loaded;
	uint32_t n_moods;
	int status = EXIT_DONE;
	if (options->mine)
		return cli_react_mine(app, options);
	if (options->queue)
		return cli_react_queue(app, options);
	if (!options->n_words) {
		cli_complain(_("react takes an address, --mine or --queue"));
		return EXIT_USAGE;
	}
	enum load_result result = load_word(app, options, 0, false, &loaded);
	if (result == LOAD_FAILED)
		return EXIT_FAILED;
	doc_moods(loaded.doc, &n_moods);
	bool names_mood = options->n_words > 1 && !options->undo;
	if (names_mood && (options->offline || n_moods)) {
		status = cast_and_print(app, options, loaded.doc);
	} else if (n_moods == 0) {
		if (result == LOAD_WHOLE)
			cli_complain(_("%s has no moods to choose from"),
			             options->words[0]);
		status = EXIT_FAILED;
	} else if (options->undo) {
		status = undo_and_print(app, options, loaded.doc);
	} else {
		print_moods(app, options, loaded.doc);
	}
	loaded_done(&loaded);
	return status;
}
