/* SPDX-License-Identifier: GPL-3.0-or-later */
/* doc.h - one page of news as one block of bytes.
 *
 * A document holds no pointers, only offsets from its start: a worker writes
 * it, a socket carries it, a store keeps it, layout reads it.  Nothing in it
 * is freed alone.  doc_check() proves every offset, count and string before
 * anyone reads a document that came from elsewhere; the readers below may
 * then trust it and never fail.
 *
 * All strings are valid UTF-8 without control characters (newlines only in
 * spans and where said), each followed by a NUL, so they can be used as C strings.  An
 * absent value is the absent string or an empty table, never invented. */
#ifndef BAOLAN_DOC_DOC_H
#define BAOLAN_DOC_DOC_H

#include "baolan/base/buf.h"
#include "baolan/base/err.h"

enum doc_kind { DOC_ARTICLE, DOC_LISTING, DOC_RANKINGS, DOC_REACTION };

/* One-value fields. */
enum doc_field {
	DOC_URL,       /* where it was fetched from, after redirects */
	DOC_CANONICAL, /* what the page calls its own address */
	DOC_SITE,      /* the masthead: the paper's name */
	DOC_KICKER,    /* 引题, above the headline */
	DOC_TITLE,
	DOC_SUBTITLE,  /* 副题 */
	DOC_PUBLISHED, /* RFC 3339 with zone, or a bare date */
	DOC_SOURCE,    /* 来源 */
	DOC_EDITOR,    /* 责任编辑, the bare name */
	DOC_LANGUAGE,  /* BCP 47, when the page says */
	DOC_SUMMARY,
	DOC_NEXT_PAGE, /* of a split article or a list; absolute URL */
	DOC_RECIPE,    /* the recipe that read it; absent: the general extractor */
	DOC_CHARSET,
	DOC_REACTION_PROTOCOL, /* recipe section name: "phpcms-mood" */
	DOC_REACTION_QUESTION, /* 您看完此新闻的心情是 */
	DOC_REACTION_MINE,     /* the token this reader cast; absent: none known */
	DOC_REACTION_MESSAGE,  /* what the site said to a cast */
	/* of a listing */
	DOC_HOME,    /* the page a feed is for */
	DOC_FEED,    /* the feed's own address; of a page: the feed it names */
	DOC_FORMAT,  /* "rss", "atom", "rdf", "json"; "page": no feed, but a page */
	DOC_UPDATED, /* as DOC_PUBLISHED */
	DOC_TTL,     /* how long the source asks us to wait, in seconds */
	DOC_FIELDS
};

struct doc_ref { /* a string in this document; at 0: absent */
	uint32_t at, len;
};

enum doc_block_type {
	BLOCK_PARAGRAPH,
	BLOCK_HEADING, /* level 1..6 */
	BLOCK_ITEM,  /* of a list: level = depth from 1; number = ordinal, 0: bullet */
	BLOCK_IMAGE, /* url, alt; spans: the caption */
	BLOCK_TABLE, /* number = columns; its cells follow, row by row */
	BLOCK_CELL,  /* level 1: heading cell; number = column from 0 */
	BLOCK_PRE,   /* spans keep their newlines and blanks */
	BLOCK_RULE,
	BLOCK_TYPES
};

struct doc_block {
	uint8_t type, level, quote; /* quote: depth of quotation, 0 none */
	uint8_t reserved;
	uint32_t number;
	uint32_t first_span, n_spans;
	struct doc_ref url, alt; /* BLOCK_IMAGE */
};

enum { SPAN_STRONG = 1, SPAN_EM = 2, SPAN_CODE = 4, SPAN_LINK = 8 };

struct doc_span {
	uint32_t style;      /* SPAN_ bits */
	struct doc_ref text; /* "\n" is a line break in the source (<br>) */
	struct doc_ref url;  /* SPAN_LINK: absolute */
};

/* A list of stories: the stories first..first+count-1 of the document.  Of
 * LIST_FEEDS, the feeds that a page names: their titles and addresses; of LIST_HOT,
 * the words that it links to more about; of the last two, one story each. */
enum doc_list_kind {
	LIST_STORIES,
	LIST_RELATED,
	LIST_RANKING,
	LIST_FEEDS,
	LIST_HOT,      /* 热词, 标签 */
	LIST_PREVIOUS, /* 上一篇: the story before this one; never a page of it */
	LIST_NEXT,     /* 下一篇 */
	LIST_KINDS
};
enum doc_period { PERIOD_OTHER, PERIOD_DAY, PERIOD_WEEK, PERIOD_MONTH, PERIODS };

struct doc_list {
	uint8_t kind, period;
	uint16_t reserved;
	struct doc_ref name; /* as the page heads it: 日排行榜 */
	uint32_t first, count;
};

struct doc_story {
	struct doc_ref title, url, summary, image, published, source;
	struct doc_ref heat; /* as written: 1.2万 */
	/* of a feed's entry */
	struct doc_ref id; /* guid: whatever the feed calls it */
	struct doc_ref updated;
	struct doc_ref content;    /* HTML as the feed brought it, with its newlines */
	struct doc_ref base;       /* what links in content are relative to */
	struct doc_ref authors;    /* one a line */
	struct doc_ref categories; /* one a line */
	struct doc_ref enclosures; /* one a line: address, type, bytes; "-": not said */
	uint32_t rank;             /* from 1; 0: none */
};

struct doc_mood {
	struct doc_ref token, label;
	int64_t count; /* -1: not known */
};

/* What a reaction request needs later (a recipe's vars): name and value. */
struct doc_var {
	struct doc_ref name, value;
};

struct doc; /* opaque: its first byte is the block's */

/* Prove that the block is a document; borrowed from `block`, which must be
 * aligned to 8 bytes.  NULL and *err when anything is off. */
const struct doc *doc_check(struct str block, struct error *err);
size_t doc_size(const struct doc *doc);
enum doc_kind doc_kind(const struct doc *doc);

struct str doc_str(const struct doc *doc, struct doc_ref ref);
struct str doc_field(const struct doc *doc, enum doc_field field);
uint32_t doc_n_authors(const struct doc *doc);
struct str doc_author(const struct doc *doc, uint32_t i);
/* The URLs of a split article's pages, in order; none for a single page. */
uint32_t doc_n_pages(const struct doc *doc);
struct str doc_page(const struct doc *doc, uint32_t i);
const struct doc_block *doc_blocks(const struct doc *doc, uint32_t *ret_count);
const struct doc_span *doc_spans(const struct doc *doc, const struct doc_block *block);
const struct doc_list *doc_lists(const struct doc *doc, uint32_t *ret_count);
const struct doc_story *doc_stories(const struct doc *doc, const struct doc_list *list);
const struct doc_mood *doc_moods(const struct doc *doc, uint32_t *ret_count);
int64_t doc_moods_total(const struct doc *doc); /* of the known counts */
const struct doc_var *doc_vars(const struct doc *doc, uint32_t *ret_count);
/* What had to be repaired for the source to be read, in words for the reader. */
uint32_t doc_n_repairs(const struct doc *doc);
struct str doc_repair(const struct doc *doc, uint32_t i);
/* A block's text without styles, appended to b. */
void doc_block_text(const struct doc *doc, const struct doc_block *block,
                    struct buf *b);
/* The first list of a kind (for LIST_RANKING: of a period); NULL when none. */
const struct doc_list *doc_list_of(const struct doc *doc, enum doc_list_kind kind,
                                   enum doc_period period);

/* --- building ---
 *
 * Order matters only inside a block, a list: begin, add, end.  Strings are
 * cleaned (text/clean.h) on the way in, so nobody can forget it. */
struct doc_builder;
struct doc_builder *doc_builder_new(enum doc_kind kind, size_t max_size);
void doc_builder_free(struct doc_builder *b);
/* A guess at the bytes of text to come; saves time, changes nothing. */
void doc_expect_text(struct doc_builder *b, size_t bytes);
/* White space is collapsed; an empty value changes nothing; a second value
 * replaces the first. */
void doc_set(struct doc_builder *b, enum doc_field field, struct str value);
/* Make a field absent again, one copied from another document. */
void doc_unset(struct doc_builder *b, enum doc_field field);
void doc_add_author(struct doc_builder *b, struct str name); /* once each, 32 at most */
void doc_add_page(struct doc_builder *b, struct str url); /* once each, 1000 at most */
void doc_add_repair(struct doc_builder *b, struct str what); /* once each, 32 at most */
/* Begin a block of the given type and place (proto's type, level, quote,
 * number); spans follow.  A cell outside a table becomes a paragraph; a table
 * grows to as many columns as its cells name, at most 256. */
void doc_begin_block(struct doc_builder *b, struct doc_block proto);
void doc_set_image(struct doc_builder *b, struct str url, struct str alt);
/* `text` is added as it is, apart from cleaning: the caller has collapsed
 * white space.  Adjacent spans of one style and URL become one. */
void doc_add_span(struct doc_builder *b, uint32_t style, struct str text,
                  struct str url);
/* A block without text (other than image, rule, table, cell) is dropped. */
void doc_end_block(struct doc_builder *b);
void doc_begin_list(struct doc_builder *b, enum doc_list_kind kind,
                    enum doc_period period, struct str name);
struct doc_story_text { /* what a story is made of; absent strings are fine */
	struct str title, url, summary, image, published, source, heat;
	struct str id, updated, content, base, authors, categories, enclosures;
	uint32_t rank;
};
void doc_add_story(struct doc_builder *b, const struct doc_story_text *story);
void doc_end_list(struct doc_builder *b); /* a list without stories is dropped */
void doc_add_mood(struct doc_builder *b, struct str token, struct str label,
                  int64_t count);
void doc_add_var(struct doc_builder *b, struct str name, struct str value);
/* Copy from another document, which must not be b's own block: all of it, or
 * the blocks alone (the body of the next page of a split article) ... */
void doc_copy_all(struct doc_builder *b, const struct doc *from);
void doc_copy_blocks(struct doc_builder *b, const struct doc *from);
/* ... or its reaction part: fields DOC_REACTION_*, moods and vars; those of b are
 * dropped first. */
void doc_copy_reaction(struct doc_builder *b, const struct doc *from);
/* Append the finished document to *ret_block (at an 8-aligned start); the
 * builder is spent.  ERR_LIMIT when it grew over its ceiling. */
enum err doc_build(struct doc_builder *b, struct buf *ret_block, struct error *err);

#endif
