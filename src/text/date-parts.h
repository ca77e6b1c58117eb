/* SPDX-License-Identifier: GPL-3.0-or-later */
/* date-parts.h - what the files of date share among themselves. */
#ifndef BAOLAN_TEXT_DATE_PARTS_H
#define BAOLAN_TEXT_DATE_PARTS_H

#include "baolan/text/date.h"

#define CHINA 480          /* +08:00 in minutes */
#define DAY INT64_C(86400) /* seconds */

static inline bool is_digit(uint32_t c)
{
	return c >= '0' && c <= '9';
}

static inline bool is_letter(uint32_t c)
{
	return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

/* ---- date-calendar.c ---- */

/* Days since 1970-01-01. */
int64_t calendar_days(int year, int month, int day);
/* The day, or the time, of `seconds` since 1970 in China. */
struct date calendar_day_in_china(int64_t seconds);
struct date calendar_time_in_china(int64_t seconds);
/* Is there such a day, since 1900? */
bool calendar_has(const struct date *d);

/* ---- date-cursor.c ---- */

/* A place in a text.  Every cursor_accept function moves the cursor behind what
 * it accepts and returns true, or returns false and leaves all as it was. */
struct cursor {
	struct str text; /* all of it */
	size_t at;
};

/* The character at the cursor, full-width forms as ASCII; 0 at the end. */
uint32_t cursor_peek(const struct cursor *cursor, size_t *ret_len);
uint32_t cursor_here(const struct cursor *cursor);
/* The character that ends at byte `at`. */
uint32_t cursor_before(const struct cursor *cursor, size_t at);
void cursor_skip_spaces(struct cursor *cursor);
void cursor_skip_digits(struct cursor *cursor);
bool cursor_accept(struct cursor *cursor, uint32_t wanted);
/* ASCII letters match without case. */
bool cursor_accept_text(struct cursor *cursor, const char *wanted);
/* The first that fits of a list with single spaces between. */
bool cursor_accept_any(struct cursor *cursor, const char *list);
/* A whole run of `least` to `most` digits. */
bool cursor_accept_digits(struct cursor *cursor, int least, int most, int *ret_number);
/* 二〇一六, so many digits; or 二十一, 廿一, 一百零五. */
bool cursor_accept_han(struct cursor *cursor, int least, int most, int *ret_number);
/* Either. */
bool cursor_accept_number(struct cursor *cursor, int least, int most, int *ret_number);
bool is_han_number(uint32_t c);

/* ---- date-clock.c ---- */

/* A time of day, without its zone. */
bool cursor_accept_clock(struct cursor *cursor, struct date *d);
bool cursor_accept_zone_name(struct cursor *cursor, int *ret_minutes);
/* +08:00, +0800; +08 and +8 too unless the minutes must be there. */
bool cursor_accept_offset(struct cursor *cursor, bool minutes_needed, int *ret_minutes);
/* The zone behind a time, if there is one.  In a form that is not known to have
 * one, -09:30 is more likely the other end of a span of time, and +8 a count. */
void cursor_accept_zone(struct cursor *cursor, bool expected, struct date *d);

/* ---- date-forms.c ---- */

/* Can a form begin with c, behind `last`? */
bool date_may_begin(uint32_t c, uint32_t last);
/* Try the forms of a class at the cursor. */
bool date_read_at(struct cursor *cursor, int64_t now, bool certain, struct date *d);

#endif
