/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stories by their ids. */
#include "hash.h"
#include "store-own.h"

#include <stdlib.h>

/* --- rows for a screen --- */

/* The paper of a story counts once, however often it lists it. */
static const char row_sql[] =
        "SELECT story.id, paper, flags, published, seen, title, url, summary, image,"
        "    source, guid, authors, categories, enclosures,"
        "    (SELECT group_concat(name, ' ') FROM tag WHERE tag.story = story.id),"
        "    (SELECT text FROM note WHERE note.story = story.id),"
        "    CASE cluster WHEN 0 THEN 1 ELSE (SELECT count(DISTINCT paper)"
        "        FROM story AS member WHERE member.cluster = story.cluster"
        "            AND member.cluster <> 0) END,"
        "    EXISTS(SELECT 1 FROM fresh WHERE fresh.story = story.id)"
        "        OR EXISTS(SELECT 1 FROM packed WHERE packed.story = story.id),"
        "    EXISTS(SELECT 1 FROM document WHERE document.url = story_text.url)"
        "  FROM story JOIN story_text ON story_text.id = story.id"
        "  WHERE story.id = ?1";

static struct story read_row(sqlite3_stmt *get)
{
	return (struct story){
		.id = sqlite3_column_int64(get, 0),
		.paper = sqlite3_column_int64(get, 1),
		.flags = (unsigned)sqlite3_column_int(get, 2),
		.published = sqlite3_column_int64(get, 3),
		.seen = sqlite3_column_int64(get, 4),
		.title = column_dup(get, 5),
		.url = column_dup(get, 6),
		.summary = column_dup(get, 7),
		.image = column_dup(get, 8),
		.source = column_dup(get, 9),
		.guid = column_dup(get, 10),
		.authors = column_dup(get, 11),
		.categories = column_dup(get, 12),
		.enclosures = column_dup(get, 13),
		.tags = column_dup(get, 14),
		.note = column_dup(get, 15),
		.papers = (uint32_t)sqlite3_column_int64(get, 16),
		.has_content = sqlite3_column_int(get, 17),
		.has_document = sqlite3_column_int(get, 18),
	};
}

enum err store_stories(struct store *store, const int64_t *ids, size_t n,
                       struct story *ret_stories, struct error *err)
{
	int code = SQLITE_DONE;
	sqlite3_stmt *get = db_statement(&store->db, row_sql);
	size_t i = 0;
	for (; i < n && (code == SQLITE_ROW || code == SQLITE_DONE); i++) {
		sqlite3_reset(get);
		bind_numbers(get, ids[i]);
		code = db_step(&store->db, get, err);
		ret_stories[i] =
		        code == SQLITE_ROW ? read_row(get) : (struct story){ 0 };
	}
	sqlite3_reset(get);
	if (code == SQLITE_ROW || code == SQLITE_DONE)
		return ERR_OK;
	while (i-- > 0)
		story_done(&ret_stories[i]);
	return ERR_STORE;
}

void story_done(struct story *story)
{
	char *const owned[] = { story->title,      story->url,     story->summary,
		                story->image,      story->source,  story->guid,
		                story->authors,    story->tags,    story->note,
		                story->categories, story->snippet, story->enclosures };
	for (size_t i = 0; i < ARRAY_SIZE(owned); i++)
		free(owned[i]);
	*story = (struct story){ 0 };
}

/* --- by address, by cluster --- */

enum err stories_at(struct store *store, struct str url, story_ids *ret_ids,
                    struct error *err)
{
	int code;
	sqlite3_stmt *get = db_statement(
	        &store->db,
	        "SELECT story FROM address JOIN story_text ON story_text.id = story"
	        "  WHERE hash = ?1 AND url = ?2 ORDER BY story");
	bind_numbers(get, (int64_t)hash_str(HASH_START, url));
	db_bind_str(get, 2, url);
	while ((code = db_step(&store->db, get, err)) == SQLITE_ROW)
		*vec_push(ret_ids) = sqlite3_column_int64(get, 0);
	return code == SQLITE_DONE ? ERR_OK : ERR_STORE;
}

int64_t store_story_at(struct store *store, struct str url)
{
	story_ids ids = { 0 };
	stories_at(store, url, &ids, NULL);
	int64_t first = ids.len ? ids.at[0] : 0;
	vec_done(&ids);
	return first;
}

enum err store_cluster(struct store *store, int64_t story, story_ids *ret_ids,
                       struct error *err)
{
	int code;
	size_t before = ret_ids->len;
	sqlite3_stmt *get = db_statement(
	        &store->db,
	        "SELECT id FROM story"
	        "  WHERE cluster = (SELECT cluster FROM story WHERE id = ?1)"
	        "    AND cluster <> 0 ORDER BY published DESC, id DESC");
	bind_numbers(get, story);
	while ((code = db_step(&store->db, get, err)) == SQLITE_ROW)
		*vec_push(ret_ids) = sqlite3_column_int64(get, 0);
	if (code != SQLITE_DONE)
		return ERR_STORE;
	if (ret_ids->len == before)
		*vec_push(ret_ids) = story;
	return ERR_OK;
}
