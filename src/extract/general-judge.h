/* SPDX-License-Identifier: GPL-3.0-or-later */
/* general-judge.h - which of a body's lines are the story, and what they are:
 * boilerplate is dropped, bold paragraphs become headings, captions join their
 * pictures. */
#ifndef BAOLAN_EXTRACT_GENERAL_JUDGE_H
#define BAOLAN_EXTRACT_GENERAL_JUDGE_H

#include "general-facts.h"
#include "general-lines.h"

/* Drops what is not the story and reads facts from what it drops.  `title` may
 * be absent. */
void judge_lines(struct lines *lines, struct str title, struct facts *facts);

/* Each asks about one line's text. */
bool is_share_line(struct str text);     /* 分享到：, 扫一扫 … */
bool is_copyright_line(struct str text); /* 版权声明 … */
bool is_tool_line(struct str text); /* 【打印】【关闭】, 字号：大 中 小 */
bool is_original_title(struct str text); /* 原标题：… */
bool is_caption_text(struct str text);   /* 图为…, ▲… */
/* The same text but for blanks and marks? */
bool same_text(struct str a, struct str b);

#endif
