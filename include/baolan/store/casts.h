/* SPDX-License-Identifier: GPL-3.0-or-later */
/* casts.h - the journal of reactions in news.db: one row for each article that the
 * reader felt something about, and the counts that were seen.
 *
 *   chosen   waits to be sent: nothing has left
 *   sent     committed before the request leaves, until an answer is read
 *   counted  the site has taken it
 *   refused  the site said no, and its words; may be tried again
 *   unknown  it left, and nobody knows what became of it
 *
 * A row that is sent, counted or unknown is never sent (again): that is checked and
 * changed in one statement, also between two running instances.  store_open makes
 * unknown what it finds as sent.  An article is its address without a fragment. */
#ifndef BAOLAN_STORE_CASTS_H
#define BAOLAN_STORE_CASTS_H

#include "baolan/store/store.h"

enum cast_state {
	CAST_CHOSEN,
	CAST_SENT,
	CAST_COUNTED,
	CAST_REFUSED,
	CAST_UNKNOWN,
	CAST_STATES
};

/* In words, N_(); and for JSON, never translated. */
extern const char *const cast_state_words[CAST_STATES];
extern const char *const cast_state_names[CAST_STATES];

struct cast_row { /* strings are owned */
	int64_t id;
	enum cast_state state;
	int64_t chosen, changed; /* when; seconds since 1970 */
	char *url, *mood;        /* the token */
	char *label;             /* of the mood, as the page calls it; NULL: nothing */
	char *title;             /* of the article; NULL: not known */
	char *message;           /* what was said to it; NULL: nothing */
};
void cast_row_done(struct cast_row *row);
struct cast_rows {
	VEC(struct cast_row) list;
};
void cast_rows_done(struct cast_rows *rows);

struct cast_choice {
	struct str url, mood, label, title;
};
/* To be sent later.  ERR_REFUSED tells of the choice that stands already. */
enum err store_cast_choose(struct store *store, const struct cast_choice *choice,
                           int64_t now, struct error *err);
/* It leaves now: what returned ERR_OK is on the disk, come what may.  ERR_REFUSED as
 * above, also when another instance was faster. */
enum err store_cast_send(struct store *store, const struct cast_choice *choice,
                         int64_t now, struct error *err);
/* What became of one that was sent.  `message` may be NULL. */
enum err store_cast_settle(struct store *store, struct str url, enum cast_state state,
                           const char *message, int64_t now, struct error *err);
/* Forget a choice that has not left, or that was taken back at the site. */
enum err store_cast_forget(struct store *store, struct str url, struct error *err);
/* False when nothing was cast there. */
bool store_cast_at(struct store *store, struct str url, struct cast_row *ret_row);
/* All, the latest first; or those that wait to be sent. */
enum err store_casts(struct store *store, bool waiting, struct cast_rows *ret_rows,
                     struct error *err);

/* Keep the counts of a document's moods as they were seen; nothing when it has none
 * that are known. */
enum err store_see_moods(struct store *store, const struct doc *doc, int64_t now,
                         struct error *err);

/* An article by what its readers felt. */
struct felt { /* strings are owned */
	char *url, *title;
	char *label;          /* the page's own word for the mood */
	int64_t count, total; /* of that mood; of all of the article */
	int64_t seen;
};
struct felts {
	VEC(struct felt) list;
};
void felts_done(struct felts *felts);
/* Those with most of a mood ("愤怒"; any whose label has the word in it), counts seen
 * since then; at most `limit`. */
enum err store_felt(struct store *store, struct str mood, int64_t since, size_t limit,
                    struct felts *ret_felts, struct error *err);
/* The moods that were seen since then, the most frequent first. */
enum err store_moods_seen(struct store *store, int64_t since, struct felts *ret_moods,
                          struct error *err);

#endif
