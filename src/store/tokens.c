/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tokens.h"

#include "baolan/base/i18n.h"
#include "baolan/base/mem.h"
#include "baolan/text/utf8.h"

/* A Latin word longer than this is found by its beginning. */
enum { MAX_WORD = 40 };

typedef int take_token(void *data, int flags, const char *token, int len, int from,
                       int to);

struct scan {
	void *data;
	take_token *give;
	char word[MAX_WORD + 4]; /* being read */
	int word_len;
	char pair[8];  /* the last Han character, and one more */
	int first_len; /* of the first in `pair`; 0: there was none just before */
	int code;
};

static void hand(struct scan *scan, const char *token, int len)
{
	if (scan->code == SQLITE_OK)
		scan->code = scan->give(scan->data, 0, token, len, 0, 0);
}

static void end_word(struct scan *scan)
{
	if (scan->word_len)
		hand(scan, scan->word, scan->word_len);
	scan->word_len = 0;
}

/* The last character of a run has no neighbour: it is a token itself. */
static void end_run(struct scan *scan)
{
	if (scan->first_len)
		hand(scan, scan->pair, scan->first_len);
	scan->first_len = 0;
}

static void take_han(struct scan *scan, uint32_t c)
{
	end_word(scan);
	int len = (int)utf8_put(c, scan->pair + scan->first_len);
	if (scan->first_len)
		hand(scan, scan->pair, scan->first_len + len);
	memmove(scan->pair, scan->pair + scan->first_len, (size_t)len);
	scan->first_len = len;
}

static void take_char(struct scan *scan, uint32_t c)
{
	enum fold_kind kind = fold_kind(c);
	if (kind == FOLD_HAN) {
		take_han(scan, c);
		return;
	}
	end_run(scan);
	if (kind == FOLD_OTHER)
		end_word(scan);
	else if (scan->word_len < MAX_WORD)
		scan->word_len += (int)utf8_put(c, scan->word + scan->word_len);
}

/* --- FTS5's side --- */

static int make(void *data, const char **args, int n_args, Fts5Tokenizer **ret)
{
	(void)args;
	(void)n_args;
	*ret = data;
	return SQLITE_OK;
}

static void forget(Fts5Tokenizer *tokenizer)
{
	(void)tokenizer;
}

static int tokenize(Fts5Tokenizer *tokenizer, void *data, int flags, const char *text,
                    int len, take_token *give)
{
	const struct fold *fold = (const struct fold *)tokenizer;
	struct scan scan = { .data = data, .give = give };
	struct str rest = str_make(text, (size_t)len);
	struct folded folded;
	size_t step;
	if (flags & FTS5_TOKENIZE_QUERY) /* one token, as tokens_add_query made it */
		return give(data, 0, text, len, 0, len);
	while ((step = fold_next(fold, rest, &folded)) > 0 && scan.code == SQLITE_OK) {
		for (size_t i = 0; i < folded.n; i++)
			take_char(&scan, folded.chars[i]);
		rest = str_from(rest, step);
	}
	end_run(&scan);
	end_word(&scan);
	return scan.code;
}

static fts5_api *api_of(sqlite3 *sqlite)
{
	fts5_api *api = NULL;
	sqlite3_stmt *get = NULL;
	if (sqlite3_prepare_v2(sqlite, "SELECT fts5(?1)", -1, &get, NULL) != SQLITE_OK)
		return NULL;
	sqlite3_bind_pointer(get, 1, (void *)&api, "fts5_api_ptr", NULL);
	sqlite3_step(get);
	sqlite3_finalize(get);
	return api;
}

enum err tokens_register(sqlite3 *sqlite, struct fold *fold, struct error *err)
{
	fts5_tokenizer tokenizer = { make, forget, tokenize };
	fts5_api *api = api_of(sqlite);
	if (!api ||
	    api->xCreateTokenizer(api, "baolan", fold, &tokenizer, NULL) != SQLITE_OK)
		return err_set(err, ERR_STORE,
		               _("SQLite was built without full-text search (FTS5)"));
	return ERR_OK;
}

/* --- the query's side --- */

struct query {
	struct buf *expression;
	size_t n;     /* tokens so far */
	bool inexact; /* a token stands for more, or less, than was asked for */
};

static void add_token(struct query *query, struct str token, bool is_head)
{
	buf_add_text(query->expression, query->n++ ? " AND \"" : "\"");
	buf_add_str(query->expression, token);
	buf_add_text(query->expression, is_head ? "\" *" : "\"");
}

static void add_pair(struct query *query, uint32_t first, uint32_t second)
{
	char pair[8];
	size_t len = utf8_put(first, pair);
	len += utf8_put(second, pair + len);
	add_token(query, str_make(pair, len), false);
}

/* Each character begins a token, but for one alone its neighbour is not known. */
static void add_single(struct query *query, uint32_t c)
{
	char single[4];
	add_token(query, str_make(single, utf8_put(c, single)), true);
}

/* The run of Han characters at the head; returns its length. */
static size_t add_han(struct query *query, const uint32_t *chars, size_t n)
{
	size_t len = 1;
	for (; len < n && fold_kind(chars[len]) == FOLD_HAN; len++)
		add_pair(query, chars[len - 1], chars[len]);
	if (len == 1)
		add_single(query, chars[0]);
	return len;
}

static size_t add_word(struct query *query, const uint32_t *chars, size_t n)
{
	char word[MAX_WORD + 4];
	size_t len = 0, used = 0;
	for (; len < n && fold_kind(chars[len]) == FOLD_WORD; len++) {
		if (used < MAX_WORD)
			used += utf8_put(chars[len], word + used);
		else
			query->inexact = true;
	}
	add_token(query, str_make(word, used), true);
	return len;
}

static size_t add_other(struct query *query, const uint32_t *chars, size_t n)
{
	(void)chars;
	(void)n;
	query->inexact = true;
	return 1;
}

bool tokens_add_query(const uint32_t *needle, size_t n, struct buf *expression,
                      bool *ret_exact)
{
	static size_t (*const adders[])(struct query *, const uint32_t *, size_t) = {
		[FOLD_OTHER] = add_other,
		[FOLD_WORD] = add_word,
		[FOLD_HAN] = add_han,
	};
	struct query query = { .expression = expression };
	for (size_t i = 0; i < n;)
		i += adders[fold_kind(needle[i])](&query, needle + i, n - i);
	*ret_exact = query.n == 1 && !query.inexact;
	return query.n > 0;
}
