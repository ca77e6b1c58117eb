/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "baolan/view/notice.h"

#include "baolan/base/i18n.h"
#include "baolan/base/mem.h"
#include "baolan/base/vec.h"
#include "baolan/text/width.h"
#include "baolan/view/fold.h"

#include <stdlib.h>

enum { WIDEST = 60 };

struct notice {
	struct view view;
	char *text, *shown;
	VEC(struct str) lines; /* in shown */
	int width;             /* of the widest */
};

static void notice_layout(struct view *v, int rows, int cols)
{
	struct notice *notice = (struct notice *)v;
	(void)rows;
	free(notice->shown);
	notice->shown = view_shown(v, notice->text);
	struct str rest = str_of(notice->shown);
	vec_clear(&notice->lines);
	notice->width = 0;
	while (rest.at) {
		struct str paragraph = str_cut(&rest, '\n');
		do {
			struct str line = fold_row(&paragraph, MIN(cols, WIDEST));
			*vec_push(&notice->lines) = line;
			notice->width = MAX(notice->width, width_str(line));
		} while (paragraph.at);
	}
}

static void notice_paint(const struct view *v, struct canvas *c, int rows)
{
	const struct notice *notice = (const struct notice *)v;
	int top = MAX((rows - (int)notice->lines.len) / 3, 0);
	int left = MAX((c->cols - notice->width) / 2, 0);

	for (int i = 0; i < (int)notice->lines.len && top + i < rows; i++)
		canvas_put_shown(c, top + i, left, c->cols,
		                 i ? STYLE_TEXT : STYLE_HEADLINE, notice->lines.at[i]);
}

static void notice_move(struct view *v, enum view_unit unit, int n)
{
	(void)v;
	(void)unit;
	(void)n;
}

static void notice_free(struct view *v)
{
	struct notice *notice = (struct notice *)v;

	vec_done(&notice->lines);
	free(notice->text);
	free(notice->shown);
	free(notice);
}

static const struct view_ops notice_ops = {
	.name = N_("Start"),
	.context = CTX_START,
	.layout = notice_layout,
	.paint = notice_paint,
	.move = notice_move,
	.free = notice_free,
};

struct view *notice_new(const char *text)
{
	struct notice *notice = mem_new(struct notice);

	view_init(&notice->view, &notice_ops);
	notice->text = mem_strdup(text);
	return &notice->view;
}

void notice_set(struct view *v, const char *text)
{
	struct notice *notice = (struct notice *)v;

	if (!v || v->ops != &notice_ops)
		return;
	free(notice->text);
	notice->text = mem_strdup(text);
	vec_clear(&notice->lines);
	v->dirty = true;
}
