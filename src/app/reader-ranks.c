/* SPDX-License-Identifier: GPL-3.0-or-later */
/* reader-ranks.c - what the store knows beside the papers' own order: rankings by day,
 * week and month, articles by mood, what one cast, and related stories.
 *
 * Rankings are lists of stories like any other.  Articles by mood and casts may be of
 * no paper, so they are lists of addresses: struct places. */
#include "reader-inside.h"

#include "baolan/app/ranking.h"
#include "baolan/base/clock.h"
#include "baolan/base/i18n.h"
#include "baolan/base/mem.h"

#include "reader-commands.h"

#include <stdlib.h>
#include <time.h>

enum { SECONDS_A_DAY = 86400 };

/* --- rankings of what is followed --- */

/* clang-format off */
static const char *const titles[PERIODS] = {
	[PERIOD_DAY]   = N_("Ranking: [day] week month"),
	[PERIOD_WEEK]  = N_("Ranking: day [week] month"),
	[PERIOD_MONTH] = N_("Ranking: day week [month]"),
};
/* clang-format on */

static struct story_spec ranking_spec(enum doc_period period)
{
	return (struct story_spec){ .title = mem_strdup(_(titles[period])),
		                    .ranking = period,
		                    .fold = true };
}

bool reader_ranking_open(struct reader *r, struct stories *s)
{
	struct error err;

	ranking_done(&s->ranking);
	vec_clear(&s->members);
	if (!reader_check(r,
	                  ranking_make(r->shelf.library, s->spec.ranking, &s->ranking,
	                               &err),
	                  &err))
		return false;
	vec_each (entry, &s->ranking.list)
		*vec_push(&s->members) = entry->story;
	s->count = s->members.len;
	s->counted = true;
	return true;
}

void reader_rank_text(const struct stories *s, int64_t story, struct buf *b)
{
	char change[RANK_CHANGE];

	for (size_t i = 0; i < s->ranking.list.len; i++) {
		if (s->ranking.list.at[i].story != story)
			continue;
		ranking_change(&s->ranking, i, change);
		buf_printf(b, "%s%s", b->len && *change ? " " : "", change);
	}
}

void reader_rank_again(struct reader *r)
{
	struct stories *s = stories_of(reader_list(r));

	if (s && s->spec.ranking && !r->asking)
		reader_stories_again(r, reader_list(r));
}

/* In a ranking the other period takes its place. */
static void show_ranking(struct reader *r, enum doc_period period)
{
	struct stories *s = stories_of(reader_list(r));

	if (!reader_library(r))
		return;
	reader_index_later(r);
	if (!s || !s->spec.ranking) {
		reader_show_stories(r, ranking_spec(period));
		return;
	}
	story_spec_done(&s->spec);
	s->spec = ranking_spec(period);
	reader_stories_again(r, reader_list(r));
	list_go(reader_list(r), 0);
}

void go_ranking(struct reader *r, int count)
{
	(void)count;
	show_ranking(r, PERIOD_DAY);
}

void rank_day(struct reader *r, int count)
{
	(void)count;
	show_ranking(r, PERIOD_DAY);
}

void rank_week(struct reader *r, int count)
{
	(void)count;
	show_ranking(r, PERIOD_WEEK);
}

void rank_month(struct reader *r, int count)
{
	(void)count;
	show_ranking(r, PERIOD_MONTH);
}

/* --- lists of addresses --- */

struct place { /* strings are owned */
	int64_t id;
	char *url, *title, *what, *note;
	int64_t when;
	enum style style;
};

struct places {
	struct list_model model;
	VEC(struct place) list;
	struct arena texts;
	bool casts; /* what one cast */
};

enum { CELL_WHAT, CELL_WHEN, CELL_TITLE };
/* clang-format off */
static const struct list_column columns[] = {
	{ .cell = CELL_WHAT,             .width = 8,  .style = STYLE_LABEL },
	{ .cell = CELL_WHEN, .from = 60, .width = 11, .style = STYLE_DIM },
	{ .cell = CELL_TITLE },
};
/* clang-format on */

static struct places *of_model(struct list_model *model)
{
	return (struct places *)model;
}

static size_t places_reach(struct list_model *model, size_t wanted)
{
	return MIN(wanted, of_model(model)->list.len);
}

static int64_t places_id(struct list_model *model, size_t index)
{
	struct places *places = of_model(model);

	return index < places->list.len ? places->list.at[index].id : 0;
}

static size_t places_find(struct list_model *model, int64_t id)
{
	return id > 0 && (size_t)id <= of_model(model)->list.len ? (size_t)id - 1
	                                                         : SIZE_MAX;
}

static struct str time_text(struct arena *a, int64_t at)
{
	char text[32] = "";
	time_t seconds = (time_t)at;
	struct tm tm;

	if (localtime_r(&seconds, &tm))
		strftime(text, sizeof(text), "%m-%d %H:%M", &tm);
	return arena_str(a, str_of(text));
}

static void places_rows(struct list_model *model, size_t first, size_t n,
                        struct list_row *rows)
{
	struct places *places = of_model(model);

	arena_done(&places->texts);
	for (size_t i = 0; i < n; i++) {
		const struct place *place = &places->list.at[first + i];
		rows[i] = (struct list_row){
			.id = place->id,
			.cell = { [CELL_WHAT] = str_of(place->what),
			          [CELL_WHEN] = time_text(&places->texts, place->when),
			          [CELL_TITLE] = str_of(place->title) },
			.note = str_of(place->note),
			.style = place->style,
		};
	}
}

static size_t places_count(struct list_model *model)
{
	return of_model(model)->list.len;
}

static void places_free(struct list_model *model)
{
	struct places *places = of_model(model);

	vec_each (place, &places->list) {
		free(place->url);
		free(place->title);
		free(place->what);
		free(place->note);
	}
	vec_done(&places->list);
	arena_done(&places->texts);
	free(places);
}

static const struct list_model_ops places_ops = {
	.reach = places_reach,
	.id = places_id,
	.find = places_find,
	.rows = places_rows,
	.count = places_count,
	.free = places_free,
};

static struct places *places_new(void)
{
	struct places *places = mem_new(struct places);

	places->model.ops = &places_ops;
	return places;
}

static void add_place(struct places *places, struct place place)
{
	place.id = (int64_t)places->list.len + 1;
	*vec_push(&places->list) = place;
}

static void show_places(struct reader *r, struct places *places, const char *title,
                        const char *hint, const char *empty)
{
	struct view *v =
	        list_new(CTX_PLACES, columns, ARRAY_SIZE(columns), &places->model);

	list_set_head(list_of(v), title, hint);
	list_set_empty(list_of(v), empty);
	view_stack_done(&r->forward);
	view_push(&r->stack, v);
	reader_touch(r);
}

static const struct place *chosen_place(const struct reader *r)
{
	struct list *list = reader_list(r);
	size_t at;

	if (!list || list_model(list)->ops != &places_ops)
		return NULL;
	at = places_find(list_model(list), list_selected(list));
	return at == SIZE_MAX ? NULL : &of_model(list_model(list))->list.at[at];
}

bool reader_open_place(struct reader *r)
{
	const struct place *place = chosen_place(r);

	if (!place)
		return false;
	reader_visit(r, place->url, &(struct visit_options){ .title = place->title });
	return true;
}

const char *reader_place_url(const struct reader *r)
{
	const struct place *place = chosen_place(r);

	return place ? place->url : NULL;
}

/* --- by mood --- */

static bool is_killed(const struct library *library, const struct felt *felt)
{
	return library->rules && rules_apply(library->rules, str_of(felt->title),
	                                     STR_NONE, STR_NONE, STR_NONE) &
	                                 RULES_KILL;
}

static void show_mood(struct reader *r, struct str mood)
{
	struct felts felts = { 0 };
	struct places *places;
	struct error err;
	int64_t since = clock_now() - SECONDS_A_DAY;
	auto_free char *title = NULL;

	mood = str_trim_space(mood);
	if (!mood.len || !reader_library(r) ||
	    !reader_check(r,
	                  store_felt(r->shelf.library->store, mood, since, RANK_LENGTH,
	                             &felts, &err),
	                  &err))
		return;
	places = places_new();
	vec_each (felt, &felts.list)
		if (!is_killed(r->shelf.library, felt))
			add_place(places,
			          (struct place){
			                  .url = mem_strdup(felt->url),
			                  .title = mem_strdup(felt->title ? felt->title
			                                                  : felt->url),
			                  .what = mem_printf("%lld",
			                                     (long long)felt->count),
			                  .note = mem_printf(_("%s: %lld of %lld"),
			                                     felt->label,
			                                     (long long)felt->count,
			                                     (long long)felt->total),
			                  .when = felt->seen });
	felts_done(&felts);
	title = mem_printf(_("What readers felt today: %.*s"), STR_ARG(mood));
	show_places(r, places, title, _("of what you opened"),
	            _("No article that you opened today has that mood\n\nq leaves"));
}

void go_mood(struct reader *r, int count)
{
	struct felts moods = { 0 };
	auto_free char *usual = NULL;

	(void)count;
	if (!reader_library(r))
		return;
	store_moods_seen(r->shelf.library->store, clock_now() - SECONDS_A_DAY, &moods,
	                 NULL);
	usual = mem_strdup(moods.list.len ? moods.list.at[0].label : "");
	felts_done(&moods);
	reader_ask(r, ASK_TAG, _("Articles by the mood: "), usual, show_mood);
}

/* --- what one cast --- */

static char *cast_note(const struct cast_row *row)
{
	return row->message ? mem_printf("%s: %s", _(cast_state_words[row->state]),
	                                 row->message)
	                    : mem_strdup(_(cast_state_words[row->state]));
}

static enum style cast_style(enum cast_state state)
{
	static const enum style styles[CAST_STATES] = {
		[CAST_CHOSEN] = STYLE_STRONG, [CAST_SENT] = STYLE_TEXT,
		[CAST_COUNTED] = STYLE_TEXT,  [CAST_REFUSED] = STYLE_DIM,
		[CAST_UNKNOWN] = STYLE_ERROR,
	};

	return styles[state];
}

static struct places *read_casts(struct reader *r, size_t *ret_waiting)
{
	struct cast_rows rows = { 0 };
	struct places *places;
	struct error err;

	if (!reader_check(r, store_casts(r->shelf.library->store, false, &rows, &err),
	                  &err))
		return NULL;
	places = places_new();
	places->casts = true;
	vec_each (row, &rows.list) {
		*ret_waiting += row->state == CAST_CHOSEN;
		add_place(places,
		          (struct place){ .url = mem_strdup(row->url),
		                          .title = mem_strdup(row->title ? row->title
		                                                         : row->url),
		                          .what = mem_strdup(row->label ? row->label
		                                                        : row->mood),
		                          .note = cast_note(row),
		                          .when = row->chosen,
		                          .style = cast_style(row->state) });
	}
	cast_rows_done(&rows);
	return places;
}

void go_casts(struct reader *r, int count)
{
	struct places *places;
	size_t waiting = 0;
	auto_free char *hint = NULL;

	(void)count;
	if (!reader_library(r))
		return;
	places = read_casts(r, &waiting);
	if (!places)
		return;
	hint = waiting ? mem_printf(_("%zu wait: s sends them"), waiting)
	               : mem_strdup("");
	show_places(r, places, _("What you felt"), hint,
	            _("You have cast nothing yet\n\nm chooses a mood under an "
	              "article, q leaves"));
}

/* --- the queue: one after the other --- */

static void send_next(struct reader *r);

static void on_progress(void *data, enum load_step step, uint64_t bytes,
                        uint64_t expected)
{
	(void)data;
	(void)step;
	(void)bytes;
	(void)expected;
}

/* The list as it is now takes the place of that before. */
static void show_casts_again(struct reader *r)
{
	struct list *list = reader_list(r);

	if (!list || list_model(list)->ops != &places_ops ||
	    !of_model(list_model(list))->casts)
		return;
	view_pop(&r->stack);
	go_casts(r, 0);
}

static void end_queue(struct reader *r)
{
	struct queue *queue = &r->queue;
	unsigned sent = queue->sent, failed = queue->failed;

	reader_stop_queue(r);
	show_casts_again(r);
	if (failed)
		reader_complain(r, _("%u sent and counted, %u not; the list tells why"),
		                sent, failed);
	else
		reader_say(r, _("%u sent and counted"), sent);
	reader_touch(r);
}

static void on_cast_document(void *data, struct loaded *loaded)
{
	(void)data;
	(void)loaded;
}

static void on_cast_done(void *data, const struct error *why)
{
	struct reader *r = data;

	r->queue.load = NULL;
	if (why)
		r->queue.failed++;
	else
		r->queue.sent++;
	send_next(r);
}

static const struct load_ops cast_ops = { on_progress, on_cast_document, on_cast_done };

/* The last document has the moods. */
static void on_page_document(void *data, struct loaded *loaded)
{
	struct reader *r = data;

	loaded_done(&r->queue.page);
	r->queue.page = *loaded;
	*loaded = (struct loaded){ .block = BUF_INIT(0) };
}

/* By the label when the page has other tokens by now. */
static struct str token_of(const struct doc *doc, const struct cast_row *row)
{
	uint32_t n;
	const struct doc_mood *moods = doc_moods(doc, &n);
	struct str label = str_of(row->label ? row->label : row->mood);

	for (uint32_t i = 0; i < n; i++)
		if (str_eq(doc_str(doc, moods[i].label), label))
			return doc_str(doc, moods[i].token);
	return STR_NONE;
}

static void on_page_done(void *data, const struct error *why)
{
	struct reader *r = data;
	struct queue *queue = &r->queue;
	const struct cast_row *row = &queue->rows.list.at[queue->next++];
	struct str token = queue->page.doc ? token_of(queue->page.doc, row) : STR_NONE;

	(void)why; /* without the moods there is no token */
	queue->load = NULL;
	if (token.len) {
		queue->load = cast_start(r->setup->sync, queue->page.doc, token,
		                         &cast_ops, r);
		return;
	}
	queue->failed++;
	send_next(r);
}

static const struct load_ops page_ops = { on_progress, on_page_document, on_page_done };

static void send_next(struct reader *r)
{
	struct queue *queue = &r->queue;

	loaded_done(&queue->page);
	if (queue->next >= queue->rows.list.len) {
		end_queue(r);
		return;
	}
	reader_say(r, _("Sending %zu of %zu ..."), queue->next + 1,
	           queue->rows.list.len);
	queue->load = load_start(r->setup->sync, queue->rows.list.at[queue->next].url,
	                         &(struct load_options){ 0 }, &page_ops, r);
}

void reader_stop_queue(struct reader *r)
{
	load_cancel(take(r->queue.load));
	loaded_done(&r->queue.page);
	cast_rows_done(&r->queue.rows);
	r->queue = (struct queue){ 0 };
}

static void answer_queue(struct reader *r, struct str text)
{
	struct error err;

	if (!str_eq(text, STR("y"))) {
		reader_say(r, _("Nothing was sent; the choices wait on"));
		return;
	}
	reader_stop_queue(r);
	if (reader_check(r,
	                 store_casts(r->shelf.library->store, true, &r->queue.rows,
	                             &err),
	                 &err))
		send_next(r);
}

void send_queue(struct reader *r, int count)
{
	struct cast_rows rows = { 0 };
	auto_free char *label = NULL;

	(void)count;
	if (!reader_library(r) ||
	    store_casts(r->shelf.library->store, true, &rows, NULL))
		return;
	label = mem_printf(_("Send these choices now (%zu)? y/n "), rows.list.len);
	if (r->queue.load)
		reader_say(r, _("Your choice is still being sent"));
	else if (rows.list.len)
		reader_ask_key(r, label, answer_queue);
	else
		reader_say(r, _("Nothing waits to be sent"));
	cast_rows_done(&rows);
}

/* --- related stories under an article --- */

/* Whoever follows nothing has none, and no store is opened for that. */
void reader_add_related(struct reader *r, struct page *page)
{
	struct buf block = BUF_INIT(BUF_MAX_TEXT);
	struct doc_builder *builder;
	const struct doc *doc = NULL;

	if (!related_are_few(page->doc) || !library_is_followed(r->setup->app) ||
	    !reader_library(r))
		return;
	builder = doc_builder_new(doc_kind(page->doc), BUF_MAX_TEXT);
	doc_copy_all(builder, page->doc);
	if (related_add(r->shelf.library, page->doc, builder) &&
	    doc_build(builder, &block, NULL) == ERR_OK)
		doc = doc_check(buf_str(&block), NULL);
	doc_builder_free(builder);
	if (doc)
		page_set_doc(page, &block, doc);
	else
		buf_done(&block);
	reader_touch(r);
}
