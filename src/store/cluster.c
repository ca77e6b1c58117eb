/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who tells the same: stories of different papers, published within three days, whose
 * titles are nearly the same.
 *
 * Titles are compared by the pairs of neighbouring characters they have in common
 * (Dice's coefficient).  Which titles to compare at all is told by lists of those that
 * have a pair; pairs that half the papers use tell nothing and are passed over.  The
 * lists are in memory while there is work, and are made anew from the last days' titles
 * when work begins.  What is older than two weeks is left alone. */
#include "fold.h"
#include "store-own.h"

#include <stdlib.h>

enum {
	WINDOW_S = 3 * 86400,
	OLD_S = 14 * 86400, /* before the newest story */
	LOADED_AT_ONCE = 64,
	MIN_PAIRS = 5,     /* shorter titles are headings: 快讯, 早间天气 */
	BUCKETS = 1 << 15, /* of pairs, by their hash */
	MAX_BUCKET = 400,  /* a longer list is of a pair that tells nothing */
	ALIKE_PERCENT = 60,
};

struct title {
	int64_t story, paper, published, cluster;
	uint32_t first_pair, n_pairs; /* in titles->pairs, sorted */
	uint64_t digits;              /* a hash of the figures in it; 0: none */
};

struct titles {
	VEC(struct title) list;
	VEC(uint32_t) pairs;
	struct {
		VEC(uint32_t) of; /* indices of titles */
	} buckets[BUCKETS];
	VEC(uint16_t) common; /* of each title: pairs shared with the one in hand */
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

/* Letters and figures alone; figures apart, too: 第3期 is not 第4期. */
static void add_pairs(struct titles *titles, struct title *title)
{
	uint32_t last = 0;
	const struct fold_text *text = &titles->text;
	title->first_pair = (uint32_t)titles->pairs.len;
	for (size_t i = 0; i < text->len; i++) {
		uint32_t c = text->chars[i];
		if (fold_kind(c) == FOLD_OTHER)
			continue;
		if (c >= '0' && c <= '9')
			title->digits = (title->digits + c) * UINT64_C(1099511628211);
		if (last)
			*vec_push(&titles->pairs) = last * UINT32_C(2654435761) ^ c;
		last = c;
	}
	title->n_pairs = (uint32_t)titles->pairs.len - title->first_pair;
	if (title->n_pairs)
		qsort(titles->pairs.at + title->first_pair, title->n_pairs,
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

static uint32_t count_shared(const struct titles *titles, const struct title *a,
                             const struct title *b)
{
	const uint32_t *x = titles->pairs.at + a->first_pair, *x_end = x + a->n_pairs;
	const uint32_t *y = titles->pairs.at + b->first_pair, *y_end = y + b->n_pairs;
	uint32_t shared = 0;
	while (x < x_end && y < y_end) {
		shared += *x == *y;
		uint32_t was = *x;
		x += was <= *y;
		y += *y <= was;
	}
	return shared;
}

static int likeness(const struct titles *titles, const struct title *a,
                    const struct title *b)
{
	return (int)(200 * count_shared(titles, a, b) / (a->n_pairs + b->n_pairs));
}

static bool may_be_same(const struct title *a, const struct title *b)
{
	return a->paper != b->paper && a->digits == b->digits &&
	       llabs(a->published - b->published) <= WINDOW_S &&
	       b->n_pairs >= MIN_PAIRS;
}

/* The index of the title that is most like the one in hand; UINT32_MAX: none is. */
static uint32_t find_like(struct titles *titles, uint32_t index)
{
	const struct title *title = &titles->list.at[index];
	VEC(uint32_t) met = { 0 };
	for (uint32_t i = 0; i < title->n_pairs; i++) {
		uint32_t pair = titles->pairs.at[title->first_pair + i];
		const uint32_t *of = titles->buckets[bucket_of(pair)].of.at;
		size_t n = titles->buckets[bucket_of(pair)].of.len;
		for (size_t j = n > MAX_BUCKET ? n - MAX_BUCKET : 0; j < n; j++)
			if (titles->common.at[of[j]]++ == 0)
				*vec_push(&met) = of[j];
	}
	uint32_t found = UINT32_MAX;
	int best = ALIKE_PERCENT - 1;
	for (size_t i = 0; i < met.len; i++) {
		const struct title *other = &titles->list.at[met.at[i]];
		uint32_t common = titles->common.at[met.at[i]];
		titles->common.at[met.at[i]] = 0;
		if (common * 3 < title->n_pairs || !may_be_same(title, other))
			continue;
		int like = likeness(titles, title, other);
		if (like > best) {
			best = like;
			found = met.at[i];
		}
	}
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

void cluster_rest(struct store *store)
{
	struct titles *titles = store->titles;
	if (!titles)
		return;
	for (size_t i = 0; i < BUCKETS; i++)
		vec_done(&titles->buckets[i].of);
	vec_done(&titles->list);
	vec_done(&titles->pairs);
	vec_done(&titles->common);
	fold_text_done(&titles->text);
	free(titles);
	store->titles = NULL;
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
