/* SPDX-License-Identifier: GPL-3.0-or-later */
/* feed-date.h - times as feeds write them. */
#ifndef BAOLAN_MARKUP_FEED_DATE_H
#define BAOLAN_MARKUP_FEED_DATE_H

#include "baolan/text/date.h"

/* All that date_find reads, and what only a text that is certain to be a time may
 * be: 06 六月 2016 08:49, 6/30/2016, 30.6.2016, 20160606084954, seconds or
 * milliseconds since 1970. */
bool feed_date(struct str text, int64_t now, char out[DATE_TEXT_SIZE]);

#endif
