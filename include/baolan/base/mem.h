/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mem.h - memory that cannot fail, and locals that clean up after themselves.
 *
 * Out of memory aborts here and nowhere else.  A size that a stranger chose is
 * not out of memory: buffers fed from outside have a ceiling (buf.h). */
#ifndef BAOLAN_BASE_MEM_H
#define BAOLAN_BASE_MEM_H

#include <stddef.h>

/* Never NULL; a size of 0 gives a unique pointer.  mem_new zeroes. */
void *mem_alloc(size_t size) __attribute__((malloc, returns_nonnull));
void *mem_zalloc(size_t size) __attribute__((malloc, returns_nonnull));
/* `old` may be NULL; count * size is checked for overflow. */
void *mem_resize(void *old, size_t count, size_t size) __attribute__((returns_nonnull));
char *mem_strdup(const char *text) __attribute__((malloc, returns_nonnull));
char *mem_strndup(const char *text, size_t len)
        __attribute__((malloc, returns_nonnull));
char *mem_printf(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Ask for large pages below a block of some megabytes (a smaller one is left
 * alone): being given 4 KB at a time takes longer than writing there.  A wish,
 * without effect on what the block holds. */
void mem_want_huge_pages(void *block, size_t size);

/* From now on this process keeps what it freed for what it will need next, instead
 * of giving it back and being given pages anew, a fault each: for processes that do
 * the same again and again. */
void mem_keep_freed(void);

#define mem_new(type) ((type *)mem_zalloc(sizeof(type)))

/* `auto_free char *p = …` frees at the end of the scope; `return take(p);`
 * hands it to the caller. */
void mem_cleanup_free(void *pointer_to_pointer);
void mem_cleanup_close(int *fd);
#define auto_free __attribute__((cleanup(mem_cleanup_free)))
#define auto_close __attribute__((cleanup(mem_cleanup_close)))

#define take(pointer)                                  \
	__extension__({                                \
		__typeof__(pointer) take_ = (pointer); \
		(pointer) = NULL;                      \
		take_;                                 \
	})
static inline int take_fd(int *fd)
{
	int taken = *fd;
	*fd = -1;
	return taken;
}

#define ARRAY_SIZE(array) (sizeof(array) / sizeof((array)[0]))
#define MIN(a, b) ((a) < (b) ? (a) : (b))
#define MAX(a, b) ((a) > (b) ? (a) : (b))

#endif
