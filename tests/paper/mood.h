/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mood.h - what the two reaction protocols share: counts, faults, JSONP. */
#ifndef PAPER_MOOD_H
#define PAPER_MOOD_H

#include "paper.h"

unsigned long mood_total(const struct article *article);
/* The article's id in PHPCMS's mood ("6-37-1": category, story, site) and in
 * the emoji service (date and number). */
void mood_id(const struct article *article, struct buf *out);
void mood_sid(const struct article *article, struct buf *out);

/* What /control?mood-fault=NAME does to casts. */
struct mood_fault {
	const char *name;
	bool counts;         /* the cast is counted all the same */
	const char *refusal; /* the protocol says no with this text */
	void (*spoil)(const struct paper *paper, const struct request *request,
	              struct reply *reply);
};
/* NULL for an unknown name. */
const struct mood_fault *mood_fault_find(struct str name);

/* Carries out a cast that the protocol found valid: counts it unless the
 * fault in force says otherwise.  Returns the refusal, or NULL when accepted.
 * Call under the lock, then mood_spoil on the finished reply. */
struct cast {
	const struct mood_fault *fault; /* NULL: none */
	const char *refusal;
};
struct cast mood_cast(struct paper *paper, struct article *article, size_t mood);
void mood_spoil(const struct paper *paper, const struct request *request,
                const struct cast *cast, struct reply *reply);

/* The fault in force for a cast or a load, which counts as used; NULL: none. */
const struct mood_fault *mood_take_fault(struct paper *paper, bool load);

/* The same for a reply that only shows the counts (on=load). */
void mood_spoil_load(struct paper *paper, const struct request *request,
                     struct reply *reply);

/* The index of PHPCMS's mood number, or MOODS. */
size_t mood_of_token(const struct article *article, unsigned long token);

/* "callback(json)"; an absent or unfit callback leaves "(json)". */
void jsonp(const struct request *request, struct str json, struct buf *out);
/* A JSON string with quotes as PHP writes it: "\uXXXX" and "\/". */
void json_php(struct str text, struct buf *out);
/* One that leaves UTF-8 as it is. */
void json_utf8(struct str text, struct buf *out);

#endif
