/* SPDX-License-Identifier: GPL-3.0-or-later */
/* routes.c - the page for a path, and 304 for what the client has already.
 *
 * The paths of the three hosts differ, so that one address can serve them
 * all when the server is not used as a proxy. */
#include "baolan/base/mem.h"
#include "paper.h"

/* clang-format off */
static const struct route {
	struct str path;
	bool whole; /* else everything that starts so */
	page_fn *page;
} ROUTES[] = {
	{ { "/", 1 },                        true,  page_front },
	{ { "/rank.html", 10 },              true,  page_rank },
	{ { "/atom.xml", 9 },                true,  page_atom },
	{ { "/rss/", 5 },                   false, page_feed },
	{ { "/full/", 6 },                  false, page_feed },
	{ { "/gbk/", 5 },                   false, page_feed },
	{ { "/rdf/", 5 },                   false, page_feed },
	{ { "/atom/", 6 },                  false, page_feed },
	{ { "/json/", 6 },                  false, page_feed },
	{ { "/hot/", 5 },                   false, page_feed },
	{ { "/list/", 6 },                  false, page_feed },
	{ { "/pic/", 5 },                    false, page_picture },
	{ { "/js/", 4 },                     false, page_script },
	{ { "/index.php", 10 },              true,  page_phpcms_mood },
	{ { "/api.php", 8 },                 true,  page_phpcms_count },
	{ { "/api/labs/emoji/load", 20 },    true,  page_emoji_load },
	{ { "/api/labs/emoji/support", 23 }, true,  page_emoji_support },
	{ { "/api/labs/plugin/config", 23 }, true,  page_emoji_config },
	{ { "/w/", 3 },                      false, page_widget },
	{ { "/control", 8 },                 true,  page_control },
	{ { "/", 1 },                        false, page_story },
};
/* clang-format on */

static bool fits(const struct route *route, struct str path)
{
	return route->whole ? str_eq(path, route->path) : str_starts(path, route->path);
}

static void run_page(struct paper *paper, const struct request *request,
                     struct reply *reply)
{
	if (widget_answers(paper, request, reply))
		return;
	for (size_t i = 0; i < ARRAY_SIZE(ROUTES); i++) {
		if (!fits(&ROUTES[i], request->path))
			continue;
		ROUTES[i].page(paper, request, reply);
		return;
	}
	reply_set(reply, 400, "text/plain", "bad request target\n");
}

static bool is_unchanged(const struct request *request, const struct reply *reply,
                         const char *question, const char *validator)
{
	const char *known = request_header(request, question);

	vec_each (header, &reply->headers)
		if (known && strcmp(header->name, validator) == 0)
			return strcmp(header->value, known) == 0;
	return false;
}

static bool is_known(const struct request *request, const struct reply *reply)
{
	if (request_header(request, "If-None-Match"))
		return is_unchanged(request, reply, "If-None-Match", "ETag");
	return is_unchanged(request, reply, "If-Modified-Since", "Last-Modified");
}

void route(struct paper *paper, const struct request *request, struct reply *reply)
{
	pthread_mutex_lock(&paper->lock);
	run_page(paper, request, reply);
	pthread_mutex_unlock(&paper->lock);
	if (reply->status == 200 && is_known(request, reply))
		reply_set(reply, 304, reply->type, "");
}
