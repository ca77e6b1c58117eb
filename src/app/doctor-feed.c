/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What baolan makes of a feed or a page: to see why a paper looks as it does. */
#include "baolan/app/console.h"
#include "baolan/app/options.h"
#include "baolan/base/i18n.h"
#include "baolan/base/mem.h"

#include <stdio.h>

/* What an item may lack, and the words for it. */
/* clang-format off */
static const struct {
	size_t at;
	const char *without;
} needs[] = {
	{ offsetof(struct doc_story, title),     N_("Items without a title: %u") },
	{ offsetof(struct doc_story, url),       N_("Items without an address: %u") },
	{ offsetof(struct doc_story, id),        N_("Items without an id (the address is used): %u") },
	{ offsetof(struct doc_story, published), N_("Items without a date: %u") },
	{ offsetof(struct doc_story, content),   N_("Items without their text (the page is fetched): %u") },
};
static const struct {
	const char *format, *name;
} formats[] = {
	{ "rss",  N_("an RSS feed") },
	{ "rdf",  N_("an RSS 1.0 (RDF) feed") },
	{ "atom", N_("an Atom feed") },
	{ "json", N_("a JSON feed") },
	{ "page", N_("a page with a list of stories") },
};
/* clang-format on */

#define add_line(b, ...) (buf_printf(b, __VA_ARGS__), buf_add_char(b, '\n'))

static const char *name_of(const struct doc *doc)
{
	for (size_t i = 0; i < ARRAY_SIZE(formats); i++)
		if (str_eq(doc_field(doc, DOC_FORMAT), str_of(formats[i].format)))
			return _(formats[i].name);
	return _("an article");
}

static bool is_feed(const struct doc *doc)
{
	struct str format = doc_field(doc, DOC_FORMAT);
	return format.len && !str_eq(format, STR("page"));
}

static unsigned count_without(const struct doc *doc, const struct doc_list *list,
                              size_t at)
{
	const struct doc_story *stories = doc_stories(doc, list);
	unsigned n = 0;
	for (uint32_t i = 0; i < list->count; i++) {
		struct doc_ref ref;
		memcpy(&ref, (const char *)&stories[i] + at, sizeof(ref));
		n += !ref.at;
	}
	return n;
}

static void add_items(const struct doc *doc, struct buf *b)
{
	const struct doc_list *list = doc_list_of(doc, LIST_STORIES, PERIOD_OTHER);
	size_t n_needs = is_feed(doc) ? ARRAY_SIZE(needs) : 0;
	if (!list) {
		add_line(b, "%s",
		         is_feed(doc) ? _("It lists no items.")
		                      : _("No list of stories was found."));
		return;
	}
	add_line(b, _("Items: %u"), list->count);
	for (size_t i = 0; i < n_needs; i++) {
		unsigned without = count_without(doc, list, needs[i].at);
		if (!without)
			continue;
		add_line(b, _(needs[i].without), without);
	}
}

static void add_field(struct buf *b, const char *format, struct str value)
{
	if (!value.len)
		return;
	add_line(b, format, STR_ARG(value));
}

static void add_pace(const struct doc *doc, struct buf *b)
{
	unsigned long seconds;
	if (!str_number(doc_field(doc, DOC_TTL), 1UL << 31, &seconds))
		return;
	add_line(b, _("It asks to be fetched every %lu minutes at most."),
	         seconds / 60);
}

static void add_repairs(const struct doc *doc, struct buf *b)
{
	for (uint32_t i = 0; i < doc_n_repairs(doc); i++)
		add_field(b, _("Repaired: %.*s"), doc_repair(doc, i));
	if (is_feed(doc) && !doc_n_repairs(doc))
		add_line(b, "%s", _("Nothing had to be repaired."));
}

static void add_feeds(const struct doc *doc, struct buf *b)
{
	const struct doc_list *list = doc_list_of(doc, LIST_FEEDS, PERIOD_OTHER);
	const struct doc_story *feeds = list ? doc_stories(doc, list) : NULL;
	for (uint32_t i = 0; feeds && i < list->count; i++) {
		add_line(b, _("It names a feed: %.*s  %.*s"),
		         STR_ARG(doc_str(doc, feeds[i].url)),
		         STR_ARG(doc_str(doc, feeds[i].title)));
	}
	if (!is_feed(doc) && !list)
		add_line(b, "%s", _("It names no feed."));
}

int cli_doctor(struct app *app, const struct options *options)
{
	struct load_options load = { .base = options->base,
		                     .no_moods = true,
		                     .no_next_pages = true };
	struct error missing = { 0 }, err;
	struct loaded loaded;
	if (app_load(app, options->words[0], &load, &loaded, &missing, &err) !=
	    ERR_OK) {
		cli_complain("%s", err.text);
		return EXIT_FAILED;
	}
	const struct doc *doc = loaded.doc;
	auto_buf b = BUF_INIT(BUF_MAX_TEXT);
	add_line(&b, _("%s is %s."), options->words[0], name_of(doc));
	add_field(&b, _("Title: %.*s"), doc_field(doc, DOC_TITLE));
	add_field(&b, _("Site: %.*s"), doc_field(doc, DOC_HOME));
	add_field(&b, _("Its own address: %.*s"),
	          is_feed(doc) ? doc_field(doc, DOC_FEED) : STR_NONE);
	add_field(&b, _("Encoding: %.*s"), doc_field(doc, DOC_CHARSET));
	add_field(&b, _("Updated: %.*s"), doc_field(doc, DOC_UPDATED));
	add_pace(doc, &b);
	add_items(doc, &b);
	add_feeds(doc, &b);
	add_repairs(doc, &b);
	console_put(stdout, buf_str(&b));
	loaded_done(&loaded);
	return EXIT_DONE;
}
