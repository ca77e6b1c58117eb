/* SPDX-License-Identifier: GPL-3.0-or-later */
/* reader-moods.c - choosing a mood and sending it.
 *
 * cast_mood is the only caller of cast_start, undo_asked the only one of undo_start;
 * both run only when the reader confirms: one confirmation, one request. */
#include "reader-inside.h"

#include "baolan/base/i18n.h"
#include "baolan/base/mem.h"
#include "baolan/view/moods.h"

#include "reader-commands.h"

#include <stdlib.h>

/* The name of the mood that this reader cast; absent: none yet. */
static struct str own_mood(const struct doc *doc)
{
	struct str token = doc_field(doc, DOC_REACTION_MINE);
	uint32_t n;
	const struct doc_mood *moods = doc_moods(doc, &n);

	for (uint32_t i = 0; token.len && i < n; i++)
		if (str_eq(doc_str(doc, moods[i].token), token))
			return doc_str(doc, moods[i].label);
	return token;
}

static bool is_loading_moods(const struct reader *r, const struct page *page)
{
	for (const struct visit *v = r->visits; v; v = v->next)
		if (v->page == page->id)
			return true;
	return false;
}

static void say_no_moods(struct reader *r, const struct page *page)
{
	if (is_loading_moods(r, page))
		reader_say(r, _("The moods have not come yet"));
	else
		reader_say(r, _("This page has no moods to choose from"));
}

static bool has_moods(const struct doc *doc)
{
	uint32_t n;

	doc_moods(doc, &n);
	return n > 0;
}

void choose_mood(struct reader *r, int count)
{
	struct page *page = reader_page(r);
	struct str mine = own_mood(page->doc);
	struct view *chooser;

	(void)count;
	if (!has_moods(page->doc)) {
		say_no_moods(r, page);
	} else if (r->cast.load) {
		reader_say(r, _("Your choice \"%s\" is still being sent"),
		           r->cast.label);
	} else if (mine.len) {
		reader_say(r, _("You have chosen already: %.*s"), STR_ARG(mine));
	} else {
		chooser = moods_new(page->doc);
		if (r->setup->config->hide_moods)
			moods_hide_counts(chooser);
		moods_say(chooser, STYLE_DIM,
		          _("Number or arrows, Enter sends, Esc leaves"));
		view_push(&r->stack, chooser);
		r->cast_answered = false;
		reader_touch(r);
	}
}

/* --- sending --- */

/* Under the chooser when it is still open, else on the status line. */
static void tell(struct reader *r, enum style style, const char *text)
{
	if (moods_is(r->stack.top))
		moods_say(r->stack.top, style, text);
	else if (style == STYLE_ERROR)
		reader_complain(r, "%s", text);
	else
		reader_say(r, "%s", text);
	reader_touch(r);
}

static void on_progress(void *data, enum load_step step, uint64_t bytes,
                        uint64_t expected)
{
	(void)data;
	(void)step;
	(void)bytes;
	(void)expected;
}

static void on_document(void *data, struct loaded *loaded)
{
	struct reader *r = data;
	struct page *page = reader_page_numbered(r, r->cast.page);
	const struct doc *doc = loaded->doc;

	r->cast.counted = true;
	if (!page)
		return;
	loaded->doc = NULL;
	page_set_doc(page, &loaded->block, doc);
	if (moods_is(r->stack.top) && page_of(r->stack.top->below) == page)
		moods_update(r->stack.top, page->doc);
	reader_touch(r);
}

static void on_done(void *data, const struct error *why)
{
	struct reader *r = data;
	auto_free char *label = take(r->cast.label);
	auto_free char *thanks = mem_printf(r->cast.undo ? _("Taken back: %s")
	                                                 : _("Sent and counted: %s"),
	                                    label);

	r->cast = (struct cast){ 0 };
	r->cast_answered = true;
	if (why)
		tell(r, STYLE_ERROR, why->text);
	else
		tell(r, STYLE_MINE, thanks);
}

static const struct load_ops cast_ops = { on_progress, on_document, on_done };

void cast_mood(struct reader *r, int count)
{
	struct view *chooser = r->stack.top;
	struct page *page = reader_page(r);
	struct str mine = own_mood(page->doc);

	(void)count; /* the number has moved the cursor already */
	if (r->cast.load) {
		tell(r, STYLE_DIM, _("Your choice is still being sent"));
	} else if (r->cast_answered) {
		close_overlay(r, 0);
	} else if (mine.len) {
		auto_free char *text =
		        mem_printf(_("You have chosen already: %.*s"), STR_ARG(mine));
		tell(r, STYLE_ERROR, text);
	} else {
		r->cast.page = page->id;
		r->cast.label = mem_strdup(moods_label(chooser));
		r->cast.load = cast_start(r->setup->sync, page->doc,
		                          str_of(moods_token(chooser)), &cast_ops, r);
		tell(r, STYLE_DIM, _("Sending ..."));
	}
}

void close_overlay(struct reader *r, int count)
{
	(void)count;
	view_pop(&r->stack);
	reader_touch(r);
}

/* --- taking it back --- */

static void undo_asked(struct reader *r, struct str answer)
{
	struct page *page = reader_page(r);
	struct str mine = page ? own_mood(page->doc) : STR_NONE;

	if (!str_eq_nocase(answer, STR("y")) || !mine.len || r->cast.load)
		return;
	r->cast.page = page->id;
	r->cast.undo = true;
	r->cast.label = str_dup(mine);
	r->cast.load = undo_start(r->setup->sync, page->doc, &cast_ops, r);
	reader_say(r, _("Sending ..."));
}

void undo_mood(struct reader *r, int count)
{
	struct page *page = reader_page(r);
	struct str mine = own_mood(page->doc);
	auto_free char *question =
	        mem_printf(_("Take back \"%.*s\"? (y/n) "), STR_ARG(mine));

	(void)count;
	if (r->cast.load)
		reader_say(r, _("Your choice \"%s\" is still being sent"),
		           r->cast.label);
	else if (!mine.len)
		reader_say(r, _("You have chosen no mood here"));
	else if (!undo_is_possible(r->setup->sync, page->doc))
		reader_say(r, _("This paper has no way to take a mood back"));
	else
		reader_ask_key(r, question, undo_asked);
}
