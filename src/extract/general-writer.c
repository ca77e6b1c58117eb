/* SPDX-License-Identifier: GPL-3.0-or-later */
/* White space is collapsed as the text comes: a run waits until the next
 * character shows whether it parts anything. */
#include "general-writer.h"

#include "general-words.h"

#include "baolan/base/mem.h"
#include "baolan/markup/html.h"
#include "baolan/text/lanes.h"
#include "baolan/text/utf8.h"

struct line *writer_add_line(struct writer *w, struct line line)
{
	struct line *added = vec_push(&w->out->list);
	*added = line;
	added->block.quote = (uint8_t)MIN(w->quote, 9);
	return added;
}

void writer_add_image(struct writer *w, const xmlNode *image)
{
	struct str src = image_source(image);
	if (!src.len)
		return;
	struct str alt = html_attr(image, "alt");
	writer_add_line(w, (struct line){
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

void writer_open_line(struct writer *w)
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

/* <figcaption><p>…: the paragraph is the caption too. */
static bool is_in_caption(const xmlNode *node)
{
	return html_is(node, "figcaption") ||
	       (node->parent && html_is(node->parent, "figcaption"));
}

void writer_close_line(struct writer *w)
{
	forget_space(w);
	if (w->open) {
		w->line.n_spans = (uint32_t)w->out->spans.len - w->line.first_span;
		w->line.len = (uint32_t)w->out->text.len - w->line.at;
		w->line.caption = is_in_caption(w->line.node) ||
		                  container_words(html_attr(w->line.node, "class")) &
		                          WORDS_CAPTION;
		if (w->line.chars || w->line.block.type == BLOCK_CELL)
			writer_add_line(w, w->line);
		w->open = false;
	}
	vec_each (image, &w->images)
		writer_add_image(w, *image);
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

/* A heading set bold and ended by <br>, with the text right behind it. */
static bool is_bold_line(const struct writer *w)
{
	return !w->strong && !w->in_cell && !w->pre && w->line.chars >= 2 &&
	       w->line.chars <= 40 && w->line.strong_chars == w->line.chars;
}

/* The next character is `wide`: Han, or punctuation of Han text. */
static void settle_space(struct writer *w, bool wide)
{
	if (w->open && breaks_paragraph(w))
		writer_close_line(w);
	if (!w->open) {
		forget_space(w);
		writer_open_line(w);
		return;
	}
	if (w->breaks && is_bold_line(w)) {
		writer_close_line(w);
		writer_open_line(w);
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
		writer_open_line(w);
	put(w, text);
	count_word(w, (uint32_t)str_trim(text).len);
}

void writer_add_text(struct writer *w, const xmlNode *node)
{
	if (!node->content)
		return;
	struct str text = str_of((const char *)node->content);
	if (w->pre && !w->prose_pre && !w->in_cell)
		add_preformatted(w, text);
	else
		add_collapsed(w, text);
}
