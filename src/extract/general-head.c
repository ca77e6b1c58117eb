/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The headline is the element whose text the page's <title> repeats; where the
 * <title> names only the site, the element that looks most like a headline. */
#include "general-head.h"

#include "general-judge.h"
#include "general-label.h"
#include "general-title.h"
#include "general-words.h"

#include "baolan/base/mem.h"
#include "baolan/markup/html.h"
#include "baolan/text/clean.h"
#include "baolan/text/utf8.h"

#define MAX_CANDIDATES 600
#define DEEP 40 /* elements into the story, where only headings may be headlines */
#define MAX_HEADLINE 90 /* characters */

struct search {
	const struct tree *tree;
	const struct meta *meta;
	struct arena *arena;
	uint32_t body_start, body_end;
	struct str site;
	struct str title; /* the head's, without the site's name */
	double best;
	struct headline *out;
};

static bool is_title_length(struct str text)
{
	size_t count = utf8_count(text);
	return count >= 4 && count <= MAX_HEADLINE;
}

/* A headline of two characters is one when the page's head says the same. */
static bool is_whole_title(const struct search *s, struct str text)
{
	return text.len >= 4 && same_text(text, s->title);
}

static bool is_big_font(const xmlNode *node)
{
	struct str size = html_attr(node, "size");
	return html_is(node, "font") && size.len && size.at[0] >= '4' &&
	       size.at[0] <= '7';
}

/* A block whose one text is set large or bold. */
static bool is_set_large(const struct tree_node *n)
{
	const xmlNode *in = n->node->children;
	for (int depth = 0; in && depth < 4;) {
		if (in->type != XML_ELEMENT_NODE) {
			in = in->next;
			continue;
		}
		if (is_big_font(in) || tag_traits(in) & TAG_STRONG)
			return true;
		in = in->children;
		depth++;
	}
	return false;
}

static double look_of(const struct tree_node *n)
{
	double look = 0;
	if (n->traits & TAG_HEADING)
		look += 6.0 - (n->node->name[1] - '0');
	if (n->words & WORDS_TITLE)
		look += 3;
	if (is_set_large(n))
		look += 1.5;
	if (n->flags & NODE_BESIDE)
		look -= 5;
	if (n->flags & NODE_IN_BAD)
		look -= 3;
	if (n->flags & NODE_HIDDEN)
		look -= 6;
	return tree_link_density(n) > 0.8 ? look - 2 : look;
}

/* How much of the head's title this text is. */
static double share_of(struct str text, struct str title)
{
	if (!title.len)
		return 0;
	if (same_text(text, title))
		return 1;
	auto_buf bare_text = BUF_INIT(4096), bare_title = BUF_INIT(4096);
	clean_add_collapsed(&bare_text, text);
	clean_add_collapsed(&bare_title, title);
	struct str needle = buf_str(&bare_text), hay = buf_str(&bare_title);
	if (str_has(hay, needle))
		return (double)needle.len / (double)hay.len;
	/* titles of the head are cut or spaced otherwise */
	struct str start = utf8_head(needle, 24);
	return str_starts(hay, start) && needle.len > 24 ? 0.4 : 0;
}

static double match_of(const struct search *s, struct str text)
{
	double bare = share_of(text, s->title);
	double tag = share_of(text, s->meta->value[META_TITLE_TAG]);
	double meta = share_of(text, s->meta->value[META_TITLE]);
	double match = MAX(bare, MAX(tag, meta));
	bool only_site = bare == 0 && looks_like_site(text, s->site);
	return match == 0 || only_site ? 0 : 4 + 8 * match;
}

static double nearness(const struct search *s, uint32_t place)
{
	if (place >= s->body_end)
		return -4;
	if (place >= s->body_start)
		return place < s->body_start + 6 ? 2 : -2;
	uint32_t away = s->body_start - place;
	return away < 80 ? 1 : away < 300 ? 0 : -1;
}

/* Does the head name the story rather than only the site? */
static bool has_own_title(const struct search *s)
{
	return utf8_count(s->title) >= 6 && !looks_like_site(s->title, s->site);
}

static bool names_no_story(struct str text)
{
	return is_label_line(text) || is_related_heading(text) ||
	       is_ranking_heading(text) || is_share_line(text);
}

/* 标题 2014-04-30 14:49 -> 标题 */
static struct str without_date(struct str text)
{
	struct str date = date_span(text, 0);
	if (!date.len || date.at == text.at || date.len < 8)
		return text;
	bool ends = date.at + date.len == text.at + text.len;
	struct str head = str_trim_space(str_head(text, (size_t)(date.at - text.at)));
	return ends && utf8_count(head) >= 4 ? head : text;
}

static struct str without_label(struct str text)
{
	static const char *const labels[] = { "主题：", "主题:",  "标题：", "标题:",
		                              "題目：", "题目：", "标题: ", NULL };
	return str_trim_space(str_from(text, word_at_start(text, labels)));
}

static void try_text(struct search *s, uint32_t place, struct str text, double look)
{
	text = without_date(without_label(str_trim_space(text)));
	if ((!is_title_length(text) && !is_whole_title(s, text)) ||
	    names_no_story(text))
		return;
	double match = match_of(s, text);
	double score = look + match + nearness(s, place);
	bool good = match > 0 || look >= (has_own_title(s) ? 5 : 1.5);
	if (!good || score <= s->best)
		return;
	s->best = score;
	s->out->title = arena_str(s->arena, text);
	s->out->kicker = s->out->subtitle = STR_NONE;
	s->out->place = place;
	s->out->matched =
	        match >= 8 && tree_link_density(&s->tree->nodes.at[place]) < 0.5;
}

static bool skip_nothing(void *data, const xmlNode *element)
{
	(void)data;
	(void)element;
	return false;
}

static void set_around(struct search *s, struct str before, struct str behind)
{
	before = trim_marks(before);
	behind = trim_marks(behind);
	if (is_title_length(before))
		s->out->kicker = arena_str(s->arena, before);
	if (is_title_length(behind) && !date_span(behind, 0).len &&
	    !names_no_story(behind))
		s->out->subtitle = arena_str(s->arena, behind);
}

/* Kicker, headline and subtitle in one element, a line each: the first line, or
 * the one that the page's head says. */
static void try_pieces(struct search *s, uint32_t place, struct str text, double look)
{
	struct str before = STR_NONE;
	for (struct str rest = text; rest.at;) {
		struct str piece = str_trim_space(str_cut(&rest, '\n'));
		bool told = same_text(piece, s->title);
		double best = s->best;
		if (told || !before.at)
			try_text(s, place, piece, look);
		if (told && s->best > best)
			set_around(s, before, str_cut(&rest, '\n'));
		before = piece;
	}
}

/* The element's lines; a <br> within the headline only wraps it. */
static void try_element(struct search *s, uint32_t place)
{
	const struct tree_node *n = &s->tree->nodes.at[place];
	struct lines lines;
	lines_init(&lines);
	lines_add(&lines, s->tree, n->node, skip_nothing, NULL);
	double look = look_of(n);
	vec_each (line, &lines.list) {
		if (!line->chars)
			continue;
		struct str text = line_text(&lines, line);
		auto_buf joined = BUF_INIT(1024);
		clean_add_collapsed(&joined, text);
		try_text(s, place, buf_str(&joined), look);
		if (memchr(text.at, '\n', text.len))
			try_pieces(s, place, text, look - 0.5);
	}
	lines_done(&lines);
}

/* A heading right over a list of links heads that list. */
static bool heads_links(const struct search *s, uint32_t place)
{
	const struct tree_node *nodes = s->tree->nodes.at;
	uint32_t next = nodes[place].end;
	return next < s->tree->nodes.len && nodes[next].traits & TAG_LIST &&
	       tree_link_density(&nodes[next]) > 0.6;
}

/* A link below the story is another story's headline. */
static bool is_other_story(const struct search *s, uint32_t place)
{
	return place >= s->body_end &&
	       tree_link_density(&s->tree->nodes.at[place]) > 0.8;
}

/* One link of a list, such as navigation is made of. */
static bool is_linked_item(const struct tree_node *n)
{
	return n->traits & TAG_ITEM && n->own_link_chars == n->own_chars;
}

static bool may_be_headline(const struct search *s, uint32_t place)
{
	const struct tree_node *n = &s->tree->nodes.at[place];
	bool hidden = n->flags & NODE_HIDDEN;
	if (n->block != place || hidden || n->own_chars < 2 ||
	    n->chars > 2 * MAX_HEADLINE || heads_links(s, place) ||
	    is_other_story(s, place))
		return false;
	if (n->traits & TAG_HEADING)
		return true;
	if (n->own_chars < 4 || is_linked_item(n))
		return false;
	bool deep = place > s->body_start + DEEP && !(n->words & WORDS_TITLE);
	bool near = place < s->body_end && place + 400 > s->body_start && !deep;
	return near && n->own_chars <= MAX_HEADLINE && n->own_marks < 6;
}

static void try_all(struct search *s)
{
	unsigned tried = 0;
	uint32_t from = s->body_start > 400 ? s->body_start - 400 : 0;
	for (uint32_t i = from; i < s->tree->nodes.len && tried < MAX_CANDIDATES; i++)
		if (may_be_headline(s, i)) {
			try_element(s, i);
			tried++;
		}
	for (uint32_t i = 0; i < from && tried < 2 * MAX_CANDIDATES; i++)
		if (s->tree->nodes.at[i].traits & TAG_HEADING &&
		    may_be_headline(s, i)) {
			try_element(s, i);
			tried++;
		}
}

/* --- kicker and subtitle --- */

static struct str line_of(const struct tree *tree, uint32_t place, struct arena *arena)
{
	auto_buf text = BUF_INIT(1024);
	html_text(tree->nodes.at[place].node, &text);
	struct str line = buf_str(&text);
	bool fits = is_title_length(line) && !names_no_story(line) &&
	            !is_tool_line(line) && !date_span(line, 0).len;
	return fits ? arena_str(arena, line) : STR_NONE;
}

static bool is_neighbour(const struct tree *tree, uint32_t place, uint32_t of)
{
	const struct tree_node *n = &tree->nodes.at[place];
	return n->own_chars >= 4 && n->chars <= MAX_HEADLINE && n->block == place &&
	       n->parent == tree->nodes.at[of].parent;
}

static void try_neighbour(const struct tree *tree, uint32_t place, struct headline *h,
                          struct arena *arena)
{
	const struct tree_node *n = &tree->nodes.at[place];
	int words = n->words;
	bool before = place < h->place;
	bool touches =
	        before ? n->end == h->place : place == tree->nodes.at[h->place].end;
	bool heading = touches && n->traits & TAG_HEADING &&
	               is_neighbour(tree, place, h->place) &&
	               tree->nodes.at[h->place].traits & TAG_HEADING;
	bool kicker = words & WORDS_KICKER || (heading && before);
	bool subtitle = words & WORDS_SUBTITLE || (heading && !before);
	if (n->chars > MAX_HEADLINE || n->chars < 4 || !(kicker || subtitle))
		return;
	struct str line = line_of(tree, place, arena);
	if (!line.len || same_text(line, h->title))
		return;
	if (kicker && before && !h->kicker.len)
		h->kicker = line;
	else if (subtitle && !before && !h->subtitle.len)
		h->subtitle = line;
}

static void find_neighbours(const struct search *s)
{
	struct headline *h = s->out;
	const struct tree_node *nodes = s->tree->nodes.at;
	uint32_t from = h->place > 6 ? h->place - 6 : 1;
	uint32_t end = MIN(nodes[h->place].end + 6, (uint32_t)s->tree->nodes.len);
	for (uint32_t i = from; i < h->place; i++)
		if (nodes[i].end <= h->place)
			try_neighbour(s->tree, i, h, s->arena);
	for (uint32_t i = nodes[h->place].end; i < end; i++)
		try_neighbour(s->tree, i, h, s->arena);
}

/* [分享] 标题 -> 标题, when the page's head says only that. */
static struct str without_kind(struct str title, struct str of_head)
{
	static const char *const opens[] = { "[", "【", "［", NULL };
	bool marked = starts_with_word(title, opens);
	return marked && of_head.len >= 12 && str_ends(title, of_head) ? of_head
	                                                               : title;
}

void headline_find(const struct tree *tree, const struct body *body,
                   const struct meta *meta, struct arena *arena,
                   struct headline *ret_headline)
{
	*ret_headline = (struct headline){ 0 };
	struct search s = { .tree = tree,
		            .meta = meta,
		            .arena = arena,
		            .site = meta->value[META_SITE],
		            .out = ret_headline };
	s.body_start = body->parts.len ? body->parts.at[0] : 0;
	s.body_end = body->parts.len ? tree->nodes.at[*vec_last(&body->parts)].end : 0;
	struct str title = meta->value[META_TITLE_TAG];
	if (!title.len)
		title = meta->value[META_TITLE];
	s.title = title_without_site(title, s.site);
	try_all(&s);
	if (ret_headline->place)
		find_neighbours(&s);
	ret_headline->title = title_without_site(ret_headline->title, s.site);
	ret_headline->title = without_kind(ret_headline->title, s.title);
	if (ret_headline->title.len)
		return;
	ret_headline->title = s.title;
}
