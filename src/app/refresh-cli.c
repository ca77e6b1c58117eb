/* SPDX-License-Identifier: GPL-3.0-or-later */
/* baolan refresh: all that is due, for cron. */
#include "baolan/app/console.h"
#include "baolan/app/library.h"
#include "baolan/app/papers-cli.h"
#include "baolan/base/i18n.h"
#include "baolan/base/mem.h"
#include "baolan/loop/loop.h"
#include "baolan/sync/prefetch.h"
#include "baolan/sync/refresh.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

struct run {
	struct app *app;
	struct refresh *refresh;
	struct prefetch *prefetch;
	struct refresh_count count;
	json_t *failures;
	struct error trouble; /* of the store */
	bool tell, told, cancelled;
};

static void clear_progress(struct run *run)
{
	if (run->told)
		fputs("\r\033[K", stderr);
	run->told = false;
}

static void tell_progress(struct run *run)
{
	if (!run->tell)
		return;
	auto_buf line = BUF_INIT(BUF_MAX_TEXT);
	buf_printf(&line, _("%u of %u papers, %u new stories"), run->count.done,
	           run->count.papers, run->count.new_stories);
	fputs("\r\033[K", stderr);
	console_put(stderr, buf_str(&line));
	run->told = true;
}

static void note_failure(struct run *run, const char *url, const struct error *why)
{
	json_t *failure = json_object();
	json_object_set_new(failure, "url", cli_text_json(url));
	json_object_set_new(failure, "error", cli_text_json(why->text));
	json_array_append_new(run->failures, failure);
	clear_progress(run);
	cli_complain("%s: %s", url, why->text);
}

static void on_paper(void *data, int64_t paper, const char *url,
                     const struct refresh_result *result, const struct error *why,
                     const struct refresh_count *count)
{
	struct run *run = data;
	(void)paper;
	(void)result;
	run->count = *count;
	if (why)
		note_failure(run, url, why);
	tell_progress(run);
}

static void on_done(void *data, const struct refresh_count *count,
                    const struct error *why)
{
	struct run *run = data;
	if (why)
		run->trouble = *why;
	run->refresh = NULL;
	run->count = *count;
	loop_stop(run->app->loop);
}

static void on_interrupt(void *data, int signo)
{
	struct run *run = data;
	(void)signo;
	refresh_cancel(take(run->refresh));
	prefetch_cancel(take(run->prefetch));
	run->cancelled = true;
	loop_stop(run->app->loop);
}

static void add_size(struct buf *b, uint64_t bytes)
{
	if (bytes < 1000000)
		buf_printf(b, "%llu KB", (unsigned long long)(bytes + 999) / 1000);
	else
		buf_printf(b, "%.1f MB", (double)bytes / 1e6);
}

static void print_text(const struct run *run)
{
	const struct refresh_count *count = &run->count;
	auto_buf line = BUF_INIT(BUF_MAX_TEXT);
	buf_printf(&line, _("%u papers: %u new stories, %u failed, "), count->done,
	           count->new_stories, count->failed);
	add_size(&line, count->wire);
	if (run->cancelled)
		buf_add_text(&line, _(" (cancelled)"));
	console_printf("%s\n", buf_text(&line));
}

static void print_json(struct run *run)
{
	const struct refresh_count *count = &run->count;
	json_t *object = json_object();
	json_object_set_new(object, "papers", json_integer(count->papers));
	json_object_set_new(object, "done", json_integer(count->done));
	json_object_set_new(object, "unchanged", json_integer(count->unchanged));
	json_object_set_new(object, "failed", json_integer(count->failed));
	json_object_set_new(object, "new_stories", json_integer(count->new_stories));
	json_object_set_new(object, "bytes", json_integer((json_int_t)count->wire));
	json_object_set_new(object, "cancelled", json_boolean(run->cancelled));
	json_object_set(object, "failures", run->failures);
	cli_print_json(object);
}

static void on_prefetched(void *data, unsigned kept, unsigned failed)
{
	struct run *run = data;
	(void)kept;
	(void)failed;
	run->prefetch = NULL;
	loop_stop(run->app->loop);
}

/* The articles that papers want ahead, and the end of those that are old. */
static void look_after(struct run *run, struct store *store)
{
	static const struct prefetch_ops ops = { on_prefetched };
	struct app *app = run->app;
	library_tidy(store, &app->config);
	run->prefetch = prefetch_papers(app->sync, store, app->papers, &ops, run);
	loop_run(app->loop);
}

static int run_refresh(struct run *run, struct store *store,
                       const struct refresh_options *refresh,
                       const struct options *options)
{
	static const struct refresh_ops ops = { on_paper, on_done };
	struct app *app = run->app;
	loop_on_signal(app->loop, SIGINT, on_interrupt, run);
	run->refresh = refresh_start(app->sync, store, app->papers, refresh, &ops, run);
	loop_run(app->loop);
	clear_progress(run);
	if (!run->cancelled)
		look_after(run, store);
	if (run->trouble.code != ERR_OK) {
		cli_complain("%s", run->trouble.text);
		return EXIT_FAILED;
	}
	if (!app->papers->list.len)
		cli_complain(
		        _("no papers are followed yet; `baolan follow URL` adds one"));
	if (options->json)
		print_json(run);
	else
		print_text(run);
	bool all_failed = run->count.failed && run->count.failed == run->count.done;
	return run->cancelled || all_failed ? EXIT_FAILED : EXIT_DONE;
}

static int usual_s(const struct app *app)
{
	return (int)app->config.refresh_minutes * 60;
}

int cli_refresh(struct app *app, const struct options *options)
{
	auto_free int64_t *ids = NULL;
	struct store *store = cli_store(app, &ids);
	if (!store)
		return EXIT_FAILED;
	struct error err;
	struct refresh_options refresh = { .all = options->all,
		                           .batch = 16,
		                           .usual_s = usual_s(app),
		                           .rules = app_rules(app, &err) };
	if (!refresh.rules) {
		cli_complain("%s", err.text);
		return EXIT_FAILED;
	}
	cli_tell_mistakes(refresh.rules);
	if (options->n_words) {
		const struct paper *paper =
		        cli_find_paper(app->papers, options->words[0]);
		if (!paper || !paper->url) {
			cli_complain(
			        _("%s is not followed; `baolan papers` lists what is"),
			        options->words[0]);
			return EXIT_FAILED;
		}
		refresh.url = paper->url;
	}
	struct run run = { .app = app,
		           .failures = json_array(),
		           .tell = isatty(STDERR_FILENO) };
	int status = run_refresh(&run, store, &refresh, options);
	json_decref(run.failures);
	return status;
}
