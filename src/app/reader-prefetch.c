/* SPDX-License-Identifier: GPL-3.0-or-later */
/* reader-prefetch.c - the stories one is likely to open next, fetched while the one
 * before is read.  Nothing is said of it: a story that was fetched ahead opens at
 * once, also without the line. */
#include "reader-inside.h"

#include "baolan/base/mem.h"

#include <stdlib.h>

/* The line is idle when nothing was opened for so long; so many rows are looked at
 * for what is unread. */
enum { REST_MS = 1500, LOOK_AHEAD = 64, MOST = 20 };

static void on_done(void *data, unsigned kept, unsigned failed)
{
	struct reader *r = data;

	(void)failed;
	r->shelf.prefetch = NULL;
	if (kept)
		reader_lists_changed(r);
}

static const struct prefetch_ops prefetch_ops = { on_done };

void reader_stop_prefetch(struct reader *r)
{
	loop_cancel(r->setup->loop, r->shelf.prefetch_rest);
	r->shelf.prefetch_rest = 0;
	prefetch_cancel(take(r->shelf.prefetch));
}

/* --- which --- */

struct wanted {
	char *urls[MOST];
	size_t n, most;
};

static void add(struct reader *r, struct wanted *wanted, const struct story *story)
{
	if (story->id && !(story->flags & (STORY_READ | STORY_KILLED)) &&
	    wanted->n < wanted->most &&
	    prefetch_wants(story, library_paper(r->shelf.library, story->paper)))
		wanted->urls[wanted->n++] = mem_strdup(story->url);
}

static void look_ahead(struct reader *r, struct list_model *model, size_t from,
                       struct wanted *wanted)
{
	struct story stories[LOOK_AHEAD] = { 0 };
	int64_t ids[LOOK_AHEAD];
	size_t n = 0;

	while (n < LOOK_AHEAD && (ids[n] = model->ops->id(model, from + n)))
		n++;
	if (store_stories(r->shelf.library->store, ids, n, stories, NULL))
		return;
	for (size_t i = 0; i < n; i++) {
		add(r, wanted, &stories[i]);
		story_done(&stories[i]);
	}
}

static void start(struct reader *r, const struct wanted *wanted)
{
	if (wanted->n)
		r->shelf.prefetch =
		        prefetch_start(r->setup->sync, r->shelf.library->store,
		                       (const char *const *)wanted->urls, wanted->n,
		                       &prefetch_ops, r);
}

static void on_rest(void *data)
{
	struct reader *r = data;
	struct list *list = reader_list_with(r, r->shelf.prefetch_after);
	struct wanted wanted = { .most = (size_t)r->setup->config->prefetch };
	struct list_model *model;
	size_t at;

	r->shelf.prefetch_rest = 0;
	if (!list || r->shelf.refresh || reader_pending(r))
		return;
	model = list_model(list);
	at = model->ops->find(model, r->shelf.prefetch_after);
	if (at != SIZE_MAX)
		look_ahead(r, model, at + 1, &wanted);
	start(r, &wanted);
	for (size_t i = 0; i < wanted.n; i++)
		free(wanted.urls[i]);
}

void reader_prefetch_after(struct reader *r, int64_t story)
{
	reader_stop_prefetch(r);
	r->shelf.prefetch_after = story;
	if (r->setup->config->prefetch)
		r->shelf.prefetch_rest =
		        loop_after(r->setup->loop, REST_MS, on_rest, r);
}

void reader_prefetch_papers(struct reader *r)
{
	reader_stop_prefetch(r);
	r->shelf.prefetch = prefetch_papers(r->setup->sync, r->shelf.library->store,
	                                    r->shelf.library->papers, &prefetch_ops, r);
}
