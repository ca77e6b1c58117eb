/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who wrote, edited and published the story: asked of the lines around it
 * first, then of its own first and last lines, of elements named so, and of the
 * page's head. */
#include "page.h"

#include "general-label.h"
#include "general-name.h"
#include "general-title.h"
#include "general-words.h"

#include "baolan/base/mem.h"
#include "baolan/markup/html.h"
#include "baolan/text/utf8.h"

#define NEAR 60            /* elements before and behind the story */
#define MAX_NAMED 50       /* elements named so that are read */
#define MAX_EDITORS 4000   /* elements that may hold an editor's line */
#define MAX_EDITOR_LINE 90 /* bytes */

/* --- the story's own lines --- */

static const struct line *story_line(const struct page *p, size_t i)
{
	const struct line *line = &p->lines.list.at[i];
	return line->dropped || !line->chars ? NULL : line;
}

static void read_first_lines(struct page *p)
{
	size_t seen = 0;
	for (size_t i = 0; i < p->lines.list.len && seen < 3; i++) {
		const struct line *line = story_line(p, i);
		if (!line)
			continue;
		struct str text = line_text(&p->lines, line);
		facts_read_text(&p->facts, utf8_head(text, 600));
		if (!p->facts.authors.len)
			facts_read_names_alone(&p->facts, text);
		seen++;
	}
}

static void read_last_lines(struct page *p)
{
	size_t seen = 0;
	for (size_t i = p->lines.list.len; i-- > 0 && seen < 4;) {
		const struct line *line = story_line(p, i);
		if (!line || p->facts.authors.len)
			continue;
		struct str text = line_text(&p->lines, line);
		if (seen == 0 && facts_read_signature(&p->facts, text))
			return;
		size_t skip = text.len > 300 ? text.len - 300 : 0;
		facts_read_text(&p->facts, str_from(text, skip));
		seen++;
	}
}

/* （編輯：陳靜） at the end of the last paragraph. */
static void read_last_editor(struct page *p)
{
	for (size_t i = p->lines.list.len; i-- > 0;) {
		const struct line *line = story_line(p, i);
		if (!line)
			continue;
		struct str text = line_text(&p->lines, line);
		struct str tail = str_from(text, text.len > 90 ? text.len - 90 : 0);
		size_t open = str_find(tail, STR("（"));
		struct str inside = open == STR_NPOS ? STR_NONE : str_from(tail, open);
		if (is_editor_line(inside))
			facts_read_line(&p->facts, inside);
		return;
	}
}

/* The first and last lines of the story name reporters in brackets. */
static void read_reporters(struct page *p)
{
	if (!p->facts.authors.len)
		read_first_lines(p);
	if (!p->facts.authors.len)
		read_last_lines(p);
	if (!p->facts.editor.len)
		read_last_editor(p);
}

static bool is_person(const struct page *p, struct str name)
{
	struct str site = p->field[DOC_SITE];
	struct str bare = without_gloss(name);
	if (!is_name(name) || is_medium(bare) || utf8_count(bare) > 12 ||
	    str_has(name, STR("/")))
		return false;
	bool glossed =
	        bare.len < name.len; /* somebody's account, and the site's owner */
	bool owner = str_starts(site, name) &&
	             str_starts(str_from(site, name.len), STR("的"));
	return glossed || owner || !site.len ||
	       !(str_has(site, name) || str_has(name, site));
}

/* --- elements --- */

/* By the microformat hCard, or by rel and itemprop. */
static bool is_marked_author(const xmlNode *node)
{
	return str_has(html_attr(node, "class"), STR("vcard")) ||
	       str_eq(html_attr(node, "rel"), STR("author")) ||
	       str_eq(html_attr(node, "itemprop"), STR("author"));
}

static void read_named(struct page *p, const struct tree_node *n)
{
	auto_buf buf = BUF_INIT(400);
	html_text(n->node, &buf);
	struct str text = buf_str(&buf);
	if (facts_read_line(&p->facts, text))
		return;
	if (n->words & WORDS_SOURCE && is_medium(text))
		facts_set_source(&p->facts, text);
	if (!(n->words & WORDS_AUTHOR) || p->facts.authors.len)
		return;
	if (is_marked_author(n->node) && is_person(p, text))
		facts_add_names(&p->facts, text);
	else
		facts_read_names_alone(&p->facts, text);
}

static bool is_named_person(const struct tree_node *n)
{
	return n->words & (WORDS_AUTHOR | WORDS_SOURCE) && n->chars >= 2 &&
	       n->chars <= 30;
}

/* Elements near the story whose class says author or source. */
static void read_named_people(struct page *p)
{
	if (!p->body.parts.len)
		return;
	uint32_t start = p->body.parts.at[0];
	uint32_t from = start > NEAR ? start - NEAR : 1;
	if (p->headline.place && p->headline.place < from)
		from = p->headline.place;
	uint32_t end = p->tree.nodes.at[*vec_last(&p->body.parts)].end + NEAR;
	end = MIN(end, (uint32_t)p->tree.nodes.len);
	for (uint32_t i = from, tried = 0; i < end && tried < MAX_NAMED; i++)
		if (is_named_person(&p->tree.nodes.at[i])) {
			read_named(p, &p->tree.nodes.at[i]);
			tried++;
		}
}

/* The label may stand in an element of its own, and the name behind it. */
static void add_text_behind(struct buf *line, const xmlNode *text)
{
	const xmlNode *next = text->next ? text->next : text->parent->next;
	if (next)
		buf_add_char(line, '\t');
	if (next && next->type == XML_ELEMENT_NODE)
		html_text(next, line);
	else if (next && next->content)
		buf_add_str(line, str_head(str_of((const char *)next->content),
		                           MAX_EDITOR_LINE));
}

static void read_editor_in(struct page *p, const xmlNode *box)
{
	const xmlNode *in = box->children;
	for (int n = 0; in && n < 8; n++, in = in->next) {
		if (in->type != XML_TEXT_NODE || !in->content)
			continue;
		struct str text = trim_marks(str_of((const char *)in->content));
		if (text.len >= MAX_EDITOR_LINE || !may_be_editor_line(text))
			continue;
		auto_buf line = BUF_INIT(400);
		buf_add_str(&line, str_of((const char *)in->content));
		add_text_behind(&line, in);
		if (is_editor_line(buf_str(&line)))
			facts_read_line(&p->facts, buf_str(&line));
	}
}

static bool may_hold_editor(const struct tree_node *n)
{
	uint32_t chars = n->traits & TAG_BLOCK ? n->own_chars : n->chars;
	return chars >= 3 && chars <= 40;
}

/* 责任编辑：… in a box of its own, far from the story. */
static void read_editor_anywhere(struct page *p)
{
	for (uint32_t i = 1, tried = 0; i < p->tree.nodes.len; i++) {
		const struct tree_node *n = &p->tree.nodes.at[i];
		if (p->facts.editor.len || tried > MAX_EDITORS)
			return;
		if (!may_hold_editor(n))
			continue;
		tried++;
		read_editor_in(p, n->node);
	}
}

/* --- the page's head --- */

static void read_meta_people(struct page *p)
{
	facts_set_source(&p->facts, p->meta.value[META_SOURCE]);
	facts_set_editor(&p->facts, p->meta.value[META_EDITOR]);
	if (p->facts.authors.len)
		return;
	for (size_t i = 0; i < p->meta.authors.len; i++)
		if (is_person(p, p->meta.authors.at[i]))
			facts_add_names(&p->facts, p->meta.authors.at[i]);
	struct str author = p->meta.value[META_AUTHOR];
	if (!p->facts.authors.len && author.len && is_person(p, author))
		facts_add_names(&p->facts, author);
}

/* --- source and site --- */

/* The same name written out: the site's begins and ends as the source does, and
 * has more in between. */
static bool is_fuller(struct str full, struct str name)
{
	size_t at = 0;
	uint32_t first, last, full_first, full_last;
	if (full.len <= name.len || !name.len)
		return false;
	utf8_next(name, &first);
	utf8_next(full, &full_first);
	utf8_previous(name, &last);
	utf8_previous(full, &full_last);
	for (size_t i = 0; i < full.len && at < name.len; i++)
		at += full.at[i] == name.at[at];
	return first == full_first && last == full_last && at == name.len;
}

/* A source that only the page's head gives may be the site's own name, short.
 * Whoever publishes a story and names no other source is its source. */
static void settle_source(struct page *p)
{
	facts_set_source(&p->facts, p->meta.value[META_PUBLISHER]);
	facts_set_source(&p->facts, p->field[DOC_SITE]);
	bool of_head = str_eq(p->facts.source, p->meta.value[META_SOURCE]);
	bool fuller = of_head && is_fuller(p->field[DOC_SITE], p->facts.source);
	page_set(p, DOC_SOURCE, fuller ? p->field[DOC_SITE] : p->facts.source);
	page_set(p, DOC_EDITOR, p->facts.editor);
}

void page_read_site(struct page *p)
{
	page_set(p, DOC_SITE, p->meta.value[META_SITE]);
	page_set(p, DOC_SITE,
	         site_of_title(p->meta.value[META_TITLE_TAG], p->field[DOC_TITLE]));
	page_set(p, DOC_SITE, p->meta.value[META_PUBLISHER]);
}

void page_read_people(struct page *p)
{
	read_named_people(p);
	read_reporters(p);
	read_meta_people(p);
	read_editor_anywhere(p);
	settle_source(p);
}
