/* SPDX-License-Identifier: GPL-3.0-or-later */
/* server.c - from libmicrohttpd's callbacks to a request and back.
 *
 * A proxy's request names its host in the target ("GET http://host/path"), a
 * direct one in Host.  libmicrohttpd hands both on as they come. */
#include "server.h"

#include "baolan/base/mem.h"

#include <arpa/inet.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

/* libmicrohttpd's per-request pointer. */
struct exchange {
	char *target;
	bool begun; /* the headers are here, the body is still to come */
	struct buf body;
};

#define MAX_BODY 65536

const char *request_arg(const struct request *request, const char *name)
{
	return MHD_lookup_connection_value(request->connection, MHD_GET_ARGUMENT_KIND,
	                                   name);
}

const char *request_header(const struct request *request, const char *name)
{
	return MHD_lookup_connection_value(request->connection, MHD_HEADER_KIND, name);
}

unsigned long request_number(const struct request *request, const char *name,
                             unsigned long otherwise)
{
	unsigned long number;
	const char *text = request_arg(request, name);

	return str_number(str_of(text), 1000000000, &number) ? number : otherwise;
}

void request_site(const struct request *request, const char *site, struct buf *out)
{
	if (request->named)
		buf_printf(out, "http://%s" PAPER_DOMAIN, site);
	else
		buf_printf(out, "http://%.*s", STR_ARG(request->host));
}

static bool is_ours(struct str host)
{
	return str_ends(host, STR(PAPER_DOMAIN));
}

static struct str without_port(struct str host)
{
	return str_head(host, str_find_char(host, ':'));
}

/* `target` is decoded but for its query, which is not in it. */
static void split_target(struct request *request, struct str target)
{
	struct str scheme = STR("http://");

	request->host = str_of(request_header(request, "Host"));
	request->path = target;
	if (str_starts_nocase(target, scheme)) {
		struct str rest = str_from(target, scheme.len);
		request->host = str_head(rest, str_find_char(rest, '/'));
		request->path = str_from(rest, request->host.len);
		if (!request->path.len)
			request->path = STR("/");
	}
	request->named = is_ours(without_port(request->host));
}

static bool is_for_elsewhere(const struct request *request)
{
	return request->target[0] != '/' && !request->named;
}

/* METHOD URL referer=… cookie=… [body=…] */
static void log_request(const struct paper *paper, const struct request *request)
{
	const char *referer = request_header(request, "Referer");
	const char *cookie = request_header(request, "Cookie");
	bool whole = request->target[0] != '/';

	if (!paper->log)
		return;
	fprintf(paper->log, "%s %s%.*s%s referer=%s cookie=%s%s%.*s\n", request->method,
	        whole ? "" : "http://", whole ? 0 : (int)request->host.len,
	        request->host.at ? request->host.at : "", request->target,
	        referer ? referer : "-", cookie ? cookie : "-",
	        request->body.len ? " body=" : "", STR_ARG(request->body));
}

static void fill_reply(struct paper *paper, const struct request *request,
                       struct reply *reply)
{
	if (strcmp(request->method, "CONNECT") == 0) {
		reply_set(reply, 501, "text/plain", "this proxy speaks http only\n");
		return;
	}
	if (is_for_elsewhere(request)) {
		reply_set(reply, 502, "text/plain",
		          "this proxy knows one paper only\n");
		return;
	}
	route(paper, request, reply);
	faults_apply(request, reply);
}

static enum MHD_Result answer(struct paper *paper, const struct request *request)
{
	struct reply reply;

	reply_init(&reply);
	log_request(paper, request);
	fill_reply(paper, request, &reply);
	bool sent = deliver(paper, request->connection, &reply);
	reply_done(&reply);
	return sent ? MHD_YES : MHD_NO;
}

static enum MHD_Result on_request(void *cls, struct MHD_Connection *connection,
                                  const char *url, const char *method,
                                  const char *version, const char *upload,
                                  size_t *upload_len, void **state)
{
	struct exchange *exchange = *state;
	struct request request = { .connection = connection,
		                   .method = method,
		                   .target = exchange->target };

	(void)version;
	if (*upload_len)
		buf_add(&exchange->body, upload, *upload_len);
	if (!exchange->begun || *upload_len) {
		exchange->begun = true;
		*upload_len = 0;
		return MHD_YES;
	}
	request.body = buf_str(&exchange->body);
	split_target(&request, str_of(url));
	return answer(cls, &request);
}

static void *on_target(void *cls, const char *target, struct MHD_Connection *connection)
{
	struct exchange *exchange = mem_new(struct exchange);

	(void)cls;
	(void)connection;
	exchange->target = mem_strdup(target);
	buf_init(&exchange->body, MAX_BODY);
	return exchange;
}

static void on_end(void *cls, struct MHD_Connection *connection, void **state,
                   enum MHD_RequestTerminationCode reason)
{
	struct exchange *exchange = *state;

	(void)cls;
	(void)connection;
	(void)reason;
	if (exchange) {
		free(exchange->target);
		buf_done(&exchange->body);
	}
	free(exchange);
	*state = NULL;
}

enum err server_start(struct paper *paper, unsigned port,
                      struct MHD_Daemon **ret_daemon, struct error *err)
{
	struct sockaddr_in address = { .sin_family = AF_INET,
		                       .sin_port = htons((uint16_t)port),
		                       .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	unsigned flags = MHD_USE_INTERNAL_POLLING_THREAD |
	                 MHD_USE_THREAD_PER_CONNECTION | MHD_USE_POLL;
	struct MHD_Daemon *daemon =
	        MHD_start_daemon(flags, (uint16_t)port, NULL, NULL, on_request, paper,
	                         MHD_OPTION_SOCK_ADDR, (struct sockaddr *)&address,
	                         MHD_OPTION_URI_LOG_CALLBACK, on_target, NULL,
	                         MHD_OPTION_NOTIFY_COMPLETED, on_end, NULL,
	                         MHD_OPTION_END);

	if (!daemon)
		return err_errno(err, "can't serve on port %u", port);
	*ret_daemon = daemon;
	return ERR_OK;
}

unsigned server_port(struct MHD_Daemon *daemon)
{
	return MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_BIND_PORT)->port;
}

void server_stop(struct MHD_Daemon *daemon, const struct paper *paper)
{
	eventfd_write(paper->stop_fd, 1);
	MHD_stop_daemon(daemon);
}
