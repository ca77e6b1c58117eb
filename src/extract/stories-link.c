/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the link of a story says: the title, and beside it what belongs to the
 * story. */
#include "stories-own.h"

#include "general-lines.h"
#include "general-words.h"

#include "baolan/base/mem.h"
#include "baolan/markup/html.h"
#include "baolan/text/utf8.h"

#define MAX_TITLE 120 /* characters */

static bool skip_nothing(void *data, const xmlNode *element)
{
	(void)data;
	(void)element;
	return false;
}

static bool is_number(struct str text)
{
	for (size_t i = 0; i < text.len; i++)
		if (text.at[i] < '0' || text.at[i] > '9')
			return false;
	return text.len > 0;
}

bool is_rank_mark(struct str text)
{
	struct str bare = trim_marks(text);
	return bare.len <= 3 && is_number(bare);
}

/* A cut title ("…省略") whose whole stands in the title attribute. */
static struct str uncut(struct str title, const xmlNode *link)
{
	struct str whole = str_trim_space(html_attr(link, "title"));
	struct str head = title;
	if (!str_ends(head, STR("...")) && !str_ends(head, STR("…")))
		return title.len ? title : whole;
	while (str_ends(head, STR("…")) || str_ends(head, STR(".")))
		head.len -= str_ends(head, STR("…")) ? 3 : 1;
	return whole.len > title.len - 3 && str_starts(whole, head) ? whole : title;
}

/* 1234, (1234), 1.2万, 1234人, 热度 1234 */
bool is_heat(struct str text)
{
	size_t digits = 0;
	for (size_t i = 0; i < text.len; i++)
		digits += text.at[i] >= '0' && text.at[i] <= '9';
	static const char *const no_heat[] = { ":",  "：", "/", "年",   "月",
		                               "日", "-",  "%", "http", NULL };
	return digits > 0 && utf8_count(text) <= 10 && !has_word(text, no_heat);
}

/* --- a link of several parts in one line: rank, title, heat --- */

/* Its text stands in its child elements alone, two or more. */
static bool is_of_parts(const xmlNode *link)
{
	size_t elements = 0;
	for (const xmlNode *in = link->children; in; in = in->next) {
		bool text = in->type == XML_TEXT_NODE && in->content;
		elements += in->type == XML_ELEMENT_NODE;
		if (text && str_trim_space(str_of((const char *)in->content)).len)
			return false;
	}
	return elements >= 2;
}

static bool is_side_part(struct str text)
{
	return is_rank_mark(text) || is_heat(text);
}

/* Only where one part says that it is no part of the title. */
static void read_parts(const struct stories *s, const xmlNode *link,
                       struct link_text *text)
{
	auto_buf rest = BUF_INIT(4096);
	struct str title = STR_NONE;
	bool sides = false;
	if (!is_of_parts(link))
		return;
	for (const xmlNode *in = link->children; in; in = in->next) {
		auto_buf part = BUF_INIT(4096);
		if (in->type == XML_ELEMENT_NODE)
			html_text(in, &part);
		if (is_side_part(buf_str(&part)))
			buf_printf(&rest, "%s\n", buf_text(&part));
		else if (title.len && part.len)
			return;
		else if (part.len)
			title = arena_str(s->arena, buf_str(&part));
		sides = sides || rest.len;
	}
	if (!sides || !title.len)
		return;
	text->title = title;
	text->rest = arena_str(s->arena, buf_str(&rest));
}

struct link_text link_read(const struct stories *s, xmlNode *link)
{
	struct link_text text = { 0 };
	struct lines lines;
	lines_init(&lines);
	lines_add(&lines, s->tree, link, skip_nothing, NULL);
	auto_buf rest = BUF_INIT(2000);
	const struct line *heading = NULL;
	vec_each (line, &lines.list) {
		if (line->block.type == BLOCK_IMAGE && !text.image.len)
			text.image = line->src;
		else if (line->block.type == BLOCK_HEADING && !heading)
			heading = line;
	}
	vec_each (line, &lines.list) {
		struct str words = line_text(&lines, line);
		if (!line->chars || is_rank_mark(words))
			continue;
		bool is_title = heading ? line == heading : !text.title.len;
		if (is_title)
			text.title = arena_str(s->arena, words);
		else
			buf_printf(&rest, "%.*s\n", STR_ARG(words));
	}
	text.rest = rest.len ? arena_str(s->arena, buf_str(&rest)) : STR_NONE;
	if (!text.rest.len)
		read_parts(s, link, &text);
	text.title = uncut(text.title, link);
	lines_done(&lines);
	return text;
}

bool is_story_title(struct str text)
{
	size_t count = utf8_count(text);
	return count >= 4 && count <= MAX_TITLE && !is_more_link(text) &&
	       !is_next_page(text);
}
