/* SPDX-License-Identifier: GPL-3.0-or-later */
/* multi.h - libcurl's transfers, driven from baolan's loop. */
#ifndef BAOLAN_FETCH_MULTI_H
#define BAOLAN_FETCH_MULTI_H

#include <curl/curl.h>
#include <stdbool.h>

struct loop;
struct multi;

/* `transfer` is the handle's CURLOPT_PRIVATE.  May remove and free handles. */
typedef void multi_done_fn(void *transfer, CURLcode result);

struct multi *multi_new(struct loop *loop, multi_done_fn *done); /* NULL: no memory */
void multi_free(struct multi *multi); /* all handles removed before */
/* `done` comes later, never from inside. */
bool multi_add(struct multi *multi, CURL *easy);
/* Not from inside one of the handle's own callbacks. */
void multi_remove(struct multi *multi, CURL *easy);

#endif
