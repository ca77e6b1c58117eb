/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Split first, then put together: a reference is split into parts that borrow
 * from it and from the base (RFC 3986, 5.2), and one writer normalises whatever
 * parts it is given.  So an absolute URL, a relative reference and what the
 * reader typed go the same way, and resolving a result again changes nothing. */
#include "baolan/text/url.h"

#include "baolan/base/ascii.h"
#include "baolan/base/mem.h"
#include "baolan/text/charset.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <unicode/uidna.h>

/* Longer than any server takes; what is longer is no address. */
#define URL_MAX ((size_t)64 << 10)

static const struct scheme {
	const char *name, *default_port;
	bool is_web;
} schemes[] = {
	{ "http", "80", true },
	{ "https", "443", true },
	{ "file", "", false },
};

static const struct scheme *scheme_find(struct str name)
{
	for (size_t i = 0; i < ARRAY_SIZE(schemes); i++)
		if (str_eq_nocase(name, str_of(schemes[i].name)))
			return &schemes[i];
	return NULL;
}

static bool is_web(struct str scheme)
{
	const struct scheme *known = scheme_find(scheme);
	return known && known->is_web;
}

/* ---- splitting ---- */

static bool is_scheme_char(char c, bool first)
{
	return ascii_is_letter(c) ||
	       (!first && (ascii_is_digit(c) || c == '+' || c == '-' || c == '.'));
}

/* The length of "scheme" where s starts with "scheme:", else 0. */
static size_t scheme_length(struct str s)
{
	size_t i = 0;
	while (i < s.len && is_scheme_char(s.at[i], i == 0))
		i++;
	return i < s.len && s.at[i] == ':' ? i : 0;
}

/* White space and controls, which the WHATWG trims from both ends. */
static struct str trim(struct str s)
{
	while (s.len && (unsigned char)s.at[0] <= ' ')
		s = str_from(s, 1);
	while (s.len && (unsigned char)s.at[s.len - 1] <= ' ')
		s.len--;
	return s;
}

static bool is_slash(char c, bool web)
{
	return c == '/' || (web && c == '\\');
}

static size_t count_slashes(struct str s, bool web)
{
	size_t count = 0;
	while (count < s.len && is_slash(s.at[count], web))
		count++;
	return count;
}

/* Cut *s before the first c; returns what stood behind it, absent without c. */
static struct str cut_tail(struct str *s, char c)
{
	size_t at = str_find_char(*s, c);
	if (at == STR_NPOS)
		return STR_NONE;
	struct str tail = str_make(s->at + at + 1, s->len - at - 1);
	s->len = at;
	return tail;
}

static void split_authority(struct str authority, struct url *url)
{
	size_t at = str_find_last_char(authority, '@');
	if (at != STR_NPOS)
		authority = str_from(authority, at + 1);
	size_t bracket = str_find_last_char(authority, ']');
	size_t colon = str_find_last_char(authority, ':');
	url->has_authority = true;
	url->host = authority;
	if (colon == STR_NPOS || (bracket != STR_NPOS && colon < bracket))
		return;
	url->host = str_head(authority, colon);
	url->port = str_from(authority, colon + 1);
}

/* Split what follows the scheme, or a reference without one.  `slashes` is how
 * many of its leading slashes stand before an authority, STR_NPOS: none does. */
static void split_rest(struct str rest, bool web, size_t slashes, struct url *url)
{
	url->fragment = cut_tail(&rest, '#');
	url->query = cut_tail(&rest, '?');
	if (slashes != STR_NPOS) {
		rest = str_from(rest, slashes);
		size_t end = 0;
		while (end < rest.len && !is_slash(rest.at[end], web))
			end++;
		split_authority(str_head(rest, end), url);
		rest = str_from(rest, end);
	}
	url->path = rest;
}

/* After "http:" an authority follows, however many slashes there are; after
 * other schemes and in references, "//" announces it. */
static size_t slashes_before_authority(struct str rest, bool web, bool after_scheme)
{
	size_t count = count_slashes(rest, web);
	if (web && (after_scheme || count >= 2))
		return count;
	return count >= 2 ? 2 : STR_NPOS;
}

bool url_split(struct str text, struct url *ret_url)
{
	text = trim(text);
	size_t colon = scheme_length(text);
	if (!colon)
		return false;
	struct url url = { .scheme = str_head(text, colon) };
	struct str rest = str_from(text, colon + 1);
	bool web = is_web(url.scheme);
	split_rest(rest, web, slashes_before_authority(rest, web, true), &url);
	*ret_url = url;
	return true;
}

bool url_is_web(struct str text)
{
	struct url url;
	if (!url_split(text, &url))
		return false;
	const struct scheme *known = scheme_find(url.scheme);
	return known && (!known->is_web || url.host.len);
}

struct str url_host(struct str text)
{
	struct url url;
	if (!url_split(text, &url) || !url.host.len)
		return STR_NONE;
	const struct scheme *known = scheme_find(url.scheme);
	if (!url.port.len || (known && str_eq(url.port, str_of(known->default_port))))
		return url.host;
	return str_make(url.host.at,
	                (size_t)(url.port.at + url.port.len - url.host.at));
}

/* ---- percent encoding ---- */

static void add_percent(struct buf *b, char c)
{
	buf_printf(b, "%%%02X", (unsigned char)c);
}

/* Encode white space, controls, non-ASCII and the bytes of `set`; what is
 * encoded already stays. */
static void add_encoded(struct buf *b, struct str s, const char *set)
{
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.at[i];
		if (c <= ' ' || c >= 0x7F || strchr(set, c))
			add_percent(b, s.at[i]);
		else
			buf_add_char(b, s.at[i]);
	}
}

void url_encode(struct buf *b, struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		char c = s.at[i];
		if (ascii_is_letter(c) || ascii_is_digit(c) || (c && strchr("-._~", c)))
			buf_add_char(b, c);
		else
			add_percent(b, c);
	}
}

void url_decode(struct buf *b, struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		int high = -1, low = -1;
		if (s.at[i] == '%' && i + 2 < s.len) {
			high = ascii_hex_value(s.at[i + 1]);
			low = ascii_hex_value(s.at[i + 2]);
		}
		bool encoded = high >= 0 && low >= 0;
		buf_add_char(b, encoded ? (char)(high << 4 | low) : s.at[i]);
		if (encoded)
			i += 2;
	}
}

/* ---- writing the normal form ---- */

static bool add_ipv6(struct buf *b, struct str host)
{
	char text[INET6_ADDRSTRLEN];
	struct in6_addr address;
	if (host.len < 4 || host.len - 2 >= sizeof(text) ||
	    host.at[host.len - 1] != ']')
		return false;
	snprintf(text, sizeof(text), "%.*s", (int)host.len - 2, host.at + 1);
	if (inet_pton(AF_INET6, text, &address) != 1)
		return false;
	inet_ntop(AF_INET6, &address, text, sizeof(text));
	return buf_printf(b, "[%s]", text);
}

/* UTS #46, as browsers do: 新闻.中国 becomes xn--efvy88h.xn--fiqs8s. */
static bool add_idn(struct buf *b, struct str host)
{
	char ascii[512];
	UErrorCode status = U_ZERO_ERROR;
	UIDNAInfo info = UIDNA_INFO_INITIALIZER;
	UIDNA *idna = uidna_openUTS46(UIDNA_NONTRANSITIONAL_TO_ASCII |
	                                      UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ,
	                              &status);
	if (U_FAILURE(status))
		return false;
	int32_t len = uidna_nameToASCII_UTF8(idna, host.at, (int32_t)host.len, ascii,
	                                     sizeof(ascii), &info, &status);
	uidna_close(idna);
	if (U_FAILURE(status) || info.errors)
		return false;
	return buf_add(b, ascii, (size_t)len);
}

static bool is_ascii(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.at[i] >= 0x80)
			return false;
	return true;
}

static bool is_host_char(char c)
{
	return (unsigned char)c > ' ' && c != 0x7F && !strchr("\"#%/:<>?@[\\]^`{|}", c);
}

static bool add_host(struct buf *b, struct str host)
{
	if (host.len && host.at[0] == '[')
		return add_ipv6(b, host);
	auto_buf plain = BUF_INIT(URL_MAX), ascii = BUF_INIT(URL_MAX);
	url_decode(&plain, host);
	if (is_ascii(buf_str(&plain)))
		buf_add_str(&ascii, buf_str(&plain));
	else if (!add_idn(&ascii, buf_str(&plain)))
		return false;
	for (size_t i = 0; i < ascii.len; i++) {
		if (!is_host_char(ascii.at[i]))
			return false;
		buf_add_char(b, ascii_lower(ascii.at[i]));
	}
	return ascii.len > 0;
}

static bool add_port(struct buf *b, struct str port, const struct scheme *scheme)
{
	unsigned long number;
	if (!port.len)
		return true;
	if (!str_number(port, 65535, &number))
		return false;
	size_t before = b->len;
	buf_printf(b, ":%lu", number);
	if (str_eq(str_from(buf_str(b), before + 1), str_of(scheme->default_port)))
		buf_cut(b, before);
	return true;
}

/* Cut *path at its first slash, as str_cut does. */
static struct str cut_segment(struct str *path, bool web)
{
	size_t end = 0;
	while (end < path->len && !is_slash(path->at[end], web))
		end++;
	struct str segment = str_head(*path, end);
	*path = end < path->len ? str_from(*path, end + 1) : STR_NONE;
	return segment;
}

static bool is_dot(struct str segment)
{
	return str_eq(segment, STR(".")) || str_eq_nocase(segment, STR("%2e"));
}

static bool is_dot_dot(struct str segment)
{
	return str_eq(segment, STR("..")) || str_eq_nocase(segment, STR(".%2e")) ||
	       str_eq_nocase(segment, STR("%2e.")) ||
	       str_eq_nocase(segment, STR("%2e%2e"));
}

static void drop_segment(struct buf *b, size_t start)
{
	size_t slash = str_find_last_char(str_from(buf_str(b), start), '/');
	if (slash != STR_NPOS)
		buf_cut(b, start + slash);
}

static void add_path(struct buf *b, struct str path, bool web)
{
	size_t start = b->len;
	if (!path.len)
		path = STR("/");
	if (is_slash(path.at[0], web))
		path = str_from(path, 1);
	while (path.at) {
		struct str segment = cut_segment(&path, web);
		bool last = !path.at, up = is_dot_dot(segment);
		if (up)
			drop_segment(b, start);
		if (!up && !is_dot(segment)) {
			buf_add_char(b, '/');
			add_encoded(b, segment, "\"<>^`{}");
		} else if (last) {
			buf_add_char(b, '/');
		}
	}
}

#define QUERY_SET "\"#'<>"

static size_t ascii_run(struct str s, bool ascii)
{
	size_t len = 0;
	while (len < s.len && ((unsigned char)s.at[len] < 0x80) == ascii)
		len++;
	return len;
}

/* A form of a GBK page sends GBK.  The runs are told apart because the &#NNNN;
 * of what the charset lacks must not look like the query's own separators. */
static void add_query(struct buf *b, struct str query, const char *charset)
{
	while (query.len) {
		struct str plain = str_head(query, ascii_run(query, true));
		query = str_from(query, plain.len);
		struct str other = str_head(query, ascii_run(query, false));
		query = str_from(query, other.len);
		add_encoded(b, plain, QUERY_SET);
		auto_buf bytes = BUF_INIT(URL_MAX);
		if (other.len && charset && charset_encode(other, charset, &bytes))
			add_encoded(b, buf_str(&bytes), QUERY_SET "&;");
		else
			add_encoded(b, other, QUERY_SET);
	}
}

static bool add_authority(struct buf *b, const struct url *url,
                          const struct scheme *scheme)
{
	if (scheme->is_web)
		return add_host(b, url->host) && add_port(b, url->port, scheme);
	/* A file of another machine is none that we can open. */
	return !url->port.len &&
	       (!url->host.len || str_eq_nocase(url->host, STR("localhost")));
}

static bool add_url(struct buf *b, const struct url *url, const char *charset)
{
	const struct scheme *scheme = scheme_find(url->scheme);
	if (!scheme)
		return false;
	buf_printf(b, "%s://", scheme->name);
	if (!add_authority(b, url, scheme))
		return false;
	add_path(b, url->path, scheme->is_web);
	if (url->query.at) {
		buf_add_char(b, '?');
		add_query(b, url->query, charset);
	}
	if (url->fragment.at) {
		buf_add_char(b, '#');
		add_encoded(b, url->fragment, "\"<>`");
	}
	return !b->over;
}

/* ---- resolving ---- */

/* Trimmed, and without the line breaks and tabs that a wrapped attribute has. */
static void add_clean(struct buf *b, struct str reference)
{
	reference = trim(reference);
	for (size_t i = 0; i < reference.len; i++)
		if (!strchr("\t\r\n", reference.at[i]) || !reference.at[i])
			buf_add_char(b, reference.at[i]);
}

/* The base's path up to its last slash, then the reference's. */
static struct str merge_paths(struct buf *b, struct str base, struct str path, bool web)
{
	size_t end = base.len;
	while (end > 0 && !is_slash(base.at[end - 1], web))
		end--;
	buf_add_str(b, str_head(base, end));
	if (!end)
		buf_add_char(b, '/');
	buf_add_str(b, path);
	return buf_str(b);
}

/* RFC 3986, 5.2.2 for a reference without a scheme. */
static struct url join(const struct url *base, struct str reference, struct buf *merged)
{
	bool web = is_web(base->scheme);
	struct url url = { .scheme = base->scheme };
	split_rest(reference, web, slashes_before_authority(reference, web, false),
	           &url);
	if (url.has_authority)
		return url;
	url.has_authority = base->has_authority;
	url.host = base->host;
	url.port = base->port;
	if (!url.path.len) {
		url.path = base->path;
		url.query = url.query.at ? url.query : base->query;
	} else if (!is_slash(url.path.at[0], web)) {
		url.path = merge_paths(merged, base->path, url.path, web);
	}
	return url;
}

/* "http:x.html" in a page of http: means x.html beside the page. */
static bool is_scheme_relative(struct str reference, size_t colon,
                               struct str base_scheme)
{
	struct str rest = str_from(reference, colon + 1);
	return is_web(base_scheme) &&
	       str_eq_nocase(str_head(reference, colon), base_scheme) &&
	       !count_slashes(rest, true);
}

/* A page of the web has no business with the reader's files. */
static bool may_lead_to(struct str base_scheme, struct str scheme)
{
	return is_web(scheme) || !is_web(base_scheme);
}

static bool find_target(struct str base_text, struct str reference, struct buf *merged,
                        struct url *ret_url)
{
	struct url base = { 0 }, url;
	bool has_base = url_split(base_text, &base);
	size_t colon = scheme_length(reference);
	if (colon && !(has_base && is_scheme_relative(reference, colon, base.scheme))) {
		if (!url_split(reference, &url) ||
		    !may_lead_to(base.scheme, url.scheme))
			return false;
	} else if (has_base) {
		url = join(&base, str_from(reference, colon ? colon + 1 : 0), merged);
	} else {
		return false;
	}
	*ret_url = url;
	return !merged->over;
}

bool url_resolve(struct str base, struct str reference, const char *charset,
                 struct buf *ret_url)
{
	auto_buf clean = BUF_INIT(URL_MAX), merged = BUF_INIT(URL_MAX),
	         out = BUF_INIT(URL_MAX);
	struct url url;
	add_clean(&clean, reference);
	if (clean.over || !clean.len)
		return false;
	if (!find_target(base, buf_str(&clean), &merged, &url) ||
	    !add_url(&out, &url, charset))
		return false;
	buf_clear(ret_url);
	return buf_add_str(ret_url, buf_str(&out));
}

/* ---- what the reader types ---- */

/* "news.example.com:8080" is no scheme, "mailto:editor" is one. */
static bool has_scheme(struct str typed)
{
	size_t colon = scheme_length(typed);
	return colon && !(colon + 1 < typed.len && ascii_is_digit(typed.at[colon + 1]));
}

/* A word alone is more likely a file or a slip than a machine's name. */
static bool looks_like_host(struct str typed, struct str url)
{
	struct str host = url_host(url);
	if (!typed.len || strchr("/.~", typed.at[0]))
		return str_starts(typed, STR("//"));
	return !str_has(typed, STR("@")) &&
	       (str_has(host, STR(".")) || str_has(host, STR(":")) ||
	        str_eq(host, STR("localhost")));
}

bool url_from_typed(struct str typed, struct buf *ret_url)
{
	typed = str_trim_space(typed);
	if (has_scheme(typed))
		return url_resolve(STR_NONE, typed, NULL, ret_url);
	auto_buf with_scheme = BUF_INIT(URL_MAX), url = BUF_INIT(URL_MAX);
	buf_add_text(&with_scheme, "http://");
	buf_add_str(&with_scheme, typed);
	if (with_scheme.over ||
	    !url_resolve(STR_NONE, buf_str(&with_scheme), NULL, &url) ||
	    !looks_like_host(typed, buf_str(&url)))
		return false;
	buf_clear(ret_url);
	return buf_add_str(ret_url, buf_str(&url));
}

/* Greedy, going back to the last star only: a later star makes earlier ones
 * irrelevant, so this is at most len × len. */
static bool glob_matches(struct str s, struct str glob)
{
	size_t i = 0, g = 0, star = STR_NPOS, resume = 0;
	while (i < s.len) {
		if (g < glob.len && glob.at[g] == '*') {
			star = g++;
			resume = i;
		} else if (g < glob.len && glob.at[g] == s.at[i]) {
			g++;
			i++;
		} else if (star != STR_NPOS) {
			g = star + 1;
			i = ++resume;
		} else {
			return false;
		}
	}
	while (g < glob.len && glob.at[g] == '*')
		g++;
	return g == glob.len;
}

bool url_matches(struct str text, struct str glob)
{
	size_t authority = str_find(text, STR("://"));
	if (!str_has(glob, STR("://")) && authority != STR_NPOS)
		text = str_from(text, authority + 3);
	return glob_matches(text, glob);
}
