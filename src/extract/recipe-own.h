/* SPDX-License-Identifier: GPL-3.0-or-later */
/* recipe-own.h - what a recipe is made of, for src/extract/recipe*.c and
 * reaction*.c alone.  Everything here is made once, when the recipe is parsed,
 * and only read afterwards; but XPaths and regular expressions are compiled when
 * they are first used, for a page needs few of them. */
#ifndef BAOLAN_EXTRACT_RECIPE_OWN_H
#define BAOLAN_EXTRACT_RECIPE_OWN_H

#include "baolan/base/arena.h"
#include "baolan/extract/recipe-parts.h"
#include "baolan/markup/reply.h"
#include "baolan/text/regex.h"

/* --- picks --- */

/* `bare` says what a value without `xpath:` or `regex:` in front is. */
enum pick_bare { PICK_XPATH, PICK_CONSTANT };
struct pick *pick_new(struct str text, enum pick_bare bare);
/* Are its expressions right?  `pick` may be NULL: ERR_OK. */
enum err pick_check(const struct pick *pick, struct error *err);
void pick_free(struct pick *pick);
/* Does it come from the recipe alone, whatever the page says? */
bool pick_is_constant(const struct pick *pick);
/* Does it give nodes, to be walked? */
bool pick_has_nodes(const struct pick *pick);

/* --- templates: text with {names} in it --- */

struct template_part {
	struct str text; /* literal, or a name */
	bool is_name, raw, is_path;
	bool has_other; /* another name (or nothing) where the first is not known */
	struct str other;
};
struct template
{
	VEC(struct template_part) parts;
};
/* Borrows text.  A brace that is not {name}, {+name}, {/name} or {name|other}
 * stands for itself. */
struct template *template_compile(struct str text);
/* Is it {url}, the page itself? */
bool template_is_page(const struct template *t);
void template_free(struct template *t);

/* --- rules: when a reply counts as done --- */

struct rule;
/* `status:2xx`, `redirect`, `json:PATH=VALUE`, `json:PATH>N`, `json:PATH~`
 * (absent or 0), `json:PATH`, `body:REGEX`, joined by `&&`. */
enum err reply_rules_compile(struct str text, struct rule **ret_first,
                             struct error *err);
/* Are the regexes in them right? */
enum err reply_rules_check(const struct rule *first, struct error *err);
void reply_rules_free(struct rule *first);
struct rule_reply {
	int status;
	struct str location, body;
	const json_t *json; /* NULL: not JSON, or garbled */
	struct str mood;    /* the token cast, for {mood} in paths */
};
/* A path in JSON with {mood} filled in, appended to b. */
void reply_path(struct str path, struct str mood, struct buf *b);
bool reply_rules_hold(const struct rule *first, const struct rule_reply *reply);

/* --- the recipe --- */

struct value {
	struct str text; /* absent: the key is not there */
	int line;
	int choice; /* words, reply kinds and numbers */
	struct pick *pick;
	struct regex *regex;
	struct template *template;
	struct rule *rules;
};

struct var { /* [vars] */
	struct str name;
	struct pick *pick;
};

struct kept { /* [load] keep.NAME */
	struct str name, path;
};

#define RECIPE_N_VALUES (RECIPE_LISTS + (int)RECIPE_N_LISTS * (int)RECIPE_N_LIST_KEYS)

struct recipe {
	struct arena arena;
	struct str name, ini;
	bool trusted; /* its expressions are not checked */
	struct value values[RECIPE_N_VALUES];
	VEC(struct var) vars;
	VEC(struct kept) kept;
};

const struct value *recipe_get(const struct recipe *recipe, enum recipe_key key);
const struct var *recipe_var(const struct recipe *recipe, struct str name);
bool recipe_has_reaction(const struct recipe *recipe);

/* --- the table of keys (recipe-keys.c) --- */

struct recipe_row {
	const char *section, *key;
	int index; /* in recipe.values */
	enum err (*make)(struct str text, struct value *value, struct error *err);
};
const struct recipe_row *recipe_row_find(struct str section, struct str key);
bool recipe_has_section(struct str section);

enum { VOTE_COUNTS_REPLY, VOTE_COUNTS_RELOAD, VOTE_COUNTS_PLUS_ONE };
enum { METHOD_GET, METHOD_POST };
enum { BODY_FORM, BODY_JSON };
enum { CHARSET_UTF8, CHARSET_PAGE };
enum { WINDOW_FOREVER = -1 };

/* --- names that templates know without [vars] (reaction.c) --- */

bool reaction_is_builtin(struct str name);

#endif
