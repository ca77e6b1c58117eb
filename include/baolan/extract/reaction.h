/* SPDX-License-Identifier: GPL-3.0-or-later */
/* reaction.h - the requests of a reaction protocol, made by baolan itself from
 * the recipe's templates.
 *
 * What the page supplied (the document's vars) is substituted escaped for its
 * place: percent-encoded in a URL or form, as a JSON string in JSON.  So a page
 * can at most choose values, never another host or another request. */
#ifndef BAOLAN_EXTRACT_REACTION_H
#define BAOLAN_EXTRACT_REACTION_H

#include "baolan/doc/doc.h"
#include "baolan/extract/recipe.h"

enum reaction_counts { COUNTS_REPLY, COUNTS_RELOAD, COUNTS_PLUS_ONE };

struct reaction_request { /* the buffers are the caller's, empty before */
	struct buf url, body;
	const char *method;       /* "GET", "POST"; static */
	const char *content_type; /* NULL: no body; static */
	bool send_referer;
	struct str headers; /* "Name: value", a line each; the recipe's, borrowed */
};
void reaction_request_done(struct reaction_request *r);

/* Does the moods' load need a request of its own (or stood it in the page)? */
bool reaction_needs_load(const struct recipe *recipe);
enum reaction_counts reaction_counts_after(const struct recipe *recipe);
/* How long a reader's own cast is remembered, so that no second one is sent;
 * -1: for ever. */
int64_t reaction_guard_seconds(const struct recipe *recipe);
/* The request that loads the counts; `mood` absent.  Or the one that casts
 * `mood`, a token of the document.  ERR_FORMAT names a variable that the page
 * did not supply. */
enum err reaction_load_request(const struct recipe *recipe, const struct doc *doc,
                               struct reaction_request *ret_request, struct error *err);
enum err reaction_cast_request(const struct recipe *recipe, const struct doc *doc,
                               struct str mood, struct reaction_request *ret_request,
                               struct error *err);
/* The request that takes the cast of `mood` back.  ERR_REFUSED: the protocol has
 * none. */
enum err reaction_undo_request(const struct recipe *recipe, const struct doc *doc,
                               struct str mood, struct reaction_request *ret_request,
                               struct error *err);
bool reaction_can_undo(const struct recipe *recipe);
/* What is asked for before a cast, for the cookies that come with it. */
bool reaction_needs_preflight(const struct recipe *recipe);
enum err reaction_preflight_request(const struct recipe *recipe, const struct doc *doc,
                                    struct reaction_request *ret_request,
                                    struct error *err);
/* Cut "Name: value" off *headers; false at the end. */
bool reaction_next_header(struct str *headers, struct str *ret_name,
                          struct str *ret_value);

#endif
