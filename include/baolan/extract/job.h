/* SPDX-License-Identifier: GPL-3.0-or-later */
/* job.h - what baolan asks of its workers: from a reply's bytes to a document.
 *
 * The functions named *_run are the sandboxed side, made for a job_kind table;
 * the *_input functions write what they read.  Results are documents
 * (doc.h), to be checked with doc_check by whoever receives them. */
#ifndef BAOLAN_EXTRACT_JOB_H
#define BAOLAN_EXTRACT_JOB_H

#include "baolan/doc/doc.h"
#include "baolan/extract/recipe.h"

/* A feed (feed.h of markup: RSS, Atom, JSON …) gives a DOC_LISTING with DOC_FORMAT.
 * A page: article, listing or both, whichever it is, with its related stories,
 * rankings and reaction widget.  Article or listing is decided by the page
 * (DOC_ARTICLE when it has a body of its own). */
struct page_job {
	struct str url;          /* for links, and as the date's last resort */
	struct str http_charset; /* may be absent */
	struct str bytes;
	const struct recipe *recipe; /* NULL: the general extractor */
	/* recipes that may recognise a reaction widget on any page */
	const struct recipes *all;
	int64_t now; /* for "3小时前" */
};
void page_input(const struct page_job *job, struct buf *ret_input);
enum err page_run(struct str input, struct buf *ret_output, struct error *err);

/* One story of a feed that came with its text: a DOC_ARTICLE of all that is in the
 * HTML, with pictures and links resolved against base.  ERR_EMPTY when there is
 * nothing to read.  What is absent stays so. */
struct content_job {
	struct str html, base;
	struct str url, title, site, published, source, summary;
	struct str authors; /* one a line */
};
void content_input(const struct content_job *job, struct buf *ret_input);
enum err content_run(struct str input, struct buf *ret_output, struct error *err);

/* The plain text of many pieces of HTML, cleaned and white space collapsed, for
 * the full-text index: cheap, without a tree. */
void texts_add_input(struct str html, struct buf *input);
enum err texts_run(struct str input, struct buf *ret_output, struct error *err);
/* The next text of texts_run's output, in order; *output begins as all of it.
 * Absent behind the last. */
struct str texts_next(struct str *output);

/* The reply to a reaction's load or cast: a DOC_REACTION document with the
 * moods, the kept vars, and the site's message.  A refusal is ERR_REFUSED with
 * the site's own words; a garbled reply ERR_FORMAT.  For a cast whose recipe
 * says `counts = reload` or `+1` the moods are those of `before`, or those plus
 * one. */
struct reaction_job {
	const struct recipe *recipe;
	bool cast;
	bool undo;       /* of a cast: taking `mood` back */
	struct str mood; /* the token cast */
	int status;      /* HTTP status */
	struct str location, http_charset, bytes;
	const struct doc *before; /* the reaction as known: its moods and vars */
};
void reaction_input(const struct reaction_job *job, struct buf *ret_input);
enum err reaction_run(struct str input, struct buf *ret_output, struct error *err);

/* Load what the jobs need, before the sandbox shuts. */
void extract_warm(void);

#endif
