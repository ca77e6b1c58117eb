/* SPDX-License-Identifier: GPL-3.0-or-later */
/* baolan-fetch: requests come in as frames on descriptor 3, answers go out the
 * same way.  It reads no configuration, keeps nothing, and ends with its
 * socket. */
#include "baolan/base/i18n.h"
#include "baolan/base/log.h"
#include "baolan/base/mem.h"
#include "baolan/base/paths.h"
#include "baolan/loop/channel.h"
#include "baolan/loop/loop.h"
#include "transfer.h"

#include <langinfo.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

enum { SOCKET_FD = 3 };

static void start(struct session *session, uint32_t id, struct str body)
{
	struct request request;
	struct error why;
	if (request_unpack(body, &request, &why))
		transfer_send_failure(session, id, &why, 0);
	else
		transfer_start(session, id, &request);
}

static void on_message(void *data, uint32_t type, uint32_t id, struct str body)
{
	if (type == FETCH_START)
		start(data, id, body);
	else if (type == FETCH_CANCEL)
		transfer_cancel(data, id);
}

static void on_closed(void *data, const struct error *why)
{
	struct session *session = data;
	log_line("%s", why->text);
	loop_stop(session->loop);
}

static const struct channel_ops channel_ops = { on_message, on_closed };

/* Messages are UTF-8 whatever the terminal's charset is, and host names are read
 * as UTF-8 by libcurl. */
static void set_locale(void)
{
	auto_free char *folder = paths_locale();
	setlocale(LC_ALL, "");
	if (strcmp(nl_langinfo(CODESET), "UTF-8") != 0)
		setlocale(LC_CTYPE, "C.UTF-8");
	bindtextdomain("baolan", folder);
	bind_textdomain_codeset("baolan", "UTF-8");
	textdomain("baolan");
}

/* The terminal's keys are for baolan, which shares our process group. */
static void ignore_signals(void)
{
	signal(SIGINT, SIG_IGN);
	signal(SIGQUIT, SIG_IGN);
	signal(SIGPIPE, SIG_IGN);
}

static bool is_socket(int fd)
{
	int type;
	socklen_t len = sizeof(type);
	return getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &len) == 0;
}

static CURLSH *new_share(void)
{
	CURLSH *share = curl_share_init();
	curl_share_setopt(share, CURLSHOPT_SHARE, CURL_LOCK_DATA_COOKIE);
	curl_share_setopt(share, CURLSHOPT_SHARE, CURL_LOCK_DATA_SSL_SESSION);
	return share;
}

static bool run(void)
{
	struct session session = { .loop = loop_new() };
	session.share = new_share();
	session.multi = multi_new(session.loop, transfer_ended);
	if (session.multi && session.share) {
		session.channel = channel_new(session.loop, SOCKET_FD, FETCH_MAX_FRAME,
		                              &channel_ops, &session);
		loop_run(session.loop);
	}
	bool ran = session.channel != NULL;
	transfer_cancel_all(&session);
	multi_free(session.multi);
	curl_share_cleanup(session.share);
	channel_free(session.channel);
	loop_free(session.loop);
	return ran;
}

int main(void)
{
	set_locale();
	if (!is_socket(SOCKET_FD)) {
		fprintf(stderr, "baolan-fetch: %s\n",
		        _("baolan starts this program when it needs it"));
		return 2;
	}
	ignore_signals();
	mem_keep_freed();
	log_open("baolan-fetch");
	if (curl_global_init(CURL_GLOBAL_DEFAULT))
		return 1;
	bool ran = run();
	curl_global_cleanup();
	return ran ? 0 : 1;
}
