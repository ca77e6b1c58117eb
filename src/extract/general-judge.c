/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each rule is a predicate on a line's text and on where it stands: what is
 * boilerplate at a story's edges may be news in its middle. */
#include "general-judge.h"

#include "general-label.h"
#include "general-name.h"
#include "general-words.h"

#include "baolan/base/mem.h"
#include "baolan/markup/html.h"
#include "baolan/text/date.h"
#include "baolan/text/utf8.h"

/* How far into a body, in lines with text, its byline is looked for. */
#define OVER 12
#define MAX_READ 60

/* clang-format off */
static const char *const share_words[] = {
	"分享到", "分享至", "分享给", "分享按钮", "扫一扫", "扫码", "二维码", "扫描下方",
	"长按识别", "关注我们", "点击关注", "微信公众号", "官方微信", "官方微博", "加入收藏",
	"转发到", "转播到", "推荐给朋友", "加入粉絲團", "粉絲團】", "按讚", "加好友", "下载APP",
	"下载客户端", "下載APP", "打开APP", "返回搜狐", "用手机看", "分享文章", "关注公众号",
	"手机看新闻", "手机查看", "APP內看更多", "Share this", "Follow us", NULL,
};
static const char *const copyright_words[] = {
	"版权声明", "版权所有", "免责声明", "版權聲明", "版權所有", "未经授权", "未经许可",
	"未經授權", "未經許可", "不得转载", "不得轉載", "禁止转载", "转载请注明", "轉載請註明",
	"特别声明", "本文仅代表作者", "仅代表作者本人", "与本网无关", "与本站无关",
	"不代表本网", "不代表本站", "侵权", "All rights reserved", "All Rights Reserved",
	"Copyright", "©", "违法和不良信息", "举报电话", "ICP备", "ICP证", NULL,
};
static const char *const tool_words[] = {
	"【打印", "[打印", "打印本页", "打印本文", "关闭窗口", "【关闭", "[关闭", "字号：", "字号:",
	"字体：", "字体:", "【字体", "【大", "[大", "大 中 小", "我要评论", "发表评论", "查看评论",
	"我来说两句", "我要纠错", "纠错", "返回首页", "返回顶部", "回到顶部", "上一篇", "下一篇",
	"上一页", "下一页", "上一頁", "下一頁", "推荐给好友", "收藏本", "收藏此", "加入收藏",
	"浏览次数", "阅读次数", "点击次数", "人参与", "条评论", "關閉視窗", "轉寄", "列印",
	"字級", "参与评论", "网友评论", "返回列表", "查看原文", "阅读原文", "举报", "已有",
	"点击进入专题", "【相关", "更多精彩", "点击查看更多", "订阅", "顶一下", "踩一下", NULL,
};
static const char *const original_words[] = {
	"原标题：", "原标题:", "原標題：", "原標題:", "(原标题", "（原标题", "[原标题", "【原标题",
	"原题：", "原题:", NULL,
};
static const char *const caption_starts[] = {
	"图为", "圖為", "图：", "圖：", "图片：", "图/", "圖／", "图／", "图片来源", "圖片來源",
	"▲", "△", "▼", "↑", "↓", "图说", "图注", "资料图", "資料圖", "图片说明", "（图", "视觉中国",
	"資料照", "示意图", "示意圖", NULL,
};
static const char *const photo_credit_ends[] = {
	"摄）", "摄)", "/摄", "摄影）", "攝）", "攝)", "攝影）", "供图）", "供图)", "提供）", "提供)", NULL,
};
/* clang-format on */

/* Told without a look at the text, which may lie far away in memory. */
static bool may_be_shorter(struct str text, size_t characters)
{
	return text.len <= characters * 4;
}

static bool is_shorter(struct str text, size_t characters)
{
	return may_be_shorter(text, characters) && utf8_count(text) <= characters;
}

bool is_share_line(struct str text)
{
	return is_shorter(text, 60) && has_word(text, share_words);
}

bool is_copyright_line(struct str text)
{
	return is_shorter(text, 220) && has_word(text, copyright_words);
}

bool is_tool_line(struct str text)
{
	return is_shorter(text, 40) && has_word(text, tool_words);
}

bool is_original_title(struct str text)
{
	return may_be_shorter(text, 80) && starts_with_word(text, original_words) &&
	       is_shorter(text, 80);
}

static bool is_photo_credit(struct str text)
{
	for (const char *const *end = photo_credit_ends; *end; end++)
		if (str_ends(text, str_of(*end)))
			return true;
	return false;
}

bool is_caption_text(struct str text)
{
	return starts_with_word(text, caption_starts) && is_shorter(text, 90);
}

/* The next character that is neither blank nor mark, in `*rest`; 0 at the end. */
static uint32_t next_letter(struct str *rest)
{
	while (rest->len) {
		uint32_t c;
		*rest = str_from(*rest, utf8_next(*rest, &c));
		bool mark = c < '0' || (c > '9' && c < 'A') || (c > 'Z' && c < 'a') ||
		            (c > 'z' && c < 0xC0) || (c >= 0x2010 && c <= 0x206F) ||
		            (c >= 0x3000 && c <= 0x303F) ||
		            (c >= 0xFF00 && c < 0xFF10) || c == 0xFF1A || c == 0xFF1F ||
		            c == 0xFF1B;
		if (!mark)
			return c;
	}
	return 0;
}

bool same_text(struct str a, struct str b)
{
	uint32_t x, y;
	bool any = false;
	do {
		x = next_letter(&a);
		y = next_letter(&b);
		any = any || x;
	} while (x == y && x);
	return any && x == y;
}

/* --- the lines of a body --- */

struct judge {
	struct lines *lines;
	struct facts *facts;
	struct str title;
	unsigned read;       /* dropped lines that were read for facts */
	VEC(uint32_t) texts; /* the lines that have text and are not dropped */
};

static struct line *line_at(struct judge *j, size_t i)
{
	return &j->lines->list.at[j->texts.at[i]];
}

static void gather_texts(struct judge *j)
{
	vec_clear(&j->texts);
	for (uint32_t i = 0; i < j->lines->list.len; i++) {
		const struct line *line = &j->lines->list.at[i];
		if (line->chars && !line->dropped)
			*vec_push(&j->texts) = i;
	}
}

static bool is_mostly_link(const struct line *line)
{
	return line->link_chars * 10 >= line->chars * 8;
}

static bool is_date_line(struct str text)
{
	return is_shorter(text, 40) && date_span(text, 0).len >= 8;
}

/* A cell of a table of data belongs to its row, whatever it says. */
static bool is_cell(const struct line *line)
{
	return line->block.type == BLOCK_CELL;
}

/* Title, byline, date, breadcrumbs: what stands over a story's first line. */
static bool is_over_story(struct judge *j, const struct line *line, struct str text)
{
	if (is_cell(line))
		return false;
	if (same_text(text, j->title) || is_tool_line(text) || is_share_line(text))
		return true;
	if (is_shorter(text, 80) && is_label_line(text))
		return true;
	if (is_date_line(text))
		return true;
	return is_mostly_link(line) && is_shorter(text, 30);
}

/* Signatures, tools and notices below a story's last line. */
static bool is_under_story(const struct line *line, struct str text)
{
	if (is_cell(line))
		return false;
	if (is_tool_line(text) || is_share_line(text) || is_copyright_line(text))
		return true;
	if (is_shorter(text, 60) && is_label_line(text))
		return true;
	return is_mostly_link(line) && is_shorter(text, 60);
}

/* Boilerplate wherever it stands. */
static bool is_never_story(const struct line *line, struct str text)
{
	return !is_cell(line) &&
	       (is_original_title(text) || (line->chars <= 30 && is_share_line(text)));
}

static void drop(struct judge *j, struct line *line)
{
	struct str text = line_text(j->lines, line);
	if (!is_original_title(text) && j->read++ < MAX_READ)
		facts_read_line(j->facts, text);
	line->dropped = true;
}

/* Under headline and date a medium or a reporter may stand without a label. */
static bool is_bare_byline(struct judge *j, struct str text)
{
	if (!is_shorter(text, 24))
		return false;
	if (is_medium(text)) {
		facts_set_source(j->facts, text);
		return true;
	}
	return facts_read_dateline(j->facts, text) ||
	       facts_read_names_alone(j->facts, text);
}

static void drop_over_story(struct judge *j)
{
	bool any = false;
	for (size_t i = 0, kept = 0; i < j->texts.len && i < OVER && kept < 2; i++) {
		struct line *line = line_at(j, i);
		struct str text = line_text(j->lines, line);
		bool byline = !kept && ((any && is_bare_byline(j, text)) ||
		                        facts_read_reporter_line(j->facts, text));
		if (byline || is_over_story(j, line, text)) {
			drop(j, line);
			any = true;
		} else {
			kept++;
		}
	}
}

static void drop_under_story(struct judge *j)
{
	for (size_t i = j->texts.len, kept = 0; i-- > 0 && kept < 3;) {
		struct line *line = line_at(j, i);
		if (is_under_story(line, line_text(j->lines, line)))
			drop(j, line);
		else
			kept++;
	}
}

static void drop_anywhere(struct judge *j)
{
	for (size_t i = 0; i < j->texts.len; i++) {
		struct line *line = line_at(j, i);
		if (is_never_story(line, line_text(j->lines, line)))
			drop(j, line);
	}
}

/* 相关新闻 and what is under it, up to the next line of running text. */
static void drop_related(struct judge *j)
{
	bool under = false;
	for (size_t i = 0; i < j->texts.len; i++) {
		struct line *line = line_at(j, i);
		struct str text = line_text(j->lines, line);
		if (line->chars <= 24 && is_related_heading(text) &&
		    (i > 0 || is_mostly_link(line)))
			under = true;
		else if (!is_mostly_link(line))
			under = false;
		if (under)
			line->dropped = true;
	}
}

/* --- headings --- */

static bool ends_open(struct str text)
{
	static const char *const closed[] = { "。", "；",  "，", "、", ",",
		                              ";",  "：”", "”",  "）", NULL };
	for (const char *const *mark = closed; *mark; mark++)
		if (str_ends(text, str_of(*mark)))
			return false;
	return true;
}

static bool is_bold_heading(const struct judge *j, const struct line *line)
{
	struct str text = line_text(j->lines, line);
	return line->block.type == BLOCK_PARAGRAPH &&
	       line->strong_chars == line->chars && line->chars >= 2 &&
	       line->chars <= 40 && !line->link_chars &&
	       memchr(text.at, '\n', text.len) == NULL && ends_open(text) &&
	       !is_caption_text(text);
}

static bool is_plain(const struct line *line)
{
	return line->strong_chars * 2 < line->chars;
}

static void raise_headings(struct judge *j)
{
	size_t plain = 0;
	for (size_t i = 0; i < j->texts.len; i++)
		plain += is_plain(line_at(j, i));
	if (plain * 2 < j->texts.len) /* all bold: it says nothing */
		return;
	for (size_t i = 0; i + 1 < j->texts.len; i++) {
		struct line *line = line_at(j, i);
		if (!is_bold_heading(j, line) || !is_plain(line_at(j, i + 1)))
			continue;
		line->block.type = BLOCK_HEADING;
		line->block.level = 2;
		for (uint32_t s = 0; s < line->n_spans; s++)
			j->lines->spans.at[line->first_span + s].style &=
			        ~(uint32_t)SPAN_STRONG;
	}
}

/* --- tables --- */

static bool has_digit(struct str text)
{
	for (size_t i = 0; i < text.len; i++)
		if (text.at[i] >= '0' && text.at[i] <= '9')
			return true;
	return false;
}

struct cells { /* of one table */
	struct line *at;
	size_t count, columns; /* columns: cells of the first row */
};

static struct cells cells_behind(struct judge *j, size_t table)
{
	struct cells cells = { .at = j->lines->list.at + table + 1 };
	size_t left = j->lines->list.len - table - 1;
	while (cells.count < left && is_cell(&cells.at[cells.count]))
		cells.count++;
	while (cells.columns < cells.count &&
	       (!cells.columns || cells.at[cells.columns].block.number))
		cells.columns++;
	return cells;
}

/* A first row of words over rows of figures names the columns, though its maker
 * did not say so. */
static bool names_columns(struct judge *j, const struct cells *cells)
{
	bool figures = false;
	for (size_t i = 0; i < cells->count; i++) {
		bool digit = has_digit(line_text(j->lines, &cells->at[i]));
		if (cells->at[i].block.level || (digit && i < cells->columns))
			return false;
		figures |= digit;
	}
	return figures && cells->columns > 1;
}

static void raise_column_names(struct judge *j)
{
	for (size_t i = 0; i < j->lines->list.len; i++) {
		if (j->lines->list.at[i].block.type != BLOCK_TABLE)
			continue;
		struct cells cells = cells_behind(j, i);
		size_t names = names_columns(j, &cells) ? cells.columns : 0;
		for (size_t k = 0; k < names; k++)
			cells.at[k].block.level = 1;
	}
}

/* --- captions --- */

static bool is_centred(const xmlNode *element)
{
	return html_is(element, "center") ||
	       str_eq_nocase(html_attr(element, "align"), STR("center")) ||
	       str_has(html_attr(element, "style"), STR("center"));
}

/* A centred line below a picture is about it, and so is one that names who took
 * it. */
static bool is_below_picture(const struct line *line, struct str text)
{
	return is_shorter(text, 120) &&
	       (is_centred(line->node) || is_photo_credit(text));
}

static bool may_be_caption(const struct judge *j, const struct line *line)
{
	struct str text = line_text(j->lines, line);
	if (line->caption)
		return true;
	return line->block.type == BLOCK_PARAGRAPH &&
	       (is_caption_text(text) || is_below_picture(line, text));
}

/* The picture takes over the line's spans. */
static void join_caption(struct line *image, struct line *caption)
{
	image->first_span = caption->first_span;
	image->n_spans = caption->n_spans;
	image->at = caption->at;
	image->len = caption->len;
	image->chars = caption->chars;
	caption->dropped = true;
}

static void join_captions(struct judge *j)
{
	struct line *image = NULL;
	vec_each (line, &j->lines->list) {
		if (line->dropped)
			continue;
		if (line->block.type == BLOCK_IMAGE) {
			image = line->n_spans ? NULL : line;
		} else if (line->chars) {
			if (image && may_be_caption(j, line))
				join_caption(image, line);
			image = NULL;
		}
	}
}

/* A picture shown twice (as thumbnail and as zoom) is one. */
static void drop_repeated_images(struct judge *j)
{
	struct line *last = NULL;
	vec_each (line, &j->lines->list) {
		if (line->block.type != BLOCK_IMAGE || line->dropped)
			continue;
		if (last && str_eq(last->src, line->src))
			line->dropped = true;
		last = line;
	}
}

void judge_lines(struct lines *lines, struct str title, struct facts *facts)
{
	struct judge j = { .lines = lines, .facts = facts, .title = title };
	static void (*const steps[])(struct judge *) = {
		drop_related,     drop_anywhere,      drop_over_story,
		drop_under_story, join_captions,      drop_repeated_images,
		raise_headings,   raise_column_names,
	};
	for (size_t i = 0; i < ARRAY_SIZE(steps); i++) {
		gather_texts(&j);
		steps[i](&j);
	}
	vec_done(&j.texts);
}
