/* SPDX-License-Identifier: GPL-3.0-or-later */
/* papers-cli.h - what the subcommands about followed papers share. */
#ifndef BAOLAN_APP_PAPERS_CLI_H
#define BAOLAN_APP_PAPERS_CLI_H

#include "baolan/app/options.h"

#include <jansson.h>

/* The papers, their file's mistakes told; NULL, and told, when they can't be read. */
struct papers *cli_papers_file(struct app *app);
/* The store with the papers of the file in it: *ret_ids, which the caller frees,
 * has one id for each of the file, 0 for a saved query.  NULL, and told, when it
 * can't be opened. */
struct store *cli_store(struct app *app, int64_t **ret_ids);
/* The paper that was typed: by its address, else by its name; NULL: none. */
const struct paper *cli_find_paper(const struct papers *papers, const char *typed);
void cli_tell_mistakes(const struct rules *rules);
/* baolan list without an argument. */
int cli_list_store(struct app *app, const struct options *options);
/* baolan react --mine, --queue, and of a mood that is to be sent later. */
int cli_react_mine(struct app *app, const struct options *options);
int cli_react_queue(struct app *app, const struct options *options);
int cli_react_later(struct app *app, const struct doc *doc, struct str mood);
/* baolan rank without an address; `period` is an enum doc_period. */
int cli_rank_own(struct app *app, const struct options *options, int period);
int cli_rank_mood(struct app *app, const struct options *options, int period);
/* Add related stories of the store to a document; false when there are none. */
bool cli_add_related(struct app *app, struct loaded *loaded);
void cli_print_json(json_t *json); /* which it takes */
/* "2016-06-06T00:49:54Z", or null for 0. */
json_t *cli_time_json(int64_t seconds);
json_t *cli_text_json(const char *text); /* NULL and "": null */

#endif
