/* SPDX-License-Identifier: GPL-3.0-or-later */
/* reader-lists.c - what the reader does in lists of papers and stories: open,
 * find, filter, sort, group, fold. */
#include "reader-inside.h"

#include "baolan/base/i18n.h"
#include "baolan/base/mem.h"

#include "reader-commands.h"

#include <stdlib.h>

enum { VERY_MANY = 20000, TYPING_RESTS_MS = 80 };

/* --- going to a list --- */

/* Views above an earlier one are kept for the way forward. */
static bool return_to_papers(struct reader *r)
{
	struct view *v = r->stack.top;

	while (v && v->ops->context != CTX_PAPERS)
		v = v->below;
	while (v && r->stack.top != v)
		view_push(&r->forward, view_take(&r->stack));
	return v != NULL;
}

static void drop_notice(struct reader *r)
{
	struct view *top = r->stack.top;

	if (!top || top->ops->context != CTX_START)
		return;
	view_take(&r->stack);
	top->ops->free(top);
}

void go_papers(struct reader *r, int count)
{
	(void)count;
	reader_touch(r);
	if (return_to_papers(r) || !reader_library(r))
		return;
	drop_notice(r);
	view_stack_done(&r->forward);
	view_push(&r->stack, reader_papers_new(r));
	reader_index_later(r);
}

/* A list that is always there, whatever is followed. */
static void show_special(struct reader *r, enum shelf_kind kind)
{
	struct shelf_row row = { .kind = kind };

	if (reader_library(r))
		reader_show_stories(r, reader_row_spec(r, &row));
}

void go_unread(struct reader *r, int count)
{
	(void)count;
	show_special(r, SHELF_UNREAD);
}

void go_starred(struct reader *r, int count)
{
	(void)count;
	show_special(r, SHELF_STARRED);
}

void go_today(struct reader *r, int count)
{
	(void)count;
	show_special(r, SHELF_TODAY);
}

static void show_tag(struct reader *r, struct str tag)
{
	struct story_spec spec = { .without = STORY_KILLED, .fold = true };

	tag = str_trim_space(tag);
	if (!tag.len || !reader_library(r))
		return;
	spec.tag = str_dup(tag);
	spec.title = mem_printf("#%.*s", STR_ARG(tag));
	reader_show_stories(r, spec);
}

void go_tag(struct reader *r, int count)
{
	(void)count;
	reader_ask(r, ASK_TAG, _("Stories with the tag: "), "", show_tag);
}

/* --- opening --- */

void reader_list_open(struct reader *r, int count)
{
	struct list *list = reader_list(r);
	const struct shelf_row *row;

	if (count)
		list_go(list, (size_t)count - 1);
	if (reader_open_place(r))
		return;
	if (stories_of(list)) {
		reader_open_story(r, list_selected(list), 0);
		return;
	}
	row = reader_shelf_row(r);
	if (row)
		reader_show_stories(r, reader_row_spec(r, row));
}

void fold_folder(struct reader *r, int count)
{
	const struct shelf_row *row = reader_shelf_row(r);
	struct shelf *shelf = &r->shelf;
	int64_t id;

	(void)count;
	if (!row || (row->kind != SHELF_FOLDER && !row->folder)) {
		reader_say(r, _("This is in no folder"));
		return;
	}
	id = reader_folder_id(row->folder);
	list_want(reader_list(r), id);
	for (size_t i = 0; i < shelf->collapsed.len; i++) {
		if (shelf->collapsed.at[i] != id)
			continue;
		shelf->collapsed.at[i] = shelf->collapsed.at[--shelf->collapsed.len];
		list_touch(reader_list(r));
		return;
	}
	*vec_push(&shelf->collapsed) = id;
	list_touch(reader_list(r));
}

/* --- which stories --- */

static struct story_spec *spec_of(struct reader *r)
{
	struct stories *s = stories_of(reader_list(r));

	return s ? &s->spec : NULL;
}

/* A ranking, and the members of a cluster. */
static bool has_own_order(struct reader *r)
{
	struct stories *s = stories_of(reader_list(r));

	if (!s || s->ids)
		return false;
	reader_say(r, _("This list stands as it is"));
	return true;
}

static void sort_by(struct reader *r, struct str key)
{
	/* clang-format off */
	static const struct { char key; enum story_order order; } keys[] = {
		{ 'n', ORDER_NEWEST }, { 'o', ORDER_OLDEST }, { 'p', ORDER_PAPER },
		{ 't', ORDER_TITLE },  { 'b', ORDER_RELEVANCE },
	};
	/* clang-format on */
	struct story_spec *spec = spec_of(r);

	for (size_t i = 0; spec && key.len == 1 && i < ARRAY_SIZE(keys); i++) {
		if (keys[i].key != key.at[0] ||
		    (keys[i].order == ORDER_RELEVANCE && !spec->search))
			continue;
		spec->order = keys[i].order;
		reader_stories_again(r, reader_list(r));
		return;
	}
	reader_say(r, _("The order stays as it is"));
}

void sort_stories(struct reader *r, int count)
{
	(void)count;
	if (has_own_order(r))
		return;
	reader_ask_key(r,
	               spec_of(r)->search
	                       ? _("Sort: n)ewest o)ldest p)aper t)itle b)est ")
	                       : _("Sort: n)ewest o)ldest p)aper t)itle "),
	               sort_by);
}

/* By day in the order of days, by paper in that of papers. */
static void group_by(struct reader *r, struct str key)
{
	struct story_spec *spec = spec_of(r);

	if (!spec)
		return;
	if (str_eq(key, STR("d")))
		spec->grouping = GROUP_DAY;
	else if (str_eq(key, STR("p")))
		spec->grouping = GROUP_PAPER;
	else
		spec->grouping = GROUP_NONE;
	if (spec->grouping == GROUP_PAPER)
		spec->order = ORDER_PAPER;
	else if (spec->grouping == GROUP_DAY && spec->order != ORDER_OLDEST)
		spec->order = ORDER_NEWEST;
	reader_stories_again(r, reader_list(r));
}

void group_stories(struct reader *r, int count)
{
	(void)count;
	if (has_own_order(r))
		return;
	reader_ask_key(r, _("Group: d)ay p)aper n)ot "), group_by);
}

void fold_stories(struct reader *r, int count)
{
	struct story_spec *spec = spec_of(r);

	(void)count;
	if (has_own_order(r))
		return;
	spec->fold = !spec->fold;
	reader_stories_again(r, reader_list(r));
	reader_say(r, spec->fold ? _("A story in several papers is one line")
	                         : _("Each paper's story is a line of its own"));
}

void show_members(struct reader *r, int count)
{
	int64_t id = list_selected(reader_list(r));
	struct story_spec spec = { .cluster = id };
	struct story story = { 0 };
	struct error err;

	(void)count;
	if (!id ||
	    !reader_check(r,
	                  store_stories(r->shelf.library->store, &id, 1, &story, &err),
	                  &err))
		return;
	spec.title = mem_printf(_("In %u papers: %s"), story.papers,
	                        story.title ? story.title : "");
	if (story.papers > 1) {
		reader_show_stories(r, spec);
	} else {
		reader_say(r, _("No other paper has this story"));
		story_spec_done(&spec);
	}
	story_done(&story);
}

static void hide_read_papers(struct reader *r)
{
	r->shelf.unread_papers = !r->shelf.unread_papers;
	list_touch(reader_list(r));
	reader_say(r, r->shelf.unread_papers
	                      ? _("Papers without anything unread are not shown")
	                      : _("All papers are shown"));
}

void hide_read(struct reader *r, int count)
{
	struct story_spec *spec = spec_of(r);

	(void)count;
	if (has_own_order(r))
		return;
	if (!spec) {
		hide_read_papers(r);
		return;
	}
	spec->without ^= STORY_READ;
	reader_stories_again(r, reader_list(r));
}

void show_killed(struct reader *r, int count)
{
	struct story_spec *spec = spec_of(r);

	(void)count;
	if (has_own_order(r))
		return;
	spec->without ^= STORY_KILLED;
	reader_stories_again(r, reader_list(r));
	reader_say(r, spec->without & STORY_KILLED
	                      ? _("What your rules kill is not shown")
	                      : _("What your rules kill is shown, marked with x"));
}

/* --- filtering: every key shows what is left --- */

static void set_filter(struct reader *r, struct str text)
{
	struct list *list = reader_list(r);
	struct story_spec *spec = spec_of(r);

	reader_touch(r);
	if (!spec) {
		reader_papers_filter(list, text);
		return;
	}
	free(spec->filter);
	spec->filter = text.len ? str_dup(text) : NULL;
	reader_stories_again(r, list);
}

/* Among very many stories a look takes longer than a frame: then it waits until
 * typing rests, so that no key waits for it. */
static bool are_very_many(struct reader *r)
{
	uint64_t total = 0;

	vec_each (state, &reader_states(r)->list)
		total += state->total;
	return total > VERY_MANY;
}

static void look(void *data)
{
	struct reader *r = data;
	auto_free char *typed = take(r->shelf.typed);

	r->shelf.typed_rest = 0;
	if (typed && r->asking && r->typing)
		r->answer(r, str_of(typed));
}

static void drop_typed(struct reader *r)
{
	loop_cancel(r->setup->loop, r->shelf.typed_rest);
	r->shelf.typed_rest = 0;
	free(take(r->shelf.typed));
}

static void look_later(struct reader *r, struct str text)
{
	drop_typed(r);
	if (!are_very_many(r)) {
		r->answer(r, text);
		return;
	}
	r->shelf.typed = str_dup(text);
	r->shelf.typed_rest = loop_after(r->setup->loop, TYPING_RESTS_MS, look, r);
}

static void filter_left(struct reader *r)
{
	auto_free char *before = take(r->shelf.filter_before);

	drop_typed(r);
	set_filter(r, str_of(before));
	list_want(reader_list(r), r->shelf.chosen_before);
}

void filter_list(struct reader *r, int count)
{
	struct story_spec *spec = spec_of(r);
	const char *before = spec ? spec->filter : NULL;

	(void)count;
	if (has_own_order(r))
		return;
	free(r->shelf.filter_before);
	r->shelf.filter_before = mem_strdup(before ? before : "");
	r->shelf.chosen_before = list_selected(reader_list(r));
	reader_ask(r, ASK_FILTER, _("Filter: "), r->shelf.filter_before, set_filter);
	r->typing = look_later;
	r->gave_up = filter_left;
}

/* --- searching: as one types --- */

static void set_search(struct reader *r, struct str text)
{
	struct story_spec *spec = spec_of(r);

	if (!spec || !spec->search)
		return;
	free(spec->search);
	free(spec->title);
	spec->search = str_dup(str_trim_space(text));
	spec->title = mem_printf(_("Search: %s"), spec->search);
	reader_stories_again(r, reader_list(r));
	list_go(reader_list(r), 0);
}

static void search_left(struct reader *r)
{
	drop_typed(r);
	view_pop(&r->stack);
}

void find_stories(struct reader *r, int count)
{
	struct story_spec spec = { .without = STORY_KILLED,
		                   .fold = true,
		                   .order = ORDER_RELEVANCE };

	(void)count;
	spec.title = mem_strdup(_("Search"));
	spec.search = mem_strdup("");
	if (!reader_show_stories(r, spec))
		return;
	reader_ask(r, ASK_FIND, _("Search: "), "", set_search);
	r->typing = look_later;
	r->gave_up = search_left;
}

/* --- picking --- */

void pick_row(struct reader *r, int count)
{
	struct list *list = reader_list(r);

	for (int i = 0; i < MAX(count, 1); i++) {
		int64_t id = list_selected(list);
		list_pick(list, id, !list_is_picked(list, id));
		list_view(list)->ops->move(list_view(list), MOVE_LINE, 1);
	}
}

bool reader_list_cancel(struct reader *r)
{
	struct list *list = reader_list(r);
	struct story_spec *spec = spec_of(r);

	if (!list)
		return false;
	if (list_unpick(list))
		return true;
	if (!(spec && spec->filter) && !reader_papers_filtered(list))
		return false;
	set_filter(r, STR(""));
	return true;
}

char *reader_chosen_url(struct reader *r)
{
	struct list *list = reader_list(r);
	const struct shelf_row *row = reader_shelf_row(r);
	int64_t id = list ? list_selected(list) : 0;
	struct story story = { 0 };
	const char *url = NULL;

	if (reader_place_url(r))
		url = reader_place_url(r);
	else if (row && row->kind == SHELF_PAPER)
		url = r->shelf.library->papers->list.at[row->paper].url;
	else if (stories_of(list) && id &&
	         !store_stories(r->shelf.library->store, &id, 1, &story, NULL))
		url = story.url;
	char *copy = mem_strdup(url ? url : "");
	story_done(&story);
	return copy;
}
