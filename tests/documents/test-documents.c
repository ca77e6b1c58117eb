/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Golden documents: each page beside this file is read as a worker reads it and
 * written as plain text, which must be what NAME.txt says.  UPDATE=1 in the
 * environment rewrites the goldens; review the diff.
 *
 * A page names its address in its first line: <!-- url: … -->.  NAME.ini beside
 * it is its recipe. */
#include "baolan/base/err.h"
#include "baolan/base/mem.h"
#include "baolan/extract/job.h"

#include "../read-file.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

#define FOLDER SRCDIR "/tests/documents/"
#define NOW 1717200000 /* 2024-06-01 */
#define MAX_FILE ((size_t)4 << 20)

static bool write_file(const char *path, struct str text)
{
	FILE *file = fopen(path, "wb");
	if (!file)
		return false;
	bool done = fwrite(text.at, 1, text.len, file) == text.len;
	return fclose(file) == 0 && done;
}

static struct str address_of(struct str page)
{
	struct str mark = STR("<!-- url: ");
	size_t end = str_find(page, STR(" -->"));
	if (!str_starts(page, mark) || end == STR_NPOS)
		return STR_NONE;
	return str_from(str_head(page, end), mark.len);
}

/* --- a document as text --- */

static const char *const field_names[DOC_FIELDS] = {
	[DOC_URL] = NULL, /* as the page says */
	[DOC_CANONICAL] = "canonical",
	[DOC_SITE] = "site",
	[DOC_KICKER] = "kicker",
	[DOC_TITLE] = "title",
	[DOC_SUBTITLE] = "subtitle",
	[DOC_PUBLISHED] = "published",
	[DOC_SOURCE] = "source",
	[DOC_EDITOR] = "editor",
	[DOC_LANGUAGE] = "language",
	[DOC_SUMMARY] = "summary",
	[DOC_NEXT_PAGE] = "next page",
	[DOC_RECIPE] = "recipe",
	[DOC_CHARSET] = "charset",
	[DOC_REACTION_PROTOCOL] = "reaction",
};

static void add_value(struct buf *b, const char *name, struct str value)
{
	if (value.len)
		buf_printf(b, "%s: %.*s\n", name, STR_ARG(value));
}

static void add_fields(struct buf *b, const struct doc *doc)
{
	for (int field = 0; field < DOC_FIELDS; field++)
		if (field_names[field])
			add_value(b, field_names[field],
			          doc_field(doc, (enum doc_field)field));
	for (uint32_t i = 0; i < doc_n_authors(doc); i++)
		add_value(b, "author", doc_author(doc, i));
	for (uint32_t i = 0; i < doc_n_pages(doc); i++)
		add_value(b, "page", doc_page(doc, i));
}

static const char *const block_marks[BLOCK_TYPES] = {
	[BLOCK_PARAGRAPH] = "", [BLOCK_HEADING] = "#", [BLOCK_ITEM] = "*",
	[BLOCK_IMAGE] = "!",    [BLOCK_TABLE] = "=",   [BLOCK_CELL] = "|",
	[BLOCK_PRE] = "```",    [BLOCK_RULE] = "---",
};

static void add_span(struct buf *b, const struct doc *doc, const struct doc_span *span)
{
	const char *strong = span->style & SPAN_STRONG ? "**" : "";
	const char *em = span->style & SPAN_EM ? "_" : "";
	buf_printf(b, "%s%s%.*s%s%s", strong, em, STR_ARG(doc_str(doc, span->text)), em,
	           strong);
	if (span->style & SPAN_LINK)
		buf_printf(b, "<%.*s>", STR_ARG(doc_str(doc, span->url)));
}

static void add_block(struct buf *b, const struct doc *doc,
                      const struct doc_block *block)
{
	buf_add_repeat(b, STR("> "), block->quote);
	buf_add_text(b, block_marks[block->type]);
	if (block->level > 1 || (block->level && block->type == BLOCK_CELL))
		buf_printf(b, "%d", block->level);
	if (block->type == BLOCK_ITEM && block->number)
		buf_printf(b, "%u.", block->number);
	if (*block_marks[block->type])
		buf_add_char(b, ' ');
	if (block->type == BLOCK_IMAGE)
		buf_printf(b, "%.*s (%.*s) ", STR_ARG(doc_str(doc, block->url)),
		           STR_ARG(doc_str(doc, block->alt)));
	for (uint32_t i = 0; i < block->n_spans; i++)
		add_span(b, doc, &doc_spans(doc, block)[i]);
	buf_add_char(b, '\n');
}

static void add_story(struct buf *b, const struct doc *doc,
                      const struct doc_story *story)
{
	const struct {
		const char *name;
		struct doc_ref ref;
	} rest[] = {
		{ "at", story->published },    { "heat", story->heat },
		{ "image", story->image },     { "source", story->source },
		{ "summary", story->summary },
	};
	buf_printf(b, "  %u %.*s <%.*s>\n", story->rank,
	           STR_ARG(doc_str(doc, story->title)),
	           STR_ARG(doc_str(doc, story->url)));
	for (size_t i = 0; i < ARRAY_SIZE(rest); i++)
		if (rest[i].ref.at)
			buf_printf(b, "      %s: %.*s\n", rest[i].name,
			           STR_ARG(doc_str(doc, rest[i].ref)));
}

static void add_list(struct buf *b, const struct doc *doc, const struct doc_list *list)
{
	static const char *const kinds[LIST_KINDS] = {
		[LIST_STORIES] = "stories", [LIST_RELATED] = "related",
		[LIST_RANKING] = "ranking", [LIST_FEEDS] = "feeds",
		[LIST_HOT] = "hot words",   [LIST_PREVIOUS] = "previous",
		[LIST_NEXT] = "next",
	};
	static const char *const periods[] = { "", " of the day", " of the week",
		                               " of the month" };
	buf_printf(b, "\n%s%s: %.*s\n", kinds[list->kind], periods[list->period],
	           STR_ARG(doc_str(doc, list->name)));
	for (uint32_t i = 0; i < list->count; i++)
		add_story(b, doc, &doc_stories(doc, list)[i]);
}

static void add_document(struct buf *b, const struct doc *doc)
{
	uint32_t n_blocks, n_lists;
	const struct doc_block *blocks = doc_blocks(doc, &n_blocks);
	const struct doc_list *lists = doc_lists(doc, &n_lists);
	buf_printf(b, "%s\n", doc_kind(doc) == DOC_ARTICLE ? "article" : "listing");
	add_fields(b, doc);
	buf_add_char(b, '\n');
	for (uint32_t i = 0; i < n_blocks; i++)
		add_block(b, doc, &blocks[i]);
	for (uint32_t i = 0; i < n_lists; i++)
		add_list(b, doc, &lists[i]);
}

/* --- a page --- */

static void read_recipe(const char *name, struct recipe **ret_recipe)
{
	auto_free char *path = mem_printf("%s%s.ini", FOLDER, name);
	auto_buf ini = BUF_INIT(MAX_FILE);
	struct error why;
	*ret_recipe = NULL;
	if (!read_file(path, &ini))
		return;
	if (recipe_parse(str_of(name), buf_str(&ini), ret_recipe, &why))
		printf("# %s\n", why.text);
}

static void read_page(const char *name, struct str page, struct buf *text)
{
	struct recipe *recipe;
	struct error why = { .text = "" };
	read_recipe(name, &recipe);
	struct page_job job = {
		.url = address_of(page), .bytes = page, .recipe = recipe, .now = NOW
	};
	auto_buf input = BUF_INIT(MAX_FILE), output = BUF_INIT(MAX_FILE);
	page_input(&job, &input);
	const struct doc *doc = NULL;
	if (!page_run(buf_str(&input), &output, &why))
		doc = doc_check(buf_str(&output), &why);
	if (doc)
		add_document(text, doc);
	else
		buf_printf(text, "error: %s\n", why.text);
	recipe_free(recipe);
}

static void show_difference(struct str got, struct str wanted)
{
	for (int n = 1; got.at || wanted.at; n++) {
		struct str a = str_cut(&got, '\n'), b = str_cut(&wanted, '\n');
		if (str_eq(a, b))
			continue;
		printf("# line %d is    %.*s\n# instead of %.*s\n", n, STR_ARG(a),
		       STR_ARG(b));
		return;
	}
}

static bool test_page(int number, const char *name)
{
	auto_free char *page_path = mem_printf("%s%s.html", FOLDER, name);
	auto_free char *golden_path = mem_printf("%s%s.txt", FOLDER, name);
	auto_buf page = BUF_INIT(MAX_FILE), golden = BUF_INIT(MAX_FILE),
	         text = BUF_INIT(MAX_FILE);
	bool ok = read_file(page_path, &page);
	read_page(name, buf_str(&page), &text);
	if (getenv("UPDATE"))
		ok = ok && write_file(golden_path, buf_str(&text));
	ok = ok && read_file(golden_path, &golden) &&
	     str_eq(buf_str(&text), buf_str(&golden));
	printf("%s %d - %s\n", ok ? "ok" : "not ok", number, name);
	if (!ok)
		show_difference(buf_str(&text), buf_str(&golden));
	return ok;
}

static int is_page(const struct dirent *entry)
{
	struct str name = str_of(entry->d_name);
	return str_ends(name, STR(".html"));
}

int main(void)
{
	struct dirent **pages;
	int count = scandir(FOLDER, &pages, is_page, alphasort), failed = 0;
	if (count <= 0) {
		printf("Bail out! no pages in %s\n", FOLDER);
		return 1;
	}
	extract_warm();
	printf("1..%d\n", count);
	for (int i = 0; i < count; i++) {
		pages[i]->d_name[strlen(pages[i]->d_name) - strlen(".html")] = '\0';
		failed += !test_page(i + 1, pages[i]->d_name);
		free(pages[i]);
	}
	free(pages);
	return failed != 0;
}
