/* SPDX-License-Identifier: GPL-3.0-or-later */
/* general-words.h - the words that tell a page's parts apart: those that site
 * makers give their containers, and those that stand over lists of stories.
 * Words of the trade, never of one site. */
#ifndef BAOLAN_EXTRACT_GENERAL_WORDS_H
#define BAOLAN_EXTRACT_GENERAL_WORDS_H

#include "baolan/doc/doc.h"

enum container_words {
	WORDS_STORY = 1,   /* article, content, zhengwen, TRS_Editor … */
	WORDS_CLUTTER = 2, /* sidebar, comment, share, related … */
	WORDS_TITLE = 4,   /* title, headline, biaoti … */
	WORDS_CAPTION = 8, /* caption, picinfo … */
	WORDS_META = 16,   /* source, date, author, info, laiyuan … */
	WORDS_KICKER = 32,
	WORDS_SUBTITLE = 64,
	WORDS_PAGER = 128, /* pages, pagination, fenye */
	WORDS_AUTHOR = 256,
	WORDS_SOURCE = 512,
	WORDS_STRONG = 1024, /* clutter, however much of the page it is */
};
/* Of a class or id attribute: cut at everything that is no letter and where
 * camelCase humps. */
enum container_words container_words(struct str attribute);

/* Short texts as headings over lists.  Marks and blanks around are ignored. */
bool is_related_heading(struct str text); /* 相关新闻, 延伸阅读 … */
bool is_ranking_heading(struct str text); /* 点击排行榜, 24小时热文 … */
bool is_period_label(struct str text, enum doc_period *ret_period); /* 日 周 月 */
bool has_period_sign(struct str text);      /* could it be a label? cheap */
enum doc_period period_of(struct str text); /* of any heading; PERIOD_OTHER */
bool is_more_link(struct str text);         /* 更多>>, 详细, [评论] */
bool is_next_page(struct str text);         /* 下一页, 余下全文 */

/* Does `text` have one of the words?  The table ends with NULL. */
bool has_word(struct str text, const char *const *words);
bool starts_with_word(struct str text, const char *const *words);
/* How long the word is that text starts with; 0: none of them. */
size_t word_at_start(struct str text, const char *const *words);
bool is_word(struct str text, const char *const *words);
/* Without blanks and marks of decoration at both ends: 【 】 [ ] > · | ： … */
struct str trim_marks(struct str text);

#endif
