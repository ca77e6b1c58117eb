/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A scanner walks the text; wherever something could begin, it tries each form
 * of a table.  A form reads from a copy of the cursor, so a failed attempt costs
 * nothing.  Characters are read with full-width forms as ASCII.
 *
 * Forms come in two classes.  What is a time beyond doubt wins wherever it
 * stands; a bare 6月6日 or 昨天, which prose has too, counts only when there is
 * nothing better. */
#include "baolan/text/date.h"

#include "baolan/base/mem.h"
#include "baolan/text/utf8.h"

#include <stdio.h>

#define CHINA (8 * 60) /* minutes east */
#define DAY 86400

struct cursor {
	struct str text; /* all of it */
	size_t at;
};

/* ---- the calendar (proleptic Gregorian) ---- */

static bool is_leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int month_days(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	return days[month - 1] + (month == 2 && is_leap(year));
}

/* Days since 1970-01-01; years are counted from March, so that the leap day comes
 * last. */
static int64_t days_of(int year, int month, int day)
{
	int64_t y = month <= 2 ? year - 1 : year;
	int64_t m = month <= 2 ? month + 9 : month - 3;
	return y * 365 + y / 4 - y / 100 + y / 400 + (m * 153 + 2) / 5 + day - 1 -
	       719468;
}

static int64_t floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

/* The calendar day of `seconds` since 1970, in China. */
static struct date day_in_china(int64_t seconds)
{
	int64_t days = floor_div(seconds + CHINA * 60, DAY);
	struct date d = { .hour = -1, .zone = CHINA };
	d.year = (int)(1970 + floor_div(days * 400, 146097));
	while (days_of(d.year, 1, 1) > days)
		d.year--;
	while (days_of(d.year + 1, 1, 1) <= days)
		d.year++;
	d.day = (int)(days - days_of(d.year, 1, 1)) + 1;
	for (d.month = 1; d.day > month_days(d.year, d.month); d.month++)
		d.day -= month_days(d.year, d.month);
	return d;
}

static struct date time_in_china(int64_t seconds)
{
	struct date d = day_in_china(seconds);
	int64_t days = floor_div(seconds + CHINA * 60, DAY);
	int of_day = (int)(seconds + CHINA * 60 - days * DAY);
	d.hour = of_day / 3600;
	d.minute = of_day / 60 % 60;
	d.second = of_day % 60;
	return d;
}

/* Could a page be of this year?  Digits that only look like one mostly not. */
static bool is_plausible(int year, int64_t now)
{
	return year >= 1990 && year <= day_in_china(now).year + 1;
}

static bool exists(const struct date *d)
{
	return d->year >= 1900 && d->month >= 1 && d->month <= 12 && d->day >= 1 &&
	       d->day <= month_days(d->year, d->month);
}

/* ---- the cursor ---- */

/* The character at the cursor, full-width forms as ASCII; 0 at the end. */
static uint32_t peek(const struct cursor *cursor, size_t *ret_len)
{
	uint32_t c = 0;
	*ret_len = utf8_next(str_from(cursor->text, cursor->at), &c);
	return c >= 0xFF01 && c <= 0xFF5E ? c - 0xFEE0 : c;
}

static uint32_t here(const struct cursor *cursor)
{
	size_t len;
	return peek(cursor, &len);
}

static uint32_t before(const struct cursor *cursor, size_t at)
{
	uint32_t c = 0;
	utf8_previous(str_head(cursor->text, at), &c);
	return c >= 0xFF01 && c <= 0xFF5E ? c - 0xFEE0 : c;
}

static bool is_digit(uint32_t c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(uint32_t c)
{
	return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

static bool accept(struct cursor *cursor, uint32_t wanted)
{
	size_t len;
	if (peek(cursor, &len) != wanted || !len)
		return false;
	cursor->at += len;
	return true;
}

static bool accept_text(struct cursor *cursor, const char *wanted)
{
	struct str rest = str_from(cursor->text, cursor->at);
	if (!str_starts_nocase(rest, str_of(wanted)))
		return false;
	cursor->at += strlen(wanted);
	return true;
}

/* Any of the texts that a list holds, separated by spaces. */
static bool accept_any(struct cursor *cursor, const char *list)
{
	struct str rest = str_from(cursor->text, cursor->at);
	for (struct str words = str_of(list); words.at;) {
		struct str word = str_cut(&words, ' ');
		if (str_starts_nocase(rest, word)) {
			cursor->at += word.len;
			return true;
		}
	}
	return false;
}

static void skip_spaces(struct cursor *cursor)
{
	size_t len;
	while (cursor->at < cursor->text.len && utf8_is_space(peek(cursor, &len)))
		cursor->at += len;
}

static void skip_digits(struct cursor *cursor)
{
	size_t len;
	while (is_digit(peek(cursor, &len)))
		cursor->at += len;
}

/* A whole run of `least` to `most` digits. */
static bool accept_digits(struct cursor *cursor, int least, int most, int *ret_number)
{
	struct cursor c = *cursor;
	int number = 0, count = 0;
	size_t len;
	for (uint32_t digit; is_digit(digit = peek(&c, &len)); c.at += len) {
		if (++count > most)
			return false;
		number = number * 10 + (int)(digit - '0');
	}
	if (count < least)
		return false;
	*cursor = c;
	*ret_number = number;
	return true;
}

/* ---- Chinese numbers ---- */

static int han_digit(uint32_t c)
{
	static const struct {
		uint16_t c;
		int8_t digit;
	} digits[] = {
		{ 0x3007, 0 }, { 0x25CB, 0 }, { 0x25EF, 0 },
		{ 0x96F6, 0 }, /* 〇○◯零 */
		{ 0x4E00, 1 }, { 0x4E8C, 2 }, { 0x4E24, 2 },
		{ 0x5169, 2 }, /* 一二两兩 */
		{ 0x4E09, 3 }, { 0x56DB, 4 }, { 0x4E94, 5 },
		{ 0x516D, 6 },                               /* 三四五六 */
		{ 0x4E03, 7 }, { 0x516B, 8 }, { 0x4E5D, 9 }, /* 七八九 */
	};
	for (size_t i = 0; i < ARRAY_SIZE(digits); i++)
		if (digits[i].c == c)
			return digits[i].digit;
	return -1;
}

static int han_unit(uint32_t c)
{
	return c == 0x5341 ? 10 : c == 0x767E ? 100 : 0; /* 十百 */
}

/* 二〇一六 digit by digit, or 二十一, 廿一, 一百零五. */
static bool accept_han(struct cursor *cursor, int least, int most, int *ret_number)
{
	struct cursor c = *cursor;
	int sum = 0, digits = 0, count = 0;
	bool units = false;
	size_t len;
	for (; count <= 6; count++) {
		uint32_t next = peek(&c, &len);
		int digit = han_digit(next), unit = han_unit(next);
		bool twenty = next == 0x5EFF, thirty = next == 0x5345;
		if (digit >= 0)
			digits = digits * 10 + digit;
		else if (unit)
			sum += (digits ? digits : 1) * unit;
		else if (twenty || thirty)
			sum += twenty ? 20 : 30;
		else
			break;
		if (digit < 0) {
			units = true;
			digits = 0;
		}
		c.at += len;
	}
	if (!count || count > 6 || (!units && (count < least || count > most)))
		return false;
	*cursor = c;
	*ret_number = sum + digits;
	return true;
}

static bool accept_number(struct cursor *cursor, int least, int most, int *ret_number)
{
	return accept_digits(cursor, least, most, ret_number) ||
	       accept_han(cursor, least, most, ret_number);
}

/* ---- the time of day ---- */

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
		if (!accept_any(&c, halves[i].words))
			continue;
		if (is_letter(before(&c, c.at)) && is_letter(here(&c)))
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
	if (!accept(cursor, ':') || !accept_digits(cursor, 2, 2, &d->minute))
		return false;
	struct cursor more = *cursor;
	d->second = 0;
	if (!accept(&more, ':') || !accept_digits(&more, 2, 2, &d->second))
		return true;
	*cursor = more;
	if ((accept(&more, '.') || accept(&more, ',')) && is_digit(here(&more))) {
		skip_digits(&more);
		*cursor = more;
	}
	return true;
}

/* After an hour without minutes: 8时许, 8点，, but not 3点建议. */
static bool ends_hour(const struct cursor *cursor)
{
	struct cursor c = *cursor;
	return !utf8_is_han(here(&c)) ||
	       accept_any(&c, "许 許 整 左右 前 后 後 起 至 到");
}

/* 时49分54秒 */
static bool accept_units(struct cursor *cursor, struct date *d)
{
	if (!accept_any(cursor, "时 時 点 點"))
		return false;
	d->minute = d->second = 0;
	struct cursor more = *cursor;
	skip_spaces(&more);
	if (accept_text(&more, "半")) {
		d->minute = 30;
		*cursor = more;
		return true;
	}
	if (!accept_number(&more, 1, 2, &d->minute) || !accept_text(&more, "分")) {
		d->minute = 0;
		return ends_hour(cursor);
	}
	*cursor = more;
	if (!accept_number(&more, 1, 2, &d->second) || !accept_text(&more, "秒"))
		d->second = 0;
	else
		*cursor = more;
	return true;
}

static bool accept_clock(struct cursor *cursor, struct date *d)
{
	struct cursor c = *cursor;
	struct date read = *d;
	const struct half *half = accept_half(&c);
	skip_spaces(&c);
	if (!accept_number(&c, 1, 2, &read.hour))
		return false;
	if (!accept_colons(&c, &read) && !accept_units(&c, &read))
		return false;
	struct cursor after = c;
	skip_spaces(&after);
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
	{ "GMT", 0 },  { "UTC", 0 },  { "UT", 0 },   { "Z", 0 },
	{ "EST", -5 }, { "EDT", -4 }, { "CST", -6 }, { "CDT", -5 },
	{ "MST", -7 }, { "MDT", -6 }, { "PST", -8 }, { "PDT", -7 },
};

/* +08:00, +0800; +08 and +8 too unless the minutes must be there. */
static bool accept_offset(struct cursor *cursor, bool minutes_needed, int *ret_minutes)
{
	struct cursor c = *cursor;
	int sign = accept(&c, '+') ? 1 : accept(&c, '-') || accept(&c, 0x2212) ? -1 : 0;
	int hours, minutes = 0;
	if (!sign)
		return false;
	if (accept_digits(&c, 4, 4, &hours)) {
		minutes = hours % 100;
		hours /= 100;
	} else {
		if (!accept_digits(&c, 1, 2, &hours))
			return false;
		struct cursor more = c;
		if (accept(&more, ':') && accept_digits(&more, 2, 2, &minutes))
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

static bool accept_zone_name(struct cursor *cursor, int *ret_minutes)
{
	for (size_t i = 0; i < ARRAY_SIZE(zones); i++) {
		struct cursor c = *cursor;
		if (!accept_text(&c, zones[i].name) || is_letter(here(&c)))
			continue;
		*ret_minutes = zones[i].hours * 60;
		if (zones[i].hours == 0)
			accept_offset(&c, false, ret_minutes); /* GMT+8 */
		*cursor = c;
		return true;
	}
	return false;
}

/* The zone behind a time.  In a form that is not known to have one, -09:30 is
 * more likely the other end of a span of time, and +8 a count of something. */
static void accept_zone(struct cursor *cursor, bool expected, struct date *d)
{
	struct cursor c = *cursor;
	skip_spaces(&c);
	bool offset = expected || here(&c) == '+';
	if (accept_zone_name(&c, &d->zone) ||
	    (offset && accept_offset(&c, !expected, &d->zone)))
		*cursor = c;
}

/* ---- forms ---- */

/* What may stand between a day and a time: spaces, a comma, the day of the week. */
static void skip_to_clock(struct cursor *cursor)
{
	size_t start;
	do {
		start = cursor->at;
		skip_spaces(cursor);
		if (accept_any(cursor, "星期 周 週 礼拜 禮拜"))
			accept_any(cursor, "一 二 三 四 五 六 日 天");
		else
			accept_any(cursor, ", ， ( ) （ ） [ ] 【 】");
	} while (cursor->at != start);
}

/* Read the time behind a day, if there is one, and its zone. */
static void read_clock(struct cursor *cursor, bool zone_expected, struct date *d)
{
	struct cursor c = *cursor;
	bool iso = (here(&c) | 0x20) == 't' && accept(&c, here(&c));
	if (!iso)
		skip_to_clock(&c);
	size_t start = c.at;
	if (!accept_clock(&c, d))
		return;
	bool seconds = c.at - start >= strlen("8:49:54");
	accept_zone(&c, iso || seconds || zone_expected, d);
	*cursor = c;
}

/* A number that goes on a longer one (a telephone, a version) is no date. */
static bool goes_on(const struct cursor *cursor)
{
	uint32_t last = before(cursor, cursor->at);
	if (is_digit(last))
		return true;
	return (last == '-' || last == '.') && cursor->at > 1 &&
	       is_digit(before(cursor, cursor->at - 1));
}

static bool is_followed_by(const struct cursor *cursor, uint32_t separator)
{
	struct cursor c = *cursor;
	return accept(&c, separator) && is_digit(here(&c));
}

/* 2016-06-06, 2016/6/6, 2016.06.06 */
static bool read_numeric(struct cursor *cursor, int64_t now, struct date *d)
{
	if (goes_on(cursor) || !accept_digits(cursor, 4, 4, &d->year))
		return false;
	uint32_t separator = here(cursor);
	if (separator != '-' && separator != '/' && separator != '.')
		return false;
	if (!accept(cursor, separator) || !accept_digits(cursor, 1, 2, &d->month) ||
	    !accept(cursor, separator) || !accept_digits(cursor, 1, 2, &d->day) ||
	    is_followed_by(cursor, separator) || !exists(d))
		return false;
	bool iso = separator == '-' && here(cursor) == 'T';
	read_clock(cursor, false, d);
	return (iso && d->hour >= 0) || is_plausible(d->year, now);
}

/* 20160606T084954Z */
static bool read_compact(struct cursor *cursor, int64_t now, struct date *d)
{
	int day, clock, count = 6;
	(void)now;
	if (goes_on(cursor) || !accept_digits(cursor, 8, 8, &day) ||
	    !accept(cursor, 'T'))
		return false;
	if (!accept_digits(cursor, 6, 6, &clock)) {
		count = 4;
		if (!accept_digits(cursor, 4, 4, &clock))
			return false;
	}
	d->year = day / 10000;
	d->month = day / 100 % 100;
	d->day = day % 100;
	clock *= count == 4 ? 100 : 1;
	d->hour = clock / 10000;
	d->minute = clock / 100 % 100;
	d->second = clock % 100;
	accept_zone(cursor, true, d);
	return exists(d) && d->hour < 24 && d->minute < 60 && d->second < 60;
}

static bool accept_unit(struct cursor *cursor, const char *unit)
{
	skip_spaces(cursor);
	if (!accept_any(cursor, unit))
		return false;
	skip_spaces(cursor);
	return true;
}

/* 6月6日 */
static bool accept_month_day(struct cursor *cursor, struct date *d)
{
	if (!accept_number(cursor, 1, 2, &d->month) || !accept_unit(cursor, "月") ||
	    !accept_number(cursor, 1, 2, &d->day))
		return false;
	struct cursor c = *cursor;
	skip_spaces(&c);
	if (!accept_any(&c, "日 号 號"))
		return false;
	*cursor = c;
	return true;
}

/* 2016年6月6日, 二〇一六年六月六日; 105年6月6日 of the Republic */
static bool read_chinese(struct cursor *cursor, int64_t now, struct date *d)
{
	if (is_digit(before(cursor, cursor->at)) ||
	    !accept_number(cursor, 3, 4, &d->year) || !accept_unit(cursor, "年") ||
	    !accept_month_day(cursor, d))
		return false;
	if (d->year < 200)
		d->year += 1911;
	if (!exists(d) || !is_plausible(d->year, now))
		return false;
	read_clock(cursor, false, d);
	return true;
}

/* 民國105年6月6日 */
static bool read_republic(struct cursor *cursor, int64_t now, struct date *d)
{
	if (!accept_any(cursor, "民國 民国"))
		return false;
	skip_spaces(cursor);
	if (!accept_number(cursor, 1, 3, &d->year) || !accept_unit(cursor, "年") ||
	    !accept_month_day(cursor, d))
		return false;
	d->year += 1911;
	if (!exists(d))
		return false;
	read_clock(cursor, false, d);
	return is_plausible(d->year, now);
}

static bool accept_month_name(struct cursor *cursor, int *ret_month)
{
	static const char *const names[] = {
		"January Jan", "February Feb", "March Mar",
		"April Apr",   "May",          "June Jun",
		"July Jul",    "August Aug",   "September Sept Sep",
		"October Oct", "November Nov", "December Dec",
	};
	for (int i = 0; i < (int)ARRAY_SIZE(names); i++) {
		struct cursor c = *cursor;
		if (!accept_any(&c, names[i]) || is_letter(here(&c)))
			continue;
		accept(&c, '.');
		*cursor = c;
		*ret_month = i + 1;
		return true;
	}
	return false;
}

static void skip_weekday(struct cursor *cursor)
{
	struct cursor c = *cursor;
	if (!accept_any(&c, "Mon Tue Wed Thu Fri Sat Sun"))
		return;
	while (is_letter(here(&c)))
		c.at++;
	accept(&c, ',');
	skip_spaces(&c);
	*cursor = c;
}

/* Mon, 06 Jun 2016 08:49:54 +0800 (RFC 2822, and 06 Jun 16 of RFC 822) */
static bool read_english(struct cursor *cursor, int64_t now, struct date *d)
{
	bool inside = is_letter(before(cursor, cursor->at)) || goes_on(cursor);
	skip_weekday(cursor);
	if (inside || !accept_digits(cursor, 1, 2, &d->day))
		return false;
	if (!accept(cursor, '-'))
		skip_spaces(cursor);
	if (!accept_month_name(cursor, &d->month))
		return false;
	if (!accept(cursor, '-') && !accept(cursor, ','))
		skip_spaces(cursor);
	skip_spaces(cursor);
	bool brief = accept_digits(cursor, 2, 2, &d->year);
	if (brief)
		d->year += d->year < 50 ? 2000 : 1900; /* RFC 2822, 4.3 */
	else if (!accept_digits(cursor, 4, 4, &d->year))
		return false;
	if (!exists(d))
		return false;
	read_clock(cursor, true, d);
	return d->hour >= 0 || (!brief && is_plausible(d->year, now));
}

/* 08:49:54 CST 2016 */
static bool accept_clock_and_year(struct cursor *cursor, struct date *d)
{
	struct cursor c = *cursor;
	if (!accept_clock(&c, d))
		return false;
	skip_spaces(&c);
	if (!accept_text(&c, "CST") && !accept_zone_name(&c, &d->zone))
		accept_offset(&c, true, &d->zone);
	skip_spaces(&c);
	if (!accept_digits(&c, 4, 4, &d->year))
		return false;
	*cursor = c;
	return true;
}

/* Jun 6, 2016 8:49 AM; Mon Jun  6 08:49:54 CST 2016, as Java and date(1) write */
static bool read_american(struct cursor *cursor, int64_t now, struct date *d)
{
	bool inside = is_letter(before(cursor, cursor->at));
	skip_weekday(cursor);
	if (inside || !accept_month_name(cursor, &d->month))
		return false;
	skip_spaces(cursor);
	if (!accept_digits(cursor, 1, 2, &d->day))
		return false;
	accept(cursor, ',');
	skip_spaces(cursor);
	if (accept_clock_and_year(cursor, d))
		return exists(d);
	d->hour = -1;
	if (!accept_digits(cursor, 4, 4, &d->year) || !exists(d))
		return false;
	read_clock(cursor, true, d);
	return d->hour >= 0 || is_plausible(d->year, now);
}

/* The year in which a day without one was last. */
static bool guess_year(struct date *d, int64_t now)
{
	d->year = day_in_china(now).year;
	if (!exists(&(struct date){ .year = 2000, .month = d->month, .day = d->day }))
		return false;
	if (days_of(d->year, d->month, d->day) * DAY > now + 2 * DAY)
		d->year--;
	return exists(d);
}

/* 06-06 08:49, 06/06 08:49 */
static bool read_short(struct cursor *cursor, int64_t now, struct date *d)
{
	if (goes_on(cursor) || before(cursor, cursor->at) == '/' ||
	    !accept_digits(cursor, 2, 2, &d->month))
		return false;
	if ((!accept(cursor, '-') && !accept(cursor, '/')) ||
	    !accept_digits(cursor, 2, 2, &d->day) || !guess_year(d, now))
		return false;
	if (!utf8_is_space(here(cursor)))
		return false;
	skip_spaces(cursor);
	return accept_clock(cursor, d);
}

/* Does a year stand before, which was refused? */
static bool follows_year(const struct cursor *cursor)
{
	struct str head = str_trim_space(str_head(cursor->text, cursor->at));
	return str_ends(head, STR("年"));
}

/* 6月6日, with a time or without */
static bool read_month_day(struct cursor *cursor, int64_t now, struct date *d)
{
	if (follows_year(cursor) || !accept_month_day(cursor, d) || !guess_year(d, now))
		return false;
	read_clock(cursor, false, d);
	return true;
}

static bool read_month_day_clock(struct cursor *cursor, int64_t now, struct date *d)
{
	return read_month_day(cursor, now, d) && d->hour >= 0;
}

/* 今天, 昨天 08:49 */
static bool read_named_day(struct cursor *cursor, int64_t now, struct date *d)
{
	static const char *const words[] = { "今天 今日", "昨天 昨日", "前天 前日" };
	for (int back = 0; back < (int)ARRAY_SIZE(words); back++)
		if (accept_any(cursor, words[back])) {
			*d = day_in_china(now - (int64_t)back * DAY);
			read_clock(cursor, false, d);
			return true;
		}
	return false;
}

static bool read_named_day_clock(struct cursor *cursor, int64_t now, struct date *d)
{
	return read_named_day(cursor, now, d) && d->hour >= 0;
}

/* 小时前: what stands behind a number; returns seconds, 0 when it is none. */
static int accept_ago(struct cursor *cursor)
{
	static const struct {
		const char *words;
		int seconds;
	} units[] = {
		{ "秒钟 秒鐘 秒", 1 },           { "分钟 分鐘 分", 60 },
		{ "小时 小時 钟头 鐘頭", 3600 }, { "天 日", DAY },
		{ "周 週 星期", 7 * DAY },
	};
	skip_spaces(cursor);
	accept_any(cursor, "个 個");
	for (size_t i = 0; i < ARRAY_SIZE(units); i++) {
		if (!accept_any(cursor, units[i].words))
			continue;
		skip_spaces(cursor);
		return accept_any(cursor, "前 之前 以前") ? units[i].seconds : 0;
	}
	return 0;
}

static bool ago(int64_t now, int64_t count, int unit, struct date *d)
{
	int64_t then = now - count * unit;
	*d = unit < DAY ? time_in_china(then) : day_in_china(then);
	return unit > 0;
}

/* 3小时前, 5分钟前, 2天前, 半小时前 */
static bool read_ago(struct cursor *cursor, int64_t now, struct date *d)
{
	int number = 0;
	bool half = accept_text(cursor, "半");
	if (!half && !accept_digits(cursor, 1, 3, &number))
		return false;
	int unit = accept_ago(cursor);
	return half ? ago(now, 1, unit / 2, d) : ago(now, number, unit, d);
}

/* 三天前 */
static bool read_ago_in_words(struct cursor *cursor, int64_t now, struct date *d)
{
	int number;
	return accept_han(cursor, 1, 1, &number) &&
	       ago(now, number, accept_ago(cursor), d);
}

static bool read_just_now(struct cursor *cursor, int64_t now, struct date *d)
{
	if (!accept_any(cursor, "刚刚 剛剛"))
		return false;
	*d = time_in_china(now);
	return true;
}

/* At one place the first that fits counts. */
static const struct form {
	bool (*read)(struct cursor *cursor, int64_t now, struct date *d);
	bool certain;
} forms[] = {
	{ read_numeric, true },         { read_compact, true },
	{ read_chinese, true },         { read_republic, true },
	{ read_english, true },         { read_american, true },
	{ read_month_day_clock, true }, { read_short, true },
	{ read_named_day_clock, true }, { read_ago, true },
	{ read_month_day, false },      { read_named_day, false },
	{ read_ago_in_words, false },   { read_just_now, false },
};

/* ---- the scan ---- */

static bool is_han_number(uint32_t c)
{
	return han_digit(c) >= 0 || han_unit(c) || c == 0x5EFF ||
	       c == 0x5345; /* 廿卅 */
}

/* Can a form begin with c, behind `last`? */
static bool may_begin(uint32_t c, uint32_t last)
{
	static const uint16_t words[] = { 0x4ECA, 0x521A, 0x524D, 0x525B,
		                          0x534A, 0x6628, 0x6C11 };
	/* 今刚前剛半昨民 */
	if (is_digit(c))
		return !is_digit(last);
	if (is_letter(c))
		return !is_letter(last);
	if (is_han_number(c))
		return !is_han_number(last);
	for (size_t i = 0; i < ARRAY_SIZE(words); i++)
		if (words[i] == c)
			return true;
	return false;
}

static bool read_at(struct cursor *cursor, int64_t now, bool certain, struct date *d)
{
	for (size_t i = 0; i < ARRAY_SIZE(forms); i++) {
		struct cursor c = *cursor;
		struct date read = { .hour = -1, .zone = CHINA };
		if (forms[i].certain != certain || !forms[i].read(&c, now, &read))
			continue;
		*cursor = c;
		*d = read;
		return true;
	}
	return false;
}

static struct str scan(struct str text, int64_t now, bool certain, struct date *d)
{
	struct cursor cursor = { text, 0 };
	uint32_t last = 0;
	while (cursor.at < text.len) {
		size_t len, start = cursor.at;
		uint32_t c = peek(&cursor, &len);
		if (may_begin(c, last) && read_at(&cursor, now, certain, d))
			return str_make(text.at + start, cursor.at - start);
		cursor.at = start + len;
		last = c;
	}
	return STR_NONE;
}

static struct str find(struct str text, int64_t now, struct date *d)
{
	int64_t last = days_of(2200, 1, 1) * DAY;
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
