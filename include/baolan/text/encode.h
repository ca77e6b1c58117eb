/* SPDX-License-Identifier: GPL-3.0-or-later */
/* encode.h - between UTF-8 and the encoding of the locale.
 *
 * Inside the program all text is UTF-8.  Where the locale has another codeset
 * (zh_CN.GBK, zh_TW.BIG5, plain C) text goes out, and arguments and keys come in,
 * through an encoder.  The tables are iconv(3)'s, which are those of the locale's own
 * wcrtomb(3): what an encoder takes, curses can draw.
 *
 * An encoder transliterates nothing: glyphs.h does, before text is laid out. */
#ifndef BAOLAN_TEXT_ENCODE_H
#define BAOLAN_TEXT_ENCODE_H

#include "baolan/base/buf.h"
#include "baolan/text/translit.h"

#include <stdint.h>

struct encoder;

/* For a codeset by its name as nl_langinfo(CODESET) gives it.  NULL for UTF-8, and for
 * a name that iconv does not know: then text goes as it is. */
struct encoder *encoder_new(const char *codeset);
void encoder_free(struct encoder *encoder);

/* Is c in the codeset?  Remembers the answer. */
bool encoder_has(struct encoder *encoder, uint32_t c);
/* The script that the codeset was made for and whose characters it has all of;
 * SCRIPT_AS_IS when it has both, or neither. */
enum script encoder_script(const struct encoder *encoder);

/* Append text in the codeset, '?' for what is not in it.  A NULL encoder appends it
 * as it is. */
void encoder_add(struct encoder *encoder, struct str text, struct buf *b);

/* The way back, for bytes that come in pieces: append the whole characters at the
 * head of `bytes` as UTF-8 and return how many bytes they were; what is left is a
 * character's beginning, at most 3 bytes.  A byte that begins no character becomes
 * U+FFFD.  A NULL encoder takes everything as it is. */
size_t encoder_read(struct encoder *encoder, struct str bytes, struct buf *b);

#endif
