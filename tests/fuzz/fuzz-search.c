/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The input is "query NUL html".  What is stripped must be clean, and folded texts must
 * have their places in order; whatever the query is, SQLite must take what is made of
 * it. */
#include "../../src/store/fold.h"
#include "../../src/store/strip.h"
#include "../../src/store/tokens.h"
#include "baolan/base/mem.h"
#include "baolan/store/search.h"
#include "baolan/text/clean.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static struct fold *fold;
static sqlite3 *sqlite;

static void open_index(void)
{
	if (sqlite)
		return;
	fold = fold_new();
	if (sqlite3_open(":memory:", &sqlite) != SQLITE_OK ||
	    tokens_register(sqlite, fold, NULL) != ERR_OK ||
	    sqlite3_exec(sqlite,
	                 "CREATE VIRTUAL TABLE words USING fts5(text, content = '',"
	                 "  detail = none, columnsize = 0, tokenize = 'baolan');"
	                 "INSERT INTO words(rowid, text) VALUES(1, '江上的船 boat')",
	                 NULL, NULL, NULL) != SQLITE_OK)
		abort();
}

static void look_up(const struct buf *expression)
{
	sqlite3_stmt *get = NULL;
	if (sqlite3_prepare_v2(sqlite, "SELECT rowid FROM words WHERE words MATCH ?1",
	                       -1, &get, NULL) != SQLITE_OK)
		abort();
	sqlite3_bind_text(get, 1, buf_text(expression), (int)expression->len,
	                  SQLITE_STATIC);
	int code = sqlite3_step(get);
	if (code != SQLITE_ROW && code != SQLITE_DONE)
		abort();
	sqlite3_finalize(get);
}

static void check_word(struct str text)
{
	struct fold_text folded = { 0 };
	auto_buf expression = BUF_INIT(1 << 22);
	bool is_exact;
	fold_text_add(fold, text, &folded);
	for (size_t i = 0; i < folded.len; i++)
		if (folded.at[i] > folded.at[i + 1] || folded.at[i] > text.len)
			abort();
	if (folded.len < 200 &&
	    tokens_add_query(folded.chars, folded.len, &expression, &is_exact))
		look_up(&expression);
	fold_text_done(&folded);
}

static void check_html(struct str html)
{
	auto_buf text = BUF_INIT(1 << 22);
	strip_html(html, &text);
	for (size_t at = 0; at < text.len;) {
		struct str line = str_from(buf_str(&text), at);
		size_t end = str_find_char(line, '\n');
		line = str_head(line, end == STR_NPOS ? line.len : end);
		if (!clean_is(line))
			abort();
		at += line.len + 1;
	}
	check_word(buf_str(&text));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct search search;
	struct str rest = { (const char *)bytes, len };
	struct str query = str_cut(&rest, '\0');
	open_index();
	if (search_parse(query, 1465171200, &search, NULL) == ERR_OK) {
		vec_each (word, &search.words)
			check_word(word->text);
		search_done(&search);
	}
	check_html(rest);
	return 0;
}
