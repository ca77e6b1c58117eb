/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names that stand in running text: in brackets, before a slash, or behind the
 * word for reporter.  Where they report from often stands glued to the last. */
#include "general-facts.h"

#include "general-label.h"
#include "general-name.h"
#include "general-words.h"

#include "baolan/base/mem.h"
#include "baolan/text/utf8.h"

#define MAX_INSIDE 150 /* bytes within brackets */
#define MAX_LEAD 90    /* bytes of names at a line's start */

/* clang-format off */
static const struct bracket {
	const char *open, *close;
} brackets[] = {
	{ "（", "）" }, { "(", ")" }, { "【", "】" }, { "〔", "〕" },
	{ "［", "］" }, { "[", "]" }, { "﹝", "﹞" },
};
static const char *const reporter_words[] = {
	"记者", "記者", "通讯员", "通訊員", "特派員", NULL,
};
static const char *const line_starts[] = {
	"記者", "记者", "本报记者", "本報記者", "本刊记者", "本网记者", "实习记者", "特约记者",
	"见习记者", "本报实习生", "文/", "文／", "通讯员", NULL,
};
/* Behind the names of a line that begins with reporters. */
static const char *const names_ends[] = {
	"/", "／", "╱", "∕", "发自", "報導", "报道", "電", "电", "摄", "文 ", "撰文", NULL,
};
/* What may be glued to the last name: places of dispatch, and what was done there. */
static const char *const dispatch_words[] = {
	"台北", "臺北", "新北", "桃園", "台中", "臺中", "台南", "臺南", "高雄", "基隆", "新竹",
	"苗栗", "彰化", "南投", "雲林", "嘉義", "屏東", "宜蘭", "花蓮", "台東", "臺東", "澎湖",
	"金門", "馬祖", "北京", "上海", "天津", "重庆", "重慶", "广州", "廣州", "深圳", "香港",
	"澳门", "澳門", "南京", "杭州", "武汉", "成都", "西安", "沈阳", "济南", "长沙", "福州",
	"合肥", "郑州", "石家庄", "太原", "昆明", "贵阳", "南宁", "海口", "拉萨", "兰州", "银川",
	"西宁", "乌鲁木齐", "呼和浩特", "哈尔滨", "长春", "南昌", "厦门", "青岛", "大连", "宁波",
	"苏州", "华盛顿", "華盛頓", "纽约", "紐約", "东京", "東京", "伦敦", "倫敦", "巴黎", "柏林",
	"莫斯科", "首尔", "首爾", "曼谷", "新加坡", "綜合", "综合", "連線", "現場", "外電", "即時",
	"報導", "报道", "報道", "专电", "專電", "发自", "摄", "攝", NULL,
};
static const char *const sentence_ends[] = {
	"。", "！", "？", "”", "」", "…", ".", NULL,
};
/* clang-format on */

static bool ends_with_any(struct str text, const char *const *words)
{
	for (; *words; words++)
		if (str_ends(text, str_of(*words)))
			return true;
	return false;
}

static size_t slash_or_end(struct str text)
{
	size_t at = 0;
	uint32_t c;
	while (at < text.len && !slash_at(str_from(text, at)))
		at += utf8_next(str_from(text, at), &c);
	return at;
}

/* --- dispatches --- */

/* 王大明台北19日電: 9 bytes, 李明台北報導: 6; 0 for what is no such chunk. */
static size_t dispatch_name_length(struct str chunk)
{
	size_t han = han_at_start(chunk);
	if (word_at_start(chunk, dispatch_words))
		return 0;
	for (size_t len = 6; len <= 9 && len < han; len += 3)
		if (word_at_start(str_from(chunk, len), dispatch_words))
			return len;
	bool wired = str_ends(chunk, STR("電")) || str_ends(chunk, STR("电"));
	return wired && han > 9 ? 9 : 0;
}

/* Where the last name of a list starts. */
static size_t last_name(struct str names)
{
	static const char *const parts[] = { "、", "，", ",", " ", "　", NULL };
	size_t last = 0;
	uint32_t c;
	for (size_t at = 0; at < names.len;) {
		size_t part = word_at_start(str_from(names, at), parts);
		if (part && at + part < names.len)
			last = at + part;
		at += part ? part : utf8_next(str_from(names, at), &c);
	}
	return last;
}

/* 王大明、李明桃園19日電, 王大明台北報導: without place, day and 電. */
static struct str without_dispatch(struct str names)
{
	names = str_trim_space(names);
	size_t last = last_name(names);
	struct str chunk = str_from(names, last);
	struct str name = str_head(chunk, dispatch_name_length(chunk));
	return is_full_name(name) ? str_head(names, last + name.len) : names;
}

/* --- brackets --- */

static bool names_reporters(struct str inside)
{
	static const char *const words[] = { "记者", "記者", "通讯员", "通訊員", "報導",
		                             "报道", "報道", "文/",    "文／",   NULL };
	return inside.len >= 9 && inside.len <= MAX_INSIDE && has_word(inside, words);
}

static struct str behind_reporter(struct str inside)
{
	for (const char *const *word = reporter_words; *word; word++) {
		size_t at = str_find(inside, str_of(*word));
		if (at != STR_NPOS)
			return str_from(inside, at + strlen(*word));
	}
	return inside;
}

static bool is_about_picture(struct str inside)
{
	static const char *const photo[] = { "摄）", "摄)", NULL };
	return str_ends(inside, STR("摄")) || str_ends(inside, STR("攝")) ||
	       has_word(inside, photo);
}

static void read_inside(struct facts *facts, struct str inside)
{
	if (!names_reporters(inside) || is_about_picture(inside))
		return;
	struct str names = str_trim_space(behind_reporter(inside));
	bool behind = names.at > inside.at;
	names = str_head(names, slash_or_end(names));
	names = str_trim_space(str_from(names, colon_at(names)));
	facts_add_full_names(facts, behind ? without_dispatch(names) : names);
}

/* The next pair of brackets and what is in it; absent when there is none. */
static struct str next_inside(struct str *rest, const struct bracket *bracket)
{
	size_t at = str_find(*rest, str_of(bracket->open));
	if (at == STR_NPOS)
		return STR_NONE;
	*rest = str_from(*rest, at + strlen(bracket->open));
	size_t end = str_find(*rest, str_of(bracket->close));
	return end == STR_NPOS ? STR_NONE : str_head(*rest, end);
}

static void read_brackets(struct facts *facts, struct str text)
{
	for (size_t i = 0; i < ARRAY_SIZE(brackets); i++) {
		struct str rest = text;
		for (int n = 0; n < 4; n++) {
			struct str inside = next_inside(&rest, &brackets[i]);
			if (!inside.at)
				break;
			read_inside(facts, inside);
		}
	}
}

/* …结束了。（王大明 李小明）: who signs a story's last sentence. */
bool facts_read_signature(struct facts *facts, struct str text)
{
	text = str_trim_space(text);
	for (size_t i = 0; i < 2; i++) {
		struct str open = str_of(brackets[i].open);
		if (!str_ends(text, str_of(brackets[i].close)))
			continue;
		size_t skip = text.len > MAX_LEAD ? text.len - MAX_LEAD : 0, at;
		struct str tail = str_from(text, skip);
		size_t from = 0;
		while ((at = str_find(str_from(tail, from), open)) != STR_NPOS)
			from += at + open.len;
		if (!from)
			continue;
		struct str before = str_head(tail, from - open.len);
		struct str names = str_from(tail, from);
		names.len -= strlen(brackets[i].close);
		return ends_with_any(str_trim_space(before), sentence_ends) &&
		       facts_add_full_names(facts, names) > 0;
	}
	return false;
}

/* --- starts of lines --- */

static size_t names_end(struct str text)
{
	size_t at = 0;
	uint32_t c;
	while (at < text.len && !word_at_start(str_from(text, at), names_ends))
		at += utf8_next(str_from(text, at), &c);
	return at;
}

/* 记者李明摄 names who took the picture; 记者李明摄影报道 who wrote as well. */
static bool took_picture(struct str behind)
{
	static const char *const took[] = { "摄", "攝", NULL };
	static const char *const wrote[] = { "摄影报", "攝影報", "摄报道", NULL };
	return starts_with_word(behind, took) && !starts_with_word(behind, wrote);
}

/* The bytes up to the names: 记者, 本报记者, 榕湾日报记者; 0: none. */
static size_t reporter_start(struct str text)
{
	size_t start = word_at_start(text, line_starts);
	size_t at = str_find(str_head(text, 45), STR("记者"));
	if (start || at == STR_NPOS || !is_medium(str_head(text, at)))
		return start;
	return at + strlen("记者");
}

/* 記者王大明／台北報導, 本报记者 王大明 李小明: a line's start, or all of it. */
static bool read_reporter_line(struct facts *facts, struct str text)
{
	size_t start = reporter_start(text);
	struct str rest = str_from(text, start);
	size_t end = names_end(str_head(rest, MAX_LEAD));
	bool whole = text.len <= MAX_LEAD;
	if (!start || !(whole || end < MAX_LEAD - 3) ||
	    took_picture(str_from(rest, end)))
		return false;
	struct str names = without_dispatch(str_head(rest, end));
	if (facts_add_full_names(facts, names))
		return true;
	size_t place = end < rest.len ? last_name(names) : 0;
	return facts_add_full_names(facts, str_head(names, place)) > 0;
}

/* 本报讯 记者王大明、李小明 昨日…: names in a row, up to the first that is none. */
static void read_lead(struct facts *facts, struct str text)
{
	size_t at = str_find(str_head(text, 60), STR("讯"));
	if (at == STR_NPOS)
		return;
	struct str rest = str_trim_space(str_from(text, at + 3));
	size_t start = word_at_start(rest, line_starts);
	rest = str_trim_space(str_from(rest, start));
	while (start) {
		size_t han = han_at_start(rest);
		static const char *const parts[] = { "、", " ", "　", NULL };
		size_t part = word_at_start(str_from(rest, han), parts);
		struct str name = str_head(rest, han);
		if (!part || !is_full_name(name) || han > 9 ||
		    !facts_add_full_names(facts, name))
			return;
		rest = str_trim_space(str_from(rest, han + part));
		rest = str_from(rest, word_at_start(rest, reporter_words));
		rest = str_trim_space(rest);
	}
}

bool facts_read_dateline(struct facts *facts, struct str text)
{
	static const char *const ends[] = { "電", "报道", "電）", "報導", "电", NULL };
	if (!ends_with_any(text, ends) || text.len > 60)
		return false;
	size_t slash = slash_or_end(text);
	return slash < text.len && facts_add_full_names(facts, str_head(text, slash));
}

static bool read_english_byline(struct facts *facts, struct str line)
{
	size_t known = facts->authors.len;
	if (str_starts(line, STR("By ")) && line.len < 40)
		facts_add_names(facts, str_from(line, 3));
	return facts->authors.len > known;
}

bool facts_read_reporter_line(struct facts *facts, struct str line)
{
	line = str_trim_space(line);
	if (line.len > 75)
		return false;
	return read_english_byline(facts, line) || read_reporter_line(facts, line);
}

bool facts_read_names_alone(struct facts *facts, struct str line)
{
	line = str_trim_space(line);
	return line.len >= 6 && line.len <= 60 && facts_add_full_names(facts, line);
}

void facts_read_text(struct facts *facts, struct str text)
{
	text = str_trim_space(text);
	read_reporter_line(facts, text);
	facts_read_dateline(facts, text);
	read_brackets(facts, text);
	if (!facts->authors.len)
		read_lead(facts, text);
}
