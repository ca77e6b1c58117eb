/* SPDX-License-Identifier: GPL-3.0-or-later */
/* import.h - a list of papers from another program: OPML 1.0 and 2.0, newsboat's
 * `urls` file, or just addresses, one a line.
 *
 * import_run is the sandboxed side.  It reads what there is, broken XML and wrong
 * encodings too, and judges nothing: which addresses may be followed is decided by
 * whoever reads the result. */
#ifndef BAOLAN_EXTRACT_IMPORT_H
#define BAOLAN_EXTRACT_IMPORT_H

#include "baolan/base/err.h"
#include "baolan/base/pack.h"

/* The file's bytes to packed entries; ERR_EMPTY when it has none. */
enum err import_run(struct str input, struct buf *ret_output, struct error *err);

struct import_entry {      /* borrowed */
	uint32_t line;     /* of a list; of OPML, the how-manieth entry */
	struct str url;    /* as it stood there */
	struct str name;   /* absent: none */
	struct str folder; /* "a/b" of nested ones; absent: none */
	struct str tags;   /* "a b" */
};
/* The next entry of the output; false at the end, and when it is damaged, which
 * sets unpack->bad. */
bool import_next(struct unpack *unpack, struct import_entry *ret_entry);

#endif
