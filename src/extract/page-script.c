/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pages whose story stands in a script: JSON-LD's articleBody, a state object
 * such as __NEXT_DATA__, or an assignment of one (window.X = {…}).  Which
 * string is the story is told by its key and its length, never by the site. */
#include "page.h"

#include "general-judge.h"
#include "page-script.h"

#include "baolan/base/mem.h"
#include "baolan/markup/html.h"

#include <jansson.h>
#include <stdlib.h>

#define LEAST_STORY 300 /* bytes; shorter strings are summaries */
#define MAX_VALUES 200000
#define MAX_ATTEMPTS 6 /* objects tried in one script */

struct script_story {
	struct str content, title, source, author;
	struct str date;
};

/* clang-format off */
static const char *const content_keys[] = {
	"articleBody", "content", "articleContent", "article_content", "contentHtml",
	"content_html", "contentHTML", "body", "bodyHtml", "html", "newsContent", "text",
	"detail", "cnt_html", "originContent", "mainText", NULL,
};
static const char *const title_keys[] = {
	"title", "headline", "articleTitle", "newsTitle", "name", "shareTitle", NULL,
};
static const char *const date_keys[] = {
	"datePublished", "publishTime", "publish_time", "pubTime", "pubtime", "pub_time",
	"publishDate", "publishedAt", "published_at", "createTime", "created_at", "ctime",
	"time", "date", NULL,
};
static const char *const source_keys[] = {
	"source", "sourceName", "source_name", "media", "mediaName", "media_name", "copyfrom",
	"publisher", NULL,
};
static const char *const author_keys[] = {
	"author", "authorName", "author_name", "authors", "writer", NULL,
};
/* clang-format on */

static const json_t *first_of(const json_t *object, const char *const *keys)
{
	const json_t *value = NULL;
	for (; *keys && !value; keys++) {
		value = json_object_get(object, *keys);
		if (json_is_null(value))
			value = NULL;
	}
	return value;
}

static struct str text_of(const json_t *value)
{
	if (json_is_array(value))
		value = json_array_get(value, 0);
	if (json_is_object(value))
		value = json_object_get(value, "name");
	return json_is_string(value)
	               ? str_make(json_string_value(value), json_string_length(value))
	               : STR_NONE;
}

static struct str content_of(struct page *p, const json_t *object)
{
	struct str longest = STR_NONE;
	for (const char *const *key = content_keys; *key; key++) {
		const json_t *value = json_object_get(object, *key);
		struct str text = json_array_size(value) > 1
		                          ? script_blocks(value, &p->arena)
		                          : text_of(value);
		if (text.len > longest.len)
			longest = text;
	}
	return longest.len >= LEAST_STORY ? longest : STR_NONE;
}

static struct str keep(struct page *p, struct str text)
{
	return text.len ? arena_str(&p->arena, text) : STR_NONE;
}

/* A story has a headline beside its text. */
static void try_object(struct page *p, const json_t *object, struct script_story *story)
{
	struct str content = content_of(p, object),
	           title = text_of(first_of(object, title_keys));
	if (content.len <= story->content.len || title.len < 6)
		return;
	const json_t *date = first_of(object, date_keys);
	*story = (struct script_story){
		.content = keep(p, content),
		.title = keep(p, title),
		.source = keep(p, text_of(first_of(object, source_keys))),
		.author = keep(p, text_of(first_of(object, author_keys))),
		.date = keep(p, text_of(date)),
	};
}

/* Every object below `root`, without recursion. */
static void search(struct page *p, json_t *root, struct script_story *story)
{
	VEC(json_t *) waiting = { 0 };
	*vec_push(&waiting) = root;
	for (size_t seen = 0; waiting.len && seen < MAX_VALUES; seen++) {
		json_t *value = waiting.at[--waiting.len];
		const char *key;
		json_t *in;
		size_t i;
		if (json_is_object(value))
			try_object(p, value, story);
		json_object_foreach(value, key,
		                    in) if (json_is_object(in) || json_is_array(in)) *
		        vec_push(&waiting) = in;
		json_array_foreach(value, i,
		                   in) if (json_is_object(in) || json_is_array(in)) *
		        vec_push(&waiting) = in;
	}
	vec_done(&waiting);
}

/* The next object literal: at the start, or behind an equals sign. */
static size_t next_object(struct str text, size_t from)
{
	for (size_t at = from; at < text.len; at++) {
		if (text.at[at] != '{')
			continue;
		size_t before = at;
		while (before > from && (unsigned char)text.at[before - 1] <= ' ')
			before--;
		if (before == 0 || text.at[before - 1] == '=')
			return at;
	}
	return STR_NPOS;
}

/* JSON.parse("…"): the state as text within the script's text. */
static void search_quoted(struct page *p, struct str text, struct script_story *story)
{
	struct str call = STR("JSON.parse(");
	size_t at = str_find(text, call);
	if (at == STR_NPOS)
		return;
	struct str rest = str_from(text, at + call.len);
	json_error_t why;
	json_t *quoted =
	        json_loadb(rest.at, rest.len,
	                   JSON_DECODE_ANY | JSON_DISABLE_EOF_CHECK | JSON_ALLOW_NUL,
	                   &why);
	struct str inner = text_of(quoted);
	json_t *json = inner.len ? json_loadb(inner.at, inner.len, JSON_ALLOW_NUL, &why)
	                         : NULL;
	if (json)
		search(p, json, story);
	json_decref(json);
	json_decref(quoted);
}

static void search_script(struct page *p, struct str text, struct script_story *story)
{
	size_t at = 0;
	for (int n = 0; n < MAX_ATTEMPTS && (at = next_object(text, at)) != STR_NPOS;
	     n++, at++) {
		json_error_t why;
		json_t *json =
		        json_loadb(text.at + at, text.len - at,
		                   JSON_DISABLE_EOF_CHECK | JSON_ALLOW_NUL, &why);
		if (json)
			search(p, json, story);
		json_decref(json);
	}
}

static void search_scripts(struct page *p, struct script_story *story)
{
	for (size_t i = 0; i < p->meta.scripts.len; i++) {
		const xmlNode *in = p->meta.scripts.at[i]->children;
		struct str text = str_trim(str_of((const char *)in->content));
		if (text.len <= LEAST_STORY)
			continue;
		search_script(p, text, story);
		search_quoted(p, text, story);
	}
}

/* --- the story's own markup --- */

static bool skip_nothing(void *data, const xmlNode *element)
{
	(void)data;
	(void)element;
	return false;
}

static bool use_story(struct page *p, const struct script_story *story)
{
	auto_buf html = BUF_INIT(BUF_MAX_TEXT);
	script_add_markup(&html, story->content);
	if (html_parse(buf_str(&html), &p->script_xml, NULL))
		return false;
	tree_build(&p->script_tree, p->script_xml, false);
	lines_add(&p->lines, &p->script_tree, xmlDocGetRootElement(p->script_xml),
	          skip_nothing, NULL);
	struct heads heads = { .title = story->title };
	judge_lines(&p->lines, &heads, &p->facts);
	return true;
}

static void use_fields(struct page *p, const struct script_story *story)
{
	if (story->title.len) {
		p->field[DOC_TITLE] = STR_NONE;
		page_set(p, DOC_TITLE, story->title);
	}
	facts_set_source(&p->facts, story->source);
	if (story->author.len && story->author.len < 60)
		facts_add_names(&p->facts, story->author);
	if (!p->meta.value[META_DATE].len)
		p->meta.value[META_DATE] = story->date;
}

bool page_read_script(struct page *p)
{
	struct script_story story = { .content = p->meta.value[META_BODY] };
	if (story.content.len < LEAST_STORY)
		search_scripts(p, &story);
	if (story.content.len < LEAST_STORY || !use_story(p, &story))
		return false;
	use_fields(p, &story);
	return true;
}
