/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The blocks of an article, one function a kind. */
#include "maker.h"

#include "baolan/base/mem.h"
#include "baolan/text/width.h"

enum { MAX_BARS = 4, NARROW = 40, TINY = 12, MAX_RULE = 24 };

/* --- spans --- */

static bool same_url(const struct doc *doc, const struct doc_span *a,
                     const struct doc_span *b)
{
	return str_eq(doc_str(doc, a->url), doc_str(doc, b->url));
}

/* Spans of one link stand side by side when part of it is in bold. */
static bool begins_link(const struct doc *doc, const struct doc_span *spans, uint32_t i)
{
	return spans[i].url.at && (!i || !same_url(doc, &spans[i - 1], &spans[i]));
}

static bool ends_link(const struct doc *doc, const struct doc_span *spans, uint32_t n,
                      uint32_t i)
{
	return spans[i].url.at &&
	       (i + 1 == n || !same_url(doc, &spans[i], &spans[i + 1]));
}

static uint32_t links_in(const struct doc *doc, const struct doc_block *block)
{
	uint32_t sum = 0;
	const struct doc_span *spans = doc_spans(doc, block);
	for (uint32_t i = 0; i < block->n_spans; i++)
		sum += begins_link(doc, spans, i);
	return sum;
}

uint32_t count_links(const struct doc *doc)
{
	uint32_t n, sum = 0;
	const struct doc_block *blocks = doc_blocks(doc, &n);
	for (uint32_t i = 0; i < n; i++)
		sum += links_in(doc, &blocks[i]);
	return sum;
}

static uint8_t style_of(const struct doc_span *span, uint8_t plain_style)
{
	static const struct {
		uint32_t bit;
		uint8_t style;
	} styles[] = { { SPAN_LINK, LAYOUT_LINK },
		       { SPAN_CODE, LAYOUT_CODE },
		       { SPAN_STRONG, LAYOUT_STRONG },
		       { SPAN_EM, LAYOUT_EM } };
	for (size_t i = 0; i < ARRAY_SIZE(styles); i++)
		if (span->style & styles[i].bit)
			return styles[i].style;
	return plain_style;
}

static uint32_t link_target(struct maker *m, struct str url)
{
	return m->o.link_numbers ? new_numbered(m, TARGET_LINK, url)
	                         : new_target(m, TARGET_LINK, url);
}

static void add_link_number(struct maker *m, uint32_t target)
{
	if (m->o.link_numbers)
		para_add_glued(m, made(m, "[%u]", m->targets.at[target].number),
		               LAYOUT_DIM, target);
}

void add_spans(struct maker *m, const struct doc_block *block, uint8_t plain_style)
{
	const struct doc_span *spans = doc_spans(m->doc, block);
	uint32_t target = LAYOUT_NO_TARGET;
	for (uint32_t i = 0; i < block->n_spans; i++) {
		if (begins_link(m->doc, spans, i))
			target = link_target(m, doc_str(m->doc, spans[i].url));
		else if (!spans[i].url.at)
			target = LAYOUT_NO_TARGET;
		para_add(m, doc_str(m->doc, spans[i].text),
		         style_of(&spans[i], plain_style), target);
		if (ends_link(m->doc, spans, block->n_spans, i))
			add_link_number(m, target);
	}
}

/* --- the kinds of blocks --- */

static int left_edge(const struct maker *m)
{
	return 2 * m->bars;
}

/* Two ems, or one where lines are short; none where they are shorter still. */
static int indent_for(const struct maker *m, int cells)
{
	static const int asked[] = { [LAYOUT_INDENT_NONE] = 0,
		                     [LAYOUT_INDENT_ONE] = 2,
		                     [LAYOUT_INDENT_TWO] = 4 };
	if (m->o.indent != LAYOUT_INDENT_AUTO)
		return asked[m->o.indent];
	if (cells < TINY)
		return 0;
	return cells < NARROW || m->bars ? 2 : 4;
}

static void put_paragraph(struct maker *m, const struct doc_block *block)
{
	int cells = m->limit - left_edge(m);
	para_begin(m);
	add_spans(m, block, m->bars ? LAYOUT_QUOTE : LAYOUT_TEXT);
	struct para p = para_end(m);
	put_para(m, &p,
	         &(struct frame){ .left = left_edge(m),
	                          .cells = cells,
	                          .first = indent_for(m, cells),
	                          .running = true });
}

static void put_heading(struct maker *m, const struct doc_block *block)
{
	para_begin(m);
	add_spans(m, block, LAYOUT_HEADING);
	struct para p = para_end(m);
	put_para(m, &p,
	         &(struct frame){ .left = left_edge(m),
	                          .cells = m->limit - left_edge(m),
	                          .headline = true });
}

static struct str marker(struct maker *m, const struct doc_block *item)
{
	static const char *const bullets[] = { "*", "-", "+" };
	if (item->number)
		return made(m, "%u.", item->number);
	return str_of(bullets[(item->level - 1) % ARRAY_SIZE(bullets)]);
}

static void put_item(struct maker *m, const struct doc_block *item)
{
	int depth = MIN(item->level, MAX_DEPTH);
	struct str mark = marker(m, item);
	int mark_cells = MAX(m->body.marker_cells[depth], (int)mark.len + 1),
	    before = 0;
	for (int d = 1; d < depth; d++)
		before += MAX(m->body.marker_cells[d], 2);
	int left = left_edge(m) + before;
	if (m->limit - left - mark_cells < TINY)
		left = left_edge(m);
	para_begin(m);
	add_spans(m, item, m->bars ? LAYOUT_QUOTE : LAYOUT_TEXT);
	struct para p = para_end(m);
	put_para(m, &p,
	         &(struct frame){ .left = left,
	                          .cells = m->limit - left,
	                          .first = mark_cells,
	                          .rest = mark_cells,
	                          .running = true,
	                          .mark = mark,
	                          .mark_at = mark_cells - 1 - (int)mark.len,
	                          .mark_style = LAYOUT_DIM,
	                          .mark_target = LAYOUT_NO_TARGET });
}

/* "[图 1] caption", all of it the picture's place. */
static void put_image(struct maker *m, const struct doc_block *block)
{
	uint32_t target = new_target(m, TARGET_IMAGE, doc_str(m->doc, block->url));
	para_begin(m);
	para_add_made(m, made(m, "[%s %u]", m->o.words->image, ++m->images),
	              LAYOUT_CAPTION, target);
	if (block->n_spans || block->alt.len)
		para_add_made(m, STR(" "), LAYOUT_CAPTION, target);
	const struct doc_span *spans = doc_spans(m->doc, block);
	for (uint32_t i = 0; i < block->n_spans; i++)
		para_add(m, doc_str(m->doc, spans[i].text), LAYOUT_CAPTION, target);
	if (!block->n_spans)
		para_add(m, doc_str(m->doc, block->alt), LAYOUT_CAPTION, target);
	struct para p = para_end(m);
	put_para(m, &p,
	         &(struct frame){ .left = left_edge(m),
	                          .cells = m->limit - left_edge(m) });
}

/* Lines wider than the page go on below, each part but the last marked. */
static void put_pre(struct maker *m, const struct doc_block *block)
{
	int left = left_edge(m), room = MAX(m->width - left - 1, 2);
	bool marked = m->width - left - 1 >= 2;
	para_begin(m);
	add_spans(m, block, LAYOUT_CODE);
	struct para p = para_end(m);
	split_plainly(m, &p, room);
	for (size_t i = 0; i < m->slices.len; i++) {
		struct slice *slice = &m->slices.at[i];
		row_begin(m, para_place(&p, slice->start));
		int column = row_put_slice(m, left, &p, slice);
		if (marked && i + 1 < m->slices.len && !m->slices.at[i + 1].opens)
			row_put(m, column, STR("\\"), LAYOUT_DIM, LAYOUT_NO_TARGET);
	}
}

static void put_rule(struct maker *m, const struct doc_block *block)
{
	(void)block;
	int cells = MIN(m->limit - left_edge(m), MAX_RULE);
	row_begin(m, m->place);
	row_put_repeat(m, left_edge(m), '-', cells, LAYOUT_DIM, LAYOUT_NO_TARGET);
}

/* --- lists --- */

/* Room for the longest number of the list that begins with blocks[0]: "10. ". */
static int widest_marker(const struct doc_block *blocks, uint32_t n)
{
	int widest = 2;
	uint8_t level = blocks[0].level;
	for (uint32_t i = 0; i < n && blocks[i].type == BLOCK_ITEM; i++) {
		if (blocks[i].level < level)
			break;
		int digits = 0;
		for (uint32_t number = blocks[i].number; number; number /= 10)
			digits++;
		if (blocks[i].level == level && digits)
			widest = MAX(widest, digits + 2);
	}
	return widest;
}

static void open_list(struct maker *m, const struct doc_block *blocks, uint32_t n)
{
	int depth = MIN(blocks[0].level, MAX_DEPTH);
	for (int d = depth + 1; d <= MAX_DEPTH; d++)
		m->body.marker_cells[d] = 0;
	if (!m->body.marker_cells[depth])
		m->body.marker_cells[depth] = widest_marker(blocks, n);
}

static void close_lists(struct maker *m)
{
	memset(m->body.marker_cells, 0, sizeof(m->body.marker_cells));
}

/* --- one after the other --- */

/* Blocks that stand apart from their neighbours, by type. */
static const bool stands_apart[BLOCK_TYPES] = {
	[BLOCK_IMAGE] = true, [BLOCK_TABLE] = true, [BLOCK_CELL] = true,
	[BLOCK_PRE] = true,   [BLOCK_RULE] = true,
};

static bool wants_gap(const struct maker *m, const struct doc_block *before,
                      const struct doc_block *block)
{
	if (block->type == BLOCK_HEADING)
		return before->type != BLOCK_HEADING;
	if (m->compact)
		return false;
	if (before->type == BLOCK_HEADING)
		return false;
	if (stands_apart[block->type] || stands_apart[before->type])
		return true;
	return (before->type == BLOCK_ITEM) != (block->type == BLOCK_ITEM) ||
	       !before->quote != !block->quote;
}

static void (*const put_kind[BLOCK_TYPES])(struct maker *m,
                                           const struct doc_block *block) = {
	[BLOCK_PARAGRAPH] = put_paragraph, [BLOCK_HEADING] = put_heading,
	[BLOCK_ITEM] = put_item,           [BLOCK_IMAGE] = put_image,
	[BLOCK_CELL] = put_paragraph,      [BLOCK_PRE] = put_pre,
	[BLOCK_RULE] = put_rule,
};

/* Returns how many blocks were put: a table takes its cells along. */
static uint32_t put_block(struct maker *m, const struct doc_block *blocks, uint32_t n)
{
	if (blocks[0].type == BLOCK_ITEM)
		open_list(m, blocks, n);
	else
		close_lists(m);
	if (blocks[0].type == BLOCK_TABLE)
		return make_table(m, blocks, n);
	put_kind[blocks[0].type](m, &blocks[0]);
	return 1;
}

static void put_next(struct maker *m, const struct doc_block *blocks, uint32_t n)
{
	uint32_t i = m->body.next;
	if (i && wants_gap(m, &blocks[i - 1], &blocks[i]))
		row_gap(m);
	m->bars = MIN(MIN(blocks[i].quote, MAX_BARS), MAX(0, m->limit - TINY) / 4);
	m->body.next += put_block(m, blocks + i, n - i);
	m->bars = 0;
}

/* --- beginning in the middle --- */

static uint32_t spans_size(const struct doc *doc, const struct doc_block *block)
{
	const struct doc_span *spans = doc_spans(doc, block);
	size_t size = 0;
	for (uint32_t i = 0; i < block->n_spans; i++)
		size += spans[i].text.len;
	return (uint32_t)size;
}

/* What the block adds to the place. */
static uint32_t block_size(const struct doc *doc, const struct doc_block *block)
{
	if (block->type == BLOCK_TABLE || block->type == BLOCK_RULE)
		return 0;
	return block->type == BLOCK_IMAGE && !block->n_spans ? block->alt.len
	                                                     : spans_size(doc, block);
}

/* Tables and lists are laid out from their first block on. */
static bool is_inside(const struct doc_block *blocks, uint32_t i)
{
	return i &&
	       (blocks[i].type == BLOCK_CELL ||
	        (blocks[i].type == BLOCK_ITEM && blocks[i - 1].type == BLOCK_ITEM));
}

uint32_t skip_blocks(struct maker *m, uint32_t place)
{
	uint32_t n, first = 0, at = m->place, targets = 0;
	const struct doc_block *blocks = doc_blocks(m->doc, &n);
	for (uint32_t i = 0; i < n && at <= place; i++) {
		if (!is_inside(blocks, i)) {
			first = i;
			m->place = at;
		}
		at += block_size(m->doc, &blocks[i]);
	}
	for (uint32_t i = 0; i < first; i++) {
		bool image = blocks[i].type == BLOCK_IMAGE;
		uint32_t links = image ? 0 : links_in(m->doc, &blocks[i]);
		m->images += image;
		m->numbers += m->o.link_numbers ? links : 0;
		targets += image + links;
	}
	m->body.next = first;
	return targets;
}

/* --- behind the blocks --- */

static void put_editor(struct maker *m)
{
	struct str editor = doc_field(m->doc, DOC_EDITOR);
	if (!editor.len)
		return;
	if (!m->compact)
		row_gap(m);
	para_begin(m);
	para_add_made(m, made(m, "【%s: ", m->o.words->editor), LAYOUT_EDITOR,
	              LAYOUT_NO_TARGET);
	para_add(m, editor, LAYOUT_EDITOR, LAYOUT_NO_TARGET);
	para_add_made(m, STR("】"), LAYOUT_EDITOR, LAYOUT_NO_TARGET);
	struct para p = para_end(m);
	put_para(m, &p, &(struct frame){ .cells = m->limit });
}

/* A split article of which later pages are still to be fetched says so. */
static void put_page(struct maker *m)
{
	uint32_t n = doc_n_pages(m->doc), page = 0;
	if (n < 2 || !doc_field(m->doc, DOC_NEXT_PAGE).len)
		return;
	while (page < n && !str_eq(doc_page(m->doc, page), doc_field(m->doc, DOC_URL)))
		page++;
	if (page == n)
		return;
	row_gap(m);
	row_begin(m, m->place);
	struct str text = shown(m, made(m, m->o.words->page_of, page + 1, n));
	row_put(m, 0, width_head(text, m->limit), LAYOUT_DIM, LAYOUT_NO_TARGET);
}

/* "[1] http://..." a link: where the text is printed, there is nothing to choose. */
static void put_link_list(struct maker *m)
{
	size_t shown = 0;
	for (size_t i = 0; m->o.link_numbers && i < m->targets.len; i++) {
		if (m->targets.at[i].kind != TARGET_LINK)
			continue;
		if (!shown++)
			row_gap(m);
		struct str url = m->targets.at[i].url;
		struct str mark = made(m, "[%u]", m->targets.at[i].number);
		int indent = (int)mark.len + 1;
		para_begin(m);
		para_add_made(m, url, LAYOUT_DIM, (uint32_t)i);
		struct para p = para_end(m);
		put_para(m, &p,
		         &(struct frame){ .cells = m->limit,
		                          .first = indent,
		                          .rest = indent,
		                          .mark = mark,
		                          .mark_style = LAYOUT_DIM,
		                          .mark_target = (uint32_t)i });
	}
}

/* A block at a time. */
bool make_body(struct maker *m)
{
	uint32_t n;
	const struct doc_block *blocks = doc_blocks(m->doc, &n);
	if (m->body.next < n) {
		put_next(m, blocks, n);
		return false;
	}
	put_editor(m);
	put_page(m);
	if (m->o.link_list)
		put_link_list(m);
	return true;
}
