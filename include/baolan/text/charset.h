/* SPDX-License-Identifier: GPL-3.0-or-later */
/* charset.h - from the bytes of a page to UTF-8.
 *
 * Order: byte order mark, HTTP charset, <meta> or XML declaration in the first
 * 1024 bytes, valid UTF-8, statistics on the whole body, gb18030.  A declared
 * label that plainly does not decode loses to one that does.  Labels are those
 * of the WHATWG Encoding Standard; every GB label is read as gb18030 and every
 * Big5 label as Big5-HKSCS, through ICU. */
#ifndef BAOLAN_TEXT_CHARSET_H
#define BAOLAN_TEXT_CHARSET_H

#include "baolan/base/buf.h"
#include "baolan/base/err.h"

/* The converter for a label in any case and padding, as its canonical WHATWG
 * name ("utf-8", "gb18030", "big5"); NULL for an unknown label. */
const char *charset_canonical(struct str label);
/* The label a page declares about itself (meta charset, meta http-equiv, XML
 * declaration) in its first 1024 bytes; absent when there is none.  Borrowed. */
struct str charset_declared(struct str bytes);

struct decoded {
	struct str text;     /* valid UTF-8 without BOM; in `own` or in the input */
	struct buf own;      /* holds nothing when the input was UTF-8 already */
	const char *charset; /* canonical name, static */
	unsigned replaced;   /* how many sequences became U+FFFD */
};

/* `http_label` may be absent.  Fails only when the output is over max bytes
 * (ERR_LIMIT). */
enum err charset_decode(struct str bytes, struct str http_label, size_t max,
                        struct decoded *ret_decoded, struct error *err);
void decoded_done(struct decoded *d);

/* UTF-8 into `charset` (canonical name), as a URL's query of such a page is
 * sent: what can't be encoded becomes &#NNNN; as browsers do.  False for an
 * unknown charset. */
bool charset_encode(struct str text, const char *charset, struct buf *ret_bytes);
/* Open the converters and the statistics of ICU, before a sandbox shuts. */
void charset_warm(void);

#endif
