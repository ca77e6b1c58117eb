/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "baolan/base/vec.h"

#include "baolan/base/mem.h"

#include <stdlib.h>
#include <string.h>

void *vec_push_bytes(void **at, size_t *len, size_t *size, size_t item)
{
	if (*len == *size) {
		*size = *size ? *size * 2 : 8;
		*at = mem_resize(*at, *size, item);
		mem_want_huge_pages(*at, *size * item);
	}
	void *slot = (char *)*at + (*len)++ * item;
	return memset(slot, 0, item);
}

void vec_done_bytes(void **at, size_t *len, size_t *size)
{
	free(*at);
	*at = NULL;
	*len = *size = 0;
}
