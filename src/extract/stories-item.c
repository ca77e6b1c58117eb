/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The item around a story's link: its date, summary, picture, and how often it was
 * read. */
#include "stories-own.h"

#include "general-lines.h"
#include "general-words.h"

#include "baolan/base/ascii.h"
#include "baolan/base/mem.h"
#include "baolan/markup/html.h"
#include "baolan/text/clean.h"
#include "baolan/text/date.h"
#include "baolan/text/utf8.h"

#include <stdio.h>

#define MAX_ITEM_NODES 120 /* of one item, when its text is gathered */
#define LEAST_TITLE 5      /* of another story in the same box */
#define SURE_TITLE 8       /* longer links are no count of comments */

/* --- the item around a link --- */

/* Of a few characters with a number among them: 评论(12). */
static bool is_count_link(const struct tree *tree, uint32_t place)
{
	struct raw_text raw;
	if (tree->nodes.at[place].chars >= SURE_TITLE)
		return false;
	struct str text = raw_text(tree, place, &raw);
	for (size_t i = 0; i < text.len; i++)
		if (ascii_is_digit(text.at[i]))
			return true;
	return is_more_link(text);
}

/* Is there another story's link in the item?  Nobody counts hidden characters. */
static bool is_shared(const struct tree *tree, uint32_t item, uint32_t link)
{
	struct str href = html_attr(tree->nodes.at[link].node, "href");
	for (uint32_t i = item; i < tree->nodes.at[item].end; i++) {
		const struct tree_node *n = &tree->nodes.at[i];
		bool story = n->traits & TAG_LINK &&
		             (n->chars >= LEAST_TITLE || n->flags & NODE_HIDDEN) &&
		             !str_eq(html_attr(n->node, "href"), href);
		if (story && !is_count_link(tree, i))
			return true;
	}
	return false;
}

/* The widest box that is this story's alone. */
static uint32_t item_of(const struct tree *tree, uint32_t link, uint32_t from)
{
	uint32_t at = link;
	for (int level = 0; level < 5; level++) {
		uint32_t parent = tree->nodes.at[at].parent;
		const struct tree_node *p = &tree->nodes.at[parent];
		if (parent < from || parent == at || p->traits & TAG_LIST)
			break;
		if (tree_links_within(tree, parent, p->end) > 5 ||
		    p->end - parent > MAX_ITEM_NODES || is_shared(tree, parent, link))
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

/* What follows the item up to the next link or line. */
static void gather_behind(const struct tree *tree, const xmlNode *item, struct buf *b)
{
	const xmlNode *node = item->next;
	for (int n = 0; node && n < 8; n++, node = node->next) {
		if (node->type == XML_ELEMENT_NODE &&
		    tree_traits(tree, node) & (TAG_LINK | TAG_BREAK | TAG_BLOCK))
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

/* 06-01, 6/1: the two numbers. */
static bool read_month_and_day(struct str text, unsigned long *month,
                               unsigned long *day)
{
	size_t mark = str_find_char(text, '-');
	if (mark == STR_NPOS)
		mark = str_find_char(text, '/');
	return text.len <= 5 && mark != STR_NPOS &&
	       str_number(str_head(text, mark), 12, month) &&
	       str_number(str_from(text, mark + 1), 31, day);
}

/* A day alone is no date elsewhere (2-1 won the match); beside a headline it is. */
static bool find_day(struct str text, int64_t now, struct date *ret_date)
{
	unsigned long month, day;
	char full[32];
	if (!read_month_and_day(text, &month, &day))
		return false;
	snprintf(full, sizeof(full), "%02lu-%02lu 00:00", month, day);
	if (!date_find(str_of(full), now, ret_date))
		return false;
	ret_date->hour = ret_date->minute = ret_date->second = -1;
	return true;
}

static bool find_date(struct str text, int64_t now, struct date *ret_date)
{
	return find_day(text, now, ret_date) ||
	       (is_mostly_date(text, now) && date_find(text, now, ret_date));
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
	if (!story->published.len && find_date(bare, s->now, &date)) {
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

void item_read(const struct stories *s, uint32_t link, uint32_t from,
               struct doc_story_text *story, struct str inner)
{
	uint32_t item = item_of(s->tree, link, from);
	auto_buf outside = BUF_INIT(4096);
	struct str image = STR_NONE;
	gather_outside(s, item, &outside, &image);
	buf_add_char(&outside, '\n');
	gather_behind(s->tree, s->tree->nodes.at[item].node, &outside);
	buf_add_char(&outside, '\n');
	buf_add_str(&outside, inner);
	for (struct str rest = buf_str(&outside); rest.at;)
		take_part(s, story, str_trim_space(str_cut(&rest, '\n')), story->rank);
	if (!story->image.len && image.len)
		story->image = stories_address(s, image);
}
