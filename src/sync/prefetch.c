/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync.h"

#include "baolan/base/clock.h"
#include "baolan/base/mem.h"
#include "baolan/sync/prefetch.h"
#include "baolan/sync/web.h"

#include <stdlib.h>

enum { MOST_A_PAPER = 50 };

struct prefetch {
	struct sync *sync;
	struct store *store;
	const struct prefetch_ops *ops;
	void *data;
	VEC(char *) urls;
	size_t next;
	struct load *load; /* of urls.at[next - 1] */
	bool came;
	unsigned kept, failed;
	unsigned timer;
};

static void prefetch_free(struct prefetch *prefetch)
{
	loop_cancel(prefetch->sync->loop, prefetch->timer);
	load_cancel(prefetch->load);
	vec_each (url, &prefetch->urls)
		free(*url);
	vec_done(&prefetch->urls);
	free(prefetch);
}

void prefetch_cancel(struct prefetch *prefetch)
{
	if (prefetch)
		prefetch_free(prefetch);
}

/* --- which --- */

bool prefetch_wants(const struct story *story, const struct paper *paper)
{
	if (!story->url || !*story->url || story->has_document)
		return false;
	return (paper && paper->full == 1) || !story->has_content;
}

static void add_stories(struct prefetch *prefetch, const struct paper *paper,
                        const int64_t *ids, size_t n)
{
	struct story stories[MOST_A_PAPER] = { 0 };
	if (store_stories(prefetch->store, ids, n, stories, NULL) != ERR_OK)
		return;
	for (size_t i = 0; i < n; i++) {
		if (prefetch_wants(&stories[i], paper))
			*vec_push(&prefetch->urls) = mem_strdup(stories[i].url);
		story_done(&stories[i]);
	}
}

static void add_paper(struct prefetch *prefetch, const struct paper *paper, int64_t id)
{
	struct story_query query = { .papers = &id,
		                     .n_papers = 1,
		                     .without = STORY_READ | STORY_KILLED };
	struct story_list *list;
	int64_t ids[MOST_A_PAPER];
	size_t wanted = (size_t)MAX(paper->prefetch, 0);
	if (!wanted || story_list_open(prefetch->store, &query, &list, NULL) != ERR_OK)
		return;
	size_t n = MIN(story_list_reach(list, wanted), MIN(wanted, MOST_A_PAPER));
	for (size_t i = 0; i < n; i++)
		ids[i] = story_list_id(list, i);
	story_list_free(list);
	add_stories(prefetch, paper, ids, n);
}

static void choose(struct prefetch *prefetch, const struct papers *papers)
{
	struct paper_states states = { 0 };
	if (store_papers(prefetch->store, &states, NULL) != ERR_OK)
		return;
	vec_each (state, &states.list) {
		const struct paper *paper = papers_find(papers, state->url);
		if (paper)
			add_paper(prefetch, paper, state->id);
	}
	paper_states_done(&states);
}

/* --- one after the other --- */

static void go_on(void *data);

static void on_document(void *data, struct loaded *loaded)
{
	struct prefetch *prefetch = data;
	const char *url = prefetch->urls.at[prefetch->next - 1];
	if (doc_kind(loaded->doc) == DOC_ARTICLE &&
	    store_keep_document(prefetch->store, str_of(url), loaded->doc, clock_now(),
	                        NULL) == ERR_OK)
		prefetch->came = true;
}

static void on_done(void *data, const struct error *why)
{
	struct prefetch *prefetch = data;
	(void)why;
	prefetch->load = NULL;
	if (prefetch->came)
		prefetch->kept++;
	else
		prefetch->failed++;
	go_on(prefetch);
}

static void go_on(void *data)
{
	static const struct load_ops ops = { .document = on_document, .done = on_done };
	struct prefetch *prefetch = data;
	prefetch->timer = 0;
	if (prefetch->next < prefetch->urls.len &&
	    web_may_prefetch(prefetch->sync->web)) {
		const struct load_options quietly = { .no_moods = true,
			                              .background = true };
		prefetch->came = false;
		prefetch->load =
		        load_start(prefetch->sync, prefetch->urls.at[prefetch->next++],
		                   &quietly, &ops, prefetch);
		return;
	}
	unsigned kept = prefetch->kept, failed = prefetch->failed;
	const struct prefetch_ops *told = prefetch->ops;
	void *to = prefetch->data;
	prefetch_free(prefetch);
	told->done(to, kept, failed);
}

static struct prefetch *prefetch_new(struct sync *sync, struct store *store,
                                     const struct prefetch_ops *ops, void *data)
{
	struct prefetch *prefetch = mem_new(struct prefetch);
	*prefetch = (struct prefetch){
		.sync = sync, .store = store, .ops = ops, .data = data
	};
	prefetch->timer = loop_after(sync->loop, 0, go_on, prefetch);
	return prefetch;
}

struct prefetch *prefetch_start(struct sync *sync, struct store *store,
                                const char *const *urls, size_t n,
                                const struct prefetch_ops *ops, void *data)
{
	struct prefetch *prefetch = prefetch_new(sync, store, ops, data);
	for (size_t i = 0; i < n; i++)
		*vec_push(&prefetch->urls) = mem_strdup(urls[i]);
	return prefetch;
}

struct prefetch *prefetch_papers(struct sync *sync, struct store *store,
                                 const struct papers *papers,
                                 const struct prefetch_ops *ops, void *data)
{
	struct prefetch *prefetch = prefetch_new(sync, store, ops, data);
	choose(prefetch, papers);
	return prefetch;
}
