/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pack.h - numbers and strings as message bodies between our processes.
 *
 * Native byte order: both ends run on one machine.  Reading is bounds-checked
 * and sticky: after the first thing that is not there everything reads as 0 or
 * absent and `bad` stays set, so a reader checks once, at the end. */
#ifndef BAOLAN_BASE_PACK_H
#define BAOLAN_BASE_PACK_H

#include "baolan/base/buf.h"

void pack_u32(struct buf *b, uint32_t number);
void pack_u64(struct buf *b, uint64_t number);
/* Length and bytes; the absent string stays absent. */
void pack_str(struct buf *b, struct str s);

struct unpack {
	struct str rest;
	bool bad;
};

struct unpack unpack_from(struct str body);
uint32_t unpack_u32(struct unpack *u);
uint64_t unpack_u64(struct unpack *u);
/* Borrowed from the body. */
struct str unpack_str(struct unpack *u);
/* True when all was read, nothing was missing and nothing is left over. */
bool unpack_done(const struct unpack *u);

#endif
