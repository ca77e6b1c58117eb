/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line is scanned for labels; the text behind one, up to the next label or
 * whatever parts values on such lines, is its value.  Lines of bylines are
 * gathered with tabs where elements meet (general-head.c). */
#include "general-facts.h"

#include "general-words.h"

#include "baolan/base/ascii.h"
#include "baolan/base/mem.h"
#include "baolan/text/utf8.h"

#include <stdlib.h>

enum fact { FACT_NONE, FACT_SOURCE, FACT_AUTHOR, FACT_EDITOR, FACT_END };

/* How a label must go on. */
enum label_form {
	FORM_COLON, /* 来源： */
	FORM_SLASH, /* 文/张三, 文：张三 */
	FORM_NAME,  /* 记者 张三, 记者：张三, 记者张三 */
	FORM_ALONE, /* ends a value, whatever follows */
};

/* clang-format off */
static const struct label {
	const char *word;
	enum fact fact;
	enum label_form form;
} labels[] = { /* longer ones before their own heads */
	{ "责任编辑", FACT_EDITOR, FORM_COLON }, { "責任編輯", FACT_EDITOR, FORM_COLON },
	{ "网络编辑", FACT_EDITOR, FORM_COLON }, { "本文编辑", FACT_EDITOR, FORM_COLON },
	{ "编辑",     FACT_EDITOR, FORM_COLON }, { "編輯",     FACT_EDITOR, FORM_COLON },
	{ "责编",     FACT_EDITOR, FORM_COLON }, { "責編",     FACT_EDITOR, FORM_COLON },
	{ "图片来源", FACT_END,    FORM_ALONE }, { "圖片來源", FACT_END,    FORM_ALONE },
	{ "数据来源", FACT_END,    FORM_ALONE }, { "資料來源", FACT_END,    FORM_ALONE },
	{ "资料来源", FACT_END,    FORM_ALONE }, { "视频来源", FACT_END,    FORM_ALONE },
	{ "文章来源", FACT_SOURCE, FORM_COLON }, { "稿件来源", FACT_SOURCE, FORM_COLON },
	{ "新闻来源", FACT_SOURCE, FORM_COLON }, { "信息来源", FACT_SOURCE, FORM_COLON },
	{ "消息来源", FACT_SOURCE, FORM_COLON }, { "内容来源", FACT_SOURCE, FORM_COLON },
	{ "来源媒体", FACT_SOURCE, FORM_COLON }, { "文章来自", FACT_SOURCE, FORM_COLON },
	{ "来源于",   FACT_SOURCE, FORM_COLON }, { "来源",     FACT_SOURCE, FORM_COLON },
	{ "來源",     FACT_SOURCE, FORM_COLON }, { "稿源",     FACT_SOURCE, FORM_COLON },
	{ "转载自",   FACT_SOURCE, FORM_COLON }, { "轉載自",   FACT_SOURCE, FORM_COLON },
	{ "转自",     FACT_SOURCE, FORM_COLON }, { "轉自",     FACT_SOURCE, FORM_COLON },
	{ "出处",     FACT_SOURCE, FORM_COLON }, { "出處",     FACT_SOURCE, FORM_COLON },
	{ "媒体",     FACT_SOURCE, FORM_COLON }, { "媒體",     FACT_SOURCE, FORM_COLON },
	{ "供稿",     FACT_SOURCE, FORM_COLON }, { "来自",     FACT_SOURCE, FORM_COLON },
	{ "本文作者", FACT_AUTHOR, FORM_COLON }, { "文章作者", FACT_AUTHOR, FORM_COLON },
	{ "原作者",   FACT_AUTHOR, FORM_COLON }, { "作者",     FACT_AUTHOR, FORM_COLON },
	{ "发布人",   FACT_END,    FORM_ALONE }, { "发布者",   FACT_END,    FORM_ALONE },
	{ "撰文",     FACT_AUTHOR, FORM_SLASH }, { "撰稿",     FACT_AUTHOR, FORM_SLASH },
	{ "编译",     FACT_AUTHOR, FORM_SLASH }, { "編譯",     FACT_AUTHOR, FORM_SLASH },
	{ "翻译",     FACT_AUTHOR, FORM_COLON }, { "译者",     FACT_AUTHOR, FORM_COLON },
	{ "文/图",    FACT_AUTHOR, FORM_NAME },  { "图/文",    FACT_AUTHOR, FORM_NAME },
	{ "图文",     FACT_AUTHOR, FORM_SLASH }, { "文",       FACT_AUTHOR, FORM_SLASH },
	{ "实习记者", FACT_AUTHOR, FORM_NAME },  { "見習記者", FACT_AUTHOR, FORM_NAME },
	{ "本报记者", FACT_AUTHOR, FORM_NAME },  { "本報記者", FACT_AUTHOR, FORM_NAME },
	{ "通讯员",   FACT_AUTHOR, FORM_NAME },  { "通訊員",   FACT_AUTHOR, FORM_NAME },
	{ "特约记者", FACT_AUTHOR, FORM_NAME },  { "实习生",   FACT_AUTHOR, FORM_NAME },
	{ "记者",     FACT_AUTHOR, FORM_NAME },  { "記者",     FACT_AUTHOR, FORM_NAME },
	{ "摄影",     FACT_END,    FORM_ALONE }, { "攝影",     FACT_END,    FORM_ALONE },
	{ "图/",      FACT_END,    FORM_ALONE }, { "圖/",      FACT_END,    FORM_ALONE },
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
	{ "校对",     FACT_END,    FORM_ALONE }, { "审核",     FACT_END,    FORM_ALONE },
	{ "标签",     FACT_END,    FORM_ALONE }, { "关键词",   FACT_END,    FORM_ALONE },
	{ "关键字",   FACT_END,    FORM_ALONE }, { "订阅",     FACT_END,    FORM_ALONE },
	{ "手机看",   FACT_END,    FORM_ALONE }, { "纠错",     FACT_END,    FORM_ALONE },
	{ "人参与",   FACT_END,    FORM_ALONE }, { "参与互动", FACT_END,    FORM_ALONE },
	{ "扫描",     FACT_END,    FORM_ALONE }, { "相关",     FACT_END,    FORM_ALONE },
};

/* What ends a value, apart from labels. */
static const char *const value_ends[] = {
	"\t", "\n", "|", "│", "｜", "】", ")", "）", "]", "］", "〕", "}", "  ", "　　", "【",
	"[", "［", "。", "；", "！", "？", "~", "→", ">>", "©", NULL,
};
static const char *const name_ends[] = {
	"、", "，", ",", "/", "／", "╱", "∕", ";", "；", "　", " ", "&", "＆", "（", "(", "和 ",
	"\xC2\xA0", NULL,
};
/* What a byline says when it names nobody. */
static const char *const nobody[] = {
	"佚名", "未知", "不详", "匿名", "admin", "Admin", "administrator", "本站", "网络",
	"互联网", "转载", "原创", "综合", "小编", "编辑", "本站编辑", "管理员", "记者", "無",
	"无", "作者", "本网", "网友", "null", "undefined", "NULL", "root", "系统管理员", "来源",
	"摘自", "投稿", "转载文章", "責任編輯", "责任编辑", "新闻中心", "文字", "未署名", "webmaster",
	"Webmaster", "article_author", "author", "專題", NULL,
};
/* Ends of what stands beside a name: 台北報導, 综合报道, 摄. */
static const char *const not_name_ends[] = {
	"報導", "报道", "報道", "电", "電", "摄", "攝", "整理", "讯", "訊", "综合", "綜合",
	"网", "報", "报", "社", "频道", "編輯部", "编辑部", "工作室", "撰", "新聞", "新闻",
	"中心", "组", "組", "專題", "获悉", "了解", NULL,
};
/* What a medium's name ends with. */
static const char *const medium_ends[] = {
	"网", "網", "报", "報", "社", "电视台", "電視台", "广播", "周刊", "週刊", "杂志", "雜誌",
	"在线", "客户端", "通讯", "月刊", "传媒", "新聞雲", "频道", NULL,
};
/* The commoner family names, in one run, and those of two characters. */
static const char surnames[] =
	"王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何高林罗羅郑鄭梁谢謝宋唐许許韩韓冯馮邓鄧曹彭曾"
	"肖蕭田董袁潘于蒋蔣蔡余杜叶葉程苏蘇魏吕呂丁任沈姚卢盧姜崔钟鍾谭譚陆陸汪范金石廖贾賈夏韦韋付傅方"
	"白邹鄒孟熊秦邱江尹薛闫閻段雷侯龙龍史陶黎贺賀顾顧毛郝龚龔邵万萬钱錢严嚴覃武戴莫孔向汤湯温康施"
	"文牛樊葛邢安齐齊易乔喬伍庞龐颜顏倪庄莊聂聶章鲁魯岳翟殷詹申欧歐耿关關兰蘭焦俞左柳甘祝包宁甯尚符"
	"舒阮柯纪紀梅童凌毕畢单單季裴霍涂塗成苗谷曲盛冉骆駱蓝藍路游辛靳管柴蒙鲍鮑华華喻祁蒲房滕屈饶饒解"
	"牟艾尤阳陽时時穆农農司卓古吉缪繆简簡车車项項连連芦蘆麦麥褚娄婁窦竇戚岑景党黨宫宮费費卜冷晏席卫衛"
	"米柏宗瞿桂全佟应應臧闵閔苟邬鄔边邊卞姬师師和仇栾欒隋商刁沙荣榮巫寇桑郎甄丛叢仲虞敖巩鞏明佘池查麻"
	"苑迟遲邝鄺官封谈談匡鞠惠荆荊乐樂冀郁胥南班储儲原栗燕楚鄢劳勞谌諶奚皮粟冼蔺藺楼樓盘盤满滿闻聞位厉"
	"厲伊仝区區郜海阚闞花权權强強帅帥屠豆朴盖蓋练練廉禹井祖漆巴丰豐支卿国國狄平计計索宣晋晉相初门門云雲"
	"容敬来來扈晁芮都普阙闕浦戈伏鹿薄邸雍辜羊阿乌烏母裘亓修邰赫杭况況那宿鲜鮮印逯隆茹诺諾战戰慕危玉银銀"
	"亢嵇公哈湛宾賓戎勾茅利於呼居揭干但尉冶斯元束檀衣信展阴陰昝智幸奉植衡富尧堯闭閉由风風";
static const char *const double_surnames[] = {
	"欧阳", "歐陽", "上官", "司马", "司馬", "诸葛", "諸葛", "司徒", "皇甫", "尉迟", "令狐",
	"东方", "端木", "慕容", "夏侯", "公孙", "长孙", "宇文", "轩辕", "呼延", NULL,
};
/* clang-format on */

void facts_done(struct facts *facts)
{
	vec_done(&facts->authors);
}

/* --- names --- */

static size_t han_at_start(struct str text)
{
	size_t at = 0;
	uint32_t c;
	while (at < text.len) {
		size_t len = utf8_next(str_from(text, at), &c);
		if (!utf8_is_han(c))
			break;
		at += len;
	}
	return at;
}

static bool is_han_name(struct str text)
{
	size_t count = utf8_count(text);
	return han_at_start(text) == text.len && count >= 2 && count <= 4;
}

/* 张三, 欧阳修: begins with a family name. */
static bool has_surname(struct str text)
{
	struct str first = str_head(text, 3);
	size_t at = first.len == 3
	                    ? str_find(str_make(surnames, sizeof(surnames) - 1), first)
	                    : STR_NPOS;
	bool single = at != STR_NPOS && at % 3 == 0;
	return single || starts_with_word(text, double_surnames);
}

static bool is_full_name(struct str text)
{
	return is_han_name(text) && has_surname(text);
}

bool is_medium(struct str text)
{
	size_t count = utf8_count(text);
	if (count < 3 || count > 14)
		return false;
	for (const char *const *end = medium_ends; *end; end++)
		if (str_ends(text, str_of(*end)))
			return true;
	return false;
}

static bool ends_like_no_name(struct str text)
{
	for (const char *const *w = not_name_ends; *w; w++)
		if (str_ends(text, str_of(*w)))
			return true;
	return false;
}

/* Latin letters, dots and blanks; or Han parted by a middle dot; or a
 * pen name of both. */
static bool is_other_name(struct str text)
{
	static const char *const no_name[] = { "：",   ":",    "http", "www.", "。",
		                               "，",   "《",   "！",   "？",   "@",
		                               ".com", "%",    "=",    "\"",   "新聞",
		                               "新闻", "中心", "频道", "<",    "頻道",
		                               NULL };
	return text.len >= 3 && utf8_count(text) <= 24 && !ascii_is_digit(text.at[0]) &&
	       !has_word(text, no_name);
}

bool is_name(struct str text)
{
	if (!text.len || is_word(text, nobody))
		return false;
	return is_han_name(text) || is_other_name(text);
}

static bool is_known(const struct facts *facts, struct str name)
{
	vec_each (author, &facts->authors)
		if (str_eq(*author, name))
			return true;
	return false;
}

static void add_author(struct facts *facts, struct str name)
{
	if (facts->authors.len < 12 && !is_known(facts, name))
		*vec_push(&facts->authors) = arena_str(facts->arena, name);
}

static bool is_latin(char c)
{
	return ascii_is_letter(c) || c == '.' || c == '\'';
}

/* A blank between two Latin words is part of a name: John Smith. */
static bool is_blank_in_name(struct str text, size_t at)
{
	return text.at[at] == ' ' && at > 0 && at + 1 < text.len &&
	       is_latin(text.at[at - 1]) && is_latin(text.at[at + 1]);
}

static struct str next_name(struct str *rest)
{
	size_t at = 0, skip = 0;
	while (at < rest->len) {
		skip = is_blank_in_name(*rest, at)
		               ? 0
		               : word_at_start(str_from(*rest, at), name_ends);
		if (skip)
			break;
		uint32_t c;
		at += utf8_next(str_from(*rest, at), &c);
	}
	struct str name = str_head(*rest, at);
	*rest = str_from(*rest, at + skip);
	return trim_marks(name);
}

/* 张 三: a two-character name set wide. */
static bool is_half_name(struct str text)
{
	return han_at_start(text) == text.len && utf8_count(text) == 1;
}

/* Labels that stand before a name within a value: 记者 张三 实习生 李四. */
static struct str without_title(struct str name)
{
	static const char *const titles[] = {
		"本报记者", "本報記者", "实习记者", "特约记者", "特派记者",
		"见习记者", "本网记者", "通讯员",   "通訊員",   "实习生",
		"记者",     "記者",     "作者",     "文/",      "特派員",
		"作者：",   "文／",     "文字",     NULL
	};
	size_t len;
	while ((len = word_at_start(name, titles)))
		name = trim_marks(str_from(name, len));
	return name;
}

/* Adds the names of a list; `strict`: only those of two to four Han characters,
 * and nothing at all when something else stands among them. */
static size_t add_names(struct facts *facts, struct str names, bool strict)
{
	struct str found[12];
	size_t count = 0;
	char joined[12][16];
	for (struct str rest = names; rest.len && count < ARRAY_SIZE(found);) {
		struct str name = without_title(next_name(&rest));
		if (is_half_name(name)) {
			struct str after = rest, half = next_name(&after);
			if (!is_half_name(half))
				continue;
			memcpy(joined[count], name.at, name.len);
			memcpy(joined[count] + name.len, half.at, half.len);
			name = str_make(joined[count], name.len + half.len);
			rest = after;
		}
		if (!name.len || ends_like_no_name(name))
			continue;
		if (strict && !is_full_name(name))
			return 0;
		if (is_name(name))
			found[count++] = name;
	}
	for (size_t i = 0; i < count; i++)
		add_author(facts, found[i]);
	return count;
}

void facts_add_names(struct facts *facts, struct str names)
{
	add_names(facts, names, false);
}

/* --- values --- */

void facts_set_source(struct facts *facts, struct str value)
{
	value = trim_marks(value);
	for (size_t at = 0; at < value.len; at++) { /* 新华网 张三 -> 新华网 */
		bool wide_before = at > 0 && (unsigned char)value.at[at - 1] >= 0x80;
		if (value.at[at] == ' ' && wide_before)
			value = str_head(value, at);
	}
	static const char *const no_source[] = { "=", "\"", "<", "http", NULL };
	bool too_long = utf8_count(value) > 30 || has_word(value, no_source);
	if (!facts->source.len && value.len && !too_long && !is_word(value, nobody))
		facts->source = arena_str(facts->arena, value);
}

/* admin_张三 -> 张三 */
static struct str without_account(struct str name)
{
	size_t mark = str_find_last_char(name, '_');
	struct str tail = mark == STR_NPOS ? STR_NONE : str_from(name, mark + 1);
	return is_han_name(tail) ? tail : name;
}

static struct str without_number(struct str name)
{
	size_t len = name.len; /* NAME_NK1234, 张三(EN048) */
	while (len && (ascii_is_digit(name.at[len - 1]) || name.at[len - 1] == '_' ||
	               (name.at[len - 1] >= 'A' && name.at[len - 1] <= 'Z')))
		len--;
	bool has_han = len && (unsigned char)name.at[0] >= 0x80;
	return has_han ? trim_marks(str_head(name, len)) : name;
}

void facts_set_editor(struct facts *facts, struct str value)
{
	if (facts->editor.len)
		return;
	char text[120];
	size_t len = 0;
	struct str half = STR_NONE;
	for (struct str rest = value; rest.len;) {
		struct str name = without_title(next_name(&rest));
		name = without_account(without_number(name));
		if (is_half_name(name) && !half.len) {
			half = name;
			continue;
		}
		bool joins = half.len && is_half_name(name);
		if (!joins && !is_name(name))
			continue;
		if (len + half.len + name.len + 2 > sizeof(text))
			break;
		if (len)
			text[len++] = ' ';
		if (joins) {
			memcpy(text + len, half.at, half.len);
			len += half.len;
		}
		half = STR_NONE;
		memcpy(text + len, name.at, name.len);
		len += name.len;
	}
	if (len)
		facts->editor = arena_str(facts->arena, str_make(text, len));
}

/* --- labels --- */

static const struct label *label_at(struct str text)
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

static struct str skip_blanks(struct str text)
{
	return str_trim_space(text);
}

static size_t colon_at(struct str text)
{
	static const char *const colons[] = { "：", ":", "︰", "∶", "﹕", NULL };
	return word_at_start(text, colons);
}

static size_t slash_at(struct str text)
{
	static const char *const slashes[] = { "/", "／", "╱", "｜",
		                               "|", "丨", "∕", NULL };
	return word_at_start(text, slashes);
}

/* The text behind the label when it goes on as its form asks; else absent. */
static struct str behind_label(const struct label *label, struct str text)
{
	struct str rest = str_from(text, strlen(label->word));
	struct str bare = skip_blanks(rest);
	size_t colon = colon_at(bare), slash = slash_at(bare);
	if (colon && label->form != FORM_ALONE)
		return str_from(bare, colon);
	if (label->form == FORM_SLASH)
		return slash ? str_from(bare, slash) : STR_NONE;
	if (label->form == FORM_NAME)
		return slash ? str_from(bare, slash) : rest;
	return label->form == FORM_ALONE ? rest : STR_NONE;
}

static bool starts_date(struct str text)
{
	return text.len > 4 &&
	       (str_starts(text, STR("20")) || str_starts(text, STR("19"))) &&
	       ascii_is_digit(text.at[2]) && ascii_is_digit(text.at[3]);
}

static bool starts_label(struct str text)
{
	const struct label *label = label_at(text);
	return label && behind_label(label, text).at &&
	       !(label->form == FORM_NAME && label->fact == FACT_AUTHOR);
}

static struct str value_of(struct str text)
{
	text = skip_blanks(text);
	size_t at = 0;
	uint32_t c;
	while (at < text.len) {
		struct str rest = str_from(text, at);
		if (starts_label(rest) ||
		    (at && (word_at_start(rest, value_ends) || starts_date(rest))))
			break;
		at += utf8_next(rest, &c);
	}
	return str_trim_space(str_head(text, at));
}

static void take_fact(struct facts *facts, const struct label *label, struct str value)
{
	bool bare = label->form == FORM_NAME; /* no colon asked: be strict */
	if (label->fact == FACT_SOURCE)
		facts_set_source(facts, value);
	else if (label->fact == FACT_EDITOR)
		facts_set_editor(facts, value);
	else if (label->fact == FACT_AUTHOR)
		add_names(facts, value, bare);
}

bool facts_read_line(struct facts *facts, struct str line)
{
	bool found = false;
	uint32_t c;
	for (size_t at = 0; at < line.len;) {
		struct str rest = str_from(line, at);
		const struct label *label = label_at(rest);
		struct str behind = label ? behind_label(label, rest) : STR_NONE;
		if (!behind.at) {
			at += utf8_next(rest, &c);
			continue;
		}
		if (label->fact != FACT_END) {
			take_fact(facts, label, value_of(behind));
			found = true;
		}
		at = (size_t)(behind.at - line.at);
	}
	return found;
}

bool is_label_line(struct str line)
{
	struct str bare = trim_marks(line);
	const struct label *label = label_at(bare);
	return label && label->fact != FACT_END && label->form != FORM_NAME &&
	       behind_label(label, bare).at;
}

bool is_editor_line(struct str line)
{
	struct str bare = trim_marks(line);
	const struct label *label = label_at(bare);
	return label && label->fact == FACT_EDITOR && behind_label(label, bare).at;
}

/* --- reporters in running text --- */

struct bracket {
	const char *open, *close;
};
static const struct bracket brackets[] = {
	{ "（", "）" }, { "(", ")" }, { "【", "】" }, { "〔", "〕" },
	{ "［", "］" }, { "[", "]" }, { "﹝", "﹞" },
};

static bool names_reporters(struct str inside)
{
	static const char *const words[] = { "记者", "記者", "通讯员", "通訊員", "報導",
		                             "报道", "文/",  "文／",   NULL };
	return inside.len >= 9 && inside.len <= 150 && has_word(inside, words);
}

/* 中央社記者王大明桃園19日電: the name is what follows 記者, three characters. */
static struct str name_of_dispatch(struct str text)
{
	struct str bare = skip_blanks(text);
	size_t han = han_at_start(bare);
	return han > 9 ? str_head(bare, 9) : STR_NONE;
}

static struct str behind_reporter(struct str inside)
{
	static const char *const words[] = { "记者", "記者", "通讯员", "通訊員" };
	for (size_t i = 0; i < ARRAY_SIZE(words); i++) {
		size_t at = str_find(inside, str_of(words[i]));
		if (at != STR_NPOS)
			return str_from(inside, at + strlen(words[i]));
	}
	return inside;
}

/* Behind the names of a line that begins with reporters: a slash, or where
 * they report from. */
static size_t names_end(struct str text)
{
	static const char *const ends[] = { "/",    "／",   "╱",  "∕",  "发自",
		                            "報導", "报道", "電", "电", "摄",
		                            "文 ",  "撰文", NULL };
	size_t at = 0;
	uint32_t c;
	while (at < text.len && !word_at_start(str_from(text, at), ends))
		at += utf8_next(str_from(text, at), &c);
	return at;
}

static size_t slash_or_end(struct str text)
{
	size_t at = 0;
	uint32_t c;
	while (at < text.len && !slash_at(str_from(text, at)))
		at += utf8_next(str_from(text, at), &c);
	return at;
}

static void read_reporters(struct facts *facts, struct str inside)
{
	static const char *const photo[] = { "摄）", "摄)", NULL };
	if (str_ends(inside, STR("摄")) || str_ends(inside, STR("攝")) ||
	    has_word(inside, photo))
		return;
	struct str names = behind_reporter(inside);
	names = str_head(names, slash_or_end(names));
	size_t colon = colon_at(skip_blanks(names));
	if (colon)
		names = str_from(skip_blanks(names), colon);
	bool dispatch = str_ends(inside, STR("電")) || str_ends(inside, STR("电"));
	if (dispatch)
		names = name_of_dispatch(names);
	add_names(facts, names, true);
}

static void read_brackets(struct facts *facts, struct str text)
{
	for (size_t i = 0; i < ARRAY_SIZE(brackets); i++) {
		struct str open = str_of(brackets[i].open),
		           close = str_of(brackets[i].close);
		struct str rest = text;
		for (int n = 0; n < 4; n++) {
			size_t at = str_find(rest, open);
			if (at == STR_NPOS)
				break;
			rest = str_from(rest, at + open.len);
			size_t end = str_find(rest, close);
			struct str inside =
			        end == STR_NPOS ? STR_NONE : str_head(rest, end);
			if (names_reporters(inside))
				read_reporters(facts, inside);
		}
	}
}

/* 記者王大明／台北報導, 本报记者 王大明 李小明: a line's start, or all of it. */
static bool read_reporter_line(struct facts *facts, struct str text)
{
	static const char *const starts[] = { "記者",     "记者",       "本报记者",
		                              "本報記者", "本刊记者",   "实习记者",
		                              "特约记者", "本报实习生", "文/",
		                              "文／",     "通讯员",     NULL };
	size_t start = word_at_start(text, starts);
	struct str names = str_from(text, start);
	size_t end = names_end(str_head(names, 90));
	bool whole = text.len <= 90;
	return start && (whole || end < 87) &&
	       add_names(facts, str_head(names, end), true);
}

bool facts_read_dateline(struct facts *facts, struct str text)
{
	static const char *const ends[] = { "電", "报道", "電）", "報導", "电", NULL };
	bool dateline = false;
	for (const char *const *end = ends; *end; end++)
		dateline = dateline || str_ends(text, str_of(*end));
	if (!dateline || text.len > 60)
		return false;
	size_t slash = slash_or_end(text);
	return slash < text.len && add_names(facts, str_head(text, slash), true) > 0;
}

bool facts_read_reporter_line(struct facts *facts, struct str line)
{
	line = str_trim_space(line);
	if (line.len > 60)
		return false;
	if (str_starts(line, STR("By ")) && line.len < 40)
		return add_names(facts, str_from(line, 3), false) > 0;
	return read_reporter_line(facts, line);
}

bool facts_read_names_alone(struct facts *facts, struct str line)
{
	line = str_trim_space(line);
	return line.len >= 6 && line.len <= 60 && add_names(facts, line, true) > 0;
}

void facts_read_text(struct facts *facts, struct str text)
{
	text = str_trim_space(text);
	read_reporter_line(facts, text);
	facts_read_dateline(facts, text);
	read_brackets(facts, text);
}
