/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A reply is peeled (charset, kind, inner HTML), then judged: codes and words
 * that mean a refusal, the recipe's `ok`, and only then the counts.  The HTTP
 * status decides little, for these sites refuse with 200. */
#include "baolan/extract/job.h"
#include "reaction-own.h"

#include "baolan/base/i18n.h"
#include "baolan/base/mem.h"
#include "baolan/base/pack.h"
#include "baolan/extract/reaction.h"
#include "baolan/text/charset.h"
#include "baolan/text/clean.h"

#include <stdlib.h>

#define MAX_REPLY ((size_t)4 << 20)
#define MAX_DOCUMENT ((size_t)1 << 20)
#define MAX_MESSAGE 2000

/* --- the job's bytes --- */

void reaction_input(const struct reaction_job *job, struct buf *ret_input)
{
	const char *block = (const char *)job->before;
	pack_str(ret_input, recipe_name(job->recipe));
	pack_str(ret_input, recipe_ini(job->recipe));
	pack_u32(ret_input, job->cast);
	pack_u32(ret_input, job->undo);
	pack_str(ret_input, job->mood);
	pack_u32(ret_input, (uint32_t)job->status);
	pack_str(ret_input, job->location);
	pack_str(ret_input, job->http_charset);
	pack_str(ret_input, job->bytes);
	pack_str(ret_input, str_make(block, block ? doc_size(job->before) : 0));
}

/* The job as read, and what it owns. */
struct reply {
	struct reaction_job job;
	struct recipe *recipe;
	char *block; /* `before`, aligned */
	struct decoded decoded;
	bool is_decoded;
};

static void reply_done(struct reply *reply)
{
	if (reply->is_decoded)
		decoded_done(&reply->decoded);
	recipe_free(reply->recipe);
	free(reply->block);
}

static enum err read_before(struct str block, struct reply *reply, struct error *err)
{
	if (!block.at)
		return ERR_OK;
	reply->block = mem_alloc(block.len);
	memcpy(reply->block, block.at, block.len);
	reply->job.before = doc_check(str_make(reply->block, block.len), err);
	return reply->job.before ? ERR_OK : ERR_FORMAT;
}

static enum err read_job(struct str input, struct reply *reply, struct error *err)
{
	struct unpack u = unpack_from(input);
	struct str name = unpack_str(&u), ini = unpack_str(&u);
	reply->job.cast = unpack_u32(&u) != 0;
	reply->job.undo = unpack_u32(&u) != 0;
	reply->job.mood = unpack_str(&u);
	reply->job.status = (int)unpack_u32(&u);
	reply->job.location = unpack_str(&u);
	reply->job.http_charset = unpack_str(&u);
	reply->job.bytes = unpack_str(&u);
	struct str block = unpack_str(&u);
	if (!unpack_done(&u))
		return err_set(err, ERR_FORMAT, _("the reaction's job is damaged"));
	enum err failed = recipe_parse_trusted(name, ini, &reply->recipe, err);
	reply->job.recipe = reply->recipe;
	return failed ? failed : read_before(block, reply, err);
}

/* --- peeling --- */

/* The keys of [load] and [vote] that say the same thing. */
struct side {
	enum recipe_key kind, inner, ok, message, closed, login, errors;
	int already, toggled; /* -1: none */
};
static const struct side sides[] = {
	{ RECIPE_LOAD_KIND, RECIPE_LOAD_INNER, RECIPE_LOAD_OK, RECIPE_LOAD_MESSAGE,
	  RECIPE_LOAD_CLOSED, RECIPE_LOAD_LOGIN, RECIPE_LOAD_ERRORS, -1, -1 },
	{ RECIPE_VOTE_KIND, RECIPE_VOTE_INNER, RECIPE_VOTE_OK, RECIPE_VOTE_MESSAGE,
	  RECIPE_VOTE_CLOSED, RECIPE_VOTE_LOGIN, RECIPE_VOTE_ERRORS,
	  RECIPE_VOTE_ALREADY, RECIPE_VOTE_TOGGLED },
};
/* Taking back: the reply is a cast's, but for what says that it was done. */
static const struct side undo_side = { RECIPE_VOTE_KIND,
	                               RECIPE_VOTE_INNER,
	                               RECIPE_UNDO_OK,
	                               RECIPE_VOTE_MESSAGE,
	                               RECIPE_VOTE_CLOSED,
	                               RECIPE_VOTE_LOGIN,
	                               RECIPE_VOTE_ERRORS,
	                               -1,
	                               -1 };

static const struct side *side_of(const struct reaction_job *job)
{
	return job->undo ? &undo_side : &sides[job->cast];
}

struct answer {
	const struct recipe *recipe;
	const struct side *side;
	const struct reaction_job *job;
	struct str body; /* decoded */
	json_t *json;    /* of JSON kinds */
	struct buf text; /* of text kinds: what was inside */
	enum err garbled;
	struct error why_garbled;
	xmlDocPtr tree; /* of the HTML inside, or of the body; NULL: not needed yet */
	struct xpath_context *xpath;
	struct recipe_page page;
	struct buf message;
};

static void answer_done(struct answer *a)
{
	json_decref(a->json);
	buf_done(&a->text);
	buf_done(&a->message);
	xpath_context_free(a->xpath);
	html_free(a->tree);
}

static void peel(struct answer *a)
{
	const struct value *value = recipe_get(a->recipe, a->side->kind);
	enum reply_kind kind =
	        value->text.at ? (enum reply_kind)value->choice : REPLY_TEXT;
	struct error *err = &a->why_garbled;
	a->garbled = reply_is_json(kind) ? reply_json(kind, a->body, &a->json, err)
	                                 : reply_text(kind, a->body, &a->text, err);
}

/* `PATH:html` names a string in JSON; otherwise the text itself is meant. */
static struct str inner_html(const struct answer *a)
{
	struct str inner = recipe_value(a->recipe, a->side->inner);
	if (!str_ends(inner, STR(":html")))
		return a->json ? STR_NONE : buf_str(&a->text);
	struct str path = str_head(inner, inner.len - strlen(":html"));
	const json_t *string = a->json ? json_at(a->json, path) : NULL;
	return json_is_string(string)
	               ? str_make(json_string_value(string), json_string_length(string))
	               : STR_NONE;
}

static struct str page_url(const struct reaction_job *job)
{
	return job->before ? doc_field(job->before, DOC_URL) : STR_NONE;
}

/* Make the tree that XPaths are applied to.  Without any HTML there is none,
 * and a regex still has the body. */
static void grow_tree(struct answer *a, struct str html)
{
	a->page = (struct recipe_page){ .source = a->body, .url = page_url(a->job) };
	if (html_parse(html, &a->tree, NULL) != ERR_OK)
		return;
	a->xpath = xpath_context_new(a->tree);
	a->page.xpath = a->xpath;
	a->page.root = (xmlNode *)a->tree;
}

/* --- judging --- */

static void find_message(struct answer *a)
{
	struct str how = recipe_value(a->recipe, a->side->message);
	if (!str_starts(how, STR("json:"))) {
		pick_text(recipe_pick(a->recipe, a->side->message), &a->page, NULL,
		          &a->message);
		return;
	}
	struct str path = str_trim(str_from(how, strlen("json:")));
	const json_t *string = a->json ? json_at(a->json, path) : NULL;
	if (json_is_string(string))
		clean_add_collapsed(&a->message, str_make(json_string_value(string),
		                                          json_string_length(string)));
}

/* HTML in the message's place is the new counts, nothing to be read out. */
static bool is_readable(const struct answer *a)
{
	return a->message.len && !str_has(buf_str(&a->message), STR("<"));
}

/* The text for a body that is nothing but a code: `errors = error:text,0:…`. */
static struct str text_of_code(const struct answer *a)
{
	struct str rest = recipe_value(a->recipe, a->side->errors), code;
	while (rest.at) {
		struct str text = str_cut(&rest, ',');
		code = str_trim(str_cut(&text, ':'));
		if (code.len && str_eq(code, str_trim_space(a->body)))
			return str_trim(text);
	}
	return STR_NONE;
}

static bool is_ok(const struct answer *a)
{
	const struct value *ok = recipe_get(a->recipe, a->side->ok);
	struct rule_reply reply = { .status = a->job->status,
		                    .location = a->job->location,
		                    .body = a->body,
		                    .json = a->json,
		                    .mood = a->job->mood };
	if (ok->rules && !reply_rules_hold(ok->rules, &reply))
		return false;
	bool redirects = reply.status >= 300 && reply.status < 400;
	if (redirects)
		return ok->rules && reply.location.len;
	return !a->garbled &&
	       (ok->rules || (reply.status >= 200 && reply.status < 300));
}

/* What refusing words are looked for in: the message where there is one; else
 * the body, unless it is a good reply, which may hold a script with every
 * message the site knows. */
static struct str words_of(const struct answer *a)
{
	if (is_readable(a))
		return buf_str(&a->message);
	return is_ok(a) ? STR_NONE : a->body;
}

static bool says(const struct answer *a, int key)
{
	return key >= 0 &&
	       regex_matches(recipe_get(a->recipe, (enum recipe_key)key)->regex,
	                     words_of(a));
}

/* "what: the site's own words", or what alone when it said nothing. */
static enum err refuse(const char *what, struct str words, struct error *err)
{
	words = str_trim_space(words);
	return err_set(err, ERR_REFUSED, words.len ? "%s: %.*s" : "%s", what,
	               STR_ARG(words));
}

static enum err not_understood(const struct answer *a, struct error *err)
{
	if (a->job->status >= 300)
		return err_set(err, ERR_HTTP,
		               _("the site answered with HTTP status %d"),
		               a->job->status);
	if (a->garbled) {
		if (err)
			*err = a->why_garbled;
		return a->garbled;
	}
	return err_set(err, ERR_FORMAT,
	               _("the site's reply says neither that it was done nor why not"));
}

/* Words that are a message; a whole page is no message. */
static struct str quotable(const struct answer *a, struct str otherwise)
{
	return is_readable(a) ? buf_str(&a->message) : otherwise;
}

static enum err judge(const struct answer *a, struct error *err)
{
	struct str code = text_of_code(a);
	if (says(a, a->side->already))
		return refuse(_("you have reacted to this story before"),
		              quotable(a, code), err);
	if (says(a, a->side->toggled))
		return refuse(_("the site took your earlier choice back, as it does "
		                "when one chooses the same again"),
		              STR_NONE, err);
	if (says(a, (int)a->side->login))
		return refuse(_("this site takes reactions only from readers who are "
		                "logged in there, and baolan does not log in"),
		              quotable(a, code), err);
	if (says(a, (int)a->side->closed))
		return refuse(_("the site takes no more reactions"), quotable(a, code),
		              err);
	if (code.len)
		return refuse(_("the site refused"), code, err);
	if (is_ok(a))
		return ERR_OK;
	if (is_readable(a))
		return refuse(_("the site refused"), buf_str(&a->message), err);
	return not_understood(a, err);
}

/* --- the counts --- */

static size_t add_found_moods(struct answer *a, struct doc_builder *b)
{
	if (recipe_value(a->recipe, RECIPE_LOAD_ITEMS).len)
		return a->tree ? moods_add_items(a->recipe, &a->page, b) : 0;
	if (recipe_value(a->recipe, RECIPE_LOAD_PATH).len)
		return a->json ? moods_add_json(a->recipe, a->json, a->job->before, b)
		               : 0;
	if (!recipe_value(a->recipe, RECIPE_LOAD_SPLIT).len)
		return 0;
	return moods_add_list(a->recipe, buf_str(&a->text), a->job->before, b);
}

/* The moods as they were, the one cast with `change` more, or with exactly
 * `count`, unless that is -1. */
static void add_known_moods(const struct reaction_job *job, int change, int64_t count,
                            struct doc_builder *b)
{
	uint32_t n = 0;
	const struct doc_mood *moods = job->before ? doc_moods(job->before, &n) : NULL;
	for (uint32_t i = 0; i < n; i++) {
		struct str token = doc_str(job->before, moods[i].token);
		int64_t now = moods[i].count;
		bool is_cast = str_eq(token, job->mood);
		if (is_cast && count >= 0)
			now = count;
		else if (is_cast && now >= 0)
			now = MAX(now + change, 0);
		doc_add_mood(b, token, doc_str(job->before, moods[i].label), now);
	}
}

static enum err add_loaded_moods(struct answer *a, struct doc_builder *b,
                                 struct error *err)
{
	if (add_found_moods(a, b))
		return ERR_OK;
	return err_set(err, ERR_FORMAT, _("the site's reply has no moods in it"));
}

/* The new count of the mood cast, which some replies give alone; else -1. */
static int64_t told_count(const struct answer *a)
{
	struct str how = recipe_value(a->recipe, RECIPE_VOTE_COUNT);
	auto_buf text = BUF_INIT(MAX_MESSAGE);
	if (!str_starts(how, STR("json:"))) {
		pick_text(recipe_pick(a->recipe, RECIPE_VOTE_COUNT), &a->page, NULL,
		          &text);
		return reply_count(buf_str(&text));
	}
	reply_path(str_trim(str_from(how, strlen("json:"))), a->job->mood, &text);
	return a->json ? moods_json_count(json_at(a->json, buf_str(&text))) : -1;
}

/* The site has taken the cast, whatever it shows: without counts in its reply
 * the one cast is added to those known. */
static void add_moods_after_cast(struct answer *a, struct doc_builder *b)
{
	enum reaction_counts counts = reaction_counts_after(a->recipe);
	bool told = counts == COUNTS_REPLY;
	int change = counts == COUNTS_RELOAD ? 0 : a->job->undo ? -1 : 1;
	int64_t count = told ? told_count(a) : -1;
	if (told && count < 0 && add_found_moods(a, b))
		return;
	add_known_moods(a->job, change, count, b);
}

/* --- the document --- */

static bool is_replaced(const struct answer *a, struct str name)
{
	vec_each (kept, &a->recipe->kept)
		if (str_eq(kept->name, name) && a->json && json_at(a->json, kept->path))
			return true;
	return false;
}

static void add_kept_var(const struct kept *kept, const json_t *value,
                         struct doc_builder *b)
{
	const char *string = json_string_value(value);
	char *dumped = string || !value ? NULL : json_dumps(value, JSON_ENCODE_ANY);
	struct str text = str_of(string ? string : dumped);
	if (text.len)
		doc_add_var(b, kept->name, text);
	free(dumped);
}

static void add_vars(const struct answer *a, struct doc_builder *b)
{
	const struct doc *before = a->job->before;
	uint32_t count = 0;
	const struct doc_var *vars = before ? doc_vars(before, &count) : NULL;
	for (uint32_t i = 0; i < count; i++) {
		struct str name = doc_str(before, vars[i].name);
		if (!is_replaced(a, name))
			doc_add_var(b, name, doc_str(before, vars[i].value));
	}
	vec_each (kept, &a->recipe->kept)
		if (a->json)
			add_kept_var(kept, json_at(a->json, kept->path), b);
}

static void add_fields(const struct answer *a, struct doc_builder *b)
{
	static const enum doc_field same[] = { DOC_URL, DOC_CANONICAL, DOC_TITLE,
		                               DOC_CHARSET, DOC_REACTION_QUESTION };
	for (size_t i = 0; a->job->before && i < ARRAY_SIZE(same); i++)
		doc_set(b, same[i], doc_field(a->job->before, same[i]));
	if (a->job->before && !a->job->undo)
		doc_set(b, DOC_REACTION_MINE,
		        doc_field(a->job->before, DOC_REACTION_MINE));
	auto_buf question = BUF_INIT(MAX_MESSAGE);
	if (pick_text(recipe_pick(a->recipe, RECIPE_LOAD_QUESTION), &a->page, NULL,
	              &question))
		doc_set(b, DOC_REACTION_QUESTION, buf_str(&question));
	doc_set(b, DOC_REACTION_PROTOCOL,
	        recipe_value(a->recipe, RECIPE_REACTION_NAME));
	if (a->job->cast && !a->job->undo)
		doc_set(b, DOC_REACTION_MINE, a->job->mood);
	if (is_readable(a))
		doc_set(b, DOC_REACTION_MESSAGE, buf_str(&a->message));
}

static enum err write_document(struct answer *a, struct buf *ret_output,
                               struct error *err)
{
	struct doc_builder *b = doc_builder_new(DOC_REACTION, MAX_DOCUMENT);
	enum err failed = ERR_OK;
	add_fields(a, b);
	add_vars(a, b);
	if (a->job->cast)
		add_moods_after_cast(a, b);
	else
		failed = add_loaded_moods(a, b, err);
	if (!failed)
		failed = doc_build(b, ret_output, err);
	doc_builder_free(b);
	return failed;
}

static enum err read_answer(const struct reply *reply, struct buf *ret_output,
                            struct error *err)
{
	struct answer a = { .recipe = reply->recipe,
		            .side = side_of(&reply->job),
		            .job = &reply->job,
		            .body = reply->decoded.text,
		            .text = BUF_INIT(MAX_REPLY),
		            .message = BUF_INIT(MAX_MESSAGE) };
	peel(&a);
	struct str html = a.garbled ? STR_NONE : inner_html(&a);
	grow_tree(&a, html.len ? html : a.body);
	find_message(&a);
	enum err failed = judge(&a, err);
	if (!failed)
		failed = write_document(&a, ret_output, err);
	answer_done(&a);
	return failed;
}

/* The header's, else the recipe's; charset_decode takes it from there. */
static struct str charset_label(const struct reaction_job *job)
{
	struct str site = recipe_value(job->recipe, RECIPE_SITE_CHARSET);
	bool known = site.len && !str_eq(site, STR("auto"));
	return job->http_charset.len || !known ? job->http_charset : site;
}

enum err reaction_run(struct str input, struct buf *ret_output, struct error *err)
{
	struct reply reply = { 0 };
	enum err failed = read_job(input, &reply, err);
	if (!failed) {
		failed = charset_decode(reply.job.bytes, charset_label(&reply.job),
		                        MAX_REPLY, &reply.decoded, err);
		reply.is_decoded = !failed;
	}
	if (!failed)
		failed = read_answer(&reply, ret_output, err);
	reply_done(&reply);
	return failed;
}
