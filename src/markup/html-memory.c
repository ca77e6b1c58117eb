/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chunks from malloc, each twice as large as the one before; pieces are cut off
 * the last one's front.  A word before each piece holds its size, for realloc;
 * it makes the commonest piece, xmlNode, two cache lines long. */
#include "html-memory.h"

#include "baolan/base/mem.h"

#include <libxml/parser.h>
#include <libxml/xmlerror.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#if defined(__SANITIZE_ADDRESS__)
#define WITH_AREAS 0
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define WITH_AREAS 0
#endif
#endif
#ifndef WITH_AREAS
#define WITH_AREAS 1
#endif

#define LEAST_CHUNK ((size_t)64 << 10)

struct chunk {
	struct chunk *before;
	size_t size; /* with this head */
};

struct html_memory {
	struct chunk *last;
	char *next, *end; /* what is free in it */
};

struct piece {
	size_t size; /* without this head */
	char bytes[];
};

/* Where libxml2's memory comes from; NULL: malloc. */
static struct html_memory *open_one;

static void add_chunk(struct html_memory *m, size_t size)
{
	struct chunk *chunk = mem_alloc(size);
	mem_want_huge_pages(chunk, size);
	*chunk = (struct chunk){ m->last, size };
	m->last = chunk;
	m->next = (char *)(chunk + 1);
	m->end = (char *)chunk + size;
}

static size_t align(size_t size)
{
	return (size + 7) & ~(size_t)7;
}

static void *cut_piece(struct html_memory *m, size_t size)
{
	size = align(size);
	size_t need = sizeof(struct piece) + size;
	if (need > (size_t)(m->end - m->next))
		add_chunk(m, MAX(2 * m->last->size, sizeof(struct chunk) + need));
	struct piece *piece = (struct piece *)(void *)m->next;
	m->next += need;
	piece->size = size;
	return piece->bytes;
}

static struct piece *piece_of(void *bytes)
{
	return (struct piece *)(void *)((char *)bytes - offsetof(struct piece, bytes));
}

static bool is_last(const struct html_memory *m, const struct piece *piece)
{
	return piece->bytes + piece->size == m->next;
}

/* The text of an element grows as it is read: mostly nothing stands behind it. */
static bool grows_in_place(struct html_memory *m, struct piece *piece, size_t size)
{
	size = align(size);
	if (!is_last(m, piece) || size > (size_t)(m->end - piece->bytes))
		return false;
	piece->size = size;
	m->next = piece->bytes + size;
	return true;
}

/* libxml2 may free now what it had from malloc before. */
static bool holds(const struct html_memory *m, const void *bytes)
{
	const char *at = bytes;
	for (const struct chunk *c = m->last; c; c = c->before)
		if (at > (const char *)c && at < (const char *)c + c->size)
			return true;
	return false;
}

/* --- what libxml2 calls --- */

static void *get(size_t size)
{
	return open_one ? cut_piece(open_one, size) : malloc(size);
}

static void *get_more(void *old, size_t size)
{
	struct html_memory *m = open_one;
	if (!m || (old && !holds(m, old)))
		return realloc(old, size);
	if (!old)
		return cut_piece(m, size);
	struct piece *piece = piece_of(old);
	if (size <= piece->size)
		return old;
	if (grows_in_place(m, piece, size))
		return old;
	return memcpy(cut_piece(m, size), old, piece->size);
}

static void give_back(void *bytes)
{
	struct html_memory *m = open_one;
	if (!m || !bytes || !holds(m, bytes)) {
		free(bytes);
		return;
	}
	struct piece *piece = piece_of(bytes);
	if (is_last(m, piece))
		m->next = (char *)piece;
}

static char *copy_text(const char *text)
{
	size_t size = strlen(text) + 1;
	char *copy = get(size);
	return copy ? memcpy(copy, text, size) : NULL;
}

/* --- areas --- */

/* libxml2's own state, which outlives all trees, is made before. */
static void prepare_once(void)
{
	static bool ready;
	if (ready)
		return;
	ready = true;
	xmlInitParser();
	xmlDictFree(xmlDictCreate());
	xmlMemSetup(give_back, get, get_more, copy_text);
}

struct html_memory *html_memory_open(size_t page)
{
	if (!WITH_AREAS)
		return NULL;
	prepare_once();
	xmlResetLastError();
	open_one = mem_new(struct html_memory);
	add_chunk(open_one, LEAST_CHUNK + page);
	return open_one;
}

void html_memory_close(void)
{
	/* The last error's texts are kept beyond the parser's end. */
	xmlResetLastError();
	open_one = NULL;
}

void html_memory_free(struct html_memory *memory)
{
	if (!memory)
		return;
	for (struct chunk *chunk = memory->last; chunk;) {
		struct chunk *before = chunk->before;
		free(chunk);
		chunk = before;
	}
	free(memory);
}
