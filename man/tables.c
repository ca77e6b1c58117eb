/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Prints the man page's tables from the program's own: a line "@ NAME" and the
 * table's mdoc(7) lines, for each. */
#include "baolan/app/command.h"
#include "baolan/app/config.h"
#include "baolan/app/options.h"
#include "baolan/sync/papers.h"

#include <stdio.h>

/* A leading dot or quote and a backslash mean something to roff. */
static void put_text(const char *text)
{
	if (*text == '.' || *text == '\'')
		fputs("\\&", stdout);
	for (; *text; text++) {
		if (*text == '\\')
			fputs("\\e", stdout);
		else if (*text == '-')
			fputs("\\-", stdout);
		else
			putchar(*text);
	}
}

static void put_synopsis(void)
{
	puts("@ SYNOPSIS");
	for (size_t i = 0; i < n_subcommands; i++) {
		printf(".Nm\n.Cm %s\n", subcommands[i].name);
		if (!*subcommands[i].synopsis)
			continue; /* an empty line would be a gap */
		put_text(subcommands[i].synopsis);
		putchar('\n');
	}
}

static void put_subcommands(void)
{
	puts("@ SUBCOMMANDS");
	for (size_t i = 0; i < n_subcommands; i++) {
		printf(".It Cm %s\n", subcommands[i].name);
		put_text(subcommands[i].help);
		putchar('\n');
	}
}

static void put_options(void)
{
	puts("@ OPTIONS");
	for (size_t i = 0; i < n_option_rows; i++) {
		const struct option_row *row = &option_rows[i];
		printf(".It Fl %c , Fl -%s", row->letter, row->name);
		if (row->argument)
			printf(" Ar %s", row->argument);
		putchar('\n');
		put_text(row->help);
		putchar('\n');
	}
}

/* Quotes, and \& in front, keep mdoc from taking a key for a macro or a
 * punctuation mark. */
static void put_keys(const char *keys)
{
	fputs("\"\\&", stdout);
	for (; *keys; keys++) {
		if (*keys == '"')
			fputs("\"\"", stdout);
		else if (*keys == '\\')
			fputs("\\e", stdout);
		else
			putchar(*keys);
	}
	putchar('"');
}

static void put_commands(void)
{
	puts("@ COMMANDS");
	for (size_t i = 0; i < command_count(); i++) {
		const struct command *command = command_nth(i);
		fputs(".It Ic ", stdout);
		put_keys(command->keys);
		printf("\n(%s) ", command->name);
		put_text(command->help);
		putchar('\n');
	}
}

static void put_settings(void)
{
	puts("@ SETTINGS");
	for (size_t i = 0; i < n_settings; i++) {
		printf(".It Cm %s\n", settings[i].name);
		put_text(settings[i].help);
		if (*settings[i].value) {
			fputs(" (", stdout);
			put_text(settings[i].value);
			putchar(')');
		}
		putchar('\n');
	}
}

static void put_paper_settings(void)
{
	puts("@ PAPERSETTINGS");
	for (size_t i = 0; i < n_paper_settings; i++) {
		printf(".It Cm %s\n", paper_settings[i].name);
		put_text(paper_settings[i].help);
		if (paper_settings[i].takes) {
			fputs(" (", stdout);
			put_text(paper_settings[i].takes);
			putchar(')');
		}
		putchar('\n');
	}
}

int main(void)
{
	put_synopsis();
	put_subcommands();
	put_options();
	put_commands();
	put_settings();
	put_paper_settings();
	return 0;
}
