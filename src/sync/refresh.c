/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each paper goes its own way: request, job, store.  At most MAX_ASKED are on
 * their way at once, so that memory does not grow with the number of papers;
 * the transfers' own limits (per host) are the network's business.  Each paper
 * is committed by itself: what came before a cancel or a crash is kept, and no
 * turn of the loop is longer than one paper takes. */
#include "due.h"
#include "file.h"
#include "sync.h"

#include "baolan/base/clock.h"
#include "baolan/base/i18n.h"
#include "baolan/base/mem.h"
#include "baolan/extract/job.h"
#include "baolan/net/fields.h"
#include "baolan/net/freshness.h"
#include "baolan/sync/refresh.h"
#include "baolan/sync/web.h"
#include "baolan/text/url.h"

#include <stdlib.h>

enum { MAX_ASKED = 128, KILL_AT_ONCE = 64 };

/* A paper to ask, copied: the reader may change the papers meanwhile. */
struct source {
	char *url;
	char *address; /* where that leads, or has moved for ever; NULL: nowhere */
	char *recipe, *proxy, *user_agent;
	int64_t id;
	int interval_s, failures;
	int64_t refreshed; /* when what it brought last came; 0: must come anew */
};

/* One that is on its way. */
struct asked {
	struct refresh *refresh;
	struct asked *next;
	const struct source *source;
	unsigned timer, call, job;
	int64_t fresh_s;   /* of the response */
	int64_t refreshed; /* as of its source */
	char *moved;       /* for ever, to here; NULL: no */
};

struct refresh {
	struct sync *sync;
	struct store *store;
	const struct refresh_ops *ops;
	void *data;
	const struct rules *rules;
	int usual_s;
	struct refresh_count count;
	VEC(struct source) sources;
	size_t next; /* source to ask */
	struct asked *asked;
	size_t n_asked;
	unsigned timer;
	unsigned batch, batched; /* papers a commit; so many are in this one */
	unsigned batch_timer;    /* it ends then; 0: none is open */
	bool emitting, cancelled;
	struct error trouble; /* of the store */
};

/* --- memory --- */

static char *copy(const char *text)
{
	return text ? mem_strdup(text) : NULL;
}

static void source_done(struct source *source)
{
	free(source->url);
	free(source->address);
	free(source->recipe);
	free(source->proxy);
	free(source->user_agent);
}

static void asked_free(struct asked *asked)
{
	struct sync *sync = asked->refresh->sync;
	loop_cancel(sync->loop, asked->timer);
	web_cancel(sync->web, asked->call);
	pool_cancel(sync->pool, asked->job);
	free(asked->moved);
	free(asked);
}

static void forget(struct asked *asked)
{
	struct refresh *refresh = asked->refresh;
	struct asked **at = &refresh->asked;
	while (*at != asked)
		at = &(*at)->next;
	*at = asked->next;
	refresh->n_asked--;
	asked_free(asked);
}

/* --- commits --- */

enum { BATCH_MS = 50 };

static void end_batch(struct refresh *refresh)
{
	if (!refresh->batch_timer)
		return;
	loop_cancel(refresh->sync->loop, refresh->batch_timer);
	refresh->batch_timer = 0;
	refresh->batched = 0;
	store_commit(refresh->store, &refresh->trouble);
}

static void on_batch_end(void *data)
{
	end_batch(data);
}

static void begin_batch(struct refresh *refresh)
{
	if (refresh->batch_timer || refresh->batch < 2 ||
	    store_begin(refresh->store, NULL) != ERR_OK)
		return;
	refresh->batch_timer =
	        loop_after(refresh->sync->loop, BATCH_MS, on_batch_end, refresh);
}

static void batch_paper(struct refresh *refresh)
{
	if (refresh->batch_timer && ++refresh->batched >= refresh->batch)
		end_batch(refresh);
}

/* --- the end of it --- */

static void refresh_free(struct refresh *refresh)
{
	end_batch(refresh);
	loop_cancel(refresh->sync->loop, refresh->timer);
	for (struct asked *asked = refresh->asked, *next; asked; asked = next) {
		next = asked->next;
		asked_free(asked);
	}
	vec_each (source, &refresh->sources)
		source_done(source);
	vec_done(&refresh->sources);
	free(refresh);
}

void refresh_cancel(struct refresh *refresh)
{
	if (!refresh)
		return;
	if (refresh->emitting)
		refresh->cancelled = true;
	else
		refresh_free(refresh);
}

/* --- how it went --- */

static void pump(struct refresh *refresh);

static uint32_t scatter_of(const char *url)
{
	uint32_t hash = 2166136261u; /* FNV-1a */
	for (; *url; url++)
		hash = (hash ^ (unsigned char)*url) * 16777619u;
	return hash;
}

/* Emit the paper's event and go on with the next. */
static void tell(struct asked *asked, const struct refresh_result *result,
                 const struct error *why)
{
	struct refresh *refresh = asked->refresh;
	const struct source *source = asked->source;
	refresh->count.done++;
	refresh->count.failed += why != NULL;
	forget(asked);
	batch_paper(refresh);
	refresh->emitting = true;
	if (refresh->ops->paper)
		refresh->ops->paper(refresh->data, source->id, source->url, result, why,
		                    &refresh->count);
	refresh->emitting = false;
	if (refresh->cancelled)
		refresh_free(refresh);
	else
		pump(refresh);
}

static enum err keep_outcome(const struct asked *asked, const struct due_facts *facts,
                             bool gone, const char *trouble, struct error *err)
{
	struct refresh_outcome outcome = {
		.refreshed = asked->refreshed,
		.due = due_next(facts),
		.failures = facts->failures,
		.gone = gone,
		.moved = asked->moved,
		.trouble = trouble,
	};
	begin_batch(asked->refresh);
	return store_set_outcome(asked->refresh->store, asked->source->id, &outcome,
	                         err);
}

static struct due_facts facts_of(const struct asked *asked)
{
	return (struct due_facts){
		.now = clock_now(),
		.interval_s = asked->source->interval_s,
		.usual_s = asked->refresh->usual_s,
		.fresh_s = asked->fresh_s,
		.scatter = scatter_of(asked->source->url),
	};
}

static int64_t ttl_of(const struct doc *listing)
{
	unsigned long seconds = 0;
	str_number(doc_field(listing, DOC_TTL), INT32_MAX, &seconds);
	return (int64_t)seconds;
}

static void well(struct asked *asked, const struct refresh_result *result,
                 int64_t ttl_s)
{
	struct error why;
	struct due_facts facts = facts_of(asked);
	facts.ttl_s = ttl_s;
	asked->refreshed = facts.now;
	asked->refresh->count.new_stories += result->new_stories;
	enum err failed = keep_outcome(asked, &facts, false, NULL, &why);
	tell(asked, failed ? NULL : result, failed ? &why : NULL);
}

static void fail(struct asked *asked, const struct error *why, bool gone,
                 int64_t retry_s)
{
	struct due_facts facts = facts_of(asked);
	facts.failures = asked->source->failures + 1;
	facts.retry_s = retry_s;
	/* That the store is in trouble too helps nobody now. */
	keep_outcome(asked, &facts, gone, why->text, NULL);
	tell(asked, NULL, why);
}

/* --- the way of one paper --- */

static size_t kill_some(struct asked *asked, int64_t first, size_t n)
{
	struct refresh *refresh = asked->refresh;
	struct story stories[KILL_AT_ONCE] = { 0 };
	int64_t ids[KILL_AT_ONCE] = { 0 }, killed[KILL_AT_ONCE];
	size_t n_killed = 0;
	for (size_t i = 0; i < n; i++)
		ids[i] = first + (int64_t)i;
	if (store_stories(refresh->store, ids, n, stories, NULL) != ERR_OK)
		return 0;
	for (size_t i = 0; i < n; i++) {
		unsigned verdict = rules_apply(refresh->rules, str_of(stories[i].title),
		                               str_of(stories[i].summary),
		                               str_of(stories[i].authors),
		                               str_of(asked->source->url));
		if (verdict & RULES_KILL)
			killed[n_killed++] = ids[i];
		story_done(&stories[i]);
	}
	store_kill(refresh->store, killed, n_killed, true, NULL);
	return n_killed;
}

/* What was killed is no news. */
static void kill_unwanted(struct asked *asked, struct refresh_result *result)
{
	uint32_t came = result->new_stories;
	if (!asked->refresh->rules)
		return;
	for (uint32_t i = 0; i < came; i += KILL_AT_ONCE)
		result->new_stories -=
		        (uint32_t)kill_some(asked, result->first_new + i,
		                            MIN(came - i, (uint32_t)KILL_AT_ONCE));
}

/* What the cache confirms next time is not in the store. */
static void spoiled(struct asked *asked, const struct error *why)
{
	asked->refreshed = 0;
	fail(asked, why, false, 0);
}

static void on_listing(void *data, const struct error *why, struct str output)
{
	struct asked *asked = data;
	struct error error;
	struct refresh_result result = { 0 };
	auto_buf block = BUF_INIT(BUF_MAX_TEXT);
	asked->job = 0;
	if (why) {
		spoiled(asked, why);
		return;
	}
	buf_add_str(&block, output);
	const struct doc *doc = doc_check(buf_str(&block), &error);
	begin_batch(asked->refresh);
	if (!doc || store_refreshed(asked->refresh->store, asked->source->id, doc,
	                            clock_now(), &result, &error) != ERR_OK) {
		spoiled(asked, &error);
		return;
	}
	kill_unwanted(asked, &result);
	well(asked, &result, ttl_of(doc));
}

/* The one the paper names, if there is such a one, else the address's own. */
static const struct recipe *recipe_for(const struct recipes *recipes, const char *name,
                                       struct str url)
{
	for (size_t i = 0; name && i < recipes->list.len; i++)
		if (str_eq(recipe_name(recipes->list.at[i]), str_of(name)))
			return recipes->list.at[i];
	return recipes_find(recipes, url);
}

static void read_listing(struct asked *asked, struct str url, struct str charset,
                         struct str bytes)
{
	struct sync *sync = asked->refresh->sync;
	struct page_job job = {
		.url = url,
		.http_charset = charset,
		.bytes = bytes,
		.recipe = recipe_for(sync->recipes, asked->source->recipe, url),
		.all = sync->recipes,
		.now = clock_now(),
	};
	auto_buf input = BUF_INIT(BUF_MAX_TEXT * 2);
	page_input(&job, &input);
	asked->job =
	        pool_submit(sync->pool, JOB_PAGE, buf_str(&input), on_listing, asked);
}

static void unchanged(struct asked *asked)
{
	asked->refresh->count.unchanged++;
	well(asked, &(struct refresh_result){ 0 }, 0);
}

static int64_t retry_after(const struct response *response)
{
	int64_t now = clock_now();
	int64_t when =
	        fresh_retry_after(response->status, buf_str(&response->head), now);
	return MAX(when - now, 0);
}

static void refused(struct asked *asked, const struct response *response)
{
	struct error why;
	load_check_status(response, &why);
	fail(asked, &why, response->status == 410, retry_after(response));
}

/* What the source says outright; that it changes seldom is no reason not to ask. */
static int64_t said_fresh(const struct response *response)
{
	struct str value;
	unsigned long seconds = 0;
	if (field_directive(buf_str(&response->head), STR("Cache-Control"),
	                    STR("max-age"), &value))
		str_number(value, INT32_MAX, &seconds);
	return (int64_t)seconds;
}

static void on_response(void *data, struct response *response, const struct error *why)
{
	struct asked *asked = data;
	asked->call = 0;
	if (why) {
		fail(asked, why, false, 0);
		return;
	}
	asked->refresh->count.wire += response->wire;
	asked->fresh_s = said_fresh(response);
	asked->moved = take(response->moved);
	if (response->origin == RESPONSE_STALE)
		fail(asked, &response->why_stale, false, 0);
	else if (response->not_modified)
		unchanged(asked);
	else if (response->status >= 200 && response->status < 300)
		read_listing(asked, str_of(response->url), response_charset(response),
		             buf_str(&response->body));
	else
		refused(asked, response);
}

static void read_file(struct asked *asked, const char *address)
{
	struct error why;
	auto_buf bytes = BUF_INIT(REQUEST_MAX_BODY);
	if (file_read(address, REQUEST_MAX_BODY, &bytes, &why) == ERR_OK)
		read_listing(asked, str_of(address), STR_NONE, buf_str(&bytes));
	else
		fail(asked, &why, false, 0);
}

/* What makes no request; in a turn of its own, for events never come from inside. */
static void ask_here(void *data)
{
	struct asked *asked = data;
	struct error why;
	asked->timer = 0;
	if (asked->source->address) {
		read_file(asked, asked->source->address);
		return;
	}
	err_set(&why, ERR_FORMAT,
	        _("the settings name no host for this kind of address"));
	fail(asked, &why, false, 0);
}

static void ask_web(struct asked *asked)
{
	static const struct fetch_ops ops = { .done = on_response };
	struct refresh *refresh = asked->refresh;
	const struct source *source = asked->source;
	unsigned flags = WEB_BACKGROUND | WEB_KEEP_HEAD_ONLY;
	struct request request;
	request_init(&request, source->address);
	request.user_agent = copy(source->user_agent);
	request.proxy = copy(source->proxy);
	flags |= source->refreshed ? WEB_REVALIDATE : WEB_ANEW;
	asked->call = web_start(refresh->sync->web, &request, flags, &ops, asked);
	request_done(&request);
}

static void ask(struct refresh *refresh, const struct source *source)
{
	struct asked *asked = mem_new(struct asked);
	*asked = (struct asked){ .refresh = refresh,
		                 .next = refresh->asked,
		                 .source = source,
		                 .refreshed = source->refreshed };
	refresh->asked = asked;
	refresh->n_asked++;
	if (source->address && !str_starts(str_of(source->address), STR("file:")))
		ask_web(asked);
	else
		asked->timer = loop_after(refresh->sync->loop, 0, ask_here, asked);
}

/* --- the run --- */

static void finish(struct refresh *refresh)
{
	end_batch(refresh);
	const struct refresh_ops *ops = refresh->ops;
	void *data = refresh->data;
	struct refresh_count count = refresh->count;
	struct error trouble = refresh->trouble;
	refresh_free(refresh);
	ops->done(data, &count, trouble.code ? &trouble : NULL);
}

static void pump(struct refresh *refresh)
{
	while (refresh->n_asked < MAX_ASKED && refresh->next < refresh->sources.len)
		ask(refresh, &refresh->sources.at[refresh->next++]);
	if (!refresh->n_asked)
		finish(refresh);
}

static void begin(void *data)
{
	struct refresh *refresh = data;
	refresh->timer = 0;
	pump(refresh);
}

static bool is_wanted(const struct refresh_options *options,
                      const struct paper_state *state, int64_t now)
{
	if (options->url)
		return strcmp(options->url, state->url) == 0;
	return !state->gone && (options->all || state->due <= now);
}

/* A request takes "" for no proxy. */
static char *proxy_of(const struct paper *paper)
{
	bool none = paper->proxy && strcmp(paper->proxy, "none") == 0;
	return copy(none ? "" : paper->proxy);
}

static void add_source(struct refresh *refresh, const struct paper *paper,
                       const struct paper_state *state)
{
	*vec_push(&refresh->sources) = (struct source){
		.url = mem_strdup(state->url),
		.address = copy(state->moved ? state->moved : paper->address),
		.recipe = copy(paper->recipe),
		.proxy = proxy_of(paper),
		.user_agent = copy(paper->user_agent),
		.id = state->id,
		.interval_s = paper->interval_s,
		.failures = state->failures,
		.refreshed = state->refreshed,
	};
}

/* What the store knows of them says which are due. */
static enum err choose(struct refresh *refresh, const struct papers *papers,
                       const struct refresh_options *options, struct error *err)
{
	struct paper_states states = { 0 };
	enum err code = store_papers(refresh->store, &states, err);
	if (code != ERR_OK)
		return code;
	int64_t now = clock_now();
	vec_each (state, &states.list) {
		const struct paper *paper = papers_find(papers, state->url);
		if (paper && is_wanted(options, state, now))
			add_source(refresh, paper, state);
	}
	paper_states_done(&states);
	refresh->count.papers = (uint32_t)refresh->sources.len;
	return ERR_OK;
}

struct refresh *refresh_start(struct sync *sync, struct store *store,
                              const struct papers *papers,
                              const struct refresh_options *options,
                              const struct refresh_ops *ops, void *data)
{
	struct refresh *refresh = mem_new(struct refresh);
	*refresh = (struct refresh){ .sync = sync,
		                     .store = store,
		                     .ops = ops,
		                     .data = data,
		                     .batch = options->batch,
		                     .rules = options->rules,
		                     .usual_s = options->usual_s };
	choose(refresh, papers, options, &refresh->trouble);
	refresh->timer = loop_after(sync->loop, 0, begin, refresh);
	return refresh;
}
