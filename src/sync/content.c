/* SPDX-License-Identifier: GPL-3.0-or-later */
/* content.c - a story whose text came with its feed: one job, no request. */
#include "sync.h"

#include "baolan/base/mem.h"

static void on_text(struct load *load, struct loaded *text)
{
	if (load_hand_out(load, text))
		load_finish(load, NULL);
}

static void fail(struct load *load, const struct error *why)
{
	load_finish(load, why);
}

struct load *content_start(struct sync *sync, const struct content_job *job,
                           const struct load_ops *ops, void *data)
{
	struct load *load = load_new(sync, ops, data);
	auto_buf input = BUF_INIT(BUF_MAX_TEXT);

	load->failed = fail;
	load->step = LOAD_READING;
	load->local = true;
	content_input(job, &input);
	load_job(load, JOB_CONTENT, buf_str(&input), on_text);
	return load;
}
