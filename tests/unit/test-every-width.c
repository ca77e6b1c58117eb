/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What must hold for real text at every width and by every rule set: no row is wider
 * than the measure and what may hang; no mark stands where it must not as long as a
 * line may end elsewhere; nothing is lost or repeated; each row takes something; a
 * layout doesn't depend on another one before it; only gaps are widened.
 *
 * Texts are the sample paper's articles and, where they are, the bodies of the corpus.
 * A choice of widths and texts is tried; BAOLAN_TEST_ALL=1 tries all of them. */
#include "baolan/base/buf.h"
#include "baolan/base/mem.h"
#include "baolan/layout/layout.h"
#include "baolan/text/utf8.h"
#include "baolan/text/width.h"
#include "checked-doc.h"
#include "corpus.h"
#include "sample-doc.h"

#include <dirent.h>
#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { LAST_WIDTH = 120, SETS = BREAK_SET_STRICT + 1, MAX_TEXTS = 400 };

/* A text as a document of plain paragraphs, and where its lines may end. */
struct text {
	char *name;
	struct buf block;
	const struct doc *doc;
	struct str *paragraphs;
	uint32_t n;
	uint8_t **breaks[SETS];
};

static struct text texts[MAX_TEXTS];
static size_t n_texts;

/* How the rows must be. */
struct rule {
	struct layout_options o;
	int hang;
};

static size_t rows_checked, layouts_checked;
static uint64_t hashes[2][LAST_WIDTH + 1];

static bool tries_all(void)
{
	const char *all = getenv("BAOLAN_TEST_ALL");
	return all && *all == '1';
}

/* --- the texts --- */

static void add_paragraphs(struct doc_builder *b, struct str body)
{
	while (body.at) {
		struct str line = str_cut(&body, '\n');
		if (!str_trim_space(line).len)
			continue;
		doc_begin_block(b, (struct doc_block){ .type = BLOCK_PARAGRAPH });
		doc_add_span(b, 0, line, STR_NONE);
		doc_end_block(b);
	}
}

static void find_breaks(struct text *t)
{
	for (int set = 0; set < SETS; set++) {
		struct breaker *breaker = breaker_new((enum break_set)set);
		t->breaks[set] = mem_resize(NULL, t->n + 1, sizeof(uint8_t *));
		for (uint32_t i = 0; i < t->n; i++) {
			t->breaks[set][i] = mem_alloc(t->paragraphs[i].len + 1);
			breaker_find(breaker, t->paragraphs[i], t->breaks[set][i]);
		}
		breaker_free(breaker);
	}
}

static void add_text(const char *name, struct str body)
{
	struct text *t = &texts[n_texts++];
	struct doc_builder *b = doc_builder_new(DOC_ARTICLE, SAMPLE_SIZE);
	assert_true(n_texts <= MAX_TEXTS);
	add_paragraphs(b, body);
	t->name = mem_strdup(name);
	t->block = sample_build(b);
	t->doc = checked(&t->block);
	const struct doc_block *blocks = doc_blocks(t->doc, &t->n);
	t->paragraphs = mem_resize(NULL, t->n + 1, sizeof(struct str));
	for (uint32_t i = 0; i < t->n; i++)
		t->paragraphs[i] = doc_str(t->doc, doc_spans(t->doc, &blocks[i])->text);
	find_breaks(t);
}

static void free_text(struct text *t)
{
	for (int set = 0; set < SETS; set++) {
		for (uint32_t i = 0; i < t->n; i++)
			free(t->breaks[set][i]);
		free(t->breaks[set]);
	}
	free(t->paragraphs);
	free(t->name);
	buf_done(&t->block);
}

static void read_stream(FILE *file, struct buf *b)
{
	char chunk[65536];
	size_t got;
	while ((got = fread(chunk, 1, sizeof(chunk), file)) > 0)
		buf_add(b, chunk, got);
	fclose(file);
}

static void add_articles(void)
{
	const char *source = getenv("srcdir");
	auto_free char *folder =
	        mem_printf("%s/tests/paper/articles", source ? source : ".");
	DIR *dir = opendir(folder);
	assert_non_null(dir);
	for (struct dirent *entry; (entry = readdir(dir)) != NULL;) {
		auto_free char *path = mem_printf("%s/%s", folder, entry->d_name);
		FILE *file = entry->d_name[0] == '.' ? NULL : fopen(path, "re");
		auto_buf body = BUF_INIT(SAMPLE_SIZE);
		if (!file)
			continue;
		read_stream(file, &body);
		add_text(entry->d_name, buf_str(&body));
	}
	closedir(dir);
}

static void add_bodies(void)
{
	FILE *file = corpus_open("zh-articles/gold.jsonl");
	auto_buf lines = BUF_INIT(SAMPLE_SIZE);
	if (!file) {
		printf("# without the bodies of the corpus\n");
		return;
	}
	read_stream(file, &lines);
	for (struct str rest = buf_str(&lines); rest.len;) {
		struct str line = str_cut(&rest, '\n');
		json_t *json = json_loadb(line.at, line.len, 0, NULL);
		const char *body = json_string_value(json_object_get(json, "body"));
		if (body)
			add_text(json_string_value(json_object_get(json, "id")),
			         str_of(body));
		json_decref(json);
	}
}

static int load_texts(void **state)
{
	(void)state;
	add_articles();
	add_bodies();
	return 0;
}

static int drop_texts(void **state)
{
	(void)state;
	for (size_t i = 0; i < n_texts; i++)
		free_text(&texts[i]);
	printf("# %zu texts, %zu layouts, %zu rows\n", n_texts, layouts_checked,
	       rows_checked);
	return 0;
}

/* --- one row --- */

/* A row of text as part of its paragraph: bytes start..end. */
struct row {
	uint32_t paragraph;
	size_t start, end;
	int column, cells;
};

#define FAIL_ROW(t, rule, row, what)                                                 \
	fail_msg("%s, width %d, rules %d: %s: \"%.*s\"", (t)->name, (rule)->o.width, \
	         (int)(rule)->o.rules, what, (int)((row)->end - (row)->start),       \
	         (t)->paragraphs[(row)->paragraph].at + (row)->start)

static uint32_t first_char(struct str s)
{
	uint32_t c = 0;
	utf8_next(s, &c);
	return c;
}

static uint32_t last_char(struct str s)
{
	uint32_t c = 0;
	utf8_previous(s, &c);
	return c;
}

static void check_gap(const struct text *t, const struct rule *rule,
                      const struct row *row, const struct layout_run *run)
{
	struct str before = run[-1].text, after = run->text;
	int gap = run->column - (run[-1].column + run[-1].cells);
	bool of_han = utf8_is_han(last_char(before)) && utf8_is_han(first_char(after));
	if (before.at + before.len != after.at)
		FAIL_ROW(t, rule, row, "text is missing in it");
	if (!rule->o.justify || gap != 1 || of_han)
		FAIL_ROW(t, rule, row, "widened where it must not");
}

static struct row read_row(const struct text *t, const struct rule *rule,
                           const struct layout *layout, uint32_t number,
                           uint32_t paragraph)
{
	const struct layout_row *r = &layout->rows[number];
	const struct layout_run *runs = &layout->runs[r->first_run];
	const struct layout_run *last = &runs[r->n_runs - 1];
	struct str text = t->paragraphs[paragraph];
	while (runs->text.at < text.at || runs->text.at >= text.at + text.len)
		text = t->paragraphs[++paragraph];
	struct row row = { .paragraph = paragraph,
		           .start = (size_t)(runs->text.at - text.at),
		           .end = (size_t)(last->text.at + last->text.len - text.at),
		           .column = runs->column,
		           .cells = last->column + last->cells };
	for (uint32_t i = 1; i < r->n_runs; i++)
		check_gap(t, rule, &row, &runs[i]);
	return row;
}

static void check_width(const struct text *t, const struct rule *rule,
                        const struct row *row)
{
	struct str text = t->paragraphs[row->paragraph];
	uint32_t last = last_char(str_head(text, row->end));
	int over = row->cells - MIN(rule->o.measure, rule->o.width);
	bool half = over == 1 && break_may_trim(last);
	bool mark = over <= rule->hang && break_may_hang(last);
	if (over > 0 && ((!half && !mark) || !rule->hang))
		FAIL_ROW(t, rule, row, "wider than the measure");
	if (row->cells > rule->o.width)
		FAIL_ROW(t, rule, row, "wider than the screen");
}

/* --- between two rows of a line --- */

/* Is `at` within a web address?  There layout has rules of its own. */
static bool in_address(struct str text, size_t at)
{
	size_t start = at, end = at;
	while (start && (unsigned char)text.at[start - 1] > ' ' &&
	       (unsigned char)text.at[start - 1] < 0x7F)
		start--;
	while (end < text.len && (unsigned char)text.at[end] > ' ' &&
	       (unsigned char)text.at[end] < 0x7F)
		end++;
	struct str word = str_make(text.at + start, end - start);
	return str_find(word, STR("://")) != STR_NPOS ||
	       str_find(word, STR("www.")) != STR_NPOS;
}

/* Two of a dash are one mark, which basic and gb let start a line. */
static bool is_dash(struct str text, size_t at)
{
	struct str rest = str_from(text, at);
	return str_starts(rest, STR("——")) || str_starts(rest, STR("――"));
}

/* A minus behind a blank connects nothing. */
static bool is_minus(struct str text, size_t at)
{
	return at + 1 < text.len && text.at[at] == '-' && at && text.at[at - 1] == ' ';
}

static bool is_bad_end(const struct rule *rule, struct str text, size_t end,
                       size_t next)
{
	enum break_set set = rule->o.rules;
	bool is_free = is_minus(text, next) ||
	               (set != BREAK_SET_STRICT && is_dash(text, next));
	return (!is_free &&
	        break_forbidden_start(set, first_char(str_from(text, next)))) ||
	       break_forbidden_end(set, last_char(str_head(text, end)));
}

/* Could the row have ended earlier? */
static bool has_choice(const struct row *row, const struct rule *rule, struct str text,
                       const uint8_t *breaks)
{
	for (size_t at = row->start + 1; at < row->end; at++)
		if (breaks[at] && !in_address(text, at) &&
		    !is_bad_end(rule, text, at, at))
			return true;
	return false;
}

static void check_end(const struct text *t, const struct rule *rule,
                      const struct row *row, const struct row *next)
{
	struct str text = t->paragraphs[row->paragraph];
	const uint8_t *breaks = t->breaks[rule->o.rules][row->paragraph];
	if (in_address(text, next->start) || in_address(text, row->end))
		return;
	bool torn = !breaks[next->start];
	bool bad = torn || is_bad_end(rule, text, row->end, next->start);
	if (bad && has_choice(row, rule, text, breaks))
		FAIL_ROW(t, rule, row, torn ? "torn" : "a mark at the wrong end");
}

/* The last row of a paragraph is no single character, where the one before it can
 * spare one and stay half full. */
static void check_last(const struct text *t, const struct rule *rule,
                       const struct row *before, const struct row *row)
{
	struct str text = t->paragraphs[row->paragraph];
	const uint8_t *breaks = t->breaks[rule->o.rules][row->paragraph];
	uint32_t c, characters = 0;
	for (size_t at = row->start; at < row->end;) {
		at += utf8_next(str_from(text, at), &c);
		characters += !break_forbidden_start(BREAK_SET_BASIC, c);
	}
	if (characters != 1 || rule->o.measure < 16 + 4 || row->cells < 2 ||
	    memchr(text.at + before->start, '\n', row->end - before->start))
		return;
	utf8_next(str_from(text, row->start), &c);
	for (size_t at = before->end - 1; at > (before->start + before->end) / 2; at--)
		if (breaks[at] && !in_address(text, at) && utf8_is_han(c))
			FAIL_ROW(t, rule, row, "alone in the last row");
}

/* Text between rows is white space alone. */
static void check_between(const struct text *t, const struct rule *rule,
                          const struct row *row, size_t next)
{
	struct str text = t->paragraphs[row->paragraph];
	struct str between = str_make(text.at + row->end, next - row->end);
	if (next < row->end)
		FAIL_ROW(t, rule, row, "text is repeated");
	for (uint32_t c; between.len;) {
		between = str_from(between, utf8_next(between, &c));
		if (!utf8_is_space(c))
			FAIL_ROW(t, rule, row, "text is lost behind it");
	}
}

/* --- one layout --- */

static uint64_t hash_rows(const struct layout *layout)
{
	uint64_t hash = 14695981039346656037u;
	for (uint32_t row = 0; row < layout->n_rows; row++) {
		const struct layout_row *r = &layout->rows[row];
		hash = (hash ^ r->place) * 1099511628211u;
		for (uint32_t i = 0; i < r->n_runs; i++) {
			const struct layout_run *run = &layout->runs[r->first_run + i];
			hash = (hash ^ run->column) * 1099511628211u;
			hash = (hash ^ (uintptr_t)run->text.at) * 1099511628211u;
			hash = (hash ^ run->text.len) * 1099511628211u;
		}
	}
	return hash;
}

/* The rows between two paragraphs, or the text's ends. */
static void check_edge(const struct text *t, const struct rule *rule,
                       const struct row *row, const struct row *next)
{
	struct row edge;
	if (row)
		check_between(t, rule, row, t->paragraphs[row->paragraph].len);
	for (uint32_t i = row ? row->paragraph + 1 : 0; i < next->paragraph; i++) {
		edge = (struct row){ .paragraph = i };
		check_between(t, rule, &edge, t->paragraphs[i].len);
	}
	edge = (struct row){ .paragraph = next->paragraph };
	check_between(t, rule, &edge, next->start);
}

static void check_rows(const struct text *t, const struct rule *rule,
                       const struct layout *layout)
{
	struct row before = { 0 };
	bool first = true;
	for (uint32_t i = 0; i < layout->n_rows; i++) {
		if (!layout->rows[i].n_runs)
			continue;
		struct row row = read_row(t, rule, layout, i, before.paragraph);
		if (row.start == row.end)
			FAIL_ROW(t, rule, &row, "empty");
		check_width(t, rule, &row);
		if (first || row.paragraph != before.paragraph) {
			check_edge(t, rule, first ? NULL : &before, &row);
		} else {
			check_between(t, rule, &before, row.start);
			check_end(t, rule, &before, &row);
			if (row.end == t->paragraphs[row.paragraph].len)
				check_last(t, rule, &before, &row);
		}
		before = row;
		first = false;
		rows_checked++;
	}
	if (!first)
		check_between(t, rule, &before, t->paragraphs[before.paragraph].len);
}

static struct rule rule_for(int width, enum break_set set, bool hang, bool justify)
{
	return (struct rule){ .o = { .width = hang ? width + LAYOUT_HANG : width,
		                     .measure = width,
		                     .sections = SECTION_BODY,
		                     .rules = set,
		                     .justify = justify },
		              .hang = hang ? LAYOUT_HANG : 0 };
}

static uint64_t check_layout(const struct text *t, const struct rule *rule)
{
	struct layout *layout = layout_new(t->doc, &rule->o);
	check_rows(t, rule, layout);
	uint64_t hash = hash_rows(layout);
	layout_free(layout);
	layouts_checked++;
	return hash;
}

/* --- all of them --- */

static bool is_chosen(size_t text, int width)
{
	static const int widths[] = { 2, 3, 4, 5, 7, 10, 16, 23, 39, 40, 61, 72, 119 };
	if (tries_all())
		return true;
	for (size_t i = 0; i < ARRAY_SIZE(widths); i++)
		if (widths[i] == width)
			return text % 5 == (size_t)width % 5 || text % 5 == 0;
	return false;
}

static void check_text(size_t i, enum break_set set, bool justify)
{
	for (int width = 2; width <= LAST_WIDTH; width++)
		for (int hang = 0; hang < 2 && is_chosen(i, width); hang++) {
			struct rule rule = rule_for(width, set, hang, justify);
			hashes[hang][width] = check_layout(&texts[i], &rule);
		}
	/* Once more, narrower and narrower. */
	for (int width = LAST_WIDTH; width >= 2 && set == BREAK_SET_BASIC; width--)
		for (int hang = 0; hang < 2 && is_chosen(i, width); hang++) {
			struct rule rule = rule_for(width, set, hang, justify);
			struct layout *layout = layout_new(texts[i].doc, &rule.o);
			assert_true(hash_rows(layout) == hashes[hang][width]);
			layout_free(layout);
		}
}

static void check_set(enum break_set set)
{
	for (size_t i = 0; i < n_texts; i++)
		for (int justify = 0; justify < 2; justify++)
			check_text(i, set, justify);
}

static void by_basic_rules(void **state)
{
	(void)state;
	check_set(BREAK_SET_BASIC);
}

static void by_no_rules(void **state)
{
	(void)state;
	check_set(BREAK_SET_NONE);
}

static void by_gb_rules(void **state)
{
	(void)state;
	check_set(BREAK_SET_GB);
}

static void by_strict_rules(void **state)
{
	(void)state;
	check_set(BREAK_SET_STRICT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(by_basic_rules),
		cmocka_unit_test(by_no_rules),
		cmocka_unit_test(by_gb_rules),
		cmocka_unit_test(by_strict_rules),
	};
	return cmocka_run_group_tests_name("every-width", tests, load_texts,
	                                   drop_texts);
}
