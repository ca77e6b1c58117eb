/* SPDX-License-Identifier: GPL-3.0-or-later */
/* url.h - web addresses (RFC 3986, with the WHATWG's tolerance: white space
 * trimmed, backslashes as slashes after http(s), spaces and raw non-ASCII
 * percent-encoded; hosts in other scripts in their ASCII form, UTS #46).
 *
 * Userinfo is dropped wherever a URL is read, so that it reaches neither the
 * wire nor a log. */
#ifndef BAOLAN_TEXT_URL_H
#define BAOLAN_TEXT_URL_H

#include "baolan/base/buf.h"
#include "baolan/base/err.h"

struct url { /* all borrowed from the text that was parsed; nothing decoded */
	struct str scheme, host, port, path; /* an IPv6 host with its brackets */
	struct str query, fragment;          /* absent without "?" and "#" */
	bool has_authority;
};

/* Split an absolute URL; false when there is no scheme. */
bool url_split(struct str text, struct url *ret_url);
/* Is it something that has an address of its own: an absolute http or https URL
 * with a host, or a file: URL? */
bool url_is_web(struct str text);
/* Resolve `reference` against `base` and normalise it: scheme and host in lower
 * case, dot segments removed, default port dropped, non-ASCII encoded (the
 * query in `charset`, NULL for UTF-8).  False for what is no address to follow
 * (javascript:, data:, mailto:, empty, garbage, over 64 KiB); http, https and
 * file pass, file only when the base is not of the web.  `base` may be absent:
 * then only an absolute reference passes.  ret_url may be the base's own
 * buffer. */
bool url_resolve(struct str base, struct str reference, const char *charset,
                 struct buf *ret_url);
/* Percent-encode all but RFC 3986's unreserved characters. */
void url_encode(struct buf *b, struct str s);
/* Add s with %XX decoded; what is no escape stays as it is. */
void url_decode(struct buf *b, struct str s);
/* The host with its port when it is not the default one, for messages and
 * limits; borrowed. */
struct str url_host(struct str text);
/* What the reader typed: an address without a scheme gets http://; false when
 * it can be none. */
bool url_from_typed(struct str typed, struct buf *ret_url);
/* Does `text` match `glob`?  * matches any run, also of slashes; the scheme may
 * be left out of the glob: news.example.com* */
bool url_matches(struct str text, struct str glob);

#endif
