/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A document as CommonMark: one writer per block type, in a table. */
#include "baolan/app/output.h"

#include "baolan/base/mem.h"

struct writer {
	const struct doc *doc;
	const struct doc_block *block, *next; /* next: NULL behind the last */
	struct buf *out;
};

/* Characters that would be read as markup get a backslash. */
static void add_escaped(struct buf *b, struct str text)
{
	for (size_t i = 0; i < text.len; i++) {
		if (strchr("\\`*_[]<>#|", text.at[i]))
			buf_add_char(b, '\\');
		buf_add_char(b, text.at[i]);
	}
}

static const char *marks_of(uint32_t style)
{
	if (style & SPAN_CODE)
		return "`";
	if (style & SPAN_STRONG)
		return "**";
	return style & SPAN_EM ? "*" : "";
}

static void add_span(const struct writer *w, const struct doc_span *span)
{
	struct str text = doc_str(w->doc, span->text);
	const char *marks = marks_of(span->style);
	if (str_eq(text, STR("\n"))) {
		buf_add_text(w->out, "\\\n");
		return;
	}
	buf_add_text(w->out, span->style & SPAN_LINK ? "[" : "");
	buf_add_text(w->out, marks);
	if (span->style & SPAN_CODE)
		buf_add_str(w->out, text);
	else
		add_escaped(w->out, text);
	buf_add_text(w->out, marks);
	if (span->style & SPAN_LINK)
		buf_printf(w->out, "](<%.*s>)", STR_ARG(doc_str(w->doc, span->url)));
}

static void add_spans(const struct writer *w)
{
	const struct doc_span *spans = doc_spans(w->doc, w->block);
	for (uint32_t i = 0; i < w->block->n_spans; i++)
		add_span(w, &spans[i]);
}

static void write_paragraph(const struct writer *w)
{
	add_spans(w);
	buf_add_text(w->out, "\n\n");
}

/* The headline is the one heading of level 1. */
static void write_heading(const struct writer *w)
{
	buf_add_repeat(w->out, STR("#"), (size_t)MIN(MAX(w->block->level, 2), 6));
	buf_add_char(w->out, ' ');
	write_paragraph(w);
}

static void write_item(const struct writer *w)
{
	buf_add_repeat(w->out, STR("   "), w->block->level ? w->block->level - 1u : 0);
	if (w->block->number)
		buf_printf(w->out, "%u. ", w->block->number);
	else
		buf_add_text(w->out, "-  ");
	add_spans(w);
	bool more = w->next && w->next->type == BLOCK_ITEM;
	buf_add_text(w->out, more ? "\n" : "\n\n");
}

static void write_image(const struct writer *w)
{
	buf_add_text(w->out, "![");
	add_escaped(w->out, doc_str(w->doc, w->block->alt));
	buf_printf(w->out, "](<%.*s>)\n", STR_ARG(doc_str(w->doc, w->block->url)));
	add_spans(w);
	buf_add_text(w->out, "\n\n");
}

static void write_nothing(const struct writer *w)
{
	(void)w;
}

/* A row ends where the next cell is in column 0 or there is none; the first
 * row is the heading, as Markdown's tables need one. */
static void write_cell(const struct writer *w)
{
	bool row_ends = !w->next || w->next->type != BLOCK_CELL || w->next->number == 0;
	bool first_row =
	        w->block > doc_blocks(w->doc, &(uint32_t){ 0 }) + w->block->number &&
	        w->block[-(ptrdiff_t)w->block->number - 1].type == BLOCK_TABLE;
	buf_add_text(w->out, "| ");
	add_spans(w);
	buf_add_text(w->out, row_ends ? " |\n" : " ");
	if (row_ends && first_row) {
		buf_add_repeat(w->out, STR("| --- "), w->block->number + 1);
		buf_add_text(w->out, "|\n");
	}
	if (row_ends && !(w->next && w->next->type == BLOCK_CELL))
		buf_add_char(w->out, '\n');
}

static void write_pre(const struct writer *w)
{
	auto_buf text = BUF_INIT(BUF_MAX_TEXT);
	doc_block_text(w->doc, w->block, &text);
	buf_printf(w->out, "```\n%s\n```\n\n", buf_text(&text));
}

static void write_rule(const struct writer *w)
{
	buf_add_text(w->out, "---\n\n");
}

static void (*const writers[BLOCK_TYPES])(const struct writer *) = {
	[BLOCK_PARAGRAPH] = write_paragraph,
	[BLOCK_HEADING] = write_heading,
	[BLOCK_ITEM] = write_item,
	[BLOCK_IMAGE] = write_image,
	[BLOCK_TABLE] = write_nothing,
	[BLOCK_CELL] = write_cell,
	[BLOCK_PRE] = write_pre,
	[BLOCK_RULE] = write_rule,
};

static void write_body(const struct doc *doc, struct buf *b)
{
	uint32_t n_blocks;
	const struct doc_block *blocks = doc_blocks(doc, &n_blocks);
	for (uint32_t i = 0; i < n_blocks; i++) {
		struct writer w = { doc, &blocks[i],
			            i + 1 < n_blocks ? &blocks[i + 1] : NULL, b };
		buf_add_repeat(b, STR("> "), blocks[i].quote);
		writers[blocks[i].type](&w);
	}
}

static void write_line(struct buf *b, const char *before, struct str text,
                       const char *after)
{
	if (!text.len)
		return;
	buf_add_text(b, before);
	add_escaped(b, text);
	buf_add_text(b, after);
}

static void write_byline(const struct doc *doc, struct buf *b)
{
	const struct layout_words *words = output_words();
	size_t before = b->len;
	write_line(b, "", doc_field(doc, DOC_PUBLISHED), "  \n");
	if (doc_field(doc, DOC_SOURCE).len)
		buf_printf(b, "%s: %.*s  \n", words->source,
		           STR_ARG(doc_field(doc, DOC_SOURCE)));
	for (uint32_t i = 0; i < doc_n_authors(doc); i++)
		buf_printf(b, "%s: %.*s  \n", words->author,
		           STR_ARG(doc_author(doc, i)));
	if (doc_field(doc, DOC_URL).len)
		buf_printf(b, "<%.*s>\n", STR_ARG(doc_field(doc, DOC_URL)));
	if (b->len > before)
		buf_add_char(b, '\n');
}

static void write_list(const struct doc *doc, const struct doc_list *list,
                       struct buf *b)
{
	const struct doc_story *stories = doc_stories(doc, list);
	write_line(b, "## ", doc_str(doc, list->name), "\n\n");
	for (uint32_t i = 0; i < list->count; i++) {
		if (stories[i].rank)
			buf_printf(b, "%u. [", stories[i].rank);
		else
			buf_add_text(b, "- [");
		add_escaped(b, doc_str(doc, stories[i].title));
		buf_printf(b, "](<%.*s>)", STR_ARG(doc_str(doc, stories[i].url)));
		write_line(b, " ", doc_str(doc, stories[i].heat), "");
		write_line(b, "  \n   ", doc_str(doc, stories[i].summary), "");
		buf_add_char(b, '\n');
	}
	buf_add_char(b, '\n');
}

static void write_moods(const struct doc *doc, struct buf *b)
{
	uint32_t n_moods;
	const struct doc_mood *moods = doc_moods(doc, &n_moods);
	if (n_moods == 0)
		return;
	write_line(b, "## ", doc_field(doc, DOC_REACTION_QUESTION), "\n\n");
	for (uint32_t i = 0; i < n_moods; i++) {
		write_line(b, "- ", doc_str(doc, moods[i].label), "");
		if (moods[i].count >= 0)
			buf_printf(b, " %lld", (long long)moods[i].count);
		buf_add_char(b, '\n');
	}
	buf_add_char(b, '\n');
}

void output_markdown(const struct doc *doc, struct buf *b)
{
	uint32_t n_lists;
	const struct doc_list *lists = doc_lists(doc, &n_lists);
	write_line(b, "*", doc_field(doc, DOC_KICKER), "*\n\n");
	write_line(b, "# ", doc_field(doc, DOC_TITLE), "\n\n");
	write_line(b, "**", doc_field(doc, DOC_SUBTITLE), "**\n\n");
	write_byline(doc, b);
	write_body(doc, b);
	if (doc_field(doc, DOC_EDITOR).len)
		buf_printf(b, "%s: %.*s\n\n", output_words()->editor,
		           STR_ARG(doc_field(doc, DOC_EDITOR)));
	write_moods(doc, b);
	for (uint32_t i = 0; i < n_lists; i++)
		write_list(doc, &lists[i], b);
}
