/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "baolan/app/library.h"

#include "baolan/base/clock.h"
#include "baolan/base/log.h"
#include "baolan/base/mem.h"

#include <stdlib.h>

#define SECONDS_A_DAY INT64_C(86400)

enum err library_update(struct library *library, struct error *err)
{
	size_t n = library->papers->list.len, n_urls = 0;
	auto_free const char **urls = mem_alloc((n + 1) * sizeof(*urls));
	auto_free int64_t *ids = mem_zalloc((n + 1) * sizeof(*ids));
	enum err code;

	vec_each (paper, &library->papers->list)
		if (paper->url)
			urls[n_urls++] = paper->url;
	code = store_set_papers(library->store, urls, n_urls, ids, err);
	if (code)
		return code;
	free(library->ids);
	library->ids = mem_zalloc((n + 1) * sizeof(*library->ids));
	for (size_t i = 0, at = 0; i < n; i++)
		if (library->papers->list.at[i].url)
			library->ids[i] = ids[at++];
	return ERR_OK;
}

enum err library_open(struct app *app, struct library **ret_library, struct error *err)
{
	struct library *library = mem_new(struct library);
	struct error why = { 0 };
	enum err code = ERR_OK;

	library->store = app_store(app, &why);
	if (library->store)
		library->papers = app_papers(app, &why);
	if (library->papers)
		code = library_update(library, &why);
	else
		code = why.code;
	if (code) {
		library_free(library);
		return err_set(err, code, "%s", why.text);
	}
	library->rules = app_rules(app, NULL);
	*ret_library = library;
	return ERR_OK;
}

void library_free(struct library *library)
{
	if (!library)
		return;
	free(library->ids);
	free(library);
}

void library_tidy(struct store *store, const struct config *config)
{
	struct retention retention = {
		.max_age = config->keep_days * SECONDS_A_DAY,
		.max_per_paper = (uint32_t)config->keep_stories,
		.max_bytes = config->keep_size,
	};
	struct error why;

	if (!config->keep_days && !config->keep_stories && !config->keep_size)
		return;
	if (store_expire(store, &retention, clock_now(), NULL, &why) != ERR_OK)
		log_line("old stories stay: %s", why.text);
}

const struct paper *library_paper(const struct library *library, int64_t id)
{
	for (size_t i = 0; id && i < library->papers->list.len; i++)
		if (library->ids[i] == id)
			return &library->papers->list.at[i];
	return NULL;
}

bool library_is_followed(struct app *app)
{
	const struct papers *papers = app_papers(app, NULL);

	return papers && papers->list.len > 0;
}
