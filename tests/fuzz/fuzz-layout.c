/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two kinds of input.  A document (as a store keeps it) is checked and laid out;
 * any other bytes become the text of a document of their own.  Either way every
 * row must fit its width. */
#include "baolan/base/mem.h"
#include "baolan/layout/layout.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

#define MAX_SIZE ((size_t)16 << 20)

static void check_rows(const struct layout *layout, int width)
{
	for (uint32_t i = 0; i < layout->n_runs; i++)
		if (layout->runs[i].column + layout->runs[i].cells > width)
			abort();
	for (uint32_t row = 1; row < layout->n_rows; row++)
		if (layout->rows[row].place < layout->rows[row - 1].place)
			abort();
}

static bool same_row(const struct layout *a, const struct layout *b, uint32_t row)
{
	return a->rows[row].n_runs == b->rows[row].n_runs &&
	       a->rows[row].place == b->rows[row].place;
}

/* Made bit by bit it is the same. */
static void check_parts(const struct doc *doc, const struct layout_options *options,
                        const struct layout *whole)
{
	struct layout *part = layout_begin(doc, options);
	while (!part->complete)
		layout_more(part, part->n_rows + 1);
	if (part->n_rows != whole->n_rows || part->n_targets != whole->n_targets)
		abort();
	for (uint32_t row = 0; row < whole->n_rows; row++)
		if (!same_row(part, whole, row))
			abort();
	layout_free(part);
}

/* Begun in the middle it has the whole one's last rows. */
static void check_window(const struct layout *whole)
{
	struct layout *window = layout_window(whole, whole->size / 4 * 3);
	if (!window)
		return;
	layout_more(window, UINT32_MAX);
	if (window->n_rows > whole->n_rows ||
	    window->first_target + window->n_targets != whole->n_targets)
		abort();
	layout_free(window);
}

static void lay_out(const struct doc *doc)
{
	static const int widths[] = { 2, 7, 40, 80, 130 };
	for (size_t i = 0; i < ARRAY_SIZE(widths); i++) {
		unsigned mix = (unsigned)(doc_size(doc) / 8 + i);
		struct layout_options options = { .width = widths[i],
			                          .measure = widths[i] - (int)(mix % 3),
			                          .sections = SECTION_ALL,
			                          .link_numbers = i % 2,
			                          .link_list = mix % 5 == 0,
			                          .all_rankings = i % 3 == 0,
			                          .justify = mix % 2,
			                          .rules = mix % 4,
			                          .indent = mix / 4 % 4,
			                          .hang = mix / 16 % 3 };
		struct layout *layout = layout_new(doc, &options);
		check_rows(layout, widths[i]);
		check_parts(doc, &options, layout);
		check_window(layout);
		layout_free(layout);
	}
}

/* One block a line; its first byte says of which kind, quoted how deep. */
static void add_line(struct doc_builder *b, struct str line)
{
	unsigned char how = line.len ? (unsigned char)line.at[0] : 0;
	struct doc_block proto = { .type = how % BLOCK_TYPES,
		                   .level = how / 16,
		                   .quote = how / 64,
		                   .number = how / 8 };
	struct str text = str_from(line, 1), rest = text;
	doc_begin_block(b, proto);
	for (uint32_t style = how; rest.at; style++)
		doc_add_span(b, style % 8, str_cut(&rest, '\t'),
		             style % 5 ? STR_NONE : STR("http://a.test/"));
	doc_end_block(b);
	doc_begin_list(b, how % LIST_KINDS, how % PERIODS, text);
	doc_add_story(b, &(struct doc_story_text){ .title = text,
	                                           .heat = str_head(text, 9) });
	doc_end_list(b);
	doc_add_mood(b, str_head(text, 3), str_head(text, 12), how - 1);
}

static void lay_out_text(struct str text)
{
	struct doc_builder *b = doc_builder_new(DOC_ARTICLE, MAX_SIZE);
	auto_buf block = BUF_INIT(MAX_SIZE);
	doc_set(b, DOC_TITLE, text);
	for (struct str rest = text; rest.at;)
		add_line(b, str_cut(&rest, '\n'));
	if (doc_build(b, &block, NULL) == ERR_OK) {
		const struct doc *doc = doc_check(buf_str(&block), NULL);
		if (!doc)
			abort();
		lay_out(doc);
	}
	doc_builder_free(b);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	auto_free char *block = mem_alloc(len);
	if (len)
		memcpy(block, bytes, len);
	const struct doc *doc = doc_check(str_make(block, len), NULL);
	if (doc)
		lay_out(doc);
	else
		lay_out_text(str_make(block, len));
	return 0;
}
