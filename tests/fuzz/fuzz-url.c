/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The input is "charset NUL base NUL reference".  A result must be visible ASCII
 * and resolve to itself. */
#include "baolan/base/mem.h"
#include "baolan/text/url.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static void check_normal(struct str url)
{
	auto_buf again = BUF_INIT(1 << 18);
	for (size_t i = 0; i < url.len; i++)
		if (url.at[i] <= ' ' || url.at[i] == 0x7F)
			abort();
	/* What grew past the limit is refused the second time. */
	if (url.len < 1 << 15 && (!url_resolve(STR_NONE, url, NULL, &again) ||
	                          !str_eq(buf_str(&again), url)))
		abort();
	if (!url_is_web(url))
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct str rest = { (const char *)bytes, len };
	struct str label = str_cut(&rest, '\0'), base = str_cut(&rest, '\0');
	auto_buf url = BUF_INIT(1 << 18), typed = BUF_INIT(1 << 18);
	auto_free char *charset = str_dup(label);
	struct url parts;
	url_split(base, &parts);
	url_host(base);
	url_matches(base, rest);
	if (url_resolve(base, rest, label.len ? charset : NULL, &url))
		check_normal(buf_str(&url));
	if (url_from_typed(rest, &typed))
		check_normal(buf_str(&typed));
	return 0;
}
