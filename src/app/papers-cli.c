/* SPDX-License-Identifier: GPL-3.0-or-later */
/* baolan papers: what is followed, and how it goes. */
#include "baolan/app/papers-cli.h"

#include "baolan/app/console.h"
#include "baolan/base/i18n.h"
#include "baolan/base/mem.h"

#include <stdlib.h>
#include <time.h>

/* --- shared --- */

struct papers *cli_papers_file(struct app *app)
{
	struct error err;
	struct papers *papers = app_papers(app, &err);
	if (!papers) {
		cli_complain("%s", err.text);
		return NULL;
	}
	vec_each (mistake, &papers->mistakes)
		cli_complain("%s", mistake->text);
	return papers;
}

void cli_tell_mistakes(const struct rules *rules)
{
	size_t n;
	const struct error *mistakes = rules_mistakes(rules, &n);
	for (size_t i = 0; i < n; i++)
		cli_complain("%s", mistakes[i].text);
}

/* Saved queries are no papers of the store. */
static enum err set_papers(struct store *store, const struct papers *papers,
                           int64_t *ret_ids, struct error *err)
{
	size_t n = 0;
	const char **urls = mem_alloc((papers->list.len + 1) * sizeof(*urls));
	int64_t *ids = mem_zalloc((papers->list.len + 1) * sizeof(*ids));
	vec_each (paper, &papers->list)
		if (paper->url)
			urls[n++] = paper->url;
	enum err code = store_set_papers(store, urls, n, ids, err);
	n = 0;
	for (size_t i = 0; code == ERR_OK && i < papers->list.len; i++)
		ret_ids[i] = papers->list.at[i].url ? ids[n++] : 0;
	free(urls);
	free(ids);
	return code;
}

struct store *cli_store(struct app *app, int64_t **ret_ids)
{
	struct error err;
	struct papers *papers = cli_papers_file(app);
	if (!papers)
		return NULL;
	struct store *store = app_store(app, &err);
	int64_t *ids = mem_zalloc((papers->list.len + 1) * sizeof(*ids));
	if (store && app->store_notice.code != ERR_OK)
		cli_complain("%s", app->store_notice.text);
	if (store && set_papers(store, papers, ids, &err) != ERR_OK &&
	    !store_read_only(store))
		store = NULL;
	if (!store) {
		cli_complain("%s", err.text);
		free(ids);
		return NULL;
	}
	*ret_ids = ids;
	return store;
}

void cli_print_json(json_t *json)
{
	json_dumpf(json, stdout, JSON_COMPACT);
	putchar('\n');
	json_decref(json);
}

json_t *cli_time_json(int64_t seconds)
{
	char text[40];
	struct tm tm;
	time_t time = (time_t)seconds;
	if (!seconds || !gmtime_r(&time, &tm) ||
	    !strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%SZ", &tm))
		return json_null();
	return json_string(text);
}

json_t *cli_text_json(const char *text)
{
	return text && *text ? json_string_nocheck(text) : json_null();
}

/* --- baolan papers --- */

struct row {
	const struct paper *paper;
	const struct paper_state *state; /* NULL: the store knows nothing */
};

static const struct paper_state *state_of(const struct paper_states *states, int64_t id)
{
	vec_each (state, &states->list)
		if (state->id == id)
			return state;
	return NULL;
}

static void put(json_t *object, const char *name, json_t *value)
{
	json_object_set_new_nocheck(object, name, value);
}

static json_t *words_json(const char *words)
{
	json_t *array = json_array();
	struct str rest = str_of(words);
	while (rest.at) {
		struct str word = str_cut(&rest, ' ');
		if (word.len)
			json_array_append_new(array,
			                      json_stringn_nocheck(word.at, word.len));
	}
	return array;
}

static json_t *row_json(const struct row *row)
{
	static const struct paper_state unknown;
	const struct paper *paper = row->paper;
	const struct paper_state *state = row->state ? row->state : &unknown;
	json_t *object = json_object();
	put(object, "url", cli_text_json(paper->url));
	put(object, "address", cli_text_json(paper->address));
	put(object, "query", cli_text_json(paper->query));
	put(object, "name", cli_text_json(paper->name));
	put(object, "title", cli_text_json(state->title));
	put(object, "home", cli_text_json(state->home));
	put(object, "folder", cli_text_json(paper->folder));
	put(object, "tags", words_json(paper->tags));
	put(object, "total", json_integer(state->total));
	put(object, "unread", json_integer(state->unread));
	put(object, "refreshed", cli_time_json(state->refreshed));
	put(object, "due", cli_time_json(state->due));
	put(object, "failures", json_integer(state->failures));
	put(object, "gone", json_boolean(state->gone));
	put(object, "moved", cli_text_json(state->moved));
	put(object, "trouble", cli_text_json(state->trouble));
	return object;
}

/* "06-06 08:49" here, or blanks. */
static void add_refreshed(struct buf *b, const struct row *row)
{
	char text[40] = "-";
	struct tm tm;
	time_t time = row->state ? (time_t)row->state->refreshed : 0;
	if (time && localtime_r(&time, &tm))
		strftime(text, sizeof(text), "%Y-%m-%d %H:%M", &tm);
	buf_printf(b, "  %-16s  ", text);
}

static void add_name(struct buf *b, const struct row *row)
{
	const char *title = row->state ? row->state->title : NULL;
	if (row->paper->name)
		title = row->paper->name;
	if (title)
		buf_printf(b, "%s  ", title);
}

/* What keeps it from being read; NULL: nothing. */
static const char *trouble_of(const struct row *row)
{
	if (!row->paper->address)
		return _("the settings name no host for this kind of address");
	if (row->state && row->state->gone)
		return _(
		        "it is gone for good, says its server; it is not asked any more");
	return row->state ? row->state->trouble : NULL;
}

static void print_row(const struct row *row)
{
	auto_buf line = BUF_INIT(BUF_MAX_TEXT);
	if (row->paper->query) {
		buf_printf(&line, "%13s  %-16s  ", "", "");
		add_name(&line, row);
		buf_printf(&line, "query:%s", row->paper->query);
	} else {
		buf_printf(&line, "%6u/%-6u", row->state ? row->state->unread : 0,
		           row->state ? row->state->total : 0);
		add_refreshed(&line, row);
		add_name(&line, row);
		buf_add_text(&line, row->paper->url);
		if (trouble_of(row))
			buf_printf(&line, "\n%15s! %s", "", trouble_of(row));
	}
	console_printf("%s\n", buf_text(&line));
}

static void print_rows(const struct row *rows, size_t n)
{
	const char *folder = "";
	for (size_t i = 0; i < n; i++) {
		const char *own = rows[i].paper->folder ? rows[i].paper->folder : "";
		if (strcmp(own, folder) != 0)
			console_printf("[%s]\n", own);
		folder = own;
		print_row(&rows[i]);
	}
}

static void print_all(const struct options *options, const struct row *rows, size_t n)
{
	if (!options->json) {
		print_rows(rows, n);
		return;
	}
	json_t *array = json_array();
	for (size_t i = 0; i < n; i++)
		json_array_append_new(array, row_json(&rows[i]));
	cli_print_json(array);
}

int cli_papers(struct app *app, const struct options *options)
{
	auto_free int64_t *ids = NULL;
	struct paper_states states = { 0 };
	struct error err;
	struct store *store = cli_store(app, &ids);
	if (!store)
		return EXIT_FAILED;
	if (store_papers(store, &states, &err) != ERR_OK)
		cli_complain("%s", err.text);
	size_t n = app->papers->list.len;
	struct row *rows = mem_zalloc((n + 1) * sizeof(*rows));
	for (size_t i = 0; i < n; i++)
		rows[i] = (struct row){ &app->papers->list.at[i],
			                state_of(&states, ids[i]) };
	print_all(options, rows, n);
	if (!n && !options->json)
		cli_complain(
		        _("no papers are followed yet; `baolan follow URL` adds one"));
	free(rows);
	paper_states_done(&states);
	return EXIT_DONE;
}
