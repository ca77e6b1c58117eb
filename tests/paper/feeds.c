/* SPDX-License-Identifier: GPL-3.0-or-later */
/* feeds.c - the same channels in every format that a reader may meet. */
#include "baolan/base/mem.h"
#include "template.h"

#include <time.h>

/* clang-format off */
static const struct kind {
	struct str folder, end; /* /rss/CHANNEL.xml */
	const char *template, *type;
	const char *charset; /* NULL: UTF-8 */
} KINDS[] = {
	{ { "/rss/", 5 },  { ".xml", 4 },  "rss",      "application/rss+xml",   NULL },
	{ { "/full/", 6 }, { ".xml", 4 },  "rss-full", "application/rss+xml",   NULL },
	{ { "/gbk/", 5 },  { ".xml", 4 },  "rss-gbk",  "text/xml",              "gb18030" },
	{ { "/rdf/", 5 },  { ".rdf", 4 },  "rdf",      "application/rdf+xml",   NULL },
	{ { "/atom/", 6 }, { ".xml", 4 },  "atom",     "application/atom+xml",  NULL },
	{ { "/json/", 6 }, { ".json", 5 }, "json",     "application/feed+json", NULL },
	{ { "/hot/", 5 },  { ".json", 5 }, "hot",      "application/json",      NULL },
	{ { "/list/", 6 }, { ".html", 5 }, "list",     "text/html",             NULL },
};
/* clang-format on */

void tag_text(struct str text, struct reply *reply)
{
	uint64_t hash = 0xCBF29CE484222325ULL;
	char tag[32];

	for (size_t i = 0; i < text.len; i++)
		hash = (hash ^ (unsigned char)text.at[i]) * 0x100000001B3ULL;
	snprintf(tag, sizeof(tag), "\"%016llx\"", (unsigned long long)hash);
	reply_header(reply, "ETag", tag);
	reply_header(reply, "Cache-Control", "no-cache");
}

/* The newest story's date; the paper's clock is 8 hours ahead. */
static void date_reply(const struct paper *paper, struct reply *reply)
{
	char text[64];
	struct tm tm = { 0 };

	strptime(paper->articles.list.at[0]->date.at, "%Y-%m-%d %H:%M:%S", &tm);
	time_t when = timegm(&tm) - 8 * 3600;
	gmtime_r(&when, &tm);
	strftime(text, sizeof(text), "%a, %d %b %Y %H:%M:%S GMT", &tm);
	reply_header(reply, "Last-Modified", text);
}

static void show_feed(struct paper *paper, const struct request *request,
                      const struct channel *channel, const struct kind *kind,
                      struct reply *reply)
{
	struct scope scope = scope_of(paper, request);

	scope.channel = channel;
	template_page(kind->template, &scope, &reply->body);
	if (kind->charset) {
		reply_encode(reply, kind->charset);
		reply->charset = NULL; /* the feed says it itself */
	}
	reply->type = kind->type;
	tag_text(buf_str(&reply->body), reply);
	date_reply(paper, reply);
}

static const struct kind *kind_of(struct str path)
{
	for (size_t i = 0; i < ARRAY_SIZE(KINDS); i++)
		if (str_starts(path, KINDS[i].folder) && str_ends(path, KINDS[i].end))
			return &KINDS[i];
	return NULL;
}

/* /rss/CHANNEL.xml and its like */
void page_feed(struct paper *paper, const struct request *request, struct reply *reply)
{
	const struct kind *kind = kind_of(request->path);
	const struct channel *channel = NULL;

	if (kind) {
		struct str file = str_from(request->path, kind->folder.len);
		channel = channel_find(str_head(file, file.len - kind->end.len));
	}
	if (channel)
		show_feed(paper, request, channel, kind, reply);
	else
		not_found(reply);
}

/* /atom.xml: all stories */
void page_atom(struct paper *paper, const struct request *request, struct reply *reply)
{
	show_feed(paper, request, channel_at(0), kind_of(STR("/atom/.xml")), reply);
}
