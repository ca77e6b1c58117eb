/* SPDX-License-Identifier: GPL-3.0-or-later */
/* baolan get: the HTTP client alone. */
#include "baolan/app/options.h"
#include "baolan/base/i18n.h"
#include "baolan/base/mem.h"
#include "baolan/loop/loop.h"
#include "baolan/text/url.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

struct get {
	struct app *app;
	unsigned transfer;
	bool include;
	int status; /* ours to exit with */
};

static void on_done(void *data, struct response *response, const struct error *why)
{
	struct get *get = data;
	get->transfer = 0;
	if (why) {
		cli_complain("%s", why->text);
		get->status = EXIT_FAILED;
	} else {
		if (get->include)
			fwrite(buf_text(&response->head), 1, response->head.len,
			       stdout);
		fwrite(buf_text(&response->body), 1, response->body.len, stdout);
	}
	loop_stop(get->app->loop);
}

static void on_interrupt(void *data, int signo)
{
	struct get *get = data;
	(void)signo;
	web_cancel(get->app->web, get->transfer);
	cli_complain(_("Cancelled"));
	get->status = EXIT_FAILED;
	loop_stop(get->app->loop);
}

static bool add_header(struct request *request, const char *line)
{
	struct str value = str_of(line);
	struct str name = str_trim(str_cut(&value, ':'));
	if (!name.len || !value.at)
		return false;
	auto_free char *name_text = str_dup(name);
	auto_free char *value_text = str_dup(str_trim(value));
	request_add_header(request, name_text, value_text);
	return true;
}

static bool fill_request(struct request *request, const struct options *options)
{
	request->method = options->method ? mem_strdup(options->method) : NULL;
	request->stop_at_redirect = true;
	vec_each (line, &options->headers) {
		if (add_header(request, *line))
			continue;
		cli_complain(_("\"%s\" is no header line; NAME: VALUE is"), *line);
		return false;
	}
	return true;
}

int cli_get(struct app *app, const struct options *options)
{
	static const struct fetch_ops ops = { .done = on_done };
	struct get get = { .app = app, .include = options->include };
	struct request request;
	unsigned flags = (options->no_cache ? WEB_BYPASS : 0U) |
	                 (options->offline ? WEB_OFFLINE : 0U);
	auto_buf url = BUF_INIT(BUF_MAX_TEXT);
	if (!url_from_typed(str_of(options->words[0]), &url)) {
		cli_complain(_("%s is not an address that can be fetched"),
		             options->words[0]);
		return EXIT_USAGE;
	}
	request_init(&request, buf_text(&url));
	if (fill_request(&request, options)) {
		loop_on_signal(app->loop, SIGINT, on_interrupt, &get);
		get.transfer = web_start(app->web, &request, flags, &ops, &get);
		loop_run(app->loop);
	} else {
		get.status = EXIT_USAGE;
	}
	request_done(&request);
	return get.status;
}
