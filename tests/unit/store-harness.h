/* SPDX-License-Identifier: GPL-3.0-or-later */
/* store-harness.h - stores in a folder of their own, and listings to put into them. */
#ifndef BAOLAN_TESTS_STORE_HARNESS_H
#define BAOLAN_TESTS_STORE_HARNESS_H

#include "baolan/store/store.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#define OK(call)                                                 \
	do {                                                     \
		struct error failure = { 0 };                    \
		enum err code_ = (call);                         \
		if (code_ != ERR_OK)                             \
			fail_msg("%s: %s", #call, failure.text); \
	} while (0)

/* 2016-06-06 00:00:00 UTC: where the stories begin. */
#define TODAY INT64_C(1465171200)
/* When the refreshes happen. */
#define NOW (TODAY + INT64_C(30) * 86400)

struct fixture {
	char folder[64];
	char path[128]; /* of news.db */
	struct store *store;
	int64_t papers[4]; /* the ids of a, b, c, d */
};

/* A store with four papers, http://a.example/feed to http://d.example/feed. */
int fixture_setup(void **state);
int fixture_teardown(void **state);
/* Close and open it. */
void fixture_reopen(struct fixture *f);

/* Stories numbered from..to of a paper, published an hour apart, story i at TODAY +
 * 3600 * i; ids "g1", addresses http://PAPER.example/1.html; titles are "TITLE i". */
struct refresh_result refresh(struct fixture *f, int paper, int from, int to,
                              const char *title);
/* One listing with what is given. */
struct refresh_result refresh_with(struct fixture *f, int paper,
                                   const struct doc_story_text *stories, size_t n);
/* The ids of a query. */
story_ids ids_of(struct fixture *f, const struct story_query *query);
struct paper_state state_of(struct fixture *f, int paper);
/* Run SQL behind the store's back; returns the first number of the result. */
int64_t sql(struct fixture *f, const char *text);
/* The same of several statements. */
void sql_all(struct fixture *f, const char *text);

#endif
