/* SPDX-License-Identifier: GPL-3.0-or-later */
/* widget-replies.c - the answers in each make's own fashion. */
#include "baolan/base/mem.h"
#include "widget.h"

/* `before` and `after` around text for each face, `between` them. */
static void each_face(const struct scene *scene, const char *face, const char *between,
                      struct buf *out)
{
	struct scene one = *scene;

	for (one.face = 0; scene->widget->tokens[one.face]; one.face++) {
		if (one.face)
			buf_add_text(out, between);
		widget_fill(&one, face, out);
	}
}

static void around(const struct scene *scene, const char *before, const char *face,
                   const char *between, const char *after, struct reply *reply)
{
	widget_fill(scene, before, &reply->body);
	each_face(scene, face, between, &reply->body);
	widget_fill(scene, after, &reply->body);
}

static unsigned long cast_count(const struct scene *scene)
{
	return scene->tally->counts[scene->face];
}

/* --- EmpireCMS --- */

/* The form stands between table and row, where parsers move it about. */
void answer_empire_show(const struct scene *scene, struct reply *reply)
{
	around(scene,
	       "<html><body><table><form name=moodform id=moodform method=post "
	       "action=domood.php><tr><input type=hidden name=enews value=UpdateMood>",
	       "<td><table><tr><td height='100' valign=bottom>$(count)<br><img "
	       "src='b.gif' height=9></td></tr><tr><td height='20'>$(label)</td></tr>"
	       "<tr><td><input type=radio name='changemood' value='$(token)' "
	       "onclick='moodform.submit()'></td></tr></table></td>",
	       "\n", "</tr></form></table></body></html>\n", reply);
}

void answer_empire_done(const struct scene *scene, struct reply *reply)
{
	auto_buf place = BUF_INIT(200);

	widget_fill(scene, "index.php?classid=$(cid)&id=$(id)", &place);
	reply_set(reply, 302, "text/html", "");
	reply_header(reply, "Location", buf_text(&place));
}

void answer_empire_counts(const struct scene *scene, struct reply *reply)
{
	static const char *const ids[] = { "diggtopshowdiv", "diggdownshowdiv" };

	for (size_t i = 0; i < ARRAY_SIZE(ids); i++)
		buf_printf(&reply->body,
		           "document.getElementById(\"%s\").innerHTML=\"%lu\";", ids[i],
		           scene->tally->counts[i]);
}

void answer_empire_digg(const struct scene *scene, struct reply *reply)
{
	buf_printf(&reply->body, "%lu|diggnum|谢谢您的支持", cast_count(scene));
}

/* --- texts --- */

void answer_list(const struct scene *scene, struct reply *reply)
{
	each_face(scene, "$(count)", ",", &reply->body);
}

void answer_pairs(const struct scene *scene, struct reply *reply)
{
	each_face(scene, "$(count)#9", ":", &reply->body);
}

void answer_count(const struct scene *scene, struct reply *reply)
{
	buf_printf(&reply->body, "%lu", cast_count(scene));
}

void answer_true(const struct scene *scene, struct reply *reply)
{
	(void)scene;
	buf_add_text(&reply->body, "true");
}

void answer_nothing(const struct scene *scene, struct reply *reply)
{
	(void)scene;
	(void)reply;
}

/* --- CmsTop --- */

void answer_cmstop(const struct scene *scene, struct reply *reply)
{
	around(scene, "$(cb)({\"total\":7,\"data\":{",
	       "\"m$(token)\":{\"moodid\":$(token),\"number\":$(count),\"height\":7}",
	       ",", "}})", reply);
}

void answer_cmstop_list(const struct scene *scene, struct reply *reply)
{
	around(scene, "$(cb)({\"total\":7,\"data\":[",
	       "{\"moodid\":\"$(token)\",\"number\":\"$(count)\",\"height\":7}", ",",
	       "]})", reply);
}

void answer_cmstop_digg(const struct scene *scene, struct reply *reply)
{
	widget_fill(scene, "$(cb)", &reply->body);
	buf_printf(&reply->body, "({\"supports\":%lu,\"againsts\":%lu,\"done\":false})",
	           scene->tally->counts[0], scene->tally->counts[1]);
}

void answer_cmstop_dugg(const struct scene *scene, struct reply *reply)
{
	widget_fill(scene, "$(cb)($(count))", &reply->body);
}

/* --- KesionCMS --- */

#define KESION_FACE                                                             \
	"<td>$(count)<br><img src=\"b.gif\" alt=\"9%\"><br><img src=\"f.gif\" " \
	"alt=\"$(label)\"><br>$(label)<br><input type=\"radio\" name=\"mood\" " \
	"onclick=\"MoodPosition($(token));\"></td>"
#define KESION_HEAD \
	"<div id=\"xinqing\"><table><tr><td class=\"mood_top\"><b>9</b></td>"
#define KESION_END "</tr></table></div>"

/* A document.writeln() a line, with \" for ". */
void answer_kesion_show(const struct scene *scene, struct reply *reply)
{
	auto_buf html = BUF_INIT(100000);
	struct str rest;

	widget_fill(scene, KESION_HEAD "\r\n", &html);
	each_face(scene, KESION_FACE, "\r\n", &html);
	buf_add_text(&html, "\r\n" KESION_END);
	rest = buf_str(&html);
	while (rest.at) {
		struct str line = str_trim(str_cut(&rest, '\n'));
		buf_add_text(&reply->body, "document.writeln('");
		for (size_t i = 0; i < line.len; i++)
			buf_printf(&reply->body, line.at[i] == '"' ? "\\%c" : "%c",
			           line.at[i]);
		buf_add_text(&reply->body, "');\r\n");
	}
	buf_add_text(&reply->body, "function MoodPosition(n){}\r\n");
}

void answer_kesion_done(const struct scene *scene, struct reply *reply)
{
	around(scene, KESION_HEAD, KESION_FACE, "\r\n", KESION_END, reply);
}

/* --- JEECMS --- */

void answer_jeecms_items(const struct scene *scene, struct reply *reply)
{
	around(scene, "{\"result\":{", "\"$(token)\":$(count)", ",", "}}", reply);
}

void answer_jeecms_score(const struct scene *scene, struct reply *reply)
{
	widget_fill(scene, "{\"succ\":true,\"count\":$(count)}", &reply->body);
}

void answer_jeecms_views(const struct scene *scene, struct reply *reply)
{
	around(scene, "[71,0,0,", "$(count)", ",", "]", reply);
}

/* --- Discuz! --- */

void answer_discuz(const struct scene *scene, struct reply *reply)
{
	reply->type = "text/xml";
	widget_fill(
	        scene,
	        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<root><![CDATA[<script "
	        "reload=\"1\">errorhandle_clickhandle('表态成功 ', "
	        "{'idtype':'aid','id':'$(id)','clickid':'$(token)'});</script>]]>"
	        "</root>",
	        &reply->body);
}

/* --- JSON services --- */

void answer_waline_all(const struct scene *scene, struct reply *reply)
{
	around(scene, "{\"errno\":0,\"errmsg\":\"\",\"data\":[{",
	       "\"$(token)\":$(count)", ",", "}]}", reply);
}

void answer_waline_one(const struct scene *scene, struct reply *reply)
{
	widget_fill(scene,
	            "{\"errno\":0,\"errmsg\":\"\",\"data\":[{\"$(token)\":$(count)}]}",
	            &reply->body);
}

void answer_artalk_page(const struct scene *scene, struct reply *reply)
{
	widget_fill(scene, "{\"comments\":[],\"count\":0,\"page\":{\"id\":$(id),",
	            &reply->body);
	around(scene, "", "\"vote_$(token)\":$(count)", ",", "}}", reply);
}

void answer_artalk_votes(const struct scene *scene, struct reply *reply)
{
	static const char *const words[] = { "false", "true" };

	around(scene, "{", "\"$(token)\":$(count)", ",", "", reply);
	buf_printf(&reply->body, ",\"is_up\":%s,\"is_down\":%s}",
	           words[scene->tally->chosen == 0], words[scene->tally->chosen == 1]);
}

/* --- DedeCMS --- */

void answer_dedecms(const struct scene *scene, struct reply *reply)
{
	around(scene, "",
	       "<div class=\"digg_$(token)\" onclick=\"postDigg()\"><div "
	       "class=\"digg_act\">$(label)</div><div class=\"digg_num\">"
	       "($(count))</div></div>",
	       "\n", "", reply);
}
