/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bodies that baolan and baolan-fetch read from each other.  What is
 * accepted can be packed and read again. */
#include "baolan/base/mem.h"
#include "baolan/net/message.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static void read_request(struct str body)
{
	struct request r;
	auto_buf packed = BUF_INIT(FETCH_MAX_FRAME);
	if (request_unpack(body, &r, NULL))
		return;
	request_pack(&r, &packed);
	/* Limits of 0 and texts with a NUL in them come out another way. */
	request_done(&r);
	if (request_unpack(buf_str(&packed), &r, NULL))
		abort();
	request_done(&r);
}

static void read_response(struct str body)
{
	struct response r;
	if (response_unpack(body, &r, NULL))
		return;
	response_header(&r, "Content-Type");
	struct str charset = response_charset(&r);
	if (charset.at && (charset.at < r.head.at ||
	                   charset.at + charset.len > r.head.at + r.head.len))
		abort();
	response_done(&r);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct str body = { (const char *)bytes, len };
	read_request(body);
	read_response(body);
	return 0;
}
