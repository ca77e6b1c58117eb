/* SPDX-License-Identifier: GPL-3.0-or-later */
/* picture.c - every /pic/NAME.png is a small gradient, its colours from the
 * name: a PNG of one IDAT chunk. */
#include "paper.h"

#include <arpa/inet.h>
#include <stdlib.h>
#include <zlib.h>

#define WIDTH 160
#define HEIGHT 100

static void add_number(uint32_t number, struct buf *out)
{
	number = htonl(number);
	buf_add(out, &number, sizeof(number));
}

static void add_chunk(const char *kind, struct str data, struct buf *out)
{
	size_t start = out->len + 4;

	add_number((uint32_t)data.len, out);
	buf_add_text(out, kind);
	buf_add_str(out, data);
	add_number((uint32_t)crc32(0, (const Bytef *)out->at + start,
	                           (uInt)(out->len - start)),
	           out);
}

static void add_header(struct buf *out)
{
	auto_buf data = BUF_INIT(64);

	add_number(WIDTH, &data);
	add_number(HEIGHT, &data);
	buf_add(&data, "\x08\x02\0\0\0", 5); /* 8 bits, RGB */
	add_chunk("IHDR", buf_str(&data), out);
}

static void add_pixels(uint32_t hue, struct buf *out)
{
	auto_buf rows = BUF_INIT(WIDTH * HEIGHT * 4);
	Bytef packed[WIDTH * HEIGHT];
	uLongf len = sizeof(packed);

	for (int y = 0; y < HEIGHT; y++) {
		buf_add_char(&rows, 0); /* no filter */
		for (int x = 0; x < WIDTH; x++) {
			buf_add_char(&rows, (char)(hue + (uint32_t)y));
			buf_add_char(&rows, (char)((hue >> 8) + (uint32_t)x / 2));
			buf_add_char(&rows, (char)(hue >> 16));
		}
	}
	if (compress(packed, &len, (const Bytef *)rows.at, rows.len) != Z_OK)
		abort();
	add_chunk("IDAT", str_make((const char *)packed, len), out);
}

void page_picture(struct paper *paper, const struct request *request,
                  struct reply *reply)
{
	struct str name = request->path;

	(void)paper;
	reply->type = "image/png";
	reply->charset = NULL;
	reply_header(reply, "Cache-Control", "max-age=86400");
	buf_add(&reply->body, "\x89PNG\r\n\x1a\n", 8);
	add_header(&reply->body);
	add_pixels((uint32_t)crc32(0, (const Bytef *)name.at, (uInt)name.len),
	           &reply->body);
	add_chunk("IEND", STR(""), &reply->body);
}

void page_script(struct paper *paper, const struct request *request,
                 struct reply *reply)
{
	(void)paper;
	(void)request;
	reply_set(reply, 200, "application/javascript", "/* nothing to see */\n");
}
