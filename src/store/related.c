/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Related stories, in two steps: the index of titles says which stories share pairs of
 * characters with the article, and how rare each pair is; the best of those are read
 * and ranked by BM25 over title and lead. */
#include "baolan/store/rank.h"

#include "cluster.h"
#include "query.h"
#include "tokens.h"

#include <math.h>
#include <stdlib.h>

/* Pairs of one article that are looked for, stories of one pair that are looked at (the
 * newest), stories that are read. */
enum { MAX_TERMS = 48, MAX_POSTINGS = 3000, MAX_READ = 160, MAX_FRESH = 400 };
enum { LEAD_CHARS = 120, TITLE_COUNTS = 3, DAY_S = 86400 };
enum { MIN_SHARED = 2 }; /* pairs: one alone is chance */
enum { USUAL_DAYS = 14, USUAL_LIMIT = 8 };
/* As usual with BM25; and what is below the least share of what the article's own title
 * would score has little to do with it. */
#define K1 1.2
#define B 0.75
#define LEAST_SHARE 0.15

struct term {
	uint32_t chars[2];
	uint32_t n;  /* times in the article */
	double rare; /* its idf */
};

struct found {
	int64_t story;
	double score;
};

struct search_state {
	struct store *store;
	const struct related_query *query;
	int64_t since, until, self, self_cluster;
	double stories;
	struct term terms[MAX_TERMS];
	size_t n_terms;
	float *scores; /* by story */
	int64_t newest;
	bool indexed; /* all of them */
	VEC(int64_t) touched;
	VEC(struct found) found;
	struct fold_text text;
	struct relateds *relateds;
};

void relateds_done(struct relateds *relateds)
{
	vec_done(&relateds->list);
}

/* --- terms --- */

static void add_term(struct search_state *s, uint32_t a, uint32_t b)
{
	for (size_t i = 0; i < s->n_terms; i++)
		if (s->terms[i].chars[0] == a && s->terms[i].chars[1] == b) {
			s->terms[i].n++;
			return;
		}
	if (s->n_terms < MAX_TERMS)
		s->terms[s->n_terms++] = (struct term){ { a, b }, 1, 0 };
}

/* Latin words and figures relate nothing by themselves. */
static bool is_term(uint32_t a, uint32_t b)
{
	return fold_kind(a) == FOLD_HAN && fold_kind(b) == FOLD_HAN;
}

static void read_terms(struct search_state *s, struct str text)
{
	fold_text_clear(&s->text);
	fold_text_add(s->store->fold, text, &s->text);
	size_t n = MIN(s->text.len, LEAD_CHARS);
	for (size_t i = 0; i + 1 < n; i++)
		if (is_term(s->text.chars[i], s->text.chars[i + 1]))
			add_term(s, s->text.chars[i], s->text.chars[i + 1]);
}

/* --- who shares them --- */

static void touch(struct search_state *s, int64_t story, double by)
{
	if (story < 0 || story > s->newest || story == s->self)
		return;
	if (s->scores[story] == 0)
		*vec_push(&s->touched) = story;
	s->scores[story] += (float)by;
}

/* A pair that very many have says nothing about which, and one that nobody has is not
 * missed. */
static enum err look_up(struct search_state *s, struct term *term, struct error *err)
{
	auto_buf expression = BUF_INIT(4096);
	VEC(int64_t) stories = { 0 };
	bool exact;
	int code;
	tokens_add_query(term->chars, 2, &expression, &exact);
	sqlite3_stmt *get =
	        db_statement(&s->store->db,
	                     "SELECT rowid FROM title_words WHERE title_words MATCH ?1"
	                     "  ORDER BY rowid DESC LIMIT ?2");
	sqlite3_bind_int64(get, 2, MAX_POSTINGS);
	db_bind_str(get, 1, buf_str(&expression));
	while ((code = db_step(&s->store->db, get, err)) == SQLITE_ROW)
		*vec_push(&stories) = sqlite3_column_int64(get, 0) & VERSION_ID_MASK;
	double n = (double)stories.len;
	if (stories.len || !s->indexed)
		term->rare =
		        log(1 + (s->stories - MIN(n, s->stories) + 0.5) / (n + 0.5));
	for (size_t i = 0; i < stories.len && n < MAX_POSTINGS; i++)
		touch(s, stories.at[i], term->rare);
	vec_done(&stories);
	sqlite3_reset(get);
	return code == SQLITE_DONE ? ERR_OK : ERR_STORE;
}

/* What is not in the index yet is always looked at. */
static void touch_fresh(struct search_state *s)
{
	sqlite3_stmt *get =
	        db_statement(&s->store->db, "SELECT id FROM story WHERE id > ?1"
	                                    "  ORDER BY id DESC LIMIT ?2");
	bind_numbers(get, store_number(s->store, "indexed"), MAX_FRESH);
	while (db_step(&s->store->db, get, NULL) == SQLITE_ROW)
		touch(s, sqlite3_column_int64(get, 0), 1000);
	sqlite3_reset(get);
}

static int by_score(const void *a, const void *b)
{
	const struct found *x = a, *y = b;
	if (x->score != y->score)
		return x->score < y->score ? 1 : -1;
	return x->story < y->story ? 1 : -1;
}

/* Stories that share only what is frequent are too many to be sorted: the score of the
 * last that may stay rises on the way. */
static void choose(struct search_state *s)
{
	struct found *best = mem_zalloc(((size_t)2 * MAX_READ + 1) * sizeof(*best));
	size_t n = 0;
	double least = 0;
	vec_each (story, &s->touched) {
		if (s->scores[*story] <= least)
			continue;
		best[n++] = (struct found){ *story, s->scores[*story] };
		if (n < (size_t)2 * MAX_READ)
			continue;
		qsort(best, n, sizeof(*best), by_score);
		n = MAX_READ;
		least = best[n - 1].score;
	}
	qsort(best, n, sizeof(*best), by_score);
	for (size_t i = 0; i < MIN(n, MAX_READ); i++)
		*vec_push(&s->found) = best[i];
	free(best);
}

/* --- BM25 --- */

struct counted {
	uint32_t n[MAX_TERMS];
	size_t length; /* in pairs, titles counted as often as they weigh */
};

static void count_terms(struct search_state *s, struct str text, uint32_t weight,
                        struct counted *counted)
{
	fold_text_clear(&s->text);
	fold_text_add(s->store->fold, text, &s->text);
	size_t n = MIN(s->text.len, LEAD_CHARS);
	for (size_t i = 0; i + 1 < n; i++) {
		const uint32_t *pair = s->text.chars + i;
		if (!is_term(pair[0], pair[1]))
			continue;
		counted->length += weight;
		for (size_t j = 0; j < s->n_terms; j++)
			if (s->terms[j].chars[0] == pair[0] &&
			    s->terms[j].chars[1] == pair[1])
				counted->n[j] += weight;
	}
}

enum { USUAL_LENGTH = TITLE_COUNTS * 15 + 30 };

static double bm25(struct search_state *s, struct str title, struct str lead)
{
	struct counted counted = { 0 };
	double score = 0;
	unsigned shared = 0;
	count_terms(s, title, TITLE_COUNTS, &counted);
	count_terms(s, lead, 1, &counted);
	double norm = K1 * (1 - B + B * (double)counted.length / USUAL_LENGTH);
	for (size_t i = 0; i < s->n_terms; i++) {
		double n = counted.n[i];
		if (n > 0)
			score += s->terms[i].rare * n * (K1 + 1) / (n + norm);
		shared += n > 0;
	}
	return shared < MIN_SHARED ? 0 : score;
}

/* --- reading --- */

static const char read_sql[] =
        "SELECT story.published, story.cluster, story_text.title, summary,"
        "    story_text.url FROM story"
        "  JOIN story_text ON story_text.id = story.id"
        "  JOIN paper ON paper.id = story.paper"
        "  WHERE story.id = ?1 AND story.flags & 8 = 0 AND paper.place IS NOT NULL";

static bool is_itself(const struct search_state *s, struct str url)
{
	struct str own = s->query->url;
	return own.len && str_eq(str_cut(&url, '#'), str_cut(&own, '#'));
}

struct candidate {
	struct related related;
	int64_t cluster;
};

static bool read_candidate(struct search_state *s, int64_t story,
                           struct candidate *ret_candidate)
{
	sqlite3_stmt *get = db_statement(&s->store->db, read_sql);
	bind_numbers(get, story);
	bool good = db_step(&s->store->db, get, NULL) == SQLITE_ROW;
	if (good) {
		int64_t published = sqlite3_column_int64(get, 0);
		int64_t cluster = sqlite3_column_int64(get, 1);
		struct str title = db_column_str(get, 2), lead = db_column_str(get, 3);
		good = published >= s->since && published <= s->until &&
		       !is_itself(s, db_column_str(get, 4));
		*ret_candidate = (struct candidate){
			.related = { .story = story,
			             .same = (cluster && cluster == s->self_cluster) ||
			                     titles_are_alike(s->store, s->query->title,
			                                      title),
			             .score = good ? bm25(s, title, lead) : 0 },
			.cluster = cluster,
		};
	}
	sqlite3_reset(get);
	return good;
}

static int by_relation(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;
	if (x->related.score != y->related.score)
		return x->related.score < y->related.score ? 1 : -1;
	return x->related.story < y->related.story ? 1 : -1;
}

/* The same story in other papers is told of each; any other once. */
static bool stands_already(const struct candidate *list, size_t n)
{
	const struct candidate *last = &list[n];
	for (size_t i = 0; i < n && last->cluster && !last->related.same; i++)
		if (list[i].cluster == last->cluster)
			return true;
	return false;
}

static void rank_found(struct search_state *s)
{
	VEC(struct candidate) list = { 0 };
	struct candidate candidate;
	size_t limit = s->query->limit ? s->query->limit : USUAL_LIMIT;
	double own = bm25(s, s->query->title, STR_NONE);
	vec_each (found, &s->found)
		if (read_candidate(s, found->story, &candidate) &&
		    candidate.related.score > own * LEAST_SHARE)
			*vec_push(&list) = candidate;
	if (list.len)
		qsort(list.at, list.len, sizeof(*list.at), by_relation);
	for (size_t i = 0; i < list.len && s->relateds->list.len < limit; i++)
		if (!stands_already(list.at, i))
			*vec_push(&s->relateds->list) = list.at[i].related;
	vec_done(&list);
}

/* --- all of it --- */

static void begin(struct search_state *s)
{
	const struct related_query *query = s->query;
	int64_t days = query->days ? query->days : USUAL_DAYS;
	int64_t when = query->when ? query->when : query->now;
	struct db *db = &s->store->db;
	s->since = when - days * DAY_S;
	s->until = when + days * DAY_S;
	s->newest = query_newest(s->store);
	s->indexed = store_number(s->store, "indexed") >= s->newest;
	s->scores = mem_zalloc(((size_t)s->newest + 1) * sizeof(*s->scores));
	s->stories = (double)MAX(s->newest, 1);
	s->self = query->url.len ? store_story_at(s->store, query->url) : 0;
	sqlite3_stmt *get = db_statement(db, "SELECT cluster FROM story WHERE id = ?1");
	bind_numbers(get, s->self);
	if (s->self && db_step(db, get, NULL) == SQLITE_ROW)
		s->self_cluster = sqlite3_column_int64(get, 0);
	sqlite3_reset(get);
	read_terms(s, query->title);
	read_terms(s, query->lead);
}

enum err store_related(struct store *store, const struct related_query *query,
                       struct relateds *ret_relateds, struct error *err)
{
	struct relateds relateds = { 0 };
	struct search_state s = { .store = store,
		                  .query = query,
		                  .relateds = &relateds };
	enum err code = ERR_OK;
	bool begun = store_begin_reads(store);
	begin(&s);
	for (size_t i = 0; i < s.n_terms && code == ERR_OK; i++)
		code = look_up(&s, &s.terms[i], err);
	if (code == ERR_OK) {
		touch_fresh(&s);
		choose(&s);
		rank_found(&s);
		*ret_relateds = relateds;
	}
	store_end_reads(store, begun);
	free(s.scores);
	vec_done(&s.touched);
	vec_done(&s.found);
	fold_text_done(&s.text);
	return code;
}
