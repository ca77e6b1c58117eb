/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Building: records in growing tables, strings in one growing area with refs
 * counted from the area's start (0 is its leading NUL, so 0 stays "absent");
 * doc_build() lays the tables out and moves the refs. */
#include "baolan/doc/doc.h"

#include "baolan/base/i18n.h"
#include "baolan/base/mem.h"
#include "baolan/base/vec.h"
#include "baolan/text/clean.h"
#include "format.h"

#include <assert.h>
#include <stdlib.h>

#define MAX_AUTHORS 32
#define MAX_PAGES 1000
#define MAX_REPAIRS 32

struct doc_builder {
	enum doc_kind kind;
	struct buf strings;
	size_t max, records; /* bytes of all tables together */
	bool over;
	struct doc_ref fields[DOC_FIELDS];
	VEC(struct doc_ref) authors;
	VEC(struct doc_ref) pages;
	VEC(struct doc_block) blocks;
	VEC(struct doc_span) spans;
	VEC(struct doc_list) lists;
	VEC(struct doc_story) stories;
	VEC(struct doc_mood) moods;
	VEC(struct doc_var) vars;
	VEC(struct doc_ref) repairs;
	bool in_block, in_list;
	bool has_text;     /* the open block's spans hold more than white space */
	size_t block_mark; /* the strings before the open block */
	uint32_t table;    /* 1 + the table block that cells belong to; 0: none */
};

struct doc_builder *doc_builder_new(enum doc_kind kind, size_t max_size)
{
	struct doc_builder *b = mem_new(struct doc_builder);
	b->kind = kind;
	b->max = MIN(max_size, DOC_MAX_SIZE);
	buf_init(&b->strings, b->max);
	buf_add_char(&b->strings, '\0');
	return b;
}

void doc_builder_free(struct doc_builder *b)
{
	if (!b)
		return;
	buf_done(&b->strings);
	vec_done(&b->authors);
	vec_done(&b->pages);
	vec_done(&b->blocks);
	vec_done(&b->spans);
	vec_done(&b->lists);
	vec_done(&b->stories);
	vec_done(&b->moods);
	vec_done(&b->vars);
	vec_done(&b->repairs);
	free(b);
}

void doc_expect_text(struct doc_builder *b, size_t bytes)
{
	buf_expect(&b->strings, bytes);
}

/* Is there room for one more record?  Says no for ever after the first no. */
static bool has_room(struct doc_builder *b, size_t record)
{
	if (b->over || b->strings.over ||
	    b->strings.len + b->records + record > b->max) {
		b->over = true;
		return false;
	}
	b->records += record;
	return true;
}

#define add_record(b, table) \
	(has_room((b), sizeof(*(b)->table.at)) ? vec_push(&(b)->table) : NULL)

/* --- strings --- */

/* Ends the string that began at `start`; an empty one is absent. */
static struct doc_ref end_string(struct doc_builder *b, size_t start)
{
	if (b->strings.over || b->strings.len <= start)
		return (struct doc_ref){ 0, 0 };
	struct doc_ref ref = { (uint32_t)start, (uint32_t)(b->strings.len - start) };
	buf_add_char(&b->strings, '\0');
	return ref;
}

static struct doc_ref add_text(struct doc_builder *b, struct str s)
{
	size_t start = b->strings.len;
	clean_add_collapsed(&b->strings, s);
	return end_string(b, start);
}

static struct doc_ref add_lines(struct doc_builder *b, struct str s)
{
	size_t start = b->strings.len;
	clean_add(&b->strings, s, true);
	return end_string(b, start);
}

static struct str text_of(const struct doc_builder *b, struct doc_ref ref)
{
	return ref.at ? str_make(b->strings.at + ref.at, ref.len) : STR_NONE;
}

/* --- fields --- */

void doc_set(struct doc_builder *b, enum doc_field field, struct str value)
{
	struct doc_ref ref = add_text(b, value);
	if (ref.at)
		b->fields[field] = ref;
}

void doc_unset(struct doc_builder *b, enum doc_field field)
{
	b->fields[field] = (struct doc_ref){ 0 };
}

/* Add a string to a table of strings, once. */
#define add_once(b, table, max, text)                                              \
	do {                                                                       \
		size_t mark_ = (b)->strings.len;                                   \
		struct doc_ref ref_ = add_text(b, text);                           \
		bool wanted_ = ref_.at && (b)->table.len < (max);                  \
		vec_each (known_, &(b)->table)                                     \
			wanted_ &= !str_eq(text_of(b, *known_), text_of(b, ref_)); \
		struct doc_ref *slot_ = wanted_ ? add_record(b, table) : NULL;     \
		if (slot_)                                                         \
			*slot_ = ref_;                                             \
		else                                                               \
			buf_cut(&(b)->strings, mark_);                             \
	} while (0)

void doc_add_author(struct doc_builder *b, struct str name)
{
	add_once(b, authors, MAX_AUTHORS, name);
}

void doc_add_page(struct doc_builder *b, struct str url)
{
	add_once(b, pages, MAX_PAGES, url);
}

void doc_add_repair(struct doc_builder *b, struct str what)
{
	add_once(b, repairs, MAX_REPAIRS, what);
}

/* --- blocks --- */

static uint8_t clamp_level(const struct doc_block *block)
{
	switch (block->type) {
	case BLOCK_HEADING:
		return MIN(MAX(block->level, 1), 6);
	case BLOCK_ITEM:
		return MAX(block->level, 1);
	case BLOCK_CELL:
		return block->level != 0;
	default:
		return block->level;
	}
}

/* A cell outside a table is a paragraph; a table is as wide as its cells. */
static void place_cell(struct doc_builder *b, struct doc_block *cell)
{
	if (!b->table) {
		cell->type = BLOCK_PARAGRAPH;
		return;
	}
	struct doc_block *table = &b->blocks.at[b->table - 1];
	cell->number = MIN(cell->number, DOC_MAX_COLUMNS - 1);
	table->number = MAX(table->number, cell->number + 1);
}

void doc_begin_block(struct doc_builder *b, struct doc_block proto)
{
	assert(!b->in_block && proto.type < BLOCK_TYPES);
	struct doc_block *block = add_record(b, blocks);
	b->in_block = true;
	b->has_text = false;
	b->block_mark = b->strings.len;
	if (!block)
		return;
	struct doc_block made = { .type = proto.type,
		                  .level = proto.level,
		                  .quote = proto.quote,
		                  .number = proto.number,
		                  .first_span = (uint32_t)b->spans.len };
	if (made.type == BLOCK_CELL)
		place_cell(b, &made);
	else
		b->table = made.type == BLOCK_TABLE ? (uint32_t)b->blocks.len : 0;
	if (made.type == BLOCK_TABLE)
		made.number = MIN(MAX(made.number, 1), DOC_MAX_COLUMNS);
	made.level = clamp_level(&made);
	*block = made;
}

static struct doc_block *open_block(struct doc_builder *b)
{
	assert(b->in_block);
	return b->over ? NULL : vec_last(&b->blocks);
}

void doc_set_image(struct doc_builder *b, struct str url, struct str alt)
{
	struct doc_block *block = open_block(b);
	if (!block)
		return;
	block->url = add_text(b, url);
	block->alt = add_text(b, alt);
}

/* Can `text` go on where the block's last span ends? */
static bool continues(const struct doc_builder *b, const struct doc_block *block,
                      uint32_t style, struct str url)
{
	if (!block->n_spans)
		return false;
	const struct doc_span *last = vec_last(&b->spans);
	return last->style == style && str_eq(text_of(b, last->url), url) &&
	       last->text.at + last->text.len + 1 == b->strings.len;
}

static void extend_span(struct doc_builder *b, struct doc_span *span, struct str text)
{
	buf_cut(&b->strings, b->strings.len - 1);
	clean_add(&b->strings, text, true);
	span->text = end_string(b, span->text.at);
}

static void new_span(struct doc_builder *b, struct doc_block *block, uint32_t style,
                     struct str text, struct str url)
{
	size_t mark = b->strings.len;
	/* The URL first, so that the text is last and can be extended. */
	struct doc_ref url_ref = add_text(b, url);
	struct doc_ref text_ref = add_lines(b, text);
	struct doc_span *span = text_ref.at ? add_record(b, spans) : NULL;
	if (!span) {
		buf_cut(&b->strings, mark);
		return;
	}
	*span = (struct doc_span){ .style = style, .text = text_ref, .url = url_ref };
	if (!url_ref.at)
		span->style &= ~(uint32_t)SPAN_LINK;
	block->n_spans++;
}

void doc_add_span(struct doc_builder *b, uint32_t style, struct str text,
                  struct str url)
{
	struct doc_block *block = open_block(b);
	if (!block || !text.len)
		return;
	uint32_t known = style & (SPAN_STRONG | SPAN_EM | SPAN_CODE);
	if (url.len)
		known |= SPAN_LINK;
	size_t before = b->strings.len;
	if (continues(b, block, known, url))
		extend_span(b, vec_last(&b->spans), text);
	else
		new_span(b, block, known, text, url);
	b->has_text = b->has_text ||
	              (b->strings.len > before && str_trim_space(text).len > 0);
}

static bool may_be_empty(const struct doc_block *block)
{
	return block->type == BLOCK_IMAGE || block->type == BLOCK_RULE ||
	       block->type == BLOCK_TABLE || block->type == BLOCK_CELL;
}

void doc_end_block(struct doc_builder *b)
{
	struct doc_block *block = open_block(b);
	b->in_block = false;
	if (!block || b->has_text || may_be_empty(block))
		return;
	b->records -= sizeof(*block) + block->n_spans * sizeof(struct doc_span);
	b->spans.len = block->first_span;
	b->blocks.len--;
	buf_cut(&b->strings, b->block_mark);
}

/* --- lists --- */

void doc_begin_list(struct doc_builder *b, enum doc_list_kind kind,
                    enum doc_period period, struct str name)
{
	assert(!b->in_list && kind < LIST_KINDS && period < PERIODS);
	b->in_list = true;
	struct doc_ref name_ref = add_text(b, name);
	struct doc_list *list = add_record(b, lists);
	if (list)
		*list = (struct doc_list){ .kind = (uint8_t)kind,
			                   .period = (uint8_t)period,
			                   .name = name_ref,
			                   .first = (uint32_t)b->stories.len };
}

static struct str story_text(const struct doc_story_text *story, size_t part)
{
	struct str text;
	memcpy(&text, (const char *)story + doc_story_parts[part].text_at,
	       sizeof(text));
	return text;
}

void doc_add_story(struct doc_builder *b, const struct doc_story_text *story)
{
	assert(b->in_list);
	struct doc_story made = { .rank = story->rank };
	for (size_t i = 0; i < DOC_STORY_PARTS; i++) {
		struct str text = story_text(story, i);
		*doc_story_ref(&made, i) = doc_story_parts[i].has_lines
		                                   ? add_lines(b, text)
		                                   : add_text(b, text);
	}
	struct doc_story *slot = add_record(b, stories);
	if (!slot)
		return;
	*slot = made;
	vec_last(&b->lists)->count++;
}

void doc_end_list(struct doc_builder *b)
{
	assert(b->in_list);
	b->in_list = false;
	if (b->over || vec_last(&b->lists)->count)
		return;
	b->lists.len--;
	b->records -= sizeof(struct doc_list);
}

/* --- reactions --- */

void doc_add_mood(struct doc_builder *b, struct str token, struct str label,
                  int64_t count)
{
	struct doc_mood made = { add_text(b, token), add_text(b, label),
		                 MAX(count, -1) };
	struct doc_mood *slot = add_record(b, moods);
	if (slot)
		*slot = made;
}

void doc_add_var(struct doc_builder *b, struct str name, struct str value)
{
	struct doc_var made = { add_text(b, name), add_text(b, value) };
	struct doc_var *slot = add_record(b, vars);
	if (slot)
		*slot = made;
}

void doc_drop_reaction(struct doc_builder *b)
{
	for (int field = DOC_REACTION_PROTOCOL; field <= DOC_REACTION_MESSAGE; field++)
		b->fields[field] = (struct doc_ref){ 0, 0 };
	b->records -= b->moods.len * sizeof(struct doc_mood);
	b->records -= b->vars.len * sizeof(struct doc_var);
	vec_clear(&b->moods);
	vec_clear(&b->vars);
}

/* --- laying it out --- */

static void move_refs(struct doc_ref *refs, size_t n, uint32_t by)
{
	for (size_t i = 0; i < n; i++)
		if (refs[i].at)
			refs[i].at += by;
}

/* Every ref was counted from the string area; count it from the start. */
static void move_all(struct doc_builder *b, uint32_t by)
{
	move_refs(b->fields, DOC_FIELDS, by);
	move_refs(b->authors.at, b->authors.len, by);
	move_refs(b->pages.at, b->pages.len, by);
	vec_each (block, &b->blocks) {
		move_refs(&block->url, 1, by);
		move_refs(&block->alt, 1, by);
	}
	vec_each (span, &b->spans) {
		move_refs(&span->text, 1, by);
		move_refs(&span->url, 1, by);
	}
	vec_each (list, &b->lists) {
		move_refs(&list->name, 1, by);
	}
	vec_each (story, &b->stories) {
		for (size_t i = 0; i < DOC_STORY_PARTS; i++)
			move_refs(doc_story_ref(story, i), 1, by);
	}
	vec_each (mood, &b->moods) {
		move_refs(&mood->token, 1, by);
		move_refs(&mood->label, 1, by);
	}
	move_refs(b->repairs.at, b->repairs.len, by);
	vec_each (var, &b->vars) {
		move_refs(&var->name, 1, by);
		move_refs(&var->value, 1, by);
	}
}

struct part { /* a table as it is copied out */
	const void *records;
	size_t count;
};

static size_t align8(size_t n)
{
	return (n + 7) & ~(size_t)7;
}

static void list_parts(const struct doc_builder *b, struct part parts[TABLES])
{
	parts[TABLE_AUTHORS] = (struct part){ b->authors.at, b->authors.len };
	parts[TABLE_PAGES] = (struct part){ b->pages.at, b->pages.len };
	parts[TABLE_BLOCKS] = (struct part){ b->blocks.at, b->blocks.len };
	parts[TABLE_SPANS] = (struct part){ b->spans.at, b->spans.len };
	parts[TABLE_LISTS] = (struct part){ b->lists.at, b->lists.len };
	parts[TABLE_STORIES] = (struct part){ b->stories.at, b->stories.len };
	parts[TABLE_MOODS] = (struct part){ b->moods.at, b->moods.len };
	parts[TABLE_VARS] = (struct part){ b->vars.at, b->vars.len };
	parts[TABLE_REPAIRS] = (struct part){ b->repairs.at, b->repairs.len };
}

/* Give every table its place and return where the strings begin. */
static size_t place_tables(struct doc *doc, const struct part parts[TABLES])
{
	size_t at = align8(sizeof(*doc));
	for (int id = 0; id < TABLES; id++) {
		doc->tables[id] =
		        (struct doc_table){ (uint32_t)at, (uint32_t)parts[id].count };
		at = align8(at + parts[id].count * doc_record_size[id]);
	}
	return at;
}

static void write_block(struct doc_builder *b, const struct doc *head,
                        const struct part parts[TABLES], char *out)
{
	memset(out, 0, head->strings_at);
	memcpy(out, head, sizeof(*head));
	memcpy(out + offsetof(struct doc, fields), b->fields, sizeof(b->fields));
	for (int id = 0; id < TABLES; id++)
		if (parts[id].count)
			memcpy(out + head->tables[id].at, parts[id].records,
			       parts[id].count * doc_record_size[id]);
	memcpy(out + head->strings_at, b->strings.at, b->strings.len);
}

enum err doc_build(struct doc_builder *b, struct buf *ret_block, struct error *err)
{
	static const char padding[8];
	assert(!b->in_block && !b->in_list);
	struct part parts[TABLES];
	struct doc head = { .magic = DOC_MAGIC,
		            .version = DOC_VERSION,
		            .kind = b->kind };
	list_parts(b, parts);
	size_t strings_at = place_tables(&head, parts);
	size_t size = strings_at + b->strings.len;
	size_t gap = align8(ret_block->len) - ret_block->len;
	if (b->over || b->strings.over || size > b->max)
		return err_set(err, ERR_LIMIT, _("the page is too large (over %zu MB)"),
		               b->max >> 20);
	if (!buf_reserve(ret_block, gap + size))
		return err_set(err, ERR_LIMIT, _("the page is too large (over %zu MB)"),
		               ret_block->max >> 20);
	head.strings_at = (uint32_t)strings_at;
	head.strings_len = (uint32_t)b->strings.len;
	head.size = (uint32_t)size;
	move_all(b, head.strings_at);
	buf_add(ret_block, padding, gap);
	write_block(b, &head, parts, buf_reserve(ret_block, size));
	buf_grow(ret_block, size);
	return ERR_OK;
}
