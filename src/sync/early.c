/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first paragraphs of a page that takes its time: the page job is run on
 * what is there, first after EARLY_MS and then whenever twice as much is there,
 * so that all these jobs together read no more than twice the page. */
#include "sync.h"

#include "baolan/base/mem.h"
#include "baolan/extract/job.h"

enum {
	EARLY_MS = 1500,
	EARLY_BYTES = 4 << 10, /* less is hardly more than a page's head */
};

static bool is_worth_it(const struct doc *doc)
{
	uint32_t n;
	if (doc_kind(doc) == DOC_ARTICLE)
		return doc_blocks(doc, &n) && n > 0;
	return doc_kind(doc) == DOC_LISTING && doc_lists(doc, &n) && n > 0;
}

static void try_early(struct load *load);

/* What can't be read yet is no failure: more of it is coming. */
static void on_early(void *data, const struct error *why, struct str output)
{
	struct load *load = data;
	struct loaded loaded = { .block = BUF_INIT(BUF_MAX_TEXT), .partial = true };
	load->early.job = 0;
	if (!why) {
		buf_add_str(&loaded.block, output);
		loaded.doc = doc_check(buf_str(&loaded.block), NULL);
	}
	if (loaded.doc && is_worth_it(loaded.doc) && !load_hand_out(load, &loaded))
		return;
	loaded_done(&loaded);
	try_early(load);
}

static void read_so_far(struct load *load, const struct response *so_far)
{
	auto_buf input = BUF_INIT(BUF_MAX_TEXT * 2);
	load_page_input(load, so_far, &input);
	load->early.next = so_far->body.len * 2;
	load->early.job = pool_submit(load->sync->pool, JOB_PAGE, buf_str(&input),
	                              on_early, load);
}

static void try_early(struct load *load)
{
	const struct response *so_far = web_so_far(load->sync->web, load->transfer);
	if (!load->early.due || load->early.job || !so_far ||
	    so_far->body.len < MAX(load->early.next, (size_t)EARLY_BYTES))
		return;
	read_so_far(load, so_far);
}

static void on_due(void *data)
{
	struct load *load = data;
	load->early.timer = 0;
	load->early.due = true;
	try_early(load);
}

void early_piece(void *data, const struct response *so_far)
{
	(void)so_far;
	try_early(data);
}

void early_begin(struct load *load)
{
	early_end(load);
	if (load->as_it_comes)
		load->early.timer =
		        loop_after(load->sync->loop, EARLY_MS, on_due, load);
}

void early_end(struct load *load)
{
	loop_cancel(load->sync->loop, load->early.timer);
	pool_cancel(load->sync->pool, load->early.job);
	load->early = (struct early){ 0 };
}
