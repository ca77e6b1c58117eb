/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Both shipped protocols and the other kinds of reply, from the page's widget
 * to the request and back to the counts. */
#include "baolan/extract/job.h"
#include "baolan/extract/reaction.h"
#include "baolan/extract/recipe-parts.h"

#include "baolan/base/mem.h"
#include "baolan/text/charset.h"
#include "checked-doc.h"
#include "parsed-recipe.h"

#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

/* --- fixtures --- */

static struct recipes shipped;

static int load_shipped(void **state)
{
	(void)state;
	recipes_load(&shipped, SRCDIR "/recipes");
	return shipped.mistakes.len > 0;
}

static int drop_shipped(void **state)
{
	(void)state;
	recipes_done(&shipped);
	return 0;
}

#define PAGE_URL "http://www.rongwan.example/2016/0606/31.html?a=1&b=2"

static const struct doc *finish(struct doc_builder *b, struct buf *block)
{
	struct error err = { 0 };
	if (doc_build(b, block, &err) != ERR_OK)
		fail_msg("%s", err.text);
	doc_builder_free(b);
	return checked(block);
}

/* The document of a page whose widget was looked for. */
static const struct doc *detect(const struct recipe *site, const struct recipes *all,
                                const char *html, struct buf *block)
{
	xmlDocPtr tree = NULL;
	struct doc_builder *b = doc_builder_new(DOC_ARTICLE, 1 << 20);
	assert_int_equal(html_parse(str_of(html), &tree, NULL), ERR_OK);
	struct recipe_page page = { .xpath = xpath_context_new(tree),
		                    .root = (xmlNode *)tree,
		                    .source = str_of(html),
		                    .url = STR(PAGE_URL) };
	doc_set(b, DOC_URL, STR(PAGE_URL));
	doc_set(b, DOC_TITLE, STR("榕湾 100%"));
	doc_set(b, DOC_CHARSET, STR("gb18030"));
	reaction_detect(site, all, &page, b);
	xpath_context_free(page.xpath);
	html_free(tree);
	return finish(b, block);
}

static const struct doc *with_moods(const char *tokens, struct buf *block)
{
	struct doc_builder *b = doc_builder_new(DOC_ARTICLE, 1 << 20);
	struct str rest = str_of(tokens);
	int64_t count = 3;
	doc_set(b, DOC_URL, STR(PAGE_URL));
	doc_set(b, DOC_CHARSET, STR("gb18030"));
	doc_add_var(b, STR("id"), STR("6-37-1"));
	while (rest.at) {
		struct str token = str_cut(&rest, ',');
		doc_add_mood(b, token, token, count++);
	}
	return finish(b, block);
}

static void assert_field(const struct doc *doc, enum doc_field field,
                         const char *expected)
{
	auto_free char *text = str_dup(doc_field(doc, field));
	assert_string_equal(text, expected);
}

static void assert_moods(const struct doc *doc, const char *expected)
{
	uint32_t count;
	auto_buf text = BUF_INIT(10000);
	const struct doc_mood *moods = doc_moods(doc, &count);
	for (uint32_t i = 0; i < count; i++)
		buf_printf(&text, "%.*s:%.*s=%" PRId64 " ",
		           STR_ARG(doc_str(doc, moods[i].token)),
		           STR_ARG(doc_str(doc, moods[i].label)), moods[i].count);
	assert_string_equal(buf_text(&text), expected);
}

static void assert_vars(const struct doc *doc, const char *expected)
{
	uint32_t count;
	auto_buf text = BUF_INIT(10000);
	const struct doc_var *vars = doc_vars(doc, &count);
	for (uint32_t i = 0; i < count; i++)
		buf_printf(&text, "%.*s=%.*s ", STR_ARG(doc_str(doc, vars[i].name)),
		           STR_ARG(doc_str(doc, vars[i].value)));
	assert_string_equal(buf_text(&text), expected);
}

/* Run a job as a worker would; NULL with *err filled when it fails. */
static const struct doc *run(const struct reaction_job *job, struct buf *block,
                             struct error *err)
{
	auto_buf input = BUF_INIT(BUF_MAX_TEXT);
	reaction_input(job, &input);
	buf_clear(block);
	if (reaction_run(buf_str(&input), block, err) != ERR_OK) {
		assert_int_equal(block->len, 0);
		return NULL;
	}
	const struct doc *doc = doc_check(buf_str(block), err);
	assert_non_null(doc);
	return doc;
}

static const struct doc *run_well(const struct reaction_job *job, struct buf *block)
{
	struct error err = { 0 };
	const struct doc *doc = run(job, block, &err);
	if (!doc)
		fail_msg("%s", err.text);
	return doc;
}

static void assert_fails(const struct reaction_job *job, enum err code,
                         const char *words)
{
	auto_buf block = BUF_INIT(1 << 20);
	struct error err = { 0 };
	if (run(job, &block, &err))
		fail_msg("was taken: %.*s", STR_ARG(job->bytes));
	if (!strstr(err.text, words))
		fail_msg("\"%s\" does not say \"%s\"", err.text, words);
	assert_int_equal(err.code, code);
}

/* --- PHPCMS --- */

#define PHPCMS_PAGE            \
	"<h1>题</h1><script " \
	"src='/index.php?m=mood&c=index&a=init&id=6-37-1'></script>"
#define PHPCMS_HTML                                                                       \
	"<div id='mood'><ul>\\r\\n\\t<li><span>12</span><label for='n1'>鼓掌<br />"     \
	"<input type='radio' id='n1' onclick='vote(1)'></label></li>"                     \
	"<li><span>1.2万</span><label for='n4'>愤怒<br /><input id='n4'></label></li>" \
	"<li><span>(0)</span><label for='n10'>蜡烛<br /><input id='n10'></label></li>"  \
	"</ul></div>"

static const struct recipe *phpcms(void)
{
	return recipes_reaction(&shipped, STR("phpcms-mood"));
}

static void phpcms_is_detected(void **state)
{
	(void)state;
	auto_buf block = BUF_INIT(1 << 20);
	const struct doc *doc = detect(NULL, &shipped, PHPCMS_PAGE, &block);
	assert_field(doc, DOC_REACTION_PROTOCOL, "phpcms-mood");
	assert_vars(doc, "host=http://www.rongwan.example id=6-37-1 ");
	assert_moods(doc, "");
	doc = (buf_clear(&block), detect(NULL, &shipped, "<p>无", &block));
	assert_field(doc, DOC_REACTION_PROTOCOL, "");
}

static void phpcms_load(void **state)
{
	(void)state;
	auto_buf block = BUF_INIT(1 << 20);
	auto_buf answer = BUF_INIT(1 << 20);
	const struct doc *doc = detect(NULL, &shipped, PHPCMS_PAGE, &block);
	struct reaction_request r = { 0 };
	assert_true(reaction_needs_load(phpcms()));
	assert_int_equal(reaction_load_request(phpcms(), doc, &r, NULL), ERR_OK);
	assert_string_equal(buf_text(&r.url),
	                    "http://www.rongwan.example/index.php?m=mood&c="
	                    "index&a=init&id=6-37-1");
	assert_string_equal(r.method, "GET");
	assert_null(r.content_type);
	assert_int_equal(r.body.len, 0);
	assert_true(r.send_referer);
	reaction_request_done(&r);

	struct reaction_job job = { .recipe = phpcms(),
		                    .status = 200,
		                    .bytes =
		                            STR("document.write(\"" PHPCMS_HTML "\");"),
		                    .before = doc };
	const struct doc *loaded = run_well(&job, &answer);
	assert_moods(loaded, "1:鼓掌=12 4:愤怒=12000 10:蜡烛=0 ");
	assert_vars(loaded, "host=http://www.rongwan.example id=6-37-1 ");
	assert_field(loaded, DOC_REACTION_PROTOCOL, "phpcms-mood");
	assert_field(loaded, DOC_URL, PAGE_URL);
	assert_field(loaded, DOC_REACTION_MINE, "");
	assert_int_equal(doc_kind(loaded), DOC_REACTION);
}

static void phpcms_load_in_gbk(void **state)
{
	(void)state;
	auto_buf block = BUF_INIT(1 << 20);
	auto_buf gbk = BUF_INIT(10000);
	auto_buf answer = BUF_INIT(1 << 20);
	const struct doc *doc = detect(NULL, &shipped, PHPCMS_PAGE, &block);
	assert_true(charset_encode(STR("document.write(\"" PHPCMS_HTML "\");"),
	                           "gb18030", &gbk));
	struct reaction_job job = { .recipe = phpcms(), .status = 200, .before = doc };
	job.bytes = buf_str(&gbk);
	job.http_charset = STR("gbk");
	assert_moods(run_well(&job, &answer), "1:鼓掌=12 4:愤怒=12000 10:蜡烛=0 ");
	job.http_charset = STR("utf-8"); /* a header that lies */
	assert_moods(run_well(&job, &answer), "1:鼓掌=12 4:愤怒=12000 10:蜡烛=0 ");
}

static void phpcms_cast(void **state)
{
	(void)state;
	auto_buf block = BUF_INIT(1 << 20);
	auto_buf answer = BUF_INIT(1 << 20);
	const struct doc *doc = with_moods("1,4", &block);
	struct recipe *here =
	        parse("[reaction]\nname = x\n[load]\nitems = //li\ncount = .\n"
	              "token = @id\n[vars]\nid = regex:x\n[vote]\nurl = "
	              "/p?id={id}&k={mood}&{rnd}&"
	              "callback={cb}\n");
	struct reaction_request r = { 0 };
	assert_int_equal(reaction_cast_request(here, doc, STR("4"), &r, NULL), ERR_OK);
	const char *start = "http://www.rongwan.example/p?id=6-37-1&k=4&0.";
	assert_memory_equal(buf_text(&r.url), start, strlen(start));
	assert_true(str_ends(buf_str(&r.url), STR("&callback=baolan_reply")));
	reaction_request_done(&r);
	recipe_free(here);

	assert_int_equal(reaction_counts_after(phpcms()), COUNTS_REPLY);
	struct reaction_job job = { .recipe = phpcms(),
		                    .cast = true,
		                    .mood = STR("4"),
		                    .status = 200,
		                    .before = doc };
	job.bytes = STR("cb({\"status\":1,\"data\":\"" PHPCMS_HTML "\"})");
	const struct doc *done = run_well(&job, &answer);
	assert_moods(done, "1:鼓掌=12 4:愤怒=12000 10:蜡烛=0 ");
	assert_field(done, DOC_REACTION_MINE, "4");
	assert_field(done, DOC_REACTION_MESSAGE, "");
	/* Accepted, but the counts are missing: one more of what was known. */
	job.bytes = STR("({\"status\":1,\"data\":\"谢谢\"});");
	done = run_well(&job, &answer);
	assert_moods(done, "1:1=3 4:4=5 ");
	assert_field(done, DOC_REACTION_MESSAGE, "谢谢");
}

static void phpcms_refusals(void **state)
{
	(void)state;
	auto_buf block = BUF_INIT(1 << 20);
	struct reaction_job job = { .recipe = phpcms(),
		                    .cast = true,
		                    .mood = STR("4"),
		                    .status = 200,
		                    .before = with_moods("1,4", &block) };
	static const struct {
		const char *bytes;
		int status;
		enum err code;
		const char *words;
	} rows[] = {
		{ "cb({\"status\":0,\"data\":\"\\u4f60已经表达过心情了，谢谢！\"})",
		  200, ERR_REFUSED, "before: 你已经表达过心情了，谢谢！" },
		{ "cb({\"status\":0,\"data\":\"心情投票已关闭！\"})", 200, ERR_REFUSED,
		  "no more reactions: 心情投票已关闭！" },
		{ "cb({\"status\":0,\"data\":\"非法参数！\"})", 200, ERR_REFUSED,
		  "the site refused: 非法参数！" },
		{ "cb({\"status\":0})", 200, ERR_FORMAT, "neither that it was done" },
		{ "cb({\"status\":\"x", 200, ERR_FORMAT, "cb({\"status\":\"x" },
		{ "", 200, ERR_FORMAT, "empty" },
		{ "<h1>服务器繁忙</h1>", 200, ERR_FORMAT, "服务器繁忙" },
		{ "<h1>500</h1>", 500, ERR_HTTP, "500" },
		{ "", 302, ERR_HTTP, "302" },
		{ "17", 200, ERR_FORMAT, "neither" },
	};
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		job.bytes = str_of(rows[i].bytes);
		job.status = rows[i].status;
		job.location = rows[i].status == 302 ? STR("/same") : STR_NONE;
		assert_fails(&job, rows[i].code, rows[i].words);
	}
}

static void phpcms_bad_loads(void **state)
{
	(void)state;
	auto_buf block = BUF_INIT(1 << 20);
	struct reaction_job job = { .recipe = phpcms(),
		                    .status = 200,
		                    .before = with_moods("1,4", &block) };
	job.bytes = STR("<title>提示信息</title><div class='showMsg'><h5>提示</h5><div "
	                "class='content guery'>参数错误！</div></div>");
	assert_fails(&job, ERR_REFUSED, "the site refused: 参数错误！");
	job.bytes = STR("document.write(\"<p>没有\");");
	assert_fails(&job, ERR_FORMAT, "no moods");
	job.bytes = STR("document.write(\"<div id='mood'><ul><li>");
	assert_fails(&job, ERR_FORMAT, "document.write");
	job.bytes = STR("");
	assert_fails(&job, ERR_FORMAT, "empty");
}

/* --- Changyan --- */

#define CHANGYAN_PAGE                                                                        \
	"<div class=xq_tit>您看完此新闻的心情是</div><div id=cyEmoji role=cylabs " \
	"data-use=emoji sid='20160606031'></div>"                                            \
	"<script "                                                                           \
	"src='http://mood.rongwan.example:81/js/changyan.labs.js?appid=cyrRw'></"            \
	"script>"

static const struct recipe *changyan(void)
{
	return recipes_reaction(&shipped, STR("changyan-emoji"));
}

static void changyan_is_loaded_and_cast(void **state)
{
	(void)state;
	auto_buf block = BUF_INIT(1 << 20);
	auto_buf answer = BUF_INIT(1 << 20);
	auto_buf after = BUF_INIT(1 << 20);
	const struct doc *doc = detect(NULL, &shipped, CHANGYAN_PAGE, &block);
	assert_field(doc, DOC_REACTION_PROTOCOL, "changyan-emoji");
	assert_field(doc, DOC_REACTION_QUESTION, "您看完此新闻的心情是");
	assert_vars(doc,
	            "host=http://mood.rongwan.example:81 app=cyrRw sid=20160606031 ");

	struct reaction_request r = { 0 };
	assert_int_equal(reaction_load_request(changyan(), doc, &r, NULL), ERR_OK);
	assert_string_equal(
	        buf_text(&r.url),
	        "http://mood.rongwan.example:81/api/labs/emoji/"
	        "load?client_id=cyrRw&topic_url="
	        "http%3A%2F%2Fwww.rongwan.example%2F2016%2F0606%2F31.html%3Fa%3D1%26b%"
	        "3D2&"
	        "topic_title=%E6%A6%95%E6%B9%BE%20100%25&topic_source_id=20160606031&"
	        "topic_category_id=&callback=baolan_reply");
	reaction_request_done(&r);

	struct reaction_job job = { .recipe = changyan(),
		                    .status = 200,
		                    .before = doc };
	job.bytes = STR("cb({\"status\":0,\"tid\":6600031,\"number\":2,\"html\":\"<div "
	                "class='emoji-tip'>此刻心情</div><ul><li class='emoji-item' "
	                "data-eid='1' "
	                "data-num='7' data-desc='鼓掌'></li><li class='emoji-item on' "
	                "data-eid='3' "
	                "data-num='1,234' data-desc='开心'></li></ul>\"});");
	const struct doc *loaded = run_well(&job, &answer);
	assert_moods(loaded, "1:鼓掌=7 3:开心=1234 ");
	assert_field(loaded, DOC_REACTION_QUESTION, "此刻心情");
	assert_vars(loaded,
	            "host=http://mood.rongwan.example:81 app=cyrRw sid=20160606031 "
	            "tid=6600031 ");

	assert_int_equal(reaction_cast_request(changyan(), loaded, STR("3"), &r, NULL),
	                 ERR_OK);
	assert_non_null(strstr(buf_text(&r.url),
	                       "support?client_id=cyrRw&topic_id=6600031&"
	                       "emoji_id=3&topic_url=http%3A"));
	reaction_request_done(&r);

	job = (struct reaction_job){ .recipe = changyan(),
		                     .cast = true,
		                     .mood = STR("3"),
		                     .status = 200,
		                     .before = loaded };
	job.bytes = STR("cb({\"count\":9})");
	const struct doc *done = run_well(&job, &after);
	assert_moods(done, "1:鼓掌=7 3:开心=1235 ");
	assert_field(done, DOC_REACTION_MINE, "3");
	assert_vars(done,
	            "host=http://mood.rongwan.example:81 app=cyrRw sid=20160606031 "
	            "tid=6600031 ");

	job.bytes = STR("cb({\"status\":2,\"msg\":\"你已经表达过心情了\"})");
	assert_fails(&job, ERR_REFUSED, "before: 你已经表达过心情了");
	job.bytes = STR("cb({\"status\":2,\"msg\":\"请先登录后再表态！\"})");
	assert_fails(&job, ERR_REFUSED, "refused: 请先登录后再表态！");
	job.bytes = STR("");
	assert_fails(&job, ERR_FORMAT, "empty");
	job.bytes = STR("cb({\"cou");
	assert_fails(&job, ERR_FORMAT, "cb({");
}

static void a_missing_variable_is_named(void **state)
{
	(void)state;
	auto_buf block = BUF_INIT(1 << 20);
	struct error err = { 0 };
	struct reaction_request r = { 0 };
	const struct doc *doc = detect(NULL, &shipped, CHANGYAN_PAGE, &block);
	assert_int_equal(reaction_cast_request(changyan(), doc, STR("3"), &r, &err),
	                 ERR_FORMAT);
	assert_non_null(strstr(err.text, "no mood \"3\""));
	doc = (buf_clear(&block),
	       detect(NULL, &shipped,
	              "<div role=cylabs data-use=emoji></div><script "
	              "src='/changyan.labs.js?appid=x'></script>",
	              &block));
	assert_int_equal(reaction_load_request(changyan(), doc, &r, &err), ERR_FORMAT);
	assert_non_null(strstr(err.text, "{sid}"));
	assert_null(r.url.at);
}

/* --- which recipe --- */

static void a_site_names_its_reaction(void **state)
{
	(void)state;
	auto_buf block = BUF_INIT(1 << 20);
	struct recipe *site = parse("[site]\nname = x\nreaction = changyan-emoji\n");
	struct recipe *own =
	        parse("[reaction]\nname = own\n[moods]\ntokens = a,b\nlabels = 甲,乙\n"
	              "[load]\nsplit = ,\n[vote]\nurl = /v\n");
	const char *both = PHPCMS_PAGE CHANGYAN_PAGE;
	const struct doc *doc = detect(site, &shipped, both, &block);
	assert_field(doc, DOC_REACTION_PROTOCOL, "changyan-emoji");
	doc = (buf_clear(&block), detect(site, &shipped, PHPCMS_PAGE, &block));
	assert_field(doc, DOC_REACTION_PROTOCOL, "phpcms-mood");
	doc = (buf_clear(&block), detect(own, &shipped, both, &block));
	assert_field(doc, DOC_REACTION_PROTOCOL, "own");
	assert_moods(doc, "a:甲=-1 b:乙=-1 ");
	assert_true(reaction_may_detect(NULL, phpcms()));
	assert_true(reaction_may_detect(site, changyan()));
	assert_false(reaction_may_detect(NULL, own));
	assert_false(reaction_may_detect(NULL, site));
	recipe_free(site);
	recipe_free(own);
}

static void moods_may_stand_in_the_page(void **state)
{
	(void)state;
	auto_buf block = BUF_INIT(1 << 20);
	struct recipe *site =
	        parse("[reaction]\nname = inline\nquestion = 您的心情\ndetect = "
	              "//ul[@id='m']\n[load]\n"
	              "items = //ul[@id='m']/li\ncount = i\ntoken = @id\nlabel = b\n"
	              "[vote]\nurl = /v?{mood}\n");
	const struct doc *doc =
	        detect(site, NULL,
	               "<ul id=m><li id=a><b>甲</b><i>3人</i><li id=b><b>乙</b>"
	               "<li><b>无号</b><li id=a><b>重号</b></ul>",
	               &block);
	assert_field(doc, DOC_REACTION_PROTOCOL, "inline");
	assert_field(doc, DOC_REACTION_QUESTION, "您的心情");
	assert_moods(doc, "a:甲=3 b:乙=-1 ");
	assert_false(reaction_needs_load(site));
	doc = (buf_clear(&block), detect(site, NULL, "<p>x", &block));
	assert_field(doc, DOC_REACTION_PROTOCOL, "");
	recipe_free(site);
}

/* --- what a page can and can't do to a request --- */

#define HOSTILE_TEMPLATE                                                              \
	"[reaction]\nname = x\n[moods]\ntokens = 1\n[load]\nkind = text\nsplit = ,\n" \
	"[session]\nreferer = no\n[vars]\nhost = regex:host=(.*)\nv = "               \
	"regex:v=(.*)\nc = /a?b\n"                                                    \
	"[vote]\nurl = /v\n"

static enum err fill(const char *load, const char *host, const char *v,
                     struct reaction_request *r)
{
	auto_free char *ini = mem_printf("%s[load]\n%s\n", HOSTILE_TEMPLATE, load);
	auto_buf block = BUF_INIT(1 << 20);
	struct recipe *recipe = parse(ini);
	struct doc_builder *b = doc_builder_new(DOC_ARTICLE, 1 << 20);
	doc_set(b, DOC_URL, STR(PAGE_URL));
	doc_set(b, DOC_CHARSET, STR("gb18030"));
	doc_add_var(b, STR("host"), str_of(host));
	doc_add_var(b, STR("v"), str_of(v));
	doc_add_var(b, STR("c"), STR("from-the-page"));
	doc_add_var(b, STR("rnd"), STR("from-the-page"));
	const struct doc *doc = finish(b, &block);
	enum err failed = reaction_load_request(recipe, doc, r, NULL);
	recipe_free(recipe);
	return failed;
}

static void assert_url(const char *template, const char *host, const char *v,
                       const char *expected)
{
	auto_free char *load = mem_printf("url = %s", template);
	struct reaction_request r = { 0 };
	if (fill(load, host, v, &r) != ERR_OK)
		fail_msg("refused: %s with %s, %s", template, host, v);
	assert_string_equal(buf_text(&r.url), expected);
	assert_false(r.send_referer);
	reaction_request_done(&r);
}

static void values_choose_no_other_place(void **state)
{
	(void)state;
	assert_url("/p?a={v}&b=1", "x", "1&b=2#f?g=/h",
	           "http://www.rongwan.example/p?a="
	           "1%26b%3D2%23f%3Fg%3D%2Fh&b=1");
	assert_url("/p/{v}/q", "x", "../../admin",
	           "http://www.rongwan.example/p/..%2F..%2Fadmin/q");
	assert_url("/{v}/q", "x", "/evil.example",
	           "http://www.rongwan.example/%2Fevil.example/q");
	assert_url("/x{+c}&d={c}", "x", "x",
	           "http://www.rongwan.example/x/a?b&d=%2Fa%3Fb");
	assert_url("{host}/q", "https://mood.example:81", "x",
	           "https://mood.example:81/q");
	assert_url("http://fixed.example/{host}", "http://e/", "x",
	           "http://fixed.example/http%3A%2F%2Fe%2F");
}

static void paths_are_names_between_slashes(void **state)
{
	(void)state;
	const char *host = "http://h.example";
	assert_url("{host}{/v}?x=1", host, "/mood/mood.asp",
	           "http://h.example/mood/mood.asp?x=1");
	assert_url("{host}{/v}q", host, "/dir/", "http://h.example/dir/q");
	assert_url("{host}{/v}q", host, "/%E5%BF%83/", "http://h.example/%E5%BF%83/q");
	assert_url("{host}{/v}?x=1", host, "//evil.example/x",
	           "http://h.example/evil.example/x?x=1");
	assert_url("{host}{/v}?x=1", host, "/a b?c=d&e#f",
	           "http://h.example/a%20b%3Fc%3Dd%26e%23f?x=1");
	assert_url("{host}{/v}?x=1", host, "@evil.example/",
	           "http://h.example/%40evil.example/?x=1");
	assert_url("{/v}q", host, "//evil.example/",
	           "http://www.rongwan.example/evil.example/q");
	assert_url("{/v}q", host, "http://evil.example/",
	           "http://www.rongwan.example/http%3A/evil.example/q");
	struct reaction_request r = { 0 };
	assert_int_equal(fill("url = {host}{/v}", host, "/a/../b", &r), ERR_FORMAT);
	assert_int_equal(fill("url = {host}{/v}", host, "/a/%2e%2e/b", &r), ERR_FORMAT);
}

static void a_name_may_have_another_behind_it(void **state)
{
	(void)state;
	assert_url("/p?a={v|c}", "x", "", "http://www.rongwan.example/p?a=%2Fa%3Fb");
	assert_url("/p?a={v|c}", "x", "1", "http://www.rongwan.example/p?a=1");
	assert_url("/p?a={v|}&b", "x", "", "http://www.rongwan.example/p?a=&b");
	assert_url("/p?a={v|path}", "x", "",
	           "http://www.rongwan.example/p?a=%2F2016%2F0606%2F31.html");
	struct reaction_request r = { 0 };
	assert_int_equal(fill("url = /p?a={v}", "x", "", &r), ERR_FORMAT);
}

/* Pages that want to have more asked for than a widget asks. */
static const struct {
	const char *html, *protocol;
	const char *url; /* of the load; NULL: there is no such request */
} hostile[] = {
	{ "<iframe src='//evil.example/?/e/extend/mood/?classid=1&id=2'></iframe>",
	  "empire-mood", NULL },
	{ "<iframe src='/a/../../e/extend/mood/?classid=1&id=2&id=/../x'></iframe>",
	  "empire-mood", "http://www.rongwan.example/e/extend/mood/?classid=1&id=2" },
	{ "<iframe src='/e/extend/mood/?classid=1x&id=%0d%0aX'></iframe>",
	  "empire-mood", NULL },
	{ "<script>u='javascript:mood.asp?action=show&id=1&classid=2&typee='</script>",
	  "mood-text", NULL },
	{ "<script>u='http://u:p@h.example/x y/mood.asp?action=show&id=1&classid=2&typee='"
	  "</script>",
	  "mood-text", NULL },
	{ "<script src='/apps/mood/js/mood.js'></script><script>APP_URL="
	  "'http://h.example/?a=b&c=';contentid='7&voteid=1'</script>",
	  "cmstop-mood",
	  "http://h.example/?app=mood&controller=index&action=vote&contentid=7&"
	  "jsoncallback=baolan_reply" },
	{ "<script>Waline.init({ serverURL: 'http://h.example/api?x=', reaction: true, "
	  "path: '/p\"}&type=time#' })</script>",
	  "waline",
	  "http://h.example/api/article?path=%2Fp&type=reaction0,reaction1,reaction2,"
	  "reaction3,reaction4,reaction5&lang=zh-CN" },
	{ "<script>Artalk.init({ pageKey: '/p&site_name=x#', server: 'http://h.example',"
	  " site: '&a=b#' })</script>",
	  "artalk",
	  "http://h.example/api/v2/comments?page_key=%2Fp%26site_name%3Dx%23&site_name="
	  "%26a%3Db%23&limit=1" },
	{ "<p onclick=\"postDigg('goodpost', 7)\">", "dedecms-digg",
	  "http://www.rongwan.example/plus/digg_ajax.php?id=7" },
};

static void hostile_pages_choose_values_at_most(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(hostile); i++) {
		auto_buf block = BUF_INIT(1 << 20);
		struct reaction_request r = { 0 };
		const struct doc *doc = detect(NULL, &shipped, hostile[i].html, &block);
		assert_field(doc, DOC_REACTION_PROTOCOL, hostile[i].protocol);
		const struct recipe *recipe =
		        recipes_reaction(&shipped, str_of(hostile[i].protocol));
		enum err failed = reaction_load_request(recipe, doc, &r, NULL);
		if (!failed && !hostile[i].url)
			fail_msg("%s asks for %s", hostile[i].html, buf_text(&r.url));
		if (hostile[i].url)
			assert_string_equal(failed ? "" : buf_text(&r.url),
			                    hostile[i].url);
		reaction_request_done(&r);
	}
}

static void origins_are_nothing_more(void **state)
{
	(void)state;
	static const char *const bad[] = {
		"http://a.example/path",
		"http://user@a.example",
		"http://a.example?x",
		"http://a.example#x",
		"//a.example",
		"a.example",
		"javascript:alert(1)",
		"file:///etc",
		"http://",
		"http://a.example\\b",
		"http:/a.example",
		"http://a b.example",
		"ftp://a.example",
		"http://u:p@a.example:80",
	};
	for (size_t i = 0; i < ARRAY_SIZE(bad); i++) {
		struct reaction_request r = { 0 };
		if (fill("url = {host}/q", bad[i], "x", &r) == ERR_OK)
			fail_msg("\"%s\" became %s", bad[i], buf_text(&r.url));
	}
}

static void dots_are_no_names(void **state)
{
	(void)state;
	struct reaction_request r = { 0 };
	assert_int_equal(fill("url = /p/{v}/q", "x", "..", &r), ERR_FORMAT);
	assert_int_equal(fill("url = /p/{v}/q", "x", ".", &r), ERR_FORMAT);
	assert_null(r.url.at);
}

static void bodies_are_escaped_for_their_kind(void **state)
{
	(void)state;
	struct reaction_request r = { 0 };
	assert_int_equal(fill("method = POST\nurl = /p\nbody = a={v}&b=2", "x",
	                      "1&b=心", &r),
	                 ERR_OK);
	assert_string_equal(buf_text(&r.body), "a=1%26b%3D%E5%BF%83&b=2");
	assert_string_equal(r.method, "POST");
	assert_string_equal(r.content_type, "application/x-www-form-urlencoded");
	reaction_request_done(&r);
	assert_int_equal(fill("url = /p\ntype = json\nbody = {\"p\":\"{v}\",\"q\":{}}",
	                      "x", "a\"},\\{\"心", &r),
	                 ERR_OK);
	assert_string_equal(buf_text(&r.body),
	                    "{\"p\":\"a\\\"},\\\\{\\\"心\",\"q\":{}}");
	assert_string_equal(r.content_type, "application/json");
	reaction_request_done(&r);
}

static void a_page_charset_reaches_the_wire(void **state)
{
	(void)state;
	struct reaction_request r = { 0 };
	assert_int_equal(fill("url = /p?t={v}\n[session]\ncharset = page", "x", "心",
	                      &r),
	                 ERR_OK);
	assert_string_equal(buf_text(&r.url), "http://www.rongwan.example/p?t=%D0%C4");
	reaction_request_done(&r);
}

/* --- the other kinds of reply --- */

static void assert_outcome(const char *ini, int cast, struct str bytes,
                           const char *moods, const char *refusal)
{
	struct recipe *recipe = parse(ini);
	auto_buf block = BUF_INIT(1 << 20);
	auto_buf answer = BUF_INIT(1 << 20);
	struct reaction_job job = { .recipe = recipe,
		                    .cast = cast,
		                    .mood = STR("2"),
		                    .status = 200,
		                    .bytes = bytes,
		                    .before = with_moods("1,2,3", &block) };
	if (moods)
		assert_moods(run_well(&job, &answer), moods);
	else
		assert_fails(&job, cast ? ERR_REFUSED : ERR_FORMAT, refusal);
	recipe_free(recipe);
}

/* "typee": a list of numbers, or a code. */
static void text_lists(void **state)
{
	(void)state;
	const char *ini =
	        "[reaction]\nname = t\n[moods]\ntokens = 1,2,3\nlabels = 甲,乙,丙\n"
	        "[load]\nurl = /l\nkind = text\nsplit = ,\n"
	        "[vote]\nurl = /v?typee=mood{mood}\nkind = text\n"
	        "ok = body:^\\d+(,\\d+)+$\nalready = ^0$\ncounts = reply\n"
	        "errors = error:信息不存在,0:请不要重复投票\n";
	assert_outcome(ini, 0, STR("3,0,12\r\n"), "1:甲=3 2:乙=0 3:丙=12 ", NULL);
	assert_outcome(ini, 0, STR("3,0"), NULL, "no moods");
	assert_outcome(ini, 0, STR("3,0,1,1"), NULL, "no moods");
	assert_outcome(ini, 0, STR("3,x,1"), NULL, "no moods");
	assert_outcome(ini, 1, STR("0,0,1"), "1:甲=0 2:乙=0 3:丙=1 ", NULL);
	assert_outcome(ini, 1, STR("0"), NULL, "before: 请不要重复投票");
	assert_outcome(ini, 1, STR(" error\n"), NULL, "refused: 信息不存在");
	const char *hashes =
	        "[reaction]\nname = t\n[moods]\ntokens = 1,2,3\n[load]\nurl = /l\n"
	        "kind = text\nsplit = :\nsubsplit = #\n[vote]\nurl = /v\n";
	assert_outcome(hashes, 0, STR("3#12:0#1:5#9"), "1:1=3 2:2=0 3:3=5 ", NULL);
}

/* CmsTop and Waline: counts at paths in JSON. */
static void json_counts(void **state)
{
	(void)state;
	const char *cmstop =
	        "[reaction]\nname = c\n[moods]\ntokens = 1,2,3\nlabels = 甲,乙,丙\n"
	        "[load]\nurl = /l\nkind = jsonp\npath = data.m{mood}.number\n"
	        "[vote]\nurl = /v\nkind = jsonp\nok = json:total>0\ncounts = reply\n";
	struct str reply = STR(
	        "cb({\"total\":7,\"data\":{\"m1\":{\"number\":5},\"m2\":{\"number\":"
	        "\"1.2万\"}}})");
	assert_outcome(cmstop, 0, reply, "1:甲=5 2:乙=12000 ", NULL);
	assert_outcome(cmstop, 1, reply, "1:甲=5 2:乙=12000 ", NULL);
	assert_outcome(cmstop, 0, STR("cb({\"total\":0,\"data\":[]})"), NULL,
	               "no moods");
	const char *waline =
	        "[reaction]\nname = w\n[moods]\ntokens = 1,2,3\n"
	        "[load]\nurl = /l\nkind = json\npath = data[0].reaction{i0}\n"
	        "[vote]\nurl = /v\nkind = json\nok = json:errno=0\ncounts = reload\n"
	        "message = json:errmsg\n";
	assert_outcome(
	        waline, 0,
	        STR("{\"errno\":0,\"data\":[{\"reaction0\":2,\"reaction2\":1}]}"),
	        "1:1=2 3:3=1 ", NULL);
	assert_outcome(waline, 1, STR("{\"errno\":0,\"errmsg\":\"\",\"data\":[]}"),
	               "1:1=3 2:2=4 3:3=5 ", NULL);
	assert_outcome(waline, 1, STR("{\"errno\":403,\"errmsg\":\"Forbidden\"}"), NULL,
	               "refused: Forbidden");
}

static void an_error_message_may_be_an_object(void **state)
{
	(void)state;
	struct recipe *recipe = parse(
	        "[reaction]\nname = w\n[moods]\ntokens = 1,2\n[load]\nurl = /l\nkind = "
	        "json\n"
	        "path = d.m{mood}\n[vote]\nurl = /v\nkind = json\nok = json:errno=0\n"
	        "message = json:errmsg\n");
	auto_buf block = BUF_INIT(1 << 20);
	struct reaction_job job = { .recipe = recipe,
		                    .cast = true,
		                    .mood = STR("2"),
		                    .status = 200,
		                    .before = with_moods("1,2", &block) };
	job.bytes = STR("{\"errno\":1001,\"errmsg\":{\"action\":\"x\"}}");
	assert_fails(&job, ERR_FORMAT, "neither");
	recipe_free(recipe);
}

/* EmpireCMS: a redirect is success, an alert() a refusal. */
static void redirects(void **state)
{
	(void)state;
	const char *ini =
	        "[reaction]\nname = e\n[load]\nurl = /l\nkind = html\n"
	        "items = //table[.//input[@name='changemood']][not(.//table)]\n"
	        "count = .//td[@height='100']\nlabel = .//td[@height='20']\n"
	        "token = .//input/@value\n"
	        "[vote]\nmethod = POST\nurl = /v\nbody = changemood={mood}\nok = "
	        "redirect\n"
	        "counts = reload\nalready = 已经表过态\n"
	        "message = regex:alert\\('(.*?)'\\)\n";
	assert_outcome(ini, 0,
	               STR("<table><form><tr><td><table><tr><td height=100>3<tr><td "
	                   "height=20>乙<tr>"
	                   "<td><input name=changemood "
	                   "value=2></table></td></tr></form></table>"),
	               "2:乙=3 ", NULL);
	assert_outcome(ini, 1,
	               STR("<script>alert('您已经表过态了！');history.go(-1)</script>"),
	               NULL, "before: 您已经表过态了！");
	assert_outcome(ini, 1,
	               STR("<script>alert('此信息不存在');history.go(-1)</script>"),
	               NULL, "refused: 此信息不存在");
	struct recipe *recipe = parse(ini);
	auto_buf block = BUF_INIT(1 << 20);
	auto_buf answer = BUF_INIT(1 << 20);
	struct reaction_job job = { .recipe = recipe,
		                    .cast = true,
		                    .mood = STR("2"),
		                    .status = 302,
		                    .location = STR("index.php?classid=3"),
		                    .bytes = STR(""),
		                    .before = with_moods("1,2", &block) };
	assert_moods(run_well(&job, &answer), "1:1=3 2:2=4 ");
	assert_int_equal(reaction_counts_after(recipe), COUNTS_RELOAD);
	job.location = STR_NONE;
	assert_fails(&job, ERR_HTTP, "302");
	recipe_free(recipe);
}

static void guards(void **state)
{
	(void)state;
	struct recipe *recipe = parse("[guard]\nwindow = 86400\n");
	assert_int_equal(reaction_guard_seconds(recipe), 86400);
	assert_int_equal(reaction_guard_seconds(phpcms()), -1);
	recipe_free(recipe);
}

static void damaged_jobs_are_refused(void **state)
{
	(void)state;
	auto_buf block = BUF_INIT(1 << 20);
	auto_buf input = BUF_INIT(1 << 20);
	auto_buf output = BUF_INIT(1 << 20);
	struct reaction_job job = { .recipe = phpcms(),
		                    .status = 200,
		                    .bytes = STR("x"),
		                    .before = with_moods("1,2", &block) };
	reaction_input(&job, &input);
	for (size_t len = 0; len < input.len; len += 7)
		assert_int_not_equal(reaction_run(str_head(buf_str(&input), len),
		                                  &output, NULL),
		                     ERR_OK);
	input.at[input.len - 200] ^= 0x55;
	assert_int_not_equal(reaction_run(buf_str(&input), &output, NULL), ERR_OK);
	assert_int_equal(output.len, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(phpcms_is_detected),
		cmocka_unit_test(phpcms_load),
		cmocka_unit_test(phpcms_load_in_gbk),
		cmocka_unit_test(phpcms_cast),
		cmocka_unit_test(phpcms_refusals),
		cmocka_unit_test(phpcms_bad_loads),
		cmocka_unit_test(changyan_is_loaded_and_cast),
		cmocka_unit_test(a_missing_variable_is_named),
		cmocka_unit_test(a_site_names_its_reaction),
		cmocka_unit_test(moods_may_stand_in_the_page),
		cmocka_unit_test(values_choose_no_other_place),
		cmocka_unit_test(paths_are_names_between_slashes),
		cmocka_unit_test(a_name_may_have_another_behind_it),
		cmocka_unit_test(hostile_pages_choose_values_at_most),
		cmocka_unit_test(origins_are_nothing_more),
		cmocka_unit_test(dots_are_no_names),
		cmocka_unit_test(bodies_are_escaped_for_their_kind),
		cmocka_unit_test(a_page_charset_reaches_the_wire),
		cmocka_unit_test(text_lists),
		cmocka_unit_test(json_counts),
		cmocka_unit_test(an_error_message_may_be_an_object),
		cmocka_unit_test(redirects),
		cmocka_unit_test(guards),
		cmocka_unit_test(damaged_jobs_are_refused),
	};
	return cmocka_run_group_tests(tests, load_shipped, drop_shipped);
}
