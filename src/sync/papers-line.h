/* SPDX-License-Identifier: GPL-3.0-or-later */
/* papers-line.h - the parts of one line of the papers file.
 *
 * A line is edited part by part: what is not changed stays as it was written,
 * with its blanks. */
#ifndef BAOLAN_SRC_SYNC_PAPERS_LINE_H
#define BAOLAN_SRC_SYNC_PAPERS_LINE_H

#include "baolan/sync/papers.h"

enum part_kind { PART_ADDRESS, PART_NAME, PART_SETTING, PART_COMMENT, PART_STRAY };
struct line_part {
	enum part_kind kind;
	struct str raw;                      /* in the line */
	struct str key;                      /* PART_SETTING: in front of the "=" */
	struct str value;                    /* as written, quotes and all */
	bool open;                           /* a quote is not closed */
	const struct paper_setting *setting; /* NULL: there is none of that name */
};
struct line_parts {
	VEC(struct line_part) list;
};

/* A line that is neither blank, comment nor folder.  The parts are borrowed from
 * it. */
void line_split(struct str line, struct line_parts *ret_parts);
/* What the parts say, into a paper that says nothing yet.  Mistakes are told one by
 * one.  False when there is no address to follow, which is a mistake too. */
bool line_read(const struct line_parts *parts, struct paper *paper,
               void (*mistake)(void *data, const struct error *why), void *data);
/* The line with what differs between the two papers changed, appended. */
void line_rewrite(struct str line, const struct paper *from, const struct paper *to,
                  struct buf *ret_line);
/* Is the line a folder's heading?  Then its name is appended, nothing for "[]", and
 * *ret_open says whether the "]" is missing. */
bool line_is_folder(struct str line, struct buf *ret_name, bool *ret_open);
bool line_is_paper(struct str line);

#define LINE_QUERY STR("query:")

#endif
