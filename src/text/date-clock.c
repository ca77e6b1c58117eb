/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The time of day, and its zone. */
#include "baolan/base/mem.h"
#include "baolan/text/utf8.h"
#include "date-parts.h"

/* Words for a part of the day, and what they make of the hour: one `from` up to
 * 12 moves by `add`. */
static const struct half {
	const char *words;
	int from, to, add;
} halves[] = {
	{ "上午 早上 凌晨 清晨 早晨 AM", 12, 12, -12 },
	{ "下午 晚上 傍晚 晚间 晚間 PM", 1, 11, 12 },
	{ "中午", 1, 3, 12 },
};

static const struct half *accept_half(struct cursor *cursor)
{
	for (size_t i = 0; i < ARRAY_SIZE(halves); i++) {
		struct cursor c = *cursor;
		if (!cursor_accept_any(&c, halves[i].words))
			continue;
		if (is_letter(cursor_before(&c, c.at)) && is_letter(cursor_here(&c)))
			continue; /* "among" */
		*cursor = c;
		return &halves[i];
	}
	return NULL;
}

static int to_24(int hour, const struct half *half)
{
	bool moves = half && hour >= half->from && hour <= half->to;
	return moves ? hour + half->add : hour;
}

/* :49:54.123 */
static bool accept_colons(struct cursor *cursor, struct date *d)
{
	if (!cursor_accept(cursor, ':') ||
	    !cursor_accept_digits(cursor, 2, 2, &d->minute))
		return false;
	struct cursor more = *cursor;
	d->second = 0;
	if (!cursor_accept(&more, ':') ||
	    !cursor_accept_digits(&more, 2, 2, &d->second))
		return true;
	*cursor = more;
	if ((cursor_accept(&more, '.') || cursor_accept(&more, ',')) &&
	    is_digit(cursor_here(&more))) {
		cursor_skip_digits(&more);
		*cursor = more;
	}
	return true;
}

/* After an hour without minutes: 8时许, 8点，, but not 3点建议. */
static bool ends_hour(const struct cursor *cursor)
{
	struct cursor c = *cursor;
	return !utf8_is_han(cursor_here(&c)) ||
	       cursor_accept_any(&c, "许 許 整 左右 前 后 後 起 至 到");
}

/* 时49分54秒 */
static bool accept_units(struct cursor *cursor, struct date *d)
{
	if (!cursor_accept_any(cursor, "时 時 点 點"))
		return false;
	d->minute = d->second = 0;
	struct cursor more = *cursor;
	cursor_skip_spaces(&more);
	if (cursor_accept_text(&more, "半")) {
		d->minute = 30;
		*cursor = more;
		return true;
	}
	if (!cursor_accept_number(&more, 1, 2, &d->minute) ||
	    !cursor_accept_text(&more, "分")) {
		d->minute = 0;
		return ends_hour(cursor);
	}
	*cursor = more;
	if (!cursor_accept_number(&more, 1, 2, &d->second) ||
	    !cursor_accept_text(&more, "秒"))
		d->second = 0;
	else
		*cursor = more;
	return true;
}

bool cursor_accept_clock(struct cursor *cursor, struct date *d)
{
	struct cursor c = *cursor;
	struct date read = *d;
	const struct half *half = accept_half(&c);
	cursor_skip_spaces(&c);
	if (!cursor_accept_number(&c, 1, 2, &read.hour))
		return false;
	if (!accept_colons(&c, &read) && !accept_units(&c, &read))
		return false;
	struct cursor after = c;
	cursor_skip_spaces(&after);
	if (!half && (half = accept_half(&after)))
		c = after;
	read.hour = to_24(read.hour, half);
	if (read.hour > 23 || read.minute > 59 || read.second > 60)
		return false;
	read.second = MIN(read.second, 59);
	*d = read;
	*cursor = c;
	return true;
}

/* ---- zones ---- */

/* RFC 2822's names; CST is China's only where the form is not RFC 2822's. */
static const struct {
	const char *name;
	int hours;
} zones[] = {
	{ "GMT", 0 },
	{ "UTC", 0 },
	{ "UT", 0 },
	{ "Z", 0 },
	{ "EST", -5 },
	{ "EDT", -4 },
	{ "CST", -6 },
	{ "CDT", -5 },
	{ "MST", -7 },
	{ "MDT", -6 },
	{ "PST", -8 },
	{ "PDT", -7 },
	/* and those that are written all the same */
	{ "HKT", 8 },
	{ "SGT", 8 },
	{ "JST", 9 },
	{ "KST", 9 },
	{ "WET", 0 },
	{ "CET", 1 },
	{ "CEST", 2 },
	{ "BST", 1 },
	{ "EET", 2 },
	{ "EEST", 3 },
	{ "MSK", 3 },
	{ "AEST", 10 },
};

/* +08:00, +0800; +08 and +8 too unless the minutes must be there. */
bool cursor_accept_offset(struct cursor *cursor, bool minutes_needed, int *ret_minutes)
{
	struct cursor c = *cursor;
	int sign = cursor_accept(&c, '+')                                ? 1
	           : cursor_accept(&c, '-') || cursor_accept(&c, 0x2212) ? -1
	                                                                 : 0;
	int hours, minutes = 0;
	if (!sign)
		return false;
	if (cursor_accept_digits(&c, 4, 4, &hours)) {
		minutes = hours % 100;
		hours /= 100;
	} else {
		if (!cursor_accept_digits(&c, 1, 2, &hours))
			return false;
		struct cursor more = c;
		if (cursor_accept(&more, ':') &&
		    cursor_accept_digits(&more, 2, 2, &minutes))
			c = more;
		else if (minutes_needed)
			return false;
	}
	if (hours > 14 || minutes > 59)
		return false;
	*ret_minutes = sign * (hours * 60 + minutes);
	*cursor = c;
	return true;
}

bool cursor_accept_zone_name(struct cursor *cursor, int *ret_minutes)
{
	for (size_t i = 0; i < ARRAY_SIZE(zones); i++) {
		struct cursor c = *cursor;
		if (!cursor_accept_text(&c, zones[i].name) ||
		    is_letter(cursor_here(&c)))
			continue;
		*ret_minutes = zones[i].hours * 60;
		if (zones[i].hours == 0)
			cursor_accept_offset(&c, false, ret_minutes); /* GMT+8 */
		*cursor = c;
		return true;
	}
	return false;
}

/* The zone behind a time.  In a form that is not known to have one, -09:30 is
 * more likely the other end of a span of time, and +8 a count of something. */
void cursor_accept_zone(struct cursor *cursor, bool expected, struct date *d)
{
	struct cursor c = *cursor;
	cursor_skip_spaces(&c);
	bool offset = expected || cursor_here(&c) == '+';
	if (cursor_accept_zone_name(&c, &d->zone) ||
	    (offset && cursor_accept_offset(&c, !expected, &d->zone)))
		*cursor = c;
}
