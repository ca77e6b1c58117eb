/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long it takes to read pages in one process: decode, parse, extract, write.
 *
 * usage: bench-extract ROUNDS FILE...
 *
 * Prints the best round's time. */
#include "baolan/base/buf.h"
#include "baolan/base/mem.h"
#include "baolan/base/vec.h"
#include "baolan/extract/job.h"

#include "../read-file.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double now_ms(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1000 + (double)t.tv_nsec / 1e6;
}

static void read_page(struct str bytes)
{
	auto_buf input = BUF_INIT(BUF_MAX_TEXT), output = BUF_INIT(BUF_MAX_TEXT);
	struct page_job job = { .url = STR("http://www.rongwan.example/bench.html"),
		                .bytes = bytes };
	struct error why; /* an empty page costs its time all the same */
	page_input(&job, &input);
	page_run(buf_str(&input), &output, &why);
}

static double time_round(struct buf *pages, int count)
{
	double start = now_ms();
	for (int i = 0; i < count; i++)
		read_page(buf_str(&pages[i]));
	return now_ms() - start;
}

int main(int argc, char **argv)
{
	int count = argc - 2;
	unsigned long rounds;
	if (count < 1 || !str_number(str_of(argv[1]), 1000, &rounds) || !rounds) {
		fprintf(stderr, "usage: bench-extract ROUNDS FILE...\n");
		return 2;
	}
	struct buf *pages = mem_zalloc((size_t)count * sizeof(struct buf));
	for (int i = 0; i < count; i++) {
		pages[i] = (struct buf)BUF_INIT(BUF_MAX_TEXT);
		if (!read_file(argv[i + 2], &pages[i])) {
			perror(argv[i + 2]);
			return 1;
		}
	}
	extract_warm();
	double best = time_round(pages, count);
	for (unsigned long i = 1; i < rounds; i++)
		best = MIN(best, time_round(pages, count));
	printf("%d pages in %.1f ms, %.2f ms a page\n", count, best, best / count);
	for (int i = 0; i < count; i++)
		buf_done(&pages[i]);
	free(pages);
	return 0;
}
