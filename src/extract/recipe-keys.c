/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every key a recipe may have: its section, its place in the recipe, and what
 * turns its text into a value.  A new key is a row here and an enumerator in
 * recipe-parts.h. */
#include "baolan/base/i18n.h"
#include "baolan/base/mem.h"
#include "baolan/text/charset.h"
#include "recipe-own.h"

/* --- makers --- */

static enum err make_text(struct str text, struct value *value, struct error *err)
{
	(void)text;
	(void)value;
	(void)err;
	return ERR_OK;
}

static enum err make_pick(struct str text, struct value *value, struct error *err)
{
	(void)err;
	value->pick = pick_new(text, PICK_XPATH);
	return ERR_OK;
}

static enum err make_words(struct str text, struct value *value, struct error *err)
{
	(void)err;
	value->pick = pick_new(text, PICK_CONSTANT);
	return ERR_OK;
}

static enum err make_nodes(struct str text, struct value *value, struct error *err)
{
	value->pick = pick_new(text, PICK_XPATH);
	if (pick_has_nodes(value->pick))
		return ERR_OK;
	return err_set(err, ERR_FORMAT, _("an XPath without filter is needed here"));
}

static enum err make_regex(struct str text, struct value *value, struct error *err)
{
	(void)err;
	value->regex = regex_new(text);
	return ERR_OK;
}

static enum err make_template(struct str text, struct value *value, struct error *err)
{
	(void)err;
	value->template = template_compile(text);
	return ERR_OK;
}

static enum err make_rules(struct str text, struct value *value, struct error *err)
{
	return reply_rules_compile(text, &value->rules, err);
}

static enum err make_message(struct str text, struct value *value, struct error *err)
{
	return str_starts(text, STR("json:")) ? ERR_OK : make_pick(text, value, err);
}

static enum err make_kind(struct str text, struct value *value, struct error *err)
{
	enum reply_kind kind;
	if (!reply_kind_of(text, &kind))
		return err_set(err, ERR_FORMAT, _("\"%.*s\" is no kind of reply"),
		               STR_ARG(text));
	value->choice = (int)kind;
	return ERR_OK;
}

/* `html`, or PATH:html for HTML in a string of JSON. */
static enum err make_inner(struct str text, struct value *value, struct error *err)
{
	(void)value;
	if (str_eq(text, STR("html")) || str_ends(text, STR(":html")))
		return ERR_OK;
	return err_set(err, ERR_FORMAT, _("\"html\" or \"PATH:html\" is needed here"));
}

static enum err make_charset(struct str text, struct value *value, struct error *err)
{
	(void)value;
	if (str_eq(text, STR("auto")) || charset_canonical(text))
		return ERR_OK;
	return err_set(err, ERR_FORMAT, _("\"%.*s\" is no known charset"),
	               STR_ARG(text));
}

/* The words are in the order of the enums in recipe-own.h. */
static enum err choose(struct str text, const char *const *words, size_t count,
                       struct value *value, struct error *err)
{
	for (size_t i = 0; i < count; i++) {
		if (str_eq(text, str_of(words[i]))) {
			value->choice = (int)i;
			return ERR_OK;
		}
	}
	return err_set(err, ERR_FORMAT, _("\"%.*s\" can't stand here; \"%s\" could"),
	               STR_ARG(text), words[0]);
}

#define CHOICE(name, ...)                                                             \
	static enum err name(struct str text, struct value *value, struct error *err) \
	{                                                                             \
		static const char *const words[] = { __VA_ARGS__ };                   \
		return choose(text, words, ARRAY_SIZE(words), value, err);            \
	}
/* "Name: value", a line each. */
static enum err make_headers(struct str text, struct value *value, struct error *err)
{
	(void)value;
	while (text.len) {
		struct str line = str_cut(&text, '\n');
		size_t colon = str_find_char(line, ':');
		if (colon == STR_NPOS || colon == 0)
			return err_set(err, ERR_FORMAT,
			               _("\"%.*s\" is no header such as Name: value"),
			               STR_ARG(line));
	}
	return ERR_OK;
}

CHOICE(make_method, "GET", "POST")
CHOICE(make_body_type, "form", "json")
CHOICE(make_counts, "reply", "reload", "+1")
CHOICE(make_yes_no, "no", "yes")
CHOICE(make_wire_charset, "utf-8", "page")

static enum err make_window(struct str text, struct value *value, struct error *err)
{
	unsigned long seconds;
	value->choice = WINDOW_FOREVER;
	if (str_eq(text, STR("forever")))
		return ERR_OK;
	if (!str_number(text, 1000000000, &seconds))
		return err_set(err, ERR_FORMAT,
		               _("\"forever\" or a number of seconds is needed"));
	value->choice = (int)seconds;
	return ERR_OK;
}

/* --- the table --- */

#define LIST_INDEX(list, key) (RECIPE_LISTS + (list)*RECIPE_N_LIST_KEYS + (key))
#define LIST_ROWS(section, list)                                                      \
	{ section, "items", LIST_INDEX(list, RECIPE_ITEMS), make_nodes },             \
	        { section, "title", LIST_INDEX(list, RECIPE_ITEM_TITLE), make_pick }, \
	        { section, "url", LIST_INDEX(list, RECIPE_ITEM_URL), make_pick },     \
	        { section, "summary", LIST_INDEX(list, RECIPE_ITEM_SUMMARY),          \
		  make_pick },                                                        \
	        { section, "image", LIST_INDEX(list, RECIPE_ITEM_IMAGE), make_pick }, \
	        { section, "date", LIST_INDEX(list, RECIPE_ITEM_DATE), make_pick },   \
	        { section, "source", LIST_INDEX(list, RECIPE_ITEM_SOURCE),            \
		  make_pick },                                                        \
	        { section, "heat", LIST_INDEX(list, RECIPE_ITEM_HEAT), make_pick },   \
	{                                                                             \
		section, "name", LIST_INDEX(list, RECIPE_LIST_NAME), make_pick        \
	}

/* clang-format off */
static const struct recipe_row rows[] = {
	{ "site", "name", RECIPE_SITE_NAME, make_text },
	{ "site", "match", RECIPE_SITE_MATCH, make_text },
	{ "site", "detect", RECIPE_SITE_DETECT, make_nodes },
	{ "site", "charset", RECIPE_SITE_CHARSET, make_charset },
	{ "site", "reaction", RECIPE_SITE_REACTION, make_text },

	{ "detect", "words", RECIPE_DETECT_WORDS, make_text },

	{ "article", "site", RECIPE_SITE, make_pick },
	{ "article", "kicker", RECIPE_KICKER, make_pick },
	{ "article", "title", RECIPE_TITLE, make_pick },
	{ "article", "subtitle", RECIPE_SUBTITLE, make_pick },
	{ "article", "date", RECIPE_DATE, make_pick },
	{ "article", "source", RECIPE_SOURCE, make_pick },
	{ "article", "author", RECIPE_AUTHOR, make_pick },
	{ "article", "editor", RECIPE_EDITOR, make_pick },
	{ "article", "summary", RECIPE_SUMMARY, make_pick },
	{ "article", "body", RECIPE_BODY, make_nodes },
	{ "article", "drop", RECIPE_DROP, make_nodes },
	{ "article", "next-page", RECIPE_NEXT_PAGE, make_pick },
	{ "article", "pages", RECIPE_PAGES, make_nodes },

	LIST_ROWS("list", RECIPE_STORIES),
	LIST_ROWS("related", RECIPE_RELATED),
	LIST_ROWS("rank.day", RECIPE_RANK_DAY),
	LIST_ROWS("rank.week", RECIPE_RANK_WEEK),
	LIST_ROWS("rank.month", RECIPE_RANK_MONTH),
	LIST_ROWS("rank", RECIPE_RANK_OTHER),

	{ "reaction", "name", RECIPE_REACTION_NAME, make_text },
	{ "reaction", "question", RECIPE_REACTION_QUESTION, make_words },
	{ "reaction", "detect", RECIPE_REACTION_DETECT, make_nodes },

	{ "moods", "labels", RECIPE_MOODS_LABELS, make_text },
	{ "moods", "tokens", RECIPE_MOODS_TOKENS, make_text },
	{ "moods", "items", RECIPE_MOODS_ITEMS, make_nodes },
	{ "moods", "token", RECIPE_MOODS_TOKEN, make_pick },
	{ "moods", "label", RECIPE_MOODS_LABEL, make_pick },

	{ "load", "method", RECIPE_LOAD_METHOD, make_method },
	{ "load", "url", RECIPE_LOAD_URL, make_template },
	{ "load", "body", RECIPE_LOAD_BODY, make_template },
	{ "load", "type", RECIPE_LOAD_TYPE, make_body_type },
	{ "load", "kind", RECIPE_LOAD_KIND, make_kind },
	{ "load", "inner", RECIPE_LOAD_INNER, make_inner },
	{ "load", "question", RECIPE_LOAD_QUESTION, make_pick },
	{ "load", "items", RECIPE_LOAD_ITEMS, make_nodes },
	{ "load", "count", RECIPE_LOAD_COUNT, make_pick },
	{ "load", "label", RECIPE_LOAD_LABEL, make_pick },
	{ "load", "token", RECIPE_LOAD_TOKEN, make_pick },
	{ "load", "path", RECIPE_LOAD_PATH, make_template },
	{ "load", "split", RECIPE_LOAD_SPLIT, make_text },
	{ "load", "subsplit", RECIPE_LOAD_SUBSPLIT, make_text },
	{ "load", "ok", RECIPE_LOAD_OK, make_rules },
	{ "load", "message", RECIPE_LOAD_MESSAGE, make_message },
	{ "load", "closed", RECIPE_LOAD_CLOSED, make_regex },
	{ "load", "login", RECIPE_LOAD_LOGIN, make_regex },
	{ "load", "errors", RECIPE_LOAD_ERRORS, make_text },

	{ "vote", "method", RECIPE_VOTE_METHOD, make_method },
	{ "vote", "url", RECIPE_VOTE_URL, make_template },
	{ "vote", "body", RECIPE_VOTE_BODY, make_template },
	{ "vote", "type", RECIPE_VOTE_TYPE, make_body_type },
	{ "vote", "kind", RECIPE_VOTE_KIND, make_kind },
	{ "vote", "inner", RECIPE_VOTE_INNER, make_inner },
	{ "vote", "ok", RECIPE_VOTE_OK, make_rules },
	{ "vote", "counts", RECIPE_VOTE_COUNTS, make_counts },
	{ "vote", "message", RECIPE_VOTE_MESSAGE, make_message },
	{ "vote", "already", RECIPE_VOTE_ALREADY, make_regex },
	{ "vote", "closed", RECIPE_VOTE_CLOSED, make_regex },
	{ "vote", "login", RECIPE_VOTE_LOGIN, make_regex },
	{ "vote", "toggled", RECIPE_VOTE_TOGGLED, make_regex },
	{ "vote", "errors", RECIPE_VOTE_ERRORS, make_text },
	{ "vote", "count", RECIPE_VOTE_COUNT, make_message },

	{ "undo", "url", RECIPE_UNDO_URL, make_template },
	{ "undo", "method", RECIPE_UNDO_METHOD, make_method },
	{ "undo", "body", RECIPE_UNDO_BODY, make_template },
	{ "undo", "ok", RECIPE_UNDO_OK, make_rules },

	{ "session", "preflight", RECIPE_PREFLIGHT, make_template },
	{ "session", "headers", RECIPE_SESSION_HEADERS, make_headers },
	{ "session", "referer", RECIPE_SESSION_REFERER, make_yes_no },
	{ "session", "charset", RECIPE_SESSION_CHARSET, make_wire_charset },
	{ "guard", "window", RECIPE_GUARD_WINDOW, make_window },
};
/* clang-format on */

const struct recipe_row *recipe_row_find(struct str section, struct str key)
{
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++)
		if (str_eq(section, str_of(rows[i].section)) &&
		    str_eq(key, str_of(rows[i].key)))
			return &rows[i];
	return NULL;
}

bool recipe_has_section(struct str section)
{
	if (str_eq(section, STR("vars")))
		return true;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++)
		if (str_eq(section, str_of(rows[i].section)))
			return true;
	return false;
}
