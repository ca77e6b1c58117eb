/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The worker says what stands in the list; here it is decided what may be
 * followed, for the worker has read strangers' bytes. */
#include "baolan/sync/import.h"

#include "baolan/base/i18n.h"
#include "baolan/base/mem.h"
#include "baolan/extract/import.h"
#include "baolan/text/clean.h"
#include "baolan/text/url.h"
#include "baolan/text/utf8.h"
#include "file.h"
#include "sync.h"

#include <stdlib.h>

enum { MAX_TOLD = 100, MAX_SHOWN = 60 };
#define MAX_BYTES ((size_t)32 << 20)

static void imported_done(struct imported *imported)
{
	vec_each (paper, &imported->papers)
		paper_done(paper);
	vec_done(&imported->papers);
	vec_done(&imported->refused);
	*imported = (struct imported){ 0 };
}

static bool is_http(struct str url)
{
	return str_starts(url, STR("http://")) || str_starts(url, STR("https://"));
}

static void refuse(struct imported *imported, const struct import_entry *entry)
{
	auto_buf url = BUF_INIT(BUF_MAX_TEXT);
	clean_add(&url, entry->url, false);
	imported->n_refused++;
	if (imported->refused.len < MAX_TOLD)
		err_set(vec_push(&imported->refused), ERR_FORMAT,
		        _("entry %u: %.*s is neither an http nor an https address"),
		        entry->line, STR_ARG(utf8_head(buf_str(&url), MAX_SHOWN)));
}

static char *text_or_null(struct str text)
{
	auto_buf clean = BUF_INIT(BUF_MAX_TEXT);
	clean_add_collapsed(&clean, text);
	return clean.len ? buf_take(&clean) : NULL;
}

static void take_entry(struct imported *imported, const struct import_entry *entry)
{
	auto_buf url = BUF_INIT(BUF_MAX_TEXT);
	if (str_starts(entry->url, STR("query:"))) {
		imported->n_queries++;
		return;
	}
	if (!papers_normalise(entry->url, &url) || !is_http(buf_str(&url))) {
		refuse(imported, entry);
		return;
	}
	struct paper *paper = vec_push(&imported->papers);
	paper_init(paper);
	paper->url = buf_take(&url);
	if (!str_eq(entry->name, entry->url)) /* a name that says nothing */
		paper->name = text_or_null(entry->name);
	paper->folder = text_or_null(entry->folder);
	paper->tags = text_or_null(entry->tags);
}

struct import {
	import_done_fn *done;
	void *data;
};

static void on_job(void *data, const struct error *why, struct str output)
{
	struct import *import = data;
	struct imported imported = { 0 };
	struct error damaged;
	struct unpack unpack = unpack_from(output);
	struct import_entry entry;
	while (!why && import_next(&unpack, &entry))
		take_entry(&imported, &entry);
	if (!why && unpack.bad) {
		err_set(&damaged, ERR_WORKER, _("a worker's answer is damaged"));
		why = &damaged;
	}
	import->done(import->data, why ? NULL : &imported, why);
	imported_done(&imported);
	free(import);
}

enum err import_start(struct sync *sync, const char *path, import_done_fn *done,
                      void *data, struct error *err)
{
	auto_buf bytes = BUF_INIT(MAX_BYTES);
	enum err code = file_read(path, MAX_BYTES, &bytes, err);
	if (code != ERR_OK)
		return code;
	struct import *import = mem_new(struct import);
	*import = (struct import){ done, data };
	pool_submit(sync->pool, JOB_IMPORT, buf_str(&bytes), on_job, import);
	return ERR_OK;
}

/* --- OPML --- */

static void add_escaped(struct buf *b, struct str text)
{
	static const struct {
		char c;
		const char *entity;
	} escapes[] = {
		{ '&', "&amp;" }, { '<', "&lt;" }, { '>', "&gt;" }, { '"', "&quot;" }
	};
	for (size_t i = 0; i < text.len; i++) {
		size_t e = 0;
		while (e < ARRAY_SIZE(escapes) && escapes[e].c != text.at[i])
			e++;
		if (e < ARRAY_SIZE(escapes))
			buf_add_text(b, escapes[e].entity);
		else
			buf_add_char(b, text.at[i]);
	}
}

static void add_attribute(struct buf *b, const char *name, struct str value)
{
	buf_printf(b, " %s=\"", name);
	add_escaped(b, value);
	buf_add_char(b, '"');
}

static void add_categories(struct buf *b, const char *tags)
{
	auto_buf list = BUF_INIT(BUF_MAX_TEXT);
	for (; *tags; tags++)
		buf_add_char(&list, *tags == ' ' ? ',' : *tags);
	add_attribute(b, "category", buf_str(&list));
}

static void add_paper(struct buf *b, const struct paper *paper, struct str title)
{
	buf_add_text(b, paper->folder ? "      <outline" : "    <outline");
	if (!title.len)
		title = str_of(paper->address);
	add_attribute(b, "type", STR("rss"));
	add_attribute(b, "text", title);
	add_attribute(b, "title", title);
	add_attribute(b, "xmlUrl", str_of(paper->address));
	if (paper->tags)
		add_categories(b, paper->tags);
	buf_add_text(b, "/>\n");
}

static void begin_folder(struct buf *b, struct str name)
{
	buf_add_text(b, "    <outline");
	add_attribute(b, "text", name);
	add_attribute(b, "title", name);
	buf_add_text(b, ">\n");
}

static bool same_folder(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "") == 0;
}

size_t export_opml(const struct papers *papers,
                   struct str (*title_of)(void *data, const struct paper *paper),
                   void *data, struct buf *ret_opml)
{
	size_t left_out = 0;
	const char *folder = NULL;
	buf_add_text(ret_opml, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	                       "<opml version=\"2.0\">\n  <head>\n"
	                       "    <title>baolan</title>\n  </head>\n  <body>\n");
	vec_each (paper, &papers->list) {
		if (!paper->address || !is_http(str_of(paper->address))) {
			left_out++;
			continue;
		}
		if (!same_folder(folder, paper->folder)) {
			if (folder)
				buf_add_text(ret_opml, "    </outline>\n");
			if (paper->folder)
				begin_folder(ret_opml, str_of(paper->folder));
			folder = paper->folder;
		}
		add_paper(ret_opml, paper,
		          paper->name ? str_of(paper->name) : title_of(data, paper));
	}
	if (folder)
		buf_add_text(ret_opml, "    </outline>\n");
	buf_add_text(ret_opml, "  </body>\n</opml>\n");
	return left_out;
}
