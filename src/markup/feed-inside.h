/* SPDX-License-Identifier: GPL-3.0-or-later */
/* feed-inside.h - what the files of feed share among themselves. */
#ifndef BAOLAN_MARKUP_FEED_INSIDE_H
#define BAOLAN_MARKUP_FEED_INSIDE_H

#include "baolan/base/buf.h"
#include "baolan/markup/feed.h"

/* Flaws; the lower bits are those of xml.h. */
enum {
	FEED_BAD_DATE = 1 << 16, /* a date that nobody can read */
	FEED_CUT_JSON = 1 << 17, /* JSON that ends too early */
	FEED_TOO_MANY = 1 << 18, /* more items than we take */
	FEED_BAD_LINK = 1 << 19, /* an address that can not be followed */
};

#define FEED_MAX_ITEMS 20000
#define FEED_MAX_TEXT ((size_t)128 << 20)

/* A feed's head, or an item, while it is read. */
struct part_maker {
	struct feed_item made;
	uint8_t rank[FEED_PARTS];     /* 1 + of the element a part is from */
	struct buf lines[FEED_PARTS]; /* of the parts that are lists, */
	uint8_t n_lines[FEED_PARTS];  /* and how many lines */
};

struct feed_maker {
	const struct feed_source *source;
	struct feed *feed;
	struct part_maker head, item;
};

/* Set a part from an element of that rank; the lowest rank wins, of one rank the
 * first.  `value` must outlive the feed. */
void part_set(struct part_maker *made, enum feed_part part, uint8_t rank,
              struct str value);
/* Would that rank win? */
bool part_wants(const struct part_maker *made, enum feed_part part, uint8_t rank);
/* Of elements of that rank, let the next one win. */
void part_forget(struct part_maker *made, enum feed_part part, uint8_t rank);
/* Add a line to a list; of a better rank than the list's it begins anew.  A line
 * that is there already, or more than 64, are not added. */
void part_add(struct part_maker *made, enum feed_part part, uint8_t rank,
              struct str line);

/* Each of these reads a text that need not outlive the call. */
void maker_set_text(struct feed_maker *maker, struct part_maker *made,
                    enum feed_part part, uint8_t rank, struct str text);
void maker_set_date(struct feed_maker *maker, struct part_maker *made,
                    enum feed_part part, uint8_t rank, struct str text);
/* Resolved against base; absent: the source's own address. */
void maker_set_link(struct feed_maker *maker, struct part_maker *made,
                    enum feed_part part, uint8_t rank, struct str link,
                    struct str base);
void maker_add_enclosure(struct feed_maker *maker, struct part_maker *made,
                         struct str link, struct str type, struct str length,
                         struct str base);

/* What is read is complete: derive what follows from other parts. */
void maker_end_item(struct feed_maker *maker);

/* feed-xml.c, feed-json.c */
enum err feed_read_xml(struct feed_maker *maker, struct error *err);
enum err feed_read_json(struct feed_maker *maker, struct error *err);

#endif
