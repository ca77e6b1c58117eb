/* SPDX-License-Identifier: GPL-3.0-or-later */
/* date.h - times as Chinese pages write them, and as RFC 3339 writes them. */
#ifndef BAOLAN_TEXT_DATE_H
#define BAOLAN_TEXT_DATE_H

#include "baolan/base/str.h"

#include <stdint.h>

struct date {
	int year, month, day;
	int hour, minute, second; /* hour -1: only the day is known */
	int zone;                 /* minutes east of UTC */
};

/* Find the first time in a text: 2016-06-06 08:49:54, 2016年6月6日08:49,
 * 2016/6/6, 2016.06.06, 二〇一六年六月六日, 民國105年6月6日, 06-06 08:49 (the
 * year from now), 今天 08:49, 昨天, 3小时前, 5分钟前, ISO 8601 and RFC 2822 with
 * a zone.  Without a zone +08:00 is meant.  `now` is seconds since 1970.  False
 * when there is none, or none that exists (month 13). */
bool date_find(struct str text, int64_t now, struct date *ret_date);
/* The bytes that date_find read, within text; absent when none. */
struct str date_span(struct str text, int64_t now);
/* "2016-06-06T08:49:54+08:00", or "2016-06-06" when only the day is known. */
#define DATE_TEXT_SIZE 40
void date_format(const struct date *date, char out[DATE_TEXT_SIZE]);
/* Seconds since 1970 of such a text (RFC 3339, also without seconds, with a
 * fraction, or without a zone: then +08:00 is meant); a bare day begins at
 * midnight in China.  False when it is none. */
bool date_to_seconds(struct str rfc3339, int64_t *ret_seconds);
/* The other way, as China's clocks show it. */
struct date date_of_seconds(int64_t seconds);
/* For the reader: "2016-06-06 08:49" of an RFC 3339 text in its own zone; the
 * text itself when it is not one. */
void date_for_reader(struct str rfc3339, char out[DATE_TEXT_SIZE]);

#endif
