/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From bytes to laid-out rows, against libxml2's bare parse of the same bytes.
 *
 * usage: bench-pipeline FILE...
 *
 * In one process, alternating; the best of several rounds of each, in processor
 * time, so that a busy machine does not decide.  The bare parse has malloc's
 * memory, as in any program; the way has what it brings.  Prints the parse, the
 * whole way and their ratio, with the steps of the way. */
#include "baolan/base/buf.h"
#include "baolan/base/mem.h"
#include "baolan/doc/doc.h"
#include "baolan/extract/job.h"
#include "baolan/layout/layout.h"

#include "../read-file.h"

#include <libxml/HTMLparser.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { ROUNDS = 11, WIDTH = 72 };

static double now_ms(void)
{
	struct timespec t;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1000 + (double)t.tv_nsec / 1e6;
}

struct times {
	double parse, extract, check, layout;
};

static double time_parse(struct str bytes)
{
	double start = now_ms();
	htmlDocPtr tree =
	        htmlReadMemory(bytes.at, (int)bytes.len, NULL, "UTF-8",
	                       HTML_PARSE_RECOVER | HTML_PARSE_NOERROR |
	                               HTML_PARSE_NOWARNING | HTML_PARSE_NONET);
	xmlFreeDoc(tree);
	return now_ms() - start;
}

static double bare_parse(struct str bytes)
{
	xmlFreeFunc free_before;
	xmlMallocFunc malloc_before;
	xmlReallocFunc realloc_before;
	xmlStrdupFunc strdup_before;
	xmlMemGet(&free_before, &malloc_before, &realloc_before, &strdup_before);
	xmlMemSetup(free, malloc, realloc, strdup);
	double time = time_parse(bytes);
	xmlMemSetup(free_before, malloc_before, realloc_before, strdup_before);
	return time;
}

static unsigned long whole_way(struct str bytes, struct times *times)
{
	auto_buf input = BUF_INIT(BUF_MAX_TEXT * 2), output = BUF_INIT(BUF_MAX_TEXT);
	struct error err;
	struct page_job job = { .url = STR("http://www.rongwan.example/bench.html"),
		                .bytes = bytes };
	page_input(&job, &input);
	double start = now_ms();
	if (page_run(buf_str(&input), &output, &err) != ERR_OK) {
		fprintf(stderr, "bench-pipeline: %s\n", err.text);
		exit(1);
	}
	double extracted = now_ms();
	const struct doc *doc = doc_check(buf_str(&output), &err);
	double checked = now_ms();
	struct layout_options options = { .width = WIDTH, .sections = SECTION_ALL };
	struct layout *layout = layout_new(doc, &options);
	double laid_out = now_ms();
	unsigned long rows = layout->n_rows;
	layout_free(layout);
	*times = (struct times){ .extract = extracted - start,
		                 .check = checked - extracted,
		                 .layout = laid_out - checked };
	return rows;
}

static double sum(const struct times *t)
{
	return t->extract + t->check + t->layout;
}

static void measure(const char *path)
{
	auto_buf bytes = BUF_INIT(BUF_MAX_TEXT);
	struct times best = { .parse = 1e9, .extract = 1e9 };
	unsigned long rows = 0;
	if (!read_file(path, &bytes)) {
		perror(path);
		exit(1);
	}
	for (int round = 0; round < ROUNDS; round++) {
		struct times times;
		double parse = bare_parse(buf_str(&bytes));
		rows = whole_way(buf_str(&bytes), &times);
		double best_parse = MIN(best.parse, parse);
		if (sum(&times) < sum(&best))
			best = times;
		best.parse = best_parse;
	}
	printf("  %8zu bytes  parse %7.2f ms  to rows %7.2f ms (extract %.2f, check "
	       "%.2f, "
	       "layout %.2f; %lu rows)  ratio %.2f\n",
	       bytes.len, best.parse, sum(&best), best.extract, best.check, best.layout,
	       rows, sum(&best) / best.parse);
}

int main(int argc, char **argv)
{
	extract_warm();
	for (int i = 1; i < argc; i++)
		measure(argv[i]);
	return 0;
}
