/* SPDX-License-Identifier: GPL-3.0-or-later */
/* format.h - how a document's bytes are arranged; for src/doc only.
 *
 * The header, the tables one after the other (each at a multiple of 8), then
 * the string area.  The string area begins with a NUL and every string in it is
 * followed by one; no two refs share bytes, so that checking them all costs one
 * walk over the area.  Numbers are in native byte order: a document never
 * leaves the machine. */
#ifndef BAOLAN_DOC_FORMAT_H
#define BAOLAN_DOC_FORMAT_H

#include "baolan/doc/doc.h"

#define DOC_MAGIC "baolan\0d"
#define DOC_VERSION 2
#define DOC_MAX_COLUMNS 256
#define DOC_MAX_SIZE ((size_t)1 << 30)

enum doc_table_id {
	TABLE_AUTHORS,
	TABLE_PAGES,
	TABLE_BLOCKS,
	TABLE_SPANS,
	TABLE_LISTS,
	TABLE_STORIES,
	TABLE_MOODS,
	TABLE_VARS,
	TABLE_REPAIRS,
	TABLES
};

struct doc_table { /* offset from the document's start, number of records */
	uint32_t at, count;
};

struct doc {
	char magic[8];
	uint32_t version, size, kind;
	uint32_t strings_at, strings_len;
	struct doc_ref fields[DOC_FIELDS];
	struct doc_table tables[TABLES];
	uint32_t reserved;
};

/* The records' sizes, by enum doc_table_id. */
extern const uint32_t doc_record_size[TABLES];

/* The strings of a story: where they are in its record and in what it is made of. */
struct doc_story_part {
	size_t at, text_at;
	bool has_lines; /* newlines are kept */
};
#define DOC_STORY_PARTS 14
extern const struct doc_story_part doc_story_parts[DOC_STORY_PARTS];

static inline struct doc_ref *doc_story_ref(struct doc_story *story, size_t part)
{
	return (struct doc_ref *)(void *)((char *)story + doc_story_parts[part].at);
}

/* Forget what a builder knows of a reaction (build.c). */
void doc_drop_reaction(struct doc_builder *b);

static inline const void *doc_records(const struct doc *doc, enum doc_table_id id)
{
	return (const char *)doc + doc->tables[id].at;
}

#endif
