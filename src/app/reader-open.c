/* SPDX-License-Identifier: GPL-3.0-or-later */
/* reader-open.c - going from page to page.
 *
 * The page one leaves stays, with its place, on the stack (back) or on the
 * stack of those one came back from (forward).  A page appears when its first
 * document has come; until then the former one can be read on. */
#include "reader-inside.h"

#include "baolan/base/i18n.h"
#include "baolan/base/mem.h"
#include "baolan/text/url.h"
#include "baolan/view/moods.h"
#include "baolan/view/notice.h"

#include "reader-commands.h"

#include <stdlib.h>

/* --- visits --- */

static void visit_unlink(struct visit *visit)
{
	struct visit **at = &visit->reader->visits;

	while (*at != visit)
		at = &(*at)->next;
	*at = visit->next;
}

static void visit_destroy(struct visit *visit)
{
	if (!visit)
		return;
	trail_done(&visit->trail);
	free(visit->address);
	free(visit->title);
	free(visit);
}

static void visit_free(struct visit *visit)
{
	visit_unlink(visit);
	visit_destroy(visit);
}

static void visit_cancel(struct visit *visit)
{
	load_cancel(visit->load);
	visit_free(visit);
}

struct visit *reader_pending(const struct reader *r)
{
	for (struct visit *v = r->visits; v; v = v->next)
		if (!v->page)
			return v;
	return NULL;
}

void reader_cancel_visits(struct reader *r)
{
	for (struct visit *v = r->visits, *next; v; v = next) {
		next = v->next;
		visit_cancel(v);
	}
}

void reader_sweep(struct reader *r)
{
	for (struct visit *v = r->visits, *next; v; v = next) {
		next = v->next;
		if (v->page && !reader_page_numbered(r, v->page))
			visit_cancel(v);
	}
}

static uint64_t read_meter(const struct reader *r)
{
	return r->setup->fetcher ? fetcher_wire_bytes(r->setup->fetcher) : 0;
}

static void on_progress(void *data, enum load_step step, uint64_t bytes,
                        uint64_t expected)
{
	struct visit *visit = data;

	visit->step = step;
	visit->bytes = bytes;
	visit->expected = expected;
	reader_touch(visit->reader);
}

/* --- showing what came --- */

/* Take help and the like off the page. */
static void close_overlays(struct reader *r)
{
	while (r->stack.top && r->stack.top->below &&
	       !(r->stack.top->ops->context &
	         (CTX_PAGE | CTX_LIST | CTX_PLACES | CTX_START)))
		view_pop(&r->stack);
}

/* Drop what the new page stands in for: the start, or the story before. */
static void drop_replaced(struct reader *r, unsigned replace)
{
	struct view *top = r->stack.top;
	struct page *page = page_of(top);
	bool goes = top->ops->context == CTX_START || (page && page->id == replace);

	if (!goes)
		return;
	view_take(&r->stack);
	top->ops->free(top);
}

static void show_page(struct reader *r, struct visit *visit, struct page *page,
                      int64_t saved)
{
	page->id = visit->page = ++r->last_page;
	page->saved = saved;
	page->address = mem_strdup(visit->address);
	page->story = visit->story;
	trail_copy(&page->trail, &visit->trail);
	close_overlays(r);
	drop_replaced(r, visit->replace);
	view_stack_done(&r->forward);
	view_push(&r->stack, &page->view);
}

static void refresh_moods(struct reader *r, const struct page *page)
{
	if (moods_is(r->stack.top) && page_of(r->stack.top->below) == page)
		moods_update(r->stack.top, page->doc);
}

static void on_document(void *data, struct loaded *loaded)
{
	struct visit *visit = data;
	struct reader *r = visit->reader;
	const struct doc *doc = loaded->doc;
	struct page *page;

	loaded->doc = NULL;
	reader_touch(r);
	if (!visit->page) {
		show_page(r, visit, page_new(&loaded->block, doc, &r->page_options),
		          loaded->saved);
		return;
	}
	page = reader_page_numbered(r, visit->page);
	if (!page)
		return;
	page->saved = loaded->saved;
	page_set_doc(page, &loaded->block, doc);
	refresh_moods(r, page);
}

static void fail_start(struct reader *r, const struct visit *visit, const char *why)
{
	auto_free char *text = mem_printf(_("%s could not be opened\n\n%s\n\nr tries "
	                                    "again, U opens another address, "
	                                    "q leaves"),
	                                  visit->address, why);

	notice_set(r->stack.top, text);
}

/* --- what is larger than is loaded unasked --- */

static void answer_large(struct reader *r, struct str text)
{
	struct visit *visit = take(r->large);

	if (visit && str_eq(text, STR("y")))
		reader_visit(r, visit->address,
		             &(struct visit_options){ .title = visit->title,
		                                      .trail = &visit->trail,
		                                      .replace = visit->replace,
		                                      .refill = visit->page,
		                                      .story = visit->story,
		                                      .any_size = true });
	visit_destroy(visit);
}

static void ask_large(struct reader *r, struct visit *visit, const char *why)
{
	auto_free char *label = mem_printf(_("%s. Load it? y/n "), why);

	visit_unlink(visit);
	visit->load = NULL;
	reader_forget_large(r);
	r->large = visit;
	if (r->stack.top->ops->context == CTX_START)
		fail_start(r, visit, why);
	reader_ask_key(r, label, answer_large);
}

void reader_forget_large(struct reader *r)
{
	visit_destroy(take(r->large));
}

/* What the feed brought can't be read: the page itself is asked for. */
static void fetch_instead(struct reader *r, struct visit *visit)
{
	visit_unlink(visit);
	visit->load = NULL;
	reader_visit(r, visit->address,
	             &(struct visit_options){ .title = visit->title,
	                                      .replace = visit->replace,
	                                      .story = visit->story });
	visit_destroy(visit);
}

static void on_done(void *data, const struct error *why)
{
	struct visit *visit = data;
	struct reader *r = visit->reader;
	struct page *page = reader_page_numbered(r, visit->page);

	if (page)
		page->bytes = read_meter(r) - visit->meter;
	if (page && !why && !visit->content)
		reader_keep(r, page);
	if (page)
		reader_add_related(r, page);
	if (why && visit->content) {
		fetch_instead(r, visit);
		return;
	}
	if (why && why->code == ERR_ASK) {
		ask_large(r, visit, why->text);
		return;
	}
	if (why && r->stack.top->ops->context == CTX_START)
		fail_start(r, visit, why->text);
	else if (why)
		reader_complain(r, "%s", why->text);
	visit_free(visit);
	reader_touch(r);
}

static const struct load_ops visit_ops = { on_progress, on_document, on_done };

/* --- starting --- */

/* One page at a time is on its way, and one load fills a page. */
static void give_up_former(struct reader *r, unsigned refill)
{
	for (struct visit *v = r->visits, *next; v; v = next) {
		next = v->next;
		if (!v->page || v->page == refill)
			visit_cancel(v);
	}
}

static const char *referer_of(const struct page *from, char **ret_owned)
{
	struct str url = from ? doc_field(from->doc, DOC_URL) : STR_NONE;

	if (!str_starts_nocase(url, STR("http")))
		return NULL;
	*ret_owned = str_dup(url);
	return *ret_owned;
}

static void say_start(struct reader *r, const struct visit *visit)
{
	auto_free char *text = mem_printf(_("Loading %s\n\nEsc stops"), visit->address);

	free(take(r->start_address));
	r->start_address = mem_strdup(visit->address);
	notice_set(r->stack.top, text);
}

void reader_visit(struct reader *r, const char *address,
                  const struct visit_options *options)
{
	struct visit *visit = mem_new(struct visit);
	auto_free char *referer = NULL;
	struct load_options how = { .referer = referer_of(options->from, &referer),
		                    .reload = options->reload,
		                    .ask = !options->any_size,
		                    .as_it_comes = !options->refill };

	give_up_former(r, options->refill);
	visit->reader = r;
	visit->meter = read_meter(r);
	visit->address = mem_strdup(address);
	visit->title = mem_strdup(options->title && *options->title ? options->title
	                                                            : address);
	visit->page = options->refill;
	visit->replace = options->replace;
	visit->story = options->story;
	visit->content = options->content != NULL;
	if (options->trail)
		trail_copy(&visit->trail, options->trail);
	visit->next = r->visits;
	r->visits = visit;
	say_start(r, visit);
	if (options->content)
		visit->load = content_start(r->setup->sync, options->content,
		                            &visit_ops, visit);
	else
		visit->load =
		        load_start(r->setup->sync, address, &how, &visit_ops, visit);
	reader_touch(r);
}

void reader_show_document(struct reader *r, struct buf *block, const struct doc *doc,
                          const struct visit_options *options, const char *address)
{
	auto_free char *copy = mem_strdup(address);
	struct visit visit = { .reader = r,
		               .address = copy,
		               .replace = options->replace,
		               .story = options->story };

	give_up_former(r, 0);
	show_page(r, &visit, page_new(block, doc, &r->page_options), 0);
	reader_add_related(r, reader_page(r));
	reader_touch(r);
}

/* --- following --- */

/* The list that a story stands in, for the way on to the next one. */
static void make_trail(const struct page *page, const struct layout_target *target,
                       struct trail *trail)
{
	uint32_t n;
	const struct doc_list *lists = doc_lists(page->doc, &n);
	const struct doc_story *stories;

	if (target->kind != TARGET_STORY || target->list >= n)
		return;
	stories = doc_stories(page->doc, &lists[target->list]);
	for (uint32_t i = 0; i < lists[target->list].count; i++)
		*vec_push(&trail->urls) = str_dup(doc_str(page->doc, stories[i].url));
	trail->at = target->index;
	trail->page = page->id;
}

static struct str story_title(const struct page *page,
                              const struct layout_target *target)
{
	uint32_t n;
	const struct doc_list *lists = doc_lists(page->doc, &n);

	if (target->kind != TARGET_STORY || target->list >= n ||
	    target->index >= lists[target->list].count)
		return STR_NONE;
	return doc_str(
	        page->doc,
	        doc_stories(page->doc, &lists[target->list])[target->index].title);
}

static bool leads_into_files(const struct page *page, struct str url)
{
	return str_starts_nocase(doc_field(page->doc, DOC_URL), STR("http")) &&
	       !str_starts_nocase(url, STR("http"));
}

static void follow(struct reader *r, struct page *page,
                   const struct layout_target *target)
{
	auto_free char *url = str_dup(target->url);
	auto_free char *title = str_dup(story_title(page, target));
	struct trail trail = { 0 };

	if (!*url) {
		reader_say(r, _("There is no address behind it"));
		return;
	}
	if (leads_into_files(page, target->url)) {
		reader_complain(
		        r,
		        _("Not opened: a page of the web leads into your files (%s)"),
		        url);
		return;
	}
	make_trail(page, target, &trail);
	reader_visit(r, url,
	             &(struct visit_options){
	                     .title = title, .from = page, .trail = &trail });
	trail_done(&trail);
}

void reader_follow_story(struct reader *r, struct page *page, uint32_t list,
                         uint32_t index)
{
	uint32_t n;
	const struct doc_list *lists = doc_lists(page->doc, &n);
	const struct doc_story *story = &doc_stories(page->doc, &lists[list])[index];

	follow(r, page,
	       &(struct layout_target){ .kind = TARGET_STORY,
	                                .list = list,
	                                .index = index,
	                                .url = doc_str(page->doc, story->url) });
}

static void follow_picture(struct reader *r, struct page *page,
                           const struct layout_target *target)
{
	(void)page;
	(void)target;
	reader_say(r, _("Pictures are shown outside: o opens this one in a browser"));
}

static void follow_tab(struct reader *r, struct page *page,
                       const struct layout_target *target)
{
	(void)r;
	page_show_ranking(page, target->list);
}

static void follow_moods(struct reader *r, struct page *page,
                         const struct layout_target *target)
{
	(void)page;
	(void)target;
	choose_mood(r, 0);
}

static void (*const followers[])(struct reader *r, struct page *page,
                                 const struct layout_target *target) = {
	[TARGET_LINK] = follow,          [TARGET_STORY] = follow,
	[TARGET_IMAGE] = follow_picture, [TARGET_TAB] = follow_tab,
	[TARGET_MOODS] = follow_moods,
};

void open_chosen(struct reader *r, int count)
{
	struct page *page = reader_page(r);
	const struct layout_target *target;

	if (reader_list(r)) {
		reader_list_open(r, count);
		return;
	}
	target = count ? page_numbered(page, (unsigned)count) : page_selected(page);
	if (!target && count)
		reader_say(r, _("Nothing here has the number %d"), count);
	else if (!target)
		reader_say(r, _("Nothing is chosen: Tab chooses, or type a number and "
		                "Enter"));
	else
		followers[target->kind](r, page, target);
}

static void go_along(struct reader *r, int n)
{
	struct page *page = reader_page(r), *list;
	struct trail trail = { 0 };
	int64_t at = (int64_t)page->trail.at + n;

	if (page->story) {
		reader_story_along(r, page, n);
		return;
	}
	if (!page->trail.urls.len) {
		reader_say(r, _("This page was not opened from a list"));
		return;
	}
	if (at < 0 || at >= (int64_t)page->trail.urls.len) {
		reader_say(r, n > 0 ? _("This is the last story of the list")
		                    : _("This is the first story of the list"));
		return;
	}
	trail_copy(&trail, &page->trail);
	trail.at = (size_t)at;
	list = reader_page_numbered(r, trail.page);
	if (list)
		page_select_url(list, str_of(trail.urls.at[at]));
	reader_visit(r, trail.urls.at[at],
	             &(struct visit_options){
	                     .from = page, .trail = &trail, .replace = page->id });
	trail_done(&trail);
}

void next_story(struct reader *r, int count)
{
	go_along(r, MAX(count, 1));
}

void previous_story(struct reader *r, int count)
{
	go_along(r, -MAX(count, 1));
}

/* --- back, forward, again --- */

static void stop_pending(struct reader *r)
{
	struct visit *pending = reader_pending(r);
	auto_free char *title = mem_strdup(pending->title);

	visit_cancel(pending);
	if (r->stack.top->ops->context == CTX_START)
		notice_set(r->stack.top,
		           _("Stopped\n\nr tries again, U opens another address, "
		             "q leaves"));
	reader_say(r, _("Stopped loading %s"), title);
}

/* While a page is on its way, back takes the step to it back. */
void go_back(struct reader *r, int count)
{
	if (reader_pending(r)) {
		stop_pending(r);
		return;
	}
	if (!r->stack.top->below)
		reader_say(r, _("This is the first page; q leaves"));
	for (int i = 0; i < MAX(count, 1) && r->stack.top->below; i++)
		view_push(&r->forward, view_take(&r->stack));
	reader_touch(r);
}

void go_forward(struct reader *r, int count)
{
	if (!r->forward.top)
		reader_say(r, _("There is no page to go forward to"));
	for (int i = 0; i < MAX(count, 1) && r->forward.top; i++)
		view_push(&r->stack, view_take(&r->forward));
	reader_touch(r);
}

void leave_page(struct reader *r, int count)
{
	(void)count;
	if (r->stack.top->below)
		go_back(r, 1);
	else
		quit(r, 0);
}

void reload_page(struct reader *r, int count)
{
	struct page *page = reader_page(r);

	(void)count;
	if (page)
		reader_visit(r, page->address,
		             &(struct visit_options){ .refill = page->id,
		                                      .reload = true });
	else if (r->start_address) {
		auto_free char *address = mem_strdup(r->start_address);
		reader_visit(r, address, &(struct visit_options){ 0 });
	}
}

void cancel(struct reader *r, int count)
{
	struct page *page = page_of(r->stack.top);

	(void)count;
	if (reader_pending(r)) {
		stop_pending(r);
	} else if (reader_list(r) && reader_list_cancel(r)) {
		return;
	} else if (page && r->visits) {
		reader_cancel_visits(r);
		reader_say(r, _("Stopped; the page may be incomplete"));
	} else if (!page || (!page_forget_found(page) && !page_unselect(page))) {
		if (!reader_stop_look(r))
			reader_stop_refresh(r);
	}
}
