/* SPDX-License-Identifier: GPL-3.0-or-later */
/* baolan follow, baolan unfollow. */
#include "baolan/app/console.h"
#include "baolan/app/papers-cli.h"
#include "baolan/base/i18n.h"
#include "baolan/base/mem.h"
#include "baolan/text/url.h"

#include <limits.h>
#include <stdlib.h>

/* --- what is meant --- */

/* The file: URL of a file that is there. */
static bool add_file_url(const char *path, struct buf *ret_url)
{
	auto_free char *whole = realpath(path, NULL);
	auto_buf url = BUF_INIT(PATH_MAX * 4);
	if (!whole)
		return false;
	buf_add_text(&url, "file://");
	struct str rest = str_of(whole);
	while (rest.at) {
		struct str part = str_cut(&rest, '/');
		url_encode(&url, part);
		if (rest.at)
			buf_add_char(&url, '/');
	}
	return papers_normalise(buf_str(&url), ret_url);
}

static bool address_of(const char *typed, struct buf *ret_url)
{
	auto_buf url = BUF_INIT(BUF_MAX_TEXT);
	if (papers_normalise(str_of(typed), ret_url) || add_file_url(typed, ret_url))
		return true;
	return url_from_typed(str_of(typed), &url) &&
	       papers_normalise(buf_str(&url), ret_url);
}

static bool set_text(const char *option, char **text)
{
	if (!option)
		return false;
	free(*text);
	*text = *option ? console_word(option) : NULL;
	return true;
}

/* What the options say, into the paper; false when they say nothing. */
static bool apply_options(const struct options *options, struct paper *paper)
{
	auto_free char *tags = options->tags ? console_word(options->tags) : NULL;
	bool said = set_text(options->name, &paper->name);
	said |= set_text(options->folder, &paper->folder);
	for (size_t i = 0; tags && i < n_paper_settings; i++)
		if (strcmp(paper_settings[i].name, "tags") == 0)
			paper_settings[i].set(&paper->tags, str_of(tags));
	return said || tags;
}

/* --- what is there --- */

static uint32_t count_stories(const struct doc *doc)
{
	const struct doc_list *list = doc_list_of(doc, LIST_STORIES, PERIOD_OTHER);
	return list ? list->count : 0;
}

static bool is_feed(const struct doc *doc)
{
	struct str format = doc_field(doc, DOC_FORMAT);
	return format.len && !str_eq(format, STR("page"));
}

static void say_found(const struct doc *doc, const char *url)
{
	struct str title = doc_field(doc, DOC_TITLE);
	const char *kind = is_feed(doc) ? _("a feed") : _("a page without a feed");
	if (!title.len)
		title = str_of(url);
	console_printf(_("%.*s: %s with %u stories\n"), STR_ARG(title), kind,
	               count_stories(doc));
}

static bool load(struct app *app, const char *address, struct loaded *ret_loaded)
{
	struct error missing = { 0 }, err;
	struct load_options options = { .no_moods = true, .no_next_pages = true };
	if (app_load(app, address, &options, ret_loaded, &missing, &err) == ERR_OK)
		return true;
	cli_complain("%s", err.text);
	return false;
}

static void list_feeds(const struct doc *doc, const struct doc_list *feeds,
                       const char *url)
{
	const struct doc_story *stories = doc_stories(doc, feeds);
	for (uint32_t i = 0; i < feeds->count; i++)
		console_printf("%.*s  %.*s\n", STR_ARG(doc_str(doc, stories[i].url)),
		               STR_ARG(doc_str(doc, stories[i].title)));
	cli_complain(
	        _("%s names %u feeds; follow one of them, or the page itself with --no-check"),
	        url, feeds->count);
}

/* The one feed that a page names is followed in its place. */
static bool take_feed(struct app *app, const struct doc *page,
                      const struct doc_list *feeds, struct buf *url)
{
	struct loaded loaded;
	auto_free char *address = str_dup(doc_str(page, doc_stories(page, feeds)->url));
	auto_buf feed = BUF_INIT(BUF_MAX_TEXT);
	if (!papers_normalise(str_of(address), &feed) || !load(app, address, &loaded))
		return false;
	bool good = is_feed(loaded.doc);
	if (good) {
		buf_clear(url);
		buf_add_str(url, buf_str(&feed));
		say_found(loaded.doc, buf_text(url));
	}
	loaded_done(&loaded);
	return good;
}

/* Look at what was loaded; *url becomes what is to be followed. */
static bool judge(struct app *app, const struct doc *doc, struct buf *url)
{
	const struct doc_list *feeds = doc_list_of(doc, LIST_FEEDS, PERIOD_OTHER);
	if (!is_feed(doc) && feeds && feeds->count > 1) {
		list_feeds(doc, feeds, buf_text(url));
		return false;
	}
	if (!is_feed(doc) && feeds && take_feed(app, doc, feeds, url))
		return true;
	if (!is_feed(doc) && !count_stories(doc)) {
		cli_complain(
		        _("%s is no feed, names none and lists no stories; its front page or a channel page may"),
		        buf_text(url));
		return false;
	}
	say_found(doc, buf_text(url));
	return true;
}

static bool check(struct app *app, const char *address, struct buf *url)
{
	struct loaded loaded;
	if (!address) {
		cli_complain(_("the settings name no host for %s; see baolan(1)"),
		             buf_text(url));
		return false;
	}
	if (!load(app, address, &loaded))
		return false;
	bool good = judge(app, loaded.doc, url);
	loaded_done(&loaded);
	return good;
}

/* --- follow --- */

static int change_followed(struct papers *papers, const struct options *options,
                           const struct paper *paper)
{
	struct paper to;
	struct error err;
	int status = EXIT_DONE;
	auto_free char *url = mem_strdup(paper->url);
	paper_copy(&to, paper);
	if (!apply_options(options, &to))
		console_printf(_("%s is followed already\n"), url);
	else if (papers_change(papers, url, &to, &err) == ERR_OK)
		console_printf(_("%s was followed already and has been changed\n"),
		               url);
	else
		status = EXIT_FAILED;
	if (status == EXIT_FAILED)
		cli_complain("%s", err.text);
	paper_done(&to);
	return status;
}

static int add(struct papers *papers, const struct options *options, const char *url)
{
	struct paper paper;
	struct error err;
	paper_init(&paper);
	paper.url = mem_strdup(url);
	apply_options(options, &paper);
	enum err code = papers_add(papers, &paper, &err);
	paper_done(&paper);
	if (code != ERR_OK) {
		cli_complain("%s", err.text);
		return EXIT_FAILED;
	}
	console_printf(_("%s is followed now\n"), url);
	return EXIT_DONE;
}

int cli_follow(struct app *app, const struct options *options)
{
	auto_buf url = BUF_INIT(BUF_MAX_TEXT);
	if (!address_of(options->words[0], &url)) {
		cli_complain(_("%s is no address that can be followed"),
		             options->words[0]);
		return EXIT_USAGE;
	}
	struct papers *papers = cli_papers_file(app);
	if (!papers)
		return EXIT_FAILED;
	const struct paper *there = papers_find(papers, buf_text(&url));
	if (there)
		return change_followed(papers, options, there);
	if (!options->no_check) {
		auto_free char *address = papers_address(papers, buf_text(&url));
		if (!check(app, address, &url))
			return EXIT_FAILED;
		there = papers_find(papers, buf_text(&url));
	}
	return there ? change_followed(papers, options, there)
	             : add(papers, options, buf_text(&url));
}

/* --- unfollow --- */

static bool is_named(const struct paper *paper, const char *name)
{
	return paper->name && strcmp(paper->name, name) == 0;
}

const struct paper *cli_find_paper(const struct papers *papers, const char *typed)
{
	auto_buf url = BUF_INIT(BUF_MAX_TEXT);
	auto_free char *name = console_word(typed);
	const struct paper *found = papers_find(papers, typed);
	if (!found && address_of(typed, &url))
		found = papers_find(papers, buf_text(&url));
	for (size_t i = 0; !found && i < papers->list.len; i++)
		if (is_named(&papers->list.at[i], name))
			found = &papers->list.at[i];
	return found;
}

static unsigned count_named(const struct papers *papers, const char *typed)
{
	unsigned n = 0;
	auto_free char *name = console_word(typed);
	vec_each (paper, &papers->list)
		n += is_named(paper, name);
	return n;
}

int cli_unfollow(struct app *app, const struct options *options)
{
	const char *typed = options->words[0];
	struct error err;
	auto_buf key = BUF_INIT(BUF_MAX_TEXT);
	struct papers *papers = cli_papers_file(app);
	if (!papers)
		return EXIT_FAILED;
	const struct paper *paper = cli_find_paper(papers, typed);
	if (!paper) {
		cli_complain(_("%s is not followed; `baolan papers` lists what is"),
		             typed);
		return EXIT_FAILED;
	}
	if (is_named(paper, typed) && count_named(papers, typed) > 1) {
		cli_complain(_("%u papers are called %s; say which by its address"),
		             count_named(papers, typed), typed);
		return EXIT_FAILED;
	}
	buf_printf(&key, "%s%s",
	           paper->url ? "" : "query:", paper->url ? paper->url : paper->query);
	if (papers_remove(papers, buf_text(&key), &err) != ERR_OK) {
		cli_complain("%s", err.text);
		return EXIT_FAILED;
	}
	console_printf(_("%s is not followed any more\n"), buf_text(&key));
	return EXIT_DONE;
}
