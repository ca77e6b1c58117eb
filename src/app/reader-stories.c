/* SPDX-License-Identifier: GPL-3.0-or-later */
/* reader-stories.c - lists of stories: the store's ids, and rows made of them as
 * far as they are seen. */
#include "reader-inside.h"

#include "baolan/base/clock.h"
#include "baolan/base/i18n.h"
#include "baolan/base/mem.h"

#include <stdlib.h>
#include <time.h>

/* clang-format off */
enum { CELL_MARKS, CELL_WHEN, CELL_WHEN_LONG, CELL_TITLE, CELL_PAPER };
/* Stories are counted in steps, for so long when a list is opened and in each slice
 * after; the rest between slices is for keys. */
enum { COUNT_STEP = 200, SLICE_MS = 3, SLICE_REST_MS = 10 };
static const struct list_column columns[] = {
	{ .cell = CELL_MARKS,                               .width = 2 },
	{ .cell = CELL_WHEN,      .from = 60, .below = 120, .width = 5,  .style = STYLE_DIM },
	{ .cell = CELL_WHEN_LONG, .from = 120,              .width = 16, .style = STYLE_DIM },
	{ .cell = CELL_TITLE },
	{ .cell = CELL_PAPER,     .from = 60, .below = 120, .width = 12, .style = STYLE_BYLINE },
	{ .cell = CELL_PAPER,     .from = 120,              .width = 24, .style = STYLE_BYLINE },
};
static const char *const orders[] = {
	[ORDER_NEWEST] = N_("newest first"),  [ORDER_OLDEST] = N_("oldest first"),
	[ORDER_PAPER]  = N_("by paper"),      [ORDER_TITLE]  = N_("by title"),
	[ORDER_RELEVANCE] = N_("best first"),
};
/* clang-format on */

/* --- which stories --- */

void story_spec_done(struct story_spec *spec)
{
	free(spec->title);
	free(spec->tag);
	free(spec->search);
	free(spec->filter);
	vec_done(&spec->papers);
	*spec = (struct story_spec){ 0 };
}

struct story_query story_spec_query(const struct story_spec *spec)
{
	static const int64_t nobody[] = { -1 };
	/* Nothing is looked for yet, or in no paper. */
	bool none = (spec->search && !*spec->search) ||
	            (spec->of_papers && !spec->papers.len);

	return (struct story_query){
		.papers = none ? nobody : spec->papers.at,
		.n_papers = none ? 1 : spec->papers.len,
		.with = spec->with,
		.without = spec->without,
		.tag = spec->tag,
		.since = spec->since,
		.search = spec->search,
		.filter = spec->filter,
		.fold = spec->fold,
		.order = spec->order,
	};
}

/* --- texts of a row --- */

static void put_time(int64_t at, const char *format, char *out, size_t size)
{
	time_t seconds = (time_t)at;
	struct tm tm;

	if (!localtime_r(&seconds, &tm) || !strftime(out, size, format, &tm))
		out[0] = '\0';
}

static struct str time_text(struct arena *a, int64_t at, const char *format)
{
	char text[64];

	put_time(at, format, text, sizeof(text));
	return arena_str(a, str_of(text));
}

static bool is_same(int64_t a, int64_t b, const char *format)
{
	char one[64], other[64];

	put_time(a, format, one, sizeof(one));
	put_time(b, format, other, sizeof(other));
	return str_eq(str_of(one), str_of(other));
}

/* The time of today's, the day of this year's, the month of older ones. */
static struct str short_time(struct arena *a, int64_t at, int64_t now)
{
	if (is_same(at, now, "%F"))
		return time_text(a, at, "%H:%M");
	return time_text(a, at, is_same(at, now, "%Y") ? "%m-%d" : "%y-%m");
}

static struct str day_name(struct arena *a, int64_t at, int64_t now)
{
	static const int64_t day_s = 86400;

	if (is_same(at, now, "%F"))
		return arena_str(a, str_of(_("Today")));
	if (is_same(at, now - day_s, "%F"))
		return arena_str(a, str_of(_("Yesterday")));
	return time_text(a, at, "%F");
}

static struct str group_of(struct stories *s, const struct story *story, int64_t now)
{
	if (s->spec.grouping == GROUP_DAY)
		return day_name(&s->texts, story->published, now);
	if (s->spec.grouping == GROUP_PAPER)
		return arena_str(&s->texts, reader_paper_name(s->reader, story->paper));
	return STR_NONE;
}

static bool is_highlighted(struct stories *s, const struct story *story)
{
	const struct library *library = s->reader->shelf.library;
	const struct paper *paper = library_paper(library, story->paper);

	return library->rules &&
	       rules_apply(library->rules, str_of(story->title), str_of(story->summary),
	                   str_of(story->authors), str_of(paper ? paper->url : NULL)) &
	               RULES_HIGHLIGHT;
}

/* Two letters: new or killed, and starred or highlighted. */
static struct str marks_of(struct arena *a, unsigned flags, bool highlighted)
{
	char marks[] = { ' ', ' ' };

	if (flags & STORY_KILLED)
		marks[0] = 'x';
	else if (!(flags & STORY_READ))
		marks[0] = 'N';
	if (flags & STORY_STARRED)
		marks[1] = '*';
	else if (highlighted)
		marks[1] = '!';
	return arena_str(a, str_make(marks, sizeof(marks)));
}

static struct str after_of(struct stories *s, const struct story *story)
{
	auto_buf b = BUF_INIT(4096);
	struct str tags = str_of(story->tags);

	if (s->spec.fold && story->papers > 1)
		buf_printf(&b, "(%u)", story->papers);
	if (s->spec.ranking)
		reader_rank_text(s, story->id, &b);
	while (tags.len) {
		struct str tag = str_cut(&tags, ' ');
		if (tag.len)
			buf_printf(&b, "%s#%.*s", b.len ? " " : "", STR_ARG(tag));
	}
	return arena_str(&s->texts, buf_str(&b));
}

/* What the filter looks for stands out. */
static struct str marked_title(struct stories *s, const struct story *story)
{
	struct str title = str_of(story->title);
	struct str needle = str_of(s->spec.filter);
	size_t at = needle.len ? str_find(title, needle) : STR_NPOS;

	if (at == STR_NPOS)
		return title;
	return str_of(arena_printf(&s->texts, "%.*s\1%.*s\2%s", (int)at, title.at,
	                           STR_ARG(needle), title.at + at + needle.len));
}

static struct str note_of(struct stories *s, const struct story *story)
{
	const char *summary = story->summary ? story->summary : "";

	if (story->note)
		return str_of(arena_printf(&s->texts, _("Note: %s"), story->note));
	return str_of(*summary ? summary : story->title);
}

static enum style style_of(const struct story *story, bool highlighted)
{
	if (story->flags & STORY_KILLED)
		return STYLE_DIM;
	if (highlighted)
		return STYLE_LABEL;
	return story->flags & STORY_READ ? STYLE_TEXT : STYLE_STRONG;
}

static struct list_row make_row(struct stories *s, const struct story *story,
                                int64_t now)
{
	bool highlighted = is_highlighted(s, story);
	struct arena *a = &s->texts;

	return (struct list_row){
		.id = story->id,
		.cell = {
			[CELL_MARKS] = marks_of(a, story->flags, highlighted),
			[CELL_WHEN] = short_time(a, story->published, now),
			[CELL_WHEN_LONG] = time_text(a, story->published, "%F %H:%M"),
			[CELL_TITLE] = marked_title(s, story),
			[CELL_PAPER] = arena_str(a, reader_paper_name(s->reader,
			                                              story->paper)),
		},
		.after = after_of(s, story),
		.group = group_of(s, story, now),
		.detail = str_of(story->snippet),
		.note = note_of(s, story),
		.style = style_of(story, highlighted),
	};
}

/* --- the model --- */

static struct stories *of_model(struct list_model *model)
{
	return (struct stories *)model;
}

static size_t stories_reach(struct list_model *model, size_t wanted)
{
	struct stories *s = of_model(model);

	return MIN(wanted, s->ids ? story_list_reach(s->ids, wanted) : s->members.len);
}

static int64_t stories_id(struct list_model *model, size_t index)
{
	struct stories *s = of_model(model);

	if (s->ids)
		return story_list_id(s->ids, index);
	return index < s->members.len ? s->members.at[index] : 0;
}

static size_t stories_find(struct list_model *model, int64_t id)
{
	struct stories *s = of_model(model);

	if (s->ids)
		return story_list_find(s->ids, id);
	for (size_t i = 0; i < s->members.len; i++)
		if (s->members.at[i] == id)
			return i;
	return SIZE_MAX;
}

static void clear_window(struct stories *s)
{
	vec_each (story, &s->window)
		story_done(story);
	vec_clear(&s->window);
	arena_done(&s->texts);
}

/* A row whose story is gone meanwhile stays, so that nothing jumps. */
static struct list_row gone_row(int64_t id)
{
	return (struct list_row){
		.id = id,
		.cell = { [CELL_TITLE] = str_of(_("(not kept any more)")) },
		.style = STYLE_DIM,
	};
}

static enum err load_window(struct stories *s, size_t first, size_t n,
                            struct error *err)
{
	clear_window(s);
	for (size_t i = 0; i < n; i++)
		vec_push(&s->window);
	if (s->ids)
		return story_list_stories(s->ids, first, n, s->window.at, err);
	return store_stories(s->reader->shelf.library->store, s->members.at + first, n,
	                     s->window.at, err);
}

static void stories_rows(struct list_model *model, size_t first, size_t n,
                         struct list_row *rows)
{
	struct stories *s = of_model(model);
	int64_t now = clock_now();
	struct error err;

	reader_check(s->reader, load_window(s, first, n, &err), &err);
	for (size_t i = 0; i < n; i++)
		rows[i] = s->window.at[i].id ? make_row(s, &s->window.at[i], now)
		                             : gone_row(stories_id(model, first + i));
}

static size_t stories_count(struct list_model *model)
{
	const struct stories *s = of_model(model);

	return s->counted ? s->count : 0;
}

static void stories_free(struct list_model *model)
{
	struct stories *s = of_model(model);

	clear_window(s);
	vec_done(&s->window);
	vec_done(&s->members);
	ranking_done(&s->ranking);
	story_list_free(s->ids);
	story_spec_done(&s->spec);
	free(s);
}

static const struct list_model_ops stories_ops = {
	.reach = stories_reach,
	.id = stories_id,
	.find = stories_find,
	.rows = stories_rows,
	.count = stories_count,
	.free = stories_free,
};

struct stories *stories_of(const struct list *list)
{
	return list && list_model(list)->ops == &stories_ops
	               ? (struct stories *)list_model(list)
	               : NULL;
}

/* --- the line above, and what stands there without stories --- */

static void add_part(struct buf *b, const char *text)
{
	buf_printf(b, "%s%s", b->len ? _(", ") : "", text);
}

static void make_head(const struct stories *s, struct buf *left, struct buf *right)
{
	const struct story_spec *spec = &s->spec;

	buf_add_text(left, spec->title);
	if (spec->filter)
		buf_printf(left, _(", with \"%s\""), spec->filter);
	if (s->news)
		buf_printf(left, _("  (%u new: r shows them)"), s->news);
	if (spec->fold)
		add_part(right, _("folded"));
	if (spec->without & STORY_READ)
		add_part(right, _("unread"));
	if (spec->ranking)
		add_part(right, _("D W M: the period"));
	else
		add_part(right, _(orders[spec->order]));
}

static void set_head(struct list *list, const struct stories *s)
{
	auto_buf left = BUF_INIT(1 << 16), right = BUF_INIT(4096);

	make_head(s, &left, &right);
	list_set_head(list, buf_text(&left), buf_text(&right));
}

static void set_empty(struct list *list, const struct stories *s)
{
	const struct story_spec *spec = &s->spec;
	const char *text = _("There are no stories here yet\n\nr refreshes, R "
	                     "refreshes all papers, q leaves");

	if (spec->ranking)
		text = _(
		        "No story is of this time\n\nD W and M show the ranking of the "
		        "day, week and month, R refreshes all papers, q leaves");
	else if (spec->filter)
		text = _("No title has that in it\n\nf looks for something else, Esc "
		         "shows all");
	else if (spec->search && *spec->search)
		text = _("Nothing was found\n\n/ looks for something else, q leaves");
	else if (spec->search)
		text = _("Type what to look for");
	else if (spec->without & STORY_READ)
		text = _("All is read\n\nR refreshes all papers, H shows what is "
		         "read too, q leaves");
	else if (spec->with & STORY_STARRED)
		text = _("Nothing is starred yet\n\n* stars a story");
	list_set_empty(list, text);
}

/* --- counting: ids are read as far as they are needed, the rest in slices --- */

static void count_on(struct stories *s)
{
	int64_t end = clock_ms() + SLICE_MS;

	do {
		size_t wanted = s->count + COUNT_STEP;
		s->count = story_list_reach(s->ids, wanted);
		s->counted = s->count < wanted;
	} while (!s->counted && clock_ms() < end);
}

static void count_slice(void *data)
{
	struct reader *r = data;
	struct stories *s = stories_of(reader_list(r));

	r->shelf.count = 0;
	if (!s || s->counted)
		return;
	count_on(s);
	if (s->counted)
		reader_touch(r);
	reader_count_later(r);
}

void reader_count_later(struct reader *r)
{
	struct stories *s = stories_of(reader_list(r));

	if (s && !s->counted && !r->shelf.count)
		r->shelf.count =
		        loop_after(r->setup->loop, SLICE_REST_MS, count_slice, r);
}

/* --- opening --- */

static bool open_members(struct reader *r, struct stories *s)
{
	struct error err;

	if (!reader_check(r,
	                  store_cluster(r->shelf.library->store, s->spec.cluster,
	                                &s->members, &err),
	                  &err))
		return false;
	s->count = s->members.len;
	s->counted = true;
	return true;
}

static bool open_ids(struct reader *r, struct stories *s)
{
	if (s->spec.cluster)
		return open_members(r, s);
	if (s->spec.ranking)
		return reader_ranking_open(r, s);
	struct story_query query = story_spec_query(&s->spec);
	struct story_list *ids;
	struct error err;

	if (!reader_check(r,
	                  story_list_open(r->shelf.library->store, &query, &ids, &err),
	                  &err))
		return false;
	story_list_free(s->ids);
	s->ids = ids;
	s->count = 0;
	s->news = 0;
	count_on(s);
	return true;
}

struct list *reader_show_stories(struct reader *r, struct story_spec spec)
{
	struct stories *s = mem_new(struct stories);
	struct view *v;

	s->model.ops = &stories_ops;
	s->reader = r;
	s->spec = spec;
	if (!reader_library(r)) {
		stories_free(&s->model);
		return NULL;
	}
	reader_fold_what_came(r);
	if (!open_ids(r, s)) {
		stories_free(&s->model);
		return NULL;
	}
	v = list_new(CTX_STORIES, columns, ARRAY_SIZE(columns), &s->model);
	set_head(list_of(v), s);
	set_empty(list_of(v), s);
	view_stack_done(&r->forward);
	view_push(&r->stack, v);
	reader_count_later(r);
	reader_touch(r);
	return list_of(v);
}

void reader_stories_again(struct reader *r, struct list *list)
{
	struct stories *s = stories_of(list);

	reader_fold_what_came(r);
	open_ids(r, s);
	set_head(list, s);
	set_empty(list, s);
	list_touch(list);
	reader_count_later(r);
	reader_touch(r);
}

/* --- what came meanwhile --- */

static bool belongs(const struct story_spec *spec, int64_t paper)
{
	if (!spec->of_papers)
		return !(spec->with & STORY_STARRED);
	vec_each (id, &spec->papers)
		if (*id == paper)
			return true;
	return false;
}

static void tell_news(struct view_stack *stack, int64_t paper, uint32_t n)
{
	for (struct view *v = stack->top; v; v = v->below) {
		struct stories *s = stories_of(list_of(v));
		if (!s || !belongs(&s->spec, paper))
			continue;
		s->news += n;
		set_head(list_of(v), s);
	}
}

void reader_stories_news(struct reader *r, int64_t paper, uint32_t n)
{
	if (!n)
		return;
	tell_news(&r->stack, paper, n);
	tell_news(&r->forward, paper, n);
}
