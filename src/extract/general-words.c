/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whole words are looked up in a sorted table; a few stems count anywhere in a
 * word, because class names are often glued: newsContentBox, articletext. */
#include "general-words.h"

#include "baolan/base/ascii.h"
#include "baolan/base/mem.h"
#include "baolan/text/utf8.h"

#include <stdlib.h>

/* clang-format off */
static const struct container_word {
	const char *word;
	int words;
} whole_words[] = { /* in alphabetical order */
	{ "ad",          WORDS_CLUTTER },
	{ "ads",         WORDS_CLUTTER },
	{ "adv",         WORDS_CLUTTER },
	{ "advert",      WORDS_CLUTTER },
	{ "artibody",    WORDS_STORY },
	{ "author",      WORDS_META | WORDS_AUTHOR },
	{ "banner",      WORDS_CLUTTER },
	{ "biaoti",      WORDS_TITLE },
	{ "body",        WORDS_STORY },
	{ "bq",          WORDS_CLUTTER },
	{ "bshare",      WORDS_CLUTTER },
	{ "bt",          WORDS_TITLE },
	{ "byline",      WORDS_META | WORDS_AUTHOR },
	{ "crumb",       WORDS_CLUTTER },
	{ "crumbs",      WORDS_CLUTTER },
	{ "date",        WORDS_META },
	{ "daohang",     WORDS_CLUTTER },
	{ "detail",      WORDS_STORY },
	{ "digg",        WORDS_CLUTTER },
	{ "editor",      WORDS_META },
	{ "entry",       WORDS_STORY },
	{ "erweima",     WORDS_CLUTTER },
	{ "ewm",         WORDS_CLUTTER },
	{ "fenxiang",    WORDS_CLUTTER },
	{ "fenye",       WORDS_PAGER | WORDS_CLUTTER },
	{ "foot",        WORDS_CLUTTER },
	{ "friendlink",  WORDS_CLUTTER },
	{ "fubiao",      WORDS_SUBTITLE },
	{ "gg",          WORDS_CLUTTER },
	{ "guanggao",    WORDS_CLUTTER },
	{ "guess",       WORDS_CLUTTER },
	{ "heading",     WORDS_TITLE },
	{ "headline",    WORDS_TITLE },
	{ "hot",         WORDS_CLUTTER },
	{ "hots",        WORDS_CLUTTER },
	{ "info",        WORDS_META },
	{ "jiathis",     WORDS_CLUTTER },
	{ "kicker",      WORDS_KICKER },
	{ "laiyuan",     WORDS_META | WORDS_SOURCE },
	{ "liuyan",      WORDS_CLUTTER | WORDS_STRONG },
	{ "login",       WORDS_CLUTTER },
	{ "menu",        WORDS_CLUTTER },
	{ "meta",        WORDS_META },
	{ "mood",        WORDS_CLUTTER },
	{ "nav",         WORDS_CLUTTER },
	{ "navbar",      WORDS_CLUTTER },
	{ "neirong",     WORDS_STORY },
	{ "page",        WORDS_PAGER },
	{ "pager",       WORDS_PAGER | WORDS_CLUTTER },
	{ "pages",       WORDS_PAGER | WORDS_CLUTTER },
	{ "paihang",     WORDS_CLUTTER },
	{ "phb",         WORDS_CLUTTER },
	{ "picinfo",     WORDS_CAPTION },
	{ "pictext",     WORDS_CAPTION },
	{ "pinglun",     WORDS_CLUTTER | WORDS_STRONG },
	{ "policy",      WORDS_CLUTTER },
	{ "popup",       WORDS_CLUTTER },
	{ "post",        WORDS_STORY },
	{ "promo",       WORDS_CLUTTER },
	{ "pubdate",     WORDS_META },
	{ "pubtime",     WORDS_META },
	{ "qrcode",      WORDS_CLUTTER },
	{ "rank",        WORDS_CLUTTER },
	{ "ranking",     WORDS_CLUTTER },
	{ "readmore",    WORDS_CLUTTER },
	{ "reply",       WORDS_CLUTTER | WORDS_STRONG },
	{ "reporter",    WORDS_META | WORDS_AUTHOR },
	{ "search",      WORDS_CLUTTER },
	{ "shoulder",    WORDS_KICKER },
	{ "social",      WORDS_CLUTTER },
	{ "source",      WORDS_META | WORDS_SOURCE },
	{ "sponsor",     WORDS_CLUTTER },
	{ "story",       WORDS_STORY },
	{ "sub",         WORDS_SUBTITLE },
	{ "subhead",     WORDS_SUBTITLE },
	{ "subtitle",    WORDS_SUBTITLE },
	{ "tag",         WORDS_CLUTTER },
	{ "tags",        WORDS_CLUTTER },
	{ "text",        WORDS_STORY },
	{ "time",        WORDS_META },
	{ "timestamp",   WORDS_META },
	{ "tit",         WORDS_TITLE },
	{ "title",       WORDS_TITLE },
	{ "toolbar",     WORDS_CLUTTER },
	{ "tools",       WORDS_CLUTTER },
	{ "toutiao",     WORDS_TITLE },
	{ "tucao",       WORDS_CLUTTER },
	{ "txt",         WORDS_STORY },
	{ "vote",        WORDS_CLUTTER },
	{ "weixin",      WORDS_CLUTTER },
	{ "widget",      WORDS_CLUTTER },
	{ "wxcode",      WORDS_CLUTTER },
	{ "yinti",       WORDS_KICKER },
	{ "zhengwen",    WORDS_STORY },
	{ "zuozhe",      WORDS_META | WORDS_AUTHOR },
};

static const struct container_word stems[] = {
	{ "article",    WORDS_STORY },
	{ "breadcrumb", WORDS_CLUTTER },
	{ "caption",    WORDS_CAPTION },
	{ "comment",    WORDS_CLUTTER | WORDS_STRONG },
	{ "content",    WORDS_STORY },
	{ "copyright",  WORDS_CLUTTER | WORDS_STRONG },
	{ "disclaimer", WORDS_CLUTTER },
	{ "endtext",    WORDS_STORY },
	{ "footer",     WORDS_CLUTTER | WORDS_STRONG },
	{ "headline",   WORDS_TITLE },
	{ "guestbook",  WORDS_CLUTTER },
	{ "newstext",   WORDS_STORY },
	{ "pagination", WORDS_PAGER | WORDS_CLUTTER },
	{ "recommend",  WORDS_CLUTTER },
	{ "related",    WORDS_CLUTTER | WORDS_STRONG },
	{ "relate",     WORDS_CLUTTER },
	{ "relation",   WORDS_CLUTTER },
	{ "relevant",   WORDS_CLUTTER },
	{ "share",      WORDS_CLUTTER },
	{ "sidebar",    WORDS_CLUTTER },
	{ "subtitle",   WORDS_SUBTITLE },
	{ "tuijian",    WORDS_CLUTTER },
	{ "xiangguan",  WORDS_CLUTTER },
	{ "zhengwen",   WORDS_STORY },
};

static const char *const related_words[] = {
	"相关新闻", "相关阅读", "相关报道", "相关文章", "相关链接", "相关专题", "相关资讯",
	"相关内容", "相关稿件", "相关推荐", "相关信息", "相关主题", "相關新聞", "相關閱讀",
	"相關報導", "相關文章", "相關報道", "相關連結", "相關推薦", "延伸阅读", "延伸閱讀",
	"延伸新聞", "新闻链接", "新聞連結", "推荐阅读", "推薦閱讀", "关联阅读", "扩展阅读",
	"拓展阅读", "更多相关", "同类新闻", "同類新聞", "同主题阅读", "前情回顾", "猜你喜欢",
	"猜你喜歡", "您可能感兴趣", "你可能感兴趣", "你可能喜歡", "你可能会喜欢", "看了本文的",
	"阅读过此文", "参与本文", "Related Stories", "Related stories", "Related Articles",
	"Related articles", "Related News", "Related news", "See also", "RELATED", "Read more",
	NULL,
};
static const char *const ranking_words[] = {
	"排行", "热门文章", "热点新闻", "热门新闻", "熱門新聞", "熱門文章", "热文", "熱文",
	"热榜", "熱榜", "点击榜", "评论榜", "人气榜", "人氣榜", "热闻", "热读", "热评",
	"热点推荐", "热门推荐", "熱門排行", "熱門點閱", "热点排行", "热门点击", "今日热点",
	"一周热点", "本周热点", "本月热点", "今日热门", "本周热门", "本月热门", "本日熱門",
	"阅读最多", "点击最多", "最受关注", "最多人看", "人氣新聞", "即時熱門",
	"Most read", "Most Read", "Most popular", "Most Popular", "Popular", "Trending",
	NULL,
};
static const struct period_word {
	const char *word;
	enum doc_period period;
} period_words[] = { /* tried in this order; the single characters only alone */
	{ "24小时", PERIOD_DAY },   { "24小時", PERIOD_DAY },  { "24 小时", PERIOD_DAY },
	{ "今日", PERIOD_DAY },     { "今天", PERIOD_DAY },    { "当日", PERIOD_DAY },
	{ "當日", PERIOD_DAY },     { "本日", PERIOD_DAY },    { "一天", PERIOD_DAY },
	{ "一日", PERIOD_DAY },     { "每日", PERIOD_DAY },    { "单日", PERIOD_DAY },
	{ "48小时", PERIOD_DAY },   { "48小時", PERIOD_DAY },
	{ "本周", PERIOD_WEEK },    { "本週", PERIOD_WEEK },   { "一周", PERIOD_WEEK },
	{ "一週", PERIOD_WEEK },    { "每周", PERIOD_WEEK },   { "7天", PERIOD_WEEK },
	{ "7日", PERIOD_WEEK },     { "七天", PERIOD_WEEK },   { "七日", PERIOD_WEEK },
	{ "7 天", PERIOD_WEEK },    { "上周", PERIOD_WEEK },
	{ "本月", PERIOD_MONTH },   { "一月", PERIOD_MONTH },  { "一个月", PERIOD_MONTH },
	{ "一個月", PERIOD_MONTH }, { "30天", PERIOD_MONTH },  { "30日", PERIOD_MONTH },
	{ "每月", PERIOD_MONTH },   { "三十天", PERIOD_MONTH },
	{ "周", PERIOD_WEEK },      { "週", PERIOD_WEEK },     { "月", PERIOD_MONTH },
	{ "日", PERIOD_DAY },       { "天", PERIOD_DAY },
	{ "Today", PERIOD_DAY },    { "Daily", PERIOD_DAY },   { "Day", PERIOD_DAY },
	{ "Week", PERIOD_WEEK },    { "week", PERIOD_WEEK },   { "Month", PERIOD_MONTH },
	{ "month", PERIOD_MONTH },
	{ "This week", PERIOD_WEEK }, { "This month", PERIOD_MONTH }, { "当周", PERIOD_WEEK },
	{ "当月", PERIOD_MONTH },
};
/* What may stand beside the period in a tab's label. */
static const char *const label_fillers[] = {
	"排行榜", "排行", "热点", "热门", "热文", "热榜", "点击", "评论", "阅读", "榜", "内",
	"新闻", "熱門", "點閱", "榜單", "关注", "最近", "近", "ly", NULL,
};
static const char *const more_words[] = {
	"更多", "更多内容", "更多新闻", "more", "More", "MORE", "详细", "[详细]", "详情",
	"阅读全文", "全文", "查看全文", "评论", "查看更多", "继续阅读", "閱讀全文", "繼續閱讀",
	"查看详情", "点击查看", "Read more", "Continue reading", NULL,
};
static const char *const next_page_words[] = {
	"下一页", "下页", "下一頁", "下頁", "余下全文", "剩余全文", "阅读余下全文",
	"点击查看下一页", "Next page", "Next Page", "后一页", NULL,
};
static const char narrow_marks[] = "[]<>|:*-()/\\_+";
static const uint32_t wide_marks[] = {
	0x3010, 0x3011, 0x00B7, 0xFF1A, 0x00BB, 0x00AB, 0x203A, 0x2039, 0x25A0, 0x25CF, 0x25C6,
	0x25B2, 0x25BC, 0x2605, 0x2606, 0x25A1, 0x25CB, 0x25CE, 0x2192, 0xFF1E, 0x2014, 0xFF08,
	0xFF09, 0x300C, 0x300D, 0x2022, 0x25AA, 0x2026, 0xFF5E, 0xFF5C, 0x2502, 0x3014, 0x3015,
};
/* clang-format on */

static int compare_word(const void *token, const void *word)
{
	return strcmp(token, ((const struct container_word *)word)->word);
}

static int words_of(const char *token, size_t len)
{
	const struct container_word *whole =
	        bsearch(token, whole_words, ARRAY_SIZE(whole_words), sizeof(*whole),
	                compare_word);
	int words = whole ? whole->words : 0;
	if (len < 5)
		return words;
	for (size_t i = 0; i < ARRAY_SIZE(stems); i++)
		if (strstr(token, stems[i].word))
			words |= stems[i].words;
	return words;
}

static bool is_capital(char c)
{
	return c >= 'A' && c <= 'Z';
}

enum container_words container_words(struct str attribute)
{
	char token[32];
	size_t len = 0;
	int words = 0;
	for (size_t i = 0; i <= attribute.len && i < 200; i++) {
		char c = i < attribute.len ? attribute.at[i] : ' ';
		bool hump = len && is_capital(c) && !is_capital(attribute.at[i - 1]);
		if (!ascii_is_letter(c) || hump || len == sizeof(token) - 1) {
			token[len] = '\0';
			if (len > 1)
				words |= words_of(token, len);
			len = 0;
		}
		if (ascii_is_letter(c))
			token[len++] = (char)(c | 0x20);
	}
	return (enum container_words)words;
}

/* Which four-byte runs a text has, roughly: a bit may be set by another run.
 * Words whose bytes 1 to 4 (most of two Han characters) are not among them need
 * not be searched for. */
struct runs {
	uint64_t bits[32];
};

static unsigned run_at(const char *bytes)
{
	uint32_t run;
	memcpy(&run, bytes, sizeof(run));
	return (run * 2654435761u) >> 21;
}

static void note_runs(struct runs *runs, struct str text)
{
	memset(runs, 0, sizeof(*runs));
	for (size_t i = 0; i + 4 <= text.len; i++) {
		unsigned run = run_at(text.at + i);
		runs->bits[run / 64] |= (uint64_t)1 << run % 64;
	}
}

static bool may_have(const struct runs *runs, const char *word)
{
	if (!word[1] || !word[2] || !word[3] || !word[4])
		return true;
	unsigned run = run_at(word + 1);
	return runs->bits[run / 64] >> run % 64 & 1;
}

bool has_word(struct str text, const char *const *words)
{
	struct runs runs;
	note_runs(&runs, text);
	for (; *words; words++)
		if (may_have(&runs, *words) && str_has(text, str_of(*words)))
			return true;
	return false;
}

/* The length of `word` when text starts with it, else 0. */
static size_t match_start(struct str text, const char *word)
{
	size_t at = 0;
	while (word[at] && at < text.len && word[at] == text.at[at])
		at++;
	return word[at] ? 0 : at;
}

bool starts_with_word(struct str text, const char *const *words)
{
	return word_at_start(text, words) > 0;
}

size_t word_at_start(struct str text, const char *const *words)
{
	size_t len = 0;
	while (*words && !len)
		len = match_start(text, *words++);
	return len;
}

bool is_word(struct str text, const char *const *words)
{
	for (; *words; words++)
		if (match_start(text, *words) == text.len && text.len)
			return true;
	return false;
}

static bool is_edge_mark(uint32_t c)
{
	if (c < 0x80)
		return c && strchr(narrow_marks, (int)c);
	for (size_t i = 0; i < ARRAY_SIZE(wide_marks); i++)
		if (wide_marks[i] == c)
			return true;
	return false;
}

struct str trim_marks(struct str text)
{
	for (;;) {
		uint32_t first = 0, last = 0;
		text = str_trim_space(text);
		size_t start = utf8_next(text, &first);
		start = is_edge_mark(first) ? start : 0;
		text = str_from(text, start);
		size_t end = text.len ? utf8_previous(text, &last) : 0;
		end = is_edge_mark(last) ? end : 0;
		text.len -= end;
		if (!start && !end)
			return text;
	}
}

/* Headings are short; 60 bytes are 20 Han characters. */
static bool is_heading_length(struct str text)
{
	return text.len >= 2 && text.len <= 60;
}

/* With the marks around it; running text goes no further than this. */
static bool may_be_heading(struct str text)
{
	return text.len <= 240;
}

bool has_period_sign(struct str text)
{
	static const char han[] = "日周週月天时時";
	text = str_trim(text);
	for (size_t i = 0; i + 3 <= text.len; i++) {
		if ((unsigned char)text.at[i] < 0xE5)
			continue;
		for (size_t h = 0; h + 3 < sizeof(han); h += 3)
			if (memcmp(text.at + i, han + h, 3) == 0)
				return true;
	}
	return text.len && strchr("TDWM", text.at[0]);
}

bool is_related_heading(struct str text)
{
	if (!may_be_heading(text))
		return false;
	struct str bare = trim_marks(text);
	return is_heading_length(bare) && has_word(bare, related_words);
}

bool is_ranking_heading(struct str text)
{
	if (!may_be_heading(text))
		return false;
	struct str bare = trim_marks(text);
	return is_heading_length(bare) && has_word(bare, ranking_words);
}

/* A lone 日, 周 or 月 counts where the ranking follows: 日排行, 周榜. */
static bool names_period(struct str text, const char *word)
{
	static const char *const followers[] = { "排行", "榜", "点击", "热",   "度",
		                                 "人气", "熱", "人氣", "评论", NULL };
	size_t at = str_find(text, str_of(word));
	if (at == STR_NPOS)
		return false;
	return strlen(word) != 3 || starts_with_word(str_from(text, at + 3), followers);
}

enum doc_period period_of(struct str text)
{
	for (size_t i = 0; i < ARRAY_SIZE(period_words); i++)
		if (names_period(text, period_words[i].word))
			return period_words[i].period;
	return PERIOD_OTHER;
}

/* The rest of `text` behind the fillers it starts with. */
static struct str skip_fillers(struct str text)
{
	size_t len;
	while ((len = word_at_start(text, label_fillers)))
		text = str_trim(str_from(text, len));
	return text;
}

bool is_period_label(struct str text, enum doc_period *ret_period)
{
	struct str bare = trim_marks(text);
	if (!bare.len || bare.len > 30)
		return false;
	bare = skip_fillers(bare);
	for (size_t i = 0; i < ARRAY_SIZE(period_words); i++) {
		struct str word = str_of(period_words[i].word);
		if (!str_starts(bare, word))
			continue;
		if (skip_fillers(str_trim(str_from(bare, word.len))).len)
			continue;
		*ret_period = period_words[i].period;
		return true;
	}
	return false;
}

bool is_more_link(struct str text)
{
	return is_word(trim_marks(text), more_words);
}

bool is_next_page(struct str text)
{
	struct str bare = trim_marks(text);
	return bare.len <= 36 && has_word(bare, next_page_words);
}
