/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who tells the same: stories of different papers, published within three days, whose
 * titles are nearly the same.
 *
 * Titles are compared by the pairs of neighbouring characters they have in common, a
 * pair counting the more the fewer titles have it: half of the likeness is Dice's
 * coefficient, half the share of the shorter title that is in the longer one.  Papers
 * word one event differently, so a third of all is enough; but it is the mean over the
 * stories of a cluster that counts, else one event would lead to the next.  Figures
 * that contradict each other make two events of any titles: 第3期 is not 第4期.
 *
 * Which titles to compare at all is told by lists of those that have a pair; pairs that
 * half the papers use tell nothing and are passed over.  The lists are in memory while
 * there is work, and are made anew from the last days' titles when work begins.  What
 * is older than two weeks is left alone. */
#include "cluster.h"
#include "fold.h"

#include <math.h>
#include <stdlib.h>

enum {
	WINDOW_S = 3 * 86400,
	OLD_S = 14 * 86400, /* before the newest story */
	LOADED_AT_ONCE = 64,
	MIN_PAIRS = 5,     /* shorter titles are headings: 快讯, 早间天气 */
	BUCKETS = 1 << 15, /* of pairs, by their hash */
	MAX_BUCKET = 400,  /* a longer list is of a pair that tells nothing */
	MIN_COMMON = 5,    /* a title shares at least this part (1/5) of its pairs */
};

/* Of 1; and of titles that are compared by themselves, without a cluster's words. */
#define ALIKE 0.35
#define ALIKE_ALONE 0.45
/* So few titles say little of how frequent a pair is. */
#define PRIOR_TITLES 1000

struct title {
	int64_t story, paper, published, cluster;
	uint32_t first_pair, n_pairs;     /* in titles->pairs, sorted */
	uint32_t first_figure, n_figures; /* in titles->figures, sorted */
};

struct bucket {
	VEC(uint32_t) of; /* indices of titles */
};

struct titles {
	VEC(struct title) list;
	VEC(uint32_t) pairs;
	VEC(uint32_t) figures;
	struct bucket *buckets; /* BUCKETS of them; NULL: two titles by themselves */
	VEC(uint16_t) common;   /* of each title: pairs shared with the one in hand */
	struct fold_text text;
	int64_t clustered;     /* the last story that was looked at */
	int64_t horizon;       /* published before: too old */
	bool is_loaded;        /* the titles of the last days */
	int64_t published, id; /* of the last of them */
};

/* --- a title --- */

static int by_value(const void *a, const void *b)
{
	const uint32_t *x = a, *y = b;
	return (*x > *y) - (*x < *y);
}

/* 三号线 and 3号线. */
static uint32_t as_figure(uint32_t c)
{
	static const uint32_t forms[] = { 0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94,
		                          0x516D, 0x4E03, 0x516B, 0x4E5D };
	for (uint32_t i = 0; i < ARRAY_SIZE(forms); i++)
		if (forms[i] == c)
			return '1' + i;
	return c == 0x4E24 ? '2' : c; /* 两 */
}

static bool is_figure(uint32_t c)
{
	return c >= '0' && c <= '9';
}

/* Letters and figures alone; figures also apart, each run of them one. */
static void add_pairs(struct titles *titles, struct title *title)
{
	uint32_t last = 0, figure = 0;
	const struct fold_text *text = &titles->text;
	title->first_pair = (uint32_t)titles->pairs.len;
	title->first_figure = (uint32_t)titles->figures.len;
	for (size_t i = 0; i < text->len; i++) {
		uint32_t c = as_figure(text->chars[i]);
		if (figure && !is_figure(c)) {
			*vec_push(&titles->figures) = figure;
			figure = 0;
		}
		if (fold_kind(c) == FOLD_OTHER)
			continue;
		if (is_figure(c))
			figure = (figure + c) * UINT32_C(16777619);
		if (last)
			*vec_push(&titles->pairs) = last * UINT32_C(2654435761) ^ c;
		last = c;
	}
	if (figure)
		*vec_push(&titles->figures) = figure;
	title->n_pairs = (uint32_t)titles->pairs.len - title->first_pair;
	title->n_figures = (uint32_t)titles->figures.len - title->first_figure;
	if (title->n_pairs)
		qsort(titles->pairs.at + title->first_pair, title->n_pairs,
		      sizeof(uint32_t), by_value);
	if (title->n_figures)
		qsort(titles->figures.at + title->first_figure, title->n_figures,
		      sizeof(uint32_t), by_value);
}

static size_t bucket_of(uint32_t pair)
{
	return (pair * UINT32_C(2246822519)) >> 17;
}

/* Put the title where later ones find it. */
static void list_title(struct titles *titles, uint32_t index)
{
	const struct title *title = &titles->list.at[index];
	for (uint32_t i = 0; i < title->n_pairs; i++) {
		uint32_t pair = titles->pairs.at[title->first_pair + i];
		*vec_push(&titles->buckets[bucket_of(pair)].of) = index;
	}
}

static uint32_t read_title(struct store *store, sqlite3_stmt *get)
{
	struct titles *titles = store->titles;
	struct title title = { .story = sqlite3_column_int64(get, 0),
		               .paper = sqlite3_column_int64(get, 1),
		               .published = sqlite3_column_int64(get, 2),
		               .cluster = sqlite3_column_int64(get, 3) };
	fold_text_clear(&titles->text);
	fold_text_add(store->fold, db_column_str(get, 4), &titles->text);
	add_pairs(titles, &title);
	*vec_push(&titles->list) = title;
	*vec_push(&titles->common) = 0;
	return (uint32_t)titles->list.len - 1;
}

/* --- comparing --- */

/* How much a pair tells. */
static double weight(const struct titles *titles, uint32_t pair)
{
	if (!titles->buckets)
		return 1;
	double n = (double)titles->list.len + PRIOR_TITLES;
	double with = (double)titles->buckets[bucket_of(pair)].of.len;
	return log(1 + n / (with + 1));
}

static double all_of(const struct titles *titles, const struct title *title)
{
	double sum = 0;
	for (uint32_t i = 0; i < title->n_pairs; i++)
		sum += weight(titles, titles->pairs.at[title->first_pair + i]);
	return sum;
}

static double shared_of(const struct titles *titles, const struct title *a,
                        const struct title *b)
{
	const uint32_t *x = titles->pairs.at + a->first_pair, *x_end = x + a->n_pairs;
	const uint32_t *y = titles->pairs.at + b->first_pair, *y_end = y + b->n_pairs;
	double shared = 0;
	while (x < x_end && y < y_end) {
		if (*x == *y)
			shared += weight(titles, *x);
		uint32_t was = *x;
		x += was <= *y;
		y += *y <= was;
	}
	return shared;
}

/* Each has a figure that the other has not. */
static bool contradict(const struct titles *titles, const struct title *a,
                       const struct title *b)
{
	const uint32_t *x = titles->figures.at + a->first_figure;
	const uint32_t *y = titles->figures.at + b->first_figure;
	uint32_t i = 0, j = 0, own = 0, other = 0;
	while (i < a->n_figures && j < b->n_figures) {
		own += x[i] < y[j];
		other += y[j] < x[i];
		uint32_t was = x[i];
		i += was <= y[j];
		j += y[j] <= was;
	}
	return own + a->n_figures - i && other + b->n_figures - j;
}

static double likeness(const struct titles *titles, const struct title *a,
                       const struct title *b)
{
	double of_a = all_of(titles, a), of_b = all_of(titles, b);
	double shared = shared_of(titles, a, b);
	return shared / (of_a + of_b) + shared / MIN(of_a, of_b) / 2;
}

static bool may_be_same(const struct title *a, const struct title *b)
{
	return a->paper != b->paper && llabs(a->published - b->published) <= WINDOW_S &&
	       b->n_pairs >= MIN_PAIRS;
}

/* The titles that have a pair with the one in hand, and how many they have. */
static void meet(struct titles *titles, const struct title *title, story_ids *ret_met)
{
	for (uint32_t i = 0; i < title->n_pairs; i++) {
		uint32_t pair = titles->pairs.at[title->first_pair + i];
		const uint32_t *of = titles->buckets[bucket_of(pair)].of.at;
		size_t n = titles->buckets[bucket_of(pair)].of.len;
		for (size_t j = n > MAX_BUCKET ? n - MAX_BUCKET : 0; j < n; j++)
			if (titles->common.at[of[j]]++ == 0)
				*vec_push(ret_met) = of[j];
	}
}

/* What may be joined: a story alone, or a cluster. */
struct group {
	int64_t name;
	uint32_t title; /* one of it */
	double sum;
	uint32_t n;
};
struct groups {
	VEC(struct group) list;
};

static int64_t name_of(const struct title *title)
{
	return title->cluster ? title->cluster : title->story;
}

static struct group *find_group(struct groups *groups, int64_t name)
{
	vec_each (group, &groups->list)
		if (group->name == name)
			return group;
	return NULL;
}

static void add_likeness(struct titles *titles, struct groups *groups,
                         const struct title *title, uint32_t other)
{
	const struct title *met = &titles->list.at[other];
	struct group *group = find_group(groups, name_of(met));
	if (!group) {
		group = vec_push(&groups->list);
		*group = (struct group){ .name = name_of(met), .title = other };
	}
	group->n++;
	if (!contradict(titles, title, met))
		group->sum += likeness(titles, title, met);
}

/* The likely ones first; of clusters that those are in the others count, too. */
static void make_groups(struct titles *titles, const struct title *title,
                        const story_ids *met, struct groups *groups)
{
	vec_each (index, met) {
		uint32_t common = titles->common.at[*index];
		if (common * MIN_COMMON >= title->n_pairs &&
		    may_be_same(title, &titles->list.at[*index]))
			add_likeness(titles, groups, title, (uint32_t)*index);
	}
	vec_each (index, met) {
		const struct title *other = &titles->list.at[*index];
		uint32_t common = titles->common.at[*index];
		struct group *group = NULL;
		titles->common.at[*index] = 0;
		if (common * MIN_COMMON < title->n_pairs && other->cluster &&
		    may_be_same(title, other))
			group = find_group(groups, other->cluster);
		if (group)
			group->n++;
	}
}

/* The index of a title of what is most like the one in hand; UINT32_MAX: nothing is. */
static uint32_t find_like(struct titles *titles, uint32_t index)
{
	const struct title *title = &titles->list.at[index];
	story_ids met = { 0 };
	struct groups groups = { 0 };
	uint32_t found = UINT32_MAX;
	double best = ALIKE;
	meet(titles, title, &met);
	make_groups(titles, title, &met, &groups);
	vec_each (group, &groups.list) {
		double mean = group->sum / group->n;
		if (mean < best)
			continue;
		best = mean;
		found = group->title;
	}
	vec_done(&groups.list);
	vec_done(&met);
	return found;
}

/* --- writing --- */

static enum err set_cluster(struct store *store, struct title *title, int64_t cluster,
                            struct error *err)
{
	sqlite3_stmt *set =
	        db_statement(&store->db, "UPDATE story SET cluster = ?2 WHERE id = ?1");
	title->cluster = cluster;
	bind_numbers(set, title->story, cluster);
	return db_finish(&store->db, set, err);
}

static enum err join(struct store *store, uint32_t index, uint32_t like,
                     struct error *err)
{
	struct title *title = &store->titles->list.at[index];
	struct title *other = &store->titles->list.at[like];
	enum err code = ERR_OK;
	if (!other->cluster)
		code = set_cluster(store, other, other->story, err);
	return code == ERR_OK ? set_cluster(store, title, other->cluster, err) : code;
}

/* --- the work --- */

static int64_t number_for(struct store *store, sqlite3_stmt *get, int64_t with)
{
	bind_numbers(get, with);
	int64_t number = db_step(&store->db, get, NULL) == SQLITE_ROW
	                         ? sqlite3_column_int64(get, 0)
	                         : 0;
	sqlite3_reset(get);
	return number;
}

/* Stories to compare with stand up to three days before the oldest that is to be looked
 * at. */
static void begin_work(struct store *store, int64_t clustered)
{
	struct titles *titles = store->titles = mem_new(struct titles);
	titles->buckets = mem_zalloc(BUCKETS * sizeof(*titles->buckets));
	int64_t newest =
	        number_for(store,
	                   db_statement(&store->db,
	                                "SELECT max(published) + ?1 FROM story"),
	                   0);
	int64_t oldest =
	        number_for(store,
	                   db_statement(&store->db,
	                                "SELECT min(published) FROM story NOT INDEXED"
	                                "  WHERE id > ?1"),
	                   clustered);
	titles->clustered = clustered;
	titles->horizon = MAX(newest - OLD_S, oldest);
	titles->published = titles->horizon - WINDOW_S;
}

static void load_some(struct store *store)
{
	struct titles *titles = store->titles;
	int n = 0;
	sqlite3_stmt *get = db_statement(
	        &store->db,
	        "SELECT story.id, paper, published, cluster, title"
	        "  FROM story INDEXED BY story_published"
	        "  JOIN story_text ON story_text.id = story.id"
	        "  WHERE (published, story.id) > (?1, ?2) AND story.id <= ?3"
	        "  ORDER BY published, story.id LIMIT ?4");
	bind_numbers(get, titles->published, titles->id, titles->clustered,
	             LOADED_AT_ONCE);
	for (; db_step(&store->db, get, NULL) == SQLITE_ROW; n++) {
		uint32_t index = read_title(store, get);
		titles->published = titles->list.at[index].published;
		titles->id = titles->list.at[index].story;
		list_title(titles, index);
	}
	titles->is_loaded = n < LOADED_AT_ONCE;
}

static void forget_titles(struct titles *titles)
{
	for (size_t i = 0; titles->buckets && i < BUCKETS; i++)
		vec_done(&titles->buckets[i].of);
	vec_done(&titles->list);
	vec_done(&titles->pairs);
	vec_done(&titles->figures);
	vec_done(&titles->common);
	fold_text_done(&titles->text);
	free(titles->buckets);
	free(titles);
}

void cluster_rest(struct store *store)
{
	if (store->titles)
		forget_titles(take(store->titles));
}

/* --- two titles by themselves --- */

static struct title title_of(struct titles *titles, struct store *store,
                             struct str text)
{
	struct title title = { 0 };
	fold_text_clear(&titles->text);
	fold_text_add(store->fold, text, &titles->text);
	add_pairs(titles, &title);
	return title;
}

bool titles_are_alike(struct store *store, struct str a, struct str b)
{
	struct titles *titles = mem_new(struct titles);
	struct title one = title_of(titles, store, a);
	struct title other = title_of(titles, store, b);
	bool alike = one.n_pairs >= MIN_PAIRS && other.n_pairs >= MIN_PAIRS &&
	             !contradict(titles, &one, &other) &&
	             likeness(titles, &one, &other) >= ALIKE_ALONE;
	forget_titles(titles);
	return alike;
}

static enum err look_at(struct store *store, uint32_t index, struct error *err)
{
	struct titles *titles = store->titles;
	const struct title *title = &titles->list.at[index];
	enum err code = ERR_OK;
	if (title->n_pairs < MIN_PAIRS || title->published < titles->horizon)
		return ERR_OK;
	uint32_t like = find_like(titles, index);
	if (like != UINT32_MAX)
		code = join(store, index, like, err);
	list_title(titles, index);
	return code;
}

static bool look_at_next(struct store *store, enum err *ret_code, struct error *err)
{
	struct titles *titles = store->titles;
	sqlite3_stmt *get =
	        db_statement(&store->db,
	                     "SELECT story.id, paper, published, cluster, title"
	                     "  FROM story JOIN story_text ON story_text.id = story.id"
	                     "  WHERE story.id > ?1 ORDER BY story.id LIMIT 1");
	bind_numbers(get, titles->clustered);
	bool found = db_step(&store->db, get, NULL) == SQLITE_ROW;
	uint32_t index = found ? read_title(store, get) : 0;
	sqlite3_reset(get);
	if (!found)
		return false;
	*ret_code = look_at(store, index, err);
	titles->clustered = titles->list.at[index].story;
	if (*ret_code == ERR_OK)
		*ret_code =
		        store_set_number(store, "clustered", titles->clustered, err);
	return true;
}

bool cluster_next(struct store *store, enum err *ret_code, struct error *err)
{
	int64_t clustered = store_number(store, "clustered");
	if (store->titles && store->titles->clustered != clustered)
		cluster_rest(store); /* another instance went on */
	if (!store->titles)
		begin_work(store, clustered);
	if (store->titles->is_loaded)
		return look_at_next(store, ret_code, err);
	load_some(store);
	return true;
}
