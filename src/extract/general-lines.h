/* SPDX-License-Identifier: GPL-3.0-or-later */
/* general-lines.h - a part of a page as a reader sees it: lines of styled text,
 * pictures and tables in order, still to be judged one by one before they
 * become a document's blocks. */
#ifndef BAOLAN_EXTRACT_GENERAL_LINES_H
#define BAOLAN_EXTRACT_GENERAL_LINES_H

#include "general-tree.h"

#include "baolan/doc/doc.h"

struct line_span {
	uint32_t style, at, len; /* SPAN_ bits; where in lines.text */
	struct str href;         /* SPAN_LINK: as the page writes it; borrowed */
};

struct line {
	struct doc_block block; /* type, level, quote, number */
	uint32_t first_span, n_spans;
	uint32_t at, len;                         /* in lines.text */
	uint32_t chars, link_chars, strong_chars; /* without white space */
	struct str src, alt;                      /* BLOCK_IMAGE; borrowed */
	const xmlNode *node;                      /* the element it began in */
	bool caption; /* marked as a picture's caption by its element */
	bool dropped;
};

struct lines {
	VEC(struct line) list;
	VEC(struct line_span) spans;
	struct buf text;
};

void lines_init(struct lines *lines);
void lines_done(struct lines *lines);
struct str line_text(const struct lines *lines, const struct line *line);

/* Should this element be left out, with all that is in it? */
typedef bool lines_skip_fn(void *data, const xmlNode *element);
/* Append what stands in `root`.  The tree gives the counts that tell tables of
 * data from tables of layout. */
void lines_add(struct lines *lines, const struct tree *tree, xmlNode *root,
               lines_skip_fn *skip, void *data);
/* The address of a picture, lazy-loaded or not, as the page writes it; absent
 * for what is no picture of the story: spacers, icons, trackers. */
struct str image_source(const xmlNode *image);

/* Joins the lines of paragraphs that were broken where a window ended. */
void lines_join_wrapped(struct lines *lines);

#endif
