/* SPDX-License-Identifier: GPL-3.0-or-later */
/* template.h - pages made of the files in templates/.
 *
 * {{name}} is a slot (slots.c): text, escaped for HTML and XML unless it is
 * markup; {{name|json}} is a JSON string of it.  {{#name}}…{{/name}} is a section
 * (sections.c): once for each of its rows; with a slot's name: once, when the slot is
 * not empty. */
#ifndef PAPER_TEMPLATE_H
#define PAPER_TEMPLATE_H

#include "paper.h"

/* What the slots speak of; sections change it for their rows. */
struct scope {
	struct paper *paper;
	const struct request *request;
	const struct article *page;    /* the page's own story; NULL on lists */
	const struct article *article; /* page, or the row's */
	const struct channel *channel;
	unsigned part;      /* of a split story or a list, from 1 */
	unsigned parts;     /* how many */
	size_t rank;        /* in a ranking, from 1 */
	unsigned long heat; /* views in the ranking's period */
	size_t mood;        /* index into the moods */
	size_t chosen;      /* the mood just cast; MOODS: none */
};

struct scope scope_of(struct paper *paper, const struct request *request);

enum err templates_load(struct templates *templates, const char *folder,
                        struct error *err);
void templates_done(struct templates *templates);
/* An unknown template, slot or section is a mistake of ours: aborts. */
void template_page(const char *name, const struct scope *scope, struct buf *out);

/* Text with & < > " ' replaced. */
void escape_markup(struct str text, struct buf *out);

struct slot {
	const char *name;
	void (*write)(const struct scope *scope, struct buf *out);
	bool markup; /* not to be escaped */
};
const struct slot *slot_find(struct str name);

/* A section's inside while it is repeated. */
struct rows {
	struct str inside;
	struct buf *out;
};
void rows_add(const struct rows *rows, const struct scope *scope);

struct section {
	const char *name;
	void (*repeat)(const struct scope *scope, const struct rows *rows);
};
const struct section *section_find(struct str name);

/* The eight moods' names. */
extern const char *const MOOD_NAMES[MOODS];

#endif
