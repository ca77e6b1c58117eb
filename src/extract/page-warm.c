/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One small page is read for real before the sandbox shuts: whatever libxml2,
 * ICU, gettext or the C library load on first use is loaded then. */
#include "page.h"

#include "baolan/base/clock.h"
#include "baolan/extract/job.h"
#include "baolan/text/charset.h"

static const char page[] =
        "<!DOCTYPE html><html lang=zh><head><meta charset=gb18030>"
        "<title>title_site</title>"
        "<script type='application/ld+json'>{\"@type\":\"NewsArticle\"}</script>"
        "</head><body><h1>title</h1><div>2016-06-06 08:49</div>"
        "<div class=content><p>\xc4\xe3\xba\xc3\xa1\xa3 One, two.</p>"
        "<a href='/a?b=\xc4\xe3'>&hellip;</a></div></body></html>";

static const char recipe[] =
        "[site]\nname = warm\nmatch = warm.invalid/*\n"
        "[article]\ntitle = //h1\nbody = //div[@class='content']\n";

void extract_warm(void)
{
	struct recipe *warm = NULL;
	charset_warm();
	html_warm();
	if (recipe_parse(STR("warm.ini"), str_of(recipe), &warm, NULL))
		warm = NULL;
	struct page_job job = { .url = STR("http://warm.invalid/"),
		                .bytes = str_of(page),
		                .recipe = warm,
		                .now = clock_now() };
	auto_buf input = BUF_INIT(BUF_MAX_TEXT), output = BUF_INIT(BUF_MAX_TEXT);
	page_input(&job, &input);
	(void)page_run(buf_str(&input), &output, NULL);
	recipe_free(warm);
}
