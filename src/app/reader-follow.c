/* SPDX-License-Identifier: GPL-3.0-or-later */
/* reader-follow.c - following a paper, changing how, and leaving it. */
#include "reader-inside.h"

#include "baolan/base/i18n.h"
#include "baolan/base/mem.h"
#include "baolan/text/url.h"

#include "reader-commands.h"

#include <stdlib.h>

static struct papers *papers_of(const struct reader *r)
{
	return r->shelf.library->papers;
}

/* The paper under the cursor; NULL, having said so: it is another row. */
static const struct paper *chosen(struct reader *r)
{
	const struct shelf_row *row = reader_shelf_row(r);

	if (row && (row->kind == SHELF_PAPER || row->kind == SHELF_QUERY))
		return &papers_of(r)->list.at[row->paper];
	reader_say(r, _("This is no paper"));
	return NULL;
}

/* How papers.h names a paper or a saved query; the caller frees it. */
static char *name_of(const struct paper *paper)
{
	return paper->url ? mem_strdup(paper->url)
	                  : mem_printf("query:%s", paper->query);
}

static const char *title_of(struct reader *r, const struct paper *paper)
{
	if (paper->name)
		return paper->name;
	if (paper->query)
		return paper->query;
	vec_each (state, &reader_states(r)->list)
		if (state->title && str_eq(str_of(state->url), str_of(paper->url)))
			return state->title;
	return paper->url;
}

/* After a change of the file; `code` is how that went.  Even a change that failed
 * may have loaded the file again. */
static bool updated(struct reader *r, enum err code, const struct error *why)
{
	struct error err;
	bool done = reader_check(r, code, why);

	done = reader_check(r, library_update(r->shelf.library, &err), &err) && done;
	reader_lists_changed(r);
	return done;
}

/* --- adding --- */

static void choose_new(struct reader *r, const char *url)
{
	const struct library *library = r->shelf.library;
	struct list *list = reader_list(r);

	for (size_t i = 0; list && i < library->papers->list.len; i++) {
		const char *other = library->papers->list.at[i].url;
		if (other && str_eq(str_of(other), str_of(url)))
			list_want(list, library->ids[i]);
	}
}

static void follow_address(struct reader *r, struct str address)
{
	const struct shelf_row *row = reader_shelf_row(r);
	struct paper paper;
	struct error err;

	paper_init(&paper);
	paper.url = str_dup(address);
	if (row && row->folder)
		paper.folder = mem_strdup(row->folder);
	if (updated(r, papers_add(papers_of(r), &paper, &err), &err)) {
		const struct paper *added =
		        papers_of(r)->list.len ? vec_last(&papers_of(r)->list) : NULL;
		auto_buf url = BUF_INIT(1 << 16);
		if (papers_normalise(address, &url))
			added = papers_find(papers_of(r), buf_text(&url));
		if (added && added->url) {
			choose_new(r, added->url);
			reader_refresh(r, added->url, true);
		}
		reader_say(r, _("Followed from now on: %.*s"), STR_ARG(address));
	}
	paper_done(&paper);
}

/* --- looking at it first: a page may name a feed --- */

static struct str named_feed(const struct doc *doc)
{
	const struct doc_list *feeds = doc_list_of(doc, LIST_FEEDS, PERIOD_OTHER);

	return feeds ? doc_str(doc, doc_stories(doc, feeds)->url) : STR_NONE;
}

static void on_look_document(void *data, struct loaded *loaded)
{
	struct reader *r = data;
	struct str feed = named_feed(loaded->doc);

	r->shelf.look_found = true;
	free(r->shelf.look_feed);
	r->shelf.look_feed = feed.len ? str_dup(feed) : NULL;
}

static void on_look_done(void *data, const struct error *why)
{
	struct reader *r = data;
	struct shelf *shelf = &r->shelf;
	auto_free char *url = take(shelf->look_url);
	auto_free char *feed = take(shelf->look_feed);

	shelf->look = NULL;
	if (shelf->look_found)
		follow_address(r, str_of(feed ? feed : url));
	else
		reader_complain(r, _("Not followed: %s"),
		                why ? why->text : _("nothing to read is there"));
}

static const struct load_ops look_ops = { .document = on_look_document,
	                                  .done = on_look_done };

bool reader_stop_look(struct reader *r)
{
	struct shelf *shelf = &r->shelf;

	if (!shelf->look)
		return false;
	load_cancel(take(shelf->look));
	free(take(shelf->look_url));
	free(take(shelf->look_feed));
	reader_say(r, _("It is not followed"));
	return true;
}

static void look_at(struct reader *r, struct str url)
{
	static const struct load_options how = { .no_moods = true,
		                                 .no_next_pages = true };
	struct shelf *shelf = &r->shelf;

	reader_stop_look(r);
	shelf->look_url = str_dup(url);
	shelf->look_found = false;
	shelf->look = load_start(r->setup->sync, shelf->look_url, &how, &look_ops, r);
	reader_say(r, _("Looking at %.*s"), STR_ARG(url));
}

static void follow_typed(struct reader *r, struct str typed)
{
	auto_buf url = BUF_INIT(1 << 16);

	typed = str_trim_space(typed);
	if (!typed.len || !reader_library(r))
		return;
	if (r->stack.top->ops->context == CTX_START)
		go_papers(r, 0);
	/* Shorthands and paths of files are the file's to judge. */
	if (url_from_typed(typed, &url))
		look_at(r, buf_str(&url));
	else
		follow_address(r, typed);
}

void follow_new(struct reader *r, int count)
{
	(void)count;
	reader_ask(r, ASK_ADDRESS, _("Follow (feed or page): "), "", follow_typed);
}

void follow_page(struct reader *r, int count)
{
	const struct page *page = reader_page(r);
	auto_free char *feed = str_dup(named_feed(page->doc));

	(void)count;
	reader_ask(r, ASK_ADDRESS, _("Follow (feed or page): "),
	           *feed ? feed : page->address, follow_typed);
}

/* --- changing --- */

static void change(struct reader *r, void (*set)(struct paper *paper, struct str text),
                   struct str text)
{
	const struct paper *paper = papers_find(papers_of(r), r->shelf.acted_url);
	struct paper to;
	struct error err;

	if (!paper)
		return;
	paper_init(&to);
	paper_copy(&to, paper);
	set(&to, str_trim_space(text));
	if (updated(r, papers_change(papers_of(r), r->shelf.acted_url, &to, &err),
	            &err))
		reader_say(r, _("Changed"));
	paper_done(&to);
}

static void set_field(char **at, struct str text)
{
	free(*at);
	*at = text.len ? str_dup(text) : NULL;
}

static void set_name(struct paper *paper, struct str text)
{
	set_field(&paper->name, text);
}

static void set_folder(struct paper *paper, struct str text)
{
	set_field(&paper->folder, text);
}

static void set_tags(struct paper *paper, struct str text)
{
	set_field(&paper->tags, text);
}

static void change_name(struct reader *r, struct str text)
{
	change(r, set_name, text);
}

static void change_folder(struct reader *r, struct str text)
{
	change(r, set_folder, text);
}

static void change_tags(struct reader *r, struct str text)
{
	change(r, set_tags, text);
}

static const struct paper_setting *setting_named(struct str name)
{
	for (size_t i = 0; i < n_paper_settings; i++)
		if (str_eq(name, str_of(paper_settings[i].name)))
			return &paper_settings[i];
	return NULL;
}

static void name_settings(struct buf *b)
{
	for (size_t i = 0; i < n_paper_settings; i++)
		buf_printf(b, "%s%s", i ? " " : "", paper_settings[i].name);
}

/* "name=value", as in the file. */
static enum err set_setting(struct paper *paper, struct str word, struct error *err)
{
	struct str name = str_cut(&word, '=');
	const struct paper_setting *setting = setting_named(name);
	auto_buf names = BUF_INIT(4096);

	name_settings(&names);
	if (!setting)
		return err_set(err, ERR_FORMAT, _("There is no setting %.*s, only %s"),
		               STR_ARG(name), buf_text(&names));
	if (!setting->set((char *)paper + setting->offset, word))
		return err_set(err, ERR_FORMAT, _("%s is written as %s"), setting->name,
		               _(setting->takes));
	return ERR_OK;
}

static void change_setting(struct reader *r, struct str text)
{
	const struct paper *paper = papers_find(papers_of(r), r->shelf.acted_url);
	struct paper to;
	struct error err;

	if (!paper)
		return;
	paper_init(&to);
	paper_copy(&to, paper);
	if (reader_check(r, set_setting(&to, str_trim_space(text), &err), &err) &&
	    updated(r, papers_change(papers_of(r), r->shelf.acted_url, &to, &err),
	            &err))
		reader_say(r, _("Changed"));
	paper_done(&to);
}

/* clang-format off */
static const struct {
	char key;
	const char *label;
	size_t offset;
	answer_fn *answer;
} changes[] = {
	{ 'n', N_("Name: "),   offsetof(struct paper, name),   change_name },
	{ 'f', N_("Folder: "), offsetof(struct paper, folder), change_folder },
	{ 't', N_("Tags: "),   offsetof(struct paper, tags),   change_tags },
};
/* clang-format on */

static void ask_change(struct reader *r, struct str key)
{
	const struct paper *paper = papers_find(papers_of(r), r->shelf.acted_url);

	if (!paper || key.len != 1)
		return;
	for (size_t i = 0; i < ARRAY_SIZE(changes); i++) {
		if (changes[i].key != key.at[0])
			continue;
		char *const *now =
		        (char *const *)((const char *)paper + changes[i].offset);
		reader_ask(r, ASK_PAPER, _(changes[i].label), *now ? *now : "",
		           changes[i].answer);
		return;
	}
	if (key.at[0] == 's')
		reader_ask(r, ASK_PAPER, _("Setting (interval=30m full=yes ...): "), "",
		           change_setting);
}

static bool remember_chosen(struct reader *r)
{
	const struct paper *paper = chosen(r);

	if (!paper)
		return false;
	free(r->shelf.acted_url);
	r->shelf.acted_url = name_of(paper);
	return true;
}

void change_paper(struct reader *r, int count)
{
	(void)count;
	if (remember_chosen(r))
		reader_ask_key(r, _("Change: n)ame f)older t)ags s)etting "),
		               ask_change);
}

/* --- leaving --- */

static void remove_asked(struct reader *r, struct str answer)
{
	struct error err;

	if (!str_eq_nocase(answer, STR("y")))
		reader_say(r, _("It is followed as before"));
	else if (updated(r, papers_remove(papers_of(r), r->shelf.acted_url, &err),
	                 &err))
		reader_say(r, _("No longer followed: %s"), r->shelf.acted_url);
}

void remove_paper(struct reader *r, int count)
{
	const struct paper *paper = chosen(r);
	auto_free char *question = NULL;

	(void)count;
	if (!paper || !remember_chosen(r))
		return;
	question = mem_printf(_("No longer follow %s? (y/n) "), title_of(r, paper));
	reader_ask_key(r, question, remove_asked);
}

/* --- the order --- */

static bool is_same_folder(const struct paper *a, const struct paper *b)
{
	return str_eq(str_of(a->folder), str_of(b->folder)) && !a->query == !b->query;
}

/* The nth paper of the same folder from the one at `at`, before or behind it;
 * SIZE_MAX: there is none. */
static size_t neighbour(const struct papers *papers, size_t at, int n)
{
	int way = n < 0 ? -1 : 1;

	for (size_t i = at; n;) {
		if ((way < 0 && !i) || (way > 0 && i + 1 >= papers->list.len))
			return SIZE_MAX;
		i = way < 0 ? i - 1 : i + 1;
		if (is_same_folder(&papers->list.at[i], &papers->list.at[at]))
			n -= way;
		if (!n)
			return i;
	}
	return at;
}

static void move_paper(struct reader *r, int way)
{
	const struct shelf_row *row = reader_shelf_row(r);
	const struct papers *papers = papers_of(r);
	auto_free char *url = NULL, *before = NULL;
	struct error err;
	size_t next, at;

	if (!chosen(r))
		return;
	at = row->paper;
	next = neighbour(papers, at, way);
	if (next == SIZE_MAX) {
		reader_say(r, way < 0 ? _("It is the first of its folder")
		                      : _("It is the last of its folder"));
		return;
	}
	if (way > 0)
		next = neighbour(papers, at, 2);
	url = name_of(&papers->list.at[at]);
	if (next != SIZE_MAX)
		before = name_of(&papers->list.at[next]);
	updated(r, papers_move(papers_of(r), url, before, &err), &err);
}

void move_paper_up(struct reader *r, int count)
{
	(void)count;
	move_paper(r, -1);
}

void move_paper_down(struct reader *r, int count)
{
	(void)count;
	move_paper(r, 1);
}
