/* SPDX-License-Identifier: GPL-3.0-or-later */
/* faults.c - fault=NAME[,NAME…] in a query spoils that one answer.
 *
 * One row a fault; README lists them with their parameters. */
#include "baolan/base/mem.h"
#include "paper.h"

#include <stdlib.h>
#include <zlib.h>

static void fault_delay(const struct request *request, struct reply *reply)
{
	reply->how.delay_ms = (unsigned)request_number(request, "ms", 3000);
}

static void fault_cut(const struct request *request, struct reply *reply)
{
	reply->how.cut = true;
	reply->how.after = request_number(request, "after", 0);
}

static void fault_stall(const struct request *request, struct reply *reply)
{
	reply->how.stall = true;
	reply->how.after = request_number(request, "after", 0);
}

static void fault_slow(const struct request *request, struct reply *reply)
{
	reply->how.bytes_per_second = (unsigned)request_number(request, "bps", 2000);
}

static void fault_drop(const struct request *request, struct reply *reply)
{
	(void)request;
	reply->how.drop = true;
}

static void fault_length(const struct request *request, struct reply *reply)
{
	reply->how.length_change =
	        strtol(request_arg(request, "by") ?: "100", NULL, 10);
}

static void fault_charset(const struct request *request, struct reply *reply)
{
	reply->charset = request_arg(request, "name") ?: "iso-8859-1";
}

static void fault_type(const struct request *request, struct reply *reply)
{
	reply->type = request_arg(request, "name") ?: "application/octet-stream";
}

static void fault_cache(const struct request *request, struct reply *reply)
{
	reply_header(reply, "Cache-Control",
	             request_arg(request, "value") ?: "max-age=60");
}

static void fault_cookie(const struct request *request, struct reply *reply)
{
	reply_header(reply, "Set-Cookie",
	             request_arg(request, "value") ?: "seen=1; path=/");
}

static void fault_status(const struct request *request, struct reply *reply)
{
	unsigned code = (unsigned)request_number(request, "code", 500);
	auto_free char *text =
	        mem_printf("<html><head><title>%u</title></head><body>"
	                   "<h1>%u</h1><p>页面出错了</p></body></html>\n",
	                   code, code);

	reply_set(reply, code, "text/html", code == 304 || code == 204 ? "" : text);
}

static void redirect(const struct request *request, const char *to, struct reply *reply)
{
	reply_set(reply, (unsigned)request_number(request, "code", 302), "text/html",
	          "<html><body>moved</body></html>\n");
	reply_header(reply, "Location", to);
}

static void fault_redirect(const struct request *request, struct reply *reply)
{
	redirect(request, request_arg(request, "to") ?: "/", reply);
}

static void fault_redirect_loop(const struct request *request, struct reply *reply)
{
	redirect(request, request->target, reply);
}

static void fault_empty(const struct request *request, struct reply *reply)
{
	(void)request;
	buf_clear(&reply->body);
}

static void compress_body(struct reply *reply)
{
	struct buf zipped = BUF_INIT(BUF_MAX_TEXT);
	z_stream zip = { 0 };

	if (deflateInit2(&zip, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
		abort();
	uLong room = deflateBound(&zip, reply->body.len);
	zip.next_in = (Bytef *)reply->body.at;
	zip.avail_in = (uInt)reply->body.len;
	zip.next_out = (Bytef *)buf_reserve(&zipped, room);
	zip.avail_out = (uInt)room;
	deflate(&zip, Z_FINISH);
	buf_grow(&zipped, zip.total_out);
	deflateEnd(&zip);
	buf_done(&reply->body);
	reply->body = zipped;
	reply_header(reply, "Content-Encoding", "gzip");
}

static void fault_gzip(const struct request *request, struct reply *reply)
{
	(void)request;
	compress_body(reply);
}

static void fault_bad_gzip(const struct request *request, struct reply *reply)
{
	(void)request;
	compress_body(reply);
	for (size_t i = reply->body.len / 2; i < reply->body.len; i++)
		reply->body.at[i] ^= 0x55;
}

static void fault_huge(const struct request *request, struct reply *reply)
{
	reply->how.gzip_zeros = (uint64_t)request_number(request, "mb", 128) << 20;
	reply_header(reply, "Content-Encoding", "gzip");
}

/* clang-format off */
static const struct fault {
	const char *name;
	void (*apply)(const struct request *request, struct reply *reply);
} FAULTS[] = {
	{ "delay",         fault_delay },
	{ "cut",           fault_cut },
	{ "stall",         fault_stall },
	{ "slow",          fault_slow },
	{ "drop",          fault_drop },
	{ "length",        fault_length },
	{ "charset",       fault_charset },
	{ "type",          fault_type },
	{ "cache",         fault_cache },
	{ "cookie",        fault_cookie },
	{ "status",        fault_status },
	{ "redirect",      fault_redirect },
	{ "redirect-loop", fault_redirect_loop },
	{ "empty",         fault_empty },
	{ "gzip",          fault_gzip },
	{ "bad-gzip",      fault_bad_gzip },
	{ "huge",          fault_huge },
};
/* clang-format on */

static const struct fault *find(struct str name)
{
	for (size_t i = 0; i < ARRAY_SIZE(FAULTS); i++)
		if (str_eq(name, str_of(FAULTS[i].name)))
			return &FAULTS[i];
	return NULL;
}

void faults_apply(const struct request *request, struct reply *reply)
{
	struct str names = str_of(request_arg(request, "fault"));

	while (names.at) {
		struct str name = str_cut(&names, ',');
		const struct fault *fault = find(name);
		if (fault)
			fault->apply(request, reply);
		else
			reply_set(reply, 400, "text/plain", "no such fault\n");
	}
}
