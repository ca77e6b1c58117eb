/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pack.h - texts deflated (RFC 1950), for src/store only. */
#ifndef BAOLAN_SRC_STORE_PACK_H
#define BAOLAN_SRC_STORE_PACK_H

#include "baolan/base/buf.h"

/* Append the deflated bytes. */
void pack_deflate(struct str bytes, struct buf *b);
/* Append `size` bytes; false when they are not that many, or damaged, or b is full. */
bool pack_inflate(struct str packed, size_t size, struct buf *b);

#endif
