/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A listing becomes rows.
 *
 * Most of what a refresh brings is known: then one look into `known` finds the story
 * and the stamp of its text, and nothing is written.  A story is known by what the feed
 * calls it, else by its address, else by its title.  Feeds also change what they call
 * their stories: then the same address and title make it the same story. */
#include "hash.h"
#include "store-own.h"

#include "baolan/base/buf.h"
#include "baolan/base/pack.h"
#include "baolan/text/date.h"

#include <stdlib.h>

/* Stories further down a list have no place: it would count next to nothing. */
enum { LAST_PLACE = 10 };
/* A date later than this is a mistake. */
enum { FUTURE_S = 86400 };

struct entry { /* borrowed from the listing */
	struct str title, url, guid, summary, image, source;
	struct str authors, categories, enclosures, content, base;
	int64_t published; /* 0: not said */
	int64_t key, stamp;
};

struct intake { /* of one listing */
	struct store *store;
	int64_t paper, now;
	int64_t next_id;
	struct refresh_result result;
	struct count_changes counts;
	VEC(int64_t) listed;
};

/* --- entries --- */

static int64_t entry_time(const struct doc *doc, const struct doc_story *story,
                          int64_t now)
{
	int64_t seconds;
	struct str text = doc_str(doc, story->published);
	if (!text.len)
		text = doc_str(doc, story->updated);
	if (!text.len || !date_to_seconds(text, &seconds))
		return 0;
	return seconds <= 0 || seconds > now + FUTURE_S ? 0 : seconds;
}

static int64_t entry_key(const struct entry *entry)
{
	struct str name = entry->guid.len  ? entry->guid
	                  : entry->url.len ? entry->url
	                                   : entry->title;
	return (int64_t)hash_str(HASH_START, name);
}

static int64_t address_hash(struct str url)
{
	return (int64_t)hash_str(HASH_START, url);
}

static int64_t entry_stamp(const struct entry *entry)
{
	const struct str parts[] = { entry->title,      entry->url,       entry->guid,
		                     entry->summary,    entry->image,     entry->source,
		                     entry->authors,    entry->content,   entry->base,
		                     entry->categories, entry->enclosures };
	uint64_t stamp = hash_word(HASH_START, (uint64_t)entry->published);
	for (size_t i = 0; i < ARRAY_SIZE(parts); i++)
		stamp = hash_str(stamp, parts[i]);
	return (int64_t)stamp;
}

static struct entry entry_of(const struct doc *doc, const struct doc_story *story,
                             int64_t now)
{
	struct entry entry = {
		.title = doc_str(doc, story->title),
		.url = doc_str(doc, story->url),
		.guid = doc_str(doc, story->id),
		.summary = doc_str(doc, story->summary),
		.image = doc_str(doc, story->image),
		.source = doc_str(doc, story->source),
		.authors = doc_str(doc, story->authors),
		.categories = doc_str(doc, story->categories),
		.enclosures = doc_str(doc, story->enclosures),
		.content = doc_str(doc, story->content),
		.base = doc_str(doc, story->base),
		.published = entry_time(doc, story, now),
	};
	if (!entry.title.at)
		entry.title = STR("");
	entry.key = entry_key(&entry);
	entry.stamp = entry_stamp(&entry);
	return entry;
}

/* Nothing that could be shown or opened. */
static bool is_nothing(const struct entry *entry)
{
	return !entry->title.len && !entry->url.len && !entry->content.len &&
	       !entry->summary.len;
}

/* --- writing one --- */

static enum err put_story(struct intake *in, const struct entry *entry, int64_t id,
                          struct error *err)
{
	sqlite3_stmt *put = db_statement(
	        &in->store->db,
	        "INSERT INTO story(id, paper, published, seen) VALUES(?1, ?2, ?3, ?4)");
	bind_numbers(put, id, in->paper, entry->published ? entry->published : in->now,
	             in->now);
	return db_finish(&in->store->db, put, err);
}

static enum err put_text(struct intake *in, const struct entry *entry, int64_t id,
                         struct error *err)
{
	const struct str columns[] = { entry->title,      entry->url,
		                       entry->guid,       entry->summary,
		                       entry->image,      entry->source,
		                       entry->authors,    entry->categories,
		                       entry->enclosures, entry->base };
	sqlite3_stmt *put = db_statement(
	        &in->store->db,
	        "INSERT OR REPLACE INTO story_text(id, title, url, guid, summary, image,"
	        "    source, authors, categories, enclosures, base)"
	        "  VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)");
	sqlite3_bind_int64(put, 1, id);
	for (size_t i = 0; i < ARRAY_SIZE(columns); i++)
		db_bind_str(put, (int)i + 2,
		            i && !columns[i].len ? STR_NONE : columns[i]);
	return db_finish(&in->store->db, put, err);
}

static enum err put_content(struct intake *in, const struct entry *entry, int64_t id,
                            struct error *err)
{
	if (!entry->content.len)
		return ERR_OK;
	sqlite3_stmt *put = db_statement(
	        &in->store->db,
	        "INSERT OR REPLACE INTO fresh(story, html) VALUES(?1, ?2)");
	sqlite3_bind_int64(put, 1, id);
	db_bind_str(put, 2, entry->content);
	return db_finish(&in->store->db, put, err);
}

static enum err put_known(struct intake *in, const struct entry *entry, int64_t id,
                          struct error *err)
{
	sqlite3_stmt *put =
	        db_statement(&in->store->db,
	                     "INSERT OR REPLACE INTO known(paper, key, story, stamp)"
	                     "  VALUES(?1, ?2, ?3, ?4)");
	bind_numbers(put, in->paper, entry->key, id, entry->stamp);
	return db_finish(&in->store->db, put, err);
}

static enum err put_address(struct intake *in, const struct entry *entry, int64_t id,
                            struct error *err)
{
	if (!entry->url.len)
		return ERR_OK;
	sqlite3_stmt *put = db_statement(
	        &in->store->db,
	        "INSERT OR IGNORE INTO address(hash, story) VALUES(?1, ?2)");
	bind_numbers(put, address_hash(entry->url), id);
	return db_finish(&in->store->db, put, err);
}

static enum err put_all_texts(struct intake *in, const struct entry *entry, int64_t id,
                              struct error *err)
{
	enum err code = put_text(in, entry, id, err);
	if (code == ERR_OK)
		code = put_content(in, entry, id, err);
	if (code == ERR_OK)
		code = put_known(in, entry, id, err);
	if (code == ERR_OK)
		code = put_address(in, entry, id, err);
	return code;
}

static enum err add_story(struct intake *in, const struct entry *entry, int64_t *ret_id,
                          struct error *err)
{
	int64_t id = in->next_id++;
	enum err code = put_story(in, entry, id, err);
	if (code == ERR_OK)
		code = put_all_texts(in, entry, id, err);
	if (code != ERR_OK)
		return code;
	count_change(&in->counts, in->paper, -1, 0);
	in->result.new_stories++;
	*ret_id = id;
	return ERR_OK;
}

/* --- what is known --- */

static enum err set_published(struct intake *in, const struct entry *entry, int64_t id,
                              struct error *err)
{
	if (!entry->published)
		return ERR_OK;
	sqlite3_stmt *set = db_statement(
	        &in->store->db,
	        "UPDATE story SET published = ?2 WHERE id = ?1 AND published <> ?2");
	bind_numbers(set, id, entry->published);
	return db_finish(&in->store->db, set, err);
}

static enum err drop_texts(struct intake *in, int64_t id, struct error *err)
{
	struct db *db = &in->store->db;
	static const char *const drops[] = {
		"DELETE FROM fresh WHERE story = ?1",
		"DELETE FROM packed WHERE story = ?1",
		"DELETE FROM address WHERE story = ?1 AND hash = ?2",
	};
	sqlite3_stmt *get =
	        db_statement(db, "SELECT url FROM story_text WHERE id = ?1");
	sqlite3_bind_int64(get, 1, id);
	int64_t hash = db_step(db, get, NULL) == SQLITE_ROW
	                       ? address_hash(db_column_str(get, 0))
	                       : 0;
	sqlite3_reset(get);
	enum err code = ERR_OK;
	for (size_t i = 0; i < ARRAY_SIZE(drops) && code == ERR_OK; i++) {
		sqlite3_stmt *drop = db_statement(db, drops[i]);
		sqlite3_bind_int64(drop, 1, id);
		if (sqlite3_bind_parameter_count(drop) > 1)
			sqlite3_bind_int64(drop, 2, hash);
		code = db_finish(db, drop, err);
	}
	return code;
}

static enum err change_story(struct intake *in, const struct entry *entry, int64_t id,
                             struct error *err)
{
	enum err code = drop_texts(in, id, err);
	if (code == ERR_OK)
		code = put_all_texts(in, entry, id, err);
	if (code == ERR_OK)
		code = set_published(in, entry, id, err);
	if (code == ERR_OK)
		code = index_again(in->store, id, err);
	in->result.changed += code == ERR_OK;
	return code;
}

struct known {
	int64_t story; /* 0: not known */
	int64_t stamp;
};

static struct known find_known(struct intake *in, const struct entry *entry)
{
	sqlite3_stmt *get = db_statement(
	        &in->store->db,
	        "SELECT story, stamp FROM known WHERE paper = ?1 AND key = ?2");
	struct known known = { 0 };
	bind_numbers(get, in->paper, entry->key);
	if (db_step(&in->store->db, get, NULL) == SQLITE_ROW)
		known = (struct known){ sqlite3_column_int64(get, 0),
			                sqlite3_column_int64(get, 1) };
	sqlite3_reset(get);
	return known;
}

/* The same story under another name: this paper, this address, this title. */
static int64_t find_renamed(struct intake *in, const struct entry *entry)
{
	if (!entry->url.len)
		return 0;
	sqlite3_stmt *get = db_statement(
	        &in->store->db,
	        "SELECT story.id FROM address"
	        "  JOIN story ON story.id = address.story"
	        "  JOIN story_text ON story_text.id = story.id"
	        "  WHERE hash = ?1 AND paper = ?2 AND url = ?3 AND title = ?4 LIMIT 1");
	bind_numbers(get, address_hash(entry->url), in->paper);
	db_bind_str(get, 3, entry->url);
	db_bind_str(get, 4, entry->title);
	int64_t id = db_step(&in->store->db, get, NULL) == SQLITE_ROW
	                     ? sqlite3_column_int64(get, 0)
	                     : 0;
	sqlite3_reset(get);
	return id;
}

static enum err take_entry(struct intake *in, const struct entry *entry,
                           struct error *err)
{
	struct known known = find_known(in, entry);
	int64_t id = known.story ? known.story : find_renamed(in, entry);
	enum err code = ERR_OK;
	if (!id)
		code = add_story(in, entry, &id, err);
	else if (known.stamp != entry->stamp)
		code = change_story(in, entry, id, err);
	*vec_push(&in->listed) = id;
	return code;
}

/* --- the listing --- */

/* Ids are never given again, also not those of the newest that retention took. */
static int64_t next_id(struct store *store)
{
	sqlite3_stmt *get =
	        db_statement(&store->db,
	                     "SELECT max(coalesce((SELECT max(id) FROM story), 0),"
	                     "           coalesce((SELECT number FROM meta"
	                     "                       WHERE name = 'last_id'), 0)) + 1");
	int64_t id = db_step(&store->db, get, NULL) == SQLITE_ROW
	                     ? sqlite3_column_int64(get, 0)
	                     : 1;
	sqlite3_reset(get);
	return id;
}

static enum err name_paper(struct intake *in, const struct doc *listing,
                           struct error *err)
{
	sqlite3_stmt *set = db_statement(
	        &in->store->db,
	        "UPDATE paper SET title = coalesce(?2, title), home = coalesce(?3, home)"
	        "  WHERE id = ?1 AND (title IS NOT coalesce(?2, title)"
	        "                  OR home IS NOT coalesce(?3, home))");
	struct str title = doc_field(listing, DOC_TITLE);
	struct str home = doc_field(listing, DOC_HOME);
	sqlite3_bind_int64(set, 1, in->paper);
	db_bind_str(set, 2, title.len ? title : doc_field(listing, DOC_SITE));
	db_bind_str(set, 3, home);
	return db_finish(&in->store->db, set, err);
}

static enum err set_listed(struct intake *in, struct error *err)
{
	sqlite3_stmt *set = db_statement(
	        &in->store->db,
	        "UPDATE paper SET listed = ?2 WHERE id = ?1 AND listed IS NOT ?2");
	sqlite3_bind_int64(set, 1, in->paper);
	sqlite3_bind_blob64(set, 2, in->listed.len ? (void *)in->listed.at : "",
	                    in->listed.len * sizeof(int64_t), SQLITE_STATIC);
	return db_finish(&in->store->db, set, err);
}

/* The order of a feed that is by time tells nothing of how high a paper places a story;
 * that of a page without times, or in another order, is its editors'. */
static bool is_by_time(const struct doc *doc, const struct doc_story *stories,
                       uint32_t n, int64_t now)
{
	int64_t before = INT64_MAX;
	uint32_t dated = 0;
	for (uint32_t i = 0; i < n; i++) {
		int64_t published = entry_time(doc, &stories[i], now);
		if (published > before)
			return false;
		if (published)
			before = published;
		dated += published != 0;
	}
	return dated * 2 > n;
}

static enum err put_place(struct intake *in, int64_t story, uint32_t place,
                          struct error *err)
{
	sqlite3_stmt *put =
	        db_statement(&in->store->db,
	                     "INSERT INTO placed(story, place) VALUES(?1, ?2)"
	                     "  ON CONFLICT(story) DO UPDATE SET place = excluded.place"
	                     "    WHERE excluded.place < place");
	bind_numbers(put, story, place);
	return db_finish(&in->store->db, put, err);
}

/* From the last to the first: among stories of one second the first listed gets the
 * highest id, and stands first. */
static enum err take_entries(struct intake *in, const struct doc *listing,
                             struct error *err)
{
	const struct doc_list *list = doc_list_of(listing, LIST_STORIES, PERIOD_OTHER);
	const struct doc_story *stories = list ? doc_stories(listing, list) : NULL;
	uint32_t n = list ? list->count : 0;
	bool edited = n > 1 && !is_by_time(listing, stories, n, in->now);
	enum err code = ERR_OK;
	for (uint32_t i = n; i-- > 0 && code == ERR_OK;) {
		struct entry entry = entry_of(listing, &stories[i], in->now);
		if (is_nothing(&entry))
			continue;
		code = take_entry(in, &entry, err);
		if (code == ERR_OK && edited && i < LAST_PLACE)
			code = put_place(in, *vec_last(&in->listed), i + 1, err);
	}
	return code;
}

enum err store_refreshed(struct store *store, int64_t paper, const struct doc *listing,
                         int64_t now, struct refresh_result *ret_result,
                         struct error *err)
{
	struct intake in = { .store = store, .paper = paper, .now = now };
	enum err code = store_write(store, err);
	if (code != ERR_OK)
		return code;
	in.next_id = in.result.first_new = next_id(store);
	code = name_paper(&in, listing, err);
	if (code == ERR_OK)
		code = take_entries(&in, listing, err);
	if (code == ERR_OK)
		code = set_listed(&in, err);
	if (code == ERR_OK)
		code = counts_apply(store, &in.counts, err);
	code = db_end(&store->db, code, err);
	if (code == ERR_OK && ret_result)
		*ret_result = in.result;
	count_changes_done(&in.counts);
	vec_done(&in.listed);
	return code;
}
