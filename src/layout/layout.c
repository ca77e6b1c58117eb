/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sections in their order, and reading what was laid out. */
#include "maker.h"

#include "baolan/base/mem.h"
#include "baolan/text/width.h"

#include <stdlib.h>

enum { COMPACT_BELOW = 60 };

/* Bytes of text that are laid out faster than anyone sees. */
enum { NEAR = 64 * 1024 };

struct layout_memory {
	struct maker m;
	size_t section; /* in the table: the one being made */
	bool begun;     /* its first part was made */
	uint32_t settled_targets, measured_runs;
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

static uint32_t around_size(const struct doc *doc)
{
	return lists_size(doc, LIST_PREVIOUS) + lists_size(doc, LIST_NEXT) +
	       lists_size(doc, LIST_HOT);
}

static uint32_t stories_size(const struct doc *doc)
{
	return lists_size(doc, LIST_STORIES);
}

/* --- the sections --- */

static const struct section {
	enum layout_section bit;
	uint32_t (*size)(const struct doc *doc);
	/* Make a part of it; true when that was the last. */
	bool (*make)(struct maker *m);
} sections[] = {
	{ SECTION_HEAD, head_size, make_head },
	{ SECTION_BODY, body_size, make_body },
	{ SECTION_STORIES, stories_size, make_stories },
	{ SECTION_AROUND, around_size, make_around },
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

static uint32_t place_before(const struct doc *doc, enum layout_section bit)
{
	uint32_t place = 0;
	for (size_t i = 0; i < ARRAY_SIZE(sections) && sections[i].bit < bit; i++)
		place += sections[i].size(doc);
	return place;
}

static void begin_section(struct maker *m, enum layout_section bit)
{
	m->place = place_before(m->doc, bit);
	m->section = (uint8_t)bit;
	m->bars = 0;
	m->gap = true;
	m->numbers = numbers_before(m, bit);
}

/* Its marks stand in the middle of their cells (clreq). */
static bool is_traditional(const struct maker *m)
{
	static const char *const tags[] = { "zh-Hant", "zh-TW", "zh-HK", "zh-MO" };
	struct str language = doc_field(m->doc, DOC_LANGUAGE);
	enum script script = m->o.glyphs ? m->o.glyphs->script : SCRIPT_AS_IS;
	if (script != SCRIPT_AS_IS)
		return script == SCRIPT_TRADITIONAL;
	for (size_t i = 0; i < ARRAY_SIZE(tags); i++)
		if (str_starts_nocase(language, str_of(tags[i])))
			return true;
	return false;
}

static int hang_of(const struct maker *m)
{
	if (m->o.hang == LAYOUT_HANG_NONE || is_traditional(m))
		return 0;
	return m->o.hang == LAYOUT_HANG_HALVES ? 1 : LAYOUT_HANG;
}

static void start(struct maker *m, const struct doc *doc,
                  const struct layout_options *options)
{
	*m = (struct maker){ .doc = doc, .o = *options };
	if (!m->o.words)
		m->o.words = &layout_english;
	m->width = MIN(MAX(options->width, 2), MAX_WIDTH);
	m->limit = options->measure > 0 ? options->measure : LAYOUT_MEASURE;
	m->limit = MIN(MAX(m->limit, 2), m->width);
	m->compact = m->width < COMPACT_BELOW;
	m->hang = hang_of(m);
	m->breaker = breaker_new(m->o.rules);
	m->scratch = BUF_INIT(BUF_MAX_TEXT);
}

/* What got no row of its own (a link around blanks) is where it would be. */
static void settle_targets(struct layout_memory *memory)
{
	uint32_t i = memory->settled_targets;
	uint32_t row = i ? memory->m.targets.at[i - 1].row : 0;
	for (; i < memory->m.targets.len; i++) {
		struct layout_target *target = &memory->m.targets.at[i];
		if (target->row == UINT32_MAX)
			target->row = row;
		row = target->row;
	}
	memory->settled_targets = i;
}

/* --- bit by bit --- */

/* One part of one section; false when there is none left. */
static bool make_part(struct layout_memory *memory)
{
	struct maker *m = &memory->m;
	while (memory->section < ARRAY_SIZE(sections) &&
	       !(m->o.sections & sections[memory->section].bit))
		memory->section++;
	if (memory->section == ARRAY_SIZE(sections))
		return false;
	const struct section *section = &sections[memory->section];
	if (!memory->begun)
		begin_section(m, section->bit);
	memory->begun = !section->make(m);
	under_row(m);
	memory->section += !memory->begun;
	return true;
}

/* Tell the reader what there is. */
static void show(struct layout *layout)
{
	struct layout_memory *memory = layout->memory;
	struct maker *m = &memory->m;
	settle_targets(memory);
	layout->rows = m->rows.at;
	layout->n_rows = (uint32_t)m->rows.len;
	layout->runs = m->runs.at;
	layout->n_runs = (uint32_t)m->runs.len;
	layout->targets = m->targets.at;
	layout->n_targets = (uint32_t)m->targets.len;
	for (; memory->measured_runs < layout->n_runs; memory->measured_runs++) {
		const struct layout_run *run = &layout->runs[memory->measured_runs];
		layout->cells = MAX(layout->cells, (uint32_t)run->column + run->cells);
	}
}

static void drop_tools(struct maker *m)
{
	vec_done(&m->pieces);
	vec_done(&m->slices);
	vec_done(&m->gaps);
	vec_done(&m->readings);
	vec_done(&m->under);
	buf_done(&m->scratch);
	free(take(m->phrases));
	free(take(m->breaks));
	free(take(m->ruler));
	breaker_free(take(m->breaker));
}

struct layout *layout_begin(const struct doc *doc, const struct layout_options *options)
{
	struct layout *layout = mem_new(struct layout);
	layout->memory = mem_new(struct layout_memory);
	start(&layout->memory->m, doc, options);
	for (size_t i = 0; i < ARRAY_SIZE(sections); i++)
		layout->size += sections[i].size(doc);
	return layout;
}

/* Make parts until there are so many rows, the last of them behind `place`. */
static void go_on(struct layout *layout, uint32_t rows, uint32_t place)
{
	struct layout_memory *memory = layout->memory;
	struct maker *m = &memory->m;
	if (layout->complete)
		return;
	while (m->rows.len < rows || !m->rows.len || vec_last(&m->rows)->place <= place)
		if (!make_part(memory)) {
			layout->complete = true;
			drop_tools(m);
			break;
		}
	show(layout);
}

void layout_more(struct layout *layout, uint32_t rows)
{
	if (rows > layout->n_rows)
		go_on(layout, rows, 0);
}

void layout_reach(struct layout *layout, uint32_t place)
{
	go_on(layout, 0, place);
}

struct layout *layout_new(const struct doc *doc, const struct layout_options *options)
{
	struct layout *layout = layout_begin(doc, options);
	layout_more(layout, UINT32_MAX);
	return layout;
}

static size_t index_of(enum layout_section bit)
{
	size_t i = 0;
	while (sections[i].bit != bit)
		i++;
	return i;
}

struct layout *layout_window(const struct layout *layout, uint32_t place)
{
	const struct maker *of = &layout->memory->m;
	uint32_t from = layout_section_place(layout, SECTION_BODY);
	if (!(of->o.sections & SECTION_BODY) || place < from + NEAR ||
	    place >= from + body_size(of->doc))
		return NULL;
	struct layout *window = layout_begin(of->doc, &of->o);
	struct layout_memory *memory = window->memory;
	memory->section = index_of(SECTION_BODY);
	memory->begun = true;
	begin_section(&memory->m, SECTION_BODY);
	window->first_target = skip_blocks(&memory->m, place);
	return window;
}

uint32_t layout_section_place(const struct layout *layout, enum layout_section section)
{
	return place_before(layout->memory->m.doc, section);
}

void layout_free(struct layout *layout)
{
	if (!layout)
		return;
	drop_tools(&layout->memory->m);
	arena_done(&layout->memory->m.arena);
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
