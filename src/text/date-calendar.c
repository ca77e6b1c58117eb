/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The proleptic Gregorian calendar, and China's clock, which has had no summer time
 * since 1991. */
#include "date-parts.h"

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
int64_t calendar_days(int year, int month, int day)
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
struct date calendar_day_in_china(int64_t seconds)
{
	int64_t days = floor_div(seconds + CHINA * INT64_C(60), DAY);
	struct date d = { .hour = -1, .zone = CHINA };
	d.year = (int)(1970 + floor_div(days * 400, 146097));
	while (calendar_days(d.year, 1, 1) > days)
		d.year--;
	while (calendar_days(d.year + 1, 1, 1) <= days)
		d.year++;
	d.day = (int)(days - calendar_days(d.year, 1, 1)) + 1;
	for (d.month = 1; d.day > month_days(d.year, d.month); d.month++)
		d.day -= month_days(d.year, d.month);
	return d;
}

struct date calendar_time_in_china(int64_t seconds)
{
	struct date d = calendar_day_in_china(seconds);
	int64_t days = floor_div(seconds + CHINA * INT64_C(60), DAY);
	int of_day = (int)(seconds + CHINA * INT64_C(60) - days * DAY);
	d.hour = of_day / 3600;
	d.minute = of_day / 60 % 60;
	d.second = of_day % 60;
	return d;
}

bool calendar_has(const struct date *d)
{
	return d->year >= 1900 && d->month >= 1 && d->month <= 12 && d->day >= 1 &&
	       d->day <= month_days(d->year, d->month);
}
