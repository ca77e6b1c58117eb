/* SPDX-License-Identifier: GPL-3.0-or-later */
/* reader-shelf.c - the library in the reader, and what its lists share. */
#include "reader-inside.h"

#include "baolan/base/i18n.h"
#include "baolan/base/mem.h"

#include <stdlib.h>

/* A slice of indexing, and the rest after it, in milliseconds: a key that comes
 * meanwhile waits for no more than the slice. */
enum { SLICE_MS = 4, REST_MS = 12, AFTER_KEY_MS = 100, FOLD_MS = 10 };

bool reader_check(struct reader *r, enum err code, const struct error *err)
{
	if (code)
		reader_complain(r, "%s", err->text);
	return code == ERR_OK;
}

/* --- the library --- */

static void tell_mistakes(struct reader *r)
{
	const struct papers *papers = r->shelf.library->papers;

	if (papers->mistakes.len)
		reader_complain(r, "%s", papers->mistakes.at[0].text);
}

struct library *reader_library(struct reader *r)
{
	struct shelf *shelf = &r->shelf;
	const struct error *notice = &r->setup->app->store_notice;
	struct error err;

	if (shelf->library)
		return shelf->library;
	if (!reader_check(r, library_open(r->setup->app, &shelf->library, &err), &err))
		return NULL;
	shelf->states_stale = true;
	tell_mistakes(r);
	if (notice->code)
		reader_complain(r, "%s", notice->text);
	return shelf->library;
}

void reader_shelf_done(struct reader *r)
{
	struct shelf *shelf = &r->shelf;

	reader_stop_look(r);
	reader_stop_refresh(r);
	reader_stop_prefetch(r);
	loop_cancel(r->setup->loop, shelf->index);
	loop_cancel(r->setup->loop, shelf->count);
	loop_cancel(r->setup->loop, shelf->typed_rest);
	paper_states_done(&shelf->states);
	vec_done(&shelf->collapsed);
	vec_done(&shelf->acted);
	free(shelf->filter_before);
	free(shelf->acted_url);
	free(shelf->typed);
	library_free(take(shelf->library));
}

/* --- titles and counts --- */

const struct paper_states *reader_states(struct reader *r)
{
	struct shelf *shelf = &r->shelf;
	struct paper_states states = { 0 };
	struct error err;

	if (!shelf->states_stale)
		return &shelf->states;
	shelf->states_stale = false;
	if (reader_check(r, store_papers(shelf->library->store, &states, &err), &err)) {
		paper_states_done(&shelf->states);
		shelf->states = states;
	}
	return &shelf->states;
}

struct str reader_paper_name(struct reader *r, int64_t id)
{
	const struct paper *paper = library_paper(r->shelf.library, id);

	if (paper && paper->name)
		return str_of(paper->name);
	vec_each (state, &reader_states(r)->list)
		if (state->id == id)
			return str_of(state->title ? state->title : state->url);
	return STR("");
}

/* --- lists --- */

struct list *reader_list(const struct reader *r)
{
	return list_of(r->stack.top);
}

static void touch_lists(struct view_stack *stack)
{
	for (struct view *v = stack->top; v; v = v->below)
		if (list_of(v))
			list_touch(list_of(v));
}

void reader_lists_changed(struct reader *r)
{
	r->shelf.states_stale = true;
	touch_lists(&r->stack);
	touch_lists(&r->forward);
	reader_touch(r);
}

/* --- other programs --- */

static void load_papers_again(struct reader *r)
{
	struct library *library = r->shelf.library;
	auto_free char *path = mem_strdup(library->papers->path);
	struct error err;

	if (!reader_check(r, papers_load(library->papers, path, &err), &err) ||
	    !reader_check(r, library_update(library, &err), &err))
		return;
	tell_mistakes(r);
	reader_lists_changed(r);
}

void reader_look_around(struct reader *r)
{
	struct library *library = r->shelf.library;

	if (!library || !reader_list(r) || r->asking)
		return;
	if (papers_changed(library->papers))
		load_papers_again(r);
	else if (store_changed(library->store))
		reader_lists_changed(r);
}

/* --- the index --- */

static void index_slice(void *data)
{
	struct reader *r = data;

	r->shelf.index = 0;
	if (store_index_slice(r->shelf.library->store, SLICE_MS))
		r->shelf.index = loop_after(r->setup->loop, REST_MS, index_slice, r);
	else
		reader_rank_again(r);
}

static void index_after(struct reader *r, int ms)
{
	r->shelf.index = loop_after(r->setup->loop, ms, index_slice, r);
}

void reader_index_later(struct reader *r)
{
	if (r->shelf.library && !r->shelf.index)
		index_after(r, REST_MS);
}

void reader_fold_what_came(struct reader *r)
{
	if (r->shelf.index && !r->shelf.refresh)
		store_cluster_slice(r->shelf.library->store, FOLD_MS);
}

void reader_index_not_now(struct reader *r)
{
	if (!r->shelf.index)
		return;
	loop_cancel(r->setup->loop, r->shelf.index);
	index_after(r, AFTER_KEY_MS);
}
