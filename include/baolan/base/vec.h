/* SPDX-License-Identifier: GPL-3.0-or-later */
/* vec.h - an array that grows.
 *
 * `VEC(struct row) rows = { 0 }; *vec_push(&rows) = row; rows.at[i]; rows.len`.
 * Zero bytes are an empty vector.  Pointers into it die with the next push. */
#ifndef BAOLAN_BASE_VEC_H
#define BAOLAN_BASE_VEC_H

#include <stddef.h>

#define VEC(type)                 \
	struct {                  \
		type *at;         \
		size_t len, size; \
	}

/* A pointer to a new, zeroed element at the end. */
#define vec_push(vec)                                                            \
	((__typeof__((vec)->at))vec_push_bytes((void **)&(vec)->at, &(vec)->len, \
	                                       &(vec)->size, sizeof(*(vec)->at)))
#define vec_last(vec) (&(vec)->at[(vec)->len - 1])
#define vec_done(vec) vec_done_bytes((void **)&(vec)->at, &(vec)->len, &(vec)->size)
#define vec_clear(vec) ((void)((vec)->len = 0))
/* `item` is the name of a new pointer. NOLINTBEGIN(bugprone-macro-parentheses) */
#define vec_each(item, vec)                              \
	for (__typeof__((vec)->at + 0) item = (vec)->at; \
	     item && item < (vec)->at + (vec)->len; item++)
/* NOLINTEND(bugprone-macro-parentheses) */

void *vec_push_bytes(void **at, size_t *len, size_t *size, size_t item);
void vec_done_bytes(void **at, size_t *len, size_t *size);

#endif
