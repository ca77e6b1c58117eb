/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reader's stories as JSON lines (RFC 8259), for other programs. */
#include "store-own.h"

#include <time.h>

static void add_string(struct buf *b, struct str s)
{
	buf_add_char(b, '"');
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.at[i];
		if (c < 0x20)
			buf_printf(b, "\\u%04x", c);
		else if (c == '"' || c == '\\')
			buf_printf(b, "\\%c", c);
		else
			buf_add_char(b, (char)c);
	}
	buf_add_char(b, '"');
}

static void add_time(struct buf *b, int64_t seconds)
{
	char text[32];
	struct tm parts;
	time_t time = (time_t)seconds;
	strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&time, &parts));
	add_string(b, str_of(text));
}

/* "a b" or "a\nb" as ["a","b"]. */
static void add_array(struct buf *b, struct str list, char between)
{
	const char *comma = "";
	buf_add_char(b, '[');
	while (list.at && list.len) {
		buf_add_text(b, comma);
		add_string(b, str_cut(&list, between));
		comma = ",";
	}
	buf_add_char(b, ']');
}

enum { FIRST_TEXT = 4 };
static const char *const texts[] = { "paper", "title",   "url",  "id",
	                             "image", "summary", "note", "source" };

static void add_story(struct buf *b, sqlite3_stmt *get)
{
	static const char *const bits[] = { "read", "starred", "saved", "killed" };
	int flags = sqlite3_column_int(get, 1);
	int column = FIRST_TEXT;
	buf_add_text(b, "{\"published\":");
	add_time(b, sqlite3_column_int64(get, 2));
	buf_add_text(b, ",\"seen\":");
	add_time(b, sqlite3_column_int64(get, 3));
	for (size_t i = 0; i < ARRAY_SIZE(bits); i++)
		buf_printf(b, ",\"%s\":%s", bits[i], flags >> i & 1 ? "true" : "false");
	for (size_t i = 0; i < ARRAY_SIZE(texts); i++, column++) {
		buf_printf(b, ",\"%s\":", texts[i]);
		if (sqlite3_column_type(get, column) == SQLITE_NULL)
			buf_add_text(b, "null");
		else
			add_string(b, db_column_str(get, column));
	}
	buf_add_text(b, ",\"authors\":");
	add_array(b, db_column_str(get, column++), '\n');
	buf_add_text(b, ",\"categories\":");
	add_array(b, db_column_str(get, column++), '\n');
	buf_add_text(b, ",\"tags\":");
	add_array(b, db_column_str(get, column), ' ');
	buf_add_char(b, '}');
}

static const char export_sql[] =
        "SELECT story.id, flags, published, seen, paper.url, story_text.title,"
        "    story_text.url, guid, image, summary,"
        "    (SELECT text FROM note WHERE note.story = story.id), source,"
        "    authors, categories,"
        "    (SELECT group_concat(name, ' ') FROM tag WHERE tag.story = story.id)"
        "  FROM story JOIN story_text ON story_text.id = story.id"
        "  JOIN paper ON paper.id = story.paper ORDER BY story.id";

enum err store_export(struct store *store, bool (*line)(void *data, struct str json),
                      void *data, struct error *err)
{
	int code;
	auto_buf b = BUF_INIT(BUF_MAX_TEXT);
	sqlite3_stmt *get = db_statement(&store->db, export_sql);
	while ((code = db_step(&store->db, get, err)) == SQLITE_ROW) {
		buf_clear(&b);
		add_story(&b, get);
		if (!line(data, buf_str(&b)))
			break;
	}
	sqlite3_reset(get);
	return code == SQLITE_DONE || code == SQLITE_ROW ? ERR_OK : ERR_STORE;
}
