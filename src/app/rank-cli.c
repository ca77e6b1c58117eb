/* SPDX-License-Identifier: GPL-3.0-or-later */
/* baolan rank without an address, baolan rank --mood, related stories of the store. */
#include "baolan/app/console.h"
#include "baolan/app/output.h"
#include "baolan/app/papers-cli.h"
#include "baolan/app/ranking.h"
#include "baolan/base/clock.h"
#include "baolan/base/i18n.h"
#include "baolan/base/mem.h"

#include <stdlib.h>

/* What is new is indexed first, but not for longer than this. */
enum { CATCH_UP_MS = 3000, SLICE_MS = 50, SECONDS_A_DAY = 86400 };

static const char *const period_names[PERIODS] = {
	[PERIOD_DAY] = "day", [PERIOD_WEEK] = "week", [PERIOD_MONTH] = "month"
};
static const char *const period_titles[PERIODS] = {
	[PERIOD_DAY] = N_("What your papers carry: the day"),
	[PERIOD_WEEK] = N_("What your papers carry: the week"),
	[PERIOD_MONTH] = N_("What your papers carry: the month"),
};

static struct library *open_library(struct app *app)
{
	struct library *library;
	struct error err;
	if (library_open(app, &library, &err) != ERR_OK) {
		cli_complain("%s", err.text);
		return NULL;
	}
	if (library->rules)
		cli_tell_mistakes(library->rules);
	int64_t end = clock_ms() + CATCH_UP_MS;
	while (clock_ms() < end && store_index_slice(library->store, SLICE_MS))
		;
	return library;
}

static bool is_highlighted(const struct library *library, const struct story *story,
                           const struct paper *paper)
{
	return library->rules &&
	       rules_apply(library->rules, str_of(story->title), str_of(story->summary),
	                   str_of(story->authors), str_of(paper ? paper->url : NULL)) &
	               RULES_HIGHLIGHT;
}

/* --- the own ranking --- */

static json_t *members_json(const struct library *library, int64_t id)
{
	story_ids members = { 0 };
	json_t *array = json_array();
	if (store_cluster(library->store, id, &members, NULL) == ERR_OK)
		vec_each (member, &members) {
			struct story story = { 0 };
			if (store_stories(library->store, member, 1, &story, NULL))
				continue;
			const struct paper *paper = library_paper(library, story.paper);
			json_array_append_new(
			        array,
			        json_pack("{s:o, s:o, s:o}", "title",
			                  cli_text_json(story.title), "url",
			                  cli_text_json(story.url), "paper",
			                  cli_text_json(paper ? paper->url : NULL)));
			story_done(&story);
		}
	vec_done(&members);
	return array;
}

static json_t *entry_json(const struct library *library, const struct ranking *ranking,
                          size_t index, const struct story *story)
{
	const struct ranked *entry = &ranking->list.at[index];
	const struct paper *paper = library_paper(library, story->paper);
	json_t *was = entry->was ? json_integer(entry->was) : json_null();
	return json_pack("{s:i, s:o, s:o, s:o, s:i, s:f, s:o, s:o, s:b, s:o, s:o}",
	                 "rank", (int)index + 1, "title", cli_text_json(story->title),
	                 "url", cli_text_json(story->url), "heat", json_null(),
	                 "papers", (int)entry->papers, "score", entry->score, "was",
	                 was, "published", cli_time_json(story->published), "highlight",
	                 is_highlighted(library, story, paper), "paper",
	                 cli_text_json(paper ? paper->url : NULL), "members",
	                 members_json(library, entry->story));
}

static void print_entry(const struct library *library, const struct ranking *ranking,
                        size_t index, const struct story *story)
{
	const struct ranked *entry = &ranking->list.at[index];
	const struct paper *paper = library_paper(library, story->paper);
	char change[RANK_CHANGE];
	ranking_change(ranking, index, change);
	console_printf("%3zu. %-4s%s%s  (%u)\n         %s\n", index + 1, change,
	               is_highlighted(library, story, paper) ? "+ " : "",
	               story->title ? story->title : "", entry->papers,
	               story->url ? story->url : "");
}

static void print_ranking(const struct library *library, enum doc_period period,
                          const struct ranking *ranking, json_t *json)
{
	json_t *items = json_array();
	if (!json)
		console_printf("%s\n", _(period_titles[period]));
	for (size_t i = 0; i < ranking->list.len; i++) {
		struct story story = { 0 };
		if (store_stories(library->store, &ranking->list.at[i].story, 1, &story,
		                  NULL) != ERR_OK)
			continue;
		if (json)
			json_array_append_new(items,
			                      entry_json(library, ranking, i, &story));
		else
			print_entry(library, ranking, i, &story);
		story_done(&story);
	}
	if (json)
		json_array_append_new(
		        json, json_pack("{s:s, s:n, s:o, s:O}", "period",
		                        period_names[period], "name", "compared",
		                        cli_time_json(ranking->before * SECONDS_A_DAY),
		                        "items", items));
	json_decref(items);
}

int cli_rank_own(struct app *app, const struct options *options, int period)
{
	struct library *library = open_library(app);
	struct ranking ranking = { 0 };
	struct error err;
	if (!library)
		return EXIT_FAILED;
	json_t *json = options->json ? json_array() : NULL;
	enum err code = ranking_make(library, (enum doc_period)period, &ranking, &err);
	if (code == ERR_OK && (json || ranking.list.len))
		print_ranking(library, (enum doc_period)period, &ranking, json);
	else if (code == ERR_OK)
		cli_complain(_("your papers had no stories in that time; "
		               "`baolan refresh` fetches them"));
	else
		cli_complain("%s", err.text);
	if (json)
		cli_print_json(json);
	bool any = ranking.list.len || (json && code == ERR_OK);
	ranking_done(&ranking);
	library_free(library);
	return any ? EXIT_DONE : EXIT_FAILED;
}

/* --- by mood --- */

static void print_felt(const struct felt *felt, size_t rank, json_t *json)
{
	if (json)
		json_array_append_new(json,
		                      json_pack("{s:i, s:o, s:o, s:o, s:I, s:I, s:o}",
		                                "rank", (int)rank, "title",
		                                cli_text_json(felt->title), "url",
		                                cli_text_json(felt->url), "mood",
		                                cli_text_json(felt->label), "count",
		                                (json_int_t)felt->count, "total",
		                                (json_int_t)felt->total, "seen",
		                                cli_time_json(felt->seen)));
	else
		console_printf(_("%3zu. %s  (%s: %lld of %lld)\n     %s\n"), rank,
		               felt->title ? felt->title : "", felt->label,
		               (long long)felt->count, (long long)felt->total,
		               felt->url);
}

static bool is_felt_killed(const struct library *library, const struct felt *felt)
{
	return library->rules && rules_apply(library->rules, str_of(felt->title),
	                                     STR_NONE, STR_NONE, STR_NONE) &
	                                 RULES_KILL;
}

static void tell_moods(const struct library *library, int64_t since, const char *mood)
{
	struct felts moods = { 0 };
	auto_buf names = BUF_INIT(BUF_MAX_TEXT);
	store_moods_seen(library->store, since, &moods, NULL);
	vec_each (seen, &moods.list)
		buf_printf(&names, "%s%s", names.len ? ", " : "", seen->label);
	if (names.len)
		cli_complain(_("no article that you opened in that time made readers "
		               "feel \"%s\"; the moods were: %s"),
		             mood, buf_text(&names));
	else
		cli_complain(_("you opened no article with moods in that time"));
	felts_done(&moods);
}

int cli_rank_mood(struct app *app, const struct options *options, int period)
{
	static const int days[PERIODS] = { 1, 1, 7, 30 };
	int64_t since = clock_now() - (int64_t)days[period] * SECONDS_A_DAY;
	struct felts felts = { 0 };
	struct library *library;
	struct error err;
	size_t rank = 0;
	if (library_open(app, &library, &err) != ERR_OK ||
	    store_felt(library->store, str_of(options->mood), since, RANK_LENGTH,
	               &felts, &err) != ERR_OK) {
		cli_complain("%s", err.text);
		return EXIT_FAILED;
	}
	json_t *json = options->json ? json_array() : NULL;
	vec_each (felt, &felts.list)
		if (!is_felt_killed(library, felt))
			print_felt(felt, ++rank, json);
	if (json)
		cli_print_json(json);
	else if (!rank)
		tell_moods(library, since, options->mood);
	bool done = rank || options->json;
	felts_done(&felts);
	library_free(library);
	return done ? EXIT_DONE : EXIT_FAILED;
}

/* --- related --- */

bool cli_add_related(struct app *app, struct loaded *loaded)
{
	struct library *library = open_library(app);
	struct buf block = BUF_INIT(BUF_MAX_TEXT);
	struct doc_builder *builder;
	bool any = false;
	if (!library)
		return false;
	builder = doc_builder_new(doc_kind(loaded->doc), BUF_MAX_TEXT);
	doc_copy_all(builder, loaded->doc);
	if (related_add(library, loaded->doc, builder) &&
	    doc_build(builder, &block, NULL) == ERR_OK) {
		loaded_done(loaded);
		loaded->block = block;
		loaded->doc = doc_check(buf_str(&loaded->block), NULL);
		any = true;
	} else {
		buf_done(&block);
	}
	doc_builder_free(builder);
	library_free(library);
	return any;
}
