/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One small page is read for real before the sandbox shuts: whatever libxml2,
 * ICU, jansson, gettext or the C library open on first use is opened then.  What
 * is only computed on first use (the tables of GB and Big5, ICU's regular
 * expressions) is left to the page that needs it: the first page waits for this. */
#include "page.h"

#include "baolan/base/clock.h"
#include "baolan/extract/job.h"
#include "baolan/text/charset.h"

static const char page[] =
        "<!DOCTYPE html><html lang=zh><head><meta charset=utf-8>"
        "<title>title_site</title>"
        "<script type='application/ld+json'>{\"@type\":\"NewsArticle\"}</script>"
        "</head><body><h1>title</h1><div>2016-06-06 08:49</div>"
        "<div class=content><p>你好。One, two.</p>"
        "<a href='/a?b=你'>&hellip;</a></div></body></html>";

void extract_warm(void)
{
	charset_warm();
	struct page_job job = { .url = STR("http://warm.invalid/"),
		                .bytes = str_of(page),
		                .now = clock_now() };
	auto_buf input = BUF_INIT(BUF_MAX_TEXT), output = BUF_INIT(BUF_MAX_TEXT);
	page_input(&job, &input);
	(void)page_run(buf_str(&input), &output, NULL);
}
