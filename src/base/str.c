/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "baolan/base/str.h"

#include "baolan/base/mem.h"

#include <strings.h>

struct str str_from(struct str s, size_t from)
{
	if (from >= s.len)
		return str_make(s.at ? s.at + s.len : NULL, 0);
	return str_make(s.at + from, s.len - from);
}

struct str str_head(struct str s, size_t len)
{
	return str_make(s.at, MIN(len, s.len));
}

bool str_starts(struct str s, struct str prefix)
{
	return s.len >= prefix.len && str_eq(str_head(s, prefix.len), prefix);
}

bool str_ends(struct str s, struct str suffix)
{
	return s.len >= suffix.len && str_eq(str_from(s, s.len - suffix.len), suffix);
}

bool str_eq_nocase(struct str a, struct str b)
{
	return a.len == b.len && (!a.len || strncasecmp(a.at, b.at, a.len) == 0);
}

bool str_starts_nocase(struct str s, struct str prefix)
{
	return s.len >= prefix.len && str_eq_nocase(str_head(s, prefix.len), prefix);
}

/* memmem prepares for long texts, which takes longer than to look through short
 * ones. */
#define SHORT_TEXT 64

static size_t find_in_short(struct str s, struct str needle)
{
	const char *at = s.at, *end = s.at + s.len - needle.len + 1;
	for (; (at = memchr(at, needle.at[0], (size_t)(end - at))); at++)
		if (memcmp(at, needle.at, needle.len) == 0)
			return (size_t)(at - s.at);
	return STR_NPOS;
}

size_t str_find(struct str s, struct str needle)
{
	if (!needle.len)
		return 0;
	if (s.len < needle.len)
		return STR_NPOS;
	if (s.len <= SHORT_TEXT)
		return find_in_short(s, needle);
	const char *found = memmem(s.at, s.len, needle.at, needle.len);
	return found ? (size_t)(found - s.at) : STR_NPOS;
}

size_t str_find_char(struct str s, char c)
{
	const char *found = s.len ? memchr(s.at, c, s.len) : NULL;
	return found ? (size_t)(found - s.at) : STR_NPOS;
}

size_t str_find_last_char(struct str s, char c)
{
	const char *found = s.len ? memrchr(s.at, c, s.len) : NULL;
	return found ? (size_t)(found - s.at) : STR_NPOS;
}

bool str_has(struct str s, struct str needle)
{
	return str_find(s, needle) != STR_NPOS;
}

static bool is_ascii_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

struct str str_trim(struct str s)
{
	while (s.len && is_ascii_space(s.at[0]))
		s = str_from(s, 1);
	while (s.len && is_ascii_space(s.at[s.len - 1]))
		s.len--;
	return s;
}

/* The white space beyond ASCII that pages pad their texts with: U+00A0 in two
 * bytes; U+2000..U+200B (quads, thin, zero width), U+2028, U+2029, U+202F, U+3000
 * and U+FEFF in three. */
static bool is_wide_space(const unsigned char *at)
{
	if (at[0] == 0xE2 && at[1] == 0x80)
		return at[2] <= 0x8B || at[2] == 0xA8 || at[2] == 0xA9 || at[2] == 0xAF;
	return (at[0] == 0xE3 && at[1] == 0x80 && at[2] == 0x80) ||
	       (at[0] == 0xEF && at[1] == 0xBB && at[2] == 0xBF);
}

static size_t wide_space_at(struct str s, bool at_end)
{
	const unsigned char *at = (const unsigned char *)s.at;
	size_t two = at_end ? s.len - 2 : 0, three = at_end ? s.len - 3 : 0;
	if (s.len >= 2 && at[two] == 0xC2 && at[two + 1] == 0xA0)
		return 2;
	return s.len >= 3 && is_wide_space(at + three) ? 3 : 0;
}

struct str str_trim_space(struct str s)
{
	size_t before;
	do {
		before = s.len;
		s = str_trim(s);
		s = str_from(s, wide_space_at(s, false));
		s.len -= wide_space_at(s, true);
	} while (s.len != before);
	return s;
}

struct str str_cut(struct str *rest, char c)
{
	struct str all = *rest;
	size_t at = str_find_char(all, c);
	if (at == STR_NPOS) {
		*rest = STR_NONE;
		return all;
	}
	*rest = str_make(all.at + at + 1, all.len - at - 1);
	return str_head(all, at);
}

int str_compare(struct str a, struct str b)
{
	size_t shared = MIN(a.len, b.len);
	int order = shared ? memcmp(a.at, b.at, shared) : 0;
	return order ? order : (a.len > b.len) - (a.len < b.len);
}

bool str_number(struct str s, unsigned long max, unsigned long *ret_number)
{
	unsigned long number = 0;
	if (!s.len)
		return false;
	for (size_t i = 0; i < s.len; i++) {
		unsigned digit = (unsigned char)s.at[i] - '0';
		if (digit > 9 || __builtin_mul_overflow(number, 10UL, &number) ||
		    __builtin_add_overflow(number, digit, &number) || number > max)
			return false;
	}
	*ret_number = number;
	return true;
}

char *str_dup(struct str s)
{
	return mem_strndup(s.at, s.len);
}
