/* SPDX-License-Identifier: GPL-3.0-or-later */
/* widget-tables.c - one row a widget, a request, a refusal.  A new make is rows
 * here and, where its answer has a form of its own, a function in
 * widget-replies.c. */
#include "baolan/base/mem.h"
#include "widget.h"

static const char *const EIGHT[] = { "1", "2", "3", "4", "5", "6", "7", "8", NULL };
static const char *const FROM_0[] = { "0", "1", "2", "3", "4", NULL };
static const char *const MOOD_EIGHT[] = { "mood1", "mood2", "mood3", "mood4", "mood5",
	                                  "mood6", "mood7", "mood8", NULL };
static const char *const GAPS[] = { "1", "3", "4", "9", NULL };
static const char *const TOP_DOWN[] = { "1", "0", NULL };
static const char *const UP_DOWN[] = { "up", "down", NULL };
static const char *const GOOD_BAD[] = { "good", "bad", NULL };
static const char *const REACTIONS[] = { "reaction0", "reaction1", "reaction2",
	                                 "reaction3", "reaction4", "reaction5",
	                                 NULL };
static const char *const UPVOTE[] = { "upvote", NULL };
static const char *const DING[] = { "ding", NULL };

static const char *const NAMES[] = { "精彩", "感动", "搞笑", "开心", "愤怒",
	                             "无聊", "难过", "同情", NULL };
static const char *const SUPPORT[] = { "顶", "踩", NULL };

/* clang-format off */
static const struct widget WIDGETS[] = {
	{ "empire-mood", EIGHT, NAMES, GUARD_COOKIE, true, false,
	  "<iframe id=\"mood_frame\" src=\"/e/extend/mood/?classid=$(cid)&amp;id=$(id)\">"
	  "</iframe>", "" },
	{ "empire-digg", TOP_DOWN, SUPPORT, GUARD_COOKIE, false, false,
	  "<b id=\"diggnum\"></b>$(faces)",
	  "<a href=\"JavaScript:makeRequest('/e/public/digg/?classid=$(cid)&id=$(id)"
	  "&dotop=$(token)&doajax=1&ajaxarea=diggnum','EchoReturnedText','GET','');\">"
	  "$(label)</a>" },
	{ "mood-text", MOOD_EIGHT, NAMES, GUARD_COOKIE, false, false,
	  "<div id=mood></div><script>var u = \"/mood/mood.asp?action=show&id=$(id)&"
	  "classid=$(cid)&m=\";function v(n){get(\"/mood/mood.asp?action=mood&typee=\"+n)}"
	  "</script>", "" },
	{ "mood-php", MOOD_EIGHT, NAMES, GUARD_COOKIE, false, false,
	  "<div id=mood></div><script>var u = \"http://$(host)/x/mood.php?action=show&id=$(id)&"
	  "classid=$(cid)&m=\";function v(n){get(\"/x/mood.php?action=mood&typee=\"+n)}"
	  "</script>", "" },
	{ "mood-aspx", EIGHT, NAMES, GUARD_COOKIE, false, false,
	  "<script>var u = \"/e/aspx/mood.aspx?action=show&siteid=1&thetable=article&"
	  "detailid=$(id)&m=\";</script>", "" },
	{ "cmstop-mood", GAPS, NAMES, GUARD_NONE, false, false,
	  "<script>var APP_URL = 'http://$(host)/app/'; var contentid = '$(id)';</script>"
	  "<script src=\"/img/apps/mood/js/mood.js\"></script>", "" },
	{ "cmstop-list", EIGHT, NAMES, GUARD_NONE, false, false,
	  "<script>var APP_URL = 'http://$(host)/app2/'; var contentid = '$(id)';</script>"
	  "<script src=\"/img/apps/mood/js/mood.js\"></script>", "" },
	{ "cmstop-digg", TOP_DOWN, SUPPORT, GUARD_COOKIE, false, false,
	  "<script>var APP_URL = 'http://$(host)/app/'; var contentid = '$(id)';</script>"
	  "<script src=\"/img/apps/digg/js/digg.js\"></script>", "" },
	{ "kesion-mood", FROM_0, NAMES, GUARD_COOKIE, false, false,
	  "<script src=\"/plus/mood.asp?id=2&c_id=$(id)&M_id=$(cid)\"></script>", "" },
	{ "mood-pairs", EIGHT, NAMES, GUARD_COOKIE, false, false,
	  "<div id=\"mood\">$(faces)</div><script src=\"/plug/mood.js\"></script>"
	  "<script>var cid = \"$(id)\";</script>",
	  "<a href=\"#\" config=\"$(token)\">$(label)</a> " },
	{ "jeecms-score", GAPS, NAMES, GUARD_NONE, false, false,
	  "<script>var contentId = $(id);</script><ul>$(faces)</ul>",
	  "<li><a onclick=\"score($(token))\">$(label)</a><span "
	  "id=\"score-item-$(token)\"></span></li>" },
	{ "jeecms-updown", UP_DOWN, SUPPORT, GUARD_NONE, false, false,
	  "$(faces)", "<a onclick=\"vote('/content_$(token).jspx','$(id)')\">$(label)</a>" },
	{ "discuz-click", GAPS, NAMES, GUARD_COOKIE, false, true,
	  "<div id=\"click_div\"><table class=\"atd\"><tr>$(faces)</tr></table></div>",
	  "<td><a href=\"home.php?mod=spacecp&amp;ac=click&amp;op=add&amp;clickid=$(token)"
	  "&amp;idtype=aid&amp;id=$(id)&amp;hash=0f1e2d3c&amp;handlekey=clickhandle\" "
	  "id=\"click_aid_$(id)_$(token)\"><div class=\"atdc\"><div class=\"ac3\">"
	  "<em>$(count)</em></div></div><img src=\"f.gif\" alt=\"\" /><br />$(label)</a></td>" },
	{ "waline", REACTIONS, NAMES, GUARD_NONE, false, false,
	  "<div id=\"waline\"></div><script type=\"module\">import { init } from "
	  "'/js/waline.js'; init({ el: '#waline', serverURL: 'http://$(host)', "
	  "reaction: true });</script>", "" },
	{ "artalk", UP_DOWN, SUPPORT, GUARD_TOGGLE, false, false,
	  "<div id=\"Comments\"></div><script>Artalk.init({ el: '#Comments', pageTitle: "
	  "'题', server: 'http://$(host)', site: '榕湾' });</script>", "" },
	{ "dedecms-digg", GOOD_BAD, SUPPORT, GUARD_NONE, false, false,
	  "<div id=\"newdigg\">$(faces)</div>",
	  "<div onclick=\"javascript:postDigg('$(token)post',$(id))\">$(label)</div>" },
	{ "halo", UPVOTE, SUPPORT, GUARD_NONE, false, false,
	  "<meta name=\"generator\" content=\"Halo 2.11\"><button "
	  "onclick=\"upvote('post-$(id)')\">赞 <span>$(faces)</span></button>", "$(count)" },
	{ "wordpress-like", DING, SUPPORT, GUARD_NONE, false, false,
	  "<a class=\"favorite\" data-action=\"ding\" data-id=\"$(id)\">喜欢 <span "
	  "class=\"count\">$(faces)</span></a>", "$(count)" },
	/* What looks like one of them and is none. */
	{ "none-member", EIGHT, NAMES, GUARD_NONE, false, false,
	  "<a href=\"/member/index.php?mood=1\">今天的心情</a><form action=\"/home.php?"
	  "mod=spacecp&amp;ac=doing\"><textarea name=\"mood\"></textarea></form>", "" },
	{ "none-comment", EIGHT, NAMES, GUARD_NONE, false, false,
	  "<div class=\"comment\"><a onclick=\"digg(7)\">顶(3)</a> <a "
	  "href=\"/e/public/plgood/?plid=7\">支持</a></div>", "" },
	{ "none-poll", EIGHT, NAMES, GUARD_NONE, false, false,
	  "<form action=\"/plus/vote.php\" method=post><input type=radio name=voteitem "
	  "value=1>满意<input type=submit></form><div id=\"mood\">心情</div>", "" },
	{ "none-talk", EIGHT, NAMES, GUARD_NONE, false, false,
	  "<p>mood.asp?action=show 是一种接口，serverURL 也是，changyan.labs 也是，"
	  "m=mood&amp;a=init、postDigg( 也是。</p><script>var mood = 'mood.js';</script>", "" },
};

static const struct endpoint ENDPOINTS[] = {
	{ "empire-mood", "GET", "/e/extend/mood/", NULL, NULL, "id", NULL, answer_empire_show, false },
	{ "empire-mood", "POST", "/e/extend/mood/domood.php", "enews", "UpdateMood", "id",
	  "changemood", answer_empire_done, false },
	{ "empire-digg", "GET", "/e/public/ViewClick/ViewMore.php", NULL, NULL, "id", NULL,
	  answer_empire_counts, false },
	{ "empire-digg", "GET", "/e/public/digg/", "doajax", "1", "id", "dotop",
	  answer_empire_digg, false },
	{ "mood-text", "GET", "/mood/mood.asp", "action", "show", "id", NULL, answer_list, false },
	{ "mood-text", "GET", "/mood/mood.asp", "action", "mood", "id", "typee", answer_list, false },
	{ "mood-php", "GET", "/x/mood.php", "action", "show", "id", NULL, answer_list, false },
	{ "mood-php", "GET", "/x/mood.php", "action", "mood", "id", "typee", answer_list, false },
	{ "mood-aspx", "GET", "/e/aspx/mood.aspx", "action", "show", "detailid", NULL,
	  answer_list, false },
	{ "mood-aspx", "GET", "/e/aspx/mood.aspx", "action", "add", "detailid", "type",
	  answer_list, false },
	{ "cmstop-digg", "GET", "/app/", "flag", "*", "contentid", "flag", answer_cmstop_dugg, true },
	{ "cmstop-digg", "GET", "/app/", "app", "digg", "contentid", NULL, answer_cmstop_digg, true },
	{ "cmstop-mood", "GET", "/app/", "voteid", NULL, "contentid", NULL, answer_cmstop, true },
	{ "cmstop-mood", "GET", "/app/", "app", "mood", "contentid", "voteid", answer_cmstop, true },
	{ "cmstop-list", "GET", "/app2/", "voteid", NULL, "contentid", NULL, answer_cmstop_list, true },
	{ "cmstop-list", "GET", "/app2/", "app", "mood", "contentid", "voteid", answer_cmstop_list,
	  true },
	{ "kesion-mood", "GET", "/plus/mood.asp", "action", NULL, "c_id", NULL, answer_kesion_show,
	  false },
	{ "kesion-mood", "GET", "/plus/mood.asp", "action", "hits", "c_id", "itemid",
	  answer_kesion_done, false },
	{ "mood-pairs", "POST", "/plug/mood.asp", "act", "load", "cid", NULL, answer_pairs, false },
	{ "mood-pairs", "POST", "/plug/mood.asp", "act", "up", "cid", "mtype", answer_pairs, false },
	{ "jeecms-score", "GET", "/content_score_items.jspx", NULL, NULL, "contentId", NULL,
	  answer_jeecms_items, true },
	{ "jeecms-score", "GET", "/content_score.jspx", NULL, NULL, "contentId", "itemId",
	  answer_jeecms_score, true },
	{ "jeecms-updown", "GET", "/content_view.jspx", NULL, NULL, "contentId", NULL,
	  answer_jeecms_views, true },
	{ "jeecms-updown", "GET", "/content_up.jspx", NULL, NULL, "contentId", "=up", answer_true,
	  true },
	{ "jeecms-updown", "GET", "/content_down.jspx", NULL, NULL, "contentId", "=down", answer_true,
	  true },
	{ "discuz-click", "GET", "/w/discuz-click/home.php", "hash", "0f1e2d3c", "id", "clickid",
	  answer_discuz, false },
	{ "waline", "GET", "/api/article", NULL, NULL, "path", NULL, answer_waline_all, true },
	{ "waline", "POST", "/api/article", NULL, NULL, "path", "type", answer_waline_one, true },
	{ "artalk", "GET", "/api/v2/comments", "site_name", "榕湾", "page_key", NULL,
	  answer_artalk_page, true },
	{ "artalk", "POST", "/api/v2/votes/page/*", NULL, NULL, "/", "/", answer_artalk_votes, true },
	{ "dedecms-digg", "GET", "/plus/digg_ajax.php", "action", NULL, "id", NULL, answer_dedecms,
	  false },
	{ "dedecms-digg", "GET", "/plus/digg_ajax.php", "action", "*", "id", "action",
	  answer_dedecms, false },
	{ "halo", "POST", "/apis/api.halo.run/v1alpha1/trackers/upvote", "plural", "posts", "name",
	  "=upvote", answer_nothing, true },
	{ "wordpress-like", "POST", "/wp-admin/admin-ajax.php", "action", "bigfa_like", "um_id",
	  "um_action", answer_count, true },
};

#define ALERT(text) "<script>alert('" text "');history.go(-1)</script>"
#define SAYS(text) "<?xml version=\"1.0\"?><root><![CDATA[" text "<script>if(typeof " \
	"errorhandle_clickhandle=='function'){errorhandle_clickhandle('" text "', {});}</script>]]></root>"

static const struct refusal REFUSALS[] = {
	{ "empire-mood", "again", 200, ALERT("您已经表过态了！") },
	{ "empire-mood", "bad", 200, ALERT("您来自的链接不存在") },
	{ "empire-mood", "gone", 200, ALERT("此信息不存在") },
	{ "empire-digg", "again", 200, "|diggnum|您已提交过" },
	{ "empire-digg", "login", 200, "|diggnum|您还没登录!" },
	{ "empire-digg", "bad", 200, "|diggnum|您来自的链接不存在" },
	{ "mood-text", "again", 200, "0" },
	{ "mood-text", "gone", 200, "error" },
	{ "mood-php", "again", 200, "0" },
	{ "mood-php", "gone", 200, "error" },
	{ "mood-aspx", "again", 200, "0" },
	{ "mood-aspx", "gone", 200, "error" },
	{ "cmstop-mood", "zero", 200, "$(cb)({\"total\":0,\"data\":{}})" },
	{ "cmstop-digg", "again", 200, "$(cb)(0)" },
	{ "kesion-mood", "again", 200, "standoff" },
	{ "kesion-mood", "login", 200, "nologin" },
	{ "kesion-mood", "lock", 200, "lock" },
	{ "kesion-mood", "early", 200, "errstartdate" },
	{ "kesion-mood", "late", 200, "errexpireddate" },
	{ "kesion-mood", "group", 200, "errgroupid" },
	{ "kesion-mood", "gone", 200, "noinfo" },
	{ "mood-pairs", "again", 200, "error" },
	{ "mood-pairs", "gone", 200, "error" },
	{ "jeecms-score", "gone", 200, "{\"succ\":false}" },
	{ "jeecms-updown", "gone", 200, "false" },
	{ "discuz-click", "login", 200, SAYS("您需要先登录才能继续本操作") },
	{ "discuz-click", "again", 200, SAYS("您已表过态") },
	{ "discuz-click", "own", 200, SAYS("您不能给自己表态") },
	{ "discuz-click", "group", 200, SAYS("抱歉，您目前没有权限进行表态") },
	{ "discuz-click", "gone", 200, SAYS("要表态的对象不存在") },
	{ "discuz-click", "bad", 200, SAYS("抱歉，您尚未进行正常的表态操作") },
	{ "waline", "words", 200,
	  "{\"errno\":1001,\"errmsg\":{\"action\":\"action need in an array of [\\\"inc\\\"]\"}}" },
	{ "waline", "forbidden", 403, "{\"errno\":403,\"errmsg\":\"Forbidden\"}" },
	{ "waline", "gone", 404, "{\"errno\":404,\"errmsg\":\"url not found.\"}" },
	{ "artalk", "captcha", 403, "{\"msg\":\"需要验证码\"}" },
	{ "artalk", "gone", 404, "{\"msg\":\"页面不存在\"}" },
	{ "dedecms-digg", "gone", 200, "" },
	{ "halo", "forbidden", 403, "{\"detail\":\"Forbidden\"}" },
	{ "wordpress-like", "unknown", 200, "0" },
};
/* clang-format on */

const struct widget *widget_find(struct str name)
{
	for (size_t i = 0; i < ARRAY_SIZE(WIDGETS); i++)
		if (str_eq(name, str_of(WIDGETS[i].name)))
			return &WIDGETS[i];
	return NULL;
}

const struct endpoint *endpoint_at(size_t index)
{
	return index < ARRAY_SIZE(ENDPOINTS) ? &ENDPOINTS[index] : NULL;
}

const struct refusal *refusal_find(const struct widget *widget, const char *name)
{
	for (size_t i = 0; i < ARRAY_SIZE(REFUSALS); i++)
		if (strcmp(REFUSALS[i].widget, widget->name) == 0 &&
		    strcmp(REFUSALS[i].name, name) == 0)
			return &REFUSALS[i];
	return NULL;
}
