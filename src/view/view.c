/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "baolan/view/view.h"

#include "baolan/base/mem.h"

#include <assert.h>

void view_init(struct view *v, const struct view_ops *ops)
{
	*v = (struct view){ .ops = ops, .dirty = true };
}

void view_push(struct view_stack *s, struct view *v)
{
	assert(v && !v->below);
	v->below = s->top;
	v->glyphs = s->glyphs;
	s->top = v;
}

char *view_shown(const struct view *v, const char *text)
{
	auto_buf shown = BUF_INIT(BUF_MAX_TEXT);

	if (glyphs_keep(v->glyphs, str_of(text)))
		return mem_strdup(text);
	glyphs_add(v->glyphs, &shown, str_of(text));
	return buf_take(&shown);
}

struct view *view_take(struct view_stack *s)
{
	struct view *v = s->top;

	if (!v)
		return NULL;
	s->top = v->below;
	v->below = NULL;
	return v;
}

void view_pop(struct view_stack *s)
{
	struct view *v;

	if (!s->top || !s->top->below)
		return;
	v = view_take(s);
	v->ops->free(v);
}

void view_stack_done(struct view_stack *s)
{
	for (struct view *v = view_take(s); v; v = view_take(s))
		v->ops->free(v);
}

static void lay_out(struct view *v, int rows, int cols)
{
	if (!v->dirty && v->rows == rows && v->cols == cols)
		return;
	v->ops->layout(v, rows, cols);
	v->dirty = false;
	v->rows = rows;
	v->cols = cols;
}

void view_stack_layout(struct view_stack *s, int rows, int cols)
{
	struct view *v = s->top;

	/* An overlay paints the view below it first. */
	for (; v && v->ops->context == CTX_MOODS; v = v->below)
		lay_out(v, rows, cols);
	if (v)
		lay_out(v, rows, cols);
}

void view_stack_stale(struct view_stack *s)
{
	for (struct view *v = s->top; v; v = v->below)
		v->dirty = true;
}

bool view_stack_more(struct view_stack *s)
{
	return s->top && !s->top->dirty && s->top->ops->more &&
	       s->top->ops->more(s->top);
}

void view_stack_paint(const struct view_stack *s, struct canvas *c, int rows)
{
	if (s->top)
		s->top->ops->paint(s->top, c, rows);
}
