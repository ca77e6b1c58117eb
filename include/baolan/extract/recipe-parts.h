/* SPDX-License-Identifier: GPL-3.0-or-later */
/* recipe-parts.h - a recipe's values, for those who read pages with them:
 * where each part of a page stands, and what recognises a reaction widget.
 *
 * Only extract includes this; the rest of the program sees recipe.h. */
#ifndef BAOLAN_EXTRACT_RECIPE_PARTS_H
#define BAOLAN_EXTRACT_RECIPE_PARTS_H

#include "baolan/doc/doc.h"
#include "baolan/extract/recipe.h"
#include "baolan/markup/html.h"

/* --- the page a recipe is applied to --- */

struct recipe_page {
	struct xpath_context *xpath;
	xmlNode *root;     /* what absolute and relative XPaths start from */
	struct str source; /* the page's decoded text, for regex: values */
	struct str url;    /* the page's address (or <base>), for origins */
};

/* --- picks ---
 *
 * A pick is one value of a recipe: an XPath whose result may be sent through a
 * regex (its first group, or all of the match), a regex on the page's source,
 * or a constant. */

struct pick;
/* The nodes of a pick's XPath below `at` (NULL: the page's root), in document
 * order; NULL when there are none.  Freed with xmlXPathFreeNodeSet.  `pick`
 * may be NULL. */
xmlNodeSetPtr pick_nodes(const struct pick *pick, const struct recipe_page *page,
                         xmlNode *at);
/* The value, its white space collapsed, appended to b; false when there is
 * none.  `pick` may be NULL. */
bool pick_text(const struct pick *pick, const struct recipe_page *page, xmlNode *at,
               struct buf *b);

/* --- the parts of a page --- */

enum recipe_key {
	/* [site] */
	RECIPE_SITE_NAME, /* text: the masthead, where [article] site gives none */
	RECIPE_SITE_MATCH,
	RECIPE_SITE_DETECT,  /* xpath: pages of this make, whatever their address */
	RECIPE_SITE_CHARSET, /* text: charset label, for pages that declare none */
	RECIPE_SITE_REACTION,
	/* [detect] */
	RECIPE_DETECT_WORDS,
	/* [article]: picks */
	RECIPE_SITE, /* masthead */
	RECIPE_KICKER,
	RECIPE_TITLE,
	RECIPE_SUBTITLE,
	RECIPE_DATE,
	RECIPE_SOURCE,
	RECIPE_AUTHOR,
	RECIPE_EDITOR,
	RECIPE_SUMMARY,
	RECIPE_BODY,      /* nodes: their children are the story, in order */
	RECIPE_DROP,      /* nodes to leave out, wherever they stand */
	RECIPE_NEXT_PAGE, /* a link's address */
	RECIPE_PAGES,     /* nodes: links to all pages of a split article */
	/* [reaction] */
	RECIPE_REACTION_NAME,
	RECIPE_REACTION_QUESTION,
	RECIPE_REACTION_DETECT,
	/* [moods] */
	RECIPE_MOODS_LABELS,
	RECIPE_MOODS_TOKENS,
	RECIPE_MOODS_ITEMS, /* nodes of the article's page, one a mood */
	RECIPE_MOODS_TOKEN,
	RECIPE_MOODS_LABEL,
	/* [load] */
	RECIPE_LOAD_METHOD,
	RECIPE_LOAD_URL,
	RECIPE_LOAD_BODY,
	RECIPE_LOAD_TYPE,
	RECIPE_LOAD_KIND,
	RECIPE_LOAD_INNER,
	RECIPE_LOAD_QUESTION,
	RECIPE_LOAD_ITEMS,
	RECIPE_LOAD_COUNT,
	RECIPE_LOAD_LABEL,
	RECIPE_LOAD_TOKEN,
	RECIPE_LOAD_PATH,
	RECIPE_LOAD_SPLIT,
	RECIPE_LOAD_SUBSPLIT,
	RECIPE_LOAD_OK,
	RECIPE_LOAD_MESSAGE,
	RECIPE_LOAD_CLOSED,
	RECIPE_LOAD_LOGIN,
	RECIPE_LOAD_ERRORS,
	/* [vote] */
	RECIPE_VOTE_METHOD,
	RECIPE_VOTE_URL,
	RECIPE_VOTE_BODY,
	RECIPE_VOTE_TYPE,
	RECIPE_VOTE_KIND,
	RECIPE_VOTE_INNER,
	RECIPE_VOTE_OK,
	RECIPE_VOTE_COUNTS,
	RECIPE_VOTE_MESSAGE,
	RECIPE_VOTE_ALREADY,
	RECIPE_VOTE_CLOSED,
	RECIPE_VOTE_LOGIN,
	RECIPE_VOTE_TOGGLED,
	RECIPE_VOTE_ERRORS,
	RECIPE_VOTE_COUNT, /* the new count of the mood cast */
	/* [undo] */
	RECIPE_UNDO_URL,
	RECIPE_UNDO_METHOD,
	RECIPE_UNDO_BODY,
	RECIPE_UNDO_OK,
	/* [session], [guard] */
	RECIPE_PREFLIGHT,
	RECIPE_SESSION_HEADERS,
	RECIPE_SESSION_REFERER,
	RECIPE_SESSION_CHARSET,
	RECIPE_GUARD_WINDOW,
	/* the lists follow: see recipe_list_pick */
	RECIPE_LISTS
};

/* The pick of a key that holds one; NULL when the recipe does not have it. */
const struct pick *recipe_pick(const struct recipe *recipe, enum recipe_key key);
/* The text of a key as it stands in the recipe; absent when it is not there. */
struct str recipe_value(const struct recipe *recipe, enum recipe_key key);

/* [list], [related], [rank.day], [rank.week], [rank.month], [rank] */
enum recipe_list {
	RECIPE_STORIES,
	RECIPE_RELATED,
	RECIPE_RANK_DAY,
	RECIPE_RANK_WEEK,
	RECIPE_RANK_MONTH,
	RECIPE_RANK_OTHER,
	RECIPE_N_LISTS
};

enum recipe_list_key {
	RECIPE_ITEMS,      /* nodes, one a story; the picks below start from each */
	RECIPE_ITEM_TITLE, /* title and url always have a pick where items have */
	RECIPE_ITEM_URL,
	RECIPE_ITEM_SUMMARY,
	RECIPE_ITEM_IMAGE,
	RECIPE_ITEM_DATE,
	RECIPE_ITEM_SOURCE,
	RECIPE_ITEM_HEAT,
	RECIPE_LIST_NAME, /* starts from the page's root: 日排行榜 */
	RECIPE_N_LIST_KEYS
};

const struct pick *recipe_list_pick(const struct recipe *recipe, enum recipe_list list,
                                    enum recipe_list_key key);

/* May one of the recipe's `detect`s find something in a page of this source?
 * `words` is the value of RECIPE_DETECT_WORDS: so the recipe itself need not be
 * parsed.  Without words it may. */
bool recipe_words_are_in(struct str words, struct str source);
/* Is this page of the recipe's make ([site] detect)?  False without the key. */
bool recipe_detects_page(const struct recipe *recipe, const struct recipe_page *page);

/* --- reaction widgets --- */

/* Would reaction_detect ever use this recipe (so that it must travel to the
 * worker)?  `site` is the page's own recipe or NULL. */
bool reaction_may_detect(const struct recipe *site, const struct recipe *recipe);
/* Find the page's reaction widget: by the page's own recipe `site` (which may
 * be NULL, have its own protocol, or name one), else by the first of `all`
 * whose `detect` recognises it.  Sets DOC_REACTION_PROTOCOL and _QUESTION, the
 * vars, and the moods when they stand in the page or the recipe.  False when
 * there is no widget. */
bool reaction_detect(const struct recipe *site, const struct recipes *all,
                     const struct recipe_page *page, struct doc_builder *b);

#endif
