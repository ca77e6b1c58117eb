/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes become valid UTF-8 within the limit.  The first byte chooses the
 * label that HTTP is supposed to have given. */
#include "baolan/base/mem.h"
#include "baolan/text/charset.h"
#include "baolan/text/utf8.h"

#include <stdlib.h>

#define LIMIT ((size_t)1 << 20)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const labels[] = {
		NULL,       "gbk",       "big5",        "utf-8",
		"latin1",   "shift_jis", "iso-2022-jp", "utf-16le",
		"utf-16be", "euc-jp",    "euc-kr",      "windows-1251"
	};
	if (!size)
		return 0;
	struct str bytes = str_make((const char *)data + 1, size - 1);
	struct str label = str_of(labels[data[0] % ARRAY_SIZE(labels)]);
	struct decoded d;
	if (charset_decode(bytes, label, LIMIT, &d, NULL) != ERR_OK)
		return 0;
	auto_buf back = BUF_INIT(4 * LIMIT);
	if (!utf8_valid(d.text) || d.text.len > LIMIT ||
	    !charset_canonical(str_of(d.charset)))
		abort();
	if (!charset_encode(d.text, d.charset, &back))
		abort();
	decoded_done(&d);
	return 0;
}
