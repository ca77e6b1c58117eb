/* SPDX-License-Identifier: GPL-3.0-or-later */
/* libcurl has about a hundred codes; the reader can do something about a dozen.
 * Each of those is a row, and what has no row says libcurl's own words.  A cause
 * that needs more than the host to be told has a function. */
#include "why.h"

#include "baolan/base/i18n.h"
#include "baolan/base/mem.h"

#include <errno.h>
#include <string.h>

static int seconds(int ms)
{
	return (ms + 999) / 1000;
}

static enum err timed_out(const struct failure *f, struct error *err)
{
	const struct request *r = f->request;
	if (!f->connected)
		return err_set(err, ERR_NETWORK,
		               _("%s could not be reached within %d s"), f->host,
		               seconds(MIN(r->connect_ms, r->total_ms)));
	if (!f->status)
		return err_set(err, ERR_NETWORK, _("%s did not answer within %d s"),
		               f->host, seconds(r->total_ms));
	return err_set(err, ERR_NETWORK, _("%s did not finish its answer within %d s"),
	               f->host, seconds(r->total_ms));
}

static enum err went_silent(const struct failure *f, struct error *err)
{
	return err_set(err, ERR_NETWORK, _("%s sent nothing for %d s"), f->host,
	               seconds(f->request->low_speed_ms));
}

static enum err head_too_large(const struct failure *f, struct error *err)
{
	return err_set(err, ERR_LIMIT, _("%s sent more than %zu KiB of headers"),
	               f->host, REQUEST_MAX_HEAD >> 10);
}

/* libcurl has a limit of its own for one line and for all lines. */
static enum err header_too_large(const struct failure *f, struct error *err)
{
	return err_set(err, ERR_LIMIT, _("%s sent a header that is too long"), f->host);
}

static enum err body_too_large(const struct failure *f, struct error *err)
{
	size_t max = f->request->max_body;
	bool whole = max >= (size_t)1 << 20;
	return err_set(
	        err, ERR_LIMIT,
	        whole ? _("%s sent more than %zu MiB, which is the limit for a page")
	              : _("%s sent more than %zu KiB, which is the limit for a page"),
	        f->host, whole ? max >> 20 : max >> 10);
}

static enum err not_connected(const struct failure *f, struct error *err)
{
	if (!f->os_errno)
		return err_set(err, ERR_NETWORK, _("%s could not be reached"), f->host);
	return err_set(err, ERR_NETWORK, _("%s could not be reached: %s"), f->host,
	               strerror(f->os_errno));
}

/* TLS libraries say it in their own ways. */
static const struct {
	const char *words, *reason;
} certificate_reasons[] = {
	{ "self-signed", N_("it is signed by itself only") },
	{ "self signed", N_("it is signed by itself only") },
	{ "has expired", N_("it has expired") },
	{ "not yet valid", N_("it is not valid yet; is this machine's clock right?") },
	{ "local issuer", N_("nobody we know has signed it") },
	{ "signer not found", N_("nobody we know has signed it") },
	{ "revoked", N_("it was revoked") },
	{ "subject name", N_("it was made for another site") },
	{ "does not match", N_("it was made for another site") },
};

static enum err bad_certificate(const struct failure *f, struct error *err)
{
	const char *reason = f->detail;
	for (size_t i = 0; i < ARRAY_SIZE(certificate_reasons); i++) {
		if (strstr(f->detail, certificate_reasons[i].words)) {
			reason = _(certificate_reasons[i].reason);
			break;
		}
	}
	return err_set(err, ERR_NETWORK,
	               _("The certificate of %s can't be trusted: %s"), f->host,
	               reason);
}

static enum err no_tls(const struct failure *f, struct error *err)
{
	return err_set(err, ERR_NETWORK, _("No secure connection to %s: %s"), f->host,
	               f->detail);
}

static enum err too_many_redirects(const struct failure *f, struct error *err)
{
	return err_set(err, ERR_HTTP,
	               _("%s redirects in circles; gave up after %d redirects"),
	               f->host, REQUEST_MAX_REDIRECTS);
}

static enum err bad_protocol(const struct failure *f, struct error *err)
{
	if (f->status >= 300 && f->status < 400)
		return err_set(
		        err, ERR_HTTP,
		        _("%s redirects to an address that is not http or https"),
		        f->host);
	if (f->connected)
		return err_set(err, ERR_FORMAT, _("%s does not answer in HTTP"),
		               f->host);
	return err_set(err, ERR_FORMAT,
	               _("Only http and https addresses can be fetched"));
}

static enum err bad_address(const struct failure *f, struct error *err)
{
	if (f->status)
		return err_set(err, ERR_HTTP,
		               _("%s redirects to an address that is none"), f->host);
	return err_set(err, ERR_FORMAT, _("This is not an address: %s"),
	               f->request->url);
}

typedef enum err explain_fn(const struct failure *f, struct error *err);

static const struct {
	CURLcode code;
	enum err err;
	const char *text; /* with one %s for the host */
	explain_fn *explain;
} rows[] = {
	/* clang-format off */
	{ CURLE_OPERATION_TIMEDOUT, 0, NULL, timed_out },
	{ CURLE_COULDNT_CONNECT, 0, NULL, not_connected },
	{ CURLE_PEER_FAILED_VERIFICATION, 0, NULL, bad_certificate },
	{ CURLE_SSL_CONNECT_ERROR, 0, NULL, no_tls },
	{ CURLE_TOO_MANY_REDIRECTS, 0, NULL, too_many_redirects },
	{ CURLE_UNSUPPORTED_PROTOCOL, 0, NULL, bad_protocol },
	{ CURLE_URL_MALFORMAT, 0, NULL, bad_address },
	{ CURLE_OUT_OF_MEMORY, 0, NULL, header_too_large },
#if LIBCURL_VERSION_NUM >= 0x080600
	{ CURLE_TOO_LARGE, 0, NULL, header_too_large },
#endif
	{ CURLE_COULDNT_RESOLVE_HOST, ERR_NETWORK,
	  N_("%s was not found; check the address and the network"), NULL },
	{ CURLE_COULDNT_RESOLVE_PROXY, ERR_NETWORK,
	  N_("The proxy on the way to %s was not found; check http_proxy and https_proxy"), NULL },
	{ CURLE_PROXY, ERR_NETWORK,
	  N_("The proxy on the way to %s refused; check http_proxy and https_proxy"), NULL },
	{ CURLE_GOT_NOTHING, ERR_NETWORK,
	  N_("%s closed the connection without an answer"), NULL },
	{ CURLE_PARTIAL_FILE, ERR_NETWORK,
	  N_("%s sent less than it announced: the answer is cut"), NULL },
	{ CURLE_RECV_ERROR, ERR_NETWORK,
	  N_("The connection to %s broke before the answer was complete"), NULL },
	{ CURLE_HTTP2, ERR_NETWORK,
	  N_("The connection to %s broke before the answer was complete"), NULL },
	{ CURLE_HTTP2_STREAM, ERR_NETWORK,
	  N_("The connection to %s broke before the answer was complete"), NULL },
	{ CURLE_SEND_ERROR, ERR_NETWORK,
	  N_("The connection to %s broke while the request was sent"), NULL },
	{ CURLE_WEIRD_SERVER_REPLY, ERR_FORMAT, N_("%s does not answer in HTTP"), NULL },
	{ CURLE_BAD_CONTENT_ENCODING, ERR_FORMAT,
	  N_("%s sent an answer whose compression is damaged"), NULL },
	{ CURLE_LOGIN_DENIED, ERR_HTTP,
	  N_("%s redirects to an address with a user name, which baolan does not follow"), NULL },
	{ CURLE_SSL_CACERT_BADFILE, ERR_NETWORK,
	  N_("%s can't be verified: this machine has no certificates; install ca-certificates"), NULL },
	/* clang-format on */
};

static explain_fn *const of_stop[] = {
	[STOP_HEAD_TOO_LARGE] = head_too_large,
	[STOP_BODY_TOO_LARGE] = body_too_large,
	[STOP_SILENCE] = went_silent,
};

enum err why_failed(const struct failure *failure, struct error *err)
{
	if (failure->stop)
		return of_stop[failure->stop](failure, err);
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		if (rows[i].code != failure->code)
			continue;
		if (rows[i].explain)
			return rows[i].explain(failure, err);
		return err_set(err, rows[i].err, _(rows[i].text), failure->host);
	}
	const char *words =
	        *failure->detail ? failure->detail : curl_easy_strerror(failure->code);
	return err_set(err, ERR_NETWORK, _("%s could not be fetched: %s"),
	               failure->host, words);
}
