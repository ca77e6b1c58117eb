/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Frames are sent from inside libcurl's callbacks, as the bytes come.  The head
 * is kept back until the first byte of the body or the end: until then another
 * hop may follow. */
#include "transfer.h"

#include "baolan/base/clock.h"
#include "baolan/base/mem.h"
#include "baolan/loop/channel.h"
#include "baolan/loop/loop.h"
#include "config.h"
#include "resume.h"
#include "why.h"

#include <stdlib.h>

#define PROGRESS_MS 100
#define DNS_SECONDS 300L

struct transfer {
	struct session *session;
	struct transfer *next;
	uint32_t id;
	struct request request;
	CURL *easy;
	struct curl_slist *headers;
	char detail[CURL_ERROR_SIZE];

	struct buf head;    /* the present hop's */
	size_t body_len;    /* decompressed */
	int64_t started_at; /* clock_ms */

	uint64_t wire_before; /* heads, and bodies of earlier hops */
	uint64_t wire_body;   /* this hop's */
	uint64_t wire_told;
	int64_t told_at;

	struct buf rest; /* the head of the answer that goes on with a cut body */
	size_t skip;     /* bytes of it that went out before */
	int resumes;     /* how often a cut body was gone on with */
	CURLcode cut;    /* what cut it last */

	uint64_t moved; /* bytes in both directions, to see that any moved */
	int64_t moved_at;
	unsigned silence_timer;
	enum stop stop;
	bool head_sent, was_sent;
	bool rest_fits; /* the answer goes on with what is there */
};

static bool send_frame(struct transfer *t, uint32_t type, const struct buf *body)
{
	return channel_send(t->session->channel, type, t->id, buf_str(body));
}

static uint64_t wire_of(const struct transfer *t)
{
	return t->wire_before + t->wire_body;
}

/* ---- ending ---- */

static void destroy(struct transfer *t)
{
	loop_cancel(t->session->loop, t->silence_timer);
	if (t->easy) {
		multi_remove(t->session->multi, t->easy);
		curl_easy_cleanup(t->easy);
	}
	curl_slist_free_all(t->headers);
	request_done(&t->request);
	buf_done(&t->head);
	buf_done(&t->rest);
	free(t);
}

static void transfer_free(struct transfer *t)
{
	struct transfer **link = &t->session->transfers;
	while (*link != t)
		link = &(*link)->next;
	*link = t->next;
	destroy(t);
}

void transfer_send_failure(struct session *session, uint32_t id,
                           const struct error *why, uint64_t wire)
{
	auto_buf body = BUF_INIT(BUF_MAX_TEXT);
	pack_u32(&body, why->code);
	pack_str(&body, str_of(why->text));
	pack_u64(&body, wire);
	channel_send(session->channel, FETCH_FAILED, id, buf_str(&body));
}

static void send_head(struct transfer *t)
{
	long status = 0;
	char *url = NULL;
	auto_buf body = BUF_INIT(FETCH_MAX_FRAME);
	curl_easy_getinfo(t->easy, CURLINFO_RESPONSE_CODE, &status);
	curl_easy_getinfo(t->easy, CURLINFO_EFFECTIVE_URL, &url);
	struct response response = { .status = (int)status,
		                     .url = url ? url : t->request.url,
		                     .head = t->head,
		                     .wire = wire_of(t) };
	response_pack(&response, &body);
	t->head_sent = true;
	send_frame(t, FETCH_HEAD, &body);
}

static void send_done(struct transfer *t)
{
	curl_off_t body_bytes = 0;
	auto_buf body = BUF_INIT(BUF_MAX_TEXT);
	if (!t->head_sent)
		send_head(t);
	curl_easy_getinfo(t->easy, CURLINFO_SIZE_DOWNLOAD_T, &body_bytes);
	t->wire_body = (uint64_t)body_bytes;
	pack_u64(&body, wire_of(t));
	send_frame(t, FETCH_DONE, &body);
}

/* Host and port of a URL, for messages; "" when it has none.  Freed by the
 * caller. */
static char *host_of(const char *url)
{
	CURLU *parts = curl_url();
	char *host = NULL, *port = NULL;
	if (url &&
	    curl_url_set(parts, CURLUPART_URL, url, CURLU_NON_SUPPORT_SCHEME) == 0) {
		curl_url_get(parts, CURLUPART_HOST, &host, 0);
		curl_url_get(parts, CURLUPART_PORT, &port, CURLU_NO_DEFAULT_PORT);
	}
	char *text = mem_printf("%s%s%s", host ? host : "", port ? ":" : "",
	                        port ? port : "");
	curl_free(host);
	curl_free(port);
	curl_url_cleanup(parts);
	return text;
}

static void send_failed(struct transfer *t, CURLcode code)
{
	long status = 0, os_errno = 0;
	char *url = NULL;
	struct error why;
	if (t->easy) {
		curl_easy_getinfo(t->easy, CURLINFO_RESPONSE_CODE, &status);
		curl_easy_getinfo(t->easy, CURLINFO_OS_ERRNO, &os_errno);
		curl_easy_getinfo(t->easy, CURLINFO_EFFECTIVE_URL, &url);
	}
	auto_free char *host = host_of(url && *url ? url : t->request.url);
	struct failure failure = { .code = code,
		                   .stop = t->stop,
		                   .request = &t->request,
		                   .host = host,
		                   .detail = t->detail,
		                   .os_errno = (int)os_errno,
		                   .status = (int)status,
		                   .connected = t->was_sent };
	why_failed(&failure, &why);
	transfer_send_failure(t->session, t->id, &why, wire_of(t));
}

static bool resume(struct transfer *t, CURLcode result);

void transfer_ended(void *transfer, CURLcode result)
{
	struct transfer *t = transfer;
	if (resume(t, result))
		return;
	if (t->resumes && !(result == CURLE_OK && t->rest_fits && !t->skip))
		result = t->stop ? result : t->cut;
	if (result == CURLE_OK)
		send_done(t);
	else
		send_failed(t, result);
	transfer_free(t);
}

/* ---- libcurl's callbacks ---- */

static void note_movement(struct transfer *t, uint64_t moved)
{
	if (moved == t->moved)
		return;
	t->moved = moved;
	t->moved_at = clock_ms();
}

/* libcurl's own low-speed limit counts in seconds and averages over several. */
static void on_silence(void *data)
{
	struct transfer *t = data;
	int64_t left = t->moved_at + t->request.low_speed_ms - clock_ms();
	t->silence_timer = 0;
	if (left > 0) {
		t->silence_timer =
		        loop_after(t->session->loop, (int)left, on_silence, t);
		return;
	}
	t->stop = STOP_SILENCE;
	transfer_ended(t, CURLE_OPERATION_TIMEDOUT);
}

/* Connected, TLS agreed, nothing of the request written yet; for each hop. */
static int on_connected(void *data, char *their_ip, char *our_ip, int their_port,
                        int our_port)
{
	struct transfer *t = data;
	(void)their_ip, (void)our_ip, (void)their_port, (void)our_port;
	t->moved_at = clock_ms();
	if (!t->was_sent) {
		t->was_sent = true;
		channel_send(t->session->channel, FETCH_SENT, t->id, STR_NONE);
	}
	if (!t->silence_timer)
		t->silence_timer = loop_after(t->session->loop, t->request.low_speed_ms,
		                              on_silence, t);
	return CURL_PREREQFUNC_OK;
}

/* One line a call.  A new status line begins the next hop; lines after the body
 * are trailers, which nobody needs. */
static size_t on_header(char *bytes, size_t size, size_t count, void *data)
{
	struct transfer *t = data;
	struct str line = str_make(bytes, size * count);
	t->wire_before += line.len;
	note_movement(t, t->moved + line.len);
	struct buf *head = t->resumes ? &t->rest : &t->head;
	if (t->head_sent && !t->resumes)
		return line.len;
	if (str_starts_nocase(line, STR("HTTP/"))) {
		buf_clear(head);
		t->wire_before += t->wire_body;
		t->wire_body = 0;
	}
	if (buf_add_str(head, line))
		return line.len;
	t->stop = STOP_HEAD_TOO_LARGE;
	return 0;
}

/* Without what went out before; false when this is no rest of that. */
static bool cut_known(struct transfer *t, struct str *piece)
{
	long status = 0;
	if (!t->resumes)
		return true;
	curl_easy_getinfo(t->easy, CURLINFO_RESPONSE_CODE, &status);
	if (!t->rest_fits)
		t->rest_fits = resume_fits(buf_str(&t->head), buf_str(&t->rest),
		                           (int)status, t->body_len, &t->skip);
	size_t known = MIN(t->skip, piece->len);
	t->skip -= known;
	*piece = str_from(*piece, known);
	return t->rest_fits;
}

static size_t on_body(char *bytes, size_t size, size_t count, void *data)
{
	struct transfer *t = data;
	struct str piece = str_make(bytes, size * count);
	if (!cut_known(t, &piece))
		return 0;
	if (piece.len > t->request.max_body - t->body_len) {
		t->stop = STOP_BODY_TOO_LARGE;
		return 0;
	}
	if (!t->head_sent)
		send_head(t);
	t->body_len += piece.len;
	bool taken = !piece.len ||
	             channel_send(t->session->channel, FETCH_BODY, t->id, piece);
	return taken ? size * count : 0;
}

static void tell_progress(struct transfer *t, uint64_t expected)
{
	int64_t now = clock_ms();
	uint64_t wire = wire_of(t);
	auto_buf body = BUF_INIT(BUF_MAX_TEXT);
	if (wire == t->wire_told || now - t->told_at < PROGRESS_MS)
		return;
	t->wire_told = wire;
	t->told_at = now;
	pack_u64(&body, wire);
	pack_u64(&body, expected);
	send_frame(t, FETCH_PROGRESS, &body);
}

static int on_progress(void *data, curl_off_t expected, curl_off_t down,
                       curl_off_t up_total, curl_off_t up)
{
	struct transfer *t = data;
	(void)up_total;
	t->wire_body = (uint64_t)down;
	note_movement(t, wire_of(t) + (uint64_t)up);
	tell_progress(t, expected > 0 ? t->wire_before + (uint64_t)expected : 0);
	return 0;
}

/* ---- setting up ---- */

static void set_callbacks(struct transfer *t)
{
	CURL *easy = t->easy;
	curl_easy_setopt(easy, CURLOPT_PRIVATE, t);
	curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, t->detail);
	curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, on_connected);
	curl_easy_setopt(easy, CURLOPT_PREREQDATA, t);
	curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, on_header);
	curl_easy_setopt(easy, CURLOPT_HEADERDATA, t);
	curl_easy_setopt(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
	curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body);
	curl_easy_setopt(easy, CURLOPT_WRITEDATA, t);
	curl_easy_setopt(easy, CURLOPT_XFERINFOFUNCTION, on_progress);
	curl_easy_setopt(easy, CURLOPT_XFERINFODATA, t);
	curl_easy_setopt(easy, CURLOPT_NOPROGRESS, 0L);
}

static void set_protocols(CURL *easy)
{
#if LIBCURL_VERSION_NUM >= 0x075500
	curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(easy, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
#else
	curl_easy_setopt(easy, CURLOPT_PROTOCOLS, CURLPROTO_HTTP | CURLPROTO_HTTPS);
	curl_easy_setopt(easy, CURLOPT_REDIR_PROTOCOLS,
	                 CURLPROTO_HTTP | CURLPROTO_HTTPS);
#endif
}

static void set_connection(struct transfer *t)
{
	CURL *easy = t->easy;
	const char *authorities = getenv("SSL_CERT_FILE");
	set_protocols(easy);
	curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
#if LIBCURL_VERSION_NUM >= 0x075700
	/* Cancelling must not wait for a name server. */
	curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);
#endif
	curl_easy_setopt(easy, CURLOPT_SHARE, t->session->share);
	curl_easy_setopt(easy, CURLOPT_COOKIEFILE, "");
	curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, (long)t->request.connect_ms);
	curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, (long)t->request.total_ms);
	curl_easy_setopt(easy, CURLOPT_DNS_CACHE_TIMEOUT, DNS_SECONDS);
	if (t->request.proxy)
		curl_easy_setopt(easy, CURLOPT_PROXY, t->request.proxy);
	/* Rather a stream of a connection being made than another connection. */
	if (str_starts_nocase(str_of(t->request.url), STR("https:")))
		curl_easy_setopt(easy, CURLOPT_PIPEWAIT, 1L);
	/* OpenSSL's own name for it, which libcurl leaves to its callers. */
	if (authorities && *authorities)
		curl_easy_setopt(easy, CURLOPT_CAINFO, authorities);
}

/* libcurl repeats a request by itself when a connection that was kept open turns
 * out to be dead, or an HTTP/2 server refuses the stream.  A new connection and
 * HTTP/1.1 leave it no occasion. */
static void send_only_once(CURL *easy)
{
	curl_easy_setopt(easy, CURLOPT_FRESH_CONNECT, 1L);
	curl_easy_setopt(easy, CURLOPT_FORBID_REUSE, 1L);
	curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
}

static void set_method(struct transfer *t)
{
	CURL *easy = t->easy;
	const struct request *r = &t->request;
	struct str method = r->method ? str_of(r->method) : STR("GET");
	bool is_get = str_eq(method, STR("GET")), is_head = str_eq(method, STR("HEAD"));
	if (r->body.len || str_eq(method, STR("POST"))) {
		curl_easy_setopt(easy, CURLOPT_POST, 1L);
		curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE,
		                 (curl_off_t)r->body.len);
		curl_easy_setopt(easy, CURLOPT_POSTFIELDS, buf_text(&r->body));
	}
	if (is_head)
		curl_easy_setopt(easy, CURLOPT_NOBODY, 1L);
	else if (!str_eq(method, STR("POST")) && (r->body.len || !is_get))
		curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, r->method);
	if (r->no_redirect || !(is_get || is_head))
		send_only_once(easy);
}

static void add_header(struct transfer *t, const char *name, const char *value)
{
	/* "name;" is libcurl's way to send a header without a value. */
	auto_free char *line =
	        *value ? mem_printf("%s: %s", name, value) : mem_printf("%s;", name);
	struct curl_slist *longer = curl_slist_append(t->headers, line);
	if (longer)
		t->headers = longer;
}

/* A cookie of the request's own goes into one line with those kept. */
static void add_own_header(struct transfer *t, const char *name, const char *value)
{
	if (str_eq_nocase(str_of(name), STR("Cookie")))
		curl_easy_setopt(t->easy, CURLOPT_COOKIE, value);
	else
		add_header(t, name, value);
}

static bool has_header(const struct request *r, const char *name)
{
	vec_each (header, &r->headers)
		if (str_eq_nocase(str_of(header->name), str_of(name)))
			return true;
	return false;
}

/* Some sites choose between Chinese and English, or a page for machines, by
 * these.  A request's own go before. */
static const struct {
	const char *name, *value;
} usual[] = {
	{ "Accept", "text/html,application/xhtml+xml,application/rss+xml;q=0.9,"
	            "application/atom+xml;q=0.9,application/xml;q=0.9,*/*;q=0.8" },
	{ "Accept-Language", "zh-CN,zh;q=0.9,en;q=0.5" },
};

static void set_headers(struct transfer *t)
{
	struct request *r = &t->request;
	vec_each (header, &r->headers)
		add_own_header(t, header->name, header->value);
	for (size_t i = 0; i < ARRAY_SIZE(usual); i++)
		if (!has_header(r, usual[i].name))
			add_header(t, usual[i].name, usual[i].value);
	/* Without it libcurl waits a second before it sends a large body, and
	 * repeats the request when the server does not like the question. */
	struct curl_slist *longer = curl_slist_append(t->headers, "Expect:");
	if (longer)
		t->headers = longer;
	if (r->referer) /* RFC 9110, 10.1.3: without the fragment */
		r->referer[strcspn(r->referer, "#")] = '\0';
	curl_easy_setopt(t->easy, CURLOPT_HTTPHEADER, t->headers);
	curl_easy_setopt(t->easy, CURLOPT_REFERER, r->referer);
	curl_easy_setopt(t->easy, CURLOPT_USERAGENT,
	                 r->user_agent
	                         ? r->user_agent
	                         : "Mozilla/5.0 (compatible; baolan/" PACKAGE_VERSION
	                           ")");
	curl_easy_setopt(t->easy, CURLOPT_ACCEPT_ENCODING, "");
}

static void set_redirects(struct transfer *t)
{
	curl_easy_setopt(t->easy, CURLOPT_FOLLOWLOCATION,
	                 t->request.no_redirect || t->request.stop_at_redirect ? 0L
	                                                                       : 1L);
	curl_easy_setopt(t->easy, CURLOPT_MAXREDIRS, (long)REQUEST_MAX_REDIRECTS);
	/* A site can't log us in somewhere; our own URLs have no user names. */
	curl_easy_setopt(t->easy, CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
}

/* Without user name and password, which must not reach the wire or a log. */
static CURLcode set_url(struct transfer *t)
{
	CURLU *parts = curl_url();
	char *url = NULL;
	CURLUcode failed = curl_url_set(parts, CURLUPART_URL, t->request.url,
	                                CURLU_NON_SUPPORT_SCHEME | CURLU_URLENCODE);
	curl_url_set(parts, CURLUPART_USER, NULL, 0);
	curl_url_set(parts, CURLUPART_PASSWORD, NULL, 0);
	if (!failed)
		failed = curl_url_get(parts, CURLUPART_URL, &url, 0);
	curl_url_cleanup(parts);
	if (failed)
		return CURLE_URL_MALFORMAT;
	CURLcode code = curl_easy_setopt(t->easy, CURLOPT_URL, url);
	curl_free(url);
	return code;
}

static CURLcode set_up(struct transfer *t)
{
	t->easy = curl_easy_init();
	if (!t->easy)
		return CURLE_FAILED_INIT;
	set_callbacks(t);
	set_connection(t);
	set_redirects(t);
	set_method(t);
	set_headers(t);
	CURLcode failed = set_url(t);
	if (!failed && !multi_add(t->session->multi, t->easy))
		failed = CURLE_FAILED_INIT;
	return failed;
}

/* ---- going on with what was cut ---- */

static bool may_resume(const struct transfer *t, CURLcode result)
{
	long status = 0;
	if (!t->easy || !t->head_sent || !t->body_len || t->resumes >= RESUME_MAX ||
	    (t->stop && t->stop != STOP_SILENCE) || (t->resumes && !t->rest_fits) ||
	    clock_ms() - t->started_at >= t->request.total_ms)
		return false;
	curl_easy_getinfo(t->easy, CURLINFO_RESPONSE_CODE, &status);
	return resume_is_possible(&t->request, t->resumes ? 200 : (int)status,
	                          buf_str(&t->head), result);
}

static void ask_for_rest(struct transfer *t)
{
	struct str head = buf_str(&t->head);
	auto_free char *range = mem_printf("%zu-", t->body_len);
	auto_free char *validator = str_dup(resume_validator(head));
	if (!resume_by_range(head))
		return;
	if (!t->resumes)
		add_header(t, "If-Range", validator);
	curl_easy_setopt(t->easy, CURLOPT_HTTPHEADER, t->headers);
	curl_easy_setopt(t->easy, CURLOPT_ACCEPT_ENCODING, NULL);
	curl_easy_setopt(t->easy, CURLOPT_RANGE, range);
}

/* At the address that answered, behind all redirects. */
static bool resume(struct transfer *t, CURLcode result)
{
	char *url = NULL;
	if (!may_resume(t, result))
		return false;
	int64_t left = t->request.total_ms - (clock_ms() - t->started_at);
	curl_easy_getinfo(t->easy, CURLINFO_EFFECTIVE_URL, &url);
	auto_free char *address = mem_strdup(url ? url : t->request.url);
	multi_remove(t->session->multi, t->easy);
	loop_cancel(t->session->loop, t->silence_timer);
	ask_for_rest(t);
	curl_easy_setopt(t->easy, CURLOPT_URL, address);
	curl_easy_setopt(t->easy, CURLOPT_TIMEOUT_MS, (long)left);
	t->silence_timer = 0;
	t->wire_before += t->wire_body;
	t->wire_body = 0;
	t->stop = STOP_NOT;
	t->cut = result;
	t->resumes++;
	t->rest_fits = false;
	t->skip = 0;
	buf_clear(&t->rest);
	return multi_add(t->session->multi, t->easy);
}

void transfer_start(struct session *session, uint32_t id, struct request *request)
{
	struct transfer *t = mem_new(struct transfer);
	t->session = session;
	t->id = id;
	t->request = *request;
	t->head = BUF_INIT(REQUEST_MAX_HEAD);
	t->rest = BUF_INIT(REQUEST_MAX_HEAD);
	t->started_at = clock_ms();
	*request = (struct request){ 0 };
	t->next = session->transfers;
	session->transfers = t;
	CURLcode failed = set_up(t);
	if (failed)
		transfer_ended(t, failed);
}

void transfer_cancel(struct session *session, uint32_t id)
{
	for (struct transfer *t = session->transfers; t; t = t->next) {
		if (t->id == id) {
			transfer_free(t);
			return;
		}
	}
}

void transfer_cancel_all(struct session *session)
{
	struct transfer *next, *t = session->transfers;
	session->transfers = NULL;
	for (; t; t = next) {
		next = t->next;
		destroy(t);
	}
}
