/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Templates become requests.  What a page supplied is escaped for the place it
 * lands in, and the place where a host is decided takes nothing but a bare
 * origin, so the worst a page can do is choose values. */
#include "baolan/extract/reaction.h"

#include "baolan/base/i18n.h"
#include "baolan/base/mem.h"
#include "baolan/text/charset.h"
#include "baolan/text/url.h"
#include "recipe-own.h"

#include <inttypes.h>
#include <stdlib.h>
#include <sys/random.h>

#define MAX_REQUEST ((size_t)64 << 10)

struct filling {
	const struct recipe *recipe;
	const struct doc *doc;
	struct str mood; /* absent: a load */
	struct error *err;
};

void reaction_request_done(struct reaction_request *r)
{
	buf_done(&r->url);
	buf_done(&r->body);
}

bool reaction_needs_load(const struct recipe *recipe)
{
	return recipe_value(recipe, RECIPE_LOAD_URL).len > 0;
}

/* By the order of the words in the table of keys. */
enum reaction_counts reaction_counts_after(const struct recipe *recipe)
{
	static const enum reaction_counts counts[] = {
		[VOTE_COUNTS_REPLY] = COUNTS_REPLY,
		[VOTE_COUNTS_RELOAD] = COUNTS_RELOAD,
		[VOTE_COUNTS_PLUS_ONE] = COUNTS_PLUS_ONE,
	};
	const struct value *value = recipe_get(recipe, RECIPE_VOTE_COUNTS);
	return value->text.at ? counts[value->choice] : COUNTS_PLUS_ONE;
}

int64_t reaction_guard_seconds(const struct recipe *recipe)
{
	const struct value *value = recipe_get(recipe, RECIPE_GUARD_WINDOW);
	return value->text.at ? value->choice : WINDOW_FOREVER;
}

/* --- names that every template knows --- */

static struct str the_url(const struct filling *f, struct buf *own)
{
	(void)own;
	return doc_field(f->doc, DOC_URL);
}

static struct str the_canonical(const struct filling *f, struct buf *own)
{
	struct str canonical = doc_field(f->doc, DOC_CANONICAL);
	return canonical.len ? canonical : the_url(f, own);
}

static struct str the_title(const struct filling *f, struct buf *own)
{
	(void)own;
	return doc_field(f->doc, DOC_TITLE);
}

/* As the page's own scripts see it: decoded. */
static struct str the_path(const struct filling *f, struct buf *own)
{
	struct url url;
	if (!url_split(doc_field(f->doc, DOC_URL), &url))
		return STR_NONE;
	url_decode(own, url.path.len ? url.path : STR("/"));
	return buf_str(own);
}

/* Against caches on the way, as the sites' own scripts do. */
static struct str a_random_number(const struct filling *f, struct buf *own)
{
	uint64_t number = 0;
	(void)f;
	if (getrandom(&number, sizeof(number), GRND_NONBLOCK) < 0)
		number = (uint64_t)(uintptr_t)own;
	buf_printf(own, "0.%016" PRIu64, number % 10000000000000000u);
	return buf_str(own);
}

static struct str the_callback(const struct filling *f, struct buf *own)
{
	(void)f;
	(void)own;
	return STR("baolan_reply");
}

static struct str the_mood(const struct filling *f, struct buf *own)
{
	(void)own;
	return f->mood;
}

static bool find_mood(const struct doc *doc, struct str token, uint32_t *ret_index)
{
	uint32_t count;
	const struct doc_mood *moods = doc_moods(doc, &count);
	for (uint32_t i = 0; i < count; i++) {
		if (str_eq(doc_str(doc, moods[i].token), token)) {
			*ret_index = i;
			return true;
		}
	}
	return false;
}

static struct str mood_index(const struct filling *f, struct buf *own, uint32_t first)
{
	uint32_t index;
	if (!find_mood(f->doc, f->mood, &index))
		return STR_NONE;
	buf_printf(own, "%" PRIu32, index + first);
	return buf_str(own);
}

static struct str mood_index_from_0(const struct filling *f, struct buf *own)
{
	return mood_index(f, own, 0);
}

static struct str mood_index_from_1(const struct filling *f, struct buf *own)
{
	return mood_index(f, own, 1);
}

static const struct {
	const char *name;
	/* borrowed from the document or written to *own; absent: not known */
	struct str (*value)(const struct filling *f, struct buf *own);
	bool may_be_empty;
} builtins[] = {
	{ "url", the_url, false },          { "canonical", the_canonical, false },
	{ "path", the_path, false },        { "title", the_title, true },
	{ "rnd", a_random_number, false },  { "cb", the_callback, false },
	{ "mood", the_mood, false },        { "i0", mood_index_from_0, false },
	{ "i1", mood_index_from_1, false },
};

bool reaction_is_builtin(struct str name)
{
	for (size_t i = 0; i < ARRAY_SIZE(builtins); i++)
		if (str_eq(name, str_of(builtins[i].name)))
			return true;
	return false;
}

/* --- values --- */

static struct str doc_var_value(const struct doc *doc, struct str name)
{
	uint32_t count;
	const struct doc_var *vars = doc_vars(doc, &count);
	for (uint32_t i = 0; i < count; i++)
		if (str_eq(doc_str(doc, vars[i].name), name))
			return doc_str(doc, vars[i].value);
	return STR_NONE;
}

/* The value of a name; absent when it is not known.
 *
 * The recipe's own word goes before a document's that claims the same name. */
static struct str value_of(const struct filling *f, struct str name, struct buf *own)
{
	const struct var *var = recipe_var(f->recipe, name);
	if (var && pick_is_constant(var->pick)) {
		struct recipe_page nothing = { 0 };
		pick_text(var->pick, &nothing, NULL, own);
		return buf_str(own);
	}
	for (size_t i = 0; !var && i < ARRAY_SIZE(builtins); i++)
		if (str_eq(name, str_of(builtins[i].name)))
			return builtins[i].value(f, own);
	return doc_var_value(f->doc, name);
}

static bool may_be_empty(struct str name)
{
	for (size_t i = 0; i < ARRAY_SIZE(builtins); i++)
		if (str_eq(name, str_of(builtins[i].name)))
			return builtins[i].may_be_empty;
	return false;
}

/* --- escaping by place --- */

typedef enum err put_fn(const struct filling *f, struct str value, struct buf *b);

static bool sends_page_charset(const struct filling *f)
{
	return recipe_get(f->recipe, RECIPE_SESSION_CHARSET)->choice == CHARSET_PAGE;
}

static enum err put_url(const struct filling *f, struct str value, struct buf *b)
{
	if (str_eq(value, STR(".")) || str_eq(value, STR("..")))
		return err_set(f->err, ERR_FORMAT,
		               _("the page gives \"%.*s\" where a name should stand"),
		               STR_ARG(value));
	auto_buf encoded = BUF_INIT(MAX_REQUEST);
	const char *charset = charset_canonical(doc_field(f->doc, DOC_CHARSET));
	bool converts = sends_page_charset(f) && charset &&
	                charset_encode(value, charset, &encoded);
	url_encode(b, converts ? buf_str(&encoded) : value);
	return ERR_OK;
}

static enum err put_json(const struct filling *f, struct str value, struct buf *b)
{
	json_t *string = json_stringn(value.at ? value.at : "", value.len);
	char *quoted = string ? json_dumps(string, JSON_ENCODE_ANY) : NULL;
	json_decref(string);
	if (!quoted)
		return err_set(f->err, ERR_FORMAT,
		               _("the page gives a value that is no text"));
	struct str text = str_of(quoted);
	buf_add(b, text.at + 1, text.len - 2); /* the template has the quotes */
	free(quoted);
	return ERR_OK;
}

/* Where a host is decided: http(s)://host[:port] and nothing else. */
static enum err put_origin(const struct filling *f, struct str value, struct buf *b)
{
	auto_buf bare = BUF_INIT(MAX_REQUEST);
	auto_buf resolved = BUF_INIT(MAX_REQUEST);
	struct url url;
	bool is_http = str_starts_nocase(value, STR("http://")) ||
	               str_starts_nocase(value, STR("https://"));
	bool splits = is_http && url_split(value, &url) && url.host.len;
	if (splits) {
		buf_printf(&bare, "%.*s://%.*s", STR_ARG(url.scheme),
		           STR_ARG(url.host));
		if (url.port.len)
			buf_printf(&bare, ":%.*s", STR_ARG(url.port));
	}
	/* Spelled exactly so, and understood so by whoever resolves it. */
	if (!splits || !str_eq_nocase(buf_str(&bare), value) ||
	    !url_resolve(value, STR("/"), NULL, &resolved))
		return err_set(f->err, ERR_FORMAT, _("\"%.*s\" is no server's address"),
		               STR_ARG(str_head(value, 80)));
	buf_add_str(b, value);
	return ERR_OK;
}

/* A path of the page's choice: names between slashes, and nothing else. */
static enum err put_path(const struct filling *f, struct str value, struct buf *b)
{
	bool is_folder = !value.len || str_ends(value, STR("/"));
	while (value.len) {
		struct str name = str_cut(&value, '/');
		auto_buf decoded = BUF_INIT(MAX_REQUEST);
		url_decode(&decoded, name);
		if (!name.len)
			continue;
		buf_add_char(b, '/');
		enum err failed = put_url(f, buf_str(&decoded), b);
		if (failed)
			return failed;
	}
	if (is_folder)
		buf_add_char(b, '/');
	return ERR_OK;
}

static enum err put_raw(const struct filling *f, struct str value, struct buf *b)
{
	(void)f;
	buf_add_str(b, value);
	return ERR_OK;
}

/* --- filling --- */

static struct str value_of_part(const struct filling *f,
                                const struct template_part *part, struct buf *own)
{
	struct str value = value_of(f, part->text, own);
	if (value.len || !part->other.len)
		return value;
	buf_clear(own);
	return value_of(f, part->other, own);
}

static enum err put_name(const struct filling *f, const struct template_part *part,
                         put_fn *put, struct buf *b)
{
	auto_buf own = BUF_INIT(MAX_REQUEST);
	struct str value = value_of_part(f, part, &own);
	bool optional = part->has_other ? !part->other.len || may_be_empty(part->other)
	                                : may_be_empty(part->text);
	if (!value.len && !optional)
		return err_set(
		        f->err, ERR_FORMAT,
		        _("the page does not give {%.*s}, which its reactions need"),
		        STR_ARG(part->text));
	return (part->raw ? put_raw : part->is_path ? put_path : put)(f, value, b);
}

static enum err fill(const struct filling *f, const struct template *template,
                     put_fn *put, put_fn *put_first, struct buf *b)
{
	vec_each (part, &template->parts) {
		put_fn *here = part == template->parts.at ? put_first : put;
		enum err failed = ERR_OK;
		if (part->is_name)
			failed = put_name(f, part, here, b);
		else
			buf_add_str(b, part->text);
		if (failed)
			return failed;
	}
	if (b->over)
		return err_set(f->err, ERR_LIMIT,
		               _("the reaction's request is too long"));
	return ERR_OK;
}

static enum err fill_url(const struct filling *f, const struct template *template,
                         struct buf *ret_url)
{
	auto_buf relative = BUF_INIT(MAX_REQUEST);
	enum err failed = fill(f, template, put_url, put_origin, &relative);
	if (failed)
		return failed;
	struct str page = doc_field(f->doc, DOC_URL);
	struct url url;
	bool is_http = url_resolve(page, buf_str(&relative), NULL, ret_url) &&
	               url_split(buf_str(ret_url), &url) &&
	               str_starts_nocase(url.scheme, STR("http"));
	if (is_http)
		return ERR_OK;
	buf_clear(ret_url);
	return err_set(f->err, ERR_FORMAT,
	               _("the page has no web address to react to"));
}

/* The keys of a load and of a cast that say the same thing. */
struct request_keys {
	enum recipe_key url, method, body, type;
};
static const struct request_keys load_keys = { RECIPE_LOAD_URL, RECIPE_LOAD_METHOD,
	                                       RECIPE_LOAD_BODY, RECIPE_LOAD_TYPE };
static const struct request_keys vote_keys = { RECIPE_VOTE_URL, RECIPE_VOTE_METHOD,
	                                       RECIPE_VOTE_BODY, RECIPE_VOTE_TYPE };
static const struct request_keys undo_keys = { RECIPE_UNDO_URL, RECIPE_UNDO_METHOD,
	                                       RECIPE_UNDO_BODY, RECIPE_VOTE_TYPE };

static const char *const methods[] = { [METHOD_GET] = "GET", [METHOD_POST] = "POST" };
static const struct {
	const char *content_type;
	put_fn *put;
} body_types[] = {
	[BODY_FORM] = { "application/x-www-form-urlencoded", put_url },
	[BODY_JSON] = { "application/json", put_json },
};

static enum err fill_body(const struct filling *f, const struct request_keys *keys,
                          struct reaction_request *r)
{
	const struct value *body = recipe_get(f->recipe, keys->body);
	int type = recipe_get(f->recipe, keys->type)->choice;
	if (!body->template)
		return ERR_OK;
	r->content_type = body_types[type].content_type;
	put_fn *put = body_types[type].put;
	return fill(f, body->template, put, put, &r->body);
}

static enum err make_request(const struct filling *f, const struct request_keys *keys,
                             struct reaction_request *ret_request)
{
	const struct value *url = recipe_get(f->recipe, keys->url);
	struct reaction_request r = { .url = BUF_INIT(MAX_REQUEST),
		                      .body = BUF_INIT(MAX_REQUEST) };
	if (!url->template)
		return err_set(f->err, ERR_FORMAT,
		               _("the recipe %.*s has no such request"),
		               STR_ARG(recipe_name(f->recipe)));
	enum err failed = fill_url(f, url->template, &r.url);
	if (!failed)
		failed = fill_body(f, keys, &r);
	if (failed) {
		reaction_request_done(&r);
		return failed;
	}
	const struct value *referer = recipe_get(f->recipe, RECIPE_SESSION_REFERER);
	r.method = methods[recipe_get(f->recipe, keys->method)->choice];
	r.send_referer = !referer->text.at || referer->choice;
	r.headers = recipe_value(f->recipe, RECIPE_SESSION_HEADERS);
	*ret_request = r;
	return ERR_OK;
}

enum err reaction_load_request(const struct recipe *recipe, const struct doc *doc,
                               struct reaction_request *ret_request, struct error *err)
{
	struct filling f = { .recipe = recipe, .doc = doc, .err = err };
	return make_request(&f, &load_keys, ret_request);
}

/* A request for a mood that the document has. */
static enum err mood_request(const struct filling *f, const struct request_keys *keys,
                             struct reaction_request *ret_request)
{
	uint32_t index;
	if (!find_mood(f->doc, f->mood, &index))
		return err_set(f->err, ERR_FORMAT, _("the page has no mood \"%.*s\""),
		               STR_ARG(str_head(f->mood, 80)));
	return make_request(f, keys, ret_request);
}

enum err reaction_cast_request(const struct recipe *recipe, const struct doc *doc,
                               struct str mood, struct reaction_request *ret_request,
                               struct error *err)
{
	struct filling f = { .recipe = recipe, .doc = doc, .mood = mood, .err = err };
	return mood_request(&f, &vote_keys, ret_request);
}

bool reaction_can_undo(const struct recipe *recipe)
{
	return recipe_value(recipe, RECIPE_UNDO_URL).len > 0;
}

enum err reaction_undo_request(const struct recipe *recipe, const struct doc *doc,
                               struct str mood, struct reaction_request *ret_request,
                               struct error *err)
{
	struct filling f = { .recipe = recipe, .doc = doc, .mood = mood, .err = err };
	if (!reaction_can_undo(recipe))
		return err_set(err, ERR_REFUSED,
		               _("this site has no way to take a choice back"));
	return mood_request(&f, &undo_keys, ret_request);
}

/* --- before a cast --- */

bool reaction_needs_preflight(const struct recipe *recipe)
{
	return recipe_value(recipe, RECIPE_PREFLIGHT).len > 0;
}

enum err reaction_preflight_request(const struct recipe *recipe, const struct doc *doc,
                                    struct reaction_request *ret_request,
                                    struct error *err)
{
	struct filling f = { .recipe = recipe, .doc = doc, .err = err };
	const struct template *template =
	        recipe_get(recipe, RECIPE_PREFLIGHT)->template;
	struct reaction_request r = { .url = BUF_INIT(MAX_REQUEST),
		                      .body = BUF_INIT(MAX_REQUEST),
		                      .method = methods[METHOD_GET] };
	enum err failed = ERR_OK;
	if (template_is_page(template))
		buf_add_str(&r.url, doc_field(doc, DOC_URL));
	else
		failed = fill_url(&f, template, &r.url);
	*ret_request = r;
	return failed;
}

bool reaction_next_header(struct str *headers, struct str *ret_name,
                          struct str *ret_value)
{
	if (!headers->len)
		return false;
	struct str line = str_cut(headers, '\n');
	*ret_name = str_trim(str_cut(&line, ':'));
	*ret_value = str_trim(line);
	return true;
}
