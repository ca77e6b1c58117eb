/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as a papers file: read, changed in every way, and what was not changed
 * stays byte for byte; what was written reads back. */
#include "baolan/base/file.h"
#include "baolan/base/mem.h"
#include "baolan/sync/papers.h"
#include "baolan/sync/rules.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static char path[64];

static void remove_file(void)
{
	unlink(path);
}

/* In memory where there is such a place: each change waits for the disk. */
static void make_path(void)
{
	bool in_memory = access("/dev/shm", W_OK) == 0;
	if (path[0])
		return;
	snprintf(path, sizeof(path), "%s/fuzz-papers.XXXXXX",
	         in_memory ? "/dev/shm" : "/tmp");
	close(mkstemp(path));
	atexit(remove_file);
}

/* What must be true of any file; says which line, for there are many. */
#define need(truth) need_at(truth, __LINE__)
static void need_at(bool truth, int line)
{
	if (truth)
		return;
	fprintf(stderr, "fuzz-papers.c:%d\n", line);
	abort();
}

static void add_and_remove(struct papers *papers, struct str before)
{
	struct paper paper;
	auto_buf after = BUF_INIT(BUF_MAX_TEXT);
	char url[] = "https://added.example/feed", name[] = "加 \"的\" \\",
	     folder[] = "夹 ] 子", kill[] = "a, \"b c\"";
	paper_init(&paper);
	paper.url = url;
	paper.name = name;
	paper.kill = kill;
	paper.folder = before.len % 2 ? folder : NULL;
	if (papers_find(papers, url))
		return;
	size_t n = papers->list.len;
	need(papers_add(papers, &paper, NULL) == ERR_OK);
	need(papers->list.len == n + 1);
	const struct paper *added = papers_find(papers, url);
	need(added && strcmp(added->name, name) == 0 && strcmp(added->kill, kill) == 0);
	need(!added->folder == !paper.folder);
	need(papers_remove(papers, url, NULL) == ERR_OK);
	need(papers->list.len == n);
	need(file_load(path, &after, NULL) == ERR_OK);
	need(paper.folder || !before.len || before.at[before.len - 1] != '\n' ||
	     str_eq(before, buf_str(&after)));
}

static void change_first(struct papers *papers)
{
	struct paper to;
	auto_buf key = BUF_INIT(BUF_MAX_TEXT);
	if (!papers->list.len)
		return;
	paper_copy(&to, &papers->list.at[0]);
	if (!to.url)
		buf_add_text(&key, "query:");
	buf_add_text(&key, to.url ? to.url : to.query);
	free(to.tags);
	to.tags = mem_strdup("x y");
	to.interval_s = 7200;
	free(to.name);
	to.name = NULL;
	bool changes = papers_change(papers, buf_text(&key), &to, NULL) == ERR_OK;
	need(changes || to.query); /* a query may have a quote that is not closed */
	paper_done(&to);
	if (!changes)
		return;
	const struct paper *changed = papers_find(papers, buf_text(&key));
	need(changed && !changed->name);
	need(changed->query || changed->interval_s == 7200);
	need(changed->query || strcmp(changed->tags, "x y") == 0);
	papers_move(papers, buf_text(&key), NULL, NULL);
	need(papers_find(papers, buf_text(&key)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str text = str_make((const char *)data, size);
	struct papers papers = { 0 };
	struct rules *rules = rules_new();
	make_path();
	papers_set_hosts(&papers, "https://hub.example", NULL);
	need(file_store(path, text, NULL) == ERR_OK);
	need(papers_load(&papers, path, NULL) == ERR_OK);
	need(rules_load(rules, path, NULL) == ERR_OK);
	rules_add_papers(rules, &papers);
	rules_apply(rules, text, text, text, STR("https://a.example/"));
	add_and_remove(&papers, text);
	change_first(&papers);
	rules_free(rules);
	papers_done(&papers);
	return 0;
}
