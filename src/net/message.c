/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reading side trusts nothing: what it accepts can be put on the wire. */
#include "baolan/net/message.h"

#include "baolan/base/i18n.h"
#include "baolan/base/mem.h"

#include <limits.h>
#include <stdlib.h>

void request_init(struct request *r, const char *url)
{
	*r = (struct request){ .url = mem_strdup(url),
		               .body = BUF_INIT(REQUEST_MAX_BODY) };
}

void request_done(struct request *r)
{
	vec_each (header, &r->headers) {
		free(header->name);
		free(header->value);
	}
	vec_done(&r->headers);
	buf_done(&r->body);
	free(r->method);
	free(r->url);
	free(r->referer);
	free(r->user_agent);
	free(r->proxy);
	*r = (struct request){ .body = BUF_INIT(REQUEST_MAX_BODY) };
}

static char *copy_text(const char *text)
{
	return text ? mem_strdup(text) : NULL;
}

void request_copy(struct request *ret_copy, const struct request *r)
{
	struct request copy = *r;
	copy.method = copy_text(r->method);
	copy.url = copy_text(r->url);
	copy.referer = copy_text(r->referer);
	copy.user_agent = copy_text(r->user_agent);
	copy.proxy = copy_text(r->proxy);
	copy.body = BUF_INIT(REQUEST_MAX_BODY);
	buf_add_str(&copy.body, buf_str(&r->body));
	memset(&copy.headers, 0, sizeof(copy.headers));
	vec_each (header, &r->headers)
		request_add_header(&copy, header->name, header->value);
	*ret_copy = copy;
}

void request_add_header(struct request *r, const char *name, const char *value)
{
	*vec_push(&r->headers) = (struct header){ mem_strdup(name), mem_strdup(value) };
}

static uint32_t limit_or(int ms, int standard)
{
	return (uint32_t)(ms > 0 ? ms : standard);
}

void request_pack(const struct request *r, struct buf *b)
{
	pack_str(b, str_of(r->method));
	pack_str(b, str_of(r->url));
	pack_str(b, str_of(r->referer));
	pack_str(b, str_of(r->user_agent));
	pack_str(b, str_of(r->proxy));
	pack_u32(b, (uint32_t)r->headers.len);
	vec_each (header, &r->headers) {
		pack_str(b, str_of(header->name));
		pack_str(b, str_of(header->value));
	}
	pack_str(b, buf_str(&r->body));
	pack_u32(b, r->no_redirect);
	pack_u32(b, r->stop_at_redirect);
	pack_u64(b, r->max_body ? r->max_body : REQUEST_MAX_BODY);
	pack_u32(b, limit_or(r->total_ms, REQUEST_TOTAL_MS));
	pack_u32(b, limit_or(r->connect_ms, REQUEST_CONNECT_MS));
	pack_u32(b, limit_or(r->low_speed_ms, REQUEST_LOW_SPEED_MS));
}

static char *unpack_text(struct unpack *u)
{
	struct str s = unpack_str(u);
	return s.at ? str_dup(s) : NULL;
}

static int unpack_ms(struct unpack *u)
{
	uint32_t ms = unpack_u32(u);
	return (int)MIN(ms, (uint32_t)INT_MAX);
}

static void unpack_headers(struct unpack *u, struct request *r)
{
	for (uint32_t left = unpack_u32(u); left > 0 && !u->bad; left--) {
		struct str name = unpack_str(u), value = unpack_str(u);
		if (!u->bad)
			*vec_push(&r->headers) =
			        (struct header){ str_dup(name), str_dup(value) };
	}
}

static void unpack_fields(struct unpack *u, struct request *r)
{
	r->method = unpack_text(u);
	r->url = unpack_text(u);
	r->referer = unpack_text(u);
	r->user_agent = unpack_text(u);
	r->proxy = unpack_text(u);
	unpack_headers(u, r);
	r->body = BUF_INIT(REQUEST_MAX_BODY);
	u->bad |= !buf_add_str(&r->body, unpack_str(u));
	r->no_redirect = unpack_u32(u) != 0;
	r->stop_at_redirect = unpack_u32(u) != 0;
	r->max_body = unpack_u64(u);
	r->total_ms = unpack_ms(u);
	r->connect_ms = unpack_ms(u);
	r->low_speed_ms = unpack_ms(u);
}

/* No control characters: a line break would start another header. */
static bool is_one_line(const char *text)
{
	for (; text && *text; text++)
		if (((unsigned char)*text < ' ' && *text != '\t') || *text == 0x7F)
			return false;
	return true;
}

/* RFC 9110, 5.6.2. */
static bool is_token(const char *text)
{
	static const char token_chars[] =
	        "!#$%&'*+-.^_`|~0123456789"
	        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
	return *text && text[strspn(text, token_chars)] == '\0';
}

static bool is_sendable(const struct request *r)
{
	if (!r->url || !is_one_line(r->url) || !is_one_line(r->referer) ||
	    !is_one_line(r->user_agent) || !is_one_line(r->proxy) ||
	    (r->method && !is_token(r->method)))
		return false;
	vec_each (header, &r->headers)
		if (!is_token(header->name) || !is_one_line(header->value))
			return false;
	return true;
}

enum err request_unpack(struct str body, struct request *ret_request, struct error *err)
{
	struct unpack u = unpack_from(body);
	struct request r = { 0 };
	unpack_fields(&u, &r);
	if (!unpack_done(&u) || !is_sendable(&r)) {
		request_done(&r);
		return err_set(err, ERR_FORMAT,
		               _("The request has an address, a method or a header "
		                 "that can't be sent"));
	}
	*ret_request = r;
	return ERR_OK;
}

void response_done(struct response *r)
{
	free(r->url);
	free(r->moved);
	buf_done(&r->head);
	buf_done(&r->body);
	*r = (struct response){ 0 };
}

void response_pack(const struct response *r, struct buf *b)
{
	pack_u32(b, (uint32_t)r->status);
	pack_str(b, str_of(r->url));
	pack_str(b, buf_str(&r->head));
	pack_u64(b, r->wire);
}

enum err response_unpack(struct str body, struct response *ret_response,
                         struct error *err)
{
	struct unpack u = unpack_from(body);
	struct response r = { .head = BUF_INIT(REQUEST_MAX_HEAD),
		              .body = BUF_INIT(REQUEST_MAX_BODY) };
	uint32_t status = unpack_u32(&u);
	u.bad |= status > 999;
	r.status = (int)status;
	r.url = unpack_text(&u);
	u.bad |= !buf_add_str(&r.head, unpack_str(&u));
	r.wire = unpack_u64(&u);
	if (!unpack_done(&u) || !r.url) {
		response_done(&r);
		return err_set(err, ERR_FORMAT,
		               _("baolan-fetch sent an answer that baolan can't read; "
		                 "are both of one version?"));
	}
	*ret_response = r;
	return ERR_OK;
}

struct str response_header(const struct response *r, const char *name)
{
	struct str rest = buf_str(&r->head), value = STR_NONE;
	str_cut(&rest, '\n'); /* the status line */
	while (rest.at) {
		struct str line_value = str_cut(&rest, '\n');
		struct str line_name =
		        str_head(line_value, str_find_char(line_value, ':'));
		if (line_name.len < line_value.len &&
		    str_eq_nocase(line_name, str_of(name)))
			value = str_trim(str_from(line_value, line_name.len + 1));
	}
	return value;
}

static struct str unquote(struct str s)
{
	if (s.len >= 2 && (s.at[0] == '"' || s.at[0] == '\'') &&
	    s.at[s.len - 1] == s.at[0])
		return str_make(s.at + 1, s.len - 2);
	return s;
}

struct str response_charset(const struct response *r)
{
	struct str rest = response_header(r, "Content-Type");
	str_cut(&rest, ';'); /* the media type */
	while (rest.at) {
		struct str value = str_cut(&rest, ';');
		struct str name = str_head(value, str_find_char(value, '='));
		if (name.len == value.len ||
		    !str_eq_nocase(str_trim(name), STR("charset")))
			continue;
		value = unquote(str_trim(str_from(value, name.len + 1)));
		return value.len ? value : STR_NONE;
	}
	return STR_NONE;
}
