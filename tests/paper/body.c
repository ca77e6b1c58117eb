/* SPDX-License-Identifier: GPL-3.0-or-later */
/* body.c - blocks by their first characters, one table row a kind. */
#include "body.h"

#include "baolan/base/mem.h"
#include "template.h"

struct work {
	const struct body_style *style;
	const struct articles *articles;
	struct buf *out;
};

static void add(const struct work *work, const char *text)
{
	if (text)
		buf_add_text(work->out, text);
}

static bool is_address(struct str target)
{
	return str_starts(target, STR("http")) || str_starts(target, STR("/"));
}

/* False: nobody wrote that story, so there is no link. */
static bool open_link(const struct work *work, struct str target)
{
	const struct article *article = articles_by_slug(work->articles, target);

	if (!article && !is_address(target))
		return false;
	buf_add_text(work->out, "<a target=\"_blank\" href=\"");
	if (article)
		article_path(article, 1, work->out);
	else
		escape_markup(target, work->out);
	buf_add_text(work->out, "\">");
	return true;
}

static void write_link(const struct work *work, struct str label, struct str target)
{
	bool linked = open_link(work, target);

	escape_markup(label, work->out);
	if (linked)
		buf_add_text(work->out, "</a>");
}

/* "[label](target)rest" */
static bool cut_link(struct str *text, struct str *ret_label, struct str *ret_target)
{
	size_t middle = str_find(*text, STR("]("));
	size_t end = str_find_char(*text, ')');

	if (middle == STR_NPOS || end == STR_NPOS || end < middle)
		return false;
	*ret_label = str_make(text->at + 1, middle - 1);
	*ret_target = str_make(text->at + middle + 2, end - middle - 2);
	*text = str_from(*text, end + 1);
	return true;
}

static void write_inline(const struct work *work, struct str text)
{
	bool strong = false;
	struct str label, target;

	while (text.len) {
		if (str_starts(text, STR("**"))) {
			add(work, strong ? "</strong>" : "<strong>");
			strong = !strong;
			text = str_from(text, 2);
		} else if (text.at[0] == '[' && cut_link(&text, &label, &target)) {
			write_link(work, label, target);
		} else {
			escape_markup(str_head(text, 1), work->out);
			text = str_from(text, 1);
		}
	}
}

static void write_tagged(const struct work *work, const struct tags *tags,
                         struct str text)
{
	add(work, tags->before);
	write_inline(work, str_trim(text));
	add(work, tags->after);
}

/* A block's lines, each without its first `skip` bytes, as one text. */
static void write_joined(const struct work *work, const struct tags *tags,
                         struct str block, size_t skip)
{
	auto_buf text = BUF_INIT(BUF_MAX_TEXT);

	while (block.at)
		buf_add_str(&text, str_from(str_trim(str_cut(&block, '\n')), skip));
	write_tagged(work, tags, buf_str(&text));
}

static void write_paragraph(const struct work *work, struct str block)
{
	write_joined(work, &work->style->paragraph, block, 0);
}

static void write_heading(const struct work *work, struct str block)
{
	write_joined(work, &work->style->heading, block, 3);
}

static void write_quote(const struct work *work, struct str block)
{
	write_joined(work, &work->style->quote, block, 2);
}

static void write_items(const struct work *work, const struct tags *list,
                        struct str block)
{
	add(work, list->before);
	while (block.at) {
		struct str line = str_cut(&block, '\n');
		write_tagged(work, &work->style->item,
		             str_from(line, str_find_char(line, ' ')));
	}
	add(work, list->after);
}

static void write_list(const struct work *work, struct str block)
{
	write_items(work, &work->style->list, block);
}

static void write_numbered(const struct work *work, struct str block)
{
	write_items(work, &work->style->numbered, block);
}

static void write_row(const struct work *work, struct str line)
{
	add(work, work->style->row.before);
	while (line.len) {
		struct str cell = str_cut(&line, '|');
		write_tagged(work, &work->style->cell, cell);
	}
	add(work, work->style->row.after);
}

static void write_table(const struct work *work, struct str block)
{
	add(work, work->style->table.before);
	while (block.at)
		write_row(work, str_from(str_trim(str_cut(&block, '\n')), 1));
	add(work, work->style->table.after);
}

static void write_picture(const struct work *work, struct str block)
{
	struct str rest = str_from(block, 1);
	struct str caption, file;

	if (!cut_link(&rest, &caption, &file))
		return;
	add(work, work->style->picture_before);
	buf_printf(work->out, "/pic/%.*s", STR_ARG(file));
	add(work, work->style->picture_between);
	escape_markup(caption, work->out);
	add(work, work->style->picture_after);
}

static bool is_numbered(struct str block)
{
	size_t digits = 0;

	while (digits < block.len && block.at[digits] >= '0' && block.at[digits] <= '9')
		digits++;
	return digits && str_starts(str_from(block, digits), STR(". "));
}

static const struct kind {
	struct str mark;
	void (*write)(const struct work *work, struct str block);
} KINDS[] = {
	{ { "## ", 3 }, write_heading }, { { "> ", 2 }, write_quote },
	{ { "- ", 2 }, write_list },     { { "|", 1 }, write_table },
	{ { "![", 2 }, write_picture },
};

static void write_block(const struct work *work, struct str block)
{
	for (size_t i = 0; i < ARRAY_SIZE(KINDS); i++) {
		if (!str_starts(block, KINDS[i].mark))
			continue;
		KINDS[i].write(work, block);
		return;
	}
	(is_numbered(block) ? write_numbered : write_paragraph)(work, block);
}

/* Up to the next empty line; absent when no block is left. */
static struct str cut_block(struct str *rest)
{
	*rest = str_trim(*rest);
	size_t end = str_find(*rest, STR("\n\n"));
	struct str block = str_trim(str_head(*rest, end));

	*rest = end == STR_NPOS ? STR_NONE : str_from(*rest, end);
	return block;
}

void body_write(struct str part, const struct body_style *style,
                const struct articles *articles, struct buf *out)
{
	struct work work = { style, articles, out };

	add(&work, style->all.before);
	for (struct str block = cut_block(&part); block.len; block = cut_block(&part))
		write_block(&work, block);
	add(&work, style->all.after);
}
