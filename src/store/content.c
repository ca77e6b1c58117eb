/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The long texts: what feeds brought, and the articles that are kept. */
#include "content.h"
#include "pack.h"
#include "strip.h"

#include "baolan/base/i18n.h"

#include <stdlib.h>

/* --- what a feed brought --- */

static bool read_fresh(struct store *store, int64_t story, struct buf *ret_html)
{
	sqlite3_stmt *get =
	        db_statement(&store->db, "SELECT html FROM fresh WHERE story = ?1");
	bind_numbers(get, story);
	bool found = db_step(&store->db, get, NULL) == SQLITE_ROW;
	if (found)
		found = buf_add_str(ret_html, db_column_str(get, 0));
	sqlite3_reset(get);
	return found;
}

static bool inflate_column(sqlite3_stmt *get, struct buf *b)
{
	int64_t size = sqlite3_column_int64(get, 0);
	struct str packed = str_make(sqlite3_column_blob(get, 1),
	                             (size_t)sqlite3_column_bytes(get, 1));
	return size >= 0 && pack_inflate(packed, (size_t)size, b);
}

static bool read_packed(struct store *store, int64_t story, struct buf *ret_html)
{
	sqlite3_stmt *get =
	        db_statement(&store->db,
	                     "SELECT size, html FROM packed WHERE story = ?1");
	bind_numbers(get, story);
	bool found = db_step(&store->db, get, NULL) == SQLITE_ROW &&
	             inflate_column(get, ret_html);
	sqlite3_reset(get);
	return found;
}

/* Append the HTML that the feed brought; false when it brought none. */
static bool content_read(struct store *store, int64_t story, struct buf *ret_html)
{
	return read_packed(store, story, ret_html) ||
	       read_fresh(store, story, ret_html);
}

static void read_base(struct store *store, int64_t story, struct buf *ret_base)
{
	sqlite3_stmt *get =
	        db_statement(&store->db,
	                     "SELECT coalesce(base, story_text.url, paper.url)"
	                     "  FROM story JOIN story_text ON story_text.id = story.id"
	                     "  JOIN paper ON paper.id = story.paper"
	                     "  WHERE story.id = ?1");
	bind_numbers(get, story);
	if (db_step(&store->db, get, NULL) == SQLITE_ROW)
		buf_add_str(ret_base, db_column_str(get, 0));
	sqlite3_reset(get);
}

enum err store_content(struct store *store, int64_t story, struct buf *ret_html,
                       struct buf *ret_base, struct error *err)
{
	if (!content_read(store, story, ret_html))
		return err_set(err, ERR_EMPTY, _("The feed brought no text of it"));
	read_base(store, story, ret_base);
	return ERR_OK;
}

enum err content_pack(struct store *store, int64_t story, struct error *err)
{
	auto_buf html = BUF_INIT(BUF_MAX_TEXT), packed = BUF_INIT(BUF_MAX_TEXT);
	if (!read_fresh(store, story, &html))
		return ERR_OK;
	pack_deflate(buf_str(&html), &packed);
	if (packed.over)
		return ERR_OK;
	sqlite3_stmt *put = db_statement(
	        &store->db,
	        "INSERT OR REPLACE INTO packed(story, size, html) VALUES(?1, ?2, ?3)");
	bind_numbers(put, story, (int64_t)html.len);
	sqlite3_bind_blob64(put, 3, packed.at, packed.len, SQLITE_STATIC);
	enum err code = db_finish(&store->db, put, err);
	if (code != ERR_OK)
		return code;
	sqlite3_stmt *drop =
	        db_statement(&store->db, "DELETE FROM fresh WHERE story = ?1");
	bind_numbers(drop, story);
	return db_finish(&store->db, drop, err);
}

/* --- what is searched --- */

/* Append a text column of story_text; false when there is no such story. */
static bool add_column(struct store *store, sqlite3_stmt *get, int64_t story,
                       struct buf *b)
{
	bind_numbers(get, story);
	bool found = db_step(&store->db, get, NULL) == SQLITE_ROW;
	if (found)
		buf_add_str(b, db_column_str(get, 0));
	sqlite3_reset(get);
	return found;
}

bool content_title(struct store *store, int64_t story, struct buf *ret_title)
{
	return add_column(store,
	                  db_statement(&store->db,
	                               "SELECT title FROM story_text WHERE id = ?1"),
	                  story, ret_title);
}

static void add_document_text(const struct doc *doc, struct buf *b)
{
	uint32_t n;
	const struct doc_block *blocks = doc_blocks(doc, &n);
	for (uint32_t i = 0; i < n; i++) {
		doc_block_text(doc, &blocks[i], b);
		buf_add_char(b, '\n');
	}
}

static bool add_kept_text(struct store *store, int64_t story, struct buf *b)
{
	auto_buf url = BUF_INIT(BUF_MAX_TEXT), block = BUF_INIT(BUF_MAX_TEXT);
	int64_t kept;
	add_column(store,
	           db_statement(&store->db, "SELECT url FROM story_text WHERE id = ?1"),
	           story, &url);
	if (!url.len ||
	    store_document(store, buf_str(&url), &block, &kept, NULL) != ERR_OK)
		return false;
	add_document_text(doc_check(buf_str(&block), NULL), b);
	return true;
}

bool content_text(struct store *store, int64_t story, struct buf *ret_text)
{
	auto_buf html = BUF_INIT(BUF_MAX_TEXT);
	if (add_kept_text(store, story, ret_text))
		return true;
	if (content_read(store, story, &html)) {
		strip_html(buf_str(&html), ret_text);
		return true;
	}
	return add_column(store,
	                  db_statement(&store->db,
	                               "SELECT summary FROM story_text WHERE id = ?1"),
	                  story, ret_text);
}

/* --- articles --- */

static enum err put_document(struct store *store, struct str url, struct str block,
                             int64_t now, struct error *err)
{
	auto_buf packed = BUF_INIT(BUF_MAX_TEXT);
	pack_deflate(block, &packed);
	if (packed.over)
		return err_set(err, ERR_LIMIT, _("The article is too long to be kept"));
	sqlite3_stmt *put = db_statement(
	        &store->db,
	        "INSERT INTO document(url, kept, size, block) VALUES(?1, ?2, ?3, ?4)"
	        "  ON CONFLICT(url) DO UPDATE SET kept = ?2, size = ?3, block = ?4");
	db_bind_str(put, 1, url);
	sqlite3_bind_int64(put, 2, now);
	sqlite3_bind_int64(put, 3, (int64_t)block.len);
	sqlite3_bind_blob64(put, 4, packed.at, packed.len, SQLITE_STATIC);
	return db_finish(&store->db, put, err);
}

/* The article is the text of every story with its address, in whichever paper. */
static enum err index_all_at(struct store *store, struct str url, struct error *err)
{
	story_ids ids = { 0 };
	enum err code = stories_at(store, url, &ids, err);
	for (size_t i = 0; i < ids.len && code == ERR_OK; i++)
		code = index_again(store, ids.at[i], err);
	vec_done(&ids);
	return code;
}

enum err store_keep_document(struct store *store, struct str url, const struct doc *doc,
                             int64_t now, struct error *err)
{
	enum err code = store_write(store, err);
	if (code != ERR_OK)
		return code;
	struct str block = str_make((const char *)doc, doc_size(doc));
	code = put_document(store, url, block, now, err);
	if (code == ERR_OK)
		code = index_all_at(store, url, err);
	return db_end(&store->db, code, err);
}

static bool read_document(struct store *store, struct str url, struct buf *block,
                          int64_t *ret_kept)
{
	sqlite3_stmt *get =
	        db_statement(&store->db,
	                     "SELECT size, block, kept FROM document WHERE url = ?1");
	db_bind_str(get, 1, url);
	bool found = db_step(&store->db, get, NULL) == SQLITE_ROW &&
	             inflate_column(get, block);
	if (found)
		*ret_kept = sqlite3_column_int64(get, 2);
	sqlite3_reset(get);
	return found;
}

enum err store_document(struct store *store, struct str url, struct buf *ret_block,
                        int64_t *ret_kept, struct error *err)
{
	auto_buf block = BUF_INIT(ret_block->max);
	int64_t kept;
	if (!read_document(store, url, &block, &kept) ||
	    !doc_check(buf_str(&block), NULL))
		return err_set(err, ERR_EMPTY, _("%.*s is not kept here"),
		               STR_ARG(url));
	buf_add_str(ret_block, buf_str(&block));
	*ret_kept = kept;
	return ERR_OK;
}
