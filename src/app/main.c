/* SPDX-License-Identifier: GPL-3.0-or-later */
/* baolan: a terminal reader for Chinese news. */
#include "config.h"

#include "baolan/app/options.h"
#include "baolan/app/reader.h"
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
	setlocale(LC_CTYPE, "");
	setlocale(LC_MESSAGES, "");
	bindtextdomain("baolan", folder);
	bind_textdomain_codeset("baolan", "UTF-8");
	textdomain("baolan");
	gettext("reading");
}

static int run_reader(struct app *app, const struct options *options)
{
	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) {
		cli_complain(_(
		        "the reader needs a terminal; `baolan read URL` prints an article"));
		return EXIT_FAILED;
	}
	struct reader_setup setup = {
		.loop = app->loop,
		.sync = app->sync,
		.fetcher = app->fetcher,
		.web = app->web,
		.recipes = &app->recipes,
		.address = options->n_words ? options->words[0] : NULL,
		.config = &app->config,
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

static int run(const struct subcommand *subcommand, const struct options *options)
{
	struct app app;
	struct error err;
	if (app_start(&app, &err) != ERR_OK) {
		cli_complain("%s", err.text);
		return EXIT_FAILED;
	}
	int status;
	if (subcommand) {
		complain_of_mistakes(&app);
		status = subcommand->run(&app, options);
	} else {
		status = run_reader(&app, options);
	}
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

int main(int argc, char **argv)
{
	struct options options;
	struct error err;
	start_locale();
	log_open("baolan");
	signal(SIGPIPE, SIG_IGN);
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
