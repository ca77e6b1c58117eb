/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A transfer ends in one of two ways: by a frame from baolan-fetch, or by a
 * timer of its own when there is no baolan-fetch to send one (it can't be
 * started, it crashed).  So each `done` is the last thing its turn does, and the
 * callee may start, cancel or free whatever it likes. */
#include "baolan/net/fetcher.h"

#include "baolan/base/i18n.h"
#include "baolan/base/log.h"
#include "baolan/base/mem.h"
#include "baolan/loop/channel.h"
#include "baolan/loop/child.h"
#include "baolan/loop/loop.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

struct transfer {
	struct fetcher *fetcher;
	struct transfer *next;
	unsigned id;
	const struct fetch_ops *ops;
	void *data;
	size_t max_body;
	bool was_sent;
	bool fate_unknown; /* baolan-fetch took it with it */
	uint64_t wire;     /* as far as counted in the fetcher's sum */
	struct response response;
	struct error why; /* to be told when the timer runs */
	unsigned timer;
};

struct fetcher {
	struct loop *loop;
	char *program;
	struct channel *channel; /* NULL: no process */
	pid_t pid;               /* 0: none, or reaped */
	unsigned last_id;
	uint64_t wire;
	struct transfer *transfers;
};

struct fetcher *fetcher_new(struct loop *loop, const char *program)
{
	struct fetcher *f = mem_new(struct fetcher);
	f->loop = loop;
	f->program = mem_strdup(program);
	return f;
}

uint64_t fetcher_wire_bytes(const struct fetcher *fetcher)
{
	return fetcher->wire;
}

pid_t fetcher_pid(const struct fetcher *fetcher)
{
	return fetcher->pid;
}

/* ---- transfers ---- */

static struct transfer *find(const struct fetcher *f, unsigned id)
{
	for (struct transfer *t = f->transfers; t; t = t->next)
		if (t->id == id)
			return t;
	return NULL;
}

static void destroy(struct transfer *t)
{
	loop_cancel(t->fetcher->loop, t->timer);
	response_done(&t->response);
	free(t);
}

static void transfer_free(struct transfer *t)
{
	struct transfer **link = &t->fetcher->transfers;
	while (*link != t)
		link = &(*link)->next;
	*link = t->next;
	destroy(t);
}

/* The handle is spent before `done` is called, so cancelling it there is
 * harmless. */
static void finish(struct transfer *t, const struct error *why)
{
	const struct fetch_ops *ops = t->ops;
	void *data = t->data;
	struct response response = t->response;
	t->response = (struct response){ 0 };
	transfer_free(t);
	ops->done(data, why ? NULL : &response, why);
	response_done(&response);
}

static void tell_failure(void *data);

/* `done` comes with the next turn; the first reason stands. */
static void fail_later(struct transfer *t, const struct error *why)
{
	if (t->timer)
		return;
	t->why = *why;
	t->timer = loop_after(t->fetcher->loop, 0, tell_failure, t);
}

static void count_wire(struct transfer *t, uint64_t wire)
{
	if (wire <= t->wire)
		return;
	t->fetcher->wire += wire - t->wire;
	t->wire = wire;
}

/* ---- frames from baolan-fetch ---- */

static void on_sent(struct transfer *t, struct str body)
{
	(void)body;
	if (t->was_sent)
		return;
	t->was_sent = true;
	if (t->ops->sent)
		t->ops->sent(t->data);
}

/* A cast that may have counted must not be taken for unsent.  What `sent` calls
 * may cancel the transfer, so `done` waits for a turn of its own. */
static void tell_failure(void *data)
{
	struct transfer *t = data;
	struct error why = t->why;
	t->timer = 0;
	if (t->fate_unknown && !t->was_sent) {
		fail_later(t, &why);
		on_sent(t, STR_NONE);
		return;
	}
	finish(t, &why);
}

static void on_progress(struct transfer *t, struct str body)
{
	struct unpack u = unpack_from(body);
	uint64_t wire = unpack_u64(&u), expected = unpack_u64(&u);
	if (!unpack_done(&u))
		return;
	count_wire(t, wire);
	if (t->ops->progress)
		t->ops->progress(t->data, wire, expected);
}

static void on_head(struct transfer *t, struct str body)
{
	struct response response;
	struct error why;
	if (response_unpack(body, &response, &why)) {
		fail_later(t, &why);
		return;
	}
	response_done(&t->response);
	t->response = response;
	t->response.body = BUF_INIT(t->max_body);
}

static void on_body(struct transfer *t, struct str body)
{
	struct error why;
	if (buf_add_str(&t->response.body, body)) {
		if (t->ops->piece)
			t->ops->piece(t->data, &t->response);
		return;
	}
	err_set(&why, ERR_LIMIT,
	        _("The page is larger than %zu MiB, which is the limit"),
	        t->max_body >> 20);
	fail_later(t, &why);
}

static void on_done(struct transfer *t, struct str body)
{
	struct unpack u = unpack_from(body);
	uint64_t wire = unpack_u64(&u);
	count_wire(t, wire);
	t->response.wire = t->wire;
	finish(t, NULL);
}

static void on_failed(struct transfer *t, struct str body)
{
	struct unpack u = unpack_from(body);
	struct error why;
	enum err code = (enum err)unpack_u32(&u);
	struct str text = unpack_str(&u);
	count_wire(t, unpack_u64(&u));
	err_set(&why, code ? code : ERR_NETWORK, "%.*s", STR_ARG(text));
	finish(t, &why);
}

static const struct {
	void (*fn)(struct transfer *t, struct str body);
	bool needs_head;
} on_frame[] = {
	[FETCH_SENT] = { on_sent, false }, [FETCH_PROGRESS] = { on_progress, false },
	[FETCH_HEAD] = { on_head, false }, [FETCH_BODY] = { on_body, true },
	[FETCH_DONE] = { on_done, true },  [FETCH_FAILED] = { on_failed, false },
};

/* Frames of transfers that were cancelled or have failed here are still under
 * way for a while. */
static void on_message(void *data, uint32_t type, uint32_t id, struct str body)
{
	struct transfer *t = find(data, id);
	if (!t || t->timer || type >= ARRAY_SIZE(on_frame) || !on_frame[type].fn)
		return;
	if (on_frame[type].needs_head && !t->response.url)
		return;
	on_frame[type].fn(t, body);
}

/* ---- the process ---- */

static void on_exit_of_child(void *data, int wait_status)
{
	struct fetcher *f = data;
	(void)wait_status;
	f->pid = 0;
}

/* It has no files and nothing to save.  Waiting is short: nothing survives
 * SIGKILL. */
static void end_process(struct fetcher *f)
{
	channel_free(take(f->channel));
	if (!f->pid)
		return;
	loop_forget_child(f->loop, f->pid);
	kill(f->pid, SIGKILL);
	while (waitpid(f->pid, NULL, 0) < 0 && errno == EINTR)
		;
	f->pid = 0;
}

static void lose_process(struct fetcher *f)
{
	struct error why;
	end_process(f);
	err_set(&why, ERR_NETWORK,
	        _("The network program ended unexpectedly; please load the page "
	          "again"));
	for (struct transfer *t = f->transfers; t; t = t->next) {
		t->fate_unknown |= !t->timer;
		fail_later(t, &why);
	}
}

static void on_closed(void *data, const struct error *why)
{
	log_line("baolan-fetch is gone: %s", why->text);
	lose_process(data);
}

static const struct channel_ops channel_ops = { on_message, on_closed };

static enum err start_process(struct fetcher *f, struct error *err)
{
	const char *const argv[] = { f->program, NULL };
	int fds[2];
	struct error why;
	if (access(f->program, X_OK) < 0)
		return err_set(err, ERR_SYSTEM,
		               _("The network program can't be run (%s): %s; "
		                 "install baolan again"),
		               strerror(errno), f->program);
	if (child_socketpair(fds, err))
		return ERR_SYSTEM;
	enum err failed = child_spawn(argv, fds[1], true, &f->pid, &why);
	close(fds[1]);
	if (failed) {
		close(fds[0]);
		return err_set(err, ERR_SYSTEM,
		               _("The network program can't be started: %s"), why.text);
	}
	loop_on_child(f->loop, f->pid, on_exit_of_child, f);
	f->channel = channel_new(f->loop, fds[0], FETCH_MAX_FRAME, &channel_ops, f);
	return ERR_OK;
}

/* A channel that takes no frame has lost its process, though the loop has not
 * noticed yet: the request did not go out and a new process may have it. */
static enum err send_request(struct fetcher *f, unsigned id,
                             const struct request *request, struct error *err)
{
	auto_buf packed = BUF_INIT(FETCH_MAX_FRAME);
	request_pack(request, &packed);
	if (packed.over)
		return err_set(err, ERR_LIMIT,
		               _("The request is too large to be sent"));
	if (f->channel && !channel_send(f->channel, FETCH_START, id, buf_str(&packed)))
		lose_process(f);
	else if (f->channel)
		return ERR_OK;
	enum err failed = start_process(f, err);
	if (failed)
		return failed;
	if (channel_send(f->channel, FETCH_START, id, buf_str(&packed)))
		return ERR_OK;
	return err_set(err, ERR_SYSTEM,
	               _("The network program ended as soon as it was started: %s"),
	               f->program);
}

/* ---- the public side ---- */

static unsigned next_id(struct fetcher *f)
{
	do {
		f->last_id++;
	} while (!f->last_id || find(f, f->last_id));
	return f->last_id;
}

unsigned fetcher_start(struct fetcher *fetcher, const struct request *request,
                       const struct fetch_ops *ops, void *data)
{
	struct error why;
	struct transfer *t = mem_new(struct transfer);
	unsigned id = next_id(fetcher);
	enum err failed = send_request(fetcher, id, request, &why);
	t->fetcher = fetcher;
	t->id = id;
	t->ops = ops;
	t->data = data;
	t->max_body = request->max_body ? request->max_body : REQUEST_MAX_BODY;
	t->next = fetcher->transfers;
	fetcher->transfers = t;
	if (failed)
		fail_later(t, &why);
	return id;
}

void fetcher_cancel(struct fetcher *fetcher, unsigned transfer)
{
	struct transfer *t = find(fetcher, transfer);
	if (!t)
		return;
	if (fetcher->channel && !t->timer)
		channel_send(fetcher->channel, FETCH_CANCEL, t->id, STR_NONE);
	transfer_free(t);
}

const struct response *fetcher_so_far(const struct fetcher *fetcher, unsigned transfer)
{
	const struct transfer *t = find(fetcher, transfer);
	return t && t->response.url ? &t->response : NULL;
}

void fetcher_free(struct fetcher *fetcher)
{
	if (!fetcher)
		return;
	struct transfer *next;
	for (struct transfer *t = fetcher->transfers; t; t = next) {
		next = t->next;
		destroy(t);
	}
	end_process(fetcher);
	free(fetcher->program);
	free(fetcher);
}
