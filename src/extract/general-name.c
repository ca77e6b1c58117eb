/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of words and the questions asked of them; nothing here reads a page. */
#include "general-name.h"

#include "general-words.h"

#include "baolan/base/ascii.h"
#include "baolan/text/utf8.h"

/* clang-format off */
/* What a byline says when it names nobody. */
static const char *const nobody[] = {
	"佚名", "未知", "不详", "匿名", "admin", "Admin", "administrator", "本站", "网络",
	"互联网", "转载", "原创", "综合", "小编", "编辑", "本站编辑", "管理员", "楼主", "版主", "博主", "展开", "记者", "無",
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
	"在线", "客户端", "卫视", "衛視", "电台", "電台", "融媒体", "融媒体中心", "通讯", "月刊", "传媒", "新聞雲", "频道", NULL,
};
/* The commoner family names, in one run, and those of two characters. */
static const char surnames[] =
	"王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何高林罗羅郑鄭梁谢謝宋唐许許韩韓冯馮邓鄧曹彭曾"
	"肖蕭田董袁潘于蒋蔣蔡余杜叶葉程苏蘇魏吕呂丁任沈姚卢盧姜崔钟鍾谭譚陆陸汪范金石廖贾賈夏韦韋付傅方"
	"白邹鄒孟熊秦邱江尹薛闫閻段雷侯龙龍史陶黎贺賀顾顧毛郝龚龔邵万萬钱錢严嚴覃武戴莫孔向汤湯温康施"
	"文牛樊葛邢安齐齊易乔喬伍庞龐颜顏倪庄莊聂聶章鲁魯岳翟殷詹申欧歐耿关關兰蘭焦俞左柳甘祝包宁甯尚符"
	"舒阮柯纪紀梅童凌毕畢单單季裴霍涂塗成苗谷曲盛冉骆駱蓝藍路游辛靳管柴蒙鲍鮑华華喻祁蒲房滕屈饶饒解"
	"牟艾尤阳陽时時穆农農司卓古吉缪繆简簡车車项項连連芦蘆麦麥褚娄婁窦竇戚岑景党黨宫宮费費卜冷晏席卫衛"
	"米柏宗瞿桂佟应應臧闵閔苟邬鄔边邊卞姬师師仇栾欒隋商刁沙荣榮巫寇桑郎甄丛叢仲虞敖巩鞏明佘池查麻"
	"风風苑迟遲邝鄺官封谈談匡鞠惠荆荊乐樂冀郁胥南班储儲原栗燕楚鄢劳勞谌諶奚皮粟冼蔺藺楼樓盘盤满滿厉"
	"厲伊仝郜海阚闞花权權强強帅帥屠豆朴盖蓋练練廉禹井祖漆巴丰豐支卿狄平索宣晋晉云雲"
	"容敬扈晁芮都普阙闕浦戈伏鹿薄邸雍辜羊阿乌烏母裘亓修邰赫杭那宿鲜鮮逯隆茹诺諾战戰慕危玉银銀"
	"亢嵇公哈湛宾賓戎勾茅利揭干尉冶斯元檀衣阴陰昝智奉植衡富尧堯";
/* Words of pages that begin as a name does. */
static const char *const no_names[] = {
	"高清", "高考", "高校", "高端", "高速", "高铁", "高温", "高层", "高雄", "高原", "高清图",
	"关注", "关于", "关闭", "关键", "时政", "时事", "时评", "时尚", "时间", "时局", "文化",
	"文学", "文章", "文明", "文体", "文娱", "文字", "文集", "文件", "金融", "金属", "金山",
	"金华", "房产", "房价", "房地产", "车市", "车型", "车讯", "方案", "方便", "江苏", "江西",
	"江门", "安徽", "安全", "安排", "温州", "成都", "成功", "成员", "明星", "明天", "明日",
	"华人", "华东", "华北", "华南", "阳光", "万象", "万元", "项目", "单位", "连载", "连线",
	"程序", "路况", "农业", "农村", "农民", "乐园", "平安", "平台", "平面", "公司", "公告",
	"公益", "公安", "公开", "公众号", "黄金", "黄河", "白领", "白天", "石油", "石家庄", "党建",
	"党政", "党员", "都市", "应用", "应急", "游戏", "游记", "马上", "祝福", "封面", "景点",
	"景区", "花卉", "花絮", "管理", "柴油", "简介", "简体", "简讯", "简报", "商业", "商务",
	"商城", "商品", "严重", "易购", "支持", "云南", "云端", "云计算", "海报", "海外", "通知",
	"通讯", "广告", "解读", "解放", "解析", "曲艺", "古典", "冷知识", "水利", "阴天", "龙头",
	"龙舟", "万家", "强国", "強國", "權威", "权威", "滿意", "舒适", "沙龙", "沙龍", "荣誉",
	"康复", "雷达", "童话", "安心", "富豪", "於是", "時間", "時事", "時尚", "國際", "文章",
	"周一", "周二", "周三", "周四", "周五", "周六", "周日", "周末", "周刊", "查看", "原作者",
	"原文", "原创", "原題", "游客", "沙发", "左右", "路过", "时长", "时段", "时讯", "金币",
	"农历", "阳历", "公历", "雷阵雨", "温度", "常见", "常识", "常用", "安卓", "车主", "车展",
	"金价", "石化", "韩国", "韓國", "韩流", "古巴", "古代", "柏林", "华盛顿", "華盛頓",
	"华尔街", "伊朗", "伊拉克", "蓝天", "白宫", "白宮", "唐山", "唐朝", "宋代", "明代", "明清",
	"秦皇岛", "秦岭", "曲阜", "桂林", "柳州", "梅州", "惠州", "江阴", "江北", "江南", "江东",
	"浦东", "单独", "农资", "房贷", "房屋", "宁波", "宁夏", "宁德", "常德", "常州", "安庆",
	"安阳", "景德镇", "蒙古", "那些", "相關", "查詢", "查询", "解密", "风险", "风景", "风云", "风光", "风采", "风向", "风尚", "风力", "風險", "幸运", "文創", "關於", "關注", "應用", "華人", "馬上", "車訊", "專題", "邊境", "陽光", "雙城", NULL,
};
static const char *const double_surnames[] = {
	"欧阳", "歐陽", "上官", "司马", "司馬", "诸葛", "諸葛", "司徒", "皇甫", "尉迟", "令狐",
	"东方", "端木", "慕容", "夏侯", "公孙", "长孙", "宇文", "轩辕", "呼延", NULL,
};
/* clang-format on */

size_t han_at_start(struct str text)
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

bool is_han_name(struct str text)
{
	size_t count = utf8_count(text);
	return han_at_start(text) == text.len && count >= 2 && count <= 4;
}

static bool is_surname(struct str first)
{
	size_t at = first.len == 3
	                    ? str_find(str_make(surnames, sizeof(surnames) - 1), first)
	                    : STR_NPOS;
	return at != STR_NPOS && at % 3 == 0;
}

/* 张三, 欧阳修, 陳王美麗: begins with a family name; four characters with two. */
static bool has_surname(struct str text)
{
	if (starts_with_word(text, double_surnames))
		return true;
	bool single = is_surname(str_head(text, 3));
	return single && (text.len <= 9 || is_surname(str_head(str_from(text, 3), 3)));
}

bool is_name_pair(struct str text)
{
	return text.len == 12 && han_at_start(text) == 12 &&
	       !starts_with_word(text, double_surnames) &&
	       is_surname(str_head(text, 3)) &&
	       !is_surname(str_head(str_from(text, 3), 3)) &&
	       is_surname(str_head(str_from(text, 6), 3));
}

bool is_full_name(struct str text)
{
	return is_han_name(text) && has_surname(text) && !is_word(text, no_names);
}

bool is_medium(struct str text)
{
	size_t count = utf8_count(text);
	static const char *const parts[] = {
		"/", "／", "：", ":", "|", "，", "。", NULL
	};
	if (count < 3 || count > 14 || has_word(text, parts))
		return false;
	for (const char *const *end = medium_ends; *end; end++)
		if (str_ends(text, str_of(*end)))
			return true;
	return false;
}

bool ends_like_no_name(struct str text)
{
	for (const char *const *w = not_name_ends; *w; w++)
		if (str_ends(text, str_of(*w)))
			return true;
	return false;
}

/* SF031, NN1234: an editor's number. */
static bool is_code(struct str text)
{
	size_t digits = 0;
	for (size_t i = 0; i < text.len; i++) {
		digits += ascii_is_digit(text.at[i]);
		if (!ascii_is_digit(text.at[i]) &&
		    !(text.at[i] >= 'A' && text.at[i] <= 'Z') && text.at[i] != '_')
			return false;
	}
	return digits > 0;
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
	return text.len >= 3 && !is_code(text) && utf8_count(text) <= 24 &&
	       !ascii_is_digit(text.at[0]) && !has_word(text, no_name);
}

bool names_nobody(struct str text)
{
	return is_word(text, nobody);
}

static bool is_gloss_letter(char c)
{
	return ascii_is_letter(c) || c == ' ' || c == '.' || c == '-' || c == '\'';
}

size_t gloss_at(struct str text)
{
	static const char *const opening[] = { "(", "（", NULL };
	static const char *const closing[] = { ")", "）", NULL };
	size_t at = 0, small = 0;
	while (at < text.len && text.at[at] == ' ')
		at++;
	size_t open = word_at_start(str_from(text, at), opening);
	size_t start = at + open;
	for (at = start; at < text.len && is_gloss_letter(text.at[at]); at++)
		small += text.at[at] >= 'a' && text.at[at] <= 'z';
	size_t close = word_at_start(str_from(text, at), closing);
	bool fits = open && close && at - start >= 3 && at - start <= 40;
	return fits && small ? at + close : 0;
}

struct str without_gloss(struct str text)
{
	for (size_t at = 1; at < text.len; at++)
		if ((text.at[at] == ' ' || text.at[at] == '(' ||
		     text.at[at] == '\xEF') &&
		    gloss_at(str_from(text, at)) == text.len - at)
			return str_head(text, at);
	return text;
}

bool is_name(struct str text)
{
	text = without_gloss(text);
	if (!text.len || names_nobody(text))
		return false;
	return is_han_name(text) || is_other_name(text);
}

/* 张 三: a two-character name set wide. */
bool is_half_name(struct str text)
{
	return han_at_start(text) == text.len && utf8_count(text) == 1;
}
