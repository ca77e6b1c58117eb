/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How fast documents are checked and laid out: plain Chinese paragraphs, and
 * ones with quotation marks, figures and Latin words in every line.  And how soon
 * after a resize the first screen is there, at a text's start and deep in it.
 *
 *   bench-layout [MEGABYTES] */
#include "baolan/base/mem.h"
#include "baolan/layout/layout.h"
#include "baolan/text/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { ROUNDS = 5 };

static const struct sample {
	const char *name, *text;
} samples[] = {
	{ "plain",
	  "榕湾江面上的雾还没有散，渡船已经靠了岸。挑着菜担的人先下，推自行车的人后下，"
	  "谁也不催谁。码头边的豆浆摊前排起了队，热气和雾混在一起，分不清哪里是江，哪里"
	  "是岸。"
	  "等太阳从新桥那头升起来，雾就退到了江心，船工收起缆绳，开始第二趟。" },
	{ "mixed", "“今年的水来得早，”老陈说，“6月3日就过了5."
	           "8m警戒线。”新船用LFP电池（620kWh），"
	           "35分钟可充到80%，比2015年省油约42.5%……据《榕湾晚报》报道，3."
	           "1万人每天少走7km。" },
};

static double now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static struct buf make_document(struct str text, size_t bytes)
{
	struct buf block = BUF_INIT((size_t)1 << 30);
	struct doc_builder *b = doc_builder_new(DOC_ARTICLE, (size_t)1 << 30);
	for (size_t done = 0; done < bytes; done += text.len) {
		doc_begin_block(b, (struct doc_block){ .type = BLOCK_PARAGRAPH });
		doc_add_span(b, 0, text, STR_NONE);
		doc_end_block(b);
	}
	struct error err;
	if (doc_build(b, &block, &err) != ERR_OK) {
		fprintf(stderr, "%s\n", err.text);
		exit(1);
	}
	doc_builder_free(b);
	return block;
}

static double best_layout(const struct doc *doc, uint32_t *ret_rows)
{
	double best = 1e9;
	for (int i = 0; i < ROUNDS; i++) {
		double start = now();
		struct layout *layout =
		        layout_new(doc, &(struct layout_options){
		                                .width = 80, .sections = SECTION_ALL });
		best = MIN(best, now() - start);
		*ret_rows = layout->n_rows;
		layout_free(layout);
	}
	return best;
}

enum { SCREEN = 60 };

/* The first rows at a place, as the article view has them after a resize. */
static double best_screen(const struct doc *doc, double how_deep)
{
	double best = 1e9;
	for (int i = 0; i < ROUNDS; i++) {
		double start = now();
		struct layout *whole =
		        layout_begin(doc,
		                     &(struct layout_options){
		                             .width = 80, .sections = SECTION_ALL });
		uint32_t place = (uint32_t)(whole->size * how_deep);
		struct layout *window = layout_window(whole, place);
		layout_reach(window ? window : whole, place);
		layout_more(window ? window : whole,
		            (window ? window : whole)->n_rows + SCREEN);
		best = MIN(best, now() - start);
		layout_free(window);
		layout_free(whole);
	}
	return best;
}

static double best_check(struct str block)
{
	double best = 1e9;
	for (int i = 0; i < ROUNDS; i++) {
		double start = now();
		if (!doc_check(block, NULL))
			exit(1);
		best = MIN(best, now() - start);
	}
	return best;
}

static void measure(const struct sample *sample, size_t megabytes)
{
	struct str text = str_of(sample->text);
	size_t bytes = megabytes << 20;
	struct buf block = make_document(text, bytes);
	double characters = (double)bytes / (double)text.len * (double)utf8_count(text);
	double check = best_check(buf_str(&block));
	uint32_t rows;
	double layout = best_layout(doc_check(buf_str(&block), NULL), &rows);
	printf("%s: %zu MB, check %.1f ms, layout %.1f ms, %u rows, %.1f M "
	       "characters/s\n",
	       sample->name, megabytes, check * 1e3, layout * 1e3, rows,
	       characters / layout / 1e6);
	const struct doc *doc = doc_check(buf_str(&block), NULL);
	printf("%s: the first screen after a resize: %.2f ms at the start, %.2f ms at "
	       "half, %.2f ms at 99%%\n",
	       sample->name, best_screen(doc, 0) * 1e3, best_screen(doc, 0.5) * 1e3,
	       best_screen(doc, 0.99) * 1e3);
	buf_done(&block);
}

int main(int argc, char **argv)
{
	unsigned long megabytes = 10;
	if (argc > 1 && !str_number(str_of(argv[1]), 500, &megabytes)) {
		fprintf(stderr, "usage: bench-layout [MEGABYTES]\n");
		return 2;
	}
	for (size_t i = 0; i < ARRAY_SIZE(samples); i++)
		measure(&samples[i], megabytes);
	return 0;
}
