/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of labels, and what may stand behind one. */
#include "general-label.h"

#include "general-name.h"
#include "general-words.h"

#include "baolan/base/mem.h"
#include "baolan/text/utf8.h"

/* clang-format off */
static const struct label labels[] = { /* longer ones before their own heads */
	{ "图片编辑", FACT_CREDIT, FORM_ALONE }, { "圖片編輯", FACT_CREDIT, FORM_ALONE },
	{ "视频编辑", FACT_CREDIT, FORM_ALONE }, { "美术编辑", FACT_CREDIT, FORM_ALONE },
	{ "本版编辑", FACT_EDITOR, FORM_OPEN },  { "本版责编", FACT_EDITOR, FORM_OPEN },
	{ "本期编辑", FACT_EDITOR, FORM_OPEN },  { "值班编辑", FACT_EDITOR, FORM_OPEN },
	{ "执行编辑", FACT_EDITOR, FORM_OPEN },  { "新媒体编辑", FACT_EDITOR, FORM_OPEN },
	{ "责任编辑", FACT_EDITOR, FORM_OPEN }, { "責任編輯", FACT_EDITOR, FORM_OPEN },
	{ "网络编辑", FACT_EDITOR, FORM_OPEN }, { "本文编辑", FACT_EDITOR, FORM_OPEN },
	{ "编辑",     FACT_EDITOR, FORM_OPEN }, { "編輯",     FACT_EDITOR, FORM_OPEN },
	{ "责编",     FACT_EDITOR, FORM_OPEN }, { "責編",     FACT_EDITOR, FORM_OPEN },
	{ "选稿",     FACT_EDITOR, FORM_COLON }, { "选编",     FACT_EDITOR, FORM_COLON },
	{ "图片来源", FACT_END,    FORM_ALONE }, { "圖片來源", FACT_END,    FORM_ALONE },
	{ "数据来源", FACT_END,    FORM_ALONE }, { "資料來源", FACT_END,    FORM_ALONE },
	{ "资料来源", FACT_END,    FORM_ALONE }, { "视频来源", FACT_END,    FORM_ALONE },
	{ "本文来源", FACT_SOURCE, FORM_OPEN },  { "原文来源", FACT_SOURCE, FORM_OPEN },
	{ "文章来源", FACT_SOURCE, FORM_OPEN }, { "稿件来源", FACT_SOURCE, FORM_OPEN },
	{ "新闻来源", FACT_SOURCE, FORM_OPEN }, { "信息来源", FACT_SOURCE, FORM_OPEN },
	{ "消息来源", FACT_SOURCE, FORM_COLON }, { "内容来源", FACT_SOURCE, FORM_COLON },
	{ "来源媒体", FACT_SOURCE, FORM_COLON }, { "文章来自", FACT_SOURCE, FORM_COLON },
	{ "来源于",   FACT_SOURCE, FORM_COLON }, { "来源",     FACT_SOURCE, FORM_OPEN },
	{ "來源",     FACT_SOURCE, FORM_OPEN }, { "稿源",     FACT_SOURCE, FORM_OPEN },
	{ "转载自",   FACT_SOURCE, FORM_COLON }, { "轉載自",   FACT_SOURCE, FORM_COLON },
	{ "转自",     FACT_SOURCE, FORM_COLON }, { "轉自",     FACT_SOURCE, FORM_COLON },
	{ "出处",     FACT_SOURCE, FORM_COLON }, { "出處",     FACT_SOURCE, FORM_COLON },
	{ "媒体",     FACT_SOURCE, FORM_COLON }, { "媒體",     FACT_SOURCE, FORM_COLON },
	{ "供稿",     FACT_SOURCE, FORM_COLON }, { "来自",     FACT_SOURCE, FORM_COLON },
	{ "摘自",     FACT_SOURCE, FORM_COLON }, { "来稿",     FACT_END,    FORM_ALONE },
	{ "发布单位", FACT_SOURCE, FORM_COLON }, { "发布机构", FACT_SOURCE, FORM_COLON },
	{ "供稿单位", FACT_SOURCE, FORM_COLON }, { "信息提供", FACT_SOURCE, FORM_COLON },
	{ "本文作者", FACT_AUTHOR, FORM_OPEN }, { "文章作者", FACT_AUTHOR, FORM_OPEN },
	{ "原作者",   FACT_AUTHOR, FORM_COLON }, { "作者",     FACT_AUTHOR, FORM_OPEN },
	{ "发布人",   FACT_END,    FORM_ALONE }, { "发布者",   FACT_END,    FORM_ALONE },
	{ "文字",     FACT_AUTHOR, FORM_SLASH }, { "文字整理", FACT_CREDIT, FORM_ALONE },
	{ "采访撰文", FACT_AUTHOR, FORM_SLASH }, { "採訪撰文", FACT_AUTHOR, FORM_SLASH },
	{ "撰文、摄影", FACT_AUTHOR, FORM_SLASH }, { "撰文、攝影", FACT_AUTHOR, FORM_SLASH },
	{ "文、图",   FACT_AUTHOR, FORM_SLASH }, { "文、圖",   FACT_AUTHOR, FORM_SLASH },
	{ "图、文",   FACT_AUTHOR, FORM_SLASH }, { "圖、文",   FACT_AUTHOR, FORM_SLASH },
	{ "文并图",   FACT_AUTHOR, FORM_SLASH }, { "圖文",     FACT_AUTHOR, FORM_SLASH },
	{ "执笔人",   FACT_AUTHOR, FORM_COLON }, { "執筆人",   FACT_AUTHOR, FORM_COLON },
	{ "执笔",     FACT_AUTHOR, FORM_SLASH }, { "執筆",     FACT_AUTHOR, FORM_SLASH },
	{ "撰稿人",   FACT_AUTHOR, FORM_SLASH }, { "撰稿",     FACT_AUTHOR, FORM_SLASH },
	{ "采写",     FACT_AUTHOR, FORM_SLASH }, { "採訪",     FACT_AUTHOR, FORM_SLASH },
	{ "主笔",     FACT_AUTHOR, FORM_SLASH }, { "主筆",     FACT_AUTHOR, FORM_SLASH },
	{ "撰文",     FACT_AUTHOR, FORM_SLASH }, { "采编",     FACT_AUTHOR, FORM_SLASH },
	{ "编译",     FACT_AUTHOR, FORM_SLASH }, { "編譯",     FACT_AUTHOR, FORM_SLASH },
	{ "翻译",     FACT_AUTHOR, FORM_COLON }, { "译者",     FACT_AUTHOR, FORM_COLON },
	{ "文/图",    FACT_AUTHOR, FORM_NAME },  { "图/文",    FACT_AUTHOR, FORM_NAME },
	{ "图文",     FACT_AUTHOR, FORM_SLASH }, { "文",       FACT_AUTHOR, FORM_SLASH },
	{ "实习记者", FACT_AUTHOR, FORM_NAME },  { "見習記者", FACT_AUTHOR, FORM_NAME },
	{ "本报记者", FACT_AUTHOR, FORM_NAME },  { "本報記者", FACT_AUTHOR, FORM_NAME },
	{ "通讯员",   FACT_AUTHOR, FORM_NAME },  { "通訊員",   FACT_AUTHOR, FORM_NAME },
	{ "特约记者", FACT_AUTHOR, FORM_NAME },  { "实习生",   FACT_AUTHOR, FORM_NAME },
	{ "记者",     FACT_AUTHOR, FORM_NAME },  { "記者",     FACT_AUTHOR, FORM_NAME },
	{ "监制",     FACT_CREDIT, FORM_ALONE }, { "监审",     FACT_CREDIT, FORM_ALONE },
	{ "版式",     FACT_CREDIT, FORM_ALONE }, { "组版",     FACT_CREDIT, FORM_ALONE },
	{ "排版",     FACT_CREDIT, FORM_ALONE }, { "美编",     FACT_CREDIT, FORM_ALONE },
	{ "制图",     FACT_CREDIT, FORM_ALONE }, { "製圖",     FACT_CREDIT, FORM_ALONE },
	{ "供图",     FACT_CREDIT, FORM_ALONE }, { "初审",     FACT_CREDIT, FORM_ALONE },
	{ "复审",     FACT_CREDIT, FORM_ALONE }, { "终审",     FACT_CREDIT, FORM_ALONE },
	{ "策划",     FACT_CREDIT, FORM_ALONE }, { "统筹",     FACT_CREDIT, FORM_ALONE },
	{ "视觉",     FACT_CREDIT, FORM_ALONE }, { "視覺",     FACT_CREDIT, FORM_ALONE },
	{ "摄影",     FACT_CREDIT, FORM_ALONE }, { "攝影",     FACT_CREDIT, FORM_ALONE },
	{ "图／", FACT_CREDIT, FORM_ALONE }, { "圖／", FACT_CREDIT, FORM_ALONE },
	{ "图︱", FACT_CREDIT, FORM_ALONE }, { "圖︱", FACT_CREDIT, FORM_ALONE },
	{ "图|", FACT_CREDIT, FORM_ALONE }, { "圖|", FACT_CREDIT, FORM_ALONE },
	{ "图丨", FACT_CREDIT, FORM_ALONE }, { "圖丨", FACT_CREDIT, FORM_ALONE },
	{ "图｜", FACT_CREDIT, FORM_ALONE }, { "圖｜", FACT_CREDIT, FORM_ALONE },
	{ "图/",      FACT_CREDIT, FORM_ALONE }, { "圖/",      FACT_CREDIT, FORM_ALONE },
	{ "发布时间", FACT_END,    FORM_ALONE }, { "发布日期", FACT_END,    FORM_ALONE },
	{ "发表时间", FACT_END,    FORM_ALONE }, { "发表于",   FACT_END,    FORM_ALONE },
	{ "更新时间", FACT_END,    FORM_ALONE }, { "時間",     FACT_END,    FORM_ALONE },
	{ "时间：",   FACT_END,    FORM_ALONE }, { "日期",     FACT_END,    FORM_ALONE },
	{ "浏览",     FACT_END,    FORM_ALONE }, { "点击",     FACT_END,    FORM_ALONE },
	{ "阅读",     FACT_END,    FORM_ALONE }, { "人气",     FACT_END,    FORM_ALONE },
	{ "评论",     FACT_END,    FORM_ALONE }, { "評論",     FACT_END,    FORM_ALONE },
	{ "分享",     FACT_END,    FORM_ALONE }, { "打印",     FACT_END,    FORM_ALONE },
	{ "字号",     FACT_END,    FORM_ALONE }, { "字體",     FACT_END,    FORM_ALONE },
	{ "字体",     FACT_END,    FORM_ALONE }, { "收藏",     FACT_END,    FORM_ALONE },
	{ "大 中 小", FACT_END,    FORM_ALONE }, { "我要",     FACT_END,    FORM_ALONE },
	{ "查看",     FACT_END,    FORM_ALONE }, { "次数",     FACT_END,    FORM_ALONE },
	{ "校对",     FACT_CREDIT, FORM_ALONE }, { "审核",     FACT_CREDIT, FORM_ALONE },
	{ "标签",     FACT_END,    FORM_ALONE }, { "关键词",   FACT_END,    FORM_ALONE },
	{ "关键字",   FACT_END,    FORM_ALONE }, { "订阅",     FACT_END,    FORM_ALONE },
	{ "手机看",   FACT_END,    FORM_ALONE }, { "纠错",     FACT_END,    FORM_ALONE },
	{ "人参与",   FACT_END,    FORM_ALONE }, { "参与互动", FACT_END,    FORM_ALONE },
	{ "扫描",     FACT_END,    FORM_ALONE }, { "相关",     FACT_END,    FORM_ALONE },
};

/* clang-format on */

const struct label *label_at(struct str text)
{
	if (text.len < 3 || (unsigned char)text.at[0] < 0x80)
		return NULL;
	for (size_t i = 0; i < ARRAY_SIZE(labels); i++) {
		const char *word = labels[i].word;
		bool near = text.at[1] == word[1] && text.at[2] == word[2];
		if (near && str_starts(text, str_of(word)))
			return &labels[i];
	}
	return NULL;
}

size_t colon_at(struct str text)
{
	static const char *const colons[] = { "：", ":", "︰", "∶", "﹕", NULL };
	return word_at_start(text, colons);
}

size_t slash_at(struct str text)
{
	static const char *const slashes[] = { "/",  "／", "╱",  "｜", "|",
		                               "丨", "∕",  "︱", "┃",  NULL };
	return word_at_start(text, slashes);
}

static bool starts_with_blank(struct str text)
{
	return str_trim_space(str_head(text, 3)).at != text.at && text.len;
}

static struct label_value bare_value(struct str text)
{
	return (struct label_value){ .text = text, .bare = true };
}

struct label_value behind_label(const struct label *label, struct str text)
{
	struct str rest = str_from(text, strlen(label->word));
	struct str bare = str_trim_space(rest);
	size_t colon = colon_at(bare), slash = slash_at(bare);
	if (label->form == FORM_ALONE)
		return (struct label_value){ .text = rest };
	if (colon)
		return (struct label_value){ .text = str_from(bare, colon),
			                     .bare = label->form == FORM_NAME };
	if (slash && label->form == FORM_SLASH)
		return (struct label_value){ .text = str_from(bare, slash) };
	if (slash && label->form != FORM_COLON)
		return bare_value(str_from(bare, slash));
	bool follows = label->form == FORM_NAME ||
	               (label->form == FORM_OPEN && starts_with_blank(rest));
	return follows ? bare_value(rest) : (struct label_value){ .bare = true };
}

static struct str up_to_label(struct str text)
{
	size_t at = 0;
	uint32_t c;
	while (at < text.len && !label_at(str_from(text, at)))
		at += utf8_next(str_from(text, at), &c);
	return str_head(text, at);
}

/* Without a colon a line of names or a medium is none by its label alone. */
static bool proves_itself(const struct label *label, struct label_value value)
{
	if (!value.bare)
		return true;
	struct str bare = trim_marks(up_to_label(value.text));
	return label->fact == FACT_SOURCE ? is_medium(bare) : are_full_names(bare);
}

bool fact_is_kept(enum fact fact)
{
	return fact == FACT_SOURCE || fact == FACT_AUTHOR || fact == FACT_EDITOR;
}

static const struct label *label_of_line(struct str line)
{
	struct str bare = trim_marks(line);
	const struct label *label = label_at(bare);
	if (!label || !fact_is_kept(label->fact) || label->form == FORM_NAME)
		return NULL;
	struct label_value value = behind_label(label, bare);
	return value.text.at && proves_itself(label, value) ? label : NULL;
}

bool is_label_line(struct str line)
{
	return label_of_line(line);
}

size_t count_labels(struct str line)
{
	size_t count = 0;
	uint32_t c;
	for (size_t at = 0; at < line.len;) {
		struct str rest = str_from(line, at);
		const struct label *label = label_at(rest);
		size_t len = label ? strlen(label->word) : utf8_next(rest, &c);
		count += label && (str_ends(str_of(label->word), STR("：")) ||
		                   colon_at(str_trim_space(str_from(rest, len))));
		at += len;
	}
	return count;
}

static bool ends_with_slash(const char *word)
{
	size_t last = strlen(word);
	while (last && ((unsigned char)word[last - 1] & 0xC0) == 0x80)
		last--;
	return last && slash_at(str_of(word + last - 1));
}

bool is_credit_line(struct str line)
{
	struct str bare = trim_marks(line);
	const struct label *label = label_at(bare);
	if (!label || label->fact != FACT_CREDIT)
		return false;
	struct str rest = str_trim_space(str_from(bare, strlen(label->word)));
	return colon_at(rest) || slash_at(rest) || ends_with_slash(label->word);
}

bool may_be_editor_line(struct str line)
{
	const struct label *label = label_at(line);
	return label && label->fact == FACT_EDITOR;
}

bool is_editor_line(struct str line)
{
	const struct label *label = label_of_line(line);
	return label && label->fact == FACT_EDITOR;
}
