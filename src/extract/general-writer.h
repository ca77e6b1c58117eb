/* SPDX-License-Identifier: GPL-3.0-or-later */
/* general-writer.h - the line that is being written while a part of a page is
 * walked (general-lines.c), and all that the walk knows of where it is. */
#ifndef BAOLAN_EXTRACT_GENERAL_WRITER_H
#define BAOLAN_EXTRACT_GENERAL_WRITER_H

#include "general-lines.h"

struct list_place {
	const xmlNode *list;
	uint32_t ordinal; /* 0: bullets */
};

struct writer {
	struct lines *out;
	const struct tree *tree;
	lines_skip_fn *skip;
	void *skip_data;

	/* where the walk is */
	int strong, em, code; /* depths */
	uint8_t heading;
	int quote;
	struct str href;
	const xmlNode *link, *pre, *table, *prose_pre, *block;
	VEC(struct list_place) lists;
	bool item_waits; /* the next line starts a list item */
	uint32_t column; /* of the data table */
	bool in_cell;

	/* the line being written */
	bool open;
	struct line line;
	bool last_wide; /* the last character is Han or its punctuation */
	bool last_ends; /* it ends a sentence */

	/* the white space that waits */
	bool space, newline;
	unsigned breaks;   /* <br> */
	unsigned indent;   /* full-width or no-break blanks since the last break */
	unsigned newlines; /* in a text set with <pre> */

	VEC(const xmlNode *) images; /* met within a line, to stand behind it */
};

void writer_open_line(struct writer *w);
/* Ends the line and sets the pictures that were met in it behind it. */
void writer_close_line(struct writer *w);
struct line *writer_add_line(struct writer *w, struct line line);
/* Nothing for what is no picture of the story. */
void writer_add_image(struct writer *w, const xmlNode *image);
/* Into the open line, or a new one; white space collapses. */
void writer_add_text(struct writer *w, const xmlNode *node);

/* Is it a table of data rather than one of layout? */
bool table_is_data(const struct tree *tree, const xmlNode *table);
void writer_begin_table(struct writer *w, const xmlNode *table);
void writer_begin_cell(struct writer *w, const xmlNode *cell);
void writer_end_cell(struct writer *w);

#endif
