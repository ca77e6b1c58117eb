/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every reaction protocol against the sample paper, in UTF-8 and in GBK: what the
 * page offers, one cast, a second one, every refusal; and what only looks like a
 * widget. */
#include "sync-harness.h"

#define MAYBE "may have been counted"
#define AGAIN "reacted to this story before"
#define LOGIN "logged in there"
#define STORY 5

struct refused {
	const char *name; /* of the paper's refusal */
	enum err code;
	const char *words, *own; /* baolan's, and the site's */
};

#define MAX_REFUSED 7

static const struct protocol {
	const char *widget;   /* the paper's name for it */
	const char *protocol; /* the recipe's */
	const char *cast;     /* words of the log that only its casts have */
	uint32_t moods;
	uint32_t pick; /* the mood cast */
	const char *token, *label;
	const char *again; /* what a second cast gets; NULL: it is counted */
	const char *again_own;
	const char *switches; /* of the paper, for casts that are to succeed */
	struct refused refused[MAX_REFUSED];
} protocols[] = {
	/* clang-format off */
	{ "empire-mood", "empire-mood", "/domood.php", 8, 1, "2", "感动",
	  AGAIN, "您已经表过态了", "",
	  { { "bad", ERR_REFUSED, "refused", "您来自的链接不存在" },
	    { "gone", ERR_REFUSED, "refused", "此信息不存在" } } },
	{ "empire-digg", "empire-digg", "/e/public/digg/?", 2, 1, "0", "踩",
	  AGAIN, "您已提交过", "",
	  { { "login", ERR_REFUSED, LOGIN, "您还没登录" },
	    { "bad", ERR_REFUSED, "refused", "您来自的链接不存在" } } },
	{ "mood-text", "mood-text", "action=mood", 8, 2, "mood3", "支持",
	  AGAIN, "请不要重复投票", "",
	  { { "gone", ERR_REFUSED, "refused", "信息不存在" } } },
	{ "mood-php", "mood-text", "action=mood", 8, 2, "mood3", "支持",
	  AGAIN, "请不要重复投票", "",
	  { { "gone", ERR_REFUSED, "refused", "信息不存在" } } },
	{ "mood-aspx", "mood-aspx", "action=add", 8, 7, "8", "不解",
	  AGAIN, "请不要重复投票", "",
	  { { "gone", ERR_REFUSED, "refused", "信息不存在" } } },
	{ "cmstop-mood", "cmstop-mood", "&voteid=", 4, 3, "9", "不解", NULL, NULL, "",
	  { { "zero", ERR_FORMAT, MAYBE, "neither" } } },
	{ "cmstop-list", "cmstop-mood", "&voteid=", 8, 1, "2", "高兴", NULL, NULL, "",
	  { { NULL, ERR_OK, NULL, NULL } } },
	{ "cmstop-digg", "cmstop-digg", "&flag=", 2, 0, "1", "顶", AGAIN, "", "",
	  { { NULL, ERR_OK, NULL, NULL } } },
	{ "kesion-mood", "kesion-mood", "action=hits", 5, 0, "0", "精彩",
	  AGAIN, "您已表态过了", "",
	  { { "login", ERR_REFUSED, LOGIN, "请先登录" },
	    { "lock", ERR_REFUSED, "takes no more", "心情指数已关闭" },
	    { "early", ERR_REFUSED, "refused", "未到表态时间" },
	    { "late", ERR_REFUSED, "takes no more", "表态时间已过" },
	    { "group", ERR_REFUSED, "refused", "没有权限" },
	    { "gone", ERR_REFUSED, "refused", "找不到信息" } } },
	{ "mood-pairs", "mood-pairs", "act=up", 8, 3, "4", "开心",
	  AGAIN, "您已赞或踩过", "",
	  { { NULL, ERR_OK, NULL, NULL } } },
	{ "jeecms-score", "jeecms-score", "/content_score.jspx", 4, 3, "9", "开心",
	  NULL, NULL, "",
	  { { "gone", ERR_FORMAT, MAYBE, "neither" } } },
	{ "jeecms-updown", "jeecms-updown", "/content_up.jspx", 2, 0, "up", "顶",
	  NULL, NULL, "",
	  { { "gone", ERR_REFUSED, AGAIN, "" } } },
	{ "discuz-click", "discuz-click", "&op=add&", 4, 2, "4", "搞笑",
	  AGAIN, "您已表过态", "member",
	  { { "login", ERR_REFUSED, LOGIN, "您需要先登录才能继续本操作" },
	    { "own", ERR_REFUSED, "refused", "您不能给自己表态" },
	    { "group", ERR_REFUSED, "refused", "您目前没有权限" },
	    { "gone", ERR_REFUSED, "refused", "要表态的对象不存在" },
	    { "bad", ERR_REFUSED, "refused", "尚未进行正常的表态操作" } } },
	{ "waline", "waline", "POST http", 6, 1, "reaction1", "有帮助", NULL, NULL, "",
	  { { "words", ERR_FORMAT, MAYBE, "neither" },
	    { "forbidden", ERR_REFUSED, "refused", "Forbidden" },
	    { "gone", ERR_REFUSED, "refused", "url not found" } } },
	{ "artalk", "artalk", "POST http", 2, 0, "up", "赞",
	  "took your earlier choice back", "", "",
	  { { "captcha", ERR_REFUSED, "refused", "需要验证码" },
	    { "gone", ERR_REFUSED, "refused", "页面不存在" } } },
	{ "dedecms-digg", "dedecms-digg", "?action=good", 2, 0, "good", "顶",
	  NULL, NULL, "",
	  { { "gone", ERR_FORMAT, MAYBE, "empty" } } },
	{ "halo", "halo", "/trackers/upvote", 1, 0, "upvote", "赞", NULL, NULL, "",
	  { { "forbidden", ERR_HTTP, MAYBE, "403" } } },
	{ "wordpress-like", "wordpress-like", "admin-ajax.php", 1, 0, "ding", "喜欢",
	  NULL, NULL, "",
	  { { "unknown", ERR_REFUSED, "refused", "没有这个功能" } } },
	/* clang-format on */
};

static const char *const hosts[] = { "www", "gbk" };

/* --- what a document shows --- */

static const struct doc_mood *mood_at(const struct doc *doc, uint32_t i)
{
	uint32_t n;
	const struct doc_mood *moods = doc_moods(doc, &n);
	assert_in_range(i, 0, n - 1);
	return &moods[i];
}

/* As the paper counts before anybody casts. */
static int64_t count_at_first(uint32_t i)
{
	return (STORY + 5 * i) % 17;
}

static void expect_moods(const struct protocol *p, const struct doc *doc, int casts)
{
	uint32_t n;
	doc_moods(doc, &n);
	if (n != p->moods)
		fail_msg("%s: %u moods", p->widget, n);
	for (uint32_t i = 0; i < n; i++) {
		int64_t expected = count_at_first(i) + (i == p->pick ? casts : 0);
		if (mood_at(doc, i)->count != expected)
			fail_msg("%s: mood %u has %lld, not %lld", p->widget, i,
			         (long long)mood_at(doc, i)->count,
			         (long long)expected);
	}
	auto_free char *token = str_dup(doc_str(doc, mood_at(doc, p->pick)->token));
	auto_free char *label = str_dup(doc_str(doc, mood_at(doc, p->pick)->label));
	assert_string_equal(token, p->token);
	assert_string_equal(label, p->label);
}

static bool is_mine(const struct protocol *p, const struct doc *doc)
{
	return str_eq(doc_field(doc, DOC_REACTION_MINE), str_of(p->token));
}

/* --- the paper --- */

static char *page_of(const char *host, const char *widget)
{
	return mem_printf("http://%s.rongwan.example/w/%s/%d.html", host, widget,
	                  STORY);
}

static const struct doc *load_page(const char *host, const struct protocol *p,
                                   struct seen *seen)
{
	auto_free char *url = page_of(host, p->widget);
	seen_whole(seen, url, NULL);
	if (seen->why.code)
		fail_msg("%s on %s: %s", p->widget, host, seen->why.text);
	return seen_doc(seen);
}

static int casts_seen(const char *host, const struct protocol *p)
{
	auto_free char *site = mem_printf("%s.rongwan.example", host);
	return paper_requests_of(site, p->cast);
}

static void cast(const struct protocol *p, const struct doc *doc, struct seen *seen)
{
	seen_cast(seen, doc, str_of(p->token));
	seen_finish(seen);
}

/* --- cast, and cast again --- */

static void expect_first(const char *host, const struct protocol *p, int before)
{
	auto_seen page = { 0 }, sent = { 0 };
	const struct doc *doc = load_page(host, p, &page);
	auto_free char *protocol = str_dup(doc_field(doc, DOC_REACTION_PROTOCOL));
	assert_string_equal(protocol, p->protocol);
	expect_moods(p, doc, 0);
	assert_int_equal(casts_seen(host, p), before);
	cast(p, doc, &sent);
	if (sent.why.code)
		fail_msg("%s on %s: %s", p->widget, host, sent.why.text);
	assert_int_equal(casts_seen(host, p), before + 1);
	assert_int_equal(paper_control(""), 1);
	assert_true(is_mine(p, seen_doc(&sent)));
	expect_moods(p, seen_doc(&sent), 1);
}

/* Without a memory of its own, so that it is the site that has to answer. */
static void expect_second(const char *host, const struct protocol *p, int before)
{
	auto_seen page = { 0 }, sent = { 0 };
	harness_forget();
	const struct doc *doc = load_page(host, p, &page);
	assert_false(is_mine(p, doc));
	expect_moods(p, doc, 1);
	cast(p, doc, &sent);
	assert_int_equal(casts_seen(host, p), before + 1);
	if (!p->again) {
		expect_done(&sent);
		expect_moods(p, seen_doc(&sent), 2);
		return;
	}
	expect_why(&sent, ERR_REFUSED, p->again);
	expect_why(&sent, ERR_REFUSED, p->again_own);
	assert_int_equal(sent.n_docs, 0);
}

static void begin(const char *query)
{
	harness_renew(NULL, NULL);
	paper_control("reset");
	paper_control(query);
}

static void test_casts(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(protocols); i++) {
		for (size_t host = 0; host < ARRAY_SIZE(hosts); host++) {
			const struct protocol *p = &protocols[i];
			begin(p->switches);
			int before = casts_seen(hosts[host], p);
			expect_first(hosts[host], p, before);
			expect_second(hosts[host], p, before + 1);
		}
	}
}

/* --- refusals --- */

static void expect_refusal(const char *host, const struct protocol *p,
                           const struct refused *refused)
{
	auto_seen page = { 0 }, sent = { 0 }, later = { 0 };
	auto_free char *query = mem_printf("refuse=%s", refused->name);
	begin(query);
	int before = casts_seen(host, p);
	cast(p, load_page(host, p, &page), &sent);
	expect_why(&sent, refused->code, refused->words);
	expect_why(&sent, refused->code, refused->own);
	assert_int_equal(casts_seen(host, p), before + 1);
	assert_int_equal(paper_control(""), 0);
	const struct doc *doc = load_page(host, p, &later);
	assert_false(is_mine(p, doc));
	expect_moods(p, doc, 0);
}

static void test_refusals(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(protocols); i++)
		for (size_t host = 0; host < ARRAY_SIZE(hosts); host++)
			for (size_t k = 0;
			     k < MAX_REFUSED && protocols[i].refused[k].name; k++)
				expect_refusal(hosts[host], &protocols[i],
				               &protocols[i].refused[k]);
}

/* --- answers that are none --- */

static const struct fault {
	const char *name;
	int counted;      /* by the site, in truth */
	const char *fits; /* the protocols that have this for a yes */
} faults[] = {
	{ "html", 0, NULL },
	{ "error", 0, NULL },
	{ "lost", 0, NULL },
	{ "drop", 1, NULL },
	{ "empty", 1, "halo empire-mood" },
	{ "redirect", 1, "empire-mood" },
};

static void expect_unclear(const struct protocol *p, const struct fault *fault)
{
	auto_seen page = { 0 }, sent = { 0 };
	auto_free char *query =
	        mem_printf("mood-fault=%s&%s", fault->name, p->switches);
	begin(query);
	int before = casts_seen("www", p);
	cast(p, load_page("www", p, &page), &sent);
	if (!sent.why.code || !strstr(sent.why.text, MAYBE))
		fail_msg("%s with %s: \"%s\"", p->widget, fault->name, sent.why.text);
	assert_int_equal(sent.n_docs, 0);
	assert_int_equal(casts_seen("www", p), before + 1);
	assert_int_equal(paper_control(""), fault->counted);
}

static void test_what_is_no_answer(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(protocols); i++)
		for (size_t k = 0; k < ARRAY_SIZE(faults); k++)
			if (!faults[k].fits ||
			    !strstr(faults[k].fits, protocols[i].widget))
				expect_unclear(&protocols[i], &faults[k]);
	paper_control("reset");
}

/* --- taking it back --- */

static const char *const undoable[] = { "waline", "artalk" };

static const struct protocol *protocol_of(const char *widget)
{
	for (size_t i = 0; i < ARRAY_SIZE(protocols); i++)
		if (strcmp(protocols[i].widget, widget) == 0)
			return &protocols[i];
	fail_msg("no row %s", widget);
	return NULL;
}

static void undo(const struct doc *doc, struct seen *seen)
{
	seen_undo(seen, doc);
	seen_finish(seen);
}

static void expect_undone(const struct protocol *p)
{
	auto_seen page = { 0 }, sent = { 0 }, back = { 0 }, later = { 0 };
	begin("");
	cast(p, load_page("www", p, &page), &sent);
	expect_done(&sent);
	assert_true(undo_is_possible(h.sync, seen_doc(&sent)));
	int before = casts_seen("www", p);
	undo(seen_doc(&sent), &back);
	expect_done(&back);
	assert_int_equal(casts_seen("www", p), before + 1);
	expect_moods(p, seen_doc(&back), 0);
	assert_false(is_mine(p, seen_doc(&back)));
	const struct doc *doc = load_page("www", p, &later);
	assert_false(is_mine(p, doc));
	expect_moods(p, doc, 0);
}

static void test_undo(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(undoable); i++)
		expect_undone(protocol_of(undoable[i]));
}

static void test_no_undo(void **state)
{
	(void)state;
	auto_seen page = { 0 }, sent = { 0 }, back = { 0 };
	const struct protocol *p = protocol_of("empire-mood");
	begin("");
	cast(p, load_page("www", p, &page), &sent);
	expect_done(&sent);
	int before = paper_requests("http://");
	assert_false(undo_is_possible(h.sync, seen_doc(&sent)));
	undo(seen_doc(&sent), &back);
	expect_why(&back, ERR_REFUSED, "no way to take a choice back");
	assert_int_equal(paper_requests("/domood.php"),
	                 casts_seen("www", p) + casts_seen("gbk", p));
	assert_true(paper_requests("http://") <= before + 1); /* at most the visit */
}

/* --- what looks like a widget --- */

static void test_what_is_none(void **state)
{
	(void)state;
	static const char *const none[] = { "none-member", "none-comment", "none-poll",
		                            "none-talk" };
	for (size_t i = 0; i < ARRAY_SIZE(none); i++) {
		auto_seen page = { 0 };
		auto_free char *url = page_of("www", none[i]);
		seen_whole(&page, url, NULL);
		expect_done(&page);
		struct str found = doc_field(seen_doc(&page), DOC_REACTION_PROTOCOL);
		if (found.len)
			fail_msg("%s is taken for %.*s", none[i], STR_ARG(found));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_casts),
		cmocka_unit_test(test_refusals),
		cmocka_unit_test(test_what_is_no_answer),
		cmocka_unit_test(test_undo),
		cmocka_unit_test(test_no_undo),
		cmocka_unit_test(test_what_is_none),
	};
	if (!harness_start())
		return 1;
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	harness_stop();
	return failed;
}
