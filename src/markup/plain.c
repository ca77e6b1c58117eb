/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "baolan/markup/plain.h"

#include "baolan/base/ascii.h"
#include "baolan/base/mem.h"
#include "baolan/text/utf8.h"
#include "entity.h"

#define PLAIN_LOOK 8192 /* bytes that are enough to see what a text is */

/* Tags that part no words. */
static const char *const inline_tags[] = {
	"a",    "abbr",  "acronym", "b",    "bdi",    "bdo",    "big", "cite",
	"code", "del",   "dfn",     "em",   "font",   "i",      "img", "ins",
	"kbd",  "label", "mark",    "nobr", "q",      "rp",     "rt",  "ruby",
	"s",    "samp",  "small",   "span", "strike", "strong", "sub", "sup",
	"time", "tt",    "u",       "var",  "wbr",
};

/* Elements whose inside nobody reads. */
static const char *const silent_tags[] = { "script",   "style",  "template",
	                                   "noscript", "iframe", "object" };

static bool is_one_of(struct str name, const char *const *names, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq_nocase(name, str_of(names[i])))
			return true;
	return false;
}

#define IS_ONE_OF(name, names) is_one_of(name, names, ARRAY_SIZE(names))

/* The name behind "<" or "</"; absent when this begins no tag. */
static struct str tag_name(struct str s)
{
	size_t start = 1 + (s.len > 1 && s.at[1] == '/'), end = start;
	while (end < s.len && (ascii_is_letter(s.at[end]) ||
	                       (end > start && ascii_is_digit(s.at[end]))))
		end++;
	return end > start ? str_make(s.at + start, end - start) : STR_NONE;
}

static size_t behind(struct str s, struct str needle)
{
	size_t found = str_find(s, needle);
	return found == STR_NPOS ? s.len : found + needle.len;
}

/* The length of a tag, its attributes' quotes respected. */
static size_t tag_len(struct str s)
{
	char quote = '\0';
	for (size_t i = 1; i < s.len; i++) {
		char c = s.at[i];
		if (quote)
			quote = c == quote ? '\0' : quote;
		else if ((c == '"' || c == '\'') && s.at[i - 1] == '=')
			quote = c;
		else if (c == '>')
			return i + 1;
	}
	return behind(s, STR(">")); /* a quote that is not closed */
}

/* Behind the end of <script>, <style> …, at its head. */
static size_t silent_len(struct str s, struct str name)
{
	for (size_t at = tag_len(s); at < s.len;) {
		at += MIN(str_find(str_from(s, at), STR("</")), s.len - at);
		struct str rest = str_from(s, at);
		if (rest.len && str_eq_nocase(tag_name(rest), name))
			return at + tag_len(rest);
		at += MIN(2, rest.len);
	}
	return s.len;
}

/* Pass what begins with "<"; returns its length. */
static size_t pass_less(struct str s, struct buf *b)
{
	if (str_starts(s, STR("<!--")))
		return behind(s, STR("-->"));
	struct str name = tag_name(s);
	if (!name.at && s.len > 1 && (s.at[1] == '!' || s.at[1] == '?'))
		return behind(s, STR(">"));
	if (!name.at) {
		buf_add_char(b, '<');
		return 1;
	}
	if (!IS_ONE_OF(name, inline_tags))
		buf_add_char(b, '\n');
	return s.at[1] != '/' && IS_ONE_OF(name, silent_tags) ? silent_len(s, name)
	                                                      : tag_len(s);
}

static size_t pass_ampersand(struct str s, struct buf *b)
{
	struct entity entity = entity_at(s);
	if (entity.character)
		utf8_add(b, entity.character);
	else
		buf_add_char(b, '&');
	return entity.character ? entity.len : 1;
}

/* How far it is to the next "<" or "&". */
static size_t text_run(struct str s)
{
	size_t less = MIN(str_find_char(s, '<'), s.len);
	return MIN(str_find_char(str_head(s, less), '&'), less);
}

void plain_add(struct str html, size_t max, struct buf *b)
{
	size_t start = b->len;
	while (html.len && b->len - start < max && !b->over) {
		size_t run = text_run(html), left = max - (b->len - start);
		if (run > left) {
			buf_add_str(b, utf8_head(html, left));
			return;
		}
		buf_add(b, html.at, run);
		html = str_from(html, run);
		if (html.len)
			html = str_from(html, html.at[0] == '<'
			                              ? pass_less(html, b)
			                              : pass_ampersand(html, b));
	}
}

/* Tags that stand in a text often enough to be meant as such. */
static bool is_known_tag(struct str name)
{
	static const char *const blocks[] = { "p",  "br",    "div",        "h1",
		                              "h2", "h3",    "li",         "ul",
		                              "ol", "table", "td",         "tr",
		                              "hr", "pre",   "blockquote", "figure" };
	return IS_ONE_OF(name, inline_tags) || IS_ONE_OF(name, blocks);
}

/* The next `c` from `from` on, or the end. */
static size_t next(struct str text, size_t from, char c)
{
	return MIN(str_find_char(str_from(text, from), c), text.len - from) + from;
}

bool plain_has_tags(struct str text)
{
	text = str_head(text, PLAIN_LOOK);
	for (size_t i = next(text, 0, '<'); i < text.len; i = next(text, i + 1, '<')) {
		struct str rest = str_from(text, i);
		if (is_known_tag(tag_name(rest)) &&
		    str_find_char(rest, '>') != STR_NPOS)
			return true;
	}
	return false;
}

bool plain_has_references(struct str text)
{
	text = str_head(text, PLAIN_LOOK);
	for (size_t i = next(text, 0, '&'); i < text.len; i = next(text, i + 1, '&'))
		if (entity_at(str_from(text, i)).character)
			return true;
	return false;
}

void plain_escape(struct str text, struct buf *b)
{
	static const struct {
		char c;
		const char *escaped;
	} marks[] = { { '&', "&amp;" }, { '<', "&lt;" }, { '>', "&gt;" } };
	for (size_t i = 0; i < text.len; i++) {
		const char *escaped = NULL;
		for (size_t m = 0; m < ARRAY_SIZE(marks); m++)
			if (marks[m].c == text.at[i])
				escaped = marks[m].escaped;
		if (escaped)
			buf_add_text(b, escaped);
		else
			buf_add_char(b, text.at[i]);
	}
}
