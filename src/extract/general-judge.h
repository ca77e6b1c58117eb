/* SPDX-License-Identifier: GPL-3.0-or-later */
/* general-judge.h - which of a body's lines are the story, and what they are:
 * boilerplate is dropped, bold paragraphs become headings, captions join their
 * pictures. */
#ifndef BAOLAN_EXTRACT_GENERAL_JUDGE_H
#define BAOLAN_EXTRACT_GENERAL_JUDGE_H

#include "general-facts.h"
#include "general-lines.h"

/* What stands over the story already; each may be absent. */
struct heads {
	struct str title, kicker, subtitle;
};

/* Drops what is not the story and reads facts from what it drops. */
void judge_lines(struct lines *lines, const struct heads *heads, struct facts *facts);

/* Each asks about one line's text. */
bool is_share_line(struct str text);     /* 分享到：, 扫一扫 … */
bool is_copyright_line(struct str text); /* 版权声明 … */
bool is_tool_line(struct str text); /* 【打印】【关闭】, 字号：大 中 小 */
/* 展开全文; a link may say 阅读全文 and lead elsewhere. */
bool is_unfolder(struct str text, bool linked);
bool is_end_mark(struct str text);        /* END, （完） */
bool is_attachment_line(struct str text); /* a.jpg (180 KB, 下载次数: 3) */
bool is_pager_line(struct str text);      /* 共2页 1 2 下一页 */
bool is_keyword_line(struct str text);    /* 关键词：… */
bool is_way_back(struct str text);        /* 返回首页，查看更多 */
bool is_original_title(struct str text);  /* 原标题：… */
bool is_caption_text(struct str text);    /* 图为…, ▲… */
bool is_photo_credit(struct str text);    /* …… 方晴 摄 */
bool is_shorter(struct str text, size_t characters);
/* The same text but for blanks and marks? */
bool same_text(struct str a, struct str b);

#endif
