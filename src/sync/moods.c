/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reactions: asking a site for its counts, and casting one.
 *
 * A cast is one request that is never repeated: with no_redirect there is no
 * retry, and a redirect is an answer, not a way to go. */
#include "sync.h"

#include "baolan/base/i18n.h"
#include "baolan/base/mem.h"
#include "baolan/extract/job.h"
#include "baolan/extract/reaction.h"
#include "baolan/store/casts.h"

/* Put one's own choice into the article; false when that ended the load. */
static bool set_mine(struct load *load, struct str mood)
{
	struct doc_builder *builder =
	        doc_builder_new(doc_kind(load->article.doc), BUF_MAX_TEXT);
	doc_copy_all(builder, load->article.doc);
	doc_set(builder, DOC_REACTION_MINE, mood);
	return load_rebuild(load, builder);
}

/* --- requests --- */

static const struct recipe *reaction_recipe(const struct load *load)
{
	return recipes_reaction(load->sync->recipes,
	                        doc_field(load->article.doc, DOC_REACTION_PROTOCOL));
}

static void to_request(const struct load *load, const struct reaction_request *from,
                       struct request *ret_request)
{
	request_init(ret_request, buf_text(&from->url));
	ret_request->method = mem_strdup(from->method);
	if (from->send_referer)
		ret_request->referer = str_dup(doc_field(load->article.doc, DOC_URL));
	struct str headers = from->headers, name, value;
	while (reaction_next_header(&headers, &name, &value)) {
		auto_free char *own_name = str_dup(name), *own_value = str_dup(value);
		request_add_header(ret_request, own_name, own_value);
	}
	if (from->content_type)
		request_add_header(ret_request, "Content-Type", from->content_type);
	buf_add_str(&ret_request->body, buf_str(&from->body));
}

static void read_reply(struct load *load, const struct response *response,
                       load_doc_fn *then)
{
	struct reaction_job job = {
		.recipe = reaction_recipe(load),
		.cast = load->mood && load->step == LOAD_FETCHING,
		.undo = load->undo,
		.mood = str_of(load->mood),
		.status = response->status,
		.location = response_header(response, "Location"),
		.http_charset = response_charset(response),
		.bytes = buf_str(&response->body),
		.before = load->article.doc,
	};
	auto_buf input = BUF_INIT(BUF_MAX_TEXT * 2);
	reaction_input(&job, &input);
	load_job(load, JOB_REACTION, buf_str(&input), then);
}

/* Take the moods of a reply over; false when that ended the load. */
static bool take_moods(struct load *load, const struct doc *reply)
{
	struct doc_builder *builder =
	        doc_builder_new(doc_kind(load->article.doc), BUF_MAX_TEXT);
	struct str mine = doc_field(load->article.doc, DOC_REACTION_MINE);
	struct str message = doc_field(load->article.doc, DOC_REACTION_MESSAGE);
	doc_copy_all(builder, load->article.doc);
	doc_copy_reaction(builder, reply);
	if (mine.len && !load->undo)
		doc_set(builder, DOC_REACTION_MINE, mine);
	if (!load->mood && !doc_field(reply, DOC_REACTION_MESSAGE).len)
		doc_set(builder, DOC_REACTION_MESSAGE, message);
	return load_rebuild(load, builder);
}

/* --- the counts of an article --- */

static void counts_failed(struct load *load, const struct error *why)
{
	struct error error;
	err_set(&error, why->code, _("The moods could not be loaded: %s"), why->text);
	load_finish(load, &error);
}

static void on_counts(struct load *load, struct loaded *reply)
{
	if (!take_moods(load, reply->doc))
		return;
	casts_see(load);
	if (load_emit(load))
		load_finish(load, NULL);
}

static void on_counts_bytes(struct load *load, struct response *response)
{
	read_reply(load, response, on_counts);
}

static void ask_counts(struct load *load, load_bytes_fn *then)
{
	struct reaction_request from = { .url = BUF_INIT(BUF_MAX_TEXT),
		                         .body = BUF_INIT(BUF_MAX_TEXT) };
	struct error why;
	if (reaction_load_request(reaction_recipe(load), load->article.doc, &from,
	                          &why) != ERR_OK) {
		reaction_request_done(&from);
		load->failed(load, &why);
		return;
	}
	struct request request;
	to_request(load, &from, &request);
	reaction_request_done(&from);
	load->step = LOAD_MOODS;
	load_fetch(load, &request, WEB_BYPASS, then);
	request_done(&request);
}

void moods_load(struct load *load)
{
	const struct recipe *recipe = reaction_recipe(load);
	if (load->local || load->no_moods || !recipe || !reaction_needs_load(recipe)) {
		if (!load->local && recipe)
			casts_see(load);
		load_finish(load, NULL);
		return;
	}
	load->failed = counts_failed;
	ask_counts(load, on_counts_bytes);
}

/* --- a cast --- */

static enum cast_state state_after(const struct load *load, const struct error *why)
{
	if (why->code == ERR_REFUSED)
		return CAST_REFUSED;
	return load->sent ? CAST_UNKNOWN : CAST_CHOSEN;
}

/* Only a site's own refusal, and what never left, is surely not cast. */
static void cast_failed(struct load *load, const struct error *why)
{
	struct error error = *why;
	bool waits = load->journalled && !load->sent && why->code == ERR_NETWORK;
	casts_settle(load, state_after(load, why), why->text);
	if (why->code != ERR_REFUSED && load->sent)
		err_set(&error, why->code,
		        _("Your choice left, but no clear answer came; it may have been "
		          "counted: %s"),
		        why->text);
	else if (waits)
		err_set(&error, why->code,
		        _("Your choice was not sent; it waits until you say so "
		          "(baolan react --queue): %s"),
		        why->text);
	else if (why->code != ERR_REFUSED)
		err_set(&error, why->code, _("Your choice was not sent: %s"),
		        why->text);
	load_finish(load, &error);
}

/* It was counted, but the new numbers did not come: show the old ones. */
static void recount_failed(struct load *load, const struct error *why)
{
	struct error error;
	err_set(&error, why->code,
	        _("Your choice was taken, but the new counts did not come: %s"),
	        why->text);
	if (load_emit(load))
		load_finish(load, &error);
}

static void on_cast(struct load *load, struct loaded *reply)
{
	casts_settle(load, CAST_COUNTED, NULL);
	if (!take_moods(load, reply->doc) || !set_mine(load, str_of(load->mood)))
		return;
	if (reaction_counts_after(reaction_recipe(load)) == COUNTS_RELOAD) {
		load->failed = recount_failed;
		ask_counts(load, on_counts_bytes);
		return;
	}
	casts_see(load);
	if (load_emit(load))
		load_finish(load, NULL);
}

static void on_cast_bytes(struct load *load, struct response *response)
{
	read_reply(load, response, on_cast);
}

/* --- taking it back --- */

static void undo_failed(struct load *load, const struct error *why)
{
	struct error error;
	bool unclear = load->sent && why->code != ERR_REFUSED;
	err_set(&error, why->code,
	        unclear ? _("No clear answer came: your choice may have been taken back, "
	                    "or not: %s")
	                : _("Your choice was not taken back: %s"),
	        why->text);
	load_finish(load, &error);
}

static void on_undone(struct load *load, struct loaded *reply)
{
	casts_forget(load);
	if (!take_moods(load, reply->doc))
		return;
	if (load_emit(load))
		load_finish(load, NULL);
}

static void on_undo_bytes(struct load *load, struct response *response)
{
	read_reply(load, response, on_undone);
}

/* --- the request of either --- */

static enum err cast_request(const struct load *load, struct request *ret_request,
                             struct error *err)
{
	const struct recipe *recipe = reaction_recipe(load);
	if (!recipe)
		return err_set(err, ERR_EMPTY,
		               _("This page has no moods to choose from"));
	struct reaction_request from = { .url = BUF_INIT(BUF_MAX_TEXT),
		                         .body = BUF_INIT(BUF_MAX_TEXT) };
	enum err (*make)(const struct recipe *recipe, const struct doc *doc,
	                 struct str mood, struct reaction_request *ret_request,
	                 struct error *err) =
	        load->undo ? reaction_undo_request : reaction_cast_request;
	enum err code = make(recipe, load->article.doc, str_of(load->mood), &from, err);
	if (code == ERR_OK) {
		to_request(load, &from, ret_request);
		ret_request->no_redirect = true;
	}
	reaction_request_done(&from);
	return code;
}

static void send_cast(struct load *load, const struct request *request)
{
	load->failed = load->undo ? undo_failed : cast_failed;
	load_fetch(load, request, WEB_BYPASS,
	           load->undo ? on_undo_bytes : on_cast_bytes);
}

/* --- what goes before: a visit, for its cookies --- */

static void visit_failed(struct load *load, const struct error *why)
{
	load->sent = false;
	(load->undo ? undo_failed : cast_failed)(load, why);
}

static void on_visited(struct load *load, struct response *response)
{
	struct request request;
	struct error why;
	(void)response;
	if (cast_request(load, &request, &why) != ERR_OK) {
		visit_failed(load, &why);
		return;
	}
	send_cast(load, &request);
	request_done(&request);
}

static void visit(struct load *load, const struct recipe *recipe)
{
	struct reaction_request from = { .url = BUF_INIT(BUF_MAX_TEXT),
		                         .body = BUF_INIT(BUF_MAX_TEXT) };
	struct request request;
	struct error why;
	enum err failed =
	        reaction_preflight_request(recipe, load->article.doc, &from, &why);
	if (!failed)
		to_request(load, &from, &request);
	reaction_request_done(&from);
	if (failed) {
		visit_failed(load, &why);
		return;
	}
	load->failed = visit_failed;
	load_fetch(load, &request, WEB_BYPASS, on_visited);
	request_done(&request);
}

/* --- first of all --- */

/* What can't be asked is not written down, what can is before anything leaves. */
static enum err begin(struct load *load, struct request *ret_request, struct error *err)
{
	enum err failed = cast_request(load, ret_request, err);
	if (failed || load->undo)
		return failed;
	failed = casts_send(load, err);
	if (failed)
		request_done(ret_request);
	return failed;
}

static void begin_cast(void *data)
{
	struct load *load = data;
	struct request request;
	struct error why;
	load->timer = 0;
	load->step = LOAD_FETCHING;
	load->sent = false;
	if (begin(load, &request, &why) != ERR_OK) {
		load_finish(load, &why);
		return;
	}
	const struct recipe *recipe = reaction_recipe(load);
	if (reaction_needs_preflight(recipe))
		visit(load, recipe);
	else
		send_cast(load, &request);
	request_done(&request);
}

static struct load *new_cast(struct sync *sync, const struct doc *doc, struct str mood,
                             const struct load_ops *ops, void *data)
{
	struct load *load = load_new(sync, ops, data);
	buf_add(&load->article.block, doc, doc_size(doc));
	load->article.doc = doc_check(buf_str(&load->article.block), NULL);
	load->mood = str_dup(mood);
	load_later(load, begin_cast);
	return load;
}

struct load *cast_start(struct sync *sync, const struct doc *doc, struct str mood,
                        const struct load_ops *ops, void *data)
{
	return new_cast(sync, doc, mood, ops, data);
}

struct load *undo_start(struct sync *sync, const struct doc *doc,
                        const struct load_ops *ops, void *data)
{
	struct load *load =
	        new_cast(sync, doc, doc_field(doc, DOC_REACTION_MINE), ops, data);
	load->undo = true;
	return load;
}

bool undo_is_possible(const struct sync *sync, const struct doc *doc)
{
	const struct recipe *recipe =
	        recipes_reaction(sync->recipes, doc_field(doc, DOC_REACTION_PROTOCOL));
	return recipe && reaction_can_undo(recipe) &&
	       doc_field(doc, DOC_REACTION_MINE).len;
}
