/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is found around the stories: every page in lists/ is read as a worker
 * reads it, and its lists are compared with NAME.lists, which was written by hand
 * beside the page.  Counted are, kind by kind, how much of what is there was found
 * (recall) and how much of what was found is right (precision); less than LEAST of
 * either fails.
 *
 * The extractor's rules were written with a-*.html in sight.  b-*.html were
 * measured before anybody looked at what became of them, and again with what that
 * taught; c-*.html after that. */
#include "baolan/base/err.h"
#include "baolan/base/mem.h"
#include "baolan/extract/job.h"
#include "baolan/text/url.h"

#include "../read-file.h"
#include "list-items.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

#define FOLDER SRCDIR "/tests/documents/lists/"
#define RECIPES SRCDIR "/recipes"
#define NOW 1717200000 /* 2024-06-01 */
#define MAX_FILE ((size_t)4 << 20)
#define LEAST 0.95

enum { DETAILS = KINDS, ORDER, TALLIES };
enum { GROUPS = 3 };

static const char *const tally_names[TALLIES] = {
	"related",   "rankings", "hot words", "previous and next", "channel lists",
	"next page", "feeds",    "moods",     "details",           "channel order",
};

struct tally {
	size_t wanted, found, right;
};

struct page {
	struct buf html, wanted_text, found_text, output;
	struct str url;
	struct items wanted, found;
	struct tally tally[TALLIES];
};

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
	vec_each (found, &p->found.list)
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
	vec_each (wanted, &p->wanted.list) {
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
	vec_each (found, &p->found.list) {
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
	vec_done(&p->wanted.list);
	vec_done(&p->found.list);
}

static void add_tally(struct tally *sum, const struct tally *tally)
{
	sum->wanted += tally->wanted;
	sum->found += tally->found;
	sum->right += tally->right;
}

static bool add_page(const struct recipes *recipes, const char *name,
                     struct tally *sums)
{
	struct page p = { .html = BUF_INIT(MAX_FILE),
		          .wanted_text = BUF_INIT(MAX_FILE),
		          .found_text = BUF_INIT(MAX_FILE),
		          .output = BUF_INIT(MAX_FILE) };
	bool done = measure_page(&p, recipes, name);
	for (int i = 0; i < TALLIES; i++)
		add_tally(&sums[i], &p.tally[i]);
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

static int report(struct tally sums[GROUPS][TALLIES])
{
	int failed = 0;
	for (int group = 0; group < GROUPS; group++) {
		printf("# pages %c-*\n", 'a' + group);
		for (int i = 0; i < TALLIES; i++)
			print_tally("#   ", tally_names[i], &sums[group][i]);
	}
	printf("1..%d\n", TALLIES);
	for (int i = 0; i < TALLIES; i++) {
		struct tally all = { 0 };
		for (int group = 0; group < GROUPS; group++)
			add_tally(&all, &sums[group][i]);
		char prefix[32];
		failed += !is_good(&all);
		snprintf(prefix, sizeof(prefix), "%s %d - ",
		         is_good(&all) ? "ok" : "not ok", i + 1);
		print_tally(prefix, tally_names[i], &all);
	}
	return failed;
}

static int group_of(const char *name)
{
	return MIN(MAX(name[0] - 'a', 0), GROUPS - 1);
}

static int is_page(const struct dirent *entry)
{
	return str_ends(str_of(entry->d_name), STR(".html"));
}

int main(int argc, char **argv)
{
	struct dirent **pages;
	struct recipes recipes = { 0 };
	struct tally sums[GROUPS][TALLIES] = { 0 };
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
			done = add_page(&recipes, name, sums[group_of(name)]) && done;
		free(pages[i]);
	}
	free(pages);
	recipes_done(&recipes);
	return report(sums) || !done;
}
