/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sample-doc.h - a document with everything in it, for the tests of layout. */
#ifndef SAMPLE_DOC_H
#define SAMPLE_DOC_H

#include "baolan/base/mem.h"
#include "baolan/doc/doc.h"

#define SAMPLE_SIZE ((size_t)64 << 20)

static inline void sample_block(struct doc_builder *b, struct doc_block proto,
                                const char *text)
{
	doc_begin_block(b, proto);
	doc_add_span(b, 0, str_of(text), STR_NONE);
	doc_end_block(b);
}

static inline void sample_paragraph(struct doc_builder *b, const char *text)
{
	sample_block(b, (struct doc_block){ .type = BLOCK_PARAGRAPH }, text);
}

static inline void sample_head(struct doc_builder *b)
{
	doc_set(b, DOC_URL, STR("http://news.rongwan.test/2016/0606/18.html"));
	doc_set(b, DOC_SITE, STR("榕湾晚报"));
	doc_set(b, DOC_KICKER, STR("江水连涨三天之后"));
	doc_set(b, DOC_TITLE,
	        STR("老渡口早班船提前到五点半 沿江三万居民出行不再绕远路"));
	doc_set(b, DOC_SUBTITLE, STR("末班延至二十二点，票价不变"));
	doc_set(b, DOC_PUBLISHED, STR("2016-06-06T08:49:54+08:00"));
	doc_set(b, DOC_SOURCE, STR("榕湾晚报"));
	doc_add_author(b, STR("周渡"));
	doc_add_author(b, STR("林小桥"));
	doc_set(b, DOC_EDITOR, STR("沈岸"));
}

static inline void sample_link_paragraph(struct doc_builder *b)
{
	doc_begin_block(b, (struct doc_block){ .type = BLOCK_PARAGRAPH });
	doc_add_span(b, 0, STR("据"), STR_NONE);
	doc_add_span(b, 0, STR("市航运处昨日的公告"), STR("http://hangyun.test/gg"));
	doc_add_span(b, 0, STR("，两条新船“榕湾1号”和“榕湾2号”均为"), STR_NONE);
	doc_add_span(b, SPAN_STRONG, STR("纯电动"), STR_NONE);
	doc_add_span(
	        b, 0,
	        STR("，每船载客120人，充一次电可往返16趟。详见"
	            "https://www.rongwan.test/river/ferry/timetable-2016-06.html。"),
	        STR_NONE);
	doc_end_block(b);
}

static inline void sample_table(struct doc_builder *b)
{
	static const char *const cells[] = {
		"班次",   "开船",  "到岸",  "票价", "说明",
		"早班",   "5:30",  "5:48",  "2",    "逢雾停航，以码头广播为准",
		"上午班", "9:00",  "9:15",  "2",    "",
		"夜班",   "21:40", "22:00", "3.5",  "仅周五、周六和节假日开行",
	};
	doc_begin_block(b, (struct doc_block){ .type = BLOCK_TABLE, .number = 5 });
	doc_end_block(b);
	for (uint32_t i = 0; i < ARRAY_SIZE(cells); i++)
		sample_block(b,
		             (struct doc_block){ .type = BLOCK_CELL,
		                                 .number = i % 5,
		                                 .level = i < 5 },
		             cells[i]);
}

static inline void sample_lists(struct doc_builder *b)
{
	static const struct {
		uint8_t level;
		uint32_t number;
		const char *text;
	} items[] = {
		{ 1, 1, "早上赶船的人，请在东侧候船廊排队，推车和自行车走西侧坡道。" },
		{ 1, 2, "换乘公交：" },
		{ 2, 0,
		  "11路、27路在渡口广场设站，首班车五点二十分发出，与早班船衔接。" },
		{ 2, 0, "夜线N3路" },
		{ 3, 0, "只在周末开" },
		{ 1, 10, "老人凭证免费。" },
	};
	for (size_t i = 0; i < ARRAY_SIZE(items); i++)
		sample_block(b,
		             (struct doc_block){ .type = BLOCK_ITEM,
		                                 .level = items[i].level,
		                                 .number = items[i].number },
		             items[i].text);
}

static inline void sample_body(struct doc_builder *b)
{
	sample_paragraph(
	        b, "　　本报讯（记者 周渡 "
	           "林小桥）昨天清晨五点二十分，天还没有大亮，老渡口的"
	           "候船廊里已经站满了人。卖豆浆的阿珍说：“从前六点才有船，赶早市的菜农"
	           "只能绕大桥，"
	           "多走七公里。”她一边说，一边把最后两杯豆浆递给挑担的人——船要开了……");
	sample_link_paragraph(b);
	doc_begin_block(b, (struct doc_block){ .type = BLOCK_IMAGE });
	doc_set_image(b, STR("http://news.rongwan.test/img/18-1.jpg"), STR("渡船"));
	doc_add_span(
	        b, 0,
	        STR("昨日清晨，首班电动渡船驶离老渡口，岸上的人向船上挥手。林小桥 摄"),
	        STR_NONE);
	doc_end_block(b);
	sample_block(b, (struct doc_block){ .type = BLOCK_HEADING, .level = 2 },
	             "三万人的一条近路");
	sample_paragraph(
	        b,
	        "江北新村、柳行里和旧船厂一带住着3.1万人，其中约42.5%"
	        "在江南上班。往年6月水位一过"
	        "5.8m警戒线，渡口就要停航；今年新建的浮式码头可随水位升降3米，停航天数"
	        "预计由19天减到4天以内。");
	sample_block(
	        b, (struct doc_block){ .type = BLOCK_PARAGRAPH, .quote = 1 },
	        "我在这条江上撑了三十一年船，第一次不用盯着水尺过日子。——老船工陈水根");
	sample_block(b, (struct doc_block){ .type = BLOCK_HEADING, .level = 2 },
	             "新船时刻");
	sample_table(b);
	sample_block(b, (struct doc_block){ .type = BLOCK_HEADING, .level = 3 },
	             "乘船须知");
	sample_lists(b);
	sample_block(b, (struct doc_block){ .type = BLOCK_PRE },
	             "    老渡口 ---- 江心 ---- 南岸\n      5:30       5:39      5:48");
	doc_begin_block(b, (struct doc_block){ .type = BLOCK_RULE });
	doc_end_block(b);
	sample_paragraph(
	        b, "意见可在本月20日前寄往榕湾市航运处，邮箱river@rongwan.test。");
}

static inline void sample_moods(struct doc_builder *b)
{
	static const struct {
		const char *label;
		int64_t count;
	} moods[] = { { "鼓掌", 123 }, { "愤怒", 4 }, { "开心", 61 }, { "难过", 0 },
		      { "惊讶", 17 },  { "恐怖", 1 }, { "点赞", 94 }, { "蜡烛", 2 } };
	doc_set(b, DOC_REACTION_PROTOCOL, STR("phpcms-mood"));
	doc_set(b, DOC_REACTION_QUESTION, STR("您看完此新闻的心情是"));
	doc_set(b, DOC_REACTION_MINE, STR("3"));
	for (uint32_t i = 0; i < ARRAY_SIZE(moods); i++) {
		char token[] = { (char)('1' + i), '\0' };
		doc_add_mood(b, str_of(token), str_of(moods[i].label), moods[i].count);
	}
}

static inline void sample_story(struct doc_builder *b, struct str title, struct str url,
                                struct str summary, struct str heat, uint32_t rank)
{
	doc_add_story(b, &(struct doc_story_text){ .title = title,
	                                           .url = url,
	                                           .summary = summary,
	                                           .heat = heat,
	                                           .rank = rank });
}

static inline void sample_related(struct doc_builder *b)
{
	doc_begin_list(b, LIST_RELATED, PERIOD_OTHER, STR("相关新闻"));
	sample_story(b, STR("浮式码头试运行，水涨船高成了大实话"),
	             STR("http://a.test/1"),
	             STR("两座浮式码头上月底装好，趸船与岸之间以活动引桥相连，水位变化"
	                 "三米以内都能靠船。"),
	             STR_NONE, 0);
	doc_add_story(
	        b, &(struct doc_story_text){
	                   .title = STR("渡口夜市搬家后第一个周末：摊位多了，灯也亮了"),
	                   .url = STR("http://a.test/2"),
	                   .image = STR("http://a.test/2.jpg") });
	sample_story(b, STR("江豚回来了"), STR("http://a.test/3"),
	             STR("今年已记录11次。"), STR_NONE, 0);
	doc_end_list(b);
}

static inline void sample_rankings(struct doc_builder *b)
{
	static const struct str names[] = { { "日排行", 9 },
		                            { "周排行", 9 },
		                            { "月排行", 9 } };
	for (uint32_t i = 0; i < 3; i++) {
		doc_begin_list(b, LIST_RANKING, PERIOD_DAY + i, names[i]);
		sample_story(b, STR("高考首日全城静音，公交司机自发绕开考点"),
		             STR("http://b.test/1"), STR_NONE, STR("1.2万"), 1);
		sample_story(b, STR("老渡口早班船提前到五点半"), STR("http://b.test/2"),
		             STR_NONE, STR("8735"), 2);
		sample_story(b,
		             STR("一碗鱼丸面卖了四十年，店主说不涨价也不搬家，只盼孙子"
		                 "周末回来帮忙"),
		             STR("http://b.test/3"), STR_NONE, STR("640"), 10);
		doc_end_list(b);
	}
}

static inline struct buf sample_build(struct doc_builder *b)
{
	struct buf block = BUF_INIT(SAMPLE_SIZE);
	if (doc_build(b, &block, NULL) != ERR_OK)
		buf_clear(&block);
	doc_builder_free(b);
	return block;
}

static inline struct buf sample_document(void)
{
	struct doc_builder *b = doc_builder_new(DOC_ARTICLE, SAMPLE_SIZE);
	sample_head(b);
	sample_body(b);
	sample_moods(b);
	sample_related(b);
	sample_rankings(b);
	return sample_build(b);
}

#endif
