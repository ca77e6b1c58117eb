/* SPDX-License-Identifier: GPL-3.0-or-later */
/* utf8.h - characters in UTF-8 (RFC 3629). */
#ifndef BAOLAN_TEXT_UTF8_H
#define BAOLAN_TEXT_UTF8_H

#include "baolan/base/buf.h"

#include <stdint.h>

#define UTF8_BAD 0xFFFDu

/* Decode the character at s.at; returns its length in bytes, 0 when s is
 * empty.  An invalid sequence gives U+FFFD and the length of its maximal
 * ill-formed prefix (at least 1), never more than s.len. */
size_t utf8_next(struct str s, uint32_t *ret_char);
/* The character before the end of s. */
size_t utf8_previous(struct str s, uint32_t *ret_char);
/* Writes 1 to 4 bytes; a surrogate or a too large value gives U+FFFD. */
size_t utf8_put(uint32_t c, char out[4]);
void utf8_add(struct buf *b, uint32_t c);
bool utf8_valid(struct str s);
/* Length in characters. */
size_t utf8_count(struct str s);
/* The longest head of at most `len` bytes that tears no character. */
struct str utf8_head(struct str s, size_t len);
bool utf8_is_han(uint32_t c);   /* ideographs of every block, and U+3007 */
bool utf8_is_space(uint32_t c); /* of every script, with U+3000, U+200B, U+FEFF */

#endif
