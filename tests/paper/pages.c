/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pages.c - which template a path shows, and of what. */
#include "baolan/base/mem.h"
#include "template.h"

void not_found(struct reply *reply)
{
	reply_set(
	        reply, 404, "text/html",
	        "<html><head><meta "
	        "charset=\"utf-8\"><title>页面不存在_榕湾新闻网</title>"
	        "</head><body><h1>404</h1><p>对不起，您要找的页面不存在或已被删除。</p>"
	        "<p><a href=\"/\">返回首页</a></p></body></html>\n");
}

void page_front(struct paper *paper, const struct request *request, struct reply *reply)
{
	struct scope scope = scope_of(paper, request);

	scope.channel = channel_at(0);
	template_page("front", &scope, &reply->body);
}

void page_rank(struct paper *paper, const struct request *request, struct reply *reply)
{
	struct scope scope = scope_of(paper, request);

	template_page("rank", &scope, &reply->body);
}

static unsigned list_pages(const struct paper *paper, const struct channel *channel)
{
	unsigned count = 0;

	vec_each (article, &paper->articles.list)
		count += channel_has(channel, *article);
	return MAX(1, (count + paper->rows - 1) / paper->rows);
}

static void show_list(struct paper *paper, const struct request *request,
                      const struct channel *channel, unsigned part, struct reply *reply)
{
	struct scope scope = scope_of(paper, request);

	scope.channel = channel;
	scope.part = part;
	scope.parts = list_pages(paper, channel);
	if (part > scope.parts) {
		not_found(reply);
		return;
	}
	template_page("channel", &scope, &reply->body);
	tag_text(buf_str(&reply->body), reply);
}

static void encode_page(const struct article *article, struct reply *reply)
{
	if (!article->encoding.len)
		return;
	auto_free char *charset = str_dup(article->encoding);
	reply_encode(reply, charset);
	reply->charset = NULL; /* the page says it itself */
}

static void count_view(struct article *article)
{
	for (size_t i = 0; i < PERIODS; i++)
		article->now.hits[i]++;
}

static void show_article(struct paper *paper, const struct request *request,
                         struct article *article, unsigned part, struct reply *reply)
{
	struct scope scope = scope_of(paper, request);
	auto_free char *template = str_dup(article->template);

	scope.page = scope.article = article;
	scope.channel = article->channel;
	scope.part = part;
	scope.parts = (unsigned)article->parts.len;
	count_view(article);
	template_page(template, &scope, &reply->body);
	encode_page(article, reply);
	tag_text(article->parts.at[part - 1], reply);
}

/* "name_2" is part 2 of "name". */
static unsigned long cut_part(struct str *name)
{
	size_t at = str_find_last_char(*name, '_');
	unsigned long part;

	if (at == STR_NPOS || !str_number(str_from(*name, at + 1), 1000, &part))
		return 1;
	*name = str_head(*name, at);
	return part;
}

/* "index_2.shtml" or "20160606/slug.shtml" */
static void show_file(struct paper *paper, const struct request *request,
                      const struct channel *channel, struct str file,
                      struct reply *reply)
{
	struct str name = str_head(file, str_find(file, STR(".shtml")));
	unsigned part = (unsigned)cut_part(&name);

	if (str_eq(name, STR("index")) && part >= 1) {
		show_list(paper, request, channel, part, reply);
		return;
	}
	struct str slug = str_from(name, str_find_char(name, '/') + 1);
	struct article *article = articles_by_slug(&paper->articles, slug);
	auto_buf path = BUF_INIT(1024);
	if (article)
		article_path(article, part, &path);
	if (article && part >= 1 && part <= article->parts.len &&
	    str_eq(buf_str(&path), request->path))
		show_article(paper, request, article, part, reply);
	else
		not_found(reply);
}

/* /CHANNEL/ and what is below it. */
void page_story(struct paper *paper, const struct request *request, struct reply *reply)
{
	struct str file = str_from(request->path, 1);
	const struct channel *channel = channel_find(str_cut(&file, '/'));

	if (!channel || !file.at)
		not_found(reply);
	else if (!file.len)
		show_list(paper, request, channel, 1, reply);
	else
		show_file(paper, request, channel, file, reply);
}
