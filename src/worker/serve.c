/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "serve.h"

#include "baolan/base/i18n.h"
#include "baolan/base/mem.h"
#include "baolan/loop/channel.h"
#include "baolan/worker/sandbox.h"

#include <stdlib.h>
#include <unistd.h>

#define MEGABYTE ((size_t)1 << 20)

static void say(const char *text)
{
	if (write(STDERR_FILENO, text, strlen(text)) < 0)
		return;
}

static enum err run_job(const struct job_kind *kind, struct str input,
                        struct buf *output, struct error *err)
{
	enum err failed = kind->run(input, output, err);
	if (failed)
		return failed;
	if (output->over)
		return err_set(err, ERR_LIMIT,
		               _("what the page holds is larger than %zu MB"),
		               output->max / MEGABYTE);
	return ERR_OK;
}

static bool serve_one(int fd, const struct frame *frame, const struct job_kind *kind,
                      const struct worker_limits *limits)
{
	auto_buf output = BUF_INIT(limits->output);
	struct error err = { 0 };
	enum err failed =
	        run_job(kind, str_make(frame->body, frame->len), &output, &err);
	struct str answer = failed ? str_of(err.text) : buf_str(&output);
	return frame_write(fd, (uint32_t)failed, frame->id, answer);
}

static void confine(int fd, size_t memory)
{
	struct error err;
	bool with_seccomp;
	if (sandbox_enter(fd, memory, &with_seccomp, &err) == ERR_OK)
		return;
	say(err.text);
	_exit(WORKER_UNCONFINED);
}

_Noreturn void serve_jobs(int fd, const struct job_kind *kinds, size_t n_kinds,
                          const struct worker_limits *limits)
{
	struct frame frame;
	bool served = true;
	mem_keep_freed();
	confine(fd, limits->memory);
	while (served && frame_read(fd, limits->input, &frame)) {
		served = frame.type < n_kinds &&
		         serve_one(fd, &frame, &kinds[frame.type], limits);
		free(frame.body);
	}
	_exit(0);
}
