/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What date_find does not take is written anew in a form that it takes. */
#include "feed-date.h"

#include "baolan/base/ascii.h"
#include "baolan/base/buf.h"
#include "baolan/base/mem.h"

#define MAX_TEXT ((size_t)200)

typedef bool rewrite_fn(struct str text, struct buf *b);

static size_t digits(struct str s)
{
	size_t n = 0;
	while (n < s.len && ascii_is_digit(s.at[n]))
		n++;
	return n;
}

/* Cut a number of one to `most` digits off *s. */
static bool cut_number(struct str *s, size_t most, unsigned long *ret_number)
{
	size_t n = digits(*s);
	if (!n || n > most)
		return false;
	bool good = str_number(str_head(*s, n), 100000000, ret_number);
	*s = str_from(*s, n);
	return good;
}

/* 1465174194, 1465174194000 */
static bool read_seconds(struct str text, struct date *ret_date)
{
	unsigned long number;
	if (text.len < 9 || text.len > 13 || digits(text) != text.len ||
	    !str_number(text, 1UL << 53, &number))
		return false;
	*ret_date = date_of_seconds((int64_t)(text.len > 11 ? number / 1000 : number));
	return true;
}

/* 20160606084954, 20160606 */
static bool rewrite_digits(struct str text, struct buf *b)
{
	const char *at = text.at;
	if ((text.len != 14 && text.len != 8) || digits(text) != text.len)
		return false;
	buf_printf(b, "%.4s-%.2s-%.2s", at, at + 4, at + 6);
	if (text.len == 14)
		buf_printf(b, " %.2s:%.2s:%.2s", at + 8, at + 10, at + 12);
	return true;
}

/* 6/30/2016, 30/6/2016, 30.6.2016, 30-06-2016: the month first only where slashes
 * stand and it can be one. */
static bool rewrite_year_last(struct str text, struct buf *b)
{
	unsigned long first, second, year;
	struct str rest = text;
	if (!cut_number(&rest, 2, &first) || !rest.len || !strchr("/.-", rest.at[0]))
		return false;
	char mark = rest.at[0];
	rest = str_from(rest, 1);
	if (!cut_number(&rest, 2, &second) || !rest.len || rest.at[0] != mark)
		return false;
	rest = str_from(rest, 1);
	if (!cut_number(&rest, 4, &year) || year < 1000)
		return false;
	bool month_first = (mark == '/' && first <= 12) || second > 12;
	buf_printf(b, "%04lu-%02lu-%02lu%.*s", year, month_first ? first : second,
	           month_first ? second : first, STR_ARG(rest));
	return true;
}

/* The month before 月, of which `text` is the head. */
static unsigned long month_before(struct str text)
{
	static const struct str names[] = {
		{ "十二", 6 }, { "十一", 6 }, { "十", 3 }, { "一", 3 },
		{ "二", 3 },   { "三", 3 },   { "四", 3 }, { "五", 3 },
		{ "六", 3 },   { "七", 3 },   { "八", 3 }, { "九", 3 },
	};
	static const uint8_t months[] = { 12, 11, 10, 1, 2, 3, 4, 5, 6, 7, 8, 9 };
	size_t start = text.len;
	unsigned long month = 0;
	for (size_t i = 0; i < ARRAY_SIZE(names); i++)
		if (str_ends(text, names[i]))
			return months[i];
	while (start && ascii_is_digit(text.at[start - 1]))
		start--;
	str_number(str_from(text, start), 12, &month);
	return month;
}

/* The first number in s; what is behind it is left in *s. */
static bool find_number(struct str *s, size_t most, unsigned long *ret_number)
{
	while (s->len && !ascii_is_digit(s->at[0]))
		*s = str_from(*s, 1);
	return cut_number(s, most, ret_number);
}

/* 星期一, 06 六月 2016 08:49:54 +0800 */
static bool rewrite_han_month(struct str text, struct buf *b)
{
	unsigned long day, year;
	size_t at = str_find(text, STR("月"));
	if (at == STR_NPOS)
		return false;
	struct str before = str_head(text, at), behind = str_from(text, at + 3);
	unsigned long month = month_before(before);
	if (!month || !find_number(&before, 2, &day) ||
	    !find_number(&behind, 4, &year) || year < 1000)
		return false;
	buf_printf(b, "%04lu-%02lu-%02lu%.*s", year, month, day, STR_ARG(behind));
	return true;
}

bool feed_date(struct str text, int64_t now, char out[DATE_TEXT_SIZE])
{
	static rewrite_fn *const rewrites[] = { rewrite_digits, rewrite_year_last,
		                                rewrite_han_month };
	struct date date;
	text = str_head(str_trim_space(text), MAX_TEXT);
	bool found = read_seconds(text, &date) || date_find(text, now, &date);
	for (size_t i = 0; !found && i < ARRAY_SIZE(rewrites); i++) {
		auto_buf again = BUF_INIT(MAX_TEXT * 2);
		found = rewrites[i](text, &again) &&
		        date_find(buf_str(&again), now, &date);
	}
	if (found)
		date_format(&date, out);
	return found;
}
