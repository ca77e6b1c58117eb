/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mood.c - casts are counted here and nowhere else. */
#include "mood.h"

#include "baolan/base/mem.h"
#include "template.h"

#include <ctype.h>

const char *const MOOD_NAMES[MOODS] = {
	"鼓掌", "愤怒", "开心", "难过", "惊讶", "恐怖", "点赞", "蜡烛",
};

unsigned long mood_total(const struct article *article)
{
	unsigned long total = 0;

	for (size_t i = 0; i < MOODS; i++)
		total += article->now.moods[i];
	return total;
}

void mood_id(const struct article *article, struct buf *out)
{
	buf_printf(out, "%u-%u-1", article->channel->catid, article->number);
}

void mood_sid(const struct article *article, struct buf *out)
{
	const char *date = article->date.at;

	buf_printf(out, "%.4s%.2s%.2s%03u", date, date + 5, date + 8, article->number);
}

size_t mood_of_token(const struct article *article, unsigned long token)
{
	size_t mood = 0;

	while (mood < MOODS && article->mood_ids[mood] != token)
		mood++;
	return mood;
}

static void spoil_garbled(const struct paper *paper, const struct request *request,
                          struct reply *reply)
{
	(void)paper;
	(void)request;
	buf_cut(&reply->body, reply->body.len * 2 / 3);
	buf_add_text(&reply->body, "\xff\xfe%%\"{");
}

static void spoil_html(const struct paper *paper, const struct request *request,
                       struct reply *reply)
{
	(void)paper;
	(void)request;
	reply_set(reply, 200, "text/html",
	          "<html><head><title>错误</title></head><body><h1>服务器繁忙</h1>"
	          "<p>请稍后再试。</p></body></html>\n");
}

static void spoil_empty(const struct paper *paper, const struct request *request,
                        struct reply *reply)
{
	(void)paper;
	(void)request;
	buf_clear(&reply->body);
}

static void spoil_drop(const struct paper *paper, const struct request *request,
                       struct reply *reply)
{
	(void)paper;
	(void)request;
	reply->how.drop = true;
}

static void spoil_cut(const struct paper *paper, const struct request *request,
                      struct reply *reply)
{
	(void)paper;
	(void)request;
	reply->how.cut = true;
}

static void spoil_error(const struct paper *paper, const struct request *request,
                        struct reply *reply)
{
	(void)paper;
	(void)request;
	reply_set(reply, 500, "text/html", "<h1>500 Internal Server Error</h1>\n");
}

/* To itself: who follows it casts twice. */
static void spoil_redirect(const struct paper *paper, const struct request *request,
                           struct reply *reply)
{
	(void)paper;
	reply_set(reply, 302, "text/html", "");
	reply_header(reply, "Location", request->target);
}

static void spoil_delay(const struct paper *paper, const struct request *request,
                        struct reply *reply)
{
	(void)request;
	reply->how.delay_ms = paper->mood_fault_ms;
}

/* clang-format off */
static const struct mood_fault FAULTS[] = {
	{ "garbled",  true,  NULL, spoil_garbled },
	{ "html",     false, NULL, spoil_html },
	{ "empty",    true,  NULL, spoil_empty },
	{ "drop",     true,  NULL, spoil_drop },
	{ "lost",     false, NULL, spoil_drop },
	{ "cut",      true,  NULL, spoil_cut },
	{ "error",    false, NULL, spoil_error },
	{ "redirect", true,  NULL, spoil_redirect },
	{ "delay",    true,  NULL, spoil_delay },
	{ "closed",   false, "心情投票已关闭！", NULL },
	{ "once",     false, "你已经表达过心情了，谢谢参与！", NULL },
	{ "login",    false, "请先登录后再表态！", NULL },
};
/* clang-format on */

const struct mood_fault *mood_fault_find(struct str name)
{
	for (size_t i = 0; i < ARRAY_SIZE(FAULTS); i++)
		if (str_eq(name, str_of(FAULTS[i].name)))
			return &FAULTS[i];
	return NULL;
}

/* The fault for this reply; the last of a limited number ends it. */
const struct mood_fault *mood_take_fault(struct paper *paper, bool load)
{
	const struct mood_fault *fault = paper->mood_fault;

	if (load != paper->mood_fault_on_load)
		return NULL;
	if (paper->mood_fault_times && !--paper->mood_fault_times)
		paper->mood_fault = NULL;
	return fault;
}

struct cast mood_cast(struct paper *paper, struct article *article, size_t mood)
{
	const struct mood_fault *fault = mood_take_fault(paper, false);

	if (!fault || fault->counts) {
		article->now.moods[mood]++;
		paper->casts++;
	}
	return (struct cast){ fault, fault ? fault->refusal : NULL };
}

void mood_spoil(const struct paper *paper, const struct request *request,
                const struct cast *cast, struct reply *reply)
{
	if (cast->fault && cast->fault->spoil)
		cast->fault->spoil(paper, request, reply);
}

void mood_spoil_load(struct paper *paper, const struct request *request,
                     struct reply *reply)
{
	const struct mood_fault *fault = mood_take_fault(paper, true);

	if (fault && fault->spoil)
		fault->spoil(paper, request, reply);
}

static bool is_callback(const char *name)
{
	size_t len = strlen(name);

	if (len < 2 || isdigit((unsigned char)name[0]))
		return false;
	for (size_t i = 0; i < len; i++)
		if (!isalnum((unsigned char)name[i]) && name[i] != '_')
			return false;
	return true;
}

void jsonp(const struct request *request, struct str json, struct buf *out)
{
	const char *callback = request_arg(request, "callback");

	if (callback && is_callback(callback))
		buf_add_text(out, callback);
	buf_add_char(out, '(');
	buf_add_str(out, json);
	buf_add_char(out, ')');
}
