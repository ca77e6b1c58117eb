/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The input is "head NUL head of a 304 NUL values of a request's headers, a line
 * each".  What the cache makes of heads must be the same when it is made again, and
 * what it sends must be sendable. */
#include "baolan/base/mem.h"
#include "baolan/net/fields.h"
#include "baolan/net/freshness.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

enum { NOW = 1465200000, MOST = 1 << 20 };

static void check(bool holds)
{
	if (!holds)
		abort();
}

static void check_times(const struct request *request, const struct stored *stored)
{
	int64_t age = fresh_age(stored, NOW + 100);
	check(age >= 100 && age <= INT32_MAX);
	check(fresh_lifetime(stored) >= 0);
	fresh_judge(request, stored, NOW + 100);
	fresh_may_stand_in(request, stored, FRESH_SERVER_ERROR, NOW + 100);
	fresh_retry_after(503, stored->head, NOW);
}

static void check_sendable(struct request *request, struct str head)
{
	auto_buf packed = BUF_INIT(MOST);
	struct request again;
	fresh_add_validators(request, head);
	request_pack(request, &packed);
	check(request_unpack(buf_str(&packed), &again, NULL) == ERR_OK);
	request_done(&again);
}

static void check_out(struct str head)
{
	auto_buf out = BUF_INIT(MOST);
	fresh_add_age(head, 77, &out);
	check(str_eq(field_first(buf_str(&out), STR("Age")), STR("77")));
}

static void check_heads(struct request *request, struct str head, struct str later)
{
	auto_buf kept = BUF_INIT(MOST), again = BUF_INIT(MOST), merged = BUF_INIT(MOST),
	         vary = BUF_INIT(MOST);
	fresh_storable_head(head, &kept);
	fresh_storable_head(buf_str(&kept), &again);
	check(str_eq(buf_str(&kept), buf_str(&again)));
	fresh_merge(buf_str(&kept), later, &merged);
	if (!field_first(later, STR("Date")).at)
		check(!field_first(buf_str(&merged), STR("Date")).at);
	bool varies = fresh_vary_key(request, buf_str(&merged), &vary);
	struct stored stored = { 200, buf_str(&merged), buf_str(&vary), NOW, NOW };
	check(!varies || fresh_matches(request, &stored));
	check_times(request, &stored);
	check_out(buf_str(&merged));
	check_sendable(request, buf_str(&merged));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	static const char *const names[] = { "Cache-Control", "Accept-Language",
		                             "Foo" };
	struct str rest = { (const char *)bytes, len };
	struct str head = str_cut(&rest, '\0'), later = str_cut(&rest, '\0');
	struct request request;
	request_init(&request, "http://news.example/");
	for (size_t i = 0; i < ARRAY_SIZE(names) && rest.at; i++) {
		auto_free char *value = str_dup(str_cut(&rest, '\n'));
		for (char *c = value; *c; c++)
			if ((unsigned char)*c < ' ' || *c == 0x7F)
				*c = ' ';
		request_add_header(&request, names[i], value);
	}
	fresh_may_store(&request, 200, head);
	if (fresh_is_reasonable(head))
		check_heads(&request, head, later);
	request_done(&request);
	return 0;
}
