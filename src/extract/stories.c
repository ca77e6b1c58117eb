/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One story of a list: its link gives the title, the item around the link the
 * rest - date, summary, picture, how often it was read. */
#include "stories.h"

#include "general-lines.h"
#include "general-words.h"

#include "baolan/base/mem.h"
#include "baolan/markup/html.h"
#include "baolan/text/clean.h"
#include "baolan/text/date.h"
#include "baolan/text/url.h"
#include "baolan/text/utf8.h"

#define MAX_ITEMS 200
#define MAX_ITEM_NODES 120 /* of one item, when its text is gathered */
#define MAX_TITLE 120      /* characters */

struct str stories_address(const struct stories *s, struct str href)
{
	href = str_trim(href);
	if (!href.len || href.at[0] == '#' || href.len > 4096)
		return STR_NONE;
	auto_buf url = BUF_INIT(8192);
	if (!url_resolve(s->base, href, s->charset, &url))
		return STR_NONE;
	return arena_str(s->arena, buf_str(&url));
}

/* --- a link's text --- */

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

static bool is_rank_mark(struct str text)
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

struct link_text {
	struct str title, rest; /* in the arena */
	struct str image;
};

/* The first line that is no mere number is the title, what follows belongs to
 * the story: its summary or its date. */
static struct link_text read_link(const struct stories *s, xmlNode *link)
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
			buf_printf(&rest, "%.*s ", STR_ARG(words));
	}
	text.rest = rest.len ? arena_str(s->arena, buf_str(&rest)) : STR_NONE;
	lines_done(&lines);
	return text;
}

/* --- the item around a link --- */

static uint32_t item_of(const struct tree *tree, uint32_t link, uint32_t from)
{
	uint32_t at = link;
	for (int level = 0; level < 5; level++) {
		uint32_t parent = tree->nodes.at[at].parent;
		const struct tree_node *p = &tree->nodes.at[parent];
		if (parent < from || parent == at || p->traits & TAG_LIST)
			break;
		if (tree_links_within(tree, parent, p->end) > 5)
			break;
		at = parent;
		if (p->traits & TAG_ITEM || html_is(p->node, "tr"))
			break;
	}
	return at;
}

static bool is_text(const xmlNode *node)
{
	return node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE;
}

/* Is there another story's link in the item?  (A link to the comments is
 * none.) */
static bool is_shared(const struct tree *tree, uint32_t item, uint32_t link)
{
	struct str href = html_attr(tree->nodes.at[link].node, "href");
	for (uint32_t i = item; i < tree->nodes.at[item].end; i++) {
		const struct tree_node *n = &tree->nodes.at[i];
		if (n->traits & TAG_LINK && n->chars >= 8 &&
		    !str_eq(html_attr(n->node, "href"), href))
			return true;
	}
	return false;
}

/* What follows the link up to the next link or line. */
static void gather_behind(const xmlNode *link, struct buf *b)
{
	const xmlNode *node = link->next;
	for (int n = 0; node && n < 8; n++, node = node->next) {
		if (node->type == XML_ELEMENT_NODE &&
		    tag_traits(node) & (TAG_LINK | TAG_BREAK | TAG_BLOCK))
			return;
		html_text(node, b);
		buf_add_char(b, '\n');
	}
}

/* The item's text outside of links, blocks parted by line ends. */
static void gather_outside(const struct stories *s, uint32_t item, struct buf *b,
                           struct str *ret_image)
{
	const xmlNode *root = s->tree->nodes.at[item].node, *node = root;
	for (int n = 0; node && n < MAX_ITEM_NODES && b->len < 2000; n++) {
		bool skip = false;
		if (is_text(node) && node->content) {
			clean_add_collapsed(
			        b, utf8_head(str_of((const char *)node->content), 900));
		} else if (node->type == XML_ELEMENT_NODE) {
			uint32_t traits = tree_traits(s->tree, node);
			skip = traits & (TAG_SKIP | TAG_LINK);
			if (traits & TAG_IMAGE && !ret_image->len)
				*ret_image = image_source(node);
			buf_add_char(b, '\n');
		}
		const xmlNode *next = html_next(node, root, skip);
		if (next && next->parent != node)
			buf_add_char(b, '\n');
		node = next;
	}
}

/* 1234, (1234), 1.2万, 1234人, 热度 1234 */
static bool is_heat(struct str text)
{
	size_t digits = 0;
	for (size_t i = 0; i < text.len; i++)
		digits += text.at[i] >= '0' && text.at[i] <= '9';
	static const char *const no_heat[] = { ":",  "：", "/", "年",   "月",
		                               "日", "-",  "%", "http", NULL };
	return digits > 0 && utf8_count(text) <= 10 && !has_word(text, no_heat);
}

static bool is_source_label(struct str text)
{
	return str_starts(text, STR("来源")) || str_starts(text, STR("來源"));
}

static struct str behind_colon(struct str text)
{
	size_t wide = str_find(text, STR("：")), plain = str_find_char(text, ':');
	if (wide != STR_NPOS)
		return trim_marks(str_from(text, wide + 3));
	return plain != STR_NPOS ? trim_marks(str_from(text, plain + 1)) : STR_NONE;
}

/* 昨天 within a summary dates nothing. */
static bool is_mostly_date(struct str text, int64_t now)
{
	return text.len < 90 && date_span(text, now).len * 3 >= text.len;
}

static void take_part(const struct stories *s, struct doc_story_text *story,
                      struct str part, uint32_t rank)
{
	struct str bare = trim_marks(part);
	struct date date;
	unsigned long number;
	bool is_own_rank = str_number(bare, 999, &number) && number == rank;
	if (!bare.len || is_own_rank || is_more_link(bare))
		return;
	if (!story->published.len && is_mostly_date(bare, s->now) &&
	    date_find(bare, s->now, &date)) {
		char text[DATE_TEXT_SIZE];
		date_format(&date, text);
		story->published = arena_str(s->arena, str_of(text));
	} else if (is_source_label(bare)) {
		story->source = arena_str(s->arena, behind_colon(bare));
	} else if (!story->heat.len && is_heat(bare)) {
		story->heat = arena_str(s->arena, bare);
	} else if (utf8_count(part) >= 16 && part.len > story->summary.len) {
		story->summary = arena_str(s->arena, part);
	}
}

static void read_item(const struct stories *s, uint32_t link, uint32_t item,
                      struct doc_story_text *story, struct str inner)
{
	auto_buf outside = BUF_INIT(4096);
	struct str image = STR_NONE;
	if (is_shared(s->tree, item, link))
		gather_behind(s->tree->nodes.at[link].node, &outside);
	else
		gather_outside(s, item, &outside, &image);
	buf_add_char(&outside, '\n');
	buf_add_str(&outside, inner);
	for (struct str rest = buf_str(&outside); rest.at;)
		take_part(s, story, str_trim_space(str_cut(&rest, '\n')), story->rank);
	if (!story->image.len && image.len)
		story->image = stories_address(s, image);
}

/* --- lists --- */

static struct doc_story_text *known_story(struct story_list *list, struct str url)
{
	size_t back = MIN(list->items.len, 8); /* a story's links stand together */
	for (size_t i = list->items.len - back; i < list->items.len; i++)
		if (str_eq(list->items.at[i].url, url))
			return &list->items.at[i];
	return NULL;
}

static bool is_title(struct str text)
{
	size_t count = utf8_count(text);
	return count >= 4 && count <= MAX_TITLE && !is_more_link(text) &&
	       !is_next_page(text);
}

static void join_link(struct doc_story_text *story, struct link_text text)
{
	if (!text.title.len || str_eq(text.title, story->title))
		return;
	if (!is_title(story->title))
		story->title = text.title;
	else if (utf8_count(text.title) > 24 && !story->summary.len &&
	         !is_more_link(text.title))
		story->summary = text.title;
}

static void add_link(const struct stories *s, uint32_t place, uint32_t from,
                     struct story_list *list)
{
	xmlNode *link = s->tree->nodes.at[place].node;
	struct str url = stories_address(s, html_attr(link, "href"));
	if (!url.len)
		return;
	struct link_text text = read_link(s, link);
	text.title = uncut(text.title, link);
	struct doc_story_text *known = known_story(list, url);
	if (known) {
		join_link(known, text);
		if (!known->image.len && text.image.len)
			known->image = stories_address(s, text.image);
		return;
	}
	if (!is_title(text.title) && !text.image.len)
		return;
	struct doc_story_text *story = vec_push(&list->items);
	story->title = arena_str(s->arena, text.title);
	story->url = url;
	story->rank = (uint32_t)list->items.len;
	if (text.image.len)
		story->image = stories_address(s, text.image);
	read_item(s, place, item_of(s->tree, place, from), story, text.rest);
}

static void drop_untitled(struct story_list *list)
{
	size_t kept = 0;
	vec_each (story, &list->items) {
		if (!is_title(story->title))
			continue;
		struct doc_story_text copy = *story;
		copy.rank = (uint32_t)kept + 1;
		list->items.at[kept++] = copy;
	}
	list->items.len = kept;
}

void stories_within(const struct stories *s, uint32_t from, uint32_t end,
                    struct story_list *list)
{
	for (uint32_t i = from; i < end && list->items.len < MAX_ITEMS; i++) {
		const struct tree_node *n = &s->tree->nodes.at[i];
		if (n->traits & TAG_LINK && n->chars < 1000)
			add_link(s, i, from, list);
	}
	drop_untitled(list);
}

void story_lists_done(struct story_lists *lists)
{
	vec_each (list, &lists->list)
		vec_done(&list->items);
	vec_done(&lists->list);
}

void story_list_write(const struct story_list *list, struct str own_url,
                      struct doc_builder *b)
{
	doc_begin_list(b, list->kind, list->period, list->name);
	vec_each (story, &list->items) {
		struct doc_story_text copy = *story;
		if (list->kind == LIST_RELATED && str_eq(copy.url, own_url))
			continue;
		if (list->kind != LIST_RANKING)
			copy.rank = 0;
		doc_add_story(b, &copy);
	}
	doc_end_list(b);
}
