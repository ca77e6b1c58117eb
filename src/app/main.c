/* SPDX-License-Identifier: GPL-3.0-or-later */
/* baolan: a terminal reader for Chinese news. */
#include "config.h"

#include "baolan/app/console.h"
#include "baolan/app/options.h"
#include "baolan/app/reader.h"
#include "baolan/base/arena.h"
#include "baolan/base/i18n.h"
#include "baolan/base/log.h"
#include "baolan/base/mem.h"
#include "baolan/base/paths.h"

#include <errno.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* No more of the locale than is used: each category is files to read, and numbers
 * stay as machines write them.  The translations are read now: a worker forked
 * later can't open them. */
static void start_locale(void)
{
	auto_free char *folder = paths_locale();
	console_start();
	setlocale(LC_MESSAGES, "");
	bindtextdomain("baolan", folder);
	bind_textdomain_codeset("baolan", "UTF-8");
	textdomain("baolan");
	gettext("reading");
}

static int run_reader(struct app *app, const struct options *options,
                      enum ambiguous ambiguous)
{
	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) {
		cli_complain(_(
		        "the reader needs a terminal; `baolan read URL` prints an article"));
		return EXIT_FAILED;
	}
	struct reader_setup setup = {
		.app = app,
		.loop = app->loop,
		.sync = app->sync,
		.fetcher = app->fetcher,
		.web = app->web,
		.recipes = &app->recipes,
		.address = options->n_words ? options->words[0] : NULL,
		.config = &app->config,
		.glyphs = &app->glyphs,
		.ambiguous = ambiguous,
	};
	return reader_run(&setup);
}

static void complain_of_mistakes(const struct app *app)
{
	vec_each (mistake, &app->config.mistakes)
		cli_complain("%s", mistake->text);
	vec_each (mistake, &app->recipes.mistakes)
		cli_complain(_("a recipe was left out: %s"), mistake->text);
}

/* Options say more than settings, in the same words. */
static enum err choose_glyphs(struct app *app, const struct options *options,
                              struct error *err)
{
	const struct {
		struct str setting;
		const char *value;
	} said[] = { { STR("script"), options->script },
		     { STR("pinyin"), options->pinyin } };
	for (size_t i = 0; i < ARRAY_SIZE(said); i++) {
		enum err code = ERR_OK;
		if (said[i].value)
			code = config_set(&app->config, said[i].setting,
			                  str_of(said[i].value), err);
		if (code != ERR_OK)
			return code;
	}
	app->glyphs = (struct glyphs){
		.script = (enum script)app->config.script,
		.pinyin = (enum pinyin)app->config.pinyin,
		.encoder = console_encoder(),
	};
	return ERR_OK;
}

static int run_in(struct app *app, const struct subcommand *subcommand,
                  const struct options *options)
{
	enum ambiguous ambiguous;
	struct error err;
	if (choose_glyphs(app, options, &err) != ERR_OK ||
	    ambiguous_start(options->ambiguous, &app->config, &ambiguous, &err) !=
	            ERR_OK) {
		cli_complain("%s", err.text);
		return EXIT_USAGE;
	}
	app->glyphs.replace = ambiguous == AMBIGUOUS_REPLACE;
	if (!subcommand)
		return run_reader(app, options, ambiguous);
	complain_of_mistakes(app);
	return subcommand->run(app, options);
}

static int run(const struct subcommand *subcommand, const struct options *options)
{
	struct app app;
	struct error err;
	if (app_start(&app, &err) != ERR_OK) {
		cli_complain("%s", err.text);
		return EXIT_FAILED;
	}
	int status = run_in(&app, subcommand, options);
	app_stop(&app);
	return status;
}

/* A full disk behind standard output is told; a reader that has seen enough
 * (`| head`) is not. */
static int flush_output(int status)
{
	if (fflush(stdout) == 0 && !ferror(stdout))
		return status;
	if (errno != EPIPE)
		cli_complain(_("standard output can't be written: %s"),
		             strerror(errno));
	return EXIT_FAILED;
}

/* The command line in UTF-8, but for the names of files. */
static char **read_words(int argc, char **argv, struct arena *arena)
{
	char **words = arena_alloc(arena, ((size_t)argc + 1) * sizeof(*words));
	for (int i = 0; i < argc; i++) {
		auto_free char *word = console_word(argv[i]);
		words[i] = (char *)arena_str(arena, str_of(word)).at;
	}
	return words;
}

int main(int argc, char **argv)
{
	struct options options;
	struct error err;
	start_locale();
	log_open("baolan");
	signal(SIGPIPE, SIG_IGN);
	auto_arena words = { 0 };
	argv = read_words(argc, argv, &words);
	const struct subcommand *subcommand =
	        argc > 1 ? subcommand_find(argv[1]) : NULL;
	int skipped = subcommand ? 1 : 0;
	if (options_parse(subcommand, argc - skipped, argv + skipped, &options, &err) !=
	    ERR_OK) {
		cli_complain("%s", err.text);
		return EXIT_USAGE;
	}
	int status = EXIT_DONE;
	if (options.help)
		options_print_help();
	else if (options.version)
		puts(PACKAGE_STRING);
	else
		status = run(subcommand, &options);
	options_done(&options);
	return flush_output(status);
}
