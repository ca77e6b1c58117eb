/* SPDX-License-Identifier: GPL-3.0-or-later */
/* reader-marks.c - read, starred, tags, notes; and taking each back.
 *
 * No mark asks whether it is meant: each can be undone, and says so. */
#include "reader-inside.h"

#include "baolan/base/i18n.h"
#include "baolan/base/mem.h"

#include "reader-commands.h"

#include <stdlib.h>

enum { MAX_TAGS = 64 };

static struct store *store_of(const struct reader *r)
{
	return r->shelf.library->store;
}

/* --- what is acted on --- */

static void add_id(story_ids *ids, int64_t id)
{
	if (id)
		*vec_push(ids) = id;
}

/* The story that is read, those that are picked, or the one under the cursor. */
static bool take_acted(struct reader *r, story_ids *ids)
{
	const struct page *page = page_of(r->stack.top);
	struct list *list = reader_list(r);
	const int64_t *picked;
	size_t n = 0;

	vec_clear(ids);
	if (page)
		add_id(ids, page->story);
	else if (stories_of(list)) {
		picked = list_picked(list, &n);
		for (size_t i = 0; i < n; i++)
			add_id(ids, picked[i]);
		if (!n)
			add_id(ids, list_selected(list));
	}
	if (!ids->len)
		reader_say(r, page ? _("This page is no story of a paper you follow")
		                   : _("There is no story to mark"));
	return ids->len > 0;
}

static bool is_folded(const struct reader *r)
{
	const struct stories *s = stories_of(reader_list(r));

	return s && s->spec.fold;
}

/* One line may stand for a story of several papers. */
static void add_clusters(struct reader *r, story_ids *ids)
{
	size_t n = ids->len;

	for (size_t i = 0; i < n; i++) {
		story_ids members = { 0 };
		if (!store_cluster(store_of(r), ids->at[i], &members, NULL))
			vec_each (id, &members)
				if (*id != ids->at[i])
					add_id(ids, *id);
		vec_done(&members);
	}
}

static bool load_story(struct reader *r, int64_t id, struct story *ret_story)
{
	struct error err;

	*ret_story = (struct story){ 0 };
	return reader_check(r, store_stories(store_of(r), &id, 1, ret_story, &err),
	                    &err) &&
	       ret_story->id;
}

static unsigned flags_of(struct reader *r, int64_t id)
{
	struct story story;
	unsigned flags = load_story(r, id, &story) ? story.flags : 0;

	story_done(&story);
	return flags;
}

static bool mark(struct reader *r, const story_ids *ids, unsigned set, unsigned clear)
{
	struct error err;

	if (!reader_check(r,
	                  store_mark(store_of(r), ids->at, ids->len, set, clear, &err),
	                  &err))
		return false;
	reader_lists_changed(r);
	return true;
}

/* --- read --- */

void reader_mark_read(struct reader *r, int64_t id, bool fold)
{
	story_ids ids = { 0 };

	if (flags_of(r, id) & STORY_READ)
		return;
	add_id(&ids, id);
	if (fold)
		add_clusters(r, &ids);
	mark(r, &ids, STORY_READ, 0);
	vec_done(&ids);
}

static void say_marked(struct reader *r, size_t n, const char *one, const char *many)
{
	if (n == 1)
		reader_say(r, "%s", one);
	else
		reader_say(r, many, (unsigned)n);
}

void toggle_read(struct reader *r, int count)
{
	story_ids ids = { 0 };
	size_t n;

	(void)count;
	if (!take_acted(r, &ids))
		return;
	bool read = flags_of(r, ids.at[0]) & STORY_READ;
	n = ids.len;
	if (is_folded(r))
		add_clusters(r, &ids);
	if (mark(r, &ids, read ? 0 : STORY_READ, read ? STORY_READ : 0)) {
		if (read)
			say_marked(r, n, _("Unread again (- undoes)"),
			           _("%u stories are unread again (- undoes)"));
		else
			say_marked(r, n, _("Read (- undoes)"),
			           _("%u stories are read (- undoes)"));
		if (reader_list(r))
			list_unpick(reader_list(r));
	}
	vec_done(&ids);
}

void toggle_read_next(struct reader *r, int count)
{
	struct view *top = r->stack.top;

	toggle_read(r, count);
	top->ops->move(top, MOVE_LINE, 1);
}

/* What came after the list was opened has not been seen: then only what stands in
 * it is marked, each by its id. */
static bool mark_list(struct reader *r, struct list *list, uint32_t *ret_n)
{
	struct list_model *model = list_model(list);
	story_ids ids = { 0 };
	size_t n = model->ops->reach(model, SIZE_MAX);
	bool done;

	for (size_t i = 0; i < n; i++)
		add_id(&ids, model->ops->id(model, i));
	*ret_n = (uint32_t)ids.len;
	if (is_folded(r))
		add_clusters(r, &ids);
	done = !ids.len || mark(r, &ids, STORY_READ, 0);
	vec_done(&ids);
	return done;
}

static bool mark_query(struct reader *r, const struct story_spec *spec, uint32_t *ret_n)
{
	struct story_query query = story_spec_query(spec);
	struct error err;

	query.without = (query.without & ~(unsigned)STORY_KILLED) | STORY_READ;
	query.fold = false;
	if (!reader_check(r,
	                  store_mark_all(store_of(r), &query, STORY_READ, 0, ret_n,
	                                 &err),
	                  &err))
		return false;
	reader_lists_changed(r);
	return true;
}

void mark_all_read(struct reader *r, int count)
{
	struct list *list = reader_list(r);
	struct stories *s = stories_of(list);
	const struct shelf_row *row = s ? NULL : reader_shelf_row(r);
	struct story_spec spec = { 0 };
	uint32_t n = 0;
	bool done = false;

	(void)count;
	if (row) {
		spec = reader_row_spec(r, row);
		done = mark_query(r, &spec, &n);
		story_spec_done(&spec);
	} else if (s && (s->news || !s->ids)) {
		done = mark_list(r, list, &n);
	} else if (s) {
		done = mark_query(r, &s->spec, &n);
	}
	if (done && n)
		reader_say(r, _("%u marked read (- undoes)"), n);
	else if (done)
		reader_say(r, _("All of it was read already"));
}

/* --- starred --- */

void toggle_star(struct reader *r, int count)
{
	story_ids ids = { 0 };

	(void)count;
	if (!take_acted(r, &ids))
		return;
	bool starred = flags_of(r, ids.at[0]) & STORY_STARRED;
	if (mark(r, &ids, starred ? 0 : STORY_STARRED, starred ? STORY_STARRED : 0)) {
		if (starred)
			say_marked(r, ids.len, _("No longer starred (- undoes)"),
			           _("%u stories are no longer starred (- undoes)"));
		else
			say_marked(r, ids.len, _("Starred (- undoes)"),
			           _("%u stories are starred (- undoes)"));
	}
	vec_done(&ids);
}

/* --- tags --- */

static bool has_tag(struct str tags, struct str tag)
{
	while (tags.len)
		if (str_eq(str_cut(&tags, ' '), tag))
			return true;
	return false;
}

/* Set, or take away, the tags of `from` that are not in `but`. */
static bool change_tags(struct reader *r, struct str from, struct str but, bool on)
{
	struct error err;

	for (int i = 0; from.len && i < MAX_TAGS; i++) {
		struct str word = str_cut(&from, ' ');
		auto_free char *tag = str_dup(word);
		if (!word.len || has_tag(but, word))
			continue;
		vec_each (id, &r->shelf.acted)
			if (!reader_check(r, store_tag(store_of(r), *id, tag, on, &err),
			                  &err))
				return false;
	}
	return true;
}

static void set_tags(struct reader *r, struct str typed)
{
	struct story story;

	if (!r->shelf.acted.len || !load_story(r, r->shelf.acted.at[0], &story))
		return;
	if (change_tags(r, typed, str_of(story.tags), true) &&
	    change_tags(r, str_of(story.tags), typed, false))
		reader_say(r, _("Tagged (- undoes)"));
	story_done(&story);
	reader_lists_changed(r);
}

void tag_story(struct reader *r, int count)
{
	struct story story;

	(void)count;
	if (!take_acted(r, &r->shelf.acted) ||
	    !load_story(r, r->shelf.acted.at[0], &story))
		return;
	reader_ask(r, ASK_TAG, _("Tags: "), story.tags ? story.tags : "", set_tags);
	story_done(&story);
}

/* --- notes --- */

static void set_note(struct reader *r, struct str typed)
{
	auto_free char *text = str_dup(str_trim_space(typed));
	struct error err;

	if (!r->shelf.acted.len ||
	    !reader_check(r,
	                  store_note(store_of(r), r->shelf.acted.at[0],
	                             *text ? text : NULL, &err),
	                  &err))
		return;
	reader_say(r, *text ? _("Noted (- undoes)") : _("The note is gone (- undoes)"));
	reader_lists_changed(r);
}

void note_story(struct reader *r, int count)
{
	struct story story;

	(void)count;
	if (!take_acted(r, &r->shelf.acted) ||
	    !load_story(r, r->shelf.acted.at[0], &story))
		return;
	reader_ask(r, ASK_NOTE, _("Note: "), story.note ? story.note : "", set_note);
	story_done(&story);
}

/* --- undo --- */

typedef enum err step_fn(struct store *store, struct buf *ret_what, struct error *err);

static void step(struct reader *r, step_fn *fn, int count, const char *done,
                 const char *none)
{
	auto_buf what = BUF_INIT(4096);
	struct error err;
	enum err code = ERR_OK;

	if (!reader_library(r))
		return;
	for (int i = 0; i < MAX(count, 1) && !code; i++) {
		buf_clear(&what);
		code = fn(store_of(r), &what, &err);
	}
	if (code == ERR_EMPTY)
		reader_say(r, "%s", none);
	else if (reader_check(r, code, &err))
		reader_say(r, done, buf_text(&what));
	reader_lists_changed(r);
}

void undo(struct reader *r, int count)
{
	step(r, store_undo, count, _("Undone: %s"), _("There is nothing to undo"));
}

void redo(struct reader *r, int count)
{
	step(r, store_redo, count, _("Done again: %s"), _("There is nothing to redo"));
}
