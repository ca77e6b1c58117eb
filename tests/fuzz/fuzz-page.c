/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The input is a page.  Whatever it is, the job ends in an error or in a
 * document that proves sound. */
#include "baolan/base/mem.h"
#include "baolan/extract/job.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct page_job job = { .url = STR("http://paper.example/2016/06/06/1.html"),
		                .bytes = { (const char *)bytes, len },
		                .now = 1717200000 };
	auto_buf input = BUF_INIT(64 << 20), output = BUF_INIT(64 << 20);
	page_input(&job, &input);
	if (page_run(buf_str(&input), &output, NULL))
		return 0;
	if (!doc_check(buf_str(&output), NULL))
		abort();
	return 0;
}
