/* SPDX-License-Identifier: GPL-3.0-or-later */
/* str.h - a borrowed run of bytes, usually UTF-8, not NUL-terminated.
 *
 * A `struct str` owns nothing and is passed by value.  {NULL, 0} is the absent
 * string; STR("") is the empty one; both have no length. */
#ifndef BAOLAN_BASE_STR_H
#define BAOLAN_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct str {
	const char *at;
	size_t len;
};

#define STR(literal) ((struct str){ "" literal, sizeof(literal) - 1 })
#define STR_NONE ((struct str){ NULL, 0 })
/* For printf("%.*s"). */
#define STR_ARG(s) (int)(s).len, (s).at ? (s).at : ""
#define STR_NPOS ((size_t)-1)

static inline struct str str_of(const char *text)
{
	return (struct str){ text, text ? strlen(text) : 0 };
}

static inline struct str str_make(const char *at, size_t len)
{
	return (struct str){ at, len };
}

static inline bool str_eq(struct str a, struct str b)
{
	return a.len == b.len && (!a.len || memcmp(a.at, b.at, a.len) == 0);
}

/* The rest of s from byte `from` on; empty when past the end. */
struct str str_from(struct str s, size_t from);
/* The first `len` bytes of s, or all of it. */
struct str str_head(struct str s, size_t len);
bool str_starts(struct str s, struct str prefix);
bool str_ends(struct str s, struct str suffix);
/* ASCII letters compare without case. */
bool str_eq_nocase(struct str a, struct str b);
bool str_starts_nocase(struct str s, struct str prefix);
/* The offset of the first `needle`, or STR_NPOS. */
size_t str_find(struct str s, struct str needle);
size_t str_find_char(struct str s, char c);
size_t str_find_last_char(struct str s, char c);
bool str_has(struct str s, struct str needle);
/* Without ASCII white space at both ends. */
struct str str_trim(struct str s);
/* Without white space of any script (U+3000, U+00A0, U+200B, U+FEFF …) at
 * both ends. */
struct str str_trim_space(struct str s);
/* Cut *rest at the first `c`: returns what stood before it and leaves *rest
 * behind it.  Without `c` returns all and leaves *rest absent.  So:
 * `while (rest.at) { struct str part = str_cut(&rest, ','); … }` */
struct str str_cut(struct str *rest, char c);
/* As memcmp orders them, a head before what is longer. */
int str_compare(struct str a, struct str b);
/* A non-negative decimal number filling all of s, at most `max`. */
bool str_number(struct str s, unsigned long max, unsigned long *ret_number);
/* A NUL-terminated copy; the caller frees it. */
char *str_dup(struct str s);

#endif
