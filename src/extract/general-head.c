/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The headline is the element whose text the page's <title> repeats; where the
 * <title> names only the site, the element that looks most like a headline. */
#include "general-head.h"

#include "general-judge.h"
#include "general-words.h"

#include "baolan/base/ascii.h"
#include "baolan/base/mem.h"
#include "baolan/markup/html.h"
#include "baolan/text/clean.h"
#include "baolan/text/utf8.h"

#define MAX_CANDIDATES 600
#define MAX_HEADLINE 90  /* characters */
#define BYLINE_NODES 500 /* how far a byline may stand from the story */
#define BYLINE_BYTES 4000

/* --- titles of the head --- */

/* clang-format off */
static const char *const separators[] = {
	" - ", "_", " | ", "|", " – ", " — ", "－", "｜", " :: ", "::", " » ", " « ", "--", " > ",
	">>", " · ", "–", "-", "—", " @ ", NULL,
};
static const char *const site_ends[] = {
	"网", "報", "报", "网站", "频道", "頻道", "社", "在线", "新闻", "新聞", "日报", "日報", "晚报",
	"中心", "门户", "论坛", "博客", "首页", "news", "News", ".com", ".cn", "电视台", "周刊", "杂志",
	"新闻网", "聞網", "平台", "传媒", "專區", "即時", "要聞", "APP", "網", "站", "資訊", "资讯", NULL,
};
/* clang-format on */

static bool looks_like_site(struct str part, struct str site)
{
	if (site.len && (same_text(part, site) || str_has(site, part)))
		return true;
	if (utf8_count(part) > 14)
		return false;
	for (const char *const *end = site_ends; *end; end++)
		if (str_ends(part, str_of(*end)))
			return true;
	return false;
}

/* Where the last separator of this kind starts, past the first character. */
static size_t last_separator(struct str title, struct str separator)
{
	for (size_t at = title.len; at-- > 1;)
		if (str_starts(str_from(title, at), separator))
			return at;
	return STR_NPOS;
}

static size_t cut_point(struct str title, size_t *ret_len)
{
	size_t best = STR_NPOS;
	for (const char *const *s = separators; *s; s++) {
		size_t at = last_separator(title, str_of(*s));
		if (at != STR_NPOS && (best == STR_NPOS || at > best)) {
			best = at;
			*ret_len = strlen(*s);
		}
	}
	return best;
}

static bool is_bare_dash(struct str title, size_t at, size_t len)
{
	struct str mark = str_head(str_from(title, at), len);
	if (at && title.at[at - 1] == ' ')
		return false;
	return str_eq(mark, STR("-")) || str_eq(mark, STR("—")) ||
	       str_eq(mark, STR("–"));
}

/* A channel's name beside a headline: short, and the much shorter of both. */
static bool is_side_name(struct str headline, struct str name)
{
	size_t count = utf8_count(name);
	return count <= 12 && count * 2 <= utf8_count(headline);
}

/* "自由电子报 - 标题" */
static struct str without_site_before(struct str title, struct str site)
{
	for (const char *const *s = separators; *s; s++) {
		size_t at = str_find(title, str_of(*s));
		if (at == STR_NPOS || !at)
			continue;
		struct str head = str_trim_space(str_head(title, at));
		struct str tail = str_trim_space(str_from(title, at + strlen(*s)));
		if (looks_like_site(head, site) && is_side_name(tail, head))
			return tail;
	}
	return title;
}

struct str title_without_site(struct str title, struct str site)
{
	title = str_trim_space(title);
	for (int cuts = 0; cuts < 5; cuts++) {
		size_t len = 0, at = cut_point(title, &len);
		if (at == STR_NPOS)
			break;
		struct str head = str_trim_space(str_head(title, at));
		struct str tail = str_trim_space(str_from(title, at + len));
		bool site_tail = !tail.len || looks_like_site(tail, site);
		if (is_bare_dash(title, at, len) && !site_tail)
			break;
		/* A channel's name may be two characters: 文化_榕湾新闻网. */
		size_t least = tail.len && site_tail ? 2 : 4;
		if (utf8_count(head) < least ||
		    (!site_tail && !is_side_name(head, tail)))
			break;
		title = head;
	}
	return without_site_before(title, site);
}

static bool is_site_part(struct str part, struct str headline)
{
	return utf8_count(part) >= 2 && looks_like_site(part, STR_NONE) &&
	       !str_has(headline, part);
}

struct str site_of_title(struct str title, struct str headline)
{
	size_t len = 0, at = cut_point(title, &len);
	struct str tail =
	        at == STR_NPOS ? STR_NONE : trim_marks(str_from(title, at + len));
	if (is_site_part(tail, headline))
		return tail;
	size_t start = str_find(title, headline);
	struct str head =
	        start == STR_NPOS ? STR_NONE : trim_marks(str_head(title, start));
	return is_site_part(head, headline) ? head : STR_NONE;
}

/* --- candidates on the page --- */

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
	if (!is_title_length(text) || names_no_story(text))
		return;
	double match = match_of(s, text);
	double score = look + match + nearness(s, place);
	bool good = match > 0 || look >= (has_own_title(s) ? 5 : 1.5);
	if (!good || score <= s->best)
		return;
	s->best = score;
	s->out->title = arena_str(s->arena, text);
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
			try_text(s, place, str_cut(&text, '\n'), look - 0.5);
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

static bool may_be_headline(const struct search *s, uint32_t place)
{
	const struct tree_node *n = &s->tree->nodes.at[place];
	bool hidden = n->flags & NODE_HIDDEN;
	if (n->block != place || hidden || n->own_chars < 4 ||
	    n->chars > 2 * MAX_HEADLINE || heads_links(s, place) ||
	    is_other_story(s, place))
		return false;
	if (n->traits & TAG_HEADING)
		return true;
	bool near = place < s->body_end && place + 400 > s->body_start;
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
	if (ret_headline->title.len)
		return;
	ret_headline->title = s.title;
}

/* --- bylines --- */

static bool is_text(const xmlNode *node)
{
	return node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE;
}

static void add_flat(struct buf *b, struct str text)
{
	for (size_t at = 0; at < text.len;) {
		size_t end = at;
		while (end < text.len && (unsigned char)text.at[end] >= ' ')
			end++;
		buf_add_str(b, str_head(str_from(text, at), end - at));
		buf_add_char(b, ' ');
		at = end + 1;
	}
}

/* From `node` on, up to `until`; one line a block, tabs between elements. */
static void gather(const struct tree *tree, const xmlNode *node, const xmlNode *until,
                   struct buf *b)
{
	const xmlNode *root = tree->nodes.at[0].node;
	for (int n = 0;
	     node && node != until && n < BYLINE_NODES && b->len < BYLINE_BYTES; n++) {
		bool skip = false;
		if (is_text(node) && node->content) {
			struct str text = str_of((const char *)node->content);
			add_flat(b, utf8_head(text, 1000));
		} else if (node->type == XML_ELEMENT_NODE) {
			uint32_t traits = tree_traits(tree, node);
			skip = traits & TAG_SKIP || node_is_hidden(node);
			buf_add_char(b, traits & (TAG_BLOCK | TAG_BREAK) ? '\n' : '\t');
		}
		const xmlNode *next = html_next(node, root, skip);
		if (next && next->parent != node)
			buf_add_char(b, '\t');
		node = next;
	}
}

void byline_text(const struct tree *tree, const struct body *body,
                 const struct headline *headline, struct buf *over, struct buf *under)
{
	if (!body->parts.len)
		return;
	const struct tree_node *nodes = tree->nodes.at;
	uint32_t start = body->parts.at[0], end = nodes[*vec_last(&body->parts)].end;
	uint32_t from = start > 40 ? start - 40 : 1;
	if (headline->place)
		from = headline->place;
	const xmlNode *root = nodes[0].node;
	if (from < start)
		gather(tree, nodes[from].node, nodes[start].node, over);
	const xmlNode *last = nodes[*vec_last(&body->parts)].node;
	const xmlNode *stop = end + 60 < tree->nodes.len ? nodes[end + 60].node : NULL;
	gather(tree, html_next(last, root, true), stop, under);
}

/* --- dates in addresses --- */

static size_t digits_at(struct str text)
{
	size_t n = 0;
	while (n < text.len && ascii_is_digit(text.at[n]))
		n++;
	return n;
}

static int number_of(struct str text, size_t from, size_t len)
{
	unsigned long n = 0;
	return str_number(str_head(str_from(text, from), len), 9999, &n) ? (int)n : -1;
}

static bool is_part_mark(char c)
{
	return c == '/' || c == '-' || c == '_';
}

static bool make_date(int year, int month, int day, struct date *ret_date)
{
	if (year < 1995 || year > 2099 || month < 1 || month > 12 || day < 1 ||
	    day > 31)
		return false;
	*ret_date = (struct date){
		.year = year, .month = month, .day = day, .hour = -1, .zone = 480
	};
	return true;
}

/* Month and day behind a year: 0606, 06/06, 6-6. */
static bool month_and_day(int year, struct str rest, struct date *ret_date)
{
	size_t n = digits_at(rest);
	if (n >= 4)
		return make_date(year, number_of(rest, 0, 2), number_of(rest, 2, 2),
		                 ret_date);
	if (n < 1 || n > 2 || rest.len <= n || !is_part_mark(rest.at[n]))
		return false;
	struct str day = str_from(rest, n + 1);
	size_t m = digits_at(day);
	return m >= 1 && m <= 2 &&
	       make_date(year, number_of(rest, 0, n), number_of(day, 0, m), ret_date);
}

static bool date_at(struct str text, size_t n, struct date *ret_date)
{
	if (n < 4)
		return false;
	int year = number_of(text, 0, 4);
	struct str rest = str_from(text, 4);
	if (n == 6 && rest.len > 3 && is_part_mark(rest.at[2]) &&
	    digits_at(str_from(rest, 3)) == 2)
		return make_date(year, number_of(rest, 0, 2), number_of(rest, 3, 2),
		                 ret_date);
	if (n == 4 && rest.len && is_part_mark(rest.at[0]))
		return month_and_day(year, str_from(rest, 1), ret_date);
	return n >= 8 && month_and_day(year, rest, ret_date);
}

bool url_date(struct str url, struct date *ret_date)
{
	for (size_t at = 0; at < url.len;) {
		size_t n = digits_at(str_from(url, at));
		if (date_at(str_from(url, at), n, ret_date))
			return true;
		at += n ? n : 1;
	}
	return false;
}
