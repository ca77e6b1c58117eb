/* SPDX-License-Identifier: GPL-3.0-or-later */
/* translit.h - Chinese in another script: Simplified, Traditional, pinyin.
 *
 * By ICU's transliterators, which look at phrases (头发 -> 頭髮, 发展 -> 發展).
 * Each is opened when it is first used and then kept by this file for the whole
 * process; that takes some 15 ms for a script and 130 ms for pinyin.  For the main
 * process's own thread only; a sandbox must not call it. */
#ifndef BAOLAN_TEXT_TRANSLIT_H
#define BAOLAN_TEXT_TRANSLIT_H

#include "baolan/base/buf.h"

enum script { SCRIPT_AS_IS, SCRIPT_SIMPLIFIED, SCRIPT_TRADITIONAL, SCRIPTS };

/* "as-is", "simplified", "traditional": as options and configuration call them. */
extern const char *const script_names[]; /* NULL at the end */

/* Append text in a script.  To Traditional the quotes become 「」, from it “”.  What
 * ICU has not, stays as it is. */
void translit_script(enum script script, struct str text, struct buf *b);

/* Append the readings of a run of Han characters with marks for their tones,
 * exactly one a character and a blank between two; a character without a known
 * reading stands for itself. */
void translit_pinyin(struct str han, struct buf *b);
/* Would the next call have to open what takes a tenth of a second? */
bool translit_pinyin_is_cold(void);

#endif
