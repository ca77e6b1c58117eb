/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Judgements.  Where a server contradicts itself or can't be understood, the
 * response counts as stale: a needless question costs less than an old page that
 * is taken for new. */
#include "baolan/net/freshness.h"

#include "baolan/base/ascii.h"
#include "baolan/base/mem.h"
#include "baolan/net/fields.h"

#define CACHE_CONTROL STR("Cache-Control")

enum {
	DAY = 24 * 60 * 60,
	/* RFC 9111, 1.2.2: what is larger means this. */
	MANY_SECONDS = 2147483647,
	MAX_HEAD_BYTES = 32 << 10,
	MAX_HEAD_LINES = 256,
};

/* Statuses whose meaning for a cache we know (must-understand), and of those the
 * ones that may be kept without being told so (RFC 9110, 15.1).  206 is kept by
 * nobody here. */
/* clang-format off */
static const struct {
	int status;
	bool heuristic;
} known[] = {
	{ 200, true },  { 201, false }, { 202, false }, { 203, true },  { 204, true },
	{ 300, true },  { 301, true },  { 302, false }, { 303, false }, { 307, false },
	{ 308, true },  { 400, false }, { 401, false }, { 403, false }, { 404, true },
	{ 405, true },  { 410, true },  { 414, true },  { 500, false }, { 501, true },
	{ 502, false }, { 503, false }, { 504, false },
};
/* clang-format on */

static bool is_known(int status)
{
	for (size_t i = 0; i < ARRAY_SIZE(known); i++)
		if (known[i].status == status)
			return true;
	return false;
}

static bool is_heuristic(int status)
{
	for (size_t i = 0; i < ARRAY_SIZE(known); i++)
		if (known[i].status == status)
			return known[i].heuristic;
	return false;
}

static bool says(struct str head, struct str directive)
{
	struct str value;
	return field_directive(head, CACHE_CONTROL, directive, &value);
}

/* Digits only; what is larger than we count becomes the largest we do. */
static bool read_seconds(struct str text, int64_t *ret_seconds)
{
	int64_t seconds = 0;
	if (!text.len)
		return false;
	for (size_t i = 0; i < text.len; i++) {
		if (!ascii_is_digit(text.at[i]))
			return false;
		seconds = MIN(seconds * 10 + (text.at[i] - '0'), (int64_t)MANY_SECONDS);
	}
	*ret_seconds = seconds;
	return true;
}

static bool directive_seconds(struct str head, struct str directive,
                              int64_t *ret_seconds)
{
	struct str value;
	return field_directive(head, CACHE_CONTROL, directive, &value) &&
	       read_seconds(value, ret_seconds);
}

static bool request_directive(const struct request *request, struct str directive,
                              struct str *ret_value)
{
	vec_each (header, &request->headers)
		if (str_eq_nocase(str_of(header->name), CACHE_CONTROL) &&
		    list_directive(str_of(header->value), directive, ret_value))
			return true;
	return false;
}

static bool request_says(const struct request *request, struct str directive)
{
	struct str value;
	return request_directive(request, directive, &value);
}

static bool request_seconds(const struct request *request, struct str directive,
                            int64_t *ret_seconds)
{
	struct str value;
	return request_directive(request, directive, &value) &&
	       read_seconds(value, ret_seconds);
}

/* ---- keeping ---- */

static bool is_get(const struct request *request)
{
	return !request->method || strcmp(request->method, "GET") == 0;
}

static bool has_condition(const struct request *request)
{
	static const char *const names[] = {
		"Range",    "If-None-Match",       "If-Modified-Since",
		"If-Match", "If-Unmodified-Since", "If-Range"
	};
	vec_each (header, &request->headers)
		for (size_t i = 0; i < ARRAY_SIZE(names); i++)
			if (str_eq_nocase(str_of(header->name), str_of(names[i])))
				return true;
	return false;
}

bool fresh_bypasses(const struct request *request)
{
	return !is_get(request) || request->body.len || has_condition(request);
}

static bool forbids_storing(int status, struct str head)
{
	if (says(head, STR("must-understand")))
		return !is_known(status);
	return says(head, STR("no-store"));
}

static bool invites_storing(int status, struct str head)
{
	return is_heuristic(status) || says(head, STR("public")) ||
	       says(head, STR("private")) || says(head, STR("max-age")) ||
	       field_first(head, STR("Expires")).at;
}

bool fresh_is_reasonable(struct str head)
{
	int lines = 0;
	if (head.len > MAX_HEAD_BYTES)
		return false;
	for (size_t i = 0; i < head.len; i++)
		lines += head.at[i] == '\n';
	return lines <= MAX_HEAD_LINES;
}

bool fresh_may_store(const struct request *request, int status, struct str head)
{
	return fresh_is_reasonable(head) && is_get(request) && !request->body.len &&
	       status >= 200 && status != 206 && status != 304 &&
	       !request_says(request, STR("no-store")) &&
	       !forbids_storing(status, head) && invites_storing(status, head) &&
	       !field_lists(head, STR("Vary"), STR("*"));
}

/* ---- age and lifetime ---- */

static int64_t date_or(struct str head, struct str name, int64_t otherwise)
{
	int64_t time = otherwise;
	http_date_parse(field_first(head, name), &time);
	return time;
}

static int64_t made_at(const struct stored *stored)
{
	return date_or(stored->head, STR("Date"), stored->came);
}

static int64_t heuristic_lifetime(const struct stored *stored)
{
	int64_t made = made_at(stored);
	int64_t modified = date_or(stored->head, STR("Last-Modified"), made);
	if (!is_heuristic(stored->status) && !says(stored->head, STR("public")))
		return 0;
	return MIN(MAX(made - modified, 0) / 10, (int64_t)DAY);
}

int64_t fresh_lifetime(const struct stored *stored)
{
	int64_t seconds = 0;
	struct str value, expires = field_first(stored->head, STR("Expires"));
	if (field_directive(stored->head, CACHE_CONTROL, STR("max-age"), &value)) {
		read_seconds(value, &seconds);
		return seconds;
	}
	if (!expires.at)
		return heuristic_lifetime(stored);
	if (!http_date_parse(expires, &seconds))
		return 0;
	return MAX(seconds - made_at(stored), 0);
}

/* Two lines contradict each other, or one has come from who knows where. */
static int64_t age_told(struct str head)
{
	struct str rest = fields_of(head), member;
	struct field field;
	int64_t age = 0;
	int n = 0;
	while (field_next(&rest, &field)) {
		if (!str_eq_nocase(field.name, STR("Age")))
			continue;
		struct str list = field.value;
		if (n++ || !list_next(&list, &member) || !read_seconds(member, &age))
			return MANY_SECONDS;
	}
	return age;
}

int64_t fresh_age(const struct stored *stored, int64_t now)
{
	int64_t apparent = MAX(stored->came - made_at(stored), 0);
	int64_t delay = MAX(stored->came - stored->asked, 0);
	int64_t corrected = age_told(stored->head) + delay;
	int64_t resident = MAX(now - stored->came, 0);
	return MIN(MAX(apparent, corrected) + resident, (int64_t)MANY_SECONDS);
}

/* ---- using ---- */

bool fresh_matches(const struct request *request, const struct stored *stored)
{
	auto_buf key = BUF_INIT(REQUEST_MAX_HEAD);
	return fresh_vary_key(request, stored->head, &key) && !key.over &&
	       str_eq(buf_str(&key), stored->vary);
}

/* Cookies live and die in baolan-fetch: nobody here can say that the present ones
 * are those of the stored request. */
static bool always_ask(const struct request *request, const struct stored *stored)
{
	return request_says(request, STR("no-cache")) ||
	       request_says(request, STR("no-store")) ||
	       says(stored->head, STR("no-cache")) ||
	       field_lists(stored->head, STR("Vary"), STR("Cookie"));
}

/* A stale response may not be used though the client would accept it. */
static bool must_be_right(struct str head)
{
	return says(head, STR("must-revalidate")) || says(head, STR("no-cache")) ||
	       says(head, STR("proxy-revalidate")) || says(head, STR("s-maxage"));
}

/* How many seconds past its time the client accepts it. */
static int64_t accepted_staleness(const struct request *request,
                                  const struct stored *stored)
{
	struct str value;
	int64_t seconds = 0;
	if (!request_directive(request, STR("max-stale"), &value) ||
	    must_be_right(stored->head))
		return 0;
	if (!value.at)
		return MANY_SECONDS;
	read_seconds(value, &seconds);
	return seconds;
}

enum fresh_use fresh_judge(const struct request *request, const struct stored *stored,
                           int64_t now)
{
	int64_t age = fresh_age(stored, now), lifetime = fresh_lifetime(stored);
	int64_t max_age = MANY_SECONDS, min_fresh = 0;
	if (always_ask(request, stored))
		return FRESH_VALIDATE;
	/* RFC 8246: a reload needs not ask for what will never change. */
	bool never_changes = says(stored->head, STR("immutable")) && age < lifetime;
	if (request_seconds(request, STR("max-age"), &max_age) && age >= max_age &&
	    !(never_changes && max_age == 0))
		return FRESH_VALIDATE;
	request_seconds(request, STR("min-fresh"), &min_fresh);
	int64_t left = lifetime - age - min_fresh;
	return left + accepted_staleness(request, stored) > 0 ? FRESH_USE
	                                                      : FRESH_VALIDATE;
}

bool fresh_only_if_cached(const struct request *request)
{
	return request_says(request, STR("only-if-cached"));
}

bool fresh_is_server_error(int status)
{
	return status == 500 || (status >= 502 && status <= 504);
}

/* Not being connected is a leave to use what one has; an error of the server is
 * none, unless somebody gave one (RFC 5861, 4). */
bool fresh_may_stand_in(const struct request *request, const struct stored *stored,
                        enum fresh_trouble trouble, int64_t now)
{
	int64_t allowed = 0;
	if (must_be_right(stored->head) || request_says(request, STR("no-cache")) ||
	    request_says(request, STR("no-store")))
		return false;
	if (trouble == FRESH_UNREACHABLE)
		return true;
	if (!request_seconds(request, STR("stale-if-error"), &allowed) &&
	    !directive_seconds(stored->head, STR("stale-if-error"), &allowed))
		return false;
	return fresh_age(stored, now) - fresh_lifetime(stored) <= allowed;
}

bool fresh_invalidates(const char *method, int status)
{
	static const char *const safe[] = { "GET", "HEAD", "OPTIONS", "TRACE" };
	for (size_t i = 0; i < ARRAY_SIZE(safe); i++)
		if (!method || strcmp(method, safe[i]) == 0)
			return false;
	return status >= 200 && status < 400;
}

int64_t fresh_retry_after(int status, struct str head, int64_t now)
{
	struct str text = field_first(head, STR("Retry-After"));
	int64_t seconds, time;
	if (status != 429 && status != 503)
		return 0;
	if (read_seconds(text, &seconds))
		return now + seconds;
	return http_date_parse(text, &time) ? time : 0;
}
