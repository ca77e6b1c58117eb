/* SPDX-License-Identifier: GPL-3.0-or-later */
/* command.h - everything the reader can do, one row each.
 *
 * This table is the only list of commands: the key map, the help view, the
 * hint line and completion at the ":" prompt are made from it. */
#ifndef BAOLAN_APP_COMMAND_H
#define BAOLAN_APP_COMMAND_H

#include "baolan/base/str.h"

struct reader;

/* `count` is the number typed before the key; 0: none. */
typedef void command_fn(struct reader *r, int count);

struct command {
	const char *name; /* at the prompt and in help; never translated */
	const char *keys; /* names as in key_parse(), separated by spaces */
	unsigned context; /* CTX_ bits of view.h */
	command_fn *run;
	const char *hint; /* a word for the hint line, N_(); NULL: not hinted at */
	const char *help; /* N_(), starts with a verb, no full stop */
};

/* The commands under one heading of help. */
struct command_group {
	const char *heading; /* N_() */
	const struct command *commands;
	size_t n;
};

extern const struct command_group command_groups[];
extern const size_t n_command_groups;

size_t command_count(void);
/* The nth of all commands, in the order of help. */
const struct command *command_nth(size_t n);
/* NULL: no such command. */
const struct command *command_named(struct str name);

#endif
