/* SPDX-License-Identifier: GPL-3.0-or-later */
/* widget.c - pages with a widget, and its requests: who is asked, what is counted
 * and when the site says no. */
#include "widget.h"

#include "baolan/base/mem.h"
#include "body.h"
#include "mood.h"
#include "template.h"

#include <stdlib.h>

/* --- counts --- */

static struct tally *tally_of(struct paper *paper, const struct widget *widget,
                              unsigned number)
{
	vec_each (tally, &paper->tallies)
		if (tally->widget == widget && tally->number == number)
			return tally;
	struct tally *tally = vec_push(&paper->tallies);
	*tally = (struct tally){ widget, number, { 0 }, MAX_FACES };
	for (size_t i = 0; i < MAX_FACES; i++)
		tally->counts[i] = (number + 5 * i) % 17;
	return tally;
}

void tallies_clear(struct paper *paper)
{
	vec_clear(&paper->tallies);
}

/* --- text with $(names) --- */

static void fill_name(const struct scene *scene, size_t face, struct str name,
                      struct buf *out)
{
	const char *host = request_header(scene->request, "Host");
	const char *callback = request_arg(scene->request, "callback");
	const char *other = request_arg(scene->request, "jsoncallback");

	if (!scene->article && !str_eq(name, STR("cb")))
		return;
	if (str_eq(name, STR("id")))
		buf_printf(out, "%u", scene->article->number);
	else if (str_eq(name, STR("cid")))
		buf_printf(out, "%u", scene->article->channel->catid);
	else if (str_eq(name, STR("host")))
		buf_add_text(out, host ? host : "");
	else if (str_eq(name, STR("cb")))
		buf_add_text(out, callback ? callback : other ? other : "");
	else if (face < MAX_FACES && str_eq(name, STR("token")))
		buf_add_text(out, scene->widget->tokens[face]);
	else if (face < MAX_FACES && str_eq(name, STR("label")))
		buf_add_text(out, scene->widget->labels[face]);
	else if (face < MAX_FACES && str_eq(name, STR("count")))
		buf_printf(out, "%lu", scene->tally->counts[face]);
}

static void fill(const struct scene *scene, size_t face, const char *text,
                 struct buf *out)
{
	const char *at;

	while ((at = strstr(text, "$("))) {
		const char *end = strchr(at, ')');
		struct str name = str_make(at + 2, (size_t)(end - at - 2));
		buf_add(out, text, (size_t)(at - text));
		text = end + 1;
		for (size_t i = 0;
		     str_eq(name, STR("faces")) && scene->widget->tokens[i]; i++)
			fill(scene, i, scene->widget->face, out);
		fill_name(scene, face, name, out);
	}
	buf_add_text(out, text);
}

void widget_fill(const struct scene *scene, const char *text, struct buf *out)
{
	fill(scene, scene->face, text, out);
}

/* --- charset --- */

static bool is_gbk(const struct request *request)
{
	return str_starts(request->host, STR("gbk."));
}

static void encode(const struct request *request, struct reply *reply)
{
	if (!is_gbk(request))
		return;
	reply_encode(reply, "gb18030");
	reply->charset = "gbk";
}

/* --- the page --- */

static void write_page(const struct scene *scene, struct reply *reply)
{
	const struct article *article = scene->article;
	struct buf *out = &reply->body;

	buf_printf(out,
	           "<html><head><meta charset=\"%s\"><title>%.*s</title></head><body>"
	           "<h1>%.*s</h1><p>%.*s 来源：%.*s</p><div>\n",
	           is_gbk(scene->request) ? "gbk" : "utf-8", STR_ARG(article->title),
	           STR_ARG(article->title), STR_ARG(article->date),
	           STR_ARG(article->source));
	body_write(article->parts.at[0], body_style(STR("clean")),
	           &scene->paper->articles, out);
	buf_add_text(out, "</div>\n");
	widget_fill(scene, scene->widget->markup, out);
	buf_add_text(out, "\n<div>&copy; 2016</div></body></html>\n");
	encode(scene->request, reply);
	reply->charset = NULL; /* the page says it itself */
}

static struct article *article_of(const struct paper *paper, struct str number)
{
	unsigned long n;

	if (!str_number(number, 1000, &n))
		return NULL;
	return articles_by_number(&paper->articles, (unsigned)n);
}

/* /w/NAME/NUMBER.html */
void page_widget(struct paper *paper, const struct request *request,
                 struct reply *reply)
{
	struct str rest = str_from(request->path, strlen("/w/"));
	struct scene scene = { .paper = paper, .request = request, .face = MAX_FACES };

	scene.widget = widget_find(str_cut(&rest, '/'));
	scene.article = article_of(paper, str_cut(&rest, '.'));

	if (!scene.widget || !scene.article) {
		not_found(reply);
		return;
	}
	scene.tally = tally_of(paper, scene.widget, scene.article->number);
	write_page(&scene, reply);
}

/* --- its requests --- */

static bool path_fits(const struct endpoint *endpoint, struct str path)
{
	struct str pattern = str_of(endpoint->path);

	if (!str_ends(pattern, STR("*")))
		return str_eq(path, pattern);
	return str_starts(path, str_head(pattern, pattern.len - 1));
}

static bool arg_fits(const struct endpoint *endpoint, const struct request *request)
{
	auto_buf value = BUF_INIT(1000);

	if (!endpoint->arg)
		return true;
	if (!request_field(request, endpoint->arg, &value))
		return !endpoint->value;
	return endpoint->value && (str_eq(STR("*"), str_of(endpoint->value)) ||
	                           str_eq(buf_str(&value), str_of(endpoint->value)));
}

static const struct endpoint *find_endpoint(const struct request *request)
{
	const struct endpoint *endpoint;

	for (size_t i = 0; (endpoint = endpoint_at(i)); i++)
		if (strcmp(endpoint->method, request->method) == 0 &&
		    path_fits(endpoint, request->path) && arg_fits(endpoint, request))
			return endpoint;
	return NULL;
}

/* The last number in the value: 5, 6-5, /w/waline/5.html. */
static struct article *find_story(const struct paper *paper, struct str value)
{
	size_t end = value.len;

	while (end > 0 && (value.at[end - 1] < '0' || value.at[end - 1] > '9'))
		end--;
	size_t start = end;
	while (start > 0 && value.at[start - 1] >= '0' && value.at[start - 1] <= '9')
		start--;
	return article_of(paper, str_make(value.at + start, end - start));
}

static struct article *named_story(const struct paper *paper,
                                   const struct request *request,
                                   const struct endpoint *endpoint)
{
	auto_buf value = BUF_INIT(1000);

	if (strcmp(endpoint->id, "/") == 0)
		return find_story(paper, request->path);
	request_field(request, endpoint->id, &value);
	return find_story(paper, buf_str(&value));
}

static size_t named_face(const struct request *request, const struct endpoint *endpoint,
                         const struct widget *widget)
{
	auto_buf value = BUF_INIT(1000);

	if (endpoint->mood[0] == '=')
		buf_add_text(&value, endpoint->mood + 1);
	else if (strcmp(endpoint->mood, "/") == 0)
		buf_add_str(&value,
		            str_from(request->path,
		                     str_find_last_char(request->path, '/') + 1));
	else
		request_field(request, endpoint->mood, &value);
	for (size_t i = 0; widget->tokens[i]; i++)
		if (str_eq(buf_str(&value), str_of(widget->tokens[i])))
			return i;
	return MAX_FACES;
}

static void guard_name(const struct scene *scene, struct buf *out)
{
	buf_printf(out, "rw_%s_%u", scene->widget->name, scene->article->number);
}

static bool was_here(const struct scene *scene)
{
	const char *cookies = request_header(scene->request, "Cookie");
	auto_buf name = BUF_INIT(200);

	guard_name(scene, &name);
	return scene->widget->guard == GUARD_COOKIE && cookies &&
	       strstr(cookies, buf_text(&name));
}

/* Why the site says no; NULL: it does not. */
static const char *objection(const struct scene *scene)
{
	const struct paper *paper = scene->paper;
	bool bare = !request_header(scene->request, "Cookie");

	if (refusal_find(scene->widget, paper->refuse))
		return paper->refuse;
	if (scene->widget->wants_login && !paper->member)
		return "login";
	if (!scene->article)
		return "gone";
	if (scene->face == MAX_FACES)
		return "bad";
	if (was_here(scene) || (scene->widget->wants_cookies && bare))
		return "again";
	return NULL;
}

static void refuse(const struct scene *scene, const char *why, struct reply *reply)
{
	const struct refusal *refusal = refusal_find(scene->widget, why);

	buf_clear(&reply->body);
	if (!refusal) {
		reply_set(reply, 400, "text/plain", "bad request\n");
		return;
	}
	reply->status = refusal->status;
	widget_fill(scene, refusal->body, &reply->body);
}

static bool takes_back(const struct scene *scene)
{
	auto_buf action = BUF_INIT(100);

	request_field(scene->request, "action", &action);
	return str_eq(buf_str(&action), STR("desc"));
}

static void count(const struct scene *scene, struct reply *reply)
{
	struct tally *tally = scene->tally;
	bool same =
	        scene->widget->guard == GUARD_TOGGLE && tally->chosen == scene->face;
	auto_buf cookie = BUF_INIT(200);

	scene->paper->casts++;
	if (same || takes_back(scene))
		tally->counts[scene->face]--;
	else
		tally->counts[scene->face]++;
	tally->chosen = same ? MAX_FACES : scene->face;
	if (scene->widget->guard != GUARD_COOKIE)
		return;
	guard_name(scene, &cookie);
	buf_add_text(&cookie, "=1; path=/");
	reply_header(reply, "Set-Cookie", buf_text(&cookie));
}

static void cast(struct scene *scene, const struct endpoint *endpoint,
                 struct reply *reply)
{
	const char *why;

	scene->face = named_face(scene->request, endpoint, scene->widget);
	why = objection(scene);
	if (why) {
		refuse(scene, why, reply);
		return;
	}
	struct cast taken = { mood_take_fault(scene->paper, false), NULL };
	if (!taken.fault || taken.fault->counts)
		count(scene, reply);
	endpoint->answer(scene, reply);
	mood_spoil(scene->paper, scene->request, &taken, reply);
}

bool widget_answers(struct paper *paper, const struct request *request,
                    struct reply *reply)
{
	const struct endpoint *endpoint = find_endpoint(request);

	if (!endpoint)
		return false;
	struct scene scene = { .paper = paper,
		               .request = request,
		               .widget = widget_find(str_of(endpoint->widget)),
		               .article = named_story(paper, request, endpoint),
		               .face = MAX_FACES };
	if (scene.article)
		scene.tally = tally_of(paper, scene.widget, scene.article->number);
	reply_header(reply, "Cache-Control", "no-store");
	if (endpoint->mood)
		cast(&scene, endpoint, reply);
	else if (!scene.article)
		refuse(&scene, "gone", reply);
	else
		endpoint->answer(&scene, reply);
	if (!endpoint->utf8)
		encode(request, reply);
	return true;
}
