/* SPDX-License-Identifier: GPL-3.0-or-later */
/* glyphs.h - what of a text this terminal and this reader are shown.
 *
 * The one place where characters are replaced for the screen's sake, in layers:
 *
 *   script    Simplified, Traditional, or as written
 *   pinyin    in the place of Han: for consoles without Han glyphs, for learners
 *   replace   no character of ambiguous width: for terminals that nobody knows
 *   encoder   no character that the locale's encoding has not
 *
 * What can't stay becomes what is nearest: “ -> 「 or ", — -> ― or -, … -> ...,
 * é -> e, ① -> (1), a Traditional character -> its Simplified one where only that is
 * there (and the other way round), Han -> pinyin, at last '?'.
 *
 * Replacements are of other widths than what they stand for.  So this happens before
 * anything is measured: layout does it with each text it takes in
 * (layout_options.glyphs), the canvas with the words around (canvas_say), and nobody
 * behind them does.  Text that went through must not go through again. */
#ifndef BAOLAN_TEXT_GLYPHS_H
#define BAOLAN_TEXT_GLYPHS_H

#include "baolan/text/encode.h"
#include "baolan/text/translit.h"

enum pinyin {
	PINYIN_OFF,
	PINYIN_UNDER,   /* layout puts it under the text; nothing is replaced */
	PINYIN_INSTEAD, /* with marks for the tones */
	PINYIN_PLAIN,   /* the same in ASCII alone: for a console's font */
	PINYIN_WAYS
};
/* "off", "under", "instead", "plain" */
extern const char *const pinyin_names[]; /* NULL at the end */

struct glyphs { /* zeroed: everything is shown as it is */
	enum script script;
	enum pinyin pinyin;
	bool replace;
	struct encoder *encoder; /* borrowed; NULL: it has everything */
};

/* Append text as it is shown.  When b is not empty, its end is what stands before:
 * pinyin keeps a blank from it. */
void glyphs_add(const struct glyphs *g, struct buf *b, struct str text);
/* Does the text stay as it is?  False when in doubt.  g may be NULL: it does. */
bool glyphs_keep(const struct glyphs *g, struct str text);

#endif
