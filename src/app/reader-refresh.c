/* SPDX-License-Identifier: GPL-3.0-or-later */
/* reader-refresh.c - asking the papers, while one reads on.
 *
 * Papers answer by the hundred; the screen shows it ten times a second.  Lists of
 * stories stay as they are and tell how many came. */
#include "reader-inside.h"

#include "baolan/base/i18n.h"
#include "baolan/base/mem.h"

#include "reader-commands.h"

enum { TICK_MS = 100 };

static void show_counts(struct reader *r)
{
	r->shelf.states_stale = true;
	for (struct view *v = r->stack.top; v; v = v->below)
		if (v->ops->context == CTX_PAPERS)
			list_touch(list_of(v));
	reader_touch(r);
}

static void on_tick(void *data)
{
	struct reader *r = data;

	r->shelf.tick = 0;
	show_counts(r);
}

static void on_paper(void *data, int64_t paper, const char *url,
                     const struct refresh_result *result, const struct error *why,
                     const struct refresh_count *count)
{
	struct reader *r = data;
	struct shelf *shelf = &r->shelf;

	(void)url;
	shelf->progress = *count;
	if (!why)
		reader_stories_news(r, paper, result->new_stories);
	if (!shelf->tick)
		shelf->tick = loop_after(r->setup->loop, TICK_MS, on_tick, r);
}

static void say_done(struct reader *r, const struct refresh_count *count)
{
	auto_buf b = BUF_INIT(4096);

	if (!count->papers) {
		reader_say(r, _("No paper is due; R asks all of them"));
		return;
	}
	buf_printf(&b, _("Papers asked: %u, new stories: %u"), count->done,
	           count->new_stories);
	if (count->failed)
		buf_printf(&b, _(", failed: %u (marked with !)"), count->failed);
	reader_say(r, "%s", buf_text(&b));
}

static void end(struct reader *r)
{
	struct shelf *shelf = &r->shelf;

	shelf->refresh = NULL;
	loop_cancel(r->setup->loop, shelf->tick);
	shelf->tick = 0;
	show_counts(r);
	reader_index_later(r);
}

static void on_done(void *data, const struct refresh_count *count,
                    const struct error *why)
{
	struct reader *r = data;

	end(r);
	if (why) {
		reader_complain(r, "%s", why->text);
		return;
	}
	library_tidy(r->shelf.library->store, r->setup->config);
	reader_prefetch_papers(r);
	say_done(r, count);
}

static const struct refresh_ops refresh_ops = { on_paper, on_done };

void reader_refresh(struct reader *r, const char *url, bool all)
{
	struct shelf *shelf = &r->shelf;
	struct refresh_options options = { .all = all, .url = url };

	if (!reader_library(r))
		return;
	options.rules = shelf->library->rules;
	options.usual_s = (int)r->setup->config->refresh_minutes * 60;
	if (shelf->refresh) {
		reader_say(r, _("The papers are being asked already; Esc stops"));
		return;
	}
	reader_stop_prefetch(r);
	shelf->progress = (struct refresh_count){ 0 };
	shelf->refresh =
	        refresh_start(r->setup->sync, shelf->library->store,
	                      shelf->library->papers, &options, &refresh_ops, r);
	reader_touch(r);
}

bool reader_stop_refresh(struct reader *r)
{
	if (!r->shelf.refresh)
		return false;
	refresh_cancel(take(r->shelf.refresh));
	end(r);
	reader_say(r, _("Stopped; what has come so far is kept"));
	return true;
}

void reader_refresh_text(const struct reader *r, struct buf *b)
{
	const struct refresh_count *progress = &r->shelf.progress;

	if (!r->shelf.refresh)
		return;
	if (progress->papers)
		buf_printf(b, _("refreshing %u/%u"), progress->done, progress->papers);
	else
		buf_add_text(b, _("refreshing"));
	if (progress->new_stories)
		buf_printf(b, _(", %u new"), progress->new_stories);
}

/* --- commands --- */

/* In a list of stories what came is shown first; only when nothing did, the papers
 * are asked. */
static void refresh_stories(struct reader *r, struct stories *s)
{
	const struct paper *paper = NULL;

	if (s->news) {
		reader_stories_again(r, reader_list(r));
		return;
	}
	if (s->spec.papers.len == 1)
		paper = library_paper(r->shelf.library, s->spec.papers.at[0]);
	reader_refresh(r, paper ? paper->url : NULL, true);
}

void refresh_this(struct reader *r, int count)
{
	struct stories *s = stories_of(reader_list(r));
	const struct shelf_row *row;

	(void)count;
	if (s) {
		refresh_stories(r, s);
		return;
	}
	row = reader_shelf_row(r);
	reader_refresh(r,
	               row && row->kind == SHELF_PAPER
	                       ? r->shelf.library->papers->list.at[row->paper].url
	                       : NULL,
	               true);
}

void refresh_all(struct reader *r, int count)
{
	(void)count;
	reader_refresh(r, NULL, true);
}
