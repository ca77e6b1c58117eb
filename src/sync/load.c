/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The way of a page: bytes, the job that reads them, the further pages of a
 * split article, its moods.  The article is emitted after each step, so the
 * reader never waits for the last one. */
#include "file.h"
#include "sync.h"

#include "baolan/base/clock.h"
#include "baolan/base/i18n.h"
#include "baolan/base/mem.h"
#include "baolan/extract/job.h"
#include "baolan/text/url.h"

#include <time.h>

/* A longer article is a list of articles, or a trap. */
enum { MAX_PAGES = 30 };

enum err load_check_status(const struct response *response, struct error *err)
{
	struct str host = url_host(str_of(response->url));
	if (response->status == 404 || response->status == 410)
		return err_set(err, ERR_HTTP, _("%.*s has no such page (%d)"),
		               STR_ARG(host), response->status);
	if (response->status == 401 || response->status == 403)
		return err_set(err, ERR_HTTP,
		               _("%.*s does not let us read this page (%d)"),
		               STR_ARG(host), response->status);
	if (response->status >= 500)
		return err_set(err, ERR_HTTP,
		               _("%.*s is in trouble (%d); try again later"),
		               STR_ARG(host), response->status);
	if (response->status < 200 || response->status > 299)
		return err_set(err, ERR_HTTP,
		               _("%.*s answered %d, with no page to show"),
		               STR_ARG(host), response->status);
	return ERR_OK;
}

void load_page_input(const struct load *load, const struct response *response,
                     struct buf *ret_input)
{
	struct str url = str_of(response->url);
	struct page_job job = {
		.url = url,
		.http_charset = response_charset(response),
		.bytes = buf_str(&response->body),
		.recipe = recipes_find(load->sync->recipes, url),
		.all = load->sync->recipes,
		.now = clock_now(),
	};
	page_input(&job, ret_input);
}

static void read_page(struct load *load, struct str url, struct str charset,
                      struct str bytes, load_doc_fn *then)
{
	struct page_job job = {
		.url = url,
		.http_charset = charset,
		.bytes = bytes,
		.recipe = recipes_find(load->sync->recipes, url),
		.all = load->sync->recipes,
		.now = clock_now(),
	};
	auto_buf input = BUF_INIT(BUF_MAX_TEXT * 2);
	page_input(&job, &input);
	load->step = LOAD_READING;
	load_job(load, JOB_PAGE, buf_str(&input), then);
	load_tell(load, bytes.len, bytes.len);
}

/* --- the further pages of a split article --- */

static void next_page(struct load *load);
static void page_failed(struct load *load, const struct error *why);

static bool is_joined(const struct load *load, struct str url)
{
	vec_each (page, &load->pages)
		if (str_eq(str_of(*page), url))
			return true;
	return false;
}

static void mark_joined(struct load *load, struct str url)
{
	if (!is_joined(load, url))
		*vec_push(&load->pages) = str_dup(url);
}

static void add_pages(const struct load *load, struct doc_builder *builder)
{
	vec_each (page, &load->pages)
		doc_add_page(builder, str_of(*page));
}

/* Some sites answer for a page past the last one with a page we have. */
static bool continues(const struct load *load, const struct doc *page)
{
	struct str url = doc_field(page, DOC_URL);
	return !is_joined(load, url) &&
	       !str_eq(url, doc_field(load->article.doc, DOC_URL));
}

static void add_page(struct load *load, const struct doc *page,
                     struct doc_builder *builder)
{
	doc_copy_blocks(builder, page);
	mark_joined(load, doc_field(load->article.doc, DOC_URL));
	mark_joined(load, doc_field(load->article.doc, DOC_NEXT_PAGE));
	mark_joined(load, doc_field(page, DOC_URL));
	add_pages(load, builder);
	doc_set(builder, DOC_NEXT_PAGE, doc_field(page, DOC_NEXT_PAGE));
}

static void join_page(struct load *load, struct loaded *page)
{
	struct error why;
	if (doc_kind(page->doc) != DOC_ARTICLE) {
		err_set(&why, ERR_EMPTY, _("there is no article at its address"));
		page_failed(load, &why);
		return;
	}
	struct doc_builder *builder = doc_builder_new(DOC_ARTICLE, BUF_MAX_TEXT);
	doc_copy_all(builder, load->article.doc);
	doc_unset(builder, DOC_NEXT_PAGE);
	if (continues(load, page->doc))
		add_page(load, page->doc, builder);
	if (!load_rebuild(load, builder))
		return;
	if (load_emit(load))
		next_page(load);
}

static void on_page_bytes(struct load *load, struct response *response)
{
	struct error why;
	if (load_check_status(response, &why) != ERR_OK) {
		load->failed(load, &why);
		return;
	}
	read_page(load, str_of(response->url), response_charset(response),
	          buf_str(&response->body), join_page);
}

/* What is there is worth its moods. */
static void page_failed(struct load *load, const struct error *why)
{
	if (load->missing.code == ERR_OK)
		err_set(&load->missing, why->code, _("Page %u is missing: %s"),
		        (unsigned)MAX(load->pages.len, 1u) + 1, why->text);
	moods_load(load);
}

static bool wants_page(const struct load *load, struct str url)
{
	const struct doc *doc = load->article.doc;
	return doc_kind(doc) == DOC_ARTICLE && !load->local && !load->no_next_pages &&
	       url_is_web(url) && !is_joined(load, url) &&
	       !str_eq(url, doc_field(doc, DOC_URL));
}

static void next_page(struct load *load)
{
	const struct doc *doc = load->article.doc;
	struct str next = doc_field(doc, DOC_NEXT_PAGE);
	if (!wants_page(load, next)) {
		moods_load(load);
		return;
	}
	if (load->pages.len >= MAX_PAGES) {
		struct error why;
		err_set(&why, ERR_LIMIT, _("baolan joins %d pages at most"), MAX_PAGES);
		page_failed(load, &why);
		return;
	}
	struct request request;
	auto_free char *url = str_dup(next);
	auto_free char *referer = str_dup(doc_field(doc, DOC_URL));
	request_init(&request, url);
	request.referer = take(referer);
	load->failed = page_failed;
	load->step = LOAD_PAGES;
	load_fetch(load, &request, load->web_flags & ~(unsigned)WEB_ASK, on_page_bytes);
	request_done(&request);
}

/* --- the first page --- */

static void first_failed(struct load *load, const struct error *why)
{
	load_finish(load, why);
}

static void on_first_doc(struct load *load, struct loaded *page)
{
	load->article = *page;
	*page = (struct loaded){ .block = BUF_INIT(0) };
	if (!casts_recall(load))
		return;
	if (load_emit(load))
		next_page(load);
}

/* Told at the end, and with each document. */
static void note_old_copy(struct load *load, const struct response *response)
{
	char when[40] = "";
	time_t saved = (time_t)response->saved;
	struct tm tm;
	if (response->origin != RESPONSE_STALE)
		return;
	if (localtime_r(&saved, &tm))
		strftime(when, sizeof(when), "%Y-%m-%d %H:%M", &tm);
	load->saved = response->saved;
	err_set(&load->missing, response->why_stale.code,
	        _("This is the copy of %s: %s"), when, response->why_stale.text);
}

static void on_first_bytes(struct load *load, struct response *response)
{
	struct error why;
	note_old_copy(load, response);
	if (load_check_status(response, &why) != ERR_OK) {
		load_finish(load, &why);
		return;
	}
	read_page(load, str_of(response->url), response_charset(response),
	          buf_str(&response->body), on_first_doc);
}

static void begin_file(struct load *load)
{
	struct error why;
	auto_buf bytes = BUF_INIT(BUF_MAX_TEXT), url = BUF_INIT(BUF_MAX_TEXT);
	load->local = true;
	if (file_read(load->address, REQUEST_MAX_BODY, &bytes, &why) != ERR_OK) {
		load_finish(load, &why);
		return;
	}
	if (load->base)
		buf_add_text(&url, load->base);
	else
		file_url(load->address, &url);
	read_page(load, buf_str(&url), STR_NONE, buf_str(&bytes), on_first_doc);
}

static void begin_url(struct load *load)
{
	auto_buf url = BUF_INIT(BUF_MAX_TEXT);
	struct error why;
	if (!url_resolve(STR_NONE, str_of(load->address), NULL, &url)) {
		err_set(&why, ERR_FORMAT, _("%s is not an address that can be fetched"),
		        load->address);
		load_finish(load, &why);
		return;
	}
	struct request request;
	request_init(&request, buf_text(&url));
	request.referer = load->referer ? mem_strdup(load->referer) : NULL;
	early_begin(load);
	load_fetch(load, &request, load->web_flags, on_first_bytes);
	request_done(&request);
}

static void begin(void *data)
{
	struct load *load = data;
	load->timer = 0;
	load->failed = first_failed;
	load->step = LOAD_FETCHING;
	if (file_is_local(load->address))
		begin_file(load);
	else
		begin_url(load);
}

/* A reader who is told that it is an old copy rather has that than nothing. */
static unsigned web_flags(const struct load_options *options)
{
	return (options->no_cache ? WEB_BYPASS : WEB_SAVED_COPY) |
	       (options->reload ? WEB_REVALIDATE : 0U) |
	       (options->offline ? WEB_OFFLINE : 0U) |
	       (options->background ? WEB_BACKGROUND : 0U) |
	       (options->ask ? WEB_ASK : 0U);
}

struct load *load_start(struct sync *sync, const char *address,
                        const struct load_options *options, const struct load_ops *ops,
                        void *data)
{
	struct load *load = load_new(sync, ops, data);
	load->address = mem_strdup(address);
	load->web_flags = WEB_SAVED_COPY;
	if (options) {
		load->base = options->base ? mem_strdup(options->base) : NULL;
		load->referer = options->referer ? mem_strdup(options->referer) : NULL;
		load->no_moods = options->no_moods || options->offline;
		load->no_next_pages = options->no_next_pages;
		load->as_it_comes = options->as_it_comes;
		load->web_flags = web_flags(options);
	}
	load_later(load, begin);
	return load;
}
