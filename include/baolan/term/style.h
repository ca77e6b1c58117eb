/* SPDX-License-Identifier: GPL-3.0-or-later */
/* style.h - what a cell is, not how it looks; theme.c says how. */
#ifndef BAOLAN_TERM_STYLE_H
#define BAOLAN_TERM_STYLE_H

enum style {
	STYLE_TEXT,
	STYLE_MASTHEAD,
	STYLE_KICKER,
	STYLE_HEADLINE,
	STYLE_SUBTITLE,
	STYLE_BYLINE,
	STYLE_HEADING,
	STYLE_STRONG,
	STYLE_EM,
	STYLE_CODE,
	STYLE_LINK,
	STYLE_QUOTE,
	STYLE_CAPTION,
	STYLE_EDITOR,
	STYLE_LABEL,
	STYLE_DIM,
	STYLE_BAR,
	STYLE_MINE,
	STYLE_TAB,
	STYLE_TAB_CURRENT,
	STYLE_SELECTED, /* the target under the cursor */
	STYLE_MATCH,    /* found by a search */
	STYLE_STATUS,
	STYLE_ERROR,
	STYLE_PROMPT,
	STYLE_KEY, /* a key's name in help and hints */
	STYLES
};

#endif
