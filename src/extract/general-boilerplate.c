/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Boilerplate is told by words of the trade and by length: long lines are text,
 * whatever they mention. */
#include "general-judge.h"

#include "general-label.h"
#include "general-words.h"

#include "baolan/base/mem.h"
#include "baolan/text/utf8.h"

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
	"Copyright", "©", "合法权益", "传递更多信息", "合法權益", "违法和不良信息", "举报电话", "ICP备", "ICP证", NULL,
};
static const char *const tool_words[] = {
	"【打印", "[打印", "打印本页", "打印本文", "关闭窗口", "【关闭", "[关闭", "字号：", "字号:",
	"字体：", "字体:", "【字体", "【大", "[大", "大 中 小", "我要评论", "发表评论", "查看评论",
	"我来说两句", "展开全文", "阅读全文", "查看全文", "点击展开", "显示全文", "展开阅读",
	"查看更多", "我要纠错", "纠错", "返回首页", "返回顶部", "回到顶部", "上一篇", "下一篇",
	"上一页", "下一页", "上一頁", "下一頁", "推荐给好友", "收藏本", "收藏此", "加入收藏",
	"浏览次数", "阅读次数", "点击次数", "人参与", "条评论", "關閉視窗", "轉寄", "列印",
	"字級", "参与评论", "网友评论", "返回列表", "查看原文", "阅读原文", "举报", "已有",
	"点击进入专题", "【相关", "更多精彩", "点击查看更多", "订阅", "顶一下", "踩一下", "仅提供信息存储", "用户名", "验证码", NULL,
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
	"摄）", "摄)", "/摄", "摄影）", "攝）", "攝)", "攝影）", "供图）", "供图)", "提供）", "提供)", " 摄",
	"　摄", " 攝", "　攝", " 摄影", " 供图", "／攝", NULL,
};
/* clang-format on */

/* Told without a look at the text, which may lie far away in memory. */
static bool may_be_shorter(struct str text, size_t characters)
{
	return text.len <= characters * 4;
}

bool is_shorter(struct str text, size_t characters)
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

bool is_unfolder(struct str text, bool linked)
{
	static const char *const words[] = { "展开全文", "点击展开", "显示全文",
		                             "展开阅读", "展開全文", "顯示全文",
		                             NULL };
	static const char *const link_words[] = { "阅读全文", "查看全文", "閱讀全文",
		                                  "阅读更多", NULL };
	if (!is_shorter(text, 12))
		return false;
	return has_word(text, words) || (!linked && has_word(text, link_words));
}

bool is_end_mark(struct str text)
{
	static const char *const marks[] = { "END",    "End",    "end",    "完",
		                             "全文完", "本文完", "正文完", NULL };
	return is_word(trim_marks(text), marks);
}

bool is_attachment_line(struct str text)
{
	static const char *const words[] = { "下载次数", "下載次數", "下载附件",
		                             "下載附件", NULL };
	bool closed = str_ends(text, STR(")")) || str_ends(text, STR("）"));
	return closed && is_shorter(text, 90) && has_word(text, words);
}

/* 共2页 1 2 下一页 */
bool is_pager_line(struct str text)
{
	static const char *const words[] = { "共",   "页", "頁",  "第", "上一",
		                             "下一", "首", "尾",  "末", "前一",
		                             "后一", "/",  "...", NULL };
	bool page = false, any = false;
	if (!is_shorter(text, 40))
		return false;
	for (struct str rest = trim_marks(text); rest.len; rest = trim_marks(rest)) {
		size_t len = word_at_start(rest, words);
		page = page || str_starts(rest, STR("页")) ||
		       str_starts(rest, STR("頁"));
		any = true;
		if (!len && (rest.at[0] < '0' || rest.at[0] > '9'))
			return false;
		rest = str_from(rest, len ? len : 1);
	}
	return any && page;
}

/* 关键词：…, 标签：… below a story. */
bool is_keyword_line(struct str text)
{
	static const char *const words[] = { "关键词", "关键字", "關鍵字",
		                             "标签",   "標籤",   "Tags",
		                             "TAG",    "tags",   NULL };
	struct str bare = trim_marks(text);
	size_t len = is_shorter(text, 80) ? word_at_start(bare, words) : 0;
	return len && colon_at(str_trim_space(str_from(bare, len)));
}

bool is_way_back(struct str text)
{
	static const char *const ways[] = { "更多", "首页", "列表", "频道", NULL };
	return str_starts(text, STR("返回")) && is_shorter(text, 16) &&
	       has_word(text, ways);
}

bool is_original_title(struct str text)
{
	return may_be_shorter(text, 80) && starts_with_word(text, original_words) &&
	       is_shorter(text, 80);
}

bool is_photo_credit(struct str text)
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
