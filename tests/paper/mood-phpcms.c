/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mood-phpcms.c - PHPCMS v9's mood: HTML in document.write() to show it, the
 * same HTML in JSONP after a cast, and a session cookie that remembers whom. */
#include "baolan/base/mem.h"
#include "mood.h"
#include "template.h"

#define COOKIE "rwbao_mood_id"
#define COOKIE_KEY 0x5A

/* "6-37-1" to its story; NULL when there is none. */
static struct article *find_poll(const struct paper *paper, const char *id)
{
	struct str rest = str_of(id);
	unsigned long catid, number;

	if (!str_number(str_cut(&rest, '-'), 999, &catid) ||
	    !str_number(str_cut(&rest, '-'), 999, &number) || !str_eq(rest, STR("1")))
		return NULL;
	struct article *article =
	        articles_by_number(&paper->articles, (unsigned)number);
	return article && article->channel->catid == catid ? article : NULL;
}

static void write_moods(struct paper *paper, const struct request *request,
                        const struct article *article, size_t chosen, struct buf *out)
{
	struct scope scope = scope_of(paper, request);

	scope.article = article;
	scope.channel = article->channel;
	scope.chosen = chosen;
	template_page("mood-phpcms", &scope, out);
}

/* document.write("…") with quotes escaped and line ends and tabs removed. */
static void write_script(struct str html, struct buf *out)
{
	buf_add_text(out, "document.write(\"");
	for (size_t i = 0; i < html.len; i++) {
		char c = html.at[i];
		if (strchr("\r\n\t", c))
			continue;
		if (strchr("\"'\\", c))
			buf_add_char(out, '\\');
		buf_add_char(out, c);
	}
	buf_add_text(out, "\");");
}

static void show(struct paper *paper, const struct request *request,
                 struct article *article, struct reply *reply)
{
	auto_buf html = BUF_INIT(BUF_MAX_TEXT);

	write_moods(paper, request, article, MOODS, &html);
	write_script(buf_str(&html), &reply->body);
	if (article->encoding.len)
		reply_encode(reply, str_eq(article->encoding, STR("big5")) ? "big5"
		                                                           : "gb18030");
	reply->charset = article->encoding.len ? "gbk" : "utf-8";
	mood_spoil_load(paper, request, reply);
}

/* The cookie holds the polls one has cast in, hex of bytes ^ COOKIE_KEY. */
static void read_cookie(const struct request *request, struct buf *out)
{
	auto_free char *pairs =
	        mem_printf(" %s", request_header(request, "Cookie") ?: "");
	const char *at = strstr(pairs, " " COOKIE "=");
	unsigned byte;

	if (!at)
		return;
	for (at += strlen(COOKIE) + 2; sscanf(at, "%2x", &byte) == 1; at += 2)
		buf_add_char(out, (char)(byte ^ COOKIE_KEY));
}

static void set_cookie(struct str polls, struct reply *reply)
{
	auto_buf cookie = BUF_INIT(4096);

	buf_add_text(&cookie, COOKIE "=");
	for (size_t i = 0; i < polls.len; i++)
		buf_printf(&cookie, "%02x", (unsigned char)polls.at[i] ^ COOKIE_KEY);
	buf_add_text(&cookie, "; path=/");
	reply_header(reply, "Set-Cookie", buf_text(&cookie));
}

static bool has_cast(struct str polls, const char *id)
{
	while (polls.at)
		if (str_eq(str_cut(&polls, ','), str_of(id)))
			return true;
	return false;
}

static void answer(const struct request *request, int status, struct str data,
                   struct reply *reply)
{
	auto_buf json = BUF_INIT(BUF_MAX_TEXT);

	buf_printf(&json, "{\"status\":%d,\"data\":", status);
	json_php(data, &json);
	buf_add_char(&json, '}');
	jsonp(request, buf_str(&json), &reply->body);
}

static void remember(const char *id, struct buf *polls, struct reply *reply)
{
	if (polls->len)
		buf_add_char(polls, ',');
	buf_add_text(polls, id);
	set_cookie(buf_str(polls), reply);
}

static void count(struct paper *paper, const struct request *request,
                  struct article *article, size_t mood, struct reply *reply)
{
	auto_buf polls = BUF_INIT(2048);
	auto_buf html = BUF_INIT(BUF_MAX_TEXT);
	const char *id = request_arg(request, "id");

	read_cookie(request, &polls);
	if (has_cast(buf_str(&polls), id)) {
		answer(request, 0, STR("你已经表达过心情了，谢谢参与！"), reply);
		return;
	}
	struct cast cast = mood_cast(paper, article, mood);
	if (cast.refusal) {
		answer(request, 0, str_of(cast.refusal), reply);
		return;
	}
	remember(id, &polls, reply);
	write_moods(paper, request, article, mood, &html);
	answer(request, 1, buf_str(&html), reply);
	mood_spoil(paper, request, &cast, reply);
}

static void post(struct paper *paper, const struct request *request,
                 struct article *article, struct reply *reply)
{
	size_t mood = mood_of_token(article, request_number(request, "k", 0));

	if (mood == MOODS)
		answer(request, 0, STR("非法参数！"), reply);
	else
		count(paper, request, article, mood, reply);
}

static const struct action {
	const char *name;
	void (*run)(struct paper *paper, const struct request *request,
	            struct article *article, struct reply *reply);
} ACTIONS[] = {
	{ "init", show },
	{ "post", post },
};

static void refuse(struct reply *reply)
{
	reply_set(
	        reply, 200, "text/html",
	        "<html><head><title>提示信息</title></head><body>"
	        "<div class=\"showMsg\"><h5>提示信息</h5>"
	        "<div class=\"content guery\">参数错误！</div></div></body></html>\n");
}

void page_phpcms_mood(struct paper *paper, const struct request *request,
                      struct reply *reply)
{
	const char *module = request_arg(request, "m") ?: "";
	const char *name = request_arg(request, "a") ?: "";
	struct article *article = find_poll(paper, request_arg(request, "id") ?: "");

	reply_header(reply, "Cache-Control", "no-store");
	for (size_t i = 0; article && i < ARRAY_SIZE(ACTIONS); i++) {
		if (strcmp(module, "mood") != 0 || strcmp(name, ACTIONS[i].name) != 0)
			continue;
		ACTIONS[i].run(paper, request, article, reply);
		return;
	}
	refuse(reply);
}

/* The counters before this view; looking them up is no view here. */
void page_phpcms_count(struct paper *paper, const struct request *request,
                       struct reply *reply)
{
	unsigned number = (unsigned)request_number(request, "id", 0);
	struct article *article = articles_by_number(&paper->articles, number);

	reply_header(reply, "Cache-Control", "no-store");
	if (!article)
		return;
	const unsigned long *hits = article->now.hits;
	buf_printf(&reply->body,
	           "$('#todaydowns').html('%lu');$('#weekdowns').html('%lu');"
	           "$('#monthdowns').html('%lu');$('#hits').html('%lu');",
	           hits[DAY], hits[WEEK], hits[MONTH], hits[MONTH]);
}
