/* SPDX-License-Identifier: GPL-3.0-or-later */
/* checked-doc.h - the document in a block, or the test fails. */
#ifndef CHECKED_DOC_H
#define CHECKED_DOC_H

#include "baolan/doc/doc.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static inline const struct doc *checked(const struct buf *block)
{
	struct error err = { 0 };
	const struct doc *doc = doc_check(buf_str(block), &err);
	if (!doc)
		fail_msg("%s", err.text);
	return doc;
}

#endif
