/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "baolan/app/library.h"

#include "baolan/base/file.h"
#include "baolan/base/i18n.h"
#include "baolan/base/mem.h"
#include "baolan/base/paths.h"

#include <stdlib.h>

static enum err open_store(struct library *library, struct error *ret_notice,
                           struct error *err)
{
	auto_free char *path = paths_data("news.db");

	if (!path)
		return err_set(
		        err, ERR_SYSTEM,
		        _("There is no place for what is kept: HOME is not set"));
	return store_open(path, &library->store, ret_notice, err);
}

static enum err load_papers(struct library *library, struct error *err)
{
	auto_free char *path = paths_config("papers");

	if (!path)
		return err_set(err, ERR_SYSTEM,
		               _("There is no place for the papers: HOME is not set"));
	return papers_load(&library->papers, path, err);
}

enum err library_update(struct library *library, struct error *err)
{
	size_t n = library->papers.list.len, n_urls = 0;
	auto_free const char **urls = mem_alloc((n + 1) * sizeof(*urls));
	auto_free int64_t *ids = mem_zalloc((n + 1) * sizeof(*ids));
	enum err code;

	vec_each (paper, &library->papers.list)
		if (paper->url)
			urls[n_urls++] = paper->url;
	code = store_set_papers(library->store, urls, n_urls, ids, err);
	if (code)
		return code;
	free(library->ids);
	library->ids = mem_zalloc((n + 1) * sizeof(*library->ids));
	for (size_t i = 0, at = 0; i < n; i++)
		if (library->papers.list.at[i].url)
			library->ids[i] = ids[at++];
	return ERR_OK;
}

enum err library_open(struct library **ret_library, struct error *ret_notice,
                      struct error *err)
{
	struct library *library = mem_new(struct library);
	enum err code = open_store(library, ret_notice, err);

	if (!code)
		code = load_papers(library, err);
	if (!code)
		code = library_update(library, err);
	if (code) {
		library_free(library);
		return code;
	}
	*ret_library = library;
	return ERR_OK;
}

void library_free(struct library *library)
{
	if (!library)
		return;
	papers_done(&library->papers);
	if (library->store)
		store_close(library->store);
	free(library->ids);
	free(library);
}

const struct paper *library_paper(const struct library *library, int64_t id)
{
	for (size_t i = 0; id && i < library->papers.list.len; i++)
		if (library->ids[i] == id)
			return &library->papers.list.at[i];
	return NULL;
}

bool library_is_followed(void)
{
	auto_free char *path = paths_config("papers");
	struct papers papers = { 0 };
	struct error err;
	bool any;

	if (!path || papers_load(&papers, path, &err))
		return false;
	any = papers.list.len > 0;
	papers_done(&papers);
	return any;
}
