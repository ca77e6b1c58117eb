/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The general extractor's order of work: where the story is, what stands over
 * it, its lines, then dates, names and lists.  Nothing here knows a site. */
#include "page.h"

#include "general-judge.h"
#include "general-words.h"

#include "baolan/base/mem.h"
#include "baolan/text/utf8.h"

#include <time.h>

#define POOR_BODY 100 /* characters; less is worth a look into the scripts */

/* --- the body --- */

static void use_general_body(struct page *p)
{
	body_lines(&p->tree, &p->body, &p->lines);
	judge_lines(&p->lines, p->field[DOC_TITLE], &p->facts);
}

/* A page that hides its story until a script shows it. */
static void try_hidden(struct page *p)
{
	body_done(&p->body);
	tree_done(&p->tree);
	tree_build(&p->tree, p->xml, true);
	body_find(&p->tree, &p->body);
}

static void find_body(struct page *p)
{
	if (p->has_recipe_body)
		return;
	body_done(&p->body);
	body_find(&p->tree, &p->body);
	if (p->body.good_chars < POOR_BODY && !p->recipe)
		try_hidden(p);
}

static void read_headline(struct page *p)
{
	headline_find(&p->tree, &p->body, &p->meta, &p->arena, &p->headline);
	page_set(p, DOC_TITLE, p->headline.title);
	if (p->has_recipe_body)
		return;
	page_set(p, DOC_KICKER, p->headline.kicker);
	page_set(p, DOC_SUBTITLE, p->headline.subtitle);
}

static void read_body(struct page *p)
{
	if (p->has_recipe_body)
		return;
	if (p->body.good_chars < POOR_BODY && page_read_script(p))
		return;
	use_general_body(p);
}

/* --- facts --- */

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

static void read_byline(struct page *p, struct str over, struct str under)
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

static void read_site(struct page *p)
{
	page_set(p, DOC_SITE, p->meta.value[META_SITE]);
	page_set(p, DOC_SITE,
	         site_of_title(p->meta.value[META_TITLE_TAG], p->field[DOC_TITLE]));
	page_set(p, DOC_SITE, p->meta.value[META_PUBLISHER]);
}

/* --- the date --- */

struct dating {
	const struct page *p;
	struct date best;
	bool found;
};

static bool same_day(const struct date *a, const struct date *b)
{
	return a->year == b->year && a->month == b->month && a->day == b->day;
}

/* The first source that has a date gives the day; one that agrees on the day
 * and knows the time completes it. */
static void consider(struct dating *d, struct str text)
{
	struct date date;
	if ((d->found && d->best.hour >= 0) || !text.len ||
	    !date_find(text, d->p->now, &date))
		return;
	if (d->found && !same_day(&d->best, &date))
		return;
	d->best = date;
	d->found = true;
}

static void consider_lines(struct dating *d, bool dropped_only)
{
	const struct lines *lines = &d->p->lines;
	size_t seen = 0;
	for (size_t i = 0; i < lines->list.len && seen < 12; i++) {
		const struct line *line = &lines->list.at[i];
		if (!line->chars)
			continue;
		struct str text = line_text(lines, line);
		seen++;
		if (line->dropped || (!dropped_only && line->chars < 40))
			consider(d, utf8_head(text, 300));
	}
}

/* Below the story: 2016年6月6日, or an update's time. */
static void consider_last_lines(struct dating *d)
{
	const struct lines *lines = &d->p->lines;
	size_t seen = 0;
	for (size_t i = lines->list.len; i-- > 0 && seen < 8;) {
		const struct line *line = &lines->list.at[i];
		if (!line->chars)
			continue;
		seen++;
		if (line->chars < 40)
			consider(d, line_text(lines, line));
	}
}

/* Elements whose class or id says date, time, source. */
static void consider_named(struct dating *d)
{
	const struct page *p = d->p;
	uint32_t tried = 0;
	for (uint32_t i = 0; i < p->tree.nodes.len && !d->found && tried < 100; i++) {
		const struct tree_node *n = &p->tree.nodes.at[i];
		if (n->chars < 6 || n->chars > 80 || !n->node->properties ||
		    n->flags & NODE_IN_BAD)
			continue;
		if (!(n->words & WORDS_META) && !html_is(n->node, "time"))
			continue;
		auto_buf text = BUF_INIT(1000);
		html_text(n->node, &text);
		consider(d, buf_str(&text));
		tried++;
	}
}

static void read_date(struct page *p, struct str over, struct str under)
{
	struct dating d = { .p = p };
	struct date in_url;
	consider(&d, over);
	consider_lines(&d, true);
	consider(&d, p->meta.value[META_DATE]);
	if (!d.found)
		consider_named(&d);
	if (!d.found) {
		consider_lines(&d, false);
		consider(&d, under);
		consider_last_lines(&d);
	}
	if (!d.found && url_date(p->url, &in_url)) {
		d.best = in_url;
		d.found = true;
	}
	if (!d.found)
		return;
	char text[DATE_TEXT_SIZE];
	date_format(&d.best, text);
	page_set(p, DOC_PUBLISHED, str_of(text));
}

/* --- lists --- */

static bool has_list(const struct page *p, enum doc_list_kind kind)
{
	for (size_t i = 0; i < p->lists.list.len; i++)
		if (p->lists.list.at[i].kind == kind)
			return true;
	return false;
}

/* Dates beside related stories leave out the year that the story's own has. */
static int64_t now_of_story(const struct page *p)
{
	struct date date;
	if (!p->field[DOC_PUBLISHED].len ||
	    !date_find(p->field[DOC_PUBLISHED], p->now, &date))
		return p->now;
	struct tm when = { .tm_year = date.year - 1900,
		           .tm_mon = date.month - 1,
		           .tm_mday = date.day,
		           .tm_hour = 12 };
	return (int64_t)timegm(&when);
}

static void read_lists(struct page *p)
{
	struct stories s = page_stories(p);
	s.now = now_of_story(p);
	s.skip[LIST_RELATED] = has_list(p, LIST_RELATED);
	s.skip[LIST_RANKING] = has_list(p, LIST_RANKING);
	stories_find_headed(&s, &p->lists);
}

/* --- article or list --- */

static size_t kept_chars(const struct page *p)
{
	size_t chars = 0;
	for (size_t i = 0; i < p->lines.list.len; i++)
		if (!p->lines.list.at[i].dropped)
			chars += p->lines.list.at[i].chars -
			         p->lines.list.at[i].link_chars;
	return chars;
}

static size_t main_stories(const struct page *p)
{
	return p->main.list.len ? p->main.list.at[0].items.len : 0;
}

/* /, /news/, /news/index.html, /list_3.shtml: places of lists. */
static bool is_list_address(struct str url)
{
	size_t mark = str_find_char(url, '?');
	struct str path = mark == STR_NPOS ? url : str_head(url, mark);
	size_t slash = str_find_last_char(path, '/');
	struct str name = slash == STR_NPOS ? path : str_from(path, slash + 1);
	if (!url.len)
		return false;
	return !name.len || str_starts(name, STR("index")) ||
	       str_starts(name, STR("list")) || str_starts(name, STR("default")) ||
	       str_find_char(name, '.') == STR_NPOS;
}

static bool is_linked_block(const struct tree_node *n)
{
	return n->own_link_chars * 10 >= n->own_chars * 8;
}

/* How often in the body a line of text follows a linked line. */
static size_t count_summaries(const struct page *p, size_t *ret_texts)
{
	size_t summaries = 0, texts = 0;
	for (size_t i = 0; i < p->body.parts.len; i++) {
		uint32_t part = p->body.parts.at[i];
		bool after_link = false;
		for (uint32_t at = part; at < p->tree.nodes.at[part].end; at++) {
			const struct tree_node *n = &p->tree.nodes.at[at];
			if (n->own_chars < 6)
				continue;
			bool linked = is_linked_block(n);
			texts += !linked && n->own_chars >= 20;
			summaries += after_link && !linked;
			after_link = linked;
		}
	}
	*ret_texts = texts;
	return summaries;
}

/* Summaries under linked headlines: the text there is, is cut up. */
static bool is_cut_up(const struct page *p)
{
	size_t linked = 0, texts = 0;
	for (size_t i = 0; i < p->lines.list.len; i++) {
		const struct line *line = &p->lines.list.at[i];
		if (line->dropped || line->chars < 8)
			continue;
		texts++;
		linked += line->link_chars * 10 >= line->chars * 8;
	}
	size_t running, summaries = count_summaries(p, &running);
	return (linked >= 4 && linked * 3 >= texts) ||
	       (summaries >= 4 && summaries * 2 >= running);
}

/* A date, and somebody who wrote or sent it. */
static bool has_byline(const struct page *p)
{
	return p->field[DOC_PUBLISHED].len &&
	       (p->facts.authors.len || p->facts.editor.len);
}

/* What can be told without the page's own list of stories. */
enum verdict { IS_OPEN, IS_ARTICLE, IS_LIST };

static enum verdict judge_without_list(const struct page *p)
{
	if (p->has_recipe_body || p->script_xml)
		return IS_ARTICLE;
	if (p->has_recipe_list)
		return IS_LIST;
	size_t chars = kept_chars(p);
	if (meta_is_article(&p->meta) && chars >= 40)
		return IS_ARTICLE;
	if (is_cut_up(p))
		return IS_LIST;
	bool article =
	        (p->headline.matched && chars >= 60) || (has_byline(p) && chars >= 100);
	return article ? IS_ARTICLE : IS_OPEN;
}

bool page_is_article(const struct page *p)
{
	enum verdict verdict = judge_without_list(p);
	if (verdict != IS_OPEN)
		return verdict == IS_ARTICLE;
	size_t chars = kept_chars(p), stories = main_stories(p);
	if (stories >= 8)
		return chars >= (is_list_address(p->url) ? 600 : 250);
	return chars >= 100 || stories < 5;
}

/* Only of a page that may be a list. */
static void read_main_list(struct page *p)
{
	struct stories s = page_stories(p);
	s.now = now_of_story(p);
	if (!p->main.list.len && judge_without_list(p) != IS_ARTICLE)
		stories_find_main(&s, &p->tree, &p->lists, &p->main);
}

/* --- all of it --- */

static void read_head(struct page *p)
{
	page_set(p, DOC_URL, p->url);
	page_set(p, DOC_CHARSET, str_of(p->charset));
	page_set(p, DOC_SUMMARY, p->meta.value[META_SUMMARY]);
	page_set(p, DOC_LANGUAGE, p->meta.value[META_LANGUAGE]);
	struct stories s = page_stories(p);
	page_set(p, DOC_CANONICAL, stories_address(&s, p->meta.value[META_CANONICAL]));
}

void page_read_general(struct page *p)
{
	auto_buf over = BUF_INIT(8192), under = BUF_INIT(8192);
	read_head(p);
	find_body(p);
	read_headline(p);
	read_site(p);
	byline_text(&p->tree, &p->body, &p->headline, &over, &under);
	read_byline(p, buf_str(&over), STR_NONE);
	read_body(p);
	read_byline(p, STR_NONE, buf_str(&under));
	read_named_people(p);
	read_reporters(p);
	read_meta_people(p);
	read_date(p, buf_str(&over), buf_str(&under));
	read_editor_anywhere(p);
	settle_source(p);
	read_lists(p);
	read_main_list(p);
	page_find_pages(p);
}
