/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists of stories: related ones, rankings with their tabs, a listing's own. */
#include "maker.h"

#include "baolan/base/mem.h"
#include "baolan/text/date.h"
#include "baolan/text/width.h"

enum { ROOMY = 20 }; /* a narrower list has its numbers without an indent */

/* --- what a list holds --- */

static size_t story_size(const struct doc_story *story)
{
	return (size_t)story->title.len + story->summary.len + story->heat.len +
	       story->source.len + story->published.len;
}

size_t list_size(const struct doc *doc, const struct doc_list *list)
{
	const struct doc_story *stories = doc_stories(doc, list);
	size_t size = list->name.len;
	for (uint32_t i = 0; i < list->count; i++)
		size += story_size(&stories[i]);
	return size;
}

uint32_t count_stories(const struct doc *doc, enum doc_list_kind kind)
{
	uint32_t n, sum = 0;
	const struct doc_list *lists = doc_lists(doc, &n);
	for (uint32_t i = 0; i < n; i++)
		sum += lists[i].kind == kind ? lists[i].count : 0;
	return sum;
}

static struct str list_name(const struct maker *m, const struct doc_list *list)
{
	struct str name = doc_str(m->doc, list->name);
	if (name.len)
		return name;
	if (list->kind == LIST_RANKING)
		return str_of(m->o.words->periods[list->period]);
	return list->kind == LIST_RELATED ? str_of(m->o.words->related) : STR_NONE;
}

uint32_t story_target(struct maker *m, uint32_t list, uint32_t index,
                      const struct doc_story *story, bool numbered)
{
	struct str url = doc_str(m->doc, story->url);
	uint32_t target = numbered ? new_numbered(m, TARGET_STORY, url)
	                           : new_target(m, TARGET_STORY, url);
	m->targets.at[target].list = list;
	m->targets.at[target].index = index;
	return target;
}

static void add_title(struct maker *m, const struct doc_story *story, uint8_t style,
                      uint32_t target)
{
	if (story->title.len)
		para_add(m, doc_str(m->doc, story->title), style, target);
	else
		para_add_made(m, str_of(m->o.words->untitled), style, target);
}

/* --- related stories and a listing's --- */

/* "2016-06-06 08:49  榕湾晚报" */
static struct str story_origin(struct maker *m, const struct doc_story *story)
{
	char date[DATE_TEXT_SIZE] = "";
	struct str source = doc_str(m->doc, story->source);
	if (story->published.len)
		date_for_reader(doc_str(m->doc, story->published), date);
	return made(m, "%s%s%.*s", date, *date && source.len ? "  " : "",
	            STR_ARG(source));
}

static void put_under(struct maker *m, int indent)
{
	struct para p = para_end(m);
	put_para(m, &p,
	         &(struct frame){ .cells = m->limit, .first = indent, .rest = indent });
}

/* The picture's place stands behind the title. */
static void add_picture(struct maker *m, const struct doc_story *story)
{
	if (!story->image.len)
		return;
	uint32_t target = new_target(m, TARGET_IMAGE, doc_str(m->doc, story->image));
	para_add_made(m, STR(" "), LAYOUT_TEXT, LAYOUT_NO_TARGET);
	para_add_made(m, made(m, "[%s]", m->o.words->image), LAYOUT_CAPTION, target);
}

static void put_story_title(struct maker *m, const struct doc_story *story,
                            uint32_t target, int indent)
{
	struct str mark = made(m, "[%u]", m->targets.at[target].number);
	para_begin(m);
	if (!indent)
		para_add_made(m, made(m, "[%u] ", m->targets.at[target].number),
		              LAYOUT_DIM, target);
	add_title(m, story, LAYOUT_LINK, target);
	add_picture(m, story);
	struct para p = para_end(m);
	put_para(m, &p,
	         &(struct frame){ .cells = m->limit,
	                          .first = indent,
	                          .rest = indent,
	                          .mark = indent ? mark : STR_NONE,
	                          .mark_at = indent - 1 - (int)mark.len,
	                          .mark_style = LAYOUT_DIM,
	                          .mark_target = target });
}

static void put_story(struct maker *m, const struct doc_story *story, uint32_t target,
                      int indent)
{
	struct str origin = story_origin(m, story);
	put_story_title(m, story, target, indent);
	para_begin(m);
	para_add_made(m, origin, LAYOUT_DIM, LAYOUT_NO_TARGET);
	put_under(m, indent);
	m->place += story->published.len + story->source.len;
	para_begin(m);
	para_add(m, doc_str(m->doc, story->summary), LAYOUT_DIM, LAYOUT_NO_TARGET);
	put_under(m, indent);
	m->place += story->heat.len;
}

static bool has_summaries(const struct doc_story *stories, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++)
		if (stories[i].summary.len)
			return true;
	return false;
}

static void put_stories(struct maker *m, uint32_t index, const struct doc_list *list)
{
	const struct doc_story *stories = doc_stories(m->doc, list);
	int indent = digits_of(m->numbers + list->count) + 3;
	bool airy = !m->compact && has_summaries(stories, list->count);
	if (m->limit - indent < ROOMY)
		indent = 0;
	for (uint32_t i = 0; i < list->count; i++) {
		if (i && airy)
			row_gap(m);
		put_story(m, &stories[i], story_target(m, index, i, &stories[i], true),
		          indent);
	}
}

static void put_lists(struct maker *m, enum doc_list_kind kind)
{
	uint32_t n;
	const struct doc_list *lists = doc_lists(m->doc, &n);
	for (uint32_t i = 0; i < n; i++) {
		if (lists[i].kind != kind)
			continue;
		row_gap(m);
		put_label(m, list_name(m, &lists[i]), LAYOUT_NO_TARGET);
		m->place += lists[i].name.len;
		put_stories(m, i, &lists[i]);
	}
}

bool make_related(struct maker *m)
{
	put_lists(m, LIST_RELATED);
	return true;
}

bool make_stories(struct maker *m)
{
	put_lists(m, LIST_STORIES);
	return true;
}

/* --- rankings --- */

struct ranks {
	int rank;  /* cells of the longest "10." */
	int heat;  /* of the widest heat */
	int title; /* where the heat's column begins: behind the longest title */
};

static uint32_t rank_of(const struct doc_story *story, uint32_t index)
{
	return story->rank ? story->rank : index + 1;
}

static int shown_cells(struct maker *m, struct doc_ref text)
{
	return width_str(shown(m, doc_str(m->doc, text)));
}

static struct ranks measure_ranks(struct maker *m, const struct doc_list *list)
{
	const struct doc_story *stories = doc_stories(m->doc, list);
	struct ranks r = { 0 };
	for (uint32_t i = 0; i < list->count; i++) {
		r.rank = MAX(r.rank, digits_of(rank_of(&stories[i], i)) + 1);
		r.heat = MAX(r.heat, shown_cells(m, stories[i].heat));
	}
	if (m->limit - r.rank - 1 < ROOMY)
		return (struct ranks){ 0 };
	int room = m->limit - r.rank - 1 - (r.heat ? r.heat + 2 : 0);
	for (uint32_t i = 0; i < list->count; i++) {
		int title = shown_cells(m, stories[i].title);
		if (m->o.link_numbers)
			title += digits_of(m->numbers + list->count) + 2;
		r.title = MAX(r.title, MIN(title, room));
	}
	if (room < ROOMY)
		r.title = r.heat = 0;
	return r;
}

/* Where rows are short, the heat follows the title. */
static void add_inline_heat(struct maker *m, const struct ranks *r, struct str heat,
                            uint32_t target)
{
	if (r->heat || !heat.len)
		return;
	para_add_made(m, STR("  "), LAYOUT_DIM, LAYOUT_NO_TARGET);
	para_add_shown(m, heat, LAYOUT_DIM, target);
}

static void put_ranked(struct maker *m, const struct ranks *r, uint32_t rank,
                       const struct doc_story *story, uint32_t target)
{
	struct str mark = made(m, "%u.", rank);
	struct str heat = shown(m, doc_str(m->doc, story->heat));
	int indent = r->rank ? r->rank + 1 : 0;
	uint32_t number = m->targets.at[target].number;
	para_begin(m);
	if (!indent)
		para_add_made(m, made(m, "%u. ", rank), LAYOUT_DIM, target);
	add_title(m, story, LAYOUT_LINK, target);
	if (number)
		para_add_glued(m, made(m, "[%u]", number), LAYOUT_DIM, target);
	add_inline_heat(m, r, heat, target);
	struct para p = para_end(m);
	put_para(m, &p,
	         &(struct frame){ .cells = r->title ? indent + r->title : m->limit,
	                          .bounded = r->title > 0,
	                          .first = indent,
	                          .rest = indent,
	                          .mark = indent ? mark : STR_NONE,
	                          .mark_at = r->rank - (int)mark.len,
	                          .mark_style = LAYOUT_DIM,
	                          .mark_target = target });
	if (r->heat && heat.len && m->slices.len)
		row_put(m, indent + r->title + 2 + r->heat - width_str(heat), heat,
		        LAYOUT_DIM, target);
	m->place += (uint32_t)story_size(story) - story->title.len;
}

static void put_ranking(struct maker *m, uint32_t index, const struct doc_list *list)
{
	const struct doc_story *stories = doc_stories(m->doc, list);
	struct ranks r = measure_ranks(m, list);
	for (uint32_t i = 0; i < list->count; i++) {
		uint32_t target =
		        story_target(m, index, i, &stories[i], m->o.link_numbers);
		put_ranked(m, &r, rank_of(&stories[i], i), &stories[i], target);
	}
}

static void put_all_rankings(struct maker *m)
{
	uint32_t n;
	const struct doc_list *lists = doc_lists(m->doc, &n);
	for (uint32_t i = 0; i < n; i++) {
		if (lists[i].kind != LIST_RANKING)
			continue;
		row_gap(m);
		put_label(m, list_name(m, &lists[i]), LAYOUT_NO_TARGET);
		m->place += lists[i].name.len;
		put_ranking(m, i, &lists[i]);
	}
}

/* "[日排行] 周排行  月排行": beside the others stand blanks instead of brackets,
 * so that nothing moves when another is chosen. */
static int put_tab(struct maker *m, int column, uint32_t index,
                   const struct doc_list *list, bool current)
{
	bool framed = m->limit >= 4;
	struct str name =
	        width_head(shown(m, list_name(m, list)), m->limit - 2 * framed);
	int cells = width_str(name) + 2 * framed;
	uint32_t target = new_target(m, TARGET_TAB, STR_NONE);
	m->targets.at[target].list = index;
	if (column < 0 || column + cells > m->limit) {
		row_begin(m, m->place);
		column = 0;
	}
	if (current && framed)
		row_put(m, column, made(m, "[%.*s]", STR_ARG(name)), LAYOUT_TAB_CURRENT,
		        target);
	else
		row_put(m, column + framed, name,
		        current ? LAYOUT_TAB_CURRENT : LAYOUT_TAB, target);
	return column + cells;
}

/* The list in doc_lists that is the chosen ranking. */
static uint32_t chosen_ranking(const struct maker *m)
{
	uint32_t n, seen = 0, chosen = UINT32_MAX;
	const struct doc_list *lists = doc_lists(m->doc, &n);
	for (uint32_t i = 0; i < n; i++) {
		if (lists[i].kind != LIST_RANKING)
			continue;
		if (chosen == UINT32_MAX || seen <= m->o.ranking)
			chosen = i;
		seen++;
	}
	return chosen;
}

static void put_tabs(struct maker *m, uint32_t chosen)
{
	uint32_t n;
	const struct doc_list *lists = doc_lists(m->doc, &n);
	int column = -1;
	for (uint32_t i = 0; i < n; i++)
		if (lists[i].kind == LIST_RANKING)
			column = put_tab(m, column, i, &lists[i], i == chosen);
}

/* The stories of the rankings before keep their places and numbers. */
static void put_chosen_ranking(struct maker *m)
{
	uint32_t n, chosen = chosen_ranking(m);
	const struct doc_list *lists = doc_lists(m->doc, &n);
	if (chosen == UINT32_MAX)
		return;
	put_tabs(m, chosen);
	for (uint32_t i = 0; i < chosen; i++) {
		if (lists[i].kind != LIST_RANKING)
			continue;
		m->place += (uint32_t)list_size(m->doc, &lists[i]);
		m->numbers += m->o.link_numbers ? lists[i].count : 0;
	}
	m->place += lists[chosen].name.len;
	put_ranking(m, chosen, &lists[chosen]);
}

bool make_rankings(struct maker *m)
{
	if (m->o.all_rankings)
		put_all_rankings(m);
	else
		put_chosen_ranking(m);
	return true;
}
