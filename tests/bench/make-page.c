/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Write a news page of about BYTES bytes: make-page BYTES > page.html
 *
 * Head, navigation, a body of paragraphs with sub-headings, links, numbers and
 * Latin words, related stories, rankings; the same for each size but for the
 * body's length.  Words are drawn by a fixed generator. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

static const char *const clauses[] = {
	"记者从市交通部门了解到",  "这条线路全长约十八公里",
	"沿途设有十二座车站",      "居民张先生说",
	"“以前上班要转两趟车”",    "今年上半年已完成投资3.6亿元",
	"同比增长12.5%",           "预计明年6月底前通车",
	"施工单位采用了BIM技术",   "夜间施工噪声控制在55分贝以下",
	"老街的骑楼将原样保留",    "《榕湾市志》里有它的记载",
	"社区干部挨家挨户走访",    "共收到意见建议236条",
	"其中采纳了一百八十多条",  "“路通了，心也就通了”",
	"市民可以通过App查询进度", "车站附近增设了无障碍通道",
};

static uint32_t next_random(void)
{
	static uint32_t state = 20160606;
	state = state * 1664525u + 1013904223u;
	return state >> 8;
}

static size_t put_paragraph(void)
{
	int sentences = 3 + (int)(next_random() % 4);
	int bytes = printf("<p style=\"text-indent:2em\">　　");
	for (int i = 0; i < sentences; i++) {
		int parts = 2 + (int)(next_random() % 3);
		for (int k = 0; k < parts; k++)
			bytes += printf("%s%s",
			                clauses[next_random() %
			                        (sizeof(clauses) / sizeof(*clauses))],
			                k + 1 < parts ? "，" : "。");
	}
	if (next_random() % 5 == 0)
		bytes += printf("<a href=\"/fzxw/20160606/%u.shtml\">详细报道</a>。",
		                next_random() % 1000);
	return (size_t)(bytes + printf("</p>\n"));
}

static void put_list(const char *id, const char *heading, int n)
{
	printf("<div id=\"%s\"><h3>%s</h3><ul>\n", id, heading);
	for (int i = 0; i < n; i++)
		printf("<li><a href=\"/fzxw/20160605/%s%d.shtml\">%s</a></li>\n", id, i,
		       clauses[next_random() % (sizeof(clauses) / sizeof(*clauses))]);
	puts("</ul></div>");
}

int main(int argc, char **argv)
{
	size_t wanted = argc > 1 ? strtoul(argv[1], NULL, 10) : 0, made = 0;
	if (wanted == 0) {
		fprintf(stderr, "usage: make-page BYTES\n");
		return 2;
	}
	puts("<!DOCTYPE html>\n<html lang=\"zh-CN\"><head><meta charset=\"utf-8\">"
	     "<title>轨道交通三号线开工 - 榕湾新闻网</title></head><body>");
	put_list("nav", "导航", 12);
	puts("<h1>轨道交通三号线开工</h1><div class=\"laiyuan\">2016-06-06 08:49:54 "
	     "来源:榕湾晚报</div><div class=\"zhengwen\">");
	for (int i = 1; made < wanted; i++) {
		if (i % 12 == 0)
			made += (size_t)printf("<p><strong>第%d段进展</strong></p>\n",
			                       i / 12);
		made += put_paragraph();
	}
	puts("<p>【责任编辑:陈榕】</p></div>");
	put_list("related", "相关新闻", 6);
	put_list("day", "日排行榜", 10);
	puts("</body></html>");
	return 0;
}
