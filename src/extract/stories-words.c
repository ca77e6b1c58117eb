/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Headings are told by words they have, or by being a word and nothing else; labels
 * by the word they begin with. */
#include "stories-words.h"

#include "general-words.h"

#include "baolan/base/ascii.h"
#include "baolan/base/mem.h"
#include "baolan/text/utf8.h"

#define LONGEST_SPACED 16 /* characters, with the blanks */

/* clang-format off */
static const char *const related_parts[] = {
	"相关消息", "相关热点", "相关话题", "相关图文", "相关图片", "相关视频", "相關消息",
	"相關話題", "相關影音", "链接阅读", "新闻背景", "关联新闻", "关联报道", "同类文章",
	"感兴趣的文章", "感兴趣的新闻", "感兴趣的内容", "感興趣的", "可能喜欢", "可能喜歡",
	"类似文章", "类似新闻", "看过本文", "看過本文", "还看了", "還看了", "延伸报道",
	"延伸報導", "你可能還想看", "您可能還想看", "你也许还想看", "Read next", "More on this",
	"You may also like", "You might also like", "Related posts", "Related Posts", NULL,
};
static const char *const related_wholes[] = {
	"相关", "相關", "延伸", "链接", "Related", "More like this", NULL,
};
static const char *const ranking_parts[] = {
	"热点内容", "热点文章", "热点资讯", "热点信息", "热点关注", "热点聚焦", "热门内容",
	"热门资讯", "热门阅读", "热门信息", "热门帖子", "热门话题榜", "热帖", "热搜榜", "热销榜",
	"栏目热门", "频道热门", "本栏热门", "本类热门", "全站热门", "本站热门", "网站热门",
	"最热文章", "最热新闻", "最热资讯", "最热门", "一周最热", "人气文章", "人气新闻",
	"浏览最多", "评论最多", "跟帖最多", "评论最热", "跟帖榜", "跟贴榜", "阅读榜", "浏览榜",
	"日榜", "周榜", "月榜", "週榜", "日热点", "周热点", "月热点", "小时热点", "小时最热",
	"点击TOP", "TOP10", "Top 10", "点击率", "點閱", "點擊最多", "點擊榜", "瀏覽最多",
	"最多人看", "最多人睇", "最多人阅读", "最多人閱讀", "最多人浏览", "最多瀏覽", "最多分享", "最多讨论", "本週熱門", "今日熱門",
	"熱門話題", "熱門點擊", "熱門閱讀", "大家都在看", "大家正在看", "大家在看",
	"Most viewed", "Most Viewed", "Most shared", "Most Shared", "Most commented",
	"Top stories", "Top Stories", NULL,
};
static const char *const ranking_wholes[] = {
	"热门", "最热", "热点", "热榜", "排行", "榜单", "熱門", "最熱", "熱點", "Hot", "HOT", "Popular", "Trending", NULL,
};
/* Headings that only sound like a ranking: pictures, shops, words. */
static const char *const no_rankings[] = {
	"热门标签", "热门搜索", "热门关键", "热门词", "热门城市", "热门专题", "热门栏目", "热门活动",
	"热门话题", "热门图片", "热门视频", "熱門標籤", "熱門關鍵", "熱門搜尋", "熱門話題", "热词",
	"热搜词", NULL,
};

static const struct label_word {
	const char *word;
	enum doc_list_kind kind;
	size_t least;
} label_words[] = { /* the longer of two that begin alike first */
	{ "上一篇", LIST_PREVIOUS, 1 },    { "上一条", LIST_PREVIOUS, 1 },
	{ "上一條", LIST_PREVIOUS, 1 },    { "上一则", LIST_PREVIOUS, 1 },
	{ "上一則", LIST_PREVIOUS, 1 },    { "上一主题", LIST_PREVIOUS, 1 },
	{ "上一组", LIST_PREVIOUS, 1 },    { "上一组图", LIST_PREVIOUS, 1 },
	{ "前一篇", LIST_PREVIOUS, 1 },    { "上篇", LIST_PREVIOUS, 1 },
	{ "前一条", LIST_PREVIOUS, 1 },    { "上一新闻", LIST_PREVIOUS, 1 },
	{ "Previous article", LIST_PREVIOUS, 1 }, { "Previous story", LIST_PREVIOUS, 1 },
	{ "Previous post", LIST_PREVIOUS, 1 },    { "Previous Article", LIST_PREVIOUS, 1 },
	{ "Previous Post", LIST_PREVIOUS, 1 },    { "Older post", LIST_PREVIOUS, 1 },
	{ "下一篇", LIST_NEXT, 1 },        { "下一条", LIST_NEXT, 1 },
	{ "下一條", LIST_NEXT, 1 },        { "下一则", LIST_NEXT, 1 },
	{ "下一則", LIST_NEXT, 1 },        { "下一主题", LIST_NEXT, 1 },
	{ "下一组", LIST_NEXT, 1 },        { "下一组图", LIST_NEXT, 1 },
	{ "后一篇", LIST_NEXT, 1 },        { "後一篇", LIST_NEXT, 1 },
	{ "下篇", LIST_NEXT, 1 },          { "后一条", LIST_NEXT, 1 },
	{ "下一新闻", LIST_NEXT, 1 },       { "阅读下一篇", LIST_NEXT, 1 },
	{ "閱讀下一篇", LIST_NEXT, 1 },     { "阅读上一篇", LIST_PREVIOUS, 1 },
	{ "Next article", LIST_NEXT, 1 },  { "Next story", LIST_NEXT, 1 },
	{ "Next post", LIST_NEXT, 1 },     { "Next Article", LIST_NEXT, 1 },
	{ "Next Post", LIST_NEXT, 1 },     { "Newer post", LIST_NEXT, 1 },
	{ "标签云", LIST_HOT, 2 },         { "标签", LIST_HOT, 1 },
	{ "文章标签", LIST_HOT, 1 },       { "本文标签", LIST_HOT, 1 },
	{ "相关标签", LIST_HOT, 1 },       { "热门标签", LIST_HOT, 2 },
	{ "热点标签", LIST_HOT, 2 },       { "关键词", LIST_HOT, 1 },
	{ "关键字", LIST_HOT, 1 },         { "文章关键词", LIST_HOT, 1 },
	{ "本文关键词", LIST_HOT, 1 },     { "本文关键字", LIST_HOT, 1 },
	{ "相关关键词", LIST_HOT, 1 },     { "新闻关键词", LIST_HOT, 1 },
	{ "热门关键词", LIST_HOT, 2 },     { "热门关键字", LIST_HOT, 2 },
	{ "热门搜索", LIST_HOT, 2 },       { "热门词", LIST_HOT, 2 },
	{ "热门话题", LIST_HOT, 2 },       { "相关话题", LIST_HOT, 1 },
	{ "热词", LIST_HOT, 2 },           { "今日热词", LIST_HOT, 2 },
	{ "本周热词", LIST_HOT, 2 },       { "新闻热词", LIST_HOT, 2 },
	{ "搜索热词", LIST_HOT, 2 },       { "热点词", LIST_HOT, 2 },
	{ "热搜词", LIST_HOT, 2 },         { "今日热搜", LIST_HOT, 2 },
	{ "大家都在搜", LIST_HOT, 2 },     { "热搜", LIST_HOT, 2 },
	{ "標籤", LIST_HOT, 1 },           { "關鍵字", LIST_HOT, 1 },
	{ "文章標籤", LIST_HOT, 1 },       { "相關標籤", LIST_HOT, 1 },
	{ "熱門標籤", LIST_HOT, 2 },       { "熱門關鍵字", LIST_HOT, 2 },
	{ "熱門搜尋", LIST_HOT, 2 },       { "熱搜", LIST_HOT, 2 },
	{ "熱詞", LIST_HOT, 2 },           { "Tags", LIST_HOT, 1 },
	{ "TAGS", LIST_HOT, 1 },           { "TAG", LIST_HOT, 1 },
	{ "Tag", LIST_HOT, 1 },            { "Keywords", LIST_HOT, 1 },
	{ "Topics", LIST_HOT, 1 },         { "Filed under", LIST_HOT, 1 },
	{ "Hot words", LIST_HOT, 2 },      { "Trending searches", LIST_HOT, 2 },
};
/* 上一篇文章：… */
static const char *const label_nouns[] = {
	"文章", "新闻", "新聞", "资讯", "内容", "图集", NULL,
};
/* clang-format on */

/* --- a label's text --- */

static bool is_blank(uint32_t c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == 0xA0 ||
	       c == 0x3000;
}

/* 相 关 新 闻：every blank parts two single characters. */
static bool is_spaced_out(struct str text)
{
	size_t blanks = 0, run = 0;
	for (size_t at = 0, len; at < text.len; at += len) {
		uint32_t c;
		len = utf8_next(str_from(text, at), &c);
		bool letter = c < 0x80 && ascii_is_letter((char)c);
		blanks += is_blank(c);
		run = is_blank(c) ? 0 : run + utf8_is_han(c);
		if (run > 1 || letter)
			return false;
	}
	return blanks > 0 && utf8_count(text) <= LONGEST_SPACED;
}

struct str bare_label(struct str text, struct buf *b)
{
	text = trim_marks(text);
	buf_clear(b);
	if (!is_spaced_out(text)) {
		buf_add_str(b, text);
		return buf_str(b);
	}
	for (size_t at = 0, len; at < text.len; at += len) {
		uint32_t c;
		len = utf8_next(str_from(text, at), &c);
		if (!is_blank(c))
			buf_add_str(b, str_make(text.at + at, len));
	}
	return buf_str(b);
}

/* --- headings --- */

static bool is_heading_length(struct str text)
{
	return text.len >= 3 && text.len <= 60;
}

bool heads_related(struct str bare)
{
	return is_heading_length(bare) &&
	       (is_related_heading(bare) || is_word(bare, related_wholes) ||
	        has_word(bare, related_parts));
}

bool heads_ranking(struct str bare)
{
	if (!is_heading_length(bare) || has_word(bare, no_rankings))
		return has_word(bare, ranking_parts) && is_heading_length(bare);
	return is_ranking_heading(bare) || is_word(bare, ranking_wholes) ||
	       has_word(bare, ranking_parts);
}

bool heads_lists(struct str bare)
{
	return heads_related(bare) || heads_ranking(bare);
}

/* --- labels --- */

static const struct label_word *label_at_start(struct str text)
{
	const struct label_word *found = NULL;
	size_t longest = 0;
	for (size_t i = 0; i < ARRAY_SIZE(label_words); i++) {
		struct str word = str_of(label_words[i].word);
		if (word.len > longest && str_starts(text, word)) {
			found = &label_words[i];
			longest = word.len;
		}
	}
	return found;
}

/* A word goes on behind a label of letters: Tagung. */
static bool ends_word(struct str word, struct str rest)
{
	return !rest.len || !ascii_is_letter(word.at[word.len - 1]) ||
	       !ascii_is_letter(rest.at[0]);
}

bool read_label(struct str bare, struct label *ret_label)
{
	const struct label_word *word = label_at_start(bare);
	if (!word)
		return false;
	struct str name = str_head(bare, strlen(word->word));
	struct str rest = str_from(bare, name.len);
	size_t noun = word->kind == LIST_HOT ? 0 : word_at_start(rest, label_nouns);
	if (!ends_word(name, rest))
		return false;
	rest = str_from(rest, noun);
	*ret_label = (struct label){ .kind = word->kind,
		                     .least = word->least,
		                     .name = name,
		                     .rest = trim_marks(rest) };
	return word->kind != LIST_HOT || !ret_label->rest.len;
}

/* The first characters of all labels, behind blanks and marks. */
bool may_be_label(struct str text)
{
	static const char firsts[] = "上下前后後标文本相热关新今搜大標關熱阅閱";
	size_t at = 0;
	while (at < text.len && at < 16 && (unsigned char)text.at[at] < 0x80 &&
	       !ascii_is_letter(text.at[at]))
		at++;
	text = str_from(text, at);
	if (text.len < 3)
		return false;
	unsigned char first = (unsigned char)text.at[0];
	if (first < 0x80)
		return strchr("PNOTKFH", text.at[0]);
	if (first < 0xE4)
		return true; /* a mark: « ・ 【 */
	for (size_t i = 0; i + 3 < sizeof(firsts); i += 3)
		if (memcmp(text.at, firsts + i, 3) == 0)
			return true;
	return false;
}
