/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables of news.db.
 *
 * A story is two rows: `story` holds what lists are made of, some 30 bytes, so that a
 * scan over 100,000 reads 3 MB and a mark rewrites little; `story_text` holds what is
 * shown.  Content stands apart again: `fresh` as it came, `packed` deflated by idle
 * slices.  `known` and `address` find stories by hashes of what strangers call them, 8
 * bytes instead of 80; whoever looks there compares the text itself. */
#include "store-own.h"
#include "tokens.h"

/* clang-format off */
static const char version_1[] =
	"CREATE TABLE meta("
	"	name TEXT PRIMARY KEY, number INTEGER) WITHOUT ROWID;"

	/* place: in the papers file, from 0; NULL: not followed any more.
	 * listed: the ids of the stories that its last listing had. */
	"CREATE TABLE paper("
	"	id INTEGER PRIMARY KEY, url TEXT NOT NULL UNIQUE, place INTEGER,"
	"	title TEXT, home TEXT, refreshed INTEGER NOT NULL DEFAULT 0,"
	"	due INTEGER NOT NULL DEFAULT 0, failures INTEGER NOT NULL DEFAULT 0,"
	"	gone INTEGER NOT NULL DEFAULT 0, moved TEXT, trouble TEXT,"
	"	total INTEGER NOT NULL DEFAULT 0, unread INTEGER NOT NULL DEFAULT 0,"
	"	listed BLOB);"

	/* flags: enum story_flag.  cluster: the id of its first member; 0: alone.
	 * version: of its text, see index.c. */
	"CREATE TABLE story("
	"	id INTEGER PRIMARY KEY, paper INTEGER NOT NULL,"
	"	published INTEGER NOT NULL, seen INTEGER NOT NULL,"
	"	flags INTEGER NOT NULL DEFAULT 0, cluster INTEGER NOT NULL DEFAULT 0,"
	"	version INTEGER NOT NULL DEFAULT 0);"
	"CREATE INDEX story_published ON story(published);"
	"CREATE INDEX story_paper ON story(paper, published);"
	"CREATE INDEX story_unread ON story(published) WHERE flags & 1 = 0;"
	"CREATE INDEX story_starred ON story(published) WHERE flags & 2 = 2;"
	"CREATE INDEX story_cluster ON story(cluster) WHERE cluster <> 0;"

	"CREATE TABLE story_text("
	"	id INTEGER PRIMARY KEY, title TEXT NOT NULL, url TEXT, guid TEXT,"
	"	summary TEXT, image TEXT, source TEXT, authors TEXT, categories TEXT,"
	"	enclosures TEXT, base TEXT);"
	"CREATE TABLE known("
	"	paper INTEGER, key INTEGER, story INTEGER NOT NULL, stamp INTEGER NOT NULL,"
	"	PRIMARY KEY(paper, key)) WITHOUT ROWID;"
	"CREATE TABLE address("
	"	hash INTEGER, story INTEGER, PRIMARY KEY(hash, story)) WITHOUT ROWID;"
	"CREATE TABLE fresh(story INTEGER PRIMARY KEY, html TEXT NOT NULL);"
	"CREATE TABLE packed("
	"	story INTEGER PRIMARY KEY, size INTEGER NOT NULL, html BLOB NOT NULL);"

	/* Articles as they were read, by address; size: before deflating. */
	"CREATE TABLE document("
	"	id INTEGER PRIMARY KEY, url TEXT NOT NULL UNIQUE, kept INTEGER NOT NULL,"
	"	size INTEGER NOT NULL, block BLOB NOT NULL);"

	"CREATE TABLE tag("
	"	name TEXT, story INTEGER, PRIMARY KEY(name, story)) WITHOUT ROWID;"
	"CREATE INDEX tag_story ON tag(story);"
	"CREATE TABLE note(story INTEGER PRIMARY KEY, text TEXT NOT NULL);"

	/* Whose text changed after it was indexed, see index.c. */
	"CREATE TABLE again(story INTEGER PRIMARY KEY);"

	/* What can be undone, see journal.c. */
	"CREATE TABLE step("
	"	id INTEGER PRIMARY KEY AUTOINCREMENT, kind INTEGER NOT NULL,"
	"	undone INTEGER NOT NULL DEFAULT 0, data BLOB NOT NULL);";
/* clang-format on */

/* clang-format off */
/* Without texts, positions and sizes: see tokens.h.  Segments are merged by index.c in
 * small portions; FTS5 itself would now and then merge for half a second. */
static const char version_2[] =
	"CREATE VIRTUAL TABLE words USING fts5("
	"	text, content = '', detail = none, columnsize = 0, tokenize = 'baolan');"
	"CREATE VIRTUAL TABLE title_words USING fts5("
	"	title, content = '', detail = none, columnsize = 0, tokenize = 'baolan');"
	"INSERT INTO words(words, rank) VALUES('automerge', 0), ('crisismerge', 200);"
	"INSERT INTO title_words(title_words, rank)"
	"	VALUES('automerge', 0), ('crisismerge', 200);";
/* clang-format on */

/* clang-format off */
static const char version_3[] =
	/* The journal of reactions, see casts.c; state: enum cast_state. */
	"CREATE TABLE cast("
	"	id INTEGER PRIMARY KEY, url TEXT NOT NULL UNIQUE, state INTEGER NOT NULL,"
	"	chosen INTEGER NOT NULL, changed INTEGER NOT NULL, mood TEXT NOT NULL,"
	"	label TEXT, title TEXT, message TEXT);"
	/* Counts of moods as they were last seen. */
	"CREATE TABLE felt("
	"	url TEXT, label TEXT, title TEXT, count INTEGER NOT NULL,"
	"	total INTEGER NOT NULL, seen INTEGER NOT NULL,"
	"	PRIMARY KEY(url, label)) WITHOUT ROWID;"
	"CREATE INDEX felt_seen ON felt(seen);"

	/* The best place that an edited list gave a story; see rank.c. */
	"CREATE TABLE placed(story INTEGER PRIMARY KEY, place INTEGER NOT NULL);"
	/* Rankings as they stood at the end of a day; story: as rank.c names it. */
	"CREATE TABLE ranked("
	"	day INTEGER, period INTEGER, story INTEGER, rank INTEGER NOT NULL,"
	"	PRIMARY KEY(day, period, story)) WITHOUT ROWID;";
/* clang-format on */

static const char *const steps[] = { version_1, version_2, version_3 };

static enum err prepare(sqlite3 *sqlite, void *data, struct error *err)
{
	return tokens_register(sqlite, data, err);
}

/* Pages of 16 KB hold three full texts of a feed, where 4 KB would need a chain of
 * pages for each.  Checkpoints are left to idle moments (store_rest). */
struct db_schema news_schema(struct fold *fold)
{
	return (struct db_schema){
		.steps = steps,
		.n_steps = (int)ARRAY_SIZE(steps),
		.pragmas =
		        "PRAGMA page_size = 16384; PRAGMA synchronous = NORMAL;"
		        "PRAGMA wal_autocheckpoint = 8192; PRAGMA cache_size = -8192;"
		        "PRAGMA temp_store = MEMORY;",
		.prepare = prepare,
		.data = fold,
	};
}
