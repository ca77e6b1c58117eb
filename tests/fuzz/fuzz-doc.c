/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes that claim to be a document: what doc_check() takes must be safe to walk
 * and to copy, and the copy must be a document again. */
#include "baolan/base/mem.h"
#include "baolan/doc/doc.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static void copy_and_check(const struct doc *doc)
{
	struct doc_builder *b = doc_builder_new(doc_kind(doc), (size_t)16 << 20);
	auto_buf block = BUF_INIT((size_t)16 << 20);
	doc_copy_all(b, doc);
	if (doc_build(b, &block, NULL) == ERR_OK && !doc_check(buf_str(&block), NULL))
		abort();
	doc_builder_free(b);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	/* A block of its own, aligned and with nothing behind it. */
	auto_free char *block = mem_alloc(len);
	if (len)
		memcpy(block, bytes, len);
	const struct doc *doc = doc_check(str_make(block, len), NULL);
	if (doc)
		copy_and_check(doc);
	return 0;
}
