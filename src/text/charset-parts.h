/* SPDX-License-Identifier: GPL-3.0-or-later */
/* charset-parts.h - what the files of charset share among themselves. */
#ifndef BAOLAN_TEXT_CHARSET_PARTS_H
#define BAOLAN_TEXT_CHARSET_PARTS_H

#include "baolan/base/buf.h"

/* ICU's name for the converter of a canonical name. */
const char *charset_icu_name(const char *canonical);
/* One byte a character, so that any bytes at all decode? */
bool charset_is_single_byte(const char *canonical);

/* Add bytes, read as `canonical`, to out; returns how many sequences became
 * U+FFFD. */
unsigned charset_read(struct str bytes, const char *canonical, struct buf *out);
void charset_read_warm(void);

/* How much of `bytes` is UTF-8: well-formed characters of three or four bytes,
 * all well-formed ones beyond ASCII, and ill-formed sequences. */
struct utf8_share {
	size_t long_ones, good, bad;
};
struct utf8_share charset_utf8_share(struct str bytes);

/* The likeliest charset by statistics on the text between the tags, never
 * NULL: canonical, "gb18030" when nothing speaks for another. */
const char *charset_detect(struct str bytes);
void charset_detect_warm(void);

#endif
