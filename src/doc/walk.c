/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading a document that doc_check() has proved: nothing here can fail. */
#include "baolan/doc/doc.h"

#include "format.h"

size_t doc_size(const struct doc *doc)
{
	return doc->size;
}

enum doc_kind doc_kind(const struct doc *doc)
{
	return (enum doc_kind)doc->kind;
}

struct str doc_str(const struct doc *doc, struct doc_ref ref)
{
	return ref.at ? str_make((const char *)doc + ref.at, ref.len) : STR_NONE;
}

struct str doc_field(const struct doc *doc, enum doc_field field)
{
	return doc_str(doc, doc->fields[field]);
}

static struct str ref_in(const struct doc *doc, enum doc_table_id id, uint32_t i)
{
	const struct doc_ref *refs = doc_records(doc, id);
	return i < doc->tables[id].count ? doc_str(doc, refs[i]) : STR_NONE;
}

static const void *table(const struct doc *doc, enum doc_table_id id,
                         uint32_t *ret_count)
{
	*ret_count = doc->tables[id].count;
	return doc_records(doc, id);
}

uint32_t doc_n_authors(const struct doc *doc)
{
	return doc->tables[TABLE_AUTHORS].count;
}

struct str doc_author(const struct doc *doc, uint32_t i)
{
	return ref_in(doc, TABLE_AUTHORS, i);
}

uint32_t doc_n_pages(const struct doc *doc)
{
	return doc->tables[TABLE_PAGES].count;
}

struct str doc_page(const struct doc *doc, uint32_t i)
{
	return ref_in(doc, TABLE_PAGES, i);
}

uint32_t doc_n_repairs(const struct doc *doc)
{
	return doc->tables[TABLE_REPAIRS].count;
}

struct str doc_repair(const struct doc *doc, uint32_t i)
{
	return ref_in(doc, TABLE_REPAIRS, i);
}

const struct doc_block *doc_blocks(const struct doc *doc, uint32_t *ret_count)
{
	return table(doc, TABLE_BLOCKS, ret_count);
}

const struct doc_span *doc_spans(const struct doc *doc, const struct doc_block *block)
{
	return (const struct doc_span *)doc_records(doc, TABLE_SPANS) +
	       block->first_span;
}

const struct doc_list *doc_lists(const struct doc *doc, uint32_t *ret_count)
{
	return table(doc, TABLE_LISTS, ret_count);
}

const struct doc_story *doc_stories(const struct doc *doc, const struct doc_list *list)
{
	return (const struct doc_story *)doc_records(doc, TABLE_STORIES) + list->first;
}

const struct doc_mood *doc_moods(const struct doc *doc, uint32_t *ret_count)
{
	return table(doc, TABLE_MOODS, ret_count);
}

int64_t doc_moods_total(const struct doc *doc)
{
	uint32_t n;
	const struct doc_mood *moods = doc_moods(doc, &n);
	int64_t total = 0;
	for (uint32_t i = 0; i < n; i++)
		if (moods[i].count > 0 &&
		    __builtin_add_overflow(total, moods[i].count, &total))
			return INT64_MAX;
	return total;
}

const struct doc_var *doc_vars(const struct doc *doc, uint32_t *ret_count)
{
	return table(doc, TABLE_VARS, ret_count);
}

void doc_block_text(const struct doc *doc, const struct doc_block *block, struct buf *b)
{
	const struct doc_span *spans = doc_spans(doc, block);
	for (uint32_t i = 0; i < block->n_spans; i++)
		buf_add_str(b, doc_str(doc, spans[i].text));
}

const struct doc_list *doc_list_of(const struct doc *doc, enum doc_list_kind kind,
                                   enum doc_period period)
{
	uint32_t n;
	const struct doc_list *lists = doc_lists(doc, &n);
	for (uint32_t i = 0; i < n; i++)
		if (lists[i].kind == kind &&
		    (kind != LIST_RANKING || lists[i].period == period))
			return &lists[i];
	return NULL;
}
