/* SPDX-License-Identifier: GPL-3.0-or-later */
/* buf.h - bytes that grow, up to a ceiling.
 *
 * Every buffer is born with a ceiling in bytes.  What would go past it is not
 * added and sets `over`, which stays set: add freely, check once at the end.
 * The bytes are always followed by a NUL that does not count. */
#ifndef BAOLAN_BASE_BUF_H
#define BAOLAN_BASE_BUF_H

#include "baolan/base/str.h"

#include <stdint.h>

struct buf {
	char *at; /* NULL until something is added */
	size_t len;
	size_t size; /* allocated */
	size_t max;
	bool over;
};

/* A ceiling for text of our own making, far above what is sensible. */
#define BUF_MAX_TEXT ((size_t)64 << 20)

#define BUF_INIT(ceiling) ((struct buf){ .max = (ceiling) })

void buf_init(struct buf *b, size_t max);
void buf_done(struct buf *b);
/* Empty, keeping the memory. */
void buf_clear(struct buf *b);
/* Each adds at the end; false when that would go past the ceiling. */
bool buf_add(struct buf *b, const void *bytes, size_t len);
bool buf_add_str(struct buf *b, struct str s);
bool buf_add_text(struct buf *b, const char *text);
bool buf_add_char(struct buf *b, char c);
bool buf_add_repeat(struct buf *b, struct str s, size_t times);
bool buf_printf(struct buf *b, const char *format, ...)
        __attribute__((format(printf, 2, 3)));
/* Room for `len` more bytes, to be written at the returned place and made
 * part of the buffer with buf_grow; NULL when over the ceiling. */
char *buf_reserve(struct buf *b, size_t len);
void buf_grow(struct buf *b, size_t len);
/* A guess that about `len` more bytes will come: saves growing step by step.
 * Takes no more than there may be, and never sets `over`. */
void buf_expect(struct buf *b, size_t len);
/* Cut to `len` bytes, when longer. */
void buf_cut(struct buf *b, size_t len);
/* Remove the first `len` bytes. */
void buf_consume(struct buf *b, size_t len);
/* Borrowed until the next change. */
struct str buf_str(const struct buf *b);
/* The text as a C string, "" when nothing was added; borrowed. */
const char *buf_text(const struct buf *b);
/* Hands the bytes to the caller, who frees them, and leaves b empty.  Never
 * NULL. */
char *buf_take(struct buf *b);

#define auto_buf __attribute__((cleanup(buf_done))) struct buf

#endif
