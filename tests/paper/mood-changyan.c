/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mood-changyan.c - an emoji service in Changyan's fashion: JSONP, the faces as
 * HTML inside, a topic number from the load that a cast must bring back. */
#include "mood.h"
#include "template.h"

#define TOPIC_BASE 6600000

static bool has_path(const struct article *article, struct str path)
{
	auto_buf own = BUF_INIT(1024);

	article_path(article, 1, &own);
	return str_eq(path, buf_str(&own));
}

static bool has_sid(const struct article *article, const char *sid)
{
	auto_buf own = BUF_INIT(64);

	mood_sid(article, &own);
	return sid && str_eq(str_of(sid), buf_str(&own));
}

/* By topic_source_id, else by the path of topic_url. */
static struct article *find_topic(const struct paper *paper,
                                  const struct request *request)
{
	const char *sid = request_arg(request, "topic_source_id");
	struct str url = str_of(request_arg(request, "topic_url"));
	size_t host = str_find(url, STR("://"));
	struct str rest = host == STR_NPOS ? url : str_from(url, host + 3);
	struct str path = str_from(rest, str_find_char(rest, '/'));

	vec_each (article, &paper->articles.list)
		if (has_sid(*article, sid) || has_path(*article, path))
			return *article;
	return NULL;
}

static void answer(const struct request *request, const struct buf *json,
                   struct reply *reply)
{
	reply->type = "application/javascript";
	reply_header(reply, "Cache-Control", "no-store");
	jsonp(request, buf_str(json), &reply->body);
	buf_add_text(&reply->body, ";");
}

static void refuse(const struct request *request, int status, const char *message,
                   struct reply *reply)
{
	auto_buf json = BUF_INIT(4096);

	buf_printf(&json, "{\"status\":%d,\"msg\":", status);
	json_utf8(str_of(message), &json);
	buf_add_char(&json, '}');
	answer(request, &json, reply);
}

static void write_faces(struct paper *paper, const struct request *request,
                        const struct article *article, struct buf *out)
{
	struct scope scope = scope_of(paper, request);

	scope.article = article;
	template_page("mood-changyan", &scope, out);
}

void page_emoji_load(struct paper *paper, const struct request *request,
                     struct reply *reply)
{
	auto_buf json = BUF_INIT(BUF_MAX_TEXT);
	auto_buf html = BUF_INIT(BUF_MAX_TEXT);
	const struct article *article = find_topic(paper, request);

	if (!article || !request_arg(request, "client_id")) {
		refuse(request, 1, "topic not found", reply);
		return;
	}
	write_faces(paper, request, article, &html);
	buf_printf(&json,
	           "{\"status\":0,\"tid\":%u,\"number\":%d,\"width\":0,\"hoverWave\":0,"
	           "\"list\":[],\"html\":",
	           TOPIC_BASE + article->number, MOODS);
	json_utf8(buf_str(&html), &json);
	buf_add_char(&json, '}');
	answer(request, &json, reply);
	mood_spoil_load(paper, request, reply);
}

static void count(struct paper *paper, const struct request *request,
                  struct article *article, size_t mood, struct reply *reply)
{
	auto_buf json = BUF_INIT(256);
	struct cast cast = mood_cast(paper, article, mood);

	if (cast.refusal) {
		refuse(request, 2, cast.refusal, reply);
		return;
	}
	buf_printf(&json, "{\"status\":0,\"count\":%lu}", article->now.moods[mood]);
	answer(request, &json, reply);
	mood_spoil(paper, request, &cast, reply);
}

void page_emoji_support(struct paper *paper, const struct request *request,
                        struct reply *reply)
{
	unsigned long topic = request_number(request, "topic_id", 0);
	unsigned long emoji = request_number(request, "emoji_id", 0);
	struct article *article = NULL;

	if (topic > TOPIC_BASE)
		article = articles_by_number(&paper->articles,
		                             (unsigned)(topic - TOPIC_BASE));
	if (!article || !request_arg(request, "client_id"))
		refuse(request, 1, "topic not found", reply);
	else if (emoji < 1 || emoji > MOODS)
		refuse(request, 1, "emoji not found", reply);
	else
		count(paper, request, article, emoji - 1, reply);
}

void page_emoji_config(struct paper *paper, const struct request *request,
                       struct reply *reply)
{
	auto_buf json = BUF_INIT(256);

	(void)paper;
	buf_add_text(&json, "{\"data\":{\"comment\":\"0\",\"preascomment\":\"0\"}}");
	answer(request, &json, reply);
}
