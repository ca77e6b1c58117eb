/* SPDX-License-Identifier: GPL-3.0-or-later */
/* feed.h - what a feed says, whatever it is written in.
 *
 * RSS 0.9x to 2.0, RSS 1.0 (RDF), Atom 0.3 and 1.0, JSON Feed 1.0 and 1.1, the
 * JSON of DailyHotApi; with content:encoded, Dublin Core, Media RSS, iTunes'
 * elements and sy:updatePeriod.  What can be read is read, and what had to be
 * overlooked is noted. */
#ifndef BAOLAN_MARKUP_FEED_H
#define BAOLAN_MARKUP_FEED_H

#include "baolan/base/arena.h"
#include "baolan/base/err.h"
#include "baolan/base/vec.h"

#include <stdint.h>

enum feed_format {
	FEED_NONE, /* no feed: a page, most likely */
	FEED_RSS,
	FEED_RDF,
	FEED_ATOM,
	FEED_JSON,
	FEED_OPML, /* a list of feeds, which is none itself */
	FEED_XML,  /* other XML that is no page either */
	FEED_FORMATS
};

enum feed_part {
	FEED_TITLE,     /* text */
	FEED_LINK,      /* address of the site, or of the story */
	FEED_ID,        /* as written */
	FEED_PUBLISHED, /* RFC 3339 */
	FEED_UPDATED,
	FEED_SUMMARY,    /* text */
	FEED_CONTENT,    /* HTML */
	FEED_BASE,       /* what its links are relative to */
	FEED_IMAGE,      /* address */
	FEED_SOURCE,     /* text */
	FEED_AUTHORS,    /* one a line */
	FEED_CATEGORIES, /* one a line */
	FEED_ENCLOSURES, /* one a line: address, type, bytes; "-": not said */
	FEED_HEAT,
	FEED_LANGUAGE,
	FEED_SELF, /* the feed's own address */
	FEED_TTL,  /* seconds */
	FEED_PARTS
};

struct feed_item { /* absent: not said */
	struct str part[FEED_PARTS];
};

struct feed {
	enum feed_format format;
	struct feed_item head;
	VEC(struct feed_item) items;
	uint32_t flaws;     /* one bit a kind; feed_flaw_text says what */
	struct arena arena; /* of strings that do not stand in the source */
};

struct feed_source {
	struct str text; /* UTF-8; outlives the feed */
	struct str url;  /* where it came from */
	int64_t now;
};

/* What a text is, by its first element; costs next to nothing. */
enum feed_format feed_format_of(struct str text);
/* "rss", "atom", "rdf", "json"; NULL for what is no feed. */
const char *feed_format_name(enum feed_format format);
/* ERR_FORMAT: this is no feed, and what it is instead; ERR_LIMIT: its entities
 * grow without end. */
enum err feed_read(const struct feed_source *source, struct feed *ret_feed,
                   struct error *err);
void feed_done(struct feed *feed);

/* What a bit of flaws means, translated; NULL when no kind has that bit. */
const char *feed_flaw_text(uint32_t flaw);

#endif
