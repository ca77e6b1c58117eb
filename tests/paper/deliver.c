/* SPDX-License-Identifier: GPL-3.0-or-later */
/* deliver.c - a reply onto the wire, well or badly.
 *
 * Each connection has a thread, so a slow reply may sleep here. */
#include "baolan/base/mem.h"
#include "paper.h"

#include <microhttpd.h>
#include <poll.h>
#include <stdlib.h>
#include <zlib.h>

#define STALL_MS 600000
#define TICKS_PER_SECOND 10
#define BLOCK 16384

/* A body on its way. */
struct sending {
	const struct paper *paper;
	struct delivery how;
	struct buf body;
	z_stream zip;
	uint64_t zeros_left;
};

/* False when the server must end. */
static bool pause_for(const struct paper *paper, unsigned ms)
{
	struct pollfd stop = { .fd = paper->stop_fd, .events = POLLIN };

	return poll(&stop, 1, (int)ms) == 0;
}

static void sending_free(void *cls)
{
	struct sending *sending = cls;

	if (sending->how.gzip_zeros)
		deflateEnd(&sending->zip);
	buf_done(&sending->body);
	free(sending);
}

static ssize_t break_off(struct sending *sending)
{
	if (sending->how.stall)
		pause_for(sending->paper, STALL_MS);
	return MHD_CONTENT_READER_END_WITH_ERROR;
}

static size_t pace(const struct sending *sending, size_t room)
{
	unsigned speed = sending->how.bytes_per_second;

	if (!speed)
		return room;
	pause_for(sending->paper, 1000 / TICKS_PER_SECOND);
	return MIN(room, MAX(speed / TICKS_PER_SECOND, 1));
}

static ssize_t read_body(void *cls, uint64_t position, char *room, size_t max)
{
	struct sending *sending = cls;

	if (position >= sending->body.len)
		return break_off(sending);
	size_t len = MIN(max, sending->body.len - (size_t)position);
	len = pace(sending, len);
	memcpy(room, sending->body.at + position, len);
	return (ssize_t)len;
}

static void feed_zeros(struct sending *sending)
{
	static unsigned char zeros[BLOCK];

	if (sending->zip.avail_in || !sending->zeros_left)
		return;
	sending->zip.next_in = zeros;
	sending->zip.avail_in = (uInt)MIN(sending->zeros_left, sizeof(zeros));
	sending->zeros_left -= sending->zip.avail_in;
}

static ssize_t read_zeros(void *cls, uint64_t position, char *room, size_t max)
{
	struct sending *sending = cls;
	int state = Z_OK;

	(void)position;
	sending->zip.next_out = (Bytef *)room;
	sending->zip.avail_out = (uInt)max;
	while (sending->zip.avail_out && state != Z_STREAM_END) {
		feed_zeros(sending);
		state = deflate(&sending->zip,
		                sending->zeros_left ? Z_NO_FLUSH : Z_FINISH);
	}
	ssize_t len = (ssize_t)(max - sending->zip.avail_out);
	return len ? len : MHD_CONTENT_READER_END_OF_STREAM;
}

static struct MHD_Response *zeros_response(struct sending *sending)
{
	sending->zeros_left = sending->how.gzip_zeros;
	if (deflateInit2(&sending->zip, 9, Z_DEFLATED, 15 + 16, 8,
	                 Z_DEFAULT_STRATEGY) != Z_OK)
		abort();
	return MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, BLOCK, read_zeros,
	                                         sending, sending_free);
}

/* The announced length is that of the whole, whatever is sent of it. */
static struct MHD_Response *body_response(struct sending *sending)
{
	const struct delivery *how = &sending->how;
	long length = (long)sending->body.len + how->length_change;

	if (how->cut || how->stall)
		buf_cut(&sending->body,
		        how->after ? how->after : sending->body.len / 2);
	return MHD_create_response_from_callback((uint64_t)MAX(length, 0), BLOCK,
	                                         read_body, sending, sending_free);
}

static struct MHD_Response *make_response(const struct paper *paper,
                                          struct reply *reply)
{
	struct sending *sending = mem_new(struct sending);

	*sending = (struct sending){ .paper = paper,
		                     .how = reply->how,
		                     .body = reply->body };
	buf_init(&reply->body, BUF_MAX_TEXT);
	return reply->how.gzip_zeros ? zeros_response(sending) : body_response(sending);
}

static void add_headers(struct MHD_Response *response, const struct reply *reply)
{
	auto_free char *type = reply->charset ? mem_printf("%s; charset=%s",
	                                                   reply->type, reply->charset)
	                                      : mem_strdup(reply->type);

	MHD_add_response_header(response, "Content-Type", type);
	vec_each (header, &reply->headers)
		MHD_add_response_header(response, header->name, header->value);
}

bool deliver(const struct paper *paper, struct MHD_Connection *connection,
             struct reply *reply)
{
	if (reply->how.delay_ms && !pause_for(paper, reply->how.delay_ms))
		return false;
	if (reply->how.drop)
		return false;
	struct MHD_Response *response = make_response(paper, reply);
	add_headers(response, reply);
	enum MHD_Result queued =
	        MHD_queue_response(connection, reply->status, response);
	MHD_destroy_response(response);
	return queued == MHD_YES;
}
