/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "recipe-check.h"

#include "baolan/base/i18n.h"
#include "baolan/base/mem.h"

/* --- templates --- */

static bool is_kept(const struct recipe *recipe, struct str name)
{
	vec_each (kept, &recipe->kept)
		if (str_eq(kept->name, name))
			return true;
	return false;
}

static bool is_known(const struct recipe *recipe, struct str name)
{
	return recipe_var(recipe, name) || is_kept(recipe, name) ||
	       reaction_is_builtin(name);
}

static enum err nothing_named(struct str name, struct error *err)
{
	return err_set(err, ERR_FORMAT, _("nothing is named {%.*s}"), STR_ARG(name));
}

static enum err check_name(const struct recipe *recipe,
                           const struct template_part *part, struct error *err)
{
	const struct var *var = recipe_var(recipe, part->text);
	if (part->raw && !(var && pick_is_constant(var->pick)))
		return err_set(
		        err, ERR_FORMAT,
		        _("{+%.*s} must be a constant of [vars]: what a page says is "
		          "always escaped"),
		        STR_ARG(part->text));
	bool wants_other = part->other.len > 0;
	if (!is_known(recipe, part->text))
		return nothing_named(part->text, err);
	if (wants_other && !is_known(recipe, part->other))
		return nothing_named(part->other, err);
	return ERR_OK;
}

static enum err check_names(const struct recipe *recipe,
                            const struct template *template, struct error *err)
{
	vec_each (part, &template->parts) {
		enum err failed =
		        part->is_name ? check_name(recipe, part, err) : ERR_OK;
		if (failed)
			return failed;
	}
	return ERR_OK;
}

/* The host is fixed by what stands first: a literal address up to the slash
 * behind its host, a path of the page's own site, or one name that will have
 * to be a bare origin. */
static bool literal_fixes_host(struct str text)
{
	if (str_starts(text, STR("/")))
		return !str_starts(text, STR("//"));
	size_t scheme = str_starts(text, STR("http://"))    ? strlen("http://")
	                : str_starts(text, STR("https://")) ? strlen("https://")
	                                                    : 0;
	return scheme && str_find_char(str_from(text, scheme), '/') != STR_NPOS;
}

static bool fixes_host(const struct template *template)
{
	if (!template->parts.len)
		return false;
	const struct template_part *first = &template->parts.at[0];
	if (!first->is_name)
		return literal_fixes_host(first->text);
	if (first->is_path)
		return true;
	if (template->parts.len == 1)
		return false;
	return first[1].is_name ? first[1].is_path : first[1].text.at[0] == '/';
}

static enum err check_url(const struct recipe *recipe, const struct template *template,
                          struct error *err)
{
	if (!fixes_host(template))
		return err_set(err, ERR_FORMAT,
		               _("an address begins with /, http://HOST/ or {NAME}/"));
	return check_names(recipe, template, err);
}

/* {url} alone is the page itself. */
static enum err check_preflight(const struct recipe *recipe,
                                const struct template *template, struct error *err)
{
	if (template_is_page(template))
		return ERR_OK;
	return check_url(recipe, template, err);
}

static const struct {
	enum recipe_key key;
	enum err (*check)(const struct recipe *recipe, const struct template *template,
	                  struct error *err);
} templates[] = {
	{ RECIPE_LOAD_URL, check_url },    { RECIPE_VOTE_URL, check_url },
	{ RECIPE_UNDO_URL, check_url },    { RECIPE_PREFLIGHT, check_preflight },
	{ RECIPE_LOAD_BODY, check_names }, { RECIPE_VOTE_BODY, check_names },
	{ RECIPE_UNDO_BODY, check_names }, { RECIPE_LOAD_PATH, check_names },
};

static enum err check_templates(const struct recipe *recipe, int *ret_line,
                                struct error *err)
{
	for (size_t i = 0; i < ARRAY_SIZE(templates); i++) {
		const struct value *value = recipe_get(recipe, templates[i].key);
		if (!value->template)
			continue;
		*ret_line = value->line;
		enum err failed = templates[i].check(recipe, value->template, err);
		if (failed)
			return failed;
	}
	return ERR_OK;
}

/* --- parts that need each other --- */

static const struct {
	enum recipe_key key, needs;
	const char *text;
} needs[] = {
	{ RECIPE_LOAD_URL, RECIPE_REACTION_NAME, N_("[reaction] needs a name") },
	{ RECIPE_VOTE_URL, RECIPE_REACTION_NAME, N_("[reaction] needs a name") },
	{ RECIPE_REACTION_DETECT, RECIPE_REACTION_NAME, N_("[reaction] needs a name") },
	{ RECIPE_REACTION_NAME, RECIPE_VOTE_URL, N_("[vote] needs a url") },
	{ RECIPE_LOAD_URL, RECIPE_LOAD_KIND, N_("[load] needs a kind") },
	{ RECIPE_LOAD_ITEMS, RECIPE_LOAD_COUNT, N_("[load] items need a count") },
	{ RECIPE_MOODS_ITEMS, RECIPE_MOODS_TOKEN, N_("[moods] items need a token") },
	{ RECIPE_UNDO_BODY, RECIPE_UNDO_URL, N_("[undo] needs a url") },
	{ RECIPE_SITE_MATCH, RECIPE_SITE_NAME, N_("[site] needs a name") },
};

static bool has(const struct recipe *recipe, enum recipe_key key)
{
	return recipe_get(recipe, key)->text.len > 0;
}

static enum err check_needs(const struct recipe *recipe, int *ret_line,
                            struct error *err)
{
	for (size_t i = 0; i < ARRAY_SIZE(needs); i++) {
		if (!has(recipe, needs[i].key) || has(recipe, needs[i].needs))
			continue;
		*ret_line = recipe_get(recipe, needs[i].key)->line;
		return err_set(err, ERR_FORMAT, "%s", _(needs[i].text));
	}
	return ERR_OK;
}

static enum err check_moods(const struct recipe *recipe, int *ret_line,
                            struct error *err)
{
	if (!recipe_has_reaction(recipe))
		return ERR_OK;
	bool finds_moods = has(recipe, RECIPE_LOAD_ITEMS) ||
	                   has(recipe, RECIPE_LOAD_PATH) ||
	                   has(recipe, RECIPE_LOAD_SPLIT);
	bool lists =
	        has(recipe, RECIPE_MOODS_TOKENS) || has(recipe, RECIPE_MOODS_ITEMS);
	bool finds_tokens = lists || has(recipe, RECIPE_LOAD_TOKEN);
	bool needs_list =
	        has(recipe, RECIPE_LOAD_PATH) || has(recipe, RECIPE_LOAD_SPLIT);
	*ret_line = recipe_get(recipe, RECIPE_REACTION_NAME)->line;
	if (!finds_moods)
		return err_set(
		        err, ERR_FORMAT,
		        _("[load] needs items, path or split to find the moods"));
	if (!finds_tokens)
		return err_set(
		        err, ERR_FORMAT,
		        _("the moods need tokens: [load] token or [moods] tokens"));
	if (needs_list && !lists)
		return err_set(err, ERR_FORMAT,
		               _("[load] path and split need [moods] tokens or items"));
	return ERR_OK;
}

/* --- lists --- */

static struct value *list_value(struct recipe *recipe, int list, int key)
{
	return &recipe->values[RECIPE_LISTS + list * RECIPE_N_LIST_KEYS + key];
}

static void supply(struct value *value, struct str xpath)
{
	if (!value->pick)
		value->pick = pick_new(xpath, PICK_XPATH);
}

static enum err check_list(struct recipe *recipe, int list, int *ret_line,
                           struct error *err)
{
	if (list_value(recipe, list, RECIPE_ITEMS)->pick) {
		supply(list_value(recipe, list, RECIPE_ITEM_TITLE),
		       STR("descendant-or-self::a"));
		supply(list_value(recipe, list, RECIPE_ITEM_URL),
		       STR("descendant-or-self::a/@href"));
		return ERR_OK;
	}
	for (int key = 0; key < RECIPE_N_LIST_KEYS; key++) {
		const struct value *value = list_value(recipe, list, key);
		if (!value->text.at)
			continue;
		*ret_line = value->line;
		return err_set(err, ERR_FORMAT, _("the section has no items"));
	}
	return ERR_OK;
}

static enum err check_words(const struct recipe *recipe, int *ret_line,
                            struct error *err)
{
	const struct value *words = recipe_get(recipe, RECIPE_DETECT_WORDS);
	if (!words->text.at || has(recipe, RECIPE_SITE_DETECT) ||
	    has(recipe, RECIPE_REACTION_DETECT))
		return ERR_OK;
	*ret_line = words->line;
	return err_set(err, ERR_FORMAT,
	               _("[detect] words are for the detect of [site] or [reaction]"));
}

enum err recipe_check(struct recipe *recipe, int *ret_line, struct error *err)
{
	enum err failed = check_needs(recipe, ret_line, err);
	if (!failed)
		failed = check_words(recipe, ret_line, err);
	if (!failed)
		failed = check_moods(recipe, ret_line, err);
	if (!failed)
		failed = check_templates(recipe, ret_line, err);
	for (int list = 0; list < RECIPE_N_LISTS && !failed; list++)
		failed = check_list(recipe, list, ret_line, err);
	return failed;
}
