/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Layouts of what is shown instead of the text, and of pinyin under it. */
#include "baolan/layout/layout.h"

#include "baolan/text/encode.h"
#include "baolan/text/utf8.h"
#include "baolan/text/width.h"
#include "checked-doc.h"
#include "sample-doc.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static struct layout *lay_out(const struct doc *doc, const struct glyphs *glyphs,
                              int width)
{
	return layout_new(doc, &(struct layout_options){ .width = width,
	                                                 .sections = SECTION_ALL,
	                                                 .link_numbers = true,
	                                                 .glyphs = glyphs });
}

static void assert_body(const char *text, const struct glyphs *glyphs, int width,
                        const char *want)
{
	struct doc_builder *b = doc_builder_new(DOC_ARTICLE, SAMPLE_SIZE);
	sample_paragraph(b, text);
	auto_buf block = sample_build(b), rows = BUF_INIT(BUF_MAX_TEXT);
	struct layout *layout =
	        layout_new(checked(&block),
	                   &(struct layout_options){ .width = width,
	                                             .sections = SECTION_BODY,
	                                             .glyphs = glyphs });
	for (uint32_t row = 0; row < layout->n_rows; row++) {
		layout_row_text(layout, row, &rows);
		buf_add_char(&rows, '\n');
	}
	assert_string_equal(buf_text(&rows), want);
	layout_free(layout);
}

static void readings_stand_under_their_characters(void **state)
{
	struct glyphs g = { .pinyin = PINYIN_UNDER };
	(void)state;
	assert_body("庄重的长江，AB流。", &g, 40,
	            "    庄     重    的 长    江   ，AB流 。\n"
	            "    zhuāng zhòng de cháng jiāng    liú\n");
	assert_body("庄重的长江，AB流。", &g, 24,
	            "  庄     重    的 长\n"
	            "  zhuāng zhòng de cháng\n"
	            "江   ，AB流 。\n"
	            "jiāng    liú\n");
	assert_body("plain", &g, 40, "    plain\n");
	assert_body("太窄", &g, 12, "  太窄\n");
}

static void a_script_is_measured_as_shown(void **state)
{
	struct glyphs g = { .script = SCRIPT_TRADITIONAL };
	(void)state;
	assert_body("头发“发展”", &g, 40, "    頭髮「發展」\n");
	g = (struct glyphs){ .replace = true };
	assert_body("“走”……好", &g, 40, "    「走」......好\n");
	g = (struct glyphs){ .pinyin = PINYIN_PLAIN };
	assert_body("旅客走，回来。", &g, 20, "  lu ke zou, hui\nlai.\n");
}

static void assert_row_fits(const struct layout *layout, uint32_t row, int width)
{
	const struct layout_row *r = &layout->rows[row];
	int column = 0;
	for (uint32_t i = 0; i < r->n_runs; i++) {
		const struct layout_run *run = &layout->runs[r->first_run + i];
		assert_true(run->column >= column);
		assert_int_equal(run->cells, width_str(run->text));
		column = run->column + run->cells;
	}
	if (column > width)
		fail_msg("row %u is %d cells wide, the page %d", row, column, width);
}

static void every_width_is_sound(void **state)
{
	struct encoder *gb2312 = encoder_new("GB2312");
	struct encoder *ascii = encoder_new("ANSI_X3.4-1968");
	const struct glyphs all[] = {
		{ .script = SCRIPT_TRADITIONAL },
		{ .script = SCRIPT_SIMPLIFIED, .pinyin = PINYIN_UNDER },
		{ .pinyin = PINYIN_UNDER, .replace = true },
		{ .pinyin = PINYIN_INSTEAD },
		{ .replace = true },
		{ .encoder = gb2312 },
		{ .encoder = ascii },
	};
	(void)state;
	auto_buf block = sample_document();
	for (size_t i = 0; i < ARRAY_SIZE(all); i++)
		for (int width = 2; width <= 120; width += width < 26 ? 2 : 13) {
			struct layout *layout =
			        lay_out(checked(&block), &all[i], width);
			for (uint32_t row = 0; row < layout->n_rows; row++)
				assert_row_fits(layout, row, width);
			for (uint32_t t = 0; t < layout->n_targets; t++)
				assert_true(layout->targets[t].row < layout->n_rows);
			layout_free(layout);
		}
	encoder_free(gb2312);
	encoder_free(ascii);
}

/* Every character on every row is one of the encoding. */
static void nothing_is_missed(void **state)
{
	static const char *const codesets[] = { "GB2312", "BIG5", "ANSI_X3.4-1968" };
	uint32_t c;
	(void)state;
	auto_buf block = sample_document();
	for (size_t i = 0; i < ARRAY_SIZE(codesets); i++) {
		struct glyphs g = { .encoder = encoder_new(codesets[i]) };
		struct layout *layout = lay_out(checked(&block), &g, 60);
		for (uint32_t run = 0; run < layout->n_runs; run++)
			for (struct str s = layout->runs[run].text; s.len;) {
				s = str_from(s, utf8_next(s, &c));
				if (!encoder_has(g.encoder, c))
					fail_msg("U+%04X is not in %s", c, codesets[i]);
			}
		layout_free(layout);
		encoder_free(g.encoder);
	}
}

enum { NEAR = 60 };

/* Whatever they are shown as. */
static void places_are_those_of_the_document(void **state)
{
	static const struct glyphs all[] = { { .script = SCRIPT_TRADITIONAL },
		                             { .pinyin = PINYIN_UNDER },
		                             { .pinyin = PINYIN_INSTEAD },
		                             { .replace = true } };
	(void)state;
	auto_buf block = sample_document();
	struct layout *plain = lay_out(checked(&block), NULL, 1000);
	for (size_t i = 0; i < ARRAY_SIZE(all); i++) {
		struct layout *other = lay_out(checked(&block), &all[i], 1000);
		for (uint32_t row = 0; row < plain->n_rows; row++) {
			uint32_t place = plain->rows[row].place;
			uint32_t found = layout_row_at(other, place);
			assert_int_equal(
			        other->rows[found].section,
			        plain->rows[layout_row_at(plain, place)].section);
			/* Inside of a block places are in proportion. */
			assert_true(other->rows[found].place + NEAR >= place);
		}
		layout_free(other);
	}
	layout_free(plain);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(readings_stand_under_their_characters),
		cmocka_unit_test(a_script_is_measured_as_shown),
		cmocka_unit_test(every_width_is_sound),
		cmocka_unit_test(nothing_is_missed),
		cmocka_unit_test(places_are_those_of_the_document),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
