/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is found around the stories: every page in lists/ is read as a worker
 * reads it, and its lists are compared with NAME.lists, which was written by hand
 * beside the page.  Counted are, kind by kind, how much of what is there was found
 * (recall) and how much of what was found is right (precision); less than LEAST of
 * either fails.
 *
 * The extractor's rules were written with a-*.html in sight; b-*.html were
 * measured before anybody looked at what became of them.
 *
 * NAME.lists: "[section]", then lines "title | address | key=value | ...". */
#include "baolan/base/err.h"
#include "baolan/base/mem.h"
#include "baolan/base/vec.h"
#include "baolan/extract/job.h"
#include "baolan/text/url.h"

#include "../read-file.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

#define FOLDER SRCDIR "/tests/documents/lists/"
#define RECIPES SRCDIR "/recipes"
#define NOW 1717200000 /* 2024-06-01 */
#define MAX_FILE ((size_t)4 << 20)
#define LEAST 0.95

enum kind { RELATED, RANKINGS, HOT, NEIGHBOURS, CHANNEL, NEXT, FEEDS, MOODS, KINDS };
enum { DETAILS = KINDS, ORDER, TALLIES };
enum { HALVES = 2 };

static const char *const tally_names[TALLIES] = {
	"related",   "rankings", "hot words", "previous and next", "channel lists",
	"next page", "feeds",    "moods",     "details",           "channel order",
};

struct tally {
	size_t wanted, found, right;
};

/* One line of NAME.lists, wanted or found. */
struct item {
	struct str section, title, url, details;
	enum kind kind;
	bool matched;
};

struct page {
	struct buf html, wanted_text, found_text, output;
	struct str url;
	VEC(struct item) wanted;
	VEC(struct item) found;
	struct tally tally[TALLIES];
};

/* clang-format off */
static const struct {
	const char *section;
	enum kind kind;
} sections[] = {
	{ "related",       RELATED },    { "ranking day",   RANKINGS },
	{ "ranking week",  RANKINGS },   { "ranking month", RANKINGS },
	{ "ranking other", RANKINGS },   { "hot",           HOT },
	{ "previous",      NEIGHBOURS }, { "next",          NEIGHBOURS },
	{ "stories",       CHANNEL },    { "next page",     NEXT },
	{ "feed",          FEEDS },      { "moods",         MOODS },
};
/* clang-format on */

static bool kind_of_section(struct str section, enum kind *ret_kind)
{
	for (size_t i = 0; i < ARRAY_SIZE(sections); i++)
		if (str_eq(section, str_of(sections[i].section))) {
			*ret_kind = sections[i].kind;
			return true;
		}
	return false;
}

/* --- reading NAME.lists, and the same made of a document --- */

static struct str cut_part(struct str *rest)
{
	struct str mark = STR(" | "), whole = *rest;
	size_t at = str_find(whole, mark);
	*rest = at == STR_NPOS ? STR_NONE : str_from(whole, at + mark.len);
	return at == STR_NPOS ? whole : str_head(whole, at);
}

static struct item read_item(struct str line)
{
	struct item item = { .title = cut_part(&line) };
	item.url = cut_part(&line);
	item.details = line;
	return item;
}

#define read_items(text, items)                                                      \
	do {                                                                         \
		struct str rest_ = (text), section_ = STR_NONE;                      \
		enum kind kind_ = KINDS;                                             \
		while (rest_.at) {                                                   \
			struct str line_ = str_trim_space(str_cut(&rest_, '\n'));    \
			if (str_starts(line_, STR("["))) {                           \
				section_ =                                           \
				        str_head(str_from(line_, 1), line_.len - 2); \
				kind_of_section(section_, &kind_);                   \
			} else if (line_.len) {                                      \
				struct item *item_ = vec_push(items);                \
				*item_ = read_item(line_);                           \
				item_->section = section_;                           \
				item_->kind = kind_;                                 \
			}                                                            \
		}                                                                    \
	} while (0)

static void add_detail(struct buf *b, const char *key, struct str value)
{
	if (value.len)
		buf_printf(b, " | %s=%.*s", key, STR_ARG(value));
}

static void add_story(struct buf *b, const struct doc *doc,
                      const struct doc_story *story)
{
	buf_printf(b, "%.*s | %.*s", STR_ARG(doc_str(doc, story->title)),
	           STR_ARG(doc_str(doc, story->url)));
	add_detail(b, "at", doc_str(doc, story->published));
	add_detail(b, "heat", doc_str(doc, story->heat));
	add_detail(b, "image", doc_str(doc, story->image));
	add_detail(b, "summary", doc_str(doc, story->summary));
	buf_add_char(b, '\n');
}

static void add_list(struct buf *b, const struct doc *doc, const struct doc_list *list)
{
	static const char *const kinds[LIST_KINDS] = {
		[LIST_STORIES] = "stories", [LIST_RELATED] = "related",
		[LIST_RANKING] = "ranking", [LIST_FEEDS] = "feed",
		[LIST_HOT] = "hot",         [LIST_PREVIOUS] = "previous",
		[LIST_NEXT] = "next",
	};
	static const char *const periods[PERIODS] = { " other", " day", " week",
		                                      " month" };
	bool ranking = list->kind == LIST_RANKING;
	buf_printf(b, "[%s%s]\n", kinds[list->kind],
	           ranking ? periods[list->period] : "");
	for (uint32_t i = 0; i < list->count; i++)
		add_story(b, doc, &doc_stories(doc, list)[i]);
}

static void add_document(struct buf *b, const struct doc *doc)
{
	uint32_t n_lists;
	const struct doc_list *lists = doc_lists(doc, &n_lists);
	struct str next = doc_field(doc, DOC_NEXT_PAGE);
	for (uint32_t i = 0; i < n_lists; i++)
		add_list(b, doc, &lists[i]);
	if (next.len)
		buf_printf(b, "[next page]\n- | %.*s\n", STR_ARG(next));
	if (doc_field(doc, DOC_REACTION_PROTOCOL).len)
		buf_printf(b, "[moods]\nprotocol | %.*s\n",
		           STR_ARG(doc_field(doc, DOC_REACTION_PROTOCOL)));
	if (doc_field(doc, DOC_REACTION_QUESTION).len)
		buf_printf(b, "question | %.*s\n",
		           STR_ARG(doc_field(doc, DOC_REACTION_QUESTION)));
}

/* --- comparing --- */

static bool is_address(const struct page *p, struct str wanted, struct str found)
{
	auto_buf url = BUF_INIT(8192);
	return url_resolve(p->url, wanted, NULL, &url) && str_eq(buf_str(&url), found);
}

static bool is_same(const struct page *p, const struct item *wanted,
                    const struct item *found)
{
	if (!str_eq(wanted->section, found->section))
		return false;
	if (wanted->kind == MOODS)
		return str_eq(wanted->title, found->title) &&
		       str_eq(wanted->url, found->url);
	return is_address(p, wanted->url, found->url) &&
	       (wanted->kind == NEXT || str_eq(wanted->title, found->title));
}

static size_t count_parts(struct str details)
{
	size_t count = 0;
	while (details.len) {
		cut_part(&details);
		count++;
	}
	return count;
}

static bool is_picture(const struct page *p, struct str wanted, struct str found)
{
	size_t key = strlen("image=");
	return is_address(p, str_from(wanted, key), str_from(found, key));
}

static bool has_part(const struct page *p, struct str details, struct str part)
{
	struct str image = STR("image=");
	while (details.len) {
		struct str other = cut_part(&details);
		bool picture = str_starts(part, image) && str_starts(other, image);
		if (str_eq(other, part) || (picture && is_picture(p, other, part)) ||
		    (picture && is_picture(p, part, other)))
			return true;
	}
	return false;
}

/* How many parts of `mine` the other has; what it lacks is told as `what`. */
static size_t count_shared(const struct page *p, struct str mine, struct str other,
                           struct str title, const char *what)
{
	size_t shared = 0;
	while (mine.len) {
		struct str part = cut_part(&mine);
		bool has = has_part(p, other, part);
		shared += has;
		if (!has)
			printf("#     %s %.*s of %.*s\n", what, STR_ARG(part),
			       STR_ARG(title));
	}
	return shared;
}

static void count_details(struct page *p, const struct item *wanted,
                          const struct item *found)
{
	struct tally *t = &p->tally[DETAILS];
	t->wanted += count_parts(wanted->details);
	t->found += count_parts(found->details);
	t->right +=
	        count_shared(p, found->details, wanted->details, found->title, "not  ");
	count_shared(p, wanted->details, found->details, wanted->title, "lacks");
}

static struct item *find_match(struct page *p, const struct item *wanted)
{
	vec_each (found, &p->found)
		if (!found->matched && is_same(p, wanted, found))
			return found;
	return NULL;
}

static void count_order(struct page *p, const struct item *found,
                        const struct item **last)
{
	struct tally *t = &p->tally[ORDER];
	if (*last) {
		t->wanted++;
		t->found++;
		t->right += found > *last;
	}
	*last = found;
}

static void compare(struct page *p)
{
	const struct item *last = NULL;
	vec_each (wanted, &p->wanted) {
		struct item *found = find_match(p, wanted);
		p->tally[wanted->kind].wanted++;
		if (!found) {
			printf("#     lacks [%.*s] %.*s\n", STR_ARG(wanted->section),
			       STR_ARG(wanted->title));
			continue;
		}
		found->matched = true;
		p->tally[wanted->kind].right++;
		count_details(p, wanted, found);
		if (wanted->kind == CHANNEL)
			count_order(p, found, &last);
	}
	vec_each (found, &p->found) {
		p->tally[found->kind].found++;
		if (!found->matched)
			printf("#     not   [%.*s] %.*s <%.*s>\n",
			       STR_ARG(found->section), STR_ARG(found->title),
			       STR_ARG(found->url));
	}
}

/* --- a page --- */

static struct str address_of(struct str page)
{
	struct str mark = STR("<!-- url: ");
	size_t end = str_find(page, STR(" -->"));
	if (!str_starts(page, mark) || end == STR_NPOS)
		return STR_NONE;
	return str_from(str_head(page, end), mark.len);
}

static bool read_files(struct page *p, const char *name)
{
	auto_free char *html = mem_printf("%s%s.html", FOLDER, name);
	auto_free char *lists = mem_printf("%s%s.lists", FOLDER, name);
	return read_file(html, &p->html) && read_file(lists, &p->wanted_text);
}

static const struct doc *extract(struct page *p, const struct recipes *recipes,
                                 struct error *err)
{
	struct page_job job = {
		.url = p->url, .bytes = buf_str(&p->html), .all = recipes, .now = NOW
	};
	auto_buf input = BUF_INIT(MAX_FILE);
	page_input(&job, &input);
	if (page_run(buf_str(&input), &p->output, err))
		return NULL;
	return doc_check(buf_str(&p->output), err);
}

static bool measure_page(struct page *p, const struct recipes *recipes,
                         const char *name)
{
	struct error err = { .text = "its files cannot be read" };
	const struct doc *doc = NULL;
	if (read_files(p, name)) {
		p->url = address_of(buf_str(&p->html));
		doc = extract(p, recipes, &err);
	}
	if (!doc) {
		printf("Bail out! %s: %s\n", name, err.text);
		return false;
	}
	add_document(&p->found_text, doc);
	read_items(buf_str(&p->wanted_text), &p->wanted);
	read_items(buf_str(&p->found_text), &p->found);
	printf("#   %s\n", name);
	compare(p);
	return true;
}

static void page_done(struct page *p)
{
	buf_done(&p->html);
	buf_done(&p->wanted_text);
	buf_done(&p->found_text);
	buf_done(&p->output);
	vec_done(&p->wanted);
	vec_done(&p->found);
}

static bool add_page(const struct recipes *recipes, const char *name,
                     struct tally *sums)
{
	struct page p = { .html = BUF_INIT(MAX_FILE),
		          .wanted_text = BUF_INIT(MAX_FILE),
		          .found_text = BUF_INIT(MAX_FILE),
		          .output = BUF_INIT(MAX_FILE) };
	bool done = measure_page(&p, recipes, name);
	for (int i = 0; i < TALLIES; i++) {
		sums[i].wanted += p.tally[i].wanted;
		sums[i].found += p.tally[i].found;
		sums[i].right += p.tally[i].right;
	}
	page_done(&p);
	return done;
}

/* --- the report --- */

static double share(size_t part, size_t whole)
{
	return whole ? (double)part / (double)whole : 1;
}

static void print_tally(const char *prefix, const char *name, const struct tally *t)
{
	printf("%s%s: recall %.2f (%zu of %zu), precision %.2f (%zu of %zu)\n", prefix,
	       name, share(t->right, t->wanted), t->right, t->wanted,
	       share(t->right, t->found), t->right, t->found);
}

static bool is_good(const struct tally *t)
{
	return t->wanted > 0 && share(t->right, t->wanted) >= LEAST &&
	       share(t->right, t->found) >= LEAST;
}

static int report(struct tally sums[HALVES][TALLIES])
{
	int failed = 0;
	for (int half = 0; half < HALVES; half++) {
		printf("# %s\n", half ? "pages measured unseen (b-*)"
		                      : "pages the rules were written with (a-*)");
		for (int i = 0; i < TALLIES; i++)
			print_tally("#   ", tally_names[i], &sums[half][i]);
	}
	printf("1..%d\n", TALLIES);
	for (int i = 0; i < TALLIES; i++) {
		const struct tally *a = &sums[0][i], *b = &sums[1][i];
		struct tally all = { a->wanted + b->wanted, a->found + b->found,
			             a->right + b->right };
		char prefix[32];
		failed += !is_good(&all);
		snprintf(prefix, sizeof(prefix), "%s %d - ",
		         is_good(&all) ? "ok" : "not ok", i + 1);
		print_tally(prefix, tally_names[i], &all);
	}
	return failed;
}

static int is_page(const struct dirent *entry)
{
	return str_ends(str_of(entry->d_name), STR(".html"));
}

int main(int argc, char **argv)
{
	struct dirent **pages;
	struct recipes recipes = { 0 };
	struct tally sums[HALVES][TALLIES] = { 0 };
	bool done = true;
	int count = scandir(FOLDER, &pages, is_page, alphasort);
	if (count <= 0) {
		printf("Bail out! no pages in %s\n", FOLDER);
		return 1;
	}
	extract_warm();
	recipes_load(&recipes, RECIPES);
	for (int i = 0; i < count; i++) {
		char *name = pages[i]->d_name;
		bool asked = argc < 2 || str_starts(str_of(name), str_of(argv[1]));
		name[strlen(name) - strlen(".html")] = '\0';
		if (asked)
			done = add_page(&recipes, name, sums[name[0] == 'b']) && done;
		free(pages[i]);
	}
	free(pages);
	recipes_done(&recipes);
	return report(sums) || !done;
}
