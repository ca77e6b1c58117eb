/* SPDX-License-Identifier: GPL-3.0-or-later */
/* reader-around.c - the articles that a page itself names before and after it. */
#include "reader-inside.h"

#include "baolan/base/i18n.h"

#include "reader-commands.h"

static void go_around(struct reader *r, enum doc_list_kind kind, const char *none)
{
	struct page *page = reader_page(r);
	uint32_t n;
	const struct doc_list *lists = doc_lists(page->doc, &n);

	for (uint32_t i = 0; i < n; i++) {
		if (lists[i].kind != kind || !lists[i].count)
			continue;
		reader_follow_story(r, page, i, 0);
		return;
	}
	reader_say(r, "%s", none);
}

void article_before(struct reader *r, int count)
{
	(void)count;
	go_around(r, LIST_PREVIOUS, _("This page names no article before it"));
}

void article_after(struct reader *r, int count)
{
	(void)count;
	go_around(r, LIST_NEXT, _("This page names no article after it"));
}
