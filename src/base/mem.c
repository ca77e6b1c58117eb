/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "baolan/base/mem.h"

#include <malloc.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static void *must_have(void *memory)
{
	if (memory)
		return memory;
	static const char last_words[] = "baolan: out of memory\n";
	if (write(STDERR_FILENO, last_words, sizeof(last_words) - 1) < 0)
		abort();
	abort();
}

void *mem_alloc(size_t size)
{
	return must_have(malloc(size ? size : 1));
}

void *mem_zalloc(size_t size)
{
	return must_have(calloc(1, size ? size : 1));
}

void *mem_resize(void *old, size_t count, size_t size)
{
	size_t bytes;
	if (__builtin_mul_overflow(count, size, &bytes))
		must_have(NULL);
	return must_have(realloc(old, bytes ? bytes : 1));
}

#define KEPT_BYTES (16 << 20)

void mem_keep_freed(void)
{
	mallopt(M_MMAP_THRESHOLD, KEPT_BYTES);
	mallopt(M_TRIM_THRESHOLD, KEPT_BYTES);
}

#define HUGE_PAGE ((size_t)2 << 20)

void mem_want_huge_pages(void *block, size_t size)
{
	size_t skip = -(uintptr_t)block % HUGE_PAGE;
	if (size >= skip + HUGE_PAGE)
		(void)madvise((char *)block + skip, size - skip, MADV_HUGEPAGE);
}

char *mem_strdup(const char *text)
{
	return must_have(strdup(text));
}

char *mem_strndup(const char *text, size_t len)
{
	char *copy = mem_alloc(len + 1);
	if (len)
		memcpy(copy, text, len);
	copy[len] = '\0';
	return copy;
}

char *mem_printf(const char *format, ...)
{
	char *text = NULL;
	va_list args;
	va_start(args, format);
	int len = vasprintf(&text, format, args);
	va_end(args);
	return must_have(len < 0 ? NULL : text);
}

void mem_cleanup_free(void *pointer_to_pointer)
{
	free(*(void **)pointer_to_pointer);
}

void mem_cleanup_close(int *fd)
{
	if (*fd >= 0)
		close(*fd);
}
