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

/* One segment of a byline may be a medium's name alone, beside a date. */
static void read_segments(struct page *p, struct str line)
{
	for (struct str rest = line; rest.at;) {
		struct str segment = trim_marks(str_cut(&rest, '\t'));
		struct str date = date_span(segment, p->now);
		if (date.len) { /* 2003年8月12日17:43　晚报 */
			size_t behind = (size_t)(date.at - segment.at) + date.len;
			segment = trim_marks(str_from(segment, behind));
		}
		if (is_medium(segment))
			facts_set_source(&p->facts, segment);
		else
			facts_read_text(&p->facts, segment);
	}
}

void page_read_byline(struct page *p, struct str over, struct str under)
{
	bool dated = date_span(over, p->now).len > 0;
	for (struct str rest = over; rest.at;)
		facts_read_line(&p->facts, str_cut(&rest, '\n'));
	for (struct str rest = over; rest.at && dated;)
		read_segments(p, str_cut(&rest, '\n'));
	for (struct str rest = under; rest.at;) {
		struct str line = str_trim_space(str_cut(&rest, '\n'));
		if (is_label_line(line))
			facts_read_line(&p->facts, line);
	}
}

/* The first and last lines of the story name reporters in brackets. */
static void read_reporters(struct page *p)
{
	size_t len = p->lines.list.len, seen = 0;
	if (p->facts.authors.len)
		return;
	for (size_t i = 0; i < len && seen < 3; i++) {
		const struct line *line = &p->lines.list.at[i];
		if (line->dropped || !line->chars)
			continue;
		struct str text = line_text(&p->lines, line);
		facts_read_text(&p->facts, utf8_head(text, 600));
		if (!p->facts.authors.len)
			facts_read_names_alone(&p->facts, text);
		seen++;
	}
	seen = 0;
	for (size_t i = len; i-- > 0 && seen < 4 && !p->facts.authors.len;) {
		const struct line *line = &p->lines.list.at[i];
		if (line->dropped || !line->chars)
			continue;
		struct str text = line_text(&p->lines, line);
		size_t skip = text.len > 300 ? text.len - 300 : 0;
		facts_read_text(&p->facts, str_from(text, skip));
		seen++;
	}
}

static bool is_person(const struct page *p, struct str name)
{
	struct str site = p->field[DOC_SITE];
	return is_name(name) && !is_medium(name) && utf8_count(name) <= 12 &&
	       !str_has(name, STR("/")) &&
	       !(site.len && (str_has(site, name) || str_has(name, site)));
}

/* Elements near the story whose class says author or source. */
static void read_named_people(struct page *p)
{
	if (!p->body.parts.len)
		return;
	uint32_t start = p->body.parts.at[0];
	uint32_t from = start > 60 ? start - 60 : 1;
	if (p->headline.place && p->headline.place < from)
		from = p->headline.place;
	uint32_t end = p->tree.nodes.at[*vec_last(&p->body.parts)].end + 60;
	end = MIN(end, (uint32_t)p->tree.nodes.len);
	for (uint32_t i = from, tried = 0; i < end && tried < 50; i++) {
		const struct tree_node *n = &p->tree.nodes.at[i];
		if (n->chars < 2 || n->chars > 30 || !n->node->properties)
			continue;
		int words = n->words;
		if (!(words & (WORDS_AUTHOR | WORDS_SOURCE)))
			continue;
		auto_buf text = BUF_INIT(400);
		html_text(n->node, &text);
		tried++;
		if (facts_read_line(&p->facts, buf_str(&text)))
			continue;
		if (words & WORDS_SOURCE && is_medium(buf_str(&text)))
			facts_set_source(&p->facts, buf_str(&text));
		if (words & WORDS_AUTHOR && !p->facts.authors.len)
			facts_read_names_alone(&p->facts, buf_str(&text));
	}
}

static void read_editor_in(struct page *p, const xmlNode *box)
{
	const xmlNode *in = box->children;
	for (int n = 0; in && n < 8; n++, in = in->next) {
		if (in->type != XML_TEXT_NODE || !in->content)
			continue;
		struct str text = str_trim_space(str_of((const char *)in->content));
		if (text.len < 90 && is_editor_line(text))
			facts_read_line(&p->facts, text);
	}
}

/* 责任编辑：… in a box of its own, far from the story. */
static void read_editor_anywhere(struct page *p)
{
	for (uint32_t i = 1, tried = 0; i < p->tree.nodes.len && tried < 4000; i++) {
		const struct tree_node *n = &p->tree.nodes.at[i];
		if (p->facts.editor.len)
			return;
		if (n->own_chars < 5 || n->own_chars > 24)
			continue;
		tried++;
		read_editor_in(p, n->node);
	}
}

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

/* Whoever publishes a story and names no other source is its source. */
static void settle_source(struct page *p)
{
	facts_set_source(&p->facts, p->meta.value[META_PUBLISHER]);
	facts_set_source(&p->facts, p->field[DOC_SITE]);
	page_set(p, DOC_SOURCE, p->facts.source);
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
