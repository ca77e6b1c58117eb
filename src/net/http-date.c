/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The three forms differ in order and marks only, so each is a pattern: letters
 * stand for parts, all else for itself. */
#include "baolan/net/fields.h"

#include "baolan/base/ascii.h"
#include "baolan/base/mem.h"

#include <time.h>

static const char months[] = "janfebmaraprmayjunjulaugsepoctnovdec";

struct parts {
	int day, month, year, hour, minute, second;
};

/* W: letters of a week day; d M Y y h m s: what they look like; z: GMT.  A day
 * may have one digit behind a blank. */
static const char *const forms[] = {
	"W, d M Y h:m:s z", /* Sun, 06 Nov 1994 08:49:37 GMT */
	"W, d-M-y h:m:s z", /* Sunday, 06-Nov-94 08:49:37 GMT */
	"W M d h:m:s Y",    /* Sun Nov  6 08:49:37 1994 */
};

static bool read_digits(struct str *rest, size_t n, int *ret_number)
{
	int number = 0;
	if (rest->len < n)
		return false;
	for (size_t i = 0; i < n; i++) {
		if (!ascii_is_digit(rest->at[i]))
			return false;
		number = number * 10 + (rest->at[i] - '0');
	}
	*rest = str_from(*rest, n);
	*ret_number = number;
	return true;
}

static bool read_day(struct str *rest, int *ret_day)
{
	bool one_digit = rest->len > 0 && rest->at[0] == ' ';
	if (one_digit)
		*rest = str_from(*rest, 1);
	return read_digits(rest, one_digit ? 1 : 2, ret_day);
}

static bool read_month(struct str *rest, int *ret_month)
{
	struct str name = str_head(*rest, 3);
	for (int i = 0; i < 12 && name.len == 3; i++) {
		if (!str_eq_nocase(name, str_make(months + (size_t)i * 3, 3)))
			continue;
		*ret_month = i + 1;
		*rest = str_from(*rest, 3);
		return true;
	}
	return false;
}

static bool skip_letters(struct str *rest)
{
	size_t n = 0;
	while (n < rest->len && ascii_is_letter(rest->at[n]))
		n++;
	*rest = str_from(*rest, n);
	return n >= 3;
}

/* RFC 9110: a year that seems more than 50 years ahead is one of the last
 * century; with two digits that is settled once and for all here. */
static bool read_short_year(struct str *rest, int *ret_year)
{
	int year;
	if (!read_digits(rest, 2, &year))
		return false;
	*ret_year = year + (year < 70 ? 2000 : 1900);
	return true;
}

static bool read_zone(struct str *rest)
{
	struct str zone = *rest;
	*rest = str_from(*rest, rest->len);
	return str_eq_nocase(zone, STR("GMT"));
}

static bool read_part(char letter, struct str *rest, struct parts *parts)
{
	switch (letter) {
	case 'W':
		return skip_letters(rest);
	case 'd':
		return read_day(rest, &parts->day);
	case 'M':
		return read_month(rest, &parts->month);
	case 'Y':
		return read_digits(rest, 4, &parts->year);
	case 'y':
		return read_short_year(rest, &parts->year);
	case 'h':
		return read_digits(rest, 2, &parts->hour);
	case 'm':
		return read_digits(rest, 2, &parts->minute);
	case 's':
		return read_digits(rest, 2, &parts->second);
	case 'z':
		return read_zone(rest);
	default:
		if (!rest->len || rest->at[0] != letter)
			return false;
		*rest = str_from(*rest, 1);
		return true;
	}
}

static bool read_form(const char *form, struct str text, struct parts *ret_parts)
{
	struct parts parts = { 0 };
	for (; *form; form++)
		if (!read_part(*form, &text, &parts))
			return false;
	*ret_parts = parts;
	return text.len == 0;
}

static bool exists(const struct parts *p)
{
	return p->day >= 1 && p->day <= 31 && p->hour <= 23 && p->minute <= 59 &&
	       p->second <= 60;
}

bool http_date_parse(struct str text, int64_t *ret_time)
{
	struct parts parts;
	text = str_trim(text);
	for (size_t i = 0; i < ARRAY_SIZE(forms); i++) {
		if (!read_form(forms[i], text, &parts) || !exists(&parts))
			continue;
		struct tm tm = { .tm_year = parts.year - 1900,
			         .tm_mon = parts.month - 1,
			         .tm_mday = parts.day,
			         .tm_hour = parts.hour,
			         .tm_min = parts.minute,
			         .tm_sec = parts.second };
		*ret_time = timegm(&tm);
		return true;
	}
	return false;
}

void http_date_format(int64_t time, char out[HTTP_DATE_SIZE])
{
	static const char days[][4] = {
		"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"
	};
	static const char names[][4] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
		                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
	time_t seconds = (time_t)time;
	struct tm tm;
	auto_buf text = BUF_INIT(HTTP_DATE_SIZE);
	out[0] = '\0';
	if (!gmtime_r(&seconds, &tm))
		return;
	buf_printf(&text, "%s, %02d %s %04d %02d:%02d:%02d GMT", days[tm.tm_wday],
	           tm.tm_mday, names[tm.tm_mon], tm.tm_year + 1900, tm.tm_hour,
	           tm.tm_min, tm.tm_sec);
	memcpy(out, buf_text(&text), MIN(text.len + 1, (size_t)HTTP_DATE_SIZE));
	out[HTTP_DATE_SIZE - 1] = '\0';
}
