/* SPDX-License-Identifier: GPL-3.0-or-later */
/* control.c - /control: switches for tests, and how things stand. */
#include "baolan/base/mem.h"
#include "mood.h"

static void reset(struct paper *paper)
{
	articles_reset(&paper->articles);
	paper->mood_fault = NULL;
	paper->casts = 0;
	tallies_clear(paper);
	paper->refuse[0] = '\0';
	paper->member = false;
}

/* False: no such fault. */
static bool set_mood_fault(struct paper *paper, const struct request *request,
                           const char *name)
{
	const struct mood_fault *fault = mood_fault_find(str_of(name));

	if (!fault && strcmp(name, "none") != 0)
		return false;
	paper->mood_fault = fault;
	paper->mood_fault_times = (unsigned)request_number(request, "times", 0);
	paper->mood_fault_on_load =
	        strcmp(request_arg(request, "on") ?: "cast", "load") == 0;
	paper->mood_fault_ms = (unsigned)request_number(request, "ms", 3000);
	return true;
}

static bool has_word(const struct request *request, const char *word)
{
	struct str query = str_of(strchr(request->target, '?'));

	query = str_from(query, 1);
	while (query.len)
		if (str_eq(str_cut(&query, '&'), str_of(word)))
			return true;
	return false;
}

static void report(const struct paper *paper, struct reply *reply)
{
	reply->type = "text/plain";
	reply_header(reply, "Cache-Control", "no-store");
	buf_printf(&reply->body, "articles %zu\ncasts %lu\nmood-fault %s\n",
	           paper->articles.list.len, paper->casts,
	           paper->mood_fault ? paper->mood_fault->name : "none");
}

void page_control(struct paper *paper, const struct request *request,
                  struct reply *reply)
{
	const char *fault = request_arg(request, "mood-fault");
	const char *refuse = request_arg(request, "refuse");

	if (has_word(request, "reset"))
		reset(paper);
	if (fault && !set_mood_fault(paper, request, fault)) {
		reply_set(reply, 400, "text/plain", "no such mood-fault\n");
		return;
	}
	if (refuse)
		snprintf(paper->refuse, sizeof(paper->refuse), "%s", refuse);
	if (has_word(request, "member"))
		paper->member = true;
	report(paper, reply);
}
