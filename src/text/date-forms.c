/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The forms that a date has, one function each, and the table of them.  A form
 * reads from a copy of the cursor, so a failed attempt costs nothing. */
#include "baolan/base/mem.h"
#include "baolan/text/utf8.h"
#include "date-parts.h"

/* Could a page be of this year?  Digits that only look like one mostly not. */
static bool is_plausible(int year, int64_t now)
{
	return year >= 1990 && year <= calendar_day_in_china(now).year + 1;
}

/* What may stand between a day and a time: spaces, a comma, the day of the week. */
static void skip_to_clock(struct cursor *cursor)
{
	size_t start;
	do {
		start = cursor->at;
		cursor_skip_spaces(cursor);
		if (cursor_accept_any(cursor, "星期 周 週 礼拜 禮拜"))
			cursor_accept_any(cursor, "一 二 三 四 五 六 日 天");
		else
			cursor_accept_any(cursor, ", ， ( ) （ ） [ ] 【 】 at");
	} while (cursor->at != start);
}

/* Read the time behind a day, if there is one, and its zone. */
static void read_clock(struct cursor *cursor, bool zone_expected, struct date *d)
{
	struct cursor c = *cursor;
	bool iso =
	        (cursor_here(&c) | 0x20) == 't' && cursor_accept(&c, cursor_here(&c));
	if (!iso)
		skip_to_clock(&c);
	size_t start = c.at;
	if (!cursor_accept_clock(&c, d))
		return;
	bool seconds = c.at - start >= strlen("8:49:54");
	cursor_accept_zone(&c, iso || seconds || zone_expected, d);
	*cursor = c;
}

/* A number that goes on a longer one (a telephone, a version) is no date. */
static bool goes_on(const struct cursor *cursor)
{
	uint32_t last = cursor_before(cursor, cursor->at);
	if (is_digit(last))
		return true;
	return (last == '-' || last == '.') && cursor->at > 1 &&
	       is_digit(cursor_before(cursor, cursor->at - 1));
}

static bool is_followed_by(const struct cursor *cursor, uint32_t separator)
{
	struct cursor c = *cursor;
	return cursor_accept(&c, separator) && is_digit(cursor_here(&c));
}

/* 2016-06-06, 2016/6/6, 2016.06.06 */
static bool read_numeric(struct cursor *cursor, int64_t now, struct date *d)
{
	if (goes_on(cursor) || !cursor_accept_digits(cursor, 4, 4, &d->year))
		return false;
	uint32_t separator = cursor_here(cursor);
	if (separator != '-' && separator != '/' && separator != '.')
		return false;
	if (!cursor_accept(cursor, separator) ||
	    !cursor_accept_digits(cursor, 1, 2, &d->month) ||
	    !cursor_accept(cursor, separator) ||
	    !cursor_accept_digits(cursor, 1, 2, &d->day) ||
	    is_followed_by(cursor, separator) || !calendar_has(d))
		return false;
	bool iso = separator == '-' && cursor_here(cursor) == 'T';
	read_clock(cursor, false, d);
	return (iso && d->hour >= 0) || is_plausible(d->year, now);
}

/* 20160606T084954Z */
static bool read_compact(struct cursor *cursor, int64_t now, struct date *d)
{
	int day, clock, count = 6;
	(void)now;
	if (goes_on(cursor) || !cursor_accept_digits(cursor, 8, 8, &day) ||
	    !cursor_accept(cursor, 'T'))
		return false;
	if (!cursor_accept_digits(cursor, 6, 6, &clock)) {
		count = 4;
		if (!cursor_accept_digits(cursor, 4, 4, &clock))
			return false;
	}
	d->year = day / 10000;
	d->month = day / 100 % 100;
	d->day = day % 100;
	clock *= count == 4 ? 100 : 1;
	d->hour = clock / 10000;
	d->minute = clock / 100 % 100;
	d->second = clock % 100;
	cursor_accept_zone(cursor, true, d);
	return calendar_has(d) && d->hour < 24 && d->minute < 60 && d->second < 60;
}

static bool accept_unit(struct cursor *cursor, const char *unit)
{
	cursor_skip_spaces(cursor);
	if (!cursor_accept_any(cursor, unit))
		return false;
	cursor_skip_spaces(cursor);
	return true;
}

/* 6月6日 */
static bool accept_month_day(struct cursor *cursor, struct date *d)
{
	if (!cursor_accept_number(cursor, 1, 2, &d->month) ||
	    !accept_unit(cursor, "月") || !cursor_accept_number(cursor, 1, 2, &d->day))
		return false;
	struct cursor c = *cursor;
	cursor_skip_spaces(&c);
	if (!cursor_accept_any(&c, "日 号 號"))
		return false;
	*cursor = c;
	return true;
}

/* 2016年6月6日, 二〇一六年六月六日; 105年6月6日 of the Republic */
static bool read_chinese(struct cursor *cursor, int64_t now, struct date *d)
{
	if (is_digit(cursor_before(cursor, cursor->at)) ||
	    !cursor_accept_number(cursor, 3, 4, &d->year) ||
	    !accept_unit(cursor, "年") || !accept_month_day(cursor, d))
		return false;
	if (d->year < 200)
		d->year += 1911;
	if (!calendar_has(d) || !is_plausible(d->year, now))
		return false;
	read_clock(cursor, false, d);
	return true;
}

/* 民國105年6月6日 */
static bool read_republic(struct cursor *cursor, int64_t now, struct date *d)
{
	if (!cursor_accept_any(cursor, "民國 民国"))
		return false;
	cursor_skip_spaces(cursor);
	if (!cursor_accept_number(cursor, 1, 3, &d->year) ||
	    !accept_unit(cursor, "年") || !accept_month_day(cursor, d))
		return false;
	d->year += 1911;
	if (!calendar_has(d))
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
	if (!is_letter(cursor_here(cursor)))
		return false;
	for (int i = 0; i < (int)ARRAY_SIZE(names); i++) {
		struct cursor c = *cursor;
		if (!cursor_accept_any(&c, names[i]) || is_letter(cursor_here(&c)))
			continue;
		cursor_accept(&c, '.');
		*cursor = c;
		*ret_month = i + 1;
		return true;
	}
	return false;
}

static void skip_weekday(struct cursor *cursor)
{
	struct cursor c = *cursor;
	if (!is_letter(cursor_here(&c)) ||
	    !cursor_accept_any(&c, "Mon Tue Wed Thu Fri Sat Sun"))
		return;
	while (is_letter(cursor_here(&c)))
		c.at++;
	cursor_accept(&c, ',');
	cursor_skip_spaces(&c);
	*cursor = c;
}

/* Mon, 06 Jun 2016 08:49:54 +0800 (RFC 2822, and 06 Jun 16 of RFC 822) */
static bool read_english(struct cursor *cursor, int64_t now, struct date *d)
{
	bool inside = is_letter(cursor_before(cursor, cursor->at)) || goes_on(cursor);
	skip_weekday(cursor);
	if (inside || !cursor_accept_digits(cursor, 1, 2, &d->day))
		return false;
	if (!cursor_accept(cursor, '-'))
		cursor_skip_spaces(cursor);
	if (!accept_month_name(cursor, &d->month))
		return false;
	if (!cursor_accept(cursor, '-') && !cursor_accept(cursor, ','))
		cursor_skip_spaces(cursor);
	cursor_skip_spaces(cursor);
	bool brief = cursor_accept_digits(cursor, 2, 2, &d->year);
	if (brief)
		d->year += d->year < 50 ? 2000 : 1900; /* RFC 2822, 4.3 */
	else if (!cursor_accept_digits(cursor, 4, 4, &d->year))
		return false;
	if (!calendar_has(d))
		return false;
	read_clock(cursor, true, d);
	return d->hour >= 0 || (!brief && is_plausible(d->year, now));
}

/* 08:49:54 CST 2016 */
static bool accept_clock_and_year(struct cursor *cursor, struct date *d)
{
	struct cursor c = *cursor;
	if (!cursor_accept_clock(&c, d))
		return false;
	cursor_skip_spaces(&c);
	if (!cursor_accept_text(&c, "CST") && !cursor_accept_zone_name(&c, &d->zone))
		cursor_accept_offset(&c, true, &d->zone);
	cursor_skip_spaces(&c);
	if (!cursor_accept_digits(&c, 4, 4, &d->year))
		return false;
	*cursor = c;
	return true;
}

/* Jun 6, 2016 8:49 AM; Mon Jun  6 08:49:54 CST 2016, as Java and date(1) write */
static bool read_american(struct cursor *cursor, int64_t now, struct date *d)
{
	bool inside = is_letter(cursor_before(cursor, cursor->at));
	skip_weekday(cursor);
	if (inside || !accept_month_name(cursor, &d->month))
		return false;
	cursor_skip_spaces(cursor);
	if (!cursor_accept_digits(cursor, 1, 2, &d->day))
		return false;
	cursor_accept(cursor, ',');
	cursor_skip_spaces(cursor);
	if (accept_clock_and_year(cursor, d))
		return calendar_has(d);
	d->hour = -1;
	if (!cursor_accept_digits(cursor, 4, 4, &d->year) || !calendar_has(d))
		return false;
	read_clock(cursor, true, d);
	return d->hour >= 0 || is_plausible(d->year, now);
}

/* 9/17/2004 5:54:13 AM, as an American server writes it; only with AM or PM is it
 * known that the month stands first. */
static bool read_slashed(struct cursor *cursor, int64_t now, struct date *d)
{
	(void)now;
	if (goes_on(cursor) || cursor_before(cursor, cursor->at) == '/' ||
	    !cursor_accept_digits(cursor, 1, 2, &d->month) ||
	    !cursor_accept(cursor, '/') ||
	    !cursor_accept_digits(cursor, 1, 2, &d->day) ||
	    !cursor_accept(cursor, '/') ||
	    !cursor_accept_digits(cursor, 4, 4, &d->year) || !calendar_has(d))
		return false;
	cursor_skip_spaces(cursor);
	return cursor_accept_clock(cursor, d) &&
	       (cursor_before(cursor, cursor->at) | 0x20) == 'm';
}

/* The year in which a day without one was last. */
static bool guess_year(struct date *d, int64_t now)
{
	d->year = calendar_day_in_china(now).year;
	if (!calendar_has(
	            &(struct date){ .year = 2000, .month = d->month, .day = d->day }))
		return false;
	if (calendar_days(d->year, d->month, d->day) * DAY > now + 2 * DAY)
		d->year--;
	return calendar_has(d);
}

/* 06-06 08:49, 06/06 08:49 */
static bool read_short(struct cursor *cursor, int64_t now, struct date *d)
{
	if (goes_on(cursor) || cursor_before(cursor, cursor->at) == '/' ||
	    !cursor_accept_digits(cursor, 2, 2, &d->month))
		return false;
	if ((!cursor_accept(cursor, '-') && !cursor_accept(cursor, '/')) ||
	    !cursor_accept_digits(cursor, 2, 2, &d->day) || !guess_year(d, now))
		return false;
	if (!utf8_is_space(cursor_here(cursor)))
		return false;
	cursor_skip_spaces(cursor);
	return cursor_accept_clock(cursor, d);
}

/* Does a year stand before `at`, one that was refused? */
static bool follows_year(const struct cursor *cursor, size_t at)
{
	while (at && cursor_before(cursor, at) == ' ')
		at--;
	return cursor_before(cursor, at) == 0x5E74; /* 年 */
}

/* 6月6日, with a time or without */
static bool read_month_day(struct cursor *cursor, int64_t now, struct date *d)
{
	size_t start = cursor->at;
	if (!accept_month_day(cursor, d) || follows_year(cursor, start) ||
	    !guess_year(d, now))
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
		if (cursor_accept_any(cursor, words[back])) {
			*d = calendar_day_in_china(now - back * DAY);
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
	cursor_skip_spaces(cursor);
	cursor_accept_any(cursor, "个 個");
	for (size_t i = 0; i < ARRAY_SIZE(units); i++) {
		if (!cursor_accept_any(cursor, units[i].words))
			continue;
		cursor_skip_spaces(cursor);
		return cursor_accept_any(cursor, "前 之前 以前") ? units[i].seconds : 0;
	}
	return 0;
}

static bool ago(int64_t now, int64_t count, int unit, struct date *d)
{
	int64_t then = now - count * unit;
	*d = unit < DAY ? calendar_time_in_china(then) : calendar_day_in_china(then);
	return unit > 0;
}

/* 3小时前, 5分钟前, 2天前, 半小时前 */
static bool read_ago(struct cursor *cursor, int64_t now, struct date *d)
{
	int number = 0;
	bool half = cursor_accept_text(cursor, "半");
	if (!half && !cursor_accept_digits(cursor, 1, 3, &number))
		return false;
	int unit = accept_ago(cursor);
	return half ? ago(now, 1, unit / 2, d) : ago(now, number, unit, d);
}

/* 三天前 */
static bool read_ago_in_words(struct cursor *cursor, int64_t now, struct date *d)
{
	int number;
	return cursor_accept_han(cursor, 1, 1, &number) &&
	       ago(now, number, accept_ago(cursor), d);
}

static bool read_just_now(struct cursor *cursor, int64_t now, struct date *d)
{
	if (!cursor_accept_any(cursor, "刚刚 剛剛"))
		return false;
	*d = calendar_time_in_china(now);
	return true;
}

/* At one place the first that fits counts. */
static const struct form {
	bool (*read)(struct cursor *cursor, int64_t now, struct date *d);
	bool certain;
} forms[] = {
	{ read_numeric, true },    { read_compact, true },
	{ read_chinese, true },    { read_republic, true },
	{ read_english, true },    { read_american, true },
	{ read_slashed, true },    { read_month_day_clock, true },
	{ read_short, true },      { read_named_day_clock, true },
	{ read_ago, true },        { read_month_day, false },
	{ read_named_day, false }, { read_ago_in_words, false },
	{ read_just_now, false },
};

/* Can a form begin with c, behind `last`? */
bool date_may_begin(uint32_t c, uint32_t last)
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

bool date_read_at(struct cursor *cursor, int64_t now, bool certain, struct date *d)
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
