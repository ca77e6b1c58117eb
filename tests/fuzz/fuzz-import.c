/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as another program's list: what comes out can be read back, whole, and
 * is clean text. */
#include "baolan/extract/import.h"
#include "baolan/text/clean.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void need(bool truth)
{
	if (!truth)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	auto_buf output = BUF_INIT(BUF_MAX_TEXT);
	struct import_entry entry;
	size_t n = 0;
	if (import_run(str_make((const char *)data, size), &output, NULL) != ERR_OK)
		return 0;
	struct unpack unpack = unpack_from(buf_str(&output));
	while (import_next(&unpack, &entry)) {
		need(entry.url.len && clean_is(entry.url) && clean_is(entry.name));
		need(clean_is(entry.folder) && clean_is(entry.tags));
		n++;
	}
	need(n > 0 && unpack_done(&unpack));
	return 0;
}
