/* SPDX-License-Identifier: GPL-3.0-or-later */
/* channel.h - framed messages over a stream socket between our processes.
 *
 * A frame is {u32 type, u32 id, u32 length} and `length` bytes.  `type` and
 * `id` mean what the two ends agreed on.  A received frame longer than the
 * ceiling closes the channel with an error: the other side may be broken or
 * hostile.  One to be sent is refused. */
#ifndef BAOLAN_LOOP_CHANNEL_H
#define BAOLAN_LOOP_CHANNEL_H

#include "baolan/base/err.h"
#include "baolan/base/str.h"

#include <stdint.h>

struct loop;
struct channel;

struct channel_ops {
	/* `body` is borrowed for the length of the call. */
	void (*message)(void *data, uint32_t type, uint32_t id, struct str body);
	/* The other side went away (why->code ERR_SYSTEM) or broke the rules
	 * (ERR_FORMAT, ERR_LIMIT).  The last call; the owner frees the channel,
	 * here or later. */
	void (*closed)(void *data, const struct error *why);
};

/* Takes over fd (made non-blocking, closed by channel_free). */
struct channel *channel_new(struct loop *loop, int fd, size_t max_frame,
                            const struct channel_ops *ops, void *data);
/* No callback is called any more; what was not yet written is dropped.  May be
 * called from inside a callback. */
void channel_free(struct channel *channel);
/* Queues and writes as the socket takes it; never blocks.  False when the
 * frame is over the ceiling or the channel is closed. */
bool channel_send(struct channel *channel, uint32_t type, uint32_t id, struct str body);
/* The same for a body from malloc, which belongs to the channel from now on in
 * any case: a large one is not copied. */
bool channel_send_taken(struct channel *channel, uint32_t type, uint32_t id, char *body,
                        size_t len);

/* The same frames for a process that only waits for one channel (a worker). */
struct frame {
	uint32_t type, id;
	char *body; /* the caller frees it */
	size_t len;
};
/* Both block.  False at the end of the stream, on an error or an oversized
 * frame. */
bool frame_read(int fd, size_t max_frame, struct frame *ret_frame);
bool frame_write(int fd, uint32_t type, uint32_t id, struct str body);

#endif
