/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "finder.h"
#include "content.h"
#include "fold.h"
#include "idset.h"
#include "tokens.h"

#include "baolan/text/utf8.h"

#include <stdlib.h>

enum {
	FEW = 3000,          /* candidates that are picked rather than waited for */
	SNIPPET_BEFORE = 16, /* characters before the first hit */
	SNIPPET_LEN = 90,
};

enum { FORM_LEN = 3 }; /* bytes of a Han character of the common blocks */

struct form { /* as a character may stand in a source */
	char bytes[FORM_LEN];
	bool is_last; /* of this character's forms */
};

struct word {
	VEC(uint32_t) chars;    /* folded */
	VEC(struct form) forms; /* of its Han characters, one after the other */
	bool negated, title;
	bool is_exact; /* the index alone tells who has it */
};

/* One look at the stories.  Sets hold the numbers of versions 0, which are ids; the few
 * texts of later versions are candidates without being asked. */
struct pass {
	bool in_title;   /* all words are looked for in the title */
	bool is_limited; /* the index was asked */
	bool must_look;  /* ... and can't tell for sure */
	struct idset candidates;
};

struct finder {
	struct store *store;
	VEC(struct word) words;
	struct pass passes[2];
	size_t n_passes, pass;
	int64_t indexed;    /* newer ids are not */
	struct idset again; /* these are to be indexed again */
	struct idset shown;
	struct fold_text title, text;
	struct buf raw;
};

/* --- words --- */

static void word_done(struct word *word)
{
	vec_done(&word->chars);
	vec_done(&word->forms);
}

static bool has_token(const struct word *word)
{
	for (size_t i = 0; i < word->chars.len; i++)
		if (fold_kind(word->chars.at[i]) != FOLD_OTHER)
			return true;
	return false;
}

static void add_forms(struct word *word, uint32_t c)
{
	uint32_t forms[FOLD_FORMS];
	size_t n = fold_forms(c, forms);
	for (size_t i = 0; i < n; i++) {
		char bytes[4];
		struct form *form = vec_push(&word->forms);
		utf8_put(forms[i], bytes);
		memcpy(form->bytes, bytes, FORM_LEN);
		form->is_last = i + 1 == n;
	}
}

/* A word of marks alone asks for nothing. */
static void add_word(struct finder *finder, struct str text, bool negated, bool title)
{
	struct word word = { .negated = negated, .title = title };
	fold_text_clear(&finder->text);
	fold_text_add(finder->store->fold, str_trim_space(text), &finder->text);
	for (size_t i = 0; i < finder->text.len; i++)
		*vec_push(&word.chars) = finder->text.chars[i];
	vec_each (c, &word.chars)
		add_forms(&word, *c);
	if (has_token(&word))
		*vec_push(&finder->words) = word;
	else
		word_done(&word);
}

static void add_words(struct finder *finder, const struct search *search,
                      const char *filter)
{
	for (size_t i = 0; i < search->words.len; i++) {
		const struct search_word *word = &search->words.at[i];
		add_word(finder, word->text, word->negated, word->title);
	}
	if (filter)
		add_word(finder, str_of(filter), false, true);
}

/* --- candidates --- */

/* The expression that those words make that are looked for in one of the two indexes;
 * false when there are none. */
static bool add_expression(struct finder *finder, const struct pass *pass, bool title,
                           struct buf *expression)
{
	bool any = false;
	vec_each (word, &finder->words) {
		auto_buf part = BUF_INIT(BUF_MAX_TEXT);
		bool is_here = (word->title || pass->in_title) == title;
		if (!is_here || word->negated ||
		    !tokens_add_query(word->chars.at, word->chars.len, &part,
		                      &word->is_exact))
			continue;
		buf_add_text(expression, any ? " AND " : "");
		buf_add_str(expression, buf_str(&part));
		any = true;
	}
	return any;
}

static enum err match(struct finder *finder, const char *sql,
                      const struct buf *expression, struct idset *set,
                      struct error *err)
{
	int code;
	sqlite3_stmt *get = db_statement(&finder->store->db, sql);
	db_bind_str(get, 1, buf_str(expression));
	while ((code = db_step(&finder->store->db, get, err)) == SQLITE_ROW)
		idset_add(set, sqlite3_column_int64(get, 0) & VERSION_ID_MASK);
	return code == SQLITE_DONE ? ERR_OK : ERR_STORE;
}

static enum err limit(struct finder *finder, struct pass *pass, bool title,
                      const char *sql, struct error *err)
{
	auto_buf expression = BUF_INIT(BUF_MAX_TEXT);
	struct idset set = { 0 };
	if (!add_expression(finder, pass, title, &expression))
		return ERR_OK;
	enum err code = match(finder, sql, &expression, &set, err);
	if (pass->is_limited) {
		idset_cut(&pass->candidates, &set);
		idset_done(&set);
	} else {
		pass->candidates = set;
	}
	pass->is_limited = true;
	return code;
}

static bool must_look(const struct finder *finder)
{
	for (size_t i = 0; i < finder->words.len; i++)
		if (finder->words.at[i].negated || !finder->words.at[i].is_exact)
			return true;
	return false;
}

static enum err prepare_pass(struct finder *finder, bool in_title, struct error *err)
{
	struct pass *pass = &finder->passes[finder->n_passes++];
	pass->in_title = in_title;
	enum err code = limit(finder, pass, false,
	                      "SELECT rowid FROM words WHERE words MATCH ?1", err);
	if (code == ERR_OK)
		code = limit(finder, pass, true,
		             "SELECT rowid FROM title_words WHERE title_words MATCH ?1",
		             err);
	pass->must_look = must_look(finder);
	return code;
}

static void read_unindexed(struct finder *finder)
{
	struct db *db = &finder->store->db;
	sqlite3_stmt *get = db_statement(db, "SELECT story FROM again");
	finder->indexed = store_number(finder->store, "indexed");
	while (db_step(db, get, NULL) == SQLITE_ROW)
		idset_add(&finder->again, sqlite3_column_int64(get, 0));
}

enum err finder_new(struct store *store, const struct search *search,
                    const char *filter, bool by_relevance, struct finder **ret_finder,
                    struct error *err)
{
	struct finder *finder = mem_new(struct finder);
	enum err code = ERR_OK;
	finder->store = store;
	buf_init(&finder->raw, BUF_MAX_TEXT);
	add_words(finder, search, filter);
	*ret_finder = NULL;
	if (finder->words.len) {
		read_unindexed(finder);
		if (by_relevance)
			code = prepare_pass(finder, true, err);
		if (code == ERR_OK)
			code = prepare_pass(finder, false, err);
	}
	if (code != ERR_OK || !finder->words.len)
		finder_free(finder);
	else
		*ret_finder = finder;
	return code;
}

void finder_free(struct finder *finder)
{
	if (!finder)
		return;
	vec_each (word, &finder->words)
		word_done(word);
	vec_done(&finder->words);
	for (size_t i = 0; i < finder->n_passes; i++)
		idset_done(&finder->passes[i].candidates);
	idset_done(&finder->again);
	idset_done(&finder->shown);
	fold_text_done(&finder->title);
	fold_text_done(&finder->text);
	buf_done(&finder->raw);
	free(finder);
}

static void add_ids(const struct idset *set, struct buf *sql)
{
	const char *between = "";
	for (size_t i = 0; i < set->n_words; i++)
		for (uint64_t word = set->words[i]; word; word &= word - 1) {
			buf_printf(sql, "%s%zu", between,
			           i * 64 + (size_t)__builtin_ctzll(word));
			between = ",";
		}
}

bool finder_add_candidates(const struct finder *finder, struct buf *sql)
{
	const struct pass *pass = &finder->passes[finder->pass];
	if (!pass->is_limited || pass->candidates.len > FEW)
		return false;
	buf_add_text(sql, " AND (story.id IN (");
	add_ids(&pass->candidates, sql);
	buf_printf(sql,
	           ") OR story.id > %lld OR story.id IN (SELECT story FROM again))",
	           (long long)finder->indexed);
	return true;
}

/* --- looking --- */

static void fold_title(struct finder *finder, int64_t story)
{
	buf_clear(&finder->raw);
	fold_text_clear(&finder->title);
	content_title(finder->store, story, &finder->raw);
	fold_text_add(finder->store->fold, buf_str(&finder->raw), &finder->title);
}

static void fold_body(struct finder *finder, int64_t story)
{
	buf_clear(&finder->raw);
	fold_text_clear(&finder->text);
	content_text(finder->store, story, &finder->raw);
	fold_text_add(finder->store->fold, buf_str(&finder->raw), &finder->text);
}

/* Does some form of each of its Han characters stand in the source? */
static bool may_have(struct str source, const struct word *word)
{
	bool found = false;
	vec_each (form, &word->forms) {
		if (!found)
			found = memmem(source.at, source.len, form->bytes, FORM_LEN);
		if (form->is_last && !found)
			return false;
		found &= !form->is_last;
	}
	return true;
}

/* Of most texts that have not been read yet it is plain at a glance that they don't
 * have the word; a glance is a twentieth of the time of reading.  Not where characters
 * are written by their numbers, nor where an article was kept, which is read instead.
 */
static bool has_plainly_not(struct finder *finder, int64_t story,
                            const struct word *word)
{
	sqlite3_stmt *get =
	        db_statement(&finder->store->db,
	                     "SELECT html FROM fresh WHERE story = ?1 AND NOT EXISTS("
	                     "  SELECT 1 FROM document WHERE url ="
	                     "    (SELECT url FROM story_text WHERE id = ?1))");
	bind_numbers(get, story);
	bool plainly_not = false;
	if (word->forms.len && db_step(&finder->store->db, get, NULL) == SQLITE_ROW) {
		struct str html = db_column_str(get, 0);
		plainly_not = !may_have(html, word) && !str_has(html, STR("&#"));
	}
	sqlite3_reset(get);
	return plainly_not;
}

static bool has(const struct fold_text *text, const struct word *word)
{
	return fold_text_find(text, word->chars.at, word->chars.len, 0) != SIZE_MAX;
}

/* Titles first: most of what is not it needs no text. */
static bool is_right(struct finder *finder, int64_t story)
{
	bool in_title = finder->passes[finder->pass].in_title, body_is_read = false;
	fold_title(finder, story);
	vec_each (word, &finder->words) {
		bool found = has(&finder->title, word);
		bool in_body = !word->title && !(in_title && !word->negated);
		if (!found && in_body &&
		    (body_is_read || !has_plainly_not(finder, story, word))) {
			if (!body_is_read)
				fold_body(finder, story);
			body_is_read = true;
			found = has(&finder->text, word);
		}
		if (found == word->negated)
			return false;
	}
	return true;
}

bool finder_accepts(struct finder *finder, int64_t story, int64_t version)
{
	const struct pass *pass = &finder->passes[finder->pass];
	bool is_indexed = story <= finder->indexed && !version &&
	                  !idset_has(&finder->again, story);
	if (idset_has(&finder->shown, story))
		return false;
	if (is_indexed && pass->is_limited && !idset_has(&pass->candidates, story))
		return false;
	if ((!is_indexed || pass->must_look || !pass->is_limited) &&
	    !is_right(finder, story))
		return false;
	return idset_add(&finder->shown, story);
}

bool finder_next_pass(struct finder *finder)
{
	if (finder->pass + 1 == finder->n_passes)
		return false;
	finder->pass++;
	return true;
}

/* --- snippets --- */

/* The first hit of any word from `from` on; *ret_len: its length. */
static size_t next_hit(const struct finder *finder, size_t from, size_t *ret_len)
{
	size_t first = SIZE_MAX;
	vec_each (word, &finder->words) {
		if (word->negated || word->title)
			continue;
		size_t at = fold_text_find(&finder->text, word->chars.at,
		                           word->chars.len, from);
		if (at >= first)
			continue;
		first = at;
		*ret_len = word->chars.len;
	}
	return first;
}

/* The piece of the text between two places of the folded one, its blanks and lines made
 * single blanks. */
static void add_piece(const struct finder *finder, size_t from, size_t to,
                      struct buf *b)
{
	const uint32_t *at = finder->text.at;
	struct str piece = str_make(finder->raw.at + at[from], at[to] - at[from]);
	for (size_t i = 0; i < piece.len; i++) {
		char c = piece.at[i] == '\n' || piece.at[i] == '\t' ? ' ' : piece.at[i];
		if (c != ' ' || !b->len || b->at[b->len - 1] != ' ')
			buf_add_char(b, c);
	}
}

static bool is_blank_at(const struct finder *finder, size_t i)
{
	return finder->text.chars[i] == ' ';
}

void finder_add_snippet(struct finder *finder, int64_t story, struct buf *b)
{
	size_t len = 0;
	fold_body(finder, story);
	size_t hit = next_hit(finder, 0, &len);
	if (hit == SIZE_MAX)
		return;
	size_t at = hit > SNIPPET_BEFORE ? hit - SNIPPET_BEFORE : 0;
	size_t end = MIN(at + SNIPPET_LEN, finder->text.len);
	while (is_blank_at(finder, at))
		at++;
	while (end > hit && is_blank_at(finder, end - 1))
		end--;
	while (hit != SIZE_MAX && hit + len <= end) {
		add_piece(finder, at, hit, b);
		buf_add_char(b, '\1');
		add_piece(finder, hit, hit + len, b);
		buf_add_char(b, '\2');
		at = hit + len;
		hit = next_hit(finder, at, &len);
	}
	add_piece(finder, at, end, b);
}
