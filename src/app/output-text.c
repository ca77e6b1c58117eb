/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "baolan/app/output.h"

#include "baolan/base/i18n.h"

const struct layout_words *output_words(void)
{
	static struct layout_words words;
	if (words.source)
		return &words;
	words = (struct layout_words){
		.source = _("Source"),
		.author = _("By"),
		.editor = _("Editor"),
		.related = _("Related stories"),
		.image = _("Picture"),
		.moods_total = _("in all"),
		.mine = _("your choice"),
		.untitled = _("Untitled"),
		.page_of = _("Page %u of %u"),
		.periods = { [PERIOD_OTHER] = _("Ranking"),
		             [PERIOD_DAY] = _("Day"),
		             [PERIOD_WEEK] = _("Week"),
		             [PERIOD_MONTH] = _("Month") },
	};
	return &words;
}

struct layout_options output_layout(const struct config *config, int width,
                                    unsigned sections)
{
	return (struct layout_options){
		.width = width,
		.measure = width,
		.sections = sections,
		.all_rankings = true,
		.link_numbers = config->printed_links,
		.link_list = config->printed_links,
		.justify = config->justify,
		.hide_moods = config->hide_moods,
		.rules = (enum break_set)config->line_rules,
		.indent = (enum layout_indent)config->indent,
		.hang = (enum layout_hang)config->hang,
		.words = output_words(),
	};
}

void output_text(const struct doc *doc, const struct layout_options *options,
                 struct buf *b)
{
	struct layout *layout = layout_new(doc, options);
	for (uint32_t row = 0; row < layout->n_rows; row++) {
		layout_row_text(layout, row, b);
		buf_add_char(b, '\n');
	}
	layout_free(layout);
}
