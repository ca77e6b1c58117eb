/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "baolan/app/ranking.h"

#include "baolan/base/clock.h"
#include "baolan/base/i18n.h"
#include "baolan/base/mem.h"
#include "baolan/text/date.h"

#include <stdio.h>
#include <stdlib.h>

enum { LEAD_BYTES = 600 };

static bool is_killed(const struct library *library, const struct story *story)
{
	const struct paper *paper = library_paper(library, story->paper);
	return library->rules &&
	       rules_apply(library->rules, str_of(story->title), str_of(story->summary),
	                   str_of(story->authors), str_of(paper ? paper->url : NULL)) &
	               RULES_KILL;
}

/* A row of the store; false when it is gone or killed. */
static bool read_story(const struct library *library, int64_t id,
                       struct story *ret_story)
{
	struct story story = { 0 };
	if (store_stories(library->store, &id, 1, &story, NULL) != ERR_OK)
		return false;
	if (story.id && !is_killed(library, &story)) {
		*ret_story = story;
		return true;
	}
	story_done(&story);
	return false;
}

/* --- rankings --- */

static void drop_killed(const struct library *library, struct ranking *ranking)
{
	size_t kept = 0;
	for (size_t i = 0; i < ranking->list.len; i++) {
		struct story story;
		if (!read_story(library, ranking->list.at[i].story, &story))
			continue;
		story_done(&story);
		ranking->list.at[kept++] = ranking->list.at[i];
	}
	ranking->list.len = kept;
}

enum err ranking_make(struct library *library, enum doc_period period,
                      struct ranking *ret_ranking, struct error *err)
{
	struct ranking ranking = { 0 };
	int64_t now = clock_now();
	enum err code = store_rank(library->store, period, now, &ranking, err);
	if (code != ERR_OK)
		return code;
	drop_killed(library, &ranking);
	if (!store_read_only(library->store))
		code = store_rank_keep(library->store, period, now, &ranking, err);
	if (code == ERR_OK)
		*ret_ranking = ranking;
	else
		ranking_done(&ranking);
	return code;
}

void ranking_change(const struct ranking *ranking, size_t index, char out[RANK_CHANGE])
{
	const struct ranked *entry = &ranking->list.at[index];
	int rise = entry->was - (int)index - 1;
	if (!ranking->before)
		out[0] = '\0';
	else if (!entry->was)
		snprintf(out, RANK_CHANGE, "%s", _("new"));
	else if (!rise)
		snprintf(out, RANK_CHANGE, "=");
	else
		snprintf(out, RANK_CHANGE, "%+d", rise);
}

/* --- related --- */

bool related_are_few(const struct doc *doc)
{
	uint32_t n, named = 0;
	const struct doc_list *lists = doc_lists(doc, &n);
	for (uint32_t i = 0; i < n; i++)
		named += lists[i].kind == LIST_RELATED ? lists[i].count : 0;
	return doc_kind(doc) == DOC_ARTICLE && named < RELATED_ENOUGH;
}

/* The summary, else how the text begins. */
static void add_lead(const struct doc *doc, struct buf *lead)
{
	uint32_t n;
	const struct doc_block *blocks = doc_blocks(doc, &n);
	buf_add_str(lead, doc_field(doc, DOC_SUMMARY));
	for (uint32_t i = 0; i < n && lead->len < LEAD_BYTES; i++)
		if (blocks[i].type == BLOCK_PARAGRAPH)
			doc_block_text(doc, &blocks[i], lead);
}

static enum err find(struct library *library, const struct doc *doc,
                     struct relateds *ret_relateds)
{
	auto_buf lead = BUF_INIT(BUF_MAX_TEXT);
	struct related_query query = { .title = doc_field(doc, DOC_TITLE),
		                       .url = doc_field(doc, DOC_URL),
		                       .now = clock_now() };
	add_lead(doc, &lead);
	query.lead = buf_str(&lead);
	date_to_seconds(doc_field(doc, DOC_PUBLISHED), &query.when);
	return store_related(library->store, &query, ret_relateds, NULL);
}

static char *source_of(const struct library *library, const struct story *story,
                       const struct related *related)
{
	const struct paper *paper = library_paper(library, story->paper);
	const char *name = paper && paper->name ? paper->name : story->source;
	struct paper_states states = { 0 };
	if (!name && store_papers(library->store, &states, NULL) == ERR_OK)
		vec_each (state, &states.list)
			if (state->id == story->paper)
				name = state->title ? state->title : state->url;
	char *source = related->same
	                       ? mem_printf(_("%s, the same story"), name ? name : "")
	                       : mem_strdup(name ? name : "");
	paper_states_done(&states);
	return source;
}

static void add_story(const struct library *library, const struct story *story,
                      const struct related *related, struct doc_builder *builder)
{
	auto_free char *source = source_of(library, story, related);
	char published[DATE_TEXT_SIZE] = "";
	struct date date = date_of_seconds(story->published);
	date_format(&date, published);
	doc_add_story(builder, &(struct doc_story_text){ .title = str_of(story->title),
	                                                 .url = str_of(story->url),
	                                                 .published = str_of(published),
	                                                 .source = str_of(source) });
}

bool related_add(struct library *library, const struct doc *doc,
                 struct doc_builder *builder)
{
	struct relateds relateds = { 0 };
	bool any = false;
	if (find(library, doc, &relateds) != ERR_OK)
		return false;
	doc_begin_list(builder, LIST_RELATED, PERIOD_OTHER,
	               str_of(_("From your papers")));
	vec_each (related, &relateds.list) {
		struct story story;
		if (!read_story(library, related->story, &story))
			continue;
		if (story.url && *story.url) {
			add_story(library, &story, related, builder);
			any = true;
		}
		story_done(&story);
	}
	doc_end_list(builder);
	relateds_done(&relateds);
	return any;
}
