/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "baolan/base/buf.h"

#include "baolan/base/mem.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void buf_init(struct buf *b, size_t max)
{
	*b = BUF_INIT(max);
}

void buf_done(struct buf *b)
{
	free(b->at);
	*b = BUF_INIT(b->max);
}

void buf_clear(struct buf *b)
{
	b->len = 0;
	b->over = false;
	if (b->at)
		b->at[0] = '\0';
}

char *buf_reserve(struct buf *b, size_t len)
{
	if (b->over || len > b->max - b->len) {
		b->over = true;
		return NULL;
	}
	size_t need = b->len + len + 1;
	if (need > b->size) {
		b->size = MAX(need, b->size + b->size / 2 + 32);
		b->at = mem_resize(b->at, b->size, 1);
		mem_want_huge_pages(b->at, b->size);
	}
	return b->at + b->len;
}

void buf_expect(struct buf *b, size_t len)
{
	if (!b->over)
		(void)buf_reserve(b, MIN(len, b->max - b->len));
}

void buf_grow(struct buf *b, size_t len)
{
	assert(b->at && b->len + len < b->size);
	b->len += len;
	b->at[b->len] = '\0';
}

bool buf_add(struct buf *b, const void *bytes, size_t len)
{
	char *end = buf_reserve(b, len);
	if (!end)
		return false;
	if (len)
		memcpy(end, bytes, len);
	buf_grow(b, len);
	return true;
}

bool buf_add_str(struct buf *b, struct str s)
{
	return buf_add(b, s.at, s.len);
}

bool buf_add_text(struct buf *b, const char *text)
{
	return buf_add(b, text, strlen(text));
}

bool buf_add_char(struct buf *b, char c)
{
	return buf_add(b, &c, 1);
}

bool buf_add_repeat(struct buf *b, struct str s, size_t times)
{
	while (times-- > 0)
		if (!buf_add_str(b, s))
			return false;
	return true;
}

bool buf_printf(struct buf *b, const char *format, ...)
{
	va_list args, again;
	va_start(args, format);
	va_copy(again, args);
	int len = vsnprintf(NULL, 0, format, args);
	va_end(args);
	char *end = len < 0 ? NULL : buf_reserve(b, (size_t)len);
	if (end) {
		vsnprintf(end, (size_t)len + 1, format, again);
		buf_grow(b, (size_t)len);
	}
	va_end(again);
	return end != NULL;
}

void buf_cut(struct buf *b, size_t len)
{
	if (len >= b->len)
		return;
	b->len = len;
	b->at[len] = '\0';
}

void buf_consume(struct buf *b, size_t len)
{
	if (!b->at)
		return;
	len = MIN(len, b->len);
	memmove(b->at, b->at + len, b->len - len + 1);
	b->len -= len;
}

struct str buf_str(const struct buf *b)
{
	return str_make(b->at ? b->at : "", b->len);
}

const char *buf_text(const struct buf *b)
{
	return b->at ? b->at : "";
}

char *buf_take(struct buf *b)
{
	char *bytes = b->at ? b->at : mem_strdup("");
	*b = BUF_INIT(b->max);
	return bytes;
}
