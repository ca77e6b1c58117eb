/* SPDX-License-Identifier: GPL-3.0-or-later */
/* reader-move.c - moving in what is shown. */
#include "reader-inside.h"

#include "baolan/base/i18n.h"
#include "baolan/base/mem.h"

#include "reader-commands.h"

static void move(struct reader *r, enum view_unit unit, int n)
{
	struct view *top = r->stack.top;

	top->ops->move(top, unit, n);
	reader_touch(r);
}

#define MOVE(name, unit, direction)                         \
	void name(struct reader *r, int count)              \
	{                                                   \
		move(r, (unit), (direction)*MAX(count, 1)); \
	}

MOVE(move_down, MOVE_LINE, 1)
MOVE(move_up, MOVE_LINE, -1)
MOVE(move_page_up, MOVE_PAGE, -1)
MOVE(move_half_down, MOVE_HALF, 1)
MOVE(move_half_up, MOVE_HALF, -1)
MOVE(move_top, MOVE_END, -1)
MOVE(move_next_target, MOVE_TARGET, 1)
MOVE(move_previous_target, MOVE_TARGET, -1)
MOVE(move_left, MOVE_SIDE, -1)
MOVE(move_right, MOVE_SIDE, 1)

/* A reader of many stories goes on with the same key. */
void move_page_down(struct reader *r, int count)
{
	if (reader_at_story_end(r))
		read_on(r, 0);
	else
		move(r, MOVE_PAGE, MAX(count, 1));
}

/* In a list a number goes to that row. */
void move_bottom(struct reader *r, int count)
{
	if (count && reader_list(r))
		list_go(reader_list(r), (size_t)count - 1);
	else
		move(r, MOVE_END, 1);
}

/* --- parts of the page --- */

void go_moods(struct reader *r, int count)
{
	(void)count;
	if (!page_go_section(reader_page(r), SECTION_MOODS))
		reader_say(r, _("This page has no moods"));
}

void go_related(struct reader *r, int count)
{
	(void)count;
	if (!page_go_section(reader_page(r), SECTION_RELATED))
		reader_say(r, _("This page has no related stories"));
}

void go_rankings(struct reader *r, int count)
{
	(void)count;
	if (!page_go_section(reader_page(r), SECTION_RANKINGS))
		reader_say(r, _("This page has no rankings"));
}

void go_other_column(struct reader *r, int count)
{
	(void)count;
	if (!page_switch_column(reader_page(r)))
		reader_say(r,
		           _("There is one column only: two need %d columns of the "
		             "terminal, and related stories or rankings"),
		           PAGE_TWO_COLUMNS);
}

/* --- rankings --- */

/* The rankings come into sight when another one is shown. */
static void show_rankings(struct page *page)
{
	const struct layout_target *chosen = page_selected(page);

	if (!chosen || chosen->kind != TARGET_TAB)
		page_go_section(page, SECTION_RANKINGS);
}

static void turn_ranking(struct reader *r, int n)
{
	struct page *page = reader_page(r);

	if (page_turn_ranking(page, n))
		show_rankings(page);
	else
		reader_say(r, _("This page has no other ranking"));
}

void next_ranking(struct reader *r, int count)
{
	turn_ranking(r, MAX(count, 1));
}

void previous_ranking(struct reader *r, int count)
{
	turn_ranking(r, -MAX(count, 1));
}

static void show_period(struct reader *r, enum doc_period period, const char *missing)
{
	struct page *page = reader_page(r);

	if (page_show_period(page, period))
		show_rankings(page);
	else
		reader_say(r, "%s", missing);
}

void ranking_day(struct reader *r, int count)
{
	(void)count;
	show_period(r, PERIOD_DAY, _("This page has no ranking of the day"));
}

void ranking_week(struct reader *r, int count)
{
	(void)count;
	show_period(r, PERIOD_WEEK, _("This page has no ranking of the week"));
}

void ranking_month(struct reader *r, int count)
{
	(void)count;
	show_period(r, PERIOD_MONTH, _("This page has no ranking of the month"));
}
