/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "baolan/app/app.h"

#include "baolan/app/console.h"
#include "baolan/base/i18n.h"
#include "baolan/base/mem.h"
#include "baolan/base/paths.h"
#include "baolan/loop/loop.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { MAX_WORKERS = 4 };

static int n_workers(void)
{
	long cores = sysconf(_SC_NPROCESSORS_ONLN);
	return (int)MIN(MAX(cores, 1), MAX_WORKERS);
}

/* The reader's own recipes win over the shipped ones by coming first. */
static void load_recipes(struct recipes *recipes)
{
	auto_free char *own = paths_config("recipes");
	auto_free char *shipped = paths_shipped("recipes");
	if (own)
		recipes_load(recipes, own);
	recipes_load_trusted(recipes, shipped);
}

static struct web *new_web(const struct app *app)
{
	auto_free char *cache = paths_cache("cache.db");
	struct web_options options = { .cache_path = cache,
		                       .cache_size = app->config.cache_size,
		                       .budget = app->config.budget,
		                       .ask_above = app->config.ask_above };
	return web_new(app->loop, app->fetcher, &options);
}

/* --- the journal of casts --- */

static struct store *open_journal(void *data, struct error *err)
{
	return app_store(data, err);
}

/* A page with moods asks for it; nothing is made for that. */
static struct store *look_into_journal(void *data)
{
	struct app *app = data;
	auto_free char *path = paths_data("news.db");
	if (app->store)
		return app->store;
	return path && access(path, F_OK) == 0 ? app_store(app, NULL) : NULL;
}

enum err app_start(struct app *app, struct error *err)
{
	*app = (struct app){ 0 };
	enum err code = zygote_start(sync_jobs, sync_n_jobs, sync_warm,
	                             &worker_default_limits, &app->zygote, err);
	if (code != ERR_OK)
		return code;
	config_init(&app->config);
	config_load(&app->config);
	auto_free char *fetch = paths_helper("baolan-fetch");
	app->loop = loop_new();
	app->pool = pool_new(app->loop, app->zygote, n_workers());
	app->fetcher = fetcher_new(app->loop, fetch);
	load_recipes(&app->recipes);
	app->web = new_web(app);
	app->sync = sync_new(app->loop, app->web, app->pool, &app->recipes);
	sync_set_journal(app->sync, &(struct cast_journal){ .open = open_journal,
	                                                    .look = look_into_journal,
	                                                    .data = app });
	return ERR_OK;
}

static void close_files(struct app *app)
{
	rules_free(app->rules);
	if (app->papers)
		papers_done(app->papers);
	free(app->papers);
	store_close(app->store);
}

void app_stop(struct app *app)
{
	sync_free(app->sync);
	close_files(app);
	pool_free(app->pool);
	web_free(app->web);
	fetcher_free(app->fetcher);
	zygote_free(app->zygote);
	recipes_done(&app->recipes);
	loop_free(app->loop);
	config_done(&app->config);
}

static enum err no_home(struct error *err)
{
	return err_set(err, ERR_SYSTEM,
	               _("there is no place for baolan's files; set HOME"));
}

struct store *app_store(struct app *app, struct error *err)
{
	auto_free char *path = paths_data("news.db");
	if (app->store)
		return app->store;
	if (!path)
		no_home(err);
	else
		store_open(path, &app->store, &app->store_notice, err);
	return app->store;
}

struct papers *app_papers(struct app *app, struct error *err)
{
	auto_free char *path = paths_config("papers");
	if (app->papers)
		return app->papers;
	if (!path) {
		no_home(err);
		return NULL;
	}
	struct papers *papers = mem_new(struct papers);
	papers_set_hosts(papers, app->config.rsshub, app->config.dailyhot);
	if (papers_load(papers, path, err) == ERR_OK)
		return app->papers = papers;
	papers_done(papers);
	free(papers);
	return NULL;
}

struct rules *app_rules(struct app *app, struct error *err)
{
	auto_free char *path = paths_config("rules");
	if (app->rules)
		return app->rules;
	struct papers *papers = app_papers(app, err);
	if (!papers || !path)
		return NULL;
	struct rules *rules = rules_new();
	rules_add_papers(rules, papers);
	if (rules_load(rules, path, err) == ERR_OK)
		return app->rules = rules;
	rules_free(rules);
	return NULL;
}

void app_loads_no_more(struct app *app)
{
	zygote_dismiss(app->zygote);
}

/* --- waiting for one load --- */

struct wait {
	struct loop *loop;
	struct load *load;
	struct loaded loaded;
	struct error why; /* ERR_OK: all went well */
	bool tell;        /* progress on standard error */
	bool told;
};

static void clear_progress(struct wait *wait)
{
	if (wait->told)
		fputs("\r\033[K", stderr);
	wait->told = false;
}

static void on_progress(void *data, enum load_step step, uint64_t bytes,
                        uint64_t expected)
{
	struct wait *wait = data;
	/* clang-format off */
	static const char *const names[] = {
		[LOAD_FETCHING] = N_("fetching"),
		[LOAD_READING]  = N_("reading"),
		[LOAD_PAGES]    = N_("fetching the next page"),
		[LOAD_MOODS]    = N_("fetching the moods"),
	};
	/* clang-format on */
	if (!wait->tell)
		return;
	fputs("\r\033[K", stderr);
	console_put(stderr, str_of(_(names[step])));
	if (bytes)
		fprintf(stderr, " %llu KB", (unsigned long long)(bytes + 1023) / 1024);
	if (expected)
		fprintf(stderr, " / %llu KB",
		        (unsigned long long)(expected + 1023) / 1024);
	wait->told = true;
}

static void on_document(void *data, struct loaded *loaded)
{
	struct wait *wait = data;
	loaded_done(&wait->loaded);
	wait->loaded = *loaded;
	*loaded = (struct loaded){ .block = BUF_INIT(0) };
}

static void on_done(void *data, const struct error *why)
{
	struct wait *wait = data;
	wait->load = NULL;
	if (why)
		wait->why = *why;
	loop_stop(wait->loop);
}

static void on_interrupt(void *data, int signo)
{
	struct wait *wait = data;
	(void)signo;
	load_cancel(take(wait->load));
	err_set(&wait->why, ERR_CANCELLED, _("Cancelled"));
	loaded_done(&wait->loaded);
	loop_stop(wait->loop);
}

static const struct load_ops wait_ops = { on_progress, on_document, on_done };

static void wait_begin(struct wait *wait, struct app *app)
{
	*wait = (struct wait){ .loop = app->loop, .tell = isatty(STDERR_FILENO) };
	buf_init(&wait->loaded.block, BUF_MAX_TEXT);
	loop_on_signal(app->loop, SIGINT, on_interrupt, wait);
}

static enum err wait_end(struct wait *wait, struct loaded *ret_loaded,
                         struct error *ret_missing, struct error *err)
{
	loop_run(wait->loop);
	clear_progress(wait);
	if (!wait->loaded.doc)
		return err_set(err, wait->why.code, "%s", wait->why.text);
	*ret_loaded = wait->loaded;
	if (wait->why.code != ERR_OK)
		*ret_missing = wait->why;
	return ERR_OK;
}

enum err app_load(struct app *app, const char *address,
                  const struct load_options *options, struct loaded *ret_loaded,
                  struct error *ret_missing, struct error *err)
{
	struct wait wait;
	wait_begin(&wait, app);
	wait.load = load_start(app->sync, address, options, &wait_ops, &wait);
	return wait_end(&wait, ret_loaded, ret_missing, err);
}

enum err app_cast(struct app *app, const struct doc *doc, struct str mood,
                  struct loaded *ret_loaded, struct error *ret_missing,
                  struct error *err)
{
	struct wait wait;
	wait_begin(&wait, app);
	wait.load = cast_start(app->sync, doc, mood, &wait_ops, &wait);
	return wait_end(&wait, ret_loaded, ret_missing, err);
}

enum err app_undo(struct app *app, const struct doc *doc, struct loaded *ret_loaded,
                  struct error *ret_missing, struct error *err)
{
	struct wait wait;
	wait_begin(&wait, app);
	wait.load = undo_start(app->sync, doc, &wait_ops, &wait);
	return wait_end(&wait, ret_loaded, ret_missing, err);
}
