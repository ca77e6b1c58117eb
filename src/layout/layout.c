/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sections in their order, and reading what was laid out. */
#include "maker.h"

#include "baolan/base/mem.h"
#include "baolan/text/width.h"

#include <stdlib.h>

enum { DEFAULT_MEASURE = 72, COMPACT_BELOW = 60 };

struct layout_memory {
	struct arena arena;
};

const struct layout_words layout_english = {
	.source = "Source",
	.author = "By",
	.editor = "Editor",
	.related = "Related stories",
	.image = "Picture",
	.moods_total = "in all",
	.mine = "your choice",
	.untitled = "Untitled",
	.page_of = "Page %u of %u",
	.periods = { "Ranking", "Day", "Week", "Month" },
};

/* --- how much text a section has, whether it is laid out or not --- */

static uint32_t head_size(const struct doc *doc)
{
	static const enum doc_field fields[] = {
		DOC_SITE, DOC_KICKER, DOC_TITLE, DOC_SUBTITLE, DOC_PUBLISHED, DOC_SOURCE
	};
	size_t size = 0;
	for (size_t i = 0; i < ARRAY_SIZE(fields); i++)
		size += doc_field(doc, fields[i]).len;
	for (uint32_t i = 0; i < doc_n_authors(doc); i++)
		size += doc_author(doc, i).len;
	return (uint32_t)size;
}

static uint32_t body_size(const struct doc *doc)
{
	uint32_t n;
	const struct doc_block *blocks = doc_blocks(doc, &n);
	size_t size = doc_field(doc, DOC_EDITOR).len;
	for (uint32_t i = 0; i < n; i++) {
		const struct doc_span *spans = doc_spans(doc, &blocks[i]);
		size += blocks[i].alt.len;
		for (uint32_t s = 0; s < blocks[i].n_spans; s++)
			size += spans[s].text.len;
	}
	return (uint32_t)size;
}

static uint32_t moods_size(const struct doc *doc)
{
	uint32_t n;
	const struct doc_mood *moods = doc_moods(doc, &n);
	size_t size = doc_field(doc, DOC_REACTION_QUESTION).len +
	              doc_field(doc, DOC_REACTION_MESSAGE).len;
	for (uint32_t i = 0; i < n; i++)
		size += moods[i].label.len;
	return (uint32_t)size;
}

static uint32_t lists_size(const struct doc *doc, enum doc_list_kind kind)
{
	uint32_t n;
	const struct doc_list *lists = doc_lists(doc, &n);
	size_t size = 0;
	for (uint32_t i = 0; i < n; i++)
		if (lists[i].kind == kind)
			size += list_size(doc, &lists[i]);
	return (uint32_t)size;
}

static uint32_t related_size(const struct doc *doc)
{
	return lists_size(doc, LIST_RELATED);
}

static uint32_t rankings_size(const struct doc *doc)
{
	return lists_size(doc, LIST_RANKING);
}

static uint32_t stories_size(const struct doc *doc)
{
	return lists_size(doc, LIST_STORIES);
}

/* --- the sections --- */

static const struct section {
	enum layout_section bit;
	uint32_t (*size)(const struct doc *doc);
	void (*make)(struct maker *m);
} sections[] = {
	{ SECTION_HEAD, head_size, make_head },
	{ SECTION_BODY, body_size, make_body },
	{ SECTION_STORIES, stories_size, make_stories },
	{ SECTION_MOODS, moods_size, make_moods },
	{ SECTION_RELATED, related_size, make_related },
	{ SECTION_RANKINGS, rankings_size, make_rankings },
};

/* The numbers of a section that isn't laid out stay taken, so that the same
 * story has the same number wherever it stands on the screen. */
static uint32_t numbers_before(const struct maker *m, enum layout_section bit)
{
	uint32_t sum = 0;
	if (bit > SECTION_BODY && m->o.link_numbers)
		sum += count_links(m->doc);
	if (bit > SECTION_STORIES)
		sum += count_stories(m->doc, LIST_STORIES);
	if (bit > SECTION_RELATED)
		sum += count_stories(m->doc, LIST_RELATED);
	return sum;
}

static void make_sections(struct maker *m)
{
	uint32_t place = 0;
	for (size_t i = 0; i < ARRAY_SIZE(sections); i++) {
		const struct section *section = &sections[i];
		m->place = place;
		m->section = (uint8_t)section->bit;
		m->bars = 0;
		m->gap = true;
		if (m->o.sections & section->bit) {
			m->numbers = numbers_before(m, section->bit);
			section->make(m);
		}
		place += section->size(m->doc);
	}
}

static void start(struct maker *m, const struct doc *doc,
                  const struct layout_options *options)
{
	*m = (struct maker){ .doc = doc, .o = *options };
	if (!m->o.words)
		m->o.words = &layout_english;
	m->width = MIN(MAX(options->width, 2), MAX_WIDTH);
	m->limit = options->measure > 0 ? options->measure : DEFAULT_MEASURE;
	m->limit = MIN(MAX(m->limit, 2), m->width);
	m->compact = m->width < COMPACT_BELOW;
	m->breaker = breaker_new(m->o.rules);
}

/* What got no row of its own (a link around blanks) is where it would be. */
static void settle_targets(struct maker *m)
{
	uint32_t row = 0;
	vec_each (target, &m->targets) {
		if (target->row == UINT32_MAX)
			target->row = row;
		row = target->row;
	}
}

static void finish(struct maker *m, struct layout *layout)
{
	layout->rows = m->rows.at;
	layout->n_rows = (uint32_t)m->rows.len;
	layout->runs = m->runs.at;
	layout->n_runs = (uint32_t)m->runs.len;
	layout->targets = m->targets.at;
	layout->n_targets = (uint32_t)m->targets.len;
	layout->memory = mem_new(struct layout_memory);
	layout->memory->arena = m->arena;
	vec_done(&m->pieces);
	vec_done(&m->slices);
	free(m->breaks);
	free(m->ruler);
	breaker_free(m->breaker);
}

static void find_widest(struct layout *layout)
{
	for (uint32_t i = 0; i < layout->n_runs; i++) {
		uint32_t end = layout->runs[i].column + layout->runs[i].cells;
		layout->cells = MAX(layout->cells, end);
	}
}

struct layout *layout_new(const struct doc *doc, const struct layout_options *options)
{
	struct layout *layout = mem_new(struct layout);
	struct maker m;
	start(&m, doc, options);
	make_sections(&m);
	settle_targets(&m);
	finish(&m, layout);
	find_widest(layout);
	return layout;
}

void layout_free(struct layout *layout)
{
	if (!layout)
		return;
	arena_done(&layout->memory->arena);
	free(layout->memory);
	free(layout->rows);
	free(layout->runs);
	free(layout->targets);
	free(layout);
}

uint32_t layout_row_at(const struct layout *layout, uint32_t place)
{
	uint32_t low = 0, high = layout->n_rows;
	while (high - low > 1) {
		uint32_t middle = low + (high - low) / 2;
		if (layout->rows[middle].place <= place)
			low = middle;
		else
			high = middle;
	}
	return low;
}

void layout_row_text(const struct layout *layout, uint32_t row, struct buf *b)
{
	const struct layout_row *r = &layout->rows[row];
	int column = 0;
	for (uint32_t i = 0; i < r->n_runs; i++) {
		const struct layout_run *run = &layout->runs[r->first_run + i];
		if (run->column > column)
			buf_add_repeat(b, STR(" "), (size_t)(run->column - column));
		buf_add_str(b, run->text);
		column = run->column + run->cells;
	}
}
