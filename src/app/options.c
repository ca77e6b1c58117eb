/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "baolan/app/options.h"

#include "baolan/app/console.h"
#include "baolan/base/i18n.h"
#include "baolan/base/mem.h"

#include <getopt.h>
#include <stdio.h>

/* clang-format off */
const struct subcommand subcommands[] = {
	{ "read",    "jmwbaSPno", 1, 1, cli_read,
	  "[--json|--markdown] [--width N] [--script SCRIPT] [--pinyin HOW] [--base URL] [--no-cache|--offline] URL|FILE|-",
	  N_("print one article, with its moods, related stories and rankings") },
	{ "list",    "jwbaSPno", 0, 1, cli_list,    "[--json] [--base URL] [--no-cache|--offline] [URL|FILE|-]",
	  N_("print the stories of a feed or channel page, or all that are in the store") },
	{ "related", "jbaSPnoR", 1, 1, cli_related, "[--json] [--papers] [--base URL] URL|FILE|-",
	  N_("print the related stories of an article, and those of your papers when it names few") },
	{ "rank",    "jbaSPnoL", 0, 2, cli_rank,
	  "[--json] [--mood MOOD] [--base URL] [day|week|month] [URL|FILE|-]",
	  N_("print the rankings of a page, or what most of your papers carry") },
	{ "react",   "jwaSPoMQU", 0, 2, cli_react,
	  "[--json] [--offline] URL [MOOD | --undo] | --mine | --queue",
	  N_("show the moods of an article, or cast one by number, name or token; "
	     "list what you cast; send what waits") },
	{ "get",     "iXHno", 1, 1, cli_get,     "[-i] [-X METHOD] [-H 'NAME: VALUE']... [--no-cache|--offline] URL",
	  N_("fetch an address and print what came") },
	{ "follow",  "NFTK",  1, 1, cli_follow,
	  "[--name NAME] [--folder FOLDER] [--tags TAG,TAG] [--no-check] URL",
	  N_("follow a feed, the feed that a page names, or a channel page without one") },
	{ "unfollow", "",     1, 1, cli_unfollow, "URL|NAME",
	  N_("follow it no more") },
	{ "papers",  "j",     0, 0, cli_papers,  "[--json]",
	  N_("print what is followed: unread and all stories, last refresh, trouble") },
	{ "refresh", "jA",    0, 1, cli_refresh, "[--json] [--all] [URL]",
	  N_("fetch what is due of all that is followed, or one paper") },
	{ "search",  "j",     1, 64, cli_search, "[--json] QUERY",
	  N_("print the stories in the store that have these words") },
	{ "import",  "",      1, 1, cli_import,  "FILE|-",
	  N_("follow what an OPML file, a list of addresses or newsboat's urls file names") },
	{ "export",  "",      0, 0, cli_export,  "",
	  N_("print what is followed as OPML") },
	{ "store",   "",      1, 1, cli_store_upkeep, "check|compact|export",
	  N_("look whether the store is sound, make it small, or print its stories as JSON lines") },
	{ "doctor",  "bano",   1, 1, cli_doctor,  "[--base URL] URL|FILE|-",
	  N_("tell what baolan makes of a feed or a page, and what it had to repair") },
};

const struct option_row option_rows[] = {
	{ 'j', "json",     NULL,     N_("print JSON") },
	{ 'm', "markdown", NULL,     N_("print Markdown") },
	{ 'w', "width",    "N",      N_("lay text out for N columns") },
	{ 'b', "base",     "URL",    N_("the address that a local file stands for") },
	{ 'a', "ambiguous", "N",     N_("columns of Chinese quotes, dashes, dots: 1, 2, auto or replace") },
	{ 'S', "script",   "SCRIPT", N_("show simplified or traditional characters, or as-is") },
	{ 'P', "pinyin",   "HOW",    N_("pinyin under the text, instead of it, or plain") },
	{ 'i', "include",  NULL,     N_("print the header lines too") },
	{ 'X', "request",  "METHOD", N_("the HTTP method, GET unless said") },
	{ 'H', "header",   "LINE",   N_("add a header line; may be repeated") },
	{ 'n', "no-cache", NULL,     N_("neither use nor keep a copy on disk") },
	{ 'o', "offline",  NULL,     N_("use the copies on disk only, however old") },
	{ 'N', "name",     "NAME",   N_("what to call the paper") },
	{ 'F', "folder",   "FOLDER", N_("the folder to put the paper in") },
	{ 'T', "tags",     "TAG,TAG", N_("words to find its stories by") },
	{ 'K', "no-check", NULL,     N_("follow the address as it is, without looking at it") },
	{ 'A', "all",      NULL,     N_("also what is not due yet") },
	{ 'M', "mine",     NULL,     N_("list what you cast, and what became of it") },
	{ 'Q', "queue",    NULL,     N_("list what waits to be sent, and send it when you say y") },
	{ 'R', "papers",   NULL,     N_("also related stories of your papers, however many the page names") },
	{ 'L', "mood",     "MOOD",   N_("rank articles that you opened by a mood of their readers") },
	{ 'U', "undo",     NULL,     N_("take back what you cast, where the site can") },
	{ 'h', "help",     NULL,     N_("print this help") },
	{ 'V', "version",  NULL,     N_("print the version") },
};
/* clang-format on */
/* What the reader itself takes. */
#define READER_LETTERS "aSP"
const size_t n_subcommands = ARRAY_SIZE(subcommands);
const size_t n_option_rows = ARRAY_SIZE(option_rows);

const struct subcommand *subcommand_find(const char *name)
{
	for (size_t i = 0; i < n_subcommands; i++)
		if (strcmp(subcommands[i].name, name) == 0)
			return &subcommands[i];
	return NULL;
}

static enum err set_width(struct options *options, const char *text, struct error *err)
{
	unsigned long width;
	if (!str_number(str_of(text), 1000, &width) || width < 2)
		return err_set(err, ERR_FORMAT,
		               _("--width takes a number from 2 to 1000"));
	options->width = (int)width;
	return ERR_OK;
}

static enum err set_option(struct options *options, int letter, const char *text,
                           struct error *err)
{
	struct {
		char letter;
		bool *flag;
		const char **value;
	} places[] = {
		{ 'j', &options->json, NULL },    { 'm', &options->markdown, NULL },
		{ 'i', &options->include, NULL }, { 'h', &options->help, NULL },
		{ 'V', &options->version, NULL }, { 'b', NULL, &options->base },
		{ 'X', NULL, &options->method },  { 'a', NULL, &options->ambiguous },
		{ 'X', NULL, &options->method },  { 'n', &options->no_cache, NULL },
		{ 'o', &options->offline, NULL }, { 'S', NULL, &options->script },
		{ 'P', NULL, &options->pinyin },  { 'K', &options->no_check, NULL },
		{ 'A', &options->all, NULL },     { 'N', NULL, &options->name },
		{ 'F', NULL, &options->folder },  { 'T', NULL, &options->tags },
		{ 'R', &options->own, NULL },     { 'L', NULL, &options->mood },
		{ 'M', &options->mine, NULL },    { 'Q', &options->queue, NULL },
		{ 'U', &options->undo, NULL },
	};
	if (letter == 'w')
		return set_width(options, text, err);
	if (letter == 'H')
		*vec_push(&options->headers) = text;
	for (size_t i = 0; i < ARRAY_SIZE(places); i++) {
		if (places[i].letter != letter)
			continue;
		if (places[i].flag)
			*places[i].flag = true;
		else
			*places[i].value = text;
	}
	return ERR_OK;
}

/* getopt's two descriptions of the letters that apply. */
static size_t describe(const char *letters, struct option *long_options,
                       char *short_options)
{
	size_t n = 0;
	char *end = short_options;
	*end++ = ':';
	for (size_t i = 0; i < ARRAY_SIZE(option_rows); i++) {
		const struct option_row *row = &option_rows[i];
		if (!strchr(letters, row->letter) && !strchr("hV", row->letter))
			continue;
		int has_arg = row->argument ? required_argument : no_argument;
		long_options[n++] =
		        (struct option){ row->name, has_arg, NULL, row->letter };
		*end++ = row->letter;
		if (row->argument)
			*end++ = ':';
	}
	*end = '\0';
	return n;
}

static enum err check_words(const struct subcommand *subcommand,
                            const struct options *options, struct error *err)
{
	int min = subcommand ? subcommand->min_words : 0;
	int max = subcommand ? subcommand->max_words : 1;
	const char *name = subcommand ? subcommand->name : "";
	if (options->help || options->version)
		return ERR_OK;
	if (options->n_words < min)
		return err_set(err, ERR_FORMAT,
		               _("A word is missing; usage: baolan %s %s"), name,
		               subcommand ? subcommand->synopsis : "");
	if (options->n_words > max)
		return err_set(err, ERR_FORMAT,
		               _("\"%s\" is one word too many; see baolan --help"),
		               options->words[max]);
	return ERR_OK;
}

enum err options_parse(const struct subcommand *subcommand, int argc, char **argv,
                       struct options *ret_options, struct error *err)
{
	struct options options = { 0 };
	struct option long_options[ARRAY_SIZE(option_rows) + 1] = { 0 };
	char short_options[2 * ARRAY_SIZE(option_rows) + 2];
	int letter;
	enum err code = ERR_OK;
	describe(subcommand ? subcommand->options : READER_LETTERS, long_options,
	         short_options);
	optind = 1;
	while (code == ERR_OK && (letter = getopt_long(argc, argv, short_options,
	                                               long_options, NULL)) != -1) {
		if (letter == ':')
			code = err_set(err, ERR_FORMAT, _("%s needs a value"),
			               argv[optind - 1]);
		else if (letter == '?')
			code = err_set(err, ERR_FORMAT,
			               _("%s is no option here; see baolan --help"),
			               argv[optind - 1]);
		else
			code = set_option(&options, letter, optarg, err);
	}
	options.words = (const char **)argv + optind;
	options.n_words = argc - optind;
	if (code == ERR_OK)
		code = check_words(subcommand, &options, err);
	if (code == ERR_OK)
		*ret_options = options;
	else
		options_done(&options);
	return code;
}

void options_done(struct options *options)
{
	vec_done(&options->headers);
}

void options_print_help(void)
{
	console_printf("%s\n\n  baolan [URL|FILE]\n      %s\n",
	               _("Read Chinese news in a terminal."),
	               _("the reader; with an argument, open that"));
	for (size_t i = 0; i < n_subcommands; i++)
		console_printf("  baolan %s %s\n      %s\n", subcommands[i].name,
		               subcommands[i].synopsis, _(subcommands[i].help));
	console_printf("\n");
	for (size_t i = 0; i < ARRAY_SIZE(option_rows); i++) {
		auto_free char *name =
		        mem_printf("--%s %s", option_rows[i].name,
		                   option_rows[i].argument ? option_rows[i].argument
		                                           : "");
		console_printf("  -%c, %-20s %s\n", option_rows[i].letter, name,
		               _(option_rows[i].help));
	}
}
