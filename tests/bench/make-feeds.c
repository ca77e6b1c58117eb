/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Write full-text feeds of Chinese stories: make-feeds FOLDER FEEDS ITEMS BYTES
 *
 * FOLDER/f0.xml ... RSS 2.0, each story of about BYTES bytes of HTML in
 * content:encoded.  Words are drawn by a fixed generator, so every run of every
 * program reads the same bytes. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static const char *const places[] = {
	"榕湾", "江滨", "鼓山", "三坊", "南台", "闽侯", "连江", "长乐",
	"台江", "晋安", "马尾", "仓山", "永泰", "闽清", "罗源", "平潭",
};
static const char *const things[] = {
	"地铁三号线", "滨江步道", "老街改造", "社区食堂", "防汛演练", "图书馆",
	"早市",       "自行车道", "小学扩建", "夜航船",   "旧书市集", "荔枝节",
	"供水管网",   "公交专线", "龙舟赛",   "口袋公园",
};
static const char *const events[] = {
	"今起开放",   "进展顺利",     "引来市民围观", "提前完工",
	"征求意见",   "下月试运行",   "受到好评",     "延期至秋天",
	"迎来新变化", "登上全国榜单", "首次亮相",     "完成验收",
};
static const char *const clauses[] = {
	"记者从现场了解到",     "这项工程总投资约3.6亿元", "沿线设有十二座车站",
	"住在附近的居民说",     "“盼了好几年，终于等到”",  "同比增长12.5%",
	"预计明年6月底前完成",  "施工单位采用了BIM技术",   "老房子的木窗原样保留",
	"志愿者挨家挨户走访",   "共收到意见建议236条",     "其中采纳了一百八十多条",
	"天气转凉以后人更多了", "摊主们把货搬上小船",      "孩子们在树下听故事",
	"傍晚的江风带着桂花香",
};
#define ANY(words) words[next_random() % (sizeof(words) / sizeof(*words))]

static uint32_t state = 20161124;

static uint32_t next_random(void)
{
	state = state * 1664525u + 1013904223u;
	return state >> 16;
}

static void put_body(FILE *f, long wanted)
{
	while (wanted > 0) {
		wanted -= fprintf(f, "<p>");
		for (unsigned n = 8 + next_random() % 8; n; n--)
			wanted -= fprintf(f, "%s%s", ANY(clauses),
			                  n % 4 == 1 ? "。" : "，");
		wanted -= fprintf(f, "</p>\n");
	}
}

static void put_item(FILE *f, long feed, long item, long bytes)
{
	char date[64];
	time_t when = 1480000000 + item * 3600 + feed;
	strftime(date, sizeof(date), "%a, %d %b %Y %H:%M:%S +0800", gmtime(&when));
	fprintf(f,
	        "<item><title>%s%s%s（%ld）</title>"
	        "<link>http://f%ld.localhost/story/%ld.html</link>"
	        "<guid>f%ld-%ld</guid><pubDate>%s</pubDate>"
	        "<content:encoded><![CDATA[",
	        ANY(places), ANY(things), ANY(events), feed * 1000 + item, feed, item,
	        feed, item, date);
	put_body(f, bytes);
	fputs("]]></content:encoded></item>\n", f);
}

static int write_feed(const char *folder, long feed, long items, long bytes)
{
	char path[4096];
	snprintf(path, sizeof(path), "%s/f%ld.xml", folder, feed);
	FILE *f = fopen(path, "w");
	if (!f) {
		perror(path);
		return 1;
	}
	fprintf(f,
	        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\" "
	        "xmlns:content=\"http://purl.org/rss/1.0/modules/content/\">\n"
	        "<channel><title>%s晚报第%ld版</title><link>http://f%ld.localhost/"
	        "</link><description>每日新闻</description>\n",
	        ANY(places), feed, feed);
	for (long i = 0; i < items; i++)
		put_item(f, feed, i, bytes);
	fputs("</channel></rss>\n", f);
	return fclose(f) != 0;
}

int main(int argc, char **argv)
{
	if (argc != 5) {
		fprintf(stderr, "usage: make-feeds FOLDER FEEDS ITEMS BYTES\n");
		return 2;
	}
	long feeds = strtol(argv[2], NULL, 10), items = strtol(argv[3], NULL, 10);
	long bytes = strtol(argv[4], NULL, 10);
	for (long i = 0; i < feeds; i++)
		if (write_feed(argv[1], i, items, bytes))
			return 1;
	return 0;
}
