/* SPDX-License-Identifier: GPL-3.0-or-later */
/* reply.c - replies and their charsets (through iconv). */
#include "baolan/base/mem.h"
#include "paper.h"

#include <errno.h>
#include <iconv.h>
#include <stdlib.h>
#include <strings.h>

void reply_init(struct reply *reply)
{
	*reply = (struct reply){ .status = 200,
		                 .type = "text/html",
		                 .charset = "utf-8" };
	buf_init(&reply->body, BUF_MAX_TEXT);
}

void reply_done(struct reply *reply)
{
	buf_done(&reply->body);
	vec_each (header, &reply->headers) {
		free(header->name);
		free(header->value);
	}
	vec_done(&reply->headers);
}

static struct header *header_slot(struct reply *reply, const char *name)
{
	if (strcasecmp(name, "Set-Cookie") != 0)
		vec_each (header, &reply->headers)
			if (strcasecmp(header->name, name) == 0)
				return header;
	return vec_push(&reply->headers);
}

void reply_header(struct reply *reply, const char *name, const char *value)
{
	struct header *header = header_slot(reply, name);

	free(header->name);
	free(header->value);
	*header = (struct header){ mem_strdup(name), mem_strdup(value) };
}

void reply_set(struct reply *reply, unsigned status, const char *type, const char *text)
{
	reply->status = status;
	reply->type = type;
	buf_clear(&reply->body);
	buf_add_text(&reply->body, text);
}

static size_t character_length(const char *at, size_t len)
{
	size_t n = 1;

	while (n < len && ((unsigned char)at[n] & 0xC0) == 0x80)
		n++;
	return n;
}

static uint32_t code_point(const char *at, size_t len)
{
	uint32_t point = (unsigned char)at[0] & (len == 1 ? 0x7Fu : 0x7Fu >> len);

	for (size_t i = 1; i < len; i++)
		point = point << 6 | ((unsigned char)at[i] & 0x3F);
	return point;
}

/* One character in `converter`'s charset, or as a reference. */
static void encode_one(iconv_t converter, char *at, size_t len, struct buf *out)
{
	char room[16];
	char *from = at, *to = room;
	size_t from_left = len, to_left = sizeof(room);

	if (iconv(converter, &from, &from_left, &to, &to_left) == (size_t)-1)
		buf_printf(out, "&#%u;", code_point(at, len));
	else
		buf_add(out, room, sizeof(room) - to_left);
}

void reply_encode(struct reply *reply, const char *charset)
{
	iconv_t converter = iconv_open(charset, "UTF-8");
	struct buf encoded = BUF_INIT(reply->body.max);
	size_t len;

	if (converter == (iconv_t)-1) {
		fprintf(stderr, "paper: iconv does not know %s\n", charset);
		abort();
	}
	for (size_t at = 0; at < reply->body.len; at += len) {
		len = character_length(reply->body.at + at, reply->body.len - at);
		encode_one(converter, reply->body.at + at, len, &encoded);
	}
	iconv_close(converter);
	buf_done(&reply->body);
	reply->body = encoded;
}
