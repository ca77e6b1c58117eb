/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A walk with explicit entering and leaving keeps the style, list and quote
 * that text stands in.  White space is collapsed as the text comes: a run waits
 * until the next character shows whether it parts anything. */
#include "general-lines.h"

#include "general-words.h"

#include "baolan/base/mem.h"
#include "baolan/markup/html.h"
#include "baolan/text/lanes.h"
#include "baolan/text/utf8.h"

#include <stdlib.h>

struct list_place {
	const xmlNode *list;
	uint32_t ordinal; /* 0: bullets */
};

struct writer {
	struct lines *out;
	const struct tree *tree;
	lines_skip_fn *skip;
	void *skip_data;

	/* where the walk is */
	int strong, em, code; /* depths */
	uint8_t heading;
	int quote;
	struct str href;
	const xmlNode *link, *pre, *table, *prose_pre, *block;
	VEC(struct list_place) lists;
	bool item_waits; /* the next line starts a list item */
	uint32_t column; /* of the data table */
	bool in_cell;

	/* the line being written */
	bool open;
	struct line line;
	bool last_wide; /* the last character is Han or its punctuation */
	bool last_ends; /* it ends a sentence */

	/* the white space that waits */
	bool space, newline;
	unsigned breaks;   /* <br> */
	unsigned indent;   /* full-width or no-break blanks since the last break */
	unsigned newlines; /* in a text set with <pre> */

	VEC(const xmlNode *) images; /* met within a line, to stand behind it */
};

void lines_init(struct lines *lines)
{
	*lines = (struct lines){ .text = BUF_INIT(BUF_MAX_TEXT) };
}

void lines_done(struct lines *lines)
{
	vec_done(&lines->list);
	vec_done(&lines->spans);
	buf_done(&lines->text);
}

struct str line_text(const struct lines *lines, const struct line *line)
{
	return str_head(str_from(buf_str(&lines->text), line->at), line->len);
}

/* --- pictures --- */

/* Where scripts of lazy loading keep the true address, best first. */
static const char *const lazy_attributes[] = {
	"data-src",          "data-original", "data-lazy-src", "data-lazyload",
	"data-actualsrc",    "data-echo",     "data-url",      "data-img",
	"data-original-src", "lazy-src",      "lazysrc",       "_src",
	"original",          "zoomfile",      "file",          "data-srcset-src",
	"data-full-src",
};

static const char *const no_pictures[] = {
	"blank.",      "spacer",      "pixel",   "loading", "grey.gif", "gray.gif",
	"transparent", "placeholder", "1x1",     "/icon",   "icon_",    "logo",
	"emoji",       "/face/",      "smilies", "avatar",  "qrcode",   "erweima",
	"ewm",         "space.gif",   "dot.gif", "arrow",   "btn_",     "button",
	"/ico",        "share",       "weixin",  "end_",    "ad.gif",   "counter",
	"stat.",       NULL,
};

static bool is_tiny(const xmlNode *image)
{
	static const char *const sides[] = { "width", "height" };
	for (size_t i = 0; i < ARRAY_SIZE(sides); i++) {
		struct str size = html_attr(image, sides[i]);
		size_t digits = 0;
		while (digits < size.len && size.at[digits] >= '0' &&
		       size.at[digits] <= '9')
			digits++;
		unsigned long pixels;
		bool whole =
		        digits == size.len || str_eq(str_from(size, digits), STR("px"));
		if (whole && str_number(str_head(size, digits), 100000, &pixels) &&
		    pixels < 60)
			return true;
	}
	return false;
}

static bool may_be_address(struct str src)
{
	return src.len > 4 && src.len < 2048 && !str_starts_nocase(src, STR("data:")) &&
	       (str_has(src, STR(".")) || str_has(src, STR("/")));
}

struct str image_source(const xmlNode *image)
{
	if (is_tiny(image))
		return STR_NONE;
	struct str src = STR_NONE;
	for (size_t i = 0; i < ARRAY_SIZE(lazy_attributes) && !src.len; i++) {
		struct str lazy = str_trim(html_attr(image, lazy_attributes[i]));
		if (may_be_address(lazy))
			src = lazy;
	}
	if (!src.len)
		src = str_trim(html_attr(image, "src"));
	if (!may_be_address(src))
		return STR_NONE;
	size_t slash = str_find_last_char(src, '/');
	struct str name =
	        str_from(src, slash == STR_NPOS || slash < 12 ? 0 : slash - 12);
	return has_word(name, no_pictures) ? STR_NONE : src;
}

/* --- writing --- */

static struct line *add_line(struct writer *w, struct line line)
{
	struct line *added = vec_push(&w->out->list);
	*added = line;
	added->block.quote = (uint8_t)MIN(w->quote, 9);
	return added;
}

static void add_image(struct writer *w, const xmlNode *image)
{
	struct str src = image_source(image);
	if (!src.len)
		return;
	struct str alt = html_attr(image, "alt");
	add_line(w, (struct line){
	                    .block.type = BLOCK_IMAGE,
	                    .first_span = (uint32_t)w->out->spans.len,
	                    .at = (uint32_t)w->out->text.len,
	                    .src = src,
	                    .alt = alt.len < 400 ? alt : STR_NONE,
	                    .node = image,
	            });
}

static void forget_space(struct writer *w)
{
	w->space = w->newline = false;
	w->breaks = w->indent = w->newlines = 0;
}

static struct doc_block kind_of_line(const struct writer *w)
{
	if (w->in_cell)
		return (struct doc_block){ .type = BLOCK_CELL, .number = w->column };
	if (w->pre && !w->prose_pre)
		return (struct doc_block){ .type = BLOCK_PRE };
	if (w->heading)
		return (struct doc_block){ .type = BLOCK_HEADING, .level = w->heading };
	if (w->item_waits && w->lists.len) {
		size_t depth = MIN(w->lists.len, 9);
		return (struct doc_block){ .type = BLOCK_ITEM,
			                   .level = (uint8_t)depth,
			                   .number = vec_last(&w->lists)->ordinal };
	}
	return (struct doc_block){ .type = BLOCK_PARAGRAPH };
}

static void open_line(struct writer *w)
{
	w->line = (struct line){
		.block = kind_of_line(w),
		.first_span = (uint32_t)w->out->spans.len,
		.at = (uint32_t)w->out->text.len,
		.node = w->block,
	};
	w->open = true;
	w->last_wide = w->last_ends = false;
	if (w->line.block.type == BLOCK_ITEM)
		w->item_waits = false;
}

static void close_line(struct writer *w)
{
	forget_space(w);
	if (w->open) {
		w->line.n_spans = (uint32_t)w->out->spans.len - w->line.first_span;
		w->line.len = (uint32_t)w->out->text.len - w->line.at;
		w->line.caption = html_is(w->line.node, "figcaption") ||
		                  container_words(html_attr(w->line.node, "class")) &
		                          WORDS_CAPTION;
		if (w->line.chars || w->line.block.type == BLOCK_CELL)
			add_line(w, w->line);
		w->open = false;
	}
	vec_each (image, &w->images)
		add_image(w, *image);
	vec_clear(&w->images);
}

static uint32_t style_now(const struct writer *w)
{
	return (w->strong ? SPAN_STRONG : 0) | (w->em ? SPAN_EM : 0) |
	       (w->code ? SPAN_CODE : 0) | (w->href.len ? SPAN_LINK : 0);
}

static struct line_span *span_now(struct writer *w)
{
	uint32_t style = style_now(w);
	bool has_span = w->out->spans.len > w->line.first_span;
	struct line_span *last = has_span ? vec_last(&w->out->spans) : NULL;
	if (last && last->style == style && last->href.at == w->href.at)
		return last;
	last = vec_push(&w->out->spans);
	*last = (struct line_span){ .style = style,
		                    .at = (uint32_t)w->out->text.len,
		                    .href = w->href };
	return last;
}

static void put(struct writer *w, struct str bytes)
{
	struct line_span *span = span_now(w);
	if (buf_add_str(&w->out->text, bytes))
		span->len += (uint32_t)bytes.len;
}

static bool breaks_paragraph(const struct writer *w)
{
	if (w->in_cell || (w->pre && !w->prose_pre))
		return false;
	if (w->breaks > 1 || w->newlines > 1)
		return true;
	if (w->breaks || w->newlines || w->newline)
		return w->indent >= 2 || (w->breaks && w->last_ends);
	return w->indent >= 2 && w->last_ends;
}

/* The next character is `wide`: Han, or punctuation of Han text. */
static void settle_space(struct writer *w, bool wide)
{
	if (w->open && breaks_paragraph(w))
		close_line(w);
	if (!w->open) {
		forget_space(w);
		open_line(w);
		return;
	}
	bool joined = w->newline && w->last_wide && wide;
	if (w->breaks && w->line.chars)
		put(w, w->in_cell ? STR(" ") : STR("\n"));
	else if ((w->newline || w->space) && !joined)
		put(w, STR(" "));
	forget_space(w);
}

static bool is_wide_text(uint32_t c)
{
	return utf8_is_han(c) || (c >= 0x3001 && c <= 0x303F) ||
	       (c >= 0xFF01 && c <= 0xFF60);
}

static bool ends_sentence(uint32_t c)
{
	static const uint32_t ends[] = { 0x3002, 0xFF01, 0xFF1F, 0x201D, 0x300D,
		                         '.',    '!',    '?',    0xFF1B, 0xFF09,
		                         ')',    0xFF1A, 0x2026, ':' };
	for (size_t i = 0; i < ARRAY_SIZE(ends); i++)
		if (c == ends[i])
			return true;
	return false;
}

static void note_space(struct writer *w, uint32_t c)
{
	if (c == '\n') {
		w->newline = true;
		w->newlines += w->prose_pre != NULL;
		w->indent = 0;
		return;
	}
	w->space = true;
	if (c == 0x3000 || c == 0xA0 || (c == ' ' && w->prose_pre))
		w->indent++;
}

static size_t space_at(struct str s, uint32_t *ret_char)
{
	unsigned char first = (unsigned char)s.at[0];
	if (first > ' ' && first < 0x80)
		return 0;
	size_t len = utf8_next(s, ret_char);
	return *ret_char <= ' ' || utf8_is_space(*ret_char) ? len : 0;
}

/* The lanes where a character of white space may start; reads two bytes more. */
static lanes space_lanes(const char *at)
{
	lanes c = lanes_at(at), c1 = lanes_at(at + 1), c2 = lanes_at(at + 2);
	lanes general = lanes_are(c, 0xE2) & lanes_are(c1, 0x80);
	return ~lanes_from(c, ' ' + 1) | (lanes_are(c, 0xC2) & ~lanes_from(c1, 0xA1)) |
	       (lanes_are(c, 0xE1) & lanes_are(c1, 0x9A)) |
	       (general & (~lanes_from(c2, 0x8C) | lanes_within(c2, 0xA8, 0xAF))) |
	       (lanes_are(c, 0xE2) & lanes_are(c1, 0x81)) |
	       (lanes_are(c, 0xE3) & lanes_are(c1, 0x80) & lanes_are(c2, 0x80)) |
	       (lanes_are(c, 0xEF) & lanes_are(c1, 0xBB));
}

/* How far from `from` on, in blocks, there is no white space; adds the characters
 * that start there to *count. */
static size_t skip_visible(struct str s, size_t from, uint32_t *count)
{
	struct lanes_count starts = { 0 };
	size_t i = from;
	while (i + LANES + 2 <= s.len && !lanes_any(space_lanes(s.at + i))) {
		lanes_add(&starts, ~lanes_trail(lanes_at(s.at + i)));
		i += LANES;
	}
	if (i == from)
		return from;
	while (i < s.len && ((unsigned char)s.at[i] & 0xC0) == 0x80)
		i++;
	lanes_settle(&starts);
	*count += (uint32_t)starts.total;
	return i;
}

/* The run of visible characters at the start of s, which has one. */
static struct str word_at(struct str s, uint32_t *ret_first, uint32_t *ret_last,
                          uint32_t *ret_count)
{
	uint32_t c, count = 0;
	size_t i = skip_visible(s, 0, &count), next = i + LANES;
	while (i < s.len) {
		size_t len = utf8_next(str_from(s, i), &c);
		if (c <= ' ' || utf8_is_space(c))
			break;
		count++;
		i += len;
		if (i < next)
			continue;
		i = skip_visible(s, i, &count);
		next = i + LANES;
	}
	struct str word = str_head(s, i);
	utf8_next(word, ret_first);
	utf8_previous(word, ret_last);
	*ret_count = count;
	return word;
}

static void count_word(struct writer *w, uint32_t count)
{
	w->line.chars += count;
	if (w->href.len)
		w->line.link_chars += count;
	if (w->strong)
		w->line.strong_chars += count;
}

static void add_collapsed(struct writer *w, struct str text)
{
	while (text.len) {
		uint32_t c, last = 0, count = 0;
		size_t space = space_at(text, &c);
		if (space) {
			note_space(w, c);
			text = str_from(text, space);
			continue;
		}
		struct str word = word_at(text, &c, &last, &count);
		settle_space(w, is_wide_text(c));
		put(w, word);
		count_word(w, count);
		w->last_wide = is_wide_text(last);
		w->last_ends = ends_sentence(last);
		text = str_from(text, word.len);
	}
}

static void add_preformatted(struct writer *w, struct str text)
{
	if (!w->open)
		open_line(w);
	put(w, text);
	count_word(w, (uint32_t)str_trim(text).len);
}

static void add_text(struct writer *w, const xmlNode *node)
{
	if (!node->content)
		return;
	struct str text = str_of((const char *)node->content);
	if (w->pre && !w->prose_pre && !w->in_cell)
		add_preformatted(w, text);
	else
		add_collapsed(w, text);
}

/* --- tables --- */

struct table_shape {
	uint32_t rows, full_rows, columns, cells;
};

/* Stops at a nested table, so all tables of a page together cost one walk. */
static bool measure_table(const xmlNode *table, struct table_shape *shape)
{
	uint32_t in_row = 0;
	const xmlNode *node = html_next(table, table, false);
	for (; node; node = html_next(node, table, false)) {
		if (node->type != XML_ELEMENT_NODE)
			continue;
		uint32_t traits = tag_traits(node);
		if (traits & TAG_TABLE)
			return false;
		if (html_is(node, "tr")) {
			shape->rows++;
			in_row = 0;
		} else if (traits & TAG_CELL) {
			shape->cells++;
			in_row++;
			shape->full_rows += in_row == 2;
			shape->columns = MAX(shape->columns, in_row);
		}
	}
	return true;
}

static bool is_data_table(const struct writer *w, const xmlNode *table)
{
	struct table_shape shape = { 0 };
	if (w->table || !measure_table(table, &shape))
		return false;
	const struct tree_node *n = &w->tree->nodes.at[tree_place(table)];
	return shape.rows >= 2 && shape.columns >= 2 && shape.columns <= 40 &&
	       shape.full_rows * 10 >= shape.rows * 6 && n->chars > 0 &&
	       n->chars / shape.cells < 50 && tree_link_density(n) < 0.5;
}

static void begin_table(struct writer *w, const xmlNode *table)
{
	struct table_shape shape = { 0 };
	measure_table(table, &shape);
	w->table = table;
	add_line(w, (struct line){
	                    .block = { .type = BLOCK_TABLE, .number = shape.columns },
	                    .first_span = (uint32_t)w->out->spans.len,
	                    .at = (uint32_t)w->out->text.len,
	                    .node = table });
}

static void begin_cell(struct writer *w, const xmlNode *cell)
{
	w->in_cell = true;
	open_line(w);
	w->line.block.level = html_is(cell, "th");
}

static void end_cell(struct writer *w)
{
	close_line(w);
	w->in_cell = false;
	w->column++;
}

/* --- entering and leaving elements --- */

static bool is_bold_by_style(const xmlNode *node)
{
	struct str style = html_attr(node, "style");
	size_t at = style.len ? str_find(style, STR("font-weight")) : STR_NPOS;
	if (at == STR_NPOS)
		return false;
	struct str value = str_trim(str_from(style, at + 11));
	if (str_starts(value, STR(":")))
		value = str_trim(str_from(value, 1));
	return str_starts_nocase(value, STR("bold")) || str_starts(value, STR("600")) ||
	       str_starts(value, STR("700")) || str_starts(value, STR("800"));
}

static bool may_follow(struct str href)
{
	return href.len && href.at[0] != '#' &&
	       !str_starts_nocase(href, STR("javascript:"));
}

static bool is_prose(const struct writer *w, const xmlNode *pre)
{
	const struct tree_node *n = &w->tree->nodes.at[tree_place(pre)];
	return n->chars > 200 && n->marks * 60 > n->chars;
}

static void change_inline(struct writer *w, const xmlNode *node, uint32_t traits,
                          int step)
{
	if (traits & TAG_STRONG || (node->properties && is_bold_by_style(node)))
		w->strong += step;
	if (traits & TAG_EM)
		w->em += step;
	if (traits & TAG_CODE)
		w->code += step;
}

static void enter_list(struct writer *w, const xmlNode *list)
{
	*vec_push(&w->lists) = (struct list_place){ .list = list };
}

static void enter_item(struct writer *w, const xmlNode *item)
{
	w->item_waits = true;
	if (w->lists.len && html_is(vec_last(&w->lists)->list, "ol") &&
	    html_is(item, "li"))
		vec_last(&w->lists)->ordinal++;
}

static void enter_pre(struct writer *w, const xmlNode *pre)
{
	if (w->pre)
		return;
	w->pre = pre;
	if (is_prose(w, pre))
		w->prose_pre = pre;
}

static void enter_block(struct writer *w, const xmlNode *node, uint32_t traits)
{
	if (w->in_cell) { /* blocks within a cell of data only part words */
		w->space = true;
		return;
	}
	close_line(w);
	w->block = node;
	if (traits & TAG_HEADING)
		w->heading = (uint8_t)(node->name[1] - '0');
	if (traits & TAG_QUOTE)
		w->quote++;
	if (traits & TAG_LIST)
		enter_list(w, node);
	if (traits & TAG_ITEM)
		enter_item(w, node);
	if (html_is(node, "pre"))
		enter_pre(w, node);
	if (html_is(node, "tr"))
		w->column = 0;
	if (w->table && traits & TAG_CELL)
		begin_cell(w, node);
	else if (traits & TAG_TABLE && is_data_table(w, node))
		begin_table(w, node);
}

static void leave_block(struct writer *w, const xmlNode *node, uint32_t traits)
{
	if (w->in_cell && !(traits & TAG_CELL)) {
		w->space = true;
		return;
	}
	if (w->in_cell)
		end_cell(w);
	close_line(w);
	w->block = node->parent;
	if (traits & TAG_HEADING)
		w->heading = 0;
	if (traits & TAG_QUOTE)
		w->quote--;
	if (traits & TAG_LIST && w->lists.len && vec_last(&w->lists)->list == node)
		w->lists.len--;
	if (traits & TAG_ITEM)
		w->item_waits = false;
	if (w->prose_pre == node)
		w->prose_pre = NULL;
	if (w->pre == node)
		w->pre = NULL;
	if (w->table == node)
		w->table = NULL;
}

static void enter_link(struct writer *w, const xmlNode *link)
{
	struct str href = str_trim(html_attr(link, "href"));
	if (w->link || !may_follow(href))
		return;
	w->link = link;
	w->href = href;
}

static void leave_link(struct writer *w, const xmlNode *link)
{
	if (w->link != link)
		return;
	w->link = NULL;
	w->href = STR_NONE;
}

static void meet_image(struct writer *w, const xmlNode *image)
{
	if (w->in_cell)
		return;
	if (w->open)
		*vec_push(&w->images) = image;
	else
		add_image(w, image);
}

static void enter_element(struct writer *w, const xmlNode *node, uint32_t traits)
{
	if (traits & TAG_BREAK) {
		w->breaks++;
		w->indent = 0;
	} else if (traits & TAG_IMAGE) {
		meet_image(w, node);
	} else if (traits & TAG_BLOCK) {
		enter_block(w, node, traits);
	}
	if (traits & TAG_LINK)
		enter_link(w, node);
	change_inline(w, node, traits, 1);
	if (html_is(node, "hr"))
		add_line(w, (struct line){ .block.type = BLOCK_RULE, .node = node });
}

static void leave_element(struct writer *w, const xmlNode *node, uint32_t traits)
{
	change_inline(w, node, traits, -1);
	if (traits & TAG_LINK)
		leave_link(w, node);
	if (traits & TAG_BLOCK)
		leave_block(w, node, traits);
}

static bool is_text(const xmlNode *node)
{
	return node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE;
}

/* True when the walk is to go on below the node. */
static bool visit(struct writer *w, xmlNode *node)
{
	if (is_text(node)) {
		add_text(w, node);
		return false;
	}
	if (node->type != XML_ELEMENT_NODE)
		return false;
	uint32_t traits = tree_traits(w->tree, node);
	if (traits & TAG_SKIP || w->skip(w->skip_data, node))
		return false;
	enter_element(w, node, traits);
	if (node->children)
		return true;
	leave_element(w, node, traits);
	return false;
}

void lines_add(struct lines *lines, const struct tree *tree, xmlNode *root,
               lines_skip_fn *skip, void *data)
{
	struct writer w = { .out = lines,
		            .tree = tree,
		            .skip = skip,
		            .skip_data = data,
		            .block = root };
	buf_expect(&lines->text, (size_t)tree->nodes.at[tree_place(root)].chars * 3);
	for (xmlNode *node = root; node;) {
		if (visit(&w, node)) {
			node = node->children;
			continue;
		}
		while (node != root && !node->next) {
			node = node->parent;
			leave_element(&w, node, tree_traits(tree, node));
		}
		node = node == root ? NULL : node->next;
	}
	close_line(&w);
	vec_done(&w.lists);
	vec_done(&w.images);
}
