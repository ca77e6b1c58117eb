/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pack.h"

#include <zlib.h>

/* Level 1: a third of the time of the usual one, for a tenth more bytes. */
enum { LEVEL = 1 };

void pack_deflate(struct str bytes, struct buf *b)
{
	uLongf len = compressBound(bytes.len);
	char *room = buf_reserve(b, len);
	if (room && compress2((Bytef *)room, &len, (const Bytef *)bytes.at, bytes.len,
	                      LEVEL) == Z_OK)
		buf_grow(b, len);
	else
		b->over = true;
}

bool pack_inflate(struct str packed, size_t size, struct buf *b)
{
	uLongf len = size;
	char *room = buf_reserve(b, size);
	if (!room || uncompress((Bytef *)room, &len, (const Bytef *)packed.at,
	                        packed.len) != Z_OK)
		return false;
	buf_grow(b, len);
	return len == size;
}
