/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "baolan/base/pack.h"

#include <assert.h>

#define ABSENT UINT32_MAX

void pack_u32(struct buf *b, uint32_t number)
{
	buf_add(b, &number, sizeof(number));
}

void pack_u64(struct buf *b, uint64_t number)
{
	buf_add(b, &number, sizeof(number));
}

void pack_str(struct buf *b, struct str s)
{
	assert(s.len < ABSENT);
	pack_u32(b, s.at ? (uint32_t)s.len : ABSENT);
	buf_add_str(b, s);
}

struct unpack unpack_from(struct str body)
{
	return (struct unpack){ .rest = body };
}

static struct str cut_bytes(struct unpack *u, size_t len)
{
	if (u->bad || u->rest.len < len) {
		u->bad = true;
		return STR_NONE;
	}
	struct str bytes = str_head(u->rest, len);
	u->rest = str_from(u->rest, len);
	return bytes;
}

uint32_t unpack_u32(struct unpack *u)
{
	uint32_t number = 0;
	struct str bytes = cut_bytes(u, sizeof(number));
	if (bytes.at)
		memcpy(&number, bytes.at, sizeof(number));
	return number;
}

uint64_t unpack_u64(struct unpack *u)
{
	uint64_t number = 0;
	struct str bytes = cut_bytes(u, sizeof(number));
	if (bytes.at)
		memcpy(&number, bytes.at, sizeof(number));
	return number;
}

struct str unpack_str(struct unpack *u)
{
	uint32_t len = unpack_u32(u);
	if (u->bad || len == ABSENT)
		return STR_NONE;
	struct str s = cut_bytes(u, len);
	if (!u->bad && !s.at)
		s.at = "";
	return s;
}

bool unpack_done(const struct unpack *u)
{
	return !u->bad && u->rest.len == 0;
}
