/* SPDX-License-Identifier: GPL-3.0-or-later */
/* widget.h - the reaction widgets of other makes, each on pages of its own:
 * /w/NAME/NUMBER.html shows story NUMBER with it.  On a host gbk.* pages and
 * scripts are in GBK.
 *
 * widget-tables.c says what each asks and answers, widget-replies.c writes the
 * answers, widget.c does the rest for all of them. */
#ifndef PAPER_WIDGET_H
#define PAPER_WIDGET_H

#include "paper.h"

#define MAX_FACES 12

enum guard {
	GUARD_NONE,   /* the site counts whatever comes */
	GUARD_COOKIE, /* its cookie remembers who was there */
	GUARD_TOGGLE, /* the same again takes it back */
};

struct widget {
	const char *name;
	const char *const *tokens; /* up to NULL */
	const char *const *labels;
	enum guard guard;
	bool wants_cookies; /* without any it says that one has cast before */
	bool wants_login;
	/* With $(id), $(cid), $(host), and $(faces): `face` for each of them, with
	 * $(token), $(label) and $(count) too. */
	const char *markup, *face;
};

/* The counts of one widget under one story. */
struct tally {
	const struct widget *widget;
	unsigned number;
	unsigned long counts[MAX_FACES];
	size_t chosen; /* of GUARD_TOGGLE; MAX_FACES: none */
};

struct scene {
	struct paper *paper;
	const struct request *request;
	const struct article *article;
	const struct widget *widget;
	struct tally *tally;
	size_t face; /* the one cast, or MAX_FACES */
};

typedef void answer_fn(const struct scene *scene, struct reply *reply);

struct endpoint {
	const char *widget, *method;
	const char *path; /* a final * stands for anything */
	const char *arg,
	        *value; /* the parameter it needs; value NULL: must be absent */
	const char *id; /* the parameter that names the story; "/": the path */
	/* The one that names the face, "/": the path's end, "=TOKEN": always that
	 * one; NULL: only shows. */
	const char *mood;
	answer_fn *answer;
	bool utf8; /* whatever the site's charset is */
};

struct refusal {
	const char *widget, *name;
	unsigned status;
	const char *body; /* with $(cb) */
};

const struct widget *widget_find(struct str name);
const struct endpoint *endpoint_at(size_t index); /* NULL behind the last */
const struct refusal *refusal_find(const struct widget *widget, const char *name);

/* Text with $(name)s filled in. */
void widget_fill(const struct scene *scene, const char *text, struct buf *out);

answer_fn answer_empire_show, answer_empire_done, answer_empire_counts,
        answer_empire_digg, answer_list, answer_pairs, answer_cmstop,
        answer_cmstop_list, answer_cmstop_digg, answer_cmstop_dugg, answer_kesion_show,
        answer_kesion_done, answer_jeecms_items, answer_jeecms_score,
        answer_jeecms_views, answer_true, answer_discuz, answer_waline_all,
        answer_waline_one, answer_artalk_page, answer_artalk_votes, answer_dedecms,
        answer_nothing, answer_count;

#endif
