/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The date in an address, for pages that name none. */
#include "general-head.h"

#include "baolan/base/ascii.h"

static size_t digits_at(struct str text)
{
	size_t n = 0;
	while (n < text.len && ascii_is_digit(text.at[n]))
		n++;
	return n;
}

static int number_of(struct str text, size_t from, size_t len)
{
	unsigned long n = 0;
	return str_number(str_head(str_from(text, from), len), 9999, &n) ? (int)n : -1;
}

static bool is_part_mark(char c)
{
	return c == '/' || c == '-' || c == '_';
}

static bool make_date(int year, int month, int day, struct date *ret_date)
{
	if (year < 1995 || year > 2099 || month < 1 || month > 12 || day < 1 ||
	    day > 31)
		return false;
	*ret_date = (struct date){
		.year = year, .month = month, .day = day, .hour = -1, .zone = 480
	};
	return true;
}

/* Month and day behind a year: 0606, 06/06, 6-6. */
static bool month_and_day(int year, struct str rest, struct date *ret_date)
{
	size_t n = digits_at(rest);
	if (n >= 4)
		return make_date(year, number_of(rest, 0, 2), number_of(rest, 2, 2),
		                 ret_date);
	if (n < 1 || n > 2 || rest.len <= n || !is_part_mark(rest.at[n]))
		return false;
	struct str day = str_from(rest, n + 1);
	size_t m = digits_at(day);
	return m >= 1 && m <= 2 &&
	       make_date(year, number_of(rest, 0, n), number_of(day, 0, m), ret_date);
}

static bool date_at(struct str text, size_t n, struct date *ret_date)
{
	if (n < 4)
		return false;
	int year = number_of(text, 0, 4);
	struct str rest = str_from(text, 4);
	if (n == 6 && rest.len > 3 && is_part_mark(rest.at[2]) &&
	    digits_at(str_from(rest, 3)) == 2)
		return make_date(year, number_of(rest, 0, 2), number_of(rest, 3, 2),
		                 ret_date);
	if (n == 4 && rest.len && is_part_mark(rest.at[0]))
		return month_and_day(year, str_from(rest, 1), ret_date);
	return n >= 8 && month_and_day(year, rest, ret_date);
}

bool url_date(struct str url, struct date *ret_date)
{
	for (size_t at = 0; at < url.len;) {
		size_t n = digits_at(str_from(url, at));
		if (date_at(str_from(url, at), n, ret_date))
			return true;
		at += n ? n : 1;
	}
	return false;
}
