/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "words.h"

#include "baolan/base/mem.h"

#include <stdlib.h>

/* Expands the ${NAME} at the head of *rest. */
static enum err expand_one(struct str *rest, struct buf *ret_text, struct error *err)
{
	struct str name = str_from(*rest, 2);
	size_t end = str_find_char(name, '}');
	if (end == STR_NPOS)
		return err_set(err, ERR_FORMAT, "${ without }");
	auto_free char *key = str_dup(str_head(name, end));
	const char *value = getenv(key);
	if (!value)
		return err_set(err, ERR_FORMAT, "${%s} is not set", key);
	buf_add_text(ret_text, value);
	*rest = str_from(name, end + 1);
	return ERR_OK;
}

static enum err take_one(struct str *rest, struct buf *ret_text, struct error *err)
{
	if (str_starts(*rest, STR("${")))
		return expand_one(rest, ret_text, err);
	buf_add_char(ret_text, rest->at[0]);
	*rest = str_from(*rest, 1);
	return ERR_OK;
}

enum err words_expand(struct str text, struct buf *ret_text, struct error *err)
{
	while (text.len) {
		enum err failed = take_one(&text, ret_text, err);
		if (failed)
			return failed;
	}
	return ERR_OK;
}

static enum err take_literal(struct str *rest, struct buf *word, struct error *err)
{
	struct str text = str_from(*rest, 1);
	size_t end = str_find_char(text, '\'');
	if (end == STR_NPOS)
		return err_set(err, ERR_FORMAT, "' without its end");
	buf_add_str(word, str_head(text, end));
	*rest = str_from(text, end + 1);
	return ERR_OK;
}

static enum err take_quoted(struct str *rest, struct buf *word, struct error *err)
{
	*rest = str_from(*rest, 1);
	while (rest->len && rest->at[0] != '"') {
		enum err failed = take_one(rest, word, err);
		if (failed)
			return failed;
	}
	if (!rest->len)
		return err_set(err, ERR_FORMAT, "\" without its end");
	*rest = str_from(*rest, 1);
	return ERR_OK;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static enum err take_word(struct str *rest, struct buf *word, struct error *err)
{
	enum err failed = ERR_OK;
	while (!failed && rest->len && !is_blank(rest->at[0])) {
		if (rest->at[0] == '\'')
			failed = take_literal(rest, word, err);
		else if (rest->at[0] == '"')
			failed = take_quoted(rest, word, err);
		else
			failed = take_one(rest, word, err);
	}
	return failed;
}

enum err words_split(struct str line, struct words *ret_words, struct error *err)
{
	struct words words = { 0 };
	for (line = str_trim(line); line.len; line = str_trim(line)) {
		auto_buf word = BUF_INIT(BUF_MAX_TEXT);
		enum err failed = take_word(&line, &word, err);
		if (failed) {
			words_done(&words);
			return failed;
		}
		*vec_push(&words) = buf_take(&word);
	}
	*vec_push(&words) = NULL;
	words.len--;
	*ret_words = words;
	return ERR_OK;
}

void words_done(struct words *words)
{
	for (size_t i = 0; i < words->len; i++)
		free(words->at[i]);
	vec_done(words);
}
