/* SPDX-License-Identifier: GPL-3.0-or-later */
/* options.h - the command line as rows: subcommands and their options.
 *
 * `baolan --help`, usage errors and the man page's tables are made from these
 * rows. */
#ifndef BAOLAN_APP_OPTIONS_H
#define BAOLAN_APP_OPTIONS_H

#include "baolan/app/app.h"
#include "baolan/base/vec.h"

struct options {
	bool json, markdown, include, no_cache, offline, no_check, all, help, version;
	bool mine, queue, undo;           /* of reactions */
	bool own;                         /* related stories of the store */
	const char *mood;                 /* to rank by; NULL: none */
	int width;                        /* 0: the terminal's, at most the measure */
	const char *base;                 /* NULL: none */
	const char *method;               /* NULL: GET */
	const char *script;               /* as in the settings; NULL: as they say */
	const char *pinyin;               /* likewise */
	const char *ambiguous;            /* as typed; NULL: not given */
	const char *name, *folder, *tags; /* of a paper, as typed; NULL: not said */
	VEC(const char *) headers;        /* "name: value" */
	const char **words;               /* what is no option */
	int n_words;
};

/* Exit statuses. */
enum { EXIT_DONE = 0, EXIT_FAILED = 1, EXIT_USAGE = 2 };

struct subcommand {
	const char *name;
	const char *options; /* the short letters it takes */
	int min_words, max_words;
	int (*run)(struct app *app, const struct options *options);
	const char *synopsis;
	const char *help;
};
extern const struct subcommand subcommands[];
extern const size_t n_subcommands;

struct option_row {
	char letter;
	const char *name;
	const char *argument; /* NULL: a flag */
	const char *help;
};
extern const struct option_row option_rows[];
extern const size_t n_option_rows;
/* NULL when there is none of that name. */
const struct subcommand *subcommand_find(const char *name);

/* Reads argv[1..] by the subcommand's letters (NULL: the reader itself).
 * ERR_FORMAT says what is wrong with it.  Values are borrowed from argv. */
enum err options_parse(const struct subcommand *subcommand, int argc, char **argv,
                       struct options *ret_options, struct error *err);
void options_done(struct options *options);
void options_print_help(void);

int cli_read(struct app *app, const struct options *options);
int cli_list(struct app *app, const struct options *options);
int cli_rank(struct app *app, const struct options *options);
int cli_related(struct app *app, const struct options *options);
int cli_react(struct app *app, const struct options *options);
int cli_store_upkeep(struct app *app, const struct options *options);
int cli_get(struct app *app, const struct options *options);
int cli_follow(struct app *app, const struct options *options);
int cli_unfollow(struct app *app, const struct options *options);
int cli_papers(struct app *app, const struct options *options);
int cli_refresh(struct app *app, const struct options *options);
int cli_search(struct app *app, const struct options *options);
int cli_import(struct app *app, const struct options *options);
int cli_export(struct app *app, const struct options *options);
int cli_doctor(struct app *app, const struct options *options);
/* One line on standard error: "baolan: text". */
void cli_complain(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
