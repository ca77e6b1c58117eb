/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "resume.h"

#include "baolan/base/ascii.h"
#include "baolan/base/mem.h"
#include "baolan/net/fields.h"

#include <limits.h>

static bool is_cut(CURLcode code)
{
	static const CURLcode cuts[] = { CURLE_PARTIAL_FILE, CURLE_RECV_ERROR,
		                         CURLE_HTTP2, CURLE_HTTP2_STREAM,
		                         CURLE_OPERATION_TIMEDOUT };
	for (size_t i = 0; i < ARRAY_SIZE(cuts); i++)
		if (cuts[i] == code)
			return true;
	return false;
}

static bool is_plain(struct str head)
{
	struct str coding = field_first(head, STR("Content-Encoding"));
	return !coding.len || str_eq_nocase(coding, STR("identity"));
}

struct str resume_validator(struct str head)
{
	struct str etag = field_first(head, STR("ETag"));
	if (etag.len)
		return str_starts_nocase(etag, STR("W/")) ? STR_NONE : etag;
	return field_first(head, STR("Last-Modified"));
}

bool resume_is_possible(const struct request *request, int status, struct str head,
                        CURLcode code)
{
	bool is_get = !request->method || strcmp(request->method, "GET") == 0;
	return is_get && !request->no_redirect && status == 200 && is_cut(code) &&
	       resume_validator(head).len > 0;
}

bool resume_by_range(struct str head)
{
	return is_plain(head) && field_lists(head, STR("Accept-Ranges"), STR("bytes"));
}

/* The first byte of "bytes 100-199/200". */
static bool range_begins_at(struct str range, size_t place)
{
	unsigned long first;
	if (!str_starts_nocase(range, STR("bytes ")))
		return false;
	range = str_from(range, 6);
	return str_number(str_trim(str_cut(&range, '-')), ULONG_MAX, &first) &&
	       first == place;
}

bool resume_fits(struct str first, struct str second, int status, size_t have,
                 size_t *ret_skip)
{
	if (!str_eq(resume_validator(first), resume_validator(second)))
		return false;
	if (status == 200) {
		*ret_skip = have;
		return true;
	}
	*ret_skip = 0;
	return status == 206 && is_plain(second) &&
	       range_begins_at(field_first(second, STR("Content-Range")), have);
}
