/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was cleaned is clean, valid UTF-8, without a control, and stays so. */
#include "baolan/text/clean.h"
#include "baolan/text/utf8.h"
#include "baolan/text/width.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(struct str s, bool keep_lines)
{
	uint32_t c;
	if (!utf8_valid(s) || (!keep_lines && !clean_is(s)))
		abort();
	for (; s.len; s = str_from(s, utf8_next(s, &c))) {
		utf8_next(s, &c);
		if (width_of(c) < 0 && !(keep_lines && c == '\n'))
			abort();
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str s = str_make((const char *)data, size);
	auto_buf lines = BUF_INIT(BUF_MAX_TEXT), line = BUF_INIT(BUF_MAX_TEXT);
	auto_buf collapsed = BUF_INIT(BUF_MAX_TEXT), again = BUF_INIT(BUF_MAX_TEXT);
	clean_add(&lines, s, true);
	clean_add(&line, s, false);
	clean_add_collapsed(&collapsed, s);
	clean_add_collapsed(&again, buf_str(&collapsed));
	check(buf_str(&lines), true);
	check(buf_str(&line), false);
	check(buf_str(&collapsed), false);
	if (clean_is(s) != str_eq(s, buf_str(&line)) ||
	    !str_eq(buf_str(&collapsed), buf_str(&again)))
		abort();
	return 0;
}
