/* SPDX-License-Identifier: GPL-3.0-or-later */
/* reader-story.c - one story: what is kept of it first, since that needs nobody;
 * else the page it links to. */
#include "reader-inside.h"

#include "baolan/base/clock.h"
#include "baolan/base/i18n.h"
#include "baolan/base/mem.h"
#include "baolan/text/date.h"

#include "reader-commands.h"

#include <stdlib.h>

/* So many stories are looked at at a time for the next one that is unread. */
enum { AHEAD = 64 };
/* Bytes of HTML that are more than a teaser. */
enum { ENOUGH = 600 };
enum { CHINA_MIN = 8 * 60 };

static struct store *store_of(const struct reader *r)
{
	return r->shelf.library->store;
}

/* --- the list it came from --- */

struct list *reader_list_with(const struct reader *r, int64_t story)
{
	for (struct view *v = r->stack.top; v; v = v->below) {
		struct stories *s = stories_of(list_of(v));
		if (s && s->model.ops->find(&s->model, story) != SIZE_MAX)
			return list_of(v);
	}
	return NULL;
}

/* --- opening --- */

static bool show_kept(struct reader *r, const struct story *story, unsigned replace)
{
	struct buf block = BUF_INIT(BUF_MAX_TEXT);
	const struct doc *doc = NULL;
	int64_t kept;

	if (!store_document(store_of(r), str_of(story->url), &block, &kept, NULL))
		doc = doc_check(buf_str(&block), NULL);
	if (doc)
		reader_show_document(r, &block, doc,
		                     &(struct visit_options){ .title = story->title,
		                                              .replace = replace,
		                                              .story = story->id },
		                     story->url);
	buf_done(&block);
	return doc != NULL;
}

static void fetch(struct reader *r, const struct story *story, unsigned replace)
{
	if (!story->url || !*story->url) {
		reader_say(r, _("There is no address behind it"));
		return;
	}
	reader_visit(r, story->url,
	             &(struct visit_options){ .title = story->title,
	                                      .replace = replace,
	                                      .story = story->id });
}

static bool wants_page(struct reader *r, const struct story *story)
{
	const struct paper *paper = library_paper(r->shelf.library, story->paper);

	return !story->has_content || (paper && paper->full == 1);
}

/* A paper that does not say whether its feed has whole articles is taken at its
 * word when there is more than a few sentences. */
static bool is_enough(struct reader *r, const struct story *story, struct str html)
{
	const struct paper *paper = library_paper(r->shelf.library, story->paper);

	return html.len >= ENOUGH || (paper && paper->full == 0) || !story->url ||
	       !*story->url;
}

/* In the zone of the papers. */
static void write_time(int64_t at, char out[DATE_TEXT_SIZE])
{
	struct date date = date_of_seconds(at + (int64_t)CHINA_MIN * 60);

	out[0] = '\0';
	date.zone = CHINA_MIN;
	if (at)
		date_format(&date, out);
}

static bool show_content(struct reader *r, const struct story *story, unsigned replace)
{
	auto_buf html = BUF_INIT(BUF_MAX_TEXT), base = BUF_INIT(1 << 16);
	char published[DATE_TEXT_SIZE];
	struct content_job job;

	if (wants_page(r, story) ||
	    store_content(store_of(r), story->id, &html, &base, NULL) ||
	    !is_enough(r, story, buf_str(&html)))
		return false;
	write_time(story->published, published);
	job = (struct content_job){
		.html = buf_str(&html),
		.base = buf_str(&base),
		.url = str_of(story->url),
		.title = str_of(story->title),
		.site = reader_paper_name(r, story->paper),
		.published = str_of(published),
		.source = str_of(story->source),
		.summary = str_of(story->summary),
		.authors = str_of(story->authors),
	};
	reader_visit(r, story->url ? story->url : "",
	             &(struct visit_options){ .title = story->title,
	                                      .replace = replace,
	                                      .story = story->id,
	                                      .content = &job });
	return true;
}

void reader_open_story(struct reader *r, int64_t id, unsigned replace)
{
	struct list *list = reader_list_with(r, id);
	struct story story = { 0 };
	struct error err;

	if (!id ||
	    !reader_check(r, store_stories(store_of(r), &id, 1, &story, &err), &err))
		return;
	if (!story.id) {
		reader_say(r, _("This story is not kept any more"));
		return;
	}
	reader_mark_read(r, id, list && stories_of(list)->spec.fold);
	if (!(story.has_document && show_kept(r, &story, replace)) &&
	    !show_content(r, &story, replace))
		fetch(r, &story, replace);
	story_done(&story);
	if (list)
		reader_prefetch_after(r, id);
}

void reader_keep(struct reader *r, const struct page *page)
{
	struct error err;

	if (!page->story || doc_kind(page->doc) != DOC_ARTICLE)
		return;
	reader_check(r,
	             store_keep_document(store_of(r), str_of(page->address), page->doc,
	                                 clock_now(), &err),
	             &err);
	reader_lists_changed(r);
}

/* --- going along the list --- */

/* The list is not on the screen: its place is what it will be laid out with. */
static void open_in(struct reader *r, struct page *page, struct list *list, int64_t id)
{
	unsigned replace = page ? page->id : 0;

	list_want(list, id);
	reader_open_story(r, id, replace);
}

void reader_story_along(struct reader *r, struct page *page, int n)
{
	struct list *list = reader_list_with(r, page->story);
	struct list_model *model;
	int64_t at;

	if (!list) {
		reader_say(r, _("The list it came from is not open any more"));
		return;
	}
	model = list_model(list);
	at = (int64_t)model->ops->find(model, page->story) + n;
	if (at < 0)
		reader_say(r, _("This is the first story of the list"));
	else if (!model->ops->id(model, (size_t)at))
		reader_say(r, _("This is the last story of the list"));
	else
		open_in(r, page, list, model->ops->id(model, (size_t)at));
}

/* --- what is unread --- */

static size_t fill_ids(struct list_model *model, size_t from, int64_t ids[AHEAD])
{
	size_t n = 0;

	while (n < AHEAD && (ids[n] = model->ops->id(model, from + n)))
		n++;
	return n;
}

/* Among the rows from..from+n-1; SIZE_MAX: none. */
static size_t first_unread(struct reader *r, const int64_t *ids, size_t n, size_t from)
{
	struct story stories[AHEAD] = { { 0 } };
	size_t found = SIZE_MAX;

	if (store_stories(store_of(r), ids, n, stories, NULL))
		return SIZE_MAX;
	for (size_t i = 0; i < n; i++) {
		if (found == SIZE_MAX && stories[i].id &&
		    !(stories[i].flags & STORY_READ))
			found = from + i;
		story_done(&stories[i]);
	}
	return found;
}

static size_t next_unread_from(struct reader *r, struct list_model *model, size_t from)
{
	int64_t ids[AHEAD];
	size_t n, found;

	while ((n = fill_ids(model, from, ids)) > 0) {
		found = first_unread(r, ids, n, from);
		if (found != SIZE_MAX)
			return found;
		from += n;
	}
	return SIZE_MAX;
}

/* From behind the row `at`, then from the start; 0: none. */
static int64_t next_unread_in(struct reader *r, struct list_model *model, size_t at)
{
	size_t found = next_unread_from(r, model, at + 1);

	if (found == SIZE_MAX)
		found = next_unread_from(r, model, 0);
	return found == SIZE_MAX ? 0 : model->ops->id(model, found);
}

/* The newest unread story of all papers; 0: none. */
static int64_t newest_unread(struct reader *r)
{
	struct story_query query = { .without = STORY_READ | STORY_KILLED };
	struct story_list *list;
	struct error err;
	int64_t id;

	if (!reader_check(r, story_list_open(store_of(r), &query, &list, &err), &err))
		return 0;
	id = story_list_id(list, 0);
	story_list_free(list);
	return id;
}

void next_unread(struct reader *r, int count)
{
	struct list *list = reader_list(r);
	int64_t id;

	(void)count;
	if (!stories_of(list)) {
		if (!reader_next_unread_paper(list))
			reader_say(r, _("All is read"));
		return;
	}
	id = next_unread_in(r, list_model(list), list_index(list));
	if (id)
		list_select(list, id);
	else
		reader_say(r, _("All of this list is read"));
}

void read_on(struct reader *r, int count)
{
	struct page *page = reader_page(r);
	struct list *list = page->story ? reader_list_with(r, page->story) : NULL;
	int64_t id = 0;

	(void)count;
	if (!reader_library(r))
		return;
	if (list) {
		struct list_model *model = list_model(list);
		id = next_unread_in(r, model, model->ops->find(model, page->story));
	}
	if (id)
		open_in(r, page, list, id);
	else if ((id = newest_unread(r)))
		reader_open_story(r, id, page->story ? page->id : 0);
	else
		reader_say(r, _("All is read"));
}

bool reader_at_story_end(const struct reader *r)
{
	const struct page *page = page_of(r->stack.top);

	return page && page->story && page->focus == 0 &&
	       column_at_end(&page->columns[0]);
}
