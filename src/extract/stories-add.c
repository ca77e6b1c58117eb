/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a run of links becomes a list. */
#include "stories-own.h"

#include "baolan/base/mem.h"
#include "baolan/text/utf8.h"

#define MOST_LINKS 120

static bool has_story(const struct story_lists *lists, struct str url)
{
	vec_each (list, &lists->list) {
		for (size_t i = 0; i < list->items.len && i < 30; i++)
			if (str_eq(list->items.at[i].url, url))
				return true;
	}
	return false;
}

/* Do most of the first stories stand in other lists already? */
static bool is_known(const struct story_lists *lists, const struct story_list *found)
{
	size_t same = 0, looked = MIN(found->items.len, 20);
	for (size_t i = 0; i < looked; i++)
		same += has_story(lists, found->items.at[i].url);
	return same * 2 > looked;
}

/* Headlines are longer than the names of channels. */
static bool reads_like_stories(const struct story_list *list)
{
	size_t characters = 0;
	vec_each (story, &list->items)
		characters += utf8_count(story->title);
	return characters >= list->items.len * LEAST_OF_TITLE;
}

bool is_taken_place(const struct story_lists *lists, uint32_t place)
{
	vec_each (run, &lists->taken)
		if (run->from <= place && place < run->end)
			return true;
	return false;
}

void take_run(struct story_lists *lists, struct story_run run)
{
	*vec_push(&lists->taken) = run;
}

/* A whole column of a page is no list of related stories. */
static bool is_column(const struct stories *s, struct story_run run)
{
	return tree_links_within(s->tree, run.from, run.end) > MOST_LINKS;
}

bool add_list(const struct stories *s, struct story_lists *lists, struct story_run run,
              struct story_list proto, size_t least)
{
	if (lists->list.len >= MAX_LISTS || is_taken_place(lists, run.from) ||
	    is_column(s, run))
		return false;
	struct story_list list = proto;
	stories_within(s, run.from, run.end, &list);
	bool is_tab = list.kind == LIST_RANKING && least == LEAST_OF_TAB;
	bool good = list.items.len >= least && reads_like_stories(&list) &&
	            (is_tab || !is_known(lists, &list));
	if (good) {
		*vec_push(&lists->list) = list;
		take_run(lists, run);
	} else {
		vec_done(&list.items);
	}
	return good;
}
