/* SPDX-License-Identifier: GPL-3.0-or-later */
/* baolan import, baolan export. */
#include "baolan/app/console.h"
#include "baolan/app/papers-cli.h"
#include "baolan/base/i18n.h"
#include "baolan/base/mem.h"
#include "baolan/base/paths.h"
#include "baolan/loop/loop.h"
#include "baolan/sync/import.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

struct wait {
	struct loop *loop;
	struct papers *papers;
	int status;
};

static void tell(const struct imported *imported, size_t added)
{
	vec_each (refusal, &imported->refused)
		cli_complain("%s", refusal->text);
	if (imported->n_queries)
		cli_complain(
		        _("%zu saved queries were left out; baolan's are written differently, see baolan(1)"),
		        imported->n_queries);
	console_printf(_("%zu added, %zu followed already, %zu refused\n"), added,
	               imported->papers.len - added, imported->n_refused);
}

static void on_imported(void *data, struct imported *imported, const struct error *why)
{
	struct wait *wait = data;
	struct error err;
	size_t added = 0;
	loop_stop(wait->loop);
	if (!why && papers_add_all(wait->papers, imported->papers.at,
	                           imported->papers.len, &added, &err) != ERR_OK)
		why = &err;
	if (why)
		cli_complain("%s", why->text);
	else
		tell(imported, added);
	bool something = !why && imported->papers.len;
	wait->status = something ? EXIT_DONE : EXIT_FAILED;
}

int cli_import(struct app *app, const struct options *options)
{
	struct error err;
	struct wait wait = { .loop = app->loop, .papers = cli_papers_file(app) };
	if (!wait.papers)
		return EXIT_FAILED;
	if (import_start(app->sync, options->words[0], on_imported, &wait, &err) !=
	    ERR_OK) {
		cli_complain("%s", err.text);
		return EXIT_FAILED;
	}
	loop_run(app->loop);
	return wait.status;
}

static struct str title_of(void *data, const struct paper *paper)
{
	const struct paper_states *states = data;
	vec_each (state, &states->list)
		if (strcmp(state->url, paper->url) == 0)
			return str_of(state->title);
	return STR_NONE;
}

/* The titles are asked of a store that is there; an export needs none. */
static void load_states(struct app *app, struct paper_states *states)
{
	auto_free char *path = paths_data("news.db");
	if (path && access(path, R_OK) == 0 && app_store(app, NULL))
		store_papers(app->store, states, NULL);
}

int cli_export(struct app *app, const struct options *options)
{
	auto_buf opml = BUF_INIT(BUF_MAX_TEXT);
	struct paper_states states = { 0 };
	(void)options;
	struct papers *papers = cli_papers_file(app);
	if (!papers)
		return EXIT_FAILED;
	load_states(app, &states);
	size_t left_out = export_opml(papers, title_of, &states, &opml);
	fwrite(buf_text(&opml), 1, opml.len, stdout);
	if (left_out)
		cli_complain(
		        _("%zu lines were left out: OPML has no saved queries and no local files"),
		        left_out);
	paper_states_done(&states);
	return EXIT_DONE;
}
