/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A scanner walks the text; wherever a date could begin, it tries the forms.  They
 * come in two classes: what is a time beyond doubt wins wherever it stands; a bare
 * 6月6日 or 昨天, which prose has too, counts only when there is nothing better. */
#include "baolan/text/date.h"

#include "baolan/text/utf8.h"
#include "date-parts.h"

#include <stdio.h>

static struct str scan(struct str text, int64_t now, bool certain, struct date *d)
{
	struct cursor cursor = { text, 0 };
	uint32_t last = 0;
	while (cursor.at < text.len) {
		size_t len, start = cursor.at;
		uint32_t c = cursor_peek(&cursor, &len);
		if (date_may_begin(c, last) && date_read_at(&cursor, now, certain, d))
			return str_make(text.at + start, cursor.at - start);
		cursor.at = start + len;
		last = c;
	}
	return STR_NONE;
}

static struct str find(struct str text, int64_t now, struct date *d)
{
	int64_t last = calendar_days(2200, 1, 1) * DAY;
	if (now <= 0 || now > last)
		now = last; /* no clock shows that: hold it against no year */
	struct str span = scan(text, now, true, d);
	return span.at ? span : scan(text, now, false, d);
}

bool date_find(struct str text, int64_t now, struct date *ret_date)
{
	struct date d;
	if (!find(text, now, &d).at)
		return false;
	*ret_date = d;
	return true;
}

struct str date_span(struct str text, int64_t now)
{
	struct date d;
	return find(text, now, &d);
}

/* ---- writing ---- */

void date_format(const struct date *d, char out[DATE_TEXT_SIZE])
{
	int len = snprintf(out, DATE_TEXT_SIZE, "%04u-%02u-%02u",
	                   (unsigned)d->year % 10000, (unsigned)d->month % 100,
	                   (unsigned)d->day % 100);
	if (d->hour < 0)
		return;
	unsigned zone = (unsigned)(d->zone < 0 ? -d->zone : d->zone);
	snprintf(out + len, DATE_TEXT_SIZE - (size_t)len, "T%02u:%02u:%02u%c%02u:%02u",
	         (unsigned)d->hour % 100, (unsigned)d->minute % 100,
	         (unsigned)d->second % 100, d->zone < 0 ? '-' : '+', zone / 60 % 100,
	         zone % 60);
}

/* ---- reading back ---- */

/* `n` digits at `at`, as a number; -1 when they are none. */
static int digits_at(struct str s, size_t at, size_t n)
{
	int number = 0;
	for (size_t i = at; i < at + n; i++) {
		if (i >= s.len || !is_digit((unsigned char)s.at[i]))
			return -1;
		number = number * 10 + (s.at[i] - '0');
	}
	return number;
}

static bool has_at(struct str s, size_t at, const char *any)
{
	return at < s.len && s.at[at] && strchr(any, s.at[at]);
}

/* The length of ":49.123" at `at`; 0: no seconds. */
static size_t seconds_len(struct str s, size_t at)
{
	if (!has_at(s, at, ":") || digits_at(s, at + 1, 2) < 0)
		return 0;
	size_t end = at + 3;
	if (has_at(s, end, ".,"))
		for (end++; digits_at(s, end, 1) >= 0;)
			end++;
	return end - at;
}

/* Minutes east of UTC of "Z" or "+08:00" that fills all of s. */
static bool read_zone(struct str s, int *ret_minutes)
{
	int hours = digits_at(s, 1, 2),
	    minutes = digits_at(s, has_at(s, 3, ":") ? 4 : 3, 2);
	if (!s.len || str_eq_nocase(s, STR("Z"))) {
		*ret_minutes = s.len ? 0 : CHINA;
		return true;
	}
	if (!has_at(s, 0, "+-") || hours < 0 || minutes < 0)
		return false;
	*ret_minutes = (s.at[0] == '-' ? -1 : 1) * (hours * 60 + minutes);
	return true;
}

/* Behind the day: "T08:49:54+08:00". */
static bool read_clock(struct str s, struct date *d)
{
	if (!has_at(s, 0, "Tt ") || !has_at(s, 3, ":"))
		return false;
	size_t len = seconds_len(s, 6);
	d->hour = digits_at(s, 1, 2);
	d->minute = digits_at(s, 4, 2);
	d->second = len ? digits_at(s, 7, 2) : 0;
	return d->hour >= 0 && d->hour <= 24 && d->minute >= 0 && d->minute <= 59 &&
	       d->second <= 60 && read_zone(str_from(s, 6 + len), &d->zone);
}

bool date_to_seconds(struct str rfc3339, int64_t *ret_seconds)
{
	struct date d = { .year = digits_at(rfc3339, 0, 4),
		          .month = digits_at(rfc3339, 5, 2),
		          .day = digits_at(rfc3339, 8, 2),
		          .zone = CHINA };
	if (!has_at(rfc3339, 4, "-") || !has_at(rfc3339, 7, "-") || !calendar_has(&d))
		return false;
	if (rfc3339.len > strlen("2016-06-06") &&
	    !read_clock(str_from(rfc3339, strlen("2016-06-06")), &d))
		return false;
	int64_t minutes = d.hour * INT64_C(60) + d.minute - d.zone;
	*ret_seconds =
	        calendar_days(d.year, d.month, d.day) * DAY + minutes * 60 + d.second;
	return true;
}

struct date date_of_seconds(int64_t seconds)
{
	return calendar_time_in_china(seconds);
}

/* "2016-06-06T08:49", followed by anything? */
static bool is_rfc3339(struct str s)
{
	static const char shape[] = "0000-00-00T00:00";
	if (s.len < strlen(shape))
		return false;
	for (size_t i = 0; i < strlen(shape); i++) {
		bool fits = shape[i] == '0' ? is_digit((unsigned char)s.at[i])
		                            : s.at[i] == shape[i];
		if (!fits)
			return false;
	}
	return true;
}

void date_for_reader(struct str rfc3339, char out[DATE_TEXT_SIZE])
{
	bool full = is_rfc3339(rfc3339);
	struct str shown = full ? str_head(rfc3339, strlen("2016-06-06T08:49"))
	                        : utf8_head(rfc3339, DATE_TEXT_SIZE - 1);
	if (shown.len)
		memcpy(out, shown.at, shown.len);
	out[shown.len] = '\0';
	if (full)
		out[strlen("2016-06-06")] = ' ';
}
