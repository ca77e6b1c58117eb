/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every load is made of: one thing waited for at a time, and events. */
#include "sync.h"

#include "baolan/base/i18n.h"
#include "baolan/base/mem.h"
#include "baolan/extract/import.h"
#include "baolan/extract/job.h"
#include "baolan/store/casts.h"

#include <stdlib.h>

/* clang-format off */
const struct job_kind sync_jobs[] = {
	[JOB_PAGE]     = { "page",     page_run },
	[JOB_REACTION] = { "reaction", reaction_run },
	[JOB_IMPORT]   = { "import",   import_run },
	[JOB_CONTENT]  = { "content",  content_run },
	[JOB_TEXTS]    = { "texts",    texts_run },
};
/* clang-format on */
const size_t sync_n_jobs = ARRAY_SIZE(sync_jobs);

void sync_warm(void)
{
	extract_warm();
}

struct sync *sync_new(struct loop *loop, struct web *web, struct pool *pool,
                      const struct recipes *recipes)
{
	struct sync *sync = mem_new(struct sync);
	sync->loop = loop;
	sync->web = web;
	sync->pool = pool;
	sync->recipes = recipes;
	return sync;
}

void sync_free(struct sync *sync)
{
	if (!sync)
		return;
	while (sync->loads)
		load_cancel(sync->loads);
	vec_each (record, &sync->casts) {
		free(record->url);
		free(record->mood);
	}
	vec_done(&sync->casts);
	free(sync);
}

void loaded_done(struct loaded *loaded)
{
	buf_done(&loaded->block);
	loaded->doc = NULL;
}

struct load *load_new(struct sync *sync, const struct load_ops *ops, void *data)
{
	struct load *load = mem_new(struct load);
	load->sync = sync;
	load->ops = ops;
	load->data = data;
	buf_init(&load->article.block, BUF_MAX_TEXT);
	load->next_load = sync->loads;
	sync->loads = load;
	return load;
}

static void load_free(struct load *load)
{
	for (struct load **at = &load->sync->loads; *at; at = &(*at)->next_load) {
		if (*at == load) {
			*at = load->next_load;
			break;
		}
	}
	casts_settle(load, CAST_UNKNOWN, NULL); /* one that was cut short */
	early_end(load);
	loop_cancel(load->sync->loop, load->timer);
	web_cancel(load->sync->web, load->transfer);
	pool_cancel(load->sync->pool, load->job);
	loaded_done(&load->article);
	vec_each (page, &load->pages)
		free(*page);
	vec_done(&load->pages);
	free(load->address);
	free(load->base);
	free(load->referer);
	free(load->mood);
	free(load);
}

void load_cancel(struct load *load)
{
	if (!load)
		return;
	if (load->emitting)
		load->cancelled = true;
	else
		load_free(load);
}

void load_finish(struct load *load, const struct error *why)
{
	const struct load_ops *ops = load->ops;
	void *data = load->data;
	struct error copy;
	if (load->missing.code)
		why = &load->missing;
	if (why)
		copy = *why;
	load_free(load);
	ops->done(data, why ? &copy : NULL);
}

void load_tell(struct load *load, uint64_t bytes, uint64_t expected)
{
	if (load->ops->progress)
		load->ops->progress(load->data, load->step, bytes, expected);
}

static void on_sent(void *data)
{
	struct load *load = data;
	load->sent = true;
}

static void on_progress(void *data, uint64_t wire, uint64_t expected)
{
	load_tell(data, wire, expected);
}

static void on_response(void *data, struct response *response, const struct error *why)
{
	struct load *load = data;
	load->transfer = 0;
	early_end(load);
	if (why)
		load->failed(load, why);
	else
		load->next_bytes(load, response);
}

void load_fetch(struct load *load, const struct request *request, unsigned flags,
                load_bytes_fn *then)
{
	static const struct fetch_ops ops = { .sent = on_sent,
		                              .progress = on_progress,
		                              .piece = early_piece,
		                              .done = on_response };
	load->sent = false;
	load->next_bytes = then;
	load->transfer = web_start(load->sync->web, request, flags, &ops, load);
	load_tell(load, 0, 0);
}

static void on_job(void *data, const struct error *why, struct str output)
{
	struct load *load = data;
	struct error error;
	struct loaded loaded = { .block = BUF_INIT(BUF_MAX_TEXT) };
	load->job = 0;
	if (why) {
		load->failed(load, why);
		return;
	}
	buf_add_str(&loaded.block, output);
	loaded.doc = doc_check(buf_str(&loaded.block), &error);
	if (loaded.doc)
		load->next_doc(load, &loaded);
	else
		load->failed(load, &error);
	loaded_done(&loaded);
}

void load_job(struct load *load, unsigned kind, struct str input, load_doc_fn *then)
{
	load->next_doc = then;
	load->job = pool_submit(load->sync->pool, kind, input, on_job, load);
}

void load_later(struct load *load, loop_fn *begin)
{
	load->timer = loop_after(load->sync->loop, 0, begin, load);
}

bool load_hand_out(struct load *load, struct loaded *loaded)
{
	load->emitting = true;
	load->ops->document(load->data, loaded);
	load->emitting = false;
	loaded_done(loaded);
	if (!load->cancelled)
		return true;
	load_free(load);
	return false;
}

bool load_emit(struct load *load)
{
	struct loaded copy = { .block = BUF_INIT(BUF_MAX_TEXT), .saved = load->saved };
	buf_add_str(&copy.block, buf_str(&load->article.block));
	copy.doc = doc_check(buf_str(&copy.block), NULL);
	return load_hand_out(load, &copy);
}

bool load_rebuild(struct load *load, struct doc_builder *builder)
{
	struct error error;
	struct loaded rebuilt = { .block = BUF_INIT(BUF_MAX_TEXT) };
	if (doc_build(builder, &rebuilt.block, &error) == ERR_OK)
		rebuilt.doc = doc_check(buf_str(&rebuilt.block), &error);
	doc_builder_free(builder);
	if (!rebuilt.doc) {
		loaded_done(&rebuilt);
		load_finish(load, &error);
		return false;
	}
	loaded_done(&load->article);
	load->article = rebuilt;
	return true;
}
