/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A chain of blocks; what is larger than a block gets one of its own. */
#include "baolan/base/arena.h"

#include "baolan/base/mem.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum { BLOCK_SIZE = 4096 };

struct arena_block {
	struct arena_block *before;
	size_t used, size;
	_Alignas(max_align_t) char bytes[];
};

void arena_done(struct arena *a)
{
	while (a->last) {
		struct arena_block *before = a->last->before;
		free(a->last);
		a->last = before;
	}
}

static struct arena_block *block_with_room(struct arena *a, size_t size)
{
	if (a->last && a->last->size - a->last->used >= size)
		return a->last;
	size_t room = MAX(size, (size_t)BLOCK_SIZE);
	struct arena_block *block = mem_alloc(sizeof(*block) + room);
	*block = (struct arena_block){ .before = a->last, .size = room };
	a->last = block;
	return block;
}

void *arena_alloc(struct arena *a, size_t size)
{
	size_t aligned =
	        (size + _Alignof(max_align_t) - 1) & ~(_Alignof(max_align_t) - 1);
	struct arena_block *block = block_with_room(a, aligned);
	void *memory = block->bytes + block->used;
	block->used += aligned;
	return memset(memory, 0, aligned);
}

struct str arena_str(struct arena *a, struct str s)
{
	char *copy = arena_alloc(a, s.len + 1);
	if (s.len)
		memcpy(copy, s.at, s.len);
	return str_make(copy, s.len);
}

char *arena_printf(struct arena *a, const char *format, ...)
{
	va_list args, again;
	va_start(args, format);
	va_copy(again, args);
	int len = vsnprintf(NULL, 0, format, args);
	va_end(args);
	char *text = arena_alloc(a, (size_t)MAX(len, 0) + 1);
	if (len > 0)
		vsnprintf(text, (size_t)len + 1, format, again);
	va_end(again);
	return text;
}
