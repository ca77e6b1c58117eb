/* SPDX-License-Identifier: GPL-3.0-or-later */
/* listing.h - a feed as a document, and the feeds that a page names. */
#ifndef BAOLAN_EXTRACT_LISTING_H
#define BAOLAN_EXTRACT_LISTING_H

#include "baolan/doc/doc.h"
#include "baolan/text/charset.h"

#include <libxml/tree.h>
#include <stdint.h>

struct listing_source {
	struct str url;
	const struct decoded *decoded;
	struct str declared; /* the charset it claims to have; may be absent */
	int64_t now;
};

/* Is it a feed, or at least certainly no page? */
bool listing_is_feed(struct str text);
/* Append the feed as a DOC_LISTING. */
enum err listing_write_feed(const struct listing_source *source, struct buf *ret_output,
                            struct error *err);
/* Add the feeds that a page names (LIST_FEEDS), the first as DOC_FEED; `base`
 * resolves their addresses. */
void listing_add_feeds(const xmlDoc *page, struct str base, struct doc_builder *b);

#endif
