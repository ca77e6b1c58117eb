/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The store's stories: baolan list without an argument, baolan search. */
#include "baolan/app/console.h"
#include "baolan/app/papers-cli.h"
#include "baolan/base/i18n.h"
#include "baolan/base/mem.h"

#include <stdlib.h>
#include <time.h>

enum { CHUNK = 200 };

struct printing {
	const struct options *options;
	const struct rules *rules;
	const struct papers *papers;
	const int64_t *ids; /* of the papers */
	json_t *json;       /* NULL: text */
	size_t printed;
};

static const struct paper *paper_of(const struct printing *printing, int64_t id)
{
	for (size_t i = 0; i < printing->papers->list.len; i++)
		if (id && printing->ids[i] == id)
			return &printing->papers->list.at[i];
	return NULL;
}

static bool is_highlighted(const struct printing *printing, const struct story *story,
                           const struct paper *paper)
{
	return rules_apply(printing->rules, str_of(story->title),
	                   str_of(story->summary), str_of(story->authors),
	                   str_of(paper ? paper->url : NULL)) &
	       RULES_HIGHLIGHT;
}

/* --- JSON --- */

static void put(json_t *object, const char *name, json_t *value)
{
	json_object_set_new_nocheck(object, name, value);
}

static json_t *pieces_json(const char *text, char between)
{
	json_t *array = json_array();
	struct str rest = str_of(text);
	while (rest.at) {
		struct str piece = str_cut(&rest, between);
		if (piece.len)
			json_array_append_new(array, json_stringn_nocheck(piece.at,
			                                                  piece.len));
	}
	return array;
}

static bool is_mark(char c)
{
	return c == '\1' || c == '\2';
}

static size_t characters(struct str s)
{
	size_t n = 0;
	for (size_t i = 0; i < s.len; i++)
		n += !is_mark(s.at[i]) && ((unsigned char)s.at[i] & 0xC0) != 0x80;
	return n;
}

/* The text without its marks, and where they stood, in characters. */
static json_t *snippet_json(const char *snippet)
{
	auto_buf plain = BUF_INIT(BUF_MAX_TEXT);
	json_t *object = json_object(), *hits = json_array();
	size_t start = 0;
	for (const char *at = snippet; *at; at++) {
		size_t n = characters(str_make(snippet, (size_t)(at - snippet)));
		if (*at == '\1')
			start = n;
		else if (*at == '\2')
			json_array_append_new(hits,
			                      json_pack("{s:I,s:I}", "start",
			                                (json_int_t)start, "length",
			                                (json_int_t)(n - start)));
		else
			buf_add_char(&plain, *at);
	}
	put(object, "text", cli_text_json(buf_text(&plain)));
	put(object, "hits", hits);
	return object;
}

static void put_marks(json_t *object, const struct story *story)
{
	put(object, "read", json_boolean(story->flags & STORY_READ));
	put(object, "starred", json_boolean(story->flags & STORY_STARRED));
	put(object, "saved", json_boolean(story->flags & STORY_SAVED));
	put(object, "tags", pieces_json(story->tags, ' '));
	put(object, "note", cli_text_json(story->note));
}

static json_t *story_json(const struct printing *printing, const struct story *story)
{
	const struct paper *paper = paper_of(printing, story->paper);
	json_t *object = json_object();
	put(object, "id", cli_text_json(story->guid));
	put(object, "title", cli_text_json(story->title));
	put(object, "url", cli_text_json(story->url));
	put(object, "published", cli_time_json(story->published));
	put(object, "updated", json_null());
	put(object, "authors", pieces_json(story->authors, '\n'));
	put(object, "source", cli_text_json(story->source));
	put(object, "summary", cli_text_json(story->summary));
	put(object, "content", json_null());
	put(object, "categories", pieces_json(story->categories, '\n'));
	put(object, "image", cli_text_json(story->image));
	put(object, "paper", cli_text_json(paper ? paper->url : NULL));
	put(object, "papers", json_integer(story->papers));
	put(object, "highlight", json_boolean(is_highlighted(printing, story, paper)));
	put_marks(object, story);
	if (story->snippet)
		put(object, "snippet", snippet_json(story->snippet));
	return object;
}

/* --- text --- */

static void add_time(struct buf *b, int64_t seconds)
{
	char text[40] = "";
	struct tm tm;
	time_t time = (time_t)seconds;
	if (seconds && localtime_r(&time, &tm))
		strftime(text, sizeof(text), "%Y-%m-%d %H:%M", &tm);
	buf_printf(b, "%-16s", text);
}

static void add_snippet(struct buf *b, const char *snippet)
{
	buf_add_text(b, "    ");
	for (; *snippet; snippet++)
		if (!is_mark(*snippet))
			buf_add_char(b, *snippet);
	buf_add_char(b, '\n');
}

/* "N" is new, "*" starred, "+" highlighted by a rule. */
static void print_story(const struct printing *printing, const struct story *story)
{
	auto_buf text = BUF_INIT(BUF_MAX_TEXT);
	const struct paper *paper = paper_of(printing, story->paper);
	buf_add_char(&text, story->flags & STORY_READ ? ' ' : 'N');
	buf_add_char(&text, story->flags & STORY_STARRED ? '*' : ' ');
	buf_add_char(&text, is_highlighted(printing, story, paper) ? '+' : ' ');
	buf_add_char(&text, ' ');
	add_time(&text, story->published);
	buf_printf(&text, "  %s", story->title ? story->title : "");
	if (paper && paper->name)
		buf_printf(&text, "  (%s)", paper->name);
	buf_printf(&text, "\n    %s\n", story->url ? story->url : "");
	if (story->snippet)
		add_snippet(&text, story->snippet);
	console_put(stdout, buf_str(&text));
}

/* --- all of a query --- */

static enum err print_chunk(struct printing *printing, struct story_list *list,
                            size_t first, size_t n, struct error *err)
{
	struct story stories[CHUNK] = { 0 };
	enum err code = story_list_stories(list, first, n, stories, err);
	if (code != ERR_OK)
		return code;
	for (size_t i = 0; i < n; i++) {
		if (stories[i].id && printing->json)
			json_array_append_new(printing->json,
			                      story_json(printing, &stories[i]));
		else if (stories[i].id)
			print_story(printing, &stories[i]);
		printing->printed += stories[i].id != 0;
		story_done(&stories[i]);
	}
	return ERR_OK;
}

static enum err print_list(struct printing *printing, struct story_list *list,
                           struct error *err)
{
	for (size_t first = 0;; first += CHUNK) {
		size_t reach = story_list_reach(list, first + CHUNK);
		if (reach <= first)
			return ERR_OK;
		enum err code = print_chunk(printing, list, first,
		                            MIN(reach - first, CHUNK), err);
		if (code != ERR_OK)
			return code;
	}
}

static json_t *envelope(json_t *items)
{
	json_t *object = json_object();
	put(object, "title", json_null());
	put(object, "url", json_null());
	put(object, "feed_url", json_null());
	put(object, "kind", json_string("store"));
	put(object, "updated", json_null());
	put(object, "items", items);
	return object;
}

static enum err print_query(struct printing *printing, struct store *store,
                            const struct story_query *query, struct error *err)
{
	struct story_list *list;
	enum err code = story_list_open(store, query, &list, err);
	if (code != ERR_OK)
		return code;
	printing->json = printing->options->json ? json_array() : NULL;
	code = print_list(printing, list, err);
	if (printing->json)
		cli_print_json(envelope(printing->json));
	story_list_free(list);
	return code;
}

static int run_query(struct app *app, const struct options *options,
                     const struct story_query *query, const char *when_none)
{
	auto_free int64_t *ids = NULL;
	struct error err;
	struct store *store = cli_store(app, &ids);
	if (!store)
		return EXIT_FAILED;
	struct printing printing = { .options = options,
		                     .rules = app_rules(app, &err),
		                     .papers = app->papers,
		                     .ids = ids };
	if (printing.rules)
		cli_tell_mistakes(printing.rules);
	if (!printing.rules || print_query(&printing, store, query, &err) != ERR_OK) {
		cli_complain("%s", err.text);
		return EXIT_FAILED;
	}
	if (printing.printed || options->json)
		return EXIT_DONE;
	cli_complain("%s", when_none);
	return EXIT_FAILED;
}

int cli_list_store(struct app *app, const struct options *options)
{
	struct story_query query = { .without = STORY_KILLED };
	return run_query(app, options, &query,
	                 _("there are no stories yet; `baolan refresh` fetches them"));
}

int cli_search(struct app *app, const struct options *options)
{
	auto_buf words = BUF_INIT(BUF_MAX_TEXT);
	for (int i = 0; i < options->n_words; i++) {
		auto_free char *word = console_word(options->words[i]);
		buf_printf(&words, "%s%s", i ? " " : "", word);
	}
	struct story_query query = { .without = STORY_KILLED,
		                     .search = buf_text(&words),
		                     .order = ORDER_RELEVANCE };
	return run_query(app, options, &query, _("no story has these words"));
}
