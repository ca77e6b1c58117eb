/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What this reader cast: in the journal of the store when there is one, else for this
 * run in memory.  It is the one place that says whether a choice may leave. */
#include "sync.h"

#include "baolan/base/clock.h"
#include "baolan/base/i18n.h"
#include "baolan/base/log.h"
#include "baolan/base/mem.h"
#include "baolan/store/casts.h"

#include <stdlib.h>

void sync_set_journal(struct sync *sync, const struct cast_journal *journal)
{
	sync->journal = *journal;
}

static struct str url_of(const struct load *load)
{
	return doc_field(load->article.doc, DOC_URL);
}

/* The store as far as it is there; NULL: nothing was ever written. */
static struct store *look(const struct sync *sync)
{
	return sync->journal.look ? sync->journal.look(sync->journal.data) : NULL;
}

/* --- of this run --- */

static struct cast_record *find_record(const struct sync *sync, struct str url)
{
	url = str_cut(&url, '#');
	vec_each (record, &sync->casts)
		if (str_eq(str_of(record->url), url))
			return record;
	return NULL;
}

static void record(struct load *load)
{
	struct str url = url_of(load);
	if (find_record(load->sync, url))
		return;
	struct cast_record *record = vec_push(&load->sync->casts);
	record->url = str_dup(str_cut(&url, '#'));
	record->mood = mem_strdup(load->mood);
}

/* --- sending --- */

static struct str label_of(const struct doc *doc, struct str token)
{
	uint32_t n;
	const struct doc_mood *moods = doc_moods(doc, &n);
	for (uint32_t i = 0; i < n; i++)
		if (str_eq(doc_str(doc, moods[i].token), token))
			return doc_str(doc, moods[i].label);
	return STR_NONE;
}

static struct cast_choice choice_of(const struct load *load)
{
	const struct doc *doc = load->article.doc;
	return (struct cast_choice){ .url = url_of(load),
		                     .mood = str_of(load->mood),
		                     .label = label_of(doc, str_of(load->mood)),
		                     .title = doc_field(doc, DOC_TITLE) };
}

static enum err put(struct load *load, bool leaves, struct error *err)
{
	struct sync *sync = load->sync;
	struct cast_choice choice = choice_of(load);
	struct store *store = sync->journal.open(sync->journal.data, err);
	if (!store)
		return ERR_STORE;
	return leaves ? store_cast_send(store, &choice, clock_now(), err)
	              : store_cast_choose(store, &choice, clock_now(), err);
}

enum err casts_send(struct load *load, struct error *err)
{
	struct error why = { 0 };
	if (!load->sync->journal.open)
		return ERR_OK;
	enum err code = put(load, true, &why);
	load->journalled = code == ERR_OK;
	if (code == ERR_OK || why.code == ERR_REFUSED)
		return code == ERR_OK ? code
		                      : err_set(err, ERR_REFUSED, "%s", why.text);
	return err_set(err, why.code,
	               _("Your choice was not sent, since it can't be written down "
	                 "first: %s"),
	               why.text);
}

void casts_settle(struct load *load, int state, const char *message)
{
	struct error why = { 0 };
	if (state == CAST_COUNTED)
		record(load);
	if (!load->journalled)
		return;
	load->journalled = false;
	struct store *store = look(load->sync);
	if (!store || store_cast_settle(store, url_of(load), (enum cast_state)state,
	                                message, clock_now(), &why) != ERR_OK)
		log_line("a cast's end could not be written: %s", why.text);
}

void casts_forget(struct load *load)
{
	struct error why;
	struct cast_record *record = find_record(load->sync, url_of(load));
	struct store *store = look(load->sync);
	if (record)
		record->url[0] = '\0';
	if (store && store_cast_forget(store, url_of(load), &why) != ERR_OK)
		log_line("what was taken back is still in the journal: %s", why.text);
}

/* --- later visits --- */

static void set_message(struct doc_builder *builder, const struct cast_row *row)
{
	if (row->state == CAST_CHOSEN) {
		auto_free char *text = mem_printf(_("Your choice waits to be sent: %s"),
		                                  row->label ? row->label : row->mood);
		doc_set(builder, DOC_REACTION_MESSAGE, str_of(text));
	} else if (row->state == CAST_UNKNOWN) {
		doc_set(builder, DOC_REACTION_MESSAGE,
		        str_of(_("Your choice left, but nobody knows whether it was "
		                 "counted; it is not sent again")));
	}
}

static bool show(struct load *load, const struct cast_row *row)
{
	struct doc_builder *builder =
	        doc_builder_new(doc_kind(load->article.doc), BUF_MAX_TEXT);
	doc_copy_all(builder, load->article.doc);
	if (row->state != CAST_CHOSEN && row->state != CAST_REFUSED)
		doc_set(builder, DOC_REACTION_MINE, str_of(row->mood));
	set_message(builder, row);
	return load_rebuild(load, builder);
}

static bool is_about_moods(const struct load *load)
{
	return doc_field(load->article.doc, DOC_REACTION_PROTOCOL).len;
}

bool casts_recall(struct load *load)
{
	if (!is_about_moods(load))
		return true;
	struct cast_record *record = find_record(load->sync, url_of(load));
	if (record)
		return show(load, &(struct cast_row){ .state = CAST_COUNTED,
		                                      .mood = record->mood });
	struct cast_row row = { 0 };
	struct store *store = look(load->sync);
	if (!store || !store_cast_at(store, url_of(load), &row))
		return true;
	bool alive = show(load, &row);
	cast_row_done(&row);
	return alive;
}

void casts_see(const struct load *load)
{
	struct store *store = is_about_moods(load) ? look(load->sync) : NULL;
	struct error why;
	if (store && !store_read_only(store) &&
	    store_see_moods(store, load->article.doc, clock_now(), &why) != ERR_OK)
		log_line("the counts of moods could not be kept: %s", why.text);
}
