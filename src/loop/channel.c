/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small frames are read many at a time into one buffer that stays, and handed
 * out in place.  A frame that does not fit gets a block of its own, made for
 * its length, so that a large one is never moved.  What the socket does not
 * take at once is queued in blocks, for the same reason. */
#include "baolan/loop/channel.h"

#include "baolan/base/i18n.h"
#include "baolan/base/mem.h"
#include "baolan/base/vec.h"
#include "baolan/loop/loop.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#define IN_SIZE ((size_t)64 << 10)

struct header {
	uint32_t type, id, len;
};

/* Bytes that wait for the socket. */
struct outgoing {
	char *bytes;
	size_t len, sent;
};

struct channel {
	struct loop *loop;
	int fd;
	size_t max_frame;
	const struct channel_ops *ops;
	void *data;

	char *in; /* IN_SIZE bytes */
	size_t in_len, in_used;
	struct header large; /* the frame that is being read into large_body */
	char *large_body;    /* NULL: none */
	size_t large_have;

	VEC(struct outgoing) queue;
	size_t queue_sent; /* blocks done with at the queue's head */

	unsigned busy; /* callbacks under way */
	bool closed;   /* nothing comes or goes any more */
	bool cannot_write;
	bool freed; /* by its owner, in a callback */
};

static void on_event(void *data, short revents);

struct channel *channel_new(struct loop *loop, int fd, size_t max_frame,
                            const struct channel_ops *ops, void *data)
{
	struct channel *ch = mem_new(struct channel);
	ch->loop = loop;
	ch->fd = fd;
	ch->max_frame = max_frame;
	ch->ops = ops;
	ch->data = data;
	ch->in = mem_alloc(IN_SIZE);
	int flags = fcntl(fd, F_GETFL);
	if (flags >= 0)
		fcntl(fd, F_SETFL, flags | O_NONBLOCK);
	loop_watch(loop, fd, POLLIN, on_event, ch);
	return ch;
}

static void drop_queue(struct channel *ch)
{
	for (size_t i = ch->queue_sent; i < ch->queue.len; i++)
		free(ch->queue.at[i].bytes);
	vec_clear(&ch->queue);
	ch->queue_sent = 0;
}

static void destroy(struct channel *ch)
{
	drop_queue(ch);
	vec_done(&ch->queue);
	free(ch->large_body);
	free(ch->in);
	free(ch);
}

void channel_free(struct channel *ch)
{
	if (!ch)
		return;
	loop_unwatch(ch->loop, ch->fd);
	close(ch->fd);
	ch->freed = ch->closed = true;
	if (!ch->busy)
		destroy(ch);
}

static void leave_callback(struct channel *ch)
{
	if (--ch->busy == 0 && ch->freed)
		destroy(ch);
}

/* Sending */

static void watch_events(struct channel *ch)
{
	bool waiting = ch->queue_sent < ch->queue.len;
	loop_watch(ch->loop, ch->fd, waiting ? POLLIN | POLLOUT : POLLIN, on_event, ch);
}

/* Bytes taken by the socket; -1 when it is broken. */
static ssize_t try_send(int fd, const struct iovec *parts, size_t n)
{
	struct msghdr message = { .msg_iov = (struct iovec *)parts, .msg_iovlen = n };
	ssize_t sent;
	do {
		sent = sendmsg(fd, &message, MSG_NOSIGNAL);
	} while (sent < 0 && errno == EINTR);
	if (sent < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
		return 0;
	return sent;
}

/* What the other side sent before it went is still to be read: reading finds
 * the end and tells the owner. */
static void give_up_writing(struct channel *ch)
{
	ch->cannot_write = true;
	drop_queue(ch);
	watch_events(ch);
}

static void enqueue(struct channel *ch, char *bytes, size_t len, size_t sent)
{
	*vec_push(&ch->queue) = (struct outgoing){ bytes, len, sent };
}

static void enqueue_rest(struct channel *ch, const char *bytes, size_t len, size_t sent)
{
	if (sent < len)
		enqueue(ch, mem_strndup(bytes + sent, len - sent), len - sent, 0);
}

static bool can_send(const struct channel *ch, size_t len)
{
	return !ch->closed && !ch->cannot_write && len <= ch->max_frame;
}

/* How much of header and body goes out at once; -1 when the socket is broken. */
static ssize_t send_now(struct channel *ch, struct header *header, struct str body)
{
	if (ch->queue_sent < ch->queue.len)
		return 0;
	struct iovec parts[] = { { header, sizeof(*header) },
		                 { (char *)body.at, body.len } };
	ssize_t sent = try_send(ch->fd, parts, ARRAY_SIZE(parts));
	if (sent < 0)
		give_up_writing(ch);
	return sent;
}

bool channel_send(struct channel *ch, uint32_t type, uint32_t id, struct str body)
{
	if (!can_send(ch, body.len))
		return false;
	struct header header = { type, id, (uint32_t)body.len };
	ssize_t sent = send_now(ch, &header, body);
	if (sent < 0)
		return false;
	size_t of_header = MIN((size_t)sent, sizeof(header));
	enqueue_rest(ch, (const char *)&header, sizeof(header), of_header);
	enqueue_rest(ch, body.at, body.len, (size_t)sent - of_header);
	watch_events(ch);
	return true;
}

bool channel_send_taken(struct channel *ch, uint32_t type, uint32_t id, char *body,
                        size_t len)
{
	auto_free char *owned = body;
	if (!can_send(ch, len))
		return false;
	struct header header = { type, id, (uint32_t)len };
	ssize_t sent = send_now(ch, &header, str_make(body, len));
	if (sent < 0)
		return false;
	size_t of_header = MIN((size_t)sent, sizeof(header));
	enqueue_rest(ch, (const char *)&header, sizeof(header), of_header);
	if ((size_t)sent - of_header < len)
		enqueue(ch, take(owned), len, (size_t)sent - of_header);
	watch_events(ch);
	return true;
}

/* The queue's space is used again once all of it is sent. */
static void drop_head(struct channel *ch)
{
	free(ch->queue.at[ch->queue_sent].bytes);
	if (++ch->queue_sent < ch->queue.len)
		return;
	vec_clear(&ch->queue);
	ch->queue_sent = 0;
}

static void flush(struct channel *ch)
{
	while (ch->queue_sent < ch->queue.len) {
		struct outgoing *head = &ch->queue.at[ch->queue_sent];
		struct iovec part = { head->bytes + head->sent,
			              head->len - head->sent };
		ssize_t sent = try_send(ch->fd, &part, 1);
		if (sent < 0) {
			give_up_writing(ch);
			return;
		}
		if (sent == 0)
			return;
		head->sent += (size_t)sent;
		if (head->sent == head->len)
			drop_head(ch);
	}
	watch_events(ch);
}

/* Receiving */

static void fail(struct channel *ch, const struct error *why)
{
	if (ch->closed)
		return;
	ch->closed = true;
	loop_unwatch(ch->loop, ch->fd);
	drop_queue(ch);
	ch->ops->closed(ch->data, why);
}

static void deliver(struct channel *ch, const struct header *header, const char *body)
{
	ch->ops->message(ch->data, header->type, header->id,
	                 str_make(body, header->len));
}

static void refuse_frame(struct channel *ch, uint32_t len)
{
	struct error why;
	err_set(&why, ERR_LIMIT, _("a message of %u bytes is larger than allowed"),
	        (unsigned)len);
	fail(ch, &why);
}

/* The frame goes past the buffer: give it a block of its own. */
static void start_large(struct channel *ch, const struct header *header)
{
	size_t at = ch->in_used + sizeof(*header);
	ch->large = *header;
	ch->large_body = mem_alloc(header->len);
	ch->large_have = ch->in_len - at;
	memcpy(ch->large_body, ch->in + at, ch->large_have);
	ch->in_used = ch->in_len;
}

static void end_large(struct channel *ch)
{
	auto_free char *body = take(ch->large_body);
	deliver(ch, &ch->large, body);
}

/* One frame out of the buffer; false when there is no whole one. */
static bool take_frame(struct channel *ch)
{
	struct header header;
	size_t have = ch->in_len - ch->in_used;
	if (have < sizeof(header))
		return false;
	memcpy(&header, ch->in + ch->in_used, sizeof(header));
	if (header.len > ch->max_frame) {
		refuse_frame(ch, header.len);
		return false;
	}
	if (sizeof(header) + header.len > IN_SIZE) {
		start_large(ch, &header);
		return false;
	}
	if (have - sizeof(header) < header.len)
		return false;
	const char *body = ch->in + ch->in_used + sizeof(header);
	ch->in_used += sizeof(header) + header.len;
	deliver(ch, &header, body);
	return true;
}

static void take_frames(struct channel *ch)
{
	while (!ch->closed && take_frame(ch))
		;
	if (ch->closed || !ch->in_used)
		return;
	ch->in_len -= ch->in_used;
	memmove(ch->in, ch->in + ch->in_used, ch->in_len);
	ch->in_used = 0;
}

static void received(struct channel *ch, size_t len)
{
	if (!ch->large_body) {
		ch->in_len += len;
		take_frames(ch);
		return;
	}
	ch->large_have += len;
	if (ch->large_have == ch->large.len)
		end_large(ch);
}

static ssize_t receive(struct channel *ch)
{
	char *at = ch->in + ch->in_len;
	size_t room = IN_SIZE - ch->in_len;
	if (ch->large_body) {
		at = ch->large_body + ch->large_have;
		room = ch->large.len - ch->large_have;
	}
	ssize_t got;
	do {
		got = read(ch->fd, at, room);
	} while (got < 0 && errno == EINTR);
	return got;
}

static void fail_ended(struct channel *ch, ssize_t got)
{
	struct error why;
	if (got < 0)
		err_errno(&why, _("the connection to a helper process broke"));
	else if (ch->in_len || ch->large_body)
		err_set(&why, ERR_FORMAT,
		        _("a helper process ended in the middle of a message"));
	else
		err_set(&why, ERR_SYSTEM, _("a helper process ended"));
	fail(ch, &why);
}

static void read_all(struct channel *ch)
{
	do {
		ssize_t got = receive(ch);
		if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
			return;
		if (got <= 0) {
			fail_ended(ch, got);
			return;
		}
		received(ch, (size_t)got);
	} while (!ch->closed && !loop_is_late(ch->loop));
}

static void on_event(void *data, short revents)
{
	struct channel *ch = data;
	ch->busy++;
	if (revents & POLLOUT)
		flush(ch);
	if (!ch->closed && (revents & ~POLLOUT))
		read_all(ch);
	leave_callback(ch);
}

/* Blocking */

static bool read_full(int fd, void *to, size_t len)
{
	for (size_t have = 0; have < len;) {
		ssize_t got = read(fd, (char *)to + have, len - have);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return false;
		have += (size_t)got;
	}
	return true;
}

bool frame_read(int fd, size_t max_frame, struct frame *ret_frame)
{
	struct header header;
	if (!read_full(fd, &header, sizeof(header)) || header.len > max_frame)
		return false;
	auto_free char *body = mem_alloc(header.len);
	if (!read_full(fd, body, header.len))
		return false;
	*ret_frame = (struct frame){ header.type, header.id, take(body), header.len };
	return true;
}

static bool write_full(int fd, const char *bytes, size_t len)
{
	while (len > 0) {
		struct iovec part = { (char *)bytes, len };
		ssize_t sent = try_send(fd, &part, 1);
		if (sent <= 0)
			return false;
		bytes += sent;
		len -= (size_t)sent;
	}
	return true;
}

bool frame_write(int fd, uint32_t type, uint32_t id, struct str body)
{
	struct header header = { type, id, (uint32_t)body.len };
	struct iovec parts[] = { { &header, sizeof(header) },
		                 { (char *)body.at, body.len } };
	ssize_t sent = try_send(fd, parts, ARRAY_SIZE(parts));
	if (sent < (ssize_t)sizeof(header))
		return false;
	size_t of_body = (size_t)sent - sizeof(header);
	return write_full(fd, body.at + of_body, body.len - of_body);
}
