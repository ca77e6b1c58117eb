/* SPDX-License-Identifier: GPL-3.0-or-later */
/* page.h - one page while it is read: the tree and what has been found so far.
 *
 * A recipe's parts are read first (page-recipe.c); what is still absent then,
 * the general extractor fills (page-general.c). */
#ifndef BAOLAN_EXTRACT_PAGE_H
#define BAOLAN_EXTRACT_PAGE_H

#include "general-head.h"
#include "stories.h"

#include "baolan/extract/recipe-parts.h"

struct page {
	struct arena arena; /* of the strings below, unless they say otherwise */
	struct str url, base;
	int64_t now;
	const char *charset; /* static */
	struct str source;   /* the decoded text; borrowed */
	xmlDocPtr xml;
	struct tree tree;
	struct meta meta;
	struct body body;
	struct headline headline;
	const struct recipe *recipe; /* NULL: general only */

	/* what was found */
	struct str field[DOC_FIELDS];
	struct facts facts;
	struct lines lines;
	struct story_lists lists; /* related stories and rankings */
	struct story_lists main;  /* the list of a channel page */
	VEC(struct str) pages;
	bool has_recipe_body; /* the recipe found the article's body */
	bool has_recipe_list; /* or a channel page's stories */

	/* an article that stood in a script */
	xmlDocPtr script_xml;
	struct tree script_tree;
};

struct stories page_stories(const struct page *p);

/* Everything that the page's recipe names. */
void page_read_recipe(struct page *p, const struct recipe_page *at);
/* Whatever is still absent. */
void page_read_general(struct page *p);
/* An article within the page's scripts; false when there is none that is
 * longer than what the page itself shows. */
bool page_read_script(struct page *p);
/* Is it one story, rather than a list of them? */
bool page_is_article(const struct page *p);
/* What can be told without the page's own list of stories. */
enum page_verdict { IS_OPEN, IS_ARTICLE, IS_LIST };
enum page_verdict page_judge_without_list(const struct page *p);

/* The general extractor's parts, in the order of their work.  `over` and `under`
 * are the text around the story (byline_text). */
/* Drops what is not the story from the lines. */
void page_judge_lines(struct page *p);
void page_read_site(struct page *p);
void page_read_byline(struct page *p, struct str over, struct str under);
void page_read_people(struct page *p);
void page_read_date(struct page *p, struct str over, struct str under);
/* Dates beside related stories leave out the year that the story's own has. */
int64_t page_now_of_story(const struct page *p);
/* The address of the next page, and of all, by the words of their links. */
void page_find_pages(struct page *p);

/* Its lines as blocks, links and pictures resolved. */
void page_write_lines(const struct page *p, struct doc_builder *b);
/* All but the tree of the page itself. */
void page_done(struct page *p);

/* Sets a field that is still absent; the text is copied. */
void page_set(struct page *p, enum doc_field field, struct str value);

#endif
