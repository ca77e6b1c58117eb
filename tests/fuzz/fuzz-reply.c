/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every kind of reply, made of the same bytes.  A failure leaves nothing behind
 * and says something. */
#include "baolan/markup/reply.h"
#include "baolan/text/clean.h"
#include "baolan/text/utf8.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_error(enum err failed, const struct error *err)
{
	struct str text = str_of(err->text);
	if (failed != err->code || !text.len || !utf8_valid(text) || !clean_is(text))
		abort();
}

static void read_json(enum reply_kind kind, struct str text)
{
	json_t *json = NULL;
	struct error err = { 0 };
	enum err failed = reply_json(kind, text, &json, &err);
	if (failed) {
		check_error(failed, &err);
		if (json)
			abort();
		return;
	}
	json_at(json, str_head(text, 40));
	json_at(json, STR("data[0].m1"));
	json_decref(json);
}

static void read_text(enum reply_kind kind, struct str text)
{
	auto_buf inside = BUF_INIT(1 << 20);
	struct error err = { 0 };
	enum err failed = reply_text(kind, text, &inside, &err);
	if (failed)
		check_error(failed, &err);
	if (failed && inside.len)
		abort();
	if (!failed && !utf8_valid(buf_str(&inside)))
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	auto_buf clean = BUF_INIT(BUF_MAX_TEXT);
	clean_add(&clean, str_make((const char *)data, size), true);
	struct str text = buf_str(&clean);
	for (int kind = 0; kind < REPLY_KINDS; kind++)
		(reply_is_json((enum reply_kind)kind)
		         ? read_json
		         : read_text)((enum reply_kind)kind, text);
	if (reply_count(text) < -1)
		abort();
	return 0;
}
